"""The lines of a record: where in its file a document stands that shares it with others."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aboveboard.document import Document, Part, Source
from aboveboard.sources import reader_for
from aboveboard.sources.options import ReadOptions


def documents(text: str, name: str, **options: object) -> list[Document]:
    reader = reader_for(name)
    assert reader is not None
    found = reader(text, name, ReadOptions(**options))  # type: ignore[arg-type]
    return [item for item in found if isinstance(item, Document)]


def lines(text: str, name: str, **options: object) -> list[tuple[int, int] | None]:
    return [document.lines for document in documents(text, name, **options)]


def test_a_range_of_lines() -> None:
    source = Source("a\r\nb\rc\n\nd")
    assert source.line_range(0, 1) == (1, 1)
    assert source.line_range(0, 3) == (1, 1)  # with its line end
    assert source.line_range(0, 4) == (1, 2)
    assert source.line_range(3, 9) == (2, 5)
    assert source.line_range(8, 8) == (5, 5)
    assert Source("a\nb", first_line=7).line_range(0, 3) == (7, 8)


# --- sheets -------------------------------------------------------------------------------


def test_rows_of_a_sheet() -> None:
    text = 'Text,Date\nOne,2026-11-30\n"Two\nand, ""more""\n",2026-11-30\n\nThree,\n'
    assert lines(text, "a.csv") == [(2, 2), (3, 5), (7, 7)]


def test_rows_without_a_line_end_after_the_last() -> None:
    assert lines("Text\tDate\nOne\t\nTwo\t", "a.tsv") == [(2, 2), (3, 3)]
    assert lines('Text,Date\nOne,\n"Two\nthree",', "a.csv") == [(2, 2), (3, 4)]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_rows_with_every_line_end(end: str) -> None:
    text = f'sep=;{end}Text;Date{end}"One{end}{end}more";{end}Two;{end}'
    assert lines(text, "a.csv") == [(3, 5), (6, 6)]


def test_rows_after_one_that_cannot_be_read() -> None:
    assert lines('Text,Date\n"One,\nTwo,x\nThree,y\n', "a.csv") == [(3, 3), (4, 4)]


CELL = st.text(st.sampled_from('abc ,"\n\r;\t'), max_size=8)


@given(st.lists(st.tuples(CELL, CELL), min_size=1, max_size=6), st.sampled_from(["\n", "\r\n"]))
def test_rows_are_where_they_were_written(rows: list[tuple[str, str]], end: str) -> None:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator=end, quoting=csv.QUOTE_ALL)
    writer.writerow(["Text", "Note"])
    expected = []
    for copy, note in rows:
        start = len(out.getvalue())
        writer.writerow([f"Soup {copy}", note])
        span = (start, len(out.getvalue()))
        expected.append(span)
    text = out.getvalue()
    source = Source(text)
    assert lines(text, "a.csv") == [source.line_range(*span) for span in expected]


def test_a_workbook_has_no_lines(tmp_path: Path) -> None:
    import openpyxl

    from aboveboard.sources.xlsx import read_bytes

    book = openpyxl.Workbook()
    for row in [["Text", "Date"], ["Soup is on", ""], ["Tea, too", ""]]:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    found = [item for item in read_bytes(out.getvalue(), "a.xlsx") if isinstance(item, Document)]
    assert [(document.row, document.lines) for document in found] == [(1, None), (2, None)]


# --- JSON ---------------------------------------------------------------------------------


def test_posts_in_json() -> None:
    text = """{
  "campaign": "winter",
  "posts": [
    {
      "text": "Soup is on",
      "tags": [
        "a"
      ]
    },
    {"text": "Tea, too"}, {"text": "And rum"},

    {
      "text": "Cake\\nand more",
      "date": ""
    }
  ]
}
"""
    assert lines(text, "a.json") == [(4, 9), (10, 10), (10, 10), (12, 15)]


def test_texts_in_a_list() -> None:
    text = '[\n  "Soup is on again",\n  "Tea is on, too"\n]\n'
    assert lines(text, "a.json") == [(2, 2), (3, 3)]


def test_posts_below_their_names() -> None:
    text = '{\n "instagram": {\n  "caption": "Soup is on"\n },\n "x": {"text": "Tea"}\n}'
    assert lines(text, "a.json") == [(2, 4), (5, 5)]


def test_a_post_that_is_the_whole_file() -> None:
    assert lines('{\n  "text": "Soup is on"\n}\n', "a.json") == [None]
    assert lines("text: Soup is on\ndate: 2026-11-30\n", "a.yaml") == [None]


def test_an_apps_strings_are_one_document() -> None:
    assert lines('{\n "a": "Soup is on",\n "b": "Tea"\n}', "locales/en.json") == [None]
    assert lines("a: Soup is on\nb: Tea\n", "locales/en.yaml") == [None]


@given(
    st.lists(st.dictionaries(st.sampled_from("bcd"), st.text(max_size=5), max_size=3), min_size=1),
    st.sampled_from([None, 0, 1, 4]),
)
def test_json_as_it_is_printed(posts: list[dict[str, str]], indent: int | None) -> None:
    posts = [{"text": f"Soup {number} is on", **post} for number, post in enumerate(posts)]
    text = json.dumps(posts, indent=indent)
    expected = []
    line = 1 if indent is None else 2
    for post in posts:
        size = 1 if indent is None else len(post) + 2
        expected.append((line, line + size - 1))
        line += 0 if indent is None else size
    assert lines(text, "a.json") == expected


def test_json_lines() -> None:
    text = '{"text": "Soup"}\n\n{"text": "Tea"}\r\n{nonsense\n[1]\n{"text": "Rum"}'
    assert lines(text, "a.jsonl") == [(1, 1), (3, 3), (6, 6)]


# --- YAML ---------------------------------------------------------------------------------

POSTS = """# Posts of May
- text: Soup is on
  date: 2026-11-30

