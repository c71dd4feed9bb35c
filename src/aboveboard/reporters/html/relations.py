"""Posts that findings speak of, linked in both directions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import PurePath
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from aboveboard.document import Document

if TYPE_CHECKING:
    from aboveboard.findings import Finding
    from aboveboard.report import DocumentResult, Report

__all__ = ["Other", "Place", "Relations", "day_of", "name_of"]

Place: TypeAlias = tuple[str, int | None]
"""A document by its name and row."""
_MOST = 20  # other posts that are named with one finding or post


class Other(NamedTuple):
    """Another post; ``number`` is its place on the page, None where it is not shown.

    ``message`` is what it says; ``more`` counts others that are not named.
    """

    number: int | None
    name: str
    day: date | None
    message: str
    more: int = 0


def day_of(moment: date | None) -> date | None:
    """The day of a date with or without a time."""
    return moment.date() if isinstance(moment, datetime) else moment


_SHEETS = frozenset({".csv", ".tsv", ".xlsx", ".xlsm"})


def name_of(name: str, row: int | None, several: bool) -> str:
    """``row 4``, ``post 4`` or a file's name; where there are ``several`` files, both."""
    if row is None:
        return name
    said = f"{'row' if PurePath(name).suffix.lower() in _SHEETS else 'post'} {row}"
    return f"{name}, {said}" if several else said


class Relations:
    """Who speaks of whom.

    ``results`` are the documents that are shown, with their ``names`` on the page.
    """

    def __init__(
        self, report: Report, results: Sequence[DocumentResult], names: Sequence[str]
    ) -> None:
        self.documents = frozenset((result.name, result.row) for result in report.documents)
        self._results = {(r.name, r.row): r for r in results}
        self._numbers = {(r.name, r.row): n for n, r in enumerate(results, 1)}
        self._names = {(r.name, r.row): name for r, name in zip(results, names, strict=True)}
        self._incoming: defaultdict[Place, dict[Place, str]] = defaultdict(dict)
        for finding in report.findings:
            for related in finding.related:
                theirs = self._incoming[related.document, related.row]
                theirs.setdefault((finding.document, finding.row), finding.text)

    def outgoing(self, finding: Finding) -> tuple[Other, ...]:
        """The posts that a finding speaks of."""
        said = {(r.document, r.row): r.message for r in reversed(finding.related)}
        return self._others(dict(reversed(said.items())))

    def incoming(self, result: DocumentResult) -> tuple[Other, ...]:
        """The posts whose findings speak of this one."""
        return self._others(self._incoming.get((result.name, result.row), {}))

    def _others(self, said: dict[Place, str]) -> tuple[Other, ...]:
        others = []
        for place, message in list(said.items())[:_MOST]:
            result = self._results.get(place)
            document = result.document if result is not None else None
            published = result.published if result is not None else None
            if published is None and isinstance(document, Document):
                published = document.facts.get("published")
            name = self._names.get(place) or name_of(*place, several=True)
            others.append(Other(self._numbers.get(place), name, day_of(published), message))
        if len(said) > _MOST:
            others.append(Other(None, "", None, "", len(said) - _MOST))
        return tuple(others)
