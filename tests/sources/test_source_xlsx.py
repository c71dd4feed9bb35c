from __future__ import annotations

import io
import sys
import zipfile
from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

import pytest

from aboveboard.document import Document, Part, Problem
from aboveboard.sources import binary_reader_for
from aboveboard.sources.options import ReadOptions
from aboveboard.sources.xlsx import read_bytes

openpyxl = pytest.importorskip("openpyxl")


def workbook(**sheets: Sequence[Sequence[Any]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def read(data: bytes, **options: Any) -> tuple[list[Document], list[str]]:
    items = list(read_bytes(data, "posts.xlsx", ReadOptions(**options)))
    documents = [item for item in items if isinstance(item, Document)]
    return documents, [f"{p.level} {p}" for p in items if isinstance(p, Problem)]


def body(document: Document, name: str = "body") -> Part:
    part = document.parts[name]
    assert isinstance(part, Part)
    return part


def test_a_row_is_a_document_and_a_cell_a_source() -> None:
    data = workbook(
        Posts=[
            ["Autumn plan"],
            ["Date", "Time", "Text", "First comment", "Link", "Offer stock", "connection"],
            [date(2026, 11, 30), time(9, 30), "Lamps are in.\nSee them.", "#ad", "shop.example/a"],
            [],
            ["30 November 2026", "9:30", "Just a day", None, None, 12.0, "paid"],
        ]
    )
    (first, second), problems = read(data)
    assert problems == []
    assert (first.name, first.row, second.row) == ("posts.xlsx", 1, 2)
    part = body(first)
    assert part.label == "Text"
    assert part.source.text == "Lamps are in.\nSee them."
    assert part.source.position(14) == (3, 15)
    assert part.source.line(3) == "Lamps are in. See them."
    assert body(first, "first-comment").source.text == "#ad"
    assert [link.url for link in body(first, "link").links] == ["shop.example/a"]
    assert body(first, "link").source.text == "shop.example/a"
    assert dict(first.facts) == {"published": datetime(2026, 11, 30, 9, 30)}
    assert dict(second.facts) == {
        "published": datetime(2026, 11, 30, 9, 30),
        "offer.stock": 12,
        "connection": "paid",
    }


def test_a_day_is_a_day() -> None:
    (only,), _ = read(workbook(P=[["Text", "Date"], ["Hello", datetime(2026, 11, 30)]]))
    assert dict(only.facts) == {"published": date(2026, 11, 30)}
    assert type(only.facts["published"]) is date


def test_numbers_and_flags_are_no_copy() -> None:
    (only,), problems = read(workbook(P=[["Text", "Title"], [5, "Hello"], [True, 3.5]]))
    assert list(only.parts) == ["title"]
    assert problems == []


def test_several_worksheets_count_on() -> None:
    data = workbook(
        Campaigns=[["Campaign", "Budget"], ["x", 5]],
        Ads=[["Ad title", "Ad copy"], ["Lamps", "From Friday"]],
        More=[["Ad title", "Ad copy"], ["Rugs", "In store"]],
    )
    documents, problems = read(data)
    assert problems == []
    assert [(d.row, body(d).label, d.facts["kind"]) for d in documents] == [
        (1, "Ads: Ad copy", "ad"),
        (2, "More: Ad copy", "ad"),
    ]


def test_a_mistake_in_a_cell_is_told_with_its_row() -> None:
    data = workbook(P=[["Text", "Offer ends"], ["Hello", "soon"]])
    (only,), problems = read(data)
    assert dict(only.facts) == {}
    assert problems == [
        "error posts.xlsx:2:1: the fact 'offer.ends' must be a date such as 2026-11-30, or with "
        "a time and zone, 2026-11-30T23:59Z, not 'soon'"
    ]


def test_a_formula_without_its_value_is_told() -> None:
    data = workbook(P=[["Text"], ["Hello"], ['="Only "&3&" left"']])
    (only,), problems = read(data)
    assert only.row == 1
    assert problems == [
        "error posts.xlsx:3:1: the formula in 'Text' has no stored value, perhaps like others; "
        "open the workbook in a spreadsheet program and save it"
    ]


def test_the_stored_value_of_a_formula_counts() -> None:
    data = workbook(P=[["Text"], ["=A1"]])
    stored = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stored, "w") as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename.endswith("sheet1.xml"):
                before = b'<c r="A2"><f>A1</f><v></v></c>'
                assert before in content or b'<c r="A2"><f>A1</f><v /></c>' in content
                after = b'<c r="A2" t="str"><f>A1</f><v>Only 3 left</v></c>'
                content = content.replace(before, after)
                content = content.replace(b'<c r="A2"><f>A1</f><v /></c>', after)
            new.writestr(entry, content)
    (only,), problems = read(stored.getvalue())
    assert body(only).source.text == "Only 3 left"
    assert problems == []


def test_dates_that_can_be_read_two_ways() -> None:
    data = workbook(P=[["Text", "Date"], ["Hello", "11/12/2026"]])
    (only,), problems = read(data)
    assert dict(only.facts) == {}
    assert problems == [
        "notice posts.xlsx:2:1: dates in 'Date' can be read two ways (11/12/2026 ...): no date "
        "was used; say --date-order dmy or mdy"
    ]
    (only,), problems = read(data, date_order="dmy")
    assert dict(only.facts) == {"published": date(2026, 12, 11)}
    assert problems == []


@pytest.mark.parametrize("named", [True, False])
def test_a_workbook_without_copy(named: bool) -> None:
    level = "error" if named else "notice"
    assert read(workbook(P=[["Id", "Price"], [1, 2]]), named=named) == (
        [],
        [
            f"{level} posts.xlsx: no column is known to hold copy; there are 'Id', 'Price'; "
            'say which one does: --column body="Id"'
        ],
    )


def archive(**files: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as made:
        for name, content in files.items():
            made.writestr(name, content)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "this is no workbook, or it is damaged"),
        (b"Text,Link\n", "this is no workbook, or it is damaged"),
        (workbook(P=[["Text"]])[:-30], "this is no workbook, or it is damaged"),
        (archive(a=b"b"), "the workbook cannot be read (KeyError); save it again"),
        (
            archive(a=b'<?xml version="1.0"?><!DocType x [<!ENTITY a "b">]>'),
            "the workbook declares entities, which is not safe to read",
        ),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1",
            "an old workbook, or one with a password; save it as .xlsx without a password",
        ),
    ],
)
def test_what_is_no_workbook_is_told(data: bytes, message: str) -> None:
    assert read(data) == ([], [f"error posts.xlsx: {message}"])


def test_without_openpyxl_the_command_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    assert read(b"") == (
        [],
        [
            "error posts.xlsx: reading a workbook needs openpyxl: pip install "
            "'aboveboard[xlsx]'; or save the sheet as CSV"
        ],
    )


def test_a_suffix_finds_the_reader_of_workbooks() -> None:
    assert binary_reader_for("a/B.XLSX") is read_bytes
    assert binary_reader_for("a.csv") is None
