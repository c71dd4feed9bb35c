"""Since when the lines of a file are what they are, as git knows it.

``git blame`` is run once for each file, without a shell and without anything that a
repository's own settings could make it run.  The file's time stamp is never asked: a clone
or a copy sets it anew.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

__all__ = ["Blame", "days_of"]

_PATIENCE = 60  # seconds for one file
_UNCOMMITTED = b"0" * 40
# What git says of a file that it has never been given; nothing is known then, and nothing wrong.
_UNTRACKED = ("no such path", "no such ref: HEAD", "is outside repository")


class Blame:
    """Asks git about files, each of them once.

    ``complaints`` says in plain sentences what git could not tell, each sentence once.
    """

    def __init__(self) -> None:
        self.complaints: list[str] = []
        self._known: dict[str, tuple[date | None, ...]] = {}

    def since(self, path: str, line: int, last: int | None = None) -> date | None:
        """The day on which the lines from ``line`` to ``last`` (1-based) were last changed.

        None where nobody knows: no repository, no git, a file or line that is not committed.
        """
        if path not in self._known:
            self._known[path] = self._ask(path)
        days = self._known[path][line - 1 : last or line]
        if not days or any(day is None for day in days):
            return None
        return max(day for day in days if day is not None)

    def _ask(self, path: str) -> tuple[date | None, ...]:
        try:
            place = Path(path).resolve()
            if not place.is_file() or not _in_repository(place):
                return ()
        except (OSError, ValueError):
            return ()
        command = ["git", "-c", "core.fsmonitor=false", "blame", "--no-textconv", "--porcelain"]
        try:
            done = subprocess.run(
                [*command, "--", place.name],
                cwd=place.parent,
                env={**os.environ, "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0"},
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=_PATIENCE,
                check=False,
            )
        except FileNotFoundError:
            self._complain("git is not installed, so nobody can say since when an exception stands")
            return ()
        except (OSError, subprocess.TimeoutExpired):
            self._complain(f"git gave no answer on {path}, so it is not known since when")
            return ()
        if done.returncode == 0:
            return tuple(days_of(done.stdout))
        said = done.stderr.decode("utf-8", "replace").strip().partition("\n")[0]
        if not any(words in said for words in _UNTRACKED):
            reason = said.removeprefix("fatal: ") or f"exit code {done.returncode}"
            self._complain(f"git cannot say since when the lines of {path} stand there: {reason}")
        return ()

    def _complain(self, sentence: str) -> None:
        if sentence not in self.complaints:
            self.complaints.append(sentence)


def _in_repository(place: Path) -> bool:
    return any((folder / ".git").exists() for folder in place.parents)


def days_of(porcelain: bytes) -> Sequence[date | None]:
    """The day of each line, by the output of ``git blame --porcelain``.

    It is the author's day, where the author was; None for a line that is not committed.  Lines
    end as everywhere in this program, at ``\\r`` too, where git sees none.  Empty for what is
    not text.
    """
    days: list[date | None] = []
    known: dict[bytes, date | None] = {}
    commit = b""
    seconds = 0
    for line in porcelain.split(b"\n"):
        if line.startswith(b"\t"):
            if b"\0" in line:
                return ()
            # A carriage return at the end is one half of a line end.
            days += [known.get(commit)] * (1 + line[1:-1].count(b"\r"))
        elif line.startswith(b"author-time "):
            seconds = int(line.split()[1])
        elif line.startswith(b"author-tz "):
            known[commit] = None if commit == _UNCOMMITTED else _day(seconds, line.split()[1])
        elif not commit or _begins_line(line):
            commit = line.partition(b" ")[0]
    return days


def _begins_line(line: bytes) -> bool:
    commit, _, numbers = line.partition(b" ")
    return len(commit) in {40, 64} and numbers.replace(b" ", b"").isdigit()


def _day(seconds: int, zone: bytes) -> date | None:
    minutes = int(zone[-4:-2]) * 60 + int(zone[-2:])
    offset = timedelta(minutes=-minutes if zone.startswith(b"-") else minutes)
    try:
        return datetime.fromtimestamp(seconds, timezone(offset)).date()
    except (ValueError, OverflowError, OSError):
        return None  # a commit may claim any time
