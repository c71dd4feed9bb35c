"""What holds for every reader, whatever the text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aboveboard.document import Document, Part, Problem, Source
from aboveboard.normalise import normalise
from aboveboard.sources import SUFFIXES, reader_for
from aboveboard.sources.blocks import LONGEST
from aboveboard.sources.encoding import DecodeError, decode
from aboveboard.sources.htmltokens import tokens
from aboveboard.sources.mdx import find_jsx
from aboveboard.sources.templates import find_templates
from aboveboard.text import View

# Pieces of markup are more likely to meet in an awkward way than single characters are.
PIECES = [
    *"<>/=\"'{}[]()*_`~#|\\:&!- \n\r\t,.$%ab",
    "\n\n", "\r\n", "---\n", "+++\n", "```\n", "~~~\n", "> ", "- ", "1. ", "    ", "# ",
    "{{", "}}", "{{<", ">}}", "{{%", "%}}", "{%", "%}", "{% include x.html %}", "{{< /x >}}",
    "{{< x >}}", "{% comment %}", "{% endcomment %}", "{: rel='x'}", "{{ partial 'x' }}",
    "<!--", "-->", "--!>", "<![CDATA[", "<?php", "?>", "<%=", "%>", "%%[", "]%%", "<!doctype",
    "<p>", "</p>", "<div hidden>", "</div>", "<td>", "<li>", "<br>", "<br/>", "<blockquote>",
    "</blockquote>", "<cite>", "<script>", "</script>", "<title>", "</title>", "<textarea>",
    "<code>", "</code>", "<pre>", "</pre>", "<svg>", "<template>", "<mjml>", "<mj-preview>",
    "<img alt='x y'>", "<a href='https://q.example/?a=1&amp;b'>", "</a>",
    "<input type=submit value=Go>",
    " style='display:none'", " class=preheader", "<A b={1}>", "</A>", "<A/>", "{/* x */}", "{' '}",
    "import a from 'b'\n", "export const x = {", "&amp;", "&copy", "&#x1F600;", "&#0;", "&nosuch;",
    "![a](b)", "[a](b 'c')", "](", "[^1]", "[^1]: ", "[a]: b", "[!NOTE]\n", "|-|-|\n", "***", "~~",
    "title: last chance\n", "title: \"a \\u00e9\"\n", "aboveboard:\n", "  facts: {platfrm: 1}\n",
    "  ignore: [a]\n", "date: soon\n", "title = 'x'\n", "[params]\n", "{\"title\": \"x\"}\n",
    "tags: [",
    "<!-- aboveboard: ignore a/b -- c -->", "# aboveboard: ignore a/b -- c\n",
    "https://x.example/a_(b)", "amzn.to/x", "*|UNSUB|*", "%%x%%", "{{ unsubscribe }}",
    "— Jane Doe", "last chance", " don't ", "é", "🎉", "👩\u200d👧", "\u200b", "\u00a0", "\u2028",
    "\x0c",
    "\x1a", "\0", "\ud800", "\ufeff", "日本",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES) | st.characters(), max_size=40).map("".join)
STARTS = st.sampled_from(["", "", "---\n", "+++\n", '{"a":', "---\ntitle: ", "\ufeff"])


def check_view(view: View, size: int) -> None:
    """Every character leads into the source, and never backwards."""
    reached = finish = 0
    for index in range(len(view.text)):
        start, end = view.source_span(index, index + 1)
        assert 0 <= start <= end <= size
        assert (start, end) >= (reached, finish)
        reached, finish = start, end


def check_document(document: Document, text: str) -> None:
    size = len(text)
    assert "body" in document.parts
    sources = set()
    for name, part in document.parts.items():
        assert isinstance(part, Part)
        assert part.name == name
        sources.add(id(part.source))
        assert part.source.text == text
        starts = [block.view.source_span(0, 1)[0] for block in part.blocks]
        assert starts == sorted(starts)
        for block in part.blocks:
            assert 0 < len(block.view.text) <= LONGEST
            check_view(block.view, size)
            check_view(normalise(block.view), size)
        for link in part.links:
            assert link.url
            check_view(link.view, size)
        for thing in (*part.components, *part.comments):
            assert 0 <= thing.start < thing.end <= size
        assert all(component.name for component in part.components)
    assert len(sources) == 1
    for comment in document.ignores:
        assert 0 <= comment.start <= comment.end <= size


def check_problem(problem: Problem, text: str) -> None:
    assert problem.level in {"error", "notice"}
    assert problem.line is not None
    assert problem.column is not None
    line = Source(text).line(problem.line)
    assert 1 <= problem.column <= len(line) + 2


# A file of these is one document, whatever is in it.
PAGES = sorted(suffix for suffix, name in SUFFIXES.items() if name in {"text", "markdown", "html"})


@pytest.mark.parametrize("suffix", PAGES)
@settings(max_examples=150, deadline=None)
@given(start=STARTS, rest=TEXTS)
def test_any_text_is_read(suffix: str, start: str, rest: str) -> None:
    text = start + rest
    reader = reader_for("x" + suffix)
    assert reader is not None
    documents = 0
    for item in reader(text, "x" + suffix):
        if isinstance(item, Problem):
            check_problem(item, text)
        else:
            documents += 1
            check_document(item, text)
    assert documents == 1


@settings(deadline=None)
@given(TEXTS, st.data())
def test_tokens_cover_the_text(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    reached = start
    for token in tokens(text, start, end):
        assert token.start == reached
        assert token.start < token.end <= end
        reached = token.end
        for attribute in token.attributes:
            assert token.start <= attribute.start <= attribute.end <= token.end
    assert reached == end


@settings(deadline=None)
@given(TEXTS)
def test_masks_are_in_order(text: str) -> None:
    for masks in (find_jsx(text).masks, find_templates(text, attribute_lists=True).masks):
        reached = 0
        for mask in masks:
            assert reached <= mask.start < mask.end <= len(text)
            reached = mask.end


@settings(deadline=None)
@given(st.binary(max_size=60) | TEXTS.map(lambda text: text.encode("utf-16", "surrogatepass")))
def test_any_bytes_are_text_or_a_plain_sentence(data: bytes) -> None:
    try:
        text = decode(data)
    except DecodeError as caught:
        error = caught
    else:
        assert "\0" not in text
        return
    assert 0 <= error.position <= len(data)
    assert error.line is not None
    assert error.line >= 1
