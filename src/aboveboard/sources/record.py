"""From named cells to a document: what readers of sheets and of posts as data share."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from aboveboard.document import Block, Comment, Document, Link, Part, Problem, Source
from aboveboard.facts import Facts, read_facts
from aboveboard.sources.blocks import cut, has_copy
from aboveboard.sources.factnames import read_known
from aboveboard.sources.htmltokens import tokens
from aboveboard.sources.links import find_links
from aboveboard.sources.markup import Markup
from aboveboard.sources.moments import (
    TwoWaysError,
    orders_of,
    read_clock,
    read_moment,
)
from aboveboard.sources.options import ReadOptions
from aboveboard.sources.plain import part_from_view
from aboveboard.sources.roles import Role, Roles, languages, quoted
from aboveboard.text import View

__all__ = ["Cell", "no_copy", "record_document", "settle_dates"]


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
class _Draft:
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
        line, column = _place(cell, self.source)
        self.problems.append(Problem(self.path, line, message, level, column))


def _place(cell: Cell, source: Source) -> tuple[int, int]:
    """Line and column in which a cell begins."""
    return (cell.source or source).position(cell.view.source_span(0, 0)[0])


def record_document(
    cells: Iterable[Cell],
    *,
    path: str,
    row: int | None,
    source: Source,
    roles: Roles,
) -> tuple[Document | None, list[Problem]]:
    """The document of one row or one post, and what could not be read of it.

    None where there is no copy in it.  ``row`` is the 1-based data row.
    """
    draft = _Draft(path, row, source, roles)
    for cell in cells:
        if not cell.is_empty:
            _take(draft, cell)
    _take_when(draft)
    if not any(part.blocks for part in draft.parts.values()):
        return None, draft.problems
    _add_links(draft)
    loose = {**roles.facts}
    for _, said in sorted(draft.known, key=lambda item: item[0], reverse=True):
        loose.update(said)
    facts = Facts({**loose, **draft.loose, **draft.strict})
    parts: dict[str, str | Part] = dict(draft.parts)
    return Document(path, parts, facts, row, tuple(draft.ignores)), draft.problems


def _take(draft: _Draft, cell: Cell) -> None:
    role = draft.roles.of(cell.name, cell.position)
    match role.kind if role else "":
        case "part" if role is not None:
            _take_copy(draft, cell, role)
        case "link":
            draft.links += [(cell.source or draft.source, link) for link in _links(cell.view)]
        case "when" if role is not None:
            draft.when.append((role, cell))
        case "fact" if role is not None:
            _take_fact(draft, cell, role)
        case "ignore":
            _take_ignores(draft, cell)
        case _:
            _take_known(draft, cell)


# --- copy ---------------------------------------------------------------------------------

_ENUM = re.compile(r"[A-Z]+(?:_[A-Z]+)*")


def _take_copy(draft: _Draft, cell: Cell, role: Role) -> None:
    if cell.value is not None and not isinstance(cell.value, str):
        return  # a flag, a number, a list: no copy
    # SHOP_NOW is one of a list, not what a reader sees.
    if role.name == "call-to-action" and _ENUM.fullmatch(cell.view.text.strip()):
        return
    number = role.number
    for view in _several(cell.view, role.split):
        if not has_copy(view.text):
            continue
        name = _free_name(draft, role.name, number)
        number = None
        source = cell.source or draft.source
        part = (_html_part if role.html else part_from_view)(name, source, view)
        draft.parts[name] = replace(part, label=" ".join(cell.name.split()))


def _several(view: View, separator: str) -> Iterator[View]:
    """The texts in one cell."""
    if not separator:
        yield view
        return
    start = 0
    while (end := view.text.find(separator, start)) >= 0:
        yield cut(view, start, end)
        start = end + len(separator)
    yield cut(view, start, len(view.text))


def _free_name(draft: _Draft, name: str, number: int | None) -> str:
    """The part's name: ``headline-3`` for its number, else the first that is free."""
    taken = draft.parts
    if number is not None and not (name == "body" and number == 1):
        numbered = f"{name}-{number}"
        if numbered not in taken:
            return numbered
    if name not in taken:
        return name
    number = draft.numbers.get(name, 2)  # those before it are taken
    while f"{name}-{number}" in taken:
        number += 1
    draft.numbers[name] = number
    return f"{name}-{number}"


