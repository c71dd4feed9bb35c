"""Places in files, and texts with theirs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

__all__ = ["Mark", "Phrase"]


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in a file: 1-based line and column, and the 0-based offset, in code points."""

    line: int
    column: int
    offset: int


class Phrase(NamedTuple):
    """A text and where it stands."""

    text: str
    mark: Mark
