from __future__ import annotations

import io
import json
import re
from pathlib import Path

import pytest
from reporter_samples import finding, report, whole, written

from aboveboard.document import Problem
from aboveboard.findings import Related
from aboveboard.report import DocumentResult, Report
from aboveboard.reporters import ReportOptions, reporter

DOCS = Path(__file__).parents[2] / "docs" / "json.md"


def test_the_whole_object():
    text = "Hi 🎉\nLAST CHANCE"
    one = finding(
        text,
        "LAST CHANCE",
        outcome="late",
        row=2,
        related=(Related("b.csv", None, "too", 2, 5),),
        settles="offer.ends: DATE",
    )
    of = Report(
        [one, finding("Hurry", "Hurry", severity="error", message="m")],
        [Problem("x.md", 3, "broken", column=7), Problem("", None, "not graded", "notice")],
        [DocumentResult("drafts/post.md", 2, "fail", 3), DocumentResult("c.md", None, "pass")],
        ["3 posts have no date: not judged in time"],
    )
    assert json.loads(written("json", of)) == {
        "version": 1,
        "findings": [
            {
                "rule_id": "urgency/last-chance",
                "category": "urgency",
                "severity": "warning",
                "verdict": "substantiate",
                "outcome": "late",
                "message": '"LAST CHANCE" hurries people without saying when the offer ends.',
                "advice": "Say when it ends, with date, time and time zone. "
                "The fact that settles it: offer.ends: DATE",
                "text": "LAST CHANCE",
                "start": 5,
                "end": 16,
                "line": 2,
                "column": 1,
                "document": "drafts/post.md",
                "part": "body",
                "row": 2,
                "related": [
                    {
                        "document": "b.csv",
                        "row": None,
                        "message": "too",
                        "line": 2,
                        "column": 5,
                    }
                ],
            },
            {
                "rule_id": "urgency/last-chance",
                "category": "urgency",
                "severity": "error",
                "verdict": "substantiate",
                "outcome": None,
                "message": "m",
                "advice": "Say when it ends, with date, time and time zone.",
                "text": "Hurry",
                "start": 0,
                "end": 5,
                "line": 1,
                "column": 1,
                "document": "drafts/post.md",
                "part": "body",
                "row": None,
                "related": [],
            },
        ],
        "problems": [
            {"document": "x.md", "line": 3, "message": "broken"},
            {"document": "", "line": None, "message": "not graded"},
        ],
        "summary": {
            "documents": 2,
            "findings": 2,
            "by_severity": {"error": 1, "warning": 1, "note": 0},
            "held_back": 3,
            "problems": 2,
            "by_status": {"pass": 1, "review": 0, "fail": 1},
            "remarks": ["3 posts have no date: not judged in time"],
        },
    }


def test_keys_stand_in_the_order_of_the_contract():
    as_json = json.loads(written("json", whole()))
    assert list(as_json) == ["version", "findings", "problems", "summary"]
    assert " ".join(as_json["findings"][0]) == (
        "rule_id category severity verdict outcome message advice text start end line column "
        "document part row related"
    )
    assert list(as_json["problems"][0]) == ["document", "line", "message"]


def test_nothing_at_all():
    empty = Report([])
    assert json.loads(written("json", empty)) == {
        "version": 1,
        "findings": [],
        "problems": [],
        "summary": {
            "documents": 0,
            "findings": 0,
            "by_severity": {"error": 0, "warning": 0, "note": 0},
            "held_back": 0,
            "problems": 0,
            "by_status": {"pass": 0, "review": 0, "fail": 0},
            "remarks": [],
        },
    }
    assert written("jsonl", empty) == ""


def test_lines_hold_what_the_object_holds():
    as_json = json.loads(written("json", whole()))
    lines = [json.loads(line) for line in written("jsonl", whole()).splitlines()]
    assert lines == [{"kind": "finding", **found} for found in as_json["findings"]] + [
        {"kind": "problem", **problem} for problem in as_json["problems"]
    ]
    assert all(next(iter(line)) == "kind" for line in lines)


def test_copy_stays_readable_and_lone_surrogates_are_escaped():
    of = report(finding("日本 é 🎉 \ud800", (0, 8)))
    assert '"text": "日本 é 🎉 \\ud800"' in written("json", of)


def test_the_example_in_the_docs_is_true():
    text = "Autumn sale\n\nThis is your LAST CHANCE to save!\n"
    of = Report(
        [
            finding(
                text,
                "LAST CHANCE",
                message='"LAST CHANCE" hurries people without saying when the offer really ends.',
            )
        ],
        [Problem("drafts/broken.md", 3, "the front matter never ends")],
        [
            DocumentResult("drafts/post.md", None, "review"),
            DocumentResult("drafts/other.md", None, "pass", 2),
        ],
    )
    example = re.search(r"```json\n(.*?)```", DOCS.read_text(encoding="utf-8"), re.S)
    assert example
    assert json.loads(example[1]) == json.loads(written("json", of))


@pytest.mark.parametrize("format_name", ["json", "jsonl"])
def test_json_is_utf8_wherever_it_goes(format_name):
    of = report(finding("Café, last chance", "Café"))
    bytes_ = io.BytesIO()
    stream = io.TextIOWrapper(bytes_, "cp1252", newline="\n")
    reporter(format_name)(of, stream, ReportOptions())
    stream.flush()
    assert "Caf\\u00e9" in bytes_.getvalue().decode("utf-8")
