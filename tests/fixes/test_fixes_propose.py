"""What is proposed for a finding: each action with its exact edits, and facts as copy says them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest
from samples import rule as made_rule

from aboveboard.document import Document
from aboveboard.facts import read_facts
from aboveboard.fixes.edits import applied
from aboveboard.fixes.propose import propose, said_to_readers
from aboveboard.linter import Linter
from aboveboard.passage import Match, read
from aboveboard.sources.plain import part_from_text

LINTER = Linter(severity="note")


def proposed(
    fix: str, text: str, marked: str, **facts: Any
) -> list[tuple[str, list[tuple[int, int, str]]]]:
    """The edits that ``fix`` (YAML in one line) proposes where ``marked`` is found in ``text``."""
    rule = made_rule(
        "{phrases: [x]}",
        more=f"fix: {{title: T, {fix}, examples: [{{before: a, after: b}}]}}\n",
    )
    document = Document("a", {"body": part_from_text("body", text)}, read_facts(facts)[0])
    reading = read(document, document.known)
    (passage,) = [p for p in reading.passages if marked in p.text]
    start = passage.text.index(marked)
    match = Match(passage, start, start + len(marked), values={"accepted": "Ad"})
    return [
        (applied(text, found.edits), [tuple(edit) for edit in found.edits])
        for found in propose(rule, reading, match)
    ]


@pytest.mark.parametrize(
    ("fix", "text", "marked", "wanted"),
    [
        ("replace: now", "Buy it.", "Buy", [("Now it.", [(0, 3, "Now")])]),
        ("replace: Now", "we buy it.", "buy", [("we now it.", [(3, 6, "now")])]),
        ("replace: USA", "we buy it.", "buy", [("we USA it.", [(3, 6, "USA")])]),
        ("swap: {soon: later}", "ends soon", "ends soon", [("ends later", [(5, 9, "later")])]),
        ("replace: now", "One. 2 days.", "2 days", [("One. Now.", [(5, 11, "Now")])]),
        ("replace: now", "In 2 days.", "2 days", [("In now.", [(3, 9, "now")])]),
        ("swap: {'(?<!in )2 days': x}", "In 2 days.", "2 days", []),
        ("swap: {soon: later}", "ends sooner", "ends sooner", []),
        ("swap: {so: a, soon: b}", "ends soon", "ends soon", [("ends b", [(5, 9, "b")])]),
        ("swap: {soon: [a, b]}", "soon", "soon", [("a", [(0, 4, "a")]), ("b", [(0, 4, "b")])]),
        ("swap: {'#\\w+': '{accepted}'}", "#gift", "#gift", [("#ad", [(0, 5, "#ad")])]),
        ("remove: yes", "One. Two. Three.", "Two.", [("One. Three.", [(4, 9, "")])]),
        ("remove: yes", "Two. Three.", "Two.", [("Three.", [(0, 5, "")])]),
        ("remove: yes", "One. Two.", "Two.", [("One.", [(4, 9, "")])]),
        ("remove: yes", "One\r\n  Two\r\nThree", "Two", [("One\r\n  \r\nThree", [(7, 10, "")])]),
        ("remove: yes", "One (Two) x", "Two", [("One () x", [(5, 8, "")])]),
        ("cut: '\\d+'", "a1b22", "a1b22", [("ab", [(1, 2, ""), (3, 5, "")])]),
        ("cut: ['\\d+', '[ab]']", "a1b", "a1b", [("ab", [(1, 2, "")])]),
        ("cut: 'z'", "a1b", "a1b", []),
        ("plain: yes", "𝗟ast", "Last", [("Last", [(0, 1, "L")])]),
        ("plain: yes", "L\u200bast", "Last", [("Last", [(1, 2, "")])]),
        ("plain: yes", "Last", "Last", []),
        ("move: front", "A b #ad", "#ad", [("#ad A b", [(0, 0, "#ad "), (3, 7, "")])]),
        ("move: front", "#ad A b", "#ad", []),
        ("begin: '{accepted}: '", "A b", "b", [("Ad: A b", [(0, 0, "Ad: ")])]),
        ("begin: '{offer.ends}: '", "A b", "b", []),
    ],
)
def test_each_action_with_its_edits(
    fix: str, text: str, marked: str, wanted: list[tuple[str, list[tuple[int, int, str]]]]
) -> None:
    assert proposed(fix, text, marked) == wanted


def test_facts_are_filled_in() -> None:
    fix = "replace: 'until {offer.ends}, {offer.stock} left'"
    facts = {"offer": {"ends": "2026-11-30T18:00", "stock": 12}, "zone": "Europe/London"}
    ((after, _),) = proposed(fix, "Buy soon", "soon", **facts)
    assert after == "Buy until 30 November 2026, 18:00 GMT, 12 left"
    assert proposed(fix, "Buy soon", "soon", offer={"stock": 12}) == []


def test_a_fix_is_for_its_outcomes() -> None:
    text = "My morning routine, step by step. #skincare #glow #selfcare #morning #ad"
    (finding,) = LINTER.check_text(text, facts={"connection": "paid"})
    assert [(found.title, found.safe) for found in finding.fixes] == [
        ("Move the label to the front", False)
    ]


@pytest.mark.parametrize(
    ("value", "zone", "said"),
    [
        (date(2026, 5, 4), None, "4 May 2026"),
        (datetime(2026, 5, 4, 18, 5), None, "4 May 2026, 18:05"),
        (datetime(2026, 5, 4, 18, 5), "Europe/London", "4 May 2026, 18:05 UTC+1"),
        (datetime(2026, 12, 4, 18, 5), "Europe/London", "4 December 2026, 18:05 GMT"),
        (datetime(2026, 12, 4, 0, 0), "UTC", "4 December 2026, 00:00 UTC"),
        (datetime(2026, 7, 4, 9, 0), "America/New_York", "4 July 2026, 09:00 UTC-4"),
        (datetime(2026, 7, 4, 9, 0), "Asia/Kolkata", "4 July 2026, 09:00 UTC+5:30"),
        (datetime(2026, 7, 4, 9, 0), "America/St_Johns", "4 July 2026, 09:00 UTC-2:30"),
        (datetime(2026, 7, 4, 9, 0, tzinfo=UTC), "Asia/Kolkata", "4 July 2026, 09:00 UTC"),
        (
            datetime(2026, 7, 4, 9, 0, tzinfo=timezone(timedelta(hours=-3, minutes=-30))),
            None,
            "4 July 2026, 09:00 UTC-3:30",
        ),
        (datetime(2026, 7, 4, 9, 0), "Nowhere/Land", "4 July 2026, 09:00"),
        (12, None, "12"),
        (Decimal("12.50"), None, "12.50"),
        ("Glow\n\n  Lab", None, "Glow Lab"),
        (True, None, ""),
        (("us", "uk"), None, ""),
    ],
)
def test_facts_as_copy_says_them(value: Any, zone: str | None, said: str) -> None:
    assert said_to_readers(value, zone) == said
