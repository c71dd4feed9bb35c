"""Messages and advice: their placeholders, and one message for each outcome."""

from __future__ import annotations

import re
from collections.abc import Mapping

from aboveboard.rulebook.checks.subject import Check, Subject
from aboveboard.rulebook.model import (
    CLAIM_VALUES,
    PLACEHOLDERS,
    Across,
    Claimed,
    Missing,
    Rule,
)
from aboveboard.rulebook.yamlfile import Node
from aboveboard.suggest import did_you_mean

__all__ = ["CHECKS", "outcomes"]

# {name}, but not the {{merge tag}} that advice may speak of.
_SLOT = re.compile(r"(?<!\{)\{\s*([\w-]+)\s*\}(?!\})")
_ALWAYS = frozenset({"match", "count"})


def outcomes(subject: Subject) -> Mapping[str, frozenset[str]]:
    """The outcomes that a rule can have, and the placeholders that are filled in each.

    A rule that looks for words or claims has the one outcome ``""``; of a rule that needs a lexicon
    which is not there, nothing is known, and the result is empty.
    """
    rule = subject.rule
    assert rule is not None
    missing = rule.find
    if isinstance(missing, Claimed):
        named = [frozenset(CLAIM_VALUES.get(state, ())) for state in missing.states]
        return {"": _ALWAYS | frozenset.intersection(*named)}
    if isinstance(missing, Across):
        return {"": _ALWAYS | {"others"} | ({"claim", "fact"} if missing.claim else set())}
    if not isinstance(missing, Missing):
        return {"": _ALWAYS}
    if missing.lexicon and missing.lexicon not in subject.rulebook.lexicons:
        return {}
    absent = _ALWAYS | {"found"}
    if all(trigger.fact for trigger in missing.when):
        absent |= {"fact"}
    lexicon = subject.rulebook.lexicons.get(missing.lexicon)
    if lexicon is not None and lexicon.labels:
        place = {"jurisdiction", "others"}
        labelled = _ALWAYS | place | {"label"}
        return {
            "absent": absent | place,
            "weak": labelled,
            "late": labelled,
            "contradicted": labelled | {"found"},
            "disguised": labelled,
            "wrong-language": labelled,
        }
    if missing.where in {"anywhere", "same-sentence"}:
        return {"absent": absent}
    return {"absent": absent, "late": _ALWAYS | {"label"}}


def placeholders(subject: Subject) -> None:
    """Placeholders must be known, and filled whenever the message is used."""
    rule = subject.rule
    if rule is None:
        return
    filled = outcomes(subject)
    for outcome, text in rule.messages.items():
        place = subject.at("messages", outcome) if outcome else subject.at("message")
        if not outcome:
            _judge(subject, place, text, filled)
        elif outcome in filled:
            _judge(subject, place, text, {outcome: filled[outcome]})
    _judge(subject, subject.at("advice"), rule.advice, filled)


def _judge(subject: Subject, place: Node, text: str, used: Mapping[str, frozenset[str]]) -> None:
    for found in dict.fromkeys(_SLOT.findall(text)):
        name = found.lower()
        slot = f"{{{found}}}"
        if name not in PLACEHOLDERS or f"{{{name}}}" not in text:
            close = did_you_mean(slot.lower(), [f"{{{known}}}" for known in PLACEHOLDERS])
            known = ", ".join(f"{{{known}}}" for known in PLACEHOLDERS)
            subject.error(place, f"{slot} is no placeholder", close or f"known are: {known}")
            continue
        lacking = [outcome for outcome, names in used.items() if name not in names]
        if not lacking:
            continue
        if lacking == [""]:
            can = ", ".join(f"{{{known}}}" for known in sorted(used[""]))
            subject.error(place, f"{slot} is never filled in this rule", f"it can have: {can}")
        elif name == "fact" and lacking == ["absent"]:
            subject.error(
                place,
                f"{slot} stays as it is where no fact was the reason",
                "write {found}, which names whatever it was",
            )
        else:
            said = f"where the outcome is {_or(lacking)}"
            hint = "say it without, or only in messages of outcomes that have it"
            subject.error(place, f"{slot} is never filled {said}", hint)


def _or(words: list[str]) -> str:
    return ", ".join(words[:-1]) + " or " + words[-1] if len(words) > 1 else words[0]


def outcome_messages(subject: Subject) -> None:
    """Each outcome that a rule can have has its message, and no other has one."""
    rule = subject.rule
    if rule is None or "" in rule.messages:
        return
    possible = outcomes(subject)
    if not possible:
        return
    if "" in possible:
        subject.error(
            subject.key("messages"),
            "only rules with 'missing' have outcomes",
            "write one text under 'message'",
        )
        return
    for outcome in possible:
        if outcome not in rule.messages:
            subject.error(
                subject.key("messages"),
                f"there is no message for the outcome '{outcome}'",
                _MEANINGS[outcome],
            )
    for outcome in rule.messages:
        if outcome not in possible:
            subject.warn(
                _key(subject, rule, outcome),
                f"the outcome '{outcome}' cannot come about in this rule",
                f"it can have: {', '.join(possible)}",
            )


_MEANINGS = {
    "absent": "absent: what is needed is not there",
    "weak": "weak: there is a label that is not enough",
    "late": "late: it is there, but not where it must be",
    "contradicted": "contradicted: the copy denies it",
    "disguised": "disguised: the label is spelt so that readers or programs miss it",
    "wrong-language": "wrong-language: the label is in another language than the copy",
}


def _key(subject: Subject, rule: Rule, outcome: str) -> Node:
    pairs = subject.at("messages").pairs()
    return next((key for key, _ in pairs if key.text == outcome), subject.at("messages"))


def example_outcomes(subject: Subject) -> None:
    """An example cannot expect an outcome that its rule never has."""
    rule = subject.rule
    if rule is None:
        return
    possible = outcomes(subject)
    if not possible:
        return
    for example in rule.examples:
        if example.outcome and example.outcome not in possible:
            node = subject.mapping(example.mark) or subject.root
            can = ", ".join(filter(None, possible))
            subject.error(
                node.get("outcome") or node,
                f"the outcome '{example.outcome}' cannot come about in this rule",
                f"it can have: {can}" if can else "only rules with 'missing' have outcomes",
            )


CHECKS = (
    Check("placeholders", "placeholders that are unknown or never filled", placeholders),
    Check("outcome-messages", "outcomes without a message, messages never said", outcome_messages),
    Check("example-outcomes", "examples with an outcome that cannot come about", example_outcomes),
)
"""The checks of this module."""
