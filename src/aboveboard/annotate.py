"""The same sheet back, with what was found in each row in columns of its own.

Every cell of the user's stays as it was written, character for character, so the sheet can go
on to the tool that it was made for.  Our own cells never begin like a formula.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from aboveboard.findings import Finding
from aboveboard.report import Report
from aboveboard.sources.csvrecords import RawCell, Record, cell_text
from aboveboard.sources.options import DEFAULTS, ReadOptions
from aboveboard.sources.sheet import Table, find_table, row_fault, table_rows

__all__ = ["COLUMNS", "annotate", "plain_sheet"]

COLUMNS = ("aboveboard_status", "aboveboard_findings", "aboveboard_advice")
"""The headers of the columns that are added."""

NO_TEXT = "no text"
NOT_CHECKED = "not checked"
_TOO_MANY = "it has more cells than the header"
_STATUS = frozenset({"pass", "review", "fail", NO_TEXT, NOT_CHECKED})


@dataclass(slots=True)
class _Note:
    """What is said about a row."""

    status: str = NO_TEXT
    findings: list[Finding] = field(default_factory=list)

    def cells(self) -> tuple[str, str, str]:
        said = [f"{f.severity}: {f.message} ({f.rule_id})" for f in self.findings]
        advice = dict.fromkeys(finding.full_advice for finding in self.findings)
        return self.status, _line(said), _line(advice)


_UNSEEN = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]+")


def _line(texts: Iterable[str]) -> str:
    """Several texts in one line, without what would break or reorder it."""
    return " | ".join(_UNSEEN.sub(" ", text).strip() for text in texts)


def annotate(
    text: str, results: Report, *, name: str | None = None, options: ReadOptions = DEFAULTS
) -> str:
    """The sheet ``text`` with the columns of :data:`COLUMNS` behind its last named one.

    ``results`` is the report on it, ``name`` the name of the sheet where the report is on more
    documents, and ``options`` are those that it was read with.  A sheet that has these columns
    gets new values in them.  Rows with a broken quote or too few cells stay as they are.
    """
    notes: Mapping[int, _Note] = defaultdict(_Note)
    for document in results.documents:
        if document.row is not None and name in (None, document.name):
            notes[document.row].status = document.status
    for finding in results.findings:
        if finding.row is not None and name in (None, finding.document):
            notes[finding.row].findings.append(finding)
    return _rewritten(text, options, lambda number: notes[number].cells())


def plain_sheet(text: str, *, options: ReadOptions = DEFAULTS) -> str:
    """The sheet ``text`` without the columns that :func:`annotate` added."""
    return _rewritten(text, options, None)


_Say = Callable[[int], tuple[str, str, str]]


def _rewritten(text: str, options: ReadOptions, say: _Say | None) -> str:
    """The sheet without our columns and, if there is something to ``say``, with new ones."""
    table = find_table(text, options)
    if table is None:
        return text
    layout = table.layout
    own = [index for index, header in enumerate(layout.names) if header in COLUMNS]
    place = own[0] if own else layout.width
    pieces: list[str] = []
    reached = 0
    if layout.has_header:
        header = table.dialect.sample(text)[layout.skip - 1]
        pieces += text[: header.start], _with(text, header, table, own, place, COLUMNS, say)
        reached = header.end
    for number, record, broken in table_rows(text, table):
        if broken is not None or (layout.has_header and len(record.cells) < layout.width):
            continue  # it cannot be told where its columns are
        if layout.has_header:
            mine, at = own, place
        else:
            at = len(record.cells)
            mine = _own_at_end(text, record.cells)
        said: Sequence[str] = ()
        if say is not None:
            fault = row_fault(text, number, record, broken, layout)
            said = say(number) if fault is None else (NOT_CHECKED, _TOO_MANY, "")
        pieces += text[reached : record.start], _with(text, record, table, mine, at, said, say)
        reached = record.end
    pieces.append(text[reached:])
    return "".join(pieces)


def _own_at_end(text: str, cells: Sequence[RawCell]) -> list[int]:
    """Our columns in a sheet without a header: the last three cells, if they look like it."""
    first = len(cells) - len(COLUMNS)
    return [*range(first, len(cells))] if first > 0 and _is_ours(text, cells[first:]) else []


def _is_ours(text: str, cells: Sequence[RawCell]) -> bool:
    status, findings, _ = (cell_text(text, cell) for cell in cells)
    return status in _STATUS and (status != "pass" or not findings or "/" in findings)


def _with(
    text: str,
    record: Record,
    table: Table,
    own: Sequence[int],
    place: int,
    values: Sequence[str],
    say: _Say | None,
) -> str:
    """The record without the cells ``own`` and with ``values`` before the cell ``place``."""
    delimiter = table.dialect.delimiter
    raw = [text[cell.start : cell.end] for cell in record.cells]
    before = [cell for index, cell in enumerate(raw[:place]) if index not in own]
    behind = [cell for index, cell in enumerate(raw[place:], place) if index not in own]
    added = [_written(value, delimiter) for value in values] if say is not None else []
    return delimiter.join([*before, *added, *behind])


def _written(value: str, delimiter: str) -> str:
    """A cell of ours: never the beginning of a formula, in quotes where it needs them."""
    if value[:1] in {"=", "+", "-", "@"}:
        value = "'" + value
    if delimiter in value or '"' in value:
        return '"' + value.replace('"', '""') + '"'
    return value
