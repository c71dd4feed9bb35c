from __future__ import annotations

import pytest
from source_outline import outline, read, source_of

PAGE = """\
<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<title>Spring sale &amp; more</title>
<meta name="description" content="Save &quot;big&quot; today">
<meta property="og:title" content="The spring sale">
<link rel="stylesheet" href="/site.css">
<style>.x > .y { color: red }</style>
<script>var copy = "<p>last chance</p>";</script>
</head>
<body>
<h1>Spring <em>sale</em></h1>
<p>Hurry!<br>Ends t&ouml;night with <code>SAVE10</code> off.
<p>Second <span hidden>secret</span>para <img src="a.png" alt="Only 3 left"> here
<ul><li>One<li>Two <b>bold</b></ul>
<table><tr><td>Cell<td><p>Letter</p></table>
<a href="https://amzn.to/x?a=1&amp;b=2" rel="Sponsored nofollow">Buy now</a>
<a href="mailto:a@b.example">mail</a> <a href="#top">top</a> <a href=" /shop ">shop</a>
<form action="/go"><input type="submit" value="Get it"><input name="q" value="no"
 placeholder="Your e-mail"><button formaction="/alt">No thanks, I hate saving</button></form>
<pre>ends tonight</pre><template>ends tonight</template><noscript>ends tonight</noscript>
<div style="color:red; display: none !important">ends tonight</div>
<a href="/x" aria-label="Shop the sale" title="Opens the shop"><svg><title>Icon</title></svg></a>
<affiliate-disclosure></affiliate-disclosure>
</body>
</html>
"""


def test_a_page() -> None:
    assert outline(PAGE, "page.html") == [
        "fact language: en-gb",
        "title line: Spring sale & more",
        "title line: The spring sale",
        'description: Save "big" today',
        "body heading: Spring sale",
        "body: Hurry!⏎Ends tönight with  ▢  off.",
        "body: Second para  ▢  here",
        "body item: One",
        "body item: Two bold",
        "body cell: Cell",
        "body: Letter",
        "body: Buy now⏎mail top shop",
        "body line: Get it",
        "body line: Your e-mail",
        "body line: No thanks, I hate saving",
        "link: https://amzn.to/x?a=1&b=2 (nofollow sponsored) | https://amzn.to/x?a=1&amp;b=2",
        "link: /shop",
        "link: /go",
        "link: /alt",
        "link: /x",
        "component: affiliate-disclosure | <affiliate-disclosure>",
        "alt-text alt: Only 3 left",
        "alt-text alt: Shop the sale",
        "alt-text alt: Opens the shop",
    ]


def test_entities_lead_back_to_how_they_were_written() -> None:
    document, _ = read(PAGE, "page.html")
    assert source_of(document, "body", "tönight") == "t&ouml;night"
    assert source_of(document, "body", "Ends tönight") == "Ends t&ouml;night"
    assert source_of(document, "description", '"big"') == "&quot;big&quot;"


NEWSLETTER = """\
<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN">
<html xmlns="http://www.w3.org/1999/xhtml">
<head><title>*|MC:SUBJECT|*</title></head>
<body>
<!--*|IF:MC_PREVIEW_TEXT|*-->
<!--[if !gte mso 9]><!----><span class="mcnPreviewText" style="display:none; font-size:0px;">\
Your code is inside&nbsp;&zwnj;&nbsp;&zwnj;</span><!--<![endif]-->
<!--[if mso]><table><tr><td>Outlook only</td></tr></table><![endif]-->
<table role="presentation"><tr><td>
<h2>Hi *|FNAME|*,</h2>
<p>This is your <strong>last</strong> chance.</p>
<a href="https://shop.example/?u=%%user%%" class="button">Shop now</a>
</td></tr>
<tr><td>*|LIST:ADDRESSLINE|*<br /><a href="*|UNSUB|*">Unsubscribe</a></td></tr></table>
</body></html>
"""


def test_a_newsletter_with_merge_tags_is_an_email() -> None:
    assert outline(NEWSLETTER, "letter.html") == [
        "fact kind: email",
        "subject line: *|MC:SUBJECT|*",
        "preheader: Your code is inside⍽\u200c⍽\u200c",
        "body heading: Hi *|FNAME|*,",
        "body: This is your last chance.",
        "body cell: Shop now",
        "body cell: *|LIST:ADDRESSLINE|*⏎Unsubscribe",
        "link: https://shop.example/?u=%%user%%",
        "link: *|UNSUB|*",
        "component: mc-subject | *|MC:SUBJECT|*",
        "component: fname | *|FNAME|*",
        "component: user | %%user%%",
        "component: list-addressline | *|LIST:ADDRESSLINE|*",
        "component: unsub | *|UNSUB|*",
        "comment: *|IF:MC_PREVIEW_TEXT|*",
        "comment: [if !gte mso 9]><!--",
        "comment: <![endif]",
        "comment: [if mso]><table><tr><td>Outlook only</td></tr></table><![endif]",
    ]


