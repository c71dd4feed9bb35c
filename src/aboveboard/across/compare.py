"""Comparing: the documents of one offer against the rules across documents."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import groupby, islice
from typing import Any

from aboveboard.across.groups import group
from aboveboard.across.keys import CAMPAIGNS
from aboveboard.across.trace import Entry, Trace
from aboveboard.claims.counts import Stock
from aboveboard.claims.window import Window
from aboveboard.rulebook.model import Across, Rule

__all__ = ["Conflict", "compare"]


@dataclass(frozen=True, slots=True)
class Conflict:
    """An entry of a document that others contradict; ``others`` are in the order of time."""

    rule: Rule
    trace: Trace
    entry: Entry
    others: tuple[tuple[Trace, Entry], ...]


_Said = tuple[Trace, Entry]
_NAMED = 8  # documents that a conflict names, at most
_REMEMBERED = 400  # different values of an offer, the latest


def compare(traces: Iterable[Trace], rules: Mapping[str, Rule]) -> Iterator[Conflict]:
    """Every conflict between documents; the same whatever the order of ``traces``."""
    for members in group(trace for trace in traces if trace.entries):
        ids = {name for trace in members for entry in trace.entries for name in entry.rule_ids}
        for rule_id in sorted(ids):
            rule = rules.get(rule_id)
            if rule is None or not isinstance(rule.find, Across):
                continue  # a trace that was kept may have been written by anyone
            said = [
                (trace, entry)
                for trace in members
                for entry in trace.entries
                if rule_id in entry.rule_ids
            ]
            yield from _of(rule, rule.find, said)


def _of(rule: Rule, across: Across, said: Sequence[_Said]) -> Iterator[Conflict]:
    if across.label:
        yield from _uneven(rule, said)
        return
    dated = [item for item in said if item[0].day is not None]
    match across.change:
        case "differs":
            yield from _differs(rule, across, dated)
        case "outlived":
            yield from _outlived(rule, across, dated)
        case "rises":
            yield from _rises(rule, across, dated)
        case _:
            yield from _repeated(rule, across, dated)


def _near(across: Across, one: Trace, other: Trace) -> bool:
    assert one.day is not None
    assert other.day is not None
    return across.within is None or abs(other.day - one.day) <= across.within


# ---------------------------------------------------------------- deadlines


def _meets(one: Sequence[Window], other: Sequence[Window]) -> bool:
    return any(a.meets(b) for a in one for b in other)


def _comparable(one: Trace, other: Trace) -> bool:
    """Whether two documents of a group can contradict each other.

    Variants of one day, and what speaks of other days, codes or savings, may all be true.
    """
    if one.day == other.day:
        return False
    if one.about.days and other.about.days and one.about.days.isdisjoint(other.about.days):
        return False
    if one.key.named is not None and one.key.named[0] in {"offer.id", "code"}:
        return True
    first, second = one.about.offers, other.about.offers
    return not (first and second and first.isdisjoint(second))


class _Seen:
    """Distinct values that documents said, each with who said it first and who last.

    Thousands of posts say few different things; only those are compared, and only so many.
    """

    def __init__(self, across: Across) -> None:
        self._across = across
        self._said: dict[Hashable, tuple[Any, _Said, Trace]] = {}

    def add(self, value: Any, trace: Trace, entry: Entry) -> None:
        """Remember that a document said ``value``; who said it first stays known."""
        key = (value, trace.about)
        _, first, _ = self._said.pop(key, (value, (trace, entry), trace))
        self._said[key] = (value, first, trace)
        if len(self._said) > _REMEMBERED:
            del self._said[next(iter(self._said))]

    def against(self, trace: Trace, conflicts: Callable[[Any], bool]) -> tuple[_Said, ...]:
        """Who said first what conflicts, as far back as the rule looks; at most some of them."""
        found = [
            first
            for value, first, last in self._said.values()
            if _near(self._across, last, trace)
            and _comparable(first[0], trace)
            and conflicts(value)
        ]
        # In the order of time, and each document once, however often it says so.
        found.sort(key=lambda item: item[0].day or date.min)
        by_document = {id(item[0]): item for item in reversed(found)}
        return tuple(islice(reversed(by_document.values()), _NAMED))


def _differs(rule: Rule, across: Across, said: Sequence[_Said]) -> Iterator[Conflict]:
    """Deadlines that exclude each other: the later document breaks what the earlier one said."""
    seen: defaultdict[str, _Seen] = defaultdict(lambda: _Seen(across))
    for trace, entries, anew in _by_document(said):
        if anew:
            seen.clear()
        by_subject: defaultdict[str, list[Entry]] = defaultdict(list)
        for entry in entries:
            by_subject[entry.subject].append(entry)
        for subject, same in by_subject.items():
            own = tuple(entry.value for entry in same)

            def excludes(values: Any, own: tuple[Any, ...] = own) -> bool:
                # Who names several ends may mean several things by them.
                return not any(_meets(one, other) for one in values for other in own)

            others = seen[subject].against(trace, excludes)
            if others:
                yield Conflict(rule, trace, same[0], others)
        for subject, same in by_subject.items():
            seen[subject].add(tuple(entry.value for entry in same), trace, same[0])


def _outlived(rule: Rule, across: Across, said: Sequence[_Said]) -> Iterator[Conflict]:
    """An offer that is still made after the end that an earlier document gave it."""
    seen = _Seen(across)
    for trace, entries, anew in _by_document(said):
        if anew:
            seen = _Seen(across)
        # The end of early access is not that of the offer.
        ends = [entry for entry in entries if entry.value]
        offers = frozenset(entry.subject for entry in entries if not entry.value)
        now = trace.window
        if ends or now is None:
            for entry in ends:
                if not entry.subject:
                    seen.add((entry.value, offers), trace, entry)
            continue

        def over(value: Any, now: Window = now) -> bool:
            return all(window.before(now) for window in value[0])

        def same(value: Any, entry: Entry) -> bool:
            return over(value) and entry.subject in value[1]

        if seen.against(trace, lambda value: not over(value)):
            continue
        for entry in entries:
            others = seen.against(trace, partial(same, entry=entry))
            if others:
                yield Conflict(rule, trace, entry, others)
                break


def _by_document(said: Sequence[_Said]) -> Iterator[tuple[Trace, list[Entry], bool]]:
    """Each document with its entries; whether on its day, of which it is the first, all is new."""
    anew = {trace.day for trace, _ in said if trace.about.anew}
    day: date | None = None
    for _, items in groupby(said, key=lambda item: id(item[0])):
        found = list(items)
        trace = found[0][0]
        yield trace, [entry for _, entry in found], trace.day != day and trace.day in anew
        day = trace.day


# ---------------------------------------------------------------- stock


def _rises(rule: Rule, across: Across, said: Sequence[_Said]) -> Iterator[Conflict]:
    """A count of what is left that is larger than it was on an earlier day."""
    seen: defaultdict[tuple[str, bool], _Seen] = defaultdict(lambda: _Seen(across))
    for _, items in groupby(said, key=lambda item: item[0].day):
        today = list(items)
        if any(trace.about.anew for trace, _ in today):
            seen.clear()
        for trace, entry in today:
            value: Stock = entry.value
            lower = seen[value.noun, value.total].against(trace, value.count.__gt__)
            if lower:
                yield Conflict(rule, trace, entry, lower)
        for trace, entry in today:
            value = entry.value
            seen[value.noun, value.total].add(value.count, trace, entry)


# ---------------------------------------------------------------- the same again


def _repeated(rule: Rule, across: Across, said: Sequence[_Said]) -> Iterator[Conflict]:
    """The same said on several days: a count that stays, words that hold only once."""
    kinds: dict[object, list[_Said]] = {}
    for trace, entry in said:
        same = entry.value if across.change == "stays" else None
        kinds.setdefault(same, []).append((trace, entry))
    for items in kinds.values():
        days: dict[date, _Said] = {}
        for trace, entry in items:
            assert trace.day is not None
            # The nearest days before it, as far back as the rule looks.
            before = [
                item
                for day, item in days.items()
                if day != trace.day and (across.within is None or trace.day - day <= across.within)
            ]
            first_today = trace.day not in days
            days.setdefault(trace.day, (trace, entry))
            if first_today and len(before) + 1 >= across.at_least:
                yield Conflict(rule, trace, entry, tuple(before[:_NAMED]))


# ---------------------------------------------------------------- disclosure


def _uneven(rule: Rule, said: Sequence[_Said]) -> Iterator[Conflict]:
    """Documents of a campaign without the label, or the known tie, that others of it have."""
    open_ones = tuple(item for item in said if item[1].value)
    if open_ones and said[0][0].key.named and said[0][0].key.named[0] in CAMPAIGNS:
        for trace, entry in said:
            if not entry.value:
                yield Conflict(rule, trace, entry, open_ones[:_NAMED])
