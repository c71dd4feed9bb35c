"""Which offer a document is about: by its facts, its code, its links, or its own words."""

from __future__ import annotations

from functools import cache, lru_cache
from sys import intern
from urllib.parse import urlsplit

import regex

from aboveboard.across.trace import Key
from aboveboard.claims.calendar import HOLIDAYS, MONTHS, WEEKDAYS
from aboveboard.latepattern import late_pattern
from aboveboard.passage import Reading
from aboveboard.screen import words_in
from aboveboard.wordclasses import NUMBER_WORDS

__all__ = ["CAMPAIGNS", "GENERIC", "forget", "key_of", "promo_codes", "subject_of"]

CAMPAIGNS = frozenset({"offer.id", "campaign"})
"""The facts that make documents one campaign; a code or a link may be shared by anybody."""

_CODE = late_pattern(
    r"""\b(?i:(?:use|with|enter|apply|quote)\s(?:(?:my|our|the|promo|discount)\s)*code
          |code|coupon|voucher)
      \s?:?\s?(?P<code>[A-Z][A-Z0-9]{3,15}|[A-Z0-9]{2,}[0-9][A-Z0-9]*)\b""",
    regex.VERBOSE | regex.VERSION1,
)


_URL = late_pattern(r"https?://\S++|www\.\S++", regex.IGNORECASE | regex.VERSION1)


def promo_codes(text: str) -> list[tuple[int, int]]:
    """The spans of promo codes in a normalised text."""
    return [match.span("code") for match in _CODE.finditer(text)]


def key_of(reading: Reading) -> Key:
    """What the document belongs to."""
    facts = reading.facts
    scope = f"@{facts['account']}" if "account" in facts else reading.document.name
    for name in ("offer.id", "campaign", "code"):
        if name in facts:
            return _shared(scope, (name, str(facts[name]).casefold()))
    for passage in reading.passages:
        for start, end in promo_codes(passage.text):
            return _shared(scope, ("code", passage.text[start:end].casefold()))
    for link in reading.links:
        target = _target(link.text)
        if target:
            return _shared(scope, ("link", target))
    texts = (_URL.sub(" ", passage.text) for passage in reading.passages)
    words = frozenset().union(*map(words_in, texts))
    kept = {word for word in words if len(word) > 2 and not word.isdecimal()} - _masked()
    return _shared(scope, None, tuple(sorted(map(intern, kept))))


@lru_cache(maxsize=16_384)
def _shared(scope: str, named: tuple[str, str] | None, words: tuple[str, ...] = ()) -> Key:
    """One key for documents that belong to the same, or say the same: a trace of each stays."""
    return Key(scope, named, words)


def forget() -> None:
    """Let go of the keys of documents that were compared: a long run sees ever new ones."""
    _shared.cache_clear()


def _target(url: str) -> str:
    """A link's host and path, or nothing for a home page, which every offer may lead to."""
    try:
        parts = urlsplit(url if "//" in url else f"//{url}")
        host, path = (parts.hostname or "").removeprefix("www."), parts.path.rstrip("/")
    except ValueError:
        return ""
    return f"{host}{path.lower()}" if path else ""


@cache
def _masked() -> frozenset[str]:
    """Words of dates and numbers."""
    named = {word for name in (*MONTHS, *WEEKDAYS) for word in name.split()}
    relative = """
        today tonight tomorrow midnight noon midday morning evening night week weekend month hour
        hours hrs minute minutes mins day days gmt utc est pst cet
    """.split()
    return frozenset({*named, *relative, *NUMBER_WORDS})


GENERIC = frozenset(
    """
    the and for you your our with all this that from are off save sale sales shop now get ends end
    ending last chance final only left just more use code link bio here new deal deals offer
    offers discount discounts hurry soon until don miss out price prices buy order time limited
    free gone over everything every everyone site store online still still there left again
    before its not have has was will can what when one call reminder expires expiring closes
    closing going back first these those also some any get grab need want make made come see
    """.split()
) | {word for name in HOLIDAYS for word in name.split() if word in {"day", "eve"}}
"""Words that any offer's copy may hold: they do not tell one offer from another."""


_SUBJECTS = {
    "early access": late_pattern(r"\b(?:early\saccess|pre\s?sales?|vips?|members)\b"),
    "flash": late_pattern(r"\b(?:flash|door\s?busters?|bonus|happy\shour)\b"),
    "voucher": late_pattern(r"\b(?:vouchers?|gift\scards?|points)\b"),
    "vote": late_pattern(r"\b(?:vote|votes|survey|poll|submissions?|nominations?)\b"),
    "early bird": late_pattern(r"\bearly\s?bird"),
    "registration": late_pattern(
        r"\b(?:registrations?|enrol+ments?|applications?|sign\s?ups?|doors|bookings?)\b"
    ),
    "contest": late_pattern(r"\b(?:giveaway|contest|raffle|competition|entries|voting|draw)\b"),
    "delivery": late_pattern(r"\b(?:delivery|shipping|dispatch)\b"),
    "pre-order": late_pattern(r"\bpre\s?orders?\b"),
    "tickets": late_pattern(r"\btickets?\b"),
}


def subject_of(sentence: str) -> str:
    """What a deadline in a sentence is the end of; empty for an offer like any other."""
    lower = sentence.lower()
    return next((name for name, form in _SUBJECTS.items() if form.search(lower)), "")
