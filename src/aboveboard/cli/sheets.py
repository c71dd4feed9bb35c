"""``--annotate``: the same sheet back, with what was found in columns of its own."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from aboveboard.cli.app import UsageFault
from aboveboard.cli.output import replacing
from aboveboard.sources import FORMATS

if TYPE_CHECKING:
    from aboveboard.cli.run import Run
    from aboveboard.report import Report

__all__ = ["refuse_annotation", "write_annotated"]


def refuse_annotation(out: str, paths: Sequence[str], name: str, *, to_stdout: bool) -> None:
    """Raise UsageFault where ``paths`` are not one sheet, or ``out`` is no place for it.

    ``name`` is what the path, or standard input, is called; ``to_stdout`` says whether a report
    is to go to standard output.
    """
    suffixes = FORMATS["csv"].suffixes
    if len(paths) != 1 or Path(name).suffix.lower() not in suffixes or Path(name).is_dir():
        raise UsageFault(f"--annotate goes with one sheet ({' or '.join(suffixes)})")
    if out == "-" and to_stdout:
        raise UsageFault(
            "--annotate -: the sheet goes to standard output; write --format NAME:PATH"
        )
    if out != "-" and paths[0] != "-" and _is_same(out, name):
        raise UsageFault(f"--annotate: '{out}' is the sheet itself; name another file")


def _is_same(one: str, other: str) -> bool:
    try:
        return Path(one).samefile(other)
    except (OSError, ValueError):
        return False


def write_annotated(run: Run, report: Report, out: str) -> None:
    """Write the sheet that was checked, with what the report says of it, to ``out``.

    It keeps its encoding and byte order mark.  A sheet that cannot be read is not written.
    """
    from aboveboard.annotate import annotate
    from aboveboard.sources.encoding import UnreadableError, decode, encode

    name = run.name
    options = run.linter.read_options(name)
    try:
        data = run.read(name)
        text = decode(data, options.encoding)
    except UnreadableError:
        return  # the report says it
    written = encode(annotate(text, report, name=name, options=options), data, options.encoding)
    if out != "-":
        with replacing(out) as file:
            file.write(written)
        return
    sys.stdout.flush()
    sys.stdout.buffer.write(written)
    sys.stdout.flush()
