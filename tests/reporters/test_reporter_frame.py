from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from aboveboard.document import Source
from aboveboard.reporters.frame import FrameLine, code_frame

# (what stands before the phrase, the phrase, cells before it, cells of it)
COLUMNS = [
    ("", "last chance", 0, 11),
    ("This is your ", "last chance", 13, 11),
    ("日本語 ", "last chance", 7, 11),
    ("", "最後のチャンス", 0, 14),
    ("ｆｕｌｌ ", "ｌａｓｔ", 9, 8),
    ("🎉🎉 ", "last 🎉 chance", 5, 14),
    ("❤️ ", "❤️", 3, 2),
    ("☎ ", "last", 2, 4),
    ("1️⃣ ", "last", 3, 4),
    ("👨‍👩‍👧‍👦 ", "👩🏽‍🚀 only", 3, 7),
    ("⛹️‍♀️ ", "last", 3, 4),
    ("👍🏽 ", "last", 3, 4),
    ("🇬🇧🇯🇵 ", "🇫🇷 sale", 5, 7),
    ("🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f ", "last", 3, 4),
    ("cafe\u0301 ", "cre\u0300me", 5, 5),
    ("e\u0301\u0323\u0302 ", "last", 2, 4),
    ("ที่นี่ ", "last", 3, 4),
    ("한국 ", "last", 5, 4),
    ("한 ", "last", 3, 4),
    ("\t", "last", 4, 4),
    ("a\tb\t", "last\tchance", 10, 14),
    ("𝗧𝗵𝗶𝘀 ", "𝗹𝗮𝘀𝘁", 5, 4),
]


def lines(text: str, start: int, end: int, width: int = 80, **source: int) -> list[FrameLine]:
    return code_frame(Source(text, **source), start, end, width)


@pytest.mark.parametrize(("before", "phrase", "indent", "length"), COLUMNS)
def test_the_underline_is_under_the_phrase(before, phrase, indent, length):
    (line,) = lines(f"{before}{phrase} ok", len(before), len(before) + len(phrase))
    assert (line.indent, line.length) == (indent, length)
    assert line.marked == phrase.replace("\t", "    ")
    assert line.after == " ok"


@pytest.mark.parametrize(
    ("text", "start", "end", "marked", "length"),
    [
        ("cafe\u0301 au lait", 4, 5, "e\u0301", 1),  # the accent alone
        ("cafe\u0301 au lait", 0, 4, "cafe\u0301", 4),
        ("so 👨‍👩‍👧 now", 5, 6, "👨‍👩‍👧", 2),
        ("🇬🇧🇯🇵", 1, 2, "🇬🇧", 2),
    ],
)
def test_a_span_inside_a_character_grows_to_the_whole_of_it(text, start, end, marked, length):
    (line,) = lines(text, start, end)
    assert (line.marked, line.length) == (marked, length)


@pytest.mark.parametrize("offset", [0, 3, 6])
def test_an_empty_span_is_one_caret(offset):
    (line,) = lines("abcdef", offset, offset)
    assert (line.marked, line.indent, line.length) == ("", offset, 1)


def test_an_empty_source_has_no_frame():
    assert lines("", 0, 0) == []


def test_an_empty_span_after_the_last_line_end():
    assert lines("abc\n", 4, 4) == [FrameLine(2, length=1)]


LONG = "a" * 300 + " last chance " + "b" * 300


def test_a_long_line_is_a_window():
    (line,) = lines(LONG, 301, 312, width=40)
    assert line.marked == "last chance"
    assert line.before.startswith("…a")
    assert line.after.endswith("b…")
    assert cell_len(line.before + line.marked + line.after) == 40 - len("1 | ")
    assert line.indent == cell_len(line.before)


@pytest.mark.parametrize(
    ("start", "end", "cut"),
    [(0, 11, (False, True)), (589, 600, (True, False))],
)
def test_what_is_not_cut_has_no_mark(start, end, cut):
    text = "last chance" + "-" * 578 + "last chance"
    (line,) = lines(text, start, end, width=40)
    assert (line.before[:1] == "…", line.after[-1:] == "…") == cut
    # There was room for two marks of a cut.
    assert cell_len(line.before + line.marked + line.after) == 35


def test_a_phrase_longer_than_the_window_keeps_its_beginning():
    (line,) = lines("so, " + "last chance " * 50, 4, 600, width=40)
    assert line.before == "so, "
    assert line.marked.startswith("last chance last")
    assert line.after == "…"
    assert line.length == cell_len(line.marked)


def test_a_line_of_a_megabyte_is_not_read_whole(monkeypatch):
    looked_at = []
    from aboveboard.reporters import frame

    plain = frame._clusters
    monkeypatch.setattr(frame, "_clusters", lambda text: looked_at.append(len(text)) or plain(text))
    (line,) = lines("日本 " * 300_000 + "last chance " + "日本 " * 300_000, 900_000, 900_011)
    assert line.marked == "last chance"
    assert sum(looked_at) < 1000