def _html_part(name: str, source: Source, view: View) -> Part:
    """A part whose text is HTML, as the HTML reader reads it."""
    flow = Markup(view.text, bare_links=True)
    flow.read(tokens(view.text, 0))
    flow.finish()
    return Part(
        name,
        source,
        tuple(Block(_upon(block.view, view), block.role) for block in flow.parts["body"]),
        tuple(Link(_upon(link.view, view), link.rel) for link in flow.links),
        tuple(
            replace(one, start=begin, end=end)
            for one in flow.components
            for begin, end in [view.source_span(one.start, one.end)]
        ),
        tuple(
            replace(one, start=begin, end=end)
            for one in flow.comments
            for begin, end in [view.source_span(one.start, one.end)]
        ),
    )


def _upon(inner: View, base: View) -> View:
    """``inner``, which was read from the text of ``base``, with its way to the source."""
    if inner.base is not None:
        return replace(inner, base=_upon(inner.base, base))
    return replace(inner, base=base)


def _links(view: View) -> Iterator[Link]:
    found = list(find_links(view))
    if not found and "." in view.text and not re.search(r"\s", view.text.strip()):
        yield Link(view)
    yield from found


def _add_links(draft: _Draft) -> None:
    """Give the links to the body, or to parts of their own where it stands elsewhere."""
    by_source: dict[int, tuple[Source, list[Link]]] = {}
    for source, link in draft.links:
        by_source.setdefault(id(source), (source, []))[1].append(link)
    for source, links in by_source.values():
        body = draft.parts.get("body")
        if body is not None and body.source is source:
            draft.parts["body"] = replace(body, links=(*body.links, *links))
        else:
            name = _free_name(draft, "link", None)
            draft.parts[name] = Part(name, source, links=tuple(links))


# --- facts --------------------------------------------------------------------------------

_MOMENTS = frozenset({"offer.starts", "offer.ends", "offer.stock-as-of"})


def _take_fact(draft: _Draft, cell: Cell, role: Role) -> None:
    value = cell.plain
    name = role.name
    if name == "language" and isinstance(value, str):
        value = languages().get(value.lower(), value)
    if name == "platform":
        _take_known(draft, cell)
        return
    if name == "published":
        draft.when.append((replace(role, kind="when"), cell))
        return
    if name in _MOMENTS:
        try:
            value = read_moment(value, _order(draft, cell))
        except TwoWaysError:
            said = f"'{cell.name}' can be read two ways: '{_short(value)}'"
            draft.tell(cell, f"{said}; write it as 2026-11-30, or say --date-order dmy or mdy")
            return
        except ValueError:
            pass  # the facts' own reader says it
    facts, errors = read_facts({name: value})
    for error in errors:
        if role.strict:
            draft.tell(cell, error.message)
    (draft.strict if role.strict else draft.loose).update(facts)


def _take_known(draft: _Draft, cell: Cell) -> None:
    """A fact under a name of another tool's; what does not fit is told once a column."""
    value = cell.plain
    name = cell.name.rpartition(".")[2]
    if isinstance(value, str) and name.lower().startswith("platform"):
        several = [item.strip() for item in re.split(r"[,;|]", value) if item.strip()]
        value = several if len(several) != 1 else several[0]
    try:
        said = read_known(name, value)
    except ValueError as error:
        shown = f", not '{_short(value)}'"
        message = f"'{cell.name}' is not read where it is not {error}{shown}"
        draft.tell(cell, message, "notice", once=f"known {cell.name}")
        return
    if said is not None:
        draft.known.append((said.rank, dict(said.facts)))


def _short(value: Any) -> str:
    line = " ".join(str(value).split())
    return line if len(line) <= 40 else line[:39] + "…"


_NEXT_IGNORE = re.compile(r"[ \t]*(?:;|\r\n|\r|\n)\s*(?=[\w-]+/[\w-]+)")


def _take_ignores(draft: _Draft, cell: Cell) -> None:
    """Suppressions of the row, as the comment that says the same."""
    text = cell.view.text
    start = 0
    for gap in [*_NEXT_IGNORE.finditer(text), None]:
        end = gap.start() if gap else len(text)
        said = " ".join(text[start:end].split())
        if said:
            span = cell.view.source_span(start, end)
            draft.ignores.append(Comment(f"aboveboard: ignore-file {said}", *span))
        start = gap.end() if gap else end


# --- the moment of publishing -------------------------------------------------------------


def _order(draft: _Draft, cell: Cell) -> str | None:
    return draft.roles.date_order or draft.roles.column_orders.get(cell.name)


