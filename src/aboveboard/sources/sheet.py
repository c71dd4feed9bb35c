"""Sheets of posts and ads, as CSV or TSV: one document a row."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from aboveboard.document import Document, Problem, Source
from aboveboard.sources.csvrecords import (
    DELIMITERS,
    Dialect,
    RawCell,
    Record,
    cell_text,
    cell_view,
    dialects,
    rows,
)
from aboveboard.sources.moments import orders_of, read_moment
from aboveboard.sources.options import DEFAULTS, ReadOptions
from aboveboard.sources.record import Cell, no_copy, record_document, settle_dates
from aboveboard.sources.roles import Roles, presets, squeezed

__all__ = [
    "Layout",
    "Table",
    "find_layout",
    "find_table",
    "missing_copy",
    "read",
    "row_fault",
    "table_rows",
]

_HEADER_ROWS = 10  # the header stands in one of them
_MOST_COLUMNS = 16_384  # as many as a sheet of Excel can have
_MOST_FAULTS = 100  # rows that cannot be read are told one by one up to here


@dataclass(frozen=True, slots=True)
class Layout:
    """What the columns of a sheet are.

    ``names`` are the headers, ``#1``, ``#2`` ... where there are none.  ``skip`` is how many
    records come before the first row of data: the header and what stands above it.  ``score``
    is how many of the columns are known.
    """

    names: tuple[str, ...]
    skip: int
    roles: Roles
    score: int = 0

    @property
    def width(self) -> int:
        """The number of columns; those at the end without a name do not count."""
        return max((n for n, name in enumerate(self.names, 1) if name.strip()), default=0)

    @property
    def has_header(self) -> bool:
        """Whether the sheet has a header."""
        return self.skip > 0


def find_layout(sample: Sequence[Sequence[str]], options: ReadOptions) -> Layout | None:
    """The layout of a sheet that begins with the records ``sample``; None if nobody can tell.

    The header is the record with the most known names.  Below the first record it must have
    two of them, for a cell of data may say "Post".
    """
    best: Layout | None = None
    preset = presets().get(options.preset or "")
    headless = preset is not None and bool(preset.positions)
    by_name = {role: n for role, n in options.columns.items() if not n.startswith("#")}
    wanted = {squeezed(name) for name in by_name.values()}
    by_header = replace(options, preset=None) if headless else options
    for index, record in enumerate(sample[:_HEADER_ROWS]):
        if not wanted <= {squeezed(name) for name in record}:
            continue
        # What the user says by position does not tell that this record is the header.
        roles = Roles(replace(by_header, columns=by_name), record)
        score = sum(roles.of(name) is not None for name in record if name.strip())
        if score < (2 if (index or headless) and not wanted else 1):
            continue
        roles = Roles(by_header, record)
        if roles.has_copy(record) and (best is None or score > best.score):
            best = Layout(tuple(record), index + 1, roles, score)
    if best is None and wanted and not options.named:
        # Columns of a configuration are for some sheet of a folder, perhaps not for this one.
        return find_layout(sample, replace(options, columns={}))
    if best is None and sample and (headless or (options.columns and not wanted)):
        width = max(len(record) for record in sample)
        names = tuple(f"#{number}" for number in range(1, width + 1))
        roles = Roles(options)
        if roles.has_copy(names):
            best = Layout(names, 0, roles)
    return best


def missing_copy(
    sample: Sequence[Sequence[str]], options: ReadOptions, path: str, line: int | None
) -> Iterator[Problem]:
    """What to say where :func:`find_layout` found nothing."""
    level = "error" if options.named else "notice"
    column = None if line is None else 1
    if not sample:
        yield Problem(path, line, "there is nothing in this sheet", level, column)
        return
    names = max(sample[:_HEADER_ROWS], key=len)
    mistakes = Roles(options, names).errors
    if mistakes and options.named:
        yield from (Problem(path, line, said, level, column) for said in mistakes)
        return
    if any(_is_date(cell) for cell in sample[0]):
        said = "this sheet has no header; say by its position which column holds copy: "
        yield Problem(path, line, said + "--column body=#2", level, column)
        return
    yield no_copy(names, path=path, options=options, line=line)


def _is_date(text: str) -> bool:
    try:
        read_moment(text)
    except ValueError:
        return bool(orders_of(text))
    return True


# --- CSV ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Table:
    """How a text is cut into records, and what their cells are."""

    dialect: Dialect
    layout: Layout


def find_table(text: str, options: ReadOptions) -> Table | None:
    """How to read ``text``; None if no column of copy can be found.

    Of all delimiters the one whose header has the most known names is taken, and of those
    the one whose header comes first, has no other delimiter in it, and is as wide as most rows.
    """
    best: tuple[tuple[int, int, bool, float], Table] | None = None
    for dialect in dialects(text):
        sample = _texts(text, dialect)
        layout = find_layout(sample, options)
        if layout is None:
            continue
        data = sample[layout.skip :]
        fitting = sum(len(record) == len(layout.names) for record in data) / max(1, len(data))
        others = {one for one in DELIMITERS if one != dialect.delimiter}
        pure = not any(others & set(name) for name in layout.names)
        merit = (layout.score, -layout.skip, pure, fitting)
        if best is None or merit > best[0]:
            best = merit, Table(dialect, layout)
    return best[1] if best else None


def _texts(text: str, dialect: Dialect) -> list[list[str]]:
    return [
        [cell_text(text, cell) for cell in record.cells[:_MOST_COLUMNS]]
        for record in dialect.sample(text)
    ]


def table_rows(text: str, table: Table) -> Iterator[tuple[int, Record, RawCell | None]]:
    """The rows of data: their number from 1, the record, and its broken cell or None."""
    for number, (record, broken) in enumerate(rows(text, table.dialect), 1 - table.layout.skip):
        if number > 0:
            yield number, record, broken


def row_fault(
    text: str, number: int, record: Record, broken: RawCell | None, layout: Layout
) -> tuple[int, str] | None:
    """Where and why a row cannot be read, or None."""
    if broken is not None:
        said = "a closing quote is missing or stands inside a text, where quotes must be doubled"
        return broken.start, f"row {number} is not checked: {said}"
    count, width = len(record.cells), layout.width
    while count > width and record.cells[count - 1].start == record.cells[count - 1].end:
        count -= 1
    if count > width or (layout.has_header and len(record.cells) < width):
        cells = "1 cell" if count == 1 else f"{count} cells"
        columns = "1 column" if width == 1 else f"{width} columns"
        said = f"row {number} is not checked: it has {cells}, the sheet has {columns}"
        if count > width:
            said += "; a text with a comma or a line end in it stands in quotes"
        return record.start, said
    return None


def _cells(text: str, record: Record, layout: Layout) -> list[Cell]:
    return [
        Cell(name, cell_view(text, cell), None, position)
        for position, (name, cell) in enumerate(zip(layout.names, record.cells, strict=False), 1)
    ]


_NUMBERS = re.compile(r"\d[-/.]\d{1,2}[-/.]\d")


def read(text: str, name: str, options: ReadOptions = DEFAULTS) -> Iterator[Document | Problem]:
    """A sheet: one document for each row that has copy.

    A row that cannot be read is a problem, and the others are read.
    """
    table = find_table(text, options)
    if table is None:
        yield from missing_copy(_texts(text, dialects(text)[0]), options, name, 1)
        return
    source = Source(text)
    layout = table.layout
    for said in layout.roles.errors:
        yield Problem(name, 1, said, "error", 1)
    if _NUMBERS.search(text):
        yield from settle_dates(
            _date_cells(text, table), path=name, source=source, roles=layout.roles
        )
    faults = 0
    for number, record, broken in table_rows(text, table):
        fault = row_fault(text, number, record, broken, layout)
        if fault is not None:
            faults += 1
            if faults <= _MOST_FAULTS:
                line, column = source.position(fault[0])
                yield Problem(name, line, fault[1], "error", column)
            continue
        document, problems = record_document(
            _cells(text, record, layout),
            path=name,
            row=number,
            source=source,
            roles=layout.roles,
            span=(record.start, record.end),
        )
        yield from problems
        if document is not None:
            yield document
    if faults > _MOST_FAULTS:
        more = faults - _MOST_FAULTS
        rows_are = "row is" if more == 1 else "rows are"
        said = f"{more} more {rows_are} not checked, because of quotes or the number of cells"
        yield Problem(name, None, said, "error")


def _date_cells(text: str, table: Table) -> Iterable[list[Cell]]:
    """The cells of dates, of all rows that can be read."""
    layout = table.layout
    dated = [
        (place, name)
        for place, name in enumerate(layout.names)
        if (role := layout.roles.of(name, place + 1)) is not None and role.kind in {"when", "fact"}
    ]
    if not dated:
        return
    for number, record, broken in table_rows(text, table):
        if row_fault(text, number, record, broken, layout) is None:
            yield [
                Cell(name, cell_view(text, record.cells[place]), None, place + 1)
                for place, name in dated
                if place < len(record.cells)
            ]
