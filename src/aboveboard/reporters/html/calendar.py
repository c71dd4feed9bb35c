"""The calendar of a schedule: months of weeks of days, as plain values."""

from __future__ import annotations

from calendar import Calendar
from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from aboveboard.reporters.html.model import Post

__all__ = ["DAYS", "Day", "Month", "months"]

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


class Day(NamedTuple):
    """A day with its posts, in the order of the clock; ``number`` is None outside of its month."""

    number: int | None
    posts: tuple[Post, ...] = ()


class Month(NamedTuple):
    """A month, whose ``first`` day it is, in weeks that begin on Monday."""

    first: date
    weeks: tuple[tuple[Day, ...], ...]


def months(posts: Sequence[Post]) -> list[Month]:
    """The months in which posts go out; those without a date are in none."""
    by_day: defaultdict[date, list[Post]] = defaultdict(list)
    for post in posts:
        if post.day is not None and post.is_document:
            by_day[post.day].append(post)
    found = []
    for first in sorted({day.replace(day=1) for day in by_day}):
        weeks = Calendar().monthdayscalendar(first.year, first.month)
        found.append(
            Month(first, tuple(tuple(_day(first, number, by_day) for number in w) for w in weeks))
        )
    return found


def _day(first: date, number: int, by_day: dict[date, list[Post]]) -> Day:
    if not number:
        return Day(None)
    return Day(number, tuple(sorted(by_day.get(first.replace(day=number), ()), key=_clock)))


def _clock(post: Post) -> tuple[str, int]:
    moment = post.published
    return (f"{moment:%H:%M}" if isinstance(moment, datetime) else "", post.number)
