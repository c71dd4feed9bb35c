from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st
from samples import AWKWARD, rule, rulebook

from aboveboard.document import Block, Document, Link, Part, Problem, Source
from aboveboard.engine import Checked, Engine
from aboveboard.facts import strict_facts
from aboveboard.linter import Linter
from aboveboard.matcherset import Matchers
from aboveboard.report import DocumentResult
from aboveboard.rulebook.book import Lexicon, Provision, Rulebook
from aboveboard.rulebook.model import Rule
from aboveboard.settings import Settings
from aboveboard.sources.plain import part_from_text
from aboveboard.text import View

LAST = "{phrases: [last chance]}"


def check(
    rules: Rule | Rulebook | list[Rule],
    text: str | dict[str, str],
    facts: dict[str, Any] | None = None,
    **settings: Any,
) -> Checked:
    book = (
        rules
        if isinstance(rules, Rulebook)
        else rulebook(*([rules] if isinstance(rules, Rule) else rules))
    )
    parts = {"body": text} if isinstance(text, str) else text
    document = Document(
        "post.md",
        {name: part_from_text(name, copy) for name, copy in parts.items()},
        strict_facts(facts or {}),
    )
    made = Settings(as_of=date(2026, 11, 23), **settings)
    return Engine(Matchers(book), made).check(document)


def texts(checked: Checked) -> list[str]:
    return [finding.text for finding in checked.findings]


def test_a_finding_is_complete() -> None:
    more = "verdict: substantiate\ncites: [eu.a, gone]\nwhy: because\n"
    made = rule(LAST, id="urgency/last-chance", more=more)
    provision = Provision("eu.a", "Directive A", "says so", "eu", "A")
    book = Rulebook({made.id: made}, {}, {"eu.a": provision})
    checked = check(book, {"subject": "Hi", "body": "\r\nThis is\r\nyour 𝗟𝗮𝘀𝘁\u00a0chance!"})
    [finding] = checked.findings
    source = finding.source.text
    assert finding.rule_id == "urgency/last-chance"
    assert finding.category == "urgency"
    assert (finding.severity, finding.verdict, finding.outcome) == ("warning", "substantiate", None)
    assert (finding.message, finding.advice) == ("found Last chance", "Say it plainly.")
    assert finding.text == source[finding.start : finding.end] == "𝗟𝗮𝘀𝘁\u00a0chance"
    assert (finding.line, finding.column) == (3, 6)
    assert (finding.document, finding.part, finding.row) == ("post.md", "body", None)
    assert finding.cites == ("Directive A",)
    assert finding.related == ()
    assert checked.result == DocumentResult("post.md", None, "review", 0)
    assert checked.problems == ()


@pytest.mark.parametrize(
    ("status", "severity", "text", "expected"),
    [
        ("stable", "warning", "only 3 left", "warning"),
        ("stable", "error", "only 3 left", "error"),
        ("stable", "error", "only {{count}} left", "warning"),  # may be real stock
        ("stable", "warning", "only %d left", "note"),
        ("stable", "note", "only %d left", "note"),
        ("trial", "error", "only 3 left", "note"),
        ("draft", "error", "only 3 left", None),
        ("retired", "error", "only 3 left", None),
    ],
)
def test_severity(status: str, severity: str, text: str, expected: str | None) -> None:
    made = rule(
        "{pattern: [only, {is: number}, left]}", more=f"status: {status}\n" * (status != "retired")
    )
    made = replace(made, severity=severity, status=status)
    found = check(made, text, severity="note").findings
    assert [finding.severity for finding in found] == ([expected] if expected else [])


@pytest.mark.parametrize(
    ("text", "status"), [("quiet", "pass"), ("b", "pass"), ("a", "review"), ("a b c", "fail")]
)
def test_the_gravest_finding_decides_on_the_status(text: str, status: str) -> None:
    rules = [
        replace(rule(f"{{phrases: [{word}]}}", id=f"{word}/x"), severity=severity)
        for word, severity in (("a", "warning"), ("b", "note"), ("c", "error"))
    ]
    assert check(rules, text).result.status == status


@pytest.mark.parametrize(
    ("message", "text", "expected"),
    [
        ("'{match}'", "only 3 left", "'only 3 left'"),
        ("'{match}'", "Only\n{{ n }} left", "'Only {…} left'"),
        ("{count} of them", "only 1,200 left", "1,200 of them"),
        ("{count} of them", "only three left", "so many of them"),
        ("{other} {} {{match}}", "only 3 left", "{other} {} {only 3 left}"),
        (
            "{match}",
            "only " + "very " * 30 + "3 left",
            ("only " + "very " * 15)[:79].rstrip() + "…",
        ),
    ],
)
def test_messages(message: str, text: str, expected: str) -> None:
    made = rule(
        "{pattern: [only, {any-of: [very], optional: yes, repeat: yes}, {is: number}, left]}"
    )
    made = replace(made, messages={"": message}, advice=message)
    [finding] = check(made, text, severity="note").findings
    assert (finding.message, finding.advice) == (expected, expected)


