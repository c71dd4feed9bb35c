"""Ways to write one known moment, for a text that goes out at another known moment."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

MONTH_NAMES = (
    "January February March April May June July August September October November December".split()
)
DAY_NAMES = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()


def ordinal(number: int) -> str:
    if number in {11, 12, 13}:
        return f"{number}th"
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th') }"


def dates(day: date) -> Iterator[str]:
    """A day by its date."""
    month, number, year = MONTH_NAMES[day.month - 1], day.day, day.year
    short, weekday = month[:3], DAY_NAMES[day.weekday()]
    yield from (
        f"on {weekday} {number} {month}",
        f"{weekday}, {number} {month} {year}",
        f"on {weekday} the {ordinal(number)} of {month}",
        f"{weekday[:3]} {number} {short}",
        f"{weekday[:3]}, {short} {number}",
        f"on {number} {month}",
        f"{number} {month} {year}",
        f"{number} {short}",
        f"{number} {short}. {year}",
        f"{number}-{short}-{year}".replace("-", " "),
        f"{ordinal(number)} {month}",
        f"on the {ordinal(number)} of {month} {year}",
        f"{month} {number}",
        f"{month} {number}, {year}",
        f"{month} {ordinal(number)}",
        f"{short} {ordinal(number)}, {year}",
        f"{short}. {number}, {year}",
        f"{number} {short} '{year % 100}",
        f"{year}-{day.month:02}-{number:02}",
        f"on {weekday} ({number} {short})",
        f"{number:02} {month.upper()} {year}",
    )


def numbers(day: date) -> Iterator[str]:
    """A day by numbers alone, the day of the month first."""
    yield f"{day.day}/{day.month}/{day.year}"
    yield f"{day.day:02}/{day.month:02}/{day.year % 100:02}"
    yield f"{day.day:02}.{day.month:02}.{day.year}"
    yield f"{day.day}-{day.month}-{day.year}"
    yield f"{day.day}/{day.month}"


def distances(day: date, published: date) -> Iterator[str]:
    """A day by its distance from the day on which the copy goes out."""
    ahead = (day - published).days
    weekday = DAY_NAMES[day.weekday()]
    if ahead == 0:
        yield from ("today", "tonight", "at midnight tonight", "at the end of the day")
        yield from ("at midnight", "this evening")
    if ahead == 1:
        yield from ("tomorrow", "tomorrow night", "in 24 hours", "tomorrow at midnight")
    if 0 < ahead < 7:
        yield from (f"on {weekday}", f"this {weekday}", f"{weekday} at midnight")
        yield f"this coming {weekday}"
    if 1 < ahead <= 13:
        yield from (f"in {ahead} days", f"in {24 * ahead} hours")
    if 7 <= ahead <= 13 and day.weekday() == published.weekday():
        yield f"next {weekday}"
    if ahead == 14:
        yield "in two weeks"
    if (day + timedelta(days=1)).day == 1 and day.month == published.month:
        yield from ("at the end of the month", "at month's end")
        yield f"at the end of {MONTH_NAMES[day.month - 1]}"
    if (day.month, day.day) == (12, 31) and day.year == published.year:
        yield from ("at the end of the year", "on New Year's Eve")
    if day.weekday() == 6 and 0 <= ahead < 7:
        yield from ("at the end of the week", "this weekend")


def clocks(moment: time) -> Iterator[str]:
    """A time of the day, to put before or behind a day."""
    hour, minute = moment.hour, moment.minute
    half, short = ("am" if hour < 12 else "pm"), (hour % 12 or 12)
    yield f"{hour:02}:{minute:02}"
    yield f"{short}:{minute:02} {half}"
    yield f"{short}.{minute:02}{half}"
    yield f"{short}:{minute:02} {half[0].upper()}.M."
    if minute == 0:
        yield f"{short} {half}"
        yield f"{short}{half.upper()}"
        if hour == 12:
            yield "noon"


def moments(moment: datetime) -> Iterator[str]:
    """A day with a time of the clock."""
    day = f"{moment.day} {MONTH_NAMES[moment.month - 1]}"
    for clock in clocks(moment.time()):
        yield f"on {day} at {clock}"
        yield f"{day}, {clock}"
        yield f"at {clock} on {day} {moment.year}"
        yield f"{day} {moment.year}, {clock} GMT"
