"""Tracing: what stays of a document when it is checked, for comparison with others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from aboveboard.across.about import about
from aboveboard.across.keys import key_of
from aboveboard.across.leave import Left
from aboveboard.across.trace import Entry, Spot, Trace
from aboveboard.claims.judge import reference_of
from aboveboard.claims.model import Judged
from aboveboard.findings import Finding
from aboveboard.passage import Reading

__all__ = ["entries_of", "trace_of"]


def trace_of(
    reading: Reading,
    entries: tuple[Entry, ...],
    judged: Sequence[Judged],
    date_order: str | None,
) -> Trace:
    """The trace of a document with these entries."""
    document = reading.document
    reference = reference_of(reading.facts, date_order)
    return Trace(
        document.name,
        document.row,
        reference.published,
        reference.zone,
        key_of(reading),
        entries,
        reading.facts.get("jurisdictions", ()),
        about(reading, judged, date_order),
    )


def entries_of(left: Iterable[tuple[Finding, Left]]) -> tuple[Entry, ...]:
    """What a trace keeps of findings that may turn out; several rules may wait for one claim."""
    found: dict[tuple[Spot, int, str], list[Left]] = {}
    for finding, item in left:
        spot = Spot(
            finding.part,
            finding.source,
            finding.start,
            finding.end,
            finding.label,
            finding.cell,
            finding.context,
        )
        found.setdefault((spot, id(item.value), item.subject), []).append(item)
    return tuple(
        Entry(
            _ids(tuple(item.rule.id for item in items)),
            spot,
            items[0].value,
            subject,
            items[0].match.values.get("claim", ""),
        )
        for (spot, _, subject), items in found.items()
    )


@lru_cache(maxsize=1024)
def _ids(names: tuple[str, ...]) -> tuple[str, ...]:
    """One tuple for all entries that the same rules wait for."""
    return names
