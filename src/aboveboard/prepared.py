"""Prepared rulebooks: read and checked once, then kept for the runs to come."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from aboveboard.cache import Cache
from aboveboard.matcherset import Matchers, clauses_of
from aboveboard.rulebook.compiled import compiled, rulebook_from
from aboveboard.rulebook.folders import content_digest

__all__ = ["prepare"]

_KEPT = 8  # prepared rulebooks: more than most people have projects with rules of their own


def prepare(folders: Sequence[str | Path], cache: Cache | None) -> Matchers:
    """The matchers of the bundled rulebook with more ``folders`` added.

    With a cache, a rulebook that was prepared before comes without what only authors of rules
    need: examples, and places in files.

    Raises FaultyFiles with everything that is wrong with the rules.
    """
    digest = None if cache is None else content_digest(folders)
    name = f"rulebook-{digest}.json" if digest else None
    if cache is not None and name is not None and (kept := cache.read(name)) is not None:
        try:
            rulebook, screen, known = json.loads(kept)
            return Matchers(rulebook_from(rulebook), screen, known)
        except (ValueError, TypeError, LookupError, AttributeError, RecursionError):
            pass  # somebody else's, or half of one: it is made anew
    from aboveboard.rulebook.lint import load_checked  # what reads and judges rules is large

    matchers = Matchers(load_checked(folders))
    if cache is not None and name is not None:
        known = {
            expression: [sorted(clause) for clause in clauses]
            for expression, clauses in clauses_of(matchers.rulebook).items()
        }
        data = [compiled(matchers.rulebook), matchers.screen_data(), known]
        cache.write(name, json.dumps(data, separators=(",", ":")).encode())
        cache.keep_newest("rulebook-*.json", _KEPT)
    return matchers
