"""``aboveboard init``: what is written, what is said, and what is never touched."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from aboveboard.cli import main

Write = Callable[..., Path]
HOOKS = "repos:\n  - repo: https://example.com/x\n    rev: v1\n    hooks:\n      - id: x\n"


@pytest.fixture
def site(write: Write, monkeypatch: pytest.MonkeyPatch) -> Write:
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    write(".git/HEAD")
    write("hugo.toml", "title = 'x'\n")
    write("content/a.md", "Hello\n")
    write("emails/a.html", "<p>Hello</p>\n")
    write("plan.csv", "Text,Image URL,Tags,Posting Time\nHello,,,2026-11-30 10:00\n")
    return write


def test_what_is_said(
    site: Write, capsys: pytest.CaptureFixture[str], golden: Callable[[str, str], None]
) -> None:
    assert main(["init"]) == 0
    golden("golden/init.txt", capsys.readouterr().out)
    golden("golden/init.yaml", Path(".aboveboard.yaml").read_text("utf-8"))
    assert sorted(p.name for p in Path().iterdir() if p.name.startswith(".")) == [
        ".aboveboard.yaml",
        ".git",
    ]


def test_the_hook(
    site: Write, capsys: pytest.CaptureFixture[str], golden: Callable[[str, str], None]
) -> None:
    hooks = site(".pre-commit-config.yaml", HOOKS)
    assert main(["init", ".", "--jurisdiction", "us,uk"]) == 0
    golden("golden/init-hook.txt", capsys.readouterr().out)
    assert hooks.read_text("utf-8") == HOOKS
    assert "\njurisdictions: [us, uk]\n" in Path(".aboveboard.yaml").read_text("utf-8")


def test_a_hook_that_is_there(site: Write, capsys: pytest.CaptureFixture[str]) -> None:
    site(".pre-commit-config.yaml", HOOKS.replace("id: x", "id: aboveboard"))
    assert main(["init"]) == 0
    last = capsys.readouterr().out.splitlines()[-1]
    assert last == "The hook stands in .pre-commit-config.yaml already."


@pytest.mark.parametrize("name", [".aboveboard.yaml", "aboveboard.yml", "pyproject.toml"])
def test_nothing_is_overwritten(site: Write, capsys: pytest.CaptureFixture[str], name: str) -> None:
    text = "[tool.aboveboard]\n" if name.endswith("toml") else "severity: note\n"
    there = site(name, text)
    assert main(["init"]) == 2
    output = capsys.readouterr()
    assert output.out == ""
    assert output.err == (
        f"error: there is a configuration already: {name}; 'aboveboard check --show-settings .' "
        "shows it, and 'aboveboard init --stdout' prints a new one\n"
    )
    assert there.read_text("utf-8") == text


def test_a_link_that_leads_nowhere_is_not_overwritten(site: Write) -> None:
    Path(".aboveboard.yaml").symlink_to("gone.yaml")
    assert main(["init"]) == 2
    assert Path(".aboveboard.yaml").is_symlink()


def test_to_standard_output(site: Write, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["init", "--stdout"]) == 0
    printed = capsys.readouterr().out
    assert not Path(".aboveboard.yaml").exists()
    assert main(["init"]) == 0
    assert Path(".aboveboard.yaml").read_text("utf-8") == printed


@pytest.mark.parametrize(
    ("answer", "line"),
    [("us, uk\n", "jurisdictions: [us, uk]"), ("\n", "# jurisdictions: [us, uk]")],
)
def test_a_terminal_is_asked_once(
    site: Write,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    answer: str,
    line: str,
) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr(sys, "stdin", Terminal(answer))
    assert main(["init"]) == 0
    assert capsys.readouterr().err.count("Whose law") == 1
    assert line in Path(".aboveboard.yaml").read_text("utf-8").splitlines()


def test_faults(site: Write, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["init", "gone"]) == 2
    assert capsys.readouterr().err == "error: there is no folder 'gone'\n"
