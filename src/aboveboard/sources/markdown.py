"""Markdown, as CommonMark with GitHub's additions, and MDX.

pyromark gives every piece with its exact place, in bytes of UTF-8; here they become code
points.  Template code, front matter and JSX are masked before, without changing an offset.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from aboveboard.document import Document, Link, Problem, Source
from aboveboard.sources import attributes
from aboveboard.sources.assemble import assemble, notices
from aboveboard.sources.blocks import OBJECT, stand_in, whole
from aboveboard.sources.dedent import indentation
from aboveboard.sources.destinations import inline_target
from aboveboard.sources.flow import Element
from aboveboard.sources.frontmatter import read_front_matter
from aboveboard.sources.htmltokens import Token, tokens
from aboveboard.sources.markup import Markup
from aboveboard.sources.masks import Mask, blanked, masked
from aboveboard.sources.mdx import Jsx, find_jsx
from aboveboard.sources.offsets import Offsets
from aboveboard.sources.options import DEFAULTS, ReadOptions
from aboveboard.sources.templates import Templates, find_templates
from aboveboard.text import View, ViewBuilder

__all__ = ["read"]

_SURROGATE = re.compile("[\ud800-\udfff]")
_ROLES = {
    "Heading": "heading",
    "TableCell": "cell",
    "Item": "item",
    "DefinitionListTitle": "item",
    "DefinitionListDefinition": "item",
    "BlockQuote": "paragraph",
    "FootnoteDefinition": "paragraph",
    "Paragraph": "",
}
"""The containers and leaves of a Markdown document with the role of the text directly inside."""

_PARTING = frozenset({"List", "Table", "TableHead", "TableRow", "DefinitionList", "MetadataBlock"})
_BLANK_LINE = re.compile(r"(?>\r\n|\r|\n)[ \t]*+[\r\n]")
# What kramdown writes behind a link: {: rel="sponsored"}
_LIST = re.compile(r"\{:[^{}\r\n]{0,500}\}")
_REL = re.compile(r"\brel\s*=\s*[\"']([^\"']*)[\"']")


@cache
def _parser() -> Any:
    import pyromark

    options = pyromark.Options
    return pyromark.Markdown(
        options=options.ENABLE_TABLES
        | options.ENABLE_STRIKETHROUGH
        | options.ENABLE_FOOTNOTES
        | options.ENABLE_TASKLISTS
        | options.ENABLE_GFM
        | options.ENABLE_DEFINITION_LIST
    )


def read(text: str, name: str, options: ReadOptions = DEFAULTS) -> Iterator[Document | Problem]:
    """A Markdown file: one document.

    Its parts are ``body``, ``alt-text`` and those that its front matter has.  A name that
    ends with ``.mdx`` makes it MDX.
    """
    source = Source(text)
    front = read_front_matter(text, name, source)
    yield from front.problems
    is_mdx = name.lower().endswith(".mdx")
    templates = Templates() if is_mdx else find_templates(text, front.body, attribute_lists=True)
    jsx = find_jsx(text, front.body) if is_mdx else Jsx()
    masks = jsx.masks if is_mdx else templates.masks
    # The front matter becomes blank: it is no Markdown, and all offsets stay.
    blank = re.sub(r"[^\r\n]", " ", text[: front.body])
    shown = _SURROGATE.sub("\ufffd", blank + masked(text, masks)[front.body :])
    cuts = indentation(text, jsx.tags)
    walker = _Walker(text, shown, masks, cuts, is_mdx=is_mdx)
    jsx.tell(walker.flow)
    walker.walk(jsx.cites())
    walker.flow.finish()
    yield from notices(name, source, walker.flow)
    yield assemble(name, source, walker.flow, front, templates)


@dataclass(slots=True)
class _Picture:
    """A picture under way: what was read of its text, and how many pictures it is inside."""

    text: ViewBuilder
    depth: int = 0


class _Walker:
    """Drives a flow with the events of the Markdown parser.

    ``shown`` is ``text`` with the masks applied; the parser sees it without the ``cuts``.
    """

    def __init__(
        self,
        text: str,
        shown: str,
        masks: list[Mask],
        cuts: list[tuple[int, int]],
        *,
        is_mdx: bool,
    ) -> None:
        self._text = text
        self._shown = shown
        self._is_mdx = is_mdx
        self._offsets = Offsets(shown, cuts)
        self._events: list[tuple[Any, dict[str, int]]] = list(
            _parser().events_with_range(self._offsets.parsed)
        )
        gaps = self._gaps()
        self._html_text = blanked(shown, gaps)
        self.flow = Markup(text, sorted([*masks, *gaps]), bare_links=True)
        self._html: tuple[int, int] | None = None  # the HTML block under way
        self._indented = False  # whether indented text is under way that is no code
        self._unseen = 0  # up to where an HTML comment goes that outlives its block
        self._comment_end_sought = False
        self._reached = 0  # where the last event ended
        self._picture: _Picture | None = None  # the picture under way
        self._targets: list[Mapping[str, str]] = []  # of the links and pictures under way
        self._cites: list[int] = []

    def _gaps(self) -> list[Mask]:
        """What stands between the lines of HTML blocks: marks of quotes and lists around."""
        gaps = []
        reached = -1
        for event, extent in self._events:
            if isinstance(event, dict) and "Html" in event:
                if 0 <= reached < extent["start"]:
                    start = self._offsets.end(reached)
                    gaps.append(Mask(start, self._offsets.start(extent["start"]), "gap"))
                reached = extent["end"]
            else:
                reached = -1
        return gaps

    def walk(self, cites: list[int]) -> None:
        """Take all events; ``cites`` are places where JSX names the source of a quotation."""
        self._cites = cites
        for event, extent in self._events:
            start = self._offsets.start(extent["start"])
            end = max(start, self._offsets.end(extent["end"]))
            if isinstance(event, str):
                if event == "Rule":
                    self.flow.flush()
                else:
                    self._text_event("\n", start, end, "line")
                self._reached = end
                continue
            ((kind, value),) = event.items()
            match kind:
                case "Start":
                    self._start(value, start, end)
                    self._reached = start + 1
                    continue
                case "End":
                    self._end(value, start, end)
                case "Text":
                    self._text_event(value, start, end, "entity")
                case "Code" | "InlineMath" | "DisplayMath":
                    self._code(start, end)
                case "Html":
                    self._html = (self._html[0] if self._html else start), end
                case "InlineHtml":
                    if self._picture is None:
                        self._read_html(start, end)
            self._reached = end

    # --- text -----------------------------------------------------------------------------

    def _text_event(self, text: str, start: int, end: int, kind: str) -> None:
        same = self._shown[start:end] == text
        if self._picture is not None:
            builder = self._picture.text
            if same:
                builder.add(self._text[start:end], start, end)
            else:
                builder.add(text, start, end, kind)
            return
        if start < self._unseen:
            if end <= self._unseen or not same:
                return
            start = self._unseen
        if same:
            self.flow.add(start, end)
        else:
            self.flow.put(text, start, end, kind)
        if self._indented and (text.isspace() or _BLANK_LINE.search(text)):
            self.flow.flush()

    def _code(self, start: int, end: int) -> None:
        if self._picture is not None:
            self._picture.text.add(OBJECT, start, end, "code")
            return
        self.flow.put(OBJECT, start, end, "code")
        self.flow.darken(start, end)

    # --- HTML -----------------------------------------------------------------------------

    def _read_html(self, start: int, end: int) -> None:
        for token in tokens(self._html_text, max(start, self._unseen), end):
            if token.kind == "comment" and not token.closed:
                token = self._longer_comment(token)
            self.flow.read((token,))

    def _longer_comment(self, token: Token) -> Token:
        """A comment that a blank line cut off for Markdown, as a browser will see it."""
        if self._comment_end_sought:
            return token
        close = self._shown.find("-->", token.end)
        if close < 0:
            self._comment_end_sought = True
            return token
        self._unseen = close + 3
        return token._replace(end=close + 3, inner=(token.inner[0], close), closed=True)

    # --- blocks and spans -----------------------------------------------------------------

    def _start(self, tag: Any, start: int, end: int) -> None:
        name, value = (tag, None) if isinstance(tag, str) else next(iter(tag.items()))
        if name in _ROLES:
            element = Element("#" + name, start)
            if name == "BlockQuote" and value is None:  # one with a kind is an alert: copy
                element.effect = "quote"
                index = bisect_left(self._cites, start)
                element.settled = index < len(self._cites) and self._cites[index] < end
            self.flow.enter(element, _ROLES[name])
        elif name == "CodeBlock":
            # MDX knows no indented code; what is indented there is text.
            self._indented = self._is_mdx and value == "Indented"
            self.flow.enter(Element("#CodeBlock", start, "" if self._indented else "code"))
        elif name == "HtmlBlock":
            self.flow.flush()
            self._html = None
        elif name == "Image":
            self._picture = self._picture or _Picture(ViewBuilder())
            self._picture.depth += 1
            self._targets.append(value or {})
        elif name == "Link":
            self._targets.append(value or {})
        elif name in _PARTING:
            self.flow.flush()

    def _end(self, tag: Any, start: int, end: int) -> None:
        name = tag if isinstance(tag, str) else next(iter(tag))
        if name in _ROLES or name == "CodeBlock":
            self.flow.leave("#" + name, end)
            self._indented = False
        elif name == "HtmlBlock":
            if self._html is not None:
                self._read_html(*self._html)
            self.flow.flush()
        elif name == "Image":
            self._end_picture(start, end)
        elif name == "Link":
            self._end_link(start, end)
        elif name in _PARTING:
            self.flow.flush()

    def _end_picture(self, start: int, end: int) -> None:
        target = self._targets.pop()
        picture = self._picture
        assert picture is not None
        picture.depth -= 1
        if picture.depth:
            return
        self._picture = None
        if self.flow.hidden:
            return
        self.flow.say("alt-text", "alt", picture.text.build())
        self._say_title(target, end)
        self.flow.put(OBJECT, start, end, "code")

    def _end_link(self, start: int, end: int) -> None:
        target = self._targets.pop()
        if self._picture is not None or self.flow.hidden:
            return
        self.flow.mark_link(start, end)
        url = target["dest_url"]
        kind = target["link_type"]
        if not url or kind == "Email" or not attributes.is_web(url):
            return
        if kind == "Inline":
            view, _ = self._inline(target, end)
        elif kind == "Autolink" and self._text[start + 1 : end - 1] == url:
            view = whole(self._text, start + 1, end - 1)
        else:
            # The target stands at the end of the file, perhaps; but the link is met here.
            view = stand_in(url, start, end, "reference")
        rel = _LIST.match(self._text, end)
        found = _REL.search(rel[0]) if rel else None
        self.flow.links.append(Link(view, frozenset(found[1].lower().split() if found else ())))
        self._say_title(target, end)

    def _inline(self, target: Mapping[str, str], end: int) -> tuple[View, View | None]:
        return inline_target(
            self._text, self._shown, self._reached, end, target["dest_url"], target["title"]
        )

    def _say_title(self, target: Mapping[str, str], end: int) -> None:
        """Take the title of a link or picture, which is shown when it is pointed at."""
        if target["title"] and target["link_type"] == "Inline":
            title = self._inline(target, end)[1]
            if title is not None:
                self.flow.say("alt-text", "alt", title)
