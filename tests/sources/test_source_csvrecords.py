from __future__ import annotations

import csv
import io

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from aboveboard.sources.csvrecords import (
    DELIMITERS,
    Dialect,
    cell_text,
    cell_view,
    dialects,
    records,
    rows,
)

csv.field_size_limit(10_000_000)

PIECES = [",", ";", "\t", "|", '"', '""', '"""', "\n", "\r", "\r\n", " ", "a", "é", "🎉", "\0", "'"]
TEXTS = st.lists(st.sampled_from(PIECES) | st.characters(), max_size=40).map("".join)


def cells(text: str, delimiter: str = ",") -> list[list[str]]:
    return [[cell_text(text, cell) for cell in record.cells] for record in records(text, delimiter)]


@settings(max_examples=600, deadline=None)
@given(TEXTS, st.sampled_from(DELIMITERS))
@example('"', ",")
@example('a,"', ",")
@example('a,""', ",")
@example('"a\nb', ",")
@example('"a"b"c,d"\n', ",")
@example('"a" ,"b"\r\r\n\n', ",")
@example('a"b,"c""d""",\r', ",")
@example("\0,\0\n", ",")
def test_the_cells_are_those_of_the_standard_library(text: str, delimiter: str) -> None:
    source = io.StringIO(text, newline="")
    expected = list(csv.reader(source, delimiter=delimiter, strict=False))
    assert cells(text, delimiter) == expected


@settings(max_examples=300, deadline=None)
@given(TEXTS, st.sampled_from(DELIMITERS))
def test_the_spans_are_the_text(text: str, delimiter: str) -> None:
    reached = 0
    for record in records(text, delimiter):
        assert record.start == reached
        if record.cells:
            pieces = [text[cell.start : cell.end] for cell in record.cells]
            assert delimiter.join(pieces) == text[record.start : record.end]
        else:
            assert record.start == record.end
        assert text[record.end : record.line_end] in {"\n", "\r\n", "\r", ""}
        reached = record.line_end
    assert reached == len(text)


@settings(max_examples=300, deadline=None)
@given(TEXTS, st.sampled_from(DELIMITERS))
def test_a_view_says_what_the_cell_says_and_where(text: str, delimiter: str) -> None:
    for record in records(text, delimiter):
        for cell in record.cells:
            view = cell_view(text, cell)
            assert view.text == cell_text(text, cell)
            for index, char in enumerate(view.text):
                start, end = view.source_span(index, index + 1)
                assert cell.start <= start < end <= cell.end
                if char != '"':
                    assert text[start:end] == char


def test_a_doubled_quote_is_one_edit() -> None:
    text = 'x,"say ""hi"", ok"'
    view = cell_view(text, next(records(text, ",")).cells[1])
    assert view.text == 'say "hi", ok'
    assert [text[slice(*view.source_span(n, n + 1))] for n in (4, 7)] == ['""', '""']
    assert text[slice(*view.source_span(5, 7))] == "hi"


@pytest.mark.parametrize(
    "text",
    [
        '"' * 1_000_000,
        '"' * 999_999,
        'a,"' * 300_000,
        '"a\n' * 300_000,
        '"a""\n' * 200_000,
        '""\n"' * 250_000,
        ',"' * 500_000,
        '"x\n' + 'y""\n' * 200_000 + '"tail',
    ],
    ids=["even", "odd", "cells", "open", "doubled", "empty", "commas", "far"],
)
def test_hostile_quotes_come_back(text: str) -> None:
    """Each is far beyond what a scanner that goes back could finish."""
    reached = 0
    for record, _ in rows(text, Dialect(",")):
        assert record.start >= reached
        reached = record.line_end
    assert reached == len(text)
    assert sum(len(cell_view(text, c).text) for r in records(text, ",") for c in r.cells) <= len(
        text
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a,b\nc,d\n", [("a,b", ""), ("c,d", "")]),
        ('a\n\n\r\n"b"\n', [("a", ""), ('"b"', "")]),
        # A quote inside a text.
        ('a,"say "hi" now"\nb,c\n', [('a,"say "hi" now"', '"say "hi" now"'), ("b,c", "")]),
        # A quote that is never closed: the rows after it are still read.
        ('a,"open\nb,c\nd,e', [('a,"open', '"open\nb,c\nd,e'), ("b,c", ""), ("d,e", "")]),
        # One that the next row's opening quote closes.
        ('a,"open\nb,"c"\nd,e', [('a,"open', '"open\nb,"c"'), ('b,"c"', ""), ("d,e", "")]),
        # A line end in quotes, and white space behind them, are nothing to complain of.
        ('a,"b\nc" \nd,e\n', [('a,"b\nc" ', ""), ("d,e", "")]),
    ],
)
def test_rows_behind_a_broken_quote_are_read(text: str, found: list[tuple[str, str]]) -> None:
    assert [
        (text[record.start : record.end], text[broken.start : broken.end] if broken else "")
        for record, broken in rows(text, Dialect(","))
    ] == found


@pytest.mark.parametrize(
    ("text", "delimiter", "start"),
    [
        ("Text,Link\na,b\n", ",", 0),
        ('Text;Link\n"a, b, c";d\nx, y;z\n', ";", 0),
        ("Text\tLink\nOne, two\tb\nThree; four\td\n", "\t", 0),
        ("Text|Link\na|b\n", "|", 0),
        ('"a;b;c;d",x\n"e;f",y\n', ",", 0),
        ("sep=;\na,b;c\n", ";", 6),
        ("SEP=|\r\na|c\n", "|", 7),
        ('"sep=;"\na;c\n', ";", 8),
        # A sheet of one column: the way that cuts nothing.
        ("Text\nHello, you\nYes, you, too\n", ";", 0),
        ("", ",", 0),
        ("Text\n", ",", 0),
        # What csv.Sniffer makes of prose.
        ("Text\nthe eel\nthe reed\n", ",", 0),
    ],
)
def test_the_delimiter_is_found(text: str, delimiter: str, start: int) -> None:
    found = [d for d in dialects(text) if d.delimiter == delimiter]
    assert found[0].start == start
    if "Hello" not in text:
        assert dialects(text)[0] == Dialect(delimiter, start)
