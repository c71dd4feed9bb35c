"""``--annotate``: a copy of the file with what was found, in columns or in comments."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from aboveboard.cli.app import UsageFault
from aboveboard.cli.output import replacing
from aboveboard.sources import BINARY, FORMATS

if TYPE_CHECKING:
    from aboveboard.cli.run import Run
    from aboveboard.report import Report

__all__ = ["refuse_annotation", "write_annotated"]


def _sheet(run: Run, report: Report, data: bytes) -> bytes:
    """The sheet with columns of ours; it keeps its encoding and byte order mark."""
    from aboveboard.annotate import annotate
    from aboveboard.sources.encoding import decode, encode

    options = run.linter.read_options(run.name)
    text = decode(data, options.encoding)
    return encode(annotate(text, report, name=run.name, options=options), data, options.encoding)


def _draft(run: Run, report: Report, data: bytes) -> bytes:
    """The Word document with comments of ours."""
    from aboveboard.wordcomments import commented

    return commented(data, (f for f in report.findings if f.document == run.name))


_ANNOTATORS: Mapping[str, Callable[[Run, Report, bytes], bytes]] = {
    **dict.fromkeys(FORMATS["csv"].suffixes, _sheet),
    **dict.fromkeys(BINARY["docx"].suffixes, _draft),
}
"""By suffix what makes the annotated copy of a file; it raises ValueError for one that cannot be
read, of which the report tells."""


def refuse_annotation(out: str, paths: Sequence[str], name: str, *, to_stdout: bool) -> None:
    """Raise UsageFault where ``paths`` are not one file that can be annotated, or ``out`` no place.

    ``name`` is what the path, or standard input, is called; ``to_stdout`` says whether a report
    is to go to standard output.
    """
    if len(paths) != 1 or Path(name).suffix.lower() not in _ANNOTATORS or Path(name).is_dir():
        sheets = " or ".join(FORMATS["csv"].suffixes)
        raise UsageFault(f"--annotate goes with one sheet ({sheets}) or Word document (.docx)")
    if out == "-" and to_stdout:
        raise UsageFault("--annotate -: the copy goes to standard output; write --format NAME:PATH")
    if out != "-" and paths[0] != "-" and _is_same(out, name):
        raise UsageFault(f"--annotate: '{out}' is the file itself; name another one")


def _is_same(one: str, other: str) -> bool:
    try:
        return Path(one).samefile(other)
    except (OSError, ValueError):
        return False


def write_annotated(run: Run, report: Report, out: str) -> None:
    """Write the file that was checked, with what the report says of it, to ``out``.

    One that cannot be read is not written.
    """
    try:
        data = run.read(run.name)
        written = _ANNOTATORS[Path(run.name).suffix.lower()](run, report, data)
    except (ValueError, ImportError):
        return  # the report says it
    if out != "-":
        with replacing(out) as file:
            file.write(written)
        return
    sys.stdout.flush()
    sys.stdout.buffer.write(written)
    sys.stdout.flush()
