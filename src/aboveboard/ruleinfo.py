"""What reports say of the rules that were found."""

from __future__ import annotations

from collections.abc import Iterable

from aboveboard.findings import Finding
from aboveboard.report import Citation, RuleInfo
from aboveboard.rulebook.book import Rulebook
from aboveboard.rulebook.model import Rule
from aboveboard.suppress import BUILT_IN

__all__ = ["rules_found"]


def rules_found(findings: Iterable[Finding], rulebook: Rulebook) -> dict[str, RuleInfo]:
    """Of each rule that has findings what a report says of it, by id in alphabetical order."""
    first = {finding.rule_id: finding for finding in findings}
    return {
        name: _of_rule(rulebook.rules[name], rulebook)
        if name in rulebook.rules
        else _of_engine(first[name])
        for name in sorted(first)
    }


def _of_rule(rule: Rule, rulebook: Rulebook) -> RuleInfo:
    provisions = rulebook.provisions  # a house may cite a text of its own
    cited = [provisions[cite.text] for cite in rule.cites if cite.text in provisions]
    return RuleInfo(
        rule.id,
        rule.title,
        rule.severity,
        rule.verdict,
        " ".join(rule.why.split()),
        " ".join(rule.advice.split()),
        tuple(Citation(p.title, p.jurisdiction, p.url, p.verified) for p in cited),
    )


def _of_engine(finding: Finding) -> RuleInfo:
    title, advice = BUILT_IN[finding.rule_id]
    return RuleInfo(finding.rule_id, title, finding.severity, finding.verdict, "", advice)
