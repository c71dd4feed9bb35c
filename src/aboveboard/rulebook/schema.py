"""The grammar of a rule file: which keys there are and what their values look like.

The loader reads rule files with these shapes, and the JSON Schema for editors is made from
them.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from aboveboard.facts import FACTS, fact_name, read_fact, read_facts
from aboveboard.rulebook.faults import Faults
from aboveboard.rulebook.model import (
    OUTCOMES,
    PARTS,
    PLACES,
    STATUSES,
    STRENGTHS,
    VERDICTS,
    WORD_CLASSES,
    Example,
    Exceptions,
    Missing,
    Scope,
    Step,
    Trigger,
    Words,
)
from aboveboard.rulebook.shape import (
    INVALID,
    AnyOf,
    AnyValue,
    Choice,
    Flag,
    Key,
    Lines,
    ListOf,
    MapOf,
    Number,
    Positioned,
    Record,
    Text,
)
from aboveboard.rulebook.yamlfile import Node
from aboveboard.severity import SEVERITIES
from aboveboard.suggest import did_you_mean

__all__ = ["EXAMPLES", "EXCEPT", "RULE", "WORD_KEYS", "iso_date", "words_from"]


def iso_date(text: str) -> date:
    """The date that ``text`` writes; ValueError, worded, where it is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"this must be a date such as 2026-11-30, not '{text}'") from None


class _StepText:
    """A step written as a bare word or phrase."""

    def read(self, node: Node, faults: Faults) -> Any:
        text = Text("a word").read(node, faults)
        return INVALID if text is INVALID else Step(node.start, words=(text,))

    def schema(self) -> dict[str, Any]:
        return Text().schema()


def _make_step(values: dict[str, Any], node: Node, faults: Faults) -> Any:
    kinds = [k for k in ("any-of", "is", "lexicon", "gap", "spacy") if k in values]
    if len(kinds) != 1:
        faults.add(node, "a step holds exactly one of any-of, is, lexicon, gap, spacy")
        return INVALID
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


_STEP = AnyOf(
    {
        "text": _StepText(),
        "mapping": Record(
            "a step",
            {
                "any-of": Key(ListOf(Text("a word")), "words or phrases, any of which may stand here"),
                "is": Key(Choice(WORD_CLASSES), "a class of words: number, price, percent ..."),
                "lexicon": Key(Text("the name of a lexicon"), "a lexicon of phrases"),
                "gap": Key(Number(1, 8), "at most so many words, whatever they are"),
                "spacy": Key(AnyValue(), "a token of spaCy's Matcher, for experts"),
                "optional": Key(Flag(), "whether the step may be absent"),
                "repeat": Key(Flag(), "whether the step may stand several times in a row"),
            },
            _make_step,
        ),
    },
    "a word, or a step such as {is: number}",
)


class _Patterns:
    """A list of steps, or a list of such lists."""

    _one = ListOf(_STEP)
    _many = ListOf(ListOf(_STEP))

    def read(self, node: Node, faults: Faults) -> Any:
        items = node.items()
        if items and all(item.kind == "list" for item in items):
            return self._many.read(node, faults)
        one = self._one.read(node, faults)
        return INVALID if one is INVALID else (one,)

    def schema(self) -> dict[str, Any]:
        return {"anyOf": [self._one.schema(), self._many.schema()]}


WORD_KEYS = {
    "phrases": Key(Lines(), "fixed wordings, one a line"),
    "pattern": Key(_Patterns(), "a sequence of steps, or several sequences"),
    "regex": Key(ListOf(Positioned("a regular expression"), or_one=True), "regular expressions"),
}


def words_from(values: Mapping[str, Any]) -> Words:
    """The words among the values of a record."""
    return Words(values.get("phrases", ()), values.get("pattern", ()), values.get("regex", ()))


def _make_trigger(values: dict[str, Any], node: Node, faults: Faults) -> Any:
    kinds = [k for k in ("lexicon", "phrases", "fact") if k in values]
    if len(kinds) != 1:
        faults.add(node, "this holds exactly one of lexicon, phrases, fact")
        return INVALID
    name = fact_name(values.get("fact", ""))
    wanted: tuple[Any, ...] = ()
    if name:
        if name not in FACTS:
            faults.add(node, f"'{name}' is not a fact", did_you_mean(name, FACTS))
            return INVALID
        try:
            wanted = tuple(read_fact(name, value) for value in values.get("is", ()))
        except ValueError as error:
            faults.add(node, f"the fact '{name}' must be {error}")
            return INVALID
    elif "is" in values:
        faults.add(node, "'is' goes with 'fact'")
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
        "lexicon": Key(Text("the name of a lexicon"), "a lexicon of words or of links"),
        "strength": Key(ListOf(Choice(STRENGTHS), or_one=True), "which links of the lexicon count"),
        "phrases": Key(Lines(), "wordings"),
        "fact": Key(Text("the name of a fact"), "a fact"),
        "is": Key(ListOf(AnyValue(), or_one=True), "its values"),
    },
    _make_trigger,
)


