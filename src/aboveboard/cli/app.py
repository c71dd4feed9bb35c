"""The application: its commands, and what every command shares."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from io import TextIOWrapper
from typing import Any

import click

__all__ = ["Grouped", "UsageFault", "app", "drop_output", "run"]

COMMANDS = {
    "check": ("aboveboard.cli.check", "Check files, folders or standard input."),
    "explain": ("aboveboard.cli.explain", "Explain a rule, or why it is silent on a text."),
    "init": ("aboveboard.cli.init", "Write a first configuration."),
    "baseline": (
        "aboveboard.cli.baseline",
        "Write down what is found, to report only what is new.",
    ),
    "suppressions": ("aboveboard.cli.suppressions", "List every exception, for an audit."),
    "server": ("aboveboard.cli.server", "Check drafts in an editor: a language server."),
    "serve": ("aboveboard.cli.serve", "Open a page to paste copy into, on this machine only."),
    "clean": ("aboveboard.cli.clean", "Remove what is kept to be quicker the next time."),
    "rules": ("aboveboard.cli.rules", "List, show, check and test rules."),
}


class UsageFault(click.ClickException):
    """Something that the user can put right; printed as one sentence, exit code 2."""

    exit_code = 2

    def show(self, file: Any = None) -> None:
        """Print the sentence to standard error."""
        click.echo(f"error: {self.format_message()}", file=file or sys.stderr)


class Grouped(click.Command):
    """A command whose help lists its options in named groups.

    ``groups`` maps the name of a group to the options in it; the rest come last.
    """

    def __init__(
        self, *args: Any, groups: dict[str, Sequence[str]] | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._groups = groups or {}

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options, group by group."""
        records = {
            param.name: record
            for param in self.get_params(ctx)
            if isinstance(param, click.Option)
            and (record := param.get_help_record(ctx)) is not None
        }
        for title, names in self._groups.items():
            with formatter.section(title):
                formatter.write_dl([records.pop(name) for name in names if name in records])
        if records:
            with formatter.section("Other"):
                formatter.write_dl(list(records.values()))


class _App(click.Group):
    """The commands, each loaded when it is called; ``check`` may be left out."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        from importlib import import_module

        command: click.Command = import_module(COMMANDS[name][0]).command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in COMMANDS.items()])

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if args and args[0] not in {*COMMANDS, "--help", "-h", "--version", "-V"}:
            args = ["check", *args]
        return super().parse_args(ctx, args)


def _version(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        from aboveboard import __version__

        click.echo(f"aboveboard {__version__}")
        ctx.exit()


@click.group(
    cls=_App,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    help=(
        "Lint ad and post copy for false urgency, fake scarcity, hidden sponsorship and "
        "undisclosed AI.\n\n'aboveboard PATHS' is short for 'aboveboard check PATHS'."
    ),
    epilog="Exit codes: 0 clean, 1 findings, 2 usage, configuration, rule or input error.",
)
@click.option(
    "-V", "--version", is_flag=True, expose_value=False, is_eager=True, callback=_version,
    help="Show the version and exit.",
)  # fmt: skip
def app() -> None:
    """The group of all commands."""


def run(arguments: Iterable[str]) -> int:
    """Run the application; never raises for anything a user can bring about."""
    for stream in (sys.stdout, sys.stderr):
        # Copy and names of files hold every character there is; a terminal or pipe with a
        # narrow encoding must not stop the program.
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        code = app.main(list(arguments), prog_name="aboveboard", standalone_mode=False)
    except click.exceptions.Exit as error:
        return error.exit_code
    except click.Abort:
        click.echo("interrupted", err=True)
        return 130
    except click.ClickException as error:
        error.show()
        return 2
    except SystemExit:
        return 0  # click's answer where whoever read the output has seen enough
    except OSError as error:
        drop_output()
        click.echo(f"error: cannot go on: {error.strerror or error}", err=True)
        return 2
    return code if isinstance(code, int) else 0


def drop_output() -> None:
    """Write nothing more to standard output: it is closed or full.

    Otherwise the interpreter would say so once more at its end.
    """
    sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
