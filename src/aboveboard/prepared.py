"""Prepared rulebooks: read and checked once, then kept for the runs to come."""

from __future__ import annotations

import json
from collections.abc import Sequence
from hashlib import blake2b
from pathlib import Path

from aboveboard import __version__
from aboveboard.cache import Cache
from aboveboard.matcherset import Matchers, clauses_of
from aboveboard.rulebook.compiled import compiled, rulebook_from
from aboveboard.rulebook.folders import bundled_folder, rule_files

__all__ = ["prepare"]

_KEPT = 8  # prepared rulebooks: more than most people have projects with rules of their own


def prepare(folders: Sequence[str | Path], cache: Cache | None) -> Matchers:
    """The matchers of the bundled rulebook with more ``folders`` added.

    With a cache, a rulebook that was prepared before comes without what only authors of rules
    need: examples, and places in files.

    Raises FaultyFiles with everything that is wrong with the rules.
    """
    name = None if cache is None else _name(folders)
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


def _name(folders: Sequence[str | Path]) -> str | None:
    """What the prepared rulebook is kept under: the version, and all that its files say.

    None where one of them cannot be read, which loading them will say better.
    """
    digest = blake2b(__version__.encode(), digest_size=16)
    try:
        for folder in (bundled_folder(), *map(Path, folders)):
            digest.update(b"\0folder\0" + folder.resolve().name.encode("utf-8", "surrogateescape"))
            for path in rule_files(folder):
                said = path.relative_to(folder).as_posix().encode("utf-8", "surrogateescape")
                data = path.read_bytes() if path.is_file() else b""
                digest.update(b"\0%d %d\0" % (len(said), len(data)) + said + data)
    except OSError:
        return None
    return f"rulebook-{digest.hexdigest()}.json"
