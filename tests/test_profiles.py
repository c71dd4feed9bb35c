"""Profiles: jurisdictions, platforms and publish dates select rules and what they cite.

The second half holds the traps of the law: what is not law any more, not law yet, or no duty of
those who write copy.
"""

from __future__ import annotations

import re
from datetime import date

import pytest

from aboveboard import Document, Linter
from aboveboard.rulebook.book import TIER_CAPS, Provision
from aboveboard.rulebook.load import load_rulebook
from aboveboard.rulebook.model import Rule

RULEBOOK = load_rulebook()
AS_OF = date(2026, 11, 30)
LINTER = Linter(severity="note", as_of=AS_OF)
SEVERITIES = ("note", "warning", "error")
PROFILES = (
    "us us-ny us-ca uk eu ie de fr es it nl pl se fi dk no in au ca ca-qc br pt "
    "instagram facebook tiktok youtube x linkedin pinterest"
).split()
IN_EU = frozenset("ie de fr es it nl pl se fi dk pt".split())


def outcomes(category: str, text: str, **facts: object) -> list[tuple[str, str, str | None, str]]:
    """Rule, severity, outcome and marked text of the findings of one category."""
    named = {name.replace("__", ".").replace("_", "-"): value for name, value in facts.items()}
    return [
        (f.rule_id, f.severity, f.outcome, f.text)
        for f in LINTER.check_text(text, facts=named)
        if f.category == category
    ]


def citations(rule_id: str, text: str, **facts: object) -> tuple[str, ...] | None:
    """What the one finding of a rule cites, or None if there is none."""
    named = {name.replace("__", ".").replace("_", "-"): value for name, value in facts.items()}
    found = [f.cites for f in LINTER.check_text(text, facts=named) if f.rule_id == rule_id]
    assert len(found) <= 1
    return found[0] if found else None


# ---------------------------------------------------------------- jurisdictions


@pytest.mark.parametrize(
    ("text", "passes", "fails", "marked"),
    [
        ("Sponsored by Lindenwerk: my new lamp.", "us", "uk", "Sponsored by Lindenwerk"),
        ("#ad My new lamp.", "uk", "de", "#ad"),
        ("Collaboration with Lindenwerk: a lamp.", "in", "uk", "Collaboration with Lindenwerk"),
        ("Paid partnership with Corvane: my shoe.", "au", "uk", "Paid partnership with Corvane"),
        ("Reklame. My new lamp.", "dk", "de", "Reklame"),
    ],
)  # fmt: skip
def test_what_passes_in_one_country_fails_in_another(
    text: str, passes: str, fails: str, marked: str
) -> None:
    assert outcomes("sponsorship", text, connection="paid", jurisdictions=[passes]) == []
    weak = [("sponsorship/label", "warning", "weak", marked)]
    assert outcomes("sponsorship", text, connection="paid", jurisdictions=[fails]) == weak
    # Each of those selected must be satisfied, in whatever order.
    for both in ([passes, fails], [fails, passes]):
        assert outcomes("sponsorship", text, connection="paid", jurisdictions=both) == weak


@pytest.mark.parametrize(
    ("text", "lacking"),
    [
        ("#ad Meine neue Lampe.", "Germany"),
        ("Anzeige: meine neue Lampe.", "the US"),
        ("#ad Anzeige. Meine neue Lampe.", ""),
        ("Anzeige | Ad | Meine neue Lampe.", ""),
        ("Advertisement. Werbung. My new lamp.", ""),
    ],
)
def test_two_countries_need_a_label_each_or_one_that_serves_both(text: str, lacking: str) -> None:
    facts = {"connection": "paid", "jurisdictions": ["us", "de"]}
    messages = [f.message for f in LINTER.check_text(text, facts=facts)]
    assert [f"Readers in {lacking} cannot be expected" in message for message in messages] == (
        [True] if lacking else []
    )


def test_a_region_goes_by_its_country_and_by_its_own_law() -> None:
    ad = "#ad My new lamp."
    assert outcomes("sponsorship", ad, connection="paid", jurisdictions=["us-ny"]) == []
    performer = {"media__ai": "synthetic-person", "kind": "ad"}
    assert outcomes("ai", "Meet Ana.", jurisdictions=["us-ny"], **performer) == [
        ("ai/synthetic-performer", "error", "absent", "Meet Ana.")
    ]
    assert outcomes("ai", "Meet Ana.", jurisdictions=["uk"], **performer) == [
        ("ai/synthetic-media", "warning", "absent", "Meet Ana.")
    ]


