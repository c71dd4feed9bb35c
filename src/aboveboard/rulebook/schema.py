"""The grammar of a rule file: which keys there are and what their values look like.

The loader reads rule files with these shapes, and the JSON Schema for editors is made from
them.
"""

from __future__ import annotations

from typing import Any

from aboveboard.facts import FACTS, fact_name, read_fact
from aboveboard.rulebook.claimfile import ACROSS, CLAIM_KEYS, CLEARED_BY, claimed_from
from aboveboard.rulebook.examplefile import EXAMPLES
from aboveboard.rulebook.faultlist import Faults
from aboveboard.rulebook.fixfile import FIXES
from aboveboard.rulebook.model import (
    OUTCOMES,
    PARTS,
    PLACES,
    STATUSES,
    STRENGTHS,
    VERDICTS,
    Exceptions,
    Missing,
    Scope,
    Trigger,
)
from aboveboard.rulebook.shape import (
    INVALID,
    AnyValue,
    Choice,
    Key,
    Lines,
    ListOf,
    MapOf,
    Positioned,
    Record,
    Text,
)
from aboveboard.rulebook.values import iso_date, name
from aboveboard.rulebook.wordfile import LEXICON_NAME, WORD_KEYS, words_from
from aboveboard.rulebook.yamlfile import Node
from aboveboard.severity import SEVERITIES
from aboveboard.suggest import did_you_mean

__all__ = ["EXAMPLES", "EXCEPT", "RULE", "WORD_KEYS", "iso_date", "words_from"]

# ---------------------------------------------------------------- missing


def _make_trigger(values: dict[str, Any], node: Node, faults: Faults) -> Any:
    name = fact_name(values.get("fact", ""))
    wanted: tuple[Any, ...] = ()
    if name:
        if name not in FACTS:
            hint = did_you_mean(name, FACTS) or "'aboveboard' knows: " + ", ".join(FACTS)
            faults.add(node.get("fact") or node, f"'{name}' is not a fact", hint)
            return INVALID
        try:
            wanted = tuple(read_fact(name, value) for value in values.get("is", ()))
        except ValueError as error:
            faults.add(node.get("is") or node, f"the fact '{name}' must be {error}")
            return INVALID
    return Trigger(
        node.start,
        values.get("lexicon", ""),
        values.get("strength", ()),
        values.get("phrases", ()),
        name,
        wanted,
    )


_TRIGGER = Record(
    "a trigger",
    {
        "lexicon": Key(LEXICON_NAME, "a lexicon of words or of links"),
        "strength": Key(ListOf(Choice(STRENGTHS), or_one=True), "which links of the lexicon count"),
        "phrases": Key(Lines(), "wordings"),
        "fact": Key(Text("the name of a fact"), "a fact"),
        "is": Key(ListOf(AnyValue(), or_one=True), "its values"),
    },
    _make_trigger,
    one_of=[("lexicon", "phrases", "fact")],
    along={"is": "fact", "strength": "lexicon"},
)


def _make_missing(values: dict[str, Any], _node: Node, _faults: Faults) -> Any:
    need = values["need"]
    return Missing(
        values["when"],
        need.get("lexicon", ""),
        need.get("phrases", ()),
        values.get("where", "anywhere"),
    )


_MISSING = Record(
    "missing",
    {
        "when": Key(ListOf(_TRIGGER, or_one=True), "what makes it necessary; any of these", True),
        "need": Key(
            Record(
                "need",
                {
                    "lexicon": Key(LEXICON_NAME, "a lexicon of words or of labels"),
                    "phrases": Key(Lines(), "wordings, any of which will do"),
                },
                one_of=[("lexicon", "phrases")],
            ),
            "what must be there",
            True,
        ),
        "where": Key(Choice(PLACES), "where it must be"),
    },
    _make_missing,
)


def _make_find(values: dict[str, Any], node: Node, faults: Faults) -> Any:
    for key in ("missing", "across"):
        if key in values:
            return values[key]
    if "claim" not in values:
        return words_from(values)
    words = [key for key in WORD_KEYS if key in values]
    if words:
        faults.add(node.get(words[0]) or node, f"'claim' and '{words[0]}' cannot stand together")
        return INVALID
    return claimed_from(values, node, faults)


