"""Results of files as plain data, and what they are named by.

A file's result is kept, so that the same file again costs no matching.  What is named by everything
that decides a result is never old: the key of a file is a digest of the program, the rulebook, the
settings that hold for the file, how it is read, its name and its bytes.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, fields
from decimal import Decimal
from functools import lru_cache
from hashlib import blake2b
from sys import intern
from typing import Any

from aboveboard.across.trace import About, Entry, Key, Spot, Trace
from aboveboard.claims.counts import Stock
from aboveboard.claims.window import Window
from aboveboard.document import Problem, Source
from aboveboard.findings import Finding, Related
from aboveboard.fixes.edits import Fix, SourceEdit
from aboveboard.offers import Offers
from aboveboard.plaindata import BASIC, TIMES, Kind, PlainData, strict_record
from aboveboard.report import STATUSES, Citation, DocumentResult, RuleInfo
from aboveboard.rulebook.model import VERDICTS
from aboveboard.settings import Excuse, Settings
from aboveboard.severity import SEVERITIES

__all__ = ["FileResult", "Kept", "UnfitError", "decoded", "encoded", "file_key", "settings_key"]


@dataclass(frozen=True, slots=True)
class Kept:
    """What stays of a checked document: all that a report needs of it.

    ``findings`` are of every severity.  ``result`` says of a row with findings or a trace what
    tells it from others, and the lines where it stands.  ``complaint`` is about the offer that
    the document names, or empty; ``excuses`` are the exceptions of the configuration that it
    needs, and ``remarks`` those of :class:`~aboveboard.unjudged.Unjudged`.
    """

    result: DocumentResult
    findings: tuple[Finding, ...] = ()
    problems: tuple[Problem, ...] = ()
    trace: Trace | None = None
    remarks: frozenset[str] = frozenset()
    complaint: str = ""
    excuses: frozenset[Excuse] = frozenset()


@dataclass(frozen=True, slots=True)
class FileResult:
    """What a file came to, in the order of the file, and what a report says of its rules."""

    items: tuple[Kept | Problem, ...]
    rules: tuple[RuleInfo, ...]


# ---------------------------------------------------------------- what decides a result

_SET = Kind(frozenset, lambda value: sorted(value, key=repr), lambda *pieces: frozenset(pieces))

_DECIDING = PlainData(
    *BASIC,
    *TIMES,
    _SET,
    Kind(Decimal, lambda value: (str(value),), Decimal),
    Kind(Offers, lambda value: (value.by_name,), Offers),
)

_LATER = frozenset({"severity", "fail_on", "excuses"})
"""Settings that decide what becomes of a result; of the exceptions only those count that fit."""


def settings_key(settings: Settings, excuses: Sequence[Excuse]) -> bytes:
    """All of some settings that decides a result; ``excuses`` are the exceptions for its file.

    Raises TypeError for facts with a value of an unknown kind.
    """
    said = [getattr(settings, field.name) for field in fields(Settings) if field.name not in _LATER]
    said += [(item.rule, item.text, item.until, item.reason) for item in excuses]
    return json.dumps(_DECIDING.encode(said)).encode()


def file_key(data: bytes, *deciding: bytes) -> str:
    """The digest of a file's bytes and of everything else that decides its result."""
    digest = blake2b(digest_size=16)
    for piece in (*deciding, data):
        digest.update(b"%d " % len(piece))
        digest.update(piece)
    return digest.hexdigest()


# ---------------------------------------------------------------- results as plain data


class UnfitError(Exception):
    """A result that cannot be kept."""


@lru_cache(maxsize=4096)
def _one(texts: tuple[str, ...]) -> tuple[str, ...]:
    return texts


def _shared(piece: Any) -> Any:
    """A text, or some, as one value for all that say the same: of a sheet there may be many."""
    if type(piece) is str:
        return intern(piece)
    if type(piece) is tuple and piece and all(type(text) is str for text in piece):
        return _one(tuple(map(intern, piece)))
    return piece


