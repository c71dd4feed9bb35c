from __future__ import annotations

import json
from pathlib import Path

import pytest

from aboveboard import clauses
from aboveboard.matcherset import clauses_of
from aboveboard.rulebook.load import load_rulebook

BOOK = load_rulebook()


def test_the_shipped_clauses_are_current(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shipped = clauses._FILE.read_text("ascii")
    monkeypatch.setattr(clauses, "_FILE", tmp_path / "clauses.json")
    clauses.write(BOOK)
    said = "write them with: python -m aboveboard.clauses"
    assert (tmp_path / "clauses.json").read_text("ascii") == shipped, said


def test_the_shipped_clauses_are_those_that_are_found() -> None:
    found = {text: list(map(set, each)) for text, each in clauses_of(BOOK).items()}
    known = {text: list(map(set, each)) for text, each in clauses.known_clauses(BOOK).items()}
    assert known == found
    assert clauses.bundled_clauses(BOOK).keys() == found.keys()


@pytest.mark.parametrize("text", ["", "{", json.dumps({})])
def test_without_them_they_are_found_out(
    text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "clauses.json"
    monkeypatch.setattr(clauses, "_FILE", file)
    file.write_text(text, "utf-8")
    assert clauses.bundled_clauses(BOOK) == {}
