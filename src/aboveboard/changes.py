"""What has changed since a commit: files and lines, as git tells it.

Git is asked, never its files read, and it is asked so that neither the user's settings nor the
variables that a hook finds in its environment change the answer: the repository is the one in
which the folder lies.  Submodules and repositories inside the repository have a history of their
own; nothing in them counts as changed.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from aboveboard.gitdiff import (
    DIFF_OPTIONS,
    NOTHING,
    WHOLLY,
    FileChange,
    as_we_count,
    file_changes,
)

__all__ = ["WHOLLY", "Changes", "ChangesError", "FileChange", "changes_since"]


class ChangesError(Exception):
    """Why nobody can say what has changed: one plain sentence that says what to do."""


@dataclass(frozen=True, slots=True)
class Changes:
    """What differs between a commit and the files as they are now.

    ``root`` is the top folder of the repository, ``by_path`` every file in which a line was
    added, changed or taken away; both absolute, without symbolic links in them.  A file that was
    only renamed, or whose mode was changed, is not among them.
    """

    root: Path
    by_path: Mapping[Path, FileChange]

    @property
    def files(self) -> tuple[Path, ...]:
        """The changed files that are still there, sorted."""
        return tuple(path for path in sorted(self.by_path) if path.is_file())

    def of(self, path: str | Path) -> FileChange:
        """What is new in the file ``path``, which may be a link to it; nothing if it is as it was.

        A relative path is one in the working directory.
        """
        found = self.by_path.get(Path(path))
        return found or self.by_path.get(_real(path), NOTHING)

    def touches(self, path: str | Path, first_line: int, last_line: int) -> bool:
        """Whether a line of ``path`` in this range, both ends included, is new or changed."""
        return self.of(path).touches(first_line, last_line)

    def disturbs(self, path: str | Path, first_line: int, last_line: int) -> bool:
        """As :meth:`touches`, or lines were taken away inside the range or at its edges."""
        return self.of(path).disturbs(first_line, last_line)


def changes_since(rev: str, folder: str | Path = ".") -> Changes:
    """What differs between ``rev`` and the files now, in the repository that holds ``folder``.

    ``rev`` is a commit, branch or tag; ``main...`` is the commit at which HEAD left ``main``
    (their merge base), so that what others did on ``main`` since then does not count.  Files
    that git does not track count as wholly new, unless they are ignored.  A file also counts as
    wholly changed if it is binary or UTF-16, if a filter such as LFS stands between it and the
    repository, or if a symbolic link to it is new or changed.

    Lines are counted as :class:`~aboveboard.document.Source` counts them: git ends a line at
    ``\\n`` only, so where it finds a changed line with a lone ``\\r`` in it, all that the ``\\r``
    parts count as changed.

    Raises ChangesError where there is no git, no repository, no such commit, no merge base.
    """
    folder = Path(folder)
    root = _root(folder)
    commit = _commit(rev, root)
    diff = _said(
        _git(root, "diff", *DIFF_OPTIONS, commit, "--"),
        f"git cannot compare the files with '{rev}'",
    )
    found: dict[Path, FileChange] = {}
    by_name: dict[bytes, FileChange] = {}
    for name, is_link, change in file_changes(diff):
        if is_link:
            found[_real(root / os.fsdecode(name))] = WHOLLY
        else:
            by_name[name] = change
    by_name = {name: change for name, change in by_name.items() if change != NOTHING}
    filtered = _filtered(root, (name for name, change in by_name.items() if not change.whole))
    for name, change in by_name.items():
        path = root / os.fsdecode(name)
        if path not in found:
            found[path] = WHOLLY if name in filtered else as_we_count(change, path)
    for name in _untracked(root):
        found[_real(root / os.fsdecode(name))] = WHOLLY
    return Changes(root, found)


def _real(path: str | Path) -> Path:
    return Path(os.path.realpath(path))  # Path.resolve raises for links in a circle


# --- asking git ---------------------------------------------------------------------------

# Of git's own variables those stay that say where git is, how it is set up, and how a partial
# clone may fetch. The others come from a hook or a shell and are about something else.
_KEPT = re.compile(
    r"GIT_(?:CONFIG|SSH|SSL|HTTP|PROXY)|"
    r"GIT_(?:EXEC_PATH|ASKPASS|ALLOW_PROTOCOL|CEILING_DIRECTORIES|"
    r"DISCOVERY_ACROSS_FILESYSTEM|ATTR_NOSYSTEM)$"
)

_SETTINGS = (
    *("-c", "core.quotePath=false"),
    *("-c", "core.fsmonitor=false"),  # a monitor that git starts would hold our pipes open
    *("-c", "diff.autoRefreshIndex=true"),  # else files are told whose time alone is new
)


def _environment() -> dict[str, str]:
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("GIT_") or _KEPT.match(name)
    }
    # Nobody is there to be asked for a password, and messages are known by their English words.
    return {**kept, "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C", "LANGUAGE": "C"}


def _git(
    folder: Path, *arguments: str, given: bytes | None = None
) -> subprocess.CompletedProcess[bytes]:
    command = ["git", "-C", str(folder), "--no-pager", *_SETTINGS, *arguments]
    try:
        return subprocess.run(
            command, input=given or b"", capture_output=True, check=False, env=_environment()
        )
    except OSError:
        raise ChangesError(
            "git, which knows what has changed, cannot be started; "
            "install it, or check without --since"
        ) from None


def _said(answer: subprocess.CompletedProcess[bytes], failure: str) -> bytes:
    """What git said; raises ChangesError with ``failure`` and git's own reason."""
    if answer.returncode == 0:
        return answer.stdout
    reason = _reason(answer).removeprefix("fatal: ").removeprefix("error: ")
    raise ChangesError(f"{failure}: {reason}; check without --since" if reason else failure)


