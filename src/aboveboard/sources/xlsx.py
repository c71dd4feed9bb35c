"""Workbooks of Excel: one document a row, as in other sheets.

A workbook is no text with lines, so every cell is a source of its own.  Its line is the row in
the worksheet, and its column counts in the cell.  Needs openpyxl, which the extra ``xlsx``
brings.
"""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from itertools import islice
from typing import Any

from aboveboard.document import Document, Part, Problem, Source
from aboveboard.sources.archives import refused
from aboveboard.sources.options import DEFAULTS, ReadOptions
from aboveboard.sources.record import Cell, record_document, settle_dates
from aboveboard.sources.sheet import Layout, find_layout, missing_copy
from aboveboard.text import View

__all__ = ["CellSource", "read_bytes"]

_INSTALL = "pip install 'aboveboard[xlsx]'"
_SAMPLE = 20
_BATCH = 500


class CellSource(Source):
    """The text of one cell; all of it stands in one line, the row of the worksheet."""

    in_place = False

    def position(self, offset: int) -> tuple[int, int]:
        """The row of the worksheet, and the 1-based column in the cell's text."""
        return self.first_line, offset + 1

    def line(self, number: int) -> str:
        """The text of the cell in one line; every character keeps its place."""
        return self.text.replace("\r", " ").replace("\n", " ")


def read_bytes(
    data: bytes, name: str, options: ReadOptions = DEFAULTS
) -> Iterator[Document | Problem]:
    """A workbook: one document for each row that has copy, in all worksheets that are shown.

    ``row`` counts on from worksheet to worksheet.  Of a formula the value counts that was
    stored with it.
    """
    try:
        import openpyxl  # an extra
    except ImportError:
        said = f"reading a workbook needs openpyxl: {_INSTALL}; or save the sheet as CSV"
        yield Problem(name, None, said)
        return
    reason = refused(data, "workbook", ".xlsx")
    if reason:
        yield Problem(name, None, reason)
        return
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of styles and forms, which nobody asked for
            book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
            formulas = None
            if _has_formulas(data):
                formulas = openpyxl.load_workbook(io.BytesIO(data), read_only=True)
        yield from _Workbook(book, formulas, name, options).read()
    except Exception as error:  # openpyxl meets a damaged file with any exception
        reason = f"the workbook cannot be read ({type(error).__name__}); save it again"
        yield Problem(name, None, reason)


def _has_formulas(data: bytes) -> bool:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for entry in archive.infolist():
            if "worksheets/" not in entry.filename:
                continue
            with archive.open(entry) as file:
                rest = b""
                while chunk := file.read(1_000_000):
                    if b"<f>" in rest + chunk or b"<f " in rest + chunk:
                        return True
                    rest = chunk[-2:]
    return False


Row = tuple[int, Sequence[Any]]
"""The 1-based row of the worksheet, and its values."""


def _all_rows(sheet: Any) -> Iterator[Row]:
    sheet.reset_dimensions()  # programs write wrong ones
    found = enumerate(sheet.iter_rows(values_only=True), 1)
    while True:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            batch = list(islice(found, _BATCH))
        if not batch:
            return
        yield from batch


def _rows(sheet: Any) -> Iterator[Row]:
    """The rows that hold something."""
    for number, values in _all_rows(sheet):
        if any(value is not None for value in values):
            yield number, values


def _plain(value: Any) -> Any:
    """A value as it was meant: 3.0 is 3, and a day at midnight is a day."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, datetime) and value.time() == time():
        return value.date()
    return value


def _text(value: Any) -> str:
    if value is None:
        return ""
    plain = _plain(value)
    return plain.isoformat() if isinstance(plain, date | time) else str(plain)


def _labelled(document: Document, title: str) -> Document:
    """The document with the worksheet's title before the headers."""
    parts = {
        name: replace(part, label=title + part.label) if isinstance(part, Part) else part
        for name, part in document.parts.items()
    }
    return replace(document, parts=parts) if title else document


class _Workbook:
    def __init__(self, book: Any, formulas: Any, name: str, options: ReadOptions) -> None:
        self.formulas = formulas
        self.name = name
        self.options = options
        self.sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        self.count = 0

    def read(self) -> Iterator[Document | Problem]:
        samples = []
        found = False
        for sheet in self.sheets:
            sample = list(islice(_rows(sheet), _SAMPLE))
            texts = [[_text(value) for value in values] for _, values in sample]
            samples += texts[:1]
            layout = find_layout(texts, self.options)
            if layout is not None:
                found = True
                yield from self._read_sheet(sheet, layout)
        if not found:
            yield from missing_copy(samples, self.options, self.name, None)

    def _read_sheet(self, sheet: Any, layout: Layout) -> Iterator[Document | Problem]:
        for said in layout.roles.errors:
            yield Problem(self.name, None, said)
        names = layout.names
        title = f"{sheet.title}: " if len(self.sheets) > 1 else ""
        whole = Source("")
        data = (self._cells(row, names) for row in islice(_rows(sheet), layout.skip, None))
        yield from settle_dates(data, path=self.name, source=whole, roles=layout.roles)
        for row in islice(_rows(sheet), layout.skip, None):
            self.count += 1
            document, problems = record_document(
                self._cells(row, names),
                path=self.name,
                row=self.count,
                source=whole,
                roles=layout.roles,
            )
            yield from problems
            if document is not None:
                yield _labelled(document, title)
        yield from self._without_value(sheet, layout)

    def _without_value(self, sheet: Any, layout: Layout) -> Iterator[Problem]:
        """Say that there are formulas whose value nobody stored; their copy is not checked."""
        if self.formulas is None:
            return
        written = _all_rows(self.formulas[sheet.title])
        parts = [
            place
            for place, name in enumerate(layout.names)
            if (role := layout.roles.of(name, place + 1)) is not None and role.kind == "part"
        ]
        for (number, values), (_, formulas) in zip(_all_rows(sheet), written, strict=False):
            for place in parts:
                formula = formulas[place] if place < len(formulas) else None
                value = values[place] if place < len(values) else None
                if value is None and isinstance(formula, str) and formula.startswith("="):
                    said = f"the formula in '{layout.names[place]}' has no stored value, perhaps "
                    said += "like others; open the workbook in a spreadsheet program and save it"
                    yield Problem(self.name, number, said, "error", 1)
                    return

    @staticmethod
    def _cells(row: Row, names: Sequence[str]) -> list[Cell]:
        number, values = row
        cells = []
        for position, (name, value) in enumerate(zip(names, values, strict=False), 1):
            text = _text(value)
            typed = None if isinstance(value, str) else _plain(value)
            source = CellSource(text, first_line=number)
            cells.append(Cell(name, View(text), typed, position, source))
        return cells
