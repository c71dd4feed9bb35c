"""Reports on what has changed, in real repositories."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from aboveboard.changes import changes_since
from aboveboard.linter import Linter
from aboveboard.report import Report
from aboveboard.since import only_changed

Write = Callable[..., Path]
LINTER = Linter(severity="note")


@pytest.fixture
def commit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")

    def git(*arguments: str) -> None:
        who = ("-c", "user.name=Ada", "-c", "user.email=ada@example.com")
        subprocess.run(["git", "-C", str(tmp_path), *who, *arguments], check=True)

    git("init", "--quiet", "--initial-branch=main")

    def commit() -> None:
        git("add", "--all")
        git("commit", "--quiet", "--message", "one")

    return commit


def changed(*paths: str) -> Report:
    sieve = only_changed(changes_since("HEAD"), LINTER.rulebook, "HEAD")
    return LINTER.check_paths(paths or ["."], sieves=[sieve])


def said(report: Report) -> list[str]:
    return [f"{f.document}:{f.line} {f.rule_id}" for f in report.findings]


def test_words_are_reported_where_their_lines_have_changed(
    write: Write, commit: Callable[[], None]
) -> None:
    write("a.md", "Last chance!\n\nAct now!\n")
    write("b.md", "Last chance!\n")
    commit()
    assert said(changed()) == []
    write("a.md", "Last chance!\n\nHello.\n\nAct now, friends!\n")
    report = changed()
    assert said(report) == ["a.md:5 urgency/act-now"]
    assert [(d.name, d.status) for d in report.documents] == [("a.md", "review")]
    assert list(report.remarks)[-1] == (
        "2 findings are not in what has changed since HEAD, and left out"
    )


def test_a_phrase_over_two_lines_of_which_one_has_changed(
    write: Write, commit: Callable[[], None]
) -> None:
    write("a.md", "This is your last\nwords.\n")
    commit()
    write("a.md", "This is your last\nchance to save.\n")
    assert said(changed()) == ["a.md:1 urgency/last-chance"]


def test_what_is_missing_is_reported_where_a_line_was_taken_away(
    write: Write, commit: Callable[[], None]
) -> None:
    write("a.md", "#ad\n\nNew lipstick day! @velvetandco sent me the whole autumn range.\n")
    write("b.md", "New lipstick day! @velvetandco sent me the whole autumn range.\n")
    commit()
    assert said(changed()) == []
    write("a.md", "New lipstick day! @velvetandco sent me the whole autumn range.\n")
    assert said(changed()) == ["a.md:1 sponsorship/label"]


POSTS = """Date,Text
2026-12-01,Our sale ends 5 December 2026.
2026-12-02,Hurry! The seats are almost gone.
2026-12-03,Last chance!
"""


def test_rows_whose_lines_have_changed(write: Write, commit: Callable[[], None]) -> None:
    write("posts.csv", POSTS)
    commit()
    write("posts.csv", POSTS.replace("Last chance!", '"Last chance, all!"'))
    report = changed("posts.csv")
    assert [(f.row, f.rule_id) for f in report.findings] == [(3, "urgency/last-chance")]


def test_a_claim_is_reported_where_its_own_record_has_changed(
    write: Write, commit: Callable[[], None]
) -> None:
    write("posts.csv", POSTS)
    commit()
    write("posts.csv", POSTS.replace("2026-12-01", "2026-12-06"))
    [finding] = changed("posts.csv").findings
    assert (finding.row, finding.rule_id) == (1, "urgency/deadline-past")


def test_a_header_is_said_of_all_rows(write: Write, commit: Callable[[], None]) -> None:
    write("posts.csv", POSTS.replace("2026-12-01", "2026-12-06").replace("Date", "Made"))
    commit()
    write("posts.csv", POSTS.replace("2026-12-01", "2026-12-06"))
    assert [(f.row, f.rule_id) for f in changed("posts.csv").findings] == [
        (1, "urgency/deadline-past")
    ]


def test_a_contradiction_is_reported_where_any_post_of_it_has_changed(
    write: Write, commit: Callable[[], None]
) -> None:
    one = (
        "Date,Account,Text,Link\n"
        "{},shop,Our winter sale ends {} December 2026.,https://example.com/sale\n"
    )
    write("a.csv", one.format("2026-12-01", 5))
    write("b.csv", one.format("2026-12-03", 5))
    commit()
    assert said(changed()) == []
    write("a.csv", one.format("2026-12-01", 4))
    finding = changed().findings[-1]
    assert (finding.document, finding.rule_id) == ("b.csv", "urgency/deadline-moves")
    assert [related.document for related in finding.related] == ["a.csv"]


def test_problems_of_files_that_have_not_changed_are_left_out(
    write: Write, commit: Callable[[], None]
) -> None:
    write("bad.txt").write_bytes(b"caf\xe9")
    commit()
    write("worse.txt").write_bytes(b"caf\xe9")
    assert [problem.document for problem in changed().problems] == ["worse.txt"]
