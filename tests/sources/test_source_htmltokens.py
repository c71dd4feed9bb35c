from __future__ import annotations

import html

import pytest

from aboveboard.sources.htmltokens import Token, jsx_tag, tokens
from aboveboard.sources.jsx import Braces
from aboveboard.sources.references import decoded


def said(text: str) -> list[str]:
    """The tokens on a line each; they cover the text without a gap."""
    found = list(tokens(text))
    assert "".join(text[token.start : token.end] for token in found) == text
    return [describe(text, token) for token in found]


def describe(text: str, token: Token) -> str:
    span = text[token.start : token.end]
    if token.kind == "comment":
        return f"comment {text[slice(*token.inner)]!r}" + ("" if token.closed else " open")
    if token.kind not in {"start", "end"}:
        return f"{token.kind} {span!r}" + ("" if token.closed else " open")
    attributes = "".join(
        f" {a.name}" + (f"={text[a.start : a.end]!r}" if a.form != "none" else "")
        for a in token.attributes
    )
    return f"{'/' * (token.kind == 'end')}{token.name}{attributes}" + "/" * token.self_closing


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a<b>c</b>", ["text 'a'", "b", "text 'c'", "/b"]),
        ("<BR/>", ["br/"]),
        (
            "<p class=a id='x y' Title=\"&quot;\" hidden>",
            ["p class='a' id='x y' title='&quot;' hidden"],
        ),
        ("<a href=x/>", ["a href='x/'"]),
        ("<a href=x />", ["a href='x'/"]),
        ("<a\n\thref\n=\n'x'b=c>", ["a href='x' b='c'"]),
        ("<a x='1' X='2'>", ["a x='1' x='2'"]),
        ("<a =b c= >", ["a =b c=''"]),
        ("<a/b/c>", ["a b c"]),
        ("</p class=x>", ["/p class='x'"]),
        ("1 < 2 <3 a<", ["text '1 < 2 <3 a<'"]),
        ("</> </ 1> </", ["declaration '</>'", "text ' '", "declaration '</ 1>'", "text ' </'"]),
        ("<!-- a > b -->c", ["comment ' a > b '", "text 'c'"]),
        ("<!--a--!>b", ["comment 'a'", "text 'b'"]),
        ("<!--><!--->x", ["comment ''", "comment ''", "text 'x'"]),
        ("<!-- a -- b", ["comment ' a -- b' open"]),
        ("<!DOCTYPE html><?xml?>", ["declaration '<!DOCTYPE html>'", "declaration '<?xml?>'"]),
        ("<![CDATA[a>b]]>", ["declaration '<![CDATA[a>'", "text 'b]]>'"]),
        (
            "<script>a<b</b></scripty></SCRIPT >c",
            ["script", "raw 'a<b</b></scripty>'", "/script", "text 'c'"],
        ),
        ("<style>a>b", ["style", "raw 'a>b'"]),
        ("<title>a <b> &amp;</title>", ["title", "rcdata 'a <b> &amp;'", "/title"]),
        ("<script></script>", ["script", "/script"]),
        ("a <b", ["text 'a '", "declaration '<b' open"]),
        ("<a href='x>y", ['declaration "<a href=\'x>y" open']),
        ("<my-tag a.b:c=1></my-tag>", ["my-tag a.b:c='1'", "/my-tag"]),
    ],
)
def test_tokens(text: str, expected: list[str]) -> None:
    assert said(text) == expected


def test_tokens_of_a_piece_count_in_the_whole() -> None:
    text = "<i>no</i> <b>yes</b> <u>no"
    assert [describe(text, token) for token in tokens(text, 10, 20)] == ["b", "text 'yes'", "/b"]
    # What is cut off by the end of the piece is not read on behind it.
    assert [describe(text, token) for token in tokens(text, 10, 12)] == ["declaration '<b' open"]


@pytest.mark.parametrize(
    "text",
    [
        "&amp; &lt;b&gt; &quot;&apos;",
        "&copy2026 &COPY; &copyright &not &notin; &notit;",
        "&nbsp;&zwnj;&hellip;&rarr;",
        "&#38;&#x26;&#X1f600;&#128512",
        "&#0; &#x80; &#xD800; &#x110000; &#99999999;",
        "& &; &# &#x; &x; &nosuch; a&b",
        "&ampamp; &amp;amp;",
        "&CounterClockwiseContourIntegral; &NotNestedGreaterGreater;",
    ],
)
def test_references_are_read_as_the_standard_library_reads_them(text: str) -> None:
    assert decoded(text, 0, len(text)).text == html.unescape(text)


def test_a_number_of_any_length_is_read() -> None:
    text = "&#" + "9" * 10_000 + ";&#" + "0" * 10_000 + "65;"
    assert decoded(text, 0, len(text)).text == "\ufffdA"


def test_references_map_to_their_place() -> None:
    text = "Now &euro;5 &copy2026 left"
    view = decoded(text, 0, len(text))
    assert view.text == "Now €5 ©2026 left"
    assert [text[slice(*view.source_span(i, i + 1))] for i in (4, 5, 7, 8)] == [
        "&euro;", "5", "&copy", "2",
    ]  # fmt: skip


def test_in_an_attribute_a_parameter_is_no_reference() -> None:
    text = "?a=1&copy=2&copyx=3&amp;b=4&lt;c&notit;"
    assert decoded(text, 0, len(text), attribute=True).text == "?a=1&copy=2&copyx=3&b=4<c&notit;"


# --- JSX ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<Ad/>", "Ad/"),
        (
            "<Ad.Label id='x' on={() => {}} {...rest} open />",
            "Ad.Label id='x' on='{() => {}}' ='{...rest}' open/",
        ),
        ("<a href={`/${x}`}>", "a href='{`/${x}`}'"),
        ('<A b={ {c: "}"} }>', "A b='{ {c: \"}\"} }'"),
        ("<A b={don't} c>", 'A b="{don\'t}" c'),
        ("<A b={/* } */ 1}>", "A b='{/* } */ 1}'"),
        ('<A client:load data-x="1">', "A client:load data-x='1'"),
        ("<A\n  b='1'\n  c='2'\n>", "A b='1' c='2'"),
        ("<>", ""),
        ("</A>", "/A"),
    ],
)
def test_jsx_tags(text: str, expected: str) -> None:
    token = jsx_tag(text, 0, Braces(text))
    assert token is not None
    assert token.end == len(text)
    assert describe(text, token) == expected


@pytest.mark.parametrize(
    "text",
    [
        "< b>",
        "<a<b",
        "<A b='x",
        "<A b={x",
        "<A 'x'>",
        "<A",
        "</A/>",
        "<A b=c>",
        "<3",
        "<https://x>",
    ],
)
def test_what_is_no_jsx_tag(text: str) -> None:
    assert jsx_tag(text, 0, Braces(text)) is None


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("{a}b", 3),
        ("{a{b}c}d", 7),
        ("{'}'}", 5),
        ('{"\\"}"}', 7),
        ("{`}${`}`}`}", 11),
        ("{/* } */}", 9),
        ("{// }\n}", 7),
        ("{ok && <p>Don't miss</p>}", 25),
        ("{'a\n}", 5),
        ('{"http://x"}', 12),
        ("{", -1),
        ("{{}", -1),
    ],
)
def test_braces(text: str, end: int) -> None:
    assert Braces(text).end(0) == end


def test_after_a_brace_that_never_closes_braces_are_text() -> None:
    text = "{ {a}"
    braces = Braces(text)
    assert braces.end(0) == -1
    assert braces.unclosed == 0
    assert braces.end(2) == -1
