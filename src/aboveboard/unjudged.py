"""What of a document could not be judged for want of something that the user can say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from weakref import ref

from aboveboard.across.leave import told
from aboveboard.claims.model import Judged
from aboveboard.document import Source
from aboveboard.matchers.labels import LabelSet
from aboveboard.passage import Reading

__all__ = ["Unjudged"]


class Unjudged:
    """Finds ``ungraded`` labels and ``undated`` deadlines; ``labels`` are those rules ask for."""

    def __init__(self, labels: Iterable[LabelSet]) -> None:
        self._labels = tuple(labels)
        self._ungraded: ref[Source] | None = None  # the text of which it was said last

    def of(self, reading: Reading, judged: Sequence[Judged]) -> Iterator[str]:
        """``ungraded``: the wording of a label, for nobody chose a jurisdiction; said once a file.

        ``undated``: a deadline in a row of which nobody says when it goes out.  ``timeout``: it
        took too long to see whether there is a label.
        """
        facts = reading.facts
        deadlines = any(item.claim.kind == "deadline" for item in judged)
        if deadlines and reading.document.row is not None and "published" not in facts:
            yield "undated"
        if not self._labels or facts.get("jurisdictions"):
            return
        source = next((passage.part.source for passage in reading.passages), None)
        if source is not None and self._ungraded is not None and self._ungraded() is source:
            return
        known = facts.get("connection", "none") not in {"none", "owner"}
        try:
            if known or any(told(labels, reading, frozenset()) for labels in self._labels):
                self._ungraded = None if source is None else ref(source)
                yield "ungraded"
        except TimeoutError:
            yield "timeout"
