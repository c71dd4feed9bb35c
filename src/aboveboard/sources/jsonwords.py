"""The words of JSON: white space, texts, numbers and literals, each with its place.

Mistakes that people make in them are told in plain words.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from aboveboard.rulebook.mark import Mark
from aboveboard.rulebook.yamlfile import Node
from aboveboard.suggest import did_you_mean

__all__ = ["LITERALS", "MAX_FAULTS", "Fault", "Lexer", "StopReadingError"]

MAX_FAULTS = 10
"""After so many mistakes in one text the reading ends; nor are more notices given."""


class Fault(NamedTuple):
    """Something wrong in a JSON text: where, one plain sentence, ``error`` or ``notice``."""

    mark: Mark
    message: str
    level: str = "error"


class StopReadingError(Exception):
    """The reading cannot go on."""


_SPACE = re.compile(r"[ \t\r\n]*+")
_STRING = re.compile(r'"(?:[^"\\\x00-\x1f]++|\\[^\x00-\x1f])*+"')
# With control characters in it, which JSON wants to be escaped; not with line ends.
_LOOSE_STRING = re.compile(r'"(?:[^"\\\r\n]++|\\[^\r\n])*+"')
_CONTROL = re.compile(r"[\x00-\x1f]")
_SINGLE = re.compile(r"'(?:[^'\\\r\n]++|\\[^\r\n])*+'")
_WORD = re.compile(r'[^\s,:\[\]{}"]++')
_ESCAPE = re.compile(
    r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|[^u]|u)"
)
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*+)(?:\.[0-9]++)?+(?:[eE][-+]?[0-9]++)?+")
_NAMED = {
    '"': '"', "\\": "\\", "/": "/", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t",
}  # fmt: skip
LITERALS: dict[str, Any] = {"true": True, "false": False, "null": None}
_WORDS_OF_OTHERS = {
    "nan": "write null, or a number",
    "infinity": "write null, or a number",
    "-infinity": "write null, or a number",
    "none": "write null",
    "undefined": "write null",
    "true": "write true",
    "false": "write false",
    "null": "write null",
}


def _meaning(match: re.Match[str]) -> str:
    body = match[0][1:]
    if len(body) == 11:  # a surrogate pair
        high, low = int(body[1:5], 16), int(body[7:], 16)
        return chr(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00))
    if len(body) == 5:
        code = int(body[1:], 16)
        # One half of a pair is no character.
        return "\ufffd" if 0xD800 <= code < 0xE000 else chr(code)
    return _NAMED.get(body, body)


class Lexer:
    """Goes through a JSON text word by word; what is wrong is kept, or ends the reading."""

    def __init__(self, text: str, start: int, end: int, line: int) -> None:
        self.text = text
        self.at = start
        self.end = end
        self.line = line
        self.line_start = start
        self.faults: list[Fault] = []
        self.errors = 0
        self._comment_seen = False

    def mark(self, offset: int) -> Mark:
        """The mark of an offset in the line that was reached."""
        return Mark(self.line, offset - self.line_start + 1, offset)

    def wrong(self, mark: Mark, message: str, level: str = "error") -> None:
        """Note a mistake after which the reading goes on."""
        if level == "error":
            self.errors += 1
        elif len(self.faults) - self.errors >= MAX_FAULTS:
            return  # enough said
        self.faults.append(Fault(mark, message, level))
        if self.errors >= MAX_FAULTS:
            raise StopReadingError

    def stop(self, mark: Mark, message: str) -> StopReadingError:
        """Note a mistake after which nothing can be read, and give what ends the reading."""
        self.faults.append(Fault(mark, message))
        return StopReadingError()

    def pass_over(self, end: int) -> None:
        """Go to ``end``, counting the line ends on the way."""
        passed = self.text[self.at : end]
        if "\n" in passed or "\r" in passed:
            self.line += passed.count("\n") + passed.count("\r") - passed.count("\r\n")
            self.line_start = self.at + max(passed.rfind("\n"), passed.rfind("\r")) + 1
        self.at = end

    def skip(self) -> str:
        """Go to the next character that means something, and return it; empty at the end."""
        text = self.text
        while True:
            space = _SPACE.match(text, self.at, self.end)
            if space is not None and space.end() > self.at:
                self.pass_over(space.end())
            if self.at >= self.end:
                return ""
            char = text[self.at]
            if char != "#" and not text.startswith(("//", "/*"), self.at):
                return char
            self._comment()

    def _comment(self) -> None:
        if not self._comment_seen:
            self._comment_seen = True
            self.wrong(self.mark(self.at), "JSON has no comments; remove this one")
        if self.text.startswith("/*", self.at):
            close = self.text.find("*/", self.at + 2, self.end)
            self.pass_over(close + 2 if close >= 0 else self.end)
        else:
            places = [self.text.find(char, self.at, self.end) for char in "\r\n"]
            self.pass_over(min((p for p in places if p >= 0), default=self.end))

    # --- values ---------------------------------------------------------------------------

    def string(self) -> Node:
        """The string that begins here."""
        start = self.mark(self.at)
        match = _STRING.match(self.text, self.at, self.end)
        if match is None:
            match = _LOOSE_STRING.match(self.text, self.at, self.end)
            if match is None:
                raise self.stop(
                    start,
                    "the text that begins here is not closed with '\"' in its line; "
                    "a line break inside a text is written as \\n",
                )
            bad = _CONTROL.search(self.text, self.at)
            assert bad is not None
            self.wrong(
                self.mark(bad.start()),
                f"the character U+{ord(bad[0]):04X} cannot stand in a text; write it as "
                + ("\\t" if bad[0] == "\t" else f"\\u{ord(bad[0]):04x}"),
            )
        inner = self.text[self.at + 1 : match.end() - 1]
        if "\\" in inner:
            for escape in _ESCAPE.finditer(inner):
                if len(escape[0]) == 2 and escape[0][1] not in _NAMED:
                    place = self.mark(self.at + 1 + escape.start())
                    if escape[0] == "\\u":
                        self.wrong(place, "four digits must follow '\\u', such as \\u00e9")
                    else:
                        self.wrong(
                            place,
                            f"'{escape[0]}' means nothing in JSON; a backslash is written as \\\\",
                        )
            inner = _ESCAPE.sub(_meaning, inner)
        self.at = match.end()
        return Node(inner, "quoted", start, self.mark(self.at))

    def _plain(self, start: Mark, value: str) -> Node:
        return Node(value, "plain", start, self.mark(self.at))

    def word(self) -> Node:
        """The number or literal that begins here; something else is a mistake."""
        start = self.mark(self.at)
        if self.text[self.at] == "'":
            quoted = _SINGLE.match(self.text, self.at, self.end)
            if quoted is not None:
                self.wrong(start, 'texts stand in double quotes: "..."')
                self.at = quoted.end()
                return self._plain(start, quoted[0][1:-1])
        match = _WORD.match(self.text, self.at, self.end)
        if match is None:
            raise self.stop(start, f"'{self.text[self.at]}' cannot stand here")
        self.at = match.end()
        word = match[0]
        if word not in LITERALS and not _NUMBER.fullmatch(word):
            self.wrong(start, self._about(word))
        return self._plain(start, word)

    def key(self) -> Node:
        """The key that begins here; one without double quotes is a mistake."""
        char = self.text[self.at]
        if char == '"':
            return self.string()
        start = self.mark(self.at)
        match = _SINGLE.match(self.text, self.at, self.end) or _WORD.match(
            self.text, self.at, self.end
        )
        if match is None:
            raise self.stop(start, f"a key in double quotes must stand here, not '{char}'")
        shown = match[0].strip("'")
        self.wrong(start, f'a key stands in double quotes: "{shown[:40]}"')
        self.at = match.end()
        return self._plain(start, shown)

    def _about(self, word: str) -> str:
        shown = word if len(word) <= 30 else word[:29] + "…"
        if word[0] in "“”„‘’«":
            return 'these quotes are curly; texts stand in straight double quotes: "..."'
        hint = _WORDS_OF_OTHERS.get(word.lower().lstrip("+"))
        if hint is None and (word[0].isdigit() or word[0] in "+-."):
            return f"'{shown}' is no number as JSON writes them; a text stands in double quotes"
        if hint is None:
            hint = did_you_mean(word, LITERALS) or "a text stands in double quotes"
        return f"'{shown}' is no JSON value; {hint}"
