"""``aboveboard server``: the language server, for editors."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from aboveboard.cli.app import UsageFault
from aboveboard.cli.options import config_option, rules_option, user_cache

__all__ = ["command"]


@click.command(
    "server",
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    help="Check drafts while they are written: a language server for editors, which start it "
    "and talk to it over standard input and output.",
)
@click.option("--stdio", is_flag=True, help="Nothing else is spoken; some editors say it anyway.")
@config_option
@rules_option
def command(stdio: bool, config: Path | None, rules: tuple[Path, ...]) -> int:
    """Serve one client, until it says that it is done."""
    if config is not None and not config.is_file():
        raise UsageFault(f"--config: there is no file '{config}'")
    try:
        from aboveboard.server.app import Server
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in {"attrs", "cattrs", "lsprotocol", "pygls"}:
            raise
        raise UsageFault(
            "the language server needs pygls: pip install 'aboveboard[server]'"
        ) from None
    from aboveboard.server.workspace import Workspace

    server = Server(Workspace(user_cache(), config, rules))
    server.start_io(sys.stdin.buffer, sys.stdout.buffer)
    return server.exit_code
