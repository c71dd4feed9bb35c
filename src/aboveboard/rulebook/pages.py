"""The pages of the documentation about rules, made from the rule files.

    python -m aboveboard.rulebook.pages docs/rules

writes a page a rule and an index, and removes the pages of rules that there are no more.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping
from itertools import groupby
from pathlib import Path

from aboveboard.rulebook.book import Rulebook
from aboveboard.rulebook.load import load_rulebook
from aboveboard.rulebook.model import (
    VERDICTS,
    Claimed,
    Example,
    FixExample,
    Missing,
    Recipe,
    Rule,
)

__all__ = ["pages", "write"]

_SHOWN = 6  # examples of each kind
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~])")
_LINE_START = re.compile(r"(?m)^(\s*)([-+=>]|\d+[.)])")


def pages(rulebook: Rulebook) -> Mapping[str, str]:
    """Every page by its path below the folder of the pages."""
    rules = [rulebook.rules[name] for name in sorted(rulebook.rules)]
    found = {f"{rule.id}.md": _page(rulebook, rule) for rule in rules}
    found["README.md"] = _index(rules)
    return found


def _index(rules: list[Rule]) -> str:
    said = (
        f"{len(rules)} rules. `aboveboard explain ID` prints the same in a terminal. These pages "
        "are made from the files in `rules/`: `python -m aboveboard.rulebook.pages docs/rules`."
    )
    lines = ["# Rules", "", said, ""]
    for category, members in groupby(rules, key=lambda rule: rule.category):
        lines += [f"## {category}", "", "| rule | what it finds | severity | verdict |"]
        lines.append("|---|---|---|---|")
        for rule in members:
            status = "" if rule.status == "stable" else f" ({rule.status})"
            lines.append(
                f"| [{rule.id}]({rule.id}.md) | {_escaped(rule.title)}{status} | {rule.severity} "
                f"| {rule.verdict} |"
            )
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def _page(rulebook: Rulebook, rule: Rule) -> str:
    lines = [f"# {rule.id}", "", f"**{_escaped(rule.title)}**", ""]
    lines.append(f"- severity: {rule.severity}")
    lines.append(f"- verdict: {rule.verdict} ({VERDICTS[rule.verdict]})")
    if rule.status != "stable":
        lines.append(f"- status: {rule.status}")
    lines += [f"- {fact}" for fact in _limits(rule)]
    lines.append("")
    if rule.why:
        lines += [_escaped(rule.why.strip()), ""]
    lines += ["## What it says", ""]
    for outcome, message in rule.messages.items():
        lines.append(f"- {f'{outcome}: ' if outcome else ''}{_escaped(message.strip())}")
    lines += ["", "## What to do", "", _escaped(rule.advice.strip()), ""]
    for flag, title in ((True, "Flagged"), (False, "Not flagged")):
        shown = [e for e in rule.examples if e.flag is flag and not e.todo][:_SHOWN]
        lines += [f"## {title}", ""]
        for example in shown:
            lines += [*_example(example), ""]
    if rule.fixes:
        lines += ["## Fixes", ""]
        for recipe in rule.fixes:
            lines += [*_fix(recipe), ""]
    if rule.cites:
        lines += ["## Rests on", ""]
        for cite in rule.cites:
            provision = rulebook.provisions[cite.text]
            title = _escaped(provision.title)
            linked = f"[{title}]({provision.url})" if provision.url else title
            mark = "" if provision.verified else " (not checked against the official text)"
            body = _escaped(provision.body.strip())
            lines.append(
                f"- {linked}, {provision.jurisdiction}, tier {provision.tier}{mark}: {body}"
            )
        lines.append("")
    lines.append("This is no legal advice.")
    return "\n".join(lines) + "\n"


def _limits(rule: Rule) -> Iterator[str]:
    """What a rule is for, and what clears it."""
    scope = rule.scope
    for name in ("parts", "kinds", "platforms", "jurisdictions", "ad_categories"):
        values = getattr(scope, name)
        if values:
            yield f"only for {name.replace('_', ' ')}: {', '.join(values)}"
    if scope.languages != ("en",):
        yield f"languages: {', '.join(scope.languages)}"
    first, last = rule.in_force
    if first or last:
        yield " ".join(
            f"{word} {day.isoformat()}" for word, day in (("from", first), ("until", last)) if day
        )
    if isinstance(rule.find, Claimed):
        yield f"about a claim: a {rule.find.claim} that is {' or '.join(rule.find.states)}"
    if isinstance(rule.find, Missing) and rule.find.where != "anywhere":
        yield f"where: {rule.find.where}"
    cleared = [clearing.claim or clearing.fact for clearing in rule.cleared_by]
    if cleared:
        yield f"cleared by: {', '.join(cleared)}"


def _escaped(text: str) -> str:
    return _LINE_START.sub(r"\1\\\2", _SPECIAL.sub(r"\\\1", " ".join(text.split())))


def _example(example: Example) -> Iterator[str]:
    """An example as a quotation, with what is flagged in bold."""
    if example.posts:
        for number, post in enumerate(example.posts, start=1):
            if number > 1:
                yield ">"
            yield f"> post {number}{_facts(post)}: {_copy(post)}"
        return
    yield f"> {_copy(example)}{_facts(example)}"


def _fix(recipe: Recipe) -> Iterator[str]:
    """What a fix does, with its examples before and after."""
    option = "safe: `--fix`" if recipe.safe else "unsafe: `--fix --unsafe-fixes`"
    when = f", where it is {' or '.join(recipe.outcomes)}" if recipe.outcomes else ""
    yield f"{_escaped(recipe.title)} ({option}{when})"
    yield ""
    for example in recipe.examples[:_SHOWN]:
        yield f"- {_escaped(example.before)}{_facts(example)} → {_escaped(example.after)}"


def _copy(example: Example) -> str:
    shown = []
    for part, text in example.parts.items():
        pieces = []
        reached = 0
        for name, start, end in example.spans:
            if name == part:
                marked = _escaped(text[start:end])
                pieces += [_spaced(text[reached:start]), f"**{marked}**"]
                reached = end
        pieces.append(_spaced(text[reached:]))
        copy = "".join(pieces).strip()
        shown.append(copy if len(example.parts) == 1 else f"{part}: {copy}")
    return " / ".join(shown)


def _spaced(text: str) -> str:
    """Copy between two marks: its white space at the ends stays."""
    before = " " if text[:1].isspace() else ""
    after = " " if text[-1:].isspace() and text.strip() else ""
    return f"{before}{_escaped(text)}{after}"


def _facts(example: Example | FixExample) -> str:
    if not example.facts:
        return ""
    said = "; ".join(f"{name}: {_plain(value)}" for name, value in example.facts.items())
    return f" ({_escaped(said)})"


def _plain(value: object) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{name} {_plain(inner)}" for name, inner in value.items())
    if isinstance(value, list | tuple):
        return ", ".join(_plain(inner) for inner in value)
    return str(value)


def write(folder: Path, rulebook: Rulebook) -> None:
    """Write all pages below ``folder``; pages of rules that are no more are removed."""
    made = pages(rulebook)
    for path in sorted(folder.rglob("*.md")):
        if path.relative_to(folder).as_posix() not in made:
            path.unlink()
    for name, text in made.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write(Path(sys.argv[1]), load_rulebook())
