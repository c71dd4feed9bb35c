"""Groups: documents of one offer, found without comparing each with every other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

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
    keys = sorted(by_key, key=lambda key: (sorted(key.words), sorted(key.all_words)))
    leader = list(range(len(keys)))

    def find(index: int) -> int:
        while leader[index] != index:
            leader[index] = leader[leader[index]]
            index = leader[index]
        return index

    holders: defaultdict[str, list[int]] = defaultdict(list)
    for index, key in enumerate(keys):
        for word in key.words or key.all_words:
            holders[word].append(index)
    for members in holders.values():
        if len(members) > _COMMON:
            continue
        for first, second in _pairs(members):
            one, other = find(first), find(second)
            if one != other and _alike(keys[first], keys[second]):
                leader[max(one, other)] = min(one, other)
    found: defaultdict[int, list[Trace]] = defaultdict(list)
    for index, key in enumerate(keys):
        found[find(index)] += by_key[key]
    yield from found.values()


def _pairs(members: Sequence[int]) -> Iterator[tuple[int, int]]:
    for place, first in enumerate(members):
        for second in members[place + 1 :]:
            yield first, second


def _alike(one: Key, other: Key) -> bool:
    """Whether two documents without a name for their offer speak of the same one."""
    if one.words and other.words:
        shared = len(one.words & other.words)
        shorter = min(len(one.words), len(other.words))
        longer = max(len(one.words), len(other.words))
        return shared >= _SHARED * shorter and shared >= _OVERALL * longer
    if one.words or other.words:
        return False
    union = len(one.all_words | other.all_words)
    return not union or len(one.all_words & other.all_words) >= _EQUAL * union
