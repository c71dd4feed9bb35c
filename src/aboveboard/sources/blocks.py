"""What all readers share: how copy is cut into blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from aboveboard.document import Block
from aboveboard.text import View, ViewBuilder

__all__ = ["LONGEST", "OBJECT", "cut", "has_copy", "paragraphs", "pieces", "to_blocks", "whole"]

LONGEST = 20_000
"""The longest block, in characters: a matcher's work stays bounded, whatever a file holds."""

OBJECT = " \ue000 "
"""Stands in a view for what is seen but is no copy: a code span, a picture.

It must keep the words beside it from being read as one phrase, and must itself never be part
of a match.  An ellipsis or a dash will not do: "but wait ..." is a phrase that rules look
for.  A private-use character is a letter to no rule, ends no sentence and folds to nothing.
"""

# Line ends by which paragraphs are told apart; str.splitlines knows others that editors
# do not show.
_LINE = re.compile(r"[^\r\n]+")
_ONE_LINE_END = frozenset({"\n", "\r", "\r\n"})

# A place to cut after, best first.  Chinese and Japanese sentences end without a space.
_CUTS = (
    re.compile(r"[\r\n]"),
    re.compile(r"[.!?\u2026][\"'\u2019\u201d)\]]?(?=\s)|[\u3002\uff01\uff1f]"),
    re.compile(r"\s"),
)
# Not copy by themselves: white space, stand-ins (also for a template's value), and characters
# that have no shape.
_COPY = re.compile(
    r"[^\s\ue000\u00ad\u034f\u061c\u115f\u1160\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    r"\u2800\u3164\ufeff\ufffc]"
)
_EDGE = re.compile(r"[\s\ue000]")


def has_copy(text: str) -> bool:
    """Whether there is anything in ``text`` that a reader would see."""
    return _COPY.search(text) is not None


def whole(text: str, start: int, end: int) -> View:
    """The stretch ``text[start:end]`` of a source, as it is."""
    return View(text[start:end], offset=start)


def stand_in(text: str, start: int, end: int, kind: str) -> View:
    """A view of ``text`` that stands for ``source[start:end]`` as one piece."""
    builder = ViewBuilder()
    builder.add(text, start, end, kind)
    return builder.build()


def cut(view: View, start: int, end: int) -> View:
    """``view.text[start:end]``; of a view without edits no chain of views is made."""
    if start == 0 and end == len(view.text):
        return view
    if not view.edits and view.base is None:
        return View(view.text[start:end], offset=view.offset + start)
    return view.cut(start, end)


def paragraphs(view: View) -> Iterator[View]:
    """The paragraphs of ``view``: what blank lines part."""
    text = view.text
    start = end = -1
    for line in _LINE.finditer(text):
        if line[0].isspace():
            continue
        if start >= 0 and text[end : line.start()] not in _ONE_LINE_END:
            yield cut(view, start, end)
            start = -1
        if start < 0:
            start = line.start()
        end = line.end()
    if start >= 0:
        yield cut(view, start, end)


def _last_cut(text: str, start: int, end: int) -> int:
    """Where best to cut ``text[start:end]`` in two: a place in its later half, or its end."""
    for pattern in _CUTS:
        for low in (end - 1_000, start + (end - start) // 2):
            found = None
            for found in pattern.finditer(text, max(low, start), end):  # noqa: B007
                pass
            if found is not None:
                return found.end()
    found = None
    for found in _CUTS[-1].finditer(text, start, end):  # noqa: B007
        pass
    return found.end() if found is not None else end


def pieces(view: View, longest: int = LONGEST) -> Iterator[View]:
    """``view`` in pieces of at most ``longest`` characters, without blanks at their ends.

    Cut at the end of a line, else of a sentence, else at a space; inside a word only where
    a word is longer than a piece.  Pieces that hold nothing to see are left out.
    """
    text = view.text
    start, size = 0, len(text)
    while start < size:
        end = size if size - start <= longest else _last_cut(text, start, start + longest)
        if has_copy(text[start:end]):
            begin, finish = start, end
            while _EDGE.match(text, begin):
                begin += 1
            while _EDGE.match(text, finish - 1):
                finish -= 1
            yield cut(view, begin, finish)
        start = end


def to_blocks(view: View, role: str = "paragraph") -> Iterator[Block]:
    """The blocks of a text in which blank lines part paragraphs."""
    for paragraph in paragraphs(view):
        for piece in pieces(paragraph):
            yield Block(piece, role)
