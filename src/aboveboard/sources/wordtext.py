"""The text of a Word document, and which run each piece of it stands in.

The elements are those of WordprocessingML (ISO/IEC 29500-1, section 17).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

__all__ = ["Paragraph", "Piece", "Target", "paragraphs_of"]

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"

_PLAIN = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011", "ptab": "\t"}
# What was taken out or moved away, what shows on no page, and what a field is computed from.
_NO_COPY = frozenset(
    _W + name for name in "del moveFrom instrText delText rPr pPr sdtPr fldData comment".split()
) | {_FALLBACK}


class Piece(NamedTuple):
    """A stretch of a paragraph's text, ``start:end``, and the child of a run that it stands in."""

    start: int
    end: int
    run: Any
    child: Any


class Target(NamedTuple):
    """The stretch of a paragraph's text that links somewhere: to the relation ``relation``."""

    start: int
    end: int
    relation: str


class Paragraph(NamedTuple):
    """A paragraph: its text, ``role`` as in :class:`~aboveboard.document.Block`, and its pieces."""

    text: str
    role: str
    pieces: tuple[Piece, ...]
    targets: tuple[Target, ...]


def paragraphs_of(story: Any) -> Iterator[Paragraph]:
    """The paragraphs below an element, in the order of the file; those of a box come after its own.

    Deleted and hidden text is no copy, and neither is what a field is computed from.
    """
    for element in story.iter(_W + "p"):
        if any(above.tag in _NO_COPY for above in element.iterancestors()):
            continue
        yield _paragraph(element)


class _Collector:
    def __init__(self) -> None:
        self.texts: list[str] = []
        self.length = 0
        self.pieces: list[Piece] = []
        self.targets: list[Target] = []

    def add(self, text: str, run: Any, child: Any) -> None:
        self.texts.append(text)
        self.pieces.append(Piece(self.length, self.length + len(text), run, child))
        self.length += len(text)

    def walk(self, element: Any) -> None:
        for child in element:
            tag = child.tag
            if tag in _NO_COPY or not isinstance(tag, str) or tag == _W + "p":
                continue  # a paragraph in here is that of a box
            if tag == _W + "r":
                if not _is_hidden(child):
                    self._run(child)
            elif tag == _W + "hyperlink":
                start = self.length
                self.walk(child)
                relation = child.get(_R + "id")
                if relation and self.length > start:
                    self.targets.append(Target(start, self.length, relation))
            else:
                self.walk(child)

    def _run(self, run: Any) -> None:
        for child in run:
            name = child.tag.removeprefix(_W) if isinstance(child.tag, str) else ""
            if name == "t":
                self.add(child.text or "", run, child)
            elif name in _PLAIN:
                self.add(_PLAIN[name], run, child)


def _paragraph(element: Any) -> Paragraph:
    found = _Collector()
    found.walk(element)
    return Paragraph(
        "".join(found.texts), _role(element), tuple(found.pieces), tuple(found.targets)
    )


def _is_hidden(run: Any) -> bool:
    hidden = run.find(f"{_W}rPr/{_W}vanish")
    return hidden is not None and hidden.get(_W + "val", "1") not in {"0", "false", "off"}


def _role(element: Any) -> str:
    properties = element.find(_W + "pPr")
    style = properties.find(_W + "pStyle") if properties is not None else None
    name = (style.get(_W + "val", "") if style is not None else "").lower()
    if name.startswith(("heading", "title", "subtitle")):
        return "heading"
    if any(above.tag == _W + "tc" for above in element.iterancestors()):
        return "cell"
    numbered = properties is not None and properties.find(_W + "numPr") is not None
    return "item" if numbered or name.startswith("list") else "paragraph"
