"""Files of posts as lists of lines, so that a test can say exactly what a reader makes of one."""

from __future__ import annotations

from datetime import date
from typing import Any

from source_outline import parts_of, shown

from aboveboard.document import Document, Problem
from aboveboard.sources import reader_for
from aboveboard.sources.options import ReadOptions


def outline(text: str, name: str, **options: Any) -> list[str]:
    """Every document with its facts and parts, and every problem, a line each.

    Where the words of a block are written otherwise in the file, that follows after ``|``.
    """
    reader = reader_for(name)
    assert reader is not None
    out = []
    for item in reader(text, name, ReadOptions(**options)):
        if isinstance(item, Problem):
            place = f"{item.line}:{item.column} " if item.line else ""
            out.append(f"{item.level} {place}{item.message}")
        else:
            out += _document(text, item)
    return out


def _document(text: str, document: Document) -> list[str]:
    out = ["post" + (f" {document.row}" if document.row else "")]
    for name, value in sorted(document.facts.items()):
        out.append(f"  {name} = {value.isoformat() if isinstance(value, date) else value}")
    for ignore in document.ignores:
        out.append(f"  {ignore.text} | {shown(text[ignore.start : ignore.end])}")
    for part in parts_of(document):
        assert part.source.text is text
        label = f" ({part.label})" if part.label else ""
        for block in part.blocks:
            role = "" if block.role == "paragraph" else f" {block.role}"
            start, end = block.view.source_span(0, len(block.view.text))
            written = "" if text[start:end] == block.view.text else f" | {shown(text[start:end])}"
            out.append(f"  {part.name}{label}{role}: {shown(block.view.text)}{written}")
        out += [f"  {part.name} link: {link.url}" for link in part.links]
        out += [f"  {part.name} comment: {comment.text}" for comment in part.comments]
    return out
