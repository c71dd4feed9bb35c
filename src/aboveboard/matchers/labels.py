"""Disclosure labels: where they stand in a document, and how far each goes where.

A label of one word is a label only where it is set as one: as a hashtag, apart from the
sentence ("Ad | ...", "(ad)"), or as what the post is said to be ("this post is sponsored").

Wordings are data (:mod:`aboveboard.matchers.wording`).  One that is nothing but the name of a
fact (``{platform-label}``) is a label that stands outside the copy.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

import regex

from aboveboard.guards import negated, reported
from aboveboard.latepattern import late_pattern
from aboveboard.matchers.jurisdictions import country
from aboveboard.matchers.wording import Wording, label_fact
from aboveboard.matchers.words import WordSet
from aboveboard.normalise import DISGUISES
from aboveboard.passage import Passage, Reading
from aboveboard.rulebook.book import GRADES, Lexicon
from aboveboard.screen import NoScreen, Screen
from aboveboard.text import View

__all__ = ["ANYWHERE", "FACTS_ONLY", "Label", "LabelSet", "in_pile"]

ANYWHERE = "any"
"""The jurisdiction under which a lexicon lists what is the same everywhere."""

FACTS_ONLY = "facts"
"""The jurisdiction of denials that contradict a fact, but not a link that earns."""


@dataclass(frozen=True, slots=True)
class Label:
    """A label in a passage; ``grades`` says by jurisdiction how far it goes.

    ``denied`` is "not an ad", ``quoted`` one that is only spoken of.  ``apart`` is one that is
    set as a label, rather than a piece of a sentence.
    """

    passage: Passage
    start: int
    end: int
    grades: Mapping[str, str]
    disguised: bool
    denied: bool
    quoted: bool
    apart: bool

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
        return in_pile(self.passage, self.start)

    @property
    def ends_row(self) -> bool:
        """Whether no hashtag follows it."""
        return "#" not in self.passage.text[self.end :]

    @property
    def below_ladder(self) -> bool:
        """Whether a ladder of dots or dashes stands before it in its passage."""
        return bool(_LADDER.search(self.passage.text, 0, self.start))

    @property
    def goes_somewhere(self) -> bool:
        """Whether some jurisdiction accepts it, fully or on a condition.

        What is rejected "anywhere" goes nowhere unless a jurisdiction is selected that takes it.
        """
        return self.grades.get(ANYWHERE) != "reject" and bool(
            set(self.grades.values()) - {"reject", "deny"}
        )

    def goes_somewhere_for(self, enough: Collection[str]) -> bool:
        """Whether it goes somewhere, and is no label for another kind of tie.

        "Gifted by BRAND" says nothing of a link that earns, "paid link" nothing of a gift.
        """
        narrow = _NARROW.intersection(self.grades.values())
        return self.goes_somewhere and (not narrow or not narrow.isdisjoint(enough))

    @property
    def is_evidence(self) -> bool:
        """Whether it shows by itself that there is a connection; "#contest" does not.

        A statement ("I was paid to ...") is no evidence, for it may be about anything.
        """
        if not self.apart or not self.goes_somewhere or self.is_personal:
            return False
        if _STATEMENT.search(self.text):
            return False
        accepted = {j for j, g in self.grades.items() if g not in {"reject", "deny", "prize"}}
        if " " not in self.text and accepted <= _EVERYDAY:
            return False  # "#collaboration"
        if "gift" in self.grades.values() and " " not in self.text:
            return self.text[0] == "#"  # not a gifted child
        return bool(accepted)

    @property
    def is_personal(self) -> bool:
        """Whether it says what somebody is to a brand, and nothing of this text."""
        return bool(_PERSONAL.search(self.text))

    @property
    def of_gifts(self) -> bool:
        """Whether it speaks of gifts, or denies them, and says nothing of links that earn."""
        return FACTS_ONLY in self.grades or "gift" in self.grades.values()

    def grade(self, jurisdiction: str) -> str | None:
        """How far it goes there: by its own list, its country's, or the list of all."""
        for key in (jurisdiction, country(jurisdiction), ANYWHERE):
            if key in self.grades:
                return self.grades[key]
        return None


