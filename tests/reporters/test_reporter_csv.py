"""The list for spreadsheets: what comes back, and what no spreadsheet runs."""

from __future__ import annotations

import csv
from io import StringIO

import pytest
from reporter_samples import finding, report, schedule, whole, written

from aboveboard.reporters.csvlist import COLUMNS, guarded


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(text, newline="")))


def test_a_row_for_each_finding_and_problem() -> None:
    read = rows(written("csv", schedule()))
    assert tuple(read[0]) == COLUMNS
    assert [(r["row"], r["severity"], r["rule"], r["phrase"]) for r in read] == [
        ("1", "warning", "urgency/last-chance", "ends tonight"),
        ("1", "note", "urgency/last-chance", "Kind of"),
        ("2", "error", "scarcity/stock-rises", "only 3 left"),
        ("", "problem", "", ""),
    ]
    assert read[0]["advice"] == (
        "Say when it ends, with date, time and time zone. "
        "The fact that settles it: offer.ends: 2026-12-04"
    )
    assert read[2]["related"] == (
        "plan/december.csv row 1: 2026-12-04: 2 left | plan/other.json row 7: 2026-12-01: 1 left "
        "| plan/page.md: 1 left"
    )
    assert (read[3]["line"], read[3]["column"]) == ("9", "1")


def test_a_byte_order_mark_where_one_is_wanted() -> None:
    marked = written("csv", schedule(), mark=True)
    assert marked[0] == "\ufeff"
    assert marked[1:] == written("csv", schedule())


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+44", "'+44"),
        ("-20% today", "'-20% today"),
        ("@brand", "'@brand"),
        ("\tx", "'\tx"),
        ("\rx", "'\rx"),
        ("  =1", "'  =1"),
        ("＝1+1", "'＝1+1"),
        ("＋1", "'＋1"),
        ("－1", "'－1"),
        ("＠x", "'＠x"),
        ("a=1", "a=1"),
        ("'=1", "'=1"),
        ("", ""),
    ],
)
def test_formulas_are_guarded(text: str, cell: str) -> None:
    assert guarded(text) == cell


def test_what_is_hostile_stays_a_text() -> None:
    phrase = '=HYPERLINK("http://x","y")'
    read = rows(written("csv", report(finding(phrase, phrase, message=f"{phrase}\n@x"))))
    assert read[0]["phrase"] == f"'{phrase}"
    assert read[0]["message"] == f"'{phrase} @x"
    for text in (cell for row in rows(written("csv", whole())) for cell in row.values()):
        assert "\x1b" not in text
        assert "\u202e" not in text
        assert text[:1] not in {"=", "+", "-", "@", "\t", "\r"}
