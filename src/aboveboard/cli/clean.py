"""``aboveboard clean``: remove the cache."""

from __future__ import annotations

import click

from aboveboard.cli.app import UsageFault
from aboveboard.cli.options import user_cache
from aboveboard.reporters.summary import counted
from aboveboard.reporters.visible import visible

__all__ = ["command"]


@click.command(
    "clean",
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    help="Remove the cache: the results of files and the prepared rules that are kept to be "
    "quicker the next time. Nothing is lost but that time.",
)
def command() -> int:
    """Remove what is kept, and say how much it was."""
    cache = user_cache()
    if cache is None:
        click.echo("Nothing to remove: there is no folder for a cache.")
        return 0
    folder = visible(str(cache.folder))
    removed = cache.clear()
    if removed.left:
        raise UsageFault(f"{counted(removed.left, 'file')} in '{folder}' cannot be removed")
    if not removed.files:
        click.echo(f"Nothing to remove: no cache in '{folder}'.")
    else:
        size = f"{removed.size / 1e6:.1f} MB" if removed.size >= 50_000 else f"{removed.size:,} B"
        click.echo(f"Removed {counted(removed.files, 'file')} ({size}) from '{folder}'.")
    return 0
