"""What an expression is made of, as far as its words are concerned.

Letters are folded (:func:`aboveboard.screen.fold`), whether or not case matters.  What is not a
letter is told by a few symbols, and everything that is not understood by :data:`ANY`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

__all__ = [
    "ANY",
    "BOUND",
    "DIGITS",
    "NOTHING",
    "OTHER",
    "SYMBOLS",
    "WORDLY",
    "Also",
    "Call",
    "Either",
    "Expression",
    "Node",
    "Repeat",
    "Row",
    "Text",
]

BOUND, ANY, WORDLY, DIGITS, OTHER = "\ufdd0", "\ufdd1", "\ufdd2", "\ufdd3", " "
"""In a text: a place with no letter or digit on one of its sides, or on either; characters that
nothing is known of, or none; the same, but one letter or digit, whichever it is, is enough; one
or more digits; one or more characters that are neither."""
SYMBOLS = frozenset({BOUND, ANY, WORDLY, DIGITS, OTHER})


@dataclass(frozen=True, slots=True, eq=False)
class Text:
    """Characters and symbols in a row."""

    text: str


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """One after the other."""

    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Either:
    """Any of several."""

    branches: tuple[Node, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Repeat:
    """Something that may stand several times in a row (``many``), or be left out."""

    item: Node
    optional: bool
    many: bool


@dataclass(frozen=True, slots=True, eq=False)
class Also:
    """What must stand before or after this place; it takes no room."""

    item: Node
    ahead: bool


@dataclass(frozen=True, slots=True, eq=False)
class Call:
    """A group that is defined elsewhere."""

    name: str


Node = Text | Row | Either | Repeat | Also | Call
NOTHING = Text("")


@dataclass(frozen=True, slots=True)
class Expression:
    """A whole expression, and its named groups."""

    root: Node
    groups: Mapping[str, Node]
