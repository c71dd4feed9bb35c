from __future__ import annotations

import pytest
from source_outline import outline, read, source_of

HUGO = """\
---
title: "Our \\u201cbest\\u201d mattress"   # aboveboard: ignore a/b -- why
# aboveboard: ignore urgency/last-chance -- ends 30 Nov
description: Sleep well
  tonight
summary: >-
  Last chance
  to save.

  Really.
subtitle: 'It''s here # aboveboard: no comment'
excerpt: |
  Hurry up
    and wait
social:
  twitter: Only 3 left, hurry
  facebook: https://facebook.com/brand
  instagram: {text: Link in bio}
cover: {image: a.png, alt: A bed, hidden: false}
faqs:
  - question: Why now?
    answer: Because it ends.
affiliate_disclosure: true
categories: [reviews, Sponsored]
publishDate: 2026-11-29T10:00:00+01:00
date: 2026-11-30
lang: en
author: Jane
aboveboard:
  facts:
    offer: {ends: 2026-12-01T23:59Z, stock: 3}
    platform: blog
  ignore:
    - urgency/last-chance -- the sale is real
    - scarcity/only-n-left: we counted
---
Body text.
"""


def test_yaml() -> None:
    assert outline(HUGO, "post.md") == [
        "fact connection: paid",
        "fact language: en",
        "fact offer.ends: 2026-12-01 23:59:00+00:00",
        "fact offer.stock: 3",
        "fact platform: blog",
        "fact published: 2026-11-29 10:00:00+01:00",
        "ignore: aboveboard: ignore-file urgency/last-chance -- the sale is real"
        " | urgency/last-chance -- the sale is real",
        "ignore: aboveboard: ignore-file scarcity/only-n-left -- we counted"
        " | scarcity/only-n-left: we counted",
        "title line: Our “best” mattress",
        "headline line: It's here # aboveboard: no comment",
        "description: Sleep well tonight",
        "summary: Last chance to save.⏎Really.",
        "summary: Hurry up⏎  and wait",
        "body: Why now?",
        "body: Because it ends.",
        "body: Body text.",
        "component: affiliate-disclosure | affiliate_disclosure: true",
        "comment: aboveboard: ignore a/b -- why",
        "comment: aboveboard: ignore urgency/last-chance -- ends 30 Nov",
        "caption: Only 3 left, hurry",
        "caption: Link in bio",
        "alt-text alt: A bed",
    ]


def test_yaml_texts_lead_back_to_how_they_were_written() -> None:
    document, _ = read(HUGO, "post.md")
    assert source_of(document, "title", "“best”") == "\\u201cbest\\u201d"
    assert source_of(document, "description", "well tonight") == "well\n  tonight"
    assert source_of(document, "headline", "It's") == "It''s"
    assert source_of(document, "summary", "chance to save") == "chance\n  to save"
    assert source_of(document, "summary", "up\n  and") == "up\n    and"


TOML = '''\
+++
title = "Our \\"best\\" 🛏"
date = 2026-11-30
description = """
Sleep \\
   well
tonight"""
tags = ['reviews', "sponsored"]
subtitle = 'C:\\beds'
# aboveboard: ignore a/b -- why
[params]
  summary = """Last
chance"""
[[images]]
alt = "First"
[[images]]
alt = "Second"
[aboveboard]
ignore = ["a/b -- c"]
[aboveboard.facts]
platform = "tiktok"
offer.ends = 2026-12-01T10:00:00Z
offer.stock = "many"
+++
Body text.
'''


def test_toml() -> None:
    assert outline(TOML, "post.md") == [
        "problem 23:1 error: the fact 'offer.stock' must be a whole number, such as 12, not 'many'",
        "fact connection: paid",
        "fact offer.ends: 2026-12-01 10:00:00+00:00",
        "fact platform: tiktok",
        "fact published: 2026-11-30",
        'ignore: aboveboard: ignore-file a/b -- c | "a/b -- c"',
        'title line: Our "best" 🛏',
        "headline line: C:\\beds",
        "description: Sleep well⏎tonight",
        "summary: Last⏎chance",
        "body: Body text.",
        "comment: aboveboard: ignore a/b -- why",
        "alt-text alt: First",
        "alt-text alt: Second",
    ]


