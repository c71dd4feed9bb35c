"""Lexicons and provisions: shared lists as data, with source, date and tier."""

from __future__ import annotations

from typing import Any

from aboveboard.rulebook.book import GRADES, TIER_CAPS, Lexicon, Provision
from aboveboard.rulebook.faultlist import Faults
from aboveboard.rulebook.model import STRENGTHS, Exceptions
from aboveboard.rulebook.schema import EXCEPT, WORD_KEYS, iso_date, words_from
from aboveboard.rulebook.shape import INVALID, Choice, Flag, Key, Lines, MapOf, Number, Record, Text
from aboveboard.rulebook.yamlfile import Node

__all__ = ["LEXICON", "PROVISIONS"]


def _make_lexicon(values: dict[str, Any], node: Node, faults: Faults) -> Any:
    words = words_from(values)
    filled = [bool(words), *(key in values for key in ("links", "labels", "folds"))]
    if sum(filled) != 1:
        faults.add(
            node,
            "a lexicon holds one thing: words (phrases, pattern, regex), links, labels or folds",
        )
        return INVALID
    return Lexicon(
        "",
        faults.path,
        values["title"],
        values["source"],
        words,
        values.get("except", Exceptions()),
        values.get("links", {}),
        values.get("labels", {}),
        values.get("folds", {}),
    )


LEXICON = Record(
    "a lexicon",
    {
        "title": Key(Text(), "what the lexicon lists", True),
        "source": Key(Text(), "where it comes from", True),
        "date": Key(Text("a date", iso_date), "when it was last looked at", True),
        "tier": Key(Choice(tuple(TIER_CAPS)), "the force of its source, A to E"),
        **WORD_KEYS,
        "except": Key(EXCEPT, "what is not meant"),
        "links": Key(MapOf(Lines(), STRENGTHS, "links"), "link forms by strength"),
        "labels": Key(
            MapOf(MapOf(Lines(), GRADES, "the labels of a jurisdiction"), (), "labels"),
            "disclosure wordings by jurisdiction and grade",
        ),
        "folds": Key(MapOf(Number(1, 100_000)), "characters before 'more', by platform"),
    },
    _make_lexicon,
)
"""The grammar of a lexicon file."""


def _make_provision(values: dict[str, Any], node: Node, faults: Faults) -> Any:
    return Provision(
        "",
        values["title"],
        values["body"],
        values["jurisdiction"],
        values["tier"],
        values.get("url", ""),
        values.get("verified", False),
        values.get("from"),
        values.get("until"),
    )


PROVISIONS = MapOf(
    Record(
        "a provision",
        {
            "title": Key(Text(), "its short name, as findings cite it", True),
            "body": Key(Text(), "what it says, in our words", True),
            "jurisdiction": Key(Text(), "whose it is: us, us-ny, eu, uk, instagram ...", True),
            "tier": Key(Choice(tuple(TIER_CAPS)), "its force: A law ... E observation", True),
            "from": Key(Text("a date", iso_date), "the first day it is in force"),
            "until": Key(Text("a date", iso_date), "the last day it is in force"),
            "url": Key(Text(), "where to read it"),
            "verified": Key(Flag(), "whether the text itself was read", True),
        },
        _make_provision,
    ),
    (),
    "provisions",
)
"""The grammar of ``provisions.yaml``."""
