"""Regular expressions, by the ``regex`` module, which can be given a time limit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

import regex

from aboveboard.passage import Passage

__all__ = ["TIME_LIMIT", "RegexSet", "RegexTimeout", "compile_regex"]

TIME_LIMIT = 0.5
"""Seconds that one expression may take on one passage."""


class RegexTimeout(Exception):
    """An expression took longer than :data:`TIME_LIMIT` on one passage."""


def compile_regex(pattern: str) -> regex.Pattern[str]:
    """The compiled expression; case does not matter unless it says ``(?-i:...)``.

    Raises regex.error for one that cannot be read.
    """
    return regex.compile(pattern, regex.IGNORECASE | regex.VERSION1)


class RegexSet:
    """A set of regular expressions; compiled when it is first used."""

    def __init__(self, patterns: Sequence[str]) -> None:
        self.patterns = patterns

    @cached_property
    def _compiled(self) -> list[regex.Pattern[str]]:
        return [compile_regex(pattern) for pattern in self.patterns]

    def find(self, passage: Passage) -> Iterator[tuple[int, int]]:
        """Spans of all matches that are not empty.

        Where an expression has a group named ``mark``, that group is the span.
        Raises RegexTimeout.
        """
        for pattern in self._compiled:
            group: int | str = "mark" if "mark" in pattern.groupindex else 0
            try:
                for match in pattern.finditer(passage.text, timeout=TIME_LIMIT):
                    start, end = match.span(group)
                    if start < end:
                        yield start, end
            except TimeoutError:
                raise RegexTimeout(pattern.pattern) from None
