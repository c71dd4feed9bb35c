"""Counts of what is left, as values; :mod:`aboveboard.claims.stock` finds them."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Stock"]


@dataclass(frozen=True, slots=True)
class Stock:
    """So many are left, or fewer where ``below``; of ``noun`` (singular), or of anything.

    ``total`` says that there never were more: "limited to 500".
    """

    count: int
    below: bool = False
    noun: str = ""
    total: bool = False
