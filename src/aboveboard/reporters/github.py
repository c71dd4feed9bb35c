"""The ``github`` format: workflow commands, which GitHub Actions shows beside the lines.

``::error file=...,line=...,endLine=...,col=...,endColumn=...,title=...::message``, escaped as
the runner unescapes it (``ActionCommand.TryParseV2`` in actions/runner).  The runner drops
columns of a span over several lines, so these have none.  Of each level GitHub shows ten a step:
errors come first.  Columns are code points, the end not included; GitHub shows lines only and
nowhere says how it counts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TextIO

from aboveboard.reporters.places import Places, has_no_lines, path_for, row_words, settled
from aboveboard.reporters.summary import summary
from aboveboard.reporters.visible import emit, one_line
from aboveboard.reporters.wire import cleaned

if TYPE_CHECKING:
    from aboveboard.document import Problem
    from aboveboard.findings import Finding
    from aboveboard.report import Report
    from aboveboard.reporters.options import ReportOptions

__all__ = ["write"]

_LEVELS = {"error": "error", "warning": "warning", "note": "notice"}


def write(report: Report, stream: TextIO, options: ReportOptions) -> None:
    """Write problems, then findings, the gravest first, and the summary as plain text."""
    places = Places()
    problems = [settled(problem) for problem in report.problems]
    for problem in problems:
        if problem.level == "error":
            emit(stream, _problem(problem, options))
    for severity in _LEVELS:
        for finding in report.findings:
            if finding.severity == severity:
                emit(stream, _finding(finding, places, options))
    for problem in problems:
        if problem.level != "error":
            emit(stream, _problem(problem, options))
    emit(stream, summary(report, options))


def _finding(finding: Finding, places: Places, options: ReportOptions) -> str:
    place = {"file": path_for(finding.document, options)}
    region = places.region(finding)
    if region is not None:
        first, last = finding.source.line_range(finding.start, finding.end)
        last = max(first, last)
        place |= {"line": str(first), "endLine": str(last)}
        if region.line == region.end_line:
            place |= {"col": str(region.column), "endColumn": str(region.end_column)}
    row = f"{row_words(finding)}: " if has_no_lines(finding.document) else ""
    message = f"{one_line(row + finding.message)}\n{one_line(finding.full_advice)}"
    return _command(_LEVELS[finding.severity], place | {"title": finding.rule_id}, message)


def _problem(problem: Problem, options: ReportOptions) -> str:
    place = {"file": path_for(problem.document, options)} if problem.document else {}
    if problem.line is not None:
        place["line"] = str(problem.line)
        if problem.column is not None:
            place["col"] = str(problem.column)
    level = "error" if problem.level == "error" else "notice"
    return _command(level, place | {"title": "aboveboard"}, one_line(problem.message))


def _command(level: str, properties: dict[str, str], message: str) -> str:
    said = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    return f"::{level} {said}::{_data(message)}\n"


def _data(text: str) -> str:
    return cleaned(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
