"""Schedules on the command line: how they are read, shown, listed and given back."""

from __future__ import annotations

import csv
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from house import BUZZ, Run, Write

from aboveboard.cli import progress
from aboveboard.document import Document, Problem
from aboveboard.sources.plain import part_from_text

Golden = Callable[[str, str], None]

PLAN = (
    "Post Date,Account,Post Content,First Comment\n"
    '13/12/2026,glow_uk,"A ""synergy"" of lamps,\na guaranteed win.",Kind of\n'
    "14/12/2026,glow_uk,too,many,cells\n"
    "15/12/2026,glow_us,Quiet.,\n"
    "16/12/2026,glow_us,A synergy boost and a synergy boost,\n"
    '17/12/2026,glow_us,"A quote, never closed,\n'
)


def concise(run: Run, *arguments: str, stdin: str | bytes = b"") -> list[str]:
    """The findings and problems, without the summary."""
    return run(*arguments, "--format", "concise", stdin=stdin).lines[:-1]


# ---------------------------------------------------------------- what people see


@pytest.mark.parametrize("width", ["80", "120"])
def test_findings_by_post(
    write: Write, run: Run, golden: Golden, monkeypatch: pytest.MonkeyPatch, width: str
) -> None:
    write("plan.csv", PLAN)
    monkeypatch.setenv("COLUMNS", width)
    ran = run("plan.csv", "--severity", "note")
    assert (ran.code, ran.err) == (2, "")
    golden(f"golden/sheet-{width}.txt", ran.out)


def test_a_row_that_cannot_be_read_is_named_and_the_rest_is_checked(write: Write, run: Run) -> None:
    write("plan.csv", PLAN)
    lines = concise(run, "plan.csv")
    assert [line.partition(": ")[0] for line in lines] == [
        "plan.csv:3:3",
        "plan.csv:6:22",
        "plan.csv:6:42",
        "plan.csv:4:1",
        "plan.csv:7:20",
    ]
    assert lines[3].startswith("plan.csv:4:1: error: row 2 is not checked: it has 5 cells")
    assert lines[4].startswith("plan.csv:7:20: error: row 5 is not checked: a closing quote is")
    assert run("plan.csv", "--exit-zero").code == 2


# ---------------------------------------------------------------- how sheets are read


@pytest.mark.parametrize(
    ("arguments", "found"),
    [
        ("", []),
        ("--column body=Zweck", ["1:3"]),
        ("--column body=#2", ["1:3"]),
        ("--column body=Zweck --column headline=Titel", ["1:1", "1:3"]),
    ],
)
def test_columns(write: Write, run: Run, arguments: str, found: list[str]) -> None:
    write("plan.csv", "Titel,Zweck,Text\nSynergy boost,A synergy boost,Quiet\n")
    ran = run("plan.csv", *arguments.split(), "--format", "csv")
    assert [f"{r['row']}:{len(r['part'])}" for r in csv.DictReader(StringIO(ran.out))] == [
        place.replace(":1", ":8").replace(":3", ":4") for place in found
    ]


def test_a_preset_by_position(write: Write, run: Run) -> None:
    write("plan.csv", "2026-12-01 10:00,A synergy boost,https://x.example\n")
    assert run("plan.csv").code == 2
    assert concise(run, "plan.csv", "--preset", "hootsuite") == [
        'plan.csv:1:20: warning house/buzz "synergy boost" is not how we speak.'
    ]


def test_the_order_of_dates(write: Write, run: Run) -> None:
    write("plan.csv", "Date,Text\n11/12/2026,A synergy boost\n")
    said = "plan.csv:2:1: note: dates in 'Date' can be read two ways (11/12/2026 ...)"
    assert any(line.startswith(said) for line in concise(run, "plan.csv"))
    table = run("plan.csv", "--date-order", "dmy").out
    assert "row 1 | Fri 2026-12-11 | review" in table
    assert "can be read two ways" not in table
    assert "Thu 2026-11-12" in run("plan.csv", "--date-order", "mdy").out


