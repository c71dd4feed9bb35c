"""Views: text made easy to match, with a map back to where each character came from.

A :class:`View` holds a text and the list of its *edits*: the places where that text
differs from the source.  Everything between two edits is the source, character for
character.  All offsets are code points and all spans half-open.

``normalise`` turns one view into another whose text is plain: compatibility forms and
styled letters folded, look-alikes in mixed-script words replaced, invisible characters
dropped, white space collapsed, template placeholders masked.  Matchers see only
normalised text; every span they find is carried back with :meth:`View.source_span`.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import NamedTuple

from aboveboard.latepattern import late_pattern

__all__ = ["Edit", "View", "ViewBuilder", "whole_characters"]


class Edit(NamedTuple):
    """One place where a view's text differs from its source.

    ``text[start:end]`` of the view stands for ``source[source_start:source_end]``.  Either
    side may be empty: nothing was left of a removed character, nothing stood where a space
    was put in.  ``kind`` names the reason, see :data:`aboveboard.normalise.KINDS`.
    """

    start: int
    end: int
    source_start: int
    source_end: int
    kind: str


@dataclass(frozen=True, slots=True)
class View:
    """A text and its map to the source.

    ``edits`` are sorted, do not overlap and, with the unchanged stretches between them, cover
    the whole text.  Their source positions count in ``base.text`` where the view was made from
    another view, else in the source itself.  ``offset`` is where the first character stands.
    """

    text: str
    offset: int = 0
    edits: tuple[Edit, ...] = ()
    base: View | None = None

    def _edit_at(self, index: int) -> Edit | None:
        """The last edit that begins at or before ``index``, or None."""
        position = bisect_right(self.edits, index, key=_edit_start)
        return self.edits[position - 1] if position else None

    def _char_span(self, index: int) -> tuple[int, int]:
        """Where the character at ``index`` stands in what this view was made from."""
        edit = self._edit_at(index)
        if edit is None:
            start = self.offset + index
        elif index < edit.end:
            return edit.source_start, edit.source_end
        else:
            start = edit.source_end + index - edit.end
        return start, start + 1

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """The source span that ``text[start:end]`` came from.

        A span that cuts through the text of one edit grows to the whole of it: half a
        ligature has no place in the source.  What was removed beside the span stays outside.

        Raises ValueError when the span does not lie inside the text.
        """
        if not 0 <= start <= end <= len(self.text):
            raise ValueError(f"span {start}:{end} is outside a text of {len(self.text)} characters")
        if start < end:
            first, last = self._char_span(start), self._char_span(end - 1)
            return self._in_source(*first)[0], self._in_source(*last)[1]
        begin, finish = self._char_span(start)
        edit = self._edit_at(start)
        cuts = edit is not None and edit.start < start < edit.end
        return self._in_source(begin, finish if cuts else begin)

    def _in_source(self, begin: int, finish: int) -> tuple[int, int]:
        return (begin, finish) if self.base is None else self.base.source_span(begin, finish)

    def kinds(self, start: int, end: int) -> frozenset[str]:
        """The kinds of all edits inside ``text[start:end]``, on the way from the source."""
        found = set()
        first = max(0, bisect_right(self.edits, start, key=_edit_start) - 1)
        for edit in self.edits[first:]:
            if edit.start >= end:
                break
            if edit.end > start or start < edit.start == edit.end:
                found.add(edit.kind)
        if self.base is not None and start < end:
            begin, finish = self._char_span(start)[0], self._char_span(end - 1)[1]
            found |= self.base.kinds(begin, finish)
        return frozenset(found)

    def cut(self, start: int, end: int) -> View:
        """The view of ``text[start:end]`` alone."""
        return View(self.text[start:end], offset=start, base=self)


def _edit_start(edit: Edit) -> int:
    return edit.start


class ViewBuilder:
    """Puts a view together from stretches of the source, in order.

    What lies between two stretches becomes a ``markup`` edit by itself.
    """

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._edits: list[Edit] = []
        self._length = 0
        self._offset: int | None = None
        self._reached = 0

    def __len__(self) -> int:
        return self._length

    def add(self, text: str, source_start: int, source_end: int, kind: str = "") -> None:
        """Append ``text`` for ``source[source_start:source_end]``.

        Without a ``kind`` the text is the source itself, so the lengths must agree.
        """
        if not kind and len(text) != source_end - source_start:
            raise ValueError("a stretch without a kind must be as long as its source")
        if self._offset is None:
            self._offset = self._reached = source_start
        if source_start < self._reached or source_end < source_start:
            raise ValueError("stretches must come in the order of the source")
        if source_start > self._reached:
            self._edits.append(
                Edit(self._length, self._length, self._reached, source_start, "markup")
            )
        if kind:
            self._edits.append(
                Edit(self._length, self._length + len(text), source_start, source_end, kind)
            )
        self._parts.append(text)
        self._length += len(text)
        self._reached = source_end

    def build(self) -> View:
        """The finished view."""
        return View("".join(self._parts), self._offset or 0, tuple(self._edits))


_CLUSTER = late_pattern(r"\X")
_LONGEST_CLUSTER = 64  # code points; one that is longer may be cut


def whole_characters(text: str, start: int, end: int) -> tuple[int, int]:
    """The span ``start:end`` of ``text``, grown so that it cuts no character that readers see.

    Such a character (a grapheme cluster) may be several code points: an emoji with its skin
    tone, a flag, a letter and its accent.
    """
    if start == end:
        return start, end
    for place in (start, end):
        if 0 < place < len(text) and not (text[place - 1].isascii() and text[place].isascii()):
            begin = place
            while begin > max(0, place - _LONGEST_CLUSTER) and not text[begin - 1].isascii():
                begin -= 1
            # From one code point before, which may be the base of an accent.
            for cluster in _CLUSTER.finditer(text, max(0, begin - 1), place + _LONGEST_CLUSTER):
                if cluster.start() < place < cluster.end():
                    start, end = min(start, cluster.start()), max(end, cluster.end())
                if cluster.end() >= place:
                    break
    return start, end
