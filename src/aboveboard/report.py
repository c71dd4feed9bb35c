"""Reports: all findings of a run, and what became of its documents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from aboveboard.document import Document, Problem
from aboveboard.findings import Finding, deduplicate, sort_key
from aboveboard.severity import SEVERITIES, at_least

__all__ = [
    "STATUSES",
    "Citation",
    "DocumentResult",
    "Report",
    "RuleInfo",
    "narrowed",
    "status_of",
    "with_conflicts",
]


@dataclass(frozen=True, slots=True)
class DocumentResult:
    """What became of one document: ``status`` is ``pass``, ``review`` or ``fail``.

    ``held_back`` counts findings that are milder than what was asked for.  Of a row that may not
    pass, ``published``, ``platform``, ``account`` and its first words are what tells it from
    others; ``lines`` are its first and last line in its file, and ``document`` is the document
    itself with all facts, where the report keeps them.
    """

    name: str
    row: int | None
    status: str
    held_back: int = 0
    published: date | None = None
    platform: str = ""
    account: str = ""
    opening: str = ""
    lines: tuple[int, int] | None = None
    document: Document | None = field(default=None, repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Citation:
    """A provision that a rule rests on; ``verified`` says that it was read in the official text."""

    title: str
    jurisdiction: str
    url: str
    verified: bool


@dataclass(frozen=True, slots=True)
class RuleInfo:
    """What a report says of a rule besides its findings; ``severity`` is that of the rule file."""

    id: str
    title: str
    severity: str
    verdict: str
    why: str
    advice: str
    cites: tuple[Citation, ...] = ()


@dataclass(frozen=True)
class Report:
    """All findings of a run, with what could not be checked.

    ``remarks`` say what was not judged in the whole run, and why.  ``rules`` tells of each rule
    that was found.
    """

    findings: Sequence[Finding]
    problems: Sequence[Problem] = ()
    documents: Sequence[DocumentResult] = ()
    remarks: Sequence[str] = ()
    rules: Mapping[str, RuleInfo] = field(default_factory=dict, repr=False, compare=False)

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
    grave = _gravest_by_place(kept)
    shown = []
    for finding in kept:
        if at_least(finding.severity, severity_of(finding.document)):
            shown.append(finding)
        else:
            held[finding.document, finding.row] += 1
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


def narrowed(whole: Report, left: Report, severity_of: Callable[[str], str]) -> Report:
    """The report ``left``, which has only some findings and documents of ``whole``, once settled.

    Both have findings of every severity.  What becomes of a document follows from what is left of
    it; what was not its findings' doing, such as a language that no rule knows, stays.
    ``severity_of`` is the mildest severity to report of a document, by its name.
    """
    before, after = _gravest_by_place(whole.findings), _gravest_by_place(left.findings)
    shown = [f for f in left.findings if at_least(f.severity, severity_of(f.document))]
    held = Counter((f.document, f.row) for f in left.findings)
    held.subtract((f.document, f.row) for f in shown)
    results = []
    for result in left.documents:
        place = (result.name, result.row)
        status = status_of(after.get(place, "note"))
        if result.status != status_of(before.get(place, "note")):
            status = max(status, "review", key=STATUSES.index)
        results.append(replace(result, status=status, held_back=held[place]))
    return replace(left, findings=tuple(shown), documents=tuple(results))


def _gravest_by_place(findings: Iterable[Finding]) -> dict[tuple[str, int | None], str]:
    found: dict[tuple[str, int | None], str] = {}
    for finding in findings:
        place = (finding.document, finding.row)
        found[place] = max(found.get(place, "note"), finding.severity, key=SEVERITIES.index)
    return found


STATUSES = ("pass", "review", "fail")


def status_of(severity: str) -> str:
    """What becomes of a document whose gravest finding has this severity."""
    return {"error": "fail", "warning": "review"}.get(severity, "pass")
