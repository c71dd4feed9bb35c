"""The ``gitlab`` format: a Code Quality report, as GitLab reads it from a job's artifacts.

A list of objects with what https://docs.gitlab.com/ci/testing/code_quality/ asks for.  GitLab
compares two branches by ``fingerprint`` and shows only the first of several equal ones, so each
is made unique by the file and a number.  It stops reading at the first object that it does not
like, and links to the line; a workbook and a problem without a line have the first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, TextIO

from aboveboard.reporters.places import Places, has_no_lines, numbered, path_for, row_words, settled
from aboveboard.reporters.visible import one_line
from aboveboard.reporters.wire import cleaned, write_list

if TYPE_CHECKING:
    from aboveboard.document import Problem
    from aboveboard.findings import Finding
    from aboveboard.report import Report
    from aboveboard.reporters.options import ReportOptions

__all__ = ["SEVERITIES", "write"]

SEVERITIES = {"note": "info", "warning": "minor", "error": "major"}
"""What each severity is called in GitLab."""


def write(report: Report, stream: TextIO, options: ReportOptions) -> None:
    """Write one list of findings, then of problems."""
    write_list(stream, _entries(report, options))
    stream.write("\n")


def _entries(report: Report, options: ReportOptions) -> Iterator[dict[str, Any]]:
    places = Places()
    for finding, known in numbered(report.findings):
        yield _finding(finding, known, places, options)
    seen: Counter[tuple[str, str]] = Counter()
    for problem in map(settled, report.problems):
        about = (problem.document, problem.message)
        seen[about] += 1
        yield _problem(problem, f"{problem.message}:{seen[about]}", options)


def _finding(
    finding: Finding, known: str, places: Places, options: ReportOptions
) -> dict[str, Any]:
    region = places.region(finding)
    path = _path(finding.document, options)
    row = f"{row_words(finding)}: " if has_no_lines(finding.document) else ""
    lines = {"begin": 1, "end": 1}
    if region is not None:
        begin, end = finding.source.line_range(finding.start, finding.end)
        lines = {"begin": begin, "end": max(begin, end)}
    return {
        "description": one_line(row + finding.message),
        "check_name": finding.rule_id,
        "fingerprint": _digest(path, known),
        "severity": SEVERITIES[finding.severity],
        "location": {"path": path, "lines": lines},
        "content": {"body": cleaned(finding.full_advice)},
    }


def _problem(problem: Problem, known: str, options: ReportOptions) -> dict[str, Any]:
    path = _path(problem.document, options)
    line = problem.line or 1
    return {
        "description": one_line(problem.message),
        "check_name": "problem",
        "fingerprint": _digest(path, "problem", known),
        "severity": SEVERITIES["error" if problem.level == "error" else "note"],
        "location": {"path": path, "lines": {"begin": line, "end": line}},
    }


def _path(document: str, options: ReportOptions) -> str:
    # A problem of the whole run has the folder: GitLab wants a path.
    return cleaned(path_for(document, options)) or "."


def _digest(*pieces: str) -> str:
    said = "\0".join(pieces).encode("utf-8", "surrogatepass")
    return blake2b(said, digest_size=16).hexdigest()
