"""What git says has changed, asked of real repositories."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aboveboard.changes import WHOLLY, Changes, ChangesError, FileChange, changes_since
from aboveboard.document import Source
from aboveboard.gitdiff import as_we_count

LETTERS = b"a\nb\nc\nd\ne\nf\n"


@pytest.fixture(autouse=True)
def _no_settings_of_the_user(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")


class Repository:
    """A repository in a folder, with its first branch ``main``."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        self.folder = Path(os.path.realpath(folder))
        self.folder.mkdir(exist_ok=True)
        self.git("init", "--quiet", "--initial-branch=main", *arguments)

    def git(self, *arguments: str, fails: bool = False) -> bytes:
        who = ("-c", "user.name=Ada", "-c", "user.email=ada@example.com")
        answer = subprocess.run(
            ["git", "-C", str(self.folder), *who, *arguments], capture_output=True, check=False
        )
        assert (answer.returncode != 0) == fails, answer
        return answer.stdout

    def write(self, name: str | bytes, data: bytes) -> Path:
        path = self.folder / os.fsdecode(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        return path

    def commit(self, message: str = "one") -> None:
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", message, "--allow-empty")

    def changes(self, rev: str = "HEAD", folder: str = "") -> dict[str, FileChange]:
        found = changes_since(rev, self.folder / folder)
        assert found.root == self.folder
        return {path.relative_to(self.folder).as_posix(): c for path, c in found.by_path.items()}


@pytest.fixture
def repo(tmp_path: Path) -> Repository:
    return Repository(tmp_path / "repo")


# --- the lines ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        (b"a\nB\nc\nd\ne\nf\n", FileChange(((2, 2),))),
        (b"a\nB\nC\nD\nc\nd\ne\nf\n", FileChange(((2, 4),))),
        (b"a\nb\nc\n", FileChange(gaps=(3,))),
        (b"b\nc\ne\nf\n", FileChange(gaps=(0, 2))),
        (b"", FileChange(gaps=(0,))),
        (b"0\na\nb\nc\ne\nF\n", FileChange(((1, 1), (6, 6)), (4,))),
        (LETTERS[:-1], FileChange(((6, 6),))),  # git takes the line end as part of the line
        (LETTERS.replace(b"\n", b"\r\n"), FileChange(((1, 6),))),
        (b"\0" + LETTERS, WHOLLY),
    ],
)
def test_lines_of_a_text(repo: Repository, new: bytes, expected: FileChange) -> None:
    repo.write("a.md", LETTERS)
    repo.write("same.md", LETTERS)
    repo.commit()
    repo.write("a.md", new)
    assert repo.changes() == {"a.md": expected}
    repo.git("add", "a.md")
    assert repo.changes() == {"a.md": expected}
    repo.commit()
    assert repo.changes() == {}
    assert repo.changes("HEAD~1") == {"a.md": expected}


def test_lines_with_windows_ends(repo: Repository) -> None:
    repo.write("a.md", b"a\r\nb\r\nc\r\n")
    repo.commit()
    repo.write("a.md", b"a\r\nB\r\nc\r\nd")
    assert repo.changes() == {"a.md": FileChange(((2, 2), (4, 4)))}


def test_lines_that_look_like_those_of_a_patch(repo: Repository) -> None:
    repo.write("a.md", b"a\n-- b/x\n@@ -1 +1 @@\nb\n")
    repo.write("z.md", b"a\n")
    repo.commit()
    repo.write("a.md", b"a\n++ b/z.md\n@@ -7,1 +9,9 @@\n\\ No newline\n+++ b/z.md\nb\n")
    repo.write("z.md", b"a\nb\n")
    assert repo.changes() == {"a.md": FileChange(((2, 5),)), "z.md": FileChange(((2, 2),))}


def test_what_a_change_touches_and_disturbs() -> None:
    change = FileChange(((3, 4), (9, 9)), (0, 6, 12))
    touched = [n for n in range(1, 15) if change.touches(n, n)]
    assert touched == [3, 4, 9]
    assert [n for n in range(1, 15) if change.disturbs(n, n)] == [1, 3, 4, 6, 7, 9, 12, 13]
    assert change.touches(1, 3)
    assert change.touches(4, 8)
    assert not change.touches(5, 8)
    assert change.disturbs(5, 8)
    assert not change.disturbs(10, 11)
    assert change.disturbs(13, 20)
    assert not change.disturbs(14, 20)
    assert WHOLLY.touches(1, 1)
    assert WHOLLY.disturbs(7, 7)


