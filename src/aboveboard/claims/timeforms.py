"""The forms in which copy writes times: one expression for all of them.

It is matched against text in lower case.  Each alternative is a named group, and
:mod:`aboveboard.claims.expressions` has a reader for each.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

import regex

from aboveboard.claims.calendar import HOLIDAYS, MONTHS, WEEKDAYS, zone_names
from aboveboard.latepattern import late_pattern
from aboveboard.wordclasses import NUMBER_WORDS

__all__ = ["PIECE", "RANGE_START", "SMALL", "UNITS", "find_atoms"]

UNITS: Mapping[str, int] = {"s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604800}
"""Seconds in a unit, by the letter that its names begin with."""
SMALL: Mapping[str, int] = {
    word: number
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve".split()
    )
} | {"twenty four": 24, "forty eight": 48, "seventy two": 72, "a few": 3}
"""Numbers that copy writes as words before a unit of time."""
assert set(SMALL) - {"twenty four", "forty eight", "seventy two", "a few"} <= NUMBER_WORDS


def _any(names: Iterable[str]) -> str:
    return "|".join(sorted(map(regex.escape, names), key=len, reverse=True))


_MONTH = rf"(?P<month>{_any(MONTHS)})\b"
_STOP = r"(?:\.(?=,?\s?(?:20\d\d|'\d\d)))?"  # of "Nov. 2026", and not of a sentence
_SHORT_STOP = rf"(?:(?<!day)\.(?=,?\s(?:\d|{_any(MONTHS)})))?"  # of "Sat. 14 November"
_ORDINAL = r"[0-3]?\d(?:st|nd|rd|th)?"
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_YEAR = r"(?:,?\s?(?P<year>(?:19|20)\d\d)\b|\s?'(?P<short>\d\d)\b)?"
_TO = r"\s?(?:-|–|—|to|and|until|till|through|thru)\s?"
_NOT_IN_NUMBER = r"(?<![\d.,:/$€£])"
_AMOUNT = rf"(?:\d{{1,4}}|{_any(SMALL)})"
_UNIT = r"(?:seconds?|secs?|s|minutes?|mins?|m|hours?|hrs?|h|days?|d|weeks?|wks?|w)"
_OF_WORK = r"(?:more\s)?(?:full\s|short\s|business\s)?"
_PART_OF_DAY = r"(?:night|evening|morning|afternoon)"

ATOM = late_pattern(
    rf"""
      (?P<iso>\b(?P<iy>20\d\d)-(?P<im>\d\d)-(?P<id>\d\d)(?=\b|t))
    | (?P<dmy>{_NOT_IN_NUMBER}(?:{_ORDINAL}{_TO})?(?:the\s)?{_DAY}
        (?:\s?of)?\s?[-]?{_MONTH}{_STOP}{_YEAR})
    | (?P<mdy>\b{_MONTH}\.?\s?(?:the\s)?(?:{_ORDINAL}{_TO})?{_DAY}
        (?![\d:%])(?!\s?(?:[ap]\.?m\b|percent|%)){_YEAR})
    | (?P<num>(?<![\d.,:/$€£-])(?P<n1>\d{{1,2}})(?P<sep>[/.-])(?P<n2>\d{{1,2}})(?P=sep)
        (?P<ny>20\d\d|\d\d)\b(?![/\d]))
    | (?P<pair>(?<![\d.,:/$€£-])(?P<p1>\d{{1,2}})
        (?:/(?P<p2>\d{{1,2}})\b(?![\d/%])|\.(?P<p3>\d{{1,2}})\.(?!\d)))
    | (?P<clock>{_NOT_IN_NUMBER}(?:
          (?P<h12>1[0-2]|0?\d)(?:[:.](?P<m12>[0-5]\d))?(?:[:.][0-5]\d)?
            \s?(?P<half>[ap])(?:\.\s?m\b\.?|\s?m\b)
        | (?P<h24>[01]?\d|2[0-4]):(?P<m24>[0-5]\d)(?::[0-5]\d)?(?!\d)
            (?:\s?(?:h|hrs|hours|uhr)\b)?
        | (?P<oclock>1[0-2]|\d)\s?o'clock))
    | (?P<named>\b(?:noon|midday|midnight)\b)
    | (?P<zone>\b(?:{_any(zone_names())})\b(?:\s?[+]\s?(?P<plus>\d{{1,2}}))?)
    | (?P<weekday>\b(?:(?P<which>this|next|coming|this\scoming)\s)?
        (?P<dayname>{_any(WEEKDAYS)})\b{_SHORT_STOP}(?:\s(?P<part>{_PART_OF_DAY})\b)?)
    | (?P<holiday>\b(?:{_any(HOLIDAYS)})\b)
    | (?P<relative>\b(?:
          (?:the\s)?end\sof\s(?:the\s|this\s)?(?:business\s)?
            (?:day|week|weekend|month|year|(?P<endmonth>{_any(MONTHS)}))
        | (?:day|week|month|year)(?:'s)?\send
        | today|tonight|tonite|tomorrow(?:\s(?:night|evening|morning))?
        | this\s(?:evening|afternoon|morning)
        | this\s(?:week|weekend|month|year)|the\sweekend)\b)
    | (?P<duration>(?<![\d.,:/$€£+-])\b{_AMOUNT}\s?{_OF_WORK}{_UNIT}\b
        (?:(?:,|\s|\sand|,\sand|:)\s?\d{{1,2}}\s?{_UNIT}\b){{0,3}})
    """,
    regex.VERBOSE | regex.VERSION1,
)
"""Any one date, weekday, time of the clock, zone, holiday or duration."""


@cache
def _starts() -> re.Pattern[str]:
    """The places where an atom may begin: few in most texts, and quickly found."""
    names = {*MONTHS, *WEEKDAYS, *HOLIDAYS, *zone_names(), *SMALL}
    words = "day end midday midnight month noon this today tomorrow tonight tonite week year"
    first = {*(name.partition(" ")[0] for name in names), *words.split()} - {"a"}
    phrases = r"a few|coming\s|next\s|the\s(?:end|weekend)"
    return re.compile(rf"\d|the(?=\s\d)|(?<![a-z])(?:{_any(first)}|{phrases})")


def find_atoms(text: str) -> Iterator[regex.Match[str]]:
    """The matches of :data:`ATOM` in a text in lower case, as its ``finditer`` gives them."""
    reached = 0
    for start in _starts().finditer(text):
        if start.start() >= reached and (match := ATOM.match(text, start.start())):
            reached = match.end()
            yield match


PIECE = late_pattern(rf"({_AMOUNT})\s?{_OF_WORK}({_UNIT})\b")
"""An amount and its unit in a duration."""
RANGE_START = late_pattern(rf"\d(?:st|nd|rd|th)?{_TO}(?:the\s)?\d")
"""What a date holds that is a range of days: "27 to 30 November"."""
