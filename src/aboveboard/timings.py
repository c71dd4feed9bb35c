"""What rules cost: how long each took, and on how many passages it was tried."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from time import perf_counter
from types import TracebackType

__all__ = ["UNTIMED", "RuleTimings", "Timings"]


class _Watch(AbstractContextManager[None]):
    """Counts a try of one rule, and the seconds that it takes."""

    __slots__ = ("_began", "seconds", "tries")

    def __init__(self) -> None:
        self.seconds, self.tries = 0.0, 0

    def __enter__(self) -> None:
        self.tries += 1
        self._began = perf_counter()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.seconds += perf_counter() - self._began


class Timings:
    """Seconds and tries by rule; a rule that no text held the words of is tried nowhere."""

    def __init__(self) -> None:
        self._watches: dict[str, _Watch] = {}

    def of(self, rule_id: str) -> AbstractContextManager[None]:
        """Times what is done inside of it as a try of this rule."""
        watch = self._watches.get(rule_id)
        if watch is None:
            watch = self._watches[rule_id] = _Watch()
        return watch

    def rows(self) -> list[tuple[str, float, int]]:
        """Each rule that was tried, with its seconds and tries; the dearest first."""
        found = [(rule_id, each.seconds, each.tries) for rule_id, each in self._watches.items()]
        return sorted(found, key=lambda row: (-row[1], row[0]))


class _Untimed:
    """Times nothing."""

    _nothing = nullcontext()

    def of(self, rule_id: str) -> AbstractContextManager[None]:
        return self._nothing


RuleTimings = Timings | _Untimed
"""Where the time of rules goes."""

UNTIMED = _Untimed()
"""Times nothing, which costs next to nothing."""
