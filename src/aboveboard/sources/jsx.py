"""JavaScript in braces, as far as finding its end needs."""

from __future__ import annotations

import re

__all__ = ["Braces"]

# What matters between braces: braces, strings, template literals and comments.
_NEXT = re.compile(r"[{}\"'`]|/\*|//")
_STRINGS = {
    '"': re.compile(r'"(?:[^"\\\r\n]|\\(?:\r\n|[\s\S]))*+"'),
    "'": re.compile(r"'(?:[^'\\\r\n]|\\(?:\r\n|[\s\S]))*+'"),
    "`": re.compile(r"`(?:[^`\\]|\\[\s\S])*+`"),
}
_LINE_END = re.compile(r"[\r\n]|\Z")
_OPEN, _CLOSE = "([{", ")]}"
_BRACKET = re.compile(r"[(){}\[\]\"'`]|/\*|//|[\r\n]")
_BLANK = re.compile(r"[^\S\r\n]*+(?:\r\n|[\r\n]|\Z)")


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
        self._dead = dict.fromkeys("\"'`", -1)

    def last(self, quote: str) -> int:
        """Where ``quote`` stands for the last time, or -1."""
        return self._last[quote]

    def end(self, start: int) -> int:
        """The offset after the brace that closes the one at ``start``, or -1."""
        if self.unclosed is not None:
            return -1
        depth = 0
        position = start
        while match := _NEXT.search(self.text, position, self.stop):
            char = match[0]
            position = match.end()
            if char == "{":
                depth += 1
            elif char == "}":
                depth -= 1
                if depth == 0:
                    return position
            else:
                position = self._after(char, match.start())
        self.unclosed = start
        return -1

    def _after(self, mark: str, start: int) -> int:
        """Where the string or comment that begins at ``start`` ends."""
        text, stop = self.text, self.stop
        if mark == "/*":
            close = text.find("*/", start + 2, stop)
            return close + 2 if close >= 0 else stop
        if mark == "//":
            if text[start - 1 : start] == ":":  # https://
                return start + 2
            line_end = _LINE_END.search(text, start, stop)
            return line_end.start() if line_end else stop
        # Between tags stands copy, and in copy an apostrophe: "<b>Don't miss</b>".
        if text[start - 1 : start].isalnum() or start < self._dead[mark]:
            return start + 1
        string = _STRINGS[mark].match(text, start, stop)
        if string is not None:
            return string.end()
        line_end = None if mark == "`" else _LINE_END.search(text, start, stop)
        self._dead[mark] = line_end.start() if line_end else stop
        return start + 1

    def statement_end(self, start: int) -> int:
        """Where the ``import`` or ``export`` at ``start`` ends.

        That is the end of the last line before a blank one outside all brackets; or, where
        the brackets do not close, before the first blank one.
        """
        text, stop = self.text, self.stop
        depth = 0
        first_blank = -1
        position = start
        while match := _BRACKET.search(text, position, stop):
            char = match[0]
            position = match.end()
            if char in _OPEN:
                depth += 1
            elif char in _CLOSE:
                depth -= 1
            elif char in "\r\n":
                if char == "\r" and text.startswith("\n", position, stop):
                    position += 1
                blank = _BLANK.match(text, position, stop)
                if blank is None:
                    continue
                if depth <= 0 or self.unclosed is not None:
                    return match.start()
                if first_blank < 0:
                    first_blank = match.start()
            else:
                position = self._after(char, match.start())
        if depth > 0 and first_blank >= 0:
            self.unclosed = start
            return first_blank
        return stop
