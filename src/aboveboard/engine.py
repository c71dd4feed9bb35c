"""The engine: documents in, findings out.

For each document: normalise, screen, match, carry spans back to the source, then settle
(suppress, de-duplicate, sort).  It prints nothing and reads no file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from aboveboard.across.leave import Left, leave, told
from aboveboard.across.trace import Trace
from aboveboard.claims.judge import judge_claims
from aboveboard.claims.model import Claims, Judged
from aboveboard.clearing import clear
from aboveboard.document import Document, Problem
from aboveboard.facts import Facts
from aboveboard.findings import Finding, deduplicate, sort_key
from aboveboard.language import plain_language
from aboveboard.matchers.claim import ClaimMatcher
from aboveboard.matchers.missing import MissingMatcher, Terms
from aboveboard.matchers.regexes import RegexTimeout
from aboveboard.matcherset import Matchers
from aboveboard.normalise import PLACEHOLDER
from aboveboard.passage import Match, Passage, Reading, read
from aboveboard.phrasing import Phrasing
from aboveboard.report import DocumentResult, status_of
from aboveboard.rulebook.model import RUNNING, Across, Claimed, Missing, Rule, Words
from aboveboard.scope import Scopes, day_of, wants
from aboveboard.settings import Excuse, Settings
from aboveboard.severity import gravest
from aboveboard.suppress import BUILT_IN, Suppression, excuse, suppress
from aboveboard.timings import UNTIMED, RuleTimings
from aboveboard.tracing import entries_of, trace_of
from aboveboard.unjudged import Unjudged

__all__ = ["Checked", "Engine"]


@dataclass(frozen=True, slots=True)
class Checked:
    """One document's result: what was found, what was answered for, what went wrong.

    ``findings`` are of every severity: what is held back is decided where a report is made.
    ``trace`` is what stays of it to be compared with other documents, or None.  ``remarks`` are
    those of :class:`~aboveboard.unjudged.Unjudged`, ``directives`` its own suppressions, and
    ``excuses`` the exceptions of the configuration that it needs.  ``in_time`` is False where a
    search took too long: another time more may be found.
    """

    result: DocumentResult
    findings: tuple[Finding, ...]
    suppressed: tuple[tuple[Finding, str], ...] = ()
    problems: tuple[Problem, ...] = ()
    trace: Trace | None = None
    remarks: frozenset[str] = frozenset()
    directives: tuple[Suppression, ...] = ()
    excuses: frozenset[Excuse] = frozenset()
    in_time: bool = True


class Engine:
    """Checks documents with one rulebook and one set of settings; ``timings`` takes their time."""

    def __init__(
        self, matchers: Matchers, settings: Settings, timings: RuleTimings = UNTIMED
    ) -> None:
        self.settings = settings
        self._timings = timings
        self._matchers = matchers
        self._rulebook = matchers.rulebook
        self.phrasing = Phrasing(self._rulebook, settings.as_of)
        self.rules = [
            rule
            for rule in self._rulebook.rules.values()
            if rule.status in RUNNING and settings.selects(rule.id)
        ]
        self._known = frozenset(self._rulebook.rules) | BUILT_IN.keys()
        self._running = frozenset(rule.id for rule in self.rules)
        self._words = {rule.id: rule for rule in self.rules if isinstance(rule.find, Words)}
        self._place = {rule_id: number for number, rule_id in enumerate(self._words)}
        self._missing = [rule for rule in self.rules if isinstance(rule.find, Missing)]
        self._claimed = [rule for rule in self.rules if isinstance(rule.find, Claimed)]
        self._across = [rule for rule in self.rules if isinstance(rule.find, Across)]
        self._scopes = Scopes(self.rules)
        self._claims = _claims_needed(self.rules)
        self._folds: Mapping[str, int] = {
            platform: fold
            for lexicon in self._rulebook.lexicons.values()
            for platform, fold in lexicon.folds.items()
        }
        self._languages = frozenset(
            language for rule in self.rules if rule.find for language in rule.scope.languages
        ) - {"any"} or frozenset({"en"})
        wanted = {rule.find.lexicon for rule in self.rules if isinstance(rule.find, Missing)}
        lexicons = self._rulebook.lexicons
        self._unjudged = Unjudged(
            matchers.labels(name) for name in sorted(wanted) if name and lexicons[name].labels
        )
        self.used_excuses: set[Excuse] = set()

    def runs(self, rule_id: str) -> bool:
        """Whether a rule is one of those that run."""
        return rule_id in self._running

    # ------------------------------------------------------------ one document

    def check(self, document: Document) -> Checked:
        """Check one document whose parts are parts and whose facts are read."""
        assert isinstance(document.facts, Facts)
        facts = self.settings.facts_of(document.facts)
        problems: list[Problem] = []
        reading = read(document, facts)
        unread = list(self._not_covered(reading))
        problems += unread
        judged = Claims(judge_claims(reading, self._claims, self.settings.date_order))
        matches = self._find(reading, judged, problems)
        left = list(clear(matches, judged, facts, self.settings.date_order))
        found = [self.phrasing.of_match(rule, reading, match, judged) for rule, match in left]
        # What may turn out to contradict another document is answered for here, too.
        leftovers = self._leave(reading, judged, left, problems)
        found += [finding for finding, _ in leftovers]
        outcome = suppress(
            document,
            found,
            known=self._known,
            running=self.runs,
            as_of=self.settings.as_of,
        )
        excuses: set[Excuse] = set()
        kept, excused = excuse(outcome.kept, self.settings.excuses, self.settings.as_of, excuses)
        self.used_excuses |= excuses
        open_ids = {id(finding) for finding in kept}
        entries = entries_of((f, item) for f, item in leftovers if id(f) in open_ids)
        trace = trace_of(reading, entries, judged, self.settings.date_order) if entries else None
        waiting = {id(finding) for finding, _ in leftovers}
        kept = [finding for finding in kept if id(finding) not in waiting]
        answered = [
            (finding, reason)
            for finding, reason in (*outcome.suppressed, *excused)
            if id(finding) not in waiting
        ]
        complaints = [f for f in outcome.complaints if self.settings.selects(f.rule_id)]
        settled = sorted([*deduplicate(kept), *complaints], key=sort_key)
        # What no rule could read is no pass: somebody has to look.
        severities = ["warning"] * bool(unread) + [finding.severity for finding in settled]
        status = status_of(gravest(severities))
        result = DocumentResult(document.name, document.row, status)
        remarks = frozenset(self._unjudged.of(reading, judged))
        return Checked(
            result,
            tuple(settled),
            tuple(answered),
            tuple(problems),
            trace,
            remarks,
            tuple(outcome.listed),
            frozenset(excuses),
            in_time=len(problems) == len(unread) and "timeout" not in remarks,
        )

    def _applicable(self, facts: Facts) -> frozenset[str]:
        """The ids of the rules that are for a document with these facts."""
        return self._scopes.of(facts, day_of(facts) or self.settings.as_of)

    def _leave(
        self,
        reading: Reading,
        judged: Sequence[Judged],
        found: Sequence[tuple[Rule, Match]],
        problems: list[Problem],
    ) -> list[tuple[Finding, Left]]:
        """What rules across documents may be about, each as the finding that it would be."""
        applicable = self._applicable(reading.facts)
        rules = [rule for rule in self._across if rule.id in applicable]

        def labelled(lexicon: str) -> bool:
            return told(self._matchers.labels(lexicon), reading, self.settings.components)

        items: list[Left] = []
        for rule in rules:
            try:
                items += leave([rule], reading, judged, found, labelled)
            except TimeoutError as error:  # nobody knows whether there is a label
                problems.append(_timeout(rule, reading.document, None, str(error)))
        return [
            (self.phrasing.of_match(item.rule, reading, item.match, judged), item)
            for item in items
            if wants(item.rule.scope, item.match.passage)
        ]

    def check_all(self, documents: Iterable[Document]) -> Iterator[Checked]:
        """Check documents one after the other."""
        for document in documents:
            yield self.check(document)

    def _not_covered(self, reading: Reading) -> Iterator[Problem]:
        """A notice where a document is in a language that the rules do not know.

        Most rules are for English copy; silence about anything else would look like praise.
        """
        language = str(reading.facts.get("language", "")).partition("-")[0]
        if not language:
            text = " ".join(passage.text for passage in reading.passages)
            words = frozenset().union(*(passage.words for passage in reading.passages))
            language = plain_language(text, words) or "en"
        if language in self._languages:
            return
        said = "a script" if language == "other" else f"a language ({language})"
        row = reading.document.row
        place = "" if row is None else f"row {row}: "
        message = f"{place}written in {said} that most rules do not cover; not checked by them"
        yield Problem(reading.document.name, None, message, "notice")

    # ------------------------------------------------------------ matching

    def _find(
        self, reading: Reading, judged: Sequence[Judged], problems: list[Problem]
    ) -> Iterator[tuple[Rule, Match]]:
        applicable = self._applicable(reading.facts)
        too_slow: set[str] = set()
        wanted = self._words.keys() & applicable
        for passage in (*reading.passages, *reading.links):
            live = self._matchers.live(passage.words)
            for rule_id in sorted(live.keys() & wanted - too_slow, key=self._place.__getitem__):
                rule = self._words[rule_id]
                if not wants(rule.scope, passage):
                    continue
                try:
                    with self._timings.of(rule_id):
                        spans = list(self._matchers.guarded(rule).find(passage, live[rule_id]))
                except RegexTimeout as error:
                    # Once is enough: a long document has many passages.
                    too_slow.add(rule_id)
                    problems.append(_timeout(rule, reading.document, passage, str(error)))
                    continue
                for start, end in spans:
                    softer = 1 if PLACEHOLDER in passage.text[start:end] else 0
                    yield rule, Match(passage, start, end, softer=softer)
        for rule in self._claimed:
            if rule.id in applicable:
                matcher = self._matchers.of(rule)
                assert isinstance(matcher, ClaimMatcher)
                for match in matcher.find(judged):
                    if wants(rule.scope, match.passage):
                        yield rule, match
        terms = self._terms(reading.facts)
        for rule in self._missing:
            if rule.id in applicable:
                matcher = self._matchers.of(rule)
                assert isinstance(matcher, MissingMatcher)
                try:
                    with self._timings.of(rule.id):
                        causes = list(matcher.find(reading, terms))
                except (RegexTimeout, TimeoutError) as error:
                    problems.append(_timeout(rule, reading.document, None, str(error)))
                    continue
                for match in causes:
                    yield rule, match

    def _terms(self, facts: Facts) -> Terms:
        return Terms(
            facts.get("jurisdictions", ()),
            self._folds.get(facts.get("platform", "")),
            self.settings.components,
        )


def _claims_needed(rules: Iterable[Rule]) -> frozenset[str]:
    """The kinds of claim that some rule is about, or is cleared by."""
    kinds = set()
    for rule in rules:
        if isinstance(rule.find, Claimed | Across) and rule.find.claim:
            kinds.add(rule.find.claim)
            if isinstance(rule.find, Across) and rule.find.change == "outlived":
                kinds |= {"price", "stock"}  # they say that the offer is still there
        kinds |= {clearing.claim for clearing in rule.cleared_by if clearing.claim}
    return frozenset(kinds)


def _timeout(rule: Rule, document: Document, passage: Passage | None, pattern: str) -> Problem:
    line = column = None
    if passage is not None:
        line, column = passage.part.source.position(passage.view.source_span(0, 0)[0])
    said = f"the rule {rule.id} took too long here, so the rest of this document is without it"
    shown = f" ('{pattern[:60]}')" if pattern else ""
    return Problem(document.name, line, said + shown, column=column)
