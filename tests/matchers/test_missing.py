"""What is missing, which of its outcomes it is, and where it is marked."""

from __future__ import annotations

from typing import Any

import pytest
from matcher_samples import found, lexicon, missing, on_fact, on_list, on_words, phrases, reading

from aboveboard.document import Document
from aboveboard.facts import Facts
from aboveboard.matchers.missing import Terms
from aboveboard.passage import read
from aboveboard.rulebook.book import Lexicon
from aboveboard.rulebook.model import Words
from aboveboard.sources import reader_named

LISTS = {
    "links": lexicon(links={"strong": ["amzn.to"], "weak": ["bit.ly"]}),
    "ties": lexicon(words=["gifted me", "use my code"]),
    "labels": lexicon(
        labels={
            "us": {
                "accept": ["ad", "#ad", "sponsored by {brand}", "i work at {brand}"],
                "gift": ["gifted by {brand}"],
                "affiliate": ["paid link"],
                "weak": ["affiliate link"],
                "reject": ["#sp", "{platform-label}"],
            },
            "uk": {
                "accept": ["ad", "advert"],
                "reject": ["sponsored by {brand}", "paid link", "affiliate link"],
            },
            "de": {"accept": ["werbung", "{platform-label}"], "reject": ["ad"]},
            "es": {"accept": ["publicidad"]},
            "any": {"deny": ["not an ad", "not sponsored"]},
            "facts": {"deny": ["bought with my own money"]},
        }
    ),
    "ai": lexicon(
        labels={
            "any": {
                "accept": ["ai generated", "{media.label}"],
                "weak": ["digitally enhanced"],
                "deny": ["real people"],
            }
        }
    ),
}
LABEL = missing(
    LISTS,
    on_list("ties"),
    on_list("labels"),
    on_fact("connection", "paid", "gifted"),
    need="labels",
    where="before-fold",
)
LINK = missing(
    LISTS, on_list("links", "strong"), on_fact("connection", "affiliate"), need="labels",
    where="before-link",
)  # fmt: skip
AI = missing(LISTS, on_fact("media.ai", "synthetic-person"), need="ai")


def outcome(matcher: Any, text: Any, terms: Terms | None = None, **facts: Any) -> Any:
    match = found(matcher, reading(text, facts), terms)
    return match and match[:2]


# ---------------------------------------------------------------- words, links, facts


def test_no_trigger_no_match() -> None:
    assert outcome(LABEL, "A serum for dry skin.") is None
    assert outcome(LABEL, "") is None


def test_words_are_marked_where_they_stand() -> None:
    match = found(LABEL, reading("Glow gifted me a serum."))
    assert match == (
        "absent",
        "gifted me",
        {"found": "gifted me", "jurisdiction": "most English-speaking countries",
         "others": '"Ad", "Sponsored by BRAND" or "I work at BRAND"', "accepted": "Ad"},
    )  # fmt: skip


def test_words_go_before_links_and_links_before_facts() -> None:
    matcher = missing(
        LISTS, on_fact("connection"), on_list("links"), on_list("ties"), need="labels"
    )
    text = "See https://amzn.to/x and use my code"
    assert outcome(matcher, text, connection="paid") == ("absent", "use my code")
    assert outcome(matcher, text[:-16], connection="paid") == ("absent", "https://amzn.to/x")


def test_a_fact_marks_the_first_words() -> None:
    match = found(
        LABEL, reading("A serum for very dry skin and for all the seasons", {"connection": "paid"})
    )
    assert match is not None
    assert match[1] == "A serum for very dry skin and for all"
    assert (match[2]["fact"], match[2]["found"]) == ("connection: paid", "connection: paid")


def test_only_the_strengths_that_are_asked_for_count() -> None:
    assert outcome(LINK, "Lamp: https://bit.ly/x") is None
    assert outcome(LINK, "Lamp: https://amzn.to/x") == ("absent", "https://amzn.to/x")


# ---------------------------------------------------------------- labels


