"""What clears a finding: claims that hold, and facts near in time."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from aboveboard import Linter

RULE = """\
title: Doors close without a date
severity: {severity}
verdict: substantiate
message: '"{{match}}" does not say when.'
advice: Say when doors close.
find:
  phrases: |
    doors are closing
    doors close soon
cleared-by: {cleared_by}
examples:
  flag: ["[[Doors are closing]]!", "Now [[doors are closing]].", "[[Doors close soon]]."]
  pass: [Close the doors., We close at nine., The soup is good.]
"""


def severities(
    tmp_path: Path, cleared_by: str, text: str, facts: dict[str, Any], severity: str = "warning"
) -> list[str]:
    """What a rule of one's own says of a text."""
    folder = tmp_path / "house" / "launch"
    folder.mkdir(parents=True)
    rule = RULE.format(cleared_by=cleared_by, severity=severity)
    (folder / "doors.yaml").write_text(rule, encoding="utf-8")
    linter = Linter(rules=[tmp_path / "house"], select=["launch"], severity="note")
    return [finding.severity for finding in linter.check_text(text, facts=facts)]


@pytest.mark.parametrize(
    ("published", "ends", "left"),
    [
        ("2026-11-04T10:00Z", "2026-11-06T09:00Z", []),
        ("2026-11-04T10:00Z", "2026-11-06T10:00Z", []),
        ("2026-11-04T10:00Z", "2026-11-06T12:00Z", ["warning"]),
        ("2026-11-04T10:00Z", "2026-11-25", ["warning"]),
        ("2026-11-04T10:00Z", "2026-11-01", ["warning"]),  # it is over
        ("2026-11-04", "2026-11-06", []),
        ("2026-11-04", "2026-11-07", ["warning"]),
        (None, "2026-11-06", ["warning"]),  # near to what?
        ("2026-11-04", None, ["warning"]),
    ],
)
def test_a_fact_clears_where_it_is_near(
    tmp_path: Path, published: str | None, ends: str | None, left: list[str]
) -> None:
    facts: dict[str, Any] = {}
    if published:
        facts["published"] = published
    if ends:
        facts["offer"] = {"ends": ends}
    cleared_by = "[{fact: offer.ends, within: 48 hours}]"
    assert severities(tmp_path, cleared_by, "Doors are closing!", facts) == left


def test_a_fact_without_a_distance_clears_wherever_it_is(tmp_path: Path) -> None:
    facts = {"offer": {"stock": 3}}
    assert severities(tmp_path, "[{fact: offer.stock}]", "Doors close soon.", facts) == []


@pytest.mark.parametrize(
    ("text", "facts", "left"),
    [
        ("Doors are closing! The sale ends 30 November 2026.", {}, ["note"]),
        (
            "Doors are closing! The sale ends 30 November 2026.",
            {"offer": {"ends": "2026-11-30"}},
            [],
        ),
        (
            "Doors are closing! The sale ends 30 November 2026.",
            {"offer": {"ends": "2026-12-30"}},
            ["error"],
        ),
        ("Doors are closing! The sale ends Friday, 30 November 2026.", {}, ["error"]),
        ("Doors are closing! The sale ends tonight.", {}, ["error"]),
        ("Doors are closing! The sale ends 11/12/2026.", {}, ["note"]),
        ("Doors are closing!", {"offer": {"ends": "2026-11-30"}}, ["error"]),
        ("Doors are closing! Scammers write 'ends 30 November 2026'.", {}, ["error"]),
    ],
)
def test_a_deadline_clears_as_far_as_it_holds(
    tmp_path: Path, text: str, facts: dict[str, Any], left: list[str]
) -> None:
    assert severities(tmp_path, "[deadline]", text, facts, "error") == left


def test_either_of_several_clears(tmp_path: Path) -> None:
    text = "Doors are closing! Only 3 left."
    assert severities(tmp_path, "[deadline, stock]", text, {"offer": {"stock": 2}}) == []


def test_one_wrong_deadline_undoes_what_another_says(tmp_path: Path) -> None:
    text = "Doors are closing! The sale ends tonight, on 30 November 2026. Ends 31 June 2027."
    facts = {"published": "2026-11-30", "offer": {"ends": "2026-11-30"}}
    assert severities(tmp_path, "[deadline]", text, facts) == ["warning"]
