"""Directives in the comments of YAML and TOML."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from aboveboard.document import Comment
from aboveboard.rulebook.yamlfile import Node

__all__ = ["directives"]

_DIRECTIVE = re.compile(r"(?<!\S)#[ \t]*+(aboveboard[ \t]*+:[^\r\n]*+)")


def directives(
    text: str, roots: Sequence[Node], start: int = 0, end: int | None = None
) -> list[Comment]:
    """The directives in comments of ``text[start:end]``, in order; ``#`` inside a text is none."""
    found = list(_DIRECTIVE.finditer(text, start, len(text) if end is None else end))
    if not found:
        return []
    spans = sorted(_texts(roots))
    comments = []
    for match in found:
        index = bisect_right(spans, (match.start(), len(text))) - 1
        if index < 0 or spans[index][1] <= match.start():
            comments.append(Comment(match[1].rstrip(), match.start(), match.end()))
    return comments


def _texts(roots: Sequence[Node]) -> Iterator[tuple[int, int]]:
    pending = list(roots)
    while pending:
        node = pending.pop()
        if node.kind == "text":
            yield node.start.offset, node.end.offset
        else:
            pending += node.items()
            for pair in node.pairs():
                pending += pair
