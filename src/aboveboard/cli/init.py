"""``aboveboard init``: a first configuration, from what lies in a folder."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from aboveboard.cli.app import UsageFault
from aboveboard.cli.options import split

__all__ = ["command"]


@click.command(
    "init",
    help="Look at what lies in DIR (default: the current folder) and write a commented "
    ".aboveboard.yaml. Nothing is guessed, and no file is ever overwritten.",
)
@click.argument("folder", metavar="[DIR]", default=".", type=click.Path(path_type=Path))
@click.option(
    "--jurisdiction",
    multiple=True,
    metavar="NAMES",
    help="Whose law the copy must satisfy: us, uk, eu, de ...",
)
@click.option("--stdout", is_flag=True, help="Print the configuration instead of writing it.")
def command(folder: Path, jurisdiction: tuple[str, ...], stdout: bool) -> int:
    """Write a first configuration."""
    from aboveboard import __version__
    from aboveboard.findconfig import FILE_NAMES
    from aboveboard.reporters.visible import visible
    from aboveboard.scaffold import configuration, told
    from aboveboard.survey import survey

    if not folder.is_dir():
        raise UsageFault(f"there is no folder '{folder}'")
    target = folder / FILE_NAMES[0]
    if not stdout:
        _refuse_existing(folder, target)
    given = split(jurisdiction)
    if given is None and sys.stdin.isatty():
        answer = click.prompt(
            "Whose law must the copy satisfy? us, uk, eu, de ... (Enter: say it later)",
            default="", show_default=False, err=True,
        )  # fmt: skip
        given = split((answer,))
    names = _read_jurisdictions(given or ())
    found = survey(folder)
    text = configuration(found, names)
    if stdout:
        click.echo(text, nl=False)
        return 0
    from aboveboard.cli.output import replacing

    with replacing(str(target)) as file:
        file.write(text.encode())
    shown = os.path.join(folder, "") if folder != Path() else "."
    for line in told(found, written=str(target), folder=shown, version=__version__):
        click.echo(visible(line))
    return 0


def _refuse_existing(folder: Path, target: Path) -> None:
    """Raise UsageFault where a configuration holds in the folder already."""
    from aboveboard.findconfig import find_config

    there = find_config(folder) or (target if os.path.lexists(target) else None)
    if there is not None:
        near = os.path.relpath(there, os.path.realpath(os.curdir))
        raise UsageFault(
            f"there is a configuration already: {near}; 'aboveboard check --show-settings "
            f"{folder}' shows it, and 'aboveboard init --stdout' prints a new one"
        )


def _read_jurisdictions(names: tuple[str, ...]) -> tuple[str, ...]:
    from aboveboard.facts import read_facts

    if not names:
        return ()
    facts, errors = read_facts({"jurisdictions": list(names)})
    if errors:
        raise UsageFault("\n".join(f"--jurisdiction: {error.message}" for error in errors))
    return tuple(facts.get("jurisdictions", ()))
