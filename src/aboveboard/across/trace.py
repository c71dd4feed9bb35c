"""Traces: the little of a document that comparing it with others needs.

Documents are read one after the other and forgotten; a trace is what stays of each.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo
from typing import Any

from aboveboard.claims.window import Window, moment_window
from aboveboard.document import Source
from aboveboard.facts import day_of_moment

__all__ = ["About", "Entry", "Key", "Spot", "Trace"]


@dataclass(frozen=True, slots=True)
class Spot:
    """A span of a document's part, where a finding would stand.

    ``label``, ``cell`` and ``context`` are those of :class:`~aboveboard.findings.Finding`.
    """

    part: str
    source: Source
    start: int
    end: int
    label: str = ""
    cell: int | None = None
    context: str = ""

    @property
    def text(self) -> str:
        """The source of the span."""
        return self.source.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Entry:
    """Something in a document that some rules across documents may be about.

    ``value`` is the claim's value where the rule is about claims: windows of a deadline, a
    :class:`~aboveboard.claims.stock.Stock`.  ``subject`` is what a deadline is the end of, as
    far as the copy says.  ``claim`` is what it says in plain words, or empty.
    """

    rule_ids: tuple[str, ...]
    spot: Spot
    value: Any = None
    subject: str = ""
    claim: str = ""


@dataclass(frozen=True, slots=True)
class Key:
    """What a document belongs to: the first that is known of offer, campaign, code and link.

    ``words`` are the copy's own words but for numbers and dates, sorted, for documents of which
    none of these is known.
    """

    scope: str
    named: tuple[str, str] | None
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class About:
    """What tells the documents of a group apart.

    ``offers`` are the codes and savings that a document names, ``days`` those that it names
    besides its deadlines.  ``anew`` says that something begins again, openly: an extension, a
    restock; what was said before does not count against what comes after.
    """

    offers: frozenset[str] = frozenset()
    days: frozenset[date] = frozenset()
    anew: bool = False


@dataclass(frozen=True, slots=True)
class Trace:
    """What stays of one document; ``published`` is None where nobody says when it goes out."""

    document: str
    row: int | None
    published: date | datetime | None
    zone: tzinfo | None
    key: Key
    entries: tuple[Entry, ...]
    jurisdictions: tuple[str, ...] = ()
    about: About = About()

    @property
    def window(self) -> Window | None:
        """When the document goes out, for comparisons of time."""
        return None if self.published is None else moment_window(self.published, self.zone)

    @property
    def day(self) -> date | None:
        """The day on which the document goes out."""
        return None if self.published is None else day_of_moment(self.published)

    def order(self) -> tuple[Any, ...]:
        """Sorts traces by time, then by what they say: never by where they happen to stand."""
        moment = self.published
        if isinstance(moment, datetime):
            if moment.tzinfo is not None:
                moment = moment.astimezone(UTC).replace(tzinfo=None)
        elif moment is not None:
            moment = datetime(moment.year, moment.month, moment.day)
        said = tuple((entry.rule_ids, entry.spot.part, entry.spot.text) for entry in self.entries)
        return (
            moment or datetime.min,
            said,
            self.key.words,
            self.document,
            self.row or 0,
        )
