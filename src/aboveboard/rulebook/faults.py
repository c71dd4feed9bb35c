"""Faults: what is wrong in a rule, lexicon or configuration file, and where."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

__all__ = ["Fault", "FaultyFiles"]

_WIDTH = 100  # characters of a line that are shown
_LONGEST = 600  # characters of a message or hint; keys and values come from anyone
_UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]"
)


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One mistake: ``path:line:column``, one plain sentence, and what to do.

    Line and column are 1-based, in code points.  ``level`` is ``error`` or ``warning``;
    ``excerpt`` is the line it stands on.
    """

    path: str
    line: int
    column: int
    message: str
    hint: str = ""
    level: str = "error"
    excerpt: str = ""

    def __str__(self) -> str:
        label = "" if self.level == "error" else f"{self.level}: "
        place = f"{_shown(self.path)}:{self.line}:{self.column}"
        lines = [f"{place}: {label}{_shown(self.message)}"]
        if self.excerpt.strip():
            piece, indent = self._window()
            gutter = f"{self.line} | "
            lines.append(f"  {gutter}{piece}")
            lines.append(f"  {' ' * (len(gutter) - 2)}| {' ' * indent}^")
        if self.hint:
            lines.append(f"  {_shown(self.hint)}")
        return "\n".join(lines)

    def _window(self) -> tuple[str, int]:
        """The piece of the line around the column, and how many cells the caret is indented."""
        place = min(self.column - 1, len(self.excerpt))
        start = max(0, min(place - _WIDTH // 2, len(self.excerpt) - _WIDTH))
        before = _shown(self.excerpt[start:place])
        after = _shown(self.excerpt[place : start + _WIDTH])
        if start:
            before = "…" + before
        if start + _WIDTH < len(self.excerpt):
            after += "…"
        return before + after, sum(map(_cells, before))


def _shown(text: str) -> str:
    """``text`` with what a terminal would obey or hide made visible, character by character."""
    if len(text) > _LONGEST:
        text = text[: _LONGEST - 1] + "…"
    return _UNSAFE.sub(lambda found: _picture(found[0]), text)


def _picture(char: str) -> str:
    if char == "\t":
        return " "
    return chr(0x2400 + ord(char)) if ord(char) < 0x20 else "\ufffd"


def _cells(char: str) -> int:
    """How many columns of a terminal a character takes."""
    if unicodedata.combining(char) or unicodedata.category(char) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


class FaultyFiles(ValueError):
    """Files that cannot be used; ``faults`` lists everything that is wrong with all of them."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = sorted(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))
