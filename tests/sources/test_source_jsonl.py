from __future__ import annotations

import itertools
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest
from post_outline import outline

from aboveboard import Linter
from aboveboard.document import Document, Problem
from aboveboard.sources import WALKED
from aboveboard.sources.jsonl import MOST_BAD_LINES, read


def test_one_post_a_line() -> None:
    text = (
        '{"text": "Soup", "meta": {"lang": "en", "source": "kitchen"}}\r\n'
        "\r\n"
        '{"caption": "Tea\\nMilk", "is_aigc": true}\r'
        '{"post": "Rum", "tokens": [{"text": "Rum", "id": 0}], "answer": "accept"}\n'
        '{"prompt": "none of the copy"}'
    )
    assert outline(text, "a.jsonl") == [
        "post 1",
        "  language = en",
        "  body (text): Soup",
        "post 2",
        "  media.ai = generated",
        "  media.label = True",
        "  body (caption): Tea⏎Milk | Tea\\nMilk",
        "post 3",
        "  body (post): Rum",
    ]


def test_a_bad_line_is_told_and_the_others_are_read() -> None:
    text = '{"text": "Soup"}\n{"text": "Tea"\n{"text": None}\n[1]\n2\n{"text": "Rum"}\n'
    assert outline(text, "a.jsonl") == [
        "post 1",
        "  body (text): Soup",
        "error 2:1 '{' is never closed with '}'",
        "error 3:10 'None' is no JSON value; write null",
        'notice 4:None a line that is no object, as here, is not checked; write {"text": "..."}',
        "post 2",
        "  body (text): Rum",
    ]


def test_very_many_bad_lines_are_counted() -> None:
    told = outline('{"text": "Soup"}\n' + "x\n" * (MOST_BAD_LINES + 1_200), "a.jsonl")
    assert len(told) == 2 + MOST_BAD_LINES + 1
    assert told[-1] == "error 1,200 more lines cannot be read"


def test_json_over_several_lines_is_told_once() -> None:
    assert outline('[\n {"text": "Soup"},\n {"text": "Tea"}\n]\n', "a.jsonl") == [
        "error it holds one JSON value over several lines; name it .json"
    ]


def test_lines_without_copy_are_a_notice() -> None:
    text = '{"a": "Soup"}\n{"a": "Tea"}\n'
    assert outline(text, "a.jsonl") == [
        "notice no posts found in it: nothing was checked; "
        "say where its texts are: --column body=PATH"
    ]
    assert outline(text, "a.jsonl", named=False) == [
        "notice no posts found in it: nothing was checked"
    ]
    assert outline(text, "a.jsonl", columns={"body": "a"}) == [
        "post 1",
        "  body (a): Soup",
        "post 2",
        "  body (a): Tea",
    ]
    assert outline("", "a.jsonl") == []


def test_key_paths_within_a_line() -> None:
    text = '{"id": 1, "cards": [{"t": "Soup"}, {"t": "Tea"}]}\n{"cards": [{"t": "Rum"}]}\n'
    assert outline(text, "a.ndjson", columns={"body": "cards[].t"}) == [
        "post 1",
        "  body (cards[].t): Soup",
        "post 2",
        "  body (cards[].t): Tea",
        "post 3",
        "  body (cards[].t): Rum",
    ]


def test_all_lines_say_how_a_date_is_read() -> None:
    text = '{"text": "A", "date": "01/02/2026"}\n{"text": "B", "date": "13/02/2026"}\n'
    assert outline(text, "a.jsonl") == [
        "post 1",
        "  published = 2026-02-01",
        "  body (text): A",
        "post 2",
        "  published = 2026-02-13",
        "  body (text): B",
    ]


def test_jsonl_files_in_folders_are_checked(tmp_path: Path) -> None:
    assert {".jsonl", ".ndjson", ".tweet"} <= WALKED
    assert not {".json", ".yaml", ".yml"} & WALKED
    (tmp_path / "a.json").write_text('{"text": "This is your last chance to buy!"}', "utf-8")
    (tmp_path / "b.jsonl").write_text(
        '{"text": "Soup"}\n{"text": "This is your last \\u0063hance to buy!"}\n', "utf-8"
    )
    report = Linter(severity="note", select=["urgency/last-chance"]).check_paths([tmp_path])
    assert [(f.document, f.row, f.line, f.column, f.text) for f in report.findings] == [
        (str(tmp_path / "b.jsonl"), 2, 2, 24, "last \\u0063hance to buy")
    ]
    assert report.problems == ()


def test_a_long_file_is_read_lazily() -> None:
    text = '{"text": "Only 3 left", "made_with_ai": false, "n": 12345}\n' * 4_000

    def documents() -> Iterator[Document | Problem]:
        yield from read(text, "a.jsonl")

    found = documents()
    next(found)
    tracemalloc.start()
    try:
        for row, item in enumerate(itertools.islice(found, 3_000), 2):
            assert isinstance(item, Document)
            assert item.row == row
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 100_000


@pytest.mark.parametrize("text", ["[" * 100_000, "\n" * 200_000, '"' * 200_000, "{}\n" * 5_000])
def test_hostile_lines_come_to_an_end(text: str) -> None:
    assert len(list(read(text, "a.jsonl"))) <= 1