def test_the_encoding(write: Write, run: Run) -> None:
    write("plan.csv").write_bytes("Text\nCafé: a synergy boost\n".encode("cp1252"))
    assert run("plan.csv").code == 2
    assert concise(run, "plan.csv", "--encoding", "cp1252")[0].startswith("plan.csv:2:9: warning")
    data = Path("plan.csv").read_bytes()
    arguments = ["-", "--stdin-filename", "x.csv", "--encoding", "cp1252"]
    assert concise(run, *arguments, stdin=data)[0].startswith("x.csv:2:9: warning")


def test_the_configuration_says_it_by_path(write: Write, run: Run) -> None:
    write(
        "aboveboard.yaml",
        "rules: rules\nselect: house\n"
        "overrides:\n"
        "  - {paths: de/, columns: {body: Zweck}, encoding: cp1252, date-order: dmy}\n",
    )
    write("de/plan.csv").write_bytes(
        "Date,Zweck\n11/12/2026,Für a synergy boost\n".encode("cp1252")
    )
    write("plan.csv", "Date,Zweck,Text\n11/12/2026,A synergy boost,Quiet\n")
    lines = concise(run, "de/plan.csv", "plan.csv")
    assert [line.partition(": ")[0] for line in lines] == ["de/plan.csv:2:18", "plan.csv:2:1"]
    shown = run("--show-settings", "de/plan.csv").lines
    assert "  columns: body=Zweck" in shown
    assert "  date-order: dmy" in shown
    assert "  encoding: cp1252" in shown


def test_sheets_without_copy_among_the_files_of_a_hook(write: Write, run: Run) -> None:
    write(
        "aboveboard.yaml", "rules: rules\nselect: house\ncolumns: {body: Zweck}\nexclude: old.csv\n"
    )
    write("prices.csv", "sku,net\n1,2\n")
    write("old.csv", "Text\nA synergy boost\n")
    write("plan.csv", "Text\nA synergy boost\n")
    files = ["prices.csv", "old.csv", "plan.csv"]
    ran = run(*files, "--force-exclude", "--format", "concise")
    assert (ran.code, len(ran.lines)) == (1, 3)
    assert ran.lines[0].startswith("plan.csv:2:3: warning house/buzz")
    assert ran.lines[1].startswith("prices.csv:1:1: note: no column is known to hold copy")
    assert run("prices.csv").code == 2


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ("--preset bufer", "there is no preset 'bufer'; did you mean 'buffer'?"),
        ("--column bdy=Text", "'bdy' is no role of a column; did you mean 'body'?"),
        (
            "--column Text",
            "--column takes role=name, such as body=\"Post Content\", not 'Text'",
        ),
        (
            "--column body=A --column body=B",
            "--column: 'body' is given twice; a second text is 'body-2'",
        ),
        ("--encoding utf8000", "there is no encoding 'utf8000'; one of Windows is cp1252"),
        ("--annotate plan.csv", "--annotate: 'plan.csv' is the file itself; name another one"),
        ("--annotate ../x/plan.csv", "cannot write '../x/plan.csv': No such file or directory"),
        (
            "--annotate - --format json",
            "--annotate -: the copy goes to standard output; write --format NAME:PATH",
        ),
        (
            "--annotate - --statistics",
            "--annotate -: the copy goes to standard output; write --format NAME:PATH",
        ),
        (
            "other.csv --annotate out.csv",
            "--annotate goes with one sheet (.csv or .tsv) or Word document (.docx)",
        ),
        ("--annotate gone/out.csv", "cannot write 'gone/out.csv': No such file or directory"),
    ],
)  # fmt: skip
def test_usage_errors(write: Write, run: Run, arguments: str, message: str) -> None:
    write("plan.csv", "Text\nQuiet.\n")
    write("other.csv", "Text\nQuiet.\n")
    ran = run("plan.csv", *arguments.split())
    assert (ran.code, ran.err) == (2, f"error: {message}\n")
    assert Path("plan.csv").read_text("utf-8") == "Text\nQuiet.\n"


