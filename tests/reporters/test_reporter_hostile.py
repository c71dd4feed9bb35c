from __future__ import annotations

import io
import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reporter_samples import finding, report, written

from aboveboard.document import Problem
from aboveboard.findings import Related
from aboveboard.reporters import ReportOptions, reporter
from aboveboard.reporters.jsonformat import finding_object
from aboveboard.reporters.visible import one_line, visible

COLORS = re.compile(r"\x1b\[[0-9;]*m")
# Everything that a terminal obeys or that cannot be encoded.
FORBIDDEN = re.compile(
    r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)

CONTROLS = ["\x1b[31m", "\x1b]8;;https://example.com\x07", "\x9b2J", "\0", "\x7f", "\x0c", "\x85"]
INVISIBLE = ["\u202e", "\u2066", "\ud83d", "\udc80", "\u200b", "\r\n", "\n", "\r", "\t", "\u2028"]
MARKUP = ["[red]", "[/b]", "[link=x]", ":fire:", "\\", "%", "{x}"]
PLAIN = ["👨‍👩‍👧", "🇬🇧", "日本", "e\u0301", "last chance"]
PIECES = st.sampled_from([*CONTROLS, *INVISIBLE, *MARKUP, *PLAIN])
ANY = st.lists(PIECES | st.text(st.characters(exclude_categories=()), max_size=8), max_size=12)
COPY = ANY.map("".join)


@st.composite
def findings(draw):
    text = draw(COPY)
    start = draw(st.integers(0, len(text)))
    end = draw(st.integers(start, len(text)))
    return finding(
        text,
        (start, end),
        message=draw(COPY),
        advice=draw(COPY),
        document=draw(COPY),
        part=draw(COPY),
        cites=(draw(COPY),),
        related=(Related(draw(COPY), draw(st.none() | st.integers(1, 9)), draw(COPY)),),
        row=draw(st.none() | st.integers(1, 9)),
    )


PROBLEMS = st.builds(Problem, COPY, st.none() | st.integers(1, 99), COPY)


@settings(deadline=None)  # imports and other load are not what is tested
@given(findings(), PROBLEMS, st.booleans())
def test_full_shows_anything_safely(found, problem, color):
    text = written("full", report(found, problems=(problem,)), color=color)
    if color:
        text = COLORS.sub("", text)
    assert not FORBIDDEN.search(text)
    text.encode("utf-8")


@settings(deadline=None)  # imports and other load are not what is tested
@given(findings(), PROBLEMS)
def test_concise_is_one_safe_line_each(found, problem):
    text = written("concise", report(found, problems=(problem,)))
    assert not FORBIDDEN.search(text)
    assert text.count("\n") == 3
    text.encode("utf-8")


def has_split_pair(value: object) -> bool:
    # Two lone surrogates in a row are one character to every reader of JSON.
    text = json.dumps(value, ensure_ascii=False)
    return re.search("[\ud800-\udbff][\udc00-\udfff]", text) is not None


@settings(deadline=None)  # imports and other load are not what is tested
@given(findings().filter(lambda found: not has_split_pair(finding_object(found))))
def test_json_reads_back_as_the_finding(found):
    of = report(found)
    as_json = written("json", of)
    assert json.loads(as_json)["findings"] == [finding_object(found)]
    (line,) = written("jsonl", of).splitlines()
    assert json.loads(line) == {"kind": "finding", **finding_object(found)}
    assert not FORBIDDEN.search(as_json)
    as_json.encode("utf-8")


@pytest.mark.parametrize("format_name", ["full", "concise", "json", "jsonl"])
@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-16"])
def test_a_stream_that_cannot_hold_the_copy(format_name, encoding):
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding=encoding, newline="")
    of = report(
        finding("…日本 🎉 last chance", "last chance", message="last chance 日本 \ud800 🎉")
    )
    reporter(format_name)(of, stream, ReportOptions())
    stream.flush()
    text = raw.getvalue().decode(encoding)
    if format_name == "json":
        assert json.loads(text)["findings"][0]["message"] == "last chance 日本 \ud800 🎉"
    else:
        assert "last chance" in text


def test_markup_of_rich_is_only_text():
    copy = "[red]last chance[/red] [/b] :fire: [link=https://example.com]x[/link]"
    text = written("full", report(finding(copy, "last chance", message=copy)), color=True)
    assert copy in COLORS.sub("", text)
    assert text.count("[red]") == 2


def test_a_place_is_never_broken():
    name = "a very long folder name/with spaces in it/" * 6 + "post.md"
    text = written("full", report(finding("last chance", "last chance", document=name)), width=40)
    assert f"--> {name}:1:1\n" in text


def test_a_file_name_is_no_command_to_a_ci():
    made = finding("last chance", "last chance", document="::error::x.md")
    first, _ = written("concise", report(made)).split(" ", 1)
    assert first == "./::error::x.md:1:1:"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31m\x07\x00", "␛[31m␇␀"),
        ("\x7f\x9b\x85", "␡\\x9b\\x85"),
        ("a\u202eb\u2066\ufeff", "a\\u202eb\\u2066\\ufeff"),
        ("\ud800", "\\ud800"),
        ("fr\u00adee fr\u200bee fr\u200dee", "fr\\xadee fr\\u200bee fr\\u200dee"),
        ("می\u200cخواهم 👩\u200d🚀", "می\u200cخواهم 👩\u200d🚀"),
        ("🏴\U000e0067\U000e0062\U000e007f", "🏴\U000e0067\U000e0062\U000e007f"),
        ("x\U000e0067\U000e0062", "x\\U000e0067\\U000e0062"),
        ("a\r\nb\tc", "a␍␊b␉c"),
    ],
)
def test_visible(text, shown):
    assert visible(text) == shown


def test_one_line():
    assert one_line("  a\r\n\n  b\tc\x0bd \n") == "a b c␋d"
