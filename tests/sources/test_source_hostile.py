"""Texts that make a careless reader quadratic, or use up its stack.

Nothing is timed: a reader that looks at the same characters again and again would not come
back from these within any patience.
"""

from __future__ import annotations

import pytest

from aboveboard.document import Document, Problem
from aboveboard.sources import reader_for
from aboveboard.sources.blocks import LONGEST
from aboveboard.sources.htmltokens import tokens
from aboveboard.sources.references import decoded

MILLION = 1_000_000


@pytest.mark.parametrize(
    "piece",
    [
        "<", "<a ", "<!--", '<a href="', "&", "</", "<script>", "<title>", "<!", "<?", "<![CDATA[",
        "<div>", "<a b=c/>", "<a b='", "<!-->", "<a/", "<a =", "<p\n",
    ],
)  # fmt: skip
def test_a_million_characters_of_markup(piece: str) -> None:
    text = piece * (MILLION // len(piece))
    reached = 0
    for token in tokens(text):
        assert token.start == reached
        reached = token.end
    assert reached == len(text)


@pytest.mark.parametrize("piece", ["&", "&amp", "&#", "&#1", "&copy", "&" + "a" * 40, "&#x;"])
def test_a_million_characters_of_references(piece: str) -> None:
    text = piece * (MILLION // len(piece))
    assert decoded(text, 0, len(text)).source_span(0, 1)[0] == 0


HALF = 100_000
TEXTS = {
    "deep elements": "<div>" * HALF + "x" + "</div>" * HALF,
    "deep inline elements": "<b>" * HALF + "</i>" * HALF,
    "deep items": "<ul><li>" * 50_000,
    "deep quotes": "<blockquote>" * 50_000 + "x",
    "paragraphs without ends": "<p>x" * 50_000,
    "cells without ends": "<td>x" * 50_000,
    "hidden and never closed": "<p hidden>" * 50_000,
    "comments": "<!-- x -->" * 40_000,
    "comments in blocks": "<div>\n<!--\n\n" * 40_000,
    "comments in blocks, one end": "<div>\n<!--\n\n" * 40_000 + "-->",
    "attributes": "<a " + "title='b' " * 40_000 + ">",
    "quotation marks": ">" * HALF,
    "brackets": "[" * HALF,
    "stars": "*" * HALF,
    "emphasis": "*a **b " * 40_000,
    "links": "[a](b 'c')" * 30_000,
    "links never closed": "[a](b\n" * 40_000,
    "pictures in pictures": "![" * 40_000 + "a" + "](b)" * 40_000,
    "references": "[a]\n" * 40_000 + "\n[a]: b",
    "backticks": "".join("`" * (i % 300) + " " for i in range(3000)),
    "fences": "```\n" * 60_000,
    "nested lists": "\n".join(" " * (2 * i) + "- a" for i in range(600)),
    "a wide table": "| a " * 20_000 + "\n" + "|-" * 20_000,
    "quotations": "> a\n> — b\n\n" * 15_000,
    "html in quotations": "> <div>\n" * 30_000,
    "shortcodes never closed": "{{< " * 60_000,
    "shortcodes, one end": "{{< " * 60_000 + ">}}",
    "shortcodes": "{{< x >}} " * 20_000,
    "shortcodes on lines": "{{< x >}}\n" * 20_000,
    "tags of a template": "{% if %}" * 30_000,
    "tags never closed": "{% " * 80_000 + "%}",
    "code in templates": "<? " * 80_000 + "?>",
    "attribute lists": "{: " * 80_000,
    "merge tags": "*|A|*{{ a " * 25_000,
    "braces": "{" * 300_000,
    "pairs of braces": "{}" * HALF,
    "quotes in braces": "{'" * HALF,
    "templates in braces": "{`${" * 60_000,
    "comments in braces": "{/*" * HALF,
    "escapes in braces": "{'\\" * HALF,
    "tags in braces": "<A b={" * 50_000,
    "components": "<A>\n  " * 30_000 + "x",
    "components, other ends": "<A>" * 40_000 + "</B>" * 40_000,
    "tags on one line": "<A>x" * 40_000,
    "imports": "import a from 'b'\n" * 20_000,
    "imports never closed": "import {\n\n" * 20_000,
    "exports never closed": "export const a = {\n" * 20_000,
    "front matter never closed": "---\n" + "a: b\n" * 50_000,
    "a long front matter": "---\n" + "".join(f"a{i}: b\n" for i in range(20_000)) + "---\n",
    "escapes in yaml": '---\ntitle: "' + "\\u00e9 \\\n  " * 20_000 + '"\n---\n',
    "spaces in yaml": '---\ntitle: "' + " " * 300_000 + '"\n---\n',
    "a block in yaml": "---\ntitle: |\n" + "  ab cd\n" * 20_000 + "---\n",
    "comments in yaml": "---\na: b\n" + "# aboveboard: x\n" * 20_000 + "---\n",
    "depth in yaml": "---\ntitle: " + "[" * HALF + "\n---\n",
    "depth in toml": "+++\na = " + "[" * HALF + "\n+++\n",
    "tables in toml": "+++\n" + "".join(f"[a.b{i}]\nc=1\n" for i in range(8_000)) + "+++\n",
    "a text in toml": '+++\ntitle = """' + "a b\\\n  " * 20_000 + '"""\n+++\n',
    "depth in json": '{"a":' * HALF,
    "blanks": " " * MILLION,
    "line ends": "\r\n" * 300_000,
    "returns": "\r" * 300_000,
    "one word": "a" * MILLION,
    "one sentence": "last chance " * 60_000,
    "no spaces": "限時優惠" * 60_000,
    "emoji": "🎉" * 300_000,
    "surrogates": "\ud800" * HALF,
    "nothing": "\0" * 300_000,
    "addresses": "https://x.example " * 20_000,
    "one address": "https://a" + ")" * 300_000,
    "hosts": "a." * HALF,
    "paths": "x.com/" * 50_000,
    "directives": "<!-- aboveboard:" * 40_000 + "-->",
    "quotes": "\"'" * HALF,
    "less than": "<3 " * 60_000,
}


@pytest.mark.parametrize("suffix", [".txt", ".md", ".mdx", ".html"])
@pytest.mark.parametrize("name", TEXTS)
def test_readers_come_back(name: str, suffix: str) -> None:
    reader = reader_for("x" + suffix)
    assert reader is not None
    text = TEXTS[name]
    items = list(reader(text, "x" + suffix))
    (document,) = [item for item in items if isinstance(item, Document)]
    assert len([item for item in items if isinstance(item, Problem)]) <= 50_001
    for part in document.parts.values():
        for block in part.blocks:  # type: ignore[union-attr]
            assert 0 < len(block.view.text) <= LONGEST
