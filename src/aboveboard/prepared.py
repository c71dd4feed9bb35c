"""Prepared rulebooks: read and checked once, then kept for the runs to come."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aboveboard.cache import Cache
from aboveboard.rulebook.folders import content_digest

if TYPE_CHECKING:
    from aboveboard.matcherset import Matchers
    from aboveboard.rulebook.book import Rulebook

__all__ = ["Prepared", "prepare"]

_KEPT = 8  # prepared rulebooks: more than most people have projects with rules of their own


_BROKEN = (ValueError, TypeError, LookupError, AttributeError, RecursionError)
"""What is raised by somebody else's file, or half of one: it is made anew."""


class Prepared:
    """A rulebook that is known to be right, and its matchers; read when they are asked for.

    ``digest`` is of all that the rulebook's files say and of the version, where there is a cache.
    """

    def __init__(self, folders: Sequence[str | Path], cache: Cache | None = None) -> None:
        self._folders = folders
        self._cache = cache
        self.digest = None if cache is None else content_digest(folders)

    @property
    def _name(self) -> str:
        return f"rulebook-{self.digest}.json"

    @property
    def is_kept(self) -> bool:
        """Whether it was prepared before."""
        return self._cache is not None and self.digest is not None and self._cache.has(self._name)

    @property
    def rulebook(self) -> Rulebook:
        """The rulebook; from the cache without what only authors of rules need."""
        return self._book[0]

    @cached_property
    def matchers(self) -> Matchers:
        """The matchers."""
        from aboveboard.matcherset import Matchers

        try:
            return Matchers(*self._book)
        except _BROKEN:
            self._book = self._made()
            return Matchers(*self._book)

    @cached_property
    def _book(self) -> tuple[Rulebook, Any, Any]:
        """The rulebook with its screen and the clauses of its expressions."""
        kept = self._cache.read(self._name) if self._cache is not None and self.is_kept else None
        if kept is not None:
            from aboveboard.rulebook.compiled import rulebook_from

            try:
                rulebook, (pieces, screen), known = json.loads(kept)
                return rulebook_from(rulebook), (pieces, screen), known
            except _BROKEN:
                pass
        return self._made()

    def _made(self) -> tuple[Rulebook, Any, Any]:
        from aboveboard.clauses import bundled_clauses, known_clauses
        from aboveboard.matcherset import Matchers
        from aboveboard.rulebook.compiled import compiled
        from aboveboard.rulebook.lint import load_checked

        rulebook = load_checked(self._folders)
        if self._cache is None or self.digest is None:
            return rulebook, None, bundled_clauses(rulebook)
        known = known_clauses(rulebook)
        screen = Matchers(rulebook, None, known).screen_data()
        data = [compiled(rulebook), screen, known]
        self._cache.write(self._name, json.dumps(data, separators=(",", ":")).encode())
        self._cache.keep_newest("rulebook-*.json", _KEPT)
        return rulebook, screen, known


def prepare(folders: Sequence[str | Path], cache: Cache | None) -> Prepared:
    """The bundled rulebook with more ``folders`` added.

    With a cache, a rulebook that was prepared before comes without what only authors of rules
    need: examples, and places in files.

    Raises FaultyFiles with everything that is wrong with the rules.
    """
    made = Prepared(folders, cache)
    if not made.is_kept:
        _ = made.rulebook
    return made
