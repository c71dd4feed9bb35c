"""The register of exceptions: everything that someone answered for, for an audit.

Directives are read, and judged to be of use or not, where findings are settled; here they are
only collected, with the exceptions of the configuration.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date

from aboveboard.document import Document, Problem
from aboveboard.linter import Linter
from aboveboard.settings import Excuse
from aboveboard.suppress import Suppression

__all__ = ["STATES", "Entry", "dated", "entries"]

STATES = ("used", "unused", "expired", "malformed", "off", "unchecked")
"""What may have become of an exception."""

_SCOPES = {
    "ignore": "block",
    "ignore-start": "block",
    "ignore-end": "block",
    "ignore-file": "file",
    "": "unknown",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One exception for one rule.

    ``path``, ``line`` and ``last`` (1-based) say where it is written; ``row`` is the row of a
    sheet that it is about.  ``scope`` is ``line``, ``block``, ``file``, ``row``, ``config`` or
    ``unknown``.  ``rule`` is empty where nobody can read which it is, and ``wrong`` says why.
    ``since`` is the day on which it was last changed, ``age`` that in days; None where nobody
    knows.
    """

    path: str
    line: int
    last: int
    row: int | None
    rule: str
    scope: str
    state: str
    reason: str
    until: date | None
    wrong: str = ""
    since: date | None = None
    age: int | None = None


def entries(
    linter: Linter, items: Iterable[Document | Problem], *, whole: bool
) -> tuple[list[Entry], list[Problem]]:
    """Every exception that stands in documents or in the configuration, and what went wrong.

    ``whole`` says that the documents are all that the configuration speaks of; else an exception
    for many paths may be needed by one that was not checked.
    """
    found: dict[tuple[str, int, str], Entry] = {}
    problems: list[Problem] = []
    names: set[str] = set()
    used: set[Excuse] = set()
    for item in items:
        if isinstance(item, Problem):
            problems.append(item)
            continue
        names.add(item.name)
        for checked in linter.check_each([item]):
            problems += checked.problems
            for said in checked.directives:
                key = (item.name, said.comment.start, said.rule)
                found[key] = _merged(found.get(key), _entry(item, said))
        used |= linter.engine_for(item.name).used_excuses
    stated = (
        (excuse, _state(linter, excuse, names, used, whole=whole))
        for excuse in linter.settings.excuses
    )
    return [*found.values(), *(_of_config(excuse, state) for excuse, state in stated)], problems


def _entry(document: Document, said: Suppression) -> Entry:
    source = said.source
    line = source.position(said.comment.start)[0]
    last = source.position(max(said.comment.start, said.comment.end - 1))[0]
    scope = _SCOPES[said.verb]
    if said.on_line:
        scope = "line"
    elif said.verb == "ignore-file" and document.row is not None:
        scope = "row"
    return Entry(
        document.name, line, last, document.row, said.rule, scope,
        said.state, said.reason, said.until, said.wrong,
    )  # fmt: skip


def _merged(one: Entry | None, other: Entry) -> Entry:
    """Of a directive that several documents of a file share: it is of use if one needs it."""
    if one is None or one.row == other.row:
        return other if one is None or other.state == "used" else one
    best = min(one, other, key=lambda entry: STATES.index(entry.state))
    return replace(best, row=None, scope="file" if best.scope == "row" else best.scope)


def _of_config(excuse: Excuse, state: str) -> Entry:
    path, line = excuse.place
    return Entry(
        path, line, line, None, excuse.rule, "config", state, excuse.reason, excuse.until
    )  # fmt: skip


def _state(
    linter: Linter, excuse: Excuse, names: Iterable[str], used: set[Excuse], *, whole: bool
) -> str:
    if excuse.until is not None and excuse.until < linter.settings.as_of:
        return "expired"
    if excuse in used:
        return "used"
    about = [name for name in names if excuse.fits(name)]
    is_pattern = bool(set("*?[") & set(excuse.path)) or excuse.path.endswith("/")
    if not about:
        gone = not is_pattern and not os.path.lexists(os.path.join(excuse.root, excuse.path))
        return "unused" if gone else "unchecked"
    if not any(linter.engine_for(name).runs(excuse.rule) for name in about):
        return "off"
    return "unused" if whole or not is_pattern else "unchecked"


def dated(
    entries: Iterable[Entry], since: Callable[[str, int, int], date | None], as_of: date
) -> list[Entry]:
    """The entries with their days and ages, the oldest first; those without a day come last."""
    found = []
    for entry in entries:
        day = since(entry.path, entry.line, entry.last)
        # Where the author was it may be tomorrow already.
        age = None if day is None else max(0, (as_of - day).days)
        found.append(replace(entry, since=day, age=age))
    return sorted(
        found,
        key=lambda e: (e.since is None, e.since or date.min, e.path, e.line, e.row or 0, e.rule),
    )
