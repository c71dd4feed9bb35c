"""The indentation of what stands inside JSX.

To Markdown four spaces are code, to MDX they are only how a child is written below its
parent.  So the children are moved to the left before Markdown is read.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from aboveboard.sources.htmltokens import Token

__all__ = ["indentation"]

_LINE = re.compile(r"(?<![^\r\n])([ \t]*+)(?=[^\s])")  # lines that are not blank


@dataclass(slots=True)
class _Parent:
    """An open element and the indentation of its children, once it is known."""

    name: str
    indent: int | None = None


def indentation(text: str, tags: Sequence[Token]) -> list[tuple[int, int]]:
    """Places and lengths of the white space that the JSX elements around it account for.

    An element that begins its line moves all lines inside it by the indentation of the first.
    ``tags`` are in order.
    """
    if not tags:
        return []
    cuts: list[tuple[int, int]] = []
    parents: list[_Parent] = []
    counts: Counter[str] = Counter()
    index = 0
    first_on_line = -1  # where the first character of the last line but blanks stands
    for line in _LINE.finditer(text):
        start, size = line.start(), len(line[1])
        while index < len(tags) and tags[index].start < start:
            tag = tags[index]
            index += 1
            if tag.kind == "end":
                _close(tag.name, parents, counts)
            elif tag.start == first_on_line and not tag.self_closing:
                parents.append(_Parent(tag.name))
                counts[tag.name] += 1
        if index and tags[index - 1].end > start:
            continue  # inside a tag
        first_on_line = start + size
        if not parents:
            continue
        parent = parents[-1]
        if parent.indent is None and not text.startswith("</", first_on_line):
            parent.indent = size
        if parent.indent and size:
            cuts.append((start, min(parent.indent, size)))
    return cuts


def _close(name: str, parents: list[_Parent], counts: Counter[str]) -> None:
    while counts[name]:
        closed = parents.pop()
        counts[closed.name] -= 1
        if closed.name == name:
            break
