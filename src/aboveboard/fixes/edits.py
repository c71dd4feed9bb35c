"""Edits of a source, and texts made by them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

__all__ = ["Fix", "SourceEdit", "applied", "in_order", "moved", "overlap"]


class SourceEdit(NamedTuple):
    """``text`` takes the place of ``source[start:end]`` (code points, half-open)."""

    start: int
    end: int
    text: str


class Fix(NamedTuple):
    """What could be done about a finding, as edits of its source that do not overlap.

    A ``safe`` fix cannot change what the copy claims.
    """

    title: str
    safe: bool
    edits: tuple[SourceEdit, ...]


def in_order(edits: Iterable[SourceEdit]) -> list[SourceEdit]:
    """The edits from the first to the last.

    Raises ValueError where two of them overlap, or put something in at the same place.
    """
    ordered = sorted(edits)
    for before, after in pairwise(ordered):
        if before.end > after.start or before[:2] == after[:2]:
            raise ValueError(f"edits overlap: {before} and {after}")
    return ordered


def overlap(edits: Iterable[SourceEdit], others: Iterable[SourceEdit]) -> bool:
    """Whether an edit of the one touches, or stands right beside, one of the others.

    Side by side two edits are each right alone and may be wrong together.
    """
    mine = list(edits)
    return any(a.start <= b.end and b.start <= a.end for b in others for a in mine)


def applied(text: str, edits: Iterable[SourceEdit]) -> str:
    """``text`` with the edits made; everything outside of them stays as it is.

    Raises ValueError for edits that overlap or lie outside the text.
    """
    pieces: list[str] = []
    reached = 0
    for edit in in_order(edits):
        if not 0 <= edit.start <= edit.end <= len(text):
            raise ValueError(f"{edit} lies outside a text of {len(text)} characters")
        pieces += text[reached : edit.start], edit.text
        reached = edit.end
    return "".join([*pieces, text[reached:]])


def moved(start: int, end: int, edits: Sequence[SourceEdit]) -> tuple[int, int]:
    """Where ``source[start:end]`` stands once the ``edits``, in order, are made.

    A span that an edit touches grows to the whole of what the edit put there.
    """
    shift = 0
    first = last = None
    for edit in edits:
        size = len(edit.text)
        if edit.end <= start and not (edit.start == start == edit.end):
            shift += size - (edit.end - edit.start)
            continue
        if edit.start >= end:
            break
        if first is None:
            first = min(start, edit.start) + shift
        shift += size - (edit.end - edit.start)
        last = max(end, edit.end) + shift
    if first is None or last is None:
        return start + shift, end + shift
    return first, max(last, end + shift)
