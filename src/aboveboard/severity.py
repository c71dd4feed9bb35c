"""Severities, from the mildest to the gravest."""

from __future__ import annotations

from collections.abc import Iterable

__all__ = ["SEVERITIES", "at_least", "capped", "gravest", "milder"]

SEVERITIES = ("note", "warning", "error")
"""A severity says how much harm a phrase may do, not how sure the linter is."""


def at_least(severity: str, threshold: str) -> bool:
    """Whether ``severity`` is as grave as ``threshold`` or graver."""
    return SEVERITIES.index(severity) >= SEVERITIES.index(threshold)


def milder(severity: str, steps: int = 1) -> str:
    """The severity some steps milder, never below a note."""
    return SEVERITIES[max(0, SEVERITIES.index(severity) - steps)]


def capped(severity: str, cap: str) -> str:
    """``severity``, but no graver than ``cap``."""
    return min(severity, cap, key=SEVERITIES.index)


def gravest(severities: Iterable[str]) -> str:
    """The gravest of them; a note where there is none."""
    return max(severities, key=SEVERITIES.index, default="note")
