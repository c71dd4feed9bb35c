"""Fixes made: applied to a text, read again, checked again, and refused where they do harm.

However a file is written, an edit that breaks it or that trades one finding for another shows when
the result is checked; so nothing here knows of formats.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from aboveboard.findings import Finding
from aboveboard.fixes.edits import Fix, SourceEdit, applied, in_order, moved, overlap
from aboveboard.severity import SEVERITIES

__all__ = ["Fixed", "Look", "fix_text", "settles"]


@dataclass(frozen=True, slots=True)
class Look:
    """A text as it was checked.

    ``findings`` are those of every severity, and ``wanted`` those of them that are to be fixed.
    ``shape`` is what must stay of it whatever its words say, such as its records and their facts;
    ``problems`` are messages about what could not be read.
    """

    findings: Sequence[Finding]
    wanted: Sequence[Finding]
    shape: object = None
    problems: Sequence[str] = ()


Check = Callable[[str], Look]


class Attempt(NamedTuple):
    """A finding and a fix for it; ``refused`` says why it was not made, if it was not."""

    finding: Finding
    fix: Fix
    refused: str = ""


@dataclass(frozen=True, slots=True)
class Fixed:
    """A text with the fixes made, how it was checked, and those that were refused."""

    text: str
    look: Look
    made: tuple[Attempt, ...] = ()
    refused: tuple[Attempt, ...] = ()


def fix_text(text: str, check: Check, *, unsafe: bool = False) -> Fixed:
    """The text with every fix made that settles a finding and brings no other.

    ``check`` reads and checks a text.  Only findings in ``text`` itself are fixed, not those in
    texts that were taken out of a file.  With ``unsafe`` fixes are made that change what the copy
    claims.
    """
    look = check(text)
    made: list[Attempt] = []
    refused: dict[tuple[object, ...], Attempt] = {}
    while True:
        # One fix of a finding at a time, and none that touches another.
        batch = list(_apart(_open(text, look, unsafe, refused)))
        while batch:
            edits = in_order(edit for attempt in batch for edit in attempt.fix.edits)
            after = applied(text, edits)
            seen = check(after)
            wrong = _harm(look, seen, edits, [attempt.finding for attempt in batch])
            if not wrong:
                text, look = after, seen
                made += batch
                break
            if len(batch) == 1:
                refused[_key(*batch[0][:2])] = batch[0]._replace(refused=wrong)
                break
            batch = batch[: len(batch) // 2]
        else:
            return Fixed(text, look, tuple(made), tuple(refused.values()))


def settles(text: str, check: Check, finding: Finding, fix: Fix) -> str:
    """Why ``fix`` cannot be made, in a few words; empty where it can.

    ``finding`` is one of ``text`` as it stands.
    """
    edits = in_order(fix.edits)
    return _harm(check(text), check(applied(text, edits)), edits, [finding])


def _key(finding: Finding, fix: Fix) -> tuple[object, ...]:
    """What stays the same of a fix while others are made."""
    return (
        finding.fingerprint,
        finding.document,
        finding.row,
        finding.part,
        fix.title,
        tuple(edit.text for edit in fix.edits),
    )


def _open(
    text: str, look: Look, unsafe: bool, refused: Mapping[tuple[object, ...], Attempt]
) -> Iterator[Attempt]:
    """The first fix of each finding that has not been refused."""
    for finding in look.wanted:
        if finding.source.text != text:
            continue
        for fix in finding.fixes:
            if (fix.safe or unsafe) and _key(finding, fix) not in refused:
                yield Attempt(finding, fix)
                break


def _apart(attempts: Iterable[Attempt]) -> Iterator[Attempt]:
    """Those that touch none of the ones before."""
    taken: list[SourceEdit] = []
    for attempt in attempts:
        if not overlap(attempt.fix.edits, taken):
            taken += attempt.fix.edits
            yield attempt


BROKEN = "the file could not be read as before"
STAYS = "the finding would stay"
NEW = "it would bring {rule}"


def _harm(
    before: Look, after: Look, edits: Sequence[SourceEdit], targets: Sequence[Finding]
) -> str:
    """What is wrong with a text after ``edits``; empty where just the targets are gone."""
    if after.shape != before.shape or Counter(after.problems) - Counter(before.problems):
        return BROKEN
    settled = {id(finding) for finding in targets}
    stayed: dict[tuple[object, ...], list[tuple[int, int, int]]] = {}
    gone: dict[tuple[object, ...], list[tuple[int, int]]] = {}
    for finding in before.findings:
        start, end = moved(finding.start, finding.end, edits)
        if id(finding) in settled:
            gone.setdefault(_about(finding), []).append((start, end))
        else:
            gravity = SEVERITIES.index(finding.severity)
            stayed.setdefault(_about(finding), []).append((start, end, gravity))
    for finding in after.findings:
        known = stayed.get(_about(finding), [])
        gravity = SEVERITIES.index(finding.severity)
        same = next((old for old in known if _meet(finding, *old[:2]) and gravity <= old[2]), None)
        if same is not None:
            known.remove(same)
        elif any(_meet(finding, *span) for span in gone.get(_about(finding), [])):
            return STAYS
        else:
            return NEW.format(rule=finding.rule_id)
    return ""


def _about(finding: Finding) -> tuple[object, ...]:
    return (finding.rule_id, finding.document, finding.row, finding.part)


def _meet(finding: Finding, start: int, end: int) -> bool:
    return finding.start < end and start < finding.end
