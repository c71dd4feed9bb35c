"""The calendar as copy speaks of it: months, weekdays, holidays and zones by their names."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import cache

from dateutil.easter import easter
from dateutil.relativedelta import FR, MO, SU, TH, relativedelta

from aboveboard.rulebook.yamlfile import read_data

__all__ = ["HOLIDAYS", "MONTHS", "WEEKDAYS", "month_end", "zone_names"]

WEEKDAYS: Mapping[str, int] = {
    name: number
    for number, names in enumerate(
        (
            "monday mon",
            "tuesday tues tue",
            "wednesday weds wed",
            "thursday thurs thur thu",
            "friday fri",
            "saturday sat",
            "sunday sun",
        )
    )
    for name in names.split()
}
"""Weekdays and their short forms; Monday is 0."""

MONTHS: Mapping[str, int] = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}
"""Months and their short forms; January is 1."""


def month_end(day: date) -> date:
    """The last day of the month of ``day``."""
    return day + relativedelta(day=31)


def _fixed(month: int, day: int) -> Callable[[int], tuple[date, ...]]:
    return lambda year: (date(year, month, day),)


def _nth(month: int, weekday: object, plus: int = 0) -> Callable[[int], tuple[date, ...]]:
    return lambda year: (
        date(year, month, 1) + relativedelta(weekday=weekday) + timedelta(days=plus),  # type: ignore[arg-type]
    )


def _easter(plus: int) -> Callable[[int], tuple[date, ...]]:
    return lambda year: (easter(year) + timedelta(days=plus),)


def _either(*rules: Callable[[int], tuple[date, ...]]) -> Callable[[int], tuple[date, ...]]:
    return lambda year: tuple(day for rule in rules for day in rule(year))


HOLIDAYS: Mapping[str, Callable[[int], tuple[date, ...]]] = {
    "black friday": _nth(11, TH(4), 1),
    "cyber monday": _nth(11, TH(4), 4),
    "giving tuesday": _nth(11, TH(4), 5),
    "thanksgiving": _either(_nth(11, TH(4)), _nth(10, MO(2))),  # United States, Canada
    "christmas eve": _fixed(12, 24),
    "christmas day": _fixed(12, 25),
    "christmas": _fixed(12, 25),
    "boxing day": _fixed(12, 26),
    "new year's eve": _fixed(12, 31),
    "new years eve": _fixed(12, 31),
    "new year's day": _fixed(1, 1),
    "new years day": _fixed(1, 1),
    "new year": _fixed(1, 1),
    "valentine's day": _fixed(2, 14),
    "valentines day": _fixed(2, 14),
    "st patrick's day": _fixed(3, 17),
    "good friday": _easter(-2),
    "easter sunday": _easter(0),
    "easter monday": _easter(1),
    "easter": _easter(0),
    "memorial day": lambda year: (date(year, 5, 31) + relativedelta(weekday=MO(-1)),),
    "independence day": _fixed(7, 4),
    "fourth of july": _fixed(7, 4),
    "4th of july": _fixed(7, 4),
    "labor day": _nth(9, MO(1)),
    "labour day": _either(_nth(9, MO(1)), _fixed(5, 1)),
    "halloween": _fixed(10, 31),
    "father's day": _nth(6, SU(3)),
    "fathers day": _nth(6, SU(3)),
    "mother's day": _either(_nth(5, SU(2)), _easter(-21)),  # most countries; United Kingdom
    "mothers day": _either(_nth(5, SU(2)), _easter(-21)),
    "payday friday": lambda year: tuple(
        date(year, month, 1) + relativedelta(day=31, weekday=FR(-1)) for month in range(1, 13)
    ),
}
"""The days that a holiday's name may mean in a year: several where countries differ."""


@cache
def zone_names() -> Mapping[str, tuple[str, ...]]:
    """What each abbreviation of a time zone may stand for, as names of the IANA database."""
    return {name: tuple(zones) for name, zones in read_data("time-zones.yaml")["zones"].items()}