@pytest.mark.parametrize(
    ("text", "countries", "expected"),
    [
        ("#ad Glow gifted me a serum.", "", None),
        ("#ad Glow gifted me a serum.", "us", None),
        ("#ad Glow gifted me a serum.", "us-ny", None),
        ("#ad Glow gifted me a serum.", "de", ("weak", "#ad")),
        ("#ad Werbung. Glow gifted me a serum.", "de us", None),
        ("Sponsored by Glow: a serum.", "us", None),
        ("Sponsored by Glow: a serum.", "uk", ("weak", "Sponsored by Glow")),
        ("Sponsored by Glow: a serum.", "us uk", ("weak", "Sponsored by Glow")),
        ("Sponsored by Glow: a serum.", "", None),
        ("Sponsored by Glow: a serum.", "eu", None),  # no list of its own
        ("Glow gifted me a serum #sp", "", ("absent", "gifted me")),
        ("Glow gifted me a serum #sp", "us", ("weak", "#sp")),
        ("Gifted by Glow: a serum.", "us", None),
        ("Gifted by Glow: a serum.", "uk", ("weak", "Gifted by Glow")),
        ("Our run was sponsored by Glow.", "uk", None),
    ],
)
def test_each_jurisdiction_must_be_satisfied(text: str, countries: str, expected: Any) -> None:
    assert outcome(LABEL, text, Terms(tuple(countries.split()))) == expected


def test_the_message_can_name_the_jurisdiction_and_what_would_do() -> None:
    match = found(LABEL, reading("Sponsored by Glow: a serum."), Terms(("us", "uk")))
    assert match is not None
    assert match[2] == {
        "label": "Sponsored by Glow",
        "jurisdiction": "the UK",
        "others": '"Ad" or "Advert"',
        "accepted": "Ad",
    }


def test_a_gift_label_is_enough_for_a_gift_only() -> None:
    us = Terms(("us",))
    assert outcome(LABEL, "Gifted by Glow", us, connection="gifted") is None
    assert outcome(LABEL, "Gifted by Glow", us, connection="paid") == ("weak", "Gifted by Glow")


def test_a_gift_label_says_nothing_of_a_link() -> None:
    text = "Gifted by Glow: https://amzn.to/x"
    for countries in ((), ("us",), ("uk",)):
        assert outcome(LINK, text, Terms(countries)) == ("weak", "Gifted by Glow")
        gifted = outcome(LINK, text, Terms(countries), connection="gifted")
        assert gifted == ("weak", "Gifted by Glow")


def test_a_label_of_links_says_nothing_of_pay() -> None:
    text = "Glow paid for this. Paid link"
    assert outcome(LABEL, text, connection="paid") == ("weak", "Paid link")
    assert outcome(LABEL, text, connection="affiliate") is None


def test_an_affiliate_label_is_enough_for_links_only() -> None:
    us = Terms(("us",))
    assert outcome(LINK, "Paid link: https://amzn.to/x", us) is None
    assert outcome(LINK, "Affiliate link: https://amzn.to/x", us) == ("weak", "Affiliate link")
    assert outcome(LINK, "Affiliate link: https://amzn.to/x") is None


def test_what_somebody_is_says_nothing_of_a_link() -> None:
    us = Terms(("us",))
    assert outcome(LABEL, "I work at Glow.", us, connection="paid") is None
    assert outcome(LINK, "I work at Glow. https://amzn.to/x", us) == ("absent", "https://amzn.to/x")


def test_what_a_jurisdiction_rejects_is_no_near_miss_beside_a_link() -> None:
    uk = Terms(("uk",))
    assert outcome(LINK, "Sponsored by Glow. https://amzn.to/x", uk) == (
        "weak",
        "Sponsored by Glow",
    )
    assert outcome(LINK, "Thanks #sp https://amzn.to/x", uk) == ("absent", "https://amzn.to/x")


