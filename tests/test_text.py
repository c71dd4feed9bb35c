from __future__ import annotations

from itertools import pairwise

import pytest
import regex
from hypothesis import example, given
from hypothesis import strategies as st
from samples import AWKWARD

from aboveboard.normalise import normalise
from aboveboard.text import Edit, View, ViewBuilder, whole_characters

CHARACTERS = st.one_of(st.sampled_from(AWKWARD), st.characters(exclude_categories=["Cs"]))
TEXTS = st.text(CHARACTERS, max_size=30)


def check_map(view: View, source: str) -> None:
    """Every span of ``view`` lies in ``source``, in order, and is the sum of its parts."""
    length = len(view.text)
    characters = [view.source_span(i, i + 1) for i in range(length)]
    for (a, b), (c, d) in pairwise(characters):
        assert a <= c
        assert b <= d
    for start in range(length + 1):
        for end in range(start, length + 1):
            a, b = view.source_span(start, end)
            assert 0 <= a <= b <= len(source)
            if start < end:
                assert (a, b) == (characters[start][0], characters[end - 1][1])


def check_unchanged(view: View, source: str) -> None:
    """What no edit names is the source itself."""
    for index, char in enumerate(view.text):
        if not view.kinds(index, index + 1):
            start, end = view.source_span(index, index + 1)
            assert source[start:end] == char


@given(TEXTS)
@example("0\x1bAAAA")
@example("A\r\nA\r\nA\r\nA")
@example("\ufdfa\u0301\u200d\ufdfa")
@example("|\ufffc4")
def test_normalised_text_maps_back(text: str) -> None:
    view = normalise(View(text))
    check_map(view, text)
    check_unchanged(view, text)


@given(TEXTS, st.data())
def test_a_cut_maps_back_as_the_whole_does(text: str, data: st.DataObject) -> None:
    view = normalise(View(text))
    start = data.draw(st.integers(0, len(view.text)))
    end = data.draw(st.integers(start, len(view.text)))
    piece = view.cut(start, end)
    assert piece.text == view.text[start:end]
    check_map(piece, text)
    for index in range(len(piece.text)):
        here, there = (index, index + 1), (start + index, start + index + 1)
        assert piece.source_span(*here) == view.source_span(*there)
        assert piece.kinds(*here) == view.kinds(*there)
    again = piece.cut(0, len(piece.text))
    assert again.source_span(0, len(again.text)) == piece.source_span(0, len(piece.text))


@st.composite
def stretches(draw: st.DrawFn) -> tuple[str, list[tuple[str, int, int, str]]]:
    """A source, and stretches of it in order with what stands for them."""
    source = draw(TEXTS)
    cuts = sorted(draw(st.lists(st.integers(0, len(source)), max_size=8)))
    found = []
    for start, end in zip(cuts[::2], cuts[1::2], strict=False):
        kind = draw(st.sampled_from(["", "entity", "quote"]))
        text = draw(st.text(max_size=4)) if kind else source[start:end]
        found.append((text, start, end, kind))
    return source, found


@given(stretches())
def test_built_views_map_back(made: tuple[str, list[tuple[str, int, int, str]]]) -> None:
    source, pieces = made
    builder = ViewBuilder()
    for piece in pieces:
        builder.add(*piece)
    view = builder.build()
    assert view.text == "".join(text for text, *_ in pieces)
    assert len(builder) == len(view.text)
    check_map(view, source)
    reached = 0
    for text, start, end, _ in pieces:
        if text and start < end:
            assert view.source_span(reached, reached + len(text)) == (start, end)
        reached += len(text)
    check_map(normalise(view), source)


def test_builder_marks_what_it_leaves_out() -> None:
    builder = ViewBuilder()
    builder.add("last", 3, 7)
    builder.add(" chance", 11, 18)
    builder.add("&", 18, 23, "entity")
    view = builder.build()
    assert view == View(
        "last chance&", 3, (Edit(4, 4, 7, 11, "markup"), Edit(11, 12, 18, 23, "entity"))
    )
    assert view.source_span(0, 11) == (3, 18)
    assert view.kinds(0, 11) == {"markup"}
    # What was removed beside a span stays outside of it.
    assert view.source_span(0, 4) == (3, 7)
    assert view.source_span(4, 11) == (11, 18)
    assert view.kinds(0, 4) == view.kinds(4, 11) == frozenset()


@pytest.mark.parametrize(
    ("text", "start", "end", "kind"),
    [
        ("ab", 0, 3, ""),  # longer than its source, without saying why
        ("a", 1, 0, "entity"),  # backwards
        ("", 0, 1, ""),
    ],
)
def test_builder_refuses_a_wrong_stretch(text: str, start: int, end: int, kind: str) -> None:
    with pytest.raises(ValueError, match="stretch"):
        ViewBuilder().add(text, start, end, kind)


def test_builder_refuses_stretches_out_of_order() -> None:
    builder = ViewBuilder()
    builder.add("cd", 2, 4)
    with pytest.raises(ValueError, match="in the order of the source"):
        builder.add("ab", 0, 2)


@pytest.mark.parametrize(("start", "end"), [(-1, 1), (2, 1), (0, 4), (4, 4)])
def test_spans_outside_the_text_are_refused(start: int, end: int) -> None:
    with pytest.raises(ValueError, match=f"span {start}:{end} is outside a text of 3"):
        View("abc").source_span(start, end)


def test_a_span_grows_to_a_whole_ligature() -> None:
    view = View("ffi", edits=(Edit(0, 3, 0, 1, "form"),))
    assert view.source_span(1, 2) == (0, 1)
    assert view.kinds(1, 2) == {"form"}


def test_kinds_come_from_every_view_below() -> None:
    view = normalise(View("𝗟 Ａ s\u00adtonight!Buy"))
    assert view.text == "L A stonight! Buy"
    assert view.kinds(0, 1) == {"styled"}
    assert view.kinds(4, 6) == {"zero-width"}
    assert view.kinds(6, len(view.text)) == {"glued"}
    assert view.kinds(3, 3) == frozenset()


# ---------------------------------------------------------------- whole characters

CLUSTER = regex.compile(r"\X")


@given(st.text(CHARACTERS, max_size=20), st.data())
def test_whole_characters_cut_no_character(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    a, b = whole_characters(text, start, end)
    assert 0 <= a <= start <= end <= b <= len(text)
    bounds = {0, *(cluster.end() for cluster in CLUSTER.finditer(text))}
    if start < end and "\r" not in text:  # CR LF is one, but ends no word
        assert {a, b} <= bounds
        if {start, end} <= bounds:
            assert (a, b) == (start, end)


@pytest.mark.parametrize(
    ("text", "span", "grown"),
    [
        ("now👩🏽\u200d🚀!", (3, 4), (3, 7)),
        ("now👩🏽\u200d🚀!", (6, 7), (3, 7)),
        ("🇬🇧🇺🇸", (2, 3), (2, 4)),
        ("e\u0301t", (0, 1), (0, 2)),
        ("et\u0301", (0, 1), (0, 1)),
        ("❤\ufe0f Last", (0, 1), (0, 2)),
        ("a\u200bb", (0, 1), (0, 1)),
        ("plain text", (2, 4), (2, 4)),
        ("👩🏽", (1, 1), (1, 1)),
    ],
)
def test_whole_characters(text: str, span: tuple[int, int], grown: tuple[int, int]) -> None:
    assert whole_characters(text, *span) == grown