# ---------------------------------------------------------------- what a rule is for


@pytest.mark.parametrize(
    ("scope", "facts", "runs"),
    [
        ("kinds: email", {"kind": "email"}, True),
        ("kinds: email", {"kind": "post"}, False),
        ("kinds: email", {}, False),
        ("platforms: [instagram, tiktok]", {"platform": "TikTok"}, True),
        ("platforms: [instagram, tiktok]", {}, False),
        ("ad-categories: housing", {"ad-category": "housing"}, True),
        ("ad-categories: housing", {"ad-category": "credit"}, False),
        ("jurisdictions: [us, de]", {"jurisdictions": "uk, de"}, True),
        ("jurisdictions: [us, de]", {"jurisdictions": "uk"}, False),
        ("jurisdictions: [us, de]", {}, False),
        ("jurisdictions: us", {"jurisdictions": "us-ca"}, True),  # its country's
        ("jurisdictions: us-ca", {"jurisdictions": "us"}, False),
        ("jurisdictions: eu", {"jurisdictions": "fr"}, True),  # the Union's
        ("jurisdictions: eu", {"jurisdictions": "uk"}, False),
        ("kinds: [ad]", {"kind": "ad", "platform": "x"}, True),
        ("{kinds: ad, platforms: x}", {"kind": "ad"}, False),
        ("languages: de", {"language": "de-AT"}, True),
        ("languages: de", {}, False),
        ("languages: any", {"language": "fi"}, True),
        ("kinds: [post]", {"kind": "post", "language": "en_GB"}, True),
        ("kinds: [post]", {"kind": "post", "language": "fr"}, False),
    ],
)
def test_scope(scope: str, facts: dict[str, Any], runs: bool) -> None:
    inner = scope if scope.startswith("{") else f"{{{scope}}}"
    made = rule(LAST, more=f"applies-to: {inner}\n")
    assert texts(check(made, "Last chance", facts)) == ["Last chance"] * runs


@pytest.mark.parametrize(
    ("scope", "expected"),
    [
        ("{}", ["headline", "body"]),
        ("{parts: headline}", ["headline"]),
        ("{not-parts: [body, subject]}", ["headline"]),
        ("{parts: [body, caption]}", ["body"]),
    ],
)
def test_parts(scope: str, expected: list[str]) -> None:
    made = rule(LAST, more=f"applies-to: {scope}\n" * (scope != "{}"))
    checked = check(made, {"headline": "Last chance", "body": "Last chance"})
    assert sorted(finding.part for finding in checked.findings) == sorted(expected)


def test_links_are_looked_at_only_by_rules_that_ask_for_them() -> None:
    view = View("https://x.com/?utm_source=chatgpt.com", offset=4)
    source = Source("see https://x.com/?utm_source=chatgpt.com")
    part = Part("body", source, (Block(View("see")),), (Link(view),))
    asks = rule("{regex: ['chatgpt']}", id="ai/links")
    asks = replace(asks, scope=replace(asks.scope, parts=("links",)))
    book = rulebook(asks, rule("{regex: ['chatgpt']}", id="ai/copy"))
    document = Document("d", {"body": part}, strict_facts({}))
    [finding] = Engine(Matchers(book), Settings()).check(document).findings
    assert (finding.rule_id, finding.part, finding.start, finding.text) == (
        "ai/links", "body", 30, "chatgpt",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("facts", "runs"),
    [
        ({}, True),  # on the day of the run
        ({"published": "2026-11-01"}, True),
        ({"published": "2026-11-30"}, True),
        ({"published": "2026-11-30T23:59Z"}, True),
        ({"published": "2026-12-01"}, False),
        ({"published": "2026-10-31T23:59Z"}, False),
    ],
)
def test_in_force(facts: dict[str, Any], runs: bool) -> None:
    made = rule(LAST, more="in-force: {from: 2026-11-01, until: 2026-11-30}\n")
    assert texts(check(made, "Last chance", facts)) == ["Last chance"] * runs


def test_citations_are_those_that_bind() -> None:
    made = rule(LAST, more="cites: [eu.a, us.b]\n")
    provisions = {
        "eu.a": Provision("eu.a", "EU A", "", "eu", "A"),
        "us.b": Provision("us.b", "US B", "", "us", "A"),
    }
    book = Rulebook({made.id: made}, {}, provisions)
    for chosen, cites in (
        ("", ("EU A", "US B")),
        ("de", ("EU A",)),
        ("us-ca", ("US B",)),
        ("us, fr", ("EU A", "US B")),
        ("jp", ()),
    ):
        facts = {"jurisdictions": chosen} if chosen else {}
        [finding] = check(book, "Last chance", facts).findings
        assert finding.cites == cites


