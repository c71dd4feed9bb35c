"""Plain text: captions, cells, subjects and ``.txt`` files."""

from __future__ import annotations

import re
from collections.abc import Iterator

from aboveboard.document import Block, Comment, Document, Link, Part, Problem, Source
from aboveboard.sources.blocks import paragraphs, pieces, whole
from aboveboard.sources.links import find_links
from aboveboard.sources.options import DEFAULTS, ReadOptions
from aboveboard.text import View, ViewBuilder

__all__ = ["part_from_text", "part_from_view", "read"]

_DIRECTIVE = re.compile(r"<!--\s*aboveboard\s*:")


def _directives(text: str) -> list[Comment]:
    """The comments in ``text`` that speak to the linter; other comments are copy here."""
    found: list[Comment] = []
    position = end = 0
    while match := _DIRECTIVE.search(text, position):
        position = match.end()
        if end < position:  # looked for once, however many comments begin before it
            end = text.find("-->", position)
        if end < 0:
            break
        if text.find("<!--", position, end) >= 0:
            continue  # never closed: another one begins first
        inner = text[match.start() + 4 : end].strip()
        found.append(Comment(inner, match.start(), end + 3))
        position = end + 3
    return found


def _without(text: str, comments: list[Comment]) -> View:
    if not comments:
        return whole(text, 0, len(text))
    builder = ViewBuilder()
    reached = 0
    for comment in comments:
        if reached < comment.start:
            builder.add(text[reached : comment.start], reached, comment.start)
        reached = comment.end
    if reached < len(text):
        builder.add(text[reached:], reached, len(text))
    return builder.build()


def part_from_view(
    name: str,
    source: Source,
    view: View,
    comments: tuple[Comment, ...] = (),
) -> Part:
    """A part whose text is ``view``, a piece of ``source``, read as plain text."""
    blocks: list[Block] = []
    links: list[Link] = []
    for paragraph in paragraphs(view):
        # Before it is cut, so that no address is cut in two.
        links += find_links(paragraph)
        blocks += (Block(piece) for piece in pieces(paragraph))
    return Part(name, source, tuple(blocks), tuple(links), comments=comments)


def part_from_text(name: str, text: str, first_line: int = 1, first_column: int = 1) -> Part:
    """A part that holds ``text``, read as plain text.

    ``first_line`` and ``first_column`` (1-based) say where the text begins in its file.
    """
    comments = _directives(text)
    source = Source(text, first_line, first_column)
    return part_from_view(name, source, _without(text, comments), tuple(comments))


def read(text: str, name: str, options: ReadOptions = DEFAULTS) -> Iterator[Document | Problem]:
    """A plain text file: one document with the part ``body``."""
    yield Document(name, {"body": part_from_text("body", text)})
