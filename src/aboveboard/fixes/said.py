"""What readers see of a text, and what they would see of it with edits made.

A fix is words for readers.  In a file they may come out otherwise: a comma ends a cell, a quotation
mark a value, an asterisk an emphasis.  So the text is read again with its edits, and must say what
the text before says with the edits made to its visible words.  White space does not count.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from aboveboard.document import Document, Part
from aboveboard.fixes.edits import SourceEdit
from aboveboard.text import View

__all__ = ["said"]


def said(document: Document, text: str, edits: Sequence[SourceEdit]) -> object:
    """The visible words and the link targets of each part, after ``edits`` (in order) of ``text``.

    Comparable with what this gives for another document.
    """
    return [
        (name, *_of_part(part, edits if part.source.text == text else ()))
        if isinstance(part, Part)
        else (name, part)
        for name, part in document.parts.items()
    ]


def _of_part(part: Part, edits: Sequence[SourceEdit]) -> Iterator[object]:
    # Reading order is not the order of the source: a picture's text comes after its paragraph.
    views = sorted((block.view for block in part.blocks if block.view.text), key=_start)
    yield _words(views, edits)
    targets = (_words([link.view], edits) for link in part.links if link.view.text)
    yield [target for target in targets if target]


def _start(view: View) -> int:
    return view.source_span(0, 0)[0]


def _end(view: View) -> int:
    return view.source_span(len(view.text) - 1, len(view.text))[1]


def _words(views: Sequence[View], edits: Sequence[SourceEdit]) -> str:
    """The text of views without its white space, the edits made that stand in it."""
    if not views:
        return ""
    first, last = min(map(_start, views)), max(map(_end, views))
    near = [edit for edit in edits if edit.start <= last and edit.end >= first]
    if not near:
        return "".join("".join(view.text.split()) for view in views)
    characters = [
        (*view.source_span(index, index + 1), character)
        for view in views
        for index, character in enumerate(view.text)
        if not character.isspace()
    ]
    return "".join(_edited(characters, near)).replace(" ", "")


def _edited(
    characters: Iterable[tuple[int, int, str]], edits: Sequence[SourceEdit]
) -> Iterator[str]:
    pending = list(reversed(edits))
    hit = False
    for start, end, character in characters:
        while pending and pending[-1].end <= start:
            yield from _written(pending.pop(), hit=hit)
            hit = False
        if pending and pending[-1].start < end:
            hit = True
        else:
            yield character
    for edit in reversed(pending):
        yield from _written(edit, hit=hit)
        hit = False


def _written(edit: SourceEdit, *, hit: bool) -> Iterator[str]:
    """The words of an edit; what it puts in place of nothing visible stands in no visible text."""
    if hit or edit.start == edit.end:
        yield "".join(edit.text.split())
