"""Phrasing: from a match or a conflict to a finding in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from sys import intern
from typing import NamedTuple

from aboveboard.across.compare import Conflict
from aboveboard.across.trace import Entry, Trace
from aboveboard.claims.model import Judged
from aboveboard.clearing import settling_fact
from aboveboard.findings import Finding, Related, context_digest
from aboveboard.fixes.propose import propose
from aboveboard.latepattern import late_pattern
from aboveboard.normalise import PLACEHOLDER
from aboveboard.passage import Match, Reading
from aboveboard.rulebook.book import TIER_CAPS, Rulebook
from aboveboard.rulebook.model import Rule
from aboveboard.scope import binds, day_of
from aboveboard.severity import capped, gravest, milder

__all__ = ["Phrasing", "related_document"]


class _Ground(NamedTuple):
    """Titles of provisions, and the gravest severity that they bear."""

    cites: tuple[str, ...]
    cap: str


class Phrasing:
    """Makes findings: fills messages, and names the provisions that a rule rests on."""

    def __init__(self, rulebook: Rulebook, as_of: date) -> None:
        self._rulebook = rulebook
        self._as_of = as_of
        self._grounds: dict[tuple[str, tuple[str, ...], date], _Ground] = {}
        self._titles: dict[tuple[str, ...], tuple[str, ...]] = {}

    def of_match(
        self, rule: Rule, reading: Reading, match: Match, judged: Sequence[Judged]
    ) -> Finding:
        """The finding of a rule on a match."""
        start, end = match.source_span()
        places = reading.facts.get("jurisdictions", ())
        ground = self._rests_on(rule, places, day_of(reading.facts) or self._as_of)
        severity = capped(milder(rule.severity, match.softer), ground.cap)
        return Finding(
            rule_id=rule.id,
            severity="note" if rule.status == "trial" else severity,
            verdict=rule.verdict,
            message=_fill(rule.message(match.outcome), match),
            advice=intern(_fill(rule.advice, match)),
            document=reading.document.name,
            part=match.passage.part.name,
            start=start,
            end=end,
            source=match.passage.part.source,
            outcome=match.outcome,
            row=reading.document.row,
            cites=ground.cites,
            settles=intern(settling_fact(rule, match, judged)),
            label=match.passage.part.label,
            cell=match.passage.part.start,
            context=context_digest(match.passage.text, match.start, match.end),
            fixes=propose(rule, reading, match) if rule.fixes else (),
        )

    def _rests_on(self, rule: Rule, selected: tuple[str, ...], day: date) -> _Ground:
        """What a rule rests on, there and then, and how grave that lets it be."""
        key = (rule.id, selected, day)
        if key not in self._grounds:
            provisions = self._rulebook.provisions
            cited = [provisions[cite.text] for cite in rule.cites if cite.text in provisions]
            cited = [provision for provision in cited if provision.in_force(day)]
            if selected:
                # Copy for a whole country is read in each of its states.
                cited = [
                    p
                    for p in cited
                    if any(
                        binds(p.jurisdiction, j) or p.jurisdiction.startswith(f"{j}-")
                        for j in selected
                    )
                ]
            cap = gravest(TIER_CAPS[provision.tier] for provision in cited)
            if not cited:
                # A rule of the house; or one that nothing in force there bears as an error.
                cap = "warning" if rule.cites else "error"
            # One tuple for all findings that cite the same.
            titles = tuple(provision.title for provision in cited)
            self._grounds[key] = _Ground(self._titles.setdefault(titles, titles), cap)
        return self._grounds[key]

    def of_conflict(
        self, conflict: Conflict, related_to: Callable[[Trace, Entry], Related]
    ) -> Finding:
        """The finding on the document that breaks what others say."""
        rule, trace, entry = conflict.rule, conflict.trace, conflict.entry
        ground = self._rests_on(rule, trace.jurisdictions, trace.day or self._as_of)
        spot = entry.spot
        others = tuple(related_to(other, said) for other, said in conflict.others)
        first = conflict.others[0][1]
        values = {
            "match": _short(spot.text),
            "claim": _short(entry.claim or spot.text),
            "fact": _short(first.claim or first.spot.text),
            "others": _listed([_name(other) for other in others]),
        }
        return Finding(
            rule_id=rule.id,
            severity="note" if rule.status == "trial" else capped(rule.severity, ground.cap),
            verdict=rule.verdict,
            message=_filled(rule.message(None), values),
            advice=_filled(rule.advice, values),
            document=trace.document,
            part=spot.part,
            start=spot.start,
            end=spot.end,
            source=spot.source,
            row=trace.row,
            cites=ground.cites,
            related=others,
            label=spot.label,
            cell=spot.cell,
            context=spot.context,
        )


_NUMBER = late_pattern(r"\d[\d,.]*\d|\d")
_SLOT = late_pattern(r"\{(match|count|found|jurisdiction|label|fact|claim|others)\}")
_LONGEST_MATCH = 80
_LONGEST_SAID = 40


def _fill(template: str, match: Match) -> str:
    """A message about a match with its placeholders filled."""
    number = _NUMBER.search(match.text)
    count = str(number[0]) if number else "so many"
    values = {"match": match.text, "count": count, **match.values}
    return _filled(template, {name: _short(value) for name, value in values.items()})


def _filled(template: str, values: Mapping[str, str]) -> str:
    """A message with its placeholders filled; other braces stay as they are."""
    return str(_SLOT.sub(lambda slot: values[slot[1]] if slot[1] in values else slot[0], template))


def _short(text: str, longest: int = _LONGEST_MATCH) -> str:
    shown = text.replace(PLACEHOLDER, "{…}")
    return shown if len(shown) <= longest else shown[: longest - 1].rstrip() + "…"


_NAMED = 3  # other documents that a message names; the finding lists all of them


def _name(other: Related) -> str:
    place = other.document if other.row is None else f"row {other.row}"
    return f"{place} ({other.message})"


def _listed(names: Sequence[str]) -> str:
    shown = list(names[:_NAMED])
    if len(names) > _NAMED:
        shown.append(f"{len(names) - _NAMED} more")
    return " and ".join([", ".join(shown[:-1]), shown[-1]] if len(shown) > 1 else shown)


def related_document(trace: Trace, entry: Entry) -> Related:
    """Another document, as a finding speaks of it."""
    line, column = entry.spot.source.position(entry.spot.start)
    return Related(trace.document, trace.row, _place(trace, entry), line, column)


def _place(trace: Trace, entry: Entry) -> str:
    """What another document says, and when it goes out."""
    said = _short(" ".join(entry.spot.text.split()), _LONGEST_SAID)
    return f"{trace.day.isoformat()}: {said}" if trace.day else said
