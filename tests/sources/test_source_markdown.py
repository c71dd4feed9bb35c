from __future__ import annotations

import pytest
from source_outline import outline, read, source_of

POST = """\
---
title: Five beds that are worth it
date: 2026-11-30
affiliate_disclosure: true
---

{{< affiliate-disclosure >}}

# Five *beds* 🛏 &amp; a sofa

Wir mögen **last** _chance_ deals\\
and [the *first* one](https://amzn.to/x?a=1&amp;b "Tip &amp; top").
Use `SAVE10` now 🎉 ![Only *3* left](a.png "Hurry") ok.

- Ends tonight
  for real
- [x] done

  Second paragraph

1. Ordered ~~$99~~ $49

| Bed | Price |
|-----|-------|
| A \\| B | `€` <br> 49 |

Term
: Definition

> Buy it now.
> Really.

> The best bed ever.
> — Jane Doe

> [!TIP]
> Act now

Setext heading
--------------

See [ref], [two][ref] and [three][]. A note[^1]. <https://auto.example/x>, https://bare.example/p.

```text
last chance
```

    indented code

***

[^1]: Only today.

[ref]: https://ref.example/x
[three]: <https://three.example> 'T'
"""


def test_a_post() -> None:
    assert outline(POST, "post.md") == [
        "fact connection: affiliate",
        "fact published: 2026-11-30",
        "title line: Five beds that are worth it",
        "body heading: Five beds 🛏 & a sofa",
        "body: Wir mögen last chance deals⏎and the first one.⏎Use  ▢  now 🎉  ▢  ok.",
        "body item: Ends tonight⏎for real",
        "body item: done",
        "body item: Second paragraph",
        "body item: Ordered $99 $49",
        "body cell: Bed",
        "body cell: Price",
        "body cell: A | B",
        "body cell: 49",
        "body item: Term",
        "body item: Definition",
        "body: Buy it now.⏎Really.",
        "body: Act now",
        "body heading: Setext heading",
        "body: See ref, two and three. A note. https://auto.example/x, https://bare.example/p.",
        "body: Only today.",
        "link: https://amzn.to/x?a=1&b | https://amzn.to/x?a=1&amp;b",
        "link: https://ref.example/x | [ref]",
        "link: https://ref.example/x | [two][ref]",
        "link: https://three.example | [three]",
        "link: https://auto.example/x",
        "link: https://bare.example/p",
        "component: affiliate-disclosure | affiliate_disclosure: true",
        "component: affiliate-disclosure | {{< affiliate-disclosure >}}",
        "alt-text alt: Tip & top",
        "alt-text alt: Only 3 left",
        "alt-text alt: Hurry",
    ]


def test_words_behind_wide_characters_lead_back_to_themselves() -> None:
    document, _ = read(POST, "post.md")
    assert source_of(document, "body", "mögen") == "mögen"
    assert source_of(document, "body", "last chance") == "last** _chance"
    assert source_of(document, "body", "& a") == "&amp; a"
    assert source_of(document, "body", "now 🎉") == "now 🎉"
    assert source_of(document, "alt-text", "3 left") == "3* left"


def test_code_and_pictures_keep_words_apart() -> None:
    document, _ = read("last `x` chance, last ![](a.png) chance, last<kbd>x</kbd>chance", "a.md")
    (block,) = document.parts["body"].blocks  # type: ignore[union-attr]
    assert "last chance" not in " ".join(block.view.text.split())
    assert "lastchance" not in block.view.text


HTML = """\
<p align="center">
  <img src="a.png" alt="Only today">
  <a href="https://amzn.to/1" rel="sponsored">Buy</a>
</p>

<!-- aboveboard: ignore-file a/b -- why -->

<details><summary>More</summary>

Inside **details** <AffiliateDisclosure client:load /> and <b title="Tip">bold</b>

</details>

<div style="display:none">

ends tonight

</div>

<script>
var a = 1;

var copy = "last chance";
</script>

<pre>
last chance

last chance
</pre>

> <div>
> Quoted <a href="https://h.example/a&amp;b">link
> text</a>
> </div>

<table><tr><td>

Cell *text*

</td></tr></table>

<!-- a comment

that spans paragraphs --> tail
"""


def test_html_in_markdown() -> None:
    assert outline(HTML, "a.md") == [
        "body: Buy",
        "body heading: More",
        "body: Inside details  and bold",
        "body: Quoted link⏎text",
        "body cell: Cell text",
        "body: tail",
        "link: https://amzn.to/1 (sponsored)",
        "link: https://h.example/a&b | https://h.example/a&amp;b",
        "component: affiliate-disclosure | <AffiliateDisclosure client:load />",
        "comment: aboveboard: ignore-file a/b -- why",
        "comment: a comment⏎⏎that spans paragraphs",
        "alt-text alt: Only today",
        "alt-text alt: Tip",
    ]


def test_code_that_is_never_closed_ends_with_its_paragraph() -> None:
    assert outline("Use the <code> tag.\n\nLast chance\n", "a.md") == [
        "problem 1:9 notice: <code> is hidden or code and is never closed; "
        "what comes after it was not checked",
        "body: Use the",
        "body: Last chance",
    ]


