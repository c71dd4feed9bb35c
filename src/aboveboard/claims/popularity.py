"""Numbers of people and their praise: "10,000 customers", "4.9 from 1,200 reviews"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any

import regex

from aboveboard.claims.amounts import NUMBER, read_number
from aboveboard.claims.model import Claim, Judged
from aboveboard.claims.resolve import Reference
from aboveboard.facts import Facts, day_of_moment
from aboveboard.latepattern import late_pattern
from aboveboard.normalise import normalise
from aboveboard.passage import Passage
from aboveboard.text import View

__all__ = ["Popularity", "find_popularity", "in_time", "judge_popularity"]


@dataclass(frozen=True, slots=True)
class Popularity:
    """A number of something that speaks for the offer: of ``people``, ``reviews``, ``stars`` ..."""

    amount: Decimal
    of: str


_PEOPLE = (
    r"(?:customers?|users?|people|members?|subscribers?|readers?|buyers?|shoppers?|students?"
    r"|families|companies|teams?|brands?|businesses|women|men|parents|clients?|guests|owners?"
    r"|creators?|developers?|patients|learners|listeners|viewers|players|marketers|runners"
    r"|homes|households|travell?ers|donors|supporters|founders|freelancers|professionals)"
)
_POPULAR = late_pattern(
    rf"""(?<![\w.,:/$€£-])(?:
        (?P<stars>[0-5](?:[.,]\d{{1,2}})?)\s?(?:/\s?5\b|out\sof\s(?:5|five)\b|-?\s?stars?\b|★)
      | (?P<share>\d{{1,3}}(?:\.\d+)?)\s?(?:%|percent)\s(?:of\s(?:our\s|all\s|the\s)?)
        (?:[\w'-]+\s){{0,2}}?{_PEOPLE}\b
      | (?P<people>{NUMBER})\s?\+?\s(?:of\s)?(?:(?!stars?\b|%)[\w'-]+\s){{0,3}}?{_PEOPLE}\b
      | (?P<reviews>{NUMBER})\s?\+?\s(?:[\w'-]+\s){{0,2}}?(?:reviews?|ratings?|testimonials)\b
      | (?P<downloads>{NUMBER})\s?\+?\s(?:[\w'-]+\s){{0,2}}?(?:downloads?|installs?)\b
      | (?P<sold>{NUMBER})\s?\+?\s(?:[\w'-]+\s){{0,2}}?sold\b
      | (?:sold|shipped)\s(?:over\s|more\sthan\s)?(?P<sold2>{NUMBER})(?=\s|\+|$|[.,!])
    )""",
    regex.VERBOSE | regex.VERSION1,
)
_HINTS = frozenset(
    """
    brand brands businesses buyer buyers client clients companies creator creators customer
    customers developer developers donors families founders freelancers guest guests home homes
    household households learner learners listener listeners marketer marketers member members men
    owner owners parent parents patient patients people player players professional professionals
    reader readers runner runners shopper shoppers student students subscriber subscribers
    supporter supporters team teams traveler travelers traveller travellers user users viewer
    viewers women donor founder freelancer
    download downloads install installs rating ratings review reviews testimonials shipped sold
    star stars out / ★
    """.split()
)
"""What a text must hold one of: :func:`find_popularity` looks no further where it does not."""
_SOURCE = late_pattern(
    r"""\b(?: according\sto | sources?\s?:
      | (?:survey|study|poll|panel|audit)\s(?:of|by|from|with|among)
      | surveyed | n\s?=\s?\d | audited\sby | as\sof\s
      | (?:based|rated|reviews?|stars?|ratings?)\s(?:on|from|by)\s
        (?:trustpilot|google|amazon|yelp|g2|capterra|tripadvisor|booking\.com|the\sapp\sstore
          |app\sstore|google\splay|feefo|reviews\.io|yotpo|facebook|etsy|goodreads|glassdoor
          |trusted\sshops) )""",
    regex.VERBOSE | regex.IGNORECASE | regex.VERSION1,
)


def _read(text: str) -> Iterator[tuple[int, int, Popularity]]:
    for match in _POPULAR.finditer(text.lower()):
        kind = next(name for name, found in match.groupdict().items() if found is not None)
        amount = read_number(match[kind])
        if amount is not None:
            yield *match.span(), Popularity(amount, "sold" if kind == "sold2" else kind)


def find_popularity(passage: Passage) -> Iterator[Claim]:
    """The numbers of people, stars and sales in a passage, in order."""
    if passage.words.isdisjoint(_HINTS):
        return
    for start, end, value in _read(passage.text):
        yield Claim("popularity", passage, start, end, value)


@lru_cache(maxsize=1024)
def _evidence_values(text: str) -> tuple[Popularity, ...]:
    return tuple(value for _, _, value in _read(normalise(View(text)).text))


def in_time(item: Mapping[str, Any], reference: Reference) -> bool:
    """Whether evidence is there when the copy goes out, and not yet expired."""
    today = reference.today
    if today is None:
        return True
    expires, dated = item.get("expires"), item.get("date")
    return (expires is None or today <= day_of_moment(expires)) and (
        dated is None or day_of_moment(dated) <= today
    )


def judge_popularity(claim: Claim, facts: Facts, reference: Reference) -> Judged:
    """What the listed evidence, or a source in the copy, makes of a number."""
    value: Popularity = claim.value
    for item in facts.get("evidence", ()):
        if not in_time(item, reference):
            continue
        for known in _evidence_values(item["claim"]):
            if known.of == value.of:
                said = {"claim": claim.text, "fact": f"{item['claim']} ({item['source']})"}
                fits = value.amount <= known.amount
                return Judged(claim, "backed" if fits else "contradicted", said, value)
    begin, finish = claim.passage.nearby(claim.start, claim.end)
    named = _SOURCE.search(claim.passage.text, begin, finish)
    return Judged(claim, "stated" if named else "relative", {}, value)
