"""Numbers as copy writes them: ``12,000+``, ``10k``, ``1.5 million``, ``three``."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

import regex

from aboveboard.latepattern import late_pattern

__all__ = ["NUMBER", "read_number"]

_WORDS = {
    word: number
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
        "fifteen sixteen seventeen eighteen nineteen twenty".split()
    )
} | {"thirty": 30, "forty": 40, "fifty": 50, "hundred": 100, "thousand": 1000, "dozen": 12}
_SCALES = {"k": 1000, "thousand": 1000, "m": 10**6, "mn": 10**6, "million": 10**6, "bn": 10**9}
NUMBER = (
    r"(?:\d{1,3}(?:[,.\u202f ]\d{3})+(?!\d)|\d+(?:[.,]\d{1,2})?)"
    r"(?:\s?(?:k|m|mn|bn|million|thousand)\b)?"
    rf"|\b(?:{'|'.join(_WORDS)})\b"
)
"""An expression for a number in lower-case text."""

_PARTS = late_pattern(r"(?P<digits>[\d.,\s\u202f]*\d)\s?(?P<scale>k|m|mn|bn|million|thousand)?")
_GROUPED = late_pattern(r"\d{1,3}(?:[,.\s\u202f]\d{3})+")


def read_number(text: str) -> Decimal | None:
    """The value of a number that :data:`NUMBER` found, or None where it has none."""
    word = text.strip().lower()
    if word in _WORDS:
        return Decimal(_WORDS[word])
    match = _PARTS.fullmatch(word)
    if match is None:
        return None
    digits = match["digits"]
    if _GROUPED.fullmatch(digits):
        digits = regex.sub(r"[,.\s\u202f]", "", digits)
    try:
        value = Decimal(digits.replace(",", "."))
    except InvalidOperation:
        return None
    return value * _SCALES.get(match["scale"] or "", 1)