def in_pile(passage: Passage, start: int) -> bool:
    """Whether three or more hashtags stand right before ``start``."""
    return bool(_PILE.search(passage.text, 0, start))


_PILE = late_pattern(r"(?:#\w+[\s,|·•]*+){3}$")
_LADDER = late_pattern(r"(?:(?:^|(?<=\s))[.\-–—•·⠀_|*]{1,3}\s){3,}")
_BEFORE_APART = late_pattern(
    r"(?:^|[\[(|:*•·~–—-]\s?|[.!?…]\s|\p{Extended_Pictographic}\ufe0f?\s?|#\w+\s|['\"]\s)$",
    regex.V1,
)
_AFTER_APART = late_pattern(r"\s?(?:$|[\])|:;*•·~–—.,!/-]|#|@|\p{Extended_Pictographic})", regex.V1)
_CONTACT = late_pattern(r"\s?[:/|·-]*\s*(?:[\w ]{0,20}[:/]\s*)?[\w.+-]+@[\w-]+\.\w")
_PREDICATE = late_pattern(
    r"""(?:\b(?:is|are|was|were|be|been|isn't|aren't|wasn't|not|never|no|non|contains?|includes?
        |features?|include|labell?ed|marked|(?:it|this|that|here|post|video|reel)'s|they're)\s)
        (?:(?:not|an?|paid|partly|proudly|kindly|some|as|also|just|in|part|technically|basically)\s){0,3}$""",
    regex.IGNORECASE | regex.VERBOSE,
)
_SAID_OF_POST = late_pattern(
    r"""\b(?:post|video|vlog|article|episode|reel|caption|content|podcast|review|story|newsletter
        |thread|tweet|blog|page|this|it)\s(?:is|was|are|contains|includes|features)\s
        (?:(?:an?|paid|partly|proudly|kindly|some|also|just|in|part)\s){0,3}$""",
    regex.IGNORECASE | regex.VERBOSE,
)
_STATEMENT = late_pattern(
    r"\b(?:i|i'm|me|we|us|my|our|thanks?|thx|commissions?|percentage|kickback|cut|received|got)\b",
    regex.IGNORECASE,
)
_PERSONAL = late_pattern(
    r"\b(?:employee|ambassador|partner|founder|owner|founded|own|work (?:at|for))\b",
    regex.IGNORECASE,
)
_NARROW = frozenset({"gift", "affiliate", "prize"})
"""Grades of labels for one kind of tie."""
_EVERYDAY = frozenset({"in", "ca", "pt"})
"""Where everyday words ("collaboration", "partnership", "#pub") are labels."""
_TIME_LIMIT = 0.5


