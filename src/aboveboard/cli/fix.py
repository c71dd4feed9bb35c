"""``--fix`` and ``--diff``: what fixes make of files, written or shown."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import click

from aboveboard.cli.app import UsageFault
from aboveboard.cli.narrowing import narrowing
from aboveboard.cli.output import replacing
from aboveboard.reporters.summary import counted
from aboveboard.reporters.visible import place, visible

if TYPE_CHECKING:
    from aboveboard.cli.run import Run
    from aboveboard.findings import Finding
    from aboveboard.fixes.files import FixedFile
    from aboveboard.report import Report

__all__ = ["Fixing", "fix", "fix_options", "refuse_fixes", "show_diff", "tell", "write_fixed"]

Command = Callable[..., Any]


def fix_options(command: Command) -> Command:
    """The options of ``check`` that change files."""
    for option in reversed(
        (
            click.option(
                "--fix",
                is_flag=True,
                help="Make the fixes that cannot change what the copy claims, in place.",
            ),
            click.option(
                "--unsafe-fixes",
                is_flag=True,
                help="With --fix or --diff: make those that change what it claims, too.",
            ),
            click.option(
                "--diff",
                is_flag=True,
                help="Show what --fix would change, and change nothing.",
            ),
        )
    ):
        command = option(command)
    return command


def refuse_fixes(options: dict[str, Any]) -> None:
    """Raise UsageFault for options that do not go together."""
    fixing = options["fix"] or options["diff"]
    if options["unsafe_fixes"] and not fixing:
        raise UsageFault("--unsafe-fixes goes with --fix, or with --diff to see them first")
    for name in ("annotate", "statistics", "show_files", "show_settings"):
        if fixing and options[name]:
            this, other = "fix" if options["fix"] else "diff", name.replace("_", "-")
            raise UsageFault(f"--{this} and --{other} do not go together")


@dataclass(frozen=True, slots=True)
class Fixing:
    """Files fixed and not yet written, and the report on what they become."""

    files: Sequence[FixedFile]
    report: Report
    unsafe: bool

    @property
    def changed(self) -> list[FixedFile]:
        """Those files that a fix changes."""
        return [file for file in self.files if file.changed]


def fix(run: Run, report: Report, options: dict[str, Any]) -> Fixing:
    """Fix what ``report``, that of ``run``, has found.  Raises UsageFault; writes nothing."""
    from aboveboard.fixes.files import fix_files
    from aboveboard.sources.encoding import UnreadableError

    # A sieve counts what it leaves out, so each check has its own.
    def check(contents: dict[str, bytes]) -> Report:
        return run.check(narrowing(run.linter, options).sieves, contents)

    unsafe = options["unsafe_fixes"]
    try:
        files, result = fix_files(
            run.linter,
            report,
            run.read,
            check,
            unsafe=unsafe,
            sieves=narrowing(run.linter, options).sieves,
        )
    except UnreadableError as error:
        raise UsageFault(f"a file cannot be fixed: {error.message}") from None
    return Fixing(files, result, unsafe)


def write_fixed(run: Run, fixed: Fixing, options: dict[str, Any]) -> Fixing:
    """Write what was fixed; of standard input, all of it to standard output.

    What cannot be written stays as it is, and is a problem in the report that comes back; the other
    files are fixed nevertheless.
    """
    if run.is_stdin:
        after = next((file.after for file in fixed.files), run.read(run.name))
        sys.stdout.buffer.write(after)
        sys.stdout.buffer.flush()
        return fixed
    unwritten = {}
    for file in fixed.changed:
        if why := _write(run, file):
            unwritten[file.name] = why
    if not unwritten:
        return fixed
    from aboveboard.document import Problem

    files = [
        file.left_alone(unwritten[file.name]) if file.name in unwritten else file
        for file in fixed.files
    ]
    # The files are read as they now are: some are not what the report speaks of.
    report = run.check(narrowing(run.linter, options).sieves)
    problems = [Problem(name, None, why) for name, why in unwritten.items()]
    return Fixing(files, replace(report, problems=(*report.problems, *problems)), fixed.unsafe)


def _write(run: Run, file: FixedFile) -> str:
    """Why a file cannot be written; empty where it was."""
    from aboveboard.sources.encoding import UnreadableError

    try:
        if run.read(file.name) != file.before:
            return "it changed while it was checked, so nothing of it was fixed"
        with replacing(file.name) as out:
            out.write(file.after)
    except (UsageFault, UnreadableError) as error:
        return str(error)
    return ""


def tell(fixed: Fixing, *, written: bool = True) -> None:
    """Say on standard error what was fixed, what was not and why, and what else could be."""
    for file in fixed.files:
        for finding, made, why in file.refused:
            spot = place(file.name, finding.line, finding.column)
            click.echo(f"{spot}: not fixed ({finding.rule_id}): '{made.title}': {why}", err=True)
    verb = "Fixed" if written else "Would fix"
    number = sum(len(file.made) for file in fixed.files)
    said = f"{verb} {counted(number, 'finding')} in {counted(len(fixed.changed), 'file')}"
    more = 0 if fixed.unsafe else sum(map(_has_unsafe, fixed.report.findings))
    if more:
        said += f"; --unsafe-fixes may settle {more:,} more"
    click.echo(f"{said}.", err=True)


def _has_unsafe(finding: Finding) -> bool:
    return any(not made.safe for made in finding.fixes)


def show_diff(run: Run, fixed: Fixing, *, color: str) -> int:
    """Print a unified diff of what would be fixed, for reading; the exit code."""
    from difflib import unified_diff

    from aboveboard.reporters import options_from_environment
    from aboveboard.sources.encoding import decode

    colored = options_from_environment(sys.stdout, color).color
    for file in fixed.changed:
        encoding = run.linter.read_options(file.name).encoding
        before, after = (_lines(decode(data, encoding)) for data in (file.before, file.after))
        name = visible(file.name)
        for line in unified_diff(before, after, f"a/{name}", f"b/{name}", n=2, lineterm=""):
            colour = _COLOURS.get(line[0]) if colored else None
            shown = visible(line)
            click.echo(click.style(shown, fg=colour) if colour else shown, color=colored)
    tell(fixed, written=False)
    if any(problem.level == "error" for problem in fixed.report.problems):
        return 2
    return 1 if fixed.changed else 0


_COLOURS = {"+": "green", "-": "red", "@": "cyan"}


def _lines(text: str) -> list[str]:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return lines if lines[-1] else lines[:-1]
