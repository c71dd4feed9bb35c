"""Facts under the names that other tools give them.

The names are data, ``data/fact-names.yaml``, each with its source.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from aboveboard.facts import read_fact
from aboveboard.rulebook.yamlfile import read_data
from aboveboard.sources.moments import read_moment

__all__ = ["Known", "read_known", "read_moment"]


@dataclass(frozen=True, slots=True)
class Known:
    """What a known name with its value says.

    ``rank`` orders what is said about one fact: the lowest wins.  ``component`` is what a
    theme prints because of it, or empty.
    """

    rank: int
    facts: Mapping[str, Any]
    component: str = ""


@dataclass(frozen=True, slots=True)
class _Entry:
    rank: int
    form: str
    fact: str = ""
    yes: Mapping[str, Any] = field(default_factory=dict)
    no: Mapping[str, Any] = field(default_factory=dict)
    choices: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    component: str = ""


_SQUEEZE = re.compile(r"[\W_]+")


def _squeezed(name: str) -> str:
    return _SQUEEZE.sub("", name).lower()


def _typed(facts: Mapping[str, Any] | None) -> Mapping[str, Any]:
    return {name: read_fact(name, value) for name, value in (facts or {}).items()}


@cache
def _entries() -> Mapping[str, _Entry]:
    found: dict[str, _Entry] = {}
    for raw in read_data("fact-names.yaml")["entries"]:
        # A later name of an entry gives way to an earlier one too: date to publishDate.
        for name in raw["names"]:
            found[_squeezed(name)] = _Entry(
                len(found),
                raw["as"],
                raw.get("fact", ""),
                _typed(raw.get("yes")),
                _typed(raw.get("no")),
                {word: _typed(facts) for word, facts in raw.get("choices", {}).items()},
                raw.get("component", ""),
            )
    return found


_YES, _NO = frozenset({"true", "yes", "on", "1"}), frozenset({"false", "no", "off", "0", "none"})


def _word(value: Any) -> str:
    return str(value).strip().lower()


def read_known(name: str, value: Any) -> Known | None:
    """What ``name`` with the plain ``value`` says, or None for a name that is not listed.

    None too where nothing can be told: no value, a template's placeholder, a list of several
    where there is room for one.  Raises ValueError, with what was wanted, for a value that
    does not fit.
    """
    entry = _entries().get(_squeezed(name))
    if entry is None or value is None:
        return None
    if isinstance(value, str) and (not value.strip() or "{{" in value):
        return None
    facts, said = _read(entry, value)
    return Known(entry.rank, facts, entry.component if said else "")


def _read(entry: _Entry, value: Any) -> tuple[Mapping[str, Any], bool]:
    """The facts, and whether the value was a yes."""
    match entry.form:
        case "labels":
            labels = value if isinstance(value, list) else str(value).split(",")
            for label, facts in entry.choices.items():
                if any(_word(item).replace("-", " ").replace("_", " ") == label for item in labels):
                    return facts, True
            return {}, False
        case "flag":
            if _word(value) in _YES:
                return entry.yes, True
            if _word(value) in _NO:
                return entry.no, False
            raise ValueError("yes or no")
        case "choice":
            word = _word(value).replace("_", "-").replace(" ", "-")
            for choice, facts in entry.choices.items():
                if choice.replace("_", "-") == word:
                    return facts, choice not in {"none", "false"}
            raise ValueError("one of " + ", ".join(entry.choices))
    if isinstance(value, list):
        if len(value) != 1:
            return {}, False
        value = value[0]
    if isinstance(value, dict):
        raise ValueError("one text")
    if entry.form == "date":
        # Jekyll's "published: false" hides a page.
        return ({} if isinstance(value, bool) else {entry.fact: read_moment(value)}), True
    if entry.form == "name":
        if _word(value) in _NO or not _word(value):
            return entry.no, False
        if _word(value) in _YES:
            return entry.yes, True
        return {**entry.yes, entry.fact: read_fact(entry.fact, value)}, True
    return {entry.fact: read_fact(entry.fact, str(value).replace("_", "-"))}, True
