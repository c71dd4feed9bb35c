"""A rule as data, for ``aboveboard explain RULE --format json``."""

from __future__ import annotations

from datetime import date
from typing import Any

from aboveboard.rulebook.book import Rulebook
from aboveboard.rulebook.model import Example, Recipe, Rule
from aboveboard.suppress import BUILT_IN

__all__ = ["rule_data"]


def rule_data(rulebook: Rulebook, rule: Rule | str) -> dict[str, Any]:
    """A rule, or a rule of the engine by its id, as values that JSON has."""
    if isinstance(rule, str):
        title, advice = BUILT_IN[rule]
        return {
            "id": rule,
            "title": title,
            "status": "stable",
            "severity": "warning",
            "verdict": "rewrite",
            "why": "",
            "advice": advice,
            "replaced_by": None,
            "in_force": _period(None, None),
            "cites": [],
            "examples": {"flag": [], "pass": []},
            "fixes": [],
        }
    cited = [rulebook.provisions[cite.text] for cite in rule.cites]
    shown = [example for example in rule.examples if not example.todo]
    return {
        "id": rule.id,
        "title": rule.title,
        "status": rule.status,
        "severity": rule.severity,
        "verdict": rule.verdict,
        "why": rule.why.strip(),
        "advice": rule.advice.strip(),
        "replaced_by": rule.replaced_by or None,
        "in_force": _period(*rule.in_force),
        "cites": [
            {
                "id": provision.key,
                "title": provision.title,
                "jurisdiction": provision.jurisdiction,
                "body": provision.body.strip(),
                "url": provision.url or None,
                "verified": provision.verified,
                "in_force": _period(provision.starts, provision.until),
            }
            for provision in cited
        ],
        "examples": {
            "flag": [_example(example) for example in shown if example.flag],
            "pass": [_example(example) for example in shown if not example.flag],
        },
        "fixes": [_fix(recipe) for recipe in rule.fixes],
    }


def _period(first: date | None, last: date | None) -> dict[str, str | None]:
    return {
        "from": None if first is None else first.isoformat(),
        "until": None if last is None else last.isoformat(),
    }


def _example(example: Example) -> dict[str, Any]:
    """An example: its posts, or its parts with their marks (offsets in code points) and facts."""
    if example.posts:
        return {"posts": [_example(post) for post in example.posts]}
    return {
        "parts": {name: str(text) for name, text in example.parts.items()},
        "format": example.format,
        "facts": {name: _plain(value) for name, value in example.facts.items()},
        "marks": [
            {"part": part, "start": start, "end": end, "text": example.parts[part][start:end]}
            for part, start, end in example.spans
        ],
    }


def _fix(recipe: Recipe) -> dict[str, Any]:
    """A fix: what it does, the outcomes that it is for (none: all), and copy before and after."""
    return {
        "title": recipe.title,
        "safe": recipe.safe,
        "outcomes": list(recipe.outcomes),
        "examples": [
            {
                "before": str(example.before),
                "after": str(example.after),
                "format": example.format,
                "facts": {name: _plain(value) for name, value in example.facts.items()},
            }
            for example in recipe.examples
        ],
    }


def _plain(value: Any) -> Any:
    """A fact as JSON has it; dates and the like as they are written."""
    if isinstance(value, dict):
        return {str(name): _plain(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    return value if value is None or isinstance(value, bool | int | float) else str(value)
