"""Where reports go: to standard output, or to files that appear whole or not at all."""

from __future__ import annotations

import errno
import os
import stat
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, TextIO

from aboveboard.cli.app import UsageFault
from aboveboard.reporters import options_from_environment, reporter

if TYPE_CHECKING:
    from aboveboard.report import Report

__all__ = ["Output", "read_outputs", "replacing", "write_report"]

Output = tuple[str, str | None]
"""A format, and the file that it goes to; None is standard output."""


def read_outputs(formats: Sequence[str]) -> list[Output]:
    """What ``--format`` asks for.  Raises UsageFault."""
    found: list[Output] = []
    for text in formats:
        name, colon, path = text.partition(":")
        try:
            reporter(name)
        except ValueError as error:
            raise UsageFault(f"--format: {error}") from None
        if colon and not path:
            raise UsageFault(f"--format: '{text}' names no file after the colon")
        found.append((name, path or None))
    if sum(path is None for _, path in found) > 1:
        raise UsageFault("--format: only one format can go to standard output; write NAME:PATH")
    return found


def write_report(
    report: Report,
    outputs: Sequence[Output],
    *,
    severity: str,
    color: str,
    statistics: bool,
    stream: TextIO | None = None,
) -> None:
    """Write the report in each format; ``statistics`` stand in for the one on standard output.

    ``stream`` takes the place of standard output.
    """
    if statistics:
        from aboveboard.reporters.statistics import write_statistics, write_statistics_json

        to_stdout = [name for name, path in outputs if path is None]
        write = write_statistics_json if to_stdout == ["json"] else write_statistics
        with _flushed(stream or sys.stdout) as out:
            write(report, out, options_from_environment(out, color, severity=severity))
        outputs = [(name, path) for name, path in outputs if path is not None]
    for name, path in outputs:
        with _flushed(stream or sys.stdout) if path is None else _file(path) as out:
            said = color if path is None else "never"
            # Spreadsheets know the encoding of a file by its mark; a pipe has no use for one.
            mark = path is not None
            options = options_from_environment(out, said, severity=severity, mark=mark)
            reporter(name)(report, out, options)


@contextmanager
def _flushed(stream: TextIO) -> Iterator[TextIO]:
    yield stream
    stream.flush()


@contextmanager
def _file(path: str) -> Iterator[TextIO]:
    from io import TextIOWrapper

    with replacing(path) as file:
        stream = TextIOWrapper(file, "utf-8", errors="backslashreplace", newline="\n")
        yield stream
        stream.flush()
        stream.detach()


@contextmanager
def replacing(path: str) -> Iterator[BinaryIO]:
    """A file that takes the place of ``path`` once it is complete.  Raises UsageFault."""
    # Through a link to what it leads to, which may stand elsewhere.
    target = Path(os.path.realpath(path))
    temporary = target.with_name(f".{target.name}.part")
    try:
        if target.exists() and not target.is_file():
            with target.open("wb") as file:  # a device such as /dev/null, which stays what it is
                yield file
            return
        mode = _mode(target)
        with temporary.open("wb") as file:
            yield file
        if mode is not None:
            temporary.chmod(mode)
        temporary.replace(target)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise UsageFault(f"cannot write '{path}': {error.strerror or error}") from None
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _mode(target: Path) -> int | None:
    """Who may do what with a file, None where there is none.

    Raises PermissionError where nobody, or not this user, may write it: a file that is replaced
    would not ask.
    """
    try:
        mode = stat.S_IMODE(target.stat().st_mode)
    except FileNotFoundError:
        return None
    if not mode & 0o222 or not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, "it may only be read")
    return mode