def _make_missing(values: dict[str, Any], node: Node, faults: Faults) -> Any:
    need = values["need"]
    return Missing(values["when"], need.get("lexicon", ""), need.get("phrases", ()), values.get("where", "anywhere"))


def _make_need(values: dict[str, Any], node: Node, faults: Faults) -> Any:
    if len(values) != 1:
        faults.add(node, "'need' holds exactly one of lexicon, phrases")
        return INVALID
    return values


_MISSING = Record(
    "missing",
    {
        "when": Key(ListOf(_TRIGGER, or_one=True), "what makes it necessary; any of these", True),
        "need": Key(
            Record(
                "need",
                {
                    "lexicon": Key(Text("the name of a lexicon"), "a lexicon of words or of labels"),
                    "phrases": Key(Lines(), "wordings, any of which will do"),
                },
                _make_need,
            ),
            "what must be there",
            True,
        ),
        "where": Key(Choice(PLACES), "where it must be"),
    },
    _make_missing,
)


def _make_find(values: dict[str, Any], node: Node, faults: Faults) -> Any:
    words = words_from(values)
    if "missing" in values:
        if words:
            faults.add(node, "'missing' stands alone in 'find'")
            return INVALID
        return values["missing"]
    if not words:
        faults.add(node, "'find' is empty; give it phrases, pattern, regex or missing")
        return INVALID
    return words


def _make_except(values: dict[str, Any], node: Node, faults: Faults) -> Any:
    sentence = values.get("sentence", {})
    return Exceptions(words_from(values), sentence.get("phrases", ()), sentence.get("lexicon", ""))


def _make_scope(values: dict[str, Any], node: Node, faults: Faults) -> Any:
    return Scope(**{name.replace("-", "_"): value for name, value in values.items()})


_NAMES = ListOf(Text("a name", str.lower), or_one=True)
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


def _make_in_force(values: dict[str, Any], node: Node, faults: Faults) -> Any:
    return (values.get("from"), values.get("until"))


EXCEPT = Record(
    "except",
    {
        **WORD_KEYS,
        "sentence": Key(
            Record(
                "sentence",
                {
                    "phrases": Key(Lines(), "wordings"),
                    "lexicon": Key(Text("the name of a lexicon"), "a lexicon of phrases"),
                },
            ),
            "wordings that excuse a match in their sentence",
        ),
    },
    _make_except,
)
"""The grammar of exceptions."""


# ---------------------------------------------------------------- examples


def _unmark(text: str, part: str, node: Node, faults: Faults) -> tuple[str, list[tuple[str, int, int]]]:
    """A text without its ``[[`` and ``]]``, and the spans that they marked."""
    plain: list[str] = []
    spans = []
    length = 0
    rest = text
    while "[[" in rest:
        before, _, rest = rest.partition("[[")
        marked, closed, rest = rest.partition("]]")
        if not closed or "[[" in marked:
            faults.add(node, "the marks [[ and ]] do not match", "where they are copy, use 'spans'")
            break
        plain += [before, marked]
        spans.append((part, length + len(before), length + len(before) + len(marked)))
        length += len(before) + len(marked)
    plain.append(rest)
    return "".join(plain), spans


def _find_spans(
    wanted: tuple[str, ...], parts: Mapping[str, str], node: Node, faults: Faults
) -> list[tuple[str, int, int]]:
    """Where the ``spans`` of an example stand in its parts."""
    spans = []
    reached: dict[str, int] = {}
    for text in wanted:
        for part, copy in parts.items():
            start = copy.find(text, reached.get(part, 0))
            if start >= 0:
                spans.append((part, start, start + len(text)))
                reached[part] = start + len(text)
                break
        else:
            faults.add(node, f"the span '{text}' does not stand in the text")
    return spans


