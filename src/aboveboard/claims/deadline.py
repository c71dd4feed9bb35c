"""Deadlines in copy: "ends Friday", "48 hours left", "until 30 Nov", "today only".

An expression of time alone is no deadline; the words around it make it one.  Times of delivery,
opening hours and programmes are none.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import regex

from aboveboard.claims.expressions import Written, find_times, hints_at_time
from aboveboard.claims.model import Claim, Judged
from aboveboard.claims.resolve import Reference, resolve
from aboveboard.claims.window import Window, end_window, moment_window
from aboveboard.facts import Facts
from aboveboard.passage import Passage

__all__ = ["find_deadlines", "judge_deadline"]


def _compile(pattern: str) -> regex.Pattern[str]:
    return regex.compile(pattern, regex.IGNORECASE | regex.VERBOSE | regex.VERSION1)


_LINK = r"(?:\s?[:,(–—-])?(?:\s(?:in|on|at|by|just|only|exactly|the|this|is|:)){0,3}\s?[:(]?\s?"
_ENDS = _compile(
    rf"""\b(?:
        end(?:s|ing)? | will\send | expir(?:es?|ing|y(?:\sdate)?) | clos(?:es?|ing)(?:\sdate)?
      | finish(?:es|ing)? | conclud(?:es|ing) | stops? | disappears? | runs?\sout | vanish(?:es)?
      | (?:is|are|be|it's\sall|all)\s(?:over|gone) | terminates? | end\sdate | deadline
      | (?:last|final)\s(?:day|date)(?:\s(?:to|for)\s[\w\s]{{1,30}}?)? | cut\s?off | lasts
      | (?:valid|good|runs?|running|available|on|live|open\sfor\s\w+)
        \s(?:until|till?|thru|through|up\sto|to)
      | (?:last|final)\schance | rises?|goes\sup|go\sup|increases?
      )(?:\s(?:until|till?|thru|through|up\sto))?{_LINK}$"""
)
"""What makes the time after it an end, whatever it is the end of."""
_UNTIL = _compile(
    rf"\b(?:until|till?|thru|through|by|before|no\slater\sthan|up\sto|within|in\sthe\snext|for\sthe\snext|next|for(?:\sjust)?)"
    rf"(?:\s(?:the|this|just|only|end\sof)){{0,2}}\s?$"
)
"""What does so in the sentence of an offer."""
_COUNTED = _compile(r"\b(?:last|final|only|just)\s(?:the\s)?$")
_LAST = _compile(
    r"(?<!\b(?:in|over|during|for|of|within|from|and|these|those)\s(?:the\s|our\s)?)\b(?:last|final)\s$"
)
_LAST_OF = _compile(r"^\s?(?:$|[^\w\s]|to\b|of\b|for\b|on\b|before\b|until\b)")
_LEFT = _compile(r"^\s(?:are\s|is\s)?(?:only\s)?(?:left|remaining|to\sgo|remain)\b(?!\sto\sreturn)")
_ONLY = _compile(r"^\s?[-–—(]?\s?(?:only|exclusively)\b(?!\s(?:open|available\sin))")
_DEADLINE_AFTER = _compile(
    r"^\s(?:is|are)\s(?:the|our|your)\s(?:last|final|closing)\s(?:day|date|chance)|^\s(?:deadline|at\sthe\slatest|cut\s?off)"
)
_OFFER = _compile(
    r"""\b(?:
        sales? | offers? | deals? | discounts? | codes? | vouchers? | coupons? | prices? | pricing
      | promos? | promotions? | specials? | savings? | bundles? | off | free | save | shop
      | order | book | buy | get | grab | claim | redeem | use | apply | register | enrol+
      | join | sign\sup | donate | give | gifts? | chip\sin | pledge | match(?:ed|ing)?
      | respond | reply | rsvp | vote | enter | entries
      | tickets? | early\sbird | pre\s?orders? | spots? | seats? | places? | enrol+ment
      | registrations? | applications? | subscribe | upgrade | renew | lock\sin | reserve
      )\b"""
)
"""Words of an offer, or of what readers are to do about it."""
_NO_OFFER = _compile(
    r"""\b(?:
        deliver(?:y|ed|s|ies)? | arriv(?:es?|al|ing) | ship(?:s|ped|ping|ment)? | dispatch(?:ed)?
      | in\stime\sfor | returns? | refunds? | warranty | trial | check\s?in | check\s?out
      | opening\shours | (?:we're|we\sare|store|shop|cafe|is|are|kitchen|bar)\s(?:now\s)?(?:open|closed)
      | opens?\s(?:until|till?|from|daily|at) | doors\sopen | last\sentry | back\s(?:by|in|on|at)
      | parking | maintenance | downtime
      )\b"""
)
_LOOK_BACK = 48  # characters before an expression of time


def find_deadlines(passage: Passage) -> Iterator[Claim]:
    """The deadlines in a passage, in order."""
    if not hints_at_time(passage.words):
        return
    text = passage.text
    for written in find_times(text):
        span = _span(passage, text, written)
        if span is not None:
            yield Claim("deadline", passage, *span, written)


def _span(passage: Passage, text: str, written: Written) -> tuple[int, int] | None:
    """The span of the deadline with the words that make it one, or None."""
    begin, finish = passage.sentence(written.start, written.end)
    before = text[max(begin, written.start - _LOOK_BACK) : written.start]
    after = text[written.end : finish]
    base = written.start - len(before)
    sentence = text[begin:finish]
    if _NO_OFFER.search(sentence):
        return None
    for cue in (_DEADLINE_AFTER, _ONLY, _LEFT):
        # "3 pm left" is nothing; "only" and "left" are said of days and durations.
        if cue is _LEFT and written.seconds is None:
            continue
        if match := cue.match(after):
            counted = _COUNTED.search(before)
            start = base + counted.start() if counted and cue is _LEFT else written.start
            return start, written.end + match.end()
    if match := _ENDS.search(before):
        return base + match.start(), written.end
    if written.seconds is not None and (match := _LAST.search(before)) and _LAST_OF.match(after):
        return base + match.start(), written.end
    if _OFFER.search(sentence):
        if match := _UNTIL.search(before):
            if match[0].strip().lower() in {"for", "for just"} and written.seconds is None:
                return None
            return base + match.start(), written.end
        if written.ranged:
            return written.start, written.end
    return None


# ---------------------------------------------------------------- state


def judge_deadline(claim: Claim, facts: Facts, reference: Reference) -> Judged:
    """What the publish time and the end of the offer make of a deadline."""
    written: Written = claim.value
    resolved = resolve(written, reference)
    if resolved.impossible:
        return Judged(claim, "impossible", {"found": resolved.impossible})
    windows = resolved.windows
    if windows and reference.published is not None:
        now = moment_window(reference.published, reference.zone)
        ahead = tuple(window for window in windows if not window.before(now))
        if not ahead:
            said = {"claim": _say(windows[0]), "fact": _say_moment(reference.published)}
            return Judged(claim, "past", said)
        windows = ahead
    said = {"claim": _say(windows[0])} if windows else {}
    ends = facts.get("offer.ends")
    if windows and ends is not None:
        end = end_window(ends, reference.zone)
        said["fact"] = _say_moment(ends)
        backed = any(window.meets(end) for window in windows)
        return Judged(claim, "backed" if backed else "contradicted", said, windows)
    meanings = _meanings(written, windows, reference)
    if meanings:
        return Judged(claim, "ambiguous", {**said, "found": meanings}, windows)
    return Judged(claim, "stated" if written.concrete else "relative", said, windows)


def _meanings(written: Written, windows: tuple[Window, ...], reference: Reference) -> str:
    """What a concrete deadline may mean, where its words leave it open."""
    if written.numeric is not None:
        first, second, _ = written.numeric
        days = {window.start.date() for window in windows}
        open_order = reference.date_order is None and first != second and max(first, second) <= 12
        if open_order and len(days) != 1:
            orders = ((first, second), (second, first))
            return " or ".join(f"{day} {date(2000, month, 1):%B}" for day, month in orders)
    if len(written.zones) > 1:
        return " or ".join(zone.partition("/")[2].replace("_", " ") for zone in written.zones)
    return ""


_MINUTES = timedelta(minutes=2)


def _say(window: Window) -> str:
    """A window in words, at the precision it has."""
    if window.end - window.start < _MINUTES:
        return f"{_say_day(window.end.date())}, {window.end:%H:%M}"
    first, last = window.start.date(), (window.end - timedelta(hours=4)).date()
    return _say_day(first) if first >= last else f"{_say_day(first)} to {_say_day(last)}"


def _say_day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _say_moment(value: date | datetime) -> str:
    if not isinstance(value, datetime):
        return _say_day(value)
    zone = f" {value.tzname()}" if value.tzinfo is not None else ""
    return f"{_say_day(value.date())}, {value:%H:%M}{zone}"
