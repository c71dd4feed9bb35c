"""Regular expressions, by the ``regex`` module, which can be given a time limit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import regex

from aboveboard.expressions.needs import expression_clauses
from aboveboard.passage import Passage
from aboveboard.screen import Clause, folds_simply

__all__ = [
    "NOTHING_KNOWN",
    "TIME_LIMIT",
    "KnownClauses",
    "RegexSet",
    "RegexTimeout",
    "compile_regex",
]

TIME_LIMIT = 0.5
"""Seconds that one expression may take on one passage."""


KnownClauses = Mapping[str, Sequence[Iterable[str]]]
"""Clauses by the expression that they hold for; finding them out takes longer than using it."""
NOTHING_KNOWN: KnownClauses = {}


_FLAGS = regex.IGNORECASE | regex.VERSION1


class RegexTimeout(Exception):
    """An expression took longer than :data:`TIME_LIMIT` on one passage."""


def compile_regex(pattern: str, *, simply: bool = False) -> regex.Pattern[str]:
    """The compiled expression; case does not matter unless it says ``(?-i:...)``.

    ``simply`` is quicker to make and to match, and does not know that "ss" may be "ß".
    Raises regex.error for one that cannot be read.
    """
    return regex.compile(f"(?-f){pattern}" if simply else pattern, _FLAGS)


class RegexSet:
    """A set of regular expressions, each compiled when it is first used.

    ``known`` are the clauses of expressions that were found out before.
    """

    def __init__(self, patterns: Sequence[str], known: KnownClauses = NOTHING_KNOWN) -> None:
        self.patterns = patterns
        self._known = known
        self._compiled: dict[tuple[int, bool], regex.Pattern[str]] = {}

    def clauses(self) -> Iterator[tuple[Clause, ...]]:
        """For each expression, what every text with a match must hold."""
        for pattern in self.patterns:
            known = self._known.get(pattern)
            if known is None:
                yield expression_clauses(pattern)
            else:
                yield tuple(map(frozenset, known))

    def _pattern(self, index: int, *, simply: bool) -> regex.Pattern[str]:
        key = (index, simply)
        if key not in self._compiled:
            pattern = self.patterns[index]
            simple = simply and folds_simply(pattern)
            self._compiled[key] = compile_regex(pattern, simply=simple)
        return self._compiled[key]

    def find(
        self, passage: Passage, indexes: Iterable[int] | None = None
    ) -> Iterator[tuple[int, int]]:
        """Spans of all matches that are not empty; of the expressions at ``indexes``, or of all.

        Where an expression has a group named ``mark``, that group is the span.
        Raises RegexTimeout.
        """
        for index in range(len(self.patterns)) if indexes is None else indexes:
            pattern = self._pattern(index, simply=passage.folds_simply)
            group: int | str = "mark" if "mark" in pattern.groupindex else 0
            try:
                for match in pattern.finditer(passage.text, timeout=TIME_LIMIT):
                    start, end = match.span(group)
                    if start < end:
                        yield start, end
            except TimeoutError:
                raise RegexTimeout(self.patterns[index]) from None
