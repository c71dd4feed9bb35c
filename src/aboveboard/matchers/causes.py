"""Causes: what makes something necessary, and where it shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from aboveboard.passage import LINKS, Match, Passage

__all__ = ["absent", "cause_name", "is_hard", "opening"]


def is_hard(cause: Match) -> bool:
    """Whether it is a fact or a link, and no mere words."""
    return bool(cause.values) or cause.passage.part_name == LINKS


def cause_name(cause: Match) -> str:
    """What a message calls it."""
    return cause.values.get("fact") or cause.text


def opening(passages: Sequence[Passage]) -> tuple[Passage, int]:
    """The first words of a document, and how long they are: a place for what has none."""
    for passage in passages:
        words = passage.text.split(" ")
        length = len(words[0])
        for word in words[1:]:
            if length + 1 + len(word) > 40:
                break
            length += 1 + len(word)
        if length:
            return passage, length
    return passages[0], len(passages[0].text)


def absent(causes: Sequence[Match], values: Mapping[str, str] | None = None) -> Match:
    """The first cause, marked: words before links before facts, for they say most."""

    def rank(cause: Match) -> tuple[int, int]:
        kind = 2 if cause.values else int(is_hard(cause))
        return kind, cause.passage.index

    first = min(causes, key=rank)
    said = {**first.values, "found": cause_name(first), **(values or {})}
    return Match(first.passage, first.start, first.end, "absent", said)
