"""Jurisdictions: what they are called in messages, and in which language their labels are."""

from __future__ import annotations

from collections.abc import Collection

__all__ = ["END_OF_ROW", "SAME_LANGUAGE", "country", "languages", "name"]

_NAMES = {
    "us": "the US",
    "uk": "the UK",
    "eu": "the EU",
    "ie": "Ireland",
    "in": "India",
    "au": "Australia",
    "ca": "Canada",
    "de": "Germany",
    "fr": "France",
    "es": "Spain",
    "it": "Italy",
    "nl": "the Netherlands",
    "pl": "Poland",
    "br": "Brazil",
    "pt": "Portugal",
    "se": "Sweden",
    "fi": "Finland",
    "dk": "Denmark",
    "no": "Norway",
}
_WIDELY = "most English-speaking countries"
_ENGLISH = frozenset({"us", "uk", "ie", "in", "au"})
_OWN = {
    "de": "de",
    "fr": "fr",
    "es": "es",
    "it": "it",
    "nl": "nl",
    "pl": "pl",
    "br": "pt",
    "pt": "pt",
    "se": "sv",
    "fi": "fi",
    "dk": "da",
    "no": "no",
}

SAME_LANGUAGE = frozenset({"us", "in", "it", "pl", "ca"})
"""Where a label must be in the language of the copy."""

END_OF_ROW = frozenset({"nl"})
"""Where a label may also be the last of a row of hashtags."""


def country(jurisdiction: str) -> str:
    """The country of a jurisdiction: ``us`` of ``us-ny``."""
    return jurisdiction.partition("-")[0]


def name(jurisdiction: str) -> str:
    """What a message calls it; an empty one stands for none selected."""
    return _NAMES.get(country(jurisdiction), jurisdiction.upper()) or _WIDELY


def languages(jurisdictions: Collection[str]) -> frozenset[str]:
    """The languages of labels that these jurisdictions, and no others, accept."""
    found = {_OWN[j] for j in jurisdictions if j in _OWN}
    if not _ENGLISH.isdisjoint(jurisdictions):
        found.add("en")
    elif "ca" in jurisdictions:
        found |= {"en", "fr"}  # "#InvitedGuest", "#commandité"
    return frozenset(found)