def test_toml_texts_lead_back_to_how_they_were_written() -> None:
    document, _ = read(TOML, "post.md")
    assert source_of(document, "title", '"best"') == '\\"best\\"'
    assert source_of(document, "description", "Sleep well") == "Sleep \\\n   well"
    assert source_of(document, "alt-text", "Second") == "Second"


JSON = """\
{
\t"title": "Our \\"best\\" \\ud83d\\ude00 \\/ bed",
\t"description": "Last\\nchance",
\t"tags": ["sponsored"],
\t"aboveboard": {"facts": {"kind": "article"}, "ignore": {"a/b": "why"}}
}
Body text.
"""


def test_json() -> None:
    assert outline(JSON, "post.md") == [
        "fact connection: paid",
        "fact kind: article",
        'ignore: aboveboard: ignore-file a/b -- why | "a/b": "why"',
        'title line: Our "best" 😀 / bed',
        "description: Last⏎chance",
        "body: Body text.",
    ]
    document, _ = read(JSON, "post.md")
    assert source_of(document, "title", "😀") == "\\ud83d\\ude00"
    assert source_of(document, "title", "bed") == "bed"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_kind_of_line_end(end: str) -> None:
    for text in (
        "---\ntitle: Sale\ndescription: |\n  Last\n  chance\n...\nBody\n",
        '{\n"title": "Sale",\n"description": "Last\\nchance"\n}\nBody\n',
    ):
        assert outline(text.replace("\n", end), "a.md") == [
            "title line: Sale",
            "description: Last⏎chance" if "{" in text else f"description: Last{_seen(end)}chance",
            "body: Body",
        ]


def _seen(end: str) -> str:
    return "⏎"  # YAML makes every line end "\n"


def test_toml_with_carriage_returns() -> None:
    text = '+++\ntitle = "Sale"\ndescription = """\nLast\nchance"""\n+++\nBody\n'
    assert outline(text.replace("\n", "\r\n"), "a.md") == [
        "title line: Sale",
        "description: Last⏎chance",
        "body: Body",
    ]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            "---\ntitle: Ends: tonight\n---\nBody\n",
            "problem 2:12 error: the front matter cannot be read: ",
        ),
        ("---\ntitle: *sale\n---\nBody\n", "problem 2:8 error: the front matter cannot be read: "),
        ("---\ntitle: a\ntitle: b\n---\nBody\n", "problem 3:1 error: the front matter cannot "),
        (
            "+++\ntitle = \"a\"\ndate = soon\n+++\nBody\n",
            "problem 3:8 error: the front matter cannot be read: not valid TOML: invalid value",
        ),
        ('{\n"title": "a",\n"b": *}\nBody\n', "problem 3:6 error: the front matter cannot be read"),
    ],
)  # fmt: skip
def test_a_broken_block_is_reported_and_the_body_read(text: str, problem: str) -> None:
    first, *rest = outline(text, "a.md")
    assert first.startswith(problem)
    assert rest == ["body: Body"]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (
            "---\ntitle: Sale\n\nBody\n",
            [
                "problem 1:1 error: the front matter that begins here is never closed with '---'; "
                "it was read as text",
                "body: title: Sale",
                "body: Body",
            ],
        ),
        (
            '+++\ntitle = "Sale"\n',
            [
                "problem 1:1 error: the front matter that begins here is never closed with '+++'; "
                "it was read as text",
                'body: +++⏎title = "Sale"',
            ],
        ),
        (
            '{"title": "Sale",\nBody\n',
            [
                "problem 1:1 error: the front matter that begins here is never closed with '}'; "
                "it was read as text",
                'body: {"title": "Sale",⏎Body',
            ],
        ),
        ("---\nSale\n", ["body: Sale"]),
        ("---\n\nA sale.\n\n---\n\nBody\n", ["body: A sale.", "body: Body"]),
        ("---\n\nOne thing: it ends.\n\n---\n", ["body: One thing: it ends."]),
        ("---\n- a\n- b\n---\n", ["body item: a", "body item: b"]),
        ("---\n---\nBody\n", ["body: Body"]),
        ("{: .note}\nBody\n", ["body: Body"]),
        ("{}\nBody", ["body: {}⏎Body"]),
        ("\n---\ntitle: Sale\n---\n", ["body heading: title: Sale"]),
    ],
)
def test_what_is_no_front_matter_is_text(text: str, lines: list[str]) -> None:
    assert outline(text, "a.md") == lines


