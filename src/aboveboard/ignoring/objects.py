"""JSON: the key ``aboveboard_ignore`` in the object of a post, written as the file is written."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from aboveboard.findings import Finding
from aboveboard.fixes.edits import SourceEdit
from aboveboard.ignoring.slots import Directives, Slot, chosen
from aboveboard.rulebook.yamlfile import Node
from aboveboard.sources.jsonnodes import parse_json

__all__ = ["KEY", "Objects", "added_text", "insertion_point"]

_LINE = re.compile(r"[^\r\n]+")

KEY = "aboveboard_ignore"
"""The key, and the header of the column, that hold suppressions of a post."""


class Objects:
    """The keeper of the objects in a JSON text.

    ``spans`` says from where to where the copy of each row goes; None is the row of a post that
    is a whole file.
    """

    def __init__(
        self, text: str, spans: Mapping[int | None, tuple[int, int]], *, by_line: bool
    ) -> None:
        self._text = text
        self._spans = spans
        self._by_line = by_line
        self._objects: dict[int, Node] = {}
        self._roots = list(self._parsed())

    def _parsed(self) -> Iterator[Node]:
        if not self._by_line:
            root, _ = parse_json(self._text)
            if root is not None:
                yield root
            return
        for line in _LINE.finditer(self._text):
            root, _ = parse_json(self._text, *line.span())
            if root is not None:
                yield root

    def slots(self, finding: Finding) -> Iterator[Slot]:
        """The smallest object that holds all the copy of the post, then those around it."""
        start, end = self._spans.get(finding.row, (finding.start, finding.end))
        around = list(self._around(min(start, finding.start), max(end, finding.end)))
        for node in reversed(around):
            self._objects[node.start.offset] = node
            yield Slot("object", node.start.offset)

    def _around(self, start: int, end: int) -> Iterator[Node]:
        """The objects that hold ``text[start:end]``, the outermost first."""
        nodes: Sequence[Node] = self._roots
        while nodes:
            node = _holding(nodes, start, end)
            if node is None:
                return
            if node.kind == "mapping":
                yield node
                nodes = [value for _, value in node.pairs()]
            else:
                nodes = node.items()

    def edits(self, said: Directives, reason: str) -> Iterable[SourceEdit]:
        """An insertion into each object."""
        for slot, rules in chosen(said, ["object"]):
            yield self._edit(self._objects[slot.at], f"{rules} -- {reason}")

    def _edit(self, node: Node, said: str) -> SourceEdit:
        known = next((v for key, v in node.pairs() if key.text == KEY), None)
        if known is not None and known.kind == "list" and known.items():
            at = insertion_point(known)
            return SourceEdit(at, at, f", {json.dumps(said, ensure_ascii=False)}")
        if known is not None and known.style == "quoted":
            at = known.end.offset - 1
            inside = json.dumps(said, ensure_ascii=False)[1:-1]
            return SourceEdit(at, at, f"; {inside}" if known.text.strip() else inside)
        return added_text(self._text, node, KEY, json.dumps(said, ensure_ascii=False))


def _holding(nodes: Sequence[Node], start: int, end: int) -> Node | None:
    # In the order of the text, so that halving finds the one.
    low, high = 0, len(nodes)
    while low < high:
        middle = (low + high) // 2
        if nodes[middle].end.offset < end:
            low = middle + 1
        else:
            high = middle
    if low < len(nodes) and nodes[low].start.offset <= start:
        return nodes[low]
    return None


def insertion_point(node: Node) -> int:
    """Where something can be added to an object or list that is not empty."""
    last = node.pairs()[-1][1] if node.kind == "mapping" else node.items()[-1]
    return last.end.offset


def added_text(text: str, node: Node, key: str, value: str) -> SourceEdit:
    """A pair behind the last one of an object, spaced as the pairs before it.

    ``value`` is JSON.
    """
    pairs = node.pairs()
    first = pairs[0]
    colon = text[first[0].end.offset : first[1].start.offset]
    if len(pairs) > 1:
        gap = text[pairs[-2][1].end.offset : pairs[-1][0].start.offset].replace(",", "", 1)
    else:
        gap = text[node.start.offset + 1 : first[0].start.offset]
        gap = gap if "\n" in gap or "\r" in gap else " " * colon.endswith(" ")
    at = insertion_point(node)
    return SourceEdit(at, at, f",{gap}{json.dumps(key)}{colon}{value}")