def test_the_platforms_own_label_counts_where_it_is_let() -> None:
    facts: dict[str, Any] = {"connection": "paid", "platform-label": True}
    assert outcome(LABEL, "A serum.", **facts) is None
    assert outcome(LABEL, "A serum.", Terms(("de",)), **facts) is None
    match = found(LABEL, reading("A serum.", facts), Terms(("us",)))
    assert match is not None
    assert (match[0], match[1], match[2]["label"]) == (
        "weak",
        "A serum.",
        "the platform's own label",
    )


def test_an_owner_needs_no_label_for_words_and_links() -> None:
    assert outcome(LABEL, "Use my code for our soaps", connection="owner") is None
    assert outcome(LABEL, "Use my code for soaps", connection="none") is None
    assert outcome(LINK, "Soap: https://amzn.to/x", connection="owner") is None
    assert outcome(LINK, "Soap: https://amzn.to/x", connection="none") == (
        "absent",
        "https://amzn.to/x",
    )


def test_components_render_labels_of_their_kind() -> None:
    terms = Terms(components=frozenset({"affiliate-disclosure", "ai-disclosure"}))
    link = reading("https://amzn.to/x", components="affiliate-disclosure")
    assert found(LINK, link, terms) is None
    link = reading("https://amzn.to/x", components="ai-disclosure")
    assert found(LINK, link, terms) is not None
    person = {"media.ai": "synthetic-person"}
    assert found(AI, reading("Ana.", person, "ai-disclosure"), terms) is None
    assert found(AI, reading("Ana.", person, "affiliate-disclosure"), terms) is not None


def test_a_label_that_the_theme_is_said_to_print_leaves_a_note() -> None:
    terms = Terms(components=frozenset({"affiliate-disclosure"}))
    url = "https://amzn.to/" + "x" * 40
    promised = reading(url, components="affiliate-disclosure", promised=True)
    (match,) = LINK.find(promised, terms)
    assert (match.outcome, match.text, match.softer) == ("absent", url, 2)
    assert match.values["found"] == url[:39] + "…; the theme is said to print a label"
    # What the copy says itself is judged first, and a component in it is a label.
    said = reading("Paid link: " + url, components="affiliate-disclosure", promised=True)
    assert list(LINK.find(said, terms)) == []
    rendered = reading(url, components="affiliate-disclosure")
    assert list(LINK.find(rendered, terms)) == []


# ---------------------------------------------------------------- contradictions


@pytest.mark.parametrize(
    ("text", "facts", "expected"),
    [
        ("Not an ad! A serum.", {"connection": "paid"}, ("contradicted", "Not an ad")),
        ("#ad but not sponsored", {"connection": "paid"}, ("contradicted", "not sponsored")),
        ("This is not an advert.", {"connection": "paid"}, ("contradicted", "advert")),
        ("Not sponsored, Glow gifted me this.", {}, None),
        ("Not sponsored. Gifted by Glow.", {"connection": "gifted"}, None),
        ("Bought with my own money", {"connection": "gifted"},
         ("contradicted", "Bought with my own money")),
    ],
)  # fmt: skip
def test_denials_against_facts(text: str, facts: Any, expected: Any) -> None:
    assert outcome(LABEL, text, **facts) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Not an ad. https://amzn.to/x", ("contradicted", "Not an ad")),
        ("Not sponsored. Affiliate link: https://amzn.to/x", None),
        ("Bought with my own money. https://amzn.to/x", ("absent", "https://amzn.to/x")),
    ],
)
def test_denials_against_links(text: str, expected: Any) -> None:
    assert outcome(LINK, text) == expected


def test_a_contradiction_names_what_it_contradicts() -> None:
    match = found(LINK, reading("Not an ad. https://amzn.to/x"))
    assert match is not None
    assert match[2]["found"] == "https://amzn.to/x"


# ---------------------------------------------------------------- place


def test_before_the_fold() -> None:
    text = "Glow gifted me a serum, and it is #ad"
    assert outcome(LABEL, text, Terms(fold=len(text))) is None
    assert outcome(LABEL, text, Terms(fold=len(text) - 1)) == ("late", "#ad")
    assert outcome(LABEL, text) is None


