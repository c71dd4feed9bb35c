"""Comments in Markdown, MDX, HTML and YAML: above the lines they are about, or at their end."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from aboveboard.findings import Finding
from aboveboard.fixes.edits import SourceEdit
from aboveboard.ignoring.slots import Directives, Slot, chosen, suffix_of

__all__ = ["MARKS", "Comments", "newline_of"]

MARKS = {
    ".md": ("<!-- ", " -->"),
    ".markdown": ("<!-- ", " -->"),
    ".mdx": ("{/* ", " */}"),
    ".html": ("<!-- ", " -->"),
    ".htm": ("<!-- ", " -->"),
    ".mjml": ("<!-- ", " -->"),
    ".yaml": ("# ", ""),
    ".yml": ("# ", ""),
}
"""How a comment begins and ends, by the suffix of the file."""

_LINE_END = re.compile(r"\r\n?|\n")
_LINE_START = re.compile(r"\A|(?<=\n)|(?<=\r)(?!\n)")
_INDENT = re.compile(r"[ \t]*")
_ITEM = re.compile(r"([ \t]*)([-*+]|\d{1,9}[.)])([ \t]+)")
_DASH = re.compile(r"[ \t]*-[ \t]")
_MOST_LINES = 60  # lines looked back for the item or the element around a block


def newline_of(text: str, near: int = 0) -> str:
    """The line end that the file uses: that of the line at ``near``, else its first."""
    found = _LINE_END.search(text, near) or _LINE_END.search(text)
    return found[0] if found else "\n"


class Comments:
    """The keeper of comments in one text; ``blocks`` are where its blocks stand, in order.

    ``body`` is the offset behind the front matter: no comment of the body stands before it.
    """

    KINDS = ("above", "beside", "post")

    def __init__(
        self, name: str, text: str, blocks: Sequence[tuple[int, int]], body: int = 0
    ) -> None:
        self._suffix = suffix_of(name)
        self._open, self._close = MARKS[self._suffix]
        self._text = text
        self._blocks = blocks
        self._body = body
        self._starts = [found.start() for found in _LINE_START.finditer(text)]

    def slots(self, finding: Finding) -> Iterator[Slot]:
        """Above its block, above what holds it, at the end of its line; of a YAML post, for it."""
        if finding.start < self._body:
            return
        seen: set[Slot] = set()
        for slot in self._candidates(finding):
            if slot not in seen and slot.at >= self._body:
                seen.add(slot)
                yield slot

    def _candidates(self, finding: Finding) -> Iterator[Slot]:
        line = self._line_of(self._block_start(finding.start))
        if self._suffix in (".yaml", ".yml"):
            above = [self._above(line), *self._outer(line)]
            yield from above
            yield from self._beside(finding.start)
            yield from (slot._replace(kind="post") for slot in above)
            return
        if self._is_markup:
            yield self._above(line)
            yield from self._outer(line)
            yield from self._beside(finding.start)
            return
        inner = self._content_indent(line)
        if inner is not None and self._is_item(line):
            yield self._above(line, inner)
        yield self._above(line)
        if inner is not None:
            yield self._above(line, inner)
        chunk = self._chunk_start(line)
        if chunk != line:
            inner = self._content_indent(chunk)
            if inner is not None and self._is_item(chunk):
                yield self._above(chunk, inner)
            yield self._above(chunk)
        yield from self._beside(finding.start)

    @property
    def _is_markup(self) -> bool:
        return self._suffix in (".html", ".htm", ".mjml")

    def edits(self, said: Directives, reason: str) -> Iterator[SourceEdit]:
        """A comment for each slot."""
        for slot, rules in chosen(said, self.KINDS):
            verb = "ignore-file" if slot.kind == "post" else "ignore"
            comment = f"{self._open}aboveboard: {verb} {rules} -- {reason}{self._close}"
            yield SourceEdit(slot.at, slot.at, f"{slot.before}{comment}{slot.behind}")

    # --- lines -----------------------------------------------------------------------------

    def _line_of(self, offset: int) -> int:
        """The index of the line that ``offset`` stands in."""
        return bisect_right(self._starts, offset) - 1

    def _line(self, index: int) -> str:
        end = self._starts[index + 1] if index + 1 < len(self._starts) else len(self._text)
        return self._text[self._starts[index] : end].rstrip("\r\n")

    def _indent(self, index: int) -> str:
        found = _INDENT.match(self._text, self._starts[index])
        return found[0] if found else ""

    def _block_start(self, offset: int) -> int:
        """Where the block begins that ``offset`` stands in; itself where it stands in none."""
        index = bisect_right(self._blocks, (offset, len(self._text))) - 1
        if index >= 0:
            start, end = self._blocks[index]
            if start <= offset < max(end, start + 1):
                return start
        return offset

    def _above(self, index: int, indent: str | None = None) -> Slot:
        at = self._starts[index]
        before = self._indent(index) if indent is None else indent
        return Slot("above", at, before, newline_of(self._text, at))

    def _beside(self, offset: int) -> Iterator[Slot]:
        line = self._line_of(offset)
        end = self._starts[line] + len(self._line(line).rstrip())
        yield Slot("beside", end, " ")

    def _chunk_start(self, index: int) -> int:
        """The first of the lines without a blank one between them and this."""
        least = max(self._line_of(self._body), index - _MOST_LINES)
        while index > least and self._line(index - 1).strip():
            index -= 1
        return index

    # --- Markdown --------------------------------------------------------------------------

    def _is_item(self, index: int) -> bool:
        return _ITEM.match(self._text, self._starts[index]) is not None

    def _content_indent(self, index: int) -> str | None:
        """How far what belongs to the list item before this line is indented."""
        own = self._indent(index)
        for other in range(index - 1, max(-1, index - _MOST_LINES), -1):
            if self._starts[other] < self._body:
                return None
            found = _ITEM.match(self._text, self._starts[other])
            if found and len(found[1]) <= len(own):
                return found[1] + " " * len(found[2]) + " " * min(len(found[3]), 4)
        return None

    # --- HTML and YAML ---------------------------------------------------------------------

    def _outer(self, line: int) -> Iterator[Slot]:
        """Above the nearest lines before it that are indented less."""
        depth = len(self._indent(line))
        if _DASH.match(self._text, self._starts[line]) and self._suffix in (".yaml", ".yml"):
            return
        found = 0
        for other in range(line - 1, max(-1, line - _MOST_LINES), -1):
            if self._line(other).strip() and len(self._indent(other)) < depth:
                depth = len(self._indent(other))
                found += 1
                yield self._above(other)
                if found == 3 or not depth:
                    return