def test_france_alone_asks_for_words_on_retouched_bodies() -> None:
    facts = {"media__retouched": True}
    assert outcomes("ai", "Ana in the sun.", jurisdictions=["fr"], **facts) == [
        ("ai/retouched", "error", "absent", "Ana in the sun.")
    ]
    assert outcomes("ai", "Ana. Images retouchées.", jurisdictions=["fr"], **facts) == []
    for elsewhere in ([], ["us"], ["de"], ["uk"]):
        assert outcomes("ai", "Ana in the sun.", jurisdictions=elsewhere, **facts) == []


# ---------------------------------------------------------------- platforms


@pytest.mark.parametrize("platform", ["instagram", "facebook", "tiktok", "youtube", "pinterest"])
def test_platforms_with_a_label_of_their_own_ask_for_it(platform: str) -> None:
    ad = {"connection": "paid", "platform": platform}
    assert outcomes("sponsorship", "#ad My new lamp.", **ad) == [
        ("sponsorship/platform-tool", "note", "absent", "#ad My new lamp.")
    ]
    assert outcomes("sponsorship", "#ad My new lamp.", platform_label=True, **ad) == []


def test_only_x_asks_for_ad_by_name() -> None:
    text = "Sponsored by Lindenwerk: my new lamp."
    assert outcomes("sponsorship", text, connection="paid", platform="x") == [
        ("sponsorship/x-tag", "warning", "absent", "Sponsored by Lindenwerk: my new lamp.")
    ]
    assert outcomes("sponsorship", text, connection="paid", platform="linkedin") == []
    assert outcomes("sponsorship", "#ad My new lamp.", connection="paid", platform="x") == []


@pytest.mark.parametrize(
    ("country", "expected"),
    [("de", []), ("fr", []), ("au", []), ("us", ["weak"]), ("in", ["weak"]), ("uk", ["weak"]),
     ("pl", ["weak"])],
)  # fmt: skip
def test_where_the_platforms_label_is_enough(country: str, expected: list[str]) -> None:
    facts = {"connection": "paid", "platform_label": True, "jurisdictions": [country]}
    found = outcomes("sponsorship", "My new lamp.", **facts)
    assert [outcome for _, _, outcome, _ in found] == expected


# ---------------------------------------------------------------- dates

PERFORMER = {"media__ai": "synthetic-person", "kind": "ad"}


@pytest.mark.parametrize(
    ("rule_id", "text", "facts", "first"),
    [
        ("ai/synthetic-performer", "Meet Ana.",
         {**PERFORMER, "jurisdictions": ["us-ny"]}, "2026-06-09"),
        ("ai/retouched", "Ana.", {"media__retouched": True, "jurisdictions": ["fr"]}, "2024-11-08"),
        ("ai/public-text", "The city and its water.",
         {"text__ai": "generated", "kind": "article", "jurisdictions": ["de"]}, "2026-08-02"),
    ],
)  # fmt: skip
def test_a_rule_holds_from_its_first_day(
    rule_id: str, text: str, facts: dict[str, object], first: str
) -> None:
    day = date.fromisoformat(first)
    for published, holds in ((day, True), (day.replace(day=day.day - 1), False), (AS_OF, True)):
        ids = [r for r, *_ in outcomes("ai", text, published=published, **facts)]
        assert (rule_id in ids) is holds


@pytest.mark.parametrize(
    ("rule_id", "text", "facts", "first", "title"),
    [
        ("ai/synthetic-media", "Meet Ana.", {**PERFORMER, "jurisdictions": ["de"]},
         "2026-08-02", "EU AI Act Art. 50"),
        ("ai/synthetic-media", "Meet Ana.", {**PERFORMER, "jurisdictions": ["in"]},
         "2026-02-20", "IN IT Rules on synthetic media (2026)"),
        ("ai/synthetic-media", "Meet Ana.", {**PERFORMER, "jurisdictions": ["fr"]},
         "2024-11-08", "FR Loi 2023-451 art. 5"),
        ("sponsorship/label", "Sponsored by Lindenwerk: my lamp.", {"jurisdictions": ["uk"]},
         "2025-04-06", "UK DMCC Act Sch. 20 para 12"),
        ("sponsorship/label", "My lamp.", {"connection": "paid", "jurisdictions": ["es"]},
         "2025-10-01", "ES Código de influencers 2025"),
        ("sponsorship/employee", "Best lamp ever.",
         {"connection": "employee", "jurisdictions": ["us"]}, "2024-10-21", "US 16 CFR 465.5"),
    ],
)  # fmt: skip
def test_a_citation_holds_from_its_first_day(
    rule_id: str, text: str, facts: dict[str, object], first: str, title: str
) -> None:
    day = date.fromisoformat(first)
    before = date.fromordinal(day.toordinal() - 1)
    cited = citations(rule_id, text, published=day, **facts)
    earlier = citations(rule_id, text, published=before, **facts)
    assert cited is not None
    assert title in cited
    assert earlier is not None
    assert title not in earlier


