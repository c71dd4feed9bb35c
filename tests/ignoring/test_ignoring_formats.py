"""What --add-ignore writes into each format, to the byte."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from textwrap import dedent

import pytest

from aboveboard.findings import Finding
from aboveboard.ignoring.files import IgnoredFile, ignore_in_bytes
from aboveboard.inputs import from_stream
from aboveboard.linter import Linter

REASON = "it is so"


def found(linter: Linter, name: str, data: bytes) -> list[Finding]:
    """What is found in a file, and nothing that could not be read."""
    report = linter.report(from_stream(BytesIO(data), name, linter.read_options(name)))
    assert not report.problems
    return list(report.findings)


def ignored(linter: Linter, name: str, data: bytes, reason: str = REASON) -> IgnoredFile:
    return ignore_in_bytes(linter, name, data, found(linter, name, data), reason)


# A line with "+" before it is what is put in; the others are the file.
LINES = {
    "a paragraph: one directive for several findings, one comment for two rules": (
        "a.md",
        """\
        # Title

        +<!-- aboveboard: ignore house/buzz, house/grave -- it is so -->
        A synergy boost and
        a synergy boost, a guaranteed win.

        Others.
        """,
    ),
    "a heading": (
        "a.md",
        """\
        +<!-- aboveboard: ignore house/buzz -- it is so -->
        A synergy boost
        ===============
        """,
    ),
    "items of a tight list: inside the item before, so that the list stays one": (
        "a.md",
        """\
        - one
        +  <!-- aboveboard: ignore house/buzz -- it is so -->
        - a synergy boost
        - three
        """,
    ),
    "the first item: above the list": (
        "a.md",
        """\
        +<!-- aboveboard: ignore house/buzz -- it is so -->
        1. a synergy boost
        2. two
        """,
    ),
    "an item of a loose list": (
        "a.md",
        """\
        1. one

        +   <!-- aboveboard: ignore house/buzz -- it is so -->
        2. a synergy boost

        3. three
        """,
    ),
    "a list in a list": (
        "a.md",
        """\
        * one
        +  <!-- aboveboard: ignore house/buzz -- it is so -->
          * a synergy boost
        """,
    ),
    "a quotation: above it": (
        "a.md",
        """\
        +<!-- aboveboard: ignore house/buzz -- it is so -->
        > Some words
        > and a synergy boost
        """,
    ),
    "a table: above it": (
        "a.md",
        """\
        +<!-- aboveboard: ignore house/buzz -- it is so -->
        | a | b |
        |---|---|
        | x | a synergy boost |
        """,
    ),
    "a title in front matter": (
        "a.md",
        """\
        ---
        title: A synergy boost
        +aboveboard:
        +  ignore:
        +    house/buzz: "it is so"
        ---
        Hello.
        """,
    ),
    "front matter with facts": (
        "a.md",
        """\
        ---
        title: A synergy boost
        aboveboard:
        +   ignore:
        +     house/buzz: "it is so"
           facts: {platform: blog}
        ---
        Hello.
        """,
    ),
    "front matter with a suppression": (
        "a.md",
        """\
        ---
        title: A synergy boost, a guaranteed win
        aboveboard:
          ignore:
        +    house/buzz: "it is so"
            house/grave: it was won
        ---
        Hello.
        """,
    ),
    "front matter in TOML": (
        "a.md",
        """\
        +++
        title = "A synergy boost"
        +[aboveboard.ignore]
        +"house/buzz" = "it is so"
        +++
        Hello.
        """,
    ),
    "MDX": (
        "a.mdx",
        """\
        import X from 'x'

        +{/* aboveboard: ignore house/buzz -- it is so */}
        A synergy boost.

        <Card>
        +  {/* aboveboard: ignore house/grave -- it is so */}
          A guaranteed win
        </Card>
        """,
    ),
    "HTML: above the element; a tag over several lines": (
        "a.html",
        """\
        <!doctype html>
        <html>
          <body>
        +    <!-- aboveboard: ignore house/buzz -- it is so -->
            <p>A synergy
              boost</p>
        +    <!-- aboveboard: ignore house/grave -- it is so -->
            <img
              src="x.png"
              alt="a guaranteed win">
          </body>
        </html>
        """,
    ),
    "YAML: a value in one line": (
        "a.yaml",
        """\
        - platform: x
        +  # aboveboard: ignore house/buzz -- it is so
          text: A synergy boost
        - text: Fine
        """,
    ),
    "YAML: a text with blank lines": (
        "a.yaml",
        """\
        - text: Fine
        +# aboveboard: ignore-file house/buzz -- it is so
        - text: |
            Some words

            a synergy boost
        """,
    ),
    "JSON in lines": (
        "a.json",
        """\
        [
          {
            "text": "Fine"
          },
          {
            "text": "A synergy boost",
            "platform": "x"=,
            "aboveboard_ignore": "house/buzz -- it is so"=
          }
        ]
        """,
    ),
    "JSON without spaces": (
        "a.json",
        """\
        [{"text":"A synergy boost"=,"aboveboard_ignore":"house/buzz -- it is so"=}]
        """,
    ),
    "JSON that has the key": (
        "a.json",
        """\
        [
          {"aboveboard_ignore": "house/grave -- won=; house/buzz -- it is so=",
           "text": "A guaranteed win, a synergy boost"}
        ]
        """,
    ),
    "JSON that has the key as a list": (
        "a.json",
        """\
        [
          {"aboveboard_ignore": ["house/grave -- won"=, "house/buzz -- it is so"=],
           "text": "A guaranteed win, a synergy boost"}
        ]
        """,
    ),
    "JSON lines": (
        "a.jsonl",
        """\
        {"text": "Fine"}
        {"text": "A synergy boost", "likes": 1=, "aboveboard_ignore": "house/buzz -- it is so"=}
        """,
    ),
    "a sheet without the column": (
        "a.csv",
        """\
        Text,Date=,aboveboard_ignore=
        "A synergy boost, a guaranteed win",2026-01-01=,"house/buzz, house/grave -- it is so"=
        Fine,2026-01-02=,=
        """,
    ),
    "a sheet with the column": (
        "a.csv",
        """\
        aboveboard_ignore;Text
        =house/buzz -- it is so=;A synergy boost
        =\"=house/grave -- won=; house/buzz -- it is so\"=;A guaranteed win synergy boost
        "house/grave -- won=; house/buzz -- it is so=";A guaranteed win synergy boost
        ;Fine
        """,
    ),
}


def _both(marked: str) -> tuple[str, str]:
    """The text before and after: what stands between ``=``, or behind ``+``, is put in."""
    before: list[str] = []
    after: list[str] = []
    for line in dedent(marked).splitlines(keepends=True):
        if line.startswith("+") and not line.startswith("+++"):
            after.append(line[1:])
        else:
            before.append(line)
            after.append(line)
    return "".join(before), "".join(after)


@pytest.mark.parametrize("about", LINES)
def test_what_is_written(linter: Linter, about: str) -> None:
    name, marked = LINES[about]
    before, after = _both(marked)
    if name.endswith((".json", ".jsonl", ".csv")):
        pieces = dedent(marked).split("=")
        before, after = "".join(pieces[::2]), "".join(pieces)
    file = ignored(linter, name, before.encode())
    assert file.after.decode() == after
    assert file.left == ()
    assert found(linter, name, file.after) == []


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [("utf-8", b""), ("utf-8", b"\xef\xbb\xbf"), ("utf-16-le", b"\xff\xfe")],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_line_ends_marks_and_encodings_stay(
    linter: Linter, encoding: str, mark: bytes, newline: str
) -> None:
    text = f"Un café.{newline}{newline}A synergy boost"  # no line end at the end
    comment = f"<!-- aboveboard: ignore house/buzz -- it is so -->{newline}"
    file = ignored(linter, "a.md", mark + text.encode(encoding))
    expected = f"Un café.{newline}{newline}{comment}A synergy boost"
    assert file.after == mark + expected.encode(encoding)


def test_a_reason_in_letters_that_the_file_does_not_have(rules: Path) -> None:
    data = "é A synergy boost".encode("cp1252")
    given = Linter.from_config(rules, rules=[rules], select=["house"], encoding="cp1252")
    file = ignored(given, "a.md", data)
    assert file.after == b"<!-- aboveboard: ignore house/buzz -- it is so -->\n" + data
    refused = ignored(given, "a.md", data, "так и есть")
    assert refused.after == data
    assert [left.why for left in refused.left] == [
        "the encoding of the file does not have all letters of the reason"
    ]


@pytest.mark.parametrize("name", ["a.txt", "a.tweet"])
def test_a_text_without_comments_stays(linter: Linter, name: str) -> None:
    file = ignored(linter, name, b"A synergy boost\n")
    assert file.after == file.before
    assert [(left.finding.rule_id, left.why) for left in file.left] == [
        ("house/buzz", "there is no place for a suppression in the file")
    ]


def test_what_is_not_asked_for_stays_found(linter: Linter) -> None:
    data = b"A synergy boost, a guaranteed win.\n\nA synergy boost\n"
    first, *others = found(linter, "a.md", data)
    file = ignore_in_bytes(linter, "a.md", data, [first], REASON)
    after = found(linter, "a.md", file.after)
    assert [(f.rule_id, f.line) for f in after] == [(f.rule_id, f.line + 1) for f in others]


def test_a_suppression_at_fault_is_not_answered_for(linter: Linter) -> None:
    data = b"<!-- aboveboard: ignore house/buzz -- why -->\nFine.\n"
    file = ignored(linter, "a.md", data)
    assert file.after == data
    assert [(left.finding.rule_id, left.why) for left in file.left] == [
        ("suppression/unused", "a suppression that is at fault is put right, not answered for")
    ]