_FIND = Record(
    "find",
    {
        **WORD_KEYS,
        "missing": Key(_MISSING, "something that must be there"),
        **CLAIM_KEYS,
        "across": Key(ACROSS, "what several documents say together"),
    },
    _make_find,
    some_of=[("phrases", "pattern", "regex", "missing", "claim", "across")],
    alone=["missing", "across"],
    along={"is": "claim", "claim": "is"},
)


# ---------------------------------------------------------------- what limits a rule


def _make_except(values: dict[str, Any], _node: Node, _faults: Faults) -> Any:
    sentence = values.get("sentence", {})
    return Exceptions(words_from(values), sentence.get("phrases", ()), sentence.get("lexicon", ""))


EXCEPT = Record(
    "except",
    {
        **WORD_KEYS,
        "sentence": Key(
            Record(
                "sentence",
                {
                    "phrases": Key(Lines(), "wordings"),
                    "lexicon": Key(LEXICON_NAME, "a lexicon of phrases"),
                },
                some_of=[("phrases", "lexicon")],
            ),
            "wordings that excuse a match in their sentence",
        ),
    },
    _make_except,
    some_of=[("phrases", "pattern", "regex", "sentence")],
)
"""The grammar of exceptions."""


def _make_scope(values: dict[str, Any], _node: Node, _faults: Faults) -> Any:
    return Scope(**{key.replace("-", "_"): value for key, value in values.items()})


_NAMES = ListOf(Text("a name", name), or_one=True)
_SCOPE = Record(
    "applies-to",
    {
        "parts": Key(ListOf(Choice(PARTS), or_one=True), "parts of a document: subject, body ..."),
        "not-parts": Key(ListOf(Choice(PARTS), or_one=True), "parts that are left out"),
        "kinds": Key(_NAMES, "kinds of document: email, sms, ad ..."),
        "platforms": Key(_NAMES, "platforms: instagram, tiktok ..."),
        "jurisdictions": Key(_NAMES, "jurisdictions: us, uk, eu ..."),
        "ad-categories": Key(_NAMES, "regulated kinds of ad: housing, employment, credit"),
        "languages": Key(_NAMES, "languages, or any; en where nothing is said"),
    },
    _make_scope,
)


def _make_in_force(values: dict[str, Any], _node: Node, _faults: Faults) -> Any:
    return (values.get("from"), values.get("until"))


_IN_FORCE = Record(
    "in-force",
    {
        "from": Key(Text("a date", iso_date), "the first day"),
        "until": Key(Text("a date", iso_date), "the last day"),
    },
    _make_in_force,
    some_of=[("from", "until")],
)

RULE = Record(
    "a rule",
    {
        "title": Key(Text(), "what the rule finds, in a few words", True),
        "status": Key(Choice(STATUSES), "draft, trial, stable or retired"),
        "severity": Key(Choice(SEVERITIES), "how much harm: note, warning or error", True),
        "verdict": Key(Choice(tuple(VERDICTS)), "disclose, substantiate, rewrite or complete"),
        "message": Key(Text(), "what is said of a finding; {match} stands for the phrase"),
        "messages": Key(MapOf(Text(), OUTCOMES, "messages"), "one message for each outcome"),
        "advice": Key(Text(), "what to do or to write instead", True),
        "why": Key(Text(), "why it matters, for readers of 'explain'"),
        "cites": Key(ListOf(Positioned("the key of a provision")), "provisions it rests on"),
        "find": Key(_FIND, "what to look for", True),
        "except": Key(EXCEPT, "what is not meant"),
        "fix": Key(FIXES, "what may be done about a finding"),
        "cleared-by": Key(CLEARED_BY, "claims or facts that settle the matter"),
        "in-force": Key(_IN_FORCE, "from when until when the rule holds"),
        "applies-to": Key(_SCOPE, "which documents and parts it is for"),
        "replaced-by": Key(Text("a rule's id"), "what took the place of a retired rule"),
        "examples": Key(EXAMPLES, "texts that it flags and texts that it passes", True),
    },
    one_of=[("message", "messages")],
)
"""The grammar of a rule file."""
