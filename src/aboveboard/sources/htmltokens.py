"""One tokenizer for HTML, MJML, HTML inside Markdown, and JSX.

It follows the tokenization states of the HTML standard
(https://html.spec.whatwg.org/multipage/parsing.html#tokenization) as far as a linter of copy
needs them, and keeps the span of everything.  Left out are the states for scripts inside
comments inside scripts, and foreign content: ``<![CDATA[`` is always a bogus comment.  Unlike
a browser it believes ``<script/>`` and ``<title/>``, which MJML and XHTML mean as they say.

Why our own: time must be linear in the text whatever it holds, and there must be no
recursion.  The standard library's HTMLParser is quadratic on unclosed comments and tags and
differs from one Python version to the next; tree-sitter-html hangs on deep nesting.  Here
each piece is looked for once: what is not closed before the end of the text takes the whole
rest, as in a browser, and in JSX, where a browser's mercy would hide a whole article, the
search is remembered so that it is not made again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from aboveboard.sources.jsx import Braces

__all__ = ["Attribute", "Token", "jsx_tag", "tokens"]


class Attribute(NamedTuple):
    """An attribute; ``text[start:end]`` is its value without quotes.

    ``form`` is ``text``, ``none`` where no value was written, or ``expression`` for JSX
    braces (the span is then that of the braces).  Names are lower-case in HTML, and as
    written in JSX.
    """

    name: str
    start: int
    end: int
    form: str = "text"


class Token(NamedTuple):
    """A piece of markup, ``text[start:end]``.

    ``kind`` is ``text``; ``raw`` (the content of script and style) or ``rcdata`` (that of
    title and textarea); ``start`` or ``end`` for tags; ``comment``, whose inside is
    ``inner``; ``declaration`` for everything else that no reader sees.  ``closed`` is false
    for a comment or tag that the end of the text cut off.  ``written`` is a tag's name as it
    stands in the text, ``name`` the same in lower case for HTML.
    """

    kind: str
    start: int
    end: int
    name: str = ""
    written: str = ""
    attributes: tuple[Attribute, ...] = ()
    inner: tuple[int, int] = (0, 0)
    self_closing: bool = False
    closed: bool = True

    def get(self, name: str) -> Attribute | None:
        """The attribute ``name``; of doubled ones the first, as in a browser."""
        return next((a for a in self.attributes if a.name == name), None)


_SPACE = r"\t\n\f\r "
_TAG_NAME = re.compile(rf"[A-Za-z][^{_SPACE}/>]*+")
_GAP = re.compile(rf"[{_SPACE}/]*+")
_ATTRIBUTE_NAME = re.compile(rf"[^{_SPACE}/>][^{_SPACE}/>=]*+")
_EQUALS = re.compile(rf"[{_SPACE}]*+=[{_SPACE}]*+")
_UNQUOTED = re.compile(rf"[^{_SPACE}>]*+")
_COMMENT_END = re.compile(r"--!?>")

_RAW = frozenset({"script", "style", "xmp", "iframe", "noembed", "noframes"})
_RCDATA = frozenset({"title", "textarea"})
_RAW_ENDS = {
    name: re.compile(rf"</{name}(?=[{_SPACE}/>])", re.IGNORECASE) for name in _RAW | _RCDATA
}


def tokens(text: str, start: int = 0, end: int | None = None) -> Iterator[Token]:
    """The tokens of the HTML in ``text[start:end]``, in order and without gaps between them.

    Spans count in the whole ``text``.
    """
    stop = len(text) if end is None else end
    position = run = start  # ``run`` is where the text run under way began
    while position < stop:
        opening = text.find("<", position, stop)
        if opening < 0:
            break
        token = _markup(text, opening, stop)
        if token is None:
            position = opening + 1
            continue
        if run < opening:
            yield Token("text", run, opening)
        yield token
        position = run = token.end
        if token.kind == "start" and token.name in _RAW_ENDS and not token.self_closing:
            close = _RAW_ENDS[token.name].search(text, position, stop)
            inside = close.start() if close else stop
            if position < inside:
                yield Token("raw" if token.name in _RAW else "rcdata", position, inside)
            position = run = inside
    if run < stop:
        yield Token("text", run, stop)


def _markup(text: str, start: int, stop: int) -> Token | None:
    """The token that begins with the ``<`` at ``start``, or None where that is only text."""
    following = text[start + 1 : min(start + 2, stop)]
    if following.isascii() and following.isalpha():
        return _tag(text, start, stop, "start")
    if following == "/":
        name = text[start + 2 : min(start + 3, stop)]
        if name.isascii() and name.isalpha():
            return _tag(text, start, stop, "end")
        if not name:
            return None
    elif following == "!":
        if text.startswith("<!--", start, stop):
            return _comment(text, start, stop)
    elif following != "?":
        return None
    close = text.find(">", start, stop)
    finish = close + 1 if close >= 0 else stop
    return Token("declaration", start, finish, closed=close >= 0)


def _comment(text: str, start: int, stop: int) -> Token:
    inside = start + 4
    for abrupt in (">", "->"):
        if text.startswith(abrupt, inside, stop):
            return Token("comment", start, inside + len(abrupt), inner=(inside, inside))
    close = _COMMENT_END.search(text, inside, stop)
    if close is None:
        return Token("comment", start, stop, inner=(inside, stop), closed=False)
    return Token("comment", start, close.end(), inner=(inside, close.start()))


def _tag(text: str, start: int, stop: int, kind: str) -> Token:
    match = _TAG_NAME.match(text, start + (2 if kind == "end" else 1), stop)
    assert match is not None  # the caller saw a letter
    written = match[0]
    position = match.end()
    attributes: list[Attribute] = []
    bare_value_end = -1  # a slash that ends an unquoted value does not close the tag
    while True:
        gap = _GAP.match(text, position, stop)
        position = gap.end() if gap else position
        if position >= stop:
            # The standard drops a tag that the end cuts off, and so the rest of the text.
            return Token("declaration", start, stop, closed=False)
        if text[position] == ">":
            closing = text[position - 1] == "/" and position != bare_value_end
            return Token(
                kind,
                start,
                position + 1,
                written.lower(),
                written,
                tuple(attributes),
                self_closing=closing and kind == "start",
            )
        match = _ATTRIBUTE_NAME.match(text, position, stop)
        assert match is not None
        name = match[0].lower()
        position = match.end()
        equals = _EQUALS.match(text, position, stop)
        if equals is None:
            attributes.append(Attribute(name, position, position, "none"))
            continue
        position = equals.end()
        quote = text[position : min(position + 1, stop)]
        if quote in {'"', "'"}:
            close = text.find(quote, position + 1, stop)
            if close < 0:
                return Token("declaration", start, stop, closed=False)
            attributes.append(Attribute(name, position + 1, close))
            position = close + 1
        else:
            value = _UNQUOTED.match(text, position, stop)
            finish = bare_value_end = value.end() if value else position
            attributes.append(Attribute(name, position, finish))
            position = finish


_JSX_NAME = re.compile(r"[A-Za-z_$][\w$.:-]*+")
_JSX_GAP = re.compile(r"\s*+")
_JSX_ATTRIBUTE = re.compile(r"[A-Za-z_$@:][\w$.:@-]*+")
_JSX_EQUALS = re.compile(r"\s*+=\s*+")


def jsx_tag(text: str, start: int, braces: Braces) -> Token | None:
    """The JSX tag that begins with the ``<`` at ``start``, or None where there is none.

    Fragments have an empty name.  ``braces`` is made for the same text, and remembers what
    was looked for in vain.
    """
    stop = braces.stop
    position = start + 1
    kind = "start"
    if text.startswith("/", position, stop):
        kind = "end"
        position += 1
    match = _JSX_NAME.match(text, position, stop)
    written = match[0] if match else ""
    position += len(written)
    attributes: list[Attribute] = []
    while True:
        gap = _JSX_GAP.match(text, position, stop)
        spaced = gap is not None and gap.end() > position
        position = gap.end() if gap else position
        if text.startswith(">", position, stop):
            return Token(kind, start, position + 1, written, written, tuple(attributes))
        if text.startswith("/>", position, stop) and kind == "start" and written:
            return Token(
                kind, start, position + 2, written, written, tuple(attributes), self_closing=True
            )
        if not written or not (spaced or attributes):
            return None
        if text.startswith("{", position, stop):  # {...props}
            end = braces.end(position)
            if end < 0:
                return None
            attributes.append(Attribute("", position, end, "expression"))
            position = end
            continue
        match = _JSX_ATTRIBUTE.match(text, position, stop)
        if match is None:
            return None
        name = match[0]
        position = match.end()
        equals = _JSX_EQUALS.match(text, position, stop)
        if equals is None:
            attributes.append(Attribute(name, position, position, "none"))
            continue
        position = equals.end()
        attribute = _jsx_value(text, name, position, braces)
        if attribute is None:
            return None
        attributes.append(attribute)
        position = attribute.end + (attribute.form == "text")


def _jsx_value(text: str, name: str, position: int, braces: Braces) -> Attribute | None:
    quote = text[position : position + 1]
    if quote == "{":
        end = braces.end(position)
        return Attribute(name, position, end, "expression") if end >= 0 else None
    if quote not in {'"', "'"} or position > braces.last(quote):
        return None
    close = text.find(quote, position + 1, braces.stop)
    return Attribute(name, position + 1, close) if close >= 0 else None