def test_a_link_to_the_sheet_is_the_sheet(write: Write, run: Run) -> None:
    write("plan.csv", "Text\nA synergy boost.\n")
    Path("link.csv").symlink_to("plan.csv")
    assert run("plan.csv", "--annotate", "link.csv").err == (
        "error: --annotate: 'link.csv' is the file itself; name another one\n"
    )


@pytest.mark.parametrize("path", [".", "a.txt", "-"])
def test_only_a_sheet_is_given_back(write: Write, run: Run, path: str) -> None:
    write("a.txt", "Quiet.")
    ran = run(path, "--annotate", "out.csv")
    assert (ran.code, ran.err) == (
        2,
        "error: --annotate goes with one sheet (.csv or .tsv) or Word document (.docx)\n",
    )
    assert not Path("out.csv").exists()


# ---------------------------------------------------------------- the sheet back

NOTED = (
    "Text,Tag,aboveboard_status,aboveboard_findings,aboveboard_advice\r\n"
    '"A ""synergy boost""",é,review,"warning: ""synergy boost"" is not how we speak. (house/buzz)",'
    "Say what you mean.\r\n"
    "Quiet.,-1,pass,,\r\n"
)


@pytest.mark.parametrize(
    ("encoding", "said"),
    [("utf-8", ""), ("utf-8-sig", ""), ("utf-16", ""), ("cp1252", "--encoding cp1252")],
)
def test_the_same_sheet_with_notes(write: Write, run: Run, encoding: str, said: str) -> None:
    text = 'Text,Tag\r\n"A ""synergy boost""",é\r\nQuiet.,-1\r\n'
    data = text.encode(encoding)
    write("plan.csv").write_bytes(data)
    ran = run("plan.csv", "--annotate", "out.csv", *said.split())
    assert (ran.code, ran.lines[-1]) == (1, "Found 1 finding (1 warning) in 1 of 2 posts.")
    assert Path("out.csv").read_bytes() == NOTED.encode(encoding)
    assert Path("plan.csv").read_bytes() == data
    again = run("out.csv", "--annotate", "again.csv", *said.split())
    assert again.code == 1
    assert Path("again.csv").read_bytes() == NOTED.encode(encoding)


def test_the_sheet_on_standard_output(write: Write, run: Run) -> None:
    text = 'Text,Tag\r\n"A ""synergy boost""",é\r\nQuiet.,-1\r\n'
    write("plan.csv").write_bytes(text.encode())
    ran = run("plan.csv", "--annotate", "-", "--format", "json:out.json")
    assert ran.out == NOTED
    assert ran.err == "Found 1 finding (1 warning) in 1 of 2 posts.\n"
    assert Path("out.json").exists()
    piped = run("-", "--stdin-filename", "x.csv", "--annotate", "-", stdin=text)
    assert (piped.code, piped.out) == (1, NOTED)


def test_a_sheet_that_cannot_be_read_is_not_written(write: Write, run: Run) -> None:
    write("plan.csv").write_bytes(b"Text\ncaf\xe9\n")
    assert run("plan.csv", "--annotate", "out.csv").code == 2
    assert run("gone.csv", "--annotate", "out.csv").code == 2
    assert not Path("out.csv").exists()


# ---------------------------------------------------------------- a list for spreadsheets


def test_a_list_of_findings(write: Write, run: Run) -> None:
    write("plan.csv", "Text\nA synergy boost\n")
    ran = run("plan.csv", "--format", "csv", "--format", "csv:list.csv")
    assert ran.code == 1
    data = Path("list.csv").read_bytes()
    assert data == b"\xef\xbb\xbf" + ran.out.encode()
    [row] = csv.DictReader(StringIO(ran.out))
    assert row == {
        "document": "plan.csv",
        "row": "1",
        "part": "body",
        "line": "2",
        "column": "3",
        "severity": "warning",
        "rule": "house/buzz",
        "verdict": "rewrite",
        "phrase": "synergy boost",
        "message": '"synergy boost" is not how we speak.',
        "advice": "Say what you mean.",
        "related": "",
    }


