"""YAML files: posts that people keep in git, in one or several documents.

Only data is read, with the limits of the rulebook's reader: no tags, no aliases, no doubled
keys, a limited depth.  A comment ``# aboveboard: ignore RULE -- reason`` belongs to the post
that it stands in, or to the next one.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate

from aboveboard.document import Comment, Document, Part, Problem, Source
from aboveboard.rulebook.mark import Mark
from aboveboard.rulebook.yamlfile import Node, YamlError, parse_yaml, plain_value
from aboveboard.sources.localestrings import is_locale, locale_document
from aboveboard.sources.options import DEFAULTS, ReadOptions
from aboveboard.sources.postdocs import PostReader, nothing_found
from aboveboard.sources.postfields import Data
from aboveboard.sources.yamlcomments import directives

__all__ = ["moved", "read"]

# At the beginning of a line these can only be the marks between documents.
_MARK = re.compile(r"(?:\A|(?<=[\r\n]))(---|\.\.\.)(?=[ \t\r\n]|\Z)")
_NO_COPY = re.compile(r"(?:\s|#[^\r\n]*+|%(?:YAML|TAG)\b[^\r\n]*+)*+")


def read(text: str, name: str, options: ReadOptions = DEFAULTS) -> Iterator[Document | Problem]:
    """The posts in a YAML file: one document each."""
    source = Source(text)
    roots: list[Node] = []
    for start, end in _pieces(text):
        try:
            root = parse_yaml(text[start:end])
        except YamlError as error:
            offset = min(start + error.mark.offset, len(text))
            line, column = source.position(offset)
            message = f"{error.message}; {error.hint}" if error.hint else error.message
            yield Problem(name, line, message, column=column)
            continue
        if root is not None:
            roots.append(moved(root, start, source) if start else root)
    data = Data(text, plain_value)
    if len(roots) == 1 and is_locale(roots[0], name, options):
        found: list[Document | Problem] = [locale_document(roots[0], data, name, source)]
        reader = None
    else:
        reader = PostReader(data, name, source, options, several=len(roots) > 1)
        yield from reader.mistakes()
        yield from reader.settle(roots)
        found = [item for root in roots for item in reader.read(root)]
    yield from _with_comments(found, directives(text, roots), source)
    if reader is not None and roots and not reader.found_any:
        yield nothing_found(name, options)


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """The documents of a stream that hold anything; their marks are left out."""
    start = 0
    for mark in [*_MARK.finditer(text), None]:
        end = mark.start() if mark else len(text)
        if not _NO_COPY.fullmatch(text, start, end):
            yield start, end
        start = mark.end() if mark else end


def moved(root: Node, by: int, source: Source) -> Node:
    """The node with marks that count in the whole file."""

    def mark(old: Mark) -> Mark:
        offset = min(old.offset + by, len(source.text))
        return Mark(*source.position(offset), offset)

    # The parser allows 40 levels, so this recursion is bounded.
    def copy(node: Node) -> Node:
        value = node.value
        if node.kind == "mapping":
            value = [(copy(key), copy(inner)) for key, inner in node.pairs()]
        elif node.kind == "list":
            value = [copy(item) for item in node.items()]
        return Node(value, node.style, mark(node.start), mark(node.end))

    return copy(root)


def _with_comments(
    items: Sequence[Document | Problem], comments: list[Comment], source: Source
) -> Iterator[Document | Problem]:
    """Give each comment to the post in whose lines it stands, else to the next one."""
    documents = [item for item in items if isinstance(item, Document)]
    ends = list(accumulate((_last_line(document, source) for document in documents), max))
    mine: dict[int, list[Comment]] = {}
    for comment in comments:
        line, _ = source.position(comment.start)
        place = min(bisect_left(ends, line), len(ends) - 1)
        mine.setdefault(place, []).append(comment)
    place = -1
    for item in items:
        if isinstance(item, Document):
            place += 1
            yield _commented(item, tuple(mine.get(place, ())))
        else:
            yield item


def _last_line(document: Document, source: Source) -> int:
    """The last line of a post: that of its copy, or of a key below it."""
    last = 0 if document.lines is None else document.lines[1]
    for part in document.parts.values():
        if isinstance(part, Part):
            for block in part.blocks:
                end = block.view.source_span(0, len(block.view.text))[1]
                last = max(last, source.line_range(end, end)[1])
    return last


def _commented(document: Document, comments: tuple[Comment, ...]) -> Document:
    if not comments:
        return document
    parts = dict(document.parts)
    lines = document.lines
    for name, part in parts.items():
        if isinstance(part, Part):
            parts[name] = replace(part, comments=(*part.comments, *comments))
            if lines is not None:
                above, _ = part.source.line_range(comments[0].start, comments[0].end)
                _, below = part.source.line_range(comments[-1].start, comments[-1].end)
                lines = min(above, lines[0]), max(lines[1], below)
            break
    return replace(document, parts=parts, lines=lines)
