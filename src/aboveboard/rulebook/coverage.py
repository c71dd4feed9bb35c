"""Coverage: which wordings of a rule no example shows at work.

A wording that nobody tried may have a typo in it and never be found; so every alternative of a
rule stands in some flagged example.  Each is run alone on what the flagged examples mark.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from aboveboard.examples import document_of
from aboveboard.facts import Facts
from aboveboard.matchers.pattern import PatternSet, TooManySequences
from aboveboard.matchers.phrases import PhraseSet
from aboveboard.matchers.regexes import RegexSet, RegexTimeout
from aboveboard.passage import Passage, read
from aboveboard.rulebook.book import Rulebook
from aboveboard.rulebook.checks.subject import Subject
from aboveboard.rulebook.faultlist import Faults
from aboveboard.rulebook.faults import Fault
from aboveboard.rulebook.mark import Mark, Phrase
from aboveboard.rulebook.model import Missing, Rule, Step, Words
from aboveboard.rulebook.yamlfile import Node
from aboveboard.screen import Clause

__all__ = ["unexercised"]

_HINT = "add a flagged example with it, or remove it"


class _Shown:
    """What the flagged examples of a rule mark, as the matchers see it."""

    def __init__(self, rule: Rule) -> None:
        self._passages: list[tuple[Passage, list[tuple[int, int]]]] = []
        for example in rule.examples:
            if not example.flag or example.todo or example.posts:
                continue
            reading = read(document_of(example), Facts())
            for passage in (*reading.passages, *reading.links):
                # In Markdown and HTML the spans count in the whole file, whatever the part.
                spans = [
                    (start, end)
                    for part, start, end in example.spans
                    if example.format != "text" or part == passage.part.name
                ]
                self._passages.append((passage, spans))

    def by(
        self,
        find: Callable[[Passage], Iterator[tuple[int, int]]],
        needs: Sequence[Clause] = (),
    ) -> bool:
        """Whether ``find`` finds something of what is marked.

        ``needs`` are words that a text must hold to be worth a look.
        """
        for passage, spans in self._passages:
            if any(passage.words.isdisjoint(clause) for clause in needs):
                continue
            for start, end in find(passage):
                first, last = passage.view.source_span(start, end)
                if any(first < b and a < last for a, b in spans):
                    return True
        return False

    def fact(self, rule: Rule, name: str) -> bool:
        """Whether a flagged example has the fact ``name``."""
        from aboveboard.facts import read_facts

        return any(
            name in read_facts(example.facts)[0]
            for example in rule.examples
            if example.flag and not example.todo
        )


def unexercised(rulebook: Rulebook, rule: Rule) -> list[Fault]:
    """The alternatives of ``rule`` that no flagged example exercises, as warnings.

    Alternatives are each phrase, pattern and expression, each word of an ``any-of``, and each
    trigger of a ``missing``; words of lexicons are not, for they belong to no rule.
    """
    faults = Faults(rule.path, rulebook.texts.get(rule.path, ""))
    subject = Subject(rulebook, faults, rule=rule)
    shown = _Shown(rule)
    if isinstance(rule.find, Missing):
        for trigger in rule.find.when:
            _phrases(subject, shown, trigger.phrases)
            if trigger.fact and not shown.fact(rule, trigger.fact):
                place = subject.mapping(trigger.mark) or trigger.mark
                subject.warn(place, f"no flagged example has the fact '{trigger.fact}'", _HINT)
    elif isinstance(rule.find, Words):
        _words(subject, shown, rule.find)
    return sorted(faults.found)


def _words(subject: Subject, shown: _Shown, words: Words) -> None:
    _phrases(subject, shown, words.phrases)
    for pattern in words.patterns:
        try:
            _pattern(subject, shown, pattern)
        except TooManySequences as error:
            subject.warn(pattern[0].mark, f"this pattern was not tried: {error}")
    for phrase in words.regexes:
        try:
            if not shown.by(RegexSet([phrase.text]).find):
                subject.warn(phrase.mark, "no flagged example shows this expression", _HINT)
        except RegexTimeout:
            subject.warn(phrase.mark, "this expression takes too long on an example")


def _phrases(subject: Subject, shown: _Shown, phrases: Sequence[Phrase]) -> None:
    for phrase in phrases:
        alone = PhraseSet([phrase.text])
        if not any(shown.by(alone.find, clauses) for clauses in alone.clauses()):
            subject.warn(phrase.mark, f"no flagged example shows '{phrase.text}'", _HINT)


def _pattern(subject: Subject, shown: _Shown, pattern: tuple[Step, ...]) -> None:
    if not _found(subject, shown, pattern):
        subject.warn(pattern[0].mark, "no flagged example shows this pattern", _HINT)
        return  # then none of its words either
    for index, step in enumerate(pattern):
        if len(step.words) < 2:
            continue
        node = subject.mapping(step.mark)
        for place, word in enumerate(step.words):
            # With the word optional, the pattern would be found without it.
            alone = replace(step, words=(word,), optional=False)
            if not _found(subject, shown, (*pattern[:index], alone, *pattern[index + 1 :])):
                subject.warn(
                    _place(node, place, step.mark),
                    f"no flagged example shows '{word}' in this pattern",
                    _HINT,
                )


def _place(node: Node | None, index: int, mark: Mark) -> Node | Mark:
    found = node.get("any-of", index) if node is not None else None
    return found or mark


def _found(subject: Subject, shown: _Shown, pattern: tuple[Step, ...]) -> bool:
    alone = PatternSet([pattern], subject.rulebook.lexicons)
    return any(shown.by(alone.find, clauses) for clauses in alone.clauses())
