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
            "applies-to: {jurisdictions: [us, uk]}",
            {},
            "[jurisdictions] urgency/sample is for the jurisdiction us or uk; this text names no "
            "jurisdiction.",
        ),
        (
            "last chance",
            "applies-to: {jurisdictions: us}",
            {"facts": strict_facts({"jurisdictions": "de, fr"})},
            "[jurisdictions] urgency/sample is for the jurisdiction us; this text has the "
            "jurisdictions de and fr.",
        ),
        (
            "last chance",
            "applies-to: {kinds: email}",
            {"facts": strict_facts({"kind": "post"})},
            "[kind] urgency/sample is for the kind of document email; this text has the kind of "
            "document post.",
        ),
        (
            "last chance",
            "applies-to: {ad-categories: housing}",
            {},
            "[ad-category] urgency/sample is for the ad category housing; this text names no ad "
            "category.",
        ),
        (
            "last chance",
            "",
            {"facts": strict_facts({"language": "de-AT"})},
            "[language] urgency/sample is for the language en; this text has the language de.",
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


def test_what_clears_itself() -> None:
    more = "verdict: substantiate\ncleared-by: stock\n"
    find = "{phrases: [only 3 left]}"
    assert said(find, "only 3 left", more=more, facts={"offer": {"stock": 3}}) == [
        '1:1 [cleared] "only 3 left" is cleared by what it says itself (known: 3).'
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


def of_bundled(rule_id: str, *posts: tuple[str, dict[str, Any]], format: str = "text") -> list[str]:
    """What is said of a bundled rule and these posts, each with its row in front."""
    documents = []
    for row, (text, facts) in enumerate(posts, start=1):
        (document,) = reader_named(format)(text, "post")
        assert isinstance(document, Document)
        documents.append(replace(document, row=row, facts=strict_facts(facts)))
    asked = WhyNot(BOOK, rule_id, lambda _: Settings(as_of=DAY, severity="note"))
    return [f"{reason.row} [{reason.kind}] {reason.sentence}" for reason in asked.ask(documents)]


@pytest.mark.parametrize(
    ("text", "facts", "expected"),
    [
        (
            "Use my code ANNA20. {{< disclosure >}}",
            {"connection": "affiliate"},
            "[component] The template component 'disclosure' is known to print what "
            '"Use my code ANNA20" asks for.',
        ),
        (
            "A new serum.",
            {"connection": "paid", "platform-label": True},
            "[fact] The fact platform-label: true stands for the label that connection: paid asks "
            "for.",
        ),
        (
            "Use my code ANNA20.",
            {"connection": "owner"},
            '[fact] The fact connection: owner says that "Use my code ANNA20" is no sign of a tie '
            "to tell readers of.",
        ),
        (
            "Use my code ANNA20 #ad",
            {"jurisdictions": "us"},
            '[met] "#ad" is the label that "Use my code ANNA20" asks for in the US.',
        ),
        (
            "A new serum #ad",
            {"jurisdictions": "us"},
            '[met] "#ad" is the label that is asked for in the US.',
        ),
    ],
)
def test_what_stands_for_a_label(text: str, facts: dict[str, Any], expected: str) -> None:
    found = of_bundled("sponsorship/label", (text, facts), format="markdown")
    assert found == [f"1 {expected}"]


OIL = "Our walnut oil offer ends tonight!"


def test_rules_across_documents() -> None:
    rule_id = "urgency/deadline-moves"
    days = [{"published": f"2026-11-{day:02}"} for day in (4, 4, 9)]
    assert of_bundled(rule_id, (OIL, days[0]), ("Bread.", days[0])) == [
        '1 [alone] "ends tonight" was compared with no other post: none here is of the same offer '
        "and says the like.",
        "2 [nothing-to-compare] There is nothing here that the rule compares with other posts.",
    ]
    agrees = (
        '[agrees] "ends tonight" was compared with 2 other posts of the same offer; no earlier one '
        "names a deadline that this one does not fit."
    )
    assert of_bundled(rule_id, *((OIL, day) for day in days)) == [
        f"1 {agrees}",
        f"2 {agrees}",
        '3 [reported] "ends tonight" is reported as an error: not quiet here.',
    ]
    undated = "Our walnut oil offer ends on 5 December 2026."
    assert of_bundled(rule_id, (undated, {})) == [
        '1 [undated] "ends on 5 December 2026" could not be compared: nothing says when this post '
        "goes out (fact published)."
    ]
    few = [("Walnut oil: only 3 left!", day) for day in days[1:]]
    repeats = (
        '[agrees] "only 3 left" was compared with 1 other post of the same offer; the same is not '
        "said in 3 posts of different days within 30 days up to it."
    )
    assert of_bundled("scarcity/stock-stays", *few) == [f"1 {repeats}", f"2 {repeats}"]


BOOK = load_rulebook()


def test_a_rule_that_is_retired() -> None:
    (reason,) = WhyNot(BOOK, "urgency/prize-claim", lambda _: Settings()).ask([])
    assert reason == Reason(
        "retired", "urgency/prize-claim is retired; pricing/prize-notice takes its place."
    )
