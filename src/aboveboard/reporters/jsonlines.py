"""The ``jsonl`` format: one finding or problem a line, told apart by ``kind``.

The objects are those of the ``json`` format, see ``docs/json.md``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TextIO

from aboveboard.reporters.jsonformat import finding_object, problem_object
from aboveboard.reporters.wire import write_json

if TYPE_CHECKING:
    from aboveboard.report import Report
    from aboveboard.reporters.options import ReportOptions

__all__ = ["write"]


def write(report: Report, stream: TextIO, options: ReportOptions) -> None:
    """Write findings, then problems; a clean report is empty."""
    for finding in report.findings:
        write_json(stream, {"kind": "finding", **finding_object(finding)})
        stream.write("\n")
    for problem in report.problems:
        write_json(stream, {"kind": "problem", **problem_object(problem)})
        stream.write("\n")
