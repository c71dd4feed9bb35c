"""The cache from outside: what commands leave in it, use of it, and remove."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from house import Ran, Run, Write

FORMATS = "full concise json jsonl csv sarif github gitlab junit rdjson markdown html".split()


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache of its own, beside the folder with the copy."""
    folder = tmp_path.parent / f"{tmp_path.name}-cache"
    monkeypatch.setenv("ABOVEBOARD_CACHE_DIR", str(folder))
    return folder


def said(ran: Ran) -> tuple[int, str, str]:
    """All that a command said."""
    return ran.code, ran.out, ran.err


def results(folder: Path) -> set[str]:
    return {path.name for path in folder.glob("result-*")}


def test_clean_removes_the_cache_and_says_how_much_it_was(
    run: Run, write: Write, cache: Path
) -> None:
    assert run("clean").out == f"Nothing to remove: no cache in '{cache}'.\n"
    write("a.txt", "A synergy boost.\n")
    run("a.txt")
    (cache / "notes.md").write_text("mine")
    ran = run("clean")
    assert (ran.code, ran.err) == (0, "")
    assert re.fullmatch(
        rf"Removed 2 files \(\d+\.\d MB\) from '{re.escape(str(cache))}'\.\n", ran.out
    )
    assert [path.name for path in cache.iterdir()] == ["notes.md"]
    ran = run("clean")
    assert (ran.code, ran.out) == (0, f"Nothing to remove: no cache in '{cache}'.\n")


def test_without_the_cache_nothing_is_written(run: Run, write: Write, cache: Path) -> None:
    write("a.txt", "A synergy boost.\n")
    assert run("a.txt", "--no-cache").code == 1
    assert not cache.exists()


def test_with_nowhere_to_keep_anything_there_is_nothing_to_remove(
    run: Run, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("aboveboard.cache.usual_folder", lambda: None)
    ran = run("clean")
    assert (ran.code, ran.out) == (0, "Nothing to remove: there is no folder for a cache.\n")
    write("a.txt", "A synergy boost.\n")
    assert run("a.txt").code == 1


def copy(write: Write) -> None:
    """Posts with findings of each severity, suppressions, and a file that cannot be read."""
    write("a.md", "# A synergy boost\n\nA guaranteed win, kind of.\n")
    write(
        "posts.csv", "date,text\n2026-11-24,A synergy boost\n2026-11-25,calm\n2026-11-26,kind of\n"
    )
    write("b.html", "<!-- aboveboard: ignore house/buzz -- fine --><p>A synergy boost.</p>")
    write("c.txt", "").write_bytes(b"\xff\xfe\xff")


@pytest.mark.parametrize(
    "arguments",
    [
        *(["--format", name] for name in FORMATS),
        ["--statistics"],
        ["--statistics", "--format", "json"],
        ["--severity", "note"],
        ["--severity", "error"],
        ["--fail-on", "error"],
        ["--diff", "--unsafe-fixes"],
        ["posts.csv", "--annotate", "-"],
        ["--baseline", "known.json", "--fail-on-stale"],
    ],
    ids=" ".join,
)
def test_every_output_is_the_same_from_a_cold_and_a_warm_cache(
    arguments: list[str], run: Run, write: Write, cache: Path
) -> None:
    copy(write)
    if "--baseline" in arguments:
        write("b.txt", "A synergy boost.\n")
        run("baseline", ".", "--output", "known.json")
        write("b.txt", "A guaranteed win.\n")
    plain = said(run("check", *arguments, "--no-cache"))
    run("clean")
    assert said(run("check", *arguments)) == plain
    assert said(run("check", *arguments)) == plain
    if arguments != ["--format", "html"]:  # which shows the documents, so all are read
        assert results(cache)


def test_fixed_files_are_known_when_they_are_checked_again(
    run: Run, write: Write, cache: Path
) -> None:
    """Their bytes were checked before they were written."""
    copy(write)
    run("check", "a.md")
    before = results(cache)
    run("check", "a.md", "--fix")
    assert results(cache) >= before


def test_baselines_are_written_from_kept_results(run: Run, write: Write, cache: Path) -> None:
    copy(write)
    run("check", ".")
    run("baseline", ".", "--output", "one.json")
    run("clean")
    run("baseline", ".", "--output", "two.json")
    assert Path("one.json").read_bytes() == Path("two.json").read_bytes()


def test_since_looks_at_the_same_findings(
    run: Run, write: Write, cache: Path, git: Callable[..., None]
) -> None:
    copy(write)
    write(
        "posts.csv", "date,text\n2026-11-24,A synergy boost\n2026-11-25,calm\n2026-11-26,kind of\n"
    )
    git("add", ".")
    git("commit", "-q", "-m", "x")
    write(
        "posts.csv",
        "date,text\n2026-11-24,A synergy boost\n2026-11-25,A guaranteed win\n2026-11-26,kind of\n",
    )
    plain = said(run("check", "--since", "HEAD", "--no-cache"))
    assert said(run("check", "--since", "HEAD")) == plain
    assert said(run("check", "--since", "HEAD")) == plain
    assert "posts.csv, row 2" in plain[1]
    assert "posts.csv, row 1" not in plain[1]


@pytest.fixture
def git(tmp_path: Path) -> Callable[..., None]:
    """Run git in the folder, which becomes a repository."""
    import shutil
    import subprocess

    if shutil.which("git") is None:
        pytest.skip("there is no git")

    def call(*arguments: str) -> None:
        subprocess.run(
            ["git", "-c", "user.name=a", "-c", "user.email=a@example.org", *arguments],
            cwd=tmp_path,
            check=True,
            capture_output=True,
        )

    shutil.rmtree(tmp_path / ".git", ignore_errors=True)
    call("init", "-q")
    return call