@pytest.mark.parametrize(
    ("quote", "kept"),
    [
        ("> Words\n> — Jane Doe", False),
        ("> Words\n> – Jane", False),
        ("> Words\n>\n> -- Jane Doe, *The Paper*", False),
        ("> Words\n> ~ Jane", False),
        ("> Words\n> <cite>Jane</cite>", False),
        ("> Words\n> - Jane", True),
        ("> Words — and more", True),
        ("> Words\n> -- 5", True),
        ("> [!WARNING]\n> Words\n> — Jane", True),
        ("> > Words\n> > — Jane\n>\n> Other", False),
        ("<blockquote>\nWords\n<footer>Jane</footer>\n</blockquote>", False),
        ("<blockquote>\n\nWords\n\n— Jane\n\n</blockquote>", False),
    ],
)
def test_a_quotation_that_names_its_source_is_not_copy(quote: str, kept: bool) -> None:
    lines = outline(f"Before\n\n{quote}\n\nAfter\n", "a.md")
    assert (lines[0], lines[-1]) == ("body: Before", "body: After")
    assert any("Words" in line for line in lines) is kept


HUGO = """\
{{% notice tip %}}
Hurry up
{{% /notice %}}

Only {{< param "stock" >}} left, {{< hl >}}last{{< /hl >}} chance.{{</* shown */>}}

{{< figure src="a.png" alt="A bed" caption="Last chance to sleep" >}}

{{< highlight go >}}
x := "ends tonight" {{< sponsored >}}
{{< /highlight >}}

`{{< ad-disclosure >}}` <!-- {{< sponsored >}} -->

[Read on]({{< relref "post.md" >}}) {{ partial "affiliate/disclosure-note.html" . }}
"""


def test_hugo() -> None:
    assert outline(HUGO, "a.md") == [
        "body: Hurry up",
        "body: Only ◇ left, last chance.◇",
        "body line: Last chance to sleep",
        "body: Read on ◇",
        'link: {{< relref "post.md" >}}',
        "component: notice | {{% notice tip %}}",
        'component: param | {{< param "stock" >}}',
        "component: hl | {{< hl >}}",
        'component: figure | {{< figure src="a.png" alt="A bed" caption="Last chance to sleep" >}}',
        'component: relref | {{< relref "post.md" >}}',
        'component: disclosure-note | {{ partial "affiliate/disclosure-note.html" . }}',
        "comment: {{< sponsored >}}",
        "alt-text alt: A bed",
    ]


JEKYLL = """\
{% include affiliate_disclosure.html link="x" %}

Buy [here](https://amzn.to/1){:rel="nofollow sponsored" target="_blank"} now.
{: .lead}

{% if page.sale %}Ends tonight{% else %}Ends soon{% endif %}, {{ page.count }} left.

{% highlight ruby %}
puts "last chance"
{% endhighlight %}

{% comment %}
aboveboard: ignore a/b -- why
{% endcomment %}
"""


def test_jekyll() -> None:
    assert outline(JEKYLL, "a.md") == [
        "body: Buy here now.",
        "body: Ends tonight⏎Ends soon, {{ page.count }} left.",
        "link: https://amzn.to/1 (nofollow sponsored)",
        'component: affiliate-disclosure | {% include affiliate_disclosure.html link="x" %}',
        "comment: aboveboard: ignore a/b -- why",
    ]


@pytest.mark.parametrize(
    ("text", "url", "place"),
    [
        ("[a](u)", "u", "u"),
        ("[a]( <u v> 'x')", "u v", "u v"),
        ("[a](u(v)w)", "u(v)w", "u(v)w"),
        ("[a](u\\)v)", "u)v", "u\\)v"),
        ("[a](u&auml;v)", "uäv", "u&auml;v"),
        ("[![b](c)](d)", "d", "d"),
        ("[**b** `](` c](d)", "d", "d"),
        ("> [a\n> b](\n> u\n> )", "u", "u"),
        ("[a](u\n'x\ny')", "u", "u"),
        ("[a\\](b](u)", "u", "u"),
        ("[é🎉](ü)", "ü", "ü"),
    ],
)
def test_the_target_of_a_link_is_where_it_was_written(text: str, url: str, place: str) -> None:
    document, _ = read(text, "a.md")
    (link,) = document.parts["body"].links  # type: ignore[union-attr]
    assert link.url == url
    assert text[slice(*link.view.source_span(0, len(url)))] == place


@pytest.mark.parametrize(
    "text",
    [
        "[a](#b)",
        "[a](mailto:b@c.de)",
        "<b@c.example>",
        "[a]()",
        "![a](b)",
        "[a](<>)",
        "`http://a.b`",
    ],
)
def test_what_is_no_link(text: str) -> None:
    document, _ = read(text, "a.md")
    assert document.parts["body"].links == ()  # type: ignore[union-attr]


def test_a_link_whose_text_is_its_address_is_one_link() -> None:
    lines = outline("[https://a.example](https://a.example) <a href='x'>www.b.example</a>", "a.md")
    assert [line for line in lines if line.startswith("link")] == [
        "link: https://a.example",
        "link: x",
    ]


def test_lines_end_in_any_way() -> None:
    text = "Last\nchance\n\n> now\n> or never\n"
    expected = ["body: Last⏎chance", "body: now⏎or never"]
    assert outline(text, "a.md") == expected
    assert outline(text.replace("\n", "\r\n"), "a.md") == expected
    assert outline(text.replace("\n", "\r"), "a.md") == expected


def test_a_lone_surrogate_and_a_nul_do_no_harm() -> None:
    assert outline("last \ud800 **chance** \0 now", "a.md") == ["body: last \ud800 chance \0 now"]
