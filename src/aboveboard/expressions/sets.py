"""Escapes and sets of characters: ``\\d``, ``\\u2019``, ``[a-z']``, ``[^\\s--[\\n]]``."""

from __future__ import annotations

from aboveboard.expressions.tree import (
    ANY,
    BOUND,
    DIGITS,
    NOTHING,
    OTHER,
    SYMBOLS,
    WORDLY,
    Either,
    Node,
    Text,
)
from aboveboard.latepattern import late_pattern
from aboveboard.screen import WORD, fold, is_sign

__all__ = ["UnreadableError", "read_escape", "read_set"]

_MOST_TEXTS = 10
_LONGEST_RANGE = 100


class UnreadableError(ValueError):
    """Something that the reader does not know."""


_CLASSES = {"d": DIGITS, "s": OTHER, "W": OTHER, "w": WORDLY, "D": ANY, "S": WORDLY}
_PLACES = {"b": BOUND, "A": BOUND, "Z": BOUND, "m": BOUND, "M": BOUND, "B": "", "K": "", "G": ""}
_CONTROLS = {"n": "\n", "t": "\t", "r": "\r", "f": "\f", "v": "\v", "a": "\a"}
_CODE = late_pattern(r"x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})")
_PROPERTY = late_pattern(r"[pP](?:\{(?P<name>[^{}]*)\}|[A-Za-z])")
# Those without any letter or digit.
_SIGN_PROPERTIES = frozenset("P Pc Pd Pe Pf Pi Po Ps S Sc Sk Sm So Extended_Pictographic".split())
_UNKNOWN = late_pattern(r"X|[1-9]\d?|g<\w+>")


def read_escape(source: str, place: int, *, in_set: bool = False) -> tuple[str, int]:
    """What an escape stands for, whose backslash is at ``place``, and where it ends.

    One character stands for itself, unfolded, unless it is one of the symbols.
    """
    letter = source[place + 1 : place + 2]
    end = place + 2
    if letter in _CLASSES:
        return _CLASSES[letter], end
    if not in_set and letter in _PLACES:
        return _PLACES[letter], end
    if in_set and letter == "b":
        return "\b", end
    if letter in _CONTROLS:
        return _CONTROLS[letter], end
    if match := _CODE.match(source, place + 1):
        number = int(match[1] or match[2] or match[3], 16)
        if number > 0x10FFFF or chr(number) in SYMBOLS - {OTHER}:
            raise UnreadableError(f"no character to look for: {match[0]}")
        return chr(number), match.end()
    if match := _PROPERTY.match(source, place + 1):
        signs = letter == "p" and match["name"] in _SIGN_PROPERTIES
        return OTHER if signs else ANY, match.end()
    if match := _UNKNOWN.match(source, place + 1):
        return ANY, match.end()
    if not letter or letter.isalnum():
        raise UnreadableError(f"an unknown escape: \\{letter}")
    return letter, end


class _Set:
    """The members of a set: single characters, and symbols for classes of them.

    ``certain`` is whether there are no more and no fewer than these.
    """

    def __init__(self) -> None:
        self.members: set[str] = set()
        self.certain = True

    def read(self, source: str, place: int) -> tuple[bool, int]:
        """Read the set that opens at ``place``; whether it is negated, and where it ends."""
        place += 1
        negated = source.startswith("^", place)
        place += negated
        first = place
        while place < len(source) and (source[place] != "]" or place == first):
            place = self._member(source, place)
        if place >= len(source):
            raise UnreadableError("a set without an end")
        return negated, place + 1

    def _member(self, source: str, place: int) -> int:
        if source.startswith(("--", "&&", "||", "~~"), place):
            self.certain = False
            return place + 2
        if source[place] == "[":
            self.certain = False
            if source.startswith("[:", place):
                end = source.find(":]", place)
                if end < 0:
                    raise UnreadableError("a class without an end")
                return end + 2
            return _Set().read(source, place)[1]
        member, place = _character(source, place)
        # "a--b" is a difference, "a-]" holds a hyphen.
        dashed = source.startswith("-", place) and not source.startswith(("-]", "--"), place)
        if not dashed or source.startswith("-[", place):
            self.members.add(member)
            return place
        last, end = _character(source, place + 1)
        if {member, last} & SYMBOLS or len(member + last) != 2:
            self.certain = False  # "\w-x" is no range, but who would write that?
        elif ord(last) - ord(member) > _LONGEST_RANGE:
            self.members.add(ANY)
        else:
            self.members |= {chr(code) for code in range(ord(member), ord(last) + 1)}
        return end


def _character(source: str, place: int) -> tuple[str, int]:
    if source[place : place + 1] == "\\":
        return read_escape(source, place, in_set=True)
    if place >= len(source):
        raise UnreadableError("a set without an end")
    return source[place], place + 1


def read_set(source: str, place: int) -> tuple[Node, int]:
    """The set that opens at ``place``, and where it ends."""
    found = _Set()
    negated, end = found.read(source, place)
    if not found.certain:
        return Text(ANY), end
    if negated:
        # Only a set without all letters and digits leaves none of them.
        return Text(ANY if WORDLY not in found.members else OTHER), end
    if WORDLY in found.members or ANY in found.members:
        return Text(WORDLY if WORDLY in found.members else ANY), end
    return _any_of(found.members), end


def _any_of(members: set[str]) -> Node:
    texts = set(map(_text, members))
    signs = {text for text in texts - SYMBOLS if is_sign(text)}
    if OTHER in texts:
        texts -= signs
    if len(texts) > _MOST_TEXTS:
        return Text(OTHER if texts == signs else ANY)
    branches = tuple(Text(text) for text in sorted(texts))
    return branches[0] if len(branches) == 1 else Either(branches) if branches else NOTHING


def _text(member: str) -> str:
    """What to look for where one member stands."""
    if member in SYMBOLS or is_sign(member):
        return member
    if WORD.match(member):
        return DIGITS if member.isdecimal() else fold(member)
    return OTHER
