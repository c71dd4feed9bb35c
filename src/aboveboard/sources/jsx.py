"""JavaScript in braces, as far as finding its end needs."""

from __future__ import annotations

import re
from collections.abc import Iterator

__all__ = ["Braces"]

# What matters between braces: braces, strings, template literals and comments; in a
# statement all brackets and the ends of lines too.
_BRACES = re.compile(r"[{}\"'`]|/\*|//")
_BRACKETS = re.compile(r"[()\[\]{}\"'`]|/\*|//|\r\n|[\r\n]")
_STRINGS = {
    '"': re.compile(r'"(?:[^"\\\r\n]|\\(?:\r\n|[\s\S]))*+"'),
    "'": re.compile(r"'(?:[^'\\\r\n]|\\(?:\r\n|[\s\S]))*+'"),
}
_IN_TEMPLATE = re.compile(r"`|\$\{|\\[\s\S]")
_LINE_END = re.compile(r"[\r\n]|\Z")
_BLANK = re.compile(r"[^\S\r\n]*+(?:[\r\n]|\Z)")


class Braces:
    """Finds the ends of brace expressions in ``text[:stop]``.

    Linear over all questions asked: the search that reaches the end of the text without an
    answer is the last one that is made, since every later one would most likely end there
    too.  Such a file is broken for every MDX reader; its braces are then taken as text.
    """

    def __init__(self, text: str, stop: int | None = None) -> None:
        self.text = text
        self.stop = len(text) if stop is None else stop
        self.unclosed: int | None = None
        """Where a brace stands that is never closed, or None."""
        self._last = {quote: text.rfind(quote, 0, self.stop) for quote in "\"'`"}
        # Up to where a quote was looked for in vain.
        self._dead = dict.fromkeys("\"'", -1)

    def last(self, quote: str) -> int:
        """Where ``quote`` stands for the last time, or -1."""
        return self._last[quote]

    def end(self, start: int) -> int:
        """The offset after the brace that closes the one at ``start``, or -1."""
        if self.unclosed is not None:
            return -1
        depth = 0
        for match in self._marks(_BRACES, start):
            depth += 1 if match[0] == "{" else -1
            if depth == 0:
                return match.end()
        self.unclosed = start
        return -1

    def statement_end(self, start: int) -> int:
        """Where the ``import`` or ``export`` at ``start`` ends.

        That is the end of the last line before a blank one outside all brackets; or, where
        the brackets do not close, before the first blank one.
        """
        depth = 0
        first_blank = -1
        for match in self._marks(_BRACKETS, start):
            char = match[0]
            if char in "([{":
                depth += 1
            elif char in ")]}":
                depth -= 1
            elif _BLANK.match(self.text, match.end(), self.stop):
                if depth <= 0 or self.unclosed is not None:
                    return match.start()
                if first_blank < 0:
                    first_blank = match.start()
        if depth > 0 and first_blank >= 0:
            self.unclosed = start
            return first_blank
        return self.stop

    def _marks(self, pattern: re.Pattern[str], start: int) -> Iterator[re.Match[str]]:
        """What ``pattern`` finds from ``start`` on, outside strings, templates and comments."""
        position = start
        nested: list[int] = []  # braces open in each ${ } of the template literals around
        while match := pattern.search(self.text, position, self.stop):
            char = match[0]
            position = match.end()
            if char == "`":
                if match.start() < self._last["`"]:
                    position = self._template(position, nested)
            elif char[0] in "\"'/":
                position = self._after(char, match.start())
            elif not nested:
                yield match
            elif char == "{":
                nested[-1] += 1
            elif char == "}":
                nested[-1] -= 1
                if nested[-1] < 0:
                    nested.pop()
                    position = self._template(position, nested)

    def _template(self, position: int, nested: list[int]) -> int:
        """Where the text of a template literal ends: at its end, or at ``${``."""
        while match := _IN_TEMPLATE.search(self.text, position, self.stop):
            position = match.end()
            if match[0] == "${":
                nested.append(0)
                return position
            if match[0] == "`":
                return position
        return self.stop

    def _after(self, mark: str, start: int) -> int:
        """Where the string or comment that begins at ``start`` ends."""
        text, stop = self.text, self.stop
        if mark == "/*":
            close = text.find("*/", start + 2, stop)
            return close + 2 if close >= 0 else stop
        if mark == "//":
            return start + 2 if text[start - 1 : start] == ":" else self._line_end(start)
        # Between tags stands copy, and in copy an apostrophe: "<b>Don't miss</b>".
        if text[start - 1 : start].isalnum() or start < self._dead[mark]:
            return start + 1
        string = _STRINGS[mark].match(text, start, stop)
        if string is not None:
            return string.end()
        self._dead[mark] = self._line_end(start)
        return start + 1

    def _line_end(self, start: int) -> int:
        found = _LINE_END.search(self.text, start, self.stop)
        return found.start() if found else self.stop
