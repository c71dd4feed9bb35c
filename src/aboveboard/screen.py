"""The screen: which rules can match a text at all, judged by its words alone.

Every wording that a rule looks for has words that must be there.  The rarest of them is its
anchor; only wordings whose anchor and other words occur are looked for with spaCy, and a
text with no anchor at all never loads it.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import Generic, TypeVar

import regex

from aboveboard.normalise import normalise
from aboveboard.text import View

__all__ = ["CHANGEABLE", "Clause", "Screen", "phrase_clauses", "usable_words"]

T = TypeVar("T", bound=Hashable)

Clause = frozenset[str]
"""Words of which at least one must occur."""

CHANGEABLE = frozenset(
    """
    a about ain aint all am and are aren arent because bout c can cant cantve cause come cos
    couldn couldnt couldntve coz cuz d daren darent didn didnt didntve do doesn doesnt
    doesntve doin doing don dont dontve em enough goin going gonna gotta hadn hadnt hadntve
    hasn hasnt have haven havent havin having he hed hedve hellve how howd howdve howll
    howllve howre howve i id idve illve ima isn isnt it itd itdve itll itllve ive let ll lovin
    loving m ma madam mayn maynt mayntve mightn mightnt mightntve mon mustn mustnt mustntve
    needn neednt needntve not nothin nothing notve nuff nuthin ol old oughtn oughtnt oughtntve
    p pct percent pm re s shall shan shant shantve she shedve shellve shouldn shouldnt
    shouldntve somethin something t that thatd thatdve thatll thatllve them there thered
    theredve therell therellve therere thereve these thesed thesedve thesell thesellve thesere
    theseve they theyd theydve theyll theyllve theyre theyve this thisd thisdve thisll
    thisllve those thosed thosedve thosell thosellve thosere thoseve to us ve wasn wasnt we
    wed wedve wellve weren werent weve what whatd whatdve whatll whatllve whatre whatve when
    whend whendve whenll whenllve whenre whenve where whered wheredve wherell wherellve
    wherere whereve who whod whodve wholl whollve whove why whyd whydve whyll whyllve whyre
    whyve will won wont wontve would wouldn wouldnt wouldntve y yall you youd youdve youll
    youllve youre youve
    """.split()
)
"""Words that norms make equal to other spellings ("do not", "don't"): a text may match without
holding their letters, so the screen cannot ask for them."""
_WORD = regex.compile(r"[^\W_]+")
_COMMON = frozenset(
    """
    only just now today your you for left the in on at of by new best free more get all one
    first last time off up sale save shop buy day days week hours back here over many people
    from order offer price will with make made not see want next most be work good great love
    know about
    """.split()
)


def usable_words(text: str) -> frozenset[str]:
    """The words of a wording that a text must hold for the wording to occur in it."""
    view = normalise(View(text))
    return frozenset(_WORD.findall(view.text.lower())) - CHANGEABLE


def phrase_clauses(text: str) -> tuple[Clause, ...]:
    """One clause for each word that a fixed wording needs."""
    return tuple(frozenset([word]) for word in usable_words(text))


def _rarity(clause: Clause) -> tuple[int, int, int]:
    common = sum(word in _COMMON for word in clause)
    return (common, len(clause), -min(len(word) for word in clause))


class Screen(Generic[T]):
    """An index from anchors to whatever is to be tried when they occur.

    Built from pairs of a target and the clauses that must all hold; a target with no clause
    is a candidate for every text.
    """

    def __init__(self, needs: Iterable[tuple[T, tuple[Clause, ...]]]) -> None:
        self._always: set[T] = set()
        self._anchors: dict[str, list[tuple[T, tuple[Clause, ...]]]] = {}
        seen = set()
        for target, clauses in needs:
            if not clauses:
                self._always.add(target)
                continue
            anchor = min(clauses, key=_rarity)
            rest = tuple(clause for clause in clauses if clause is not anchor)
            for word in anchor:
                if (word, target, rest) not in seen:
                    seen.add((word, target, rest))
                    self._anchors.setdefault(word, []).append((target, rest))

    def candidates(self, words: frozenset[str]) -> set[T]:
        """The targets that a text with these words may hold."""
        found = set(self._always)
        for word in words & self._anchors.keys():
            for target, rest in self._anchors[word]:
                if target not in found and all(not words.isdisjoint(clause) for clause in rest):
                    found.add(target)
        return found
