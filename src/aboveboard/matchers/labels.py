"""Disclosure labels: where they stand in a document, and how far each goes where.

A label of one word is a label only where it is set as one: as a hashtag, apart from the
sentence ("Ad | ...", "(ad)"), or as what the post is said to be ("this post is sponsored").
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import regex

from aboveboard.guards import negated, reported
from aboveboard.matchers.phrases import grow_to_hashtag
from aboveboard.matchers.words import WordSet
from aboveboard.normalise import DISGUISES, normalise
from aboveboard.passage import Passage, Reading
from aboveboard.rulebook.lexicon import Lexicon
from aboveboard.rulebook.model import Words
from aboveboard.rulebook.shape import Phrase
from aboveboard.text import View

__all__ = ["ANYWHERE", "Label", "LabelSet"]

ANYWHERE = "any"
"""The jurisdiction under which a lexicon lists denials, which are the same everywhere."""


@dataclass(frozen=True, slots=True)
class Label:
    """A label in a passage; ``grades`` says by jurisdiction how far it goes.

    ``denied`` is "not an ad", ``quoted`` one that is only spoken of.
    """

    passage: Passage
    start: int
    end: int
    grades: Mapping[str, str]
    disguised: bool
    denied: bool
    quoted: bool

    @property
    def text(self) -> str:
        """The normalised text of the label."""
        return self.passage.text[self.start : self.end]

    @property
    def reach(self) -> int:
        """How many visible characters of the part come before its end."""
        return self.passage.offset + self.end

    @property
    def in_pile(self) -> bool:
        """Whether three or more hashtags stand right before it."""
        return bool(_PILE.search(self.passage.text, 0, self.start))

    @property
    def below_ladder(self) -> bool:
        """Whether a ladder of dots or dashes stands before it."""
        return bool(_LADDER.search(self.passage.text, 0, self.start))


_PILE = regex.compile(r"(?:#\w+[\s,]*+){3}$|(?:#\w+[\s,]*+){3}#?$")
_LADDER = regex.compile(r"(?:(?:^|\s)[.\-–—•·⠀_]{1,3}(?=\s)){3,}")
_BEFORE_APART = regex.compile(r"(?:^|[\[(|:*•·~–—-]\s?|[.!?]\s|\p{Extended_Pictographic}\ufe0f?\s?|#\w+\s)$", regex.V1)
_AFTER_APART = regex.compile(r"\s?(?:$|[\])|:;*•·~–—.,!/-]|#|@|\p{Extended_Pictographic})", regex.V1)
_PREDICATE = regex.compile(
    r"""\b(?:is|are|was|were|be|been|'s|contains?|includes?|features?|as|an?|paid|this|in|partly|fully
        |not|no|never|isn't|non)\s(?:not\s)?(?:(?:an?|paid|partly|proudly|kindly|some)\s)?$""",
    regex.IGNORECASE | regex.VERBOSE,
)
_BRAND = r"@?[\w&'.]+(?:\s(?-i:[\p{Lu}\p{N}@&])[\w&'.]*){0,3}"


class LabelSet:
    """The labels of a lexicon; compiled when first used."""

    def __init__(self, lexicon: Lexicon, lexicons: Mapping[str, Lexicon]) -> None:
        self._grades: dict[str, dict[str, str]] = {}
        regexes: list[Phrase] = []
        phrases: list[Phrase] = []
        self._templates: list[tuple[regex.Pattern[str], dict[str, str]]] = []
        for jurisdiction, by_grade in lexicon.labels.items():
            for grade, wordings in by_grade.items():
                for wording in wordings:
                    key = _key(wording.text)
                    if key not in self._grades:
                        self._grades[key] = {}
                        (regexes if "{brand}" in key else phrases).append(wording)
                    self._grades[key][jurisdiction] = grade
        self._words = WordSet(Words(phrases=tuple(phrases)), lexicons)
        self._together = {
            key.lstrip("#").replace(" ", ""): grades for key, grades in self._grades.items()
        }
        for wording in regexes:
            self._templates.append((_template(wording.text), self._grades[_key(wording.text)]))
        self.jurisdictions = tuple(lexicon.labels)

    def find(self, reading: Reading) -> Iterator[Label]:
        """All labels of a document, in reading order."""
        for passage in reading.passages:
            yield from sorted(self._in(passage), key=lambda label: label.start)

    def _in(self, passage: Passage) -> Iterator[Label]:
        text = passage.text
        for start, end in self._words.find(passage):
            start = grow_to_hashtag(text, start)
            hashed = text[start] == "#"
            if " " not in text[start:end] and not hashed and not _set_apart(text, start, end):
                continue
            yield self._label(passage, start, end, self._grades_of(text[start:end], hashed))
        for template, grades in self._templates:
            for match in template.finditer(text, timeout=0.5):
                yield self._label(passage, match.start(), match.end(), grades)

    def _grades_of(self, text: str, hashed: bool) -> dict[str, str]:
        """By jurisdiction, how far a wording goes; a hashtag goes as far as the bare word."""
        bare = _key(text).lstrip("#")
        grades = dict(self._grades.get(bare, {}))
        if hashed:
            grades |= self._grades.get("#" + bare, {})
        return grades or self._together.get(bare, {})

    @staticmethod
    def _label(passage: Passage, start: int, end: int, grades: Mapping[str, str]) -> Label:
        return Label(
            passage,
            start,
            end,
            grades,
            disguised=bool(passage.view.kinds(start, end) & DISGUISES),
            denied=ANYWHERE in grades or negated(passage, start, end),
            quoted=reported(passage, start, end),
        )


def _key(wording: str) -> str:
    return normalise(View(wording)).text.lower()


def _set_apart(text: str, start: int, end: int) -> bool:
    before, after = text[max(0, start - 30) : start], text[end : end + 3]
    if start == 0 and end == len(text):
        return True
    if _BEFORE_APART.search(before) and _AFTER_APART.match(after):
        return True
    return bool(_PREDICATE.search(before))


def _template(wording: str) -> regex.Pattern[str]:
    """A wording with ``{brand}`` in it, as an expression."""
    pieces = [regex.escape(piece, special_only=True) for piece in _key(wording).split("{brand}")]
    hashed = "" if wording.startswith("#") else "#?"
    if any(piece and not piece.endswith(" ") and not piece.startswith(" ") for piece in pieces):
        # Run together with the name: #glowlabpartner
        body = r"\w{2,30}".join(piece.strip() for piece in pieces)
        return regex.compile(rf"#{body.lstrip('#')}\b", regex.IGNORECASE | regex.V1)
    return regex.compile(rf"(?<!\w){hashed}{_BRAND.join(pieces)}", regex.IGNORECASE | regex.V1)
