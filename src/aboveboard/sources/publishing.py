"""When a post goes out: from cells with dates and times to one fact."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from aboveboard.document import Problem, Source
from aboveboard.sources.cells import MOMENTS, Cell, Draft, order_of, place, short
from aboveboard.sources.moments import TwoWaysError, orders_of, read_clock, read_moment
from aboveboard.sources.roles import Roles

__all__ = ["settle_dates", "take_when"]


def take_when(draft: Draft) -> None:
    """Find the moment of publishing in the cells that speak of it."""
    moment, clock_cell = None, None
    if draft.strict.get("published") is not None:
        return
    pieces = {role.name: cell for role, cell in draft.when}
    for _, cell in sorted(
        (pair for pair in draft.when if pair[0].name == "published"), key=lambda p: p[0].rank
    ):
        try:
            found = read_moment(cell.plain, order_of(draft, cell))
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
            moment = read_moment(cell.plain, order_of(draft, cell))
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


def _tell_unread(draft: Draft, cell: Cell, wanted: str) -> None:
    order = order_of(draft, cell)
    if order and orders_of(str(cell.plain)):
        wanted += f" in the order {order}"
    said = f"rows whose '{cell.name}' cannot be read as a {wanted} are checked without it: "
    draft.tell(cell, said + f"'{short(cell.plain)}'", "notice", once=f"date {cell.name}")


def _from_pieces(draft: Draft, pieces: dict[str, Cell]) -> date | datetime | None:
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
            if role is None or not (role.kind == "when" or role.name in MOMENTS):
                continue
            text = str(cell.plain)
            found = orders_of(text)
            if not found:
                continue
            before, first = columns.get(cell.name, (found, cell))
            common = before & found
            if not common and before:
                line, column = place(cell, source)
                said = f"'{short(first.plain)}' and '{short(text)}'"
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
            line, column = place(first, source)
            message = f"dates in '{name}' can be read two ways ({short(first.plain)} ...): "
            message += "no date was used; say --date-order dmy or mdy"
            problems.append(Problem(path, line, message, "notice", column))
    return problems
