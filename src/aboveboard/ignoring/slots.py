"""Slots: places in a file where a suppression can stand, and what is written there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import PurePath
from typing import NamedTuple, Protocol

from aboveboard.findings import Finding
from aboveboard.fixes.edits import SourceEdit, in_order

__all__ = ["Directives", "Keeper", "Slot", "chosen", "merged"]


class Slot(NamedTuple):
    """A place for suppressions: ``at`` is its offset, or what counts it.

    ``before`` and ``behind`` are the white space around a comment.  What one of ``kind`` ``above``
    covers begins at ``at``.
    """

    kind: str
    at: int
    before: str = ""
    behind: str = ""


Directives = Mapping[Slot, Sequence[str]]
"""The rules to be answered for in each slot, in order."""


class Keeper(Protocol):
    """Knows where suppressions stand in a format."""

    def slots(self, finding: Finding) -> Iterator[Slot]:
        """The slots that may cover a finding, the best first."""

    def edits(self, said: Directives, reason: str) -> Iterable[SourceEdit]:
        """The insertions that write directives into slots of this keeper."""


def merged(edits: Iterable[SourceEdit]) -> list[SourceEdit]:
    """Insertions in order, those at one place as one."""
    joined: dict[int, str] = {}
    for edit in edits:
        joined[edit.start] = joined.get(edit.start, "") + edit.text
    return in_order(SourceEdit(start, start, text) for start, text in joined.items())


def chosen(said: Directives, kinds: Iterable[str]) -> Iterator[tuple[Slot, str]]:
    """The slots of some kinds with their rules, as a directive names them, in the order of text."""
    wanted = frozenset(kinds)
    for slot in sorted(said):
        if slot.kind in wanted:
            yield slot, ", ".join(sorted(set(said[slot])))


def suffix_of(name: str) -> str:
    """The suffix of a file name, in lower case."""
    return PurePath(name).suffix.lower()
