"""Each reason why a rule is quiet, as it is said."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from samples import rule, rulebook

from aboveboard.document import Document
from aboveboard.facts import strict_facts
from aboveboard.rulebook.load import load_rulebook
from aboveboard.rulebook.model import CLAIMS
from aboveboard.settings import Excuse, Settings
from aboveboard.sources import reader_named
from aboveboard.whynot.ask import WhyNot
from aboveboard.whynot.inclaims import FINDERS, SAID
from aboveboard.whynot.reason import Reason

DAY = date(2026, 11, 23)
PHRASE = "{phrases: [last chance]}"


def reasons(
    find: str, text: str, *, more: str = "", format: str = "text", facts: Any = None, **given: Any
) -> list[Reason]:
    made = rule(find, more=more)
    settings = replace(Settings(as_of=DAY, severity="note"), **given)
    (document,) = reader_named(format)(text, "post")
    assert isinstance(document, Document)
    document = replace(document, facts=strict_facts(facts or {}))
    return WhyNot(rulebook(made), made.id, lambda _: settings).ask([document])


def said(*arguments: Any, **given: Any) -> list[str]:
    return [
        (f"{r.line}:{r.column} " if r.line else "") + f"[{r.kind}] {r.sentence}"
        for r in reasons(*arguments, **given)
    ]


@pytest.mark.parametrize(
    ("text", "more", "given", "expected"),
    [
        (
            "A last chance",
            "",
            {},
            '1:3 [reported] "last chance" is reported as a warning: not quiet here.',
        ),
        ("Hello", "", {}, "[no-words] None of the wordings that the rule looks for stands here."),
        (
            "This is not a last chance",
            "",
            {},
            '1:15 [negated] "last chance" is denied, not said: "not a" stands before it.',
        ),
        (
            "Scammers write 'last chance' often",
            "",
            {},
            '1:17 [quoted] "last chance" is told or quoted as somebody else\'s words: "Scammers" '
            "says so.",
        ),
        (
            "A last chance saloon",
            "except: {phrases: [last chance saloon]}",
            {},
            '1:3 [except] "last chance" is excused by the rule itself: "last chance saloon" is one '
            "of its exceptions.",
        ),
        (
            "A last chance in the film",
            "except: {sentence: {phrases: [film]}}",
            {},
            '1:3 [sentence] "last chance" is excused by the rule itself: "film" stands in the same '
            "sentence.",
        ),
        (
            "last chance",
            "status: draft",
            {},
            "[draft] urgency/sample is a draft; only its own examples run it.",
        ),
        (
            "last chance",
            "",
            {"select": ("house",)},
            "[not-selected] urgency/sample is not selected: the settings select house only.",
        ),
        (
            "last chance",
            "",
            {"ignore": ("urgency",)},
            "[ignored] urgency/sample is left out: the settings ignore 'urgency'.",
        ),
        (
            "last chance",
            "",
            {"severity": "error"},
            '1:1 [held-back] "last chance" is only a warning here; it is shown with '
            "--severity warning.",
        ),
        (
            "last chance",
            "applies-to: {platforms: tiktok}",
            {},
            "[platform] urgency/sample is for the platform tiktok; this text names no platform.",
        ),
        (
            "last chance",
            "applies-to: {platforms: tiktok}",
            {"facts": strict_facts({"platform": "x"})},
            "[platform] urgency/sample is for the platform tiktok; this text has the platform x.",
        ),
        (
            "last chance",
            "applies-to: {parts: subject}",
            {},
            '1:1 [parts] "last chance" stands in the part body; it looks at subject only.',
        ),
        (
            "last chance",
            "in-force: {from: 2999-01-01}",
            {},
            "[in-force] urgency/sample is in force from 2999-01-01; this text counts for "
            "2026-11-23.",
        ),
        (
            "last chance <!-- aboveboard: ignore urgency/sample -- its name -->",
            "",
            {},
            '1:1 [suppressed] "last chance" is suppressed in line 1, column 13: its name',
        ),
        (
            "last chance",
            "",
            {"excuses": (Excuse("post", "urgency/sample", "ends in June", place=("c.yaml", 4)),)},
            '1:1 [exception] "last chance" is an exception of the configuration (c.yaml:4): ends '
            "in June",
        ),
    ],
)
def test_words(text: str, more: str, given: dict[str, Any], expected: str) -> None:
    assert said(PHRASE, text, more=more + "\n", **given) == [expected]


def test_an_expired_suppression_does_not_count() -> None:
    text = "last chance <!-- aboveboard: ignore urgency/sample until 2026-01-01 -- its name -->"
    assert [r.kind for r in reasons(PHRASE, text)] == ["reported"]


def test_what_is_no_copy() -> None:
    found = said(PHRASE, "Write `last chance` here\n", format="markdown")
    assert found == [
        '1:8 [not-copy] "last chance" stands where no copy is: in code, an address, markup, a '
        "field that nobody reads, or a quotation whose source is named."
    ]


def test_what_is_missing() -> None:
    find = "{missing: {when: {phrases: [we were paid]}, need: {phrases: [advertisement]}}}"
    assert said(find, "Hello") == [
        "[not-needed] Nothing here makes it necessary; the rule looks for words such as "
        '"we were paid".'
    ]
    assert said(find, "Advertisement. We were paid.") == [
        '1:1 [met] "Advertisement" is what "We were paid" asks for.'
    ]
    assert [r.kind for r in reasons(find, "We were paid.")] == ["reported"]


def test_claims() -> None:
    find = "{claim: stock, is: contradicted}"
    assert said(find, "Hello") == [
        "[no-claim] There is no claim here that is a number of what is left."
    ]
    assert said(find, "Only 3 left!", facts={"offer": {"stock": 3}}) == [
        '1:1 [claim] "Only 3 left" is a number of what is left (3) that is borne out by what is '
        "known (3). The rule is about one that is contradicted by a fact."
    ]
    assert said(find, "Only 3 left!") == [
        '1:1 [claim] "Only 3 left" is a number of what is left that is concrete, and nothing known '
        "speaks against it; without the fact offer.stock the rule cannot judge it. The rule is "
        "about one that is contradicted by a fact."
    ]


def test_what_is_cleared() -> None:
    more = "verdict: substantiate\ncleared-by: stock\n"
    text = "last chance, only 3 left"
    assert said(PHRASE, text, more=more, facts={"offer": {"stock": 3}}) == [
        '1:1 [cleared] "last chance" is cleared by "only 3 left" (known: 3).'
    ]


def test_every_kind_of_claim_is_known() -> None:
    assert set(FINDERS) == set(SAID) == set(CLAIMS)


def test_a_rule_of_the_category_that_wins() -> None:
    one = rule(PHRASE, id="urgency/one")
    two = rule("{phrases: [last chance to buy]}", id="urgency/two")
    settings = Settings(as_of=DAY)
    (document,) = reader_named("text")("last chance to buy", "post")
    asked = WhyNot(rulebook(one, two), "urgency/one", lambda _: settings)
    assert isinstance(document, Document)
    (reason,) = asked.ask([replace(document, facts=strict_facts({}))])
    assert (reason.kind, reason.sentence) == (
        "outdone",
        '"last chance" is reported by urgency/two instead: one phrase, one finding of a category.',
    )


def test_a_rule_that_is_retired() -> None:
    book = load_rulebook()
    (reason,) = WhyNot(book, "urgency/prize-claim", lambda _: Settings()).ask([])
    assert reason == Reason(
        "retired", "urgency/prize-claim is retired; pricing/prize-notice takes its place."
    )
