"""What keeps a rule from running at all, or from a document as a whole."""

from __future__ import annotations

from datetime import date

from aboveboard.facts import Facts
from aboveboard.rulebook.model import Rule
from aboveboard.scope import Hindrance, hindrance
from aboveboard.settings import Settings
from aboveboard.whynot.reason import listed

__all__ = ["not_for", "not_running", "not_selected", "parts_wanted"]


def not_running(rule: Rule) -> tuple[str, str] | None:
    """The kind and the sentence for a rule that never runs: a draft, or one that is retired."""
    if rule.status == "draft":
        return "draft", f"{rule.id} is a draft; only its own examples run it."
    if rule.status == "retired":
        instead = f"; {rule.replaced_by} takes its place" if rule.replaced_by else ""
        return "retired", f"{rule.id} is retired{instead}."
    return None


def not_selected(settings: Settings, rule_id: str) -> tuple[str, str] | None:
    """The kind and the sentence for a rule that the settings leave out, with the name that does."""
    if settings.selects(rule_id):
        return None
    names = [name for name in settings.ignore if _names(name, rule_id)]
    chosen = [name for name in settings.select if _names(name, rule_id)]
    if settings.select and not chosen:
        said = listed(settings.select, "and")
        return "not-selected", f"{rule_id} is not selected: the settings select {said} only."
    longest = max(names, key=len)
    return "ignored", f"{rule_id} is left out: the settings ignore '{longest}'."


def _names(name: str, rule_id: str) -> bool:
    return (
        name == "all" or rule_id == name.rstrip("/") or rule_id.startswith(name.rstrip("/") + "/")
    )


def not_for(rule: Rule, facts: Facts, day: date) -> tuple[str, str] | None:
    """The kind and the sentence for a rule that is not for a document with these facts."""
    found = hindrance(rule, facts, day)
    if found is None:
        return None
    if found.name == "day":
        return "in-force", _out_of_force(rule, found)
    name = _CALLED.get(found.name, found.name)
    several = "s" if len(found.has) > 1 else ""  # jurisdictions; of the others there is one
    has = f"has the {name}{several} {listed(found.has, 'and')}" if found.has else f"names no {name}"
    return found.name, f"{rule.id} is for the {name} {listed(found.wanted)}; this text {has}."


_CALLED = {
    "ad-category": "ad category",
    "jurisdictions": "jurisdiction",
    "kind": "kind of document",
}


def _out_of_force(rule: Rule, found: Hindrance) -> str:
    first, last = found.wanted
    (day,) = found.has
    if first and day < first:
        return f"{rule.id} is in force from {first}; this text counts for {day}."
    return f"{rule.id} was in force until {last}; this text counts for {day}."


def parts_wanted(rule: Rule) -> str:
    """Which parts a rule looks at, in words."""
    scope = rule.scope
    if scope.parts:
        return f"it looks at {listed(scope.parts, 'and')} only"
    return f"it does not look at {listed(scope.not_parts)}"