# ---------------------------------------------------------------- severities and tiers


def binding(rule: Rule, profile: str) -> list[Provision]:
    """What a rule cites that holds in a profile on the day of the tests, or all of it."""
    country = profile.partition("-")[0]
    places = {profile, country} | ({"eu"} if country in IN_EU else set())
    live = [p for c in rule.cites if (p := RULEBOOK.provisions[c.text]).in_force(AS_OF)]
    return [provision for provision in live if provision.jurisdiction in places] or live


@pytest.mark.parametrize("profile", PROFILES)
def test_no_rule_is_graver_than_what_it_cites(profile: str) -> None:
    too_grave = {}
    for rule in RULEBOOK.rules.values():
        if not rule.cites or (rule.scope.jurisdictions and profile not in rule.scope.jurisdictions):
            continue
        caps = [TIER_CAPS[provision.tier] for provision in binding(rule, profile)]
        if SEVERITIES.index(rule.severity) > max(map(SEVERITIES.index, caps), default=-1):
            too_grave[rule.id] = rule.severity, caps
    assert too_grave == {}


# ---------------------------------------------------------------- traps

CITED = {cite.text for rule in RULEBOOK.rules.values() for cite in rule.cites}


def rules_text() -> dict[str, str]:
    """What each rule says to people: title, messages, advice, why."""
    return {
        rule.id: " ".join([rule.title, rule.advice, rule.why, *rule.messages.values()])
        for rule in RULEBOOK.rules.values()
    }


def test_the_revoked_british_regulations_are_not_cited() -> None:
    revoked = re.compile(r"\bCPUT|\bCPRs?\b|Consumer Protection from Unfair Trading")
    assert [k for k, p in RULEBOOK.provisions.items() if revoked.search(p.title)] == []
    assert [rule for rule, text in rules_text().items() if revoked.search(text)] == []
    unfair = [p for k, p in RULEBOOK.provisions.items() if k.startswith("uk.dmcc-")]
    assert {p.starts for p in unfair} == {date(2025, 4, 6)}


def test_click_to_cancel_is_not_law() -> None:
    assert "us.425" not in CITED
    assert "vacated" in RULEBOOK.provisions["us.425"].body
    spoken = re.compile(r"click[ -]to[ -]cancel", re.IGNORECASE)
    assert [rule for rule, text in rules_text().items() if spoken.search(text)] == []
    found = LINTER.check_text("Cancel anytime, $9 a month, renews on its own.")
    assert "US 16 CFR 425" not in {title for f in found for title in f.cites}


def test_the_withdrawn_word_lists_are_evidence_only() -> None:
    memo = RULEBOOK.provisions["us.hud-109"]
    assert (memo.tier, "withdrawn" in memo.body) == ("B", True)
    for rule in RULEBOOK.rules.values():
        cites = [cite.text for cite in rule.cites]
        if "us.hud-109" in cites:
            assert "us.fha" in cites, f"{rule.id} rests on the withdrawn lists alone"
            assert rule.severity != "error"


def test_duties_of_providers_and_platforms_are_none_of_copywriters() -> None:
    assert CITED.isdisjoint({"us-ca.sb942", "eu.dsa-25"})
    for rule in RULEBOOK.rules.values():
        cites = [cite.text for cite in rule.cites]
        if "eu.dsa-26" in cites:
            assert "eu.gdpr" in cites[: cites.index("eu.dsa-26")], rule.id
    text = "An autumn lamp that you will like."
    facts = {"text__ai": "generated", "kind": "ad", "published": date(2026, 9, 1)}
    assert outcomes("ai", text, jurisdictions=["us-ca"], **facts) == []


