"""The screen: which rules can match a text at all, judged by its words alone.

Every wording that a rule looks for has words that must be there.  The rarest of them is its
anchor; only wordings whose anchor and other words occur are looked for with spaCy, and a
text with no anchor at all never loads it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from functools import lru_cache
from string import ascii_letters, digits
from typing import Any, Generic, TypeVar

import regex

from aboveboard.latepattern import late_pattern
from aboveboard.normalise import PLACEHOLDER, normalise
from aboveboard.text import View
from aboveboard.wordclasses import (
    CLOCK_WORDS,
    CURRENCY_CODES,
    CURRENCY_SIGNS,
    CURRENCY_WORDS,
    NUMBER_WORDS,
)

__all__ = [
    "CHANGEABLE",
    "CHANGEABLE_ALONE",
    "CLASS_CLAUSES",
    "DIGIT",
    "LETTER",
    "SIGN",
    "SPELLINGS",
    "WORD",
    "Clause",
    "NoScreen",
    "Screen",
    "fold",
    "folds_simply",
    "is_sign",
    "phrase_clauses",
    "rarest",
    "rarity",
    "traits",
    "usable_words",
    "words_in",
]

T = TypeVar("T", bound=Hashable)

Clause = frozenset[str]
"""Words of which at least one must occur."""

CHANGEABLE = frozenset(
    """
    a about ai ain aint all am and are aren arent because bout c can cannot cant cantve cause
    come cos could couldn couldnt couldntve couldve coz cuz d dare daren darent did didn
    didnt didntve do does doesn doesnt doesntve doin doing don dont dontve em enough goin
    going gonna got gotta had hadn hadnt hadntve has hasn hasnt have haven havent havin
    having he hed hedve hellve hes how howd howdve howll howllve howre hows howve i idve
    illve im ima is isn isnt it itd itdve itll itllve ive ll lovin loving m ma madam may mayn
    maynt mayntve might mightn mightnt mightntve mightve mon must mustn mustnt mustntve
    mustve need needn neednt needntve not nothin nothing notve nuff nuthin ol old on ought
    oughtn oughtnt oughtntve p pct percent pm re s shall shan shant shantve she shedve
    shellve shes should shouldn shouldnt shouldntve shouldve somethin something t that thatd
    thatdve thatll thatllve thats them there thered theredve therell therellve therere theres
    thereve these thesed thesedve thesell thesellve thesere theseve they theyd theydve theyll
    theyllve theyre theyve this thisd thisdve thisll thisllve thiss those thosed thosedve
    thosell thosellve thosere thoseve to us ve was wasn wasnt we wedve wellve were weren
    werent weve what whatd whatdve whatll whatllve whatre whats whatve when whend whendve
    whenll whenllve whenre whens whenve where whered wheredve wherell wherellve wherere
    wheres whereve who whod whodve wholl whollve whos whove why whyd whydve whyll whyllve
    whyre whys whyve will won wont wontve would wouldn wouldnt wouldntve wouldve y yall you
    youd youdve youll youllve youre youve
    """.split()
)
"""Words that norms make equal to other spellings ("do not", "don't"): a text may match without
holding their letters, so the screen cannot ask for them as they are."""
CHANGEABLE_ALONE = frozenset(
    """
    about ai aint all am and are arent because can cannot cant cantve come could couldnt
    couldntve couldve d dare darent did didnt didntve do does doesnt doesntve doing dont
    dontve enough going gonna got gotta had hadnt hadntve has hasnt have havent having he hed
    hedve hellve hes how howd howdve howll howllve howre hows howve i idve illve im ima is
    isnt it itd itdve itll itllve ive loving m madam may maynt mayntve might mightnt mightntve
    mightve must mustnt mustntve mustve need neednt needntve not nothing notve old on ought
    oughtnt oughtntve pct percent pm s shall shant shantve she shedve shellve shes should
    shouldnt shouldntve shouldve something that thatd thatdve thatll thatllve thats them there
    thered theredve therell therellve therere theres thereve these thesed thesedve thesell
    thesellve thesere theseve they theyd theydve theyll theyllve theyre theyve this thisd
    thisdve thisll thisllve thiss those thosed thosedve thosell thosellve thosere thoseve to
    us ve was wasnt we wedve wellve were werent weve what whatd whatdve whatll whatllve whatre
    whats whatve when whend whendve whenll whenllve whenre whens whenve where whered wheredve
    wherell wherellve wherere wheres whereve who whod whodve wholl whollve whos whove why whyd
    whydve whyll whyllve whyre whys whyve will wont wontve would wouldnt wouldntve wouldve
    yall you youd youdve youll youllve youre youve
    """.split()
)
"""Those of them that have other spellings when they stand alone: "not", but not the "won" that
is only a piece of "won't"."""
SPELLINGS = {
    line.split()[0]: frozenset(line.split())
    for line in """
    about bout
    ai ain aint
    all yall
    because cause cos coz cuz
    can cannot cant cantve
    come mon
    could couldn couldnt couldntve couldve
    dare daren darent
    did didn didnt didntve
    do don dont dontve
    does doesn doesnt doesntve
    doing doin
    enough nuff
    going goin gonna
    got gotta
    had hadn hadnt hadntve
    has hasn hasnt
    having havin
    he hed hedve hellve hes
    how howd howdve howll howllve howre hows howve
    i idve illve im ima ive
    is isn isnt
    it itd itdve itll itllve
    loving lovin
    madam ma
    may mayn maynt mayntve
    might mightn mightnt mightntve mightve
    must mustn mustnt mustntve mustve
    need needn neednt needntve
    nothing nothin nuthin
    old ol
    on mon
    ought oughtn oughtnt oughtntve
    percent pct
    pm p
    shall shan shant shantve
    she shedve shellve shes
    should shouldn shouldnt shouldntve shouldve
    something somethin
    that thatd thatdve thatll thatllve thats
    them em
    there thered theredve therell therellve therere theres thereve
    these thesed thesedve thesell thesellve thesere theseve
    they theyd theydve theyll theyllve theyre theyve
    this thisd thisdve thisll thisllve thiss
    those thosed thosedve thosell thosellve thosere thoseve
    to gonna gotta
    us let
    was wasn wasnt
    we wedve wellve weve
    were weren werent
    what whatd whatdve whatll whatllve whatre whats whatve
    when whend whendve whenll whenllve whenre whens whenve
    where whered wheredve wherell wherellve wherere wheres whereve
    who whod whodve wholl whollve whos whove
    why whyd whydve whyll whyllve whyre whys whyve
    """.strip().splitlines()
}
"""What a text may hold for a word: itself, or a piece of a contraction ("isn" of "isn't").

