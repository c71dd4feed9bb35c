"""The grammar of what rules say of claims and facts: ``claim``, ``across``, ``cleared-by``."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

from aboveboard.facts import FACTS, fact_name
from aboveboard.rulebook.faultlist import Faults
from aboveboard.rulebook.model import CHANGES, CLAIMS, Across, Claimed, Clearing
from aboveboard.rulebook.shape import INVALID, Choice, Key, ListOf, Positioned, Record, Text
from aboveboard.rulebook.wordfile import LEXICON_NAME
from aboveboard.rulebook.yamlfile import Node
from aboveboard.suggest import did_you_mean

__all__ = ["ACROSS", "CLAIM_KEYS", "CLEARED_BY", "claimed_from"]

_STATES = tuple(dict.fromkeys(state for states in CLAIMS.values() for state in states))
_CHANGES = tuple(change for changes in CHANGES.values() for change in changes)
_LENGTH = re.compile(r"(\d{1,4}) (hour|day|week)s?")
_COUNT = re.compile(r"(\d{1,4})(?: (?:documents|posts))?")


def _length(text: str) -> timedelta:
    """A length of time: ``48 hours``, ``30 days``."""
    match = _LENGTH.fullmatch(text.strip())
    if match is None:
        raise ValueError("this must be a length of time, such as 48 hours or 30 days")
    return timedelta(**{f"{match[2]}s": int(match[1])})


def _count(text: str) -> int:
    match = _COUNT.fullmatch(text.strip())
    if match is None or int(match[1]) < 2:
        raise ValueError("this must be a number of documents, 2 or more: 3 documents")
    return int(match[1])


_WITHIN = Key(Text("a length of time", _length), "how far apart at most: 48 hours, 30 days")

# ---------------------------------------------------------------- find: claim

CLAIM_KEYS = {
    "claim": Key(Choice(tuple(CLAIMS)), "a claim with a value: deadline, stock ..."),
    "is": Key(ListOf(Choice(_STATES), or_one=True), "what the claim is, compared with the facts"),
}
"""The keys of ``find`` that make a rule about claims."""


def claimed_from(values: dict[str, Any], node: Node, faults: Faults) -> Any:
    """What ``claim`` and ``is`` say."""
    kind = values["claim"]
    for index, state in enumerate(values["is"]):
        if state not in CLAIMS[kind]:
            faults.add(
                node.get("is", index) or node.get("is") or node,
                f"a {kind} is never '{state}'",
                "it may be " + ", ".join(CLAIMS[kind]),
            )
            return INVALID
    return Claimed(kind, values["is"])


# ---------------------------------------------------------------- find: across


def _make_across(values: dict[str, Any], node: Node, faults: Faults) -> Any:
    kind, change = values.get("claim", ""), values.get("is", "")
    if change and change not in CHANGES[kind]:
        possible = ", ".join(CHANGES[kind])
        said = f"'{change}' is nothing that a {kind} does from one document to the next"
        faults.add(node.get("is") or node, said, f"it may be {possible}")
        return INVALID
    return Across(
        kind,
        change,
        values.get("rule", ()),
        values.get("label", ""),
        values.get("at-least", 2),
        values.get("within"),
    )


ACROSS = Record(
    "across",
    {
        "claim": Key(Choice(tuple(CHANGES)), "a claim that the documents make"),
        "is": Key(Choice(_CHANGES), "what becomes of it from one document to the next"),
        "rule": Key(ListOf(Positioned("the id of a rule"), or_one=True), "rules that find it"),
        "label": Key(LEXICON_NAME, "labels that only some documents of a campaign have"),
        "at-least": Key(Text("a number of documents", _count), "in how many documents"),
        "within": _WITHIN,
    },
    _make_across,
    one_of=[("claim", "rule", "label")],
    along={"is": "claim", "claim": "is"},
)
"""The grammar of ``find: across``."""

# ---------------------------------------------------------------- cleared-by


def _make_fact(values: dict[str, Any], node: Node, faults: Faults) -> Any:
    name = fact_name(values["fact"])
    if name not in FACTS:
        faults.add(node.get("fact") or node, f"'{name}' is not a fact", did_you_mean(name, FACTS))
        return INVALID
    return Clearing(fact=name, within=values.get("within"))


class _ClearingShape:
    """A kind of claim, or a fact with a distance in time."""

    def __init__(self) -> None:
        self._claim = Choice(tuple(CLAIMS))
        self._fact = Record(
            "a clearing",
            {
                "fact": Key(Text("the name of a fact"), "the name of a fact: offer.ends", True),
                "within": _WITHIN,
            },
            _make_fact,
        )

    def read(self, node: Node, faults: Faults) -> Any:
        """The clearing."""
        if node.kind == "mapping":
            return self._fact.read(node, faults)
        claim = self._claim.read(node, faults)
        return claim if claim is INVALID else Clearing(claim)

    def schema(self) -> dict[str, Any]:
        """A kind of claim, or the record."""
        return {"anyOf": [self._claim.schema(), self._fact.schema()]}


CLEARED_BY = ListOf(_ClearingShape(), or_one=True)
"""The grammar of ``cleared-by``."""
