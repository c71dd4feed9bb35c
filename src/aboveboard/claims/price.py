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


_AMOUNT = r"(?:(?P<{0}c>[$€£¥₹])\s?(?P<{0}a>\d+(?:,\d{{3}})*(?:\.\d{{1,2}}(?!\d))?)|(?P<{0}b>\d+(?:,\d{{3}})*(?:[.,]\d{{1,2}}(?!\d))?)\s?(?P<{0}d>€|eur|usd|gbp|dollars|euros?|pounds))"
_PAIR = regex.compile(
    rf"""\b(?:was|were|rrp|msrp|normally|usually|regularly|originally|regular\sprice|list\sprice
        |instead\sof|down\sfrom|reduced\sfrom|worth|before)\s?:?\s?(?:at\s)?{_AMOUNT.format("w")}
      [\s,;:.|–—)→>-]{{1,4}}(?:(?:is|are|its?|yours|and|but|today|buy|get|to|it)\s){{0,3}}
      (?:now|to|for|only|just|sale|today|yours\sfor|pay)\s?:?\s?(?:only\s|just\s|for\s|at\s)?{_AMOUNT.format("n")}
    | (?:now|only|just)\s(?:only\s|just\s)?{_AMOUNT.format("x")}[\s,(]{{1,3}}
      (?:was|were|rrp|instead\sof|down\sfrom|reduced\sfrom|normally|usually)\s?:?\s?{_AMOUNT.format("y")}""",
    regex.VERBOSE | regex.VERSION1,
)
_PERCENT = regex.compile(
    r"""(?<![\w.,])(?P<most>(?:up\sto|as\smuch\sas)\s)?(?P<from>(?:from|at\sleast|over|minimum)\s)?
      (?:(?P<p>\d{1,4}(?:\.\d)?)\s?(?:%|percent)\s(?:off|discount|less|cheaper|reduction|savings?)
        |(?:save|saving|get)\s(?P<most2>up\sto\s)?(?P<q>\d{1,4}(?:\.\d)?)\s?(?:%|percent)(?!\s(?:more|extra|of))
        |(?P<half>half\s(?:price|off)))\b""",
    regex.VERBOSE | regex.VERSION1,
)
_HINTS = frozenset({"0-9", "half"})
_SLACK = Decimal("1.5")  # points; rounding of prices and of the percentage


def find_prices(passage: Passage) -> Iterator[Claim]:
    """The comparisons of prices in a passage: pairs, each with the saving in its block, or savings."""
    if passage.words.isdisjoint(_HINTS):
        return
    text = passage.text.lower()
    pairs = list(_PAIR.finditer(text))
    savings = list(_PERCENT.finditer(text))
    for match in pairs:
        was = _amount(match, "w") or _amount(match, "y")
        now = _amount(match, "n") or _amount(match, "x")
        if was is None or now is None or was[1] != now[1]:
            continue
        percent, at_most, span = None, False, match.span()
        # With several pairs or savings nobody can tell which belongs to which.
        if len(pairs) == len(savings) == 1 and not savings[0]["from"]:
            percent, at_most = _percent(savings[0])
            span = min(span[0], savings[0].start()), max(span[1], savings[0].end())
        value = Price(was[0], now[0], percent, at_most, was[1])
        yield Claim("price", passage, span[0], span[1], value)
    if len(pairs) == len(savings) == 1:
        return
    for match in savings:
        percent, at_most = _percent(match)
        value = Price(percent=percent, at_most=at_most or bool(match["from"]))
        yield Claim("price", passage, match.start(), match.end(), value)


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
    if value.was is not None and value.now is not None and value.was <= value.now:
        found = f"{_sum(value.now, value)} is not less than {_sum(value.was, value)}"
        return Judged(claim, "impossible", {"found": found})
    reference = facts.get("offer.reference-price")
    price = facts.get("offer.price")
    if value.was is not None and value.now is not None:
        real = _saving(value.was, value.now)
        if not _fits(value, real):
            said = {"claim": f"{value.percent:f} %", "fact": f"{real:.0f} %"}
            return Judged(claim, "contradicted", said)
        if reference is not None:
            said = {"claim": _sum(value.was, value), "fact": _sum(reference, value)}
            return Judged(claim, "backed" if value.was <= reference else "contradicted", said)
        return Judged(claim, "stated" if value.percent is not None else "relative")
    if reference is not None and price is not None and 0 < price < reference:
        real = _saving(reference, price)
        said = {"claim": f"{value.percent:f} %", "fact": f"{real:.0f} %"}
        if not value.at_most:
            return Judged(claim, "backed" if _fits(value, real) else "contradicted", said)
    return Judged(claim, "relative")


def _saving(was: Decimal, now: Decimal) -> Decimal:
    return (was - now) / was * 100


def _fits(value: Price, real: Decimal) -> bool:
    if value.percent is None:
        return True
    if value.at_most:
        return real <= value.percent + _SLACK
    return abs(real - value.percent) <= _SLACK


def _sum(amount: Decimal, value: Price) -> str:
    return f"{value.currency}{amount:f}"
