"""Words: phrases, patterns and regular expressions together, with what excuses a match."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from aboveboard.guards import negated, reported
from aboveboard.matchers.pattern import PatternSet
from aboveboard.matchers.phrases import PhraseSet, longest
from aboveboard.matchers.regexes import RegexSet
from aboveboard.passage import Passage
from aboveboard.rulebook.lexicon import Lexicon
from aboveboard.rulebook.model import Exceptions, Words
from aboveboard.screen import Clause, Screen

__all__ = ["GuardedWords", "WordSet"]


class WordSet:
    """The compiled form of :class:`Words`."""

    def __init__(self, words: Words, lexicons: Mapping[str, Lexicon]) -> None:
        self._phrases = PhraseSet([p.text for p in words.phrases]) if words.phrases else None
        self._patterns = PatternSet(words.patterns, lexicons) if words.patterns else None
        self._regexes = RegexSet([p.text for p in words.regexes]) if words.regexes else None
        # Expressions are always tried; only what needs spaCy's tokens is screened once more.
        self._screen = Screen(("tokens", clauses) for clauses in self._token_clauses())

    def _token_clauses(self) -> Iterator[tuple[Clause, ...]]:
        for kind in (self._phrases, self._patterns):
            if kind is not None:
                yield from kind.clauses()

    def clauses(self) -> Iterator[tuple[Clause, ...]]:
        """What a text must hold to be worth a look; an empty tuple means: always look."""
        yield from self._token_clauses()
        if self._regexes:
            yield ()

    def find(self, passage: Passage) -> list[tuple[int, int]]:
        """Spans in order; of overlapping ones the longest."""
        spans: list[tuple[int, int]] = []
        if self._screen.candidates(passage.words):
            for kind in (self._phrases, self._patterns):
                if kind is not None:
                    spans += kind.find(passage)
        if self._regexes is not None:
            spans += self._regexes.find(passage)
        return longest(spans)


class GuardedWords:
    """Words, their exceptions, and the engine's guards."""

    def __init__(
        self, words: Words, exceptions: Exceptions, lexicons: Mapping[str, Lexicon]
    ) -> None:
        self.words = WordSet(words, lexicons)
        self._except = WordSet(exceptions.words, lexicons) if exceptions.words else None
        phrases = exceptions.sentence
        if exceptions.sentence_lexicon:
            phrases += lexicons[exceptions.sentence_lexicon].words.phrases
        self._sentence = WordSet(Words(phrases=phrases), lexicons) if phrases else None

    def find(self, passage: Passage) -> Iterator[tuple[int, int]]:
        """Spans that nothing excuses, in order."""
        spans = self.words.find(passage)
        if not spans:
            return
        excused = self._except.find(passage) if self._except else []
        excuses = self._sentence.find(passage) if self._sentence else []
        for start, end in spans:
            if any(start < b and a < end for a, b in excused):
                continue
            if excuses:
                begin, finish = passage.sentence(start, end)
                if any(begin <= a and b <= finish for a, b in excuses):
                    continue
            if negated(passage, start, end) or reported(passage, start, end):
                continue
            yield start, end
