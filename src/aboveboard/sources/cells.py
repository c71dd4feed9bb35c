"""Cells, and the draft of the document that is made of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from aboveboard.document import Comment, Link, Part, Problem, Source
from aboveboard.sources.roles import Role, Roles
from aboveboard.text import View

__all__ = ["MOMENTS", "Cell", "Draft", "order_of", "place", "short"]

MOMENTS = frozenset({"offer.starts", "offer.ends", "offer.stock-as-of"})
"""The facts that are dates, beside the moment of publishing."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a sheet, or one value of a post.

    ``name`` is the header, or the key path with dots.  ``view`` is the text, mapped to the
    file.  ``value`` is the plain value where it has a type of its own (a flag, a list, a
    date); None means that it is the text.  ``position`` is the 1-based column.  ``source`` is
    what the view maps to where that is not the file.
    """

    name: str
    view: View
    value: Any = None
    position: int | None = None
    source: Source | None = None

    @property
    def plain(self) -> Any:
        """The value, or the text without the white space around it."""
        return self.view.text.strip() if self.value is None else self.value

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands in it; ``[]`` is how Google Ads Editor deletes."""
        return self.plain in ("", "[]", [], {})


@dataclass
class Draft:
    """A document on its way."""

    path: str
    row: int | None
    source: Source
    roles: Roles
    parts: dict[str, Part] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)
    links: list[tuple[Source, Link]] = field(default_factory=list)
    strict: dict[str, Any] = field(default_factory=dict)
    loose: dict[str, Any] = field(default_factory=dict)
    known: list[tuple[int, dict[str, Any]]] = field(default_factory=list)
    when: list[tuple[Role, Cell]] = field(default_factory=list)
    ignores: list[Comment] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def tell(self, cell: Cell, message: str, level: str = "error", *, once: str = "") -> None:
        """Report something about a cell; with ``once`` only the first time in this file."""
        if once:
            if once in self.roles.told:
                return
            self.roles.told.add(once)
        line, column = place(cell, self.source)
        self.problems.append(Problem(self.path, line, message, level, column))


def place(cell: Cell, source: Source) -> tuple[int, int]:
    """Line and column in which a cell begins."""
    return (cell.source or source).position(cell.view.source_span(0, 0)[0])


def order_of(draft: Draft, cell: Cell) -> str | None:
    """The order of a date of three numbers in the cell, if somebody said or found it."""
    return draft.roles.date_order or draft.roles.column_orders.get(cell.name)


def short(value: Any) -> str:
    """A value for a message: in one line, cut where it is long."""
    line = " ".join(str(value).split())
    return line if len(line) <= 40 else line[:39] + "…"
