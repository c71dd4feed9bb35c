"""Copy as its readers see it, and which of its characters a finding marks.

A block's visible text is that of its view.  What stands there for something else, such as a
code span, is replaced by what it stands for.  Marks are found through the view's map to the
source, never by looking for words.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from html import unescape
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from aboveboard.document import Block, Link, Source

__all__ = ["Piece", "Segment", "marked", "segments", "visible_text"]

# What readers of files put into a view for a code span or picture, and for a template's value.
_STAND_IN = re.compile("[\ue000\ufffc]")
_RAW_LINE_END = re.compile(r"\r\n?|\n")
_CODE_ELEMENT = re.compile(r"<(code|kbd|samp|tt)\b[^>]*>(.*)</\1\s*>", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_LONGEST_CODE = 200


class Piece(NamedTuple):
    """What readers see of ``view.text[start:end]``; ``code`` says that it stands for no copy."""

    start: int
    end: int
    text: str
    code: bool = False


class Segment(NamedTuple):
    """A stretch of a block that is marked by the same findings throughout.

    ``notes`` are the numbers of these findings, and ``ends`` those whose last mark in the block
    this is.  ``code`` says that it stands for something that is no copy.
    """

    text: str
    notes: tuple[int, ...] = ()
    ends: tuple[int, ...] = ()
    code: bool = False


def marked(item: Block | Link, start: int, end: int) -> tuple[int, int] | None:
    """The span of the view's text that comes from ``source[start:end]``, or None."""
    view = item.view
    size = len(view.text)
    if not size or start >= end:
        return None
    begin, finish = view.source_span(0, size)
    if end <= begin or start >= finish:
        return None
    # Where characters begin and end in the source grows with their place in the text.
    places = range(size)
    first = bisect_left(places, start + 1, key=lambda i: view.source_span(i, i + 1)[1])
    last = bisect_left(places, end, lo=first, key=lambda i: view.source_span(i, i + 1)[0])
    return (first, last) if first < last else None


def visible_text(item: Block | Link, source: Source, *, soft: bool) -> list[Piece]:
    """What readers see of a block, in pieces that cover its view's text.

    ``soft`` says that line ends in the source are white space, as they are in HTML and Markdown.
    But for code every piece is as long as what it stands for.
    """
    view = item.view
    pieces: list[Piece] = []
    reached = 0

    def add_copy(end: int) -> None:
        if reached < end:
            text = view.text[reached:end]
            shown = _softened(item, reached, text) if soft else _hard(text)
            pieces.append(Piece(reached, end, shown))

    for found in _STAND_IN.finditer(view.text):
        at = found.start()
        if view.kinds(at, at + 1) & {"code", "placeholder"}:
            add_copy(at)
            start, end = view.source_span(at, at + 1)
            pieces.append(Piece(at, at + 1, _shown_code(source.text[start:end]), code=True))
            reached = at + 1
    add_copy(len(view.text))
    return pieces


def _hard(text: str) -> str:
    # As long as it was, so that places stay what they are; a space at a line's end is not seen.
    return text.replace("\r\n", " \n").replace("\r", "\n")


def _softened(item: Block | Link, offset: int, text: str) -> str:
    """``text`` whose line ends are spaces, but for those that a tag or a mark stands for."""
    if "\n" not in text and "\r" not in text:
        return text

    def replaced(match: re.Match[str]) -> str:
        at = offset + match.start()
        if "line" in item.view.kinds(at, at + 1):
            return match[0].replace("\r", " ")
        return " " * len(match[0])

    return _RAW_LINE_END.sub(replaced, text)


def _shown_code(source: str) -> str:
    """What a reader sees of a code span or a template's value; nothing of a picture."""
    code = _CODE_ELEMENT.fullmatch(source)
    if code:
        source = unescape(_TAG.sub("", code[2]))
    elif source.startswith("<"):
        return ""
    elif source.startswith("`"):
        ticks = len(source) - len(source.lstrip("`"))
        source = source[ticks : len(source) - ticks].strip()
    return source if len(source) <= _LONGEST_CODE else source[: _LONGEST_CODE - 1] + "…"


def segments(pieces: Sequence[Piece], marks: Mapping[int, tuple[int, int]]) -> Iterator[Segment]:
    """The pieces of a block, cut where one of the ``marks`` (number: span) begins or ends.

    The texts of all segments together are those of all pieces.
    """
    bounds = sorted({place for span in marks.values() for place in span})
    ordered = sorted(marks, key=lambda number: (marks[number], number))
    for piece in pieces:
        inner = [] if piece.code else [p for p in bounds if piece.start < p < piece.end]
        for start, end in pairwise([piece.start, *inner, piece.end]):
            notes = tuple(n for n in ordered if marks[n][0] < end and start < marks[n][1])
            ends = tuple(n for n in notes if marks[n][1] <= end)
            shown = piece.text
            if not piece.code:
                shown = shown[start - piece.start : end - piece.start]
            yield Segment(shown, notes, ends, piece.code)
