"""The bundled rules: every example through the whole pipeline, and nothing wrong in the files."""

from __future__ import annotations

import pytest

from aboveboard.examples import run_examples, run_fixes
from aboveboard.rulebook.lint import lint
from aboveboard.rulebook.load import load_rulebook

RULEBOOK = load_rulebook()


@pytest.mark.parametrize("rule_id", RULEBOOK.rules)
def test_a_rule_does_what_its_examples_say(rule_id: str) -> None:
    results = list(run_examples(RULEBOOK, RULEBOOK.rules[rule_id]))
    wrong = [
        f"{result.place}: {result.wrong or 'this todo works now'}"
        for result in results
        if bool(result.wrong) is not result.example.todo
    ]
    assert wrong == []
    assert results


@pytest.mark.parametrize("rule_id", [name for name, rule in RULEBOOK.rules.items() if rule.fixes])
def test_a_fix_makes_of_its_examples_what_they_say(rule_id: str) -> None:
    results = list(run_fixes(RULEBOOK, RULEBOOK.rules[rule_id]))
    assert [f"{result.place}: {result.wrong}" for result in results if result.wrong] == []
    assert results


def test_no_rule_has_a_fault() -> None:
    assert [str(fault) for fault in lint(RULEBOOK) if fault.level == "error"] == []


def test_the_tool_is_for_these_categories() -> None:
    categories = {rule.category for rule in RULEBOOK.rules.values()}
    assert {"urgency", "scarcity", "sponsorship", "ai", "social-proof", "shaming"} <= categories
