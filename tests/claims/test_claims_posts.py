"""Honest copy with times, counts and prices, and copy that the facts belie.

A false alarm at the level of an error is the worst that this tool can do.
"""

from __future__ import annotations

from typing import Any

import pytest
from claim_posts import Case, cases, errors

HONEST = list(cases("honest.yaml"))
DISHONEST = list(cases("dishonest.yaml"))


def _id(value: Any) -> str:
    if isinstance(value, list):
        return " / ".join(str(document.parts["body"]) for document in value)[:60]
    return str(value)


@pytest.mark.parametrize("documents", [case[0] for case in HONEST], ids=_id)
def test_honest_copy_is_not_called_untrue(documents: Any) -> None:
    assert [(f.rule_id, f.text, f.message) for f in errors(documents)] == []


@pytest.mark.parametrize(("documents", "rule"), DISHONEST, ids=_id)
def test_dishonest_copy_is_called_untrue_by_its_rule(documents: Any, rule: str) -> None:
    found = errors(documents)
    assert {(f.rule_id, f.severity, f.row) for f in found} == {(rule, "error", documents[-1].row)}


def test_there_is_enough_of_both() -> None:
    assert len(HONEST) >= 150
    assert len(DISHONEST) >= 140


def test_texts_are_unique() -> None:
    def texts(found: list[Case]) -> list[str]:
        return [str([(d.parts["body"], d.facts) for d in documents]) for documents, _ in found]

    for found in (HONEST, DISHONEST):
        assert len(set(texts(found))) == len(found)
