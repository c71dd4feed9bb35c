"""Comparing: the documents of one offer against the rules across documents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from aboveboard.across.groups import group
from aboveboard.across.trace import Entry, Trace
from aboveboard.claims.stock import Stock
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


def compare(traces: Iterable[Trace], rules: Mapping[str, Rule]) -> Iterator[Conflict]:
    """Every conflict between documents; the same whatever the order of ``traces``."""
    for members in group(trace for trace in traces if trace.entries):
        ids = sorted({entry.rule_id for trace in members for entry in trace.entries})
        for rule_id in ids:
            rule = rules[rule_id]
            assert isinstance(rule.find, Across)
            said = [
                (trace, entry)
                for trace in members
                for entry in trace.entries
                if entry.rule_id == rule_id
            ]
            yield from _of(rule, rule.find, said)


def _of(rule: Rule, across: Across, said: Sequence[_Said]) -> Iterator[Conflict]:
    if across.uneven:
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


def _differs(rule: Rule, across: Across, said: Sequence[_Said]) -> Iterator[Conflict]:
    """Deadlines that exclude each other: the later document breaks what the earlier one said."""
    by_document = _by_document(said)
    for index, (trace, entries) in enumerate(by_document):
        for entry in entries:
            others: list[_Said] = []
            for earlier, before in by_document[:index]:
                if not _near(across, earlier, trace):
                    continue
                rivals = [item for item in before if item.subject == entry.subject]
                # Who names several ends may mean several things by them.
                if rivals and not any(
                    _meets(item.value, own.value)
                    for item in rivals
                    for own in entries
                    if own.subject == entry.subject
                ):
                    others.append((earlier, rivals[0]))
            if others:
                yield Conflict(rule, trace, entry, tuple(others))
                break  # one finding a document


def _outlived(rule: Rule, across: Across, said: Sequence[_Said]) -> Iterator[Conflict]:
    """An offer that is still made after the end that an earlier document gave it."""
    by_document = _by_document(said)
    ends: list[tuple[Trace, Entry]] = []
    for trace, entries in by_document:
        deadlines = [entry for entry in entries if entry.value]
        offers = [entry for entry in entries if not entry.value]
        if offers and not deadlines and trace.window is not None:
            over = [
                (earlier, entry)
                for earlier, entry in ends
                if _near(across, earlier, trace)
                and all(window.before(trace.window) for window in entry.value)
            ]
            going_on = [
                entry
                for _, entry in ends
                if not all(window.before(trace.window) for window in entry.value)
            ]
            if over and not going_on:
                yield Conflict(rule, trace, offers[0], tuple(over))
        ends += [(trace, entry) for entry in deadlines]


def _by_document(said: Sequence[_Said]) -> list[tuple[Trace, list[Entry]]]:
    found: list[tuple[Trace, list[Entry]]] = []
    for trace, entry in said:
        if found and found[-1][0] is trace:
            found[-1][1].append(entry)
        else:
            found.append((trace, [entry]))
    return found


# ---------------------------------------------------------------- stock


def _rises(rule: Rule, across: Across, said: Sequence[_Said]) -> Iterator[Conflict]:
    """A count of what is left that is larger than it was."""
    for index, (trace, entry) in enumerate(said):
        value: Stock = entry.value
        lower = tuple(
            (earlier, before)
            for earlier, before in said[:index]
            if earlier is not trace
            and earlier.day != trace.day
            and _near(across, earlier, trace)
            and before.value.noun == value.noun
            and before.value.count < value.count
        )
        if lower:
            yield Conflict(rule, trace, entry, lower)


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
                yield Conflict(rule, trace, entry, tuple(before))


# ---------------------------------------------------------------- disclosure


def _uneven(rule: Rule, said: Sequence[_Said]) -> Iterator[Conflict]:
    """Documents of a campaign without the label or the connection that others have."""
    open_ones = tuple(item for item in said if item[1].value)
    if not open_ones:
        return
    for trace, entry in said:
        if not entry.value:
            yield Conflict(rule, trace, entry, open_ones)
