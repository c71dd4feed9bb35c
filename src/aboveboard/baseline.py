"""Baselines: the findings that were there before, so that only new ones are reported.

A baseline is a JSON file that people keep with their copy.  It knows findings by what they are
about, not by where they stand (:attr:`~aboveboard.findings.Finding.fingerprint`): they stay known
when paragraphs are moved or wrapped anew, rows are sorted, files are renamed.  It also knows how
often, so that one more of the same is new.  A check reads it and never writes it.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from aboveboard.findings import Finding
from aboveboard.report import Report

__all__ = ["FILE_NAME", "Baseline", "BaselineError", "Entry", "baseline_of", "read_baseline"]

FILE_NAME = ".aboveboard-baseline.json"
VERSION = 1
_LONGEST = 80  # characters of a phrase; they are for people


class BaselineError(Exception):
    """Why a baseline cannot be used: one sentence, with the place where there is one."""


@dataclass(frozen=True, slots=True, order=True)
class Entry:
    """A finding that is known, and how often it is there.

    ``document`` counts from the baseline's folder, with ``/``.  ``text`` is the phrase, for people.
    """

    document: str
    rule_id: str
    text: str
    fingerprint: str
    count: int = 1


@dataclass(frozen=True)
class Baseline:
    """The known findings; ``path`` is the file that they stand in."""

    path: Path
    entries: tuple[Entry, ...] = ()

    def text(self) -> str:
        """The file: entries sorted, one a line, so that changes can be read and merged."""
        lines = [
            json.dumps(
                {
                    "document": entry.document,
                    "rule_id": entry.rule_id,
                    "text": entry.text,
                    "fingerprint": entry.fingerprint,
                    "count": entry.count,
                },
                ensure_ascii=True,
            )
            for entry in sorted(self.entries)
        ]
        inner = "".join(f"\n{line}," for line in lines).removesuffix(",")
        return f'{{"version": {VERSION}, "findings": [{inner}\n]}}\n'

    def compared(
        self, report: Report, runs: Callable[[str, str], bool], paths: Iterable[str]
    ) -> Compared:
        """What of ``report`` is known, and what of the baseline is not there any more.

        ``runs`` says whether a rule runs on the document of a name: of one that does not, nothing
        is known.  A known finding may have moved to another document if its own is gone or was
        checked too.  Of a document that is gone, its findings count as gone only where it stood in
        one of the ``paths`` that were checked: else they may have moved to where nobody looked.
        """
        names = _Names(self.path.parent)
        looked_in = [os.path.realpath(path) for path in paths]
        left: Counter[tuple[str, str]] = Counter()
        for entry in self.entries:
            left[entry.document, entry.fingerprint] += entry.count
        checked = {names.of(result.name): result.name for result in report.documents}
        others: list[Finding] = []
        new: set[int] = set()
        for finding in report.findings:
            if left[key := (names.of(finding.document), finding.fingerprint)] > 0:
                left[key] -= 1
            else:
                others.append(finding)
        # What is left over in documents that were checked, or are gone, may stand elsewhere now.
        idle = {
            document: document in checked or not (self.path.parent / document).exists()
            for document in {entry.document for entry in self.entries}
        }
        loose: dict[str, list[tuple[str, str]]] = {}
        for key in sorted(left):
            if left[key] > 0 and idle.get(key[0]):
                loose.setdefault(key[1], []).append(key)
        for finding in others:
            keys = loose.get(finding.fingerprint, [])
            if keys:
                left[keys[0]] -= 1
                if not left[keys[0]]:
                    del keys[0]
            else:
                new.add(id(finding))
        stale = [
            replace(entry, count=count)
            for entry, count in _left_of(self.entries, left)
            if (entry.document in checked or names.lies_in(entry.document, looked_in))
            and idle[entry.document]
            and runs(checked.get(entry.document, entry.document), entry.rule_id)
        ]
        fresh = tuple(finding for finding in report.findings if id(finding) in new)
        return Compared(fresh, tuple(stale), len(report.findings) - len(fresh))

    def without(self, stale: Collection[Entry]) -> Baseline:
        """The baseline without what is not there any more; nothing is ever added."""
        gone: Counter[Entry] = Counter()
        for entry in stale:
            gone[replace(entry, count=0)] += entry.count
        kept = []
        for entry in self.entries:
            count = entry.count - gone[replace(entry, count=0)]
            if count > 0:
                kept.append(replace(entry, count=count))
        return replace(self, entries=tuple(kept))


@dataclass(frozen=True, slots=True)
class Compared:
    """A report against a baseline: the new findings, the stale entries, how many are known."""

    new: tuple[Finding, ...]
    stale: tuple[Entry, ...]
    known: int


def _left_of(
    entries: Iterable[Entry], left: Counter[tuple[str, str]]
) -> Iterator[tuple[Entry, int]]:
    for entry in entries:
        key = (entry.document, entry.fingerprint)
        if (count := min(entry.count, left[key])) > 0:
            left[key] -= count
            yield entry, count


def baseline_of(path: Path, findings: Iterable[Finding]) -> Baseline:
    """The baseline in the file ``path`` that knows exactly these findings."""
    names = _Names(path.parent)
    counts = Counter(
        Entry(
            names.of(finding.document),
            finding.rule_id,
            _shown(finding.text),
            finding.fingerprint,
        )
        for finding in findings
    )
    # One entry for a fingerprint in a document, whatever white space its phrase has.
    merged: dict[tuple[str, str, str], Entry] = {}
    for entry, count in sorted(counts.items()):
        key = (entry.document, entry.rule_id, entry.fingerprint)
        known = merged.get(key)
        merged[key] = replace(
            known or entry, count=count + (known.count if known is not None else 0)
        )
    return Baseline(path, tuple(sorted(merged.values())))


def _shown(text: str) -> str:
    folded = " ".join(text.split())
    return folded if len(folded) <= _LONGEST else folded[: _LONGEST - 1].rstrip() + "…"


class _Names:
    """Documents' names as they count from the baseline's folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = os.path.realpath(folder)
        self._known: dict[str, str] = {}

    def of(self, name: str) -> str:
        if name not in self._known:
            self._known[name] = self._counted(name)
        return self._known[name]

    def lies_in(self, document: str, folders: Iterable[str]) -> bool:
        """Whether a document, named as here, lies or lay in one of the folders, or is one."""
        path = Path(os.path.normpath(os.path.join(self._folder, document)))
        return any(path.is_relative_to(folder) for folder in folders)

    def _counted(self, name: str) -> str:
        try:
            return Path(os.path.relpath(os.path.realpath(name), self._folder)).as_posix()
        except ValueError:  # another drive, or no path at all
            return name


