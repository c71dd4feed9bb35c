"""What a rule is called, when it holds, and whether it is a rule of its own."""

from __future__ import annotations

import re

from aboveboard.rulebook.checks.subject import Check, Subject
from aboveboard.rulebook.faultlist import Faults
from aboveboard.rulebook.model import Rule

__all__ = ["CHECKS", "provisions_in_force"]

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*(?:/[a-z0-9]+(?:-[a-z0-9]+)*)+")
# Words for a court, and words for a programmer; a copywriter reads the message.
_NOT_FOR_WRITERS = re.compile(
    r"\b(violat(?:es?|ions?|ing)|illegal|unlawful|forbidden by law|regex|spacy|token|span)\b",
    re.IGNORECASE,
)


def rule_id(subject: Subject) -> None:
    """An id can be written in a suppression: small letters, digits and hyphens."""
    rule = subject.rule
    if rule is None or _ID.fullmatch(rule.id):
        return
    better = re.sub(r"[^a-z0-9/]+", "-", rule.id.lower())
    better = re.sub(r"-*/-*", "/", better).strip("-/")
    subject.error(
        subject.root,
        f"the rule's id '{rule.id}' has more in it than small letters, digits and hyphens",
        f"rename the file: {better}",
    )


def in_force(subject: Subject) -> None:
    """A rule comes into force before it goes out of it."""
    rule = subject.rule
    if rule is None:
        return
    first, last = rule.in_force
    if first is not None and last is not None and first > last:
        subject.error(
            subject.at("in-force", "from"), f"{first} is after {last}, so the rule never holds"
        )


def provisions_in_force(faults: Faults) -> None:
    """Each provision of a file comes into force before it goes out of it."""
    root = faults.parse(may_be_empty=True)
    for key, provision in root.pairs() if root is not None else ():
        first, last = provision.get("from"), provision.get("until")
        if first is not None and last is not None and first.text > last.text:
            faults.add(
                first, f"{first.text} is after {last.text}, so '{key.text}' is never in force"
            )


def _others(subject: Subject) -> list[Rule]:
    """The rules before this one in the rulebook that run, or may."""
    rules = [rule for rule in subject.rulebook.rules.values() if rule.status != "retired"]
    ids = [rule.id for rule in rules]
    assert subject.rule is not None
    return rules[: ids.index(subject.rule.id)] if subject.rule.id in ids else rules


def _same(one: str, other: str) -> bool:
    return " ".join(one.lower().split()) == " ".join(other.lower().split())


def own_title(subject: Subject) -> None:
    """No two rules have the same title."""
    if subject.rule is None or subject.rule.status == "retired":
        return
    for other in _others(subject):
        if _same(other.title, subject.rule.title):
            subject.warn(
                subject.at("title"), f"'{other.id}' has the same title", f"see {other.path}"
            )
            return


def own_advice(subject: Subject) -> None:
    """Two rules with the same advice and verdict are one rule."""
    rule = subject.rule
    if rule is None or rule.status == "retired":
        return
    for other in _others(subject):
        if other.verdict == rule.verdict and _same(other.advice, rule.advice):
            subject.warn(
                subject.at("advice"),
                f"'{other.id}' has the same advice and verdict, so the two are one rule",
                "make them one, or say what sets them apart",
            )
            return


def plain_words(subject: Subject) -> None:
    """Bundled rules talk to copywriters, neither as a court nor as a programmer."""
    rule = subject.rule
    if rule is None or not subject.bundled:
        return
    texts: list[tuple[tuple[str, ...], str]] = [(("advice",), rule.advice)]
    for outcome, text in rule.messages.items():
        texts.append((("messages", outcome) if outcome else ("message",), text))
    for path, text in texts:
        found = _NOT_FOR_WRITERS.search(text)
        if found:
            subject.warn(
                subject.at(*path),
                f"'{found[0]}' is no word for a copywriter",
                "say what the words may do: 'may mislead'",
            )


CHECKS = (
    Check("rule-id", "ids with capitals, spaces or other signs", rule_id),
    Check("in-force", "rules that end before they begin", in_force),
    Check("own-title", "two rules with the same title", own_title),
    Check("own-advice", "two rules with the same advice and verdict", own_advice),
    Check("plain-words", "words of law or of programming in bundled messages", plain_words),
)
"""The checks of this module."""
