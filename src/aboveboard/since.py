"""Of a report only what concerns lines that have changed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace

from aboveboard.changes import Changes, FileChange
from aboveboard.findings import Finding
from aboveboard.report import DocumentResult, Report
from aboveboard.rulebook.book import Rulebook
from aboveboard.rulebook.model import Words

__all__ = ["only_changed"]

_LAST = 1 << 40  # beyond the last line of any file


def only_changed(changes: Changes, rulebook: Rulebook, rev: str) -> Callable[[Report], Report]:
    """A sieve that leaves what concerns the ``changes`` since ``rev``, by what each rule is about.

    Words are reported where one of their own lines has changed.  What is missing from a document,
    and what it claims, may come about by a change anywhere in it, even by a line taken away; and a
    contradiction by a change of any document that takes part in it.
    """
    by_words = frozenset(
        rule.id for rule in rulebook.rules.values() if isinstance(rule.find, Words)
    )

    def sieve(report: Report) -> Report:
        changed = _Changed(changes, report)
        left = [
            finding
            for finding in report.findings
            if (
                changed.touches(finding)
                if finding.rule_id in by_words or finding.category == "suppression"
                else changed.disturbs(finding)
            )
        ]
        documents = [result for result in report.documents if changed.has(result.name)]
        problems = [p for p in report.problems if not p.document or changed.has(p.document)]
        remarks = list(report.remarks)
        if others := len(report.findings) - len(left):
            noun = "1 finding is" if others == 1 else f"{others:,} findings are"
            remarks.append(f"{noun} not in what has changed since {rev}, and left out")
        return replace(
            report,
            findings=tuple(left),
            documents=tuple(documents),
            problems=tuple(problems),
            remarks=tuple(remarks),
        )

    return sieve


class _Changed:
    """What of a report's documents has changed."""

    def __init__(self, changes: Changes, report: Report) -> None:
        self._changes = changes
        self._of: dict[str, FileChange] = {}
        self._lines: Mapping[tuple[str, int | None], tuple[int, int]] = {
            (result.name, result.row): result.lines
            for result in report.documents
            if result.lines is not None
        }
        self._heads = self._heads_changed(report.documents)

    def _heads_changed(self, documents: Collection[DocumentResult]) -> frozenset[str]:
        """Files of posts with a change above the first: a header says what all columns are."""
        first: dict[str, int] = {}
        for result in documents:
            if result.lines is not None:
                first[result.name] = min(result.lines[0], first.get(result.name, _LAST))
        return frozenset(
            name for name, line in first.items() if line > 1 and self.of(name).touches(1, line - 1)
        )

    def of(self, name: str) -> FileChange:
        if name not in self._of:
            self._of[name] = self._changes.of(name)
        return self._of[name]

    def has(self, name: str) -> bool:
        """Whether anything in the file has changed."""
        return self.of(name).disturbs(1, _LAST)

    def touches(self, finding: Finding) -> bool:
        """Whether a line of the finding is new or changed."""
        last = finding.source.position(max(finding.start, finding.end - 1))[0]
        return self.of(finding.document).touches(finding.line, last)

    def disturbs(self, finding: Finding) -> bool:
        """Whether anything has changed in a document that the finding speaks of."""
        places = [(finding.document, finding.row)]
        places += [(related.document, related.row) for related in finding.related]
        return any(self._document(*place) for place in places)

    def _document(self, name: str, row: int | None) -> bool:
        if name in self._heads:
            return True
        return self.of(name).disturbs(*self._lines.get((name, row), (1, _LAST)))
