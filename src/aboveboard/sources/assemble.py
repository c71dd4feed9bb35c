"""Puts a document together from its front matter and what was read of its body."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from aboveboard.document import Block, Component, Document, Part, Problem, Source
from aboveboard.facts import Facts
from aboveboard.sources.flow import Flow
from aboveboard.sources.frontmatter import FrontMatter
from aboveboard.sources.templates import Templates

__all__ = ["assemble", "notices"]

_ORDER = (
    "subject",
    "preheader",
    "title",
    "headline",
    "description",
    "summary",
    "body",
    "caption",
    "alt-text",
)
"""The parts of a document in the order in which a reader meets them."""


def notices(name: str, source: Source, flow: Flow) -> Iterator[Problem]:
    """What the flow has to say about the markup, as problems that fail no run."""
    for offset, message in sorted(flow.notices):
        line, column = source.position(offset)
        yield Problem(name, line, message, "notice", column)


def assemble(
    name: str,
    source: Source,
    flow: Flow,
    front: FrontMatter,
    templates: Templates,
    *,
    facts: Facts | None = None,
    components: Iterable[Component] = (),
) -> Document:
    """The document of a finished ``flow``.

    Template code that nobody sees, in a comment or shown as code, counts for nothing.
    ``facts`` are taken where the front matter says nothing else.
    """
    for part, role, view in templates.texts:
        if not flow.is_dark(view.offset):
            flow.say(part, role, view)
    blocks: dict[str, list[Block]] = {}
    for part, block in front.fields:
        blocks.setdefault(part, []).append(block)
    for part, found in flow.parts.items():
        found.sort(key=lambda block: block.view.source_span(0, 0)[0])
        blocks.setdefault(part, []).extend(found)
    seen = [c for c in (*templates.components, *components) if not flow.is_dark(c.start)]
    all_components = sorted(
        (*front.components, *flow.components, *seen), key=lambda component: component.start
    )
    comments = sorted(
        (*front.comments, *flow.comments, *templates.comments), key=lambda comment: comment.start
    )
    parts = {
        part: Part(part, source, tuple(blocks[part]))
        for part in _ORDER
        if part != "body" and part in blocks
    }
    body = Part(
        "body",
        source,
        tuple(blocks["body"]),
        tuple(flow.links),
        tuple(all_components),
        tuple(comments),
    )
    parts = {part: parts.get(part, body) for part in _ORDER if part == "body" or part in parts}
    return Document(
        name,
        parts,
        front.facts.over(facts or Facts()),
        ignores=tuple(front.ignores),
    )
