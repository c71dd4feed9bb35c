"""The ``json`` format; its shape is described in ``docs/json.md``.

The keys and their order are a contract: another shape is another ``version``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TextIO

from aboveboard.reporters.wire import write_json, write_list

if TYPE_CHECKING:
    from aboveboard.document import Problem
    from aboveboard.findings import Finding
    from aboveboard.report import Report
    from aboveboard.reporters.options import ReportOptions

__all__ = ["VERSION", "finding_object", "problem_object", "summary_object", "write"]

VERSION = 1


def finding_object(finding: Finding) -> dict[str, Any]:
    """One finding, with the keys and the order of the contract."""
    line, column = finding.source.position(finding.start)
    return {
        "rule_id": finding.rule_id,
        "category": finding.category,
        "severity": finding.severity,
        "verdict": finding.verdict,
        "outcome": finding.outcome,
        "message": finding.message,
        "advice": finding.full_advice,
        "text": finding.text,
        "start": finding.start,
        "end": finding.end,
        "line": line,
        "column": column,
        "document": finding.document,
        "part": finding.part,
        "row": finding.row,
        "related": [related._asdict() for related in finding.related],
    }


def problem_object(problem: Problem) -> dict[str, Any]:
    """One problem, with the keys and the order of the contract."""
    return {"document": problem.document, "line": problem.line, "message": problem.message}


def summary_object(report: Report) -> dict[str, Any]:
    """The numbers of a run."""
    counts = report.counts()
    return {
        "documents": len(report.documents),
        "findings": len(report.findings),
        "by_severity": {severity: counts[severity] for severity in ("error", "warning", "note")},
        "held_back": report.held_back,
        "problems": len(report.problems),
        "by_status": {
            status: sum(document.status == status for document in report.documents)
            for status in ("pass", "review", "fail")
        },
        "remarks": list(report.remarks),
    }


def write(report: Report, stream: TextIO, options: ReportOptions) -> None:
    """Write one object; every finding and problem stands on a line of its own.

    It is written piece by piece: a report of a large folder is never held as one text.
    """
    stream.write(f'{{"version": {VERSION},\n"findings": ')
    write_list(stream, (finding_object(finding) for finding in report.findings))
    stream.write(',\n"problems": ')
    write_list(stream, (problem_object(problem) for problem in report.problems))
    stream.write(',\n"summary": ')
    write_json(stream, summary_object(report))
    stream.write("}\n")
