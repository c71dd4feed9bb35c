from __future__ import annotations

import pytest
from source_outline import outline

ARTICLE = """\
---
title: Our picks
isSponsored: true
---
import Ad from "./ad"
import {
  Card,

  Note,
} from "../components"

export const meta = {
  title: "last chance",

  text: `}`,
}

# Picks for {props.year}

<AffiliateDisclosure text={`a > b {c}`} {...props} />

Only {count} left! <b>Last</b> chance{' '}now {/* aboveboard: ignore a/b -- why */} don't

<Callout title="Hurry up" type="warning">
    Inside **the** callout

    - one
      - two

    <Inner>
        Deep text <a href="https://amzn.to/q" rel="sponsored">go</a>

        ```jsx
        <Nope alt="no" /> {ends tonight}
        ```
    </Inner>
</Callout>

<img src={photo} alt="A bed" /> <Image alt={"A sofa"} title={'Tip'} />

`<No alt="no"/>` {"Only today"} and 3 < 4

<style>{`.a { color: red }`}</style>
<div>One</div><div hidden>No</div><div>Two</div>

<Tooltip text="no">word</Tooltip>s<br/>next {list.map((x) => <li>{x}</li>)}
"""


def test_an_article() -> None:
    assert outline(ARTICLE, "post.mdx") == [
        "fact connection: paid",
        "title line: Our picks",
        "body heading: Picks for ◇",
        "body: Only ◇ left! Last chance now  don't",
        "body line: Hurry up",
        "body: Inside the callout",
        "body item: one",
        "body item: two",
        "body: Deep text go",
        "body line: Tip",
        "body: Only today and 3 < 4",
        "body: One",
        "body: Two",
        "body: words⏎next ◇",
        "link: https://amzn.to/q (sponsored)",
        "component: affiliate-disclosure | <AffiliateDisclosure text={`a > b {c}`} {...props} />",
        'component: callout | <Callout title="Hurry up" type="warning">',
        "component: inner | <Inner>",
        "component: image | <Image alt={\"A sofa\"} title={'Tip'} />",
        'component: tooltip | <Tooltip text="no">',
        "comment: aboveboard: ignore a/b -- why",
        "alt-text alt: A bed",
        "alt-text alt: A sofa",
    ]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (
            "Export your data.\n\nexport your data\n",
            ["body: Export your data.", "body: export your data"],
        ),
        ("import duties rose\n", ["body: import duties rose"]),
        ("import 'a.css'\nimport b from 'b'\n\nText\n", ["body: Text"]),
        ("import a from 'a'\nText\n", []),
        ("export default function A() {\n  return <p>no</p>\n}\n\nText\n", ["body: Text"]),
        ("a {/* x */} b", ["body: a  b", "comment: x"]),
        ("a {'b'} {`c`} {d}", ["body: a b c ◇"]),
        ("<></>\n\n<>a</>", ["body: a"]),
        ("<Trans.Ad x='1'/>", ["component: trans-ad | <Trans.Ad x='1'/>"]),
        ("``a `b` <c>``d", ["body: d"]),
        ("~~~\n{a}\n```\n~~~\nb", ["body: b"]),
        ("- ```\n  {a}\n  ```\n- b", ["body item: b"]),
        ("\\{a\\} \\<b>", ["body: {a} <b>"]),
        ("<code>{'x'} no</code> yes", ["body: yes"]),
        ("<div style={{a: 1}}>\n\n# b\n\n</div>", ["body heading: b"]),
        (
            "<!-- aboveboard: ignore a/b -- c --> d",
            ["body: d", "comment: aboveboard: ignore a/b -- c"],
        ),
        ("> words\n> <cite>Jane</cite>\n\nafter", ["body: after"]),
        ("<https://a.example> b", ["body: https://a.example b", "link: https://a.example"]),
        ("        eight spaces\n\n        are text\n", ["body: eight spaces", "body: are text"]),
    ],
)
def test_pieces(text: str, lines: list[str]) -> None:
    assert outline(text, "a.mdx") == lines


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("a <b c", ["body: a <b c"]),
        (
            "a <B c={1 d",
            ["problem 1:8 notice: a '{' stands here that is never closed", "body: a <B c={1 d"],
        ),
        (
            "{a\n\nlast chance {b}",
            [
                "problem 1:1 notice: a '{' stands here that is never closed",
                "body: {a",
                "body: last chance {b}",
            ],
        ),
        ("</B> a </c>", ["body: a"]),
        ("<B>\n\na", ["body: a", "component: b | <B>"]),
        ("a } b", ["body: a } b"]),
        ("<B 'x'>a", ["body: <B 'x'>a"]),
        (
            "export const a = {\n\nlast chance",
            [
                "problem 1:1 notice: a '{' stands here that is never closed",
                "body: last chance",
            ],
        ),
        ("<style>\n\nlast chance", ["body: last chance"]),
    ],
)
def test_broken_jsx_is_text(text: str, lines: list[str]) -> None:
    assert outline(text, "a.mdx") == lines


def test_markdown_without_a_capital_x_is_no_mdx() -> None:
    assert outline("a {b} <Cd/>", "a.md") == ["body: a {b}", "component: cd | <Cd/>"]
    assert outline("a {b}", "A.MDX") == ["body: a ◇"]
