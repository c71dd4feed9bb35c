"""Compiled rulebooks: what the engine needs of a rulebook as plain data, quick to read back.

Reading two hundred YAML files takes longer than checking a draft.  A compiled rulebook is made of
nothing that JSON does not have, so reading one can do no more than give other values, whoever wrote
it.  What only authors of rules need, examples and places in files, is left out.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from aboveboard.plaindata import BASIC, Kind, PlainData, record
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

_PLAIN = PlainData(
    *BASIC,
    Kind(Mark, lambda mark: (), lambda: NOWHERE, simple=True),
    Kind(Phrase, lambda phrase: (phrase.text,), lambda text: Phrase(text, NOWHERE), simple=True),
    *map(
        record,
        (
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
        ),
    ),
)


def compiled(rulebook: Rulebook) -> Any:
    """The rulebook as lists, texts and numbers.

    Raises TypeError for one with a value that has no place in it.
    """
    rules = [_without_examples(rule) for rule in rulebook.rules.values()]
    return [
        [_PLAIN.encode(rule) for rule in rules],
        [_PLAIN.encode(lexicon) for lexicon in rulebook.lexicons.values()],
        [_PLAIN.encode(provision) for provision in rulebook.provisions.values()],
    ]


def _without_examples(rule: Rule) -> Rule:
    fixes = tuple(replace(recipe, examples=()) for recipe in rule.fixes)
    return replace(rule, examples=(), fixes=fixes, marks={})


def rulebook_from(data: Any) -> Rulebook:
    """The rulebook that :func:`compiled` made ``data`` of.

    Raises ValueError, TypeError, IndexError or KeyError for anything else.
    """
    rules, lexicons, provisions = ([_PLAIN.decode(item) for item in items] for items in data)
    return Rulebook(
        {rule.id: rule for rule in rules},
        {lexicon.name: lexicon for lexicon in lexicons},
        {provision.key: provision for provision in provisions},
    )
