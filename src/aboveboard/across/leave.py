"""What a document leaves for comparison: its claims, its offers, and what rules found in it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from typing import Any, NamedTuple

from aboveboard.across.about import saving_of
from aboveboard.across.keys import CAMPAIGNS, promo_codes, subject_of
from aboveboard.claims.model import Judged
from aboveboard.matchers.causes import opening
from aboveboard.matchers.labels import LabelSet
from aboveboard.passage import Match, Reading
from aboveboard.rulebook.model import Across, Rule

__all__ = ["Left", "leave", "told"]


class Left(NamedTuple):
    """A place where a rule across documents may find something, with the value to compare."""

    rule: Rule
    match: Match
    value: Any = None
    subject: str = ""


def leave(
    rules: Sequence[Rule],
    reading: Reading,
    judged: Sequence[Judged],
    found: Sequence[tuple[Rule, Match]],
    labelled: Callable[[str], bool],
) -> Iterator[Left]:
    """Everything in a document that rules across documents may be about.

    ``labelled`` says whether the document has a label of a lexicon.
    """
    for rule in rules:
        across = rule.find
        assert isinstance(across, Across)
        if across.rules:
            named = {phrase.text for phrase in across.rules}
            yield from (Left(rule, match) for other, match in found if other.id in named)
        elif across.label and reading.passages:
            tie = reading.facts.get("connection")
            if tie not in {"none", "owner"} and CAMPAIGNS & reading.facts.keys():
                passage, length = opening(reading.passages)
                open_about_it = bool(tie) or labelled(across.label)
                yield Left(rule, Match(passage, 0, length), open_about_it)
        elif across.claim:
            for item in judged:
                if item.claim.kind == across.claim and _counts(item):
                    yield Left(rule, _match(item), item.resolved, _subject(item))
            if across.change == "outlived":
                yield from _offers(rule, reading, judged)


def _counts(item: Judged) -> bool:
    """Whether other documents can be measured by a claim.

    What the facts refute is told already; what is not surely about the offer proves nothing.
    """
    firm = item.claim.about in {"offer", "call"}
    return firm and bool(item.resolved) and item.state != "contradicted"


def told(labels: LabelSet, reading: Reading, components: Collection[str]) -> bool:
    """Whether a document has a label that goes somewhere, in its copy or outside of it."""
    if reading.facts.get(labels.fact) or any(c.name in components for c in reading.components):
        return True
    return any(
        label.goes_somewhere and not label.quoted and not label.denied
        for label in labels.find(reading)
    )


def _match(item: Judged) -> Match:
    claim = item.claim
    return Match(claim.passage, claim.start, claim.end, values=item.values)


def _subject(item: Judged) -> str:
    claim = item.claim
    if claim.kind != "deadline":
        return ""
    begin, finish = claim.passage.nearby(claim.start, claim.end)
    return subject_of(claim.passage.text[begin:finish])


def _offers(rule: Rule, reading: Reading, judged: Sequence[Judged]) -> Iterator[Left]:
    """What says that an offer is there, and which: a code, a saving."""
    for passage in reading.passages:
        for start, end in promo_codes(passage.text):
            code = passage.text[start:end].casefold()
            yield Left(rule, Match(passage, start, end), None, code)
    for item in judged:
        if saving := saving_of(item):
            yield Left(rule, _match(item), None, saving)
