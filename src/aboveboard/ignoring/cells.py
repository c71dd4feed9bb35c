"""Sheets: the column ``aboveboard_ignore``, filled where it is there, added where it is not."""

from __future__ import annotations

from collections.abc import Iterator

from aboveboard.findings import Finding
from aboveboard.fixes.edits import SourceEdit
from aboveboard.ignoring.objects import KEY
from aboveboard.ignoring.slots import Directives, Slot, chosen
from aboveboard.sources.csvrecords import RawCell, cell_text
from aboveboard.sources.options import ReadOptions
from aboveboard.sources.sheet import find_table, table_rows

__all__ = ["Cells"]


class Cells:
    """The keeper of the column in one sheet.  Without a header no column can have a name."""

    def __init__(self, text: str, options: ReadOptions) -> None:
        self._text = text
        self._table = find_table(text, options)

    def slots(self, finding: Finding) -> Iterator[Slot]:
        """The cell of its row."""
        table = self._table
        if table is not None and table.layout.has_header and finding.row is not None:
            yield Slot("row", finding.row)

    def edits(self, said: Directives, reason: str) -> Iterator[SourceEdit]:
        """What goes into cells of the column; where it is new, a cell into every row."""
        rules = {slot.at: named for slot, named in chosen(said, ["row"])}
        table = self._table
        if not rules or table is None:
            return
        layout, delimiter = table.layout, table.dialect.delimiter
        own = self._own_column()
        if own is None:
            header = table.dialect.sample(self._text)[layout.skip - 1]
            at = header.cells[layout.width - 1].end
            yield SourceEdit(at, at, delimiter + KEY)
        for number, record, broken in table_rows(self._text, table):
            if broken is not None or len(record.cells) < layout.width:
                continue  # it cannot be told where its columns are
            written = f"{rules[number]} -- {reason}" if number in rules else ""
            if own is None:
                at = record.cells[layout.width - 1].end
                yield SourceEdit(at, at, delimiter + _quoted(written, delimiter))
            elif written and own < len(record.cells):
                yield from self._added(record.cells[own], written, delimiter)

    def _own_column(self) -> int | None:
        assert self._table is not None
        layout = self._table.layout
        for index, name in enumerate(layout.names):
            role = layout.roles.of(name, index + 1) if name.strip() else None
            if role is not None and role.kind == "ignore":
                return index
        return None

    def _added(self, cell: RawCell, written: str, delimiter: str) -> Iterator[SourceEdit]:
        """``written`` behind what stands in a cell; only insertions."""
        said = cell_text(self._text, cell)
        text = f"; {written}" if said.strip() else written
        if cell.close >= 0:
            yield SourceEdit(cell.close, cell.close, text.replace('"', '""'))
            return
        added = _quoted(text, delimiter)
        if not said or (added == text and delimiter not in said):
            yield SourceEdit(cell.end, cell.end, added)
            return
        yield SourceEdit(cell.start, cell.start, '"')
        for index, char in enumerate(said):
            if char == '"':
                at = cell.start + index + 1
                yield SourceEdit(at, at, '"')
        yield SourceEdit(cell.end, cell.end, added[1:])


def _quoted(value: str, delimiter: str) -> str:
    """A cell, in quotes where it needs them."""
    if delimiter in value or '"' in value:
        return '"' + value.replace('"', '""') + '"'
    return value
