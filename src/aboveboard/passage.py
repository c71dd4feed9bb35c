"""Passages: blocks as matchers see them, normalised, with tokens and sentences on demand.

A matcher gets passages and nothing else of the copy: it never sees source text.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import regex

from aboveboard.document import Document, Part
from aboveboard.facts import Facts
from aboveboard.latepattern import late_pattern
from aboveboard.normalise import normalise
from aboveboard.screen import folds_simply, traits
from aboveboard.text import View, whole_characters

if TYPE_CHECKING:
    from spacy.tokens import Doc

__all__ = ["LINKS", "STOPS", "Match", "Passage", "Reading", "read"]

LINKS = "links"
"""The part name under which link targets are matched."""

STOPS = frozenset({".", "..", "...", "....", "!", "?", "|", "•", "·", "▪", "►", "»"})
"""Tokens that part what belongs together."""

_NEAR = 240  # characters

# No sentence ends after these, nor after those where a number or a small letter follows.
_TITLES = r"e\.g|i\.e|vs|mr|mrs|ms|dr|st|approx|incl|excl"
_SHORT = (
    r"a\.m|p\.m|u\.s|u\.k|etc|inc|ltd|co|corp|no|nos|min|max|jan|feb|mar|apr|jun|jul|aug|sept?"
    r"|oct|nov|dec|mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun"
)
_SENTENCE_END = late_pattern(
    rf"""(?<!\b(?i:{_TITLES}))(?<!^\d)(?<!^\d\d)(?!(?<=\b(?i:{_SHORT}))\.\s[\p{{Ll}}\p{{N}}])
        (?:[.!?]++(?=\s)|[.!?]++["'”»)\]]++(?=\s(?!\p{{Ll}}))|。)
      | (?:\p{{Extended_Pictographic}}[\p{{M}}\u200d\ufe0f\p{{Emoji_Modifier}}]*+\s*+)+(?=\p{{Lu}})
      | \s[|•·▪►»]\s""",
    regex.VERBOSE | regex.VERSION1,
)
_LIST_ITEM = late_pattern(r"(?:[-*+•‣◦–▪►»→✓✔✅☑👉]|\d{1,2}[.)]|[a-z]\))\ufe0f?\s", regex.VERSION1)
# A mark after a letter or digit opens nothing (12", the boys' ), one before a letter closes
# nothing (don't).
_QUOTED = late_pattern(
    r"""[“„”][^“”„"]{1,400}["“”] | (?<![\p{L}\p{N}])"(?=[^\s"])[^"”]{1,400}(?<=\S)["”](?!\p{L})
      | «[^«»]{1,400}» | ‹[^‹›]{1,400}› | 「[^「」]{1,400}」
      | (?<![\p{L}\p{N}])'(?=\S)[^']{1,400}
        (?:(?<=\p{L})'(?=\p{L})[^']{1,400}){0,8}(?<=\S)'(?![\p{L}\p{N}])""",
    regex.VERBOSE | regex.VERSION1,
)


