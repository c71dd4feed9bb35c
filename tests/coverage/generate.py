"""Write docs/coverage.md from practices.yaml: ``python tests/coverage/generate.py``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).resolve().parent
PAGE = HERE.parents[1] / "docs" / "coverage.md"

SECTIONS = {
    "7": "Wording of a disclosure",
    "7b": "Place of a disclosure",
    "7c": "Evasions, and words that signal a connection",
    "8a": "AI: who must say what",
    "8b": "AI: wording",
    "8c": "AI: the recorded origin of media",
    "9": "Urgency, scarcity, social proof and shaming",
    "10a": "Personal attributes",
    "10b": "Homes",
    "10c": "Jobs",
    "10d": "Credit",
    "11": "Opt-out and consent",
    "12": "Prices and \u201cfree\u201d",
    "13": "Reviews",
}
"""The sections of the fact base, with titles of our own."""

HEAD = """\
# What the rules cover

Regulators, self-regulators and platforms name many practices. This page lists those of our fact
base, {all} in all, with the rules that cover them or the reason why none does. **{covered} of them
are covered**, by {rules} rules; {uncovered} are not.

How it is counted: one row is one practice. A practice that several countries name has a row for
each, because the words and what passes there differ. A row that names several wordings counts
once, and each of them was tried.

What "covered" means here: an example of our own, in
[practices.yaml](../tests/coverage/practices.yaml), is flagged by the rule as a note or above, and
a test says so. It does not mean that every text of the practice is found. Where facts are named,
the example needs them: nobody can see from "a lovely lamp" that it was paid for. The facts
`jurisdictions` and `language`, which only choose whose law and which words count, are left out. A
finding says that copy *may* mislead, not that a law was broken.

This page is written by `python tests/coverage/generate.py`; change practices.yaml, not the page.
"""

_QUIET_FACTS = ("jurisdictions", "language")


def practices() -> list[dict[str, Any]]:
    """The practices as they stand in practices.yaml."""
    loaded = yaml.safe_load((HERE / "practices.yaml").read_text(encoding="utf-8"))
    return list(loaded["practices"])


def examples(practice: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The examples of a practice: each with its parts, its facts and the outcome or None."""
    made = []
    for written in practice.get("examples", ()):
        example = {"text": written} if isinstance(written, str) else written
        made.append(
            {
                "parts": example.get("parts") or {"body": example["text"]},
                "facts": example.get("facts", {}),
                "outcome": example.get("outcome"),
            }
        )
    return made


def page() -> str:
    """The whole page."""
    listed = practices()
    covered = [practice for practice in listed if "rules" in practice]
    head = HEAD.format(
        all=len(listed),
        covered=len(covered),
        uncovered=len(listed) - len(covered),
        rules=len({rule for practice in covered for rule in practice["rules"]}),
    )
    lines = [head]
    for section, title in SECTIONS.items():
        rows = [practice for practice in listed if practice["section"] == section]
        done = sum("rules" in practice for practice in rows)
        lines += [f"## {title}", "", f"Section {section}: {done} of {len(rows)} covered.", ""]
        lines += ["| Practice | Rules, or why none | Facts |", "| --- | --- | --- |"]
        lines += [_row(practice) for practice in rows]
        lines.append("")
    return "\n".join(lines)


def _row(practice: Mapping[str, Any]) -> str:
    if "rules" not in practice:
        return _cells(practice["what"], f"none: {practice['uncovered']}", "")
    facts = {name: None for example in examples(practice) for name in example["facts"]}
    rules = ", ".join(f"`{rule}`" for rule in practice["rules"])
    return _cells(practice["what"], rules, ", ".join(f"`{name}`" for name in _needed(facts)))


def _needed(facts: Iterable[str]) -> list[str]:
    return [name for name in facts if name not in _QUIET_FACTS]


def _cells(*texts: str) -> str:
    escaped = [text.replace("|", "\\|").replace("*", "\\*").replace("_", "\\_") for text in texts]
    return "| " + " | ".join(escaped) + " |"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
