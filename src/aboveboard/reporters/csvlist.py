"""The ``csv`` format: one row a finding, for a spreadsheet.

Copy may begin like a formula, and a spreadsheet would run it; such cells get an apostrophe,
as OWASP advises (https://owasp.org/www-community/attacks/CSV_Injection).
"""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from io import StringIO
from typing import TYPE_CHECKING, TextIO

from aboveboard.reporters.visible import emit, one_line

if TYPE_CHECKING:
    from aboveboard.findings import Finding, Related
    from aboveboard.report import Report
    from aboveboard.reporters.options import ReportOptions

__all__ = ["COLUMNS", "guarded", "write"]

COLUMNS = (
    "document",
    "row",
    "part",
    "line",
    "column",
    "severity",
    "rule",
    "verdict",
    "phrase",
    "message",
    "advice",
    "related",
)

# Full-width signs become plain ones when some spreadsheets read them; white space before a
# sign does not stop all of them.
_FORMULA = re.compile(r"[\t\r]|\s*[=+\-@\uff1d\uff0b\uff0d\uff20]")


def guarded(text: str) -> str:
    """``text`` as a cell that no spreadsheet takes for a formula."""
    return f"'{text}" if _FORMULA.match(text) else text


def write(report: Report, stream: TextIO, options: ReportOptions) -> None:
    """Write a header, the findings, and last what could not be checked."""
    if options.mark:
        stream.write("\ufeff")
    _line(stream, COLUMNS)
    for finding in report.findings:
        _line(stream, _cells(finding))
    for problem in report.problems:
        level = "problem" if problem.level == "error" else "notice"
        place = (problem.document, "", "", problem.line, problem.column)
        _line(stream, (*place, level, "", "", "", problem.message, "", ""))


def _cells(finding: Finding) -> Sequence[str | int | None]:
    line, column = finding.source.position(finding.start)
    return (
        finding.document,
        finding.row,
        finding.part,
        line,
        column,
        finding.severity,
        finding.rule_id,
        finding.verdict,
        finding.text,
        finding.message,
        finding.full_advice,
        " | ".join(_related(related) for related in finding.related),
    )


def _related(related: Related) -> str:
    row = "" if related.row is None else f" row {related.row}"
    return f"{related.document}{row}: {related.message}".removesuffix(": ")


def _line(stream: TextIO, cells: Sequence[str | int | None]) -> None:
    line = StringIO()
    csv.writer(line).writerow(
        [guarded(one_line(cell)) if isinstance(cell, str) else cell for cell in cells]
    )
    emit(stream, line.getvalue())
