"""``aboveboard rules``: list, show, check and test rules."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from aboveboard.cli.app import UsageFault
from aboveboard.cli.options import (
    Faulty,
    config_option,
    make_linter,
    make_rulebook,
    rule_folders,
    rules_option,
    user_cache,
)
from aboveboard.reporters.summary import counted

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from aboveboard.rulebook.book import Rulebook

__all__ = ["command"]


@click.group("rules", help="List, show, check and test rules.")
def command() -> None:
    """The group of the rules commands."""


def _chosen(known: Sequence[str], names: tuple[str, ...]) -> list[str]:
    """The ids that the names stand for (ids or beginnings of ids); all where there is none."""
    if not names:
        return list(known)
    found = []
    for name in names:
        begun = name.rstrip("/") + "/"
        ids = [rule_id for rule_id in known if rule_id == name or rule_id.startswith(begun)]
        if not ids:
            from aboveboard.suggest import did_you_mean

            hint = did_you_mean(name, known)
            raise UsageFault(f"there is no rule '{name}'{'; ' + hint if hint else ''}")
        found += ids
    return found


@command.command("list", help="List rules: severity, verdict, id, title.")
@click.argument("names", nargs=-1)
@click.option(
    "--format", "format", type=click.Choice(["text", "json"]), default="text", show_default=True,
    help="How it is written.",
)  # fmt: skip
@config_option
@rules_option
def list_rules(
    names: tuple[str, ...], format: str, config: Path | None, rules: tuple[Path, ...]
) -> int:
    """Print one line a rule."""
    from aboveboard.rulebook.faults import FaultyFiles
    from aboveboard.rulelist import rule_list

    try:
        lines = {line.id: line for line in rule_list(rule_folders(config, rules), user_cache())}
    except FaultyFiles as error:
        raise Faulty(error) from None
    chosen = [lines[rule_id] for rule_id in _chosen(list(lines), names)]
    if format == "json":
        said = [line._asdict() for line in chosen]
        click.echo(json.dumps(said, indent=1, ensure_ascii=False))
        return 0
    width = max((len(line.id) for line in chosen), default=0)
    for line in chosen:
        status = "" if line.status == "stable" else f"  ({line.status})"
        click.echo(
            f"{line.severity:<8} {line.verdict:<13} {line.id:<{width}}  {line.title}{status}"
        )
    click.echo(f"\n{counted(len(chosen), 'rule')}")
    return 0


@command.command("show", help="Show the file of a rule as it is written.")
@click.argument("rule_id", metavar="RULE")
@config_option
@rules_option
def show(rule_id: str, config: Path | None, rules: tuple[Path, ...]) -> int:
    """Print a rule's file."""
    from aboveboard.cli.explain import find_rule
    from aboveboard.rulebook.yamlfile import read_text

    rule = find_rule(make_rulebook(config, rules), rule_id)[1]
    if isinstance(rule, str):
        raise UsageFault(
            f"'{rule}' belongs to the engine; aboveboard explain {rule} says what it does"
        )
    click.echo(f"# {rule.path}")
    click.echo(read_text(Path(rule.path)), nl=False)
    return 0


def _wanted(
    rulebook: Rulebook, names: tuple[str, ...], folders: tuple[Path, ...]
) -> Collection[str]:
    """What to check: what is named, else the folders that were given, else everything."""
    if names:
        return _chosen(list(rulebook.rules), names)
    if folders:
        from aboveboard.rulebook.load import load_rulebook

        return [rule_id for rule_id in rulebook.rules if rule_id not in load_rulebook().rules]
    return list(rulebook.rules)


@command.command("check", help="Check rule files for mistakes; all of them are shown at once.")
@click.argument("names", nargs=-1)
@config_option
@rules_option
def check(names: tuple[str, ...], config: Path | None, rules: tuple[Path, ...]) -> int:
    """Print every fault of the rules; exit 2 where there is an error."""
    from aboveboard.rulebook.lint import check_folders, lint

    if names:
        rulebook = make_rulebook(config, rules)
        wanted = _chosen(list(rulebook.rules), names)
        faults, checked = lint(rulebook, wanted), counted(len(wanted), "rule")
    else:
        # Not by way of a linter, which refuses a folder for its first unusable file.
        folders = rule_folders(config, rules)
        faults, checked = check_folders(folders), "the rules in " + ", ".join(map(str, folders))
        if not folders:
            checked = "the bundled rules"
    for fault in faults:
        click.echo(f"{fault}\n")
    errors = sum(fault.level == "error" for fault in faults)
    if not faults:
        click.echo(f"All clear: {checked}.")
    else:
        found = [counted(errors, "error"), counted(len(faults) - errors, "warning")]
        click.echo(f"Found {' and '.join(found)} in {checked}.")
    return 2 if errors else 0


@command.command(
    "test",
    help="Run the examples of rules: exact spans, nothing more, nothing less.",
)
@click.argument("names", nargs=-1)
@click.option("--coverage", is_flag=True, help="Also report wordings that no example exercises.")
@config_option
@rules_option
def test(
    names: tuple[str, ...], coverage: bool, config: Path | None, rules: tuple[Path, ...]
) -> int:
    """Print every example that came out wrong; exit 1 where there is one."""
    from aboveboard.examples import run_examples, run_fixes

    linter = make_linter(config, rules)
    rulebook = linter.rulebook
    folders = (*rules, *linter.config.rule_folders)
    wanted = _wanted(rulebook, names, folders)
    count = failed = uncovered = 0
    for rule_id in wanted:
        for result in run_examples(rulebook, rulebook.rules[rule_id]):
            count += 1
            if result.example.todo:
                if not result.wrong:
                    click.echo(
                        f"{result.place}: {rule_id}: this todo works now; make it an example"
                    )
            elif result.wrong:
                failed += 1
                click.echo(f"{result.place}: {rule_id}: {result.wrong}")
        for fixed in run_fixes(rulebook, rulebook.rules[rule_id]):
            count += 1
            if fixed.wrong:
                failed += 1
                click.echo(f"{fixed.place}: {rule_id}: {fixed.wrong}")
        if coverage:
            from aboveboard.rulebook.coverage import unexercised

            for fault in unexercised(rulebook, rulebook.rules[rule_id]):
                uncovered += 1
                click.echo(str(fault))
    click.echo(f"{counted(count, 'example')} of {counted(len(wanted), 'rule')}, {failed} wrong.")
    if coverage:
        click.echo(f"{uncovered} wordings that no example exercises.")
    return 1 if failed or uncovered else 0
