"""A copy of a Word document with a comment at each finding.

Runs are split where a finding begins or ends; text, formatting and everything else in the file
stay as they are.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from copy import deepcopy
from typing import Any

from aboveboard.findings import Finding
from aboveboard.sources.docx import body_paragraphs, open_docx
from aboveboard.sources.wordtext import Paragraph, Piece

__all__ = ["AUTHOR", "commented"]

AUTHOR = "aboveboard"
"""The author of the comments; those that it has in the document already are taken out."""

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def commented(data: bytes, findings: Iterable[Finding]) -> bytes:
    """The document ``data`` with a comment at each of ``findings``, which are those in it.

    A finding in a footnote gets its comment at the last words of the body, for Word has no comments
    in notes.  Raises ValueError and NotInstalledError as
    :func:`~aboveboard.sources.docx.open_docx` does.
    """
    from docx.text.run import Run

    document = open_docx(data)
    _without_ours(document)
    # From the last to the first, so that a split moves nothing that is still to be marked.
    ordered = sorted(findings, key=lambda finding: (finding.line, finding.start), reverse=True)
    for finding in ordered:
        paragraphs = body_paragraphs(document)
        runs = _runs_of(paragraphs, finding)
        if runs:
            document.add_comment(
                [Run(run, document) for run in runs],
                text=_said(finding),
                author=AUTHOR,
                initials="ab",
            )
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def _said(finding: Finding) -> str:
    lines = [f"{finding.severity}: {finding.message}", finding.full_advice, finding.rule_id]
    return "\n".join("".join(filter(_is_xml, line)) for line in lines)


def _is_xml(char: str) -> bool:
    """Whether a character can stand in XML."""
    code = ord(char)
    if code < 0x20:
        return char in "\t\n"
    return not (0x7F <= code <= 0x9F or 0xD800 <= code <= 0xDFFF or code & 0xFFFE == 0xFFFE)


def _without_ours(document: Any) -> None:
    """Take out the comments that an earlier copy was given."""
    comments = document.part._comments_part.element
    ours = {
        comment.get(_W + "id"): comment
        for comment in comments.findall(_W + "comment")
        if comment.get(_W + "author") == AUTHOR
    }
    for comment in ours.values():
        comments.remove(comment)
    marks = ("commentRangeStart", "commentRangeEnd", "commentReference")
    for mark in list(document.element.body.iter(*(_W + name for name in marks))):
        if mark.get(_W + "id") in ours:
            above = mark.getparent()
            above.remove(mark)
            if above.tag == _W + "r" and all(child.tag == _W + "rPr" for child in above):
                above.getparent().remove(above)


def _runs_of(paragraphs: list[Paragraph], finding: Finding) -> list[Any]:
    """The runs that hold just the words of a finding, split off where they are not alone."""
    number = finding.line - 1
    if number >= len(paragraphs):  # it stands in a note
        ends = [paragraph for paragraph in paragraphs if paragraph.pieces]
        return [ends[-1].pieces[-1].run] if ends else []
    start = finding.column - 1
    end = start + finding.end - finding.start
    pieces = paragraphs[number].pieces
    runs: list[Any] = []
    for run in _apart(piece.run for piece in pieces):
        mine = [piece for piece in pieces if piece.run is run]
        if mine[0].start < end and start < mine[-1].end:
            runs.append(_split(run, mine, start, end))
    return runs


def _apart(runs: Iterable[Any]) -> Iterator[Any]:
    """Each run once, in order."""
    last = None
    for run in runs:
        if run is not last:
            yield run
        last = run


def _split(run: Any, pieces: list[Piece], start: int, end: int) -> Any:
    """The run with nothing but ``start:end`` of the paragraph; what stood beside gets its own."""
    if pieces[0].start < start:
        before = deepcopy(run)
        run.addprevious(before)
        _keep(before, pieces, run, pieces[0].start, start)
    if end < pieces[-1].end:
        after = deepcopy(run)
        run.addnext(after)
        _keep(after, pieces, run, end, pieces[-1].end)
    _keep(run, pieces, run, start, end)
    return run


def _keep(run: Any, pieces: list[Piece], original: Any, start: int, end: int) -> None:
    """Leave of a run, which is ``original`` or a copy of it, only ``start:end``."""
    places = (
        [list(original).index(piece.child) for piece in pieces] if run is not original else None
    )
    children = [piece.child for piece in pieces] if places is None else [run[i] for i in places]
    for piece, child in zip(pieces, children, strict=True):
        first, last = max(piece.start, start), min(piece.end, end)
        if first >= last:
            run.remove(child)
        elif (first, last) != (piece.start, piece.end):
            child.text = child.text[first - piece.start : last - piece.start]
            child.set(_SPACE, "preserve")
