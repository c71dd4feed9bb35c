"""Numbers of what is left: "only 3 left", "last 2 seats", "limited to 500"."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from aboveboard.claims.amounts import NUMBER, read_number
from aboveboard.claims.counts import Stock
from aboveboard.claims.model import Claim, Judged
from aboveboard.claims.resolve import Reference
from aboveboard.facts import Facts, day_of_moment
from aboveboard.latepattern import late_pattern
from aboveboard.passage import Passage

__all__ = ["Stock", "find_stock", "judge_stock"]


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
_FEW = r"(?:fewer\sthan|less\sthan|under)"
_STOCK = late_pattern(
    rf"""(?<![\w.,:/$€£%-])
      (?:
        (?:(?P<only>only|just|last|final|a\smere|there\sare(?:\sonly|\sjust)?
          |we\shave(?:\sonly|\sjust)?)\s)?
        (?:(?P<below>{_FEW})\s)?
        (?P<left>{NUMBER})\s{_NOT_GOODS}
        (?:(?:(?!and\b|or\b|the\b|is\b|are\b)[\w'-]+\s){{0,3}}?(?P<noun1>{_THINGS})\s
              (?:of\s(?:[\w'-]+\s){{1,3}}?)?(?:are\s)?
           |(?P<bare>(?(only)(?:[\w'-]+\s){{0,3}}?)))
        (?:left(?!\s(?:hand|handed|hander|foot|footed|side|over|turn|behind|at\snoon|at\s\d|the)\b)
          |remaining|remain|to\sgo|still\savailable|in\sstock)\b
      | (?:last|final)\s(?:(?P<below2>{_FEW})\s)?
        (?P<last>{NUMBER})\s(?:(?!and\b|or\b|the\b)[\w'-]+\s){{0,2}}?(?P<noun2>{_THINGS})\b
        (?!\s(?:per|i|we|you|he|she|they|by|was|were|that|which|went|sold|had|ever|in)\b)
      | limited\sto\s(?:just\s|only\s)?(?:the\sfirst\s)?(?P<total>{NUMBER})\s{_NOT_GOODS}
        (?:[\w'-]+\s){{0,2}}?(?P<noun3>{_THINGS})\b
        (?!\s(?:of\s[\w\s]{{1,20}}\s)?(?:per|each|at\sa\stime|for\seach|a\shead)\b)
      )""",
    regex.VERBOSE | regex.VERSION1,
)
_ALONE = late_pattern(r"\s*(?:$|[^\w\s]|\d|in\sstock\b|at\sthis\b|for\b|of\b)")
_NO_STOCK = late_pattern(
    rf"""\b(?:players?|teams?|games?|matches|rounds?|episodes?|chapters?|stops?|exits?|people|of\sus
        |questions?|songs?|tracks?|lessons?|exams?|weekends?|mornings?|evenings?|sleeps?|words?
        |percent|slides?|friends?|men|women|children|minds?|options?|ways?|things?|{_TIME})\b""",
    regex.VERBOSE | regex.VERSION1,
)
_OURS = late_pattern(
    r"\b(?:my|his|her|their|your|in|over|of|for|during|from|than|these|those)\s(?:the\s)?$"
)
_ONE_KIND = late_pattern(
    r"""\s*(?:,\s)?(?:
        in\b(?!\s(?:stock|total|all|our\s(?:shop|store|warehouse)|the\s(?:shop|store|warehouse|world)))
      | at\b | on\b | from\b | with\b
      | for\s(?:the\s|our\s|this\s|next\s)*(?:early|late|morning|evening|afternoon|first|second|\d
        |mon|tue|wed|thu|fri|sat|sun|january|february|march|april|may|june|july|august|september
        |october|november|december|today|tonight|tomorrow|weekend)
      | \(?\s?(?:size|colou?r)\b )""",
    regex.VERBOSE | regex.VERSION1,
)
_VARIANTS = frozenset({"size"})
_PERSONAL = 5  # "limited to 2" may well be for each customer
_HINTS = frozenset("left remaining remain go available stock last final only just limited".split())


def find_stock(passage: Passage) -> Iterator[Claim]:
    """The counts of what is left in a passage, in order."""
    if passage.words.isdisjoint(_HINTS):
        return
    text = passage.text.lower()
    for match in _STOCK.finditer(text):
        number = read_number(match["left"] or match["last"] or match["total"])
        if number is None or number != int(number):
            continue
        noun = match["noun1"] or match["noun2"] or match["noun3"] or ""
        alone = match["left"] and not noun and not match["only"]
        if alone and (match[0].endswith("go") or not _ALONE.match(text, match.end())):
            continue  # "three left the queue", "coffee for two to go"
        if match["bare"] and _NO_STOCK.search(match["bare"]):
            continue
        if match["last"] and _OURS.search(text, max(0, match.start() - 16), match.start()):
            continue
        below = bool(match["below"] or match["below2"])
        value = Stock(int(number), below, _singular(noun), bool(match["total"]))
        one_kind = value.noun in _VARIANTS or _ONE_KIND.match(text, match.end())
        personal = value.total and value.count <= _PERSONAL
        about = "" if one_kind or personal else "offer"
        yield Claim("stock", passage, match.start(), match.end(), value, about)


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
    if (
        counted is not None
        and reference.today is not None
        and day_of_moment(counted) < reference.today
    ):
        return Judged(claim, "aged", said | {"found": day_of_moment(counted).isoformat()}, value)
    fits = stock < value.count if value.below else stock <= value.count
    if fits:
        return Judged(claim, "backed", said, value)
    # Of one size or day there may be three left, whatever there is in all.
    return Judged(claim, "contradicted" if claim.about else "stated", said, value)
