"""Compiled rulebooks: what the engine needs of a rulebook as plain data, quick to read back.

Reading two hundred YAML files takes longer than checking a draft.  A compiled rulebook is made of
nothing that JSON does not have, so reading one can do no more than give other values, whoever wrote
it.  What only authors of rules need, examples and places in files, is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date, timedelta
from typing import Any

from aboveboard.rulebook.book import Lexicon, Provision, Rulebook
from aboveboard.rulebook.mark import Mark, Phrase
from aboveboard.rulebook.model import (
    Across,
    Claimed,
    Clearing,
    Exceptions,
    Missing,
    Recipe,
    Rule,
    Scope,
    Step,
    Trigger,
    Words,
)

__all__ = ["compiled", "rulebook_from"]

NOWHERE = Mark(1, 1, 0)
"""The place of everything in a compiled rulebook."""

_KINDS: tuple[type, ...] = (
    tuple,
    dict,
    date,
    timedelta,
    Mark,
    Phrase,
    Step,
    Words,
    Exceptions,
    Trigger,
    Missing,
    Claimed,
    Across,
    Clearing,
    Scope,
    Recipe,
    Rule,
    Lexicon,
    Provision,
)
"""What a list in the data stands for: its first item is a number of these."""

_NUMBERS = {kind: number for number, kind in enumerate(_KINDS)}


def compiled(rulebook: Rulebook) -> Any:
    """The rulebook as lists, texts and numbers.

    Raises TypeError for one with a value that has no place in it.
    """
    rules = [_without_examples(rule) for rule in rulebook.rules.values()]
    return [
        [_encoded(rule) for rule in rules],
        [_encoded(lexicon) for lexicon in rulebook.lexicons.values()],
        [_encoded(provision) for provision in rulebook.provisions.values()],
    ]


def _without_examples(rule: Rule) -> Rule:
    fixes = tuple(replace(recipe, examples=()) for recipe in rule.fixes)
    return replace(rule, examples=(), fixes=fixes, marks={})


def _encoded(value: Any) -> Any:
    if value is None or isinstance(value, bool | int | float | str):
        return value
    kind = type(value)
    number = _NUMBERS.get(kind)
    if kind is Mark:
        return [number]
    if kind is Phrase:
        return [number, value.text]
    if kind is timedelta:
        return [number, value.total_seconds()]
    if kind is date:
        return [number, value.isoformat()]
    if isinstance(value, Mapping):
        inner = [piece for pair in value.items() for piece in pair]
        return [_NUMBERS[dict], *map(_encoded, inner)]
    if isinstance(value, tuple | list):
        return [_NUMBERS[tuple], *map(_encoded, value)]
    if number is None or not is_dataclass(value):
        raise TypeError(f"a rulebook cannot hold a {kind.__name__}")
    return [number, *(_encoded(getattr(value, field.name)) for field in fields(value))]


def rulebook_from(data: Any) -> Rulebook:
    """The rulebook that :func:`compiled` made ``data`` of.

    Raises ValueError, TypeError, IndexError or KeyError for anything else.
    """
    rules, lexicons, provisions = ([_decoded(item) for item in items] for items in data)
    return Rulebook(
        {rule.id: rule for rule in rules},
        {lexicon.name: lexicon for lexicon in lexicons},
        {provision.key: provision for provision in provisions},
    )


def _decoded(value: Any) -> Any:
    return _DECODERS[value[0]](value) if type(value) is list else value


def _tuple(value: list[Any]) -> tuple[Any, ...]:
    return tuple([_DECODERS[item[0]](item) if type(item) is list else item for item in value[1:]])


def _dict(value: list[Any]) -> dict[Any, Any]:
    inner = _tuple(value)
    return dict(zip(inner[::2], inner[1::2], strict=True))


def _made(kind: type) -> Callable[[list[Any]], Any]:
    return lambda value: kind(*_tuple(value))


_DECODERS: tuple[Callable[[list[Any]], Any], ...] = (
    _tuple,
    _dict,
    lambda value: date.fromisoformat(value[1]),
    lambda value: timedelta(seconds=value[1]),
    lambda value: NOWHERE,
    lambda value: Phrase(value[1], NOWHERE),
    *(_made(kind) for kind in _KINDS[6:]),
)
