"""Values as plain data, and back: for what is kept on disk and read by another run.

Plain data is nothing but lists, texts, numbers, true, false and None, so JSON has all of it, and
reading some can do no more than make values of the kinds that the reader names, whoever wrote it.
A list is a value of one of these kinds: its first item says which, the others are its pieces.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime, timedelta, timezone
from types import NoneType, UnionType
from typing import Any, NamedTuple, Union, get_args, get_origin, get_type_hints
from zoneinfo import ZoneInfo

__all__ = ["BASIC", "TIMES", "Kind", "PlainData", "record", "strict_record"]


class Kind(NamedTuple):
    """A type of values: what a value is in ``pieces``, and how it is ``made`` of these.

    The pieces of a ``simple`` one are texts and numbers.
    """

    type: type
    pieces: Callable[[Any], Iterable[Any]]
    made: Callable[..., Any]
    simple: bool = False


class PlainData:
    """Turns values of certain kinds into plain data, and back.

    The order of ``kinds`` is part of the data; of mappings and sequences, which have to be among
    them, all become dictionaries and tuples.
    """

    def __init__(self, *kinds: Kind) -> None:
        self._kinds = {kind.type: (number, kind.pieces) for number, kind in enumerate(kinds)}
        decoders: list[Callable[[list[Any]], Any]] = []

        def pieces(value: list[Any]) -> tuple[Any, ...]:
            return tuple(
                [decoders[item[0]](item) if type(item) is list else item for item in value[1:]]
            )

        def decoder(kind: Kind) -> Callable[[list[Any]], Any]:
            made = kind.made
            if kind.simple:
                return lambda value: made(*value[1:])
            return lambda value: made(
                *[decoders[item[0]](item) if type(item) is list else item for item in value[1:]]
            )

        decoders += [pieces if kind.type is tuple else decoder(kind) for kind in kinds]
        self._decoders = decoders

    def encode(self, value: Any) -> Any:
        """The plain data of ``value``.  Raises TypeError for one of another kind."""
        if value is None or isinstance(value, bool | int | float | str):
            return value
        kind = type(value)
        if kind not in self._kinds:
            if isinstance(value, Mapping):
                kind = dict
            elif isinstance(value, tuple | list) and not hasattr(value, "_fields"):
                kind = tuple
            else:
                raise TypeError(f"there is no place for a {kind.__name__}")
        number, pieces = self._kinds[kind]
        return [number, *map(self.encode, pieces(value))]

    def decode(self, data: Any) -> Any:
        """The value that ``data`` was made of.

        Raises ValueError, TypeError, LookupError, ArithmeticError, AttributeError or
        RecursionError for anything else.
        """
        return self._decoders[data[0]](data) if type(data) is list else data


def _dict(*pieces: Any) -> dict[Any, Any]:
    return dict(zip(pieces[::2], pieces[1::2], strict=True))


BASIC: tuple[Kind, ...] = (
    Kind(tuple, iter, lambda *pieces: pieces),
    Kind(dict, lambda value: [piece for pair in value.items() for piece in pair], _dict),
    Kind(date, lambda value: [value.isoformat()], date.fromisoformat, True),
    Kind(
        timedelta,
        lambda value: [value.total_seconds()],
        lambda seconds: timedelta(seconds=seconds),
        True,
    ),
)
"""Tuples, dictionaries, days and lengths of time."""


def _datetime(text: str, fold: int, zone: Any) -> datetime:
    return datetime.fromisoformat(text).replace(fold=fold, tzinfo=zone)


TIMES: tuple[Kind, ...] = (
    Kind(
        datetime,
        lambda value: [value.replace(tzinfo=None).isoformat(), value.fold, value.tzinfo],
        _datetime,
    ),
    Kind(ZoneInfo, lambda value: [value.key], ZoneInfo),
    Kind(timezone, lambda value: value.__getinitargs__(), timezone),
)
"""Moments, with their zones."""


def record(kind: type) -> Kind:
    """A data class, piece by piece; what comes back is not looked at."""
    return Kind(kind, _pieces(kind), kind)


def strict_record(kind: type) -> Kind:
    """A data class or named tuple; making one raises TypeError where a piece is of another type.

    A piece fits where it is what the annotation says, as far as plain data goes.
    """
    tests: list[Callable[[Any], bool]] = []

    def made(*pieces: Any) -> Any:
        if not tests:
            tests.extend(map(_test, get_type_hints(kind).values()))
        if len(pieces) != len(tests):
            raise TypeError(f"{kind.__name__} has {len(tests)} pieces")
        for piece, fits in zip(pieces, tests, strict=True):
            if not fits(piece):
                raise TypeError(f"{kind.__name__} has no such piece")
        return kind(*pieces)

    return Kind(kind, _pieces(kind), made)


def _pieces(kind: type) -> Callable[[Any], Iterable[Any]]:
    if not is_dataclass(kind):
        return iter
    names = [field.name for field in fields(kind)]
    return lambda value: [getattr(value, name) for name in names]


def _test(hint: Any) -> Callable[[Any], bool]:
    """Whether a value is what an annotation says."""
    if hint is Any:
        return lambda value: True
    origin, inner = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        either = [_test(one) for one in inner]
        return lambda value: any(fits(value) for fits in either)
    if origin in (tuple, frozenset) and (origin is frozenset or inner[-1] is Ellipsis):
        each = _test(inner[0])
        return lambda value: type(value) is origin and all(map(each, value))
    if origin is tuple:
        tests = [_test(one) for one in inner]
        return lambda value: (
            type(value) is tuple
            and len(value) == len(tests)
            and all(fits(piece) for fits, piece in zip(tests, value, strict=True))
        )
    wanted = NoneType if hint is None else origin or hint
    if wanted is int:
        return lambda value: type(value) is int
    return lambda value: isinstance(value, wanted)