def read_baseline(path: Path) -> Baseline:
    """The baseline in ``path``.

    Raises BaselineError where it cannot be read or is none.
    """
    try:
        data = json.loads(path.read_bytes())
    except OSError as error:
        raise BaselineError(f"cannot read the baseline '{path}': {error.strerror}") from None
    except UnicodeDecodeError:
        raise BaselineError(f"the baseline '{path}' is not UTF-8") from None
    except json.JSONDecodeError as error:
        place = f"{path}:{error.lineno}:{error.colno}"
        raise BaselineError(f"{place}: the baseline is not JSON: {error.msg}") from None
    except RecursionError:
        raise BaselineError(f"the baseline '{path}' is nested too deep") from None
    if not isinstance(data, dict) or not isinstance(data.get("findings"), list):
        raise BaselineError(f"'{path}' is no baseline; 'aboveboard baseline PATHS' writes one")
    if data.get("version") != VERSION:
        raise BaselineError(
            f"the baseline '{path}' is of another version; write it anew with 'aboveboard baseline'"
        )
    entries = []
    for number, item in enumerate(data["findings"], start=1):
        entry = _entry(item)
        if entry is None:
            raise BaselineError(
                f"finding {number} of the baseline '{path}' is broken; "
                "write it anew with 'aboveboard baseline'"
            )
        entries.append(entry)
    return Baseline(path, tuple(entries))


def _entry(item: object) -> Entry | None:
    """The entry that stands for one item of the file; None where it is broken."""
    match item:
        case {
            "document": str(document),
            "rule_id": str(rule_id),
            "text": str(text),
            "fingerprint": str(fingerprint),
            "count": int(count),
        } if count > 0 and not isinstance(count, bool):
            return Entry(document, rule_id, text, fingerprint, count)
    return None
