"""Scope: which rules are for a document, a part, a place and a day."""

from __future__ import annotations

from datetime import date, datetime

from aboveboard.facts import Facts
from aboveboard.passage import LINKS, Passage
from aboveboard.rulebook.model import Rule, Scope

__all__ = ["applies", "binds", "day_of", "wants"]


def day_of(facts: Facts) -> date | None:
    """The day on which a document goes out, or None."""
    published = facts.get("published")
    return published.date() if isinstance(published, datetime) else published


def wants(scope: Scope, passage: Passage) -> bool:
    """Whether a rule with this scope looks at a passage at all."""
    name = passage.part_name
    if name == LINKS:
        return LINKS in scope.parts
    return (not scope.parts or name in scope.parts) and name not in scope.not_parts


def applies(rule: Rule, facts: Facts, day: date) -> bool:
    """Whether a rule is for a document with these facts, on this day."""
    scope = rule.scope
    first, last = rule.in_force
    if (first is not None and day < first) or (last is not None and last < day):
        return False
    language = facts.get("language", "en").partition("-")[0]
    if "any" not in scope.languages and language not in scope.languages:
        return False
    for wanted, name in (
        (scope.kinds, "kind"),
        (scope.platforms, "platform"),
        (scope.ad_categories, "ad-category"),
    ):
        if wanted and facts.get(name) not in wanted:
            return False
    return not scope.jurisdictions or any(
        binds(wanted, selected)
        for wanted in scope.jurisdictions
        for selected in facts.get("jurisdictions", ())
    )


_EU = frozenset(
    "at be bg hr cy cz dk ee fi fr de gr hu ie it lv lt lu mt nl pl pt ro sk si es se".split()
)


def binds(law: str, place: str) -> bool:
    """Whether the law of ``law`` holds in ``place``: its own, its country's, the Union's."""
    country = place.partition("-")[0]
    return law in {place, country} or (law == "eu" and country in _EU)
