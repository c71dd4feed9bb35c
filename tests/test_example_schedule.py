"""The month of posts in examples/: everything that is planted is found, and nothing else."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from aboveboard import Linter

FOLDER = Path(__file__).resolve().parent.parent / "examples" / "schedule"
SHEET = FOLDER / "november.csv"

FOUND = [
    (7, "urgency/relative-deadline", "sale ends tonight"),
    (16, "urgency/deadline-moves", "ends tonight"),
    (19, "urgency/offer-outlives-deadline", "FRINGE15"),
    (22, "urgency/deadline-moves", "ends tonight"),
    (24, "scarcity/stock-rises", "5 places left"),
    (27, "scarcity/stock-contradicted", "Only 2 left"),
    (28, "urgency/deadline-moves", "ends tonight"),
    (31, "sponsorship/label-uneven", "Fennel House winter menu, second course:"),
    (34, "urgency/deadline-impossible", "close on Friday 22 November 2026"),
    (36, "pricing/saving-contradicted", "was £80, now £60. Half price"),
    (39, "urgency/last-chance", "Last chance to order"),
    (42, "urgency/last-chance", "Last chance to order"),
    (46, "urgency/pressure-repeated", "Last chance to order"),
    (53, "urgency/act-now", "hurry"),
    (53, "urgency/deadline-contradicted", "ends on Saturday 28 November"),
    (54, "scarcity/stock-stays", "Only 4 jars of lanolin balm left"),
    (56, "urgency/one-time-offer", "one-time offer"),
    (59, "urgency/first-time-again", "one-time offer"),
    (60, "urgency/deadline-past", "until 24 November"),
]


def test_what_is_planted_is_found_and_nothing_else() -> None:
    report = Linter(as_of=date(2026, 11, 1)).check_paths([SHEET])
    assert [(f.row, f.rule_id, f.text) for f in report.findings] == FOUND
    assert not [problem for problem in report.problems if problem.level == "error"]
    assert len(report.documents) == 60


def test_its_page_names_each_row_and_rule() -> None:
    page = (FOLDER / "README.md").read_text(encoding="utf-8")
    named = set()
    for rows, rules in re.findall(r"^\| ([\d, ]+) \|.*\| ([^|]+) \|$", page, re.MULTILINE):
        named |= {(int(row), rule) for row in rows.split(",") for rule in rules.split(", ")}
    assert {(row, rule) for row, rule, _ in FOUND} <= named
    assert {row for row, _ in named} == {row for row, _, _ in FOUND}
    assert {rule for _, rule in named} == {rule for _, rule, _ in FOUND}


def test_a_finding_names_the_others_by_row_and_date() -> None:
    report = Linter(as_of=date(2026, 11, 1)).check_paths([SHEET])
    (moved,) = [f for f in report.findings if f.row == 22]
    assert moved.message == (
        '"ends tonight" does not fit what was said before: row 7 (2026-11-04: ends tonight) and '
        "row 16 (2026-11-09: ends tonight)."
    )
    assert [(other.row, other.message) for other in moved.related] == [
        (7, "2026-11-04: ends tonight"),
        (16, "2026-11-09: ends tonight"),
    ]
