from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from samples import rule, rulebook

from aboveboard.document import Document
from aboveboard.engine import Checked, Engine
from aboveboard.facts import Facts, strict_facts
from aboveboard.matcherset import Matchers
from aboveboard.offers import Offers
from aboveboard.settings import Settings
from aboveboard.sources.plain import part_from_text
from aboveboard.tally import Tally, kept_of

RULES = [
    replace(rule(f"{{phrases: [{word}]}}", id=f"{word}/x"), severity=severity)
    for word, severity in (("a", "warning"), ("b", "note"), ("c", "error"))
]
ENGINE = Engine(Matchers(rulebook(*RULES)), Settings(as_of=date(2026, 11, 23)))


def checked(text: str, row: int | None = None) -> tuple[Checked, Document]:
    parts = {"body": part_from_text("body", text)}
    document = Document("posts.csv", parts, Facts(), row, lines=(row, row) if row else None)
    return ENGINE.check(document), document


@pytest.mark.parametrize(
    ("threshold", "shown", "held_back"),
    [("note", ["a", "b", "c"], 0), ("warning", ["a", "c"], 1), ("error", ["c"], 2)],
)
def test_milder_findings_are_held_back_and_counted(
    threshold: str, shown: list[str], held_back: int
) -> None:
    asked = []
    tally = Tally(lambda name: asked.append(name) or threshold)  # type: ignore[func-returns-value]
    tally.add(kept_of(*checked("a b c"), Facts(), Offers()))
    report = tally.report()
    assert [finding.text for finding in report.findings] == shown
    assert [(result.status, result.held_back) for result in report.documents] == [
        ("fail", held_back)
    ]
    assert set(asked) == {"posts.csv"}


def test_rows_are_described_where_something_is_shown_of_them() -> None:
    facts = strict_facts({"platform": "instagram", "account": "glow", "published": "2026-11-30"})
    tally = Tally(lambda name: "warning", lines=True)
    for row, text in ((1, "a kind word"), (2, "b"), (3, "quiet")):
        tally.add(kept_of(*checked(text, row), facts, Offers()))
    first, second, third = tally.report().documents
    assert (first.platform, first.account, first.opening) == ("instagram", "glow", "a kind word")
    assert (first.published, first.lines) == (date(2026, 11, 30), (1, 1))
    assert [(second.opening, second.lines), (third.opening, third.lines)] == [
        ("", (2, 2)),
        ("", (3, 3)),
    ]
    assert all(result.document is None for result in tally.report().documents)


def test_lines_are_kept_for_sieves_only() -> None:
    tally = Tally(lambda name: "warning")
    tally.add(kept_of(*checked("a", 4), Facts(), Offers()))
    [result] = tally.report().documents
    assert (result.status, result.lines) == ("review", None)


def test_documents_are_kept_with_all_their_facts_where_a_report_shows_them() -> None:
    facts = strict_facts({"platform": "instagram"})
    tally = Tally(lambda name: "warning")
    result, document = checked("quiet", 7)
    tally.add(kept_of(result, document, facts, Offers(), whole=True))
    [kept] = tally.report().documents
    assert kept.document == replace(document, facts=facts)
    assert (kept.platform, kept.opening) == ("instagram", "quiet")
