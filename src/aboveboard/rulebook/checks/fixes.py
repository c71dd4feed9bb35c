"""Fixes: expressions that can be read, words that can be filled, and examples that prove them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

import regex

from aboveboard.facts import FACTS
from aboveboard.fixes.wording import SLOT, swap_expression
from aboveboard.matchers.regexes import TIME_LIMIT, compile_regex
from aboveboard.normalise import normalise
from aboveboard.rulebook.checks.expressions import SLOW, say_unreadable
from aboveboard.rulebook.checks.messages import outcomes
from aboveboard.rulebook.checks.subject import Check, Subject
from aboveboard.rulebook.mark import Mark, Phrase
from aboveboard.rulebook.model import Across, Missing, Recipe
from aboveboard.rulebook.yamlfile import Node
from aboveboard.suggest import did_you_mean
from aboveboard.text import View

__all__ = ["CHECKS"]

_UNSAID = frozenset(
    {"evidence", "jurisdictions", "platform-label", "media.label", "media.retouched"}
)
"""Facts that are no words: lists, and whether something is so."""


class _Expression(NamedTuple):
    """An expression of a fix, and how it is compiled."""

    phrase: Phrase
    compiled: Callable[[str], regex.Pattern[str]]


def _recipes(subject: Subject) -> Iterator[tuple[Recipe, Node]]:
    """The fixes of a rule, each with where it stands."""
    for recipe in subject.rule.fixes if subject.rule is not None else ():
        yield recipe, subject.mapping(recipe.mark) or subject.at("fix")


def _expressions(recipe: Recipe, node: Node) -> Iterator[_Expression]:
    for key, _ in (node.get("swap") or node).pairs() if recipe.swap else ():
        yield _Expression(Phrase(key.text, key.start), swap_expression)
    for phrase in recipe.cut:
        yield _Expression(phrase, compile_regex)


def readable(subject: Subject) -> None:
    """An expression of a fix can be read."""
    for recipe, node in _recipes(subject):
        for phrase, _ in _expressions(recipe, node):
            say_unreadable(subject, phrase)


def _compiled(expression: _Expression) -> regex.Pattern[str] | None:
    """The expression, or None where it cannot be read, which is said elsewhere."""
    try:
        return expression.compiled(expression.phrase.text)
    except (regex.error, RecursionError, OverflowError, MemoryError):
        return None


def quick(subject: Subject) -> None:
    """An expression of a fix finds more than nothing, and not forever."""
    for recipe, node in _recipes(subject):
        for expression in _expressions(recipe, node):
            pattern = _compiled(expression)
            if pattern is None:
                continue
            mark = expression.phrase.mark
            try:
                if pattern.fullmatch("", timeout=TIME_LIMIT) is not None:
                    subject.error(
                        mark,
                        "this expression is content with nothing at all",
                        "one of its pieces must not be optional",
                    )
                for text in SLOW:
                    pattern.search(text, timeout=TIME_LIMIT)
            except TimeoutError:
                subject.error(
                    mark,
                    "this expression takes too long, even on a short text",
                    "do not repeat what repeats itself, as in (a+)+ or (a|aa)+",
                )


# ---------------------------------------------------------------- words


def _texts(recipe: Recipe, node: Node) -> Iterator[tuple[str, Node]]:
    """What a fix writes, and where that stands."""
    for key in ("replace", "begin"):
        if found := node.get(key):
            yield found.text, found
    for _, value in (node.get("swap") or node).pairs() if recipe.swap else ():
        for item in value.items() or [value]:
            yield item.text, item


def _values(subject: Subject, recipe: Recipe) -> frozenset[str] | None:
    """What findings give to a fix in each of its outcomes; None where nobody knows."""
    possible = outcomes(subject)
    meant = [names for name, names in possible.items() if _is_for(recipe, name)]
    if not meant:
        return None
    given = frozenset.intersection(*meant) - {"match", "count"}
    return given | {"accepted"} if "jurisdiction" in given else given


def _is_for(recipe: Recipe, outcome: str) -> bool:
    return not recipe.outcomes or outcome in recipe.outcomes


def placeholders(subject: Subject) -> None:
    """What stands in braces is a fact that copy can say, or something that the finding knows."""
    for recipe, node in _recipes(subject):
        values = _values(subject, recipe)
        for text, place in _texts(recipe, node):
            slots = SLOT.findall(text)
            if SLOT.sub("", text).count("{"):
                subject.error(
                    place,
                    "a brace that holds no fact would stand in the copy",
                    "write the fact in small letters, without spaces: {offer.ends}",
                )
            for name in dict.fromkeys(slots):
                known = sorted({*(values or ()), *FACTS} - _UNSAID)
                if values is None or name in known:
                    continue
                if name in _UNSAID:
                    subject.error(place, f"{{{name}}} is no fact that can be said in words")
                else:
                    subject.error(
                        place,
                        f"{{{name}}} is no fact, and findings of this rule do not know it",
                        did_you_mean(name, known) or "names of facts are those of 'facts'",
                    )


# ---------------------------------------------------------------- sense


def possible(subject: Subject) -> None:
    """A fix is for outcomes that the rule can have, and does what makes sense in them."""
    rule = subject.rule
    if rule is None:
        return
    if rule.fixes and isinstance(rule.find, Across):
        subject.error(
            subject.key("fix"), "what several posts say together cannot be fixed in one of them"
        )
        return
    can = outcomes(subject)
    named = [name for name in can if name]
    for recipe, node in _recipes(subject):
        for outcome in recipe.outcomes:
            if can and outcome not in can:
                subject.error(
                    node.get("outcome") or node,
                    f"the outcome '{outcome}' cannot come about in this rule",
                    f"it can have: {', '.join(named)}"
                    if named
                    else "only rules with 'missing' have outcomes",
                )
        if not isinstance(rule.find, Missing):
            for key in ("begin", "move"):
                if place := node.get(key):
                    subject.error(
                        place,
                        f"'{key}' is for rules with 'missing'",
                        "elsewhere the marked words are wrong wherever they stand",
                    )
        elif recipe.to_front and _is_for(recipe, "absent"):
            subject.error(
                node.get("move") or node,
                "where the outcome is 'absent' there is nothing to move",
                "write outcome: late",
            )
        if recipe.begin and not recipe.begin[-1].isspace():
            subject.error(
                node.get("begin") or node,
                "the first word of the copy would be glued to this",
                "let it end with a space, in quotes",
            )


def safe(subject: Subject) -> None:
    """What is called safe does not say anything new."""
    for recipe, node in _recipes(subject):
        if not recipe.safe:
            continue
        what = ""
        if recipe.begin or recipe.to_front:
            what = "a label that is put to the front says it of other words"
        elif recipe.replace:
            what = "other words for whatever is marked are a new claim"
        elif any(SLOT.search(text) for text, _ in _texts(recipe, node)):
            what = "a fact that is filled in is a new claim"
        if what:
            subject.error(node.get("safe") or node, what, "leave 'safe' out")


# ---------------------------------------------------------------- examples


def doubled(subject: Subject) -> None:
    """No example of a fix stands twice."""
    for recipe, _ in _recipes(subject):
        seen: dict[Any, Mark] = {}
        for example in recipe.examples:
            key = (example.before, _frozen(example.facts), example.format)
            first = seen.setdefault(key, example.mark)
            if first is not example.mark:
                subject.warn(
                    example.mark,
                    f"this example of the fix stands already in line {first.line}",
                    "remove one",
                )


def _frozen(value: Any) -> Any:
    if isinstance(value, Mapping):
        return frozenset((key, _frozen(inner)) for key, inner in value.items())
    return str(value)


def exercised(subject: Subject) -> None:
    """An expression of a fix finds something in an example of it, or in what the rule flags."""
    rule = subject.rule
    if rule is None or not rule.fixes:
        return
    flagged = [
        normalise(View(example.parts[part][start:end])).text
        for example in rule.examples
        for example in (example, *example.posts)
        for part, start, end in example.spans
    ]
    for recipe, node in _recipes(subject):
        texts = [normalise(View(example.before)).text for example in recipe.examples] + flagged
        for expression in _expressions(recipe, node):
            pattern = _compiled(expression)
            try:
                if pattern is None or any(pattern.search(t, timeout=TIME_LIMIT) for t in texts):
                    continue
            except TimeoutError:
                continue  # said by the check above
            subject.warn(
                expression.phrase.mark,
                "no example shows what this expression is for",
                "add an example of the fix, or remove it",
            )


CHECKS = (
    Check("fix-readable", "expressions of fixes that cannot be read", readable, sound=True),
    Check("fix-quick", "expressions of fixes that find nothing, or take forever", quick),
    Check("fix-placeholders", "words of fixes that can never be filled", placeholders),
    Check("fix-possible", "fixes for what cannot be, or in places where there are none", possible),
    Check("fix-safe", "fixes called safe that say something new", safe),
    Check("fix-doubled", "examples of fixes that stand twice", doubled),
    Check("fix-exercised", "expressions of fixes that no example shows", exercised),
)
"""The checks of this module."""
