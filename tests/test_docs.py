"""What the documentation lists is all there is.

That its commands and examples work is tested in ``tests/docs``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from aboveboard.cli.app import app
from aboveboard.configfile import CONFIG
from aboveboard.facts import FACTS
from aboveboard.sources.roles import PARTS, presets

DOCS = Path(__file__).parents[1] / "docs"


def page(name: str) -> str:
    return (DOCS / name).read_text("utf-8")


def test_every_fact_is_listed() -> None:
    table = page("facts.md").partition("| fact |")[2].partition("\n\n")[0]
    first = "".join(line.split("|")[1] for line in table.splitlines()[2:])
    assert re.findall(r"`([^`]+)`", first) == list(FACTS)


def test_every_preset_is_listed() -> None:
    table = page("schedules.md").partition("| preset |")[2].partition("\n\n")[0]
    listed = dict(re.findall(r"\| `([^`]+)` \| ([^|]+) \|", table))
    assert listed == {
        name: preset.title + (" (no header)" if preset.positions else "")
        for name, preset in presets().items()
    }


def test_every_part_is_listed() -> None:
    said = page("schedules.md").partition("A role is a part (")[2].partition(";")[0]
    assert re.findall(r"`([^`]+)`", said) == PARTS


# ---------------------------------------------------------------- configuration


def first_column(table: str) -> list[str]:
    """What stands as code in the first cell of each row."""
    return re.findall(r"(?m)^\| `([^`]+)` \|", table)


def test_every_key_of_the_configuration_is_listed() -> None:
    table = page("configuration.md").partition("| key |")[2].partition("\n\n")[0]
    assert sorted(first_column(table)) == sorted(CONFIG.keys)


def test_every_key_of_an_override_is_named() -> None:
    said = page("configuration.md").partition("An override has ")[2].partition("\n\n")[0]
    shape = CONFIG.keys["overrides"].shape.item
    assert sorted(re.findall(r"`([a-z-]+)`", said)) == sorted(shape.keys)


# ---------------------------------------------------------------- command line


def commands(
    command: click.Command, path: str, above: click.Context | None = None
) -> Iterator[tuple[str, click.Command, click.Context]]:
    """Every command by its whole name."""
    context = click.Context(command, info_name=path, parent=above)
    yield path, command, context
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            inner = command.get_command(context, name)
            assert inner is not None
            yield from commands(inner, f"{path} {name}", context)


COMMANDS = list(commands(app, "aboveboard"))
NAMES = [path for path, _, _ in COMMANDS]


def sections() -> dict[str, str]:
    """The sections of the page on the command line by their titles."""
    parts = re.split(r"(?m)^## (.+)\n", page("command-line.md"))
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def test_every_command_has_a_section_and_no_other() -> None:
    assert [name for name in sections() if name.startswith("aboveboard")] == NAMES


@pytest.mark.parametrize(("name", "command", "context"), COMMANDS, ids=NAMES)
def test_every_option_is_listed_and_no_other(
    name: str, command: click.Command, context: click.Context
) -> None:
    rows = re.findall(r"(?m)^\| (`-[^|]*(?:\\\|[^|]*)*) \|", sections()[name])
    listed = [option for row in rows for option in re.findall(r"(?<![\w-])--?[\w-]+", row)]
    offered = [
        option
        for param in command.params
        if isinstance(param, click.Option) and not param.hidden
        for option in (*param.opts, *param.secondary_opts)
    ]
    if name == "aboveboard":
        offered += ["-h", "--help"]  # said once for all commands
    assert sorted(listed) == sorted(offered)


@pytest.mark.parametrize(("name", "command", "context"), COMMANDS, ids=NAMES)
def test_every_value_of_an_option_is_named(
    name: str, command: click.Command, context: click.Context
) -> None:
    section = sections()[name].replace("\\|", "|")
    for param in command.params:
        if isinstance(param, click.Option) and isinstance(param.type, click.Choice):
            assert "|".join(param.type.choices) in section, param.name


def test_every_group_of_options_is_a_heading() -> None:
    for name, command, _ in COMMANDS:
        groups = list(getattr(command, "_groups", {}))
        headings = re.findall(r"(?m)^### (.+)$", sections()[name])
        assert [heading for heading in headings if heading != "Other"] == groups
