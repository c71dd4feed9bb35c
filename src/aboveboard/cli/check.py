"""``aboveboard check``: lint files, folders or standard input."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from aboveboard.cli.addignore import add_ignores, addignore_option, refuse_addignore
from aboveboard.cli.annotation import refuse_annotation, write_annotated
from aboveboard.cli.app import Grouped, UsageFault, drop_output
from aboveboard.cli.fix import fix, fix_options, refuse_fixes, show_diff, tell, write_fixed
from aboveboard.cli.foresee import show_files, show_settings
from aboveboard.cli.narrowing import narrowing
from aboveboard.cli.options import (
    as_of_option,
    color_option,
    config_option,
    fact_option,
    jurisdiction_option,
    make_linter,
    platform_option,
    read_columns,
    read_date,
    read_given_facts,
    rules_option,
    split,
    stdin_filename_option,
    user_cache,
)
from aboveboard.cli.output import read_outputs, write_report
from aboveboard.cli.run import Run
from aboveboard.cli.timings import show_timings
from aboveboard.reporters import FORMATS, ReportOptions, keeps_documents
from aboveboard.reporters.options import default_format
from aboveboard.reporters.summary import summary
from aboveboard.severity import SEVERITIES, at_least
from aboveboard.sources.options import DATE_ORDERS
from aboveboard.timings import UNTIMED, Timings

__all__ = ["command"]

_GROUPS: dict[str, Sequence[str]] = {
    "What is reported": ("select", "ignore", "severity", "fail_on", "exit_zero"),
    "What is left out": ("baseline", "no_baseline", "fail_on_stale", "since"),
    "What is changed": ("fix", "unsafe_fixes", "diff", "add_ignore"),
    "What is known of the copy": ("jurisdiction", "platform", "fact", "as_of"),
    "What is read": ("stdin_filename", "exclude", "force_exclude", "config", "rules", "no_cache"),
    "How sheets are read": ("column", "preset", "date_order", "encoding"),
    "What is shown": (
        "format",
        "annotate",
        "statistics",
        "timings",
        "show_files",
        "show_settings",
        "color",
    ),
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
    "--baseline",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Leave out the findings that this file knows.  [default: the configuration's, else "
    ".aboveboard-baseline.json]",
)
@click.option("--no-baseline", is_flag=True, help="Report what a baseline knows, too.")
@click.option(
    "--fail-on-stale",
    is_flag=True,
    help="Exit 1 where the baseline knows findings that are not there any more.",
)
@click.option(
    "--since",
    metavar="REV",
    help="Report only what has changed since this commit; 'main...' is where the branch left main.",
)
@fix_options
@addignore_option
@jurisdiction_option
@platform_option
@fact_option
@as_of_option
@stdin_filename_option
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
@click.option(
    "--column",
    multiple=True,
    metavar="ROLE=NAME",
    help="Which column is what: body='Post Content', or by position body=#2; several times.",
)
@click.option("--preset", metavar="NAME", help="The tool that a sheet was made for: buffer ...")
@click.option(
    "--date-order",
    type=click.Choice(DATE_ORDERS),
    help="The order of day, month and year in dates such as 11/12/2026.",
)
@click.option(
    "--encoding",
    metavar="NAME",
    help="The encoding of files that are not UTF-8, such as cp1252.",
)
@config_option
@rules_option
@click.option("--no-cache", is_flag=True, help="Read and write no cache on disk.")
@click.option(
    "--format",
    multiple=True,
    metavar="F[:PATH]",
    help=f"{', '.join(FORMATS)}; to standard output or to a file; several times.  "
    "[default: full; github in GitHub Actions]",
)
@click.option(
    "--annotate",
    metavar="OUT",
    help="Write a copy of the sheet or Word document that is checked to OUT ('-' is standard "
    "output), with columns or comments for what was found.",
)
@click.option(
    "--statistics",
    is_flag=True,
    help="Show how often each rule was found, not where.",
)
@click.option(
    "--timings",
    is_flag=True,
    help="Show on standard error what each rule took, for those who write rules.",
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
    annotate = options["annotate"]
    refuse_fixes(options)
    refuse_addignore(options)
    usual = () if annotate == "-" else (default_format(),)
    outputs = read_outputs(options["format"] or usual)
    to_stdout = [name for name, path in outputs if path is None]
    name = _name_of(paths, options["stdin_filename"])
    if annotate:
        refuse_annotation(annotate, paths, name, to_stdout=bool(to_stdout) or options["statistics"])
    timings = Timings() if options["timings"] else None
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
        preset=options["preset"],
        columns=read_columns(options["column"]),
        date_order=options["date_order"],
        encoding=options["encoding"],
        cache=None if options["no_cache"] else user_cache(),
        timings=timings or UNTIMED,
    )
    if options["show_files"]:
        return show_files(linter, paths, options)
    if options["show_settings"]:
        return show_settings(linter, paths)
    run = Run(
        linter,
        paths,
        name,
        exclude=options["exclude"],
        force_exclude=options["force_exclude"],
        keep=any(keeps_documents(format) for format, _ in outputs),
        quiet=annotate == "-" or (bool(to_stdout) and not _is_for_people(to_stdout)),
    )
    narrow = narrowing(linter, options)
    report = run.check(narrow.sieves)
    if options["add_ignore"]:
        return add_ignores(run, report, options)
    if options["fix"] or options["diff"]:
        fixed = fix(run, report, options)
        if options["diff"]:
            return show_diff(run, fixed, color=options["color"])
        fixed = write_fixed(run, fixed, options)
        report = fixed.report
    try:
        write_report(
            report,
            outputs,
            severity=linter.settings.severity,
            color=options["color"],
            statistics=options["statistics"],
            # What was fixed on standard input goes to standard output.
            stream=sys.stderr if options["fix"] and run.is_stdin else None,
        )
        if annotate:
            write_annotated(run, report, annotate)
    except BrokenPipeError:
        drop_output()  # what was found still counts
    if annotate == "-":
        click.echo(
            summary(report, ReportOptions(severity=linter.settings.severity)), nl=False, err=True
        )
    if options["fix"]:
        tell(fixed)
    if timings is not None:
        show_timings(timings)
    if any(problem.level == "error" for problem in report.problems):
        return 2
    failed = any(at_least(f.severity, linter.settings.fail_on) for f in report.findings)
    failed |= options["fail_on_stale"] and bool(narrow.stale)
    return 1 if failed and not options["exit_zero"] else 0


def _is_for_people(formats: Sequence[str]) -> bool:
    """Whether a person is reading what goes to standard output."""
    return formats == ["full"] and sys.stdout.isatty()


def _name_of(paths: Sequence[str], stdin_filename: str | None) -> str:
    """What is checked: the name of standard input, or the first path."""
    if "-" not in paths:
        if stdin_filename:
            raise UsageFault("--stdin-filename goes with '-', which reads standard input")
        return str(Path(paths[0]))
    if len(paths) > 1:
        raise UsageFault("'-' stands alone: standard input cannot be mixed with files")
    return stdin_filename or "stdin.txt"