@dataclass(eq=False)
class Passage:
    """One block of a part, normalised.

    ``offset`` is how many visible characters of the part stand before it; ``index`` counts
    the passages of the document.
    """

    view: View
    part: Part
    part_name: str
    index: int
    offset: int

    @property
    def text(self) -> str:
        """The normalised text."""
        return self.view.text

    @cached_property
    def words(self) -> frozenset[str]:
        """The words that the screen asks for."""
        return traits(self.text)

    @cached_property
    def folds_simply(self) -> bool:
        """Whether each of its letters has one lower-case form."""
        return folds_simply(self.text)

    @cached_property
    def doc(self) -> Doc:
        """spaCy's tokens."""
        from aboveboard.nlp import parse  # spaCy costs more to import than a clean draft to check

        return parse(self.text)

    @cached_property
    def tagged_doc(self) -> Doc:
        """The tokens, each tagged by whether it is written in capitals."""
        from aboveboard.nlp import CAPS, OTHER

        text = self.text
        for token in self.doc:
            word = text[token.idx : token.idx + len(token)]
            # spaCy refuses to look for tags in a text that has none.
            token.tag_ = CAPS if len(word) > 1 and word.isalpha() and word.isupper() else OTHER
        return self.doc

    @cached_property
    def stretches(self) -> Sequence[tuple[int, int, frozenset[str]]]:
        """Tokens between :data:`STOPS`: the first, the one behind the last, and their words."""
        doc, text = self.doc, self.text
        known = {doc.vocab.strings[stop] for stop in STOPS}
        norms = doc.to_array("NORM").tolist()
        stops = [-1, *(i for i, norm in enumerate(norms) if norm in known), len(doc)]
        found = []
        for before, end in pairwise(stops):
            if end - before > 1:
                first, last = doc[before + 1], doc[end - 1]
                words = traits(text[first.idx : last.idx + len(last)])
                found.append((before + 1, end, words))
        return found

    @cached_property
    def _sentence_starts(self) -> Sequence[int]:
        return [start for start, _ in self.sentences]

    @cached_property
    def sentences(self) -> Sequence[tuple[int, int]]:
        """Spans of the sentences: they end at stops, bullets, emoji before a capital."""
        text = self.text
        ends = {match.end() for match in _SENTENCE_END.finditer(text)}
        for edit in self.view.edits:
            if edit.kind == "line" and (item := _LIST_ITEM.match(text, edit.end)):
                ends.add(edit.end)
                ends.discard(item.end() - 1)  # "2." is its number
        bounds = [0, *sorted(ends), len(text)]
        return [(a, b) for a, b in pairwise(bounds) if a < b] or [(0, 0)]

    def sentence(self, start: int, end: int) -> tuple[int, int]:
        """The span of the sentences that hold ``start:end``."""
        starts = self._sentence_starts
        first = max(0, bisect_right(starts, start) - 1)
        last = max(first, bisect_right(starts, max(start, end - 1)) - 1)
        return self.sentences[first][0], self.sentences[last][1]

    def placeholder(self, index: int) -> str:
        """What a template's placeholder at ``index`` of the text says in the source."""
        start, end = self.view.source_span(index, index + 1)
        return self.part.source.text[start:end]

    def nearby(self, start: int, end: int) -> tuple[int, int]:
        """The span of the sentences that hold ``start:end``, as far as they are near it.

        Copy without stops is one long sentence.
        """
        begin, finish = self.sentence(start, end)
        return max(begin, start - _NEAR), min(finish, end + _NEAR)

    @cached_property
    def quotes(self) -> Sequence[tuple[int, int]]:
        """Spans between quotation marks, the marks included."""
        return [match.span() for match in _QUOTED.finditer(self.text)]

    def quote(self, start: int, end: int) -> tuple[int, int] | None:
        """The span of the quotation that ``start:end`` stands in, or None."""
        place = bisect_right(self.quotes, (start, len(self.text))) - 1
        if place >= 0 and end <= self.quotes[place][1]:
            return self.quotes[place]
        return None


@dataclass(frozen=True, slots=True)
class Match:
    """A span in a passage that a rule is about.

    ``values`` fill the placeholders of the message; ``softer`` says by how many steps the
    severity is lowered.
    """

    passage: Passage
    start: int
    end: int
    outcome: str | None = None
    values: Mapping[str, str] = field(default_factory=dict)
    softer: int = 0

    @property
    def text(self) -> str:
        """The normalised text of the match."""
        return self.passage.text[self.start : self.end]

    def source_span(self) -> tuple[int, int]:
        """Where it stands in the source of its part, in whole characters."""
        start, end = self.passage.view.source_span(self.start, self.end)
        return whole_characters(self.passage.part.source.text, start, end)


@dataclass(frozen=True, eq=False)
class Reading:
    """A document made ready for matching: its passages in reading order, and its links."""

    document: Document
    facts: Facts
    passages: tuple[Passage, ...]
    links: tuple[Passage, ...]

    @property
    def components(self) -> Iterator[Any]:
        """Template components of all parts."""
        for part in self.document.parts.values():
            if isinstance(part, Part):
                yield from part.components


def read(document: Document, facts: Facts) -> Reading:
    """Normalise every block and link of a document (its parts must be parts, not texts)."""
    passages: list[Passage] = []
    links: list[Passage] = []
    for part in document.parts.values():
        assert isinstance(part, Part)
        offset = 0
        for block in part.blocks:
            view = normalise(block.view)
            passages.append(Passage(view, part, part.name, len(passages), offset))
            offset += len(view.text) + 1
        links += [
            Passage(link.view, part, LINKS, index, 0) for index, link in enumerate(part.links)
        ]
    return Reading(document, facts, tuple(passages), tuple(links))
