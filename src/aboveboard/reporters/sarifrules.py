"""Rules as SARIF describes them, for the page that a viewer shows beside an alert."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from aboveboard.reporters.wire import cleaned, read_more

if TYPE_CHECKING:
    from aboveboard.report import Citation, RuleInfo

__all__ = ["descriptor"]

# What GitHub sorts alerts by that are no matter of security.
_PROBLEM = {"error": "error", "warning": "warning", "note": "recommendation"}
_MARKUP = re.compile(r"([\\`*_\[\]<>&#|~])")


def descriptor(rule_id: str, rule: RuleInfo | None) -> dict[str, Any]:
    """The ``reportingDescriptor`` of a rule; of one that the report does not know, its id."""
    said: dict[str, Any] = {"id": cleaned(rule_id), "name": _name(rule_id)}
    category = rule_id.partition("/")[0]
    if rule is None:
        return said | {"properties": {"tags": [cleaned(category)]}}
    said["shortDescription"] = {"text": cleaned(rule.title)}
    said["fullDescription"] = {"text": cleaned(rule.why or rule.title)}
    if url := read_more(rule):
        said["helpUri"] = cleaned(url)
    said["help"] = {"text": cleaned(_text(rule)), "markdown": cleaned(_markdown(rule))}
    said["defaultConfiguration"] = {"level": rule.severity}
    said["properties"] = {
        "tags": [cleaned(category), rule.verdict],
        "problem.severity": _PROBLEM[rule.severity],
    }
    return said


def _name(rule_id: str) -> str:
    """``urgency/last-chance`` as the standard likes a name: ``UrgencyLastChance``."""
    words = re.split(r"[\W_]+", cleaned(rule_id))
    return "".join(word[:1].upper() + word[1:] for word in words) or "Rule"


def _text(rule: RuleInfo) -> str:
    paragraphs = [rule.why, f"What to do: {rule.advice}"]
    if rule.cites:
        paragraphs.append("\n".join(["What it rests on:", *map(_cited, rule.cites)]))
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph)


def _cited(cited: Citation) -> str:
    where = f" ({cited.jurisdiction})" if cited.jurisdiction else ""
    return f"- {cited.title}{where} {cited.url}".rstrip()


def _markdown(rule: RuleInfo) -> str:
    paragraphs = [_plain(rule.why), f"**What to do:** {_plain(rule.advice)}"]
    if rule.cites:
        lines = [_cited_link(cited) for cited in rule.cites]
        paragraphs.append("\n".join(["**What it rests on:**", "", *lines]))
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph)


def _cited_link(cited: Citation) -> str:
    title = _plain(cited.title)
    said = f"[{title}](<{cited.url}>)" if cited.url else title
    return f"- {said}" + (f" ({_plain(cited.jurisdiction)})" if cited.jurisdiction else "")


def _plain(text: str) -> str:
    """``text`` with the characters escaped that Markdown would read."""
    return _MARKUP.sub(r"\\\1", text)
