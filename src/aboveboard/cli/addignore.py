"""``--add-ignore``: suppressions of what was found, written in place, with one reason."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
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
    from aboveboard.ignoring.exceptions import Entry
    from aboveboard.report import Report

__all__ = ["add_ignores", "addignore_option", "refuse_addignore"]

addignore_option = click.option(
    "--add-ignore",
    metavar="REASON",
    help="Write a suppression of each finding that is shown, with this reason, in place.",
)


def refuse_addignore(options: dict[str, Any]) -> None:
    """Raise UsageFault for a reason that cannot be one, or options that do not go with it."""
    if options["add_ignore"] is None:
        return
    from aboveboard.ignoring.reason import read_reason

    for name in ("fix", "diff", "annotate", "statistics", "show_files", "show_settings"):
        if options[name]:
            other = name.replace("_", "-")
            raise UsageFault(f"--add-ignore and --{other} do not go together")
    if "-" in options["paths"]:
        raise UsageFault("--add-ignore writes into files; standard input is none, so name a file")
    try:
        options["add_ignore"] = read_reason(options["add_ignore"])
    except ValueError as error:
        raise UsageFault(f"--add-ignore: {error}") from None


Change = tuple[str, bytes | None, bytes]
"""A file, its bytes before (None where there is none) and after."""


def add_ignores(run: Run, report: Report, options: dict[str, Any]) -> int:
    """Write suppressions of what ``report`` shows, and say what was written; the exit code.

    Raises UsageFault where a file changed since it was read; then nothing is written.
    """
    from aboveboard.ignoring.files import Left, ignore_in_files
    from aboveboard.sources.encoding import UnreadableError

    reason = options["add_ignore"]

    # A sieve counts what it leaves out, so each check has its own.
    def check(contents: dict[str, bytes]) -> Report:
        return run.check(narrowing(run.linter, options).sieves, contents)

    try:
        files = ignore_in_files(run.linter, report, run.read, check, reason)
    except UnreadableError as error:
        raise UsageFault(f"a suppression cannot be written: {error.message}") from None
    changes: list[Change] = [(f.name, f.before, f.after) for f in files if f.after != f.before]
    written = sum(file.directives for file in files)
    left = [one for file in files for one in file.left]
    config, entries, remaining = _exceptions(run, [one.finding for one in left], reason)
    if config is not None:
        changes.append(config)
        written += len(entries)
    _write(changes, run.read)
    why = {id(one.finding): one.why for one in left}
    _tell(written, len(changes), [Left(f, why[id(f)]) for f in remaining])
    if entries and config is None:
        _tell_entries(run, entries)
    for problem in report.problems:
        if problem.level == "error":
            click.echo(f"error: {visible(str(problem))}", err=True)
    failed = any(problem.level == "error" for problem in report.problems)
    return 2 if remaining or (entries and config is None) or failed else 0


def _exceptions(
    run: Run, findings: Sequence[Finding], reason: str
) -> tuple[Change | None, Sequence[Entry], Sequence[Finding]]:
    """The configuration with exceptions, the exceptions, and what none can answer for.

    No configuration where its text cannot be added to.
    """
    if not findings:
        return None, (), ()
    from aboveboard.fixes.edits import applied
    from aboveboard.ignoring.exceptions import added, entries_for
    from aboveboard.ignoring.files import behind
    from aboveboard.sources.encoding import UnreadableError, decode, encode

    config, linter = run.linter.config, run.linter
    by_file: dict[str, list[Finding]] = {}
    for finding in findings:
        by_file.setdefault(finding.document, []).append(finding)
    more = [
        finding
        for name, some in by_file.items()
        for finding in behind(linter, run.read(name), some)
    ]
    wanted = [*findings, *more]
    made, remaining = entries_for(wanted, config.root, reason, linter.settings.as_of)
    entries = list(made)
    if not entries:
        return None, (), remaining
    path = config.files[-1] if config.files else config.root / ".aboveboard.yaml"
    if path.suffix == ".toml":
        return None, entries, remaining
    before = None
    try:
        before = run.read(str(path)) if config.files else None
        text = decode(before or b"")
    except UnreadableError as error:
        raise UsageFault(f"cannot write '{path}': {error.message}") from None
    edit = added(text, entries)
    if edit is None:
        return None, entries, remaining
    return (str(path), before, encode(applied(text, [edit]), before or b"")), entries, remaining


def _write(changes: Sequence[Change], read: Callable[[str], bytes]) -> None:
    """Write all files, each whole or not at all; none where one of them has changed."""
    from aboveboard.sources.encoding import UnreadableError

    for name, before, _ in changes:
        try:
            changed = os.path.lexists(name) if before is None else read(name) != before
        except UnreadableError as error:
            raise UsageFault(f"cannot write '{name}': {error.message}") from None
        if changed:
            raise UsageFault(f"'{name}' changed while it was checked; nothing was written")
    for name, _, after in changes:
        with replacing(name) as out:
            out.write(after)


def _tell(written: int, files: int, left: Sequence[Any]) -> None:
    for finding, why in ((one.finding, one.why) for one in left):
        spot = place(finding.document, finding.line, finding.column)
        click.echo(f"{spot}: not suppressed ({finding.rule_id}): {why}", err=True)
    noun = counted(written, "suppression")
    click.echo(f"Wrote {noun} in {counted(files, 'file')}.")


def _tell_entries(run: Run, entries: Sequence[Entry]) -> None:
    """Say which exceptions belong into a configuration that was not written."""
    from aboveboard.ignoring.exceptions import as_toml, as_yaml

    path = run.linter.config.files[-1]
    click.echo(f"Nothing can stand beside some of it; add this to {visible(str(path))}:", err=True)
    toml = path.suffix == ".toml"
    if not toml:
        click.echo("exceptions:", err=True)
    for entry in entries:
        for line in (as_toml(entry) if toml else as_yaml(entry, "  ", "\n")).split("\n"):
            click.echo(visible(line), err=True)
