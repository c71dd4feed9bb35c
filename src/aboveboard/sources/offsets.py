"""From byte offsets in what a parser was given to code points in the source."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

__all__ = ["Offsets"]

_STEP = 1024
_CONTINUATION = bytes(range(0x80, 0xC0))  # bytes that begin no character


class Offsets:
    """``parsed`` is ``text`` without its ``cuts``, and the way back from it.

    ``cuts`` are places and lengths, in order: what is left out for the parser, such as
    indentation.  A table holds the answer for every 1024th byte; from there the bytes that
    begin a character are counted.  ASCII without cuts needs neither.
    """

    def __init__(self, text: str, cuts: Sequence[tuple[int, int]] = ()) -> None:
        self.parsed = text
        self._places: list[int] = []
        self._shifts = [0]
        if cuts:
            out = []
            reached = 0
            for place, count in cuts:
                out.append(text[reached:place])
                self._places.append(place - self._shifts[-1])
                self._shifts.append(self._shifts[-1] + count)
                reached = place + count
            out.append(text[reached:])
            self.parsed = "".join(out)
        self._data = b"" if self.parsed.isascii() else self.parsed.encode()
        self._table = [0]
        for start in range(0, len(self._data), _STEP):
            piece = self._data[start : start + _STEP].translate(None, _CONTINUATION)
            self._table.append(self._table[-1] + len(piece))

    def _point(self, offset: int) -> int:
        if not self._data:
            return offset
        step = offset // _STEP
        rest = self._data[step * _STEP : offset].translate(None, _CONTINUATION)
        return self._table[step] + len(rest)

    def start(self, offset: int) -> int:
        """Where in the source what begins at the byte ``offset`` of ``parsed`` begins."""
        point = self._point(offset)
        return point + self._shifts[bisect_right(self._places, point)] if self._places else point

    def end(self, offset: int) -> int:
        """Where in the source what ends at the byte ``offset`` of ``parsed`` ends."""
        point = self._point(offset)
        return point + self._shifts[bisect_left(self._places, point)] if self._places else point