def test_ad_text_written_with_ai_needs_no_label() -> None:
    text = "An autumn lamp that you will like."
    for kind in ("ad", "post", "email", "page"):
        facts = {"text__ai": "generated", "kind": kind, "jurisdictions": ["de", "us-ny", "in"]}
        assert outcomes("ai", text, **facts) == []
    # New York's law is about people who are seen.
    voice = {"media__ai": "voice", "kind": "ad", "jurisdictions": ["us-ny"]}
    ids = [rule for rule, *_ in outcomes("ai", text, **voice)]
    assert "ai/synthetic-performer" not in ids


def test_the_two_french_phrases_are_not_the_only_ones() -> None:
    facts = {"connection": "paid", "jurisdictions": ["fr"]}
    for text in ("Publicité : ma lampe.", "Collaboration commerciale : ma lampe."):
        assert outcomes("sponsorship", text, **facts) == []
    # An equivalent mention is a label on a condition, and is not called absent.
    for label in ("Partenariat rémunéré", "Contenu sponsorisé"):
        assert outcomes("sponsorship", f"{label} : ma lampe.", **facts) == [
            ("sponsorship/label", "warning", "weak", label)
        ]
    assert "or an equivalent" in RULEBOOK.provisions["fr.2023-451"].body


def test_italy_dropped_a_wording() -> None:
    facts = {"connection": "paid", "jurisdictions": ["it"]}
    assert outcomes("sponsorship", "In collaborazione con Lindenwerk: la lampada.", **facts) == [
        ("sponsorship/label", "warning", "weak", "In collaborazione con Lindenwerk")
    ]
    assert outcomes("sponsorship", "Sponsorizzato da Lindenwerk: la lampada.", **facts) == []


def test_x_takes_no_other_tag() -> None:
    for label in ("#sponsored", "#paidpartnership", "Paid partnership with Lindenwerk."):
        ids = [
            r
            for r, *_ in outcomes(
                "sponsorship", f"{label} My lamp", connection="paid", platform="x"
            )
        ]
        assert ids == ["sponsorship/x-tag"]


def test_the_guides_are_guidance_and_the_rule_is_a_rule() -> None:
    for key, provision in RULEBOOK.provisions.items():
        if key.startswith("us.255."):
            assert provision.tier == "B", key
        if key.startswith("us.465."):
            assert (provision.tier, provision.starts) == ("A", date(2024, 10, 21)), key
    # On guidance alone no finding is an error.
    assert RULEBOOK.rules["sponsorship/label"].severity == "warning"
    assert RULEBOOK.rules["sponsorship/employee"].severity == "error"


def test_sponsored_is_not_portable() -> None:
    text = "Sponsored by Lindenwerk: my new lamp."
    weak = {
        country
        for country in ("us", "uk", "ie", "in", "au", "ca", "de", "pl")
        if outcomes("sponsorship", text, connection="paid", jurisdictions=[country])
    }
    assert weak == {"uk", "ie", "au", "de", "pl"}


def test_texan_subject_tags_are_not_asked_for() -> None:
    assert "us-tx.321" not in CITED
    mail = Document(
        "mail",
        {"subject": "New lamps for autumn", "body": "Come by on Friday. Unsubscribe."},
        {"kind": "email", "jurisdictions": ["us-tx"]},
    )  # fmt: skip
    assert [f.rule_id for f in LINTER.check_documents([mail])] == []


def test_reforms_to_come_are_not_cited() -> None:
    assert "au.utp-bill" not in CITED
    assert not RULEBOOK.provisions["au.utp-bill"].in_force(AS_OF)
    coming = re.compile(r"Digital Fairness|Unfair Trading Practices Bill|subscription regime")
    assert [rule for rule, text in rules_text().items() if coming.search(text)] == []
    assert [k for k in CITED if k.startswith(("eu.dfa", "uk.dmcc-sub"))] == []
    early = [k for k in CITED if not RULEBOOK.provisions[k].in_force(AS_OF)]
    assert early == []


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("Adults only, no children.", ["Adults only", "no children"]),
        ("A retreat for empty nesters.", ["empty nesters"]),
        ("Able-bodied guests only.", ["Able-bodied"]),
    ],
)
def test_words_of_housing_need_an_ad_for_housing(text: str, marked: list[str]) -> None:
    for facts in ({"kind": "post"}, {"kind": "ad"}, {"kind": "ad", "ad_category": "politics"}):
        assert outcomes("discrimination", text, **facts) == []
    found = outcomes("discrimination", text, kind="ad", ad_category="housing")
    assert [(rule, words) for rule, _, _, words in found] == [
        ("discrimination/housing-terms", words) for words in marked
    ]
