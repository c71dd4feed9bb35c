"""The rules there are, in a line each: read once, and kept as plain data for the next time."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from aboveboard.cache import Cache
from aboveboard.rulebook.folders import content_digest

__all__ = ["RuleLine", "rule_list"]

_KEPT = 8  # lists, as many as there are prepared rulebooks


class RuleLine(NamedTuple):
    """What a list says of a rule; ``cites`` are keys of provisions."""

    id: str
    title: str
    status: str
    severity: str
    verdict: str
    cites: list[str]


def rule_list(folders: Sequence[str | Path], cache: Cache | None) -> list[RuleLine]:
    """The rules of the bundled rulebook with more ``folders`` added.

    Raises FaultyFiles with everything that is wrong with the rules.
    """
    digest = None if cache is None else content_digest(folders)
    name = f"rules-{digest}.json" if digest else None
    if cache is not None and name is not None and (kept := cache.read(name)) is not None:
        try:
            return [RuleLine(*_fields(line)) for line in json.loads(kept)]
        except (ValueError, TypeError, RecursionError):
            pass  # somebody else's: it is made anew
    from aboveboard.rulebook.lint import load_checked

    lines = [
        RuleLine(
            rule.id,
            rule.title,
            rule.status,
            rule.severity,
            rule.verdict,
            [cite.text for cite in rule.cites],
        )
        for rule in load_checked(folders).rules.values()
    ]
    if cache is not None and name is not None:
        cache.write(name, json.dumps(lines, separators=(",", ":")).encode())
        cache.keep_newest("rules-*.json", _KEPT)
    return lines


def _fields(line: Any) -> list[Any]:
    """The fields of a line that was kept.  Raises TypeError for anything else."""
    *texts, cites = line
    if not all(isinstance(text, str) for text in (*texts, *cites)):
        raise TypeError("a line of the list holds texts")
    return [*texts, cites]
