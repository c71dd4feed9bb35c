"""What a check would do: the files it would read, and the settings it would have."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from aboveboard.linter import Linter
    from aboveboard.settings import Settings

__all__ = ["show_files", "show_settings"]


def show_files(linter: Linter, paths: Sequence[str], options: dict[str, Any]) -> int:
    """Print the files that would be checked, and return the exit code."""
    files, problems = linter.files(
        paths, exclude=options["exclude"], force_exclude=options["force_exclude"]
    )
    for file in files:
        click.echo(str(file))
    for problem in problems:
        click.echo(f"{problem.level}: {problem}", err=True)
    return 2 if any(problem.level == "error" for problem in problems) else 0


def show_settings(linter: Linter, paths: Sequence[str]) -> int:
    """Print the settings of each path, and where they come from."""
    config = linter.config
    click.echo("configuration: " + (", ".join(str(file) for file in config.files) or "none found"))
    click.echo("rules: " + ", ".join(["bundled", *(str(folder) for folder in config.rule_folders)]))
    for path in paths:
        settings = linter.settings_for(path)
        click.echo(f"\n{path}")
        engine = linter.engine_for(path)
        facts = settings.given.over(settings.facts)
        rows = {
            "select": ", ".join(settings.select) or "all",
            "ignore": ", ".join(settings.ignore) or "none",
            "severity": settings.severity,
            "fail-on": settings.fail_on,
            "as-of": settings.as_of.isoformat(),
            **_said_of_files(settings),
            "rules that run": str(len(engine.rules)),
            **{f"fact {name}": _shown(value) for name, value in sorted(facts.items())},
        }
        for name, value in rows.items():
            click.echo(f"  {name}: {value}")
    return 0


def _said_of_files(settings: Settings) -> dict[str, str]:
    """What is said of sheets and offers, where something is."""
    said = {
        "preset": settings.preset or "",
        "columns": ", ".join(f"{role}={name}" for role, name in settings.columns.items()),
        "date-order": settings.cell_order or "",
        "encoding": settings.encoding or "",
        "offers": ", ".join(settings.offers.by_name),
    }
    return {name: value for name, value in said.items() if value}


def _shown(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)