LETTER = """\
<html><body>
<div style="display:none;max-height:0;overflow:hidden">Doors close tonight</div>
<div style="display:none">&#8199;&#65279;&#847;</div>
<p>Hi {{ first_name|default:'there' }}, only {{ item.stock }} left.</p>
<div style="display:none">Second hidden text</div>
<p>{{ organization.full_address }} {% unsubscribe 'Leave this list' %}</p>
</body></html>
"""


def test_a_letter_whose_preheader_is_only_hidden() -> None:
    assert outline(LETTER, "letter.html") == [
        "fact kind: email",
        "preheader: Doors close tonight",
        "body: Hi {{ first_name|default:'there' }}, only {{ item.stock }} left.",
        "body: {{ organization.full_address }} ◇",
        "body line: Leave this list",
        "component: first-name | {{ first_name",
        "component: item-stock | {{ item.stock",
        "component: organization-full-address | {{ organization.full_address",
        "component: unsubscribe | {% unsubscribe 'Leave this list' %}",
    ]


MJML = """\
<mjml lang="en">
  <mj-head>
    <mj-title>Doors close tonight</mj-title>
    <mj-preview>Last seats inside</mj-preview>
    <mj-attributes><mj-text color="#333" alt="no" /></mj-attributes>
    <mj-style>.a > .b { color: red }</mj-style>
    <mj-font name="Inter" href="https://fonts.example/inter.css" />
  </mj-head>
  <mj-body>
    <mj-section><mj-column>
      <mj-text>Only <b>3</b> seats<br/>left</mj-text>
      <mj-image src="a.png" alt="A full room" href="https://x.example" />
      <mj-button href="https://shop.example/go">Save my seat</mj-button>
      <mj-raw><p>Raw words</p></mj-raw>
    </mj-column></mj-section>
  </mj-body>
</mjml>
"""


@pytest.mark.parametrize("name", ["letter.mjml", "letter.html"])
def test_mjml(name: str) -> None:
    assert outline(MJML, name) == [
        "fact kind: email",
        "fact language: en",
        "subject line: Doors close tonight",
        "preheader: Last seats inside",
        "body: Only 3 seats⏎left",
        "body line: Save my seat",
        "body: Raw words",
        "link: https://x.example",
        "link: https://shop.example/go",
        "alt-text alt: A full room",
    ]


JEKYLL = """\
---
title: Our picks
sponsored: true
---
{% include affiliate-disclosure.html %}
<p>Buy it <a href="{{ page.link }}" rel="sponsored">here</a>{% if page.sale %} today{% endif %}.</p>
{% highlight html %}<p>last chance</p>{% endhighlight %}
{% comment %} aboveboard: ignore a/b -- why {% endcomment %}
<!-- {% include sponsored-disclosure.html %} -->
"""


def test_a_jekyll_page() -> None:
    assert outline(JEKYLL, "index.html") == [
        "fact connection: paid",
        "title line: Our picks",
        "body: Buy it here today.",
        "link: {{ page.link }} (sponsored)",
        "component: affiliate-disclosure | {% include affiliate-disclosure.html %}",
        "comment: aboveboard: ignore a/b -- why",
        "comment: {% include sponsored-disclosure.html %}",
    ]


def test_html_alone_is_no_email() -> None:
    text = (
        "<html><body><table><tr><td>Unsubscribe at any time</td></tr></table>{{ x }}</body></html>"
    )
    document, _ = read(text, "letter.html")
    assert dict(document.facts) == {}


def test_front_matter_says_that_a_page_is_an_email() -> None:
    text = "---\naboveboard: {facts: {kind: email}}\n---\n<title>Sale</title>{{ first_name }}"
    assert outline(text, "letter.html") == [
        "fact kind: email",
        "subject line: Sale",
        "body: {{ first_name }}",
        "component: first-name | {{ first_name",
    ]


