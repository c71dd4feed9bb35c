"""Groups: documents of one offer, found without comparing each with every other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from aboveboard.across.keys import GENERIC
from aboveboard.across.trace import Key, Trace

__all__ = ["group"]

_COMMON = 200  # signatures; a word in more of them says nothing about an offer
_SHARED, _OVERALL, _EQUAL = 0.6, 0.25, 0.8


def group(traces: Iterable[Trace]) -> Iterator[list[Trace]]:
    """Groups of two and more documents that belong together, each in the order of time.

    The same whatever the order in which the traces come.
    """
    named: defaultdict[tuple[str, str, str], list[Trace]] = defaultdict(list)
    unnamed: defaultdict[str, defaultdict[Key, list[Trace]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for trace in traces:
        if trace.key.named is not None:
            named[(trace.key.scope, *trace.key.named)].append(trace)
        else:
            unnamed[trace.key.scope][trace.key].append(trace)
    groups = list(named.values())
    for by_key in unnamed.values():
        groups += _by_words(by_key)
    for members in groups:
        if len(members) > 1:
            yield sorted(members, key=Trace.order)


def _by_words(by_key: dict[Key, list[Trace]]) -> Iterator[list[Trace]]:
    """Groups by the copy's own words, equal or nearly so."""
    keys = sorted(by_key, key=lambda key: key.words)
    every = [frozenset(key.words) for key in keys]
    telling = [words - GENERIC for words in every]
    leader = list(range(len(keys)))

    def find(index: int) -> int:
        while leader[index] != index:
            leader[index] = leader[leader[index]]
            index = leader[index]
        return index

    holders: defaultdict[str, list[int]] = defaultdict(list)
    for index, words in enumerate(every):
        for word in telling[index] or words:
            holders[word].append(index)
    for members in holders.values():
        if len(members) > _COMMON:
            continue
        for first, second in _pairs(members):
            one, other = find(first), find(second)
            if one == other:
                continue
            if telling[first] and telling[second]:
                alike = _about_the_same(telling[first], telling[second])
            else:
                alike = (
                    not telling[first]
                    and not telling[second]
                    and _equal(every[first], every[second])
                )
            if alike:
                leader[max(one, other)] = min(one, other)
    found: defaultdict[int, list[Trace]] = defaultdict(list)
    for index, key in enumerate(keys):
        found[find(index)] += by_key[key]
    yield from found.values()


def _pairs(members: Sequence[int]) -> Iterator[tuple[int, int]]:
    for place, first in enumerate(members):
        for second in members[place + 1 :]:
            yield first, second


def _about_the_same(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether the words that tell offers apart are mostly the same."""
    shared = len(one & other)
    shorter, longer = sorted((len(one), len(other)))
    return shared >= _SHARED * shorter and shared >= _OVERALL * longer


def _equal(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two texts without any telling word are the same text, nearly."""
    return len(one & other) >= _EQUAL * len(one | other)
