"""The texts of YAML, JSON and TOML values, mapped to how they were written.

Each syntax has its own escapes, folding and indentation.  What they change becomes an edit
(kind ``escape`` or ``fold``), so that a word found in the value is found in the file.  The
result is checked against the value that the parser read; where they differ, the whole value
stands for the whole scalar, which is coarse but never wrong.
"""

from __future__ import annotations

import re

from aboveboard.rulebook.yamlfile import Node
from aboveboard.sources.blocks import stand_in
from aboveboard.text import View, ViewBuilder

__all__ = ["node_view", "scalar_view"]

_WORDS = re.compile(r"[^ \t\r\n]+")
_LINE_END = r"(?:\r\n|\r|\n)"
# White space with line ends in it; only looked at from its beginning, so never twice.
_FOLD = rf"(?<![ \t])[ \t]*+{_LINE_END}(?:[ \t]*+{_LINE_END})*+[ \t]*+"
_HEX = r"x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}"
# A high and a low surrogate, as JSON writes characters beyond U+FFFF.
_PAIR = r"u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"

_DOUBLE = re.compile(rf"\\(?:{_PAIR}|{_HEX}|{_LINE_END}[ \t]*+|.)|{_FOLD}")
_SINGLE = re.compile(rf"''|{_FOLD}")
_TOML_BASIC = re.compile(rf"\\(?:{_PAIR}|{_HEX}|[ \t]*+{_LINE_END}[ \t\r\n]*+|.)|\r\n")
_TOML_LITERAL = re.compile(r"\r\n")
_NAMED = {
    "0": "\0",
    "a": "\a",
    "b": "\b",
    "t": "\t",
    "\t": "\t",
    "n": "\n",
    "v": "\v",
    "f": "\f",
    "r": "\r",
    "e": "\x1b",
    "N": "\x85",
    "_": "\xa0",
    "L": "\u2028",
    "P": "\u2029",
}


def _meaning(escape: str) -> str:
    """What ``escape`` stands for; anything without a meaning stands for itself."""
    body = escape[1:]
    if body[0] in "xuU" and len(body) > 1:
        if len(body) == 11:  # a surrogate pair
            high, low = int(body[1:5], 16), int(body[7:11], 16)
            return chr(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00))
        code = int(body[1:], 16)
        return chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"
    if body[0] in " \t\r\n" and ("\n" in body or "\r" in body):
        return ""
    return _NAMED.get(body, body)


def _folded(gap: str) -> str:
    """What line ends and the spaces around them stand for: one is a space, more are kept."""
    breaks = gap.replace("\r\n", "\n").replace("\r", "\n").count("\n")
    return " " if breaks == 1 else "\n" * (breaks - 1)


def _rewritten(
    text: str, start: int, end: int, pattern: re.Pattern[str], *, folds: bool = True
) -> View:
    """``text[start:end]`` with what ``pattern`` finds replaced by what it stands for."""
    builder = ViewBuilder()
    builder.add("", start, start)
    reached = start
    for match in pattern.finditer(text, start, end):
        if reached < match.start():
            builder.add(text[reached : match.start()], reached, match.start())
        found = match[0]
        if found[0] == "\\":
            new, kind = _meaning(found), "escape"
        elif found == "''":
            new, kind = "'", "escape"
        else:
            new, kind = (_folded(found) if folds else "\n"), "fold"
        reached = match.end()
        builder.add(new, match.start(), reached, kind)
    if reached < end:
        builder.add(text[reached:end], reached, end)
    return builder.build()


def _aligned(text: str, start: int, end: int, value: str) -> View | None:
    """``value`` beside ``text[start:end]``, where they differ only in white space."""
    builder = ViewBuilder()
    reached, at = start, 0
    written = _WORDS.finditer(text, start, end)
    for word in _WORDS.finditer(value):
        source = next(written, None)
        if source is None or source[0] != word[0]:
            return None
        if at == 0 and not word.start():
            reached = source.start()
        elif at < word.start() or reached < source.start():
            gap = value[at : word.start()]
            same = gap == text[reached : source.start()]
            builder.add(gap, reached, source.start(), "" if same else "fold")
        builder.add(word[0], source.start(), source.end())
        reached, at = source.end(), word.end()
    if next(written, None) is not None:
        return None
    if at < len(value):
        rest = value[at:]
        same = text.startswith(rest, reached, end)
        builder.add(rest, reached, reached + len(rest) if same else end, "" if same else "fold")
    return builder.build()


_BEYOND = re.compile("[\U00010000-\U0010ffff]")


def _paired(text: str) -> str:
    """The text as the YAML parser was shown it, which knows no surrogate pairs."""
    return _BEYOND.sub("\ufffd\ufffd", text)


_BLOCK_HEADER = re.compile(rf"[|>][^\r\n]*{_LINE_END}?")


def scalar_view(text: str, start: int, end: int, value: str, syntax: str = "yaml") -> View:
    """The view whose text is ``value``, over the scalar ``text[start:end]``.

    The span holds the quotes or the header of a block.  ``syntax`` is ``yaml`` (JSON is read
    by the same rules) or ``toml``.
    """
    view: View | None
    written = text[start:end]
    if written == value:
        return View(value, offset=start)
    if syntax == "toml":
        view = _toml(text, start, end)
    elif written[:1] == '"':
        view = _rewritten(text, start + 1, end - 1, _DOUBLE)
    elif written[:1] == "'":
        view = _rewritten(text, start + 1, end - 1, _SINGLE)
    else:
        header = _BLOCK_HEADER.match(text, start, end)
        view = _aligned(text, header.end() if header else start, end, value)
    if view is None or (view.text != value and _paired(view.text) != _paired(value)):
        return stand_in(value, start, end, "escape")
    return view


def _toml(text: str, start: int, end: int) -> View | None:
    for quotes, pattern in (('"', _TOML_BASIC), ("'", _TOML_LITERAL)):
        if text.startswith(quotes * 3, start, end):
            inside = start + 3
            for line_end in ("\r\n", "\n"):  # the first one does not belong to the text
                if text.startswith(line_end, inside, end):
                    inside += len(line_end)
                    break
            return _rewritten(text, inside, end - 3, pattern, folds=False)
        if text.startswith(quotes, start, end):
            return _rewritten(text, start + 1, end - 1, pattern, folds=False)
    return None


def node_view(text: str, node: Node, syntax: str = "yaml") -> View:
    """The view of a text node that was read from ``text`` itself."""
    return scalar_view(text, node.start.offset, node.end.offset, node.text, syntax)
