"""Regular expressions: they can be read, and find something, but not everything."""

from __future__ import annotations

import regex

from aboveboard.latepattern import late_pattern
from aboveboard.matchers.regexes import TIME_LIMIT, compile_regex
from aboveboard.normalise import normalise
from aboveboard.rulebook.checks.subject import Check, Subject
from aboveboard.rulebook.mark import Mark, Phrase
from aboveboard.text import View

__all__ = ["CHECKS", "SLOW", "say_unreadable"]

SAMPLE = (
    "The museum opens at ten on weekdays.",
    "Thank you for your order!",
    "Our new mugs hold 350 ml and fit most cup holders.",
    "Bring a jacket, because evenings by the lake can be cool.",
    "ok",
    "See you on 4 May",
    "Ihre Bestellung ist unterwegs",
    "😀",
)
"""Plain copy of several kinds; what finds something in nearly all of it finds everything."""

_ALL = 6  # of these, and it is everything

SLOW = tuple(piece * 60 + "~" for piece in ("a", "1", " ", "a ", "a1 ", "-", "!"))
"""What an expression with a repetition in a repetition takes forever on."""

_CONTROL = late_pattern(r"[\x00-\x08\x0e-\x1f]")

_PLAIN = {
    "missing )": "a closing bracket ) is missing",
    "unbalanced parenthesis": "a bracket ) is closed that was never opened",
    "unterminated character set": "a closing bracket ] is missing",
    "nothing to repeat": "a sign such as * or + stands where there is nothing to repeat",
    "multiple repeat": "two signs such as * and + stand in a row",
    "bad escape": "a backslash stands before a letter where it means nothing",
    "unknown property": "there is no class of characters of this name",
    "unknown group": "it refers to a group that is not there",
    "bad character range": "a range of characters runs backwards",
}


def _compiled(phrase: Phrase) -> regex.Pattern[str] | None:
    """The expression, or None where it cannot be read, which is said elsewhere."""
    if _CONTROL.search(phrase.text):
        return None
    try:
        return compile_regex(phrase.text)
    except (regex.error, RecursionError, OverflowError, MemoryError):
        return None


def readable(subject: Subject) -> None:
    """An expression can be read."""
    for phrase in subject.regexes():
        say_unreadable(subject, phrase)


def say_unreadable(subject: Subject, phrase: Phrase) -> None:
    """Record what keeps an expression from being read, if anything does."""
    if _CONTROL.search(phrase.text):
        subject.error(
            phrase.mark,
            "a backslash in double quotes made a control character here",
            "put the expression in single quotes",
        )
        return
    try:
        compile_regex(phrase.text)
    except regex.error as error:
        said = next((text for key, text in _PLAIN.items() if key in error.msg), error.msg)
        place = _inside(subject, phrase, error.pos)
        subject.error(place, f"the expression cannot be read: {said}")
    except (RecursionError, OverflowError, MemoryError):
        subject.error(phrase.mark, "the expression is too large", "make it shorter")


def _inside(subject: Subject, phrase: Phrase, position: int | None) -> Mark:
    """Where a position of an expression stands in the file, or where the expression begins."""
    if position is None:
        return phrase.mark
    text = subject.faults.text
    start = phrase.mark.offset + (text[phrase.mark.offset : phrase.mark.offset + 1] in {"'", '"'})
    if not text.startswith(phrase.text, start):
        return phrase.mark  # folded or escaped, so positions differ
    return Mark(
        phrase.mark.line,
        phrase.mark.column + start - phrase.mark.offset + position,
        start + position,
    )


def _finds(pattern: regex.Pattern[str], text: str) -> bool:
    """Whether it finds more than nothing in ``text``; TimeoutError where it takes too long."""
    found = pattern.finditer(text, timeout=TIME_LIMIT)
    return any(match.end() > match.start() for match in found)


def neither_empty_nor_all(subject: Subject) -> None:
    """An expression does not match the empty text, nor any text there is."""
    for phrase in subject.regexes():
        pattern = _compiled(phrase)
        if pattern is None:
            continue
        try:
            hits = sum(_finds(pattern, text) for text in SAMPLE)
            if hits >= _ALL:
                subject.error(
                    phrase.mark,
                    "this expression finds something in any text",
                    "say more of what is to be found",
                )
            elif pattern.fullmatch("", timeout=TIME_LIMIT) is not None:
                subject.error(
                    phrase.mark,
                    "this expression is content with nothing at all",
                    "one of its pieces must not be optional",
                )
            for text in SLOW:
                _finds(pattern, text)
        except TimeoutError:
            subject.error(
                phrase.mark,
                "this expression takes too long, even on a short text",
                "do not repeat what repeats itself, as in (a+)+ or (a|aa)+",
            )


def own_examples(subject: Subject) -> None:
    """An expression finds something in one of its rule's flagged examples."""
    rule = subject.rule
    if rule is None:
        return
    texts = [
        normalise(View(text)).text
        for example in rule.examples
        if example.flag and not example.todo
        for text in example.parts.values()
    ]
    for role, words in subject.wordings:
        for phrase in words.regexes if role == "find" else ():
            pattern = _compiled(phrase)
            try:
                if pattern is not None and not any(_finds(pattern, text) for text in texts):
                    subject.warn(
                        phrase.mark,
                        "this expression finds nothing in any flagged example",
                        "add an example that it flags, or remove it",
                    )
            except TimeoutError:
                return  # said by the check above


CHECKS = (
    Check("regex-readable", "expressions that cannot be read", readable, sound=True),
    Check("regex-greedy", "expressions that match nothing, or everything", neither_empty_nor_all),
    Check("regex-examples", "expressions that no flagged example shows", own_examples),
)
"""The checks of this module."""