@pytest.mark.parametrize(
    ("block", "lines"),
    [
        ("aboveboard: yes\n", ["problem 2:13 error: 'aboveboard' must hold facts and ignore"]),
        ("aboveboard:\n", []),
        (
            "aboveboard:\n  fact: {}\n",
            ["problem 3:3 error: 'fact' is not known below 'aboveboard'; did you mean 'facts'?"],
        ),
        (
            "aboveboard:\n  zebra: 1\n",
            ["problem 3:3 error: 'zebra' is not known below 'aboveboard'; "
             "it may hold facts and ignore"],
        ),
        (
            "aboveboard:\n  facts: [a]\n",
            ["problem 3:10 error: 'facts' must be names with their values"],
        ),
        (
            "aboveboard:\n  facts:\n    offer:\n      ends: soon\n      stok: 3\n    platfrm: x\n",
            [
                "problem 5:7 error: the fact 'offer.ends' must be a date such as 2026-11-30, "
                "or with a time and zone, 2026-11-30T23:59Z, not 'soon'",
                "problem 6:7 error: 'offer.stok' is not a fact; did you mean 'offer.stock'?",
                "problem 7:5 error: 'platfrm' is not a fact; did you mean 'platform'?",
            ],
        ),
        (
            "aboveboard:\n  facts: {offer.stock: 3, media: {ai: generated}}\n",
            ["fact media.ai: generated", "fact offer.stock: 3"],
        ),
        (
            "aboveboard: {ignore: a/b}\n",
            ["ignore: aboveboard: ignore-file a/b | a/b"],
        ),
        (
            "aboveboard:\n  ignore: [[a], {a: b, c: d}]\n",
            ["problem 3:12 error: write 'RULE -- reason', or RULE: reason",
             "ignore: aboveboard: ignore-file a -- b | a: b",
             "ignore: aboveboard: ignore-file c -- d | c: d"],
        ),
        (
            "aboveboard:\n  ignore:\n    a/b: [c]\n",
            ["problem 4:10 error: the reason must be a text"],
        ),
        (
            "aboveboard:\n  facts: {connection: none}\nsponsored: true\n",
            ["fact connection: none"],
        ),
    ],
)  # fmt: skip
def test_our_own_block_is_read_strictly(block: str, lines: list[str]) -> None:
    assert outline(f"---\n{block}---\n", "a.md") == lines


@pytest.mark.parametrize(
    ("block", "lines"),
    [
        (
            "sponsored: [1, 2]\nauthor: [1]\nai_generated: maybe\ndate: 11/12/2026\n",
            [
                "problem 4:15 notice: 'ai_generated' is not read: it must be yes or no, "
                "not 'maybe'",
                "problem 5:7 notice: 'date' is not read: it must be a date that can be read in "
                "one way only, such as 2026-11-30, not '11/12/2026'",
            ],
        ),
        ("published: false\ndate: '{{ now }}'\nlang:\n", []),
        ("platforms: [x, linkedin]\n", []),
        ("platforms: [LinkedIn]\n", ["fact platform: linkedin"]),
    ],
)
def test_what_belongs_to_the_site_is_read_mildly(block: str, lines: list[str]) -> None:
    assert outline(f"---\n{block}---\n", "a.md") == lines


def test_fields_that_are_no_copy() -> None:
    text = (
        "---\ntitle: true\nsubject: ~\npreview: https://x.example/a.png\ncaption: /img/a.png\n"
        "twitter: '@brand'\nsocial: {handle: brand, note: two words}\nslug: last chance\n---\n"
    )
    assert outline(text, "a.md") == ["caption: two words"]


def test_a_title_may_be_a_number() -> None:
    assert outline("---\ntitle: 2026\n---\n", "a.md") == ["title line: 2026"]


def test_a_sheet_of_fields_in_one_part_stays_in_order() -> None:
    text = "---\nog_title: One\nheadlines:\n  - Two\n  - Three\ntitle: Four\n---\n"
    assert outline(text, "a.md") == [
        "title line: One",
        "title line: Four",
        "headline line: Two",
        "headline line: Three",
    ]
