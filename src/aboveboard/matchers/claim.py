"""Claims in some state: past deadlines, counts that the stock contradicts ..."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from aboveboard.claims.model import Judged
from aboveboard.passage import Match
from aboveboard.rulebook.model import Claimed

__all__ = ["ClaimMatcher"]


class ClaimMatcher:
    """The claims of one kind whose state is one of those that a rule is about."""

    def __init__(self, claimed: Claimed) -> None:
        self._claimed = claimed

    def find(self, judged: Sequence[Judged]) -> Iterator[Match]:
        """The matches, in the order of the claims."""
        for item in judged:
            claim = item.claim
            if claim.kind == self._claimed.claim and item.state in self._claimed.states:
                yield Match(claim.passage, claim.start, claim.end, values=item.values)
