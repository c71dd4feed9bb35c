"""How fixes are written in rules: expressions for whole words, and slots for what is known."""

from __future__ import annotations

import regex

from aboveboard.latepattern import late_pattern
from aboveboard.matchers.regexes import compile_regex

__all__ = ["SLOT", "swap_expression"]

SLOT = late_pattern(r"\{([a-z.-]+)\}")
"""A fact, or a value of the match, in the words of a fix."""


def swap_expression(phrase: str) -> regex.Pattern[str]:
    """A key of ``swap`` as it is searched for: in whole words, whatever their case.

    Raises regex.error for one that cannot be read.
    """
    return compile_regex(rf"(?<![\w#])(?:{phrase})(?!\w)")
