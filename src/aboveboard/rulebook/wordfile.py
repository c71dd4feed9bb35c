"""The grammar of words to look for: phrases, patterns and regular expressions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from aboveboard.rulebook.faultlist import Faults
from aboveboard.rulebook.model import WORD_CLASSES, Step, Words
from aboveboard.rulebook.shape import (
    INVALID,
    AnyOf,
    AnyValue,
    Choice,
    Flag,
    Key,
    Lines,
    ListOf,
    Number,
    Positioned,
    Record,
    Text,
)
from aboveboard.rulebook.values import KINDS
from aboveboard.rulebook.yamlfile import Node

__all__ = ["LEXICON_NAME", "LONGEST_GAP", "WORD_KEYS", "words_from"]

LONGEST_GAP = 8
"""How many words a gap may be, at most."""

LEXICON_NAME = Text("the name of a lexicon")
"""The grammar of a reference to a lexicon."""


class _StepText:
    """A step written as a bare word or phrase."""

    def read(self, node: Node, faults: Faults) -> Any:
        """The step."""
        text = Text("a word").read(node, faults)
        return INVALID if text is INVALID else Step(node.start, words=(text,))

    def schema(self) -> dict[str, Any]:
        """That of a text."""
        return Text().schema()


def _make_step(values: dict[str, Any], node: Node, _faults: Faults) -> Any:
    return Step(
        node.start,
        words=tuple(values.get("any-of", ())),
        lexicon=values.get("lexicon", ""),
        word_class=values.get("is", ""),
        gap=values.get("gap", 0),
        spacy=values.get("spacy"),
        optional=values.get("optional", False),
        repeat=values.get("repeat", False),
    )


class _SpacyToken:
    """A token of spaCy's Matcher; what is in it is judged when rules are checked."""

    def read(self, node: Node, faults: Faults) -> Any:
        """The token as a mapping."""
        if node.kind != "mapping" or not node.pairs():
            faults.add(
                node, f"this must be a group of keys such as NORM: sale, not {KINDS[node.kind]}"
            )
            return INVALID
        return AnyValue().read(node, faults)

    def schema(self) -> dict[str, Any]:
        """An object that is not empty."""
        return {"type": "object", "minProperties": 1}


_STEP = AnyOf(
    {
        "text": _StepText(),
        "mapping": Record(
            "a step",
            {
                "any-of": Key(
                    ListOf(Text("a word")), "words or phrases, any of which may stand here"
                ),
                "is": Key(Choice(WORD_CLASSES), "a class of words: number, price, percent ..."),
                "lexicon": Key(LEXICON_NAME, "a lexicon of phrases"),
                "gap": Key(Number(1, LONGEST_GAP), "at most so many words, whatever they are"),
                "spacy": Key(_SpacyToken(), "a token of spaCy's Matcher, for experts"),
                "optional": Key(Flag(), "whether the step may be absent"),
                "repeat": Key(Flag(), "whether the step may stand several times in a row"),
            },
            _make_step,
            one_of=[("any-of", "is", "lexicon", "gap", "spacy")],
        ),
    },
    "a word, or a step such as {is: number}",
)


class _Patterns:
    """A list of steps, or a list of such lists."""

    _one = ListOf(_STEP)
    _many = ListOf(ListOf(_STEP))

    def read(self, node: Node, faults: Faults) -> Any:
        """The patterns, each a tuple of steps."""
        items = node.items()
        if items and all(item.kind == "list" for item in items):
            return self._many.read(node, faults)
        if any(item.kind == "list" for item in items):
            faults.add(
                next(item for item in items if item.kind != "list"),
                "this step stands among lists, each of which is a pattern of its own",
                "put it in a list of its own, or all steps in one list",
            )
            return INVALID
        one = self._one.read(node, faults)
        return INVALID if one is INVALID else (one,)

    def schema(self) -> dict[str, Any]:
        """An array of steps, or an array of arrays."""
        return {"anyOf": [self._one.schema(), self._many.schema()]}


WORD_KEYS = {
    "phrases": Key(Lines(), "fixed wordings, one a line"),
    "pattern": Key(_Patterns(), "a sequence of steps, or several sequences"),
    "regex": Key(ListOf(Positioned("a regular expression"), or_one=True), "regular expressions"),
}
"""The keys under which words are looked for."""


def words_from(values: Mapping[str, Any]) -> Words:
    """The words among the values of a record."""
    return Words(values.get("phrases", ()), values.get("pattern", ()), values.get("regex", ()))
