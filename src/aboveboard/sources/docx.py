"""Drafts of Word and Google Docs: one document, its paragraphs as blocks.

A document of Word is no text with lines, so its paragraphs are counted: the line of a finding is
the number of its paragraph, and its column counts in that.  Needs python-docx, which the extra
``docx`` brings.
"""

from __future__ import annotations

import io
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any, ClassVar

from aboveboard.document import Block, Document, Link, Part, Problem, Source
from aboveboard.sources.archives import refused
from aboveboard.sources.links import find_links
from aboveboard.sources.options import DEFAULTS, ReadOptions
from aboveboard.sources.wordtext import Paragraph, paragraphs_of
from aboveboard.text import Edit, View

__all__ = ["NotInstalledError", "ParagraphSource", "body_paragraphs", "open_docx", "read_bytes"]

_INSTALL = "pip install 'aboveboard[docx]'"
_NOTES = ("/footnotes", "/endnotes")  # the ends of their types of relation


@dataclass(frozen=True)
class ParagraphSource(Source):
    """The text of a document of Word: its paragraphs, with a line end between two of them.

    ``starts`` are the offsets at which they begin.
    """

    starts: tuple[int, ...] = (0,)
    in_place: ClassVar[bool] = False

    def position(self, offset: int) -> tuple[int, int]:
        """The 1-based number of the paragraph, and the 1-based column in it."""
        index = bisect_right(self.starts, offset) - 1
        return index + 1, offset - self.starts[index] + 1

    def line_range(self, start: int, end: int) -> tuple[int, int]:
        """The first and the last paragraph of ``text[start:end]``; of both the 1-based number."""
        return self.position(start)[0], self.position(max(start, end - 1))[0]

    def line(self, number: int) -> str:
        """The text of a paragraph in one line; every character keeps its place."""
        end = self.starts[number] - 1 if number < len(self.starts) else len(self.text)
        text = self.text[self.starts[number - 1] : end]
        return text.replace("\r", " ").replace("\n", " ")


class NotInstalledError(ImportError):
    """python-docx is not there; the message says what to do."""


def open_docx(data: bytes) -> Any:
    """The document as python-docx has it.

    Raises NotInstalledError, and ValueError with a plain sentence for what cannot be opened.
    """
    try:
        import docx  # an extra
    except ImportError:
        said = f"reading a Word document needs python-docx: {_INSTALL}; or save it as text"
        raise NotInstalledError(said) from None
    reason = refused(data, "Word document", ".docx")
    if reason:
        raise ValueError(reason)
    try:
        return docx.Document(io.BytesIO(data))
    except Exception as error:  # python-docx meets a damaged file with any exception
        kind = type(error).__name__
        raise ValueError(f"the Word document cannot be read ({kind}); save it again") from None


def body_paragraphs(document: Any) -> list[Paragraph]:
    """The paragraphs of the body, with those in tables and boxes."""
    return list(paragraphs_of(document.element.body))


def read_bytes(
    data: bytes, name: str, options: ReadOptions = DEFAULTS
) -> Iterator[Document | Problem]:
    """A document of Word: one document with the part ``body``; its notes come last.

    Headers and footers are no copy, and neither are comments, deleted and hidden text.
    """
    try:
        document = open_docx(data)
        found = [*body_paragraphs(document), *_notes(document)]
        addresses = {
            key: relation.target_ref
            for key, relation in document.part.rels.items()
            if relation.is_external
        }
    except (NotInstalledError, ValueError) as error:
        yield Problem(name, None, str(error))
        return
    except Exception as error:  # lxml and python-docx, on parts that are not what they should be
        kind = type(error).__name__
        yield Problem(name, None, f"the Word document cannot be read ({kind}); save it again")
        return
    yield Document(name, {"body": _part(found, addresses)})


def _notes(document: Any) -> Iterator[Paragraph]:
    """The paragraphs of footnotes and endnotes."""
    from docx.oxml import parse_xml

    for relation in document.part.rels.values():
        if relation.reltype.endswith(_NOTES) and not relation.is_external:
            yield from paragraphs_of(parse_xml(relation.target_part.blob))


def _part(found: Sequence[Paragraph], addresses: Mapping[str, str]) -> Part:
    starts = tuple(accumulate((len(p.text) + 1 for p in found[:-1]), initial=0))
    source = ParagraphSource("\n".join(p.text for p in found), starts=starts)
    blocks: list[Block] = []
    links: list[Link] = []
    for start, paragraph in zip(starts, found, strict=False):
        view = View(paragraph.text, offset=start)
        links += find_links(view)
        if paragraph.text.strip():
            blocks.append(Block(view, paragraph.role))
        for target in paragraph.targets:
            url = addresses.get(target.relation)
            if url:
                edit = Edit(0, len(url), start + target.start, start + target.end, "markup")
                links.append(Link(View(url, edits=(edit,))))
    return Part("body", source, tuple(blocks), tuple(links))
