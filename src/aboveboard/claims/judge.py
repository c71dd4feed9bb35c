"""All claims of a document, each with its state."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace

from aboveboard.claims.deadline import find_deadlines, judge_deadline
from aboveboard.claims.model import Claim, Judged
from aboveboard.claims.popularity import find_popularity, judge_popularity
from aboveboard.claims.price import find_prices, judge_price
from aboveboard.claims.resolve import Reference
from aboveboard.claims.stock import find_stock, judge_stock
from aboveboard.claims.window import read_zone
from aboveboard.facts import Facts
from aboveboard.guards import negated, reported
from aboveboard.passage import Passage, Reading

__all__ = ["judge_claims", "reference_of"]

_KINDS: Mapping[
    str,
    tuple[
        Callable[[Passage], Iterable[Claim]],
        Callable[[Claim, Facts, Reference], Judged],
    ],
] = {
    "deadline": (find_deadlines, judge_deadline),
    "stock": (find_stock, judge_stock),
    "popularity": (find_popularity, judge_popularity),
    "price": (find_prices, judge_price),
}


def reference_of(facts: Facts, date_order: str | None) -> Reference:
    """What a document's times are read against."""
    ends = facts.get("offer.ends")
    near = None if ends is None else Reference(ends).today
    order = date_order or {"en-us": "mdy", "en-gb": "dmy"}.get(facts.get("language", ""))
    return Reference(facts.get("published"), near, read_zone(facts.get("zone")), order)


def judge_claims(
    reading: Reading, kinds: Collection[str], date_order: str | None = None
) -> Iterator[Judged]:
    """The claims of some kinds that the copy makes itself: what is quoted or denied is none."""
    return iter(_together(list(_each(reading, kinds, date_order))))


def _each(reading: Reading, kinds: Collection[str], date_order: str | None) -> Iterator[Judged]:
    reference = reference_of(reading.facts, date_order)
    for passage in reading.passages:
        for kind, (find, judge) in _KINDS.items():
            if kind not in kinds:
                continue
            for claim in find(passage):
                guarded = (passage, claim.start, claim.end)
                if not negated(*guarded) and not reported(*guarded):
                    yield judge(claim, reading.facts, reference)


def _together(judged: list[Judged]) -> list[Judged]:
    """The claims of a document in the light of each other.

    Copy that names the real end beside other ends, or several savings and prices, speaks of
    several things; nobody can tell that the others are wrong.
    """
    real_end = any(item.claim.kind == "deadline" and item.state == "backed" for item in judged)
    savings = {item.claim.value.percent for item in judged if _compared(item)}
    earlier = {item.claim.value.was for item in judged if _compared(item)}
    several = len(savings - {None}) > 1 or len(earlier - {None}) > 1

    def in_context(item: Judged) -> Judged:
        if item.state != "contradicted":
            return item
        if item.claim.kind == "deadline" and real_end and item.claim.value.concrete:
            return replace(item, state="stated")
        if _compared(item) and several:
            return replace(item, state="relative")
        return item

    return [in_context(item) for item in judged]


def _compared(item: Judged) -> bool:
    """Whether it is a price that the facts alone, and not its own words, may contradict."""
    return item.claim.kind == "price" and item.resolved is not None
