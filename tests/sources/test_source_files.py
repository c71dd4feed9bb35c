from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from aboveboard.files import find_files


def grow(root: Path, *names: str) -> None:
    for name in names:
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("text", encoding="utf-8")


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to stand in; no repository around it."""
    root = tmp_path / "tree"
    root.mkdir()
    monkeypatch.chdir(root)
    return root


def found(*paths: str, **options: object) -> list[str]:
    files, problems = find_files(paths, **options)  # type: ignore[arg-type]
    assert problems == []
    return [file.as_posix() for file in files]


def test_a_folder_is_walked_in_the_order_of_names(tree: Path) -> None:
    grow(tree, "b.md", "a/z.TXT", "a/a.html", "c/d/e.mdx", "c.md", "a.py", "c/image.png")
    assert found(".") == ["a/a.html", "a/z.TXT", "b.md", "c/d/e.mdx", "c.md"]
    assert found("c", "a") == ["c/d/e.mdx", "a/a.html", "a/z.TXT"]
    assert found(str(tree / "c")) == [(tree / "c/d/e.mdx").as_posix()]


def test_each_file_once(tree: Path) -> None:
    grow(tree, "a/b.md", "a/c.md")
    assert found("a/c.md", "a", "./a/b.md", str(tree / "a")) == ["a/c.md", "a/b.md"]


def test_other_peoples_files_are_skipped(tree: Path) -> None:
    grow(
        tree,
        ".git/a.md", ".cache/a.md", "node_modules/a.md", "x/__pycache__/a.md",
        "env/pyvenv.cfg", "env/lib/a.md", "kept/a.md", ".draft.md",
    )  # fmt: skip
    assert found(".") == [".draft.md", "kept/a.md"]
    assert found("node_modules", ".cache") == ["node_modules/a.md", ".cache/a.md"]


def test_ignore_files_are_respected(tree: Path) -> None:
    subprocess.run(["git", "init", "-q"], check=True, cwd=tree)
    grow(tree, "a.md", "no.md", "out/b.md", "x/no.md", "x/yes.md", "x/out/c.md", "x/deep/only.md")
    (tree / ".gitignore").write_text("no.md\nout/\n[broken\n", encoding="utf-8")
    (tree / "x/.gitignore").write_text("!no.md\n/deep\n", encoding="utf-8")
    (tree / ".git/info").mkdir(exist_ok=True)
    (tree / ".git/info/exclude").write_text("yes.md\n", encoding="utf-8")
    assert found(".") == ["a.md", "x/no.md"]
    assert found("x") == ["x/no.md"]
    # What is named is read, a folder that is ignored as well as a file.
    assert found("no.md", "x/deep", "out") == ["no.md", "x/deep/only.md", "out/b.md"]
    listed = subprocess.run(
        ["git", "ls-files", "--others", "--exclude-standard", "*.md"],
        check=True, cwd=tree, capture_output=True, text=True,
    )  # fmt: skip
    assert found(".") == sorted(listed.stdout.split())


def test_the_ignore_files_of_a_work_tree(tree: Path) -> None:
    grow(tree, "work/a.md", "work/b.md", "git/worktrees/w/commondir", "git/info/exclude")
    (tree / "work/.git").write_text("gitdir: ../git/worktrees/w\n", encoding="utf-8")
    (tree / "git/worktrees/w/commondir").write_text("../..\n", encoding="utf-8")
    (tree / "git/info/exclude").write_text("b.md\n", encoding="utf-8")
    assert found("work") == ["work/a.md"]


def test_patterns_exclude_what_is_walked(tree: Path) -> None:
    grow(tree, "a.md", "b/a.md", "b/c.md", "d/e.md")
    assert found(".", exclude=["/a.md", "b/c.*", "!b/c.md"]) == ["b/a.md", "b/c.md", "d/e.md"]
    assert found("b", "a.md", exclude=["a.md", "d/"]) == ["b/c.md", "a.md"]
    assert found("b", "a.md", exclude=["a.md"], force_exclude=True) == ["b/c.md"]
    assert found("d", exclude=["d"]) == []
    assert found("d/e.md", exclude=["d"]) == ["d/e.md"]
    assert found("d/e.md", exclude=["d"], force_exclude=True) == []
    # Patterns are relative to the root; what lies outside it is never excluded.
    assert found(".", exclude=["/c.md"], root=tree / "b") == ["a.md", "b/a.md", "d/e.md"]


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights")
def test_links_stay_in_the_tree(tree: Path) -> None:
    grow(tree, "a/b/c.md", "a/real.md")
    grow(tree.parent / "outside", "secret.md")
    (tree / "a/b/up").symlink_to("..")
    (tree / "a/out").symlink_to(tree.parent / "outside")
    (tree / "a/secret.md").symlink_to(tree.parent / "outside/secret.md")
    (tree / "a/link.md").symlink_to("real.md")
    (tree / "a/broken.md").symlink_to("nowhere.md")
    (tree / "a/circle.md").symlink_to("circle.md")
    (tree / "again").symlink_to("a")
    assert found("a") == ["a/b/c.md", "a/link.md"]
    assert found("again") == ["again/b/c.md", "again/link.md"]
    assert found("a/secret.md", "a/out") == ["a/secret.md"]


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights")
def test_patterns_hold_behind_a_link(tree: Path) -> None:
    grow(tree, "real/drafts/a.md", "real/drafts/b.md")
    (tree / "link").symlink_to("real")
    assert found("link/drafts", exclude=["real/drafts/a.md"]) == ["link/drafts/b.md"]
    options = {"exclude": ["drafts/a.md"], "root": tree / "link", "force_exclude": True}
    assert found("link/drafts/a.md", "real/drafts/b.md", **options) == ["real/drafts/b.md"]


def failures(*paths: str) -> list[str]:
    files, problems = find_files(paths)
    assert files == []
    assert {problem.level for problem in problems} <= {"error"}
    return [str(problem) for problem in problems]


def test_what_cannot_be_read_is_said(tree: Path) -> None:
    (tree / "a.png").write_bytes(b"\x89PNG\r\n\x1a\n\0\0")
    (tree / "noise").write_bytes(b"\x00\x01\x02")
    assert failures("none.md", "a.png", "noise", "a\0b") == [
        "none.md: there is no such file or folder",
        "a.png: no reader for '.png'; use --stdin-filename or rename it",
        "noise: no reader for a file without a suffix; use --stdin-filename or rename it",
        "a\0b: its name cannot be a file name",
    ]


def test_a_text_of_another_kind_is_read_if_it_is_named(tree: Path) -> None:
    grow(tree, "post.org", "README")
    assert found(".") == []
    assert found("post.org", "README") == ["post.org", "README"]


@pytest.mark.skipif(sys.platform == "win32", reason="no pipes with a name")
def test_a_pipe_is_not_waited_for(tree: Path) -> None:
    os.mkfifo(tree / "pipe.md")
    os.mkfifo(tree / "pipe.xyz")
    assert found(".") == []
    assert found("pipe.md") == ["pipe.md"]  # reading it says what is wrong
    assert failures("pipe.xyz") == ["pipe.xyz: it is not a regular file"]


def test_only_the_suffixes_asked_for(tree: Path) -> None:
    grow(tree, "a.md", "b.csv")
    assert found(".", suffixes={".csv"}) == ["b.csv"]
