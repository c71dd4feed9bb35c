"""What the page says, as plain values: posts, their parts, and the notes beside them.

Pure steps from a report to values.  Nothing here knows of HTML.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from aboveboard.report import Citation, DocumentResult, status_of
from aboveboard.reporters.html.copytext import Segment, segments
from aboveboard.reporters.html.parts import ReadPart, read_parts
from aboveboard.reporters.html.relations import Other, Place, Relations, day_of, name_of
from aboveboard.severity import gravest

if TYPE_CHECKING:
    from aboveboard.findings import Finding
    from aboveboard.report import Report

__all__ = [
    "CITES",
    "MOST_POSTS",
    "BlockView",
    "Note",
    "PartView",
    "Post",
    "choose",
    "moment_of",
    "posts",
]

CITES = 3
"""So many provisions stand beside a finding; all of them stand with its rule."""
MOST_POSTS = 5_000
"""So many posts are shown; those that do not pass come first."""
_AROUND = 120  # characters shown on either side of a phrase that stands in no visible block


@dataclass(frozen=True, slots=True)
class Note:
    """The explanation of one finding; ``number`` counts within its post, from 1.

    ``is_marked`` says that a phrase in the visible copy refers to it.  ``excerpt`` shows the
    phrase in its source where nothing does.  ``others`` are posts that it speaks of.
    """

    number: int
    finding: Finding
    title: str
    cites: tuple[Citation, ...]
    more_cites: int
    others: tuple[Other, ...]
    is_marked: bool
    excerpt: tuple[Segment, ...] = ()

    @property
    def has_entry(self) -> bool:
        """Whether the report tells of its rule."""
        return bool(self.title)


@dataclass(frozen=True, slots=True)
class BlockView:
    """A block as readers see it, and the notes whose phrases begin in it."""

    role: str
    segments: tuple[Segment, ...]
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class PartView:
    """A part of a post; ``title`` is what the user calls it."""

    title: str
    is_body: bool
    blocks: tuple[BlockView, ...]


@dataclass(frozen=True, slots=True)
class Post:
    """One document on the page; ``number`` counts all of them, from 1.

    ``status`` is ``pass``, ``review`` or ``fail``.  ``loose`` are notes that stand beside no
    block.  ``incoming`` are posts whose findings speak of this one.
    """

    number: int
    result: DocumentResult
    name: str
    published: date | None
    platform: str
    account: str
    parts: tuple[PartView, ...]
    notes: tuple[Note, ...]
    loose: tuple[Note, ...]
    incoming: tuple[Other, ...]
    is_document: bool = True

    @property
    def status(self) -> str:
        """What becomes of it."""
        return self.result.status

    @property
    def day(self) -> date | None:
        """The day on which it goes out."""
        return day_of(self.published)


def choose(report: Report, most: int = MOST_POSTS) -> list[DocumentResult]:
    """The documents that are shown, in their order: at most so many, the gravest first."""
    order = {"fail": 0, "review": 1, "pass": 2}
    found = {(finding.document, finding.row) for finding in report.findings}

    def rank(index: int) -> tuple[int, bool]:
        result = report.documents[index]
        return order[result.status], (result.name, result.row) not in found

    chosen = sorted(range(len(report.documents)), key=rank)[:most]
    return [report.documents[index] for index in sorted(chosen)]


def posts(report: Report, most: int = MOST_POSTS) -> list[Post]:
    """Everything that is shown, in the order of the report.

    What is found outside of all documents, such as in the configuration, comes last.
    """
    by_place: defaultdict[Place, list[Finding]] = defaultdict(list)
    for finding in report.findings:
        by_place[finding.document, finding.row].append(finding)
    known = {(result.name, result.row) for result in report.documents}
    beside = [
        DocumentResult(place[0], place[1], status_of(gravest(f.severity for f in findings)))
        for place, findings in by_place.items()
        if place not in known
    ]
    results = [*choose(report, most), *beside]
    several = len({result.name for result in results}) > 1
    names = [name_of(result.name, result.row, several) for result in results]
    relations = Relations(report, results, names)
    return [
        _post(number, result, name, by_place[result.name, result.row], report, relations)
        for number, (result, name) in enumerate(zip(results, names, strict=True), 1)
    ]


def _post(
    number: int,
    result: DocumentResult,
    name: str,
    findings: Sequence[Finding],
    report: Report,
    relations: Relations,
) -> Post:
    document = result.document
    facts = document.facts if document is not None else {}
    read = [*read_parts(document, findings)] if document is not None else []
    taken = {number for part in read for block in part.blocks for number in block.marks}
    notes = {
        index: _note(index, finding, index in taken, report, relations)
        for index, finding in enumerate(findings, 1)
    }
    return Post(
        number,
        result,
        name,
        result.published or facts.get("published"),
        result.platform or str(facts.get("platform", "")),
        result.account or str(facts.get("account", "")),
        _with_notes(read, notes),
        tuple(notes.values()),
        tuple(note for note in notes.values() if not note.is_marked),
        relations.incoming(result),
        is_document=(result.name, result.row) in relations.documents,
    )


def _with_notes(read: Sequence[ReadPart], notes: Mapping[int, Note]) -> tuple[PartView, ...]:
    """The parts with each note at the first block that it marks."""
    seen: set[int] = set()
    parts = []
    for part in read:
        blocks = []
        for block in part.blocks:
            new = tuple(notes[number] for number in sorted(block.marks) if number not in seen)
            seen.update(block.marks)
            cut = tuple(segments(block.pieces, block.marks))
            blocks.append(BlockView(block.role, cut, new))
        parts.append(PartView(part.title, part.is_body, tuple(blocks)))
    return tuple(parts)


def _note(
    number: int, finding: Finding, is_marked: bool, report: Report, relations: Relations
) -> Note:
    rule = report.rules.get(finding.rule_id)
    by_title = {cite.title: cite for cite in rule.cites} if rule is not None else {}
    cites = [by_title.get(title) or Citation(title, "", "", True) for title in finding.cites]
    return Note(
        number,
        finding,
        rule.title if rule is not None else "",
        tuple(cites[:CITES]),
        max(0, len(cites) - CITES),
        relations.outgoing(finding),
        is_marked,
        () if is_marked else _excerpt(finding, number),
    )


def _excerpt(finding: Finding, number: int) -> tuple[Segment, ...]:
    """The phrase in its source, with some of what stands around it."""
    text, start, end = finding.source.text, finding.start, finding.end
    first = max(0, start - _AROUND)
    if finding.cell is not None:
        first = max(first, min(finding.cell, start))
    before, after = text[first:start], text[end : end + _AROUND]
    before = ("…" if first > (finding.cell or 0) else "") + before
    after += "…" if end + _AROUND < len(text) else ""
    phrase = Segment(text[start:end], (number,), (number,))
    return tuple(s for s in (Segment(before), phrase, Segment(after)) if s.text)


def moment_of(published: date | None) -> tuple[str, str]:
    """The day and the time of day in words; either may be empty."""
    if published is None:
        return "", ""
    day = f"{published:%a} {published.day} {published:%b %Y}"
    return day, f"{published:%H:%M}" if isinstance(published, datetime) else ""
