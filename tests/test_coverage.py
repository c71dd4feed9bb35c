"""docs/coverage.md says what is true: every example of a covered practice is flagged."""

from __future__ import annotations

import runpy
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from aboveboard import Linter
from aboveboard.document import Document
from aboveboard.rulebook.load import load_rulebook

GENERATE = runpy.run_path(str(Path(__file__).parent / "coverage" / "generate.py"))
PRACTICES: list[dict[str, Any]] = GENERATE["practices"]()
COVERED = [practice for practice in PRACTICES if "rules" in practice]


@pytest.fixture(scope="module")
def linter() -> Linter:
    # A fixed day: some rules are in force only from a date on.
    return Linter(severity="note", as_of=date(2026, 11, 23))


@pytest.mark.parametrize("practice", COVERED, ids=lambda practice: practice["key"])
def test_a_covered_practice_is_flagged_by_the_rules_that_it_names(
    linter: Linter, practice: dict[str, Any]
) -> None:
    flagged = set()
    for example in GENERATE["examples"](practice):
        document = Document(practice["key"], example["parts"], example["facts"])
        rules = {
            finding.rule_id
            for finding in linter.check_documents([document])
            if example["outcome"] in (None, finding.outcome)
        } & set(practice["rules"])
        assert rules, f"nothing named here flags {example['parts']}"
        flagged |= rules
    assert flagged == set(practice["rules"])


def test_what_a_practice_may_say() -> None:
    for practice in PRACTICES:
        keys = set(practice)
        covered = {"key", "section", "what", "rules", "examples"}
        assert keys in (covered, {"key", "section", "what", "uncovered"}), practice["key"]
        assert practice["section"] in GENERATE["SECTIONS"]
        assert practice["what"].rstrip('"')[-1] in ".?", practice["key"]


def test_no_practice_is_counted_twice() -> None:
    for name in ("key", "what"):
        often = Counter(practice[name] for practice in PRACTICES)
        assert [value for value, times in often.items() if times > 1] == []


def test_every_rule_that_is_named_exists() -> None:
    named = {rule for practice in COVERED for rule in practice["rules"]}
    assert named - set(load_rulebook().rules) == set()


def test_at_least_150_practices_are_covered() -> None:
    assert len(COVERED) >= 150


def test_the_page_is_the_one_that_the_generator_writes() -> None:
    assert GENERATE["PAGE"].read_text(encoding="utf-8") == GENERATE["page"](), (
        "run: python tests/coverage/generate.py"
    )
