"""The grammar of a rule's fixes: what may be done about a finding, with a before and an after."""

from __future__ import annotations

from typing import Any

from aboveboard.rulebook.examplefile import FORMATS
from aboveboard.rulebook.factsfile import FactsShape
from aboveboard.rulebook.faultlist import Faults
from aboveboard.rulebook.model import OUTCOMES, FixExample, Recipe
from aboveboard.rulebook.shape import (
    INVALID,
    Choice,
    Flag,
    Key,
    ListOf,
    MapOf,
    Positioned,
    Record,
    Text,
)
from aboveboard.rulebook.yamlfile import Node

__all__ = ["FIXES", "FRONT"]

FRONT = "front"
"""The place to which words may be moved: before the first words of their part."""


def _make_example(values: dict[str, Any], node: Node, faults: Faults) -> Any:
    if values["before"] == values["after"]:
        faults.add(node, "nothing changes from 'before' to 'after'")
        return INVALID
    return FixExample(
        node.start,
        values["before"],
        values["after"],
        values.get("facts", {}),
        values.get("format", "text"),
    )


_EXAMPLE = Record(
    "an example of a fix",
    {
        "before": Key(Text(), "copy that the rule flags once", True),
        "after": Key(Text(), "the copy with the fix made", True),
        "facts": Key(FactsShape(), "what is known besides the words"),
        "format": Key(Choice(FORMATS), "how the copy is written"),
    },
    _make_example,
)

_ACTIONS = ("swap", "replace", "remove", "cut", "plain", "move", "begin")


def _make_recipe(values: dict[str, Any], node: Node, faults: Faults) -> Any:
    for key in ("remove", "plain"):
        if values.get(key) is False:
            faults.add(node.get(key) or node, f"'{key}' is yes, or is left out")
            return INVALID
    return Recipe(
        node.start,
        values["title"],
        values["examples"],
        safe=values.get("safe", False),
        outcomes=values.get("outcome", ()),
        swap=values.get("swap", {}),
        replace=values.get("replace", ""),
        remove=values.get("remove", False),
        cut=values.get("cut", ()),
        plain=values.get("plain", False),
        to_front=values.get("move") == FRONT,
        begin=values.get("begin", ""),
    )


FIXES = ListOf(
    Record(
        "a fix",
        {
            "title": Key(Text(), "what it does, as an order: Write the label in full", True),
            "safe": Key(Flag(), "whether it cannot change what the copy claims"),
            "outcome": Key(ListOf(Choice(OUTCOMES), or_one=True), "the outcomes that it is for"),
            "swap": Key(
                MapOf(ListOf(Text(), or_one=True), name="swap"),
                "what to write for which of the marked words, which are regular expressions; of "
                "several the first that settles it; {offer.ends} stands for that fact",
            ),
            "replace": Key(Text(), "what to write instead; {offer.ends} stands for that fact"),
            "remove": Key(Flag(), "take the marked words out"),
            "cut": Key(
                ListOf(Positioned("a regular expression"), or_one=True),
                "take out what this finds in the marked words",
            ),
            "plain": Key(Flag(), "write the marked words in plain letters"),
            "move": Key(Choice((FRONT,)), "move the marked words before the first of their part"),
            "begin": Key(Text(), "put this before the first words of the part"),
            "examples": Key(ListOf(_EXAMPLE), "copy before and after", True),
        },
        _make_recipe,
        one_of=[_ACTIONS],
    ),
    or_one=True,
)
"""The grammar of ``fix``."""
