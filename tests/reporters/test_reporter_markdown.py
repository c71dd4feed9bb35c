"""The Markdown summary, read by GitHub's own parser (cmark-gfm)."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import cmarkgfm
from cmarkgfm.cmark import Options
from hypothesis import example, given
from reporter_samples import finding, report, whole, written
from test_reporter_hostile import COPY

from aboveboard.document import Problem
from aboveboard.report import Report
from aboveboard.reporters.markdown import ROOM
from aboveboard.reporters.visible import one_line

_ELEMENTS = {"h2", "h3", "p", "strong", "em", "ul", "li", "code", "br", "details", "summary"}


class _Page(HTMLParser):
    """What a reader sees, and of what it is made; ``pieces`` are the runs of text."""

    def __init__(self, markdown: str) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.elements: set[str] = set()
        self.attributes: list[tuple[str, str | None]] = []
        html = cmarkgfm.github_flavored_markdown_to_html(markdown, options=Options.CMARK_OPT_UNSAFE)
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.add(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.pieces.append(data)

    def handle_comment(self, data: str) -> None:
        self.pieces.append("\0")  # parts two pieces
        assert data == " "

    @property
    def text(self) -> str:
        return " ".join("".join(self.pieces).replace("\0", "").split())


def test_one_of_everything(golden) -> None:
    text = written("markdown", whole())
    golden("golden/markdown.md", text)
    page = _Page(text)
    assert page.elements <= _ELEMENTS | {"blockquote"}
    assert page.attributes == [("open", None)]


def test_nothing_found() -> None:
    assert written("markdown", Report([])) == "## aboveboard\n\n**Nothing was checked.**\n"


# What these filters of GitHub look for in the text of a page, outside of code.
_CALLS = re.compile(r"(?<![\w`])@[\w-]+|#\d+|https?://|www\.|:[\w+-]+:|\w@\w")


@given(COPY, COPY, COPY)
@example("@octocat fixes #12, see https://x.example and www.x.example :fire:", "a@b.example", "@x")
@example("1. one", "# x", "- y")
@example("10) one", "=", "+ y")
@example("<script>alert(1)</script> <!-- x --> &amp; ![a](b) [c](d) `e` **f** ~~g~~", "|", "``` x")
def test_copy_stays_text(message: str, advice: str, document: str) -> None:
    found = finding("Last chance", "Last chance", message=message, advice=advice, document=document)
    text = written("markdown", report(found, problems=(Problem(document, 3, message),)))
    page = _Page(text)
    assert page.elements <= _ELEMENTS
    assert page.attributes == []
    shown = [" ".join(one_line(said).split()) for said in (message, advice)]
    said = f"urgency/last-chance {shown[0]} What to do: {shown[1]}"
    assert " ".join(said.split()) in page.text
    outside = re.sub(r"<code>.*?</code>", "", cmarkgfm.github_flavored_markdown_to_html(
        text, options=Options.CMARK_OPT_UNSAFE), flags=re.DOTALL)  # fmt: skip
    assert not _CALLS.findall(outside)


def test_a_comment_has_room_for_it_and_graver_findings_come_first() -> None:
    many = [
        finding("Last chance!", "Last chance", document=f"{number:03}.md") for number in range(500)
    ]
    grave = finding("Buy!", "Buy", document="999.md", severity="error", rule_id="urgency/buy")
    text = written("markdown", report(*many, grave))
    assert ROOM - 10_000 < len(text) < 65_000
    assert "<details open><summary>999.md: 1 error</summary>" in text
    shown = text.count("\n- **")
    assert f"\n... and {501 - shown} more findings.\n" in text


def test_rows_and_problems() -> None:
    found = finding("Last chance!", "Last chance", row=4, document="plan.csv", settles="a: `b`")
    problems = tuple(Problem("x.md", number, "broken") for number in range(1, 23))
    text = written("markdown", report(found, problems=problems))
    assert "- **warning** row 4, `urgency/last-chance`\\\n" in text
    assert "  *Settled by:* `` a: `b` ``\n" in text
    assert text.count("\n- `x.md:") == 20
    assert "\n- ... and 2 more problems\n" in text
