"""Regular expressions that are compiled when they are first used.

The ``regex`` module compiles in Python: all expressions of this package took longer than reading a
draft and checking it, and most drafts need few of them.
"""

from __future__ import annotations

from typing import Any

import regex

__all__ = ["late_pattern"]

_USED = ("search", "match", "fullmatch", "finditer", "findall", "sub", "split", "pattern")


class _LatePattern:
    """Stands for a compiled expression; with the first use its methods become those of it."""

    def __init__(self, pattern: str, flags: int) -> None:
        self._said = (pattern, flags)

    def __getattr__(self, name: str) -> Any:
        if name not in _USED:
            raise AttributeError(f"a late pattern has no {name!r}")
        made = regex.compile(*self._said)
        for used in _USED:
            setattr(self, used, getattr(made, used))
        return getattr(made, name)


def late_pattern(pattern: str, flags: int = 0) -> Any:
    """The expression ``regex.compile(pattern, flags)``, with what is used of it here.

    An error in the expression shows when it is used, so each needs a test.
    """
    return _LatePattern(pattern, flags)