def _take_when(draft: _Draft) -> None:
    moment, clock_cell = None, None
    if draft.strict.get("published") is not None:
        return
    pieces = {role.name: cell for role, cell in draft.when}
    for _, cell in sorted(
        (pair for pair in draft.when if pair[0].name == "published"), key=lambda p: p[0].rank
    ):
        try:
            found = read_moment(cell.plain, _order(draft, cell))
        except TwoWaysError:
            continue  # told for the whole column by settle_dates
        except ValueError:
            # "Scheduled Time" is a clock beside "Scheduled Date", and a moment without it.
            if _is_clock(cell):
                clock_cell = clock_cell or cell
            else:
                _tell_unread(draft, cell, "date")
            continue
        moment = found if moment is None else moment
    if moment is None:
        moment = _from_pieces(draft, pieces)
    clock_cell = pieces.get("time") or clock_cell
    if moment is None and "time" in pieces:
        cell = pieces["time"]
        try:
            moment = read_moment(cell.plain, _order(draft, cell))
        except ValueError:
            moment = None  # a clock without a date says nothing
        clock_cell = None
    if moment is not None and not isinstance(moment, datetime) and clock_cell is not None:
        try:
            moment = datetime.combine(moment, read_clock(clock_cell.plain))
        except ValueError:
            _tell_unread(draft, clock_cell, "time")
    if moment is not None:
        draft.loose["published"] = moment


def _is_clock(cell: Cell) -> bool:
    try:
        read_clock(cell.plain)
    except ValueError:
        return False
    return True


def _tell_unread(draft: _Draft, cell: Cell, wanted: str) -> None:
    order = _order(draft, cell)
    if order and orders_of(str(cell.plain)):
        wanted += f" in the order {order}"
    said = f"rows whose '{cell.name}' cannot be read as a {wanted} are checked without it: "
    draft.tell(cell, said + f"'{_short(cell.plain)}'", "notice", once=f"date {cell.name}")


def _from_pieces(draft: _Draft, pieces: dict[str, Cell]) -> date | datetime | None:
    """Year, month and day in columns of their own, with hour and minute if there are any."""
    if not {"year", "month", "day"} <= set(pieces):
        return None
    names = ("year", "month", "day", "hour", "minute")
    said = [str(pieces[name].plain).strip() if name in pieces else "0" for name in names]
    try:
        year, month, day, hour, minute = (int(number) for number in said)
        whole = datetime(year, month, day, hour, minute)
    except ValueError:
        _tell_unread(draft, pieces["year"], "date, with the columns after it,")
        return None
    return whole if "hour" in pieces else whole.date()


def settle_dates(
    records: Iterable[Sequence[Cell]], *, path: str, source: Source, roles: Roles
) -> list[Problem]:
    """Find out in which order the dates of a file are written, from all its records.

    Only to be called, and only of use, before the records are read.  What it finds is set on
    ``roles``; where nobody can tell, one notice says so, and where two dates cannot both be
    right, an error.  Nothing of the records is kept.
    """
    if roles.date_order is not None:
        return []
    columns: dict[str, tuple[frozenset[str], Cell]] = {}
    problems = []
    for cells in records:
        for cell in cells:
            role = roles.of(cell.name, cell.position)
            if role is None or not (role.kind == "when" or role.name in _MOMENTS):
                continue
            text = str(cell.plain)
            found = orders_of(text)
            if not found:
                continue
            before, first = columns.get(cell.name, (found, cell))
            common = before & found
            if not common and before:
                line, column = _place(cell, source)
                said = f"'{_short(first.plain)}' and '{_short(text)}'"
                message = f"dates in '{cell.name}' are not all in one order: {said}; "
                message += "no date was used; write them as 2026-11-30"
                problems.append(Problem(path, line, message, "error", column))
            columns[cell.name] = (common, first)
    for name, (orders, first) in columns.items():
        roles.column_orders[name] = next(iter(orders)) if len(orders) == 1 else None
        role = roles.of(name, first.position)
        if (
            len(orders) > 1 and role is not None and role.kind == "when"
        ):  # facts are told one by one
            line, column = _place(first, source)
            message = f"dates in '{name}' can be read two ways ({_short(first.plain)} ...): "
            message += "no date was used; say --date-order dmy or mdy"
            problems.append(Problem(path, line, message, "notice", column))
    return problems


def no_copy(
    names: Sequence[str], *, path: str, options: ReadOptions, line: int | None = None
) -> Problem:
    """What to say about a file in which no column or key is known to hold copy."""
    found = quoted(names)
    said = f"no column is known to hold copy; there are {found}" if found else "there is no column"
    example = next((name for name in names if name.strip()), "Text")
    message = f'{said}; say which one does: --column body="{" ".join(example.split())[:40]}"'
    level = "error" if options.named else "notice"
    return Problem(path, line, message, level, None if line is None else 1)
