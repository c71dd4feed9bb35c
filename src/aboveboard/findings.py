"""Findings, reports, and the pure steps that settle what is reported."""

from __future__ import annotations

from bisect import bisect
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import NamedTuple

from aboveboard.document import Problem, Source
from aboveboard.rulebook.model import PARTS
from aboveboard.severity import SEVERITIES, at_least

__all__ = [
    "DocumentResult",
    "Finding",
    "Related",
    "Report",
    "deduplicate",
    "sort_key",
    "status_of",
    "with_conflicts",
]


class Related(NamedTuple):
    """Another document that a finding speaks of."""

    document: str
    row: int | None
    message: str


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule, a span in the source, a verdict and a message.

    ``text`` is exactly the source between ``start`` and ``end`` (code points, half-open).
    ``outcome`` is the case of the rule that applies (``absent``, ``late`` ...) or None.
    ``cites`` are titles of provisions, and ``settles`` is the line of facts that would settle it.
    Of a row, ``label`` is what the user calls the part (a header, a key) and ``cell`` the offset
    at which it begins.
    """

    rule_id: str
    severity: str
    verdict: str
    message: str
    advice: str
    document: str
    part: str
    start: int
    end: int
    source: Source = field(repr=False, compare=False)
    outcome: str | None = None
    row: int | None = None
    cites: tuple[str, ...] = ()
    related: tuple[Related, ...] = ()
    settles: str = ""
    label: str = ""
    cell: int | None = None

    @property
    def category(self) -> str:
        """The first part of the rule's id."""
        return self.rule_id.partition("/")[0]

    @property
    def full_advice(self) -> str:
        """What to do, with the fact that would settle it."""
        if not self.settles:
            return self.advice
        return f"{self.advice} The fact that settles it: {self.settles}"

    @property
    def text(self) -> str:
        """The source between ``start`` and ``end``."""
        return self.source.text[self.start : self.end]

    @property
    def line(self) -> int:
        """The 1-based line of ``start`` in the file."""
        return self.source.position(self.start)[0]

    @property
    def column(self) -> int:
        """The 1-based column of ``start``, in code points."""
        return self.source.position(self.start)[1]


@dataclass(frozen=True, slots=True)
class DocumentResult:
    """What became of one document: ``status`` is ``pass``, ``review`` or ``fail``.

    ``held_back`` counts findings that are milder than what was asked for.  Of a row that may not
    pass, ``published``, ``platform``, ``account`` and its first words are what tells it from
    others.
    """

    name: str
    row: int | None
    status: str
    held_back: int = 0
    published: date | None = None
    platform: str = ""
    account: str = ""
    opening: str = ""


@dataclass(frozen=True)
class Report:
    """All findings of a run, with what could not be checked.

    ``remarks`` say what was not judged in the whole run, and why.
    """

    findings: Sequence[Finding]
    problems: Sequence[Problem] = ()
    documents: Sequence[DocumentResult] = ()
    remarks: Sequence[str] = ()

    @property
    def held_back(self) -> int:
        """How many findings are milder than what was asked for."""
        return sum(document.held_back for document in self.documents)

    def counts(self) -> dict[str, int]:
        """How many findings there are of each severity."""
        found = dict.fromkeys(SEVERITIES, 0)
        for finding in self.findings:
            found[finding.severity] += 1
        return found


def _strength(finding: Finding) -> tuple[int, bool, int, int, str]:
    # A graver finding wins, then one that other documents bear witness to, then the one that
    # marks more, then the first, then the alphabet.
    gravity = SEVERITIES.index(finding.severity)
    alone = not finding.related
    return (-gravity, alone, finding.start - finding.end, finding.start, finding.rule_id)


def deduplicate(findings: Iterable[Finding]) -> list[Finding]:
    """One phrase, one finding: of overlapping findings of a category the strongest stays.

    What is missing from a copy is missing whatever phrase it is marked at: a mail that has
    neither a way out nor an address lacks both.  The result is sorted.
    """
    kept: list[Finding] = []
    by_place: dict[tuple[str, int | None, str, str], list[tuple[int, int]]] = {}
    for finding in sorted(findings, key=_strength):
        is_missing = finding.verdict == "complete" and finding.outcome is not None
        about = finding.rule_id if is_missing else finding.category
        place = (finding.document, finding.row, finding.part, about)
        taken = by_place.setdefault(place, [])  # sorted, and none overlaps another
        span = (finding.start, finding.end)
        index = bisect(taken, span)
        beside = taken[max(0, index - 1) : index + 1]
        if span in beside or any(span[0] < end and start < span[1] for start, end in beside):
            continue
        taken.insert(index, span)
        kept.append(finding)
    return sorted(kept, key=sort_key)


def with_conflicts(
    report: Report, conflicts: Iterable[Finding], severity_of: Callable[[str], str]
) -> Report:
    """The report with the findings across documents among the others, sorted.

    They take part in "one phrase, one finding" and in what becomes of their documents;
    ``severity_of`` is the mildest severity to report of a document, by its name.
    """
    new = list(conflicts)
    if not new:
        return replace(report, findings=tuple(sorted(report.findings, key=sort_key)))
    places = {(finding.document, finding.row) for finding in new}
    touched = [f for f in report.findings if (f.document, f.row) in places]
    kept = deduplicate([*touched, *new])
    held: Counter[tuple[str, int | None]] = Counter()
    grave: dict[tuple[str, int | None], str] = {}
    shown = []
    for finding in kept:
        place = (finding.document, finding.row)
        if at_least(finding.severity, severity_of(finding.document)):
            shown.append(finding)
        else:
            held[place] += 1
        grave[place] = max(grave.get(place, "note"), finding.severity, key=SEVERITIES.index)
    results = []
    for result in report.documents:
        place = (result.name, result.row)
        if place in places:
            own = status_of(grave.get(place, "note"))
            status = max(result.status, own, key=STATUSES.index)
            result = replace(result, status=status, held_back=result.held_back + held[place])
        results.append(result)
    others = [f for f in report.findings if (f.document, f.row) not in places]
    findings = tuple(sorted([*others, *shown], key=sort_key))
    return replace(report, findings=findings, documents=tuple(results))


STATUSES = ("pass", "review", "fail")


def status_of(severity: str) -> str:
    """What becomes of a document whose gravest finding has this severity."""
    return {"error": "fail", "warning": "review"}.get(severity, "pass")


class _Place:
    """Where in its document a finding stands.

    Parts that are pieces of one file are read in the order of that file.  Parts with a text of
    their own all begin in line 1, so that only their kind says which is read first.
    """

    __slots__ = ("rank", "source", "spot")

    def __init__(self, finding: Finding) -> None:
        part = finding.part
        self.source = finding.source
        self.rank = (PARTS.index(part) if part in PARTS else len(PARTS), part)
        line, column = finding.source.position(finding.start)
        self.spot = (line, column, part, finding.end, finding.rule_id)

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, _Place)
            and self.spot == other.spot
            and (self.source is other.source or self.rank == other.rank)
        )

    def __lt__(self, other: _Place) -> bool:
        if self.source is other.source:
            return self.spot < other.spot
        return (self.rank, self.spot) < (other.rank, other.spot)

    __hash__ = None  # type: ignore[assignment]


def sort_key(finding: Finding) -> tuple[str, int, _Place]:
    """The order in which findings are reported: by document, row, place, rule."""
    return (finding.document, finding.row or 0, _Place(finding))
