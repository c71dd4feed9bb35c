"""Reading order: from stretches of text and open elements to blocks.

A :class:`Flow` takes the text of a document in the order in which it stands, and is told
where blocks and elements begin and end.  :class:`aboveboard.sources.markup.Markup` adds
what tags mean.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from aboveboard.document import Block, Comment, Component, Link
from aboveboard.normalise import PLACEHOLDER
from aboveboard.sources.blocks import OBJECT, has_copy, pieces
from aboveboard.sources.links import find_links
from aboveboard.sources.masks import Mask
from aboveboard.sources.quotes import is_attribution
from aboveboard.sources.references import add_decoded
from aboveboard.text import View, ViewBuilder

__all__ = ["Element", "Flow", "Notice"]


class Notice(NamedTuple):
    """Something worth saying about the markup, and the offset of where it stands."""

    offset: int
    message: str


@dataclass(slots=True)
class Element:
    """An open element.

    ``effect`` is what it does to the text inside: ``hidden`` and ``code`` take it out of the
    copy, ``quote`` takes it out if its source is named, ``part`` puts it into another part.
    ``settled`` says of a quote that its source is named, and of a part that it stays even if
    there is no word in it.  ``optional_end`` says that it may end without an end tag.
    """

    name: str
    start: int
    effect: str = ""
    part: str = ""
    settled: bool = False
    is_link: bool = False
    ends_block: bool = True
    optional_end: bool = False
    # Where blocks went when it opened, and how many there were.
    blocks: list[Block] = field(default_factory=list)
    mark: int = 0


class Flow:
    """Collects blocks, links, components and comments, in reading order.

    ``text`` is the source; ``masks`` (in order) are what is left out of it.  With
    ``bare_links`` addresses that stand in the text are links too.
    """

    def __init__(self, text: str, masks: Sequence[Mask] = (), *, bare_links: bool = False) -> None:
        self.text = text
        self.parts: dict[str, list[Block]] = {"body": []}
        self.links: list[Link] = []
        self.components: list[Component] = []
        self.comments: list[Comment] = []
        self.notices: list[Notice] = []
        self.shown = False
        """Whether some copy of the body has come."""
        self._bare_links = bare_links
        self._bare: list[Link] = []
        self._link_spans: list[tuple[int, int]] = []
        self._dark: list[tuple[int, int]] = []
        self._masks = masks
        self._mask_starts = [mask.start for mask in masks]
        self._builder: ViewBuilder | None = None
        self._blocks = self.parts["body"]
        self._open: list[Element] = []
        self._counts: Counter[str] = Counter()
        self._roles = ["paragraph"]
        self._quotes: list[Element] = []
        self._last_quote: tuple[list[Block], int, int] | None = None
        self._hidden = 0

    # --- text -----------------------------------------------------------------------------

    @property
    def hidden(self) -> bool:
        """Whether what comes now is no copy."""
        return self._hidden > 0

    @property
    def apart(self) -> bool:
        """Whether what comes now belongs to another part than the body."""
        return self._blocks is not self.parts["body"]

    def _build(self) -> ViewBuilder:
        if self._builder is None:
            self._builder = ViewBuilder()
        return self._builder

    def put(self, text: str, start: int, end: int, kind: str) -> None:
        """Append ``text`` in the place of ``source[start:end]``."""
        if not self._hidden:
            self._build().add(text, start, end, kind)

    def add(self, start: int, end: int, *, references: bool = False) -> None:
        """Append ``source[start:end]`` without its masks.

        With ``references`` the character references of HTML are resolved.
        """
        if self._hidden:
            return
        position = start
        index = max(0, bisect_right(self._mask_starts, start) - 1) if self._masks else 0
        while index < len(self._masks) and self._mask_starts[index] < end:
            mask = self._masks[index]
            index += 1
            if mask.end <= position:
                continue
            if position < mask.start:
                self._plain(position, mask.start, references)
            if mask.start >= start:
                self._in_place_of(mask, min(mask.end, end))
            position = min(mask.end, end)
        if position < end:
            self._plain(position, end, references)

    def _plain(self, start: int, end: int, references: bool) -> None:
        if not self.shown and not self.apart:
            self.shown = has_copy(self.text[start:end])
        if references:
            add_decoded(self._build(), self.text, start, end)
        else:
            self._build().add(self.text[start:end], start, end)

    def _in_place_of(self, mask: Mask, end: int) -> None:
        if mask.kind == "placeholder":
            self.put(PLACEHOLDER, mask.start, end, "placeholder")
        elif mask.kind == "object":
            self.put(OBJECT, mask.start, end, "code")
        elif mask.kind == "line":
            self.put("\n", mask.start, end, "line")
        elif mask.kind == "block":
            self.flush()

    def flush(self) -> None:
        """End the block under way."""
        if self._builder is None:
            return
        view = self._builder.build()
        self._builder = None
        if self._bare_links:
            self._bare += find_links(view)
        role = self._roles[-1]
        self._blocks += [Block(piece, role) for piece in pieces(view)]

    def say(self, part: str, role: str, view: View) -> None:
        """Take a text that stands apart from the flow, such as the value of an attribute."""
        self.parts.setdefault(part, []).extend(Block(piece, role) for piece in pieces(view))

    # --- elements -------------------------------------------------------------------------

    def enter(self, element: Element, role: str = "") -> None:
        """Open an element; ``role`` is that of the text in it, by default as around it."""
        if element.ends_block or element.effect == "part":
            self.flush()
        element.blocks, element.mark = self._blocks, len(self._blocks)
        self._open.append(element)
        self._counts[element.name] += 1
        self._roles.append(role or self._roles[-1])
        if element.effect in {"hidden", "code"}:
            self._hidden += 1
        elif element.effect == "quote":
            self._quotes.append(element)
        elif element.effect == "part":
            self._blocks = []

    def is_open(self, name: str) -> bool:
        """Whether an element ``name`` is open."""
        return self._counts[name] > 0

    def leave(self, name: str, end: int) -> bool:
        """Close the innermost element ``name`` and all inside it; whether there was one."""
        if not self._counts[name]:
            return False
        while self._open:
            element = self._open[-1]
            self._close(element, end, by_itself=element.name == name)
            if element.name == name:
                break
        return True

    def _close(self, element: Element, end: int, *, by_itself: bool) -> None:
        if element.ends_block or element.effect in {"part", "quote"}:
            self.flush()
        self._open.pop()
        self._roles.pop()
        self._counts[element.name] -= 1
        if element.is_link:
            self.mark_link(element.start, end)
        match element.effect:
            case "hidden" | "code":
                self._hidden -= 1
                self.darken(element.start, end)
                if not by_itself and not element.optional_end:
                    self.notices.append(
                        Notice(
                            element.start,
                            f"<{element.name}> is hidden or code and is never closed; "
                            "what comes after it was not checked",
                        )
                    )
            case "part":
                read, self._blocks = self._blocks, element.blocks
                if element.settled or _has_word(read):
                    self.parts.setdefault(element.part, []).extend(read)
            case "quote":
                self._quotes.pop()
                if by_itself and _is_attributed(element):
                    del element.blocks[element.mark :]
                elif by_itself:
                    self._last_quote = element.blocks, element.mark, len(element.blocks)

    def cite(self) -> None:
        """Say that the quotation under way names its source."""
        if self._quotes:
            self._quotes[-1].settled = True

    def cite_last(self) -> None:
        """Say that what comes now names the source of the quotation right before it."""
        self.flush()
        if self._last_quote is not None:
            blocks, start, end = self._last_quote
            if blocks is self._blocks and len(blocks) == end:
                del blocks[start:]
            self._last_quote = None

    def mark_link(self, start: int, end: int) -> None:
        """Say that ``source[start:end]`` is a link already, whatever stands in it."""
        self._link_spans.append((start, end))

    def darken(self, start: int, end: int) -> None:
        """Say that nobody sees ``source[start:end]``, or that it is code."""
        self._dark.append((start, end))

    # --- the end --------------------------------------------------------------------------

    def finish(self) -> None:
        """End everything that is open, and put what was collected in order."""
        self.flush()
        while self._open:
            self._close(self._open[-1], len(self.text), by_itself=False)
        self._dark = _merged(self._dark)
        spans = _merged(self._link_spans)
        self.links += (link for link in self._bare if not _covered(spans, _begin(link.view)))
        self.links.sort(key=lambda link: _begin(link.view))
        for blocks in self.parts.values():
            blocks.sort(key=lambda block: _begin(block.view))
        self.comments.sort(key=lambda comment: comment.start)

    def is_dark(self, offset: int) -> bool:
        """Whether nobody sees what stands at ``offset``, or it is code; once finished."""
        return _covered(self._dark, offset)


def _has_word(blocks: list[Block]) -> bool:
    return any(char.isalnum() for block in blocks for char in block.view.text)


def _is_attributed(quote: Element) -> bool:
    if quote.settled:
        return True
    return len(quote.blocks) > quote.mark and is_attribution(quote.blocks[-1].view.text)


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The same stretches, in order and without overlaps."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return merged


def _covered(spans: list[tuple[int, int]], offset: int) -> bool:
    index = bisect_right(spans, offset, key=lambda span: span[0]) - 1
    return index >= 0 and offset < spans[index][1]


def _begin(view: View) -> int:
    return view.source_span(0, 0)[0]
