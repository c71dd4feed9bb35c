"""Documents as lists of lines, so that a test can say exactly what a reader makes of a text."""

from __future__ import annotations

import re

from aboveboard.document import Block, Document, Part, Problem
from aboveboard.sources import reader_for

# What cannot be read in a test: the stand-ins for objects and for template values.
SHOWN = {"\ue000": "▢", "\ufffc": "◇", "\n": "⏎", "\r": "␍", "\u00a0": "⍽"}


def read(text: str, name: str) -> tuple[Document, list[Problem]]:
    """The one document in ``text`` and its problems; every word of it leads to its place."""
    reader = reader_for(name)
    assert reader is not None
    items = list(reader(text, name))
    (document,) = [item for item in items if isinstance(item, Document)]
    assert_in_place(text, document)
    return document, [item for item in items if isinstance(item, Problem)]


def parts_of(document: Document) -> list[Part]:
    """The parts, none of them a plain string."""
    found = []
    for name, part in document.parts.items():
        assert isinstance(part, Part)
        assert part.name == name
        found.append(part)
    return found


def assert_in_place(text: str, document: Document) -> None:
    """All parts share one source, blocks are in order, words lead back to themselves."""
    parts = parts_of(document)
    assert all(part.source is parts[0].source for part in parts)
    assert parts[0].source.text is text
    for part in parts:
        starts = [block.view.source_span(0, 1)[0] for block in part.blocks]
        assert starts == sorted(starts)
        for block in part.blocks:
            for word in re.finditer(r"\w+", block.view.text):
                if not block.view.kinds(*word.span()):
                    assert text[slice(*block.view.source_span(*word.span()))] == word[0]


def shown(text: str) -> str:
    """``text`` on one line, with the characters that cannot be seen made visible."""
    return "".join(SHOWN.get(char, char) for char in text)


def line(part: Part, block: Block) -> str:
    role = "" if block.role == "paragraph" else f" {block.role}"
    return f"{part.name}{role}: {shown(block.view.text)}"


def outline(text: str, name: str) -> list[str]:
    """Everything that a reader found, a line each."""
    document, problems = read(text, name)
    out = [f"problem {p.line}:{p.column} {p.level}: {p.message}" for p in problems]
    out += [f"fact {key}: {value}" for key, value in sorted(document.facts.items())]
    for comment in document.ignores:
        out.append(f"ignore: {comment.text} | {shown(text[comment.start : comment.end])}")
    for part in parts_of(document):
        out += [line(part, block) for block in part.blocks]
        for link in part.links:
            rel = f" ({' '.join(sorted(link.rel))})" if link.rel else ""
            start, end = link.view.source_span(0, len(link.url))
            place = "" if text[start:end] == link.url else f" | {shown(text[start:end])}"
            out.append(f"link: {link.url}{rel}{place}")
        for component in part.components:
            span = shown(text[component.start : component.end])
            out.append(f"component: {component.name} | {span}")
        for comment in part.comments:
            out.append(f"comment: {shown(comment.text)}")
            assert comment.text in text[comment.start : comment.end]
    return out


def source_of(document: Document, part: str, word: str) -> str:
    """What stands in the source where ``word`` stands in a part."""
    (found,) = [p for p in parts_of(document) if p.name == part]
    for block in found.blocks:
        at = block.view.text.find(word)
        if at >= 0:
            start, end = block.view.source_span(at, at + len(word))
            return found.source.text[start:end]
    raise AssertionError(f"{word!r} is not in the part {part}")
