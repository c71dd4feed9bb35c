"""Character references: ``&amp;``, ``&copy``, ``&#x1F600;``, as browsers read them.

The rules are those of https://html.spec.whatwg.org/multipage/parsing.html#character-reference-state;
the names come from the standard library.
"""

from __future__ import annotations

import re
from functools import cache

from aboveboard.text import View, ViewBuilder

__all__ = ["add_decoded", "decoded"]

_REFERENCE = re.compile(r"&(?:#(?:[0-9]++|[xX][0-9a-fA-F]++);?|[A-Za-z][A-Za-z0-9]{1,31}+;?)")


@cache
def _names() -> tuple[dict[str, str], int]:
    """Every name with its meaning, and the length of the longest that needs no semicolon."""
    from html.entities import html5  # thousands of names, and most texts use none

    return html5, max(len(name) for name in html5 if not name.endswith(";"))


def _number(written: str) -> str:
    """What ``&#...;`` stands for."""
    from html import unescape

    base = "x" if written[2] in "xX" else ""
    # Numbers of any length may be written, and int() refuses the longest.
    digits = written[2 + len(base) :].rstrip(";").lstrip("0") or "0"
    return unescape(f"&#{base}{digits};") if len(digits) < 8 else "\ufffd"


def _reference(text: str, match: re.Match[str], attribute: bool) -> tuple[str, int]:
    """What a character reference stands for and where it ends; an empty text for none."""
    written = match[0]
    if written[1] == "#":
        return _number(written), match.end()
    html5, longest = _names()
    name = written[1:]
    if name in html5:
        found = name
    else:
        # Names from before HTML 4 need no semicolon: "&copy2026" is "©2026".
        prefixes = (name[:size] for size in range(min(len(name), longest), 1, -1))
        found = next((prefix for prefix in prefixes if prefix in html5), "")
    end = match.start() + 1 + len(found)
    following = text[end : end + 1]
    if not found or (
        # In an attribute "&copy=1" is a parameter of an address, no reference.
        attribute and not found.endswith(";") and (following == "=" or following.isalnum())
    ):
        return "", end
    return html5[found], end


def add_decoded(
    builder: ViewBuilder, text: str, start: int, end: int, *, attribute: bool = False
) -> None:
    """Append ``text[start:end]`` with its character references resolved (kind ``entity``).

    They are read as browsers do: old names without a semicolon, except in front of ``=`` or
    a letter in an attribute, and numbers that stand for nothing as U+FFFD.
    """
    reached = start
    if text.find("&", start, end) >= 0:
        for match in _REFERENCE.finditer(text, start, end):
            meaning, finish = _reference(text, match, attribute)
            if not meaning or match.start() < reached:
                continue
            if reached < match.start():
                builder.add(text[reached : match.start()], reached, match.start())
            builder.add(meaning, match.start(), finish, "entity")
            reached = finish
    if reached < end:
        builder.add(text[reached:end], reached, end)


def decoded(text: str, start: int, end: int, *, attribute: bool = False) -> View:
    """The view of ``text[start:end]`` with its character references resolved."""
    if text.find("&", start, end) < 0:
        return View(text[start:end], offset=start)
    builder = ViewBuilder()
    add_decoded(builder, text, start, end, attribute=attribute)
    return builder.build()
