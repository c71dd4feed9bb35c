"""Options that several commands share, and the reading of their values."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from aboveboard.cli.app import UsageFault

if TYPE_CHECKING:
    from aboveboard.cache import Cache
    from aboveboard.facts import Facts
    from aboveboard.linter import Linter
    from aboveboard.rulebook.book import Rulebook

__all__ = [
    "as_of_option",
    "color_option",
    "config_option",
    "fact_option",
    "jurisdiction_option",
    "make_linter",
    "make_rulebook",
    "platform_option",
    "rule_folders",
    "rules_option",
    "split",
    "stdin_filename_option",
    "user_cache",
]

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]

config_option: Decorator = click.option(
    "--config", metavar="FILE", type=click.Path(path_type=Path),
    help="Use this configuration instead of the nearest one.",
)  # fmt: skip
rules_option: Decorator = click.option(
    "--rules", metavar="DIR", multiple=True, type=click.Path(path_type=Path),
    help="Add the rules in this folder; may be given several times.",
)  # fmt: skip
color_option: Decorator = click.option(
    "--color", type=click.Choice(["auto", "always", "never"]), default="auto", show_default=True,
    help="When to use colour; NO_COLOR and FORCE_COLOR are honoured.",
)  # fmt: skip
jurisdiction_option: Decorator = click.option(
    "--jurisdiction", multiple=True, metavar="NAMES",
    help="Whose law the copy must satisfy: us, uk, eu, de ...",
)  # fmt: skip
platform_option: Decorator = click.option(
    "--platform", metavar="NAME", help="Where it appears: instagram, tiktok, email ...",
)  # fmt: skip
fact_option: Decorator = click.option(
    "--fact", multiple=True, metavar="NAME=VALUE",
    help="Something known of the copy, such as connection=paid.",
)  # fmt: skip
as_of_option: Decorator = click.option(
    "--as-of", metavar="DATE",
    help="The day on which rules and suppressions are in force.  [default: today]",
)  # fmt: skip
stdin_filename_option: Decorator = click.option(
    "--stdin-filename", metavar="NAME",
    help="What standard input is, for its format and configuration.",
)  # fmt: skip


def split(values: tuple[str, ...]) -> tuple[str, ...] | None:
    """Values given with commas or several times, as one tuple; None where none was given."""
    found = tuple(item.strip() for value in values for item in value.split(",") if item.strip())
    return found or None


def read_date(text: str | None) -> date | None:
    """The date that ``--as-of`` was given."""
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageFault(f"--as-of takes a date such as 2026-11-30, not '{text}'") from None


def read_given_facts(pairs: tuple[str, ...]) -> Facts:
    """The facts given as ``name=value``."""
    from aboveboard.facts import read_facts

    raw: dict[str, str] = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals:
            raise UsageFault(f"--fact takes name=value, not '{pair}'")
        raw[name] = value
    facts, errors = read_facts(raw)
    if errors:
        raise UsageFault("\n".join(f"--fact: {error.message}" for error in errors))
    return facts


def read_columns(pairs: tuple[str, ...]) -> dict[str, str] | None:
    """The columns given as ``role=name``."""
    found: dict[str, str] = {}
    for pair in pairs:
        role, equals, name = (piece.strip() for piece in pair.partition("="))
        if not (role and equals and name):
            raise UsageFault(
                f"--column takes role=name, such as body=\"Post Content\", not '{pair}'"
            )
        if role in found:
            raise UsageFault(f"--column: '{role}' is given twice; a second text is '{role}-2'")
        found[role] = name
    return found or None


def user_cache() -> Cache | None:
    """The cache of whoever runs the program."""
    from aboveboard.cache import Cache, usual_folder

    folder = usual_folder()
    return None if folder is None else Cache(folder)


def _refuse_absent(config: Path | None) -> None:
    if config is not None and not config.is_file():
        raise UsageFault(f"--config: there is no file '{config}'")


def make_linter(config: Path | None, rules: tuple[Path, ...], **given: Any) -> Linter:
    """The linter that the options ask for; every fault in configuration and rules at once."""
    from aboveboard.linter import Linter
    from aboveboard.rulebook.faults import FaultyFiles

    _refuse_absent(config)
    try:
        return Linter.from_config(config or Path(), rules=rules, **given)
    except FaultyFiles as error:
        raise Faulty(error) from None
    except (FileNotFoundError, ValueError) as error:
        raise UsageFault(str(error)) from None


def make_rulebook(config: Path | None, rules: tuple[Path, ...]) -> Rulebook:
    """The rulebook that the options ask for."""
    return make_linter(config, rules).rulebook


def rule_folders(config: Path | None, rules: tuple[Path, ...]) -> list[Path]:
    """The folders of rules that the options and the configuration add to the bundled ones."""
    from aboveboard.findconfig import find_config

    _refuse_absent(config)
    found = config or find_config(Path())
    if found is None:
        return list(rules)
    from aboveboard.configfile import load_config
    from aboveboard.rulebook.faults import FaultyFiles

    try:
        return [*load_config(found).rule_folders, *rules]
    except FaultyFiles as error:
        raise Faulty(error) from None


class Faulty(click.ClickException):
    """Faults in rules or configuration: all of them, as ``file:line:column``."""

    exit_code = 2

    def __init__(self, error: Any) -> None:
        super().__init__(str(error))
        self.count = len(error.faults)

    def show(self, file: Any = None) -> None:
        """Print every fault to standard error."""
        noun = "fault" if self.count == 1 else "faults"
        click.echo(
            f"{self.format_message()}\n\n{self.count} {noun}; nothing was checked.", err=True
        )
