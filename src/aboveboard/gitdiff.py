"""What ``git diff`` says, read: which lines of each file are new."""

from __future__ import annotations

import codecs
import io
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

__all__ = ["DIFF_OPTIONS", "NOTHING", "WHOLLY", "FileChange", "as_we_count", "file_changes"]


@dataclass(frozen=True, slots=True)
class FileChange:
    """What is new in one file.

    ``lines`` are the ranges of lines that were added or changed, 1-based, both ends included,
    in order and apart from each other.  ``gaps`` are places where lines were only taken away:
    ``n`` stands for the place between the lines ``n`` and ``n + 1``, 0 for that before the first.
    Of a file that is ``whole`` every line counts as new.
    """

    lines: tuple[tuple[int, int], ...] = ()
    gaps: tuple[int, ...] = ()
    whole: bool = False

    def touches(self, first: int, last: int) -> bool:
        """Whether one of the lines from ``first`` to ``last`` is new or changed."""
        if self.whole:
            return True
        place = bisect_left(self.lines, first, key=lambda span: span[1])
        return place < len(self.lines) and self.lines[place][0] <= last

    def disturbs(self, first: int, last: int) -> bool:
        """As :meth:`touches`, or lines were taken away inside, right before or right after."""
        if self.touches(first, last):
            return True
        place = bisect_left(self.gaps, first - 1)
        return place < len(self.gaps) and self.gaps[place] <= last


WHOLLY = FileChange(whole=True)
"""The change of a file that is new, or that git cannot compare line by line."""

NOTHING = FileChange()
"""The change of a file in which no line was added, changed or taken away."""

DIFF_OPTIONS = (
    "--raw --numstat --patch -z --no-abbrev "  # together, so that they see the same files
    "--unified=0 --inter-hunk-context=0 --find-renames --irreversible-delete "
    "--src-prefix=a/ --dst-prefix=b/ --no-color --no-ext-diff --no-textconv "
    "--ignore-submodules=all --submodule=short --diff-algorithm=histogram"
).split()
"""How ``git diff`` must be asked for an answer that :func:`file_changes` reads.

Each of them is either needed or keeps a setting of the user from changing the answer.
"""

# --- the lines of each file ---------------------------------------------------------------

_LINK, _SUBMODULE = b"120000", b"160000"


def file_changes(output: bytes) -> Iterator[tuple[bytes, bool, FileChange]]:
    """Each file that is still there, whether it is a symbolic link, and what is new in it."""
    files = list(_matches(_FILE, output, 0))
    counts = list(_matches(_COUNTS, output, files[-1].end() if files else 0))
    binary = {entry["name"] for entry in counts if entry["added"] == b"-"}
    hunks = _hunks(output[counts[-1].end() if counts else len(output) :])
    for entry in files:
        status, mode, name = entry["status"], entry["mode"], entry["name"]
        if status != b"D" and mode != _SUBMODULE:
            whole = status in (b"A", b"T") or name in binary
            yield name, mode == _LINK, WHOLLY if whole else _change(hunks.get(name, ()))


# Of a renamed file first the name that it had.
_FILE = re.compile(
    rb":\d+ (?P<mode>\d+) \w+ \w+ (?:(?P<status>[A-Z])|[RC]\d+\0[^\0]+)\0(?P<name>[^\0]+)\0"
)
_COUNTS = re.compile(rb"(?P<added>\d+|-)\t(?:\d+|-)\t(?:\0[^\0]+\0)?(?P<name>[^\0]+)\0")


def _matches(pattern: re.Pattern[bytes], output: bytes, start: int) -> Iterator[re.Match[bytes]]:
    """What the pattern matches from ``start`` on, one after the other."""
    while found := pattern.match(output, start):
        yield found
        start = found.end()


_HUNK = re.compile(rb"@@ -\d+(?:,(\d+))? \+(\d+)(?:,(\d+))? @@")


def _hunks(patch: bytes) -> dict[bytes, list[tuple[int, int]]]:
    """First line and number of new lines of each hunk, by the name of its file.

    Where only lines were taken away the number is 0, and the line the one before them.
    """
    found: dict[bytes, list[tuple[int, int]]] = {}
    name = b""
    lines = io.BytesIO(patch)
    for line in lines:
        if line.startswith(b"+++ "):
            shown = line[4:].removesuffix(b"\n").removesuffix(b"\t")
            name = _unquoted(shown).removeprefix(b"b/")
        elif hunk := _HUNK.match(line):
            old, first, new = (int(number or 1) for number in hunk.groups())
            found.setdefault(name, []).append((first, new))
            # The lines themselves may look like the heads of other files.
            while old + new:
                mark = next(lines)[:1]
                old -= mark == b"-"
                new -= mark == b"+"
    return found


_ESCAPE = re.compile(rb"\\([0-7]{3}|.)")
_ESCAPED = dict(zip(b"abtnvfr", b"\a\b\t\n\v\f\r", strict=True))


def _unquoted(name: bytes) -> bytes:
    """A name as it is; git puts one with quotes or control characters in quotes, as in C."""
    if not name.startswith(b'"'):
        return name

    def meant(escape: re.Match[bytes]) -> bytes:
        said = escape[1]
        return bytes([int(said, 8) if len(said) == 3 else _ESCAPED.get(said[0], said[0])])

    return _ESCAPE.sub(meant, name[1:-1])


def _change(hunks: Iterable[tuple[int, int]]) -> FileChange:
    lines = tuple((first, first + count - 1) for first, count in hunks if count)
    return FileChange(lines, tuple(first for first, count in hunks if not count))


# --- how lines are counted ----------------------------------------------------------------

_LONE = re.compile(rb"\r(?!\n)")
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def as_we_count(change: FileChange, path: Path) -> FileChange:
    """The change of a file with its lines counted as in the rest of the program."""
    if change.whole or change == NOTHING:
        return change
    try:
        data = path.read_bytes()
    except OSError:
        return WHOLLY  # who reads it next will say what is wrong
    if b"\0" in data or data.startswith(_UTF_16):
        return WHOLLY
    if not _LONE.search(data):
        return change
    ours = (len(_LONE.findall(line)) + 1 for line in re.split(rb"(?<=\n)", data))
    starts = list(accumulate(ours, initial=1))
    try:
        lines = tuple((starts[first - 1], starts[last] - 1) for first, last in change.lines)
        return FileChange(lines, tuple(starts[place] - 1 for place in change.gaps))
    except IndexError:
        return WHOLLY  # it was written to while git compared it
