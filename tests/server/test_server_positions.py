"""Positions count in the client's units and lines end where editors end them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

pytest.importorskip("pygls")

from lsprotocol import types

from aboveboard.document import Source
from aboveboard.reporters.places import Places
from aboveboard.server.positions import MEASURES, edited, offset_at, range_of

TEXT = "a😀é\u2028漢\x0cb\r\n\rend\n"

# Of every offset: the line and the column in UTF-8, UTF-16 and UTF-32.  The form feed and U+2028
# end no line; the end of a line is the place before its mark.
SPOTS = {
    0: (0, 0, 0, 0),
    1: (0, 1, 1, 1),
    2: (0, 5, 3, 2),
    3: (0, 7, 4, 3),
    4: (0, 10, 5, 4),
    5: (0, 13, 6, 5),
    6: (0, 14, 7, 6),
    7: (0, 15, 8, 7),
    9: (1, 0, 0, 0),
    10: (2, 0, 0, 0),
    12: (2, 2, 2, 2),
    13: (2, 3, 3, 3),
    14: (3, 0, 0, 0),
}


@pytest.mark.parametrize(("encoding", "index"), [("utf-8", 1), ("utf-16", 2), ("utf-32", 3)])
@pytest.mark.parametrize("offset", SPOTS)
def test_offsets_and_positions_say_the_same(encoding: str, index: int, offset: int) -> None:
    measure = MEASURES[encoding]
    place = types.Position(SPOTS[offset][0], SPOTS[offset][index])
    assert offset_at(TEXT, place, measure) == offset
    found = range_of(Places(measure), Source(TEXT), offset, offset)
    assert found == types.Range(place, place)


@pytest.mark.parametrize(
    ("line", "character", "offset"),
    [(0, 2, 1), (0, 99, 7), (1, 5, 9), (2, 99, 13), (3, 1, 14), (4, 0, 14), (99, 99, 14)],
)
def test_a_position_inside_of_a_character_or_beyond_the_text_is_the_nearest_before(
    line: int, character: int, offset: int
) -> None:
    assert offset_at(TEXT, types.Position(line, character), MEASURES["utf-16"]) == offset


TEXTS = st.text(st.sampled_from("ab 😀é漢\u2028\x0c\r\n\ud800"), max_size=30)


@given(TEXTS, TEXTS, st.sampled_from(sorted(MEASURES)), st.data())
def test_an_edit_by_range_is_an_edit_by_offsets(
    text: str, new: str, encoding: str, data: st.DataObject
) -> None:
    measure = MEASURES[encoding]
    # Between the two marks of one line end there is no position.
    spots = [i for i in range(len(text) + 1) if text[max(0, i - 1) : i + 1] != "\r\n"]
    start, end = sorted(data.draw(st.sampled_from(spots)) for _ in range(2))
    asked = range_of(Places(measure), Source(text), start, end)
    change = types.TextDocumentContentChangePartial(range=asked, text=new)
    assert edited(text, [change], measure) == text[:start] + new + text[end:]


def test_changes_are_made_one_after_the_other() -> None:
    place = types.Range(types.Position(0, 0), types.Position(0, 1))
    changes = [
        types.TextDocumentContentChangeWholeDocument(text="xyz"),
        types.TextDocumentContentChangePartial(range=place, text=""),
        types.TextDocumentContentChangePartial(range=place, text="123"),
    ]
    assert edited("before", changes, len) == "123z"
