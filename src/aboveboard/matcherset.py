"""The matchers of a rulebook, and the screen that says which of them a text may be for."""

from __future__ import annotations

from aboveboard.expressions.needs import expression_clauses
from aboveboard.matchers.claim import ClaimMatcher
from aboveboard.matchers.labels import LabelSet
from aboveboard.matchers.missing import MissingMatcher
from aboveboard.matchers.regexes import NOTHING_KNOWN, KnownClauses
from aboveboard.matchers.words import GuardedWords
from aboveboard.rulebook.load import Rulebook
from aboveboard.rulebook.model import Claimed, Missing, Rule, Words
from aboveboard.screen import Screen

__all__ = ["RUNNING", "Matchers", "clauses_of"]

Matcher = GuardedWords | MissingMatcher | ClaimMatcher

RUNNING = frozenset({"stable", "trial"})
"""The statuses of rules that run."""


class Matchers:
    """The compiled matcher of every rule of a rulebook, made when first asked for.

    ``screen`` and ``known`` (see :func:`clauses_of`) are those of a rulebook that was prepared
    before.
    """

    def __init__(
        self,
        rulebook: Rulebook,
        screen: Screen[str] | None = None,
        known: KnownClauses = NOTHING_KNOWN,
    ) -> None:
        self.rulebook = rulebook
        self._screen = screen
        self._known = known
        self._made: dict[str, Matcher] = {}
        self._labels: dict[str, LabelSet] = {}

    @property
    def screen(self) -> Screen[str]:
        """Which of the rules about words, by id, a text may be for."""
        if self._screen is None:
            self._screen = Screen(
                (rule.id, clauses)
                for rule in self.rulebook.rules.values()
                if isinstance(rule.find, Words) and rule.status in RUNNING
                for clauses in self.guarded(rule).words.clauses()
            )
        return self._screen

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
            self._labels[lexicon] = LabelSet(lexicons[lexicon], lexicons)
        return self._labels[lexicon]

    def _make(self, rule: Rule) -> Matcher:
        lexicons = self.rulebook.lexicons
        if isinstance(rule.find, Words):
            return GuardedWords(rule.find, rule.exceptions, lexicons, self._known)
        if isinstance(rule.find, Claimed):
            return ClaimMatcher(rule.find)
        assert isinstance(rule.find, Missing)
        return MissingMatcher(rule.find, lexicons)


def clauses_of(rulebook: Rulebook) -> KnownClauses:
    """The clauses of every expression that a rule looks for or excepts."""
    words = [rule.exceptions.words for rule in rulebook.rules.values()]
    words += [rule.find for rule in rulebook.rules.values() if isinstance(rule.find, Words)]
    return {
        expression.text: expression_clauses(expression.text)
        for each in words
        for expression in each.regexes
    }
