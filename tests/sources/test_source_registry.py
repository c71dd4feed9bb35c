from __future__ import annotations

import subprocess
import sys

import pytest

from aboveboard.sources import (
    FORMATS,
    LIMIT,
    SUFFIXES,
    WALKED,
    limit_for,
    reader_for,
    reader_named,
)


@pytest.mark.parametrize(
    ("name", "module"),
    [
        ("a.txt", "plain"),
        ("a.TEXT", "plain"),
        ("posts/a.md", "markdown"),
        ("a.b.markdown", "markdown"),
        ("a.mdx", "markdown"),
        ("a.html", "html"),
        ("a.HTM", "html"),
        ("a.mjml", "html"),
        ("a.json", "jsonposts"),
        ("a.jsonl", "jsonl"),
        ("a.ndjson", "jsonl"),
        ("a.yaml", "yamlposts"),
        ("a.yml", "yamlposts"),
        ("tweets/a.tweet", "tweet"),
        ("a.CSV", "sheet"),
        ("a.tsv", "sheet"),
    ],
)
def test_a_suffix_finds_its_reader(name: str, module: str) -> None:
    reader = reader_for(name)
    assert reader is not None
    assert reader.__module__ == f"aboveboard.sources.{module}"


@pytest.mark.parametrize("name", ["a", "a.xyz", ".md", "", "a.md/b", "-"])
def test_no_suffix_finds_no_reader(name: str) -> None:
    assert reader_for(name) is None


def test_every_format_has_a_reader() -> None:
    for name in FORMATS:
        assert callable(reader_named(name))
    assert set(SUFFIXES.values()) == set(FORMATS)


def test_an_unknown_format_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        reader_named("papyrus")


def test_importing_the_package_imports_no_parser() -> None:
    code = (
        "import sys, aboveboard.sources; "
        "print([m for m in ('yaml', 'pyromark', 'regex', 'spacy', 'html', 'pathspec')"
        " if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_sheets_may_be_large() -> None:
    assert limit_for("a.csv") == limit_for("a.XLSX") == 200_000_000
    assert limit_for("a.md") == limit_for("a.xyz") == LIMIT


def test_most_files_of_data_are_only_read_where_they_are_named() -> None:
    assert set(SUFFIXES) - WALKED == {".json", ".yaml", ".yml"}
