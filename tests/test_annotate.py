from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aboveboard import Linter
from aboveboard.annotate import COLUMNS, annotate, plain_sheet
from aboveboard.document import Source
from aboveboard.findings import Finding
from aboveboard.report import DocumentResult, Report
from aboveboard.sources.options import ReadOptions
from aboveboard.sources.sheet import read

csv.field_size_limit(10_000_000)


def finding(row: int, message: str, *, advice: str = "Say when.", name: str = "p.csv") -> Finding:
    return Finding(
        rule_id="urgency/last-chance",
        severity="warning",
        verdict="rewrite",
        message=message,
        advice=advice,
        document=name,
        part="body",
        start=0,
        end=0,
        source=Source(""),
        row=row,
    )


def report(statuses: dict[int, str], *findings: Finding) -> Report:
    return Report(findings, (), [DocumentResult("p.csv", row, s) for row, s in statuses.items()])


def cells(text: str, delimiter: str = ",") -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))


def test_the_columns_are_added_and_nothing_else_is_touched() -> None:
    text = 'Date,Text\r\n2026-11-30,"Hi ""you"",\r\nsee"\r\n\r\n,=2+2\r\n2026-12-01,'
    result = report(
        {1: "review", 2: "pass"},
        finding(1, '"last chance" hurries,\npeople'),
        finding(1, "Again", advice="Say when."),
    )
    assert annotate(text, result) == (
        "Date,Text,aboveboard_status,aboveboard_findings,aboveboard_advice\r\n"
        '2026-11-30,"Hi ""you"",\r\nsee",review,"warning: ""last chance"" hurries, people '
        '(urgency/last-chance) | warning: Again (urgency/last-chance)",Say when.\r\n'
        "\r\n"
        ",=2+2,pass,,\r\n"
        "2026-12-01,,no text,,"
    )
    assert plain_sheet(annotate(text, result)) == text


def test_only_findings_of_the_sheet_count() -> None:
    other = finding(1, "No", name="q.csv")
    assert annotate("Text\nHi", report({1: "pass"}, other), name="p.csv") == (
        "Text,aboveboard_status,aboveboard_findings,aboveboard_advice\nHi,pass,,"
    )


def test_annotating_twice_replaces_the_columns() -> None:
    once = annotate("Text;Link\na;b\n", report({1: "fail"}, finding(1, "One; two")))
    assert once == (
        "Text;Link;aboveboard_status;aboveboard_findings;aboveboard_advice\n"
        'a;b;fail;"warning: One; two (urgency/last-chance)";Say when.\n'
    )
    assert annotate(once, report({1: "pass"})) == (
        "Text;Link;aboveboard_status;aboveboard_findings;aboveboard_advice\na;b;pass;;\n"
    )


def test_columns_that_were_moved_stay_where_they_are() -> None:
    text = "aboveboard_status,aboveboard_findings,aboveboard_advice,Text\nfail,x,y,Hi\n"
    assert annotate(text, report({1: "pass"})) == (
        "aboveboard_status,aboveboard_findings,aboveboard_advice,Text\npass,,,Hi\n"
    )
    assert plain_sheet(text) == "Text\nHi\n"


def test_columns_without_a_name_stay_behind() -> None:
    assert annotate("Text,,\nHi,,\nYou\n", report({1: "pass", 2: "pass"})) == (
        "Text,aboveboard_status,aboveboard_findings,aboveboard_advice,,\nHi,pass,,,,\nYou,pass,,\n"
    )


def test_what_stands_above_the_header_stays() -> None:
    text = "sep=\t\nPlan of June\n\nText\tLink\nHi\tx\n"
    assert annotate(text, report({1: "pass"})) == (
        "sep=\t\nPlan of June\n\n"
        "Text\tLink\taboveboard_status\taboveboard_findings\taboveboard_advice\nHi\tx\tpass\t\t\n"
    )


