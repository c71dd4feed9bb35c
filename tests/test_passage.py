from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples import AWKWARD, passage

from aboveboard.document import Block, Component, Document, Link, Part, Source
from aboveboard.facts import Facts
from aboveboard.passage import LINKS, Match, Passage, read
from aboveboard.sources.plain import part_from_text
from aboveboard.text import View, ViewBuilder


def sentences(text: str) -> list[str]:
    where = passage(text)
    return [where.text[start:end].strip() for start, end in where.sentences]


def quotes(text: str) -> list[str]:
    where = passage(text)
    return [where.text[start:end] for start, end in where.quotes]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("No rush. Last chance tonight", ["No rush.", "Last chance tonight"]),
        ("Wait! Buy now? Yes.", ["Wait!", "Buy now?", "Yes."]),
        ("Last chance… Buy now", ["Last chance...", "Buy now"]),
        ("tonight!Buy now", ["tonight!", "Buy now"]),
        ("What?! Really.", ["What?!", "Really."]),
        ("Sale 🔥 Last chance 🔥🔥 Buy", ["Sale 🔥", "Last chance 🔥🔥", "Buy"]),
        ("Sale 👩🏽\u200d🚀 Last", ["Sale 👩🏽\u200d🚀", "Last"]),
        ("We 🔥 this sale", ["We 🔥 this sale"]),
        ("Sale | Last chance • Buy", ["Sale |", "Last chance •", "Buy"]),
        ("Sale|Last chance", ["Sale |", "Last chance"]),
        ("This is it。Buy", ["This is it。", "Buy"]),
        # no ends
        ("At 9 p.m. we close. Come", ["At 9 p.m. we close.", "Come"]),
        ("From 9 a.m. Come early", ["From 9 a.m.", "Come early"]),
        ("Soap, e.g. This one, vs. That", ["Soap, e.g. This one, vs. That"]),
        ("Ends Nov. 30. Buy", ["Ends Nov. 30.", "Buy"]),
        ("Ends in Nov. Buy", ["Ends in Nov.", "Buy"]),
        ("No. 1 choice. No. Buy", ["No. 1 choice.", "No.", "Buy"]),
        ("Dr. Lee at St. Paul", ["Dr. Lee at St. Paul"]),
        ("Only $9.99 at node.js", ["Only $9.99 at node.js"]),
        ("Line one\nLine two", ["Line one Line two"]),
        # marks that close belong to the sentence; a small letter goes on
        ('He said "act now." Then left.', ['He said "act now."', "Then left."]),
        ("“Last chance!” she said. Ha", ["“Last chance!” she said.", "Ha"]),
        ("(Not now.) Last chance.", ["(Not now.)", "Last chance."]),
        # every item of a list
        ("Why:\n- no fees\n- act now", ["Why:", "- no fees", "- act now"]),
        ("1. Buy\n2. Sell", ["1. Buy", "2. Sell"]),
        ("Buy\n✅ one\n👉 two", ["Buy", "✅ one", "👉 two"]),
        ("", [""]),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


CHARACTERS = st.one_of(
    st.sampled_from(AWKWARD + "..!!??aAbB12  "), st.characters(exclude_categories=["Cs"])
)


@given(st.text(CHARACTERS, max_size=40), st.data())
def test_sentences_cover_the_text(text: str, data: st.DataObject) -> None:
    where = passage(text)
    bounds = [bound for span in where.sentences for bound in span]
    assert bounds[0] == 0
    assert bounds[-1] == len(where.text)
    assert bounds[1:-1:2] == bounds[2::2]
    start = data.draw(st.integers(0, len(where.text)))
    end = data.draw(st.integers(start, len(where.text)))
    a, b = where.sentence(start, end)
    assert a <= start <= end <= b
    inside = [span for span in where.sentences if span[0] < end and start < span[1]]
    if inside:
        assert (a, b) == (inside[0][0], inside[-1][1])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"a" and “b” and «c» and „d“ and ‹e›', ['"a"', "“b”", "«c»", "„d“", "‹ e ›"]),
        ("「f」 ”g” “h\" \"i”", ["「f」", "”g”", "“h\"", "\"i”"]),
        ("'act now' and ‘last chance’", ["'act now'", "'last chance'"]),
        ("'don't miss out'", ["'don't miss out'"]),
        ("the 'boss's car' is", ["'boss's car'"]),
        ("the boys' and girls' shoes", []),
        ("it's what's left, isn't it", []),
        ("12\" vinyl, 7\" single", []),
        ("5'10\" tall, 6' wide", []),
        ("“outer ‘inner’ outer”", ["“outer 'inner' outer”"]),
        ("\"outer 'inner' outer\"", ["\"outer 'inner' outer\""]),
        ("“two\nlines”", ["“two lines”"]),
        ("an \"open quotation", []),
        ("\"\" '' “”", []),
        ("“" + "x" * 500 + "”", []),
    ],
)  # fmt: skip
def test_quotes(text: str, expected: list[str]) -> None:
    assert quotes(text) == expected


def test_the_quote_around_a_span() -> None:
    where = passage('say "act now" or "last chance" now')
    first, second = where.quotes
    act = where.text.index("act")
    assert where.quote(act, act + 7) == first
    assert where.quote(*first) == first
    assert where.quote(second[0] + 1, second[1] - 1) == second
    assert where.quote(act, second[1]) is None  # from one into the other
    assert where.quote(0, 3) is None
    assert where.quote(len(where.text), len(where.text)) is None


def test_a_match_is_whole_characters_of_the_source() -> None:
    where = passage("now 👩🏽\u200d🚀 or e\u0301t")
    woman = where.text.index("👩")
    assert Match(where, woman, woman + 1).source_span() == (4, 8)
    assert Match(where, woman, woman + 1).text == "👩"
    assert Match(where, len(where.text) - 2, len(where.text) - 1).source_span() == (12, 14)


def test_words_and_tokens_are_made_when_asked_for() -> None:
    where = passage("Don’t miss 10km!")
    assert where.words == {"don", "'", "t", "miss", "10", "km", "0-9"}
    assert "doc" not in where.__dict__
    assert [token.text for token in where.doc] == ["do", "n't", "miss", "10", "km", "!"]


def test_reading_a_document() -> None:
    builder = ViewBuilder()
    builder.add("ｓｕｂ", 2, 5)
    subject = Part(
        "subject",
        Source("xxｓｕｂ"),
        (Block(builder.build()),),
        (Link(View("https://x.com/ａ")),),
        (Component("affiliate-note", 0, 2),),
    )
    document = Document("d", {"subject": subject, "body": part_from_text("body", "One  a\n\ntwo")})
    reading = read(document, Facts({"zone": "UTC"}))
    assert [(p.text, p.part_name, p.index, p.offset) for p in reading.passages] == [
        ("sub", "subject", 0, 0),
        ("One a", "body", 1, 0),
        ("two", "body", 2, 6),
    ]
    assert reading.passages[0].view.source_span(0, 3) == (2, 5)
    # links are not copy: they stay as they are
    assert [(p.text, p.part_name) for p in reading.links] == [("https://x.com/ａ", LINKS)]
    assert [component.name for component in reading.components] == ["affiliate-note"]
    assert reading.facts == {"zone": "UTC"}
    assert isinstance(reading.passages[0], Passage)
