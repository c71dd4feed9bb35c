"""The ``json`` format; its shape is described in ``docs/json.md``.

The keys and their order are a contract: another shape is another ``version``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, TextIO

if TYPE_CHECKING:
    from aboveboard.document import Problem
    from aboveboard.findings import Finding
    from aboveboard.report import Report
    from aboveboard.reporters.options import ReportOptions

__all__ = ["VERSION", "emit_json", "finding_object", "problem_object", "summary_object", "write"]

VERSION = 1

# What JSON may hold as it is, but a terminal, an editor or an encoder would stumble over:
# control characters beyond the first 32, direction marks, line separators, surrogates.
_UNSAFE = re.compile(r"[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]")


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
    _emit_list(stream, (finding_object(finding) for finding in report.findings))
    stream.write(',\n"problems": ')
    _emit_list(stream, (problem_object(problem) for problem in report.problems))
    stream.write(',\n"summary": ')
    emit_json(stream, summary_object(report))
    stream.write("}\n")


def _emit_list(stream: TextIO, objects: Iterable[dict[str, Any]]) -> None:
    before = "[\n"
    for value in objects:
        stream.write(before)
        emit_json(stream, value)
        before = ",\n"
    stream.write("[]" if before == "[\n" else "\n]")


def emit_json(stream: TextIO, value: Any) -> None:
    """Write one value on one line, readable, and escaped only where it must be.

    Control characters, direction marks and lone surrogates are escaped, and so is everything
    beyond ASCII where the stream's encoding cannot hold it: all read back as what they were.
    """
    text = json.dumps(value, ensure_ascii=False)
    try:
        stream.write(_UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", text))
    except UnicodeEncodeError:
        stream.write(json.dumps(value))
