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
from typing import Any, NamedTuple

from aboveboard.rulebook.yamlfile import Mark, Node
from aboveboard.suggest import did_you_mean

__all__ = ["MAX_DEPTH", "MAX_FAULTS", "Fault", "json_value", "parse_json"]

MAX_DEPTH = 100
"""How many lists and objects may stand inside each other."""

MAX_FAULTS = 10
"""After so many mistakes in one text the reading ends; nor are more notices given."""


class Fault(NamedTuple):
    """Something wrong in a JSON text: where, one plain sentence, ``error`` or ``notice``."""

    mark: Mark
    message: str
    level: str = "error"


class _StopError(Exception):
    """The reading cannot go on."""


@dataclass(slots=True)
class _Open:
    """A list or object that is not closed yet; in an object keys and values alternate."""

    is_object: bool
    start: Mark
    children: list[Node] = field(default_factory=list)
    comma: Mark | None = None  # a comma after which nothing came yet


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
_WHOLE = re.compile(r"-?[0-9]+")
_NAMED = {
    '"': '"', "\\": "\\", "/": "/", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t",
}  # fmt: skip
_LITERALS: dict[str, Any] = {"true": True, "false": False, "null": None}
_LONGEST_NUMBER = 1_000  # digits; Python refuses to read far longer ones
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
_CLOSER = {True: "}", False: "]"}


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


class _Scanner:
    def __init__(self, text: str, start: int, end: int, line: int) -> None:
        self.text = text
        self.at = start
        self.end = end
        self.line = line
        self.line_start = start
        self.faults: list[Fault] = []
        self.errors = 0
        self.stack: list[_Open] = []
        self._comment_seen = False

    def mark(self, offset: int) -> Mark:
        """The mark of an offset in the line that was reached."""
        return Mark(self.line, offset - self.line_start + 1, offset)

    def wrong(self, mark: Mark, message: str, level: str = "error") -> None:
        if level == "error":
            self.errors += 1
        elif len(self.faults) - self.errors >= MAX_FAULTS:
            return  # enough said
        self.faults.append(Fault(mark, message, level))
        if self.errors >= MAX_FAULTS:
            raise _StopError

    def stop(self, mark: Mark, message: str) -> _StopError:
        self.faults.append(Fault(mark, message))
        return _StopError()

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
        if word not in _LITERALS and not _NUMBER.fullmatch(word):
            self.wrong(start, self._about(word))
        return self._plain(start, word)

    def _about(self, word: str) -> str:
        shown = word if len(word) <= 30 else word[:29] + "…"
        if word[0] in "“”„‘’«":
            return 'these quotes are curly; texts stand in straight double quotes: "..."'
        hint = _WORDS_OF_OTHERS.get(word.lower().lstrip("+"))
        if hint is None and (word[0].isdigit() or word[0] in "+-."):
            return f"'{shown}' is no number as JSON writes them; a text stands in double quotes"
        if hint is None:
            hint = did_you_mean(word, _LITERALS) or "a text stands in double quotes"
        return f"'{shown}' is no JSON value; {hint}"

    # --- structure ------------------------------------------------------------------------

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
            top.children.append(self._key())
            if self._need() == ":":
                self.at += 1
            elif self.text[self.at] in ",}]":
                raise self.stop(self.mark(self.at), "this key has no value: a ':' must follow it")
            else:
                self.wrong(self.mark(self.at), "a ':' is missing between the key and this value")
            if self._need() in ",}]":
                raise self.stop(self.mark(self.at), "a value is missing here")
        return self._value()

    def _key(self) -> Node:
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
    except _StopError:
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
    if text in _LITERALS:
        return _LITERALS[text]
    if _WHOLE.fullmatch(text):
        return int(text) if len(text) <= _LONGEST_NUMBER else text
    return float(text)
