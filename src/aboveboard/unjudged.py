"""What of a document could not be judged for want of something that the user can say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from aboveboard.across.leave import told
from aboveboard.claims.model import Judged
from aboveboard.matchers.labels import LabelSet
from aboveboard.passage import Reading

__all__ = ["Unjudged"]


class Unjudged:
    """Finds ``ungraded`` labels and ``undated`` deadlines; ``labels`` are those rules ask for."""

    def __init__(self, labels: Iterable[LabelSet]) -> None:
        self._labels = tuple(labels)
        self._is_ungraded = False

    def of(self, reading: Reading, judged: Sequence[Judged]) -> Iterator[str]:
        """``ungraded``: the wording of a label, for nobody chose a jurisdiction; said once.

        ``undated``: a deadline in a row of which nobody says when it goes out.
        """
        facts = reading.facts
        deadlines = any(item.claim.kind == "deadline" for item in judged)
        if deadlines and reading.document.row is not None and "published" not in facts:
            yield "undated"
        if self._is_ungraded or facts.get("jurisdictions"):
            return
        known = facts.get("connection", "none") not in {"none", "owner"}
        if self._labels and (known or self._has_label(reading)):
            self._is_ungraded = True
            yield "ungraded"

    def _has_label(self, reading: Reading) -> bool:
        try:
            return any(told(labels, reading, frozenset()) for labels in self._labels)
        except TimeoutError:
            return False
