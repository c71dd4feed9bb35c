"""The matchers of a rulebook, and the screen that says which of them a text may be for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from aboveboard.expressions.needs import expression_clauses
from aboveboard.matchers.claim import ClaimMatcher
from aboveboard.matchers.labels import LabelSet
from aboveboard.matchers.missing import MissingMatcher
from aboveboard.matchers.regexes import NOTHING_KNOWN, KnownClauses
from aboveboard.matchers.words import GuardedWords
from aboveboard.rulebook.book import Rulebook
from aboveboard.rulebook.model import RUNNING, Claimed, Missing, Rule, Words
from aboveboard.screen import NoScreen, Screen

__all__ = ["Matchers", "clauses_of", "expressions_of"]

Matcher = GuardedWords | MissingMatcher | ClaimMatcher


class Matchers:
    """The compiled matcher of every rule of a rulebook, made when first asked for.

    ``prepared`` is :meth:`screen_data`, and ``known`` (see :func:`clauses_of`) the clauses, of a
    rulebook that was prepared before.  With ``screened=False`` every rule is tried on every text,
    which finds the same and takes very long.
    """

    def __init__(
        self,
        rulebook: Rulebook,
        prepared: Any = None,
        known: KnownClauses = NOTHING_KNOWN,
        *,
        screened: bool = True,
    ) -> None:
        self.rulebook = rulebook
        self._known = known
        self._screened = screened
        self._made: dict[str, Matcher] = {}
        self._labels: dict[str, LabelSet] = {}
        self._pieces: Sequence[tuple[str, int]] | None = None
        """What the numbers in the screen stand for: a rule about words, and a piece of it."""
        if prepared is not None:
            self._pieces, screen = prepared
            self._screen: Screen[int] = Screen.of(screen)

    def _set_up(self) -> Sequence[tuple[str, int]]:
        """The pieces; the screen over all of them is made with them."""
        if self._pieces is None:
            numbers: dict[tuple[str, int], int] = {}
            make_screen = Screen if self._screened else NoScreen
            self._screen = make_screen(
                (numbers.setdefault((rule.id, piece), len(numbers)), clauses)
                for rule in self.rulebook.rules.values()
                if isinstance(rule.find, Words) and rule.status in RUNNING
                for piece, clauses in self.guarded(rule).words.needs()
            )
            self._pieces = tuple(numbers)
        return self._pieces

    def live(self, words: frozenset[str]) -> dict[str, list[int]]:
        """The rules about words that a text with these words may be for, by id.

        With each, the pieces of it that may match.
        """
        pieces = self._set_up()
        found: dict[str, list[int]] = {}
        for number in self._screen.candidates(words):
            rule_id, piece = pieces[number]
            found.setdefault(rule_id, []).append(piece)
        return found

    def screen_data(self) -> Any:
        """The screen over all rules about words, as lists and texts."""
        return [self._set_up(), self._screen.data()]

    def guarded(self, rule: Rule) -> GuardedWords:
        """The matcher of a rule about words."""
        matcher = self.of(rule)
        assert isinstance(matcher, GuardedWords)
        return matcher

    def of(self, rule: Rule) -> Matcher:
        """The matcher of ``rule``."""
        if rule.id not in self._made:
            self._made[rule.id] = self._make(rule)
        return self._made[rule.id]

    def labels(self, lexicon: str) -> LabelSet:
        """The labels of a lexicon."""
        if lexicon not in self._labels:
            lexicons = self.rulebook.lexicons
            self._labels[lexicon] = LabelSet(lexicons[lexicon], lexicons, screened=self._screened)
        return self._labels[lexicon]

    def _make(self, rule: Rule) -> Matcher:
        lexicons = self.rulebook.lexicons
        if isinstance(rule.find, Words):
            return GuardedWords(
                rule.find, rule.exceptions, lexicons, self._known, screened=self._screened
            )
        if isinstance(rule.find, Claimed):
            return ClaimMatcher(rule.find)
        assert isinstance(rule.find, Missing)
        return MissingMatcher(rule.find, lexicons, self.labels, screened=self._screened)


def expressions_of(rulebook: Rulebook) -> Iterator[str]:
    """Every expression that a rule looks for or excepts."""
    for rule in rulebook.rules.values():
        found = (rule.find, rule.exceptions.words)
        for words in found:
            if isinstance(words, Words):
                yield from (expression.text for expression in words.regexes)


def clauses_of(rulebook: Rulebook, known: KnownClauses = NOTHING_KNOWN) -> KnownClauses:
    """The clauses of every expression of a rulebook; ``known`` are some of them."""
    return {
        text: known[text] if text in known else expression_clauses(text)
        for text in expressions_of(rulebook)
    }
