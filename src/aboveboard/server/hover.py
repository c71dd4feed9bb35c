"""Hover: what the rule behind a finding says, and what would settle it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from aboveboard.findings import Finding
from aboveboard.report import Citation, RuleInfo
from aboveboard.reporters.visible import one_line
from aboveboard.rulebook.model import VERDICTS
from aboveboard.server.diagnostics import https

__all__ = ["at", "explained"]

# What Markdown would obey; messages hold copy, which comes from anyone.
_MARKS = re.compile(r"[\\`*_\[\]<>~&|#!]|:(?=//)")


def at(findings: Iterable[Finding], text: str, offset: int) -> list[Finding]:
    """The findings at an offset of ``text``; right behind the last character still counts."""
    return [
        finding
        for finding in findings
        if finding.source.text == text and finding.start <= offset <= finding.end
    ]


def explained(finding: Finding, rule: RuleInfo | None, *, markdown: bool) -> str:
    """A finding and its rule in plain words, as Markdown or as plain text."""
    said = _marked if markdown else one_line
    strong = "**" if markdown else ""
    title = rule.title if rule else finding.rule_id
    code = f"`{finding.rule_id}`" if markdown else finding.rule_id
    lines = [f"{strong}{said(title)}{strong} ({code}, {finding.severity})", said(finding.message)]
    lines.append(f"{strong}What to do:{strong} {said(finding.advice)}")
    if finding.settles:
        lines.append(f"{strong}The fact that settles it:{strong} {said(finding.settles)}")
    elif finding.verdict in VERDICTS:
        lines.append(f"{strong}Verdict:{strong} {finding.verdict}, {VERDICTS[finding.verdict]}")
    if rule and rule.why:
        lines.append(f"{strong}Why:{strong} {said(rule.why)}")
    if rule and rule.cites:
        cited = "\n".join(_cited(rule.cites, markdown=markdown))
        lines.append(f"{strong}Rests on:{strong}\n{cited}")
    example = f"aboveboard: ignore {finding.rule_id} -- your reason"
    shown = f"`{example}`" if markdown else example
    lines.append(f"{strong}Where it is right, say so in a comment:{strong} {shown}")
    return "\n\n".join(lines)


def _cited(cites: Iterable[Citation], *, markdown: bool) -> Iterator[str]:
    for cite in cites:
        mark = "" if cite.verified else " (not checked against the official text)"
        address = https(cite.url)
        if markdown:
            title = _marked(cite.title)
            linked = f"[{title}](<{address.translate(_QUOTED)}>)" if address else title
            yield f"- {linked}, {_marked(cite.jurisdiction)}{mark}"
        else:
            link = f" {address}" if address else ""
            yield f"- {one_line(cite.title)}, {one_line(cite.jurisdiction)}{link}{mark}"


_QUOTED = str.maketrans({"<": "%3C", ">": "%3E", "\\": "%5C"})


def _marked(text: str) -> str:
    return _MARKS.sub(lambda found: "\\" + found[0], one_line(text))
