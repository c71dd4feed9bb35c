"""From what is written to when it is: every reading that the words leave open.

A reading is a window in which the moment lies.  Several readings mean that nobody can tell from
the words alone: 11/12, "next Friday" on a Monday, CST.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import MINYEAR, date, datetime, time, timedelta, tzinfo
from itertools import product
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta

from aboveboard.claims.calendar import HOLIDAYS, month_end
from aboveboard.claims.expressions import Written
from aboveboard.claims.window import Window, day_window
from aboveboard.facts import day_of_moment

__all__ = ["Reference", "Resolved", "resolve"]


@dataclass(frozen=True, slots=True)
class Reference:
    """What expressions of time are read against.

    ``published`` is when the copy goes out; ``near`` any day known to be near, for the year of
    a date that names none.  ``zone`` is the copy's own.  ``date_order`` is ``dmy``, ``mdy`` or
    None where nobody has said.
    """

    published: date | datetime | None = None
    near: date | None = None
    zone: tzinfo | None = None
    date_order: str | None = None

    @property
    def today(self) -> date | None:
        """The day on which the copy goes out, where it says so, in its own zone."""
        moment = self.local
        return None if moment is None else day_of_moment(moment)

    @property
    def local(self) -> date | datetime | None:
        """When the copy goes out, in its own zone where that is known."""
        moment = self.published
        if isinstance(moment, datetime) and moment.tzinfo is not None and self.zone is not None:
            return moment.astimezone(self.zone)
        return moment


@dataclass(frozen=True, slots=True)
class Resolved:
    """``windows`` are the readings that are left; ``impossible`` says why there can be none.

    No window and no reason: it cannot be told, because nobody said when the copy goes out.
    """

    windows: tuple[Window, ...] = ()
    impossible: str = ""


_DAY_NAMES = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_HALF_YEAR = 183  # days
_JUST_OVER, _PERHAPS_OVER = 60, 150  # days; what copy means by a date without a year
_ONE_DAY = timedelta(days=1)


def resolve(written: Written, reference: Reference) -> Resolved:
    """When ``written`` is, as far as its words and ``reference`` tell."""
    named: list[tzinfo | None] = [ZoneInfo(name) for name in written.zones]
    zones = named or [reference.zone]
    if written.seconds is not None:
        return Resolved(tuple(_countdown(written, reference)))
    days = _days(written, reference)
    if isinstance(days, str):
        return Resolved(impossible=days)
    windows: list[Window] = []
    for (first, last), zone in product(days, zones):
        windows += _at(written, reference, first, last, zone)
    return Resolved(tuple(dict.fromkeys(windows)))


# ---------------------------------------------------------------- durations


def _countdown(written: Written, reference: Reference) -> Iterator[Window]:
    """ "48 hours left": from the publish time on, give or take one of the stated unit."""
    published = reference.published
    if published is None or written.seconds is None:
        return
    zone = reference.zone
    if isinstance(published, datetime):
        zone = published.tzinfo or zone
        first = last = published.replace(tzinfo=None)
    else:
        first, last = datetime.combine(published, time()), datetime.combine(published, time.max)
    try:
        length, slack = timedelta(seconds=written.seconds), timedelta(seconds=written.unit)
        yield Window(first + length - slack, last + length + slack, zone)
    except OverflowError:
        return


# ---------------------------------------------------------------- days

Days = list[tuple[date, date]]


def _days(written: Written, reference: Reference) -> Days | str:
    """The days it may be, each as first and last; or why there is no such day."""
    if written.date is not None or written.numeric is not None:
        return _dated(written, reference)
    today = reference.today
    if written.holiday:
        near = today or reference.near
        return [] if near is None else _nearest_holiday(written.holiday, near)
    if today is None:
        return []
    if written.weekday is not None:
        return [(day, day) for day in _weekdays(written, today)]
    if written.relative:
        return _relative(written.relative, today)
    # A time of the clock alone: today, and where that is over, perhaps tomorrow.
    return [(today, today)] if not _is_over(written, reference) else [(today + _ONE_DAY,) * 2]


def _is_over(written: Written, reference: Reference) -> bool:
    moment = reference.local
    if not isinstance(moment, datetime) or written.clock is None or written.clock[0] == 24:
        return False
    return moment.time() > time(*written.clock)


def _dated(written: Written, reference: Reference) -> Days | str:
    orders = [written.date] if written.date is not None else list(_orders(written, reference))
    found: Days = []
    reasons: list[str] = []
    for wanted in orders:
        assert wanted is not None
        outcome = _one_date(wanted, written.weekday, reference)
        if isinstance(outcome, str):
            reasons.append(outcome)
        else:
            found += [(day, day) for day in outcome]
    if found or not reasons:
        return found
    return reasons[0]


def _orders(written: Written, reference: Reference) -> Iterator[tuple[int | None, int, int]]:
    """Year, month and day of a date in numbers, in each order that it can be read in."""
    assert written.numeric is not None
    first, second, year = written.numeric
    if second <= 12 and (reference.date_order != "mdy" or first > 12):
        yield year, second, first
    if first <= 12 and first != second and (reference.date_order in {"mdy", None} or second > 12):
        yield year, first, second


def _one_date(
    wanted: tuple[int | None, int, int], weekday: int | None, reference: Reference
) -> list[date] | str:
    year, month, number = wanted
    near = reference.today or reference.near
    if year is None and near is None:
        if number > (month_end(date(2024, month, 1))).day:
            return f"there is no {number} {_month_name(month)}"
        return []
    if year is not None:
        day = _date(year, month, number)
        if day is None:
            return f"there is no {number} {_month_name(month)} {year}"
        if weekday is not None and day.weekday() != weekday:
            return f"{_said(day)} is a {_DAY_NAMES[day.weekday()]}, not a {_DAY_NAMES[weekday]}"
        return [day]
    assert near is not None
    days = _nearest(month, number, near)
    if not days:
        return f"there is no {number} {_month_name(month)}"
    fitting = [day for day in days if weekday is None or day.weekday() == weekday]
    if not fitting:
        day = days[0]
        return f"{_said(day)} is a {_DAY_NAMES[day.weekday()]}, not a {_DAY_NAMES[weekday or 0]}"
    return fitting


def _nearest(month: int, number: int, near: date) -> list[date]:
    """The years that a date without one may mean: what is just over, else what is to come."""
    years = range(max(MINYEAR, near.year - 5), near.year + 9)
    days = [day for year in years if (day := _date(year, month, number)) is not None]
    if not days:
        return []
    ahead = min((day for day in days if day >= near), default=days[-1])
    behind = max((day for day in days if day < near), default=days[0])
    if (near - behind).days <= _JUST_OVER:
        return [behind]
    return [ahead, behind] if (near - behind).days <= _PERHAPS_OVER else [ahead]


def _date(year: int, month: int, number: int) -> date | None:
    try:
        return date(year, month, number)
    except ValueError:
        return None


def _month_name(month: int) -> str:
    return date(2000, month, 1).strftime("%B")


def _said(day: date) -> str:
    return f"{day.day} {_month_name(day.month)} {day.year}"


def _nearest_holiday(name: str, near: date) -> Days:
    years = (near.year - 1, near.year, near.year + 1)
    days = [day for year in years for day in HOLIDAYS[name](year)]
    # What copy announces is still to come, or was a short while ago.
    soon = [day for day in days if -60 <= (day - near).days <= 300]
    this_year = [day for day in soon if (day - near).days >= 0] or soon
    if name == "payday friday":
        this_year = sorted(this_year)[:1]
    found = dict.fromkeys(sorted(day for day in this_year if (day - min(this_year)).days < 60))
    return [(day, day) for day in found]


def _weekdays(written: Written, today: date) -> list[date]:
    assert written.weekday is not None
    ahead = (written.weekday - today.weekday()) % 7
    first = today + timedelta(days=ahead)
    following = first + timedelta(days=7)
    if written.which == "coming":
        return [first if ahead else following]
    if written.which == "next":
        return [first, following] if ahead else [following]
    # On a Friday, "Friday" may be today or in a week.
    return [first] if ahead else [first, following]


def _relative(said: str, today: date) -> Days:
    sunday = today + timedelta(days=6 - today.weekday())
    match said:
        case "week":
            return [(today, sunday)]
        case "end of week" | "end of weekend" | "weekend":
            first = sunday - timedelta(days=2 if said == "end of week" else 1)
            return [(max(first, today), sunday)]
        case "month" | "end of month":
            last = month_end(today)
            return [(last, last)]
        case "year" | "end of year":
            last = date(today.year, 12, 31)
            return [(last, last)]
    if said.startswith("end of "):
        last = month_end(date(today.year, int(said[7:]), 1))
        if last < today - timedelta(days=_HALF_YEAR):
            last = month_end(last + relativedelta(years=1))
        return [(last, last)]
    if said.startswith("tomorrow"):
        return [(today + _ONE_DAY, today + _ONE_DAY)]
    return [(today, today)]


# ---------------------------------------------------------------- clock


def _at(
    written: Written, reference: Reference, first: date, last: date, zone: tzinfo | None
) -> Iterable[Window]:
    """The windows of a day, or of the time of the clock that is named with it."""
    if written.clock is None:
        whole = day_window(first, last, zone)
        if written.relative in {"tonight", "this evening", "tomorrow night", "tomorrow evening"}:
            # A night goes on past midnight.
            return [Window(whole.start + timedelta(hours=16), whole.end + timedelta(hours=4), zone)]
        return [whole]
    hour, minute = written.clock
    if hour == 24:
        ends = [_minute_before(last + _ONE_DAY)]
        named = written.relative in {"tonight", "today", "this evening"} or not written.kinds & {
            "date",
            "weekday",
            "holiday",
        }
        # "Midnight on Friday" is the end of Friday for most, and its beginning for some.
        starts = [] if named else [_minute_before(last)]
        return [Window(start, end, zone) for start, end in (*ends, *starts)]
    hours = [hour, hour + 12] if written.half_day and hour < 12 else [hour]
    found = []
    for each in hours:
        moment = datetime.combine(last, time(each, minute))
        found.append(Window(moment, moment + timedelta(seconds=59), zone))
    return found


def _minute_before(day: date) -> tuple[datetime, datetime]:
    """The last minute before a day begins."""
    end = datetime.combine(day, time()) - timedelta(microseconds=1)
    return end - timedelta(seconds=60), end
