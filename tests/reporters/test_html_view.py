"""What the HTML report shows and marks, as values: no markup, no browser."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from reporter_samples import finding

from aboveboard import Linter
from aboveboard.document import Block, Document, Part, Source
from aboveboard.findings import Finding, Related
from aboveboard.report import DocumentResult, Report
from aboveboard.reporters.html.calendar import Day, months
from aboveboard.reporters.html.copytext import Segment, marked, segments, visible_text
from aboveboard.reporters.html.model import Post, choose, posts
from aboveboard.sources import reader_named
from aboveboard.text import View

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
SUFFIXES = {"html": ".html", "markdown": ".md", "text": ".txt"}


def read(text: str, kind: str) -> Document:
    (document,) = reader_named(kind)(text, f"post{SUFFIXES[kind]}")
    assert isinstance(document, Document)
    return document


def shown(text: str, *spans: tuple[int, int], kind: str = "text", part: str = "body") -> Post:
    """The post that is shown for a document with findings at these spans of its source."""
    document = read(text, kind)
    source = document.parts[part].source  # type: ignore[union-attr]
    found = [
        finding(text, span, document=document.name, part=part, source=source) for span in spans
    ]
    result = DocumentResult(document.name, None, "review", document=document)
    (post,) = posts(Report(found, documents=[result]))
    return post


def blocks(post: Post) -> list[tuple[Segment, ...]]:
    return [block.segments for part in post.parts for block in part.blocks]


def span(text: str, phrase: str) -> tuple[int, int]:
    start = text.index(phrase)
    return start, start + len(phrase)


def test_markup_inside_of_a_phrase_is_not_seen_and_the_phrase_is_whole() -> None:
    text = "<p>Sale ends <b>tonight</b>, really.</p>"
    post = shown(text, span(text, "Sale ends <b>tonight"), kind="html")
    assert blocks(post) == [
        (Segment("Sale ends tonight", (1,), (1,)), Segment(", really.")),
    ]


def test_overlapping_phrases_are_cut_where_one_begins_or_ends() -> None:
    text = "Hurry, only 3 left today"
    post = shown(text, span(text, "Hurry, only"), span(text, "only 3 left"), span(text, "3"))
    assert blocks(post) == [
        (
            Segment("Hurry, ", (1,), ()),
            Segment("only", (1, 2), (1,)),
            Segment(" ", (2,), ()),
            Segment("3", (2, 3), (3,)),
            Segment(" left", (2,), (2,)),
            Segment(" today"),
        )
    ]


def test_a_phrase_across_blocks_is_marked_in_each_and_explained_once() -> None:
    text = "Last\n\nchance now"
    post = shown(text, (0, len("Last\n\nchance")))
    assert blocks(post) == [
        (Segment("Last", (1,), (1,)),),
        (Segment("chance", (1,), (1,)), Segment(" now")),
    ]
    assert [len(block.notes) for part in post.parts for block in part.blocks] == [1, 0]


def test_emoji_and_line_ends_keep_spans_where_they_are() -> None:
    text = "👩‍👩‍👧 🇯🇵\r\nonly 3\r\nleft 👀"
    post = shown(text, span(text, "only 3\r\nleft"))
    assert blocks(post) == [
        (
            Segment("👩‍👩‍👧 🇯🇵 \n"),
            Segment("only 3 \nleft", (1,), (1,)),
            Segment(" 👀"),
        )
    ]


def test_line_ends_of_html_are_spaces_but_for_those_that_a_tag_makes() -> None:
    post = shown("<p>one\n   two<br>three</p>", kind="html")
    assert blocks(post) == [(Segment("one    two\nthree"),)]


def test_a_code_span_is_shown_as_what_it_holds() -> None:
    text = "Take `GLOW15` before it is over."
    post = shown(text, span(text, "before it"), kind="markdown")
    assert blocks(post) == [
        (
            Segment("Take  "),
            Segment("GLOW15", code=True),
            Segment("  "),
            Segment("before it", (1,), (1,)),
            Segment(" is over."),
        )
    ]


def test_an_address_that_a_finding_is_about_is_shown_and_marked() -> None:
    text = "Get it [here](https://amzn.to/3luma7) now."
    post = shown(text, span(text, "https://amzn.to/3luma7"), kind="markdown")
    (part,) = post.parts
    assert [(block.role, block.segments) for block in part.blocks] == [
        ("paragraph", (Segment("Get it here now."),)),
        ("address", (Segment("https://amzn.to/3luma7", (1,), (1,)),)),
    ]
    assert not post.loose


def test_what_stands_in_no_visible_block_is_shown_with_its_source() -> None:
    text = "Quiet words.\n\n<!-- aboveboard: ignore nonsense -->\n"
    post = shown(text, span(text, "<!-- aboveboard: ignore nonsense -->"), kind="markdown")
    assert blocks(post) == [(Segment("Quiet words."),)]
    (note,) = post.loose
    assert note.excerpt == (
        Segment("Quiet words.\n\n"),
        Segment("<!-- aboveboard: ignore nonsense -->", (1,), (1,)),
        Segment("\n"),
    )


def test_without_the_documents_phrases_are_shown_with_what_stands_around_them() -> None:
    found = finding("Now: last chance, all", "last chance")
    result = DocumentResult(found.document, None, "review")
    (post,) = posts(Report([found], documents=[result]))
    assert post.parts == ()
    (note,) = post.loose
    phrase = Segment("last chance", (1,), (1,))
    assert note.excerpt == (Segment("Now: "), phrase, Segment(", all"))


def test_parts_that_a_caller_gave_as_texts_are_marked_too() -> None:
    document = Document("post-1", {"subject": "Hello", "body": "Your last chance!"})
    linter = Linter()
    (post,) = posts(linter.report([document], keep=True))
    assert [part.title for part in post.parts] == ["Subject", "Body"]
    assert blocks(post)[1] == (Segment("Your last chance", (1,), (1,)), Segment("!"))


def test_posts_are_linked_in_both_directions() -> None:
    report = Linter(as_of=date(2026, 11, 1)).check_paths(
        [EXAMPLES / "schedule" / "november.csv"], keep=True
    )
    by_row = {post.result.row: post for post in posts(report)}
    (note,) = by_row[16].notes
    assert [(o.number, o.name, o.day, o.message) for o in note.others] == [
        (7, "row 7", date(2026, 11, 4), "2026-11-04: ends tonight")
    ]
    assert [(o.number, o.name, o.day) for o in by_row[7].incoming] == [
        (16, "row 16", date(2026, 11, 9)),
        (22, "row 22", date(2026, 11, 12)),
        (28, "row 28", date(2026, 11, 15)),
    ]


def test_a_finding_outside_of_all_documents_has_its_own_place() -> None:
    inside, outside = finding("last chance", "last chance"), finding("x", "x", document="a.toml")
    result = DocumentResult(inside.document, None, "review")
    made = posts(Report([outside, inside], documents=[result]))
    assert [(p.name, p.is_document) for p in made] == [(inside.document, True), ("a.toml", False)]


def test_of_too_many_posts_those_that_pass_are_left_out_first() -> None:
    status = ["pass", "fail", "pass", "review", "pass"]
    results = [DocumentResult("a.csv", row, word) for row, word in enumerate(status, 1)]
    report = Report([], documents=results)
    assert [r.row for r in choose(report, 3)] == [1, 2, 4]
    assert [r.row for r in choose(report, 1)] == [2]
    assert choose(report, 9) == results


def test_a_month_has_whole_weeks_and_its_posts_in_the_order_of_the_clock() -> None:
    when = [datetime(2026, 2, 3, 18), date(2026, 2, 3), datetime(2026, 2, 3, 9), None]
    results = [
        DocumentResult("a.csv", row, "pass", published=moment) for row, moment in enumerate(when)
    ]
    (month,) = months(posts(Report([], documents=results)))
    assert month.first == date(2026, 2, 1)
    assert [day.number for day in month.weeks[0]] == [None] * 6 + [1]
    assert month.weeks[1][0] == Day(2, ())
    assert [post.number for post in month.weeks[1][1].posts] == [2, 3, 1]


TEXTS = st.text(st.sampled_from("ab é\U0001f440\u200d\r\n<b>*`_&"), max_size=40)


@given(TEXTS, st.data(), st.sampled_from(["text", "markdown", "html"]))
def test_marks_change_no_text_and_lead_back_to_their_findings(
    text: str, data: st.DataObject, kind: str
) -> None:
    document = read(text, kind)
    bounds = st.integers(0, len(text))
    spans = {
        number: (min(pair), max(pair))
        for number, pair in enumerate(data.draw(st.lists(st.tuples(bounds, bounds), max_size=4)), 1)
    }
    for part in document.parts.values():
        assert isinstance(part, Part)
        for block in part.blocks:
            pieces = visible_text(block, part.source, soft=kind != "text")
            assert all(len(p.text) == p.end - p.start for p in pieces if not p.code)
            found = {n: marked(block, *s) for n, s in spans.items()}
            marks = {n: s for n, s in found.items() if s is not None}
            cut = list(segments(pieces, marks))
            assert "".join(s.text for s in cut) == "".join(p.text for p in pieces)
            place = 0
            for segment in cut:
                size = 1 if segment.code else len(segment.text)
                for at in range(place, place + size):
                    start, end = block.view.source_span(at, at + 1)
                    inside = {n for n, (a, b) in spans.items() if start < b and a < end}
                    inside &= {n for n, (a, b) in spans.items() if a < b}
                    assert inside == set(segment.notes) or start == end
                place += size
            assert place == len(block.view.text)


def test_a_view_with_a_long_text_is_searched_by_halves() -> None:
    text = "x" * 20_000
    looked: list[int] = []

    class Watched(View):
        def source_span(self, start: int, end: int) -> tuple[int, int]:
            looked.append(start)
            return super().source_span(start, end)

    block = Block(Watched(text))
    assert marked(block, 19_000, 19_010) == (19_000, 19_010)
    assert len(looked) < 40
    assert visible_text(block, Source(text), soft=False)[0].text == text


def test_related_posts_that_are_not_shown_are_named() -> None:
    found: Finding = finding(
        "last chance", "last chance", row=2, document="a.csv", related=(Related("b.csv", 9, "x"),)
    )
    result = DocumentResult("a.csv", 2, "fail")
    (post,) = posts(Report([found], documents=[result]))
    assert [(o.number, o.name) for o in post.notes[0].others] == [(None, "b.csv, row 9")]
