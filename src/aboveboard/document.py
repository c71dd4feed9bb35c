"""Documents: what the linter reads, before anything is matched.

A *document* is one post, ad or e-mail.  It has *parts* (headline, body, subject, alt text
...), and each part has blocks (paragraphs, list items, cells) that are linted one by one.
Nothing here is ever changed after a reader made it.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from typing import Any, ClassVar

from aboveboard.facts import Facts, strict_facts
from aboveboard.text import View

__all__ = ["Block", "Comment", "Component", "Document", "Link", "Part", "Problem", "Source"]


_LINE_END = re.compile(r"\r\n?|\n")


@dataclass(frozen=True)
class Source:
    """A text that findings point into, and how to count its lines.

    ``first_line`` and ``first_column`` say where the text begins in its file (1-based), for
    texts that are only a piece of one, such as a cell of a sheet.
    """

    text: str
    first_line: int = 1
    first_column: int = 1
    in_place: ClassVar[bool] = True
    """Whether an edit of the text is an edit of what it was read from."""

    @cached_property
    def _line_starts(self) -> array[int]:
        # Only \n, \r\n and \r end a line: str.splitlines also splits at form feeds and
        # U+2028, where editors do not.
        return array("Q", chain([0], (match.end() for match in _LINE_END.finditer(self.text))))

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column of ``offset``, 1-based, in code points."""
        index = bisect_right(self._line_starts, offset) - 1
        column = offset - self._line_starts[index] + 1
        if index == 0:
            column += self.first_column - 1
        return index + self.first_line, column

    def line_range(self, start: int, end: int) -> tuple[int, int]:
        """The first and the last line of ``text[start:end]``; of both the 1-based number.

        The end of a line is part of that line.
        """
        starts = self._line_starts
        first = bisect_right(starts, start)
        last = bisect_right(starts, max(start, end - 1), first)
        return first + self.first_line - 1, last + self.first_line - 1

    def line(self, number: int) -> str:
        """The text of line ``number`` (as :meth:`position` counts), without its line end."""
        index = number - self.first_line
        starts = self._line_starts
        end = starts[index + 1] if index + 1 < len(starts) else len(self.text)
        return self.text[starts[index] : end].rstrip("\r\n")


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of copy that is linted by itself: a paragraph, a heading, a list item, a cell.

    ``view`` maps to the part's source.  ``role`` is ``paragraph``, ``heading``, ``item``,
    ``cell``, ``alt``, ``link`` or ``line``.
    """

    view: View
    role: str = "paragraph"


@dataclass(frozen=True, slots=True)
class Link:
    """A link's target; ``view`` is its text, mapped to the source. ``rel`` holds its relations."""

    view: View
    rel: frozenset[str] = frozenset()

    @property
    def url(self) -> str:
        """The target as written, entities resolved."""
        return self.view.text


@dataclass(frozen=True, slots=True)
class Component:
    """A template component, shortcode or JSX element, by name: ``affiliate-disclosure``.

    ``promised`` is one that front matter asks the theme for: nobody sees here where it stands.
    """

    name: str
    start: int
    end: int
    promised: bool = False


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment in the source (its inner text), which may hold a directive.

    ``start`` and ``end`` span the whole comment with its marks.
    """

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a document: ``body``, ``subject``, ``headline``, ``first-comment`` ...

    ``blocks`` are in reading order.  ``label`` is what the user calls it: the header of a column
    or the key, as written; empty where the part has no other name.  ``start`` is the offset at
    which the cell or value begins, if it is one.
    """

    name: str
    source: Source
    blocks: tuple[Block, ...] = ()
    links: tuple[Link, ...] = ()
    components: tuple[Component, ...] = ()
    comments: tuple[Comment, ...] = ()
    label: str = ""
    start: int | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that kept a document, or a piece of one, from being checked.

    ``level`` is ``error`` (exit code 2) or ``notice``.  ``line`` and ``column`` are 1-based or
    None.
    """

    document: str
    line: int | None
    message: str
    level: str = "error"
    column: int | None = None

    def __str__(self) -> str:
        place = ":".join(str(p) for p in (self.document, self.line, self.column) if p is not None)
        return f"{place}: {self.message}" if place else self.message


@dataclass(frozen=True)
class Document:
    """One post, ad or e-mail.

    ``parts`` maps names to texts; plain strings are read as plain text.  ``facts`` is what is
    known besides the words, as a mapping with the names of :mod:`aboveboard.facts`.
    ``ignores`` are suppressions that came with the document itself (front matter, a column).
    ``row`` is the 1-based data row in a sheet.  ``lines`` are the first and the last 1-based line
    of a record that shares its file with others, as :meth:`Source.position` counts them, with
    the comments that are about it; None for a whole file, or where nobody knows.
    """

    name: str
    parts: Mapping[str, str | Part]
    facts: Mapping[str, Any] | Facts = field(default_factory=dict)
    row: int | None = None
    ignores: tuple[Comment, ...] = ()
    lines: tuple[int, int] | None = None

    @property
    def known(self) -> Facts:
        """The facts, read.  Raises FactsError for those that cannot be."""
        return self.facts if isinstance(self.facts, Facts) else strict_facts(self.facts)
