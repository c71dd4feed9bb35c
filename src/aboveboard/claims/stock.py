"""Numbers of what is left: "only 3 left", "last 2 seats", "limited to 500"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

import regex

from aboveboard.claims.amounts import NUMBER, read_number
from aboveboard.claims.model import Claim, Judged
from aboveboard.claims.resolve import Reference
from aboveboard.facts import Facts
from aboveboard.passage import Passage

__all__ = ["Stock", "find_stock", "judge_stock"]


@dataclass(frozen=True, slots=True)
class Stock:
    """So many are left, or fewer where ``below``; of ``noun`` (singular), or of anything."""

    count: int
    below: bool = False
    noun: str = ""


_THINGS = (
    r"(?:units?|items?|pieces?|pairs?|seats?|spots?|places?|spaces?|tickets?|rooms?|copies|copy"
    r"|slots?|bottles?|boxes|box|sets?|sizes?|bags?|packs?|kits?|homes?|apartments?|flats?|beds?"
    r"|tables?|prints?|passes|pass|memberships?|licen[cs]es?|bundles?|products?|cars?|vouchers?"
    r"|jars?|cans?|tins?|tubes?|bars?|books?|plants?|bikes?|dresses|dress|shirts?|jackets?|coats?"
    r"|shoes|boots?|bowls?|cups?|mugs?|lamps?|chairs?|rugs?|posters?|records?|cabins?|berths?"
    r"|plots?|appointments?|openings?|desks?|cases?|cakes?|pots?|rolls?|metres|meters)"
)
_TIME = r"(?:seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|weeks?|months?|years?|nights?)"
_NOT_GOODS = (
    rf"(?!(?:\w+\s)?(?:{_TIME}|miles?|pages?|steps?|points?|lives|calories|games?|laps?)\b)"
)
_STOCK = regex.compile(
    rf"""(?<![\w.,:/$€£%-])
      (?:
        (?:(?P<only>only|just|last|final|a\smere|there\sare(?:\sonly|\sjust)?|we\shave(?:\sonly|\sjust)?)\s)?
        (?:(?P<below>fewer\sthan|less\sthan|under)\s)?
        (?P<left>{NUMBER})\s{_NOT_GOODS}
        (?:(?:(?!and\b|or\b|the\b|is\b|are\b)[\w'-]+\s){{0,3}}?(?P<noun1>{_THINGS})\s(?:of\s(?:[\w'-]+\s){{1,3}}?)?(?:are\s)?
           |(?(only)(?:[\w'-]+\s){{0,2}}?))
        (?:left|remaining|remain|to\sgo|still\savailable|in\sstock)\b
      | (?:last|final|only|just)\s(?:(?P<below2>fewer\sthan|less\sthan|under)\s)?
        (?P<last>{NUMBER})\s(?:(?!and\b|or\b|the\b)[\w'-]+\s){{0,2}}?(?P<noun2>{_THINGS})\b(?!\sper\b)
      | limited\sto\s(?:just\s|only\s)?(?:the\sfirst\s)?(?P<total>{NUMBER})\s{_NOT_GOODS}
        (?:[\w'-]+\s){{0,2}}?(?P<noun3>{_THINGS})\b(?!\sper\b)
      )""",
    regex.VERBOSE | regex.VERSION1,
)
_HINTS = frozenset("left remaining remain go available stock last final only just limited".split())


def find_stock(passage: Passage) -> Iterator[Claim]:
    """The counts of what is left in a passage, in order."""
    if passage.words.isdisjoint(_HINTS):
        return
    for match in _STOCK.finditer(passage.text.lower()):
        number = read_number(match["left"] or match["last"] or match["total"])
        if number is None or number != int(number):
            continue
        noun = match["noun1"] or match["noun2"] or match["noun3"] or ""
        below = bool(match["below"] or match["below2"])
        value = Stock(int(number), below, _singular(noun))
        yield Claim("stock", passage, match.start(), match.end(), value)


def _singular(noun: str) -> str:
    if noun.endswith(("xes", "sses")):
        return noun[:-2]
    return "copy" if noun == "copies" else noun.removesuffix("s")


def judge_stock(claim: Claim, facts: Facts, reference: Reference) -> Judged:
    """What the known stock makes of a count."""
    value: Stock = claim.value
    stock = facts.get("offer.stock")
    if stock is None:
        return Judged(claim, "stated", resolved=value)
    counted = facts.get("offer.stock-as-of")
    said = {"claim": f"{value.count:,}", "fact": f"{stock:,}"}
    if counted is not None and reference.today is not None and _day(counted) < reference.today:
        return Judged(claim, "aged", said | {"found": _day(counted).isoformat()}, value)
    fits = stock < value.count if value.below else stock <= value.count
    return Judged(claim, "backed" if fits else "contradicted", said, value)


def _day(value: date | datetime) -> date:
    return value.date() if isinstance(value, datetime) else value
