"""Words: phrases, patterns and regular expressions together, with what excuses a match."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from aboveboard.guards import denial, report
from aboveboard.matchers.pattern import PatternSet
from aboveboard.matchers.phrases import PhraseSet, longest
from aboveboard.matchers.regexes import NOTHING_KNOWN, KnownClauses, RegexSet
from aboveboard.passage import Passage
from aboveboard.rulebook.lexicon import Lexicon
from aboveboard.rulebook.model import Exceptions, Words
from aboveboard.screen import Clause, Screen

__all__ = ["Excused", "GuardedWords", "WordSet"]

_PHRASES, _PATTERNS = -2, -1  # in a screen, beside the numbers of expressions


class WordSet:
    """The compiled form of :class:`Words`."""

    def __init__(
        self,
        words: Words,
        lexicons: Mapping[str, Lexicon],
        known: KnownClauses = NOTHING_KNOWN,
    ) -> None:
        self._phrases = PhraseSet([p.text for p in words.phrases]) if words.phrases else None
        self._patterns = PatternSet(words.patterns, lexicons) if words.patterns else None
        self._regexes = RegexSet([p.text for p in words.regexes], known) if words.regexes else None

    @cached_property
    def _needs(self) -> list[tuple[int, tuple[Clause, ...]]]:
        """What is looked for, and what a text must hold for it: the expressions by number."""
        needs: list[tuple[int, tuple[Clause, ...]]] = []
        if self._phrases is not None:
            needs += [(_PHRASES, clauses) for clauses in self._phrases.clauses()]
        if self._patterns is not None:
            needs += [(_PATTERNS, clauses) for clauses in self._patterns.clauses()]
        if self._regexes is not None:
            needs += enumerate(self._regexes.clauses())
        return needs

    @cached_property
    def _screen(self) -> Screen[int]:
        return Screen(self._needs)

    def clauses(self) -> Iterator[tuple[Clause, ...]]:
        """What a text must hold to be worth a look; an empty tuple means: always look."""
        return (clauses for _, clauses in self._needs)

    def find(self, passage: Passage) -> list[tuple[int, int]]:
        """Spans in order; of overlapping ones the longest."""
        spans: list[tuple[int, int]] = []
        candidates = self._screen.candidates(passage.words)
        if self._phrases is not None and _PHRASES in candidates:
            spans += self._phrases.find(passage)
        if self._patterns is not None and _PATTERNS in candidates:
            spans += self._patterns.find(passage)
        if self._regexes is not None:
            spans += self._regexes.find(passage, sorted(candidates - {_PHRASES, _PATTERNS}))
        return longest(spans)


class Excused(NamedTuple):
    """What excuses words that a rule looks for.

    ``kind`` is ``except`` (an exception of the rule overlaps them), ``sentence`` (one stands in
    their sentence), ``negated`` or ``reported``; ``text`` is the wording that does it, normalised.
    """

    kind: str
    text: str


class GuardedWords:
    """Words, their exceptions, and the engine's guards."""

    def __init__(
        self,
        words: Words,
        exceptions: Exceptions,
        lexicons: Mapping[str, Lexicon],
        known: KnownClauses = NOTHING_KNOWN,
    ) -> None:
        self.words = WordSet(words, lexicons, known)
        self._except = WordSet(exceptions.words, lexicons, known) if exceptions.words else None
        phrases = exceptions.sentence
        if exceptions.sentence_lexicon:
            phrases += lexicons[exceptions.sentence_lexicon].words.phrases
        self._sentence = WordSet(Words(phrases=phrases), lexicons) if phrases else None

    def find(self, passage: Passage) -> Iterator[tuple[int, int]]:
        """Spans that nothing excuses, in order."""
        return ((start, end) for start, end, excused in self.sift(passage) if excused is None)

    def sift(self, passage: Passage) -> Iterator[tuple[int, int, Excused | None]]:
        """All spans in order, each with the first thing that excuses it."""
        spans = self.words.find(passage)
        if not spans:
            return
        excused = self._except.find(passage) if self._except else []
        excuses = self._sentence.find(passage) if self._sentence else []
        for start, end in spans:
            yield start, end, _excused(passage, start, end, excused, excuses)


def _excused(
    passage: Passage,
    start: int,
    end: int,
    excused: Sequence[tuple[int, int]],
    excuses: Sequence[tuple[int, int]],
) -> Excused | None:
    """What excuses a span: an exception over it, one in its sentence, a guard."""
    for a, b in excused:
        if start < b and a < end:
            return Excused("except", passage.text[a:b])
    if excuses:
        begin, finish = passage.sentence(start, end)
        for a, b in excuses:
            if begin <= a and b <= finish:
                return Excused("sentence", passage.text[a:b])
    if negation := denial(passage, start, end):
        return Excused("negated", negation)
    if cue := report(passage, start, end):
        return Excused("reported", cue)
    return None
