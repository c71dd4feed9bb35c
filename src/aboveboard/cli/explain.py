"""``aboveboard explain``: what a rule finds, why, and what to do."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from aboveboard.cli.app import UsageFault
from aboveboard.cli.options import (
    as_of_option,
    config_option,
    fact_option,
    jurisdiction_option,
    make_rulebook,
    platform_option,
    rules_option,
    stdin_filename_option,
)
from aboveboard.severity import SEVERITIES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aboveboard.rulebook.book import Rulebook
    from aboveboard.rulebook.model import Example, Recipe, Rule

__all__ = ["command", "explain"]


@click.command(
    "explain",
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    help="Explain a rule: why, citations, examples. With --why-not: what keeps it quiet on a text "
    "(files, folders, '-' or --text).",
)
@click.argument("rule_id", metavar="RULE")
@click.argument("paths", nargs=-1, metavar="[PATHS]...")
@click.option("--why-not", is_flag=True, help="Say why the rule is quiet on PATHS or --text.")
@click.option("--text", metavar="COPY", help="The copy to try, in place of PATHS.")
@stdin_filename_option
@jurisdiction_option
@platform_option
@fact_option
@as_of_option
@click.option(
    "--severity", type=click.Choice(SEVERITIES), help="The mildest findings that would be shown."
)
@config_option
@rules_option
@click.option(
    "--format", type=click.Choice(["text", "json"]), default="text", show_default=True,
    help="How it is written.",
)  # fmt: skip
def command(**options: Any) -> int:
    """Print the explanation of a rule, or of its silence."""
    if options["why_not"]:
        from aboveboard.cli.whynot import why_not

        return why_not(options, find_rule)
    if options["paths"] or options["text"] is not None:
        raise UsageFault("a text goes with --why-not, which says what keeps the rule quiet on it")
    found = find_rule(make_rulebook(options["config"], options["rules"]), options["rule_id"])
    if options["format"] == "json":
        from aboveboard.cli.ruledata import rule_data

        click.echo(json.dumps(rule_data(*found), indent=1, ensure_ascii=False))
    else:
        click.echo(explain(found))
    return 0


def find_rule(rulebook: Rulebook, rule_id: str) -> tuple[Rulebook, Rule | str]:
    """The rule called ``rule_id``, or the id itself for a rule of the engine.

    Raises UsageFault, with a suggestion, where there is none.
    """
    from aboveboard.suggest import did_you_mean
    from aboveboard.suppress import BUILT_IN

    if rule_id in rulebook.rules:
        return rulebook, rulebook.rules[rule_id]
    if rule_id in BUILT_IN:
        return rulebook, rule_id
    hint = did_you_mean(rule_id, [*rulebook.rules, *BUILT_IN])
    raise UsageFault(
        f"there is no rule '{rule_id}'; {hint or 'aboveboard rules list shows them all'}"
    )


def explain(found: tuple[Rulebook, Rule | str]) -> str:
    """A rule in plain words."""
    from aboveboard.rulebook.model import VERDICTS

    rulebook, rule = found
    if isinstance(rule, str):
        from aboveboard.suppress import BUILT_IN

        title, advice = BUILT_IN[rule]
        return f"{rule}: {title}\n\nWhat to do: {advice}"
    lines = [f"{rule.id}: {rule.title}", ""]
    lines.append(f"Severity: {rule.severity}    Verdict: {rule.verdict} ({VERDICTS[rule.verdict]})")
    if rule.status != "stable":
        replaced = f", replaced by {rule.replaced_by}" if rule.replaced_by else ""
        lines.append(f"Status: {rule.status}{replaced}")
    if rule.why:
        lines += ["", rule.why.strip()]
    lines += ["", f"What to do: {rule.advice.strip()}"]
    if rule.cites:
        lines += ["", "Rests on:"]
        for cite in rule.cites:
            provision = rulebook.provisions[cite.text]
            mark = "" if provision.verified else " (not checked against the official text)"
            lines.append(f"  {provision.title} [{provision.jurisdiction}]{mark}")
            lines.append(f"    {provision.body.strip()}")
    for flag, title in ((True, "Flagged:"), (False, "Not flagged:")):
        shown = [e for e in rule.examples if e.flag is flag and not e.todo][:4]
        if shown:
            lines += ["", title]
            lines += [f"  {line}" for e in shown for line in _example(e)]
    if rule.fixes:
        lines += ["", "Fixes:"]
        lines += [f"  {line}" for recipe in rule.fixes for line in _fix(recipe)]
    lines += ["", f"Switch it off where it is right: aboveboard: ignore {rule.id} -- your reason"]
    lines.append("This is no legal advice.")
    return "\n".join(lines)


def _example(example: Example) -> list[str]:
    if example.posts:
        copies = {f"post {n}": _copy(post) for n, post in enumerate(example.posts, start=1)}
        text = "\n".join(f"{name}: {copy}" for name, copy in copies.items())
    else:
        text = _copy(example)
    first, *rest = text.split("\n")
    return [f"- {first}", *(f"  {line}" for line in rest)]


def _fix(recipe: Recipe) -> Iterator[str]:
    """A fix: what it does, whether by --fix alone, and its first example before and after."""
    when = f" (where it is {', '.join(recipe.outcomes)})" if recipe.outcomes else ""
    with_unsafe = "" if recipe.safe else " --unsafe-fixes"
    yield f"- {recipe.title}{when}; made by --fix{with_unsafe}:"
    example = recipe.examples[0]
    for name, text in (("before", example.before), ("after", example.after)):
        first, *rest = text.strip().split("\n")
        yield f"  {name + ':':<7} {first}"
        yield from (f"          {line}".rstrip() for line in rest)


def _copy(example: Example) -> str:
    parts = example.parts
    return "\n".join(
        str(copy) if len(parts) == 1 else f"{name}: {copy}" for name, copy in parts.items()
    ).strip()
