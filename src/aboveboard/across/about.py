"""What a document speaks of besides its deadlines: whether two documents can be compared at all."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from functools import lru_cache

import regex

from aboveboard.across.keys import promo_codes
from aboveboard.across.trace import About
from aboveboard.claims.expressions import find_times, hints_at_time
from aboveboard.claims.judge import reference_of
from aboveboard.claims.model import Judged
from aboveboard.claims.resolve import Reference, resolve
from aboveboard.latepattern import late_pattern
from aboveboard.passage import Passage, Reading

__all__ = ["about", "saving_of"]

_ANEW = late_pattern(
    r"""\b(?: extend(?:ed|ing)? | extension | prolonged | re\s?stock(?:ed)? | back\sin\sstock
      | (?:is|are|we're|it's|now)\sback | back\sby | popular\sdemand | reopen(?:s|ed)?
      | reprint(?:ed)?
      | (?:new|next|second|another|fresh|extra)
        \s(?:batch|delivery|round|run|drop|edition|dates?|print)
      | more\s(?:\w+\s)?(?:seats?|tickets?|places?|spots?|rooms?|dates?|stock)
      | (?:seats?|tickets?|places?|spots?|rooms?|dates?)\s(?:have\sbeen\s|were\s)?(?:added|released)
      )\b""",
    regex.VERBOSE | regex.IGNORECASE | regex.VERSION1,
)
"""What says openly that there is more, or that it begins again."""


def about(reading: Reading, judged: Sequence[Judged], date_order: str | None) -> About:
    """The codes and savings that a document names, its days, and whether it begins anew."""
    offers = {saving for item in judged if (saving := saving_of(item))}
    days: set[date] = set()
    anew = False
    reference = reference_of(reading.facts, date_order)
    taken = {
        (item.claim.passage.index, item.claim.value.start)
        for item in judged
        if item.claim.kind == "deadline"
    }
    for passage in reading.passages:
        offers |= {passage.text[slice(*span)].casefold() for span in promo_codes(passage.text)}
        anew = anew or bool(_ANEW.search(passage.text))
        days.update(_days(passage, taken, reference))
    return _shared(frozenset(offers), frozenset(days), anew)


@lru_cache(maxsize=8192)
def _shared(offers: frozenset[str], days: frozenset[date], anew: bool) -> About:
    """One object for all documents that speak of the same: a trace of each of them stays."""
    return About(offers, days, anew)


def saving_of(item: Judged) -> str:
    """What a saving can be known by in another document: its percentage, or its two prices."""
    if item.claim.kind != "price":
        return ""
    value = item.claim.value
    return f"{value.percent} %" if value.percent is not None else f"{value.was} {value.now}"


def _days(
    passage: Passage, taken: Collection[tuple[int, int]], reference: Reference
) -> Iterator[date]:
    """The days that a passage names, but for its deadlines: those of an event, a class, a draw."""
    if not hints_at_time(passage.words):
        return
    for written in find_times(passage.text):
        named = written.kinds & {"date", "weekday", "holiday"} and not written.ranged
        if named and (passage.index, written.start) not in taken:
            for window in resolve(written, reference).windows[:2]:
                yield window.end.date()
