"""HTML as values: the one place where text becomes markup.

Whatever is not :class:`Html` already is text from somewhere, and is escaped.  Characters that
cannot be seen or turn the direction of the text are shown, as on the console.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape
from typing import TypeAlias

from aboveboard.reporters.visible import visible

__all__ = ["Child", "Html", "joined", "link", "plain", "raw", "tag"]


class Html(str):
    """Finished markup."""

    __slots__ = ()


Child: TypeAlias = str | int | Iterable["Child"] | None
"""What may stand in an element: text, numbers, markup, nothing, or several of these."""

_VOID = frozenset({"br", "hr", "input", "link", "meta"})
_ADDRESS = re.compile(r"https?://[^\s/?#]", re.IGNORECASE)
_LINE_END = re.compile(r"\r\n?")


def plain(text: str) -> str:
    """``text`` without anything invisible; line ends and tabs stay what they look like."""
    lines = _LINE_END.sub("\n", text).replace("\t", " ").split("\n")
    return "\n".join(visible(line) for line in lines)


def raw(text: str) -> Html:
    """Markup that was written by hand, never with text from elsewhere in it."""
    return Html(text)


def joined(*children: Child) -> Html:
    """All of them in one."""
    return Html("".join(_flat(children)))


def _flat(children: Iterable[Child]) -> Iterable[str]:
    for child in children:
        if isinstance(child, Html):
            yield child
        elif isinstance(child, str):
            yield escape(plain(child))
        elif isinstance(child, int):
            yield f"{child:,}"
        elif child is not None:
            yield from _flat(child)


def tag(name: str, /, *children: Child, **attributes: str | int | bool | None) -> Html:
    """The element ``name``.

    Attributes are written with ``_`` for ``-``, and with one at the end where Python has the word
    for itself; those that are None or False are left out.
    """
    said = "".join(
        f" {key.rstrip('_').replace('_', '-')}" + ("" if value is True else f'="{_value(value)}"')
        for key, value in attributes.items()
        if value is not None and value is not False
    )
    if name in _VOID:
        return Html(f"<{name}{said}>")
    return Html(f"<{name}{said}>{''.join(_flat(children))}</{name}>")


def _value(value: str | int) -> str:
    return escape(plain(value) if isinstance(value, str) else str(value))


def link(url: str, *children: Child) -> Html:
    """A link to a page elsewhere; only text where the address is not one of the web."""
    if not _ADDRESS.match(url):
        return joined(*children)
    return tag("a", *children, href=url, rel="noreferrer noopener", class_="out")
