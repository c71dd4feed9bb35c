"""Offers as they stand in a configuration, or in a file of their own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from aboveboard.facts import FACTS, Facts, day_of_moment, fact_name, read_facts
from aboveboard.rulebook.faultlist import Faults
from aboveboard.rulebook.mark import Phrase
from aboveboard.rulebook.values import INVALID, Text, wrong
from aboveboard.rulebook.yamlfile import Node, plain_value, read_text
from aboveboard.suggest import did_you_mean

__all__ = ["OffersKey", "OffersShape", "load_offers"]

_KEYS = {
    name.removeprefix("offer."): name
    for name in FACTS
    if name.startswith("offer.") and name != "offer.id"
} | {"code": "code"}
"""The keys of an offer, and the facts that they are."""


class OffersShape:
    """Offers as they stand in a file: a mapping from names to their facts, read strictly."""

    def read(self, node: Node, faults: Faults) -> Any:
        """The offers by name, as facts."""
        if node.kind != "mapping":
            return wrong(
                node, faults, "names of offers, each with its facts (ends: 2026-11-30 ...)"
            )
        before = len(faults.found)
        found: dict[str, Facts] = {}
        seen: dict[str, str] = {}
        for key, value in node.pairs():
            folded = key.text.casefold()
            if folded in seen:
                faults.add(key, f"the offer '{key.text}' has the name of '{seen[folded]}'")
            seen[folded] = key.text
            facts = _read_offer(value, faults)
            found[key.text] = facts.over(Facts({"offer.id": key.text}))
        return INVALID if len(faults.found) > before else found

    def schema(self) -> dict[str, Any]:
        """The names of the facts; their values are left to the linter."""
        docs = {key: {"description": FACTS[name][1]} for key, name in _KEYS.items()}
        offer = {"type": "object", "properties": docs, "additionalProperties": False}
        return {"type": "object", "additionalProperties": offer}


def _read_offer(node: Node, faults: Faults) -> Facts:
    if node.kind != "mapping":
        wrong(node, faults, f"the facts of an offer ({', '.join(_KEYS)})")
        return Facts()
    found: dict[str, Any] = {}
    places: dict[str, Node] = {}
    for key, value in node.pairs():
        name = _KEYS.get(fact_name(key.text))
        if name is None:
            hint = did_you_mean(fact_name(key.text), _KEYS) or f"known are: {', '.join(_KEYS)}"
            faults.add(key, f"unknown key '{key.text}' in an offer", hint)
            continue
        if name in places:
            faults.add(key, f"'{fact_name(key.text)}' is said twice of this offer")
        places[name] = value
        facts, errors = read_facts({name: plain_value(value)})
        for error in errors:
            faults.add(value, error.message)
        found.update(facts)
    starts, ends = found.get("offer.starts"), found.get("offer.ends")
    if starts is not None and ends is not None and day_of_moment(ends) < day_of_moment(starts):
        faults.add(places["offer.ends"], "this offer ends before it starts")
    return Facts(found)


class OffersKey:
    """Offers, or the path of a file that holds them."""

    def read(self, node: Node, faults: Faults) -> Any:
        """The offers by name, or the path as a phrase."""
        if node.kind == "text":
            name = Text("offers by name, or the path of a file with them").read(node, faults)
            return INVALID if name is INVALID else Phrase(name, node.start)
        return OffersShape().read(node, faults)

    def schema(self) -> dict[str, Any]:
        """A path, or the offers."""
        return {"anyOf": [{"type": "string", "pattern": r"\S"}, OffersShape().schema()]}


def load_offers(config: Path, named: Phrase, faults: Faults) -> Any:
    """The offers in the file that a configuration names; its faults join the others."""
    path = config.parent / named.text
    try:
        found = Faults(str(path), read_text(path))
    except UnicodeDecodeError:
        faults.add(named.mark, f"the file of offers '{named.text}' is not UTF-8")
        return INVALID
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        faults.add(named.mark, f"the file of offers '{named.text}' cannot be read: {reason}")
        return INVALID
    root = found.parse(may_be_empty=True)
    offers = {} if root is None else OffersShape().read(root, found)
    faults.found += found.found
    return offers
