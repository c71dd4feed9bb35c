"""Conflicts: findings on documents that others contradict."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from aboveboard.across.compare import compare
from aboveboard.across.trace import Entry, Trace
from aboveboard.findings import Finding, Related
from aboveboard.phrasing import Phrasing, related_document
from aboveboard.rulebook.book import Rulebook

__all__ = ["conflicts"]


def conflicts(
    traces: Sequence[Trace], rulebook: Rulebook, as_of: Callable[[str], date]
) -> list[Finding]:
    """The findings across documents; ``as_of`` is the day that holds for one, by its name."""
    made: dict[int, Related] = {}
    phrasings: dict[date, Phrasing] = {}

    # Many findings speak of the same other documents.
    def related_to(trace: Trace, entry: Entry) -> Related:
        if id(entry) not in made:  # the traces keep it alive
            made[id(entry)] = related_document(trace, entry)
        return made[id(entry)]

    found = []
    for conflict in compare(traces, rulebook.rules):
        day = as_of(conflict.trace.document)
        if day not in phrasings:
            phrasings[day] = Phrasing(rulebook, day)
        found.append(phrasings[day].of_conflict(conflict, related_to))
    return found
