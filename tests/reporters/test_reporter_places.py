from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from machine_samples import CellSource
from positions import CODE_POINTS, UTF8, UTF16, between, offset
from reporter_samples import finding

from aboveboard.document import Source
from aboveboard.reporters import ReportOptions, options_from_environment
from aboveboard.reporters.options import default_format
from aboveboard.reporters.places import (
    Places,
    numbered,
    path_for,
    uri_for,
    utf8_bytes,
    utf16_units,
)

UNITS = [(len, CODE_POINTS), (utf8_bytes, UTF8), (utf16_units, UTF16)]
PIECES = [
    "👩‍👩‍👧",
    "日本",
    "e\u0301",
    "é",
    "\t",
    "\r\n",
    "\r",
    "\n",
    "\u2028",
    "\x0c",
    "word " * 30,
]
TEXTS = st.lists(st.sampled_from(PIECES) | st.text(max_size=5), max_size=40).map("".join)


@pytest.mark.parametrize(("measure", "unit"), UNITS)
@given(data=st.data())
def test_a_region_is_the_text_of_its_finding(measure, unit, data):
    text = data.draw(TEXTS)
    ends = st.integers(0, len(text))
    places = Places(measure)
    source = Source(text)
    for _ in range(3):
        start, end = sorted((data.draw(ends), data.draw(ends)))
        found = finding(text, (start, end), source=source)
        region = places.region(found)
        first, last = (region.line, region.column), (region.end_line, region.end_column)
        assert between(text, first, last, unit) == found.text
        assert region.offset == offset(text, *first, unit) // unit[1]
        assert region.length == measure(found.text)


@pytest.mark.parametrize(("measure", "unit"), UNITS)
@given(text=TEXTS.filter(bool), data=st.data())
def test_a_column_of_a_line_in_other_units(measure, unit, text, data):
    source = Source(text)
    start = data.draw(st.integers(0, len(text) - 1))
    line, column = source.position(start)
    place = (line, Places(measure).column(source, line, column))
    assert between(text, (1, 1), place, unit) == text[:start]


def test_a_text_that_begins_in_the_middle_of_its_file():
    source = Source("🎉 now\nact", 14, 23)
    places = Places(utf16_units)
    assert places.region(finding(source.text, "now", source=source))[:4] == (14, 26, 14, 29)
    assert places.region(finding(source.text, "act", source=source))[:4] == (15, 1, 15, 4)
    assert places.column(source, 14, 25) == 26


def test_a_cell_of_a_workbook_is_nowhere_in_a_file():
    cell = CellSource("act now", first_line=5)
    assert Places().region(finding(cell.text, "now", document="a/B.XLSX", source=cell)) is None


def test_a_line_of_a_megabyte_is_measured_once():
    counted = 0

    def measure(text):
        nonlocal counted
        counted += len(text)
        return utf16_units(text)

    text = "🎉 hurry " * 50_000
    source = Source(text)
    found = [finding(text, (n, n + 5), source=source, message="") for n in range(2, len(text), 80)]
    places = Places(measure)
    assert [places.region(one).column for one in found] == [
        one.start + 2 + one.start // 8 for one in found
    ]
    # Six places of each finding, each at most one step from one that is remembered.
    assert counted <= len(text) + 6 * 64 * len(found)
    assert counted < 8 * len(text)


def test_equal_findings_of_a_file_are_told_apart():
    one, other = (finding("now now", (n, n + 3)) for n in (0, 4))
    elsewhere = finding("now now", (0, 3), document="b.md")
    known = one.fingerprint
    assert [said for _, said in numbered([one, other, elsewhere])] == [
        f"{known}:1",
        f"{known}:2",
        f"{known}:1",
    ]


@pytest.mark.parametrize(
    ("name", "path", "uri"),
    [
        ("posts/a.md", "copy/posts/a.md", "copy/posts/a.md"),
        ("./posts//a.md", "copy/posts/a.md", "copy/posts/a.md"),
        ("../b.md", "b.md", "b.md"),
        ("../../c.md", "/home/c.md", "file:///home/c.md"),
        ("/home/site/d.md", "d.md", "d.md"),
        ("/home/sites/d.md", "/home/sites/d.md", "file:///home/sites/d.md"),
        ("/../../d.md", "/d.md", "file:///d.md"),
        ("100% für #1?.md", "copy/100% für #1?.md", "copy/100%25%20f%C3%BCr%20%231%3F.md"),
        ("a\\b.md", "copy/a\\b.md", "copy/a%5Cb.md"),
        ("a\nb.md", "copy/a\nb.md", "copy/a%0Ab.md"),
        ("c:d.md", "copy/c:d.md", "copy/c%3Ad.md"),
        ("\udcff.md", "copy/\udcff.md", "copy/%FF.md"),
        ("\ud83d.md", "copy/\ud83d.md", "copy/%ED%A0%BD.md"),
        ("", "", ""),
    ],
)
def test_paths(name, path, uri):
    options = ReportOptions(folder="/home/site/copy", root="/home/site")
    assert path_for(name, options, windows=False) == path
    assert uri_for(name, options, windows=False) == uri


@pytest.mark.parametrize(
    ("name", "path", "uri"),
    [
        ("posts\\a.md", "copy/posts/a.md", "copy/posts/a.md"),
        ("c:\\SITE\\b c.md", "b c.md", "b%20c.md"),
        ("D:\\x\\y.md", "D:/x/y.md", "file:///D:/x/y.md"),
        ("\\\\server\\share\\z.md", "//server/share/z.md", "file://server/share/z.md"),
    ],
)
def test_paths_of_windows(name, path, uri):
    options = ReportOptions(folder="C:\\Site\\copy", root="C:\\Site")
    assert path_for(name, options, windows=True) == path
    assert uri_for(name, options, windows=True) == uri


def test_paths_where_no_folder_is_known():
    options = ReportOptions()
    assert path_for("./a/b.md", options, windows=False) == "a/b.md"
    assert path_for("../b.md", options, windows=False) == "../b.md"
    assert uri_for("/a/b.md", options, windows=False) == "file:///a/b.md"


@pytest.mark.parametrize("variable", ["GITHUB_WORKSPACE", "CI_PROJECT_DIR"])
def test_the_root_is_what_the_pipeline_says(variable, tmp_path, monkeypatch):
    (tmp_path / "real" / "copy").mkdir(parents=True)
    (tmp_path / "link").symlink_to(tmp_path / "real")
    monkeypatch.chdir(tmp_path / "link" / "copy")
    with (tmp_path / "out").open("w") as stream:
        options = options_from_environment(stream, environ={variable: str(tmp_path / "link")})
        alone = options_from_environment(stream, environ={variable: "relative"})
    assert path_for("a.md", options) == "copy/a.md"
    assert path_for("a.md", alone) == "a.md"


@pytest.mark.parametrize(
    ("environ", "name"),
    [
        ({}, "full"),
        ({"CI": "true"}, "full"),
        ({"GITHUB_ACTIONS": "false"}, "full"),
        ({"GITHUB_ACTIONS": "true"}, "github"),
    ],
)
def test_the_format_where_none_is_asked_for(environ, name):
    assert default_format(environ) == name
