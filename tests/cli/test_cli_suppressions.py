"""``aboveboard suppressions``: the register of exceptions, in real repositories."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from house import BUZZ, GRAVE, MILD

from aboveboard.blame import days_of
from aboveboard.cli import main

Write = Callable[..., Path]
DAY = ["--as-of", "2026-11-23"]

POST = """\
---
title: House
aboveboard:
  ignore:
    house/buzz: the client's own name for it
---

<!-- aboveboard: ignore house/grave until 2026-11-01 -- it was won -->
A guaranteed win and a synergy boost.

Kind of. <!-- aboveboard: ignore house/mild -- we speak like that -->

<!-- aboveboard: ignore-start house/mild -- for the chorus -->

Hello.

<!-- aboveboard: ignore-end -->

<!-- aboveboard: ignore house/mlid -- x -->
"""
CONFIG = """\
rules: rules
select: [house/buzz, house/grave, house/mild, suppression]
exceptions:
  - {path: posts/b.txt, rule: house/buzz, reason: a quotation}
  - {path: posts/gone.txt, rule: house/buzz, reason: it was here}
  - {path: "*.txt", rule: house/grave, reason: every win is guaranteed}
  - {path: posts/b.txt, rule: house/off, reason: not run}
  - {path: plans/a.json, rule: house/buzz, reason: not read in a folder}
  - {path: posts/b.txt, rule: house/buzz, reason: old, until: 2026-10-31}
"""
SHEET = """\
Text,aboveboard_ignore
A synergy boost,house/buzz -- "=1+1"
Hello,house/buzz -- [red]not needed\x1b[0m
"""


def git(*arguments: str, day: str = "2026-01-05") -> None:
    stamp = f"{day}T12:00:00+0000"
    subprocess.run(
        ["git", "-c", "user.name=A", "-c", "user.email=a@example.com", *arguments],
        check=True,
        capture_output=True,
        env={**os.environ, "GIT_AUTHOR_DATE": stamp, "GIT_COMMITTER_DATE": stamp},
    )


@pytest.fixture
def house(write: Write, monkeypatch: pytest.MonkeyPatch) -> Write:
    """A repository whose lines come from three days."""
    git("init", "-q")
    for name, text in (("buzz", BUZZ), ("mild", MILD), ("grave", GRAVE), ("off", MILD)):
        write(f"rules/house/{name}.yaml", text)
    write("plans/a.json", "{}")
    write("plans/a.csv", SHEET)
    write("posts/a.md", POST.partition("<!-- aboveboard: ignore-start")[0])
    write("posts/b.txt", "A synergy boost.\n")
    git("add", ".")
    git("commit", "-qm", "one")
    write("posts/a.md", POST)
    git("commit", "-qam", "two", day="2026-06-30")
    write(".aboveboard.yaml", CONFIG)
    git("add", ".")
    git("commit", "-qam", "three", day="2026-11-22")
    write("posts/new.txt", "Kind of. <!-- aboveboard: ignore house/mild -- not committed -->\n")
    return write


@pytest.mark.parametrize("format", ["full", "csv", "json"])
def test_the_register(
    house: Write,
    capsys: pytest.CaptureFixture[str],
    golden: Callable[[str, str], None],
    format: str,
) -> None:
    assert main(["suppressions", *DAY, "--format", format]) == 0
    output = capsys.readouterr()
    assert output.err == ""
    golden(f"golden/suppressions.{format}", output.out)
    if format == "json":
        assert json.loads(output.out)["version"] == 1
    if format == "csv":
        rows = list(csv.reader(io.StringIO(output.out)))
        assert len({len(row) for row in rows}) == 1


def listed(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[tuple[object, ...]]:
    main(["suppressions", *DAY, "--format", "json", *arguments])
    found = json.loads(capsys.readouterr().out)["suppressions"]
    return [(e["path"], e["line"], e["state"], e["since"]) for e in found]


def test_what_is_old(house: Write, capsys: pytest.CaptureFixture[str]) -> None:
    assert listed(capsys, "posts", "--older-than", "200") == [
        ("posts/a.md", 5, "used", "2026-01-05"),
        ("posts/a.md", 8, "expired", "2026-01-05"),
        ("posts/a.md", 11, "used", "2026-01-05"),
    ]
    # 146 days since 30 June: no more than that
    assert len(listed(capsys, "posts", "--older-than", "146")) == 3
    assert len(listed(capsys, "posts", "--older-than", "145")) == 5


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ([], 0),
        (["--fail-on", "expired"], 1),
        (["--fail-on", "unused"], 1),
        (["--fail-on", "malformed"], 1),
        (["--fail-on", "unused,malformed", "--older-than", "200"], 0),
        (["--fail-on", "malformed", "--fail-on", "expired", "--older-than", "200"], 1),
        (["--fail-on", "used"], 2),
        (["gone", "--fail-on", "expired"], 2),
        (["--as-of", "tomorrow"], 2),
    ],
)
def test_exit_codes(house: Write, arguments: list[str], code: int) -> None:
    assert main(["suppressions", "posts", *DAY, *arguments]) == code


def test_a_part_is_no_proof(house: Write, capsys: pytest.CaptureFixture[str]) -> None:
    """An exception for many paths may be needed by those that were not looked at."""
    of_config = [entry for entry in listed(capsys, "posts") if entry[0] == ".aboveboard.yaml"]
    states = {line: state for _, line, state, _ in of_config}
    assert states == {
        4: "used",
        5: "unused",
        6: "unchecked",
        7: "off",
        8: "unchecked",
        9: "expired",
    }
    of_config = [entry for entry in listed(capsys) if entry[0] == ".aboveboard.yaml"]
    assert {line: state for _, line, state, _ in of_config}[6] == "unused"


def test_without_a_repository_nobody_knows(
    write: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    write("a.txt", "Hello <!-- aboveboard: ignore urgency/last-chance -- x -->\n")
    write("aboveboard.yaml", "")
    assert listed(capsys) == [("a.txt", 1, "unused", None)]


def test_none(write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    write("aboveboard.yaml", "")
    assert main(["suppressions", *DAY]) == 0
    assert capsys.readouterr().out == "No exceptions as of 2026-11-23.\n"
    assert main(["suppressions", *DAY, "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out) == {
        "version": 1, "as_of": "2026-11-23", "suppressions": [],
    }  # fmt: skip


def test_git_that_fails_is_told_once(house: Write, capsys: pytest.CaptureFixture[str]) -> None:
    Path(".git/HEAD").write_text("nonsense")
    assert main(["suppressions", "posts/a.md", *DAY]) == 0
    output = capsys.readouterr()
    assert "unknown" in output.out
    assert output.err.startswith("notice: git cannot say since when the lines of ")


def test_without_git(
    house: Write, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    assert main(["suppressions", *DAY]) == 0
    assert capsys.readouterr().err == (
        "notice: git is not installed, so nobody can say since when an exception stands\n"
    )


def test_days_of_lines() -> None:
    one, none = b"a" * 40, b"0" * 40
    porcelain = (
        one + b" 1 1 2\nauthor 0000\nauthor-time 1767654000\nauthor-tz +0200\n\ta\rb\r\n"
        + one + b" 2 2\n\tc\n"
        + none + b" 3 3 1\nauthor-time 1767654000\nauthor-tz +0000\nfilename x\n\td\n"
    )  # fmt: skip
    day = date(2026, 1, 6)  # 01:00 there, 23:00 of the day before in London
    assert list(days_of(porcelain)) == [day, day, day, None]
    assert list(days_of(porcelain.replace(b"\tc", b"\t\0"))) == []
