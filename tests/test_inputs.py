from __future__ import annotations

import io
from pathlib import Path

import pytest

from aboveboard.document import Document, Problem
from aboveboard.files import find_files
from aboveboard.inputs import from_files, from_stream
from aboveboard.sources.options import ReadOptions

WITHOUT_COPY = (
    "no column is known to hold copy; there are 'Id', 'Price'; say which one does: "
    '--column body="Id"'
)


def test_files_that_nobody_named_are_no_mistake(tmp_path: Path) -> None:
    named, found = tmp_path / "a.csv", tmp_path / "b.csv"
    for path in (named, found):
        path.write_text("Id,Price\n1,2\n")
    problems = list(from_files([named, found], named={named}))
    assert problems == [
        Problem(str(named), 1, WITHOUT_COPY, "error", 1),
        Problem(str(found), 1, WITHOUT_COPY, "notice", 1),
    ]
    assert [item.level for item in from_files([found]) if isinstance(item, Problem)] == ["error"]


def test_options_reach_the_reader() -> None:
    options = ReadOptions(columns={"body": "Ort"}, encoding="cp1252")
    data = "Ort\nKöln\n".encode("cp1252")
    [document] = from_stream(io.BytesIO(data), "a.csv", options)
    assert isinstance(document, Document)
    assert document.row == 1
    [problem] = from_stream(io.BytesIO(data), "a.csv")
    assert isinstance(problem, Problem)
    assert problem.message == (
        "not UTF-8 at line 2: byte 0xf6; save the file as UTF-8, or say what it is: "
        "--encoding cp1252"
    )


def test_a_kind_of_file_without_a_reader() -> None:
    [problem] = from_stream(io.BytesIO(b"a"), "a.doc")
    assert isinstance(problem, Problem)
    assert problem.message.startswith(
        "no reader for this kind of file; known are .csv, .docx, .htm"
    )
    assert problem.message.endswith(".xlsm, .xlsx, .yaml, .yml")


def test_a_workbook_is_read_where_it_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("a.csv", "b.xlsx", "c.json"):
        (tmp_path / name).write_text("x")
    assert find_files(["."]) == ([Path("a.csv")], [])
    assert find_files(["b.xlsx", "c.json"]) == ([Path("b.xlsx"), Path("c.json")], [])
