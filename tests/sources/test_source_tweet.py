from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from post_outline import outline
from source_outline import assert_in_place

from aboveboard import Linter
from aboveboard.document import Document
from aboveboard.sources.tweet import read


def test_a_tweet() -> None:
    assert outline("Soup is on!\n\nhttps://example.com/soup #ad\n", "tweets/a.tweet") == [
        "post",
        "  platform = x",
        "  body: Soup is on!",
        "  body: https://example.com/soup #ad",
        "  body link: https://example.com/soup",
    ]


def test_front_matter_says_what_is_known() -> None:
    text = """---
# aboveboard: ignore-file urgency/last-chance -- ends on Monday
media:
  - file: soup.jpg
    alt: 'A bowl of ''soup'''
  - file: tea.jpg
reply: https://twitter.com/example/status/1
schedule: 2026-11-30T09:00:00.000Z
paid_partnership: true
made_with_ai: no
aboveboard:
  facts: {campaign: Winter, offer: {stock: few}}
---

Soup is on
"""
    assert outline(text, "a.tweet") == [
        "error 12:37 the fact 'offer.stock' must be a whole number, such as 12, not 'few'",
        "post",
        "  campaign = Winter",
        "  connection = paid",
        "  media.label = False",
        "  platform = x",
        "  platform-label = True",
        "  published = 2026-11-30T09:00:00+00:00",
        "  body: Soup is on",
        "  body comment: aboveboard: ignore-file urgency/last-chance -- ends on Monday",
        "  alt-text alt: A bowl of 'soup' | A bowl of ''soup''",
    ]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_thread(end: str) -> None:
    text = "One\n\n- not the end ---\n---\nTwo\n---  \n---\nmade_with_ai: true\n---\nThree\n---\n"
    assert outline(text.replace("\n", end), "a.tweet") == [
        "post",
        "  media.ai = generated",
        "  media.label = True",
        "  platform = x",
        "  body: One",
        "  body: - not the end ---",
        "  body-2: Two",
        "  body-3: Three",
    ]


def test_what_parts_a_thread_may_be_said() -> None:
    text = '---\nthread-delimiter: "***"\n---\nOne\n---\nstill one\n***\nTwo\n'
    assert outline(text, "a.tweet")[2:] == ["  body: One⏎---⏎still one", "  body-2: Two"]


def test_polls() -> None:
    text = """What will it be?
( ) no option, the text goes on
so choose:
( ) Soup
()  Tea

( ) Rum, last chance
---
Or?
---
---
poll: [Bread, "Butter & jam", ""]
---
( ) part of the text
"""
    assert outline(text, "a.tweet")[2:] == [
        "  body: What will it be?⏎( ) no option, the text goes on⏎so choose:",
        "  poll item: Soup",
        "  poll item: Tea",
        "  poll item: Rum, last chance",
        "  body-2: Or?",
        "  poll-2 item: Bread",
        "  poll-2 item: Butter & jam",
        "  body-3: ( ) part of the text",
    ]


def test_front_matter_that_cannot_be_read_leaves_the_tweet() -> None:
    assert outline("---\nmedia: [\n---\nSoup\n", "a.tweet") == [
        "error 3:1 the front matter cannot be read: something is missing inside the brackets; "
        "close the bracket, and put texts with brackets or commas in quotes",
        "post",
        "  platform = x",
        "  body: Soup",
    ]


def test_a_date_with_two_meanings_is_not_used() -> None:
    text = "---\nschedule: 11/12/2026\n---\nSoup\n"
    assert outline(text, "a.tweet") == [
        "notice 2:11 'schedule' is not read: it must be a date that can be read in one way only, "
        "such as 2026-11-30",
        "post",
        "  platform = x",
        "  body: Soup",
    ]
    assert "  published = 2026-12-11" in outline(text, "a.tweet", date_order="dmy")


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", []),
        ("\n\n", []),
        ("---", ["  body: ---"]),
        ("---\n", ["  body: ---"]),
        ("---\nSoup", ["  body: ---⏎Soup"]),
        ("---\nSoup\n---\nTea", ["  body: Soup", "  body-2: Tea"]),
        ("---\n---\nTea", ["  body: Tea"]),
        ("Soup\n---", ["  body: Soup"]),
        ("( ) Soup\n( ) Tea", ["  poll item: Soup", "  poll item: Tea"]),
    ],
)
def test_odd_files(text: str, parts: list[str]) -> None:
    assert outline(text, "a.tweet") == ["post", "  platform = x", *parts]


def test_a_finding_in_a_thread(tmp_path: Path) -> None:
    (tmp_path / "a.tweet").write_text(
        '---\nmedia:\n  - file: a.png\n    alt: "Your last \\x63hance to buy"\n---\n'
        "Soup.\n---\n😀 This is your last chance to buy!\n",
        "utf-8",
    )
    report = Linter(severity="note", select=["urgency/last-chance"]).check_paths([tmp_path])
    assert [(f.part, f.line, f.column, f.text) for f in report.findings] == [
        ("alt-text", 4, 16, "last \\x63hance to buy"),
        ("body-2", 8, 16, "last chance to buy"),
    ]


LINES = st.lists(
    st.sampled_from(
        ["---", "--- ", "Soup", "( ) Tea", "", "poll: [a]", "media:", "a: [", "😀 b", "#"]
    ),
    max_size=14,
)


@given(LINES, st.sampled_from(["\n", "\r\n", "\r"]))
def test_any_text_is_one_document_in_place(lines: list[str], end: str) -> None:
    text = end.join(lines)
    *problems, document = read(text, "a.tweet")
    assert isinstance(document, Document)
    assert_in_place(text, document)
    assert all(not isinstance(problem, Document) for problem in problems)


@pytest.mark.parametrize(
    "piece", ["---\n", "( ) a\n", "\n", "---\na: b\n---\n", "---\n---\n", " \n---\n", "a\n---\n"]
)
def test_hostile_files_come_to_an_end(piece: str) -> None:
    text = piece * (40_000 // len(piece))
    assert len([item for item in read(text, "a.tweet") if isinstance(item, Document)]) == 1
