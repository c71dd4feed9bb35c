from __future__ import annotations

import pytest

from aboveboard.sources.dedent import indentation
from aboveboard.sources.masks import Mask, blanked, masked
from aboveboard.sources.mdx import find_jsx
from aboveboard.sources.offsets import Offsets
from aboveboard.sources.templates import find_templates, merge_tags


def masks_in(text: str) -> list[Mask]:
    """A mask over each pair of brackets."""
    found = []
    start = text.find("[")
    while start >= 0:
        end = text.find("]", start) + 1
        found.append(Mask(start, end, "gap"))
        start = text.find("[", end)
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a [b] c", "a ,,, c"),
        ("[b]\n", "   \n"),
        ("a\n  [b] [c]  \nd", "a\n           \nd"),
        ("a\n[b\nc]\nd", "a\n  \n  \nd"),
        ("a\n[b\nc] d\n[e]", "a\n,,,,, d\n   "),
        ("[a] b [c\nd] [e]", ",,, b ,,,,, ,,,"),
        ("[a][b]\n[c]x", "      \n,,,x"),
        ("none", "none"),
    ],
)
def test_masks_keep_every_offset(text: str, expected: str) -> None:
    shown = masked(text, masks_in(text))
    assert shown == expected
    assert len(shown) == len(text)
    assert blanked(text, masks_in(text)) == "".join(
        " " if any(m.start <= i < m.end for m in masks_in(text)) else c for i, c in enumerate(text)
    )


@pytest.mark.parametrize("text", ["", "abc", "é🎉a" * 1000, "日本\n" * 900, "a" * 5000 + "ü"])
def test_bytes_become_code_points(text: str) -> None:
    offsets = Offsets(text)
    position = 0
    for index, char in enumerate(text):
        assert offsets.start(position) == offsets.end(position) == index
        position += len(char.encode())
    assert offsets.end(position) == len(text)


def test_cuts_are_put_back() -> None:
    text = "ab\n    cé\n  d"
    offsets = Offsets(text, [(3, 4), (10, 2)])
    assert offsets.parsed == "ab\ncé\nd"
    assert [offsets.start(byte) for byte in (0, 3, 4, 7)] == [0, 7, 8, 12]
    assert [offsets.end(byte) for byte in (3, 6, 7, 8)] == [3, 9, 10, 13]


def test_children_of_jsx_move_to_the_left() -> None:
    text = "<A>\n    one\n      - two\n    <B>\n        three\n    </B>\n  four\n</A>\n    five\n"
    cuts = indentation(text, find_jsx(text).tags)
    assert Offsets(text, cuts).parsed == (
        "<A>\none\n  - two\n<B>\nthree\n</B>\nfour\n</A>\n    five\n"
    )


@pytest.mark.parametrize(
    "text",
    [
        "{{< a",
        "{% a",
        "{{< {{< a >}}",
        "{%" + "x" * 6000 + "%}",
        "<% a",
        "100 %}",
        "{{ a }}",
        "{: a\nb}",
    ],
)
def test_what_is_no_template_code_stays(text: str) -> None:
    found = find_templates(text, attribute_lists=True)
    assert [text[m.start : m.end] for m in found.masks] in ([], ["{{< a >}}"])


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("{{< affiliate_note >}}{{<sponsored/>}}", ["affiliate-note", "sponsored"]),
        ("{{% parts/FTCNotice %}}", ["ftc-notice"]),
        ("{% include components/AdDisclosure.html a='b' %}", ["ad-disclosure"]),
        ("{%- render 'ad-disclosure' -%}", ["ad-disclosure"]),
        ("{% affiliateDisclosure %}", ["affiliate-disclosure"]),
        ("{% if a %}{% for b in c %}{% endfor %}{% endif %}{% assign d = 1 %}", []),
        ("{{> sponsor-note }}{{ template \"ads/notice.html\" . }}", ["sponsor-note", "notice"]),
        ("{{</* shown */>}}{{< /closed >}}", []),
        ("{% highlight x %}{% include no.html %}{% endhighlight %}", []),
        ("<?php include 'ad.php' ?>", []),
    ],
)  # fmt: skip
def test_components_of_templates(text: str, names: list[str]) -> None:
    assert [component.name for component in find_templates(text).components] == names


def test_merge_tags() -> None:
    text = "*|FNAME|* %%unsub_center_url%% {{ organization.full_address|safe }} {{#if x}} 5%% *|"
    assert [(c.name, text[c.start : c.end]) for c in merge_tags(text)] == [
        ("fname", "*|FNAME|*"),
        ("unsub-center-url", "%%unsub_center_url%%"),
        ("organization-full-address", "{{ organization.full_address"),
    ]
