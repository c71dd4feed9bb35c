"""Words: phrases, patterns and regular expressions together, with what excuses a match."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property, partial
from typing import NamedTuple

from aboveboard.guards import denial, report
from aboveboard.matchers.pattern import PatternSet
from aboveboard.matchers.phrases import PhraseSet, longest
from aboveboard.matchers.regexes import NOTHING_KNOWN, KnownClauses, RegexSet
from aboveboard.passage import Passage
from aboveboard.rulebook.book import Lexicon
from aboveboard.rulebook.model import Exceptions, Words
from aboveboard.screen import Clause, NoScreen, Screen

__all__ = ["Excused", "GuardedWords", "WordSet"]

_PHRASES = 0  # the piece that stands for all phrases; patterns and then expressions follow


class WordSet:
    """The compiled form of :class:`Words`.

    It is made of *pieces*, each a number: one for all phrases, one for each pattern, one for each
    expression.
    """

    def __init__(
        self,
        words: Words,
        lexicons: Mapping[str, Lexicon],
        known: KnownClauses = NOTHING_KNOWN,
        *,
        screened: bool = True,
    ) -> None:
        self._phrases = PhraseSet([p.text for p in words.phrases]) if words.phrases else None
        self._patterns: PatternSet | None = None
        if words.patterns:
            self._patterns = PatternSet(words.patterns, lexicons, whole=not screened)
        self._regexes = RegexSet([p.text for p in words.regexes], known) if words.regexes else None
        self._first_regex = 1 + len(words.patterns)
        self._screened = screened

    def needs(self) -> Iterator[tuple[int, tuple[Clause, ...]]]:
        """The pieces, and what a text must hold for each; no clause means: always look."""
        if self._phrases is not None:
            for clauses in self._phrases.clauses():
                yield _PHRASES, clauses
        if self._patterns is not None:
            yield from enumerate(self._patterns.clauses(), start=1)
        if self._regexes is not None:
            yield from enumerate(self._regexes.clauses(), start=self._first_regex)

    @cached_property
    def _screen(self) -> Screen[int]:
        return Screen(self.needs()) if self._screened else NoScreen(self.needs())

    def find(
        self, passage: Passage, pieces: Collection[int] | None = None
    ) -> list[tuple[int, int]]:
        """Spans in order; of overlapping ones the longest.

        ``pieces`` are those that the passage may hold, where that is known already.
        """
        if pieces is None:
            pieces = self._screen.candidates(passage.words)
        if not pieces:
            return []
        spans: list[tuple[int, int]] = []
        patterns = [piece - 1 for piece in pieces if _PHRASES < piece < self._first_regex]
        regexes = [piece - self._first_regex for piece in pieces if piece >= self._first_regex]
        if self._phrases is not None and _PHRASES in pieces:
            spans += self._phrases.find(passage)
        if self._patterns is not None and patterns:
            spans += self._patterns.find(passage, patterns)
        if self._regexes is not None and regexes:
            spans += self._regexes.find(passage, sorted(regexes))
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
        *,
        screened: bool = True,
    ) -> None:
        made = partial(WordSet, lexicons=lexicons, known=known, screened=screened)
        self.words = made(words)
        self._except = made(exceptions.words) if exceptions.words else None
        phrases = exceptions.sentence
        if exceptions.sentence_lexicon:
            phrases += lexicons[exceptions.sentence_lexicon].words.phrases
        self._sentence = made(Words(phrases=phrases)) if phrases else None

    def find(
        self, passage: Passage, pieces: Collection[int] | None = None
    ) -> Iterator[tuple[int, int]]:
        """Spans that nothing excuses, in order; ``pieces`` as for :meth:`WordSet.find`."""
        found = self.sift(passage, pieces)
        return ((start, end) for start, end, excused in found if excused is None)

    def sift(
        self, passage: Passage, pieces: Collection[int] | None = None
    ) -> Iterator[tuple[int, int, Excused | None]]:
        """All spans in order, each with the first thing that excuses it."""
        spans = self.words.find(passage, pieces)
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
