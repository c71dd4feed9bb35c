"""Drafts are checked as the library checks them, and come back as the page shows them."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from page_server import folder_of_a_house

from aboveboard import Document, Linter
from aboveboard.localpage.checking import Checker
from aboveboard.localpage.draft import FORMATS, Draft

DAY = date(2026, 11, 24)


@cache
def checker() -> Checker:
    return Checker(Linter(severity="note", as_of=DAY))


@cache
def library(severity: str) -> Linter:
    return Linter(severity=severity, as_of=DAY)


def found(answer: dict[str, Any]) -> list[tuple[Any, ...]]:
    keys = ("rule", "severity", "start", "end", "message", "advice", "settles")
    return [tuple(finding[key] for key in keys) for finding in answer["findings"]]


COPY = {
    "text": "Last chance 🧣 to save! 最後\r\nOnly 3 left. Thanks to Acme for gifting this.",
    "markdown": "---\ntitle: Last chance\n---\n\n# Now\n\n*Only* **3 left** 👨‍👩‍👧 &amp; now",
    "html": "<h1>Last chance</h1><p>Only <b>3</b> left &#x1f9e3; <img alt='Only 2 left' src=x></p>",
}


@pytest.mark.parametrize("severity", ["note", "warning", "error"])
@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize(
    "facts", [{}, {"connection": "gifted", "jurisdictions": ["uk"], "platform": "instagram"}]
)
def test_findings_are_those_of_the_library(
    format: str, severity: str, facts: dict[str, Any]
) -> None:
    answer = checker().check(Draft(COPY[format], format=format, severity=severity, facts=facts))
    expected = library(severity).check_text(COPY[format], facts=facts, format=format)
    assert found(answer) == [
        (f.rule_id, f.severity, f.start, f.end, f.message, f.advice, f.settles) for f in expected
    ]
    assert {finding["field"] for finding in answer["findings"]} <= {"body"}
    assert expected or severity == "error"


@given(st.text(max_size=60), st.sampled_from(sorted(FORMATS)))
@example("\ud800 Last chance to save! \udc00", "text")
@example("\x00 Last chance to save! \u202e", "html")
@example("---\noffer.ends: soon\n---\nLast chance to save!", "markdown")
def test_whatever_is_pasted_is_checked_and_every_place_is_in_it(text: str, format: str) -> None:
    copy = f"{text} Last chance to save! {text}"
    answer = checker().check(Draft(copy, format=format))
    for finding in answer["findings"]:
        assert 0 <= finding["start"] <= finding["end"] <= len(copy)
    expected = library("warning").check_text(copy, format=format)
    assert [(f.rule_id, f.start, f.end) for f in expected] == [
        (f["rule"], f["start"], f["end"]) for f in answer["findings"]
    ]


def test_an_answer_says_everything_that_the_page_shows() -> None:
    copy = "🧣 Only 3 left."
    answer = checker().check(Draft(copy, facts={"jurisdictions": ["eu"]}))
    (finding,) = answer.pop("findings")
    assert answer == {
        "status": {"key": "review", "sign": "!", "words": "to review"},
        "summary": "Found 1 finding (1 warning) in 1 document.",
        "faults": [],
        "problems": [],
        "remarks": [],
    }
    rule = library("warning").rulebook.rules["scarcity/only-n-left"]
    assert finding == {
        "field": "body",
        "place": "",
        "start": 2,
        "end": 13,
        "rule": "scarcity/only-n-left",
        "title": rule.title,
        "severity": "warning",
        "verdict": "Fair only if it is true",
        "message": finding["message"],
        "advice": rule.advice.strip(),
        "settles": "offer.stock: 3",
        "fact": "offer.stock",
        "why": " ".join(rule.why.split()),
        "cites": finding["cites"],
        "fixes": [],
    }
    assert finding["message"].startswith('"Only 3 left" is a statement about stock.')
    titles = [cite["title"] for cite in finding["cites"]]
    assert titles == ["EU UCPD Annex I no. 18", "EU UCPD Annex I no. 5"]
    assert all(cite["url"].startswith("https://") for cite in finding["cites"])


def test_a_fact_clears_a_finding_and_another_contradicts_it() -> None:
    def rules(**facts: str) -> list[str]:
        return [f["rule"] for f in checker().check(Draft("Only 3 left.", facts=facts))["findings"]]

    assert rules() == ["scarcity/only-n-left"]
    assert rules(**{"offer.stock": "3", "offer.stock-as-of": "2026-11-24"}) == []
    assert rules(**{"offer.stock": "300"}) != []


def test_a_fact_that_cannot_be_read_is_a_fault_and_never_all_clear() -> None:
    facts = {"offer.ends": "soon", "offer.stock": "many", "evidence": [{"claim": "x"}]}
    answer = checker().check(Draft("Good morning.", facts=facts))
    assert answer["faults"] == [
        {
            "fact": "offer.ends",
            "message": "the fact 'offer.ends' must be a date such as 2026-11-30, or with a time "
            "and zone, 2026-11-30T23:59Z, not 'soon'",
        },
        {
            "fact": "offer.stock",
            "message": "the fact 'offer.stock' must be a whole number, such as 12, not 'many'",
        },
        {
            "fact": "evidence",
            "message": "the fact 'evidence' must be a list of claims, each with a claim and a "
            "source, not '[{'claim': 'x'}]'",
        },
    ]
    assert answer["status"]["key"] == "review"
    said = "No findings in 1 document; 1 problem: not everything was checked."
    assert answer["summary"] == said
    assert answer["problems"] == [
        {"level": "error", "place": "", "message": "3 facts cannot be read: checked without"}
    ]


def test_a_language_that_is_not_covered_is_said() -> None:
    copy = "Der Sale und die Schuhe und das Hemd, das ist nicht für uns und auch nicht für euch."
    answer = checker().check(Draft(copy))
    assert answer["problems"] == [
        {
            "level": "notice",
            "place": "",
            "message": "written in a language (de) that most rules do not cover; not checked by "
            "them",
        }
    ]
    assert answer["status"]["key"] == "review"


def test_a_problem_in_the_copy_has_its_line() -> None:
    draft = Draft(
        "---\naboveboard:\n  facts:\n    connection: maybe\n---\n\nHello.", format="markdown"
    )
    (problem,) = checker().check(draft)["problems"]
    assert (problem["level"], problem["place"]) == ("error", "line 4")


def test_notes_are_held_back_until_they_are_asked_for() -> None:
    copy = "Last chance to save! Was £90, now £45."
    notes = checker().check(Draft(copy, severity="note"))
    milder = [f for f in notes["findings"] if f["severity"] == "note"]
    assert milder
    usual = checker().check(Draft(copy))
    assert usual["findings"] == [f for f in notes["findings"] if f["severity"] != "note"]
    assert "held back" in usual["summary"]


def test_a_mail_has_a_subject_and_findings_say_in_which_field_they_stand() -> None:
    draft = Draft("Only 3 left.", "Re: 🧣 last chance to save", facts={"kind": "email"})
    answer = checker().check(draft)
    places = {(f["field"], f["rule"]): (f["start"], f["end"]) for f in answer["findings"]}
    assert places["body", "scarcity/only-n-left"] == (0, 11)
    subject = {key: place for key, place in places.items() if key[0] == "subject"}
    assert ("subject", "urgency/last-chance") in subject
    expected = library("warning").check_documents(
        [Document("mail", {"subject": draft.subject, "body": draft.body}, {"kind": "email"})]
    )
    assert sorted((f.rule_id, f.start, f.end) for f in expected) == sorted(
        (f["rule"], f["start"], f["end"]) for f in answer["findings"]
    )


def test_the_title_of_a_page_is_no_subject_of_the_form() -> None:
    draft = Draft("<mjml><mj-title>Only 2 left</mj-title><p>Hi</p></mjml>", format="html")
    answer = checker().check(draft)
    hits = [(f["field"], f["start"]) for f in answer["findings"] if "left" in f["message"]]
    assert hits == [("body", draft.body.index("Only"))]


def test_front_matter_counts_unless_the_form_says_otherwise() -> None:
    front = "---\naboveboard: {facts: {connection: gifted}}\n---\n\n"
    copy = f"{front}Join 10,000 customers. Was £90, now £45."
    drafts = [Draft(copy, format="markdown", facts=facts) for facts in ({}, {"connection": "none"})]
    rules = [[f["rule"] for f in checker().check(draft)["findings"]] for draft in drafts]
    assert ["sponsorship/label" in found for found in rules] == [True, False]


def test_the_configuration_and_the_rules_of_the_house_hold(tmp_path: Path) -> None:
    folder = folder_of_a_house(
        tmp_path / "h",
        "overrides: [{paths: ['*.md'], ignore: [words]}]\nignore: [urgency/last-chance]\n",
    )
    house = Checker(Linter.from_config(folder, severity="note"))
    draft = Draft("We leverage a last chance to save.")
    assert [f["rule"] for f in house.check(draft)["findings"]] == ["words/leverage"]
    as_markdown = Draft(draft.body, format="markdown")
    assert house.check(as_markdown)["findings"] == []


def test_only_a_fix_that_settles_its_finding_is_offered(tmp_path: Path) -> None:
    house = Checker(Linter.from_config(folder_of_a_house(tmp_path / "h"), severity="note"))
    draft = Draft("🧣 We leverage it.", "You leverage it", facts={"kind": "email"})
    fixes = {
        f["field"]: f["fixes"]
        for f in house.check(draft)["findings"]
        if f["rule"] == "words/leverage"
    }
    # The other fix would bring a finding of its own.
    assert fixes == {
        "subject": [
            {
                "title": "Write the word of the house",
                "safe": True,
                "edits": [{"start": 4, "end": 12, "text": "reach"}],
            }
        ],
        "body": [
            {
                "title": "Write the word of the house",
                "safe": True,
                "edits": [{"start": 5, "end": 13, "text": "reach"}],
            }
        ],
    }


def test_of_long_copy_no_fix_is_tried(tmp_path: Path) -> None:
    house = Checker(Linter.from_config(folder_of_a_house(tmp_path / "h")))
    answer = house.check(Draft("We leverage it. " + "Good morning. " * 5_000))
    found = [(f["rule"], f["fixes"]) for f in answer["findings"]]
    assert found == [("words/leverage", [])]
    # Nor does it speak of options, which a page does not have.
    assert answer["summary"] == "Found 1 finding (1 warning) in 1 document."