Only words that have few such spellings; "not" has sixty."""
LETTER = r"[[^\W\d]--[\p{P}\p{S}\p{Extended_Pictographic}\ufe0f]]"
"""What words are made of: letters with their marks.  An expression for the regex module's V1."""
WORD = late_pattern(rf"{LETTER}+|\d+", regex.V1)
"""A run of letters, or of digits; they stand apart, for spaCy reads "10km" as two tokens."""
_ASCII_WORD = re.compile(r"[a-z]+|[0-9]+")  # the same, and quicker
_EVERYDAY = frozenset(f"{ascii_letters}{digits} \n.,:;!?")
_COMMON = frozenset(
    """
    only just now today your you for left the in on at of by new best free more get all one
    first last time off up sale save shop buy day days week hours back here over many people
    from order offer price will with make made not see want next most be work good great love
    know about 0-9 to and is are was that this it if we our i my as not no me her his its they had
    has have can will would could should what when who how why so but or than then too been were
    where which there them us he she do don s t ve re ll d m
    """.split()
)


def words_in(text: str) -> frozenset[str]:
    """The lower-case runs of letters, and of digits, in a normalised text."""
    return frozenset((_ASCII_WORD if text.isascii() else WORD).findall(text.lower()))


def fold(text: str) -> str:
    """``text`` with one spelling for all that expressions take for the same but for case.

    Letters and digits stay what they are; there may be more of them.
    """
    return text.replace("İ", "i").replace("ı", "i").casefold()


def folds_simply(text: str) -> bool:
    """Whether every character has one lower-case form, of one character: no "ß", no "İ"."""
    return text.isascii() or fold(text) == text.lower()


def is_sign(character: str) -> bool:
    """Whether a character is one that :func:`traits` name by itself: "[", "…", "★"."""
    return not (character in _EVERYDAY or character.isalnum() or character.isspace()) and (
        character.swapcase() == character and WORD.match(character) is None
    )


DIGIT, SIGN = "0-9", "$"
"""What :func:`traits` say of digits and currency signs; no run of letters or digits is either."""
_CURRENCIES = frozenset(CURRENCY_SIGNS + "¢")
_DIGITS = late_pattern(r"\d")
_NUMBERS = NUMBER_WORDS | {DIGIT}
CLASS_CLAUSES: Mapping[str, tuple[Clause, ...]] = {
    "number": (_NUMBERS,),
    "percent": (_NUMBERS,),
    "clock": (_NUMBERS | CLOCK_WORDS,),
    "price": (_NUMBERS, CURRENCY_WORDS | CURRENCY_CODES | {SIGN, "p"}),
}
"""What a text must hold for a word of some classes to occur in it, as :func:`traits` tell."""


