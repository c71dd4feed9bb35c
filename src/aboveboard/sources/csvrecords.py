"""The records of CSV and TSV with the exact span of every cell.

The standard library's ``csv`` module keeps no positions, and a finding must point to the
character in the file.  So this is a scanner of our own.  It gives the same cells as
``csv.reader(strict=False)`` for every text, which its tests prove, and the records with what
parts them are the text, character for character.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import NamedTuple

from aboveboard.text import View, ViewBuilder

__all__ = [
    "DELIMITERS",
    "Dialect",
    "RawCell",
    "Record",
    "cell_text",
    "cell_view",
    "dialects",
    "records",
    "rows",
]

DELIMITERS = (",", ";", "\t", "|")
"""What parts cells, in the order in which it is tried."""


class RawCell(NamedTuple):
    """A cell as it stands in the text: ``text[start:end]`` with its quotes.

    ``close`` is where its closing quote stands, -1 where it is not in quotes, and ``end``
    where it is never closed.  What stands between the closing quote and ``end`` is part of
    the cell, and a sign that a quote is missing somewhere.
    """

    start: int
    end: int
    close: int = -1


class Record(NamedTuple):
    """A record: its cells, and where its line end (which may be empty) begins and ends.

    An empty line is a record without cells.
    """

    cells: tuple[RawCell, ...]
    start: int
    end: int
    line_end: int


# What is in quotes, up to the closing one; possessive, so that it never goes back.
_QUOTED = re.compile(r'"(?:[^"]++|"")*+')


@cache
def _bare(delimiter: str) -> re.Pattern[str]:
    return re.compile(rf"[^{re.escape(delimiter)}\r\n]*+")


def records(text: str, delimiter: str, start: int = 0) -> Iterator[Record]:
    """The records of ``text`` from ``start`` on, one after the other, in linear time."""
    position, size = start, len(text)
    bare = _bare(delimiter).match
    while position < size:
        begin = position
        cells: list[RawCell] = []
        if text[position] not in "\r\n":
            while True:
                cell = position
                close = -1
                if position < size and text[position] == '"':
                    quoted = _QUOTED.match(text, position)
                    assert quoted is not None
                    close = position = quoted.end()
                    position += close < size
                rest = bare(text, position)
                assert rest is not None
                position = rest.end()
                cells.append(RawCell(cell, position, close))
                if position >= size or text[position] != delimiter:
                    break
                position += 1
        end = position
        if position < size:
            position += 2 if text.startswith("\r\n", position) else 1
        yield Record(tuple(cells), begin, end, position)


def cell_text(text: str, cell: RawCell) -> str:
    """What the cell says: without its quotes, doubled ones single."""
    if cell.close < 0:
        return text[cell.start : cell.end]
    inside = text[cell.start + 1 : cell.close].replace('""', '"')
    return inside + text[cell.close + 1 : cell.end]


_DOUBLED = re.compile(r'(?:"")++')


def cell_view(text: str, cell: RawCell) -> View:
    """The view of what the cell says."""
    if cell.close < 0:
        return View(text[cell.start : cell.end], cell.start)
    start, end = cell.start + 1, cell.close
    inside = text[start:end]
    if '"' not in inside and cell.close + 1 >= cell.end:
        return View(inside, start)
    builder = ViewBuilder()
    builder.add("", start, start)
    reached = start
    for run in _DOUBLED.finditer(text, start, end):
        if reached < run.start():
            builder.add(text[reached : run.start()], reached, run.start())
        reached = run.end()
        builder.add('"' * (len(run[0]) // 2), run.start(), reached, "escape")
    if reached < end:
        builder.add(text[reached:end], reached, end)
    if cell.close + 1 < cell.end:
        builder.add(text[cell.close + 1 : cell.end], cell.close + 1, cell.end)
    return builder.build()


def _broken(text: str, record: Record) -> RawCell | None:
    """The first cell whose closing quote is missing or has words behind it, or None."""
    for cell in record.cells:
        if cell.close < 0 or cell.close + 1 == cell.end:
            continue
        if cell.close == cell.end or not text[cell.close + 1 : cell.end].isspace():
            return cell
    return None


def rows(text: str, dialect: Dialect) -> Iterator[tuple[Record, RawCell | None]]:
    """The records that are not empty, each with its first broken cell, or None.

    A missing quote swallows what comes after it, up to the next quote or the end of the text.
    So behind a broken cell the text is read again from the line after the one in which the
    cell begins, and the record ends with that line.  That is still linear: a run of quotes
    that opens a cell of a later line would have closed this one.
    """
    position: int | None = dialect.start
    while position is not None:
        start, position = position, None
        for record in records(text, dialect.delimiter, start):
            if not record.cells:
                continue
            broken = _broken(text, record)
            if broken is None:
                yield record, None
                continue
            line = _LINE_END.search(text, broken.start)
            if line is None or line.start() >= record.end:
                yield record, broken
                continue
            cells = record.cells[: record.cells.index(broken) + 1]
            yield Record(cells, record.start, line.start(), line.end()), broken
            position = line.end()
            break


_LINE_END = re.compile(r"\r\n|\r|\n")

# --- the delimiter ------------------------------------------------------------------------

_SAMPLE = 20  # records looked at to find the delimiter and the header
_SEP_LINE = re.compile(r'"?sep=(.)"?(\r\n|\r|\n|$)', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a text is cut: its delimiter, and where its records begin (after ``sep=;``)."""

    delimiter: str
    start: int = 0

    def sample(self, text: str) -> list[Record]:
        """The first records that hold something."""
        return list(islice((one for one, _ in rows(text, self)), _SAMPLE))


def dialects(text: str) -> list[Dialect]:
    """The ways in which ``text`` can be cut, likeliest first; never none.

    Likely is what cuts the records into the same number of cells, and more than one.  The
    ``csv.Sniffer`` of the standard library counts characters, also those in the copy; it finds
    a delimiter ``e`` in a sheet of one column.  ``sep=;`` in the first line, which is for
    Excel, has the last word.
    """
    said = _SEP_LINE.match(text)
    if said and said[1] not in '"\r\n':
        return [Dialect(said[1], said.end())]
    found = []
    for delimiter in DELIMITERS:
        dialect = Dialect(delimiter)
        widths = [len(record.cells) for record in dialect.sample(text)]
        usual = max(set(widths), key=lambda width: (widths.count(width), width), default=1)
        even = widths.count(usual) / len(widths) if widths else 0.0
        found.append((usual > 1, even, usual, dialect))
    # Python's sort keeps the order of equals, so that a comma is tried first.
    found.sort(key=lambda item: item[:3], reverse=True)
    return [item[3] for item in found]
