from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from post_outline import outline

from aboveboard import Linter
from aboveboard.document import Document, Part
from aboveboard.rulebook.yamlfile import parse_yaml, plain_value
from aboveboard.sources.yamlposts import read

HINT = "; say where its texts are: --column body=PATH"


def test_a_list_of_posts() -> None:
    text = """# Posts of May
- text: Soup is on
  date: 2026-11-30 09:00
  platforms: [instagram]
  made_with_ai: yes
- caption: |
    Only three bowls
    left

    Come in
  altText: 'A bowl of ''soup'''
  link: https://example.com/soup
- body: >-
    Tea
    and rum
- title: no post by itself
"""
    assert outline(text, "posts.yaml") == [
        "post 1",
        "  media.ai = generated",
        "  media.label = True",
        "  platform = instagram",
        "  published = 2026-11-30T09:00:00",
        "  body (text): Soup is on",
        "post 2",
        "  body (caption): Only three bowls⏎left | Only three bowls⏎    left",
        "  body (caption): Come in",
        "  body link: https://example.com/soup",
        "  alt-text (altText): A bowl of 'soup' | A bowl of ''soup''",
        "post 3",
        "  body (body): Tea and rum | Tea⏎    and rum",
        "post 4",
        "  title (title): no post by itself",
    ]


def test_posts_below_a_key_with_facts_for_all() -> None:
    text = """facts:
  connection: gifted
  offer: {ends: soon}
campaign: Winter
posts:
  - text: Soup
    facts: {connection: paid}
  - text: Tea
    aboveboard:
      ignore:
        urgency/last-chance: really the last
"""
    assert outline(text, "posts.yml") == [
        "error 3:11 the fact 'offer.ends' must be a date such as 2026-11-30, or with a time and "
        "zone, 2026-11-30T23:59Z, not 'soon'",
        "post 1",
        "  campaign = Winter",
        "  connection = paid",
        "  body (text): Soup",
        "post 2",
        "  campaign = Winter",
        "  connection = gifted",
        "  aboveboard: ignore-file urgency/last-chance -- really the last"
        " | urgency/last-chance: really the last",
        "  body (text): Tea",
    ]


def test_a_stream_of_documents() -> None:
    text = (
        "%YAML 1.2\n---\nsubject: Soup\nbody: 'It''s on'\n...\n"
        "--- # the next\r\ntext: Tea\r\n---\n---\n- text: Rum\n"
    )
    assert outline(text, "a.yaml") == [
        "post 1",
        "  subject (subject): Soup",
        "  body (body): It's on | It''s on",
        "post 2",
        "  body (text): Tea",
        "post 3",
        "  body (text): Rum",
    ]


def test_a_document_that_cannot_be_read_leaves_the_others() -> None:
    text = "text: Soup\n---\ntext: @brand has it\n---\ntext: Tea\n"
    found = outline(text, "a.yaml")
    assert [line for line in found if not line.startswith("error")] == [
        "post 1",
        "  body (text): Soup",
        "post 2",
        "  body (text): Tea",
    ]
    (error,) = [line for line in found if line.startswith("error")]
    assert error.startswith("error 3:7 ")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a: &x [1]\nb: *x\n", "error 1:4 "),
        ("a: !!python/object:os.system x\n", "error 1:4 "),
        ("text: a\ntext: b\n", "error 2:1 the key 'text' stands here twice"),
        ("[" * 5_000, "error 1:41 more than 40 levels stand inside each other"),
    ],
)
def test_what_is_no_plain_data_is_refused(text: str, told: str) -> None:
    (only,) = outline(text, "a.yaml")
    assert only.startswith(told)


@pytest.mark.parametrize(
    "text",
    [
        "name: CI\non: [push]\njobs:\n  test:\n    steps:\n      - name: Hurry up now\n",
        "version: 1.2.10\nservices: {web: {image: a}}\n",
        "- red\n- pale blue\n",
        "Hurry up, only today\n",
    ],
)
def test_no_posts_is_a_notice(text: str) -> None:
    assert outline(text, "a.yaml") == [f"notice no posts found in it: nothing was checked{HINT}"]


def test_an_empty_file_says_nothing() -> None:
    assert outline("# nothing yet\n---\n", "a.yaml") == []