@pytest.mark.parametrize(
    ("inside", "kept"),
    [
        ("<p>Words</p>", True),
        ("<p>Words</p><footer>Jane Doe, The Paper</footer>", False),
        ("<p>Words</p><cite>Jane Doe</cite>", False),
        ("<p>Words</p><p>— Jane Doe</p>", False),
        ("<p>Words</p>&mdash; Jane (@jane) <a href='/1'>May 1</a>", False),
        ("Words<br>-- Jane Doe", False),
        ("Words — and more words", True),
        ("<blockquote><p>Inner</p><cite>J</cite></blockquote><p>Words</p>", True),
    ],
)
def test_a_quotation_that_names_its_source_is_not_copy(inside: str, kept: bool) -> None:
    document, _ = read(f"<p>Before</p><blockquote>{inside}</blockquote><p>After</p>", "a.html")
    found = [block.view.text for block in document.parts["body"].blocks]  # type: ignore[union-attr]
    assert found[0] == "Before"
    assert found[-1] == "After"
    assert any("Words" in text for text in found) is kept
    assert "Inner" not in found


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (
            "<figure><blockquote><p>Words</p></blockquote><figcaption>Jane</figcaption></figure>",
            ["body: Jane"],
        ),
        (
            "<figure><blockquote>Words</blockquote>and<figcaption>Jane</figcaption></figure>",
            ["body: Words", "body: and", "body: Jane"],
        ),
        ("<figure>Words<figcaption>Jane</figcaption></figure>", ["body: Words", "body: Jane"]),
        (
            "<blockquote>Words</blockquote><figure><img><figcaption>Jane</figcaption></figure>",
            ["body: Words", "body: Jane"],
        ),
    ],
)
def test_a_caption_names_the_source_of_the_quotation_in_its_figure(
    text: str, lines: list[str]
) -> None:
    assert outline(text, "a.html") == lines


@pytest.mark.parametrize(
    ("lang", "facts"),
    [("en", ["fact language: en"]), ("PT-br", ["fact language: pt-br"]), ("{{ lang }}", [])],
)
def test_the_language_of_a_page(lang: str, facts: list[str]) -> None:
    assert outline(f"<html lang='{lang}'>", "a.html") == facts


def test_what_says_that_it_is_closed_is_closed() -> None:
    text = "<title/><script src='x'/><p>Last chance</p><style/>now<div hidden/>here"
    assert outline(text, "a.html") == ["body: Last chance", "body: now", "body: here"]


def test_a_cite_attribute_names_the_source() -> None:
    text = "<blockquote cite='https://x.example'><p>Words</p></blockquote><q>Kept</q>"
    assert outline(text, "a.html") == ["body: Kept"]


def test_elements_end_where_a_browser_ends_them() -> None:
    text = (
        "<div><p>a<b>b<p>c</b>d<table><tr><td>e<tr><td>f<td hidden>g<td>h</table>"
        "<dl><dt>i<dd>j</dl></div></p></span>k"
    )
    assert outline(text, "a.html") == [
        "body: ab",
        "body: cd",
        "body cell: e",
        "body cell: f",
        "body cell: h",
        "body item: i",
        "body item: j",
        "body: k",
    ]


@pytest.mark.parametrize(
    ("text", "message", "blocks"),
    [
        (
            "<p>a</p>\n <!-- b <p>c</p>",
            "problem 2:2 notice: a comment begins here and is never closed; "
            "what comes after it was not checked",
            ["body: a", "comment: b <p>c</p>"],
        ),
        (
            "<p>a</p>\n<p class='b>c</p>",
            "problem 2:1 notice: a tag begins here and is never closed; "
            "what comes after it was not checked",
            ["body: a"],
        ),
        (
            "<p>a</p><template>b</body>c",
            "problem 1:9 notice: <template> is hidden or code and is never closed; "
            "what comes after it was not checked",
            ["body: a"],
        ),
        (
            "<body><p>a</p><div hidden>b</body>c",
            "problem 1:15 notice: <div> is hidden or code and is never closed; "
            "what comes after it was not checked",
            ["body: a", "body: c"],
        ),
    ],
)
def test_what_hides_the_rest_is_said(text: str, message: str, blocks: list[str]) -> None:
    assert outline(text, "a.html") == [message, *blocks]


@pytest.mark.parametrize(
    ("tag", "name"),
    [
        ("<AffiliateDisclosure/>", "affiliate-disclosure"),
        ("<affiliate-note>", "affiliate-note"),
        ("<FTCNotice>", "ftc-notice"),
        ("<Font>", ""),
        ("<TABLE>", ""),
        ("<mj-text>", ""),
        ("<font-face>", ""),
    ],
)
def test_components(tag: str, name: str) -> None:
    expected = [f"component: {name} | {tag}"] if name else []
    assert [line for line in outline(tag, "a.html") if line.startswith("component")] == expected
