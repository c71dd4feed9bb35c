"""JSON Lines: one post a line, as language tools and exports write them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from aboveboard.document import Document, Problem, Source
from aboveboard.rulebook.yamlfile import Node
from aboveboard.sources.jsonnodes import Fault, json_value, parse_json
from aboveboard.sources.options import DEFAULTS, ReadOptions
from aboveboard.sources.postdocs import PostReader, nothing_found
from aboveboard.sources.postfields import Data

__all__ = ["MOST_BAD_LINES", "read"]

MOST_BAD_LINES = 50
"""So many lines that cannot be read are told one by one."""

_LINE = re.compile(r"(?:[^\r\n]*+)(\r\n|\r|\n|\Z)")


def _lines(text: str) -> Iterator[tuple[Node | None, list[Fault], int]]:
    """What each line that is not empty holds, what is wrong in it, and its number."""
    start, number, size = 0, 0, len(text)
    while start < size:
        match = _LINE.match(text, start)
        assert match is not None
        number += 1
        if not text[start : match.start(1)].isspace() and match.start(1) > start:
            root, faults = parse_json(text, start, match.start(1), number)
            yield root, faults, number
        start = match.end()


def read(text: str, name: str, options: ReadOptions = DEFAULTS) -> Iterator[Document | Problem]:
    """The posts in a file of JSON lines, one after the other; nothing is kept of them.

    A line that cannot be read is a problem; the others are checked.
    """
    reader = PostReader(Data(text, json_value), name, Source(text), options, several=True)
    yield from reader.mistakes()
    yield from reader.settle(root for root, _, _ in _lines(text) if root is not None)
    good = bad = other = 0
    for root, faults, _ in _lines(text):
        errors = [fault for fault in faults if fault.level == "error"]
        if root is None:
            bad += 1
            if not good and bad == 1 and _is_one_value(text):
                yield Problem(
                    name, None, "it holds one JSON value over several lines; name it .json"
                )
                return
            fault = errors[0]
            if bad <= MOST_BAD_LINES:
                yield Problem(name, fault.mark.line, fault.message, "error", fault.mark.column)
            continue
        good += 1
        for fault in faults:
            yield Problem(name, fault.mark.line, fault.message, fault.level, fault.mark.column)
        if root.kind == "mapping":
            yield from reader.read(root)
        else:
            other += 1
            if other == 1:
                yield Problem(
                    name,
                    root.start.line,
                    'a line that is no object, as here, is not checked; write {"text": "..."}',
                    "notice",
                )
    if bad > MOST_BAD_LINES:
        yield Problem(name, None, f"{bad - MOST_BAD_LINES:,} more lines cannot be read")
    if good and not reader.found_any:
        yield nothing_found(name, options)


def _is_one_value(text: str) -> bool:
    root, _ = parse_json(text)
    return root is not None and root.kind != "text"
