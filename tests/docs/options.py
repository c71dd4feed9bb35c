"""Write the commands and options in docs/command-line.md anew: python tests/docs/options.py

What stands above the first command but one is written by hand and stays.
"""

from __future__ import annotations

from collections.abc import Iterator

import click
from docs_blocks import ROOT

from aboveboard.cli.app import app

PAGE = ROOT / "docs" / "command-line.md"
FIRST = "## aboveboard check\n"


def sections(command: click.Command, path: str, above: click.Context) -> Iterator[str]:
    """The sections of a command and of those below it."""
    context = click.Context(command, info_name=path, parent=above)
    said = " ".join((command.help or "").partition("\n\n")[0].split())
    yield "\n\n".join([f"## {path}", said, *_tables(command)]) + "\n"
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            inner = command.get_command(context, name)
            if inner is not None:
                yield from sections(inner, f"{path} {name}", context)


def _tables(command: click.Command) -> Iterator[str]:
    rows = {
        param.name: _row(param)
        for param in command.params
        if isinstance(param, click.Option) and not param.hidden
    }
    head = "| option | what it does |\n|---|---|\n"
    groups = getattr(command, "_groups", {})
    for title, names in groups.items():
        chosen = [rows.pop(name) for name in names if name in rows]
        if chosen:
            yield f"### {title}\n\n{head}" + "\n".join(chosen)
    if rows:
        yield ("### Other\n\n" if groups else "") + head + "\n".join(rows.values())


def _row(option: click.Option) -> str:
    value = ""
    if not option.is_flag:
        choices = option.type.choices if isinstance(option.type, click.Choice) else ()
        value = " " + (option.metavar or "|".join(choices) or "VALUE")
    names = ", ".join(f"`{name}{value}`" for name in (*option.opts, *option.secondary_opts))
    text = " ".join((option.help or "How it is written.").split())
    before, default, after = text.partition(" [default: ")
    if default:
        text = f"{before} Default: {after.replace(']', '.', 1)}"
    cells = [cell.replace("|", "\\|") for cell in (names, text)]
    return f"| {cells[0]} | {cells[1]} |"


def renewed(page: str) -> str:
    """The page with all commands as they are now."""
    top = click.Context(app, info_name="aboveboard")
    found = [
        section
        for name in app.list_commands(top)
        if (command := app.get_command(top, name)) is not None
        for section in sections(command, f"aboveboard {name}", top)
    ]
    return page.partition(FIRST)[0] + "\n".join(found)


if __name__ == "__main__":
    PAGE.write_text(renewed(PAGE.read_text("utf-8")), encoding="utf-8", newline="\n")
