"""Clearing: what a claim that holds, a fact or listed evidence does to the findings beside it.

A fact alone does not clear; the copy must say it.  Clearing reaches one document.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import NamedTuple

from aboveboard.claims.judge import reference_of
from aboveboard.claims.model import Claims, Judged
from aboveboard.claims.popularity import in_time
from aboveboard.claims.stock import Stock
from aboveboard.claims.window import Window, end_window, moment_window
from aboveboard.facts import Facts
from aboveboard.passage import Match
from aboveboard.rulebook.model import Clearing, Rule
from aboveboard.screen import words_in

__all__ = ["Cleared", "clear", "effect_of", "settling_fact"]

_QUIET, _NOTE = "quiet", "note"
_EFFECTS: Mapping[tuple[str, str], str] = {
    ("deadline", "backed"): _QUIET,
    ("deadline", "stated"): _NOTE,
    ("deadline", "ambiguous"): _NOTE,
    ("stock", "backed"): _QUIET,
    ("stock", "aged"): _NOTE,
    ("popularity", "backed"): _QUIET,
    ("popularity", "stated"): _NOTE,
    ("price", "backed"): _QUIET,
    ("price", "stated"): _QUIET,
}
"""What a claim in some state does to the findings of the rules that name it."""

_WRONG = frozenset({"impossible", "past", "contradicted"})
_WHOLE_DOCUMENT = frozenset({"deadline", "stock"})
"""Claims that speak for the whole document; the others clear only what they overlap."""


def clear(
    found: Iterable[tuple[Rule, Match]],
    judged: Sequence[Judged],
    facts: Facts,
    date_order: str | None,
) -> Iterator[tuple[Rule, Match]]:
    """The matches that nothing clears; what is only stated makes notes of them."""
    for rule, match in found:
        cleared = effect_of(rule, match, judged, facts, date_order)
        if cleared is None:
            yield rule, match
        elif not cleared.quiet:
            # However grave the rule: from an error to a note are two steps.
            yield rule, replace(match, softer=match.softer + 2)


class Cleared(NamedTuple):
    """What clears a match: it is ``quiet``, or else a mere note.

    ``by`` is the claim that does it, or None; ``text`` is otherwise the fact or the evidence.
    """

    quiet: bool
    by: Judged | None = None
    text: str = ""


def effect_of(
    rule: Rule,
    match: Match,
    judged: Sequence[Judged],
    facts: Facts,
    date_order: str | None,
) -> Cleared | None:
    """What clears a match, or None; what keeps it quiet before what makes a note of it."""
    found = _effects(rule, match, judged, facts, date_order)
    return min(found, key=_not_quiet, default=None)


def _effects(
    rule: Rule,
    match: Match,
    judged: Sequence[Judged],
    facts: Facts,
    date_order: str | None,
) -> Iterator[Cleared]:
    for clearing in rule.cleared_by:
        if clearing.fact:
            if _near(clearing, facts, date_order):
                yield Cleared(quiet=True, text=f"{clearing.fact}: {facts.get(clearing.fact)}")
            continue
        by_claims = _by_claims(clearing.claim, match, Claims.of(judged))
        if by_claims is None:
            continue
        yield from by_claims
        if clearing.claim == "popularity":
            listed = _listed(match, facts, date_order)
            if listed:
                yield Cleared(quiet=True, text=f"evidence: {listed}")


def _by_claims(kind: str, match: Match, claims: Claims) -> Sequence[Cleared] | None:
    """What the claims of a kind that speak for a match do to it; None where one is wrong."""
    if kind not in _WHOLE_DOCUMENT:
        return _best(list(claims.over(kind, match.passage, match.start, match.end)))
    if kind not in claims.effects:
        claims.effects[kind] = _best(claims.of_kind(kind))
    known: Sequence[Cleared] | None = claims.effects[kind]
    return known


def _best(fitting: Sequence[Judged]) -> Sequence[Cleared] | None:
    if any(item.state in _WRONG for item in fitting):
        return None
    effects = ((_EFFECTS.get((item.claim.kind, item.state)), item) for item in fitting)
    found = [Cleared(effect == _QUIET, item) for effect, item in effects if effect is not None]
    return sorted(found, key=_not_quiet)[:1]


def _not_quiet(cleared: Cleared) -> bool:
    return not cleared.quiet


def _near(clearing: Clearing, facts: Facts, date_order: str | None) -> bool:
    """Whether a fact lies ahead of the publish time, no farther than the rule allows."""
    value, reference = facts.get(clearing.fact), reference_of(facts, date_order)
    if value is None:
        return False
    if clearing.within is None:
        return True
    if reference.published is None or not hasattr(value, "year"):
        return False
    now = moment_window(reference.published, reference.zone)
    end = end_window(value, reference.zone)
    reach = Window(now.start, now.end + clearing.within, now.zone)
    return end.meets(reach)


def _listed(match: Match, facts: Facts, date_order: str | None) -> str:
    """The listed evidence that has the very claim of a match, all its words, or an empty text."""
    words = words_in(match.text)
    reference = reference_of(facts, date_order)
    for item in facts.get("evidence", ()):
        if words and words <= words_in(item["claim"]) and in_time(item, reference):
            return str(item["claim"])
    return ""


# ---------------------------------------------------------------- what would settle it


def settling_fact(rule: Rule, match: Match, judged: Sequence[Judged]) -> str:
    """The line of facts that would settle a finding, or an empty text."""
    if rule.verdict != "substantiate":
        return ""
    for clearing in rule.cleared_by:
        if clearing.fact:
            return f"{clearing.fact}: ..."
        line = _LINES[clearing.claim]
        claims = Claims.of(judged)
        if clearing.claim in _WHOLE_DOCUMENT:
            return line(match, claims.first_beside(clearing.claim, match.passage))
        return line(match, claims.over(clearing.claim, match.passage, match.start, match.end))
    return ""


def _deadline_line(_match: Match, judged: Iterable[Judged]) -> str:
    for item in judged:
        if item.resolved:
            window: Window = item.resolved[0]
            moment = window.end.replace(microsecond=0, tzinfo=window.zone)
            if window.end - window.start > timedelta(hours=6):
                return f"offer.ends: {window.start.date().isoformat()}"
            return f"offer.ends: {moment.isoformat(timespec='minutes')}"
    return "offer.ends: DATE, such as 2026-11-30T23:59Z"


def _stock_line(_match: Match, judged: Iterable[Judged]) -> str:
    for item in judged:
        if isinstance(item.resolved, Stock):
            return f"offer.stock: {item.resolved.count}"
    return "offer.stock: NUMBER"


def _popularity_line(match: Match, _judged: Iterable[Judged]) -> str:
    claim = match.text.replace('"', "'").strip()
    return f'evidence: [{{claim: "{claim}", source: SOURCE, date: DATE}}]'


def _price_line(_match: Match, _judged: Iterable[Judged]) -> str:
    return "offer.price: PRICE, offer.reference-price: EARLIER PRICE"


_LINES = {
    "deadline": _deadline_line,
    "stock": _stock_line,
    "popularity": _popularity_line,
    "price": _price_line,
}