def _sharing(kind: type) -> Kind:
    strict = strict_record(kind)
    return strict._replace(made=lambda *pieces: strict.made(*map(_shared, pieces)))


_KINDS = (
    *BASIC,
    *TIMES,
    _SET,
    *map(
        _sharing,
        (
            About,
            Citation,
            DocumentResult,
            Entry,
            Finding,
            Fix,
            Kept,
            Key,
            Problem,
            Related,
            RuleInfo,
            SourceEdit,
            Spot,
            Stock,
            Trace,
            Window,
        ),
    ),
)


def encoded(item: Kept | RuleInfo | Problem, source: Source, excuses: Sequence[Excuse]) -> str:
    """A piece of a file's result as JSON.

    ``source`` is the text of the file, which is not kept, and ``excuses`` are the exceptions that
    fit it.  Raises UnfitError where there is something else in it.
    """

    def is_the_file(other: Source) -> tuple[()]:
        if other is not source:
            raise UnfitError("it speaks of another text")
        return ()

    plain = PlainData(
        *_KINDS,
        Kind(Source, is_the_file, Source),
        Kind(Excuse, lambda value: (excuses.index(value),), Excuse),
    )
    try:
        return json.dumps(plain.encode(item), separators=(",", ":"))
    except (TypeError, ValueError, RecursionError) as error:
        raise UnfitError(str(error)) from None


def decoded(
    data: bytes, name: str, read: Callable[[], Source], excuses: Sequence[Excuse]
) -> FileResult:
    """The result of the file ``name`` that was kept as ``data``.

    Each line is JSON: first what is said of the rules, then the items as :func:`encoded`.

    ``read`` gives the file's text where something points into it.

    Raises UnfitError for anything that is not the result of such a file.
    """
    source: list[Source] = []

    def the_file() -> Source:
        if not source:
            source.append(read())
        return source[0]

    def excuse(index: int) -> Excuse:
        return excuses[index]

    plain = PlainData(*_KINDS, Kind(Source, iter, the_file), Kind(Excuse, iter, excuse))
    try:
        lines = map(json.loads, data.split(b"\n"))  # one after the other: there may be many
        rules = next(lines)
        if type(rules) is not list:
            raise UnfitError("no list of rules")
        result = FileResult(tuple(map(plain.decode, lines)), tuple(map(plain.decode, rules)))
        known = {rule.id for rule in result.rules if _is_graded(rule)}
        sound = all(_is_sound(item, name, known) for item in result.items)
    except (
        ValueError,
        TypeError,
        LookupError,
        ArithmeticError,
        AttributeError,
        RecursionError,
    ) as error:
        raise UnfitError(str(error)) from None
    if not sound:
        raise UnfitError("no result of this file")
    return result


def _is_sound(item: Any, name: str, rules: Collection[str]) -> bool:
    """Whether what is made of the right types also makes sense, as far as others rely on it.

    Whoever can write to the cache can say what was found; the digest of each file in it is
    against accidents.
    """
    if isinstance(item, Problem):
        return _is_problem(item, name)
    if not isinstance(item, Kept) or item.result.name != name:
        return False
    spots: list[Finding | Spot] = list(item.findings)
    if item.trace is not None:
        spots += [entry.spot for entry in item.trace.entries]
    return (
        item.result.status in STATUSES
        and all(f.document == name and f.rule_id in rules for f in item.findings)
        and all(map(_is_graded, item.findings))
        and all(_is_problem(problem, name) for problem in item.problems)
        and all(0 <= spot.start <= spot.end <= len(spot.source.text) for spot in spots)
    )


def _is_problem(problem: Problem, name: str) -> bool:
    return problem.document == name and problem.level in {"error", "notice"}


def _is_graded(item: Finding | RuleInfo) -> bool:
    return item.severity in SEVERITIES and item.verdict in VERDICTS
