"""Examples: enough of them, none twice, and a near miss among those that pass."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from aboveboard.facts import read_facts
from aboveboard.latepattern import late_pattern
from aboveboard.rulebook.checks.subject import Check, Subject
from aboveboard.rulebook.model import Example, Missing, Rule
from aboveboard.screen import usable_words

__all__ = ["CHECKS", "ENOUGH"]

ENOUGH = 3
"""How many examples of each kind a rule has, at least."""

_LINK = late_pattern(r"https?://|\bwww\.|\b\w+\.(?:com|co|org|net|to|me|ly|io)\b")


def _of(rule: Rule, *, flag: bool) -> list[Example]:
    return [example for example in rule.examples if example.flag is flag and not example.todo]


def enough(subject: Subject) -> None:
    """Three texts that the rule flags, three that it passes."""
    rule = subject.rule
    if rule is None or rule.status == "retired":
        return
    for flag, key, what in ((True, "flag", "flagged"), (False, "pass", "passing")):
        count = len(_of(rule, flag=flag))
        if count < ENOUGH:
            subject.demand(
                subject.key("examples") if subject.root.get("examples", key) is None
                else subject.at("examples", key),
                f"there {'is' if count == 1 else 'are'} {count or 'no'} {what} "
                f"example{'' if count == 1 else 's'}; {ENOUGH} are needed",
                "add texts of your own, as different as real copy is",
            )  # fmt: skip


def doubled(subject: Subject) -> None:
    """No text stands twice with the same facts."""
    if subject.rule is None:
        return
    seen: dict[Any, Example] = {}
    for example in subject.rule.examples:
        key = (_said(example), *map(_said, example.posts))
        first = seen.setdefault(key, example)
        if first is example:
            continue
        if first.flag != example.flag:
            subject.error(
                example.mark,
                f"this text is to be flagged and passed: see line {first.mark.line}",
                "decide which, or give the two different facts",
            )
        else:
            subject.warn(
                example.mark, f"this example stands already in line {first.mark.line}", "remove one"
            )


def _said(example: Example) -> Any:
    """What tells one example from another."""
    return tuple(sorted(example.parts.items())), _frozen(example.facts), example.format


def _frozen(value: Any) -> Any:
    if isinstance(value, Mapping):
        return frozenset((key, _frozen(inner)) for key, inner in value.items())
    if isinstance(value, list | tuple):
        return tuple(_frozen(inner) for inner in value)
    return (type(value), value)


def near_miss(subject: Subject) -> None:
    """One passing example nearly trips the rule: it holds a word that the rule looks for."""
    rule = subject.rule
    if rule is None or rule.status == "retired":
        return
    passing = _of(rule, flag=False)
    if not passing or any(_is_near(subject, rule, example) for example in passing):
        return
    words = sorted(_words(subject, rule), key=lambda word: (-len(word), word))
    if not words:
        return
    subject.demand(
        subject.at("examples", "pass"),
        "no passing example comes near: none holds a word that the rule looks for",
        f"add honest copy with a word such as {', '.join(words[:3])}",
    )


def _is_near(subject: Subject, rule: Rule, example: Example) -> bool:
    texts = " ".join(example.parts.values())
    if not usable_words(texts).isdisjoint(_words(subject, rule)):
        return True
    if isinstance(rule.find, Missing):
        facts = read_facts(example.facts)[0]
        if any(trigger.fact in facts for trigger in rule.find.when if trigger.fact):
            return True
        has_links = any(
            trigger.lexicon in subject.rulebook.lexicons
            and subject.rulebook.lexicons[trigger.lexicon].links
            for trigger in rule.find.when
        )
        return has_links and _LINK.search(texts) is not None
    return False


def _words(subject: Subject, rule: Rule) -> frozenset[str]:
    """The words that a rule looks for: those of its wordings, and of what its examples mark."""
    texts: list[str] = []
    lexicons = []
    for role, words in subject.wordings:
        if role == "except":
            continue
        texts += [phrase.text for phrase in words.phrases]
        for pattern in words.patterns:
            for step in pattern:
                texts += step.words
                lexicons.append(step.lexicon)
    if isinstance(rule.find, Missing):
        lexicons += [trigger.lexicon for trigger in rule.find.when]
    for name in filter(None, lexicons):
        lexicon = subject.rulebook.lexicons.get(name)
        if lexicon is not None:
            texts += [phrase.text for phrase in lexicon.words.phrases]
            for pattern in lexicon.words.patterns:
                texts += [word for step in pattern for word in step.words]
    for example in _of(rule, flag=True):
        texts += [example.parts[part][start:end] for part, start, end in example.spans]
    return frozenset(word for text in texts for word in usable_words(text))


CHECKS = (
    Check("example-count", "fewer than three flagged or three passing examples", enough),
    Check("example-doubled", "examples that stand twice", doubled),
    Check("near-miss", "rules that no passing example comes near to", near_miss),
)
"""The checks of this module."""
