"""What ``--statistics`` prints: how often each rule was found, the most frequent first."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, TextIO

from aboveboard.reporters.concise import problem_lines
from aboveboard.reporters.summary import summary
from aboveboard.reporters.visible import emit, visible

if TYPE_CHECKING:
    from aboveboard.report import Report
    from aboveboard.reporters.options import ReportOptions

__all__ = ["statistics", "write_statistics", "write_statistics_json"]


def statistics(report: Report) -> list[dict[str, Any]]:
    """``{count, rule_id, severity}`` for each rule and severity, by count, then by id.

    A rule whose findings differ in severity, because facts settle some of them, has a row each.
    """
    counts = Counter((finding.rule_id, finding.severity) for finding in report.findings)
    rows = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return [
        {"count": count, "rule_id": rule_id, "severity": severity}
        for (rule_id, severity), count in rows
    ]


def write_statistics(report: Report, stream: TextIO, options: ReportOptions) -> None:
    """Write a line for each rule (count, severity, id), then problems and the summary."""
    rows = statistics(report)
    width = max((len(str(row["count"])) for row in rows), default=0)
    for row in rows:
        count, severity, rule = row["count"], row["severity"], visible(row["rule_id"])
        emit(stream, f"{count:>{width}}  {severity:<7}  {rule}\n")
    for line in problem_lines(report.problems):
        emit(stream, line)
    emit(stream, summary(report, options))


def write_statistics_json(report: Report, stream: TextIO, options: ReportOptions) -> None:
    """Write the rows of :func:`statistics` as a JSON list."""
    from aboveboard.reporters.wire import write_json

    write_json(stream, statistics(report))
    stream.write("\n")
