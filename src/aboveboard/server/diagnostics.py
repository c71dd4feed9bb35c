"""Diagnostics: findings, problems and faults as the protocol has them."""

from __future__ import annotations

from collections.abc import Sequence
from os.path import abspath
from typing import Any

from lsprotocol import types
from pygls.uris import from_fs_path

from aboveboard.document import Problem, Source
from aboveboard.findings import Finding, Related
from aboveboard.report import RuleInfo
from aboveboard.reporters.places import Measure, Places, numbered
from aboveboard.reporters.visible import one_line, visible
from aboveboard.rulebook.faults import Fault
from aboveboard.server.checks import Checked
from aboveboard.server.positions import range_of

__all__ = ["SOURCE", "diagnostics_of", "fault_diagnostics", "https"]

SOURCE = "aboveboard"

_SEVERITIES = {
    "error": types.DiagnosticSeverity.Error,
    "warning": types.DiagnosticSeverity.Warning,
    "note": types.DiagnosticSeverity.Information,
    "notice": types.DiagnosticSeverity.Information,
}


def https(address: str) -> str:
    """The address if it is one of the web that nobody can listen in on, else nothing."""
    safe = address.startswith("https://") and address.isprintable() and " " not in address
    return address if safe else ""


def diagnostics_of(
    checked: Checked, measure: Measure, *, relates: bool = True
) -> list[types.Diagnostic]:
    """What was found in a draft; ``relates`` says that the client shows what it is related to.

    ``data`` holds what finds the finding again: its fingerprint and number.
    """
    places = Places(measure)
    source = Source(checked.draft.text)
    rules = checked.report.rules
    found = [
        _diagnostic(finding, key, rules.get(finding.rule_id), places, checked, relates)
        for finding, key in numbered(checked.report.findings)
    ]
    return [*found, *(_of_problem(problem, source, places) for problem in checked.report.problems)]


def _diagnostic(
    finding: Finding,
    key: str,
    rule: RuleInfo | None,
    places: Places,
    checked: Checked,
    relates: bool,
) -> types.Diagnostic:
    cited = next((https(cite.url) for cite in rule.cites if https(cite.url)), "") if rule else ""
    said = [one_line(finding.message)]
    if finding.advice:
        said.append(one_line(finding.advice))
    related = [_related(item, places, finding, checked) for item in finding.related]
    return types.Diagnostic(
        range=range_of(places, finding.source, finding.start, finding.end),
        message="\n".join(said),
        severity=_SEVERITIES[finding.severity],
        code=finding.rule_id,
        code_description=types.CodeDescription(href=cited) if cited else None,
        source=SOURCE,
        related_information=(related or None) if relates else None,
        data={"finding": key},
    )


def _related(
    item: Related, places: Places, finding: Finding, checked: Checked
) -> types.DiagnosticRelatedInformation:
    start = types.Position(0, 0)
    if item.line is not None and item.document == finding.document:
        column = places.column(finding.source, item.line, item.column or 1)
        start = types.Position(item.line - 1, max(0, column - 1))
    elif item.line is not None:
        start = types.Position(item.line - 1, 0)
    here = item.document == checked.draft.name
    uri = checked.draft.uri if here else _uri(item.document)
    return types.DiagnosticRelatedInformation(
        location=types.Location(uri=uri, range=types.Range(start, start)),
        message=one_line(item.message),
    )


def _of_problem(problem: Problem, source: Source, places: Places) -> types.Diagnostic:
    line = min((problem.line or 1), source.position(len(source.text))[0])
    text = source.line(line)
    column = min(problem.column or 1, len(text) + 1)
    start = places.column(source, line, column) - 1
    end = places.column(source, line, len(text) + 1) - 1
    return types.Diagnostic(
        range=types.Range(types.Position(line - 1, start), types.Position(line - 1, end)),
        message=one_line(problem.message),
        severity=_SEVERITIES[problem.level],
        source=SOURCE,
    )


def fault_diagnostics(
    faults: Sequence[Fault], measure: Measure
) -> dict[str, list[types.Diagnostic]]:
    """What is wrong in configuration and rules, by the URI of the file."""
    found: dict[str, list[types.Diagnostic]] = {}
    for fault in faults:
        column = min(fault.column - 1, len(fault.excerpt)) if fault.excerpt else 0
        place = types.Position(max(0, fault.line - 1), measure(fault.excerpt[:column]))
        end = types.Position(place.line, max(place.character, measure(fault.excerpt)))
        said = [one_line(fault.message)] + ([one_line(fault.hint)] if fault.hint else [])
        found.setdefault(_uri(fault.path), []).append(
            types.Diagnostic(
                range=types.Range(place, end),
                message="\n".join(said),
                severity=_SEVERITIES["error" if fault.level == "error" else "warning"],
                source=SOURCE,
            )
        )
    return found


def _uri(path: str) -> str:
    said: Any = from_fs_path(abspath(path))
    return str(said or "file:///" + visible(path))
