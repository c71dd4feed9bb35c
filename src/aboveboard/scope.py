"""Scope: which rules are for a document, a part, a place and a day."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Hashable, Iterable
from datetime import date, timedelta
from typing import NamedTuple

from aboveboard.facts import Facts, day_of_moment
from aboveboard.passage import LINKS, Passage
from aboveboard.rulebook.model import Rule, Scope

__all__ = ["Hindrance", "Scopes", "applies", "binds", "day_of", "hindrance", "wants"]

_MOST_KEPT = 1000


def day_of(facts: Facts) -> date | None:
    """The day on which a document goes out, or None."""
    published = facts.get("published")
    return None if published is None else day_of_moment(published)


def wants(scope: Scope, passage: Passage) -> bool:
    """Whether a rule with this scope looks at a passage at all."""
    name = passage.part_name
    if name == LINKS:
        return LINKS in scope.parts
    return (not scope.parts or name in scope.parts) and name not in scope.not_parts


def applies(rule: Rule, facts: Facts, day: date) -> bool:
    """Whether a rule is for a document with these facts, on this day."""
    return hindrance(rule, facts, day) is None


class Hindrance(NamedTuple):
    """Why a rule is not for a document: what the rule wants of ``name``, and what there is.

    ``name`` is a fact, or ``day`` with ISO dates; an empty bound or value is none or not known.
    """

    name: str
    wanted: tuple[str, ...]
    has: tuple[str, ...]


def hindrance(rule: Rule, facts: Facts, day: date) -> Hindrance | None:
    """The first thing that keeps a rule from a document with these facts, on this day."""
    scope = rule.scope
    first, last = rule.in_force
    if (first is not None and day < first) or (last is not None and last < day):
        bounds = ("" if bound is None else bound.isoformat() for bound in (first, last))
        return Hindrance("day", tuple(bounds), (day.isoformat(),))
    language = facts.get("language", "en").partition("-")[0]
    if "any" not in scope.languages and language not in scope.languages:
        return Hindrance("language", scope.languages, (language,))
    for wanted, name in (
        (scope.kinds, "kind"),
        (scope.platforms, "platform"),
        (scope.ad_categories, "ad-category"),
    ):
        value = facts.get(name)
        if wanted and value not in wanted:
            return Hindrance(name, wanted, () if value is None else (value,))
    places = facts.get("jurisdictions", ())
    if scope.jurisdictions and not any(
        binds(wanted, selected) for wanted in scope.jurisdictions for selected in places
    ):
        return Hindrance("jurisdictions", scope.jurisdictions, places)
    return None


class Scopes:
    """Which of many rules are for a document: asked once for all documents with equal facts."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._rules = tuple(rules)
        bounds = set()
        for rule in self._rules:
            first, last = rule.in_force
            bounds |= {first} if first else set()
            bounds |= {last + timedelta(days=1)} if last and last < date.max else set()
        self._bounds = sorted(bounds)
        self._kept: dict[Hashable, frozenset[str]] = {}

    def of(self, facts: Facts, day: date) -> frozenset[str]:
        """The ids of the rules that apply to a document with these facts, on this day."""
        names = ("language", "kind", "platform", "ad-category", "jurisdictions")
        key = (bisect(self._bounds, day), *map(facts.get, names))
        if key not in self._kept:
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            self._kept[key] = frozenset(r.id for r in self._rules if applies(r, facts, day))
        return self._kept[key]


_EU = frozenset(
    "at be bg hr cy cz dk ee fi fr de gr hu ie it lv lt lu mt nl pl pt ro sk si es se".split()
)


def binds(law: str, place: str) -> bool:
    """Whether the law of ``law`` holds in ``place``: its own, its country's, the Union's."""
    country = place.partition("-")[0]
    return law in {place, country} or (law == "eu" and country in _EU)
