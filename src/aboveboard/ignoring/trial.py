"""Suppressions tried: written into a text, which is read and checked again before any is kept."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import NamedTuple

from aboveboard.findings import Finding
from aboveboard.fixes.edits import SourceEdit, applied
from aboveboard.ignoring.slots import Keeper, Slot, merged

__all__ = ["Placed", "Seen", "place", "stands_behind"]

Pair = tuple[Slot, str]
"""A slot, and a rule that is answered for there."""

Key = tuple[object, ...]


class Seen(NamedTuple):
    """A text as it was checked.

    ``findings`` are those of every severity.  ``shape`` is by document and row what must stay of
    it: its copy, block by block, and its facts.  ``problems`` are those that were told, without
    places, and ``rendered`` what readers see, where that can be told as a whole.
    """

    findings: Sequence[Finding]
    shape: Mapping[tuple[str, int | None], object]
    problems: Counter[str]
    rendered: str


@dataclass
class Placed:
    """What was written: the edits of the text, the directives, and what found no place."""

    edits: list[SourceEdit]
    text: str
    directives: int
    left: list[Finding]


class _Shift:
    """Where offsets come to stand once insertions are made."""

    def __init__(self, edits: Sequence[SourceEdit]) -> None:
        self._at = [edit.start for edit in edits]
        self._by = [0, *accumulate(len(edit.text) for edit in edits)]

    def span(self, start: int, end: int) -> tuple[int, int]:
        first = start + self._by[bisect_right(self._at, start)]
        return first, end + self._by[max(bisect_left(self._at, end), bisect_right(self._at, start))]


def _key(finding: Finding, span: tuple[int, int]) -> Key:
    about = (finding.rule_id, finding.outcome, finding.severity, finding.message)
    return (*about, finding.document, finding.row, finding.part, *span)


def stands_behind(shown: Finding, new: Finding, start: int, end: int) -> bool:
    """Whether ``new`` is about the phrase ``start`` to ``end`` of ``shown``, and was not shown."""
    return (
        (new.document, new.row, new.part) == (shown.document, shown.row, shown.part)
        and new.category == shown.category
        and new.start < end
        and start < new.end
    )


class _Verdict(NamedTuple):
    """Whether a trial went well; else the pairs that did not cover what they should, if known.

    ``more`` are the pairs that are needed besides: of what is found in one phrase only the
    strongest is shown, and the next one once that is answered for.
    """

    fine: bool
    guilty: frozenset[Pair] = frozenset()
    more: frozenset[Pair] = frozenset()


@dataclass
class _Trial:
    text: str
    base: Seen
    wanted: Sequence[Finding]
    keeper: Keeper
    reason: str
    check: Callable[[str], Seen]
    lenient: bool = False
    accepted: dict[Pair, list[Finding]] = field(default_factory=dict)
    gone: set[int] = field(default_factory=set)

    def edits(self, pairs: Iterable[Pair]) -> list[SourceEdit]:
        """The insertions that write these pairs."""
        said: dict[Slot, list[str]] = {}
        for slot, rule in pairs:
            said.setdefault(slot, []).append(rule)
        return merged(self.keeper.edits(said, self.reason))

    def settle(self, batch: Mapping[Pair, list[Finding]]) -> None:
        """Accept as many of a batch as do their work and no harm."""
        pending = [dict(batch)]
        while pending:
            part = pending.pop()
            if not part:
                continue
            verdict = self._judge(part)
            if verdict.fine:
                for pair, findings in part.items():
                    self.accepted.setdefault(pair, []).extend(findings)
                continue
            more = verdict.more - part.keys() - self.accepted.keys()
            if more:
                pending.append({**part, **{pair: [] for pair in more}})
                continue
            guilty = verdict.guilty & part.keys()
            if guilty:
                pending.append({pair: part[pair] for pair in part if pair not in guilty})
            elif len(part) > 1:
                pairs = list(part)
                half = len(pairs) // 2
                pending.append({pair: part[pair] for pair in pairs[half:]})
                pending.append({pair: part[pair] for pair in pairs[:half]})

    def _judge(self, batch: Mapping[Pair, list[Finding]]) -> _Verdict:
        edits = self.edits([*self.accepted, *batch])
        if not edits:
            return _Verdict(False)
        after = self.check(applied(self.text, edits))
        base = self.base
        if after.problems != base.problems or after.rendered != base.rendered:
            return _Verdict(False)
        if after.shape != base.shape:
            return _Verdict(False, self._of_places(batch, _differing(base.shape, after.shape)))
        shift = _Shift(edits)
        before = {_key(f, shift.span(f.start, f.end)): f for f in base.findings}
        here = {_key(f, (f.start, f.end)): f for f in after.findings}
        new = [finding for key, finding in here.items() if key not in before]
        if new or len(after.findings) > len(base.findings):
            more = [self._behind(batch, finding, shift) for finding in new]
            if new and all(more):
                return _Verdict(False, more=frozenset().union(*more))
            places = {(f.document, f.row) for f, known in zip(new, more, strict=True) if not known}
            return _Verdict(False, self._of_places(batch, places))
        lost = [finding for key, finding in before.items() if key not in here]
        wanted = {id(finding) for finding in self.wanted}
        rules = {(f.rule_id, f.document, f.row) for f in self.wanted} if self.lenient else set()
        harmed = {
            (f.document, f.row)
            for f in lost
            if id(f) not in wanted and (f.rule_id, f.document, f.row) not in rules
        }
        if harmed:
            return _Verdict(False, self._of_places(batch, harmed))
        lost_ids = {id(finding) for finding in lost}
        known = {id(finding) for finding in base.findings}
        stays = frozenset(
            pair
            for pair, findings in batch.items()
            if any(id(f) in known and id(f) not in lost_ids for f in findings)
        )
        if stays:
            return _Verdict(False, stays)
        self.gone = {id(f) for f in self.wanted if id(f) in lost_ids or id(f) not in known}
        return _Verdict(True)

    def _behind(
        self, batch: Mapping[Pair, list[Finding]], new: Finding, shift: _Shift
    ) -> frozenset[Pair]:
        """Pairs that answer for what stood behind findings of a batch in their phrase."""
        found = set()
        for (slot, _), findings in batch.items():
            for finding in findings:
                start, end = shift.span(finding.start, finding.end)
                if stands_behind(finding, new, start, end):
                    found.add((slot, new.rule_id))
        return frozenset(found)

    def _of_places(
        self, batch: Mapping[Pair, list[Finding]], places: set[tuple[str, int | None]]
    ) -> frozenset[Pair]:
        """The pairs of those places where one pair alone can have done it."""
        by_place: dict[tuple[str, int | None], set[Pair]] = {}
        for pair, findings in batch.items():
            for finding in findings:
                by_place.setdefault((finding.document, finding.row), set()).add(pair)
        if not places <= by_place.keys():
            return frozenset()
        alone = [by_place[place] for place in places if len(by_place[place]) == 1]
        return frozenset().union(*alone)


def _differing(
    one: Mapping[tuple[str, int | None], object], other: Mapping[tuple[str, int | None], object]
) -> set[tuple[str, int | None]]:
    return {place for place in one.keys() | other.keys() if one.get(place) != other.get(place)}


def place(
    text: str,
    wanted: Sequence[Finding],
    keepers: Keeper,
    reason: str,
    check: Callable[[str], Seen],
) -> Placed:
    """The text with a suppression of each finding in ``wanted`` that a place could be found for.

    ``wanted`` are findings of ``text``; ``check`` reads and checks a text.  First each place must
    take away only what is wanted.  Where none does, one may also take what its rule finds in the
    same post and was not asked for, such as what a baseline knows.
    """
    base = check(text)
    by_key = {_key(f, (f.start, f.end)): f for f in base.findings}
    # The same findings as those of the whole run, by which they are known from here on.
    mine = {id(f): by_key.get(_key(f, (f.start, f.end)), f) for f in wanted}
    trial = _Trial(text, base, list(mine.values()), keepers, reason, check)
    for lenient in (False, True):
        trial.lenient = lenient
        _try_all(trial)
    left = [f for f in wanted if id(mine[id(f)]) not in trial.gone]
    edits = trial.edits(trial.accepted) if trial.accepted else []
    return Placed(edits, applied(text, edits), len(trial.accepted), left)


def _try_all(trial: _Trial) -> None:
    ways: dict[int, Iterator[Slot]] = {
        id(f): trial.keeper.slots(f) for f in trial.wanted if id(f) not in trial.gone
    }
    while True:
        batch: dict[Pair, list[Finding]] = {}
        last: dict[str, Slot] = {}
        for finding in sorted(trial.wanted, key=lambda f: (f.row or 0, f.start)):
            if id(finding) in trial.gone:
                ways.pop(id(finding), None)
            if id(finding) not in ways:
                continue
            slot = next(ways[id(finding)], None)
            if slot is None:
                del ways[id(finding)]
                continue
            before = last.get(finding.rule_id)
            if before is not None and _reaches(trial.text, before, finding.start):
                slot = before
            if slot.kind == "above":
                last[finding.rule_id] = slot
            pair = (slot, finding.rule_id)
            if pair not in trial.accepted:
                batch.setdefault(pair, []).append(finding)
        if not batch and not ways:
            return
        trial.settle(batch)


def _reaches(text: str, slot: Slot, offset: int) -> bool:
    """Whether no blank line stands between what a slot is above of and ``offset``."""
    if slot.at > offset or offset - slot.at > _FAR:
        return False
    if text[slot.at : slot.at + 80].lstrip(" \t").startswith("<"):
        return False  # an element ends before a blank line does
    lines = text[slot.at : offset].replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return all(line.strip() for line in lines[:-1])


_FAR = 20_000  # characters; further away nobody sees what a comment is about
