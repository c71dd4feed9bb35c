"""Whole processes timed in pairs, and the figures of it."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import aboveboard

PACKAGE = Path(aboveboard.__file__).resolve().parent.parent

Command = Sequence[str] | Callable[[int], Sequence[str]]
"""What is run: the same each time, or one for each number of a run (0 warms up)."""


@dataclass(frozen=True)
class Timing:
    """The seconds of several runs of one thing."""

    seconds: tuple[float, ...]

    @property
    def median(self) -> float:
        return median(self.seconds)

    def __str__(self) -> str:
        """The median, and in brackets the least and the most."""
        least, most = min(self.seconds), max(self.seconds)
        return f"{said(self.median)} [{said(least)}, {said(most)}]"


@dataclass(frozen=True)
class Pair:
    """What is measured and what it is measured against, run in turns."""

    ours: Timing
    theirs: Timing

    @property
    def ratio(self) -> float:
        """The median of the ratios of neighbouring runs: load that comes and goes hits both."""
        runs = zip(self.ours.seconds, self.theirs.seconds, strict=True)
        return median(ours / theirs for ours, theirs in runs)


def said(seconds: float) -> str:
    """Seconds for people."""
    return f"{seconds * 1000:.0f} ms" if seconds < 1 else f"{seconds:.2f} s"


@dataclass(frozen=True)
class Place:
    """A folder in which commands run, with nothing around it that they would read."""

    folder: Path

    def environment(self) -> dict[str, str]:
        """This process's, with the package under test and a folder for caches."""
        return os.environ | {
            "PYTHONPATH": str(PACKAGE),
            "ABOVEBOARD_CACHE_DIR": str(self.folder / "cache"),
            "NO_COLOR": "1",
        }

    def output(self, command: Sequence[str]) -> str:
        """What a command prints; it may end with 0 or, where something was found, with 1."""
        done = subprocess.run(
            command,
            cwd=self.folder,
            env=self.environment(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
        if done.returncode not in {0, 1}:
            raise RuntimeError(f"{' '.join(command)} ended with {done.returncode}: {done.stderr}")
        if "Traceback (most recent call last)" in done.stderr:
            raise RuntimeError(f"{' '.join(command)} failed: {done.stderr}")
        return done.stdout

    def seconds(self, command: Sequence[str]) -> float:
        """The time of a whole process on the wall clock."""
        start = time.perf_counter()
        self.output(command)
        return time.perf_counter() - start

    def pair(self, ours: Command, theirs: Command, runs: int) -> Pair:
        """Both commands in turns, after a run of each that warms up disks and byte code."""
        self.output(_of_run(ours, 0))
        self.output(_of_run(theirs, 0))
        first, second = [], []
        for number in range(1, runs + 1):
            if number % 2:
                first.append(self.seconds(_of_run(ours, number)))
                second.append(self.seconds(_of_run(theirs, number)))
            else:
                second.append(self.seconds(_of_run(theirs, number)))
                first.append(self.seconds(_of_run(ours, number)))
        return Pair(Timing(tuple(first)), Timing(tuple(second)))


def _of_run(command: Command, number: int) -> Sequence[str]:
    return command(number) if callable(command) else command


def python(program: str) -> list[str]:
    """The command that runs a program."""
    return [sys.executable, "-c", program]


def program(*arguments: str) -> list[str]:
    """The command line of the linter."""
    return [sys.executable, "-m", "aboveboard", *arguments]
