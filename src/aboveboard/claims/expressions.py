"""Expressions of time in copy: dates, weekdays, clock times, zones and durations, found and joined.

``find_times`` gives what is written, not what it means: :mod:`aboveboard.claims.resolve` does
that, because "tonight" is another day in every post.  Libraries for this guess a day where copy
leaves two readings open, and do not say where in the text they read it.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cache, lru_cache

import regex

from aboveboard.claims.calendar import HOLIDAYS, MONTHS, WEEKDAYS, zone_names
from aboveboard.claims.timeforms import PIECE, RANGE_START, SMALL, UNITS, find_atoms
from aboveboard.latepattern import late_pattern

__all__ = ["Written", "find_times", "hints_at_time"]


@dataclass(frozen=True, slots=True)
class Written:
    """One expression of time as it is written; ``start:end`` is its span in the text.

    ``date`` is year, month and day, the first and the last None where not said; ``numeric`` are
    the numbers of a date that has no name of a month, in their order.  ``seconds`` and
    ``unit`` belong to a duration: its length, and its smallest unit.  ``ranged`` says that it
    is a range ("27 to 30 November"), of which everything else is the end.
    """

    start: int
    end: int
    date: tuple[int | None, int, int] | None = None
    numeric: tuple[int, int, int | None] | None = None
    weekday: int | None = None
    which: str = ""  # this, next or coming before a weekday
    relative: str = ""  # today, tonight, tomorrow, week, weekend, month, year, eod ...
    holiday: str = ""
    clock: tuple[int, int] | None = None  # hour (24 for midnight) and minute
    half_day: bool = False  # "at 9": morning or evening is not said
    zones: tuple[str, ...] = ()
    zone_text: str = ""
    seconds: int | None = None
    unit: int = 0
    ranged: bool = False
    kinds: frozenset[str] = field(default=frozenset())

    @property
    def concrete(self) -> bool:
        """Whether it names a date or a time of the clock, rather than a distance from now."""
        if self.date or self.numeric or self.holiday:
            return True
        return self.clock is not None and self.clock != (24, 0)


_JOIN = late_pattern(r"[\s,(@·|–—-]*(?:(?:at|on|of|the|this|in|by|and)\b)?[\s,(]*", regex.VERSION1)
_RANGE = late_pattern(r"\s?(?:-|–|—|\bto\b|\buntil\b|\btill\b|\bthrough\b|\bthru\b)\s?")
_HALF_DAY = late_pattern(
    r"[\s,]*(?:at|by|until|til|till)\s(?P<hour>1[0-2]|[1-9])\b(?![\d:/%]|\.\d|\s?\p{L})"
)
_LONGEST_JOIN = 12


def hints_at_time(words: frozenset[str]) -> bool:
    """Whether a text with these words may hold an expression of time."""
    return not words.isdisjoint(_hints())


@cache
def _hints() -> frozenset[str]:
    single = {word for name in (*HOLIDAYS, *MONTHS, *WEEKDAYS) for word in name.split()}
    relative = "today tonight tonite tomorrow noon midday midnight evening weekend week month year"
    units = "seconds secs minutes mins minute hours hour hrs hr h days day d weeks"
    # traits() puts "0-9" where there are digits.
    return frozenset({*single, *relative.split(), *units.split(), "0-9"})


@lru_cache(maxsize=128)
def find_times(text: str) -> tuple[Written, ...]:
    """The expressions of time in a normalised text, in order; parts that belong together joined.

    Kept for a while: whoever judges deadlines and whoever compares documents ask for the same
    passages, and in an editor all passages but one are as they were before.
    """
    lower = text.lower()
    if len(lower) != len(text):
        lower = "".join(c if len(c.lower()) != 1 else c.lower() for c in text)
    found: list[Written] = []
    for match in find_atoms(lower):
        atom = _read(match, text)
        if atom is None:
            continue
        joined = _joined(found[-1], atom, lower) if found else None
        if joined is None:
            found.append(atom)
        else:
            found[-1] = joined
    return tuple(_half_day(written, lower) for written in found if written.kinds != {"zone"})


def _joined(before: Written, atom: Written, text: str) -> Written | None:
    """The two as one expression, or None where they are apart."""
    between = text[before.end : atom.start]
    if len(between) > _LONGEST_JOIN:
        return None
    if _RANGE.fullmatch(between) and before.kinds & atom.kinds and "duration" not in atom.kinds:
        # The end of a range; what it does not say, its start did.
        return replace(_united(before, atom), ranged=True)
    if before.kinds & atom.kinds or "duration" in before.kinds | atom.kinds:
        return None
    if {"relative", "weekday", "date"} & before.kinds and atom.kinds == {"holiday"}:
        return None
    return _united(before, atom) if _JOIN.fullmatch(between) else None


def _united(first: Written, last: Written) -> Written:
    taken = {name: getattr(last, name) for kind in last.kinds for name in _FIELDS[kind]}
    return replace(first, start=first.start, end=last.end, kinds=first.kinds | last.kinds, **taken)


_FIELDS = {
    "date": ("date", "numeric"),
    "weekday": ("weekday", "which"),
    "relative": ("relative",),
    "holiday": ("holiday",),
    "clock": ("clock", "half_day"),
    "zone": ("zones", "zone_text"),
    "duration": ("seconds", "unit"),
}


def _half_day(written: Written, text: str) -> Written:
    """With "at 9" after "tonight" or a weekday read as a time of the clock."""
    if "clock" in written.kinds or not written.kinds & {"relative", "weekday", "date"}:
        return written
    match = _HALF_DAY.match(text, written.end)
    if match is None:
        return written
    hour = int(match["hour"])
    evening = written.relative in {"tonight", "this evening"}
    if evening:
        hour = 24 if hour == 12 else hour + 12
    return replace(
        written,
        end=match.end(),
        clock=(hour, 0),
        half_day=not evening,
        kinds=written.kinds | {"clock"},
    )


# ---------------------------------------------------------------- one atom


def _read(match: regex.Match[str], text: str) -> Written | None:
    kind = next(name for name in _READERS if match[name] is not None)
    start, end = match.span()
    read = _READERS[kind](match, text)
    if read is None:
        return None
    ranged = kind in {"dmy", "mdy"} and bool(RANGE_START.search(match[0]))
    return replace(read, start=start, end=end, ranged=ranged)


def _year(match: regex.Match[str]) -> int | None:
    if match["year"]:
        return int(match["year"])
    return 2000 + int(match["short"]) if match["short"] else None


def _named_date(match: regex.Match[str], _text: str) -> Written | None:
    month, day = MONTHS[match["month"]], int(match["day"])
    if not 0 < day < 32:
        return None
    return Written(0, 0, date=(_year(match), month, day), kinds=frozenset({"date"}))


def _iso(match: regex.Match[str], _text: str) -> Written | None:
    date = (int(match["iy"]), int(match["im"]), int(match["id"]))
    return Written(0, 0, date=date, kinds=frozenset({"date"}))


def _numeric(match: regex.Match[str], _text: str) -> Written | None:
    year = int(match["ny"])
    numbers = (int(match["n1"]), int(match["n2"]), year if year > 99 else 2000 + year)
    return _from_numbers(numbers)


def _pair(match: regex.Match[str], text: str) -> Written | None:
    if match[0] == "24/7" or text[match.end() : match.end() + 6].lstrip().startswith(
        ("price", "off", "star", "cup")
    ):
        return None
    return _from_numbers((int(match["p1"]), int(match["p2"] or match["p3"]), None))


def _from_numbers(numbers: tuple[int, int, int | None]) -> Written | None:
    first, second, _ = numbers
    if not first or not second or min(first, second) > 12 or max(first, second) > 31:
        return None
    return Written(0, 0, numeric=numbers, kinds=frozenset({"date"}))


_COUNTING = late_pattern(r"\b(?:in|within|next|left|only|for)\s?:?\s?$")
_LAST_SECOND = "23:59:59"


def _clock(match: regex.Match[str], text: str) -> Written | None:
    if match["h24"] and match[0] != _LAST_SECOND:
        numbers = [int(number) for number in regex.findall(r"\d+", match[0])]
        if len(numbers) == 3:  # a clock that runs down: times of the day have no seconds
            seconds = numbers[0] * 3600 + numbers[1] * 60 + numbers[2]
            return Written(0, 0, seconds=seconds, unit=60, kinds=frozenset({"duration"}))
        if _COUNTING.search(text.lower(), max(0, match.start() - 9), match.start()):
            # Hours and minutes, or minutes and seconds.
            seconds = numbers[0] * 3600 + numbers[1] * 60
            return Written(0, 0, seconds=seconds, unit=seconds, kinds=frozenset({"duration"}))
    if match["oclock"]:
        clock, half_day = (int(match["oclock"]), 0), True
    elif match["half"]:
        hour, minute = int(match["h12"]), int(match["m12"] or 0)
        if hour > 12 or hour == 0:
            return None
        hour = hour % 12 + (12 if match["half"] == "p" else 0)
        # Copy that ends "at 12 am" means the midnight that ends the day.
        clock, half_day = (24 if (hour, minute) == (0, 0) else hour, minute), False
    else:
        clock, half_day = (int(match["h24"]), int(match["m24"])), False
        if clock == (0, 0):
            clock = (24, 0)
        if clock[0] == 24 and clock[1]:
            return None
    return Written(0, 0, clock=clock, half_day=half_day, kinds=frozenset({"clock"}))


def _named_clock(match: regex.Match[str], _text: str) -> Written:
    clock = (24, 0) if match["named"] == "midnight" else (12, 0)
    return Written(0, 0, clock=clock, kinds=frozenset({"clock"}))


def _zone(match: regex.Match[str], text: str) -> Written | None:
    name = match["zone"].partition("+")[0].strip()
    # "ist" and "et" are words of other languages, "ct" is short for much.
    if " " not in name and len(name) <= 4 and not text[match.start() : match.start() + 2].isupper():
        return None
    zones = zone_names()[name]
    if match["plus"]:
        if name not in {"gmt", "utc"} or int(match["plus"]) > 14:
            return None
        zones = (f"Etc/GMT-{int(match['plus'])}",)
    said = text[match.start() : match.end()]
    return Written(0, 0, zones=zones, zone_text=said, kinds=frozenset({"zone"}))


def _weekday(match: regex.Match[str], text: str) -> Written | None:
    name = match["dayname"]
    begin = match.start("dayname")
    # The sun, a cat that sat, to wed: short forms are names only where they are written so.
    if len(name) == 3 and not text[begin].isupper():
        return None
    which = (match["which"] or "").replace("this coming", "coming")
    return Written(0, 0, weekday=WEEKDAYS[name], which=which, kinds=frozenset({"weekday"}))


def _relative(match: regex.Match[str], _text: str) -> Written:
    said = match["relative"]
    if match["endmonth"]:
        month = MONTHS[match["endmonth"]]
        return Written(0, 0, relative=f"end of {month}", kinds=frozenset({"relative"}))
    words = said.replace("'s", "").replace("tonite", "tonight")
    for unit in ("weekend", "week", "month", "year"):
        if unit in words.split():
            ending = "end of " if "end" in words.split() else ""
            return Written(0, 0, relative=ending + unit, kinds=frozenset({"relative"}))
    if "day" in words.split():
        words = "today"
    return Written(0, 0, relative=words, kinds=frozenset({"relative"}))


def _holiday(match: regex.Match[str], _text: str) -> Written:
    return Written(0, 0, holiday=match["holiday"], kinds=frozenset({"holiday"}))


def _duration(match: regex.Match[str], _text: str) -> Written | None:
    seconds = 0
    smallest = 0
    for piece in PIECE.finditer(match["duration"]):
        amount = SMALL.get(piece[1])
        unit = UNITS[piece[2][0]]
        seconds += (int(piece[1]) if amount is None else amount) * unit
        smallest = unit
    return Written(0, 0, seconds=seconds, unit=smallest, kinds=frozenset({"duration"}))


_READERS = {
    "iso": _iso,
    "dmy": _named_date,
    "mdy": _named_date,
    "num": _numeric,
    "pair": _pair,
    "clock": _clock,
    "named": _named_clock,
    "zone": _zone,
    "weekday": _weekday,
    "holiday": _holiday,
    "relative": _relative,
    "duration": _duration,
}