def _reason(answer: subprocess.CompletedProcess[bytes]) -> str:
    lines = [
        line
        for line in answer.stderr.decode("utf-8", "replace").splitlines()
        if not line.startswith(("warning: ", "hint: "))
    ]
    return lines[0].strip().rstrip(".") if lines else ""


def _line(output: bytes) -> str:
    return os.fsdecode(output.removesuffix(b"\n"))


def _root(folder: Path) -> Path:
    answer = _git(folder, "rev-parse", "--show-toplevel")
    if answer.returncode == 0:
        return _real(_line(answer.stdout))
    reason = _reason(answer)
    if "dubious ownership" in reason:
        raise ChangesError(
            f"git does not read the repository of {folder}, which belongs to another user; "
            f"if you trust it: git config --global --add safe.directory {folder.resolve()}"
        )
    if "work tree" in reason:
        raise ChangesError(
            f"{folder} lies in a repository without files to compare (a bare one, or its .git); "
            "run this where the files are"
        )
    if "not a git repository" in reason:
        raise ChangesError(f"{folder} lies in no git repository; check without --since")
    _said(answer, f"git finds no repository for {folder}")
    raise AssertionError  # the line above raised


def _verified(name: str, root: Path) -> str | None:
    """The id of the commit that ``name`` stands for, or None."""
    # No name begins with a dash, so what does is an option or a mistake.
    if not name or name.startswith("-") or "\0" in name:
        return None
    answer = _git(root, "rev-parse", "--verify", "--quiet", f"{name}^{{commit}}")
    return _line(answer.stdout) if answer.returncode == 0 else None


def _commit(rev: str, root: Path) -> str:
    """The id of the commit to compare with; raises ChangesError."""
    name = rev.removesuffix("...")
    found = _verified(name, root)
    if found is None:
        raise ChangesError(_unknown(name, root))
    if name == rev:
        return found
    answer = _git(root, "merge-base", found, "HEAD")
    if answer.returncode == 0:
        return _line(answer.stdout).partition("\n")[0]
    if _is_shallow(root):
        raise ChangesError(
            f"this clone does not reach back to where it left '{name}'; {_UNSHALLOW}"
        )
    raise ChangesError(f"'{name}' and HEAD have no commit in common; write --since {name}")


_UNSHALLOW = "fetch the whole history: git fetch --unshallow (in a CI: fetch-depth: 0)"


def _is_shallow(root: Path) -> bool:
    return _git(root, "rev-parse", "--is-shallow-repository").stdout.strip() == b"true"


def _unknown(name: str, root: Path) -> str:
    """What to say of a name that stands for no commit."""
    if not _git(root, "rev-list", "--max-count=1", "--all").stdout:
        return (
            "nothing is committed here yet, so there is nothing to compare; check without --since"
        )
    if not name:
        return "say since which commit, branch or tag: --since main"
    said = f"there is no commit, branch or tag '{name}' here"
    start, dots, _ = name.partition("..")
    if dots:
        start = start or "main"
        return (
            f"'{name}' is a range, but a commit is compared with the files as they are; "
            f"write --since {start}, or {start}... for where HEAD left it"
        )
    if _verified(f"origin/{name}", root):
        return f"{said}; did you mean origin/{name}?"
    if _is_shallow(root):
        return f"{said}, and this clone holds a part of the history only; {_UNSHALLOW}"
    return f"{said}; if it is on a server, fetch it: git fetch"


def _untracked(root: Path) -> list[bytes]:
    answer = _git(root, "ls-files", "--others", "--exclude-standard", "-z")
    names = _said(answer, "git cannot list the files that it does not track").split(b"\0")
    # With a slash at the end: a repository inside this one.
    return [name for name in names if name and not name.endswith(b"/")]


def _filtered(root: Path, names: Iterable[bytes]) -> set[bytes]:
    """Those of the files whose lines are not what the repository holds: LFS, encryption."""
    given = b"".join(name + b"\0" for name in names)
    if not given:
        return set()
    answer = _git(root, "check-attr", "-z", "--stdin", "filter", given=given)
    fields = _said(answer, "git cannot say which files go through a filter").split(b"\0")
    pairs = zip(fields[::3], fields[2::3], strict=False)
    return {name for name, value in pairs if value not in (b"unspecified", b"unset")}
