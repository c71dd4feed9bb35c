"""Quotations that name their source are somebody else's words, and not linted."""

from __future__ import annotations

import re

__all__ = ["is_attribution"]

_ATTRIBUTION = re.compile(
    r"\s*(?:[\u2014\u2013\u2015~]|--)\s*"
    r"(?=[^\W\d_]|[\"'\u201c@])[^\r\n]{2,120}\Z"
)


def is_attribution(text: str) -> bool:
    """Whether the last line of a quotation says whose words they are: ``— Jane Doe``."""
    last = re.split(r"[\r\n]", text[-400:].rstrip())[-1]
    return _ATTRIBUTION.match(last) is not None
