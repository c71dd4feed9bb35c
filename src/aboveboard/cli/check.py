"""``aboveboard check``: lint files, folders or standard input."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click

from aboveboard.cli.app import Grouped, UsageFault, drop_output
from aboveboard.cli.options import (
    color_option,
    config_option,
    make_linter,
    read_date,
    read_given_facts,
    rules_option,
    split,
)
from aboveboard.reporters import FORMATS, options_from_environment, reporter
from aboveboard.severity import SEVERITIES, at_least

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aboveboard.findings import Report
    from aboveboard.linter import Linter

__all__ = ["command"]

_GROUPS: dict[str, Sequence[str]] = {
    "What is reported": ("select", "ignore", "severity", "fail_on", "exit_zero"),
    "What is known of the copy": ("jurisdiction", "platform", "fact", "as_of"),
    "What is read": ("stdin_filename", "exclude", "force_exclude", "config", "rules", "no_cache"),
    "What is shown": ("format", "statistics", "show_files", "show_settings", "color"),
}


@click.command(
    "check",
    cls=Grouped,
    groups=_GROUPS,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    help="Check files, folders or standard input ('-'). Without PATHS, the current folder.",
)
@click.argument("paths", nargs=-1, metavar="[PATHS]...")
@click.option(
    "--select",
    multiple=True,
    metavar="RULES",
    help="Run only these rules, by id or beginning of an id, with commas.",
)
@click.option("--ignore", multiple=True, metavar="RULES", help="Leave these rules out.")
@click.option(
    "--severity",
    type=click.Choice(SEVERITIES),
    help="The mildest findings to show.  [default: warning, or --fail-on where that is milder]",
)
@click.option(
    "--fail-on",
    type=click.Choice(SEVERITIES),
    help="The mildest findings that make the exit code 1.  [default: warning]",
)
@click.option("--exit-zero", is_flag=True, help="Exit 0 even where there are findings.")
@click.option(
    "--jurisdiction",
    multiple=True,
    metavar="NAMES",
    help="Whose law the copy must satisfy: us, uk, eu, de ...",
)
@click.option(
    "--platform",
    metavar="NAME",
    help="Where it appears: instagram, tiktok, email ...",
)
@click.option(
    "--fact",
    multiple=True,
    metavar="NAME=VALUE",
    help="Something known of the copy, such as connection=paid.",
)
@click.option(
    "--as-of",
    metavar="DATE",
    help="The day on which rules and suppressions are in force.  [default: today]",
)
@click.option(
    "--stdin-filename",
    metavar="NAME",
    help="What standard input is, for its format and configuration.",
)
@click.option(
    "--exclude",
    multiple=True,
    metavar="PATTERN",
    help="Leave these files out, as in .gitignore.",
)
@click.option(
    "--force-exclude",
    is_flag=True,
    help="Leave excluded files out even where they are named.",
)
@config_option
@rules_option
@click.option("--no-cache", is_flag=True, help="Read and write no cache on disk.")
@click.option(
    "--format",
    multiple=True,
    metavar="F[:PATH]",
    help=f"{', '.join(FORMATS)}; to standard output or to a file; several times.  [default: full]",
)
@click.option(
    "--statistics",
    is_flag=True,
    help="Show how often each rule was found, not where.",
)
@click.option("--show-files", is_flag=True, help="List the files that would be checked.")
@click.option(
    "--show-settings",
    is_flag=True,
    help="Show the settings of each path, and where they come from.",
)
@color_option
def command(**options: Any) -> int:
    """Check copy and say what was found."""
    paths = options["paths"] or (".",)
    outputs = _outputs(options["format"])
    linter = make_linter(
        options["config"],
        options["rules"],
        select=split(options["select"]),
        ignore=split(options["ignore"]),
        severity=options["severity"],
        fail_on=options["fail_on"],
        jurisdictions=split(options["jurisdiction"]),
        platform=options["platform"],
        given_facts=read_given_facts(options["fact"]),
        as_of=read_date(options["as_of"]),
    )
    if options["show_files"]:
        return _show_files(linter, paths, options)
    if options["show_settings"]:
        return _show_settings(linter, paths)
    report = _check(linter, paths, options)
    try:
        _write(report, linter, outputs, options)
    except BrokenPipeError:
        drop_output()  # what was found still counts
    if any(problem.level == "error" for problem in report.problems):
        return 2
    failed = any(at_least(f.severity, linter.settings.fail_on) for f in report.findings)
    return 1 if failed and not options["exit_zero"] else 0


def _check(linter: Linter, paths: Sequence[str], options: dict[str, Any]) -> Report:
    from aboveboard.inputs import from_stream

    if "-" in paths:
        if len(paths) > 1:
            raise UsageFault("'-' stands alone: standard input cannot be mixed with files")
        name = options["stdin_filename"] or "stdin.txt"
        return linter.report(from_stream(sys.stdin.buffer, name))
    if options["stdin_filename"]:
        raise UsageFault("--stdin-filename goes with '-', which reads standard input")
    return linter.check_paths(
        paths, exclude=options["exclude"], force_exclude=options["force_exclude"]
    )


# ---------------------------------------------------------------- output


def _outputs(formats: Sequence[str]) -> list[tuple[str, str | None]]:
    """Each format and the file it goes to; None is standard output."""
    found: list[tuple[str, str | None]] = []
    for text in formats or ("full",):
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


def _write(
    report: Report,
    linter: Linter,
    outputs: Sequence[tuple[str, str | None]],
    options: dict[str, Any],
) -> None:
    severity = linter.settings.severity
    if options["statistics"]:
        from aboveboard.reporters.statistics import write_statistics, write_statistics_json

        to_stdout = [name for name, path in outputs if path is None]
        write = write_statistics_json if to_stdout == ["json"] else write_statistics
        with _stdout() as stream:
            write(
                report,
                stream,
                options_from_environment(stream, options["color"], severity=severity),
            )
        outputs = [(name, path) for name, path in outputs if path is not None]
    for name, path in outputs:
        with _stdout() if path is None else _file(path) as stream:
            color = options["color"] if path is None else "never"
            reporter(name)(
                report, stream, options_from_environment(stream, color, severity=severity)
            )


@contextmanager
def _stdout() -> Iterator[TextIO]:
    yield sys.stdout
    sys.stdout.flush()


@contextmanager
def _file(path: str) -> Iterator[TextIO]:
    """A file that appears whole or not at all."""
    target = Path(path)
    temporary = target.with_name(f".{target.name}.part")
    try:
        with temporary.open(
            "w", encoding="utf-8", errors="backslashreplace", newline="\n"
        ) as stream:
            yield stream
        temporary.replace(target)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise UsageFault(f"cannot write '{path}': {error.strerror or error}") from None
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


# ---------------------------------------------------------------- what would happen


def _show_files(linter: Linter, paths: Sequence[str], options: dict[str, Any]) -> int:
    files, problems = linter.files(
        paths, exclude=options["exclude"], force_exclude=options["force_exclude"]
    )
    for file in files:
        click.echo(str(file))
    for problem in problems:
        click.echo(f"{problem.level}: {problem}", err=True)
    return 2 if any(problem.level == "error" for problem in problems) else 0


def _show_settings(linter: Linter, paths: Sequence[str]) -> int:
    config = linter.config
    click.echo("configuration: " + (", ".join(str(file) for file in config.files) or "none found"))
    click.echo("rules: " + ", ".join(["bundled", *(str(folder) for folder in config.rule_folders)]))
    for path in paths:
        settings = linter.settings_for(path)
        click.echo(f"\n{path}")
        engine = linter.engine_for(path)
        facts = settings.given.over(settings.facts)
        rows = {
            "select": ", ".join(settings.select) or "all",
            "ignore": ", ".join(settings.ignore) or "none",
            "severity": settings.severity,
            "fail-on": settings.fail_on,
            "as-of": settings.as_of.isoformat(),
            "rules that run": str(len(engine.rules)),
            **{f"fact {name}": _shown(value) for name, value in sorted(facts.items())},
        }
        for name, value in rows.items():
            click.echo(f"  {name}: {value}")
    return 0


def _shown(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)
