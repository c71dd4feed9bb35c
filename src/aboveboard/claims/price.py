"""Prices compared: "was 80 now 40", "50 % off", "save £20"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

import regex

from aboveboard.claims.amounts import read_number
from aboveboard.claims.model import Claim, Judged
from aboveboard.claims.resolve import Reference
from aboveboard.facts import Facts
from aboveboard.latepattern import late_pattern
from aboveboard.passage import Passage

__all__ = ["Price", "find_prices", "judge_price"]


@dataclass(frozen=True, slots=True)
class Price:
    """An earlier and a present price, and a saving in percent; what is not said is None.

    ``at_most`` is "up to 50 % off".
    """

    was: Decimal | None = None
    now: Decimal | None = None
    percent: Decimal | None = None
    at_most: bool = False
    currency: str = ""


_DIGITS = r"\d+(?:,\d{{3}})*"
_AMOUNT = (
    rf"(?:(?P<{{0}}c>[$€£¥₹])\s?(?P<{{0}}a>{_DIGITS}(?:\.\d{{{{1,2}}}}(?!\d))?)"
    rf"|(?P<{{0}}b>{_DIGITS}(?:[.,]\d{{{{1,2}}}}(?!\d))?)"
    r"\s?(?P<{0}d>€|eur|usd|gbp|dollars|euros?|pounds))"
)
_EARLIER = r"""(?:was|were|rrp|msrp|normally|usually|regularly|originally|regular\sprice|list\sprice
        |instead\sof|down\sfrom|reduced\sfrom|worth|before)"""
_PAIR = late_pattern(
    rf"""\b{_EARLIER}\s?:?\s?(?:at\s)?{_AMOUNT.format("w")}
      [\s,;:.|–—)→>-]{{1,4}}(?:(?:is|are|its?|yours|and|but|today|buy|get|to|it)\s){{0,3}}
      (?:now|to|for|only|just|sale|today|yours\sfor|pay)\s?:?
      \s?(?:only\s|just\s|for\s|at\s)?{_AMOUNT.format("n")}
    | (?:now|only|just)\s(?:only\s|just\s)?{_AMOUNT.format("x")}[\s,(]{{1,3}}
      (?:was|were|rrp|instead\sof|down\sfrom|reduced\sfrom|normally|usually)
      \s?:?\s?{_AMOUNT.format("y")}""",
    regex.VERBOSE | regex.VERSION1,
)
_PERCENT = late_pattern(
    r"""(?<![\w.,])(?P<most>(?:up\sto|as\smuch\sas)\s)?
      (?P<from>(?:from|at\sleast|over|more\sthan|minimum|almost|nearly|about|around)\s)?
      (?:(?P<p>\d{1,4}(?:\.\d)?)\s?(?:%|percent)\s(?:off|discount|less|cheaper|reduction|savings?)\b
        |(?:save|saving|get)\s(?P<most2>up\sto\s)?(?P<q>\d{1,4}(?:\.\d)?)\s?(?:%|percent\b)
          (?!\s(?:more|extra|of))
        |(?P<half>half\s(?:price|off))\b)""",
    regex.VERBOSE | regex.VERSION1,
)
_HINTS = frozenset({"0-9", "half"})
_OVER, _UNDER = Decimal("1.5"), Decimal(5)
"""Points by which a saving may be above what the prices say, for rounding, or below it."""
_OTHER_SAVING = late_pattern(
    r"""\b(?:extra|additional|another|further|more|plus|newsletter|members?|students?|teachers?|nhs
        |military|seniors?|subscribers?|subscribe|second|2nd|third|next|first|codes?|coupons?
        |groups?|apprentices|when\syou|if\syou|on\stop|get\s(?:1|one|2|two)|repairs?|set
        |bundles?|buy\s(?:\d|two|three|four|more)|customers?|trade|outlet|deposit|samples?|subscriptions?|selected|lines|pay
        |energy|water|power|fuel|fees?|delivery|shipping)\b
      | \b(?:less|cheaper)\s(?!than\s(?:before|rrp|usual|normal)) """,
    regex.VERBOSE | regex.VERSION1,
)
"""What makes a saving one on other terms than the prices beside it."""
_OF_ALL = late_pattern(
    r"""\s*(?: $ | [^\w\s] | (?:today|now|until|this|with)\b
      | (?:on\s)?(?:everything|all|every|sitewide|storewide|(?:the|our)\s(?:whole|entire)) )""",
    regex.VERBOSE | regex.VERSION1,
)
"""What follows a saving that is on the whole offer, and not on some of it."""
_RISE = late_pattern(
    r"""\b(?:r[io]ses?|rising|risen|increas(?:es?|ed|ing)|went\sup|goes\sup|gone\sup|costs?\smore
        |sorry|inflation|dearer|auctions?|collectors?|more\sexpensive)\b""",
    regex.VERBOSE | regex.VERSION1,
)
_APART = 30  # characters between a pair of prices and the saving that is said of it


def find_prices(passage: Passage) -> Iterator[Claim]:
    """The comparisons of prices: pairs, with a saving that is said of them, and savings alone."""
    if passage.words.isdisjoint(_HINTS):
        return
    text = passage.text.lower()
    pairs = list(_PAIR.finditer(text))
    savings = list(_PERCENT.finditer(text))
    # With several pairs or savings nobody can tell which belongs to which.
    one = pairs[0] if len(pairs) == len(savings) == 1 else None
    of_it = savings[0] if one is not None and _said_of(one, savings[0], text) else None
    for match in pairs:
        was = _amount(match, "w") or _amount(match, "y")
        now = _amount(match, "n") or _amount(match, "x")
        if was is None or now is None or was[1] != now[1]:
            continue
        about = "" if _RISE.search(text, *_around(match, passage)) else "offer"
        percent, at_most, span = None, False, match.span()
        if of_it is not None:
            percent, at_most = _percent(of_it)
            span = min(span[0], of_it.start()), max(span[1], of_it.end())
        value = Price(was[0], now[0], percent, at_most, was[1])
        yield Claim("price", passage, span[0], span[1], value, about)
    for match in savings:
        if match is of_it:
            continue
        percent, at_most = _percent(match)
        value = Price(percent=percent, at_most=at_most or bool(match["from"]))
        other = (
            pairs
            or not _OF_ALL.match(text, match.end())
            or _OTHER_SAVING.search(text, *_around(match, passage))
        )
        yield Claim("price", passage, match.start(), match.end(), value, "" if other else "offer")


def _around(match: regex.Match[str], passage: Passage) -> tuple[int, int]:
    return passage.nearby(match.start(), match.end())


def _said_of(pair: regex.Match[str], saving: regex.Match[str], text: str) -> bool:
    """Whether a saving is that of the pair of prices beside it."""
    if saving["from"]:
        return False
    first, last = sorted((pair.span(), saving.span()))
    if last[0] - first[1] > _APART:
        return False
    rest = text[last[1] : last[1] + _APART] if last == saving.span() else ""
    before = text[max(0, first[0] - _APART) : first[0]]
    return not any(map(_OTHER_SAVING.search, (before, text[first[1] : last[0]], rest)))


_CODES = {
    "eur": "€",
    "euro": "€",
    "euros": "€",
    "usd": "$",
    "dollars": "$",
    "gbp": "£",
    "pounds": "£",
}


def _amount(match: regex.Match[str], group: str) -> tuple[Decimal, str] | None:
    digits = match[f"{group}a"] or match[f"{group}b"]
    if digits is None:
        return None
    number = read_number(digits)
    sign = match[f"{group}c"] or match[f"{group}d"]
    return None if number is None else (number, _CODES.get(sign, sign))


def _percent(match: regex.Match[str]) -> tuple[Decimal, bool]:
    at_most = bool(match["most"] or match["most2"])
    if match["half"]:
        return Decimal(50), at_most
    return Decimal(match["p"] or match["q"]), at_most


def judge_price(claim: Claim, facts: Facts, _reference: Reference) -> Judged:
    """What the prices beside it and the known prices make of a saving."""
    value: Price = claim.value
    if value.percent is not None and value.percent > 100:
        return Judged(claim, "impossible", {"found": "a price cannot fall by more than 100 %"})
    reference = facts.get("offer.reference-price")
    price = facts.get("offer.price")
    if value.was is not None and value.now is not None:
        return _judge_pair(claim, value, value.was, value.now, reference)
    if reference is not None and price is not None and 0 < price < reference:
        real = _saving(reference, price)
        said = {"claim": f"{value.percent:f} %", "fact": f"{real:.0f} %"}
        if not value.at_most and _fits(value, real):
            return Judged(claim, "backed", said, value)
        if not value.at_most and claim.about:
            return Judged(claim, "contradicted", said, value)
    return Judged(claim, "relative", resolved=value)


def _judge_pair(
    claim: Claim, value: Price, was: Decimal, now: Decimal, reference: Decimal | None
) -> Judged:
    if was <= now:
        found = f"{_sum(now, value)} is not less than {_sum(was, value)}"
        state = "impossible" if claim.about else "relative"  # that prices rose can be told
        return Judged(claim, state, {"found": found})
    real = _saving(was, now)
    if not _fits(value, real):
        said = {"claim": f"{value.percent:f} %", "fact": f"{real:.0f} %"}
        return Judged(claim, "contradicted", said)
    if reference is not None:
        said = {"claim": _sum(was, value), "fact": _sum(reference, value)}
        return Judged(claim, "backed" if was <= reference else "contradicted", said, value)
    return Judged(claim, "stated" if value.percent is not None else "relative", resolved=value)


def _saving(was: Decimal, now: Decimal) -> Decimal:
    return (was - now) / was * 100


def _fits(value: Price, real: Decimal) -> bool:
    if value.percent is None:
        return True
    if value.at_most:
        return real <= value.percent + _OVER
    return -_OVER <= real - value.percent <= _UNDER


def _sum(amount: Decimal, value: Price) -> str:
    return f"{value.currency}{amount:f}"
