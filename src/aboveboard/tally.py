"""The tally of a run: what its documents came to, one after the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from sys import intern
from typing import TYPE_CHECKING

from aboveboard.across.trace import Trace
from aboveboard.document import Document, Part, Problem
from aboveboard.facts import Facts
from aboveboard.findings import Finding
from aboveboard.offers import Offers
from aboveboard.report import DocumentResult, Report
from aboveboard.results import Kept
from aboveboard.settings import Excuse
from aboveboard.severity import at_least

if TYPE_CHECKING:
    from aboveboard.engine import Checked

__all__ = ["Tally", "kept_of"]


def kept_of(
    checked: Checked, document: Document, facts: Facts, offers: Offers, *, whole: bool = False
) -> Kept:
    """What a report needs of a document, of which ``facts`` are all that is known.

    ``offers`` are all known offers; ``whole`` keeps the document itself, too.
    """
    result = replace(checked.result, lines=document.lines)
    if result.row is not None and (whole or checked.findings or checked.trace is not None):
        result = _described(result, document, facts)
    if whole:
        result = replace(result, document=replace(document, facts=facts))
    return Kept(
        result,
        checked.findings,
        checked.problems,
        checked.trace,
        checked.remarks,
        offers.complaint(facts),
        checked.excuses,
    )


class Tally:
    """Collects the results of documents; of each only what a report or a comparison needs.

    ``severity_of`` is the mildest severity to report of a document, by its name; ``lines`` keeps
    where each of them stands in its file, for sieves that ask what has changed: a sheet may have
    very many rows.
    """

    def __init__(self, severity_of: Callable[[str], str], *, lines: bool = False) -> None:
        self._severity_of = severity_of
        self._lines = lines
        self.problems: list[Problem] = []
        self.traces: list[Trace] = []
        self.excuses: set[Excuse] = set()
        self._findings: list[Finding] = []
        self._results: list[DocumentResult] = []
        self._counts: Counter[str] = Counter()
        self._complaints: set[tuple[str, str]] = set()

    def add(self, kept: Kept) -> None:
        """Add what is kept of a document."""
        result = kept.result
        threshold = self._severity_of(result.name)
        shown = [f for f in kept.findings if at_least(f.severity, threshold)]
        held_back = len(kept.findings) - len(shown)
        if held_back or (result.lines and not self._lines):
            lines = result.lines if self._lines else None
            result = replace(result, held_back=held_back, lines=lines)
        if held_back and not shown and kept.trace is None and result.document is None:
            result = replace(result, published=None, platform="", account="", opening="")
        self._results.append(result)
        self._findings += shown
        self.problems += kept.problems
        self.excuses |= kept.excuses
        self._counts.update(kept.remarks)
        if kept.trace is not None:
            self.traces.append(kept.trace)
        complaint = (result.name, kept.complaint)
        if complaint[1] and complaint not in self._complaints:
            self._complaints.add(complaint)
            self.problems.append(Problem(complaint[0], None, complaint[1], "notice"))

    def take_traces(self) -> list[Trace]:
        """The traces, which are of no use any more once they are compared."""
        traces, self.traces = self.traces, []
        return traces

    def documents(self) -> set[str]:
        """The names of all documents."""
        return {result.name for result in self._results}

    def report(self) -> Report:
        """The report on the documents by themselves."""
        return Report(
            tuple(self._findings),
            tuple(self.problems),
            tuple(self._results),
            tuple(_remarks(self._counts)),
        )


_OPENING = 60  # characters


def _described(result: DocumentResult, document: Document, facts: Facts) -> DocumentResult:
    """The result with what tells a row from the others."""
    platform, account = (intern(str(facts.get(name, ""))) for name in ("platform", "account"))
    parts = [part for part in document.parts.values() if isinstance(part, Part) and part.blocks]
    parts.sort(key=lambda part: part.name != "body")
    opening = " ".join(parts[0].blocks[0].view.text[: 2 * _OPENING].split()) if parts else ""
    if len(opening) > _OPENING:
        opening = opening[: _OPENING - 1] + "…"
    return replace(
        result,
        published=facts.get("published"),
        platform=platform,
        account=account,
        opening=opening,
    )


def _remarks(counts: Counter[str]) -> Iterator[str]:
    """What was not judged, in words."""
    if counts["ungraded"]:
        yield "no jurisdiction chosen: wording not graded"
    if undated := counts["undated"]:
        posts = "1 post has" if undated == 1 else f"{undated:,} posts have"
        yield f"{posts} no date: not judged in time"
