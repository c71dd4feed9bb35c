"""``aboveboard serve``: a page on this machine to paste copy into and see what may mislead."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from aboveboard.cli.app import UsageFault
from aboveboard.cli.options import config_option, make_linter, rules_option, user_cache

if TYPE_CHECKING:
    from aboveboard.localpage.checking import Checker
    from aboveboard.localpage.server import Server

__all__ = ["command"]

_PORT = 8417


@click.command(
    "serve",
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    help="Open a page to paste copy into and see what may mislead as you type. Only this machine "
    "can reach it, and nothing leaves it. Ctrl-C ends it.",
)
@click.option(
    "--port", type=click.IntRange(0, 65535), metavar="NUMBER",
    help=f"The port on 127.0.0.1; 0 takes a free one.  [default: {_PORT}, or a free one where it "
    "is taken]",
)  # fmt: skip
@click.option(
    "--open/--no-open", "opens", default=None,
    help="Open the page in a browser.  [default: where there is a terminal and a desktop]",
)  # fmt: skip
@config_option
@rules_option
def command(
    port: int | None, opens: bool | None, config: Path | None, rules: tuple[Path, ...]
) -> int:
    """Serve the page until Ctrl-C."""
    linter = make_linter(config, rules, severity="note", cache=user_cache())
    from threading import Thread

    from aboveboard.localpage.checking import Checker

    checker = Checker(linter)
    server = _listen(checker, port)
    try:
        click.echo(f"{server.address} (only on this machine; Ctrl-C ends it)")
        # Whoever types should not wait for what only the first finding needs.
        Thread(target=checker.warm_up, daemon=True).start()
        if _has_desktop() if opens is None else opens:
            import webbrowser

            webbrowser.open(server.address)
        server.serve_forever()
    except KeyboardInterrupt:
        pass  # how a server ends
    finally:
        server.server_close()
    return 0


def _listen(checker: Checker, port: int | None) -> Server:
    """The server, listening: on the usual port, if it can be had, unless another was asked for."""
    from aboveboard.localpage.server import Server

    try:
        return Server(checker, _PORT if port is None else port)
    except OSError as error:
        if port is not None:
            said = f"--port: cannot listen on port {port}: {error.strerror or error}"
            raise UsageFault(said) from None
    server = Server(checker, 0)
    click.echo(f"note: port {_PORT} is taken, so this is {server.port}", err=True)
    return server


def _has_desktop() -> bool:
    """Whether somebody sits here who would see a browser; elsewhere one might open in the text."""
    if not sys.stdout.isatty():
        return False
    if sys.platform in {"win32", "darwin"}:
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
