"""Dates and times as people and tools write them.

ISO 8601 and dates with the name of the month have one meaning.  ``11/12/2026`` has two: it is
only read with an order, which the user says, a tool is known for, or a whole column shows.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time
from typing import Any

from aboveboard.facts import read_fact
from aboveboard.sources.options import DATE_ORDERS

__all__ = ["TwoWaysError", "orders_of", "read_clock", "read_moment"]


class TwoWaysError(ValueError):
    """A date of three numbers whose order nobody said."""


_MONTHS = (
    "january february march april may june july august september october november december".split()
)
_CLOCK = (
    r"(?P<hour>[0-9]{1,2})(?::(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2})(?:\.(?P<part>[0-9]+))?)?)?"
    r" ?(?P<half>[ap]\.?m\.?)?"
)
_ZONE = r"(?: ?(?P<zone>Z|UTC|GMT|[+-][0-9]{2}:?[0-9]{2}))?"
_WHEN = rf"(?:(?:T|,? +|,? +at +){_CLOCK}{_ZONE})?"
_FLAGS = re.IGNORECASE | re.ASCII
_YEAR_FIRST = re.compile(
    rf"(?P<year>[0-9]{{4}})(?P<sign>[-/.])(?P<month>[0-9]{{1,2}})(?P=sign)(?P<day>[0-9]{{1,2}}){_WHEN}",
    _FLAGS,
)
_DAY_FIRST = re.compile(
    r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?[ -](?P<name>[a-z]{3,9})\.?,?[ -]"
    rf"(?P<year>[0-9]{{4}}){_WHEN}",
    _FLAGS,
)
_MONTH_FIRST = re.compile(
    r"(?P<name>[a-z]{3,9})\.? (?P<day>[0-9]{1,2})(?:st|nd|rd|th)?,? "
    rf"(?P<year>[0-9]{{4}}){_WHEN}",
    _FLAGS,
)
_NUMBERS = re.compile(
    rf"(?P<a>[0-9]{{1,2}})(?P<sign>[-/.])(?P<b>[0-9]{{1,2}})(?P=sign)(?P<c>[0-9]{{4}}|[0-9]{{2}}){_WHEN}",
    _FLAGS,
)
_TIME = re.compile(_CLOCK, _FLAGS)


def read_moment(value: Any, order: str | None = None) -> date | datetime:
    """A date, or a date with a time, in the ways people write them.

    ISO 8601 and what Ruby, YAML and spreadsheets make of it (``2026-11-30 9:05:00 +0100``,
    ``2026/11/30 9:05 am``), dates with the month's name (``Nov 30 2026``), and three numbers
    where ``order`` (``dmy``, ``mdy``, ``ymd``) says what they are.  Raises TwoWaysError for
    three numbers without an order and ValueError for anything else.
    """
    text = str(value).strip()
    for pattern in (_YEAR_FIRST, _DAY_FIRST, _MONTH_FIRST):
        match = pattern.fullmatch(text)
        if match is not None:
            month = _month(match)
            if month:
                return _made(int(match["year"]), month, int(match["day"]), match)
    match = _NUMBERS.fullmatch(text)
    if match is None:
        return _refused(value)
    if order is None:
        raise TwoWaysError("a date that can be read in one way only, such as 2026-11-30")
    if order not in orders_of(text):
        raise ValueError(f"a date in the order {order}")
    return _made(*_numbers(match, order), match)


def _refused(value: Any) -> date | datetime:
    """What is no date of ours may still be one of the facts' reader; else its ValueError."""
    moment: date | datetime = read_fact("published", value)
    return moment


def _month(match: re.Match[str]) -> int:
    """The number of the month, 0 for a word that is none."""
    found = match.groupdict()
    if "name" not in found:
        return int(found["month"])
    word = found["name"].lower()
    for number, name in enumerate(_MONTHS, 1):
        if name.startswith(word) or (word == "sept" and number == 9):
            return number
    return 0


def _numbers(match: re.Match[str], order: str) -> tuple[int, int, int]:
    """Year, month and day of three numbers; a year of two digits is one of this century."""
    named = dict(zip(order, (match["a"], match["b"], match["c"]), strict=True))
    year = named["y"]
    return int(year) + (2000 if len(year) == 2 else 0), int(named["m"]), int(named["d"])


def _made(year: int, month: int, day: int, match: re.Match[str]) -> date | datetime:
    """The moment; read by the facts' own reader, so that all are of one kind."""
    text = f"{year:04}-{month:02}-{day:02}"
    if match["hour"] is not None:
        clock = _clock(match)
        zone = (match["zone"] or "").upper().replace("UTC", "Z").replace("GMT", "Z")
        text += f"T{clock.isoformat()}{zone}"
    return _refused(text)


def _clock(match: re.Match[str]) -> time:
    hour, half = int(match["hour"]), (match["half"] or "")[:1].lower()
    if match["minute"] is None and not half:
        raise ValueError("a time such as 14:30 or 2:30 pm")
    if half:
        if not 1 <= hour <= 12:
            raise ValueError("a time such as 14:30 or 2:30 pm")
        hour = hour % 12 + (12 if half == "p" else 0)
    micro = int((match["part"] or "0")[:6].ljust(6, "0"))
    try:
        return time(hour, int(match["minute"] or 0), int(match["second"] or 0), micro)
    except ValueError:
        raise ValueError("a time such as 14:30 or 2:30 pm") from None


def read_clock(value: Any) -> time:
    """A time of day: ``9:30``, ``21:05:00``, ``2:30 pm``, ``9am``.  Raises ValueError."""
    if isinstance(value, time):
        return value
    match = _TIME.fullmatch(str(value).strip())
    if match is None:
        raise ValueError("a time such as 14:30 or 2:30 pm")
    return _clock(match)


def orders_of(text: str) -> frozenset[str]:
    """The orders in which a date of three numbers can be read; empty for any other text.

    A date with the year in front (``2026/11/30``) has one meaning and is not one of these.
    """
    match = _NUMBERS.fullmatch(text.strip())
    if match is None:
        return frozenset()
    found = set()
    for order in DATE_ORDERS:
        if order == "ymd" and len(match["c"]) == 4:
            continue
        try:
            date(*_numbers(match, order))
        except ValueError:
            continue
        found.add(order)
    return frozenset(found)
