"""The ``sarif`` format: SARIF 2.1.0, for GitHub code scanning, Azure DevOps and editors.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/sarif-v2.1.0-errata01-os-complete.html

Columns are UTF-16 units, and the run says so: that is the default of the standard and all that
the viewer for VS Code reads, which takes columns for its own without a look at ``columnKind``.
GitHub names neither the property nor a unit in its list of what it reads; after an emoji it was
seen to count something else (microsoft/sarif-vscode-extension#582), whatever a file says.

A message is a small language in SARIF: brackets with parentheses are links.  Copy that looks
like one is escaped, so that no post puts a link into an alert.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, TextIO

from aboveboard import __version__
from aboveboard.reporters.places import (
    Places,
    Region,
    has_no_lines,
    numbered,
    row_words,
    safe_fix,
    settled,
    uri_for,
    utf16_units,
)
from aboveboard.reporters.sarifrules import descriptor
from aboveboard.reporters.wire import PROJECT, cleaned, write_json, write_list

if TYPE_CHECKING:
    from aboveboard.document import Problem, Source
    from aboveboard.findings import Finding, Related
    from aboveboard.fixes.edits import Fix
    from aboveboard.report import Report
    from aboveboard.reporters.options import ReportOptions

__all__ = ["semantic_version", "write"]

_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_SNIPPET = 400  # characters; a longer one is left out, for a piece of it would not be the region
_ROOT = "%SRCROOT%"

_LINK = re.compile(r"\[(?=[^\]]*\]\()")
_RELEASE = re.compile(r"(\d+\.\d+\.\d+)(?:\.?(a|b|rc|dev)(\d+))?$")


def semantic_version(version: str) -> str:
    """A version of Python as one of semver.org: ``1.2.0rc1`` is ``1.2.0-rc.1``.

    Empty where there is none for it.
    """
    found = _RELEASE.match(version)
    if found is None:
        return ""
    return f"{found[1]}-{found[2]}.{found[3]}" if found[2] else found[1]


def write(report: Report, stream: TextIO, options: ReportOptions) -> None:
    """Write one run; every result stands on a line of its own."""
    rules = sorted({*report.rules, *(finding.rule_id for finding in report.findings)})
    stream.write(f'{{"$schema": "{_SCHEMA}",\n"version": "2.1.0",\n"runs": [{{\n"tool": ')
    driver = {
        "name": "aboveboard",
        "version": __version__,
        "semanticVersion": semantic_version(__version__),
        "informationUri": PROJECT,
        "rules": [descriptor(rule, report.rules.get(rule)) for rule in rules],
    }
    write_json(stream, {"driver": {key: value for key, value in driver.items() if value != ""}})
    stream.write(',\n"columnKind": "utf16CodeUnits",\n"newlineSequences": ')
    write_json(stream, ["\r\n", "\n", "\r"])
    stream.write(',\n"originalUriBaseIds": ')
    write_json(stream, {_ROOT: {"description": {"text": "The root of the project."}}})
    stream.write(',\n"invocations": ')
    write_json(stream, [_invocation(report, options)])
    stream.write(',\n"results": ')
    indices = {rule: index for index, rule in enumerate(rules)}
    write_list(stream, _Results(report, options, indices).all())
    stream.write("}]}\n")


def _invocation(report: Report, options: ReportOptions) -> dict[str, Any]:
    notes = [_notification(problem, options) for problem in map(settled, report.problems)]
    notes += [{"level": "note", "message": _message(remark)} for remark in report.remarks]
    failed = any(problem.level == "error" for problem in report.problems)
    return {"executionSuccessful": not failed, "toolExecutionNotifications": notes}


def _notification(problem: Problem, options: ReportOptions) -> dict[str, Any]:
    note: dict[str, Any] = {
        "level": "error" if problem.level == "error" else "note",
        "message": _message(problem.message),
    }
    if problem.document:
        place: dict[str, Any] = {"artifactLocation": _artifact(problem.document, options)}
        if problem.line is not None:
            # Its column counts code points of a line that nobody has kept.
            place["region"] = {"startLine": problem.line}
        note["locations"] = [{"physicalLocation": place}]
    return note


class _Results:
    """The results of a run, made one by one."""

    def __init__(self, report: Report, options: ReportOptions, rules: Mapping[str, int]) -> None:
        self._report, self._options, self._rules = report, options, rules
        self._places = Places(utf16_units)
        # Where a related document has findings too, its text is at hand to convert a column.
        self._sources = {finding.document: finding.source for finding in report.findings}

    def all(self) -> Iterator[dict[str, Any]]:
        for finding, fingerprint in numbered(self._report.findings):
            yield self._result(finding, fingerprint)

    def _result(self, finding: Finding, fingerprint: str) -> dict[str, Any]:
        result: dict[str, Any] = {
            "ruleId": cleaned(finding.rule_id),
            "ruleIndex": self._rules[finding.rule_id],
            "level": finding.severity,
            "message": {"text": self._text(finding)},
            "locations": [self._location(finding)],
        }
        if finding.related:
            result["relatedLocations"] = [
                self._related(number, related) for number, related in enumerate(finding.related, 1)
            ]
        fix = safe_fix(finding)
        if fix is not None:
            result["fixes"] = [self._fix(finding, fix)]
        result["partialFingerprints"] = {"aboveboard/v1": fingerprint}
        known = {
            "verdict": finding.verdict,
            "outcome": finding.outcome,
            "part": cleaned(finding.part),
            "row": finding.row,
        }
        result["properties"] = {key: value for key, value in known.items() if value is not None}
        return result

    def _text(self, finding: Finding) -> str:
        row = f"{row_words(finding)}: " if has_no_lines(finding.document) else ""
        said = [_escaped(f"{row}{finding.message}"), _escaped(finding.full_advice)]
        for number, related in enumerate(finding.related, 1):
            # Viewers show a related location where the message links to it.
            name = _name(related).replace("[", "\\[").replace("]", "\\]")
            said.append(f"[{name}]({number}): {_escaped(related.message)}".removesuffix(": "))
        return cleaned("\n".join(said))

    def _location(self, finding: Finding) -> dict[str, Any]:
        place: dict[str, Any] = {"artifactLocation": _artifact(finding.document, self._options)}
        region = self._places.region(finding)
        if region is not None:
            place["region"] = _region(finding, region)
        name = finding.label or finding.part
        above = "" if finding.row is None else f"row {finding.row}/"
        logical = {"name": cleaned(name), "fullyQualifiedName": cleaned(above + name)}
        return {"physicalLocation": place, "logicalLocations": [logical]}

    def _fix(self, finding: Finding, fix: Fix) -> dict[str, Any]:
        replacements = [
            {
                "deletedRegion": _span(self._places.span(finding.source, edit.start, edit.end)),
                "insertedContent": {"text": cleaned(edit.text)},
            }
            for edit in fix.edits
        ]
        artifact = _artifact(finding.document, self._options)
        change = {"artifactLocation": artifact, "replacements": replacements}
        return {"description": _message(fix.title), "artifactChanges": [change]}

    def _related(self, number: int, related: Related) -> dict[str, Any]:
        place: dict[str, Any] = {"artifactLocation": _artifact(related.document, self._options)}
        if related.line is not None and not has_no_lines(related.document):
            place["region"] = {"startLine": related.line}
            source = self._sources.get(related.document)
            if source is not None and related.column is not None and _whole(source):
                place["region"]["startColumn"] = self._places.column(
                    source, related.line, related.column
                )
        location: dict[str, Any] = {"id": number, "physicalLocation": place}
        if related.row is not None:
            location["logicalLocations"] = [{"fullyQualifiedName": f"row {related.row}"}]
        location["message"] = _message(related.message or _name(related))
        return location


def _name(related: Related) -> str:
    return related.document if related.row is None else f"{related.document} row {related.row}"


def _whole(source: Source) -> bool:
    """Whether a source begins where its file does."""
    return source.first_line == 1 and source.first_column == 1


def _region(finding: Finding, region: Region) -> dict[str, Any]:
    said = _span(region)
    if _whole(finding.source):
        said |= {"charOffset": region.offset, "charLength": region.length}
    if finding.end - finding.start <= _SNIPPET:
        said["snippet"] = {"text": cleaned(finding.text)}
    return said


def _span(region: Region) -> dict[str, Any]:
    return {
        "startLine": region.line,
        "startColumn": region.column,
        "endLine": region.end_line,
        "endColumn": region.end_column,
    }


def _artifact(document: str, options: ReportOptions) -> dict[str, Any]:
    uri = uri_for(document, options)
    return {"uri": uri} if uri.startswith("file:") else {"uri": uri, "uriBaseId": _ROOT}


def _message(text: str) -> dict[str, str]:
    return {"text": cleaned(_escaped(text))}


def _escaped(text: str) -> str:
    return _LINK.sub(r"\\[", text)
