"""Fixed wordings, found by spaCy's PhraseMatcher.

Case, quote shape, hyphen or space, and contractions do not matter.  A wording of several
words is also found run together in a hashtag (``#LastChance``) and in letters set apart.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from aboveboard.normalise import normalise
from aboveboard.passage import Passage
from aboveboard.screen import Clause, phrase_clauses
from aboveboard.text import View

if TYPE_CHECKING:
    from spacy.matcher import PhraseMatcher

__all__ = ["PhraseSet", "grow_to_hashtag"]


def _run_together(text: str) -> tuple[str, ...]:
    """A wording as hashtags write it: in one word, or with low lines between its words."""
    words = normalise(View(text)).text.lower().replace("'", "").split()
    if len(words) < 2 or not "".join(words).isalnum():
        return ()
    return "".join(words), "_".join(words)


def grow_to_hashtag(text: str, start: int) -> int:
    """``start``, or the place of the hash sign right before it."""
    return start - 1 if start and text[start - 1] == "#" else start


class PhraseSet:
    """A set of wordings; compiled when it is first used."""

    def __init__(self, phrases: Sequence[str]) -> None:
        self.phrases = phrases

    def clauses(self) -> Iterator[tuple[Clause, ...]]:
        """What a text must hold for each wording, and for its run-together form."""
        for phrase in self.phrases:
            yield phrase_clauses(phrase)
            for joined in _run_together(phrase)[:1]:
                yield phrase_clauses(joined)

    @cached_property
    def _matcher(self) -> PhraseMatcher:
        from spacy.matcher import PhraseMatcher

        from aboveboard.nlp import make_nlp, parse

        matcher = PhraseMatcher(make_nlp().vocab, attr="NORM")
        views = [normalise(View(phrase)).text for phrase in self.phrases]
        matcher.add("apart", [parse(view) for view in views])
        joined = [text for phrase in self.phrases for text in _run_together(phrase)]
        if joined:
            matcher.add("together", [parse(text) for text in joined])
        return matcher

    def find(self, passage: Passage) -> Iterator[tuple[int, int]]:
        """Spans of the wordings in the text of ``passage``, the longest of overlapping ones."""
        doc = passage.doc
        text = passage.text
        together = doc.vocab.strings["together"]
        spans = []
        for key, first, last in self._matcher(doc):
            start = doc[first].idx
            end = doc[last - 1].idx + len(doc[last - 1])
            hashed = grow_to_hashtag(text, start)
            if (
                key == together
                and hashed == start
                and "spaced" not in passage.view.kinds(start, end)
            ):
                continue
            if last - first == 1 and _inside_compound(passage, start, end):
                continue
            spans.append((hashed, end))
        yield from longest(spans)


def _inside_compound(passage: Passage, start: int, end: int) -> bool:
    """Whether a single word is only a piece of a hyphenated one: the ``free`` of ``sugar-free``."""
    view = passage.view
    return (start > 0 and "hyphen" in view.kinds(start - 1, start)) or "hyphen" in view.kinds(
        end, min(end + 1, len(view.text))
    )


def longest(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans that no longer one overlaps, in order."""
    kept: list[tuple[int, int]] = []
    for span in sorted(set(spans), key=lambda span: (span[0] - span[1], span[0])):
        place = bisect(kept, span)
        before_ends = kept[place - 1][1] if place else 0
        after_starts = kept[place][0] if place < len(kept) else span[1]
        if before_ends <= span[0] and span[1] <= after_starts:
            kept.insert(place, span)
    return kept
