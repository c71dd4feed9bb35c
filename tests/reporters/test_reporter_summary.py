from __future__ import annotations

import pytest
from reporter_samples import finding

from aboveboard.document import Problem
from aboveboard.report import DocumentResult, Report
from aboveboard.reporters import ReportOptions
from aboveboard.reporters.summary import summary_line

ERROR = Problem("x.md", 3, "cannot be read")
NOTICE = Problem("", None, "wording not graded", level="notice")


def documents(number: int, held_back: int = 0) -> list[DocumentResult]:
    held = [held_back] + [0] * number
    return [DocumentResult(f"{n}.md", None, "pass", held[n]) for n in range(number)]


def found(*severities: str) -> list:
    return [
        finding("Hurry!", "Hurry", severity=severity, document=f"{n % 3}.md")
        for n, severity in enumerate(severities)
    ]


NOTHING_FOUND = [
    (documents(12), [], "All clear: 12 documents checked."),
    (documents(1), [NOTICE], "All clear: 1 document checked."),
    (documents(12000), [], "All clear: 12,000 documents checked."),
    (
        documents(3, 2),
        [],
        "All clear: 3 documents checked; 2 notes held back (--severity note shows them).",
    ),
    (
        documents(3, 1),
        [],
        "All clear: 3 documents checked; 1 note held back (--severity note shows it).",
    ),
    ([], [], "Nothing was checked."),
    ([], [ERROR], "Nothing was checked: 1 problem."),
    ([], [NOTICE], "Nothing was checked."),
    (
        documents(2),
        [ERROR, NOTICE],
        "No findings in 2 documents; 1 problem: not everything was checked.",
    ),
    (
        documents(2, 1),
        [ERROR, ERROR],
        "No findings in 2 documents; 1 note held back (--severity note shows it); "
        "2 problems: not everything was checked.",
    ),
]


@pytest.mark.parametrize(("checked", "problems", "line"), NOTHING_FOUND)
def test_nothing_found(checked, problems, line):
    assert summary_line(Report([], problems, checked), ReportOptions()) == line


def test_findings():
    few = found("error", "warning", "warning", "warning", "warning")
    report = Report(few, [], documents(12, 2))
    assert summary_line(report, ReportOptions()) == (
        "Found 5 findings (1 error, 4 warnings) in 3 of 12 documents; "
        "2 notes held back (--severity note shows them)."
    )


def test_one_of_each():
    report = Report(found("note"), [ERROR], documents(1))
    assert summary_line(report, ReportOptions(severity="note")) == (
        "Found 1 finding (1 note) in 1 document; 1 problem: not everything was checked."
    )


def test_a_finding_outside_the_documents():
    stale = [finding("x", "x", document="aboveboard.yaml")]
    assert summary_line(Report(stale, [], documents(4)), ReportOptions()) == (
        "Found 1 finding (1 warning)."
    )
    assert summary_line(Report(stale, [], []), ReportOptions()) == "Found 1 finding (1 warning)."


def test_held_back_below_errors_is_not_only_notes():
    report = Report([], [], documents(4, 3))
    assert summary_line(report, ReportOptions(severity="error", show_notes="")) == (
        "All clear: 4 documents checked; 3 milder findings held back."
    )
