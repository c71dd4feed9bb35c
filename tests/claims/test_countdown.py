"""Countdowns of ad platforms: the literal date in them is the deadline."""

from __future__ import annotations

from typing import Any

import pytest

from aboveboard import Linter
from aboveboard.rulebook.load import load_rulebook

AD = "Hurry, the sale ends in {COUNTDOWN(2026/12/15 18:00:00,en,5)}"


@pytest.mark.parametrize(
    ("copy", "facts", "found"),
    [
        (AD, {"published": "2026-12-20"}, ("error", "urgency/deadline-past")),
        (AD, {"offer": {"ends": "2026-12-19T18:00"}}, ("error", "urgency/deadline-contradicted")),
        (AD, {"offer": {"ends": "2026-12-15T18:00"}}, None),
        (AD, {"published": "2026-12-01"}, ("note", "urgency/deadline-stated")),
        (
            'Ends in {=GLOBAL_COUNTDOWN("2026-12-15 18:00:00")}!',
            {"published": "2026-12-20"},
            ("error", "urgency/deadline-past"),
        ),
    ],
)
def test_a_countdown_to_a_date(
    copy: str, facts: dict[str, Any], found: tuple[str, str] | None
) -> None:
    rules = [rule for rule in load_rulebook().rules if rule.startswith("urgency/deadline-")]
    linter = Linter(severity="note", select=rules)
    findings = [(f.severity, f.rule_id) for f in linter.check_text(copy, facts=facts)]
    assert findings == ([found] if found else [])


def test_the_span_is_the_countdown_with_its_cue() -> None:
    [finding] = Linter(select=["urgency/deadline-past"]).check_text(
        AD, facts={"published": "2026-12-20"}
    )
    assert finding.text == "ends in {COUNTDOWN(2026/12/15 18:00:00,en,5)}"
