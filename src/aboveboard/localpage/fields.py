"""What can be filled in besides the copy: the facts, platforms and jurisdictions.

The facts are the program's own (:data:`aboveboard.facts.FACTS`); this module only gives each a
label that a copywriter understands and a control that fits its values.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from aboveboard.facts import (
    AD_CATEGORIES,
    AI_STATES,
    CONNECTIONS,
    KINDS,
    read_fact,
)
from aboveboard.matchers.jurisdictions import country, name
from aboveboard.matchers.labels import ANYWHERE, FACTS_ONLY
from aboveboard.rulebook.book import Rulebook

__all__ = [
    "EVIDENCE",
    "GROUPS",
    "KIND_CHOICES",
    "ON_TOP",
    "Field",
    "jurisdictions",
    "platforms",
]


class Field(NamedTuple):
    """A fact on the page.

    ``control`` is ``text``, ``number`` or ``choice``; ``choices`` maps the values of a choice to
    words.  ``example`` shows how a value is written.
    """

    fact: str
    label: str
    control: str = "text"
    example: str = ""
    choices: Mapping[str, str] = {}


def _choices(fact: str, values: tuple[str, ...], **words: str) -> dict[str, str]:
    """Those of ``values`` that ``fact`` takes, in words; the value itself comes first."""
    return {
        value: f"{value.replace('-', ' ')}{': ' if value in words else ''}{words.get(value, '')}"
        for value in values
        if _takes(fact, value)
    }


def _takes(fact: str, value: str) -> bool:
    try:
        read_fact(fact, value)
    except ValueError:
        return False
    return True


def _moment(fact: str, label: str) -> Field:
    return Field(fact, label, example="2026-11-30T23:59Z")


def _flag(fact: str, label: str) -> Field:
    return Field(fact, label, "choice", choices={"yes": "yes", "no": "no"})


def _choice(fact: str, label: str, values: tuple[str, ...], **words: str) -> Field:
    return Field(fact, label, "choice", choices=_choices(fact, values, **words))


GROUPS: Mapping[str, tuple[Field, ...]] = {
    "Who speaks": (
        _choice(
            "connection", "Tie to the brand", CONNECTIONS,
            none="no tie to the brand", paid="money for the post", gifted="product, trip or stay",
            affiliate="earns by links or codes", employee="works for the brand",
            owner="own brand or product", family="family or friend of the brand",
        ),
        _flag("platform-label", "Paid-partnership label"),
        Field("brand", "Brand", example="Acme"),
        Field("account", "Account that publishes it", example="acme_uk"),
        Field("campaign", "Campaign", example="Winter sale"),
    ),
    "When": (
        _moment("published", "Goes out"),
        Field("zone", "Time zone of the copy", example="Europe/London"),
        Field("language", "Language of the copy", example="en"),
    ),
    "The offer": (
        _moment("offer.starts", "Offer starts"),
        _moment("offer.ends", "Offer ends"),
        Field("offer.stock", "How many are left", "number", example="12"),
        _moment("offer.stock-as-of", "Counted on"),
        Field("offer.price", "Price with everything", "number", example="49.90"),
        Field("offer.reference-price", "Earlier or usual price", "number", example="89.90"),
        Field("offer.conditions", "Conditions", example="with any order over £30"),
        Field("code", "Promo code", example="WINTER20"),
        Field("offer.id", "Name of the offer", example="winter-sale"),
        _choice(
            "ad-category", "Regulated kind of ad", AD_CATEGORIES,
            employment="jobs", credit="loans, cards, insurance", politics="elections, issues",
        ),
    ),
    "Made with AI": (
        _choice(
            "media.ai", "Images, sound or video", AI_STATES,
            none="no AI", assisted="a person made it, AI helped", generated="AI made it",
            **{"synthetic-person": "a person who does not exist",
               "synthetic-scene": "a scene that never was", "voice": "a voice made by AI"},
        ),
        _choice(
            "text.ai", "Text", AI_STATES,
            none="no AI", assisted="a person wrote it, AI helped", generated="AI wrote it",
        ),
        _flag("media.label", "The platform's AI label"),
        _flag("media.retouched", "A body or face was retouched"),
        Field("media.source-type", "IPTC digital source type", example="trainedAlgorithmicMedia"),
    ),
}  # fmt: skip
"""The facts of the form, by group."""

EVIDENCE: Mapping[str, str] = {
    "claim": "What the copy says",
    "source": "What shows it",
    "date": "Dated",
    "expires": "Good until",
}
"""What a line of evidence says, and its labels."""

ON_TOP = frozenset({"kind", "platform", "jurisdictions"})
"""The facts that stand beside the copy, not among the others."""

KIND_CHOICES = {kind: "SMS" if kind == "sms" else kind.capitalize() for kind in KINDS} | {
    "email": "E-mail"
}
"""What a document may be, in words."""


_SPELLED = {"tiktok": "TikTok", "youtube": "YouTube", "linkedin": "LinkedIn"}


def platforms(rulebook: Rulebook) -> dict[str, str]:
    """The platforms that a rule or the length of a caption asks for, with their names."""
    known = {name for rule in rulebook.rules.values() for name in rule.scope.platforms}
    for lexicon in rulebook.lexicons.values():
        known.update(lexicon.folds)
    return {name: _SPELLED.get(name, name.capitalize()) for name in sorted(known)}


_FIRST = ("us", "uk", "eu")


def jurisdictions(rulebook: Rulebook) -> dict[str, str]:
    """The jurisdictions that rules, lists of labels and provisions speak of, with their names.

    The US, the UK and the EU come first, then countries by name, each with its states.
    """
    known = {place for rule in rulebook.rules.values() for place in rule.scope.jurisdictions}
    for lexicon in rulebook.lexicons.values():
        known.update(set(lexicon.labels) - {ANYWHERE, FACTS_ONLY})
    # Provisions are of platforms, too; a state is known where its country is.
    known |= {
        provision.jurisdiction
        for provision in rulebook.provisions.values()
        if country(provision.jurisdiction) in known
    }

    def order(place: str) -> tuple[int, str, str]:
        of = country(place)
        return (_FIRST.index(of) if of in _FIRST else len(_FIRST), _title(of), place)

    return {place: _title(place) for place in sorted(known, key=order)}


def _title(place: str) -> str:
    """``UK``, ``Ireland``, ``US (CA)``."""
    _, _, state = place.partition("-")
    title = name(place).removeprefix("the ")
    return f"{title} ({state.upper()})" if state else title