def test_changes_by_path(repo: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    repo.write("a.md", LETTERS)
    repo.write("b.md", LETTERS)
    repo.write("gone.md", LETTERS)
    repo.commit()
    path = repo.write("a.md", b"a\nB\nc\nd\ne\n")
    (repo.folder / "gone.md").unlink()
    link = repo.folder.parent / "link"
    link.symlink_to(repo.folder)
    changes = changes_since("HEAD", link)
    assert changes == Changes(repo.folder, {path: FileChange(((2, 2),), (5,))})
    assert changes.files == (path,)
    monkeypatch.chdir(repo.folder.parent)
    for name in (path, str(path), "repo/a.md", Path("repo/../link/a.md")):
        assert changes.touches(name, 1, 2)
        assert not changes.touches(name, 3, 5)
        assert changes.disturbs(name, 5, 5)
    assert not changes.disturbs("repo/b.md", 1, 6)
    assert not changes.touches("repo/nowhere.md", 1, 6)
    path.unlink()
    assert changes.files == ()


LINES = st.lists(st.sampled_from([b"a", b"b", b"c", b"", b"-- x", b"++ b/y", b"\r"]), max_size=9)


@st.composite
def edits(draw: st.DrawFn) -> tuple[bytes, bytes]:
    """A text and what became of it."""
    old = draw(LINES)
    new = list(old)
    for _ in range(draw(st.integers(0, 3))):
        start = draw(st.integers(0, len(new)))
        new[start : start + draw(st.integers(0, 3))] = draw(LINES)[:3]
    ends = draw(st.tuples(*[st.sampled_from([b"", b"\n"])] * 2))
    first, second = (b"\n".join(one) + end for one, end in zip((old, new), ends, strict=True))
    return first, second


def git_says(patch: bytes) -> FileChange:
    """New and deleted lines of a patch that shows the whole file, one after the other."""
    number, touched, gaps, run = 0, [], [], b""
    body = patch.partition(b"\n@@ ")[2].split(b"\n")[1:-1]
    for line in [*body, b" "]:
        if line[:1] == b"\\":
            continue
        if line[:1] == b" ":
            if run and b"+" not in run:
                gaps.append(number)
            run = b""
        else:
            run += line[:1]
        number += line[:1] != b"-"
        if line[:1] == b"+":
            touched.append(number)
    spans: list[tuple[int, int]] = []
    for line_number in touched:
        if spans and spans[-1][1] == line_number - 1:
            spans[-1] = spans[-1][0], line_number
        else:
            spans.append((line_number, line_number))
    return FileChange(tuple(spans), tuple(gaps))


def git_lines(text: bytes) -> list[bytes]:
    return re.findall(rb"[^\n]*\n|[^\n]+\Z", text)


@settings(max_examples=15, deadline=None)
@given(st.lists(edits(), min_size=1, max_size=8))
def test_random_edits(pairs: Sequence[tuple[bytes, bytes]]) -> None:
    with TemporaryDirectory() as folder:
        repo = Repository(Path(folder))
        # Files that are alike would be taken for renamed ones, were there deleted ones.
        for number, (old, _) in enumerate(pairs):
            repo.write(f"{number}.md", old)
        repo.commit()
        for number, (_, new) in enumerate(pairs):
            repo.write(f"{number}.md", new)
        found = changes_since("HEAD", folder).by_path
        for number, (old, new) in enumerate(pairs):
            path = repo.folder / f"{number}.md"
            patch = repo.git("diff", "-U99", "--diff-algorithm=histogram", "HEAD", "--", path.name)
            said = git_says(patch)
            ours = found.get(path, FileChange())
            assert ours == as_we_count(said, path)
            # And without git: what is not said to be new stood there before, in this order.
            pattern, gaps = "", set(said.gaps)
            ids = {
                line: chr(0x4E00 + n)
                for n, line in enumerate(
                    {*git_lines(old + b"\n" + new), *git_lines(old), *git_lines(new)}
                )
            }
            for place, line in enumerate(["", *git_lines(new)]):
                if line != "":
                    pattern += ".*" if said.touches(place, place) else ids[line]
                pattern += ".*" if place in gaps else ""
            assert re.fullmatch(pattern, "".join(ids[line] for line in git_lines(old)))


@given(
    st.text(st.sampled_from("ab\r\n"), min_size=1, max_size=20),
    st.sets(st.integers(1, 8)),
    st.sets(st.integers(0, 8)),
)
def test_lines_are_counted_as_findings_count_them(
    text: str, lines: set[int], gaps: set[int]
) -> None:
    """A line is new where the line of git's in which it stands is."""
    most = len(git_lines(text.encode()))
    change = FileChange(
        tuple((n, n) for n in sorted(lines) if n <= most),
        tuple(n for n in sorted(gaps) if n <= most and not {n, n + 1} & lines),
    )
    source = Source(text)
    with TemporaryDirectory() as folder:
        path = Path(folder, "a.md")
        path.write_bytes(text.encode())
        ours = as_we_count(change, path)
    for offset in range(len(text)):
        line = source.position(offset)[0]
        by_git = text.count("\n", 0, offset) + 1
        assert ours.touches(line, line) == change.touches(by_git, by_git)
    starts = [0, *(match.end() for match in re.finditer("\n", text))]
    for gap, theirs in zip(ours.gaps, change.gaps, strict=True):
        before = starts[theirs] - 1 if theirs < len(starts) else len(text)
        assert gap == (source.position(before)[0] if theirs else 0)


def test_a_text_with_lone_carriage_returns(repo: Repository) -> None:
    repo.write("old.md", b"a\rb\rc")
    repo.write("mixed.md", b"a\rb\nc\nd\ne\n")
    repo.commit()
    repo.write("old.md", b"a\rB\rc")
    repo.write("mixed.md", b"a\rb\nC\rc\ne\n")
    assert repo.changes() == {"old.md": FileChange(((1, 3),)), "mixed.md": FileChange(((3, 4),))}


# --- the files ----------------------------------------------------------------------------

NAMES = [
    b"with space.md",
    b'"quoted".md',
    b"it's \\ back.md",
    b"two\nlines.md",
    b"tab\there.md",
    b"b/+++ b.md",
    b" .md",
    b"-x.md",
    "Grüße, 日本.md".encode(),
    b"latin-\xe4.md",
    b"bell\x07\x1b\x7f\r.md",
]


def test_every_name(repo: Repository) -> None:
    for name in NAMES:
        repo.write(name, LETTERS)
    repo.commit()
    for name in NAMES:
        repo.write(name, LETTERS + b"g\n")
        repo.write(b"new/" + name, LETTERS)
    found = changes_since("HEAD", repo.folder)
    added, new = FileChange(((7, 7),)), WHOLLY
    assert found.by_path == {
        **{repo.folder / os.fsdecode(name): added for name in NAMES},
        **{repo.folder / "new" / os.fsdecode(name): new for name in NAMES},
    }
    assert len(found.files) == 2 * len(NAMES)


def test_files_that_git_does_not_track(repo: Repository) -> None:
    repo.write(".gitignore", b"*.log\n")
    repo.commit()
    repo.write("new.md", LETTERS)
    repo.write("drafts/new.md", b"")
    repo.write("drafts/x.log", LETTERS)
    repo.write("meant.md", LETTERS)
    repo.git("add", "--intent-to-add", "meant.md")
    expected = {"new.md": WHOLLY, "drafts/new.md": WHOLLY, "meant.md": WHOLLY}
    assert repo.changes() == expected
    repo.git("add", "--all")
    assert repo.changes() == expected
    assert repo.changes(folder="drafts") == expected


def test_renamed_files_and_modes(repo: Repository) -> None:
    for name in ("a.md", "b.md", "mode.md", "both.md"):
        repo.write(name, name.encode() * 9 + b"\n" + LETTERS * 3)
    repo.commit()
    repo.git("mv", "a.md", "moved a.md")
    repo.git("mv", "b.md", "moved\tb.md")
    with (repo.folder / "moved\tb.md").open("ab") as file:
        file.write(b"more\n")
    (repo.folder / "mode.md").chmod(0o755)
    (repo.folder / "both.md").chmod(0o755)
    repo.write("both.md", b"new\n" + (repo.folder / "both.md").read_bytes())
    assert repo.changes() == {
        "moved\tb.md": FileChange(((20, 20),)),
        "both.md": FileChange(((1, 1),)),
    }


def test_binary_files_are_wholly_changed(repo: Repository) -> None:
    utf_16 = "a\nb\n".encode("utf-16")
    attributes = b"*.csv -diff\n*.utf diff\n"
    repo.write(".gitattributes", attributes)
    for name in ("a.xlsx", "b.xlsx", "a.csv", "a.utf"):
        repo.write(name, b"PK\0\n" if name.endswith("x") else utf_16)
    repo.write("a.csv", LETTERS)
    repo.write("without-mark.utf", "a\nb\n".encode("utf-16-le"))
    repo.write("without-nul.utf", "上日本".encode("utf-16"))  # its first byte is that of \n
    repo.commit()
    changed = ("a.xlsx", "a.csv", "a.utf", "without-mark.utf", "without-nul.utf")
    for name in changed:
        with (repo.folder / name).open("ab") as file:
            file.write(("上" if "nul" in name else "c\n").encode("utf-16-le"))
    assert repo.changes() == dict.fromkeys(changed, WHOLLY)


def test_a_filter_may_store_other_lines(repo: Repository) -> None:
    repo.git("config", "filter.big.clean", "wc -c")
    repo.write(".gitattributes", b"*.csv filter=big\n*.md -filter\n")
    repo.write("a.csv", LETTERS)
    repo.write("b.csv", LETTERS)
    repo.write("c.csv", LETTERS * 9)
    repo.write("a.md", LETTERS)
    repo.commit()
    repo.git("mv", "c.csv", "moved.csv")
    (repo.folder / "b.csv").chmod(0o755)
    repo.write("a.csv", LETTERS + b"g\n")
    repo.write("a.md", LETTERS + b"g\n")
    assert repo.changes() == {"a.csv": WHOLLY, "a.md": FileChange(((7, 7),))}


def test_symbolic_links(repo: Repository) -> None:
    for name in ("a.md", "b.md", "c.md", "d.md"):
        repo.write(name, LETTERS)
    outside = repo.folder.parent / "outside.md"
    outside.write_bytes(LETTERS)
    links = {"same.md": "a.md", "other.md": "a.md", "folder": "x", "round.md": "round.md"}
    for name, target in links.items():
        (repo.folder / name).symlink_to(target)
    repo.commit()
    repo.write("a.md", LETTERS + b"g\n")
    changed = {
        "other.md": "b.md",
        "new.md": "../outside.md",
        "file.md": "c.md",
        "around.md": "around.md",
    }
    for name, target in changed.items():
        (repo.folder / name).unlink(missing_ok=True)
        (repo.folder / name).symlink_to(target)
    (repo.folder / "d.md").unlink()
    (repo.folder / "d.md").symlink_to("c.md")
    found = changes_since("HEAD", repo.folder)
    a, b, c = (repo.folder / name for name in ("a.md", "b.md", "c.md"))
    assert found.files == tuple(sorted([a, b, c, outside]))
    assert found.of(repo.folder / "same.md") == found.of(a) == FileChange(((7, 7),))
    assert {found.of(path) for path in (b, c, outside, repo.folder / "new.md")} == {WHOLLY}


def test_a_link_that_becomes_a_file(repo: Repository) -> None:
    repo.write("a.md", LETTERS)
    (repo.folder / "b.md").symlink_to("a.md")
    repo.commit()
    (repo.folder / "b.md").unlink()
    repo.write("b.md", LETTERS)
    assert repo.changes() == {"b.md": WHOLLY}


def test_repositories_inside_are_left_alone(repo: Repository) -> None:
    other = Repository(repo.folder.parent / "other")
    other.write("a.md", LETTERS)
    other.commit()
    allowed = ("-c", "protocol.file.allow=always")
    repo.git(*allowed, "submodule", "--quiet", "add", str(other.folder), "sub")
    repo.git("config", "diff.submodule", "log")
    repo.git("config", "diff.ignoreSubmodules", "none")
    repo.commit()
    inner = Repository(repo.folder / "sub")
    inner.write("a.md", b"x\n")
    inner.write("new.md", b"b\n")
    inner.commit()
    nested = Repository(repo.folder / "nested")
    nested.write("a.md", LETTERS)
    repo.write("own.md", LETTERS)
    assert repo.changes() == {"own.md": WHOLLY}
    assert inner.changes("HEAD~1") == {"a.md": FileChange(((1, 1),), ()), "new.md": WHOLLY}


def test_a_file_in_conflict(repo: Repository) -> None:
    repo.write("a.md", LETTERS)
    repo.write("gone.md", LETTERS)
    repo.commit()
    repo.git("switch", "--quiet", "--create", "side")
    repo.write("a.md", b"side\n" + LETTERS)
    repo.write("gone.md", b"side\n" + LETTERS)
    repo.commit()
    repo.git("switch", "--quiet", "main")
    repo.write("a.md", b"main\n" + LETTERS)
    (repo.folder / "gone.md").unlink()
    repo.commit()
    repo.git("merge", "side", fails=True)
    # <<<<<<< main ======= side >>>>>>>
    assert repo.changes() == {"a.md": FileChange(((1, 1), (3, 5))), "gone.md": WHOLLY}
    assert repo.changes("side") == {"a.md": FileChange(((1, 3), (5, 5)))}


# --- since when ---------------------------------------------------------------------------


@pytest.fixture
def branched(repo: Repository) -> Repository:
    """On ``side``, two commits after it left ``main``, which has gone on."""
    repo.write("a.md", LETTERS)
    repo.commit()
    repo.git("tag", "--annotate", "--message", "v", "v1")
    repo.git("switch", "--quiet", "--create", "side")
    repo.write("side.md", LETTERS)
    repo.commit()
    repo.git("switch", "--quiet", "main")
    repo.write("a.md", LETTERS + b"main\n")
    repo.commit()
    repo.git("switch", "--quiet", "side")
    return repo


def test_a_branch_and_where_head_left_it(branched: Repository) -> None:
    assert branched.changes("main") == {"a.md": FileChange(gaps=(6,)), "side.md": WHOLLY}
    for rev in ("main...", "v1", "v1...", "HEAD~1", "refs/tags/v1^{}"):
        assert branched.changes(rev) == {"side.md": WHOLLY}
    assert branched.changes("side...") == {}
    branched.git("switch", "--quiet", "--detach")
    assert branched.changes("main...") == {"side.md": WHOLLY}


def fault(rev: str, folder: Path) -> str:
    with pytest.raises(ChangesError) as raised:
        changes_since(rev, folder)
    return str(raised.value)


@pytest.mark.parametrize(
    ("rev", "said"),
    [
        ("mian", "there is no commit, branch or tag 'mian' here; {fetch}"),
        ("mian...", "there is no commit, branch or tag 'mian' here; {fetch}"),
        ("HEAD~7", "there is no commit, branch or tag 'HEAD~7' here; {fetch}"),
        ("HEAD:a.md", "there is no commit, branch or tag 'HEAD:a.md' here; {fetch}"),
        ("--output=stolen", "there is no commit, branch or tag '--output=stolen' here; {fetch}"),
        ("-p...", "there is no commit, branch or tag '-p' here; {fetch}"),
        ("a\0b", "there is no commit, branch or tag 'a\0b' here; {fetch}"),
        ("; touch stolen", "there is no commit, branch or tag '; touch stolen' here; {fetch}"),
        ("", "say since which commit, branch or tag: --since main"),
        ("...", "say since which commit, branch or tag: --since main"),
        ("main..side", "'main..side' is a range, {range}"),
        ("main...side", "'main...side' is a range, {range}"),
        ("..side", "'..side' is a range, {range}"),
    ],
)
def test_a_name_that_stands_for_no_commit(branched: Repository, rev: str, said: str) -> None:
    expected = said.format(
        fetch="if it is on a server, fetch it: git fetch",
        range="but a commit is compared with the files as they are; "
        "write --since main, or main... for where HEAD left it",
    )
    assert fault(rev, branched.folder) == expected
    assert not (branched.folder / "stolen").exists()


def test_a_branch_that_is_only_on_the_server(branched: Repository) -> None:
    clone = branched.folder.parent / "clone"
    branched.git("clone", "--quiet", str(branched.folder), str(clone))
    assert fault("main...", clone) == (
        "there is no commit, branch or tag 'main' here; did you mean origin/main?"
    )
    assert changes_since("origin/main...", clone).by_path == {
        Path(os.path.realpath(clone)) / "side.md": WHOLLY
    }


def test_a_clone_without_the_history(branched: Repository) -> None:
    clone = branched.folder.parent / "clone"
    url = branched.folder.as_uri()
    branched.git(
        "clone", "--quiet", "--depth=1", "--no-single-branch", "--no-tags", url, str(clone)
    )
    unshallow = "fetch the whole history: git fetch --unshallow (in a CI: fetch-depth: 0)"
    assert fault("origin/main...", clone) == (
        f"this clone does not reach back to where it left 'origin/main'; {unshallow}"
    )
    assert fault("v1...", clone) == (
        "there is no commit, branch or tag 'v1' here, "
        f"and this clone holds a part of the history only; {unshallow}"
    )
    assert changes_since("origin/side", clone).by_path == {}


def test_histories_that_have_nothing_in_common(branched: Repository) -> None:
    branched.git("switch", "--quiet", "--orphan", "new")
    said = "'main' and HEAD have no commit in common; write --since main"
    assert fault("main...", branched.folder) == said
    branched.write("new.md", b"new\n")
    assert branched.changes("main") == {"new.md": WHOLLY}
    branched.commit()
    assert fault("main...", branched.folder) == said
    assert branched.changes("main") == {"new.md": WHOLLY}


def test_a_repository_without_commits(repo: Repository) -> None:
    repo.write("a.md", LETTERS)
    for rev in ("HEAD", "main", "main..."):
        assert fault(rev, repo.folder) == (
            "nothing is committed here yet, so there is nothing to compare; check without --since"
        )


# --- where --------------------------------------------------------------------------------


def test_folders_that_lie_in_no_repository(tmp_path: Path) -> None:
    assert fault("HEAD", tmp_path) == f"{tmp_path} lies in no git repository; check without --since"
    nowhere = tmp_path / "nowhere"
    assert fault("HEAD", nowhere) == (
        f"git finds no repository for {nowhere}: cannot change to '{nowhere}': "
        "No such file or directory; check without --since"
    )


def test_repositories_without_files(repo: Repository, tmp_path: Path) -> None:
    bare = Repository(tmp_path / "bare", "--bare").folder
    for folder in (bare, repo.folder / ".git"):
        assert fault("HEAD", folder) == (
            f"{folder} lies in a repository without files to compare (a bare one, or its .git); "
            "run this where the files are"
        )


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only root gives files away")
def test_a_repository_of_somebody_else(repo: Repository) -> None:
    repo.commit()
    for path in (repo.folder, repo.folder / ".git"):
        os.chown(path, 12345, 12345)
    assert fault("HEAD", repo.folder) == (
        f"git does not read the repository of {repo.folder}, which belongs to another user; "
        f"if you trust it: git config --global --add safe.directory {repo.folder}"
    )


def test_without_git(repo: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    repo.commit()
    monkeypatch.setenv("PATH", str(repo.folder))
    assert fault("HEAD", repo.folder) == (
        "git, which knows what has changed, cannot be started; install it, or check without --since"
    )


def test_a_damaged_repository(repo: Repository) -> None:
    repo.write("a.md", LETTERS)
    repo.commit()
    repo.write("a.md", LETTERS * 2)
    repo.write(".git/index", b"nonsense")
    said = fault("HEAD", repo.folder)
    assert said.startswith("git cannot compare the files with 'HEAD': ")
    assert said.endswith("; check without --since")


def test_a_linked_worktree(branched: Repository) -> None:
    tree = branched.folder.parent / "tree"
    branched.git("worktree", "add", "--quiet", str(tree), "main")
    (tree / "drafts").mkdir()
    (tree / "drafts/new.md").write_bytes(LETTERS)
    root = Path(os.path.realpath(tree))
    expected = {root / "a.md": FileChange(((7, 7),)), root / "drafts/new.md": WHOLLY}
    assert changes_since("v1", tree / "drafts") == Changes(root, expected)


# --- settings and surroundings ------------------------------------------------------------

UNFRIENDLY = {
    "color.ui": "always",
    "core.pager": "false",
    "core.quotePath": "true",
    "diff.algorithm": "minimal",
    "diff.colorMoved": "zebra",
    "diff.context": "9",
    "diff.external": "false",
    "diff.interHunkContext": "9",
    "diff.mnemonicPrefix": "true",
    "diff.noprefix": "true",
    "diff.relative": "true",
    "diff.renames": "false",
    "diff.upper.command": "false",
    "diff.upper.textconv": "head -n 1",
    "status.showUntrackedFiles": "no",
}


def test_settings_of_the_user_change_nothing(
    repo: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    repo.write(".gitattributes", b"*.md diff=upper\n")
    repo.write("drafts/ä.md", LETTERS)
    repo.write("b.md", LETTERS * 4)
    repo.write("b/b.md", LETTERS + b"b\n")
    repo.commit()
    repo.write("drafts/ä.md", b"A\nb\nc\nd\nf\nF\n")
    repo.write("b/b.md", LETTERS)
    repo.git("mv", "b.md", "c.md")
    repo.write("new.md", LETTERS)
    expected = {
        "drafts/ä.md": FileChange(((1, 1), (6, 6)), (4,)),
        "b/b.md": FileChange(gaps=(6,)),
        "new.md": WHOLLY,
    }
    assert repo.changes(folder="drafts") == expected
    for name, value in UNFRIENDLY.items():
        repo.git("config", name, value)
    for name in ("GIT_EXTERNAL_DIFF", "GIT_PAGER", "PAGER"):
        monkeypatch.setenv(name, "false")
    monkeypatch.setenv("GIT_DIFF_OPTS", "-u9")
    monkeypatch.setenv("GIT_LITERAL_PATHSPECS", "1")
    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")
    assert repo.changes(folder="drafts") == expected


@pytest.mark.parametrize("linked", [False, True])
def test_in_a_hook(repo: Repository, linked: bool) -> None:
    """git sets GIT_DIR and GIT_INDEX_FILE there, and holds the index locked."""
    repo.write("drafts/a.md", LETTERS)
    repo.write("b.md", LETTERS)
    repo.commit()
    folder = repo.folder
    if linked:
        folder = repo.folder.parent / "tree"
        repo.git("worktree", "add", "--quiet", "--detach", str(folder))
    out = repo.folder.parent / "out"
    code = (
        "from aboveboard.changes import changes_since as c; import os;"
        "print(sorted((p.name, x.lines, x.whole) for p, x in c('HEAD', 'drafts').by_path.items()));"
        "print('GIT_INDEX_FILE' in os.environ)"
    )
    hook = repo.write(
        ".git/hooks/pre-commit", f'#!/bin/sh\n"{sys.executable}" -c "{code}" > "{out}"\n'.encode()
    )
    hook.chmod(0o755)
    (folder / "drafts/a.md").write_bytes(LETTERS + b"g\n")
    (folder / "b.md").write_bytes(b"0\n" + LETTERS)
    (folder / "new.md").write_bytes(LETTERS)
    who = ["-c", "user.name=Ada", "-c", "user.email=ada@example.com"]
    command = ["git", "-C", str(folder), *who, "commit", "-q", "-m", "x", "-a"]
    source = str(Path(__file__).resolve().parent.parent / "src")
    subprocess.run(command, check=True, env={**os.environ, "PYTHONPATH": source})
    assert out.read_text().splitlines() == [
        "[('a.md', ((7, 7),), False), ('b.md', ((1, 1),), False), ('new.md', (), True)]",
        "True",
    ]


def test_git_dir_of_another_repository(
    branched: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = Repository(tmp_path / "other")
    monkeypatch.setenv("GIT_DIR", str(other.folder / ".git"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(other.folder / "nothing"))
    monkeypatch.setenv("GIT_WORK_TREE", str(other.folder))
    assert branched.changes("main...") == {"side.md": WHOLLY}


def test_files_whose_time_alone_is_new(repo: Repository) -> None:
    for name in ("a.md", "a.xlsx", "b.csv"):
        repo.write(name, b"PK\0" if name == "a.xlsx" else LETTERS)
    repo.commit()
    repo.git("config", "diff.autoRefreshIndex", "false")
    for name in ("a.md", "a.xlsx"):
        os.utime(repo.folder / name, (1, 1))
    (repo.folder / ".git/index.lock").touch()  # as in a hook
    assert repo.changes() == {}
    (repo.folder / ".git/index.lock").unlink()
    assert repo.changes() == {}
