"""Finds text by line and column in the units of a format, without any help of the reporters."""

from __future__ import annotations

import re

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]*\Z")
UTF8, UTF16, CODE_POINTS = ("utf-8", 1), ("utf-16-le", 2), ("utf-32-le", 4)
"""An encoding whose units a format counts, and how many bytes one of these has."""


def offset(text: str, line: int, column: int, unit: tuple[str, int]) -> int:
    """How many bytes of ``text`` in that encoding lie before a place."""
    encoding, width = unit
    before = "".join(_LINE.findall(text)[: line - 1])
    return len(before.encode(encoding, "surrogatepass")) + (column - 1) * width


def between(text: str, start: tuple[int, int], end: tuple[int, int], unit: tuple[str, int]) -> str:
    """The text from one place (line and column) up to another."""
    data = text.encode(unit[0], "surrogatepass")
    piece = data[offset(text, *start, unit) : offset(text, *end, unit)]
    return piece.decode(unit[0], "surrogatepass")
