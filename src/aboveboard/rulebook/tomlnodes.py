"""TOML with positions: the same nodes that YAML gives.

The standard library's tomllib reads the values and says nothing about where they stand.  So
the text is walked through once more for the places of keys and values, and a place is only
believed if what is written there reads as the very same value.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from typing import Any

from aboveboard.document import Source
from aboveboard.rulebook.mark import Mark
from aboveboard.rulebook.yamlfile import Node, YamlError

__all__ = ["parse_toml", "toml_section"]

MAX_DEPTH = 40

_TOKEN = re.compile(
    r'''(?P<string>"""(?:[^"\\]|\\[\s\S]|"{1,2}(?!"))*+"{3,5}|\'\'\'(?:[^\']|\'{1,2}(?!\'))*+\'{3,5}
        |"(?:[^"\\\r\n]|\\.)*+"|'[^'\r\n]*+')
    |(?P<comment>\#[^\r\n]*+)|(?P<line>\r\n|\n)|(?P<space>[ \t]++)
    |(?P<mark>[\[\]{},=])|(?P<bare>[^\s\[\]{},=\#"']++)|(?P<other>[\s\S])''',
    re.VERBOSE,
)
_WHERE = re.compile(r"\s*\(at (?:line (\d+), column (\d+)|end of document)\)\s*$")

Path = tuple[str | int, ...]
Span = tuple[int, int]


def _key_path(written: str) -> tuple[str, ...]:
    """The steps of a dotted key as it was written: ``a."b c".d``."""
    try:
        data: Any = tomllib.loads(f"{written} = 1")
    except (ValueError, RecursionError):
        return ()
    path = []
    while isinstance(data, dict) and len(data) == 1:
        step, data = next(iter(data.items()))
        path.append(step)
    return tuple(path)


class _Places:
    """Finds where keys and values stand in TOML that is known to be valid."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self.keys: dict[Path, Span] = {}
        self.values: dict[Path, Span] = {}
        self.implied: dict[Path, Span] = {}  # tables that only a longer name mentions
        self._text = text
        self._tables: dict[tuple[str, ...], int] = {}
        self._prefix: Path = ()
        tokens = [m for m in _TOKEN.finditer(text, start, end) if m.lastgroup != "space"]
        self._tokens = tokens
        self._at = 0
        while self._at < len(tokens):
            token = tokens[self._at]
            if token.lastgroup in {"line", "comment"}:
                self._at += 1
            elif token[0] == "[":
                self._header()
            else:
                self._statement()

    def _take_key(self, *ends: str) -> tuple[tuple[str, ...], Span]:
        """The key up to a mark of ``ends``, which is passed over."""
        first = last = None
        while self._at < len(self._tokens) and self._tokens[self._at][0] not in ends:
            token = self._tokens[self._at]
            if token.lastgroup == "line":
                break
            first, last = first or token, token
            self._at += 1
        self._at += 1
        if first is None or last is None:
            return (), (0, 0)
        span = first.start(), last.end()
        return _key_path(self._text[slice(*span)]), span

    def _header(self) -> None:
        start = self._tokens[self._at].start()
        self._at += 1
        is_list = self._at < len(self._tokens) and self._tokens[self._at][0] == "["
        self._at += is_list
        steps, span = self._take_key("]")
        self._at += is_list
        path: Path = ()
        for index, step in enumerate(steps):
            path = (*path, step)
            self.implied.setdefault(path, span)
            whole = steps[: index + 1]
            if is_list and index == len(steps) - 1:
                self._tables[whole] = self._tables.get(whole, -1) + 1
            if whole in self._tables:
                path = (*path, self._tables[whole])
        self._prefix = path
        self.keys.setdefault(path, span)
        self.values.setdefault(path, (start, span[1] + 1 + is_list))

    def _statement(self) -> None:
        steps, span = self._take_key("=")
        for index in range(1, len(steps)):
            self.implied.setdefault((*self._prefix, *steps[:index]), span)
        path = (*self._prefix, *steps)
        self.keys[path] = span
        self._value(path)

    def _value(self, path: Path) -> None:
        """Take the value at ``path``, with all that is inside it, without recursion."""
        # Each open bracket: its mark, where it stands, the path, and the next item's number.
        stack: list[tuple[str, int, Path, int]] = []
        while self._at < len(self._tokens):
            token = self._tokens[self._at]
            kind, written = token.lastgroup, token[0]
            if kind == "line" and not stack:
                return
            self._at += 1
            if kind in {"line", "comment"} or written == ",":
                continue
            if written in "]}":
                if not stack:
                    return
                _, start, where, _ = stack.pop()
                self.values[where] = start, token.end()
                continue
            here = path
            if stack:
                bracket, start, where, number = stack.pop()
                if bracket == "[":
                    here = (*where, number)
                    number += 1
                else:
                    self._at -= 1
                    steps, span = self._take_key("=")
                    here = (*where, *steps)
                    self.keys[here] = span
                    if self._at >= len(self._tokens):
                        return
                    token = self._tokens[self._at]
                    written = token[0]
                    self._at += 1
                stack.append((bracket, start, where, number))
            if written in "[{":
                stack.append((written, token.start(), here, 0))
                continue
            finish = token.end()
            if token.lastgroup == "bare" and self._at < len(self._tokens):
                after = self._tokens[self._at]
                if after.lastgroup == "bare":  # a date and a time with a space between
                    finish = after.end()
                    self._at += 1
            self.values[here] = token.start(), finish


def _plain_text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


class _Builder:
    def __init__(self, text: str, start: int, places: _Places) -> None:
        self.text = text
        self.places = places
        self.source = Source(text)
        self.fallback: Span = start, start

    def mark(self, offset: int) -> Mark:
        return Mark(*self.source.position(offset), offset)

    def node(self, value: Any, path: Path, around: Span) -> Node:
        span = self.places.values.get(path, around)
        start, end = self.mark(span[0]), self.mark(span[1])
        if len(path) > MAX_DEPTH:
            return Node("", "plain", start, end)
        if isinstance(value, Mapping):
            return Node(list(self._pairs(value, path, span)), "mapping", start, end)
        if isinstance(value, list):
            items = [self.node(item, (*path, i), span) for i, item in enumerate(value)]
            return Node(items, "", start, end)
        if isinstance(value, str):
            if not self._reads_as(span, value):
                start, end = self.mark(around[0]), self.mark(around[1])
            return Node(value, "quoted", start, end)
        return Node(_plain_text(value), "plain", start, end)

    def _pairs(
        self, table: Mapping[str, Any], path: Path, span: Span
    ) -> Iterator[tuple[Node, Node]]:
        for key, value in table.items():
            here = (*path, key)
            implied = self.places.implied.get(here, (span[0], span[0]))
            place = self.places.keys.get(here, implied)
            name = Node(key, "quoted", self.mark(place[0]), self.mark(place[1]))
            yield name, self.node(value, here, place)

    def _reads_as(self, span: Span, value: str) -> bool:
        written = self.text[slice(*span)]
        if written[:1] not in {'"', "'"}:
            return False
        try:
            return bool(tomllib.loads(f"v = {written}")["v"] == value)
        except (ValueError, RecursionError):
            return False


def parse_toml(text: str, start: int, end: int) -> Node:
    """The TOML in ``text[start:end]`` as nodes whose marks count in the whole ``text``.

    Texts are ``quoted``; numbers, flags and dates are ``plain``.  Raises YamlError, which
    says where, for anything that is not TOML.
    """
    # Blank lines stand in for what comes before, so that lines are counted right.
    before = re.sub(r"[^\n]+", "", text[:start])
    try:
        data = tomllib.loads(before + text[start:end])
    except RecursionError:
        raise YamlError("values stand inside each other too deeply", Mark(1, 1, start)) from None
    except ValueError as error:
        message = str(error)
        where = _WHERE.search(message)
        plain = _WHERE.sub("", message)
        offset = end
        if where and where[1]:
            # tomllib counts lines by "\n" alone, after it made "\r\n" one character.
            line_start = 0
            for _ in range(int(where[1]) - 1):
                line_start = text.find("\n", line_start) + 1
            offset = min(line_start + int(where[2]) - 1, end)
        line, column = Source(text).position(offset)
        raise YamlError(
            f"not valid TOML: {plain[:1].lower()}{plain[1:]}", Mark(line, column, offset)
        ) from None
    builder = _Builder(text, start, _Places(text, start, end))
    try:
        return builder.node(data, (), (start, start))
    except RecursionError:
        raise YamlError("values stand inside each other too deeply", Mark(1, 1, start)) from None


def toml_section(text: str, *path: str) -> Node | None:
    """The table at ``path`` of a TOML text, or None where it has none.

    Raises YamlError for text that is no TOML.
    """
    return parse_toml(text, 0, len(text)).get(*path)
