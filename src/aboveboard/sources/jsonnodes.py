"""JSON with positions: the same nodes that YAML gives.

The standard library's ``json`` reads the values and says nothing about where they stand; its
errors stop at the first and speak of "delimiters", and it recurses.  A finding must point at
the words in the file, so this scanner keeps the place of every key and value.  What it takes
is what RFC 8259 allows and ``json.loads`` reads, without that module's own additions (``NaN``,
``Infinity``).

Time is linear in the text and there is no recursion.  Mistakes after which the reading can go
on (a comma too many, a comment, a key without quotes) are all reported; others end it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from aboveboard.rulebook.mark import Mark
from aboveboard.rulebook.yamlfile import Node
from aboveboard.sources.jsonwords import (
    LITERALS,
    MAX_FAULTS,
    Fault,
    Lexer,
    StopReadingError,
)

__all__ = ["MAX_DEPTH", "MAX_FAULTS", "Fault", "json_value", "parse_json"]

MAX_DEPTH = 100
"""How many lists and objects may stand inside each other."""

_WHOLE = re.compile(r"-?[0-9]+")
_LONGEST_NUMBER = 1_000  # digits; Python refuses to read far longer ones
_CLOSER = {True: "}", False: "]"}


@dataclass(slots=True)
class _Open:
    """A list or object that is not closed yet; in an object keys and values alternate."""

    is_object: bool
    start: Mark
    children: list[Node] = field(default_factory=list)
    comma: Mark | None = None  # a comma after which nothing came yet


class _Scanner(Lexer):
    def __init__(self, text: str, start: int, end: int, line: int) -> None:
        super().__init__(text, start, end, line)
        self.stack: list[_Open] = []

    def read(self) -> Node:
        """The value that the text holds."""
        if not self.skip():
            raise self.stop(self.mark(self.at), "there is nothing in it")
        done = self._value()
        while done is None or self.stack:
            if done is not None:
                self.stack[-1].children.append(done)
                done = self._after_value()
            else:
                done = self._next()
        if self.skip():
            char = self.text[self.at]
            hint = (
                "; a file with one object a line is called .jsonl"
                if char == "{" and done.kind == "mapping"
                else ""
            )
            if char in "}]":
                raise self.stop(self.mark(self.at), f"'{char}' closes nothing")
            raise self.stop(self.mark(self.at), "something stands after the end of the data" + hint)
        return done

    def _value(self) -> Node | None:
        """The value that begins here, or None where a list or object was opened."""
        char = self.text[self.at]
        if char == '"':
            return self.string()
        if char not in "[{":
            return self.word()
        start = self.mark(self.at)
        if len(self.stack) >= MAX_DEPTH:
            raise self.stop(start, f"more than {MAX_DEPTH} levels stand inside each other")
        self.stack.append(_Open(char == "{", start))
        self.at += 1
        return None

    def _need(self) -> str:
        """The next character, where the text cannot end yet."""
        char = self.skip()
        if not char:
            top = self.stack[-1]
            raise self.stop(
                top.start,
                f"'{'{' if top.is_object else '['}' is never closed "
                f"with '{_CLOSER[top.is_object]}'",
            )
        return char

    def _next(self) -> Node | None:
        """What comes first in a list or object, or after a comma."""
        char = self._need()
        top = self.stack[-1]
        if char in "}]":
            if top.comma is not None:
                self.wrong(top.comma, f"a comma before '{char}' is one too many; remove it")
            return self._close(char)
        if char == ",":
            self.wrong(self.mark(self.at), "a comma with nothing before it; remove it")
            self.at += 1
            return None
        top.comma = None
        if top.is_object:
            top.children.append(self.key())
            if self._need() == ":":
                self.at += 1
            elif self.text[self.at] in ",}]":
                raise self.stop(self.mark(self.at), "this key has no value: a ':' must follow it")
            else:
                self.wrong(self.mark(self.at), "a ':' is missing between the key and this value")
            if self._need() in ",}]":
                raise self.stop(self.mark(self.at), "a value is missing here")
        return self._value()

    def _after_value(self) -> Node | None:
        char = self._need()
        top = self.stack[-1]
        if char == ",":
            top.comma = self.mark(self.at)
            self.at += 1
        elif char in "}]":
            return self._close(char)
        elif char == ":":
            raise self.stop(self.mark(self.at), "':' cannot stand here")
        else:
            self.wrong(self.mark(self.at), "a comma is missing before this")
        return None

    def _close(self, char: str) -> Node:
        top = self.stack[-1]
        if char != _CLOSER[top.is_object]:
            raise self.stop(
                self.mark(self.at),
                f"'{char}' cannot close the '{'{' if top.is_object else '['}' "
                f"of line {top.start.line}",
            )
        self.stack.pop()
        self.at += 1
        end = self.mark(self.at)
        if not top.is_object:
            return Node(top.children, "", top.start, end)
        pairs: dict[str, tuple[Node, Node]] = {}
        for key, value in zip(top.children[::2], top.children[1::2], strict=True):
            if key.text in pairs:
                shown = key.text if len(key.text) <= 40 else key.text[:39] + "…"
                self.wrong(
                    key.start,
                    f"the key '{shown}' stands here twice (first in line "
                    f"{pairs[key.text][0].start.line}); only the last one counts",
                    "notice",
                )
            pairs[key.text] = key, value
        return Node(list(pairs.values()), "mapping", top.start, end)


def parse_json(
    text: str, start: int = 0, end: int | None = None, line: int = 1
) -> tuple[Node | None, list[Fault]]:
    """The value in ``text[start:end]``, and what is wrong there.

    Marks count in the whole ``text``; ``line`` is the number of the line that begins at
    ``start``.  The value is None where there is a fault of the level ``error``.  Never raises.
    """
    scanner = _Scanner(text, start, len(text) if end is None else end, line)
    root: Node | None = None
    try:
        root = scanner.read()
    except StopReadingError:
        root = None
    if any(fault.level == "error" for fault in scanner.faults):
        root = None
    return root, sorted(scanner.faults, key=lambda fault: fault.mark.offset)


def json_value(node: Node) -> Any:
    """The node as plain Python data, as ``json.loads`` gives it.

    A whole number of more than a thousand digits stays the text that was written.
    """
    # No deeper than the scanner allows.
    if node.kind == "list":
        return [json_value(item) for item in node.items()]
    if node.kind == "mapping":
        return {key.text: json_value(value) for key, value in node.pairs()}
    text = node.text
    if node.style != "plain":
        return text
    if text in LITERALS:
        return LITERALS[text]
    if _WHOLE.fullmatch(text):
        return int(text) if len(text) <= _LONGEST_NUMBER else text
    return float(text)
