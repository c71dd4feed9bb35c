"""Claims in a document, the states they are in, and what they would be judged by."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from aboveboard.claims.deadline import find_deadlines
from aboveboard.claims.model import Claim, Judged
from aboveboard.claims.popularity import find_popularity
from aboveboard.claims.price import find_prices
from aboveboard.claims.stock import find_stock
from aboveboard.facts import Facts
from aboveboard.guards import denial, report
from aboveboard.matchers.words import Excused
from aboveboard.passage import Match, Passage, Reading
from aboveboard.rulebook.model import Claimed, Rule
from aboveboard.scope import wants
from aboveboard.whynot.inwords import excused_reason
from aboveboard.whynot.ofrule import parts_wanted
from aboveboard.whynot.reason import Reason, at_match, listed, whole

__all__ = ["FINDERS", "SAID", "find_claims"]

FINDERS: Mapping[str, Callable[[Passage], Iterable[Claim]]] = {
    "deadline": find_deadlines,
    "stock": find_stock,
    "popularity": find_popularity,
    "price": find_prices,
}
"""What finds the claims of a kind, those too that a guard then keeps out."""

SAID = {
    "deadline": "a deadline",
    "stock": "a number of what is left",
    "popularity": "a number of people or their praise",
    "price": "a price beside an earlier one",
}
_STATES = {
    "impossible": "cannot be true",
    "past": "is over when the copy goes out",
    "contradicted": "is contradicted by a fact",
    "ambiguous": "has several meanings",
    "backed": "is borne out by what is known",
    "aged": "is older than the copy",
    "stated": "is concrete, and nothing known speaks against it",
    "relative": "is too vague to be held against a fact",
}
_NEEDS: Mapping[tuple[str, str], str] = {
    ("deadline", "past"): "published",
    ("deadline", "contradicted"): "offer.ends",
    ("stock", "contradicted"): "offer.stock",
    ("stock", "aged"): "offer.stock-as-of",
    ("popularity", "contradicted"): "evidence",
    ("price", "contradicted"): "offer.price",
}
"""The fact without which a claim cannot be in some state."""


def find_claims(
    rule: Rule, claimed: Claimed, reading: Reading, judged: Sequence[Judged]
) -> Iterator[Match | Reason]:
    """Every claim of the kind that a rule is about: a match, or why it is none."""
    document = reading.document
    count = 0
    for match, excused in _guarded(claimed.claim, reading):
        count += 1
        yield excused_reason(document, match, excused)
    for item in judged:
        if item.claim.kind != claimed.claim:
            continue
        count += 1
        claim = item.claim
        match = Match(claim.passage, claim.start, claim.end, values=item.values)
        if item.state not in claimed.states:
            said = _state(claimed, item, reading.facts)
            yield at_match(document, match, "claim", said)
        elif not wants(rule.scope, claim.passage):
            said = f"stands in the part {claim.passage.part_name}; {parts_wanted(rule)}."
            yield at_match(document, match, "parts", said)
        else:
            yield match
    if not count:
        yield whole(document, "no-claim", f"There is no claim here that is {SAID[claimed.claim]}.")


def _guarded(kind: str, reading: Reading) -> Iterator[tuple[Match, Excused]]:
    """The claims that a guard keeps out: denied, or told as somebody else's."""
    for passage in reading.passages:
        for claim in FINDERS[kind](passage):
            match = Match(passage, claim.start, claim.end)
            if negation := denial(passage, claim.start, claim.end):
                yield match, Excused("negated", negation)
            elif cue := report(passage, claim.start, claim.end):
                yield match, Excused("reported", cue)


def _state(claimed: Claimed, item: Judged, facts: Facts) -> str:
    """What a claim is instead of what the rule is about, and which fact is not known."""
    value = item.values.get("claim", "")
    fact = item.values.get("fact", "")
    said = f"is {SAID[item.claim.kind]}" + (f" ({value})" if value else "")
    state = _STATES[item.state] + (f" ({fact})" if fact else "")
    needs = [_NEEDS.get((claimed.claim, wanted), "") for wanted in claimed.states]
    unknown = [name for name in needs if name and facts.get(name) is None]
    if unknown and item.state != "backed":
        state += f"; without the fact {listed(unknown)} the rule cannot judge it"
        if len(needs) > len(unknown):
            state += " fully"
    wanted = listed([_STATES[name] for name in claimed.states])
    return f"{said} that {state}. The rule is about one that {wanted}."