class _ExampleShape:
    """A text, or a record of text or parts with facts, spans and an outcome."""

    def __init__(self, *, flag: bool, todo: bool) -> None:
        self.flag = flag
        self.todo = todo
        self._record = Record(
            "an example",
            {
                "text": Key(Text(), "the copy"),
                "parts": Key(MapOf(Text(), PARTS, "parts"), "the copy, part by part"),
                "facts": Key(AnyValue(), "what is known besides the words"),
                "spans": Key(ListOf(Text()), "what is marked, where brackets belong to the copy"),
                "outcome": Key(Choice(OUTCOMES), "the outcome that is expected"),
                "format": Key(Choice(("text", "markdown", "html")), "how the copy is written"),
            },
            self._make,
        )

    def read(self, node: Node, faults: Faults) -> Any:
        if node.kind == "mapping":
            return self._record.read(node, faults)
        text = Text("an example").read(node, faults)
        return INVALID if text is INVALID else self._make({"text": text}, node, faults)

    def _make(self, values: dict[str, Any], node: Node, faults: Faults) -> Any:
        before = len(faults.found)
        if ("text" in values) == ("parts" in values):
            faults.add(node, "an example holds either 'text' or 'parts'")
            return INVALID
        parts: Mapping[str, str] = values.get("parts") or {"body": values["text"]}
        spans: list[tuple[str, int, int]] = []
        if "spans" in values:
            spans = _find_spans(values["spans"], parts, node, faults)
        else:
            plain = {}
            for part, copy in parts.items():
                plain[part], found = _unmark(copy, part, node, faults)
                spans += found
            parts = plain
        facts = values.get("facts") or {}
        if isinstance(facts, Mapping):
            for error in read_facts(facts)[1]:
                faults.add(node.get("facts", *error.path) or node, error.message)
        else:
            faults.add(node.get("facts") or node, "facts must be a mapping of names and values")
        if self.flag and not spans and len(faults.found) == before:
            faults.add(node, "nothing is marked here", "mark what is flagged: [[last chance]]")
        if not self.flag and spans:
            faults.add(node, "an example that passes has nothing to mark")
        if len(faults.found) > before:
            return INVALID
        return Example(
            node.start,
            self.flag,
            dict(parts),
            tuple(spans),
            facts,
            values.get("outcome"),
            self.todo,
            values.get("format", "text"),
        )

    def schema(self) -> dict[str, Any]:
        return {"anyOf": [Text().schema(), self._record.schema()]}


def _make_examples(values: dict[str, Any], node: Node, faults: Faults) -> Any:
    return tuple(example for examples in values.values() for example in examples)


EXAMPLES = Record(
    "examples",
    {
        "flag": Key(ListOf(_ExampleShape(flag=True, todo=False)), "texts that it flags"),
        "pass": Key(ListOf(_ExampleShape(flag=False, todo=False)), "texts that it passes"),
        "todo-flag": Key(ListOf(_ExampleShape(flag=True, todo=True)), "texts that it should flag"),
        "todo-pass": Key(ListOf(_ExampleShape(flag=False, todo=True)), "texts that it should pass"),
    },
    _make_examples,
)

RULE = Record(
    "a rule",
    {
        "title": Key(Text(), "what the rule finds, in a few words", True),
        "status": Key(Choice(STATUSES), "draft, trial, stable or retired"),
        "severity": Key(Choice(SEVERITIES), "how much harm: note, warning or error", True),
        "verdict": Key(Choice(VERDICTS), "disclose, substantiate, rewrite or complete"),
        "message": Key(Text(), "what is said of a finding; {match} stands for the phrase"),
        "messages": Key(MapOf(Text(), OUTCOMES, "messages"), "one message for each outcome"),
        "advice": Key(Text(), "what to do or to write instead", True),
        "why": Key(Text(), "why it matters, for readers of 'explain'"),
        "cites": Key(ListOf(Positioned("the key of a provision")), "provisions it rests on"),
        "find": Key(
            Record(
                "find",
                {**WORD_KEYS, "missing": Key(_MISSING, "something that must be there")},
                _make_find,
            ),
            "what to look for",
            True,
        ),
        "except": Key(EXCEPT, "what is not meant"),
        "cleared-by": Key(ListOf(AnyValue()), "claims or facts that settle the matter"),
        "in-force": Key(
            Record(
                "in-force",
                {
                    "from": Key(Text("a date", iso_date), "the first day"),
                    "until": Key(Text("a date", iso_date), "the last day"),
                },
                _make_in_force,
            ),
            "from when until when the rule holds",
        ),
        "applies-to": Key(_SCOPE, "which documents and parts it is for"),
        "replaced-by": Key(Text("a rule's id"), "what took the place of a retired rule"),
        "examples": Key(EXAMPLES, "texts that it flags and texts that it passes", True),
    },
)
"""The grammar of a rule file."""