def test_two_and_three_lines_are_shown():
    assert lines("is last\n  chance now", 3, 16) == [
        FrameLine(1, "is ", "last", "", 3, 4),
        FrameLine(2, "  ", "chance", " now", 2, 6),
    ]
    assert [(line.number, line.length) for line in lines("a b\r\n\r\nc d", 2, 8)] == [
        (1, 1),
        (2, 0),
        (3, 1),
    ]


def test_of_more_lines_the_first_and_the_last_are_shown():
    frame = lines("one\ntwo\rthree\r\nfour five", 0, 19, first_line=9, first_column=5)
    assert [(line.number, line.marked) for line in frame] == [
        (9, "one"),
        (None, ""),
        (12, "four"),
    ]


def test_line_ends_at_the_edges_are_not_shown():
    assert [line.number for line in lines("a\n\nlast\n\nb", 1, 9)] == [3]
    assert [(line.number, line.length) for line in lines("a\n\nb", 1, 3)] == [(1, 1)]


def test_a_span_of_blanks_over_lines_has_a_caret():
    frame = lines("a \n \n b", 1, 6)
    assert [(line.number, line.length) for line in frame] == [(1, 1), (2, 0), (3, 0)]


def test_only_line_ends_of_editors_end_a_line():
    (line,) = lines("a\u2028b\x0clast", 4, 8)
    assert line.before == "a\\u2028b␌"
    assert line.indent == 9


def test_a_pile_of_marks_is_cut():
    (line,) = lines("e" + "\u0301" * 200 + " last", 202, 206)
    assert line.before.count("\u0301") < 20
    assert line.indent == 2


CONTROLS = ["\x1b[31m", "\x9b2J", "\u202e", "\u200b", "\ud83d", "\ude00", "\r\n", "\n", "\t", "\0"]
CLUSTERS = ["👨‍👩‍👧", "🇬🇧", "❤️", "日本", "x" * 30, "e\u0301", "\U000e0061", "한", "क\u200dष"]
MARKS = ["\u0301", "\u200d", "\ufe0f", "\U0001f1e6", "\u20e3"]
HOSTILE = st.sampled_from([*CONTROLS, *CLUSTERS, *MARKS])
COPY = st.lists(HOSTILE | st.text(st.characters(), max_size=20), max_size=20).map("".join)


@settings(deadline=None)  # imports and other load are not what is tested
@given(COPY, st.data(), st.integers(min_value=40, max_value=100))
def test_every_line_fits_and_is_underlined_where_the_phrase_is(text, data, width):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    frame = lines(text, start, end, width)
    assert bool(frame) == bool(text)
    assert not text or any(line.length for line in frame)
    for line in frame:
        shown = line.before + line.marked + line.after
        assert not any(char in shown for char in "\x1b\x9b\r\n\t\0\u202e\u200b\ud83d\ude00")
        # A caret behind the last character of a full line may stand outside.
        assert line.indent + line.length <= width - 2
        if shown.isascii():
            assert (line.indent, len(shown) <= width - 4) == (len(line.before), True)
            assert line.length in (len(line.marked), 1, 0)


# Characters whose cells are known for themselves.
CELLS = {
    **dict.fromkeys(["a", " ", "é", "e\u0301", "☎", "ж", "ع", "\u0e19\u0e35\u0e48", "1"], 1),
    **dict.fromkeys(["日", "ａ", "🎉", "❤️", "1️⃣", "🇬🇧", "👍🏽", "👨‍👩‍👧‍👦", "한", "🏳️‍🌈"], 2),
    "\t": 4,
    "\x1b": 1,
    "\u202e": 6,
}
CLUSTER_LISTS = st.lists(st.sampled_from(list(CELLS)), min_size=1, max_size=300)


@settings(deadline=None)  # imports and other load are not what is tested
@given(CLUSTER_LISTS, st.data(), st.integers(min_value=40, max_value=100))
def test_columns_are_the_sums_of_their_characters(clusters, data, width):
    first = data.draw(st.integers(0, len(clusters) - 1))
    last = data.draw(st.integers(first + 1, min(len(clusters), first + 12)))
    start, end = len("".join(clusters[:first])), len("".join(clusters[:last]))
    (line,) = lines("".join(clusters), start, end, width)
    cells = [CELLS[cluster] for cluster in clusters]
    if sum(cells[first:last]) <= 3 * width // 4 - 4:
        assert line.length == sum(cells[first:last])
    if sum(cells) <= width - 4:
        assert "…" not in line.before + line.after
        assert line.indent == sum(cells[:first])
    else:
        # What is left of the cut is whole characters, counted from the phrase.
        assert line.before[:1] == "…" or line.indent == sum(cells[:first])
        whole_numbers = {1 + sum(cells[n:first]) for n in range(first + 1)}
        assert line.before[:1] != "…" or line.indent in whole_numbers
        assert line.indent + line.length <= width - 4