def test_one_label_in_time_is_enough() -> None:
    assert outcome(LABEL, "#ad Glow gifted me this. #a #b #c #ad") is None


@pytest.mark.parametrize(
    "text",
    [
        "Glow gifted me this. #one #two #three #ad",
        "Glow gifted me this.\n.\n.\n.\n#ad",
        "Glow gifted me this.\n\n.\n\n.\n\n.\n\n#ad",
        {"caption": "Glow gifted me this.", "first-comment": "#ad"},
        {"caption": "Glow gifted me this.", "alt-text": "#ad"},
    ],
)
def test_piles_ladders_and_parts_that_nobody_sees(text: Any) -> None:
    assert outcome(LABEL, text) == ("late", "#ad")


def test_the_dutch_let_a_label_end_the_row() -> None:
    lists = {"labels": lexicon(labels={"nl": {"accept": ["#ad"]}, "us": {"accept": ["#ad"]}})}
    matcher = missing(lists, on_fact("connection", "paid"), need="labels", where="before-fold")
    paid = {"connection": "paid"}
    assert outcome(matcher, "A serum. #a #b #c #ad", Terms(("nl",)), **paid) is None
    assert outcome(matcher, "A serum. #a #b #c #ad #d", Terms(("nl",)), **paid) == ("late", "#ad")
    assert outcome(matcher, "A serum. #a #b #c #ad", Terms(("us",)), **paid) == ("late", "#ad")


def test_a_list_without_the_us_names_nothing_that_it_does_not_have() -> None:
    lists = {"labels": lexicon(labels={"de": {"accept": ["werbung"]}})}
    matcher = missing(lists, on_fact("connection", "paid"), need="labels")
    for countries, others in (((), '"Ad"'), (("uk",), '"Ad"'), (("de",), '"Werbung"')):
        match = found(matcher, reading("A serum.", {"connection": "paid"}), Terms(countries))
        assert match is not None
        assert (match[0], match[2]["others"]) == ("absent", others)


def test_two_dots_are_no_ladder() -> None:
    assert outcome(LABEL, "Glow gifted me this.\n\n.\n\n.\n\n#ad") is None


def test_hashtags_of_their_own_stand_behind_the_caption() -> None:
    parts = {"caption": "Glow gifted me this.", "hashtags": "#ad"}
    assert outcome(LABEL, parts, Terms(fold=30)) is None
    assert outcome(LABEL, parts, Terms(fold=20)) == ("late", "#ad")


@pytest.mark.parametrize("kind", ["article", "page"])
def test_in_articles_the_label_comes_before_the_link(kind: str) -> None:
    late = "Lamp: https://amzn.to/x\n\nThis was a paid link"
    assert outcome(LINK, late, kind=kind) == ("late", "paid link")
    assert outcome(LINK, late, kind="post") is None
    assert outcome(LINK, "A paid link:\n\nhttps://amzn.to/x", kind=kind) is None


def test_disguises() -> None:
    assert outcome(LABEL, "Glow gifted me this #\u0430d") == ("disguised", "#ad")
    assert outcome(LABEL, "#ad Glow gifted me this #\u0430d") is None


@pytest.mark.parametrize(
    ("language", "country", "expected"),
    [
        ("es", "us", ("wrong-language", "#ad")),
        ("en", "us", None),
        ("es", "uk", None),  # no such rule is known of the UK
        ("en-GB", "us", None),
        (None, "us", None),
    ],
)
def test_the_label_is_in_the_language_of_the_copy(
    language: str | None, country: str, expected: Any
) -> None:
    facts = {"connection": "paid"} | ({"language": language} if language else {})
    assert outcome(LABEL, "#ad Crema nueva", Terms((country,)), **facts) == expected


# ---------------------------------------------------------------- AI