def test_rows_that_cannot_be_read_stay_as_they_are() -> None:
    text = 'Text,Link\n"a"b,c\nonly one\nfour,cells,are,many\n"open,x\nlast,y\n'
    annotated = annotate(text, report({5: "pass"}))
    assert annotated == (
        "Text,Link,aboveboard_status,aboveboard_findings,aboveboard_advice\n"
        '"a"b,c\nonly one\n'
        "four,cells,not checked,it has more cells than the header,,are,many\n"
        '"open,x\nlast,y,pass,,\n'
    )
    assert annotate(annotated, report({5: "pass"})) == annotated
    assert plain_sheet(annotated) == text


def test_a_sheet_without_a_header() -> None:
    options = ReadOptions(preset="hootsuite")
    text = "2026-11-30 10:00,Hello,x.com/1\n2026-11-30 11:00,Bye\n"
    result = report({1: "pass", 2: "review"}, finding(2, "Hm"))
    annotated = annotate(text, result, options=options)
    assert annotated == (
        "2026-11-30 10:00,Hello,x.com/1,pass,,\n"
        "2026-11-30 11:00,Bye,review,warning: Hm (urgency/last-chance),Say when.\n"
    )
    assert annotate(annotated, result, options=options) == annotated
    assert plain_sheet(annotated, options=options) == text


@pytest.mark.parametrize("advice", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\u200b=1"])
def test_our_cells_never_begin_a_formula(advice: str) -> None:
    text = annotate("Text\n@handle\n", report({1: "fail"}, finding(1, "x", advice=advice)))
    [row] = cells(text)[1:]
    assert row[0] == "@handle"
    assert row[3][0] == "'"


def test_a_sheet_without_copy_comes_back() -> None:
    assert annotate("Foo,Bar\na,b\n", report({})) == "Foo,Bar\na,b\n"


def test_the_rows_are_those_of_the_reader() -> None:
    text = 'Plan\n\nText,Link\ncalm,\n"This is your last chance, ""friend""!",x\n,y\n'
    linter = Linter()
    annotated = annotate(text, linter.report(read(text, "p.csv")))
    assert [row[2] for row in cells(annotated)[2:]] == [
        "aboveboard_status",
        "pass",
        "review",
        "no text",
    ]
    assert cells(annotated)[4][3].endswith("(urgency/last-chance)")


# Pieces of a sheet, of which some meet in an awkward way.
PIECES = [
    ",",
    ";",
    "\t",
    "|",
    '"',
    '""',
    "\n",
    "\r\n",
    "\r",
    "a",
    "Text",
    "Link",
    "é",
    " ",
    "=",
    "'",
]
REST = st.lists(st.sampled_from(PIECES), max_size=30).map("".join)
HEADERS = [
    "Text,Link\n",
    "Text;Link\r\n",
    'a\n\n"Text"\tLink\tx\n',
    "Text|Date|\r",
    "sep=;\nText;Link\n",
]
# The standard library writes a lone \r without quotes, and then it ends a record.
CELLS = st.text(st.characters(exclude_characters="\r"), max_size=6)
WORDS = st.text(st.sampled_from([",", ";", '"', "\n", "=", "a", "|", "\t", "'", "🎉"]), max_size=8)


@settings(max_examples=400, deadline=None)
@given(st.sampled_from(HEADERS), REST, WORDS, WORDS)
def test_without_the_columns_it_is_the_same_sheet(
    header: str, rest: str, message: str, advice: str
) -> None:
    text = header + rest
    result = report({1: "fail", 2: "pass"}, finding(1, message, advice=advice))
    annotated = annotate(text, result)
    assert plain_sheet(annotated) == text
    assert annotate(annotated, result) == annotated


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.tuples(CELLS, CELLS), max_size=5),
    st.sampled_from([",", ";", "\t", "|"]),
    st.sampled_from(["\n", "\r\n"]),
    WORDS,
)
def test_any_program_reads_the_same_cells(
    rows: list[tuple[str, str]], delimiter: str, line_end: str, message: str
) -> None:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=delimiter, lineterminator=line_end)
    writer.writerows([("Text", "Link"), *rows])
    text = stream.getvalue()
    before = cells(text, delimiter)
    after = cells(annotate(text, report({1: "fail"}, finding(1, message))), delimiter)
    assert [row[:2] for row in after] == before
    assert after[0][2:] == list(COLUMNS)
    assert {len(row) for row in after} == {5}
