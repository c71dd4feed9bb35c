"""Where the target and the title of an inline Markdown link stand: ``[text](target "title")``.

The parser gives their values without a place.  A place found here is only believed if what
is written there means the same.
"""

from __future__ import annotations

import re

from aboveboard.sources.blocks import stand_in, whole
from aboveboard.text import View, ViewBuilder

__all__ = ["inline_target"]

# White space and, inside a quotation, the marks at the beginning of a line.
_GAP = re.compile(r"(?:[ \t]|[\r\n][ \t>]*+)*+")
_POINTED = re.compile(r"<((?:[^<>\\\r\n]|\\.)*+)>")
_PIECE = re.compile(r"[^\s\\()]++|\\[^\s]|\\|[()]")
_ESCAPE = re.compile(
    r"\\[!-/:-@\[-`{-~]|&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});"
)
_QUOTES = {'"': '"', "'": "'", "(": ")"}


def _bare(text: str, start: int, end: int) -> int:
    """Where the target without brackets that begins at ``start`` ends."""
    depth = 0
    position = start
    while match := _PIECE.match(text, position, end):
        depth += (match[0] == "(") - (match[0] == ")")
        if depth < 0:
            break
        position = match.end()
    return position


def _resolved(reference: str) -> str:
    from html import unescape  # brings thousands of names, and most links need none

    return unescape(reference)


def _meaning(source: str, shown: str, start: int, end: int) -> View:
    """What is written in ``source[start:end]``; escapes are looked for in ``shown``."""
    builder = ViewBuilder()
    builder.add("", start, start)
    reached = start
    for match in _ESCAPE.finditer(shown, start, end):
        found = match[0]
        new = found[1:] if found[0] == "\\" else _resolved(found)
        if new == found:
            continue
        if reached < match.start():
            builder.add(source[reached : match.start()], reached, match.start())
        builder.add(new, match.start(), match.end(), "escape")
        reached = match.end()
    if reached < end:
        builder.add(source[reached:end], reached, end)
    return builder.build()


def _view(
    source: str, shown: str, span: tuple[int, int], value: str, around: tuple[int, int]
) -> View:
    if source[slice(*span)] == value:
        return whole(source, *span)
    if _meaning(shown, shown, *span).text == value:
        return _meaning(source, shown, *span)
    return stand_in(value, *around, "escape")


def inline_target(
    source: str, shown: str, start: int, end: int, target: str, title: str
) -> tuple[View, View | None]:
    """The views of target and title of the link whose text ends at ``start``.

    ``end`` is the end of the link.  ``shown`` is what the parser saw: the ``source`` with
    template code masked.  What cannot be placed stands for everything behind the text.
    """
    around = start, end
    opening = shown.find("](", start, end)
    if opening < 0:
        return stand_in(target, *around, "escape"), None
    gap = _GAP.match(shown, opening + 2, end)
    position = gap.end() if gap else opening + 2
    pointed = _POINTED.match(shown, position, end)
    if pointed is not None:
        span, position = pointed.span(1), pointed.end()
    else:
        span = position, _bare(shown, position, end)
        position = span[1]
    view = _view(source, shown, span, target, around)
    if not title:
        return view, None
    gap = _GAP.match(shown, position, end)
    position = gap.end() if gap else position
    close = shown.rfind(_QUOTES.get(shown[position : position + 1], ")"), position + 1, end - 1)
    if close < 0:
        return view, stand_in(title, *around, "escape")
    return view, _view(source, shown, (position + 1, close), title, around)
