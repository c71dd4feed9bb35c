"""The ``rdjson`` format: diagnostics for reviewdog (https://github.com/reviewdog/reviewdog).

The shape is the message ``DiagnosticResult`` of its ``proto/rdf/reviewdog.proto``.  Columns are
UTF-8 bytes, the end not included.  reviewdog refuses a whole report for one key that it does not
know, and knows related locations only since 2024: they are told in the message.  Paths are
relative to the current folder, where reviewdog expects them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TextIO

from aboveboard.reporters.places import (
    Places,
    Region,
    has_no_lines,
    path_for,
    row_words,
    safe_fix,
    settled,
    utf8_bytes,
)
from aboveboard.reporters.wire import PROJECT, cleaned, read_more, write_json, write_list

if TYPE_CHECKING:
    from aboveboard.document import Problem
    from aboveboard.findings import Finding
    from aboveboard.report import Report, RuleInfo
    from aboveboard.reporters.options import ReportOptions

__all__ = ["write"]

_SEVERITIES = {"note": "INFO", "warning": "WARNING", "error": "ERROR"}


def write(report: Report, stream: TextIO, options: ReportOptions) -> None:
    """Write one object; each diagnostic stands on a line of its own."""
    stream.write('{"source": ')
    write_json(stream, {"name": "aboveboard", "url": PROJECT})
    stream.write(',\n"diagnostics": ')
    write_list(stream, _diagnostics(report, options))
    stream.write("}\n")


def _diagnostics(report: Report, options: ReportOptions) -> Iterator[dict[str, Any]]:
    places = Places(utf8_bytes)
    for finding in report.findings:
        yield _finding(finding, report.rules.get(finding.rule_id), places, options)
    for problem in map(settled, report.problems):
        yield _problem(problem, options)


def _finding(
    finding: Finding, rule: RuleInfo | None, places: Places, options: ReportOptions
) -> dict[str, Any]:
    location: dict[str, Any] = {"path": _path(finding.document, options)}
    region = places.region(finding)
    if region is not None:
        location["range"] = _range(region)
    code = {"value": finding.rule_id}
    if url := read_more(rule):
        code["url"] = cleaned(url)
    said: dict[str, Any] = {
        "message": cleaned(_message(finding)),
        "location": location,
        "severity": _SEVERITIES[finding.severity],
        "code": code,
    }
    fix = safe_fix(finding)
    # Several suggestions are several ways to do it, so that a fix must be one edit.
    if fix is not None and len(fix.edits) == 1:
        edit = fix.edits[0]
        where = places.span(finding.source, edit.start, edit.end)
        said["suggestions"] = [{"range": _range(where), "text": cleaned(edit.text)}]
    return said


def _range(region: Region) -> dict[str, Any]:
    return {
        "start": {"line": region.line, "column": region.column},
        "end": {"line": region.end_line, "column": region.end_column},
    }


def _message(finding: Finding) -> str:
    row = f"{row_words(finding)}: " if has_no_lines(finding.document) else ""
    lines = [f"{row}{finding.message}", finding.full_advice]
    for related in finding.related:
        where = related.document if related.row is None else f"{related.document} row {related.row}"
        lines.append(f"{where}: {related.message}".removesuffix(": "))
    return "\n".join(lines)


def _problem(problem: Problem, options: ReportOptions) -> dict[str, Any]:
    location: dict[str, Any] = {"path": _path(problem.document, options)}
    if problem.line is not None:
        # Its column counts code points of a line that nobody has kept.
        location["range"] = {"start": {"line": problem.line}}
    return {
        "message": cleaned(problem.message),
        "location": location,
        "severity": "ERROR" if problem.level == "error" else "INFO",
        "code": {"value": "problem"},
    }


def _path(document: str, options: ReportOptions) -> str:
    # A problem of the whole run has the folder: a path may not be empty.
    return cleaned(path_for(document, replace(options, root=options.folder))) or "."
