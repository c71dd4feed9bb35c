"""Claims: spans with a value, and what the known facts make of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from aboveboard.passage import Passage

__all__ = ["Claim", "Judged"]


@dataclass(frozen=True, slots=True, eq=False)
class Claim:
    """A span of a passage (code points, half-open) and the value that it claims.

    ``value`` is what its kind says: :class:`~aboveboard.claims.expressions.Written` for a
    deadline, a number and more for the others.  ``about`` is what it is about: ``offer``, or
    ``call`` for what has an end of its own (registration, early access), ``ask`` for what
    readers are to do by then, and empty for anything else.  Only what is about the offer can be
    contradicted by the offer's facts.
    """

    kind: str
    passage: Passage
    start: int
    end: int
    value: Any
    about: str = "offer"

    @property
    def text(self) -> str:
        """The words of the claim."""
        return self.passage.text[self.start : self.end]


@dataclass(frozen=True, slots=True, eq=False)
class Judged:
    """A claim and its state, one of :data:`aboveboard.rulebook.model.CLAIMS`.

    ``values`` fill the placeholders of messages: ``claim`` is what it says in plain words,
    ``fact`` what is known instead, ``found`` why it is impossible or what it may mean.
    ``resolved`` is the value as it can be compared with that of other documents, or None.
    """

    claim: Claim
    state: str
    values: Mapping[str, str] = field(default_factory=dict)
    resolved: Any = None
