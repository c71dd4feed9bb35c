"""Values become plain data and come back as they were, and nothing else comes out of it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aboveboard.plaindata import BASIC, TIMES, Kind, PlainData, record, strict_record


class Pair(NamedTuple):
    """A named tuple."""

    name: str
    number: int | None = None


@dataclass(frozen=True)
class Box:
    """A data class with an annotation of each kind."""

    text: str
    inner: tuple[Pair, ...] = ()
    both: tuple[int, bool] | None = None
    words: frozenset[str] = frozenset()
    zone: tzinfo | None = None
    value: Any = None


SET = Kind(frozenset, sorted, lambda *pieces: frozenset(pieces))
PLAIN = PlainData(*BASIC, *TIMES, SET, strict_record(Pair), strict_record(Box))

ZONES = st.sampled_from(
    [None, UTC, timezone(timedelta(hours=-3, minutes=-30)), timezone(timedelta(hours=1), "CET"),
     ZoneInfo("Europe/London")]
)  # fmt: skip
MOMENTS = st.builds(
    lambda moment, fold, zone: moment.replace(fold=fold, tzinfo=zone),
    st.datetimes(),
    st.sampled_from([0, 1]),
    ZONES,
)
SIMPLE = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text()
PAIRS = st.builds(Pair, st.text(), st.none() | st.integers())
VALUES = st.recursive(
    SIMPLE | MOMENTS | st.dates() | st.timedeltas(timedelta(-900), timedelta(900)) | PAIRS,
    lambda inner: (
        st.lists(inner).map(tuple)
        | st.dictionaries(st.text(), inner)
        | st.builds(
            Box,
            st.text(),
            st.lists(PAIRS).map(tuple),
            st.none() | st.tuples(st.integers(), st.booleans()),
            st.frozensets(st.text()),
            ZONES,
            inner,
        )
    ),
    max_leaves=12,
)


@given(VALUES)
def test_every_value_comes_back(value: Any) -> None:
    data = json.dumps(PLAIN.encode(value))
    back = PLAIN.decode(json.loads(data))
    assert back == value
    # 1 is not True, and a fold is compared by nobody.
    assert json.dumps(PLAIN.encode(back)) == data


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=4) | st.tuples(st.integers(0, 11), inner).map(list),
)


@given(JSON)
def test_anything_else_is_refused_or_harmless(data: Any) -> None:
    try:
        value = PLAIN.decode(data)
    except (ValueError, TypeError, LookupError, ArithmeticError, AttributeError):
        return
    assert type(value) in {
        type(None), bool, int, str, tuple, dict, date, timedelta, datetime, timezone, ZoneInfo,
        frozenset, Pair, Box,
    }  # fmt: skip


@pytest.mark.parametrize(
    "box",
    [
        Box(None),  # type: ignore[arg-type]
        Box("a", (1,)),  # type: ignore[arg-type]
        Box("a", Pair("a")),  # type: ignore[arg-type]
        Box("a", (), (1, 2)),  # type: ignore[arg-type]
        Box("a", (), (True, True)),
        Box("a", (), (1,)),  # type: ignore[arg-type]
        Box("a", (), None, ("b",)),  # type: ignore[arg-type]
        Box("a", (), None, frozenset({1})),  # type: ignore[arg-type]
        Box("a", zone="UTC"),  # type: ignore[arg-type]
    ],
)
def test_a_piece_of_another_type_is_refused(box: Box) -> None:
    loose = PlainData(*BASIC, *TIMES, SET, record(Pair), record(Box))
    data = loose.encode(box)
    assert loose.decode(data) == box
    with pytest.raises(TypeError, match=r"^(Box|Pair) has no such piece$"):
        PLAIN.decode(data)


def test_pieces_too_many_or_too_few() -> None:
    data = PLAIN.encode(Pair("a", 1))
    for wrong in (data[:-1], [*data, 1]):
        with pytest.raises(TypeError, match="Pair has 2 pieces"):
            PLAIN.decode(wrong)


@pytest.mark.parametrize("value", [object(), b"x", {1, 2}, 1j, Exception])
def test_there_is_no_place_for_other_kinds(value: Any) -> None:
    with pytest.raises(TypeError, match="there is no place for a"):
        PLAIN.encode([value])


def test_lists_become_tuples_and_unknown_named_tuples_have_no_place() -> None:
    assert PLAIN.decode(PLAIN.encode([1, [2]])) == (1, (2,))

    class Other(NamedTuple):
        name: str

    with pytest.raises(TypeError, match="there is no place for a Other"):
        PLAIN.encode(Other("a"))
