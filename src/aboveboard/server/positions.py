"""Positions: the client counts in its own units, everything here in code points of the text.

pygls has a converter of its own; it takes form feeds and U+2028 for line ends, as editors do not.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from typing import TYPE_CHECKING

from lsprotocol import types

from aboveboard.reporters.places import Measure, Places, utf8_bytes, utf16_units

if TYPE_CHECKING:
    from aboveboard.document import Source

__all__ = ["MEASURES", "edited", "offset_at", "range_of", "span_of"]

MEASURES: dict[str, Measure] = {"utf-8": utf8_bytes, "utf-16": utf16_units, "utf-32": len}
"""How many units a text has, by the name of a position encoding."""

_LINE_END = re.compile(r"\r\n?|\n")


def _line(text: str, number: int) -> tuple[int, int]:
    """Where the line ``number`` (0-based) begins and ends; past the last line, the text's end."""
    start = 0
    for index, end in enumerate(_LINE_END.finditer(text)):
        if index == number:
            return start, end.start()
        start = end.end()
        if index > number:
            break
    last = len(_LINE_END.findall(text)) == number
    return (start, len(text)) if last else (len(text), len(text))


def offset_at(text: str, position: types.Position, measure: Measure) -> int:
    """The offset in ``text`` of a client's position.

    As the protocol has it, a column beyond the line is the end of the line.  A column inside of a
    character is the beginning of that character.
    """
    start, end = _line(text, position.line)
    line = text[start:end]
    if measure is len or line.isascii():
        return start + min(position.character, len(line))
    columns = range(len(line) + 1)
    units = bisect_right(columns, position.character, key=lambda i: measure(line[:i]))
    return start + max(0, units - 1)


def span_of(text: str, asked: types.Range, measure: Measure) -> tuple[int, int]:
    """The span of a client's range."""
    start, end = (offset_at(text, place, measure) for place in (asked.start, asked.end))
    return min(start, end), max(start, end)


def edited(
    text: str, changes: Iterable[types.TextDocumentContentChangeEvent], measure: Measure
) -> str:
    """``text`` after a client's changes, one after the other."""
    for change in changes:
        if isinstance(change, types.TextDocumentContentChangePartial):
            start, end = span_of(text, change.range, measure)
            text = text[:start] + change.text + text[end:]
        else:
            text = change.text
    return text


def range_of(places: Places, source: Source, start: int, end: int) -> types.Range:
    """The client's range of ``source.text[start:end]``; ``places`` measures in its units."""
    found = places.span(source, start, end)
    return types.Range(
        types.Position(found.line - 1, found.column - 1),
        types.Position(found.end_line - 1, found.end_column - 1),
    )
