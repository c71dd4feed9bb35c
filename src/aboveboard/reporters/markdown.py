"""The ``markdown`` format: a summary for a pull request, a merge request or a job's page.

It is GitHub's Markdown (https://github.github.com/gfm/), which GitLab and others read, too.  A
comment on GitHub holds 65,536 characters, so the graver findings come first and the rest are
counted.  Copy stays plain text: marks are escaped, and names and numbers of issues in it neither
call anybody nor link anywhere.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from html import escape
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, TextIO

from aboveboard.reporters.posts import whereabouts
from aboveboard.reporters.summary import counted, summary_line
from aboveboard.reporters.visible import emit, one_line, problem_place, visible

if TYPE_CHECKING:
    from aboveboard.findings import Finding
    from aboveboard.report import Report
    from aboveboard.reporters.options import ReportOptions

__all__ = ["ROOM", "write"]

ROOM = 60_000
"""Characters of findings; what comes before and after needs some, too."""
_MOST_PROBLEMS = 20
_LONGEST = 600  # characters of a message or piece of advice
_SEVERITIES = ("error", "warning", "note")

_MARKS = re.compile(r"[\\`*_\[\]<>~&$|]|(?<=^\d)[.)]|(?<=^\d\d)[.)]|^[#+\-=]")
# What GitHub and GitLab make links of, and calls to people, after they have read the escapes:
# an empty comment parts them.
_CALLS = re.compile(r"[@#!$%&~^](?=[\w@\"*])|\w(?=://)|\bwww(?=\.)|:(?=[\w+-]+:)", re.IGNORECASE)
_PART = "<!-- -->"


def write(report: Report, stream: TextIO, options: ReportOptions) -> None:
    """Write the summary, a table of documents, then the findings of each."""
    emit(stream, "## aboveboard\n\n")
    emit(stream, f"**{_plain(summary_line(report, options))}**\n")
    for remark in report.remarks:
        emit(stream, f"\n> {_plain(remark)}\n")
    counts: dict[str, Counter[str]] = {}
    for finding in report.findings:
        counts.setdefault(finding.document, Counter())[finding.severity] += 1
    shown, left = _chosen(report.findings)
    for document, findings in groupby(shown, key=lambda item: item[0].document):
        emit(stream, _heading(document, counts[document]))
        for _, text in findings:
            emit(stream, text)
        emit(stream, "\n</details>\n")
    if left:
        emit(stream, f"\n... and {counted(left, 'more finding')}.\n")
    emit(stream, "".join(_problems(report)))
    if report.findings:
        emit(stream, "\nA finding says what may mislead. It is no legal advice.\n")


def _chosen(findings: Iterable[Finding]) -> tuple[list[tuple[Finding, str]], int]:
    """The findings for which there is room, the graver first, in their order; and how many are
    left.
    """
    room = ROOM
    texts: dict[int, str] = {}
    listed = list(findings)
    order = sorted(range(len(listed)), key=lambda index: _SEVERITIES.index(listed[index].severity))
    documents: set[str] = set()
    for index in order:
        finding = listed[index]
        text = _finding(finding)
        needed = len(text)
        if finding.document not in documents:
            needed += len(_heading(finding.document, Counter())) + 60
        if needed > room:
            break
        room -= needed
        documents.add(finding.document)
        texts[index] = text
    return [(listed[index], texts[index]) for index in sorted(texts)], len(listed) - len(texts)


def _heading(document: str, counts: Counter[str]) -> str:
    said = ", ".join(
        counted(counts[severity], severity) for severity in _SEVERITIES if counts[severity]
    )
    is_open = " open" if counts["error"] else ""
    return f"\n<details{is_open}><summary>{_inline(document)}: {said}</summary>\n\n"


def _finding(finding: Finding) -> str:
    line, column = finding.source.position(finding.start)
    where = f"line {line}, column {column}" if finding.row is None else whereabouts(finding)
    lines = [
        f"- **{finding.severity}** {_plain(where)}, {_code(finding.rule_id)}",
        f"  {_plain(finding.message)}",
        f"  *What to do:* {_plain(finding.advice)}",
    ]
    if finding.settles:
        lines.append(f"  *Settled by:* {_code(finding.settles)}")
    return "\\\n".join(lines) + "\n"


def _problems(report: Report) -> Iterator[str]:
    problems = sorted(report.problems, key=lambda problem: problem.level != "error")
    if problems:
        yield "\n### Not checked, or not wholly\n\n"
    for problem in problems[:_MOST_PROBLEMS]:
        where = problem_place(problem)
        yield f"- {_code(where) + ': ' if where else ''}{_plain(problem.message)}\n"
    if len(problems) > _MOST_PROBLEMS:
        yield f"- ... and {counted(len(problems) - _MOST_PROBLEMS, 'more problem')}\n"


def _plain(text: str) -> str:
    """A text on one line that is read as it stands."""
    return _parted(_short(one_line(text)), lambda piece: _MARKS.sub(r"\\\g<0>", piece))


def _inline(text: str) -> str:
    """A text inside of an element, where HTML is read and Markdown is not."""
    return _parted(_short(visible(text)), escape)


def _parted(text: str, escaped: Callable[[str], str]) -> str:
    """``text``, escaped, with an empty comment where something would become a link or a call."""
    ends = [0, *(call.end() for call in _CALLS.finditer(text)), len(text)]
    return _PART.join(escaped(text[start:end]) for start, end in pairwise(ends))


def _code(text: str) -> str:
    """A text as code: nothing in it means anything."""
    shown = _short(one_line(text))
    longest = max((len(run) for run in re.findall(r"`+", shown)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if shown[:1] in {"`", " "} or shown[-1:] in {"`", " "} else ""
    return f"{fence}{pad}{shown}{pad}{fence}"


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1].rstrip() + "…"
