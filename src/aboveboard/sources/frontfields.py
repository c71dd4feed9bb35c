"""The fields of a front matter that are copy.

Sites keep whole texts there: titles, descriptions for search engines, the words that social
networks show beside a link, captions, questions and answers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from aboveboard.document import Block
from aboveboard.rulebook.yamlfile import Node
from aboveboard.sources.blocks import pieces, to_blocks
from aboveboard.sources.scalars import node_view

__all__ = ["fields_of", "squeezed"]

_SQUEEZE = re.compile(r"[\W_]+")

_PARTS = {
    "title": "title metatitle seotitle ogtitle twittertitle socialtitle linktitle opengraphtitle",
    "headline": "headline headlines subtitle tagline kicker hook",
    "subject": "subject subjectline emailsubject",
    "preheader": "preheader preview previewtext emailpreview",
    "description": "description metadescription seodescription ogdescription twitterdescription "
    "socialdescription opengraphdescription dek",
    "summary": "summary excerpt abstract intro introduction lead lede teaser",
    "caption": "caption imagecaption covercaption socialtext socialcaption tweet tweettext",
    "alt-text": "alt alttext imagealt coveralt heroalt thumbnailalt ogimagealt featuredimagealt "
    "imagedescription",
}
_FIELDS = {name: part for part, names in _PARTS.items() for name in names.split()}

# Mappings, or lists of mappings, in which the same fields are looked for.
_CONTAINERS = frozenset(
    "seo og opengraph twitter twittercard meta image images cover hero banner header "
    "featuredimage featureimage thumbnail media params email newsletter params page".split()
)
# In these every text is copy: social: {instagram: "..."}.
_SOCIAL = frozenset({"social", "socials", "socialmedia", "sharing", "share", "posts", "captions"})
_FAQ = frozenset({"faq", "faqs"})
_FAQ_FIELDS = frozenset({"question", "answer", "q", "a"})

_ADDRESS = re.compile(r"\S*(?:://|^@|^/|\.\w{2,4}$)\S*")


def squeezed(name: str) -> str:
    """A field's name without case, hyphens and underscores."""
    return _SQUEEZE.sub("", name).lower()


def fields_of(root: Node, text: str, syntax: str) -> Iterator[tuple[str, Block]]:
    """Part and block of every field of the front matter that is copy, in order."""
    for part, node in _texts(root, ""):
        view = node_view(text, node, syntax)
        if part in {"title", "headline", "subject", "preheader"}:
            for piece in pieces(view):
                yield part, Block(piece, "line")
        else:
            for block in to_blocks(view, "alt" if part == "alt-text" else "paragraph"):
                yield part, block


def _texts(mapping: Node, inside: str) -> Iterator[tuple[str, Node]]:
    # The parser allows 40 levels, so this recursion is bounded.
    for key, value in mapping.pairs():
        name = squeezed(key.text)
        part = _FIELDS.get(name, "")
        if inside in _FAQ:
            part = "body" if name in _FAQ_FIELDS else ""
        for node in [value, *value.items()]:
            if node.kind == "text":
                if part:
                    if _is_text(node):
                        yield part, node
                elif inside in _SOCIAL and _is_text(node) and any(c.isspace() for c in node.text):
                    yield "caption", node
            elif node.kind == "mapping" and (
                name in _CONTAINERS or name in _FAQ or name in _SOCIAL or inside in _SOCIAL
            ):
                around = name if name in _FAQ or name in _SOCIAL else inside
                yield from _texts(node, around)


def _is_text(node: Node) -> bool:
    if node.is_empty or (node.style == "plain" and node.text.lower() in {"true", "false"}):
        return False
    return not _ADDRESS.fullmatch(node.text)
