from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from house import Run, Write

FILE = ".aboveboard-baseline.json"
KNOWN = "note: 1 finding is known to the baseline (.aboveboard-baseline.json)\n"


def test_a_baseline_is_written_used_and_never_written_by_a_check(run: Run, write: Write) -> None:
    write("posts/a.txt", "A synergy boost, kind of.\n")
    ran = run("baseline", "posts")
    assert (ran.code, ran.out, ran.err) == (0, f"2 findings written to {FILE}.\n", "")
    before = Path(FILE).read_bytes()
    ran = run("posts", "--severity", "note")
    assert (ran.code, ran.out) == (
        0,
        "note: 2 findings are known to the baseline (.aboveboard-baseline.json)\n"
        "All clear: 1 document checked.\n",
    )
    write("posts/b.txt", "A guaranteed win.\n")
    ran = run("posts", "--format", "concise")
    assert ran.code == 1
    assert ran.out.splitlines()[0].startswith("posts/b.txt:1:3: error house/grave ")
    assert ran.out.splitlines()[2] == "Found 1 finding (1 error) in 1 of 2 documents."
    assert run("posts", "--no-baseline", "--format", "jsonl").out.count("\n") == 2
    assert Path(FILE).read_bytes() == before


def test_update_takes_out_and_never_adds(run: Run, write: Write) -> None:
    write("a.txt", "A synergy boost.\nA guaranteed win.\n")
    run("baseline", "a.txt")
    write("a.txt", "A guaranteed win.\n\nOne more guaranteed win.\n")
    ran = run("a.txt", "--format", "concise", "--fail-on", "error")
    assert ran.out.splitlines()[1:3] == [
        KNOWN.strip(),
        "note: the baseline knows 1 finding that is not there any more; "
        "'aboveboard baseline --update' takes it out",
    ]
    ran = run("baseline", "a.txt", "--update")
    assert (ran.code, ran.out) == (
        0,
        f"1 finding taken out of {FILE}, 1 left; 1 new finding not added.\n",
    )
    assert [entry["text"] for entry in json.loads(Path(FILE).read_text())["findings"]] == [
        "guaranteed win"
    ]
    when = os.stat(FILE).st_mtime_ns
    ran = run("baseline", "a.txt", "--update")
    assert ran.out.startswith(f"0 findings taken out of {FILE}, 1 left; 1 new")
    assert os.stat(FILE).st_mtime_ns == when


def test_a_renamed_file_is_not_forgotten_where_only_others_are_checked(
    run: Run, write: Write
) -> None:
    write("posts/a.txt", "A synergy boost.\n")
    write("mails/b.txt", "Nothing.\n")
    run("baseline")
    Path("posts/a.txt").rename("posts/b.txt")
    ran = run("mails", "--fail-on-stale")
    assert (ran.code, ran.out) == (0, "All clear: 1 document checked.\n")
    assert run("baseline", "--update", "mails").out == f"0 findings taken out of {FILE}, 1 left.\n"
    assert run("--fail-on-stale").out.startswith(KNOWN)
    Path("posts/b.txt").unlink()
    assert run("posts", "--fail-on-stale").code == 1
    assert run("baseline", "--update").out == f"1 finding taken out of {FILE}, 0 left.\n"


def test_a_stale_entry_can_fail(run: Run, write: Write) -> None:
    write("a.txt", "A synergy boost.\n")
    run("baseline")
    assert run("--fail-on-stale").code == 0
    write("a.txt", "Nothing.\n")
    assert run("check").code == 0
    assert run("--fail-on-stale").code == 1
    assert run("--fail-on-stale", "--ignore", "house/buzz").code == 0
    assert run("--fail-on-stale", "--no-baseline").code == 0


def test_where_the_baseline_is(run: Run, write: Write) -> None:
    write("aboveboard.yaml", "rules: rules\nselect: house\nbaseline: kept/known.json\n")
    write("a.txt", "A synergy boost.\n")
    write("kept/x.txt", "Nothing.\n")
    assert run("a.txt").code == 1  # the file is not there yet
    assert run("baseline").out == "1 finding written to kept/known.json.\n"
    assert run("a.txt").code == 0
    assert run("baseline", "--output", "other.json").out == "1 finding written to other.json.\n"
    assert json.loads(Path("kept/known.json").read_text())["findings"][0]["document"] == "../a.txt"
    assert run("a.txt", "--baseline", "other.json").code == 0
    ran = run("a.txt", "--baseline", "gone.json")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == "error: cannot read the baseline 'gone.json': No such file or directory\n"


def test_what_cannot_be_a_baseline(run: Run, write: Write) -> None:
    ran = run("baseline", "-")
    assert (ran.code, ran.err) == (2, "error: a baseline is for files: '-' cannot be found again\n")
    ran = run("baseline", "--update")
    assert ran.code == 2
    assert ran.err.startswith("error: cannot read the baseline '")
    write("a.txt", "A synergy boost.\n")
    ran = run("baseline", "a.txt", "gone.txt")
    assert (ran.code, ran.out) == (2, f"1 finding written to {FILE}.\n")
    assert ran.err.startswith("gone.txt: error: ")
    Path(FILE).write_text("[]")
    ran = run("a.txt")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.endswith("is no baseline; 'aboveboard baseline PATHS' writes one\n")


@pytest.fixture
def git(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)

    def call(*arguments: str) -> None:
        who = ("-c", "user.name=Ada", "-c", "user.email=ada@example.com")
        subprocess.run(["git", *who, *arguments], check=True)

    return call


def test_since(run: Run, write: Write, git: Callable[..., None]) -> None:
    Path(".git/HEAD").unlink()
    git("init", "--quiet", "--initial-branch=main")
    write("a.txt", "A synergy boost.\n")
    git("add", "--all")
    git("commit", "--quiet", "--message", "one")
    ran = run("--since", "HEAD")
    assert (ran.code, ran.out) == (
        0,
        "note: 1 finding is not in what has changed since HEAD, and left out\n"
        "Nothing was checked.\n",
    )
    write("a.txt", "A synergy boost.\nA guaranteed win.\n")
    ran = run("--since", "main...", "--format", "concise")
    assert ran.code == 1
    assert ran.out.splitlines()[0].startswith("a.txt:2:3: error house/grave ")
    ran = run("-", "--since", "HEAD", "--stdin-filename", "a.txt")
    assert (ran.code, ran.out, ran.err) == (
        2,
        "",
        "error: --since is about files that git knows: leave it out where '-' reads standard "
        "input, or name the file\n",
    )
    ran = run("--since", "gone")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("error: --since: there is no commit, branch or tag 'gone' here")
