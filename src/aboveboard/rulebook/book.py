"""What a rulebook is: its rules, lexicons and provisions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from aboveboard.rulebook.mark import Phrase
from aboveboard.rulebook.model import Exceptions, Rule, Words

__all__ = ["GRADES", "TIER_CAPS", "Lexicon", "Provision", "Rulebook", "holds"]

GRADES = ("accept", "gift", "affiliate", "prize", "weak", "reject", "deny")
"""How far a disclosure wording goes: accepted always, only for a gift, an affiliate link or a
prize, on a condition, or not at all; or it denies that there is anything to disclose."""

TIER_CAPS = {"A": "error", "B": "warning", "C": "warning", "D": "warning", "E": "note"}
"""The gravest severity that a provision of each tier can carry."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """One lexicon: words, link forms, disclosure labels by jurisdiction, or numbers by platform.

    ``links`` maps a strength to link forms (``amazon.*?tag=*-2?``), ``labels`` a jurisdiction
    to wordings by grade, ``folds`` a platform to the characters shown before "more".
    """

    name: str
    path: str
    title: str
    source: str
    words: Words = Words()
    exceptions: Exceptions = Exceptions()
    links: Mapping[str, tuple[Phrase, ...]] = field(default_factory=dict)
    labels: Mapping[str, Mapping[str, tuple[Phrase, ...]]] = field(default_factory=dict)
    folds: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Provision:
    """A citable piece of law, code or policy."""

    key: str
    title: str
    body: str
    jurisdiction: str
    tier: str
    url: str = ""
    verified: bool = False
    starts: date | None = None
    until: date | None = None

    def in_force(self, day: date) -> bool:
        """Whether it holds on ``day``."""
        return (self.starts is None or self.starts <= day) and (
            self.until is None or day <= self.until
        )


@dataclass(frozen=True)
class Rulebook:
    """All rules, lexicons and provisions by name.

    ``texts`` holds what each of their files says, by path, so that whoever judges a rule can
    show the line.  ``unread`` names what is there and could not be read: rules by id,
    ``lexicons/...`` and ``provisions``.
    """

    rules: Mapping[str, Rule]
    lexicons: Mapping[str, Lexicon]
    provisions: Mapping[str, Provision]
    texts: Mapping[str, str] = field(default_factory=dict, repr=False, compare=False)
    unread: frozenset[str] = frozenset()


_KINDS = ("links", "labels", "folds")


def holds(lexicon: Lexicon) -> str:
    """What a lexicon is a list of: ``words``, ``links``, ``labels`` or ``folds``."""
    return next((kind for kind in _KINDS if getattr(lexicon, kind)), "words")
