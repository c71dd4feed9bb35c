"""``aboveboard suppressions``: every exception with reason, age and end, for an audit."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click

from aboveboard.cli.app import Grouped, UsageFault
from aboveboard.cli.options import config_option, make_linter, read_date, rules_option, split

if TYPE_CHECKING:
    from datetime import date

    from aboveboard.linter import Linter
    from aboveboard.register import Entry

__all__ = ["command"]

VERSION = 1
_FAILING = ("expired", "unused", "malformed")
_COLUMNS = ("path", "line", "row", "rule", "scope", "state", "reason", "since", "age", "until")
_GROUPS = {
    "What is listed": ("older_than", "fail_on", "as_of"),
    "What is read": ("exclude", "config", "rules"),
    "What is shown": ("format",),
}


@click.command(
    "suppressions",
    cls=Grouped,
    groups=_GROUPS,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    help="List every exception in files, folders and the configuration, with its reason, age and "
    "end; the oldest first. Without PATHS, the current folder.",
)
@click.argument("paths", nargs=-1, metavar="[PATHS]...")
@click.option(
    "--older-than",
    type=click.IntRange(min=0),
    metavar="DAYS",
    help="List only what was last changed more than so many days ago.",
)
@click.option(
    "--fail-on",
    multiple=True,
    metavar="STATES",
    help=f"Exit 1 if one of these is listed: {', '.join(_FAILING)}; with commas.",
)
@click.option(
    "--as-of",
    metavar="DATE",
    help="The day that decides ages and what has expired.  [default: today]",
)
@click.option(
    "--exclude", multiple=True, metavar="PATTERN", help="Leave these files out, as in .gitignore."
)
@config_option
@rules_option
@click.option(
    "--format",
    type=click.Choice(["full", "json", "csv"]),
    default="full",
    show_default=True,
    help="How the list is written.",
)
def command(**options: Any) -> int:
    """Print the register of exceptions."""
    failing = split(options["fail_on"]) or ()
    for state in failing:
        if state not in _FAILING:
            raise UsageFault(f"--fail-on takes {', '.join(_FAILING)}, not '{state}'")
    paths = options["paths"] or (".",)
    linter = make_linter(options["config"], options["rules"], as_of=read_date(options["as_of"]))
    found, unread = _collect(linter, paths, options["exclude"])
    listed = [
        entry
        for entry in found
        if options["older_than"] is None
        or (entry.age is not None and entry.age > options["older_than"])
    ]
    writers = {"full": _write_table, "json": _write_json, "csv": _write_csv}
    writers[options["format"]](listed, sys.stdout, linter.settings.as_of)
    sys.stdout.flush()
    if unread:
        return 2
    return 1 if any(entry.state in failing for entry in listed) else 0


def _collect(
    linter: Linter, paths: Sequence[str], exclude: Sequence[str]
) -> tuple[list[Entry], bool]:
    """The entries, oldest first, and whether something could not be read, which is said."""
    from aboveboard.blame import Blame
    from aboveboard.inputs import from_files
    from aboveboard.register import dated, entries
    from aboveboard.reporters.visible import one_line, problem_place

    files, missing = linter.files(paths, exclude=exclude)
    named = {Path(path) for path in paths}
    documents = (
        item
        for file in files
        for item in from_files([file], linter.read_options(str(file)), named=named)
    )
    whole = not exclude and any(_holds(path, linter.config.root) for path in paths)
    found, problems = entries(linter, chain(missing, documents), whole=whole)
    errors = [problem for problem in problems if problem.level == "error"]
    for problem in errors:
        place = problem_place(problem)
        click.echo(f"error: {place}: {one_line(problem.message)}", err=True)
    blame = Blame()
    ordered = dated(found, blame.since, linter.settings.as_of)
    for complaint in blame.complaints:
        click.echo(f"notice: {one_line(complaint)}", err=True)
    return ordered, bool(errors)


def _holds(path: str, root: Path) -> bool:
    """Whether the folder of the configuration lies in ``path``."""
    try:
        return root.resolve().is_relative_to(Path(path).resolve())
    except (OSError, ValueError):
        return False


def _shown(path: str) -> str:
    """A path as short as it can be from here."""
    if not os.path.isabs(path):
        return path
    near = os.path.relpath(path, os.path.realpath(os.curdir))
    return path if near.startswith(os.pardir) else near


def _cells(entry: Entry) -> dict[str, Any]:
    """What is known of an exception, by the names of the columns; None for not known."""
    return {
        "path": _shown(entry.path).replace(os.sep, "/"),
        "line": entry.line,
        "row": entry.row,
        "rule": entry.rule or None,
        "scope": entry.scope,
        "state": entry.state,
        "reason": entry.reason or None,
        "since": entry.since and entry.since.isoformat(),
        "age": entry.age,
        "until": entry.until and entry.until.isoformat(),
        "wrong": entry.wrong or None,
    }


def _write_json(listed: Iterable[Entry], stream: TextIO, as_of: date) -> None:
    from aboveboard.reporters.wire import write_list

    stream.write(f'{{"version": {VERSION},\n"as_of": "{as_of.isoformat()}",\n"suppressions": ')
    write_list(stream, (_cells(entry) for entry in listed))
    stream.write("}\n")


def _write_csv(listed: Iterable[Entry], stream: TextIO, as_of: date) -> None:
    import csv
    from io import StringIO

    from aboveboard.reporters.csvlist import guarded
    from aboveboard.reporters.visible import emit, one_line

    for row in ((*_COLUMNS, "wrong"), *(_cells(entry).values() for entry in listed)):
        text = StringIO()
        csv.writer(text, lineterminator="\n").writerow(
            [guarded(one_line(cell)) if isinstance(cell, str) else cell for cell in row]
        )
        emit(stream, text.getvalue())


def _write_table(listed: Sequence[Entry], stream: TextIO, as_of: date) -> None:
    from aboveboard.reporters.visible import emit, one_line

    titles = ("place", "rule", "scope", "state", "since", "days", "until", "reason")
    rows = [titles]
    for entry in listed:
        cells = _cells(entry)
        row = f" row {entry.row}" if entry.row is not None else ""
        rows.append(
            (
                f"{cells['path']}:{entry.line}{row}",
                entry.rule or "-",
                entry.scope,
                entry.state,
                cells["since"] or "unknown",
                "-" if entry.age is None else str(entry.age),
                cells["until"] or "-",
                entry.wrong or entry.reason,
            )
        )
    shown = [[one_line(cell) for cell in row] for row in rows]
    widths = [max(len(row[place]) for row in shown) for place in range(len(titles) - 1)]
    for line in shown if listed else ():
        padded = [cell.ljust(width) for cell, width in zip(line, widths, strict=False)]
        emit(stream, "  ".join([*padded, line[-1]]).rstrip() + "\n")
    emit(stream, ("\n" if listed else "") + _summary(listed, as_of) + "\n")


def _summary(listed: Sequence[Entry], as_of: date) -> str:
    from aboveboard.register import STATES

    if not listed:
        return f"No exceptions as of {as_of.isoformat()}."
    counts = [(sum(entry.state == state for entry in listed), state) for state in STATES]
    said = ", ".join(f"{count} {state}" for count, state in counts if count)
    noun = "exception" if len(listed) == 1 else "exceptions"
    return f"{len(listed)} {noun} as of {as_of.isoformat()}: {said}."
