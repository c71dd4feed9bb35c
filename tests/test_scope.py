from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples import rule

from aboveboard.facts import Facts
from aboveboard.scope import Scopes, applies

NEW_YEAR = date(2026, 1, 1)
RULES = [
    rule("{phrases: [now]}", id="urgency/any"),
    rule("{phrases: [now]}", id="urgency/german", more="applies-to: {languages: de}"),
    rule("{phrases: [now]}", id="urgency/everywhere", more="applies-to: {languages: any}"),
    rule("{phrases: [now]}", id="urgency/tiktok", more="applies-to: {platforms: tiktok}"),
    rule("{phrases: [now]}", id="urgency/union", more="applies-to: {jurisdictions: [eu, us-ca]}"),
    rule("{phrases: [now]}", id="urgency/post", more="applies-to: {kinds: post}"),
    rule("{phrases: [now]}", id="urgency/new", more="in-force: {from: 2026-01-01}"),
    rule("{phrases: [now]}", id="urgency/old", more="in-force: {until: 2025-12-31}"),
    rule(
        "{phrases: [now]}",
        id="urgency/gone",
        more="in-force: {from: 2024-02-01, until: 2026-01-01}",
    ),
]

facts = st.fixed_dictionaries(
    {},
    optional={
        "language": st.sampled_from(["en", "de", "en-GB", "fr"]),
        "platform": st.sampled_from(["tiktok", "instagram"]),
        "kind": st.sampled_from(["post", "ad"]),
        "jurisdictions": st.sampled_from([(), ("fr",), ("us-ca", "uk"), ("us",)]),
    },
).map(Facts)
days = st.dates(date(2024, 1, 30), date(2024, 2, 2)) | st.dates(
    date(2025, 12, 29), date(2026, 1, 4)
)


@given(st.lists(st.tuples(facts, days), max_size=20))
def test_scopes_say_what_each_rule_would_say(asked: list[tuple[Facts, date]]) -> None:
    scopes = Scopes(RULES)
    for known, day in asked:
        expected = {one.id for one in RULES if applies(one, known, day)}
        assert scopes.of(known, day) == expected


def test_a_rule_is_asked_once_for_equal_facts(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def counted(one: object, known: Facts, day: date) -> bool:
        asked.append(day)
        return True

    monkeypatch.setattr("aboveboard.scope.applies", counted)
    scopes = Scopes(RULES)
    for day in (2, 3, 4):
        scopes.of(Facts({"platform": "tiktok"}), date(2026, 1, day))
    assert len(asked) == len(RULES)
    scopes.of(Facts({"platform": "tiktok"}), date(2025, 12, 31))  # another law
    scopes.of(Facts({"platform": "instagram"}), date(2026, 1, 2))
    assert len(asked) == 3 * len(RULES)


def test_what_is_kept_does_not_grow_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("aboveboard.scope._MOST_KEPT", 3)
    scopes = Scopes(RULES)
    for number in range(10):
        scopes.of(Facts({"platform": f"p{number}"}), NEW_YEAR)
    assert len(scopes._kept) <= 3