def test_one_object_is_one_post() -> None:
    assert outline("post: Soup\n", "a.yaml") == ["post", "  body (post): Soup"]


def test_strings_of_an_app() -> None:
    text = "en:\n  cart:\n    left:\n      one: Only 1 left\n      other: 'Only %{count} left'\n"
    assert outline(text, "config/locales/en.yml") == [
        "post",
        "  en.cart.left.one (en.cart.left.one): Only 1 left",
        "  en.cart.left.other (en.cart.left.other): Only %{count} left",
    ]


def test_comments_belong_to_the_post_they_stand_in_or_to_the_next() -> None:
    text = """# aboveboard: ignore a/one -- first
- text: Soup  # aboveboard: ignore a/two -- beside
  headline: "# aboveboard: ignore a/three -- copy"
# aboveboard: ignore a/four -- before the second
- text: |
    # aboveboard: ignore a/five -- copy
    Tea
  date: 2026-11-30
# aboveboard: ignore a/six -- after all
"""
    assert outline(text, "a.yaml") == [
        "post 1",
        "  body (text): Soup",
        "  body comment: aboveboard: ignore a/one -- first",
        "  body comment: aboveboard: ignore a/two -- beside",
        "  headline (headline): # aboveboard: ignore a/three -- copy",
        "post 2",
        "  published = 2026-11-30",
        "  body (text): # aboveboard: ignore a/five -- copy⏎Tea"
        " | # aboveboard: ignore a/five -- copy⏎    Tea",
        "  body comment: aboveboard: ignore a/four -- before the second",
        "  body comment: aboveboard: ignore a/six -- after all",
    ]


def test_a_comment_below_the_copy_belongs_to_the_post_whose_keys_go_on() -> None:
    text = """- text: Soup
  # aboveboard: ignore a/one -- of the first
  date: 2026-11-30
# aboveboard: ignore a/two -- before the second
- text: Tea
"""
    for ends in ("\n", "\r\n"):
        assert outline(text.replace("\n", ends), "a.yaml") == [
            "post 1",
            "  published = 2026-11-30",
            "  body (text): Soup",
            "  body comment: aboveboard: ignore a/one -- of the first",
            "post 2",
            "  body (text): Tea",
            "  body comment: aboveboard: ignore a/two -- before the second",
        ]


def test_a_comment_answers_for_a_finding(tmp_path: Path) -> None:
    file = tmp_path / "posts.yaml"
    file.write_text(
        "- text: This is your last chance to buy!  # aboveboard: ignore urgency/last-chance -- so\n"
        "- text: |\n"
        "    Good soup.\n"
        "    This is your last\n"
        "    chance to buy!\n"
        "# aboveboard: ignore urgency/last-chance -- it ends on Monday\n"
        "- text: Your last chance to buy!\n",
        "utf-8",
    )
    report = Linter(severity="note", select=["urgency/last-chance"]).check_paths([file])
    assert [(f.row, f.part, f.rule_id, f.line, f.column, f.text) for f in report.findings] == [
        (2, "body", "urgency/last-chance", 4, 18, "last\n    chance to buy")
    ]


LINES = st.lists(
    st.sampled_from(
        ["- text: Soup & tea", "  date: 2026-11-30", "---", "...", "text: 'It''s'", "- a: [b", "",
         "posts:", "  - text: >", "      Rum", "\ttext: x", "# aboveboard: ignore a/b -- c", "é: ü"]
    ),
    max_size=12,
)  # fmt: skip


@given(LINES, st.sampled_from(["\n", "\r\n", "\r"]))
def test_any_text_is_read_in_place(lines: list[str], end: str) -> None:
    text = end.join(lines)
    for item in read(text, "a.yaml"):
        if not isinstance(item, Document):
            assert item.line is None or 1 <= item.line <= len(lines) + 1
            continue
        for part in item.parts.values():
            assert isinstance(part, Part)
            assert part.source.text is text
            for block in part.blocks:
                start, stop = block.view.source_span(0, len(block.view.text))
                root = parse_yaml(text[start:stop].replace("''", "'").replace(" & ", " and "))
                assert root is not None
                read_back = " ".join(str(plain_value(root)).split())
                assert read_back == " ".join(block.view.text.split()).replace(" & ", " and ")
