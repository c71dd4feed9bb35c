"""The reader of expressions, as the ``regex`` module understands them (its version 1).

What it does not know makes an expression unreadable, never a guess: nothing is then known of
its words, and it is tried on every text.
"""

from __future__ import annotations

import regex

from aboveboard.expressions.sets import UnreadableError, read_escape, read_set
from aboveboard.expressions.tree import (
    ANY,
    BOUND,
    DIGITS,
    NOTHING,
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
from aboveboard.screen import fold

__all__ = ["UnreadableError", "read_expression"]

_RUN = late_pattern(r"[^\\\[(){}?*+.|^$]+")
_VERBOSE_RUN = late_pattern(r"[^\\\[(){}?*+.|^$\s#]+")
_QUANTIFIER = late_pattern(r"(?:(?P<sign>[?*+])|\{(?P<least>\d*)(?P<to>,(?P<most>\d*))?\})[?+]?")
_GROUP = late_pattern(
    r"""\(\?(?:
        (?P<plain>[:>|]) | (?P<look><?[=!]) | P?<(?P<name>[A-Za-z_]\w*)> | (?P<comment>\#)
      | (?P<define>\(DEFINE\)) | \(\w+\)(?P<condition>)
      | (?:P>|&)(?P<call>[A-Za-z_]\w*)\) | P=\w+(?P<back>)\)
      | (?P<on>[fimsux]*)(?:-(?P<off>[fimsx]+))?(?P<end>[:)])
    )""",
    regex.VERBOSE,
)
_SKIPPED = late_pattern(r"(?:\s|#[^\n]*)+")
_RESERVED = (ANY, BOUND, DIGITS, WORDLY)


def read_expression(source: str) -> Expression:
    """The tree of an expression.

    Raises UnreadableError for what is not known here; a faulty expression may be read.
    """
    reader = _Reader(source)
    root = reader.branches()
    if reader.place < len(source):
        raise UnreadableError("a bracket too many")
    return Expression(root, reader.groups)


class _Reader:
    def __init__(self, source: str) -> None:
        if any(symbol in source for symbol in _RESERVED):
            raise UnreadableError("a character that stands for something else here")
        self.source = source
        self.place = 0
        self.groups: dict[str, Node] = {}
        self._verbose = False

    def branches(self) -> Node:
        """Everything up to the end of the group, or of the expression."""
        verbose = self._verbose
        found = [self._row()]
        while self.source.startswith("|", self.place):
            self.place += 1
            found.append(self._row())
        self._verbose = verbose  # flags hold to the end of their group
        return found[0] if len(found) == 1 else Either(tuple(found))

    def _row(self) -> Node:
        items: list[Node] = []
        while True:
            self._skip()
            if self.place >= len(self.source) or self.source[self.place] in "|)":
                break
            item = self._item()
            if isinstance(item, Text) and items and isinstance(items[-1], Text):
                items[-1] = Text(items[-1].text + item.text)
            elif item is not NOTHING:
                items.append(item)
        return items[0] if len(items) == 1 else Row(tuple(items)) if items else NOTHING

    def _skip(self) -> None:
        if self._verbose and (match := _SKIPPED.match(self.source, self.place)):
            self.place = match.end()

    def _quantifier(self) -> regex.Match[str] | None:
        self._skip()
        return _QUANTIFIER.match(self.source, self.place)

    def _item(self) -> Node:
        """One item, or several characters, with what says how often."""
        item = self._atom()
        match = self._quantifier()
        if match is None:
            return item
        self.place = match.end()
        if self._quantifier():
            raise UnreadableError("two quantifiers")
        return _repeated(item, match)

    def _atom(self) -> Node:
        source, place = self.source, self.place
        run = (_VERBOSE_RUN if self._verbose else _RUN).match(source, place)
        if run is not None:
            self.place = run.end()
            if len(run[0]) > 1 and self._quantifier():  # which is for the last of them only
                self.place = run.end() - 1
            return Text(fold(source[place : min(self.place, run.end())]))
        char = source[place]
        if char == "\\":
            text, self.place = read_escape(source, place)
            return Text(fold(text))
        if char == "[":
            item, self.place = read_set(source, place)
            return item
        if char == "(":
            return self._group()
        if char not in ".^$":
            raise UnreadableError(f"not expected here: {char}")
        self.place += 1
        return Text(ANY if char == "." else BOUND)

    def _group(self) -> Node:
        if not self.source.startswith("(?", self.place):
            return self._inside(self.place + 1)
        match = _GROUP.match(self.source, self.place)
        if match is None:
            raise UnreadableError("an unknown group")
        if match["plain"]:
            return self._inside(match.end())
        if match["look"]:
            return _look(self._inside(match.end()), match["look"])
        if match["name"]:
            item = self._inside(match.end())
            # A name that stands twice may mean either.
            twice = match["name"] in self.groups
            self.groups[match["name"]] = Text(ANY) if twice else item
            return item
        if match["define"]:
            self._inside(match.end())
            return NOTHING
        if match["condition"] is not None:
            return Either((self._inside(match.end()), NOTHING))
        self.place = match.end()
        if match["call"]:
            return Call(match["call"])
        if match["back"] is not None:
            return Text(ANY)
        if match["comment"]:
            self._close(self.source.find(")", self.place))
            return NOTHING
        return self._flags(match)

    def _flags(self, match: regex.Match[str]) -> Node:
        before = self._verbose
        self._verbose = "x" in (match["on"] or "") or (before and "x" not in (match["off"] or ""))
        if match["end"] == ")":
            return NOTHING
        item = self._inside(self.place)
        self._verbose = before
        return item

    def _inside(self, place: int) -> Node:
        self.place = place
        item = self.branches()
        self._close(self.place)
        return item

    def _close(self, place: int) -> None:
        if place < 0 or not self.source.startswith(")", place):
            raise UnreadableError("a group without an end")
        self.place = place + 1


def _repeated(item: Node, match: regex.Match[str]) -> Node:
    sign, least, most = match["sign"], match["least"], match["most"]
    if sign:
        optional, many = sign != "+", sign != "?"
    elif not least and not most:
        raise UnreadableError("a brace that is no quantifier")
    else:
        last = least if match["to"] is None else most
        if last and int(last) == 0:
            return NOTHING
        optional, many = not int(least or 0), not last or int(last) > 1
    if isinstance(item, Text) and item.text in SYMBOLS:
        # A symbol stands for several anyway.  One letter is not enough for two.
        if item.text == WORDLY and least and int(least) > 1:
            item = Text(ANY)
        many = False
    return Repeat(item, optional, many) if optional or many else item


def _look(item: Node, sign: str) -> Node:
    """A condition on what stands around a place."""
    if sign.endswith("="):
        return Also(item, ahead=not sign.startswith("<"))
    return Text(BOUND) if _is_wordly(item) else NOTHING


def _is_wordly(item: Node) -> bool:
    """Whether any letter or digit fits, so that where it must not stand, no word goes on."""
    if isinstance(item, Either):
        return any(map(_is_wordly, item.branches))
    return isinstance(item, Text) and item.text == WORDLY