# ---------------------------------------------------------------- what was not judged

REMARK = "note: no jurisdiction chosen: wording not graded"


@pytest.mark.parametrize(
    ("text", "arguments", "remarks"),
    [
        ("Our lamps are made by hand.", "", []),
        ("#ad Our lamps are made by hand.", "", [REMARK]),
        ("#ad Our lamps are made by hand.", "--jurisdiction us", []),
        ("#ad Our lamps are made by hand.", "--select urgency", []),
        ("Our lamps are made by hand.", "--fact connection=paid --exit-zero", [REMARK]),
        ("Our lamps are made by hand.", "--fact connection=owner", []),
    ],
)
def test_wording_that_is_not_graded(
    write: Write, run: Run, text: str, arguments: str, remarks: list[str]
) -> None:
    write("aboveboard.yaml", "select: [sponsorship, urgency]\n")
    write("a.txt", text)
    write("b.txt", text)
    lines = run("a.txt", "b.txt", *arguments.split()).lines
    assert [line for line in lines if line.startswith("note: ")] == remarks
    assert [line for line in lines[:-1] if line.startswith("note: ")] == remarks  # above the last


def test_deadlines_in_posts_without_a_date(write: Write, run: Run) -> None:
    write("aboveboard.yaml", "select: urgency\n")
    sale = "The lamp sale ends on Friday 4 December 2026 at 18:00 GMT."
    write("plan.csv", f"Date,Text\n,{sale}\n,{sale}\n2026-12-01,{sale}\n,Quiet.\n")
    ran = run("plan.csv")
    assert ran.lines[-2] == "note: 2 posts have no date: not judged in time"
    write("plan.csv", f"Text\n{sale}\n")
    assert run("plan.csv").lines[-2] == "note: 1 post has no date: not judged in time"
    write("a.txt", sale)  # a draft goes out some day
    assert [line for line in run("a.txt").lines if "no date" in line] == []


# ---------------------------------------------------------------- progress


class Terminal(StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def documents(number: int) -> list[Document | Problem]:
    part = part_from_text("body", "Some text.")
    return [Document("plan.csv", {"body": part}, row=n) for n in range(1, number + 1)]


@pytest.mark.parametrize(
    ("patience", "number", "shown"), [(0.0, 200, True), (0.0, 100, False), (1000.0, 200, False)]
)
def test_progress_of_a_long_run(
    monkeypatch: pytest.MonkeyPatch, patience: float, number: int, shown: bool
) -> None:
    monkeypatch.setattr(progress, "_PATIENCE", patience)
    terminal = Terminal()
    items = documents(number)
    assert list(progress.watching(terminal)(items)) == items
    assert ("plan.csv, 200 checked" in terminal.getvalue()) is shown
    assert bool(terminal.getvalue()) is shown


@pytest.mark.parametrize(
    ("stream", "quiet", "environment", "wanted"),
    [
        (Terminal(), False, {}, True),
        (StringIO(), False, {}, False),
        (Terminal(), True, {}, False),
        (Terminal(), False, {"CI": "1"}, False),
        (Terminal(), False, {"TERM": "dumb"}, False),
    ],
)
def test_where_progress_is_shown(
    monkeypatch: pytest.MonkeyPatch,
    stream: StringIO,
    quiet: bool,
    environment: dict[str, str],
    wanted: bool,
) -> None:
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert progress.wants_progress(quiet=quiet, errors=stream) is wanted


def test_no_progress_in_a_pipe(write: Write, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "_PATIENCE", 0.0)
    write("rules/house/buzz.yaml", BUZZ)
    write("plan.csv", "Text\n" + "Quiet.\n" * 300)
    assert run("plan.csv").err == ""
