"""A linter with three rules of the house, and nothing else switched on but its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from aboveboard.linter import Linter

RULE = """title: House words
severity: {severity}
message: '"{{match}}" is not how we speak.'
advice: Say what you mean.
why: Readers skip it.
find:
  phrases: |
    {phrase}
examples:
  flag:
    - A [[{phrase}]]!
    - "[[{phrase}]] for you"
    - The [[{phrase}]]
  pass:
    - Something else
    - Alone
    - Nothing of it
"""


@pytest.fixture(scope="session")
def rules(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with rules that find "synergy boost" and "guaranteed win"."""
    folder = tmp_path_factory.mktemp("rules") / "house"
    folder.mkdir()
    for name, severity, phrase in (
        ("buzz", "warning", "synergy boost"),
        ("grave", "error", "guaranteed win"),
    ):
        text = RULE.format(severity=severity, phrase=phrase)
        (folder / f"{name}.yaml").write_text(text, "utf-8")
    return folder.parent


@pytest.fixture(scope="session")
def linter(rules: Path) -> Linter:
    """Finds what the rules find, and suppressions at fault."""
    return Linter(select=["house", "suppression"], rules=[rules])
