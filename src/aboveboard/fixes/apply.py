"""Fixes made: applied to a text, read again, checked again, and refused where they do harm.

However a file is written, an edit that breaks it or that trades one finding for another shows when
the result is checked; so nothing here knows of formats.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from aboveboard.findings import Finding
from aboveboard.fixes.edits import Fix, SourceEdit, applied, in_order, moved, overlap
from aboveboard.severity import SEVERITIES

__all__ = ["Attempt", "Fixed", "Look", "Place", "fix_text", "settles"]


Place = tuple[str, int | None]
"""A document and its row."""


def _nothing(_: Sequence[SourceEdit]) -> Mapping[Place, object]:
    return {}


@dataclass(frozen=True, slots=True)
class Look:
    """A text as it was checked.

    ``findings`` are those of every severity, and ``wanted`` those of them that are to be fixed.
    ``shape`` is what must stay of it whatever its words say, such as the facts of its records, by
    place where it is known by place.  ``said`` tells by place what readers would see of the text
    with edits made.  ``problems`` are messages about what could not be read.
    """

    findings: Sequence[Finding]
    wanted: Sequence[Finding]
    shape: object = None
    problems: Sequence[str] = ()
    said: Callable[[Sequence[SourceEdit]], Mapping[Place, object]] = _nothing


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
    # One fix of a finding at a time, and none that touches another.
    while batch := list(_apart(_open(text, look, unsafe, refused))):
        while batch:
            edits = in_order(edit for attempt in batch for edit in attempt.fix.edits)
            after = applied(text, edits)
            seen = check(after)
            compared = _compared(look, seen, edits, [attempt.finding for attempt in batch])
            if not compared.wrong:
                text, look = after, replace(seen, wanted=compared.wanted)
                made += batch
                break
            guilty, batch = _sorted_out(batch, compared.wrong)
            refused |= {_key(attempt.finding, attempt.fix): attempt for attempt in guilty}
    return Fixed(text, look, tuple(made), tuple(refused.values()))


def _sorted_out(
    batch: Sequence[Attempt], wrong: Mapping[Place | None, str]
) -> tuple[list[Attempt], list[Attempt]]:
    """Those of a batch that did the harm, with the reason, and those to be tried next.

    A place with one attempt alone answers for what is wrong there; of one with several, and where
    nobody knows the place, half are put off.  So it is the fixes in one post, not those in a whole
    schedule, that say how often a file is read.
    """
    if len(batch) == 1:
        return [batch[0]._replace(refused=next(iter(wrong.values())))], []
    by_place: dict[Place, list[Attempt]] = {}
    for attempt in batch:
        by_place.setdefault(_place(attempt.finding), []).append(attempt)
    if not wrong.keys() <= by_place.keys():
        return [], list(batch[: len(batch) // 2])
    guilty: list[Attempt] = []
    rest: list[Attempt] = []
    for place, attempts in by_place.items():
        if place not in wrong:
            rest += attempts
        elif len(attempts) == 1:
            guilty.append(attempts[0]._replace(refused=wrong[place]))
        else:
            rest += attempts[: len(attempts) // 2]
    return guilty, rest


def settles(text: str, check: Check, finding: Finding, fix: Fix) -> str:
    """Why ``fix`` cannot be made, in a few words; empty where it can.

    ``finding`` is one of ``text`` as it stands.
    """
    edits = in_order(fix.edits)
    compared = _compared(check(text), check(applied(text, edits)), edits, [finding])
    return next(iter(compared.wrong.values()), "")


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


class _Compared(NamedTuple):
    """What is wrong with a text after edits, by place (None: nobody knows where).

    ``wanted`` are the findings after it that were wanted before.
    """

    wrong: Mapping[Place | None, str]
    wanted: Sequence[Finding] = ()


def _compared(
    before: Look, after: Look, edits: Sequence[SourceEdit], targets: Sequence[Finding]
) -> _Compared:
    """What is wrong after ``edits``: nothing where just the targets are gone."""
    broken = _differ(before.shape, after.shape) | _differ(before.said(edits), after.said(()))
    if not broken and Counter(after.problems) - Counter(before.problems):
        broken = {None}
    if broken:
        return _Compared(dict.fromkeys(broken, BROKEN))
    settled = {id(finding) for finding in targets}
    wanted = {id(finding) for finding in before.wanted}
    stayed: dict[tuple[object, ...], list[tuple[int, int, int, bool]]] = {}
    gone: dict[tuple[object, ...], list[tuple[int, int]]] = {}
    for finding in before.findings:
        span = moved(finding.start, finding.end, edits)
        if id(finding) in settled:
            gone.setdefault(_about(finding), []).append(span)
        else:
            gravity = SEVERITIES.index(finding.severity)
            old = (*span, gravity, id(finding) in wanted)
            stayed.setdefault(_about(finding), []).append(old)
    wrong: dict[Place | None, str] = {}
    still: list[Finding] = []
    for finding in after.findings:
        known = stayed.get(_about(finding), [])
        gravity = SEVERITIES.index(finding.severity)
        same = next((old for old in known if _meet(finding, *old[:2]) and gravity <= old[2]), None)
        if same is not None:
            known.remove(same)
            if same[3]:
                still.append(finding)
        elif any(_meet(finding, *span) for span in gone.get(_about(finding), [])):
            wrong.setdefault(_place(finding), STAYS)
        else:
            # What speaks of other posts may be the work of a fix in any of them.
            place = None if finding.related else _place(finding)
            wrong.setdefault(place, NEW.format(rule=finding.rule_id))
    return _Compared(wrong, still)


def _differ(one: object, other: object) -> set[Place | None]:
    """Where two of a kind differ."""
    if isinstance(one, dict) and isinstance(other, dict):
        return {place for place in one | other if one.get(place) != other.get(place)}
    return {None} if one != other else set()


def _place(finding: Finding) -> Place:
    return finding.document, finding.row


def _about(finding: Finding) -> tuple[object, ...]:
    return (finding.rule_id, finding.document, finding.row, finding.part)


def _meet(finding: Finding, start: int, end: int) -> bool:
    return finding.start < end and start < finding.end
