"""Claims: spans with a value, and what the known facts make of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from aboveboard.passage import Passage

__all__ = ["Claim", "Claims", "Judged"]


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


class Claims(list[Judged]):
    """The claims of one document, for those who ask for them again and again.

    It is not changed once somebody has asked.  ``effects`` is where clearing keeps what the claims
    of a kind, whatever they stand beside, come to.
    """

    @cached_property
    def effects(self) -> dict[str, Any]:
        """By kind."""
        return {}

    @classmethod
    def of(cls, judged: Sequence[Judged]) -> Claims:
        """``judged`` itself, or a list of it."""
        return judged if isinstance(judged, Claims) else cls(judged)

    @cached_property
    def _by_kind(self) -> Mapping[str, list[Judged]]:
        found: dict[str, list[Judged]] = {}
        for item in self:
            found.setdefault(item.claim.kind, []).append(item)
        return found

    @cached_property
    def _by_place(self) -> Mapping[tuple[str, int], list[Judged]]:
        found: dict[tuple[str, int], list[Judged]] = {}
        for item in self:
            found.setdefault((item.claim.kind, id(item.claim.passage)), []).append(item)
        return found

    def of_kind(self, kind: str) -> Sequence[Judged]:
        """All claims of one kind, in order."""
        return self._by_kind.get(kind, ())

    def over(self, kind: str, passage: Passage, start: int, end: int) -> Iterator[Judged]:
        """The claims of a kind that overlap a span of a passage, in order."""
        for item in self._by_place.get((kind, id(passage)), ()):
            if item.claim.start < end and start < item.claim.end:
                yield item

    def first_beside(self, kind: str, passage: Passage) -> Iterator[Judged]:
        """All claims of a kind, those of a passage first."""
        yield from self._by_place.get((kind, id(passage)), ())
        yield from (item for item in self.of_kind(kind) if item.claim.passage is not passage)
