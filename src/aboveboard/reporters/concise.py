"""The ``concise`` format: one line a finding, complete, for editors, grep and logs.

A finding is ``path:line:col: severity rule-id message``; a problem is
``path:line:col: severity: message``, so that the colon tells them apart.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, TextIO

from aboveboard.reporters.summary import summary
from aboveboard.reporters.visible import emit, one_line, place, problem_place, visible

if TYPE_CHECKING:
    from aboveboard.document import Problem
    from aboveboard.findings import Finding
    from aboveboard.report import Report
    from aboveboard.reporters.options import ReportOptions

__all__ = ["problem_lines", "write"]


def write(report: Report, stream: TextIO, options: ReportOptions) -> None:
    """Write findings, problems and the summary, one line each."""
    for finding in report.findings:
        emit(stream, _finding_line(finding))
    for line in problem_lines(report.problems):
        emit(stream, line)
    emit(stream, summary(report, options))


def _finding_line(finding: Finding) -> str:
    line, column = finding.source.position(finding.start)
    where = place(finding.document, line, column)
    rule = visible(finding.rule_id)
    return f"{where}: {finding.severity} {rule} {one_line(finding.message)}\n"


def problem_lines(problems: Iterable[Problem]) -> Iterable[str]:
    """``path:line:col: error: message`` for each problem; a notice says ``note``."""
    for problem in problems:
        where = problem_place(problem)
        level = "error" if problem.level == "error" else "note"
        prefix = f"{where}: " if where else ""
        yield f"{prefix}{level}: {one_line(problem.message)}\n"
