"""``aboveboard baseline``: write down what is found today, so that checks report what is new."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from aboveboard.cli.app import Grouped, UsageFault
from aboveboard.cli.narrowing import baseline_path, load_baseline
from aboveboard.cli.options import (
    as_of_option,
    config_option,
    fact_option,
    jurisdiction_option,
    make_linter,
    platform_option,
    read_date,
    read_given_facts,
    rules_option,
    split,
    user_cache,
)
from aboveboard.cli.output import replacing

if TYPE_CHECKING:
    from aboveboard.report import Report

__all__ = ["command"]

_GROUPS = {
    "What is written": ("output", "update"),
    "What is known of the copy": ("jurisdiction", "platform", "fact", "as_of"),
    "What is read": ("exclude", "config", "rules"),
}


@click.command(
    "baseline",
    cls=Grouped,
    groups=_GROUPS,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    help="Write the findings in files and folders to a baseline: later checks report only what is "
    "new. Without PATHS, the current folder.",
)
@click.argument("paths", nargs=-1, metavar="[PATHS]...")
@click.option(
    "--output",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Where it is written.  [default: the configuration's, else .aboveboard-baseline.json]",
)
@click.option(
    "--update",
    is_flag=True,
    help="Only take out what is not there any more; nothing is added.",
)
@jurisdiction_option
@platform_option
@fact_option
@as_of_option
@click.option(
    "--exclude", multiple=True, metavar="PATTERN", help="Leave these files out, as in .gitignore."
)
@config_option
@rules_option
def command(**options: Any) -> int:
    """Write the baseline, whole or not at all."""
    from aboveboard.baseline import baseline_of
    from aboveboard.reporters.concise import problem_lines

    paths = options["paths"] or (".",)
    if "-" in paths:
        raise UsageFault("a baseline is for files: '-' cannot be found again")
    linter = make_linter(
        options["config"],
        options["rules"],
        severity="note",
        jurisdictions=split(options["jurisdiction"]),
        platform=options["platform"],
        given_facts=read_given_facts(options["fact"]),
        as_of=read_date(options["as_of"]),
        cache=user_cache(),
    )
    path = baseline_path(linter, options["output"])
    known = load_baseline(path) if options["update"] else None
    report = linter.check_paths(paths, exclude=options["exclude"])
    for line in problem_lines(p for p in report.problems if p.level == "error"):
        click.echo(line, nl=False, err=True)
    if known is None:
        made = baseline_of(path, report.findings)
        said = f"{_counted(len(report.findings), 'finding')} written to {_shown(path)}"
    else:
        compared = known.compared(report, linter.runs, paths)
        made = known.without(compared.stale)
        gone = sum(entry.count for entry in compared.stale)
        left = sum(entry.count for entry in made.entries)
        said = f"{_counted(gone, 'finding')} taken out of {_shown(path)}, {left:,} left"
        if compared.new:
            said += f"; {_counted(len(compared.new), 'new finding')} not added"
    if known is None or made != known:
        with replacing(str(path)) as file:
            file.write(made.text().encode())
    click.echo(f"{said}.")
    return _code(report)


def _shown(path: Path) -> str:
    """The path as it is called here."""
    from os.path import relpath

    from aboveboard.reporters.visible import visible

    here = relpath(path)
    return visible(str(path) if here.startswith("..") else here)


def _counted(number: int, noun: str) -> str:
    from aboveboard.reporters.summary import counted

    return counted(number, noun)


def _code(report: Report) -> int:
    """2 where something was not read: a baseline of half the copy is told from a whole one."""
    return 2 if any(problem.level == "error" for problem in report.problems) else 0
