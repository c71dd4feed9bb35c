"""Deadlines in copy: "ends Friday", "48 hours left", "until 30 Nov", "today only".

An expression of time alone is no deadline; the words around it make it one.  Times of delivery,
opening hours and programmes are none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from aboveboard.claims import cues
from aboveboard.claims.countdown import find_countdowns
from aboveboard.claims.expressions import Written, find_times, hints_at_time
from aboveboard.claims.model import Claim, Judged
from aboveboard.claims.resolve import Reference, resolve
from aboveboard.claims.window import Window, end_window, moment_window
from aboveboard.facts import Facts
from aboveboard.passage import Passage

__all__ = ["find_deadlines", "judge_deadline"]


_BESIDE = 160  # characters on either side of a deadline
_LOOK_BACK = 64  # characters before an expression of time


def find_deadlines(passage: Passage) -> Iterator[Claim]:
    """The deadlines in a passage."""
    yield from find_countdowns(passage)
    if not hints_at_time(passage.words):
        return
    text = passage.text
    regular = bool(cues.REGULAR.search(text))
    for written in find_times(text):
        found = _deadline(passage, text, written)
        if found is not None:
            start, end, about = found
            yield Claim("deadline", passage, start, end, written, "" if regular else about)


def _deadline(passage: Passage, text: str, written: Written) -> tuple[int, int, str] | None:
    """The span of the deadline with the words that make it one, and what it is the end of."""
    begin, finish = passage.nearby(written.start, written.end)
    before = text[max(begin, written.start - _LOOK_BACK) : written.start]
    after = text[written.end : min(finish, written.end + _LOOK_BACK)]
    base = written.start - len(before)
    around = before + text[written.start : written.end] + after
    if cues.NO_OFFER.search(around):
        return None
    if written.seconds is not None and cues.FROM_EVENT.match(after):
        return None
    aside = "" if cues.AIM.search(after) and not cues.SALE.search(after) else "offer"
    for cue in (cues.DEADLINE_AFTER, cues.ONLY, cues.LEFT):
        # "3 pm left" is nothing; "only" and "left" are said of days and durations.
        if cue is cues.LEFT and written.seconds is None:
            continue
        if match := cue.match(after):
            if cue is cues.ONLY and not (
                cues.ONLY_ENDS.match(after) or cues.SALE.search(before + after)
            ):
                continue
            if cue is cues.ONLY and not written.relative:
                aside = ""  # "on Friday only" may be what happens then
            elif cues.about(after, 0) == "other":
                aside = ""
            counted = cues.COUNTED.search(before)
            start = base + counted.start() if counted and cue is cues.LEFT else written.start
            return start, written.end + match.end(), aside
    if match := cues.ENDS.search(before):
        if cues.OVER.search(before[: match.start()]):
            return None
        about = _surely(cues.about(before, match.start()), written)
        if about == "offer" and cues.RISES.match(match[0]):
            about = "call"
        return base + match.start(), written.end, about
    if (
        written.seconds is not None
        and (match := cues.LAST.search(before))
        and cues.LAST_OF.match(after)
    ):
        return base + match.start(), written.end, aside
    if cues.OFFER.search(around):
        if match := cues.UNTIL.search(before):
            return _until(match[0].strip().lower(), base + match.start(), before, after, written)
        if written.ranged and cues.SALE.search(around):
            return written.start, written.end, _surely("offer", written)
    return None


def _until(
    cue: str, start: int, before: str, after: str, written: Written
) -> tuple[int, int, str] | None:
    """The same for "until Friday", "by 3 May", "for 48 hours" in the sentence of an offer."""
    if written.seconds is None and cue in {"for", "for just"}:
        return None
    if written.seconds is not None and cue == "up to":
        return None
    if cues.OVER.search(before[: len(before) - len(cue)]) or cues.OVER.search(after[:24]):
        return None
    about = cues.about(before, len(before) - len(cue))
    asked = "ask" if cues.ASK.search(before) else ""
    if cues.AIM.search(after):
        about = asked
    elif about != "call" and not (about == "offer" and cues.SALE.search(before + after)):
        # "Buy by tomorrow and save": the saving ends, whoever is asked to do what.
        saved = about != "other" and cues.SALE.search(after)
        about = "offer" if saved else asked
    return start, written.end, _surely(about, written)


def _surely(about: str, written: Written) -> str:
    """A time of the clock alone may be that of any day."""
    alone = written.kinds <= {"clock", "zone"} and written.clock != (24, 0)
    return "" if alone or about == "other" else about


# ---------------------------------------------------------------- state


def judge_deadline(claim: Claim, facts: Facts, reference: Reference) -> Judged:
    """What the publish time and the end of the offer make of a deadline."""
    written: Written = claim.value
    resolved = resolve(written, reference)
    if resolved.impossible and not claim.about and written.date and written.date[0] is None:
        # What tells of another year may well be right.
        return Judged(claim, "stated")
    if resolved.impossible:
        return Judged(claim, "impossible", {"found": resolved.impossible})
    windows = resolved.windows
    if windows and reference.published is not None:
        now = moment_window(reference.published, reference.zone)
        ahead = tuple(window for window in windows if not window.before(now))
        if not ahead and not claim.about:
            return Judged(claim, "stated" if written.concrete else "relative")
        if not ahead:
            said = {"claim": _say(windows[0], written), "fact": _say_moment(reference.published)}
            return Judged(claim, "past", said)
        windows = ahead
    said = {"claim": _say(windows[0], written)} if windows else {}
    ends = facts.get("offer.ends")
    if windows and ends is not None:
        end = end_window(ends, reference.zone)
        if any(window.meets(end) for window in windows):
            return Judged(claim, "backed", said | {"fact": _say_moment(ends)}, windows)
        if claim.about == "offer" and not _named_beside(claim, end, reference):
            return Judged(claim, "contradicted", said | {"fact": _say_moment(ends)}, windows)
    meanings = _meanings(written, windows, reference)
    if meanings:
        return Judged(claim, "ambiguous", {**said, "found": meanings}, windows)
    return Judged(claim, "stated" if written.concrete else "relative", said, windows)


def _named_beside(claim: Claim, end: Window, reference: Reference) -> bool:
    """Whether a date that the copy gives beside a concrete deadline is the real end."""
    text = claim.passage.text
    return claim.value.concrete and any(
        window.meets(end)
        for other in find_times(text[max(0, claim.start - _BESIDE) : claim.end + _BESIDE])
        if "date" in other.kinds
        for window in resolve(other, reference).windows
    )


def _meanings(written: Written, windows: tuple[Window, ...], reference: Reference) -> str:
    """What a concrete deadline may mean, where its words leave it open."""
    if written.numeric is not None:
        first, second, _ = written.numeric
        days = {window.start.date() for window in windows}
        open_order = reference.date_order is None and first != second and max(first, second) <= 12
        if open_order and len(days) != 1:
            orders = ((first, second), (second, first))
            return " or ".join(f"{day} {date(2000, month, 1):%B}" for day, month in orders)
    zones = _apart(written.zones, windows)
    if len(zones) > 1:
        return ", ".join(map(_say_zone, zones[:-1])) + f" or {_say_zone(zones[-1])}"
    return ""


_WINTER_AND_SUMMER = (datetime(2026, 1, 1), datetime(2026, 7, 1))


def _apart(names: Sequence[str], windows: Sequence[Window]) -> list[str]:
    """The zones of an abbreviation that give another time, on that day or at all."""
    probes = [window.start for window in windows] or _WINTER_AND_SUMMER
    found: list[str] = []
    for name in names:
        offsets = [ZoneInfo(name).utcoffset(probe) for probe in probes]
        known = ([ZoneInfo(other).utcoffset(probe) for probe in probes] for other in found)
        if not any(a == b for other in known for a, b in zip(offsets, other, strict=True)):
            found.append(name)
    return found


_MINUTES = timedelta(minutes=2)


def _say(window: Window, written: Written) -> str:
    """A window in words, at the precision it has and in the zone that the copy names."""
    if window.end - window.start < _MINUTES:
        zone = f" {written.zone_text}" if written.zone_text else ""
        return f"{_say_day(window.end.date())}, {window.end:%H:%M}{zone}"
    first, last = window.start.date(), (window.end - timedelta(hours=4)).date()
    return _say_day(first) if first >= last else f"{_say_day(first)} to {_say_day(last)}"


_OFFSET = "Etc/GMT"


def _say_zone(name: str) -> str:
    """A zone by its place, or by its distance from UTC, which the database gives the other way."""
    if name.startswith(_OFFSET) and name[len(_OFFSET) :]:
        return "UTC" + name[len(_OFFSET) :].translate(str.maketrans("+-", "−+"))
    return name.partition("/")[2].replace("_", " ")


def _say_day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _say_moment(value: date | datetime) -> str:
    if not isinstance(value, datetime):
        return _say_day(value)
    zone = f" {value.tzname()}" if value.tzinfo is not None else ""
    return f"{_say_day(value.date())}, {value:%H:%M}{zone}"
