"""The ``junit`` format: findings as failed tests, for Jenkins, GitLab and other test reports.

A suite is a file.  A test is a rule that was found in it, named by the rule, or ``row 12:
urgency/last-chance`` in a file of posts: GitLab compares runs by these names and shows one of
several equal ones, so all places of a rule stand in one failure.  A document without findings is
a test that passed, and so is a rule with notes only, which are in its output.  What could not be
read is an error.  There are no times: nobody measured any.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from html import escape
from typing import TYPE_CHECKING, NamedTuple, TextIO

from aboveboard.reporters.places import has_no_lines, path_for, row_words
from aboveboard.reporters.visible import one_line, problem_place
from aboveboard.reporters.wire import is_utf8
from aboveboard.severity import SEVERITIES

if TYPE_CHECKING:
    from aboveboard.document import Problem
    from aboveboard.findings import Finding
    from aboveboard.report import Report
    from aboveboard.reporters.options import ReportOptions

__all__ = ["write"]

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_WHOLE_RUN = "aboveboard"  # the suite of what belongs to no document


class _Case(NamedTuple):
    """One test; ``kind`` is ``failure``, ``error``, or empty for one that passed."""

    name: str
    kind: str = ""
    type: str = ""
    message: str = ""
    text: str = ""


def write(report: Report, stream: TextIO, options: ReportOptions) -> None:
    """Write all suites, in the order of the report."""
    suites = _suites(report)
    counts = Counter(case.kind for cases in suites.values() for case in cases)
    _emit(stream, '<?xml version="1.0" encoding="UTF-8"?>\n')
    _emit(stream, f'<testsuites name="aboveboard" {_counted(counts)}>\n')
    for document, cases in suites.items():
        _emit(stream, _suite(document, cases, options))
    _emit(stream, "</testsuites>\n")


def _suites(report: Report) -> dict[str, list[_Case]]:
    """The tests of each file; the name of the file is empty for those of the whole run."""
    found: dict[tuple[str, int | None], dict[str, list[Finding]]] = {}
    for document in report.documents:
        found[document.name, document.row] = {}
    for finding in report.findings:
        rules = found.setdefault((finding.document, finding.row), {})
        rules.setdefault(finding.rule_id, []).append(finding)
    suites: dict[str, list[_Case]] = {}
    for (name, row), rules in found.items():
        cases = suites.setdefault(name, [])
        before = "" if row is None else f"row {row}: "
        cases += [_rule_case(f"{before}{rule}", of) for rule, of in rules.items()]
        if not rules:
            cases.append(_Case(f"{before}no findings"))
    for problem in report.problems:
        suites.setdefault(problem.document, []).append(_problem_case(problem))
    if report.remarks:
        suites.setdefault("", []).append(_Case("what was not judged", text=_lines(report.remarks)))
    return {name: list(_distinct(cases)) for name, cases in suites.items()}


def _distinct(cases: Iterable[_Case]) -> Iterator[_Case]:
    seen: Counter[str] = Counter()
    for case in cases:
        seen[case.name] += 1
        number = seen[case.name]
        yield case if number == 1 else case._replace(name=f"{case.name} ({number})")


def _rule_case(name: str, findings: list[Finding]) -> _Case:
    gravest = max((finding.severity for finding in findings), key=SEVERITIES.index)
    text = _lines(line for finding in findings for line in _finding_lines(finding))
    if gravest == "note":
        return _Case(name, text=text)
    grave = next(finding for finding in findings if finding.severity == gravest)
    more = f" (and {len(findings) - 1} more)" if len(findings) > 1 else ""
    return _Case(name, "failure", gravest, f"{one_line(grave.message)}{more}", text)


def _finding_lines(finding: Finding) -> Iterator[str]:
    if has_no_lines(finding.document):
        where = row_words(finding)
    else:
        line, column = finding.source.position(finding.start)
        where = f"line {line}, column {column}"
        if finding.row is not None:
            where += f" ({row_words(finding)})"
    yield f"{where}: {finding.severity}: {finding.message}"
    yield f"  what to do: {finding.full_advice}"
    for related in finding.related:
        row = "" if related.row is None else f" row {related.row}"
        yield f"  see {related.document}{row}: {related.message}".removesuffix(": ")


def _problem_case(problem: Problem) -> _Case:
    place = problem_place(problem)
    text = f"{place}: {one_line(problem.message)}" if place else one_line(problem.message)
    if problem.level != "error":
        return _Case("notice", text=text)
    return _Case("could be checked", "error", "problem", one_line(problem.message), text)


def _lines(lines: Iterable[str]) -> str:
    # Indentation is ours; what is copy stands on one line.
    return "\n".join(line[: len(line) - len(line.lstrip(" "))] + one_line(line) for line in lines)


def _counted(counts: Counter[str]) -> str:
    failures, errors = counts["failure"], counts["error"]
    return f'tests="{counts.total()}" failures="{failures}" errors="{errors}"'


def _suite(document: str, cases: list[_Case], options: ReportOptions) -> str:
    path = path_for(document, options)
    name = _xml(one_line(path) or _WHOLE_RUN)
    counts = _counted(Counter(case.kind for case in cases))
    file = f' file="{name}"' if path else ""
    lines = [f'  <testsuite name="{name}" {counts} skipped="0"{file}>\n']
    lines += [_case(case, name) for case in cases]
    return "".join([*lines, "  </testsuite>\n"])


def _case(case: _Case, suite: str) -> str:
    name = f'    <testcase classname="{suite}" name="{_xml(one_line(case.name))}"'
    if case.kind:
        said = f'type="{case.type}" message="{_xml(case.message)}"'
        inside = f"<{case.kind} {said}>{_xml(case.text)}</{case.kind}>"
    elif case.text:
        inside = f"<system-out>{_xml(case.text)}</system-out>"
    else:
        return f"{name}/>\n"
    return f"{name}>\n      {inside}\n    </testcase>\n"


def _xml(text: str) -> str:
    return escape(_NOT_XML.sub("\ufffd", text))


def _emit(stream: TextIO, text: str) -> None:
    """Write ``text``; in plain ASCII, which is UTF-8 too, where the stream is not UTF-8."""
    if not is_utf8(stream):
        text = text.encode("ascii", "xmlcharrefreplace").decode("ascii")
    stream.write(text)
