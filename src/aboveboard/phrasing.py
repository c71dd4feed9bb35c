"""Phrasing: from a match or a conflict to a finding in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from sys import intern

import regex

from aboveboard.across.compare import Conflict
from aboveboard.across.trace import Entry, Trace
from aboveboard.claims.model import Judged
from aboveboard.clearing import settling_fact
from aboveboard.facts import Facts
from aboveboard.findings import Finding, Related
from aboveboard.normalise import PLACEHOLDER
from aboveboard.passage import Match, Reading
from aboveboard.rulebook.load import Rulebook
from aboveboard.rulebook.model import Rule
from aboveboard.scope import binds, day_of
from aboveboard.severity import milder

__all__ = ["Phrasing"]


class Phrasing:
    """Makes findings: fills messages, and names the provisions that a rule rests on."""

    def __init__(self, rulebook: Rulebook, as_of: date) -> None:
        self._rulebook = rulebook
        self._as_of = as_of
        self._cited: dict[tuple[str, tuple[str, ...], date], tuple[str, ...]] = {}
        self._titles: dict[tuple[str, ...], tuple[str, ...]] = {}

    def of_match(
        self, rule: Rule, reading: Reading, match: Match, judged: Sequence[Judged]
    ) -> Finding:
        """The finding of a rule on a match."""
        start, end = match.source_span()
        severity = "note" if rule.status == "trial" else milder(rule.severity, match.softer)
        return Finding(
            rule_id=rule.id,
            severity=severity,
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
            cites=self._cites(rule, reading.facts, day_of(reading.facts) or self._as_of),
            settles=intern(settling_fact(rule, match, judged)),
            label=match.passage.part.label,
            cell=match.passage.part.start,
        )

    def _cites(self, rule: Rule, facts: Facts, day: date) -> tuple[str, ...]:
        """The titles of the provisions that a rule rests on, there and then."""
        selected = facts.get("jurisdictions", ())
        key = (rule.id, selected, day)
        if key not in self._cited:
            provisions = self._rulebook.provisions
            cited = [provisions[cite.text] for cite in rule.cites if cite.text in provisions]
            cited = [provision for provision in cited if provision.in_force(day)]
            near = [p.title for p in cited if any(binds(p.jurisdiction, j) for j in selected)]
            # One tuple for all findings that cite the same.
            titles = tuple(near or [provision.title for provision in cited])
            self._cited[key] = self._titles.setdefault(titles, titles)
        return self._cited[key]

    def of_conflict(self, conflict: Conflict) -> Finding:
        """The finding on the document that breaks what others say."""
        rule, trace, entry = conflict.rule, conflict.trace, conflict.entry
        spot = entry.spot
        others = tuple(
            Related(other.document, other.row, _place(other, said))
            for other, said in conflict.others
        )
        first = conflict.others[0][1]
        values = {
            "match": _short(spot.text),
            "claim": _short(entry.claim or spot.text),
            "fact": _short(first.claim or first.spot.text),
            "others": _listed([_name(other) for other in others]),
        }
        return Finding(
            rule_id=rule.id,
            severity="note" if rule.status == "trial" else rule.severity,
            verdict=rule.verdict,
            message=_filled(rule.message(None), values),
            advice=_filled(rule.advice, values),
            document=trace.document,
            part=spot.part,
            start=spot.start,
            end=spot.end,
            source=spot.source,
            row=trace.row,
            cites=self._cites(rule, Facts(), trace.day or self._as_of),
            related=others,
            label=spot.label,
            cell=spot.cell,
        )


_NUMBER = regex.compile(r"\d[\d,.]*\d|\d")
_SLOT = regex.compile(r"\{(match|count|found|jurisdiction|label|fact|claim|others)\}")
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


def _place(trace: Trace, entry: Entry) -> str:
    """What another document says, and when it goes out."""
    said = _short(" ".join(entry.spot.text.split()), _LONGEST_SAID)
    return f"{trace.day.isoformat()}: {said}" if trace.day else said
