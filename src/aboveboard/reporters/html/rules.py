"""The markup of the rules: why each is there, and what it rests on."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from aboveboard.reporters.html.markup import Html, link, tag
from aboveboard.reporters.html.words import rule_anchor
from aboveboard.reporters.summary import counted
from aboveboard.reporters.visible import one_line

if TYPE_CHECKING:
    from aboveboard.report import Report, RuleInfo

__all__ = ["rules_section"]


def rules_section(report: Report) -> Html | None:
    """Each rule that was found, once."""
    if not report.rules:
        return None
    counts = Counter(f.rule_id for f in report.findings)
    return tag(
        "section",
        tag("h2", "The rules behind the notes", id="rules-title"),
        [_rule(info, counts[name]) for name, info in report.rules.items()],
        id="rules",
        aria_labelledby="rules-title",
    )


def _rule(info: RuleInfo, count: int) -> Html:
    cites = [
        tag("li", link(c.url, c.title), None if c.verified else " (official text not read)")
        for c in info.cites
    ]
    return tag(
        "section",
        tag("h3", one_line(info.title)),
        tag("p", tag("code", info.id), f" \u00b7 {counted(count, 'finding')}", class_="rule-id"),
        tag("p", info.why) if info.why else None,
        tag("ul", cites) if cites else None,
        id=rule_anchor(info.id),
        class_="rule",
        tabindex="-1",
    )