@pytest.mark.parametrize(
    ("text", "facts", "expected"),
    [
        ("Meet Ana.", {}, ("absent", "Meet Ana.")),
        ("Meet Ana, AI-generated.", {}, None),
        ("Meet Ana.", {"media.label": True}, None),
        ("Meet Ana, digitally enhanced.", {}, ("weak", "digitally enhanced")),
        ("Real people like Ana.", {}, ("contradicted", "Real people")),
        ("AI-generated, but real people.", {}, ("contradicted", "real people")),
        ("Meet Ana, not AI generated.", {}, ("contradicted", "AI generated")),
    ],
)
def test_labels_of_ai(text: str, facts: Any, expected: Any) -> None:
    person = {"media.ai": "synthetic-person", **facts}
    assert outcome(AI, text, **person) == expected
    assert outcome(AI, text, Terms(("fr",)), **person) == expected


# ---------------------------------------------------------------- plain words


@pytest.mark.parametrize(
    ("where", "text", "expected"),
    [
        ("anywhere", "It is free.", ("absent", "free")),
        ("anywhere", "It is free.\n\nTerms apply.", None),
        ("first-line", "Terms apply.\nIt is free.", None),
        ("first-line", "It is free.\nTerms apply.", ("late", "Terms apply")),
        ("first-line", "It is free.\n\nTerms apply.", ("late", "Terms apply")),
        ("same-sentence", "It is free, terms apply.", None),
        ("same-sentence", "It is free. Terms apply.", ("absent", "free")),
        ("same-sentence", "It is free, terms apply. That is free too.", ("absent", "free")),
        ("outside-hashtags", "It is free. #a #b #c #termsapply", ("late", "#termsapply")),
        ("outside-hashtags", "It is free. Terms apply. #a #b #c", None),
    ],
)
def test_words_that_must_be_there(where: str, text: str, expected: Any) -> None:
    matcher = missing({}, on_words("free"), wordings=["terms apply"], where=where)
    assert outcome(matcher, text) == expected


def test_words_before_the_fold_and_before_the_link() -> None:
    fold = missing({}, on_words("free"), wordings=["terms apply"], where="before-fold")
    assert outcome(fold, "It is free. Terms apply.", Terms(fold=24)) is None
    assert outcome(fold, "It is free. Terms apply.", Terms(fold=22)) == ("late", "Terms apply")
    link = missing(LISTS, on_list("links"), wordings=["terms apply"], where="before-link")
    assert outcome(link, "Terms apply. https://amzn.to/x") is None
    assert outcome(link, "https://amzn.to/x Terms apply.") == ("late", "Terms apply")


@pytest.mark.parametrize(
    ("text", "components", "expected"),
    [
        ("It is free.", "", ("absent", "free")),
        ("It is free. https://x.example/terms-apply", "", None),
        ("It is free. https://x.example/1-terms-apply-2", "", None),
        ("It is free. https://x.example/", "terms-apply", None),
        ("It is free.", "terms", ("absent", "free")),
    ],
)
def test_links_and_components_may_be_what_is_asked_for(
    text: str, components: str, expected: Any
) -> None:
    words = Words(regexes=phrases(r"terms[ -]apply"))
    lists = {"terms": Lexicon("terms", "", "Terms", "made up", words=words)}
    matcher = missing(lists, on_words("free"), need="terms")
    match = found(matcher, reading(text, components=components))
    assert (match and match[:2]) == expected


def test_numbers_in_a_link_are_no_dates() -> None:
    words = Words(regexes=phrases(r"20\d\d-\d\d-\d\d"))
    lists = {"dates": Lexicon("dates", "", "Dates", "made up", words=words)}
    matcher = missing(lists, on_words("free"), need="dates")
    page = '<p>It is free. <a href="https://x.example/2026-11-30">Read on</a></p>'
    (document,) = reader_named("html")(page, "page")
    assert isinstance(document, Document)
    match = found(matcher, read(document, Facts()))
    assert match is not None
    assert match[:2] == ("absent", "free")
    assert outcome(matcher, "It is free until 2026-11-30.") is None