# ---------------------------------------------------------------- the whole document


def test_order_and_one_finding_a_phrase() -> None:
    rules = [
        rule(LAST, id="urgency/a"),
        rule("{phrases: [last chance to buy]}", id="urgency/b"),
        rule("{phrases: [last chance]}", id="scarcity/c"),
        rule("{phrases: [now]}", id="urgency/d"),
    ]
    checked = check(rules, "now\nLast chance to buy\n\nlast chance")
    assert [(f.line, f.rule_id) for f in checked.findings] == [
        (1, "urgency/d"), (2, "scarcity/c"), (2, "urgency/b"), (4, "scarcity/c"), (4, "urgency/a"),
    ]  # fmt: skip


def test_a_missing_label() -> None:
    lexicon = Lexicon("x", "", "X", "here")
    made = rule(
        "{missing: {when: {phrases: [we were paid]}, need: {phrases: [advertisement]}}}",
        id="sponsorship/label",
    )
    book = rulebook(made, lexicons={"x": lexicon})
    [finding] = check(book, "Hello.\n\nWe were paid for this.").findings
    assert (finding.text, finding.outcome, finding.line) == ("We were paid", "absent", 3)
    assert texts(check(book, "Advertisement. We were paid for this.")) == []
    assert texts(check(book, "Nobody did.")) == []


def test_a_language_that_no_rule_knows() -> None:
    german = "Das ist die letzte Chance und wir sind nicht für eine zweite da, sie ist mit dem Tag"
    message = "written in a language (de) that most rules do not cover; not checked by them"
    made = rule(LAST)
    for checked in (check(made, german), check(made, "Los!", {"language": "de_DE"})):
        assert checked.problems == (Problem("post.md", None, message, "notice"),)
    assert check(made, german, {"language": "en"}).problems == ()
    assert check(rule(LAST, more="applies-to: {languages: [en, de]}\n"), german).problems == ()


def test_a_rule_is_compiled_once() -> None:
    matchers = Matchers(rulebook(rule(LAST)))
    one = matchers.of(matchers.rulebook.rules["urgency/sample"])
    assert matchers.of(matchers.rulebook.rules["urgency/sample"]) is one


def test_documents_one_after_the_other() -> None:
    engine = Engine(Matchers(rulebook(rule(LAST))), Settings())
    documents = [
        Document(name, {"body": part_from_text("body", text)}, strict_facts({}), row)
        for name, text, row in (("a", "Last chance", 1), ("a", "Quiet", 2))
    ]
    assert [(c.result.row, c.result.status) for c in engine.check_all(documents)] == [
        (1, "review"), (2, "pass"),
    ]  # fmt: skip


# ---------------------------------------------------------------- any copy at all

WORDS = (
    "last chance only 3 left act now #ad #LastChance don't miss ends tonight 50% off $5 9 pm free "
    "👀 L A S T  C H A N C E 𝗟𝗮𝘀𝘁 сhance {{count}} As an AI language model [Insert brand] scam "
    '"act now" not <b>x</b> --- <!-- aboveboard: ignore urgency/act-now -- x --> @glow https://x.com'
).split(" ")
CHARACTERS = st.one_of(st.sampled_from(AWKWARD), st.characters(exclude_categories=["Cs"]))
COPY = st.lists(
    st.one_of(st.sampled_from(WORDS), st.text(CHARACTERS, max_size=5)), max_size=12
).map(" ".join)
LINTER = Linter(severity="note")
CLUSTER = regex.compile(r"\X")


@given(COPY, st.sampled_from(["text", "markdown", "html"]))
def test_any_copy(text: str, format: str) -> None:
    for finding in LINTER.check_text(text, format=format):
        assert 0 <= finding.start <= finding.end <= len(text)
        assert finding.text == text[finding.start : finding.end]
        lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        assert len(lines[finding.line - 1]) >= finding.column - 1
        assert finding.message
        if "\r\n" not in text:
            bounds = {0, *(cluster.end() for cluster in CLUSTER.finditer(text))}
            assert {finding.start, finding.end} <= bounds


def test_severity_is_capped_by_what_is_in_force_there_and_then() -> None:
    made = replace(rule(LAST, more="cites: [uk.old, uk.new]\n"), severity="error")
    provisions = {
        "uk.old": Provision("uk.old", "UK Code", "", "uk", "C"),
        "uk.new": Provision("uk.new", "UK Act", "", "uk", "A", starts=date(2025, 4, 6)),
    }
    book = Rulebook({made.id: made}, {}, provisions)
    for day, severity, cites in (
        ("2025-04-05", "warning", ("UK Code",)),
        ("2025-04-06", "error", ("UK Code", "UK Act")),
    ):
        facts = {"jurisdictions": "uk", "published": day}
        [finding] = check(book, "Last chance", facts).findings
        assert (finding.severity, finding.cites) == (severity, cites)