# a word about the next
- caption: |
    Only three bowls

    left


- platforms: [x,
    instagram]
  body: >-
    Tea
    and rum
- {text: Cake,
   date: 2026-11-30
  }
  # the end
- text: Rum
  altText:
"""


def test_posts_in_yaml() -> None:
    assert lines(POSTS, "a.yaml") == [(2, 3), (6, 9), (12, 16), (17, 19), (21, 22)]


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_posts_in_yaml_with_other_line_ends(end: str) -> None:
    assert lines(POSTS.replace("\n", end), "a.yaml") == lines(POSTS, "a.yaml")


def test_a_comment_is_a_line_of_the_post_that_it_is_about() -> None:
    text = """- text: Soup is on
- text: Tea  # aboveboard: ignore tone/loud -- we like it
# aboveboard: ignore tone/loud -- so do they

- text: Rum
# aboveboard: ignore tone/loud -- and we
"""
    assert lines(text, "a.yaml") == [(1, 1), (2, 2), (3, 6)]


def test_several_documents_of_yaml() -> None:
    text = "text: Soup is on\n---\n# Tea\ntext: Tea\ndate: 2026-11-30\n...\n---\n- text: Rum\n"
    assert lines(text, "a.yaml") == [(1, 1), (4, 5), (8, 8)]


# --- one document a file ------------------------------------------------------------------


@pytest.mark.parametrize("name", ["a.md", "a.html", "a.txt", "a.tweet", "a.mdx"])
def test_a_file_that_is_one_document_has_no_lines_of_a_record(name: str) -> None:
    assert lines("Soup is on\n\n---\n\nTea\n", name) == [None]


@given(st.text(st.sampled_from('ab:-|>#[]{},"\n\r '), max_size=60), st.sampled_from(["", "- "]))
def test_copy_stands_in_the_lines_of_its_record(some: str, bullet: str) -> None:
    text = f"- text: Soup is on\n{bullet}{some}\n- text: Tea, too\n  a: |\n   b\n\n- text: Rum"
    for document in documents(text, "a.yaml"):
        assert document.lines is not None
        first, last = document.lines
        for part in document.parts.values():
            assert isinstance(part, Part)
            for block in part.blocks:
                begin, end = part.source.line_range(
                    *block.view.source_span(0, len(block.view.text))
                )
                assert first <= begin <= end <= last
