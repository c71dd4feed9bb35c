"""Phrases: none twice, none that a shorter one covers, none that can never match."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import regex

from aboveboard.document import Part, Source
from aboveboard.latepattern import late_pattern
from aboveboard.matchers.pattern import PatternSet
from aboveboard.matchers.phrases import PhraseSet
from aboveboard.normalise import normalise
from aboveboard.passage import Passage
from aboveboard.rulebook.checks.subject import Check, Subject
from aboveboard.rulebook.mark import Phrase
from aboveboard.rulebook.model import Missing, Words
from aboveboard.text import View

__all__ = ["CHECKS", "norms", "passage_of"]

# A letter, a digit, an emoji or a currency sign: something that copy is recognised by.
_SUBSTANCE = late_pattern(r"[\p{L}\p{N}\p{So}\p{Sc}]")


@lru_cache(maxsize=20_000)
def norms(text: str) -> tuple[str, ...]:
    """The words of a phrase as the matcher compares them: "don't" is "do", "not"."""
    from aboveboard.nlp import parse  # spaCy is slow to import, and not every check needs it

    return tuple(token.norm_ for token in parse(normalise(View(text)).text))


def passage_of(text: str) -> Passage:
    """A text as matchers see it."""
    return Passage(normalise(View(text)), Part("body", Source(text)), "body", 0, 0)


def never(subject: Subject) -> None:
    """A phrase must be found in a sentence that holds it."""
    for role, words in subject.wordings:
        if not words.phrases:
            continue
        found = PhraseSet([phrase.text for phrase in words.phrases])
        for phrase in words.phrases:
            if phrase.text.startswith("# "):
                subject.warn(
                    phrase.mark,
                    "inside a block a line that begins with # is a phrase, not a comment",
                    "put comments above the block",
                )
            elif not _holds_a_word(phrase):
                subject.error(phrase.mark, f"'{phrase.text}' holds no word", "remove it")
            elif role == "find" and not any(found.find(passage_of(f"So {phrase.text} now"))):
                subject.error(
                    phrase.mark,
                    f"'{phrase.text}' is never found, not even in a sentence that holds it",
                    "write it as the copy would",
                )


def _holds_a_word(phrase: Phrase) -> bool:
    return _SUBSTANCE.search(normalise(View(phrase.text)).text) is not None


def unscreened(subject: Subject) -> None:
    """Something in a wording is rare enough to pass over texts without it at once.

    Else spaCy is loaded for every text there is, which takes longer than all the rest.
    """
    if subject.lexicon is not None and not _is_trigger(subject, subject.lexicon.name):
        return  # then something else is looked for first
    known = subject.rulebook.lexicons
    hint = "name one word more that is not as common as 'you' and 'what'"
    for role, words in subject.wordings:
        if role not in {"find", "when"}:
            continue
        for phrase in words.phrases:
            if not _holds_a_word(phrase):
                continue  # said above
            if not all(PhraseSet([phrase.text]).clauses()):
                subject.warn(phrase.mark, "every text must be searched for this phrase", hint)
        for pattern in words.patterns:
            if any(step.lexicon and step.lexicon not in known for step in pattern):
                continue
            if all(step.optional or step.gap for step in pattern):
                continue  # said of patterns
            if not all(PatternSet([pattern], known).clauses()):
                place = pattern[0].mark
                subject.warn(place, "every text must be searched for this pattern", hint)


def doubled(subject: Subject) -> None:
    """No phrase stands twice in a list: case, quotes, hyphens and contractions do not count."""
    for _, words in subject.wordings:
        seen: dict[tuple[str, ...], Phrase] = {}
        for phrase in words.phrases:
            first = seen.setdefault(norms(phrase.text), phrase)
            if first is not phrase:
                same = "" if first.text == phrase.text else f", as '{first.text}'"
                subject.warn(
                    phrase.mark,
                    f"'{phrase.text}' stands already in line {first.mark.line}{same}",
                    "remove one",
                )


def covered(subject: Subject) -> None:
    """No phrase holds a shorter one of its list, which would be found in its place anyway.

    Unless the whole is to be marked: an example shows it, or the list is a lexicon of which
    messages speak.  In a step of a pattern, too, a word more makes a difference.
    """
    if subject.lexicon is not None:
        name = subject.lexicon.name
        if _in_step(subject, name) or _is_trigger(subject, name):
            return
    marked = _marked(subject)
    for role, words in subject.wordings:
        by_norms = {norms(phrase.text): phrase for phrase in reversed(words.phrases)}
        for phrase in words.phrases:
            shorter = _shorter(phrase, by_norms)
            if shorter is None:
                continue
            if role == "find" and any(_holds(span, norms(phrase.text)) for span in marked):
                continue
            text = f"wherever '{phrase.text}' stands, '{shorter.text}' is found"
            if role == "find":
                subject.warn(
                    phrase.mark,
                    f"{text} (line {shorter.mark.line})",
                    "remove the longer one, or mark the whole of it in an example",
                )
            else:
                subject.warn(phrase.mark, f"{text} (line {shorter.mark.line})", "remove one")


def _in_step(subject: Subject, name: str) -> bool:
    """Whether the lexicon ``name`` is a step of a pattern, or a piece of a label."""
    books = subject.rulebook
    if any(
        f"{{{name}}}" in wording.text
        for lexicon in books.lexicons.values()
        for grades in lexicon.labels.values()
        for wordings in grades.values()
        for wording in wordings
    ):
        return True
    words = [rule.find for rule in books.rules.values() if isinstance(rule.find, Words)]
    words += [rule.exceptions.words for rule in books.rules.values()]
    words += [lexicon.words for lexicon in books.lexicons.values()]
    return any(
        step.lexicon == name for each in words for pattern in each.patterns for step in pattern
    )


def _is_trigger(subject: Subject, name: str) -> bool:
    """Whether the lexicon ``name`` makes something necessary in some rule."""
    return any(
        trigger.lexicon == name
        for rule in subject.rulebook.rules.values()
        if isinstance(rule.find, Missing)
        for trigger in rule.find.when
    )


def _marked(subject: Subject) -> list[tuple[str, ...]]:
    """The words of what the flagged examples mark."""
    if subject.rule is None:
        return []
    return [
        norms(example.parts[part][start:end])
        for example in subject.rule.examples
        for part, start, end in example.spans
    ]


def _holds(words: tuple[str, ...], inner: tuple[str, ...]) -> bool:
    size = len(inner)
    return any(words[i : i + size] == inner for i in range(len(words) - size + 1))


def _shorter(phrase: Phrase, by_norms: dict[tuple[str, ...], Phrase]) -> Phrase | None:
    """A phrase of the list whose words stand in a row inside ``phrase``."""
    words = norms(phrase.text)
    for length in range(1, len(words)):
        for start in range(len(words) - length + 1):
            found = by_norms.get(words[start : start + length])
            if found is not None and not _in_compound(phrase.text, words[start : start + length]):
                return found
    return None


def _in_compound(text: str, words: Sequence[str]) -> bool:
    """Whether a single word is a piece of a compound, where the matcher leaves it alone."""
    if len(words) > 1:
        return False
    word = regex.escape(words[0])
    return regex.search(rf"(?i)-{word}\b|\b{word}-", text) is not None


CHECKS = (
    Check("phrase-never", "phrases that can never be found", never),
    Check("unscreened", "wordings that every text must be searched for", unscreened),
    Check("phrase-doubled", "phrases that stand twice in a list", doubled),
    Check("phrase-covered", "phrases that hold a shorter phrase of the same list", covered),
)
"""The checks of this module."""
