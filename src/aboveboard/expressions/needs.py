"""What words a text must hold for an expression to match in it.

An expression is walked from left to right.  At each place there are a few *endings*: what may
stand before it, back to where the word began.  Where all endings come to the end of a word, the
words in them become a clause, and the walk begins anew.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import cache, lru_cache, reduce
from operator import or_
from typing import NamedTuple

import regex

from aboveboard.expressions.reader import UnreadableError, read_expression
from aboveboard.expressions.tree import (
    ANY,
    BOUND,
    DIGITS,
    OTHER,
    SYMBOLS,
    WORDLY,
    Also,
    Call,
    Either,
    Expression,
    Node,
    Repeat,
    Row,
    Text,
)
from aboveboard.latepattern import late_pattern
from aboveboard.screen import DIGIT, LETTER, WORD, Clause, is_sign, rarest, rarity

__all__ = ["expression_clauses"]

_MOST_ENDINGS = 60
_MOST_WORDS = 200
_MOST_CLAUSES = 6
_UNKNOWN = frozenset({ANY, WORDLY})
_OPEN_ENDED = _UNKNOWN | {DIGITS, ""}
# A word that nothing goes on with; where an ending begins and ends, anything may.
_WHOLE = late_pattern(
    rf"(?<!^|[{ANY}{WORDLY}]|{LETTER}){LETTER}++(?![{ANY}{WORDLY}]|$)"
    rf"|(?<!^|[{ANY}{WORDLY}{DIGITS}\d])\d++(?![{ANY}{WORDLY}{DIGITS}]|$)",
    regex.V1,
)
_DIGITS = late_pattern(rf"[{DIGITS}\d]")


@lru_cache(maxsize=4096)
def expression_clauses(source: str) -> tuple[Clause, ...]:
    """The clauses that hold of every text in which the expression matches, rarest first.

    Nothing where the expression says nothing of words, or cannot be read here.
    """
    try:
        expression = read_expression(source)
    except (UnreadableError, RecursionError):
        return ()
    found = _Walk(expression).of(expression.root, left=False, right=False)
    clauses = set(found.clauses) | set(_clauses_of(found.endings))
    kept = [clause for clause in clauses if not any(other < clause for other in clauses)]
    kept.sort(key=lambda clause: (rarity(clause), sorted(clause)))
    return tuple(kept[:_MOST_CLAUSES])


@cache
def _ends_word(character: str) -> bool:
    """Whether no word goes on with a character, or symbol; an empty text tells nothing."""
    if character in _OPEN_ENDED:
        return False
    return character == BOUND or WORD.match(character) is None


@lru_cache(maxsize=1024)
def _needs_of(ending: str) -> list[Clause]:
    """What is certain to be there with an ending: its words, digits and signs."""
    found = set(_WHOLE.findall(ending))
    if _DIGITS.search(ending):
        found.add(DIGIT)
    if not ending.isalnum():
        found.update(sign for sign in ending if sign not in SYMBOLS and is_sign(sign))
    return [frozenset([word]) for word in found]


def _clauses_of(endings: Collection[str]) -> list[Clause]:
    """What holds whichever of the endings is there."""
    each = [_needs_of(ending) for ending in endings]
    if len(each) == 1:
        return each[0]
    return _either(each)


def _either(each: Collection[Collection[Clause]]) -> list[Clause]:
    """What holds if all clauses of one of the collections hold."""
    if not all(each):
        return []
    union = frozenset().union(*map(rarest, each))
    return [union] if len(union) <= _MOST_WORDS else []


_BOUNDED, _OPEN, _EMPTY = 1, 2, 4
"""How something begins or ends, as far as it can be told: one bit for each way there is."""


def _bounded(before: bool, edge: int) -> bool:
    """Whether a word ends where something with this edge comes after ``before``."""
    return edge == _BOUNDED or (before and not edge & _OPEN)


class _Found(NamedTuple):
    """What must hold for a piece to match, and the endings of that piece.

    An ending tells the whole piece, except for what is told by a symbol.
    """

    clauses: list[Clause]
    endings: set[str]

    def all(self) -> list[Clause]:
        """The clauses, with those that the endings give."""
        return [*self.clauses, *_clauses_of(self.endings)]


def _head(ending: str) -> str:
    """The beginning of an ending, to where its first word ends or is not known any more."""
    for index, character in enumerate(ending):
        if _ends_word(character) or character in _UNKNOWN:
            return ending[: index + 1]
    return ending


def _tail(ending: str) -> str:
    """The end of an ending, from where its last whole word is over."""
    whole = list(_WHOLE.finditer(ending))
    return BOUND + ending[whole[-1].end() :] if whole else ending


class _Walk:
    """Reads one expression."""

    def __init__(self, expression: Expression) -> None:
        self._groups = expression.groups
        self._calls: list[str] = []
        self._edges: dict[tuple[int, int], int] = {}

    def of(self, node: Node, *, left: bool, right: bool) -> _Found:
        """What is found in a piece; ``left`` and ``right``: no word goes on there."""
        match node:
            case Text(text):
                return _Found([], {BOUND * left + text + BOUND * right})
            case Row(items):
                return self._row(items, left, right)
            case Either(branches):
                return self._branches(branches, left, right)
            case Repeat():
                return self._repeat(node, left, right)
            case Also(item, ahead):
                found = self.of(item, left=left and ahead, right=right and not ahead)
                bound = left or right or self._edge(node, 0) == _BOUNDED
                return _Found(found.all(), {BOUND * bound})
            case Call(name):
                return self._called(name, left, right)

    def _row(self, items: tuple[Node, ...], left: bool, right: bool) -> _Found:
        rights = [right]
        for item in reversed(items[1:]):
            rights.append(_bounded(rights[-1], self._edge(item, 0)))
        clauses: list[Clause] = []
        endings = {BOUND * left}
        heads: set[str] | None = None  # how the row begins, once that is cut off
        for item, right_here in zip(items, reversed(rights), strict=True):
            found = self.of(item, left=left, right=right_here)
            clauses += found.clauses
            left = _bounded(left, self._edge(item, -1))
            cut = all(_ends_word(ending[-1:]) for ending in endings)
            if cut or all(_ends_word(ending[:1]) for ending in found.endings):
                endings = {ending + BOUND for ending in endings}
                tails = {BOUND}
            elif len(endings) * len(found.endings) > _MOST_ENDINGS:
                tails = set(map(_tail, endings))
            else:
                tails = endings
            if tails is not endings:
                clauses += _clauses_of(endings)
                if heads is None and any(ending.strip(BOUND) for ending in endings):
                    heads = set(map(_head, endings))
                if len(tails) * len(found.endings) > _MOST_ENDINGS:
                    tails = {ANY}
            both = (before + after for before in tails for after in found.endings)
            endings = {ending.replace(OTHER * 2, OTHER) for ending in both}
        if heads is not None:
            if len(heads) * len(endings) > _MOST_ENDINGS:
                heads = {""}
            endings = {head + ANY + ending for head in heads for ending in endings}
        return _Found(clauses, endings)

    def _branches(self, branches: tuple[Node, ...], left: bool, right: bool) -> _Found:
        each = [self.of(branch, left=left, right=right) for branch in branches]
        clauses = _either([found.all() for found in each])
        endings = set().union(*(found.endings for found in each))
        if (left and right) or len(endings) > _MOST_ENDINGS:
            endings = {BOUND * left + ANY + BOUND * right}
        return _Found(clauses, endings)

    def _repeat(self, node: Repeat, left: bool, right: bool) -> _Found:
        if node.many:
            # Each may stand beside another.
            first, last = (self._edge(node.item, side) == _BOUNDED for side in (0, -1))
            found = self.of(node.item, left=left and last, right=right and first)
            inside = BOUND * (left or first) + ANY + BOUND * (right or last)
            found = _Found(found.all(), {inside})
        else:
            found = self.of(node.item, left=left, right=right)
        if node.optional:
            return _Found([], found.endings | {BOUND * (left or right)})
        return found

    def _called(self, name: str, left: bool, right: bool) -> _Found:
        if name in self._calls or name not in self._groups:
            return _Found([], {BOUND * left + ANY + BOUND * right})
        self._calls.append(name)
        found = self.of(self._groups[name], left=left, right=right)
        self._calls.pop()
        return found

    def _edge(self, node: Node, side: int) -> int:
        """How a piece begins (0) or ends (-1)."""
        key = (id(node), side)
        if key not in self._edges:
            self._edges[key] = self._edge_of(node, side)
        return self._edges[key]

    def _edge_of(self, node: Node, side: int) -> int:
        match node:
            case Text(text):
                return _EMPTY if not text else _BOUNDED if _ends_word(text[side]) else _OPEN
            case Row(items):
                edge = _EMPTY
                for item in items[:: side or 1]:
                    edge = (edge & ~_EMPTY) | self._edge(item, side)
                    if not edge & _EMPTY:
                        break
                return edge
            case Either(branches):
                return reduce(or_, (self._edge(branch, side) for branch in branches))
            case Repeat(item, optional, _):
                return self._edge(item, side) | _EMPTY * optional
            case Also(item, ahead):
                near = self._edge(item, 0 if ahead else -1)
                return _BOUNDED if near == _BOUNDED else _EMPTY
            case Call(name):
                if name in self._calls or name not in self._groups:
                    return _OPEN | _EMPTY
                self._calls.append(name)
                edge = self._edge(self._groups[name], side)
                self._calls.pop()
                return edge