class LabelSet:
    """The labels of a lexicon; compiled when first used."""

    def __init__(
        self,
        lexicon: Lexicon,
        lexicons: Mapping[str, Lexicon],
        *,
        screened: bool = True,
    ) -> None:
        self.lexicon = lexicon
        self.jurisdictions = tuple(j for j in lexicon.labels if j not in {ANYWHERE, FACTS_ONLY})
        self.fact = ""
        """The fact that says that a label stands outside the copy, or nothing."""
        self.fact_grades: dict[str, str] = {}
        """How far that label goes, by jurisdiction."""
        wordings: dict[str, Wording] = {}
        for jurisdiction, by_grade in lexicon.labels.items():
            for grade, texts in by_grade.items():
                for phrase in texts:
                    name = label_fact(phrase.text)
                    if name:
                        self.fact = name
                        self.fact_grades[jurisdiction] = grade
                        continue
                    key = phrase.text.lower()
                    if key not in wordings:
                        wordings[key] = Wording(phrase.text, lexicons)
                    wordings[key].grades[jurisdiction] = grade
        self._wordings = list(wordings.values())
        self._except = (
            WordSet(lexicon.exceptions.words, lexicons, screened=screened)
            if lexicon.exceptions.words
            else None
        )
        make_screen = Screen if screened else NoScreen
        self._screen: Screen[int] = make_screen(
            (index, clauses)
            for index, wording in enumerate(self._wordings)
            if not wording.unspaced
            for clauses in wording.clauses()
        )
        self._unspaced = {i for i, wording in enumerate(self._wordings) if wording.unspaced}
        self._last: tuple[Reading | None, Sequence[Label]] = (None, ())

    def find(self, reading: Reading) -> Sequence[Label]:
        """All labels of a document, in reading order; several rules ask for them in turn."""
        if self._last[0] is not reading:
            found = [label for passage in reading.passages for label in self.find_in(passage)]
            self._last = (reading, found)
        return self._last[1]

    def find_in(self, passage: Passage) -> list[Label]:
        """The labels of one passage; one that lies inside another is part of it."""
        grades: dict[tuple[int, int], dict[str, str]] = {}
        split: set[tuple[int, int]] = set()
        candidates = self._screen.candidates(passage.words)
        if not passage.text.isascii():
            candidates |= self._unspaced
        for index in candidates:
            wording = self._wordings[index]
            for match in wording.expression.finditer(passage.text, timeout=_TIME_LIMIT):
                span = match.span()
                if _inside_compound(passage, *span):
                    continue
                if wording.lone and not _stands_alone(passage, *span, named=wording.named):
                    continue
                grades.setdefault(span, {}).update(wording.grades)
                if wording.split_form:
                    split.add(span)
        excused = self._except.find(passage) if grades and self._except else []
        found: list[Label] = []
        own: Mapping[str, str] = {}  # grades of the last label itself, and of labels inside it
        inner: Mapping[str, str] = {}
        for (start, end), by_jurisdiction in sorted(
            grades.items(), key=lambda item: (item[0][0], -item[0][1])
        ):
            if any(start < b and a < end for a, b in excused):
                continue
            outer = found[-1] if found and end <= found[-1].end else None
            if outer is not None:
                inner = _best(inner, by_jurisdiction)
                found[-1] = replace(outer, grades={**inner, **own})
                continue
            own, inner = by_jurisdiction, {}
            label = self._label(passage, start, end, by_jurisdiction)
            found.append(replace(label, disguised=True) if (start, end) in split else label)
        return found

    @staticmethod
    def _label(passage: Passage, start: int, end: int, grades: Mapping[str, str]) -> Label:
        return Label(
            passage,
            start,
            end,
            grades,
            disguised=bool(passage.view.kinds(start, end) & DISGUISES),
            denied="deny" in grades.values() or negated(passage, start, end),
            quoted=reported(passage, start, end),
            apart=_begins_apart(passage, start),
        )


def _best(one: Mapping[str, str], other: Mapping[str, str]) -> Mapping[str, str]:
    """The better grade of two in each jurisdiction: "#ad Anzeige" goes as far as either."""
    both = {**one, **other}
    for jurisdiction in one.keys() & other.keys():
        both[jurisdiction] = min(one[jurisdiction], other[jurisdiction], key=GRADES.index)
    return both


def _inside_compound(passage: Passage, start: int, end: int) -> bool:
    """Whether it is only a piece of a hyphenated word: the ``ad`` of ``ad-free``."""
    view = passage.view
    return (start > 0 and "hyphen" in view.kinds(start - 1, start)) or "hyphen" in view.kinds(
        end, min(end + 1, len(view.text))
    )


def _stands_alone(passage: Passage, start: int, end: int, *, named: bool) -> bool:
    """Whether a word is set as a label: a hashtag, apart from the sentence, or said to be so.

    A word before a name (``named``) need only begin apart.
    """
    text, view = passage.text, passage.view
    if text[start] == "#":
        return True
    if _CONTACT.match(text, end):
        return False  # "Collaboration: me@example.com"
    if _PREDICATE.search(text[max(0, start - 40) : start]):
        return True
    ends = named or end == len(text) or bool(_AFTER_APART.match(text, end)) or _line_end(view, end)
    capitals = end - start > 1 and text[start:end].isupper()
    return _begins_apart(passage, start) and (ends or capitals)


def _begins_apart(passage: Passage, start: int) -> bool:
    """Whether a hashtag, a line, a sentence or a bracket begins here, or what a post "is"."""
    before = passage.text[max(0, start - 40) : start]
    return (
        start == 0
        or passage.text[start] == "#"
        or bool(_BEFORE_APART.search(before) or _SAID_OF_POST.search(before))
        or _line_end(passage.view, start - 1)
    )


def _line_end(view: View, index: int) -> bool:
    return "line" in view.kinds(index, index + 1)
