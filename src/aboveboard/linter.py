"""The linter as a library: what the command line, editors and other programs call."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aboveboard.config import Config
from aboveboard.document import Document, Part, Problem
from aboveboard.excuses import idle_excuses
from aboveboard.facts import strict_facts
from aboveboard.findconfig import find_config
from aboveboard.findings import Finding
from aboveboard.prepared import Prepared, prepare
from aboveboard.report import Report, RuleInfo, narrowed, with_conflicts
from aboveboard.results import Kept
from aboveboard.rulebook.model import RUNNING
from aboveboard.rulenames import UnknownRuleError, refuse_unknown_rules
from aboveboard.settings import Settings
from aboveboard.sources import FORMATS, reader_named
from aboveboard.sources.options import ReadOptions
from aboveboard.tally import Tally, kept_of
from aboveboard.timings import UNTIMED, RuleTimings

if TYPE_CHECKING:
    from aboveboard.across.trace import Trace
    from aboveboard.cache import Cache
    from aboveboard.engine import Checked, Engine
    from aboveboard.resultcache import ResultCache
    from aboveboard.rulebook.book import Rulebook

__all__ = ["Linter", "UnknownRuleError"]

_Item = Document | Problem | Kept


class Linter:
    """Checks texts, documents and files.

    Without arguments: the bundled rulebook and the default settings; nothing is read from the
    working directory.  ``severity`` is the mildest finding to return, ``select`` and
    ``ignore`` are rule ids or beginnings of them, ``rules`` are folders of rules to add,
    ``facts`` hold for every document that does not say otherwise, ``as_of`` is the day on
    which suppressions and rules are in force (default: today).

    Raises FaultyFiles for rules that cannot be used, FactsError for facts that cannot be read,
    UnknownRuleError for a rule that there is not and ValueError for an unknown severity.
    """

    def __init__(
        self,
        *,
        severity: str = "warning",
        select: Sequence[str] = (),
        ignore: Sequence[str] = (),
        jurisdictions: Sequence[str] = (),
        platform: str | None = None,
        facts: Mapping[str, Any] | None = None,
        rules: Sequence[str | Path] = (),
        as_of: date | None = None,
    ) -> None:
        known = dict(facts or {})
        if jurisdictions:
            known["jurisdictions"] = jurisdictions  # "us, uk" or ["us", "uk"]
        if platform:
            known["platform"] = platform
        config = Config(Path(), values={"facts": strict_facts(known)})
        self._set_up(
            config,
            prepare(_several(rules), None),
            None,
            severity=severity,
            select=select,
            ignore=ignore,
            as_of=as_of,
        )

    @classmethod
    def from_config(cls, path: str | Path = ".", **given: Any) -> Linter:
        """The linter as the command line would set it up in (or with) ``path``.

        ``path`` is a folder, whose nearest configuration is taken, or a configuration file.
        ``given`` wins over the configuration: select, ignore, severity, fail_on, platform,
        jurisdictions, facts, given_facts, as_of, rules, and preset, columns (role to header),
        date_order and encoding of the files to read.  ``cache`` is where the results of files
        and prepared rulebooks are kept; these come without the examples of their rules.
        ``timings`` takes the time of each rule; results are not taken from the cache then.

        Raises FaultyFiles with everything that is wrong in configuration and rules, and
        FactsError, UnknownRuleError and ValueError as the class does, and FileNotFoundError
        where there is no ``path``.
        """
        place = Path(path)
        if not place.exists():
            raise FileNotFoundError(f"there is no '{path}'")
        found = place if place.is_file() else find_config(place)
        config = Config(place)
        if found is not None:
            from aboveboard.configfile import load_config  # its grammar takes time to load

            config = load_config(found)
        folders = [*config.rule_folders, *_several(given.pop("rules", None) or ())]
        linter = cls.__new__(cls)
        cache = given.pop("cache", None)
        linter._set_up(config, prepare(folders, cache), cache, **given)
        return linter

    def _set_up(
        self, config: Config, prepared: Prepared, cache: Cache | None, **given: Any
    ) -> None:
        for name in ("select", "ignore"):
            if given.get(name) is not None:
                given[name] = _several(given[name])
        self.config = config
        self._prepared = prepared
        self._timings: RuleTimings = given.pop("timings", UNTIMED)
        # What is kept costs a rule nothing, so nothing is taken from there to be timed.
        self._cache = cache if self._timings is UNTIMED else None
        self._settings = config.settings(**given)
        refuse_unknown_rules(self._settings, lambda: self.rulebook)
        self._engines: dict[int, tuple[Settings, Engine]] = {}

    @property
    def rulebook(self) -> Rulebook:
        """The bundled rules, and those that were added."""
        return self._prepared.rulebook

    @property
    def settings(self) -> Settings:
        """The settings of a path that no override names."""
        return self._settings.base

    def settings_for(self, name: str) -> Settings:
        """The settings of one path."""
        return self._settings(name)

    def engine_for(self, name: str) -> Engine:
        """The engine that checks a document of this name."""
        settings = self._settings(name)
        entry = self._engines.get(id(settings))
        if entry is None:
            from aboveboard.engine import Engine  # not where all results are known

            engine = Engine(self._prepared.matchers, settings, self._timings)
            entry = self._engines[id(settings)] = (settings, engine)
        return entry[1]

    def runs(self, name: str, rule_id: str) -> bool:
        """Whether a rule, perhaps one of the engine's own, runs on a document of this name."""
        from aboveboard.suppress import BUILT_IN

        if rule_id in BUILT_IN:
            return self.settings_for(name).selects(rule_id)
        return self._runs(name, rule_id)

    def _runs(self, name: str, rule_id: str) -> bool:
        rule = self.rulebook.rules.get(rule_id)
        return (
            rule is not None and rule.status in RUNNING and self.settings_for(name).selects(rule_id)
        )

    # ------------------------------------------------------------ checking

    def check_text(
        self, text: str, *, facts: Mapping[str, Any] | None = None, format: str = "text"
    ) -> list[Finding]:
        """Findings in one text; ``format`` is ``text``, ``markdown`` or ``html``.

        Raises FactsError for facts that cannot be read, ValueError for an unknown format.
        """
        if format not in FORMATS:
            raise ValueError(f"format must be one of {', '.join(FORMATS)}, not '{format}'")
        extra = strict_facts(facts or {})
        documents = []
        for item in reader_named(format)(text, "text"):
            if isinstance(item, Document):
                documents.append(replace(item, facts=extra.over(item.known)))
        return self.check_documents(documents)

    def check_documents(self, documents: Iterable[Document]) -> list[Finding]:
        """Findings in documents made by the caller, sorted; posts are compared with each other."""
        return list(self.report(documents).findings)

    def check_each(self, documents: Iterable[Document]) -> Iterator[Checked]:
        """The result of each document by itself, one after the other."""
        for document in documents:
            yield self.engine_for(document.name).check(_made_ready(document))

    def report(
        self,
        items: Iterable[Document | Problem],
        *,
        keep: bool = False,
        sieves: Sequence[Callable[[Report], Report]] = (),
    ) -> Report:
        """The report on documents and on what kept others from being read.

        Documents are forgotten once they are checked, unless the report is to ``keep`` them; what
        stays of them is compared at the end.  ``sieves`` leave findings out, such as those that a
        baseline knows; they see findings of every severity.
        """
        return self._report(items, keep, sieves, None)

    def _report(
        self,
        items: Iterable[_Item],
        keep: bool,
        sieves: Sequence[Callable[[Report], Report]],
        store: ResultCache | None,
    ) -> Report:
        def severity_of(name: str) -> str:
            return self.settings_for(name).severity

        threshold = (lambda name: "note") if sieves else severity_of
        tally = Tally(threshold, lines=bool(sieves))
        for item in items:
            if isinstance(item, Problem):
                tally.problems.append(item)
            elif isinstance(item, Kept):
                tally.add(item)
            else:
                tally.add(self._checked(item, keep, store))
        whole = with_conflicts(tally.report(), self._compared(tally.take_traces()), threshold)
        idle = idle_excuses(self.settings, tally.documents(), tally.excuses, self._runs)
        problems = [*whole.problems, *idle]
        left = whole = replace(whole, problems=tuple(problems))
        for sieve in sieves:
            left = sieve(left)
        report = narrowed(whole, left, severity_of) if sieves else whole
        return replace(report, rules=self._rules_of(report.findings, store.rules if store else {}))

    def _checked(self, document: Document, keep: bool, store: ResultCache | None) -> Kept:
        settings = self.settings_for(document.name)
        [checked] = self.check_each([document])
        facts = settings.facts_of(document.known)
        kept = kept_of(checked, document, facts, settings.offers, whole=keep)
        if store is not None:
            store.add(kept, in_time=checked.in_time)
        return kept

    def _compared(self, traces: Sequence[Trace]) -> list[Finding]:
        found: list[Finding] = []
        if len(traces) > 1:
            from aboveboard.conflicts import conflicts

            found = conflicts(traces, self.rulebook, lambda name: self.settings_for(name).as_of)
        if self._engines:
            from aboveboard.across.keys import forget

            forget()
        return found

    def _rules_of(
        self, findings: Iterable[Finding], known: Mapping[str, RuleInfo]
    ) -> dict[str, RuleInfo]:
        """What a report says of the rules of findings, of which some are known."""
        first = {finding.rule_id: finding for finding in findings}
        found = {name: known[name] for name in first if name in known}
        if len(found) < len(first):
            from aboveboard.ruleinfo import rules_found

            missing = [finding for name, finding in first.items() if name not in known]
            found |= rules_found(missing, self.rulebook)
        return dict(sorted(found.items()))

    def files(
        self,
        paths: Sequence[str | Path],
        *,
        exclude: Sequence[str] = (),
        force_exclude: bool = False,
    ) -> tuple[list[Path], list[Problem]]:
        """The files that a check of ``paths`` reads, and the paths that lead nowhere.

        ``exclude`` adds to the configuration's patterns; ``force_exclude`` applies them to files
        that are named themselves, too.
        """
        from aboveboard.files import find_files

        return find_files(
            paths,
            exclude=(*self.config.exclude, *exclude),
            root=self.config.root,
            force_exclude=force_exclude,
        )

    def check_paths(
        self,
        paths: Sequence[str | Path],
        *,
        exclude: Sequence[str] = (),
        force_exclude: bool = False,
        watch: Callable[[Iterable[_Item]], Iterable[_Item]] = iter,
        keep: bool = False,
        sieves: Sequence[Callable[[Report], Report]] = (),
        contents: Mapping[str, bytes] | None = None,
    ) -> Report:
        """The report on files and folders; the rest is checked where one cannot be read.

        ``watch`` sees the documents go by, and what is known of others, to show how far the check
        is; ``keep`` and ``sieves``
        are those of :meth:`report`.  ``contents`` are bytes that files, by name, are checked with
        in place of their own.
        """
        from aboveboard.inputs import from_files

        files, problems = self.files(paths, exclude=exclude, force_exclude=force_exclude)
        # A hook names every file that was changed, also sheets that hold no copy.
        named = set() if force_exclude else {Path(path) for path in paths}
        store = None if keep else self._store()
        items = (
            item
            for file in files
            for item in from_files(
                [file],
                self.read_options(str(file)),
                named=named,
                contents=contents,
                read=None if store is None else store.items,
            )
        )
        report = self._report(watch(chain(problems, items)), keep, sieves, store)
        if store is not None:
            store.close()
        return report

    def _store(self) -> ResultCache | None:
        """Where results of files are kept, for one report; those with documents are not."""
        if self._cache is None or self._prepared.digest is None:
            return None
        from aboveboard.resultcache import ResultCache

        return ResultCache(
            self._cache,
            self._prepared.digest,
            self.settings_for,
            lambda findings: self._rules_of(findings, {}),
        )

    def read_options(self, name: str) -> ReadOptions:
        """How to read the file ``name``."""
        settings = self.settings_for(name)
        return ReadOptions(
            preset=settings.preset,
            columns=settings.columns,
            date_order=settings.cell_order,
            encoding=settings.encoding,
        )


def _made_ready(document: Document) -> Document:
    """The document with its texts as parts and its facts read."""
    from aboveboard.sources.plain import part_from_text

    parts = {
        name: part if isinstance(part, Part) else part_from_text(name, part)
        for name, part in document.parts.items()
    }
    return replace(document, parts=parts, facts=document.known)


def _several(value: str | Path | Iterable[Any]) -> tuple[Any, ...]:
    """What was given as a list, or as one alone: ``"us"`` is not ``u`` and ``s``."""
    return (value,) if isinstance(value, str | Path) else tuple(value)