def traits(text: str) -> frozenset[str]:
    """The words of a normalised text, whether it holds digits and currency signs, and its signs.

    Words with letters that case changes in more than one way are there in both spellings:
    "strasse" is found in "Straße" by an expression, and by nothing else.
    """
    found = set(words_in(text))
    if not text.isascii():
        folded = fold(text)
        if folded != text.lower():
            found |= words_in(folded)
    if _DIGITS.search(text) or PLACEHOLDER in text:
        found.add(DIGIT)
    signs = {character for character in set(text) - _EVERYDAY if not character.isalnum()}
    if signs:
        found |= signs
        if not signs.isdisjoint(_CURRENCIES):
            found.add(SIGN)
    return frozenset(found)


def usable_words(text: str) -> frozenset[str]:
    """The words of a wording that a text must hold for the wording to occur in it."""
    return _usable(normalise(View(text)).text.lower())


def _usable(plain: str) -> frozenset[str]:
    found: set[str] = set()
    for word in plain.split():
        if word.isascii() and word.isalpha():  # as most are
            if word not in CHANGEABLE_ALONE:
                found.add(word)
            continue
        bare = word.strip('#.,;:!?()"')
        found |= words_in(word) - (CHANGEABLE_ALONE if bare.isalnum() else CHANGEABLE)
    return frozenset(found)


@lru_cache(maxsize=16384)
def phrase_clauses(text: str) -> tuple[Clause, ...]:
    """One clause for each word that a fixed wording needs, of all spellings of that word."""
    plain = normalise(View(text)).text.lower()
    usable = _usable(plain)
    return tuple(
        SPELLINGS.get(word, frozenset([word]))
        for word in sorted(words_in(plain))
        if word in usable or word in SPELLINGS
    )


def rarest(clauses: Iterable[Clause]) -> Clause:
    """The clause that the fewest texts are likely to meet."""
    found = list(clauses)
    return found[0] if len(found) == 1 else min(found, key=rarity)


def rarity(clause: Clause) -> tuple[int, int, int, str]:
    """What clauses are sorted by: those first that the fewest texts are likely to meet."""
    common = sum((word in _COMMON or len(word) == 1) + (word == DIGIT) for word in clause)
    return (common, len(clause), -min(len(word) for word in clause), min(clause))


class Screen(Generic[T]):
    """An index from anchors to whatever is to be tried when they occur.

    Built from pairs of a target and the clauses that must all hold; a target with no clause
    is a candidate for every text.
    """

    def __init__(self, needs: Iterable[tuple[T, tuple[Clause, ...]]]) -> None:
        numbers: dict[Clause, int] = {}
        always: dict[T, None] = {}
        anchors: dict[str, dict[tuple[T, tuple[int, ...]], None]] = {}
        for target, clauses in needs:
            if not clauses:
                always[target] = None
                continue
            anchor = rarest(clauses)
            rest = tuple(
                numbers.setdefault(clause, len(numbers))
                for clause in clauses
                if clause is not anchor
            )
            for word in anchor:
                anchors.setdefault(word, {})[target, rest] = None
        self._always: Sequence[T] = tuple(always)
        self._clauses: Sequence[Collection[str]] = tuple(numbers)
        self._anchors: Mapping[str, Sequence[tuple[T, Sequence[int]]]] = {
            word: tuple(entries) for word, entries in anchors.items()
        }

    def data(self) -> Any:
        """The screen as lists and texts, where its targets are texts or numbers."""
        clauses = [sorted(clause) for clause in self._clauses]
        return [list(self._always), clauses, {w: list(found) for w, found in self._anchors.items()}]

    @classmethod
    def of(cls, data: Any) -> Screen[T]:
        """The screen that :meth:`data` was made of; raises ValueError or TypeError for others."""
        made = cls(())
        made._always, made._clauses, made._anchors = data
        return made

    def candidates(self, words: frozenset[str]) -> set[T]:
        """The targets that a text with these words may hold."""
        found = set(self._always)
        clauses = self._clauses
        for word in words & self._anchors.keys():
            for target, rest in self._anchors[word]:
                if target not in found and all(
                    not words.isdisjoint(clauses[number]) for number in rest
                ):
                    found.add(target)
        return found


class NoScreen(Screen[T]):
    """Lets every target through: what a screen is measured against."""

    def __init__(self, needs: Iterable[tuple[T, tuple[Clause, ...]]]) -> None:
        super().__init__((target, ()) for target, _ in needs)
