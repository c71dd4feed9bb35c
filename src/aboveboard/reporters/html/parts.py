"""The parts of a document, ready to be shown: what is visible, and what findings mark of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING

from aboveboard.document import Part
from aboveboard.reporters.html.copytext import Piece, marked, visible_text

if TYPE_CHECKING:
    from aboveboard.document import Block, Document, Link
    from aboveboard.findings import Finding

__all__ = ["ReadBlock", "ReadPart", "read_parts"]

# In these, a line end in the source is white space.
_MARKUP = frozenset({".md", ".mdx", ".markdown", ".html", ".htm", ".xhtml", ".mjml", ".vue"})


@dataclass(frozen=True, slots=True)
class ReadBlock:
    """A block: the pieces that are seen, and the span that each finding marks, by its number."""

    role: str
    pieces: Sequence[Piece]
    marks: Mapping[int, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class ReadPart:
    """A part that has something to show."""

    title: str
    is_body: bool
    blocks: Sequence[ReadBlock]


def read_parts(document: Document, findings: Sequence[Finding]) -> Iterator[ReadPart]:
    """The parts of a document, whose findings are numbered from 1."""
    soft = PurePath(document.name).suffix.lower() in _MARKUP
    numbered = list(enumerate(findings, 1))
    for name, part in document.parts.items():
        if isinstance(part, Part):
            blocks = [*_blocks(part, numbered, soft)]
            name, label = part.name, part.label
        else:
            blocks, label = [*_plain(name, part, numbered)], ""
        if blocks:
            yield ReadPart(label or name.replace("-", " ").capitalize(), name == "body", blocks)


def _blocks(part: Part, numbered: Sequence[tuple[int, Finding]], soft: bool) -> Iterator[ReadBlock]:
    """The blocks of a part, and those of its links that a finding is about."""
    own = [(n, f) for n, f in numbered if f.part == part.name and f.source is part.source]
    seen: set[int] = set()
    for block in part.blocks:
        marks = _marks(block, own)
        seen.update(marks)
        yield ReadBlock(block.role, visible_text(block, part.source, soft=soft), marks)
    for link in part.links:
        # Of a bare address the block shows all that there is.
        marks = {n: span for n, span in _marks(link, own).items() if n not in seen}
        if marks:
            yield ReadBlock("address", visible_text(link, part.source, soft=False), marks)


def _marks(
    item: Block | Link, findings: Sequence[tuple[int, Finding]]
) -> dict[int, tuple[int, int]]:
    spans = {number: marked(item, found.start, found.end) for number, found in findings}
    return {number: span for number, span in spans.items() if span is not None}


def _plain(name: str, text: str, numbered: Sequence[tuple[int, Finding]]) -> Iterator[ReadBlock]:
    """A part that a caller gave as a text."""
    if text.strip():
        shown = text.replace("\r\n", " \n").replace("\r", "\n")
        own = {
            number: (found.start, found.end)
            for number, found in numbered
            if found.part == name and found.source.text == text and found.start < found.end
        }
        yield ReadBlock("paragraph", [Piece(0, len(text), shown)], own)
