"""``spacy:`` steps: tokens of spaCy's Matcher, as far as they can work here.

There is no language model, the text is in lower case, and the linter keeps its word classes
in SHAPE and its capitals in TAG.  spaCy itself says nothing of all this: a pattern that can
never match is as good to it as any other.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from aboveboard.rulebook.checks.subject import Check, Subject
from aboveboard.rulebook.checks.wordings import norms
from aboveboard.rulebook.faultlist import Faults
from aboveboard.rulebook.mark import Mark
from aboveboard.rulebook.model import Step
from aboveboard.rulebook.yamlfile import Node
from aboveboard.suggest import did_you_mean

__all__ = ["CHECKS"]

_TEXTS = frozenset({"ORTH", "TEXT", "LOWER", "NORM"})
_FLAGS = frozenset(
    """
    IS_ALPHA IS_ASCII IS_DIGIT IS_PUNCT IS_SPACE IS_STOP IS_BRACKET IS_QUOTE IS_LEFT_PUNCT
    IS_RIGHT_PUNCT IS_CURRENCY LIKE_NUM LIKE_URL LIKE_EMAIL SPACY
    """.split()
)
_NEEDS_MODEL = frozenset(
    """
    LEMMA POS TAG DEP MORPH ENT_TYPE ENT_IOB ENT_ID ENT_KB_ID SENT_START IS_SENT_START
    """.split()
)
_CASE = frozenset({"IS_LOWER", "IS_UPPER", "IS_TITLE"})
_KNOWN = _TEXTS | _FLAGS | {"LENGTH", "OP"}
_SETS = frozenset({"IN", "NOT_IN"})
_COMPARISONS = frozenset({"==", "!=", ">=", "<=", ">", "<", *_SETS})
_NO_LIMIT = ("REGEX", "FUZZY")


def _tokens(subject: Subject) -> list[tuple[Step, Mapping[str, Any], Node]]:
    found = []
    for pattern in subject.patterns():
        for step in pattern:
            if step.spacy is not None:
                node = subject.mapping(step.mark) or subject.root
                found.append((step, step.spacy, node.get("spacy") or node))
    return found


def _key(node: Node, name: str) -> Node:
    return next((key for key, _ in node.pairs() if key.text == name), node)


def attributes(subject: Subject) -> None:
    """A token uses what there is here, in a way that spaCy takes."""
    for _, token, node in _tokens(subject):
        for name, value in token.items():
            _judge(subject, name, value, _key(node, name), node.get(name) or node)


def _judge(subject: Subject, name: str, value: Any, key: Node, place: Node) -> None:
    upper = name.upper()
    if upper == "SHAPE":
        subject.error(
            key, "SHAPE holds the linter's own classes of words", "write a step such as is: number"
        )
    elif upper in _NEEDS_MODEL:
        subject.error(
            key, f"{upper} needs a language model, and none is used here", "list the words instead"
        )
    elif upper in _CASE:
        subject.error(
            key,
            f"{upper} never tells anything: all words are in lower case",
            "write a step such as is: all-caps",
        )
    elif upper.startswith(_NO_LIMIT):
        _refuse_unlimited(subject, key, upper)
    elif upper not in _KNOWN:
        subject.error(
            key,
            f"'{name}' is nothing that a token has",
            did_you_mean(upper, sorted(_KNOWN)) or f"known are: {', '.join(sorted(_KNOWN))}",
        )
    elif upper == "OP":
        _judge_repetition(subject, value, place)
    elif upper in _FLAGS:
        if not isinstance(value, bool):
            subject.error(place, f"{upper} is true or false, not '{value}'")
    else:
        _judge_value(subject, upper, value, place)


def _refuse_unlimited(subject: Subject, place: Node, name: str) -> None:
    subject.error(
        place,
        f"{name} is refused, because nothing limits the time it takes",
        "list the words, or use 'regex' in place of 'pattern'",
    )


def _judge_repetition(subject: Subject, value: Any, place: Node) -> None:
    if value != "!":
        subject.error(
            place,
            f"OP '{value}' is not taken here",
            "write 'optional: yes' or 'repeat: yes' beside 'spacy', or a gap",
        )


def _judge_value(subject: Subject, name: str, value: Any, place: Node) -> None:
    kind, wanted = (int, "a whole number") if name == "LENGTH" else (str, "a text")
    if not isinstance(value, Mapping):
        _judge_one(subject, name, value, kind, wanted, place)
        return
    if not value:
        subject.error(place, f"{name} says nothing")
    for operator, inner in value.items():
        upper = operator.upper()
        key = _key(place, operator)
        if upper.startswith(_NO_LIMIT):
            _refuse_unlimited(subject, key, upper)
        elif upper not in (_COMPARISONS if name == "LENGTH" else _SETS):
            allowed = sorted(_COMPARISONS if name == "LENGTH" else _SETS)
            subject.error(
                key,
                f"'{operator}' does not go with {name}",
                did_you_mean(upper, allowed) or f"known are: {', '.join(allowed)}",
            )
        elif upper in _SETS:
            _judge_list(subject, name, inner, (kind, wanted), place.get(operator) or place)
        else:
            _judge_one(subject, name, inner, kind, wanted, place.get(operator) or place)


def _judge_list(
    subject: Subject, name: str, values: Any, kind: tuple[type, str], place: Node
) -> None:
    if not isinstance(values, list) or not values:
        subject.error(place, f"this must be a list of values for {name}")
        return
    for index, value in enumerate(values):
        _judge_one(subject, name, value, *kind, place.get(index) or place)


def _judge_one(
    subject: Subject, name: str, value: Any, kind: type, wanted: str, place: Node
) -> None:
    if isinstance(value, bool) or not isinstance(value, kind):
        shown = "nothing" if value is None else f"'{value}'"
        hint = "put it in quotes" if kind is str else ""
        subject.error(place, f"{name} takes {wanted}, not {shown}", hint)
    elif isinstance(value, str) and value != value.lower():
        subject.error(
            place,
            f"'{value}' is never found: all words are in lower case",
            f"write '{value.lower()}'",
        )
    elif isinstance(value, str) and len(value.split()) != 1:
        subject.error(
            place,
            f"'{value}' is never found: a token is a single word",
            "write a step for each word, without 'spacy'",
        )


def single_words(subject: Subject) -> None:
    """A text in a token is one token, not two that are written together."""
    for _, token, node in _tokens(subject):
        for name, value in token.items():
            if name.upper() not in _TEXTS:
                continue
            for operator in _SETS if isinstance(value, Mapping) else ():
                inner = value.get(operator)
                for index, text in enumerate(inner if isinstance(inner, list) else ()):
                    place = node.get(name, operator, index) or node
                    _judge_single(subject, name.upper(), text, place)
            _judge_single(subject, name.upper(), value, node.get(name) or node)


def _judge_single(subject: Subject, name: str, text: Any, place: Node | Mark) -> None:
    if not isinstance(text, str) or len(text.split()) != 1 or text != text.lower():
        return  # said above
    words = norms(text)
    if len(words) > 1:
        subject.error(
            place,
            f"'{text}' is never found: it is read as several words ({', '.join(words)})",
            "write it as a step of its own, without 'spacy'",
        )
    elif name == "NORM" and words != (text,):
        subject.error(
            place, f"'{text}' is never found: its NORM is '{words[0]}'", f"write '{words[0]}'"
        )


def spacy_agrees(subject: Subject) -> None:
    """spaCy's own schema has no objection either."""
    from spacy.schemas import validate_token_pattern

    mine = replace(subject, faults=Faults(subject.faults.path, subject.faults.text))
    attributes(mine)
    if mine.faults.found:
        return  # no mistake is told twice
    for _, token, node in _tokens(subject):
        for complaint in validate_token_pattern([dict(token)]):
            subject.error(node, _plain(complaint))


def _plain(complaint: str) -> str:
    """``[pattern -> 0 -> LOWER -> str] Input should be a valid string`` in one sentence."""
    path, _, _ = complaint.partition("]")
    steps = [step for step in path.strip("[").split(" -> ")[2:] if step.isupper()]
    if "not permitted" in complaint:
        return f"'{steps[-1] if steps else 'this'}' is nothing that a token has"
    return f"the value of {steps[0] if steps else 'this token'} is none that spaCy takes"


CHECKS = (
    Check("token", "spacy steps that cannot work here", attributes, sound=True),
    Check("token-single", "spacy steps with several words in one", single_words),
    Check("token-spacy", "spacy steps that spaCy itself refuses", spacy_agrees),
)
"""The checks of this module."""
