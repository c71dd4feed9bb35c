"""``aboveboard explain``: what a rule finds, why, and what to do."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from aboveboard.cli.app import UsageFault
from aboveboard.cli.options import config_option, make_rulebook, rules_option

if TYPE_CHECKING:
    from aboveboard.rulebook.load import Rulebook
    from aboveboard.rulebook.model import Example, Rule

__all__ = ["command", "explain"]


@click.command("explain", help="Explain a rule: why, citations, examples.")
@click.argument("rule_id", metavar="RULE")
@config_option
@rules_option
def command(rule_id: str, config: Path | None, rules: tuple[Path, ...]) -> int:
    """Print the explanation of a rule."""
    click.echo(explain(find_rule(make_rulebook(config, rules), rule_id)))
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


def _copy(example: Example) -> str:
    parts = example.parts
    return "\n".join(
        str(copy) if len(parts) == 1 else f"{name}: {copy}" for name, copy in parts.items()
    ).strip()
