"""Words that belong to a class of tokens: numbers, clock times, currencies."""

from __future__ import annotations

__all__ = ["CLOCK_WORDS", "CURRENCY_CODES", "CURRENCY_SIGNS", "CURRENCY_WORDS", "NUMBER_WORDS"]

NUMBER_WORDS = frozenset(
    """
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen
    fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty
    ninety hundred thousand million billion trillion dozen
    """.split()
)
CLOCK_WORDS = frozenset({"midnight", "noon", "midday"})
CURRENCY_CODES = frozenset(
    """
    usd eur gbp inr aud cad nzd chf jpy cny sek nok dkk pln czk huf sgd hkd zar mxn brl aed
    """.split()
)
CURRENCY_WORDS = frozenset(
    """
    dollars dollar euros euro pounds pound quid bucks rupees rupee cents pence rs kr zł
    """.split()
)
CURRENCY_SIGNS = "$€£¥₹"
