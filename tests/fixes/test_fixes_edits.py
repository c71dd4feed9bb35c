"""Edits: texts made by them, and where what was not edited stands afterwards."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aboveboard.fixes.edits import SourceEdit, applied, in_order, moved, overlap


@st.composite
def edited(draw: st.DrawFn) -> tuple[str, list[SourceEdit]]:
    """A text, and edits of it that neither overlap nor put something in at one place."""
    text = draw(st.text(max_size=30))
    size = len(text)
    places = sorted(draw(st.sets(st.integers(0, size), max_size=8)))
    edits = []
    while places:
        start = places.pop(0)
        end = places.pop(0) if places and draw(st.booleans()) else start
        edits.append(SourceEdit(start, end, draw(st.text("ABC\U0001f642\r\n", max_size=4))))
    return text, edits


@given(edited())
def test_everything_outside_of_the_edits_stays(case: tuple[str, list[SourceEdit]]) -> None:
    text, edits = case
    after = applied(text, reversed(edits))
    rest = after
    reached = 0
    for edit in edits:
        kept = text[reached : edit.start] + edit.text
        assert rest.startswith(kept)
        rest = rest[len(kept) :]
        reached = edit.end
    assert rest == text[reached:]


@given(edited(), st.data())
def test_what_no_edit_touches_is_found_again(
    case: tuple[str, list[SourceEdit]], data: st.DataObject
) -> None:
    """Compared with a text of which every character remembers where it came from."""
    text, edits = case
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    origin: list[int | None] = list(range(len(text)))
    for edit in reversed(edits):
        origin[edit.start : edit.end] = [None] * len(edit.text)
    kept = [
        place for place, index in enumerate(origin) if index is not None and start <= index < end
    ]
    first, last = moved(start, end, edits)
    assert 0 <= first <= last <= len(applied(text, edits))
    if kept:
        assert first <= kept[0]
        assert kept[-1] < last
    beside = [edit.start >= end or (edit.end <= start and edit.start < start) for edit in edits]
    if start < end and all(beside):
        assert applied(text, edits)[first:last] == text[start:end]


@pytest.mark.parametrize(
    ("span", "edits", "after"),
    [
        ((4, 8), [SourceEdit(0, 2, "abcd")], (6, 10)),  # before it
        ((4, 8), [SourceEdit(8, 9, "")], (4, 8)),  # right after it
        ((4, 8), [SourceEdit(2, 4, "")], (2, 6)),  # right before it
        ((4, 8), [SourceEdit(4, 8, "ab")], (4, 6)),  # it
        ((4, 8), [SourceEdit(2, 6, "x")], (2, 5)),  # its beginning
        ((4, 8), [SourceEdit(6, 10, "xyz")], (4, 9)),  # its end
        ((4, 8), [SourceEdit(4, 4, "xy")], (4, 10)),  # put in where it begins
        ((4, 8), [SourceEdit(5, 5, "xy")], (4, 10)),  # put into it
    ],
)
def test_where_a_span_goes(
    span: tuple[int, int], edits: list[SourceEdit], after: tuple[int, int]
) -> None:
    assert moved(*span, edits) == after


def test_edits_that_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="overlap"):
        in_order([SourceEdit(3, 6, ""), SourceEdit(0, 4, "")])
    with pytest.raises(ValueError, match="overlap"):
        in_order([SourceEdit(3, 3, "a"), SourceEdit(3, 3, "b")])
    with pytest.raises(ValueError, match="outside"):
        applied("four", [SourceEdit(2, 5, "")])
    with pytest.raises(ValueError, match="outside"):
        applied("four", [SourceEdit(-1, 2, "")])


def test_edits_side_by_side_are_not_made_together() -> None:
    assert overlap([SourceEdit(0, 3, "")], [SourceEdit(3, 5, "")])
    assert overlap([SourceEdit(3, 3, "a")], [SourceEdit(3, 3, "b")])
    assert not overlap([SourceEdit(0, 3, "")], [SourceEdit(4, 5, "")])
