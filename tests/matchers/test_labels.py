"""Labels: what counts as one, where it stands, and how it is written."""

from __future__ import annotations

import pytest
from matcher_samples import lexicon, reading

from aboveboard.matchers.labels import Label, LabelSet

LABELS = lexicon(
    labels={
        "us": {
            "accept": [
                "ad",
                "#ad",
                "sponsored by {brand}",
                "#{brand}partner",
                "{brand} ambassador",
            ],
            "gift": ["gifted", "received {words} for free"],
            "affiliate": ["paid link", "earn {words} commission"],
            "reject": ["#thanks", "collab"],
        },
        "uk": {
            "accept": ["ad", "advert"],
            "reject": ["sponsored by {brand}", "gifted", "#ad gift"],
        },
        "de": {"accept": ["werbung", "anzeige"], "reject": ["ad", "unbezahlte werbung"]},
        "it": {"accept": ["ad {brand}"]},
        "any": {"deny": ["not an ad", "not sponsored"], "reject": ["#a.d", "#spons0red"]},
        "facts": {"deny": ["bought with my own money"]},
    }
)
SET = LabelSet(LABELS, {})


def labels(text: str) -> list[Label]:
    return list(SET.find(reading(text)))


def texts(text: str) -> list[str]:
    return [label.text for label in labels(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # a word on its own
        ("#ad Love this serum", ["#ad"]),
        ("Love this serum #AD", ["#AD"]),
        ("Ad | Love this serum", ["Ad"]),
        ("AD Love this serum", ["AD"]),
        ("(ad) Love this serum", ["ad"]),
        ("Love this serum. Ad.", ["Ad"]),
        ("Love this serum\nAd\nand that cream", ["Ad"]),
        ("This post is an ad for serum", ["ad"]),
        ("This post is gifted", ["gifted"]),
        ("✨ ad ✨ serum", ["ad"]),
        # the word in a sentence, or in another word
        ("I saw the ad on a bus", []),
        ("Ad campaigns are fun", []),
        ("An ad-free paper", []),
        ("#adorable #adidas #ads", []),
        ("Ads: me@example.com", []),
        ("Ad: me@example.com", []),
        ("#AdLoveThis", []),
        # wordings of several words
        ("This is a paid link to a shop", ["paid link"]),
        ("#paidlink to a shop", ["#paidlink"]),
        ("paidlink to a shop", []),
        ("We earn a small commission here", ["earn a small commission"]),
        ("We earn commission here", ["earn commission"]),
        ("We earn it. No commission is due", []),
        ("I received these two lamps for free", ["received these two lamps for free"]),
        # names
        ("Sponsored by Glow Lab and friends", ["Sponsored by Glow Lab"]),
        ("sponsored by @glow.lab!", ["sponsored by @glow.lab"]),
        ("Sponsored by the team at Glow", ["Sponsored by the team at Glow"]),
        ("This park is sponsored by its neighbours", []),
        ("Glow Lab ambassador and runner", ["Glow Lab ambassador"]),
        ("Brand ambassador and runner", []),
        ("I am an ambassador", []),
        ("#GlowLabPartner", ["#GlowLabPartner"]),
        ("#businesspartner #brandpartner #gympartner", []),
        ("Ad Lavazza: buongiorno", ["Ad Lavazza"]),
        ("Ad @lavazza buongiorno", ["Ad @lavazza"]),
        ("#ad Die neue Kollektion", ["#ad"]),
        # hash only
        ("#thanks everybody", ["#thanks"]),
        ("Thanks, everybody", []),
        # the longer wording swallows the shorter
        ("Unbezahlte Werbung", ["Unbezahlte Werbung"]),
        ("Not an ad", ["Not an ad"]),
    ],
)
def test_what_is_a_label(text: str, found: list[str]) -> None:
    assert texts(text) == found


def test_grades_of_all_jurisdictions_come_together() -> None:
    (label,) = labels("#ad Love this serum")
    assert label.grades == {"us": "accept", "uk": "accept", "de": "reject"}
    assert label.grade("us-ny") == "accept"
    assert label.grade("de") == "reject"
    assert label.grade("fr") is None


def test_a_country_without_a_list_takes_the_list_of_all() -> None:
    (label,) = labels("#a.d Love this serum")
    assert (label.grade("fr"), label.goes_somewhere) == ("reject", False)


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("#ad", False),
        ("Not an ad", True),
        ("#notsponsored", True),
        ("This is not gifted", True),
        ("No paid links here", False),  # "paid links" is no wording of this list
        ("There is no paid link here", True),
        ("Bought with my own money", True),
    ],
)
def test_denials(text: str, denied: bool) -> None:
    assert any(label.denied for label in labels(text)) is denied


def test_a_denial_of_gifts_is_told_from_a_denial_of_ads() -> None:
    assert [label.of_gifts for label in labels("Bought with my own money")] == [True]
    assert [label.of_gifts for label in labels("Not an ad")] == [False]


@pytest.mark.parametrize(
    ("text", "disguised"),
    [
        ("#ad", False),
        ("#\u0430d serum", True),  # CYRILLIC SMALL LETTER A
        ("#\uff41\uff44 serum", True),  # FULLWIDTH LATIN SMALL LETTERS
        ("#a\u200bd serum", True),  # ZERO WIDTH SPACE
        ("#a.d serum", True),
        ("#spons0red serum", True),
    ],
)
def test_disguises(text: str, disguised: bool) -> None:
    assert [label.disguised for label in labels(text)] == [disguised]


def test_a_label_that_is_spoken_of_is_quoted() -> None:
    (label,) = labels('Write the label "#ad" first.')
    assert label.quoted


@pytest.mark.parametrize(
    ("text", "pile", "ladder"),
    [
        ("Serum! #one #two #ad", False, False),
        ("Serum! #one #two #three #ad", True, False),
        ("Serum! #one, #two, #three, #ad", True, False),
        ("#ad Serum! #one #two #three", False, False),
        ("Serum!\n.\n.\n.\n#ad", False, True),
        ("Serum! . . #ad", False, False),
        ("Serum!\n-\n-\n-\n-\n#ad", False, True),
    ],
)
def test_where_it_stands(text: str, pile: bool, ladder: bool) -> None:
    label = labels(text)[-1] if text[0] != "#" else labels(text)[0]
    assert (label.in_pile, label.below_ladder) == (pile, ladder)


def test_reach_counts_visible_characters() -> None:
    first, second = labels("#ad one\n\ntwo #ad")
    assert (first.reach, second.reach) == (3, len("#ad one ") + len("two #ad"))


@pytest.mark.parametrize(
    ("text", "evidence"),
    [
        ("#ad serum", True),
        ("Sponsored by Glow. The serum is here.", True),
        ("This video is sponsored by Glow", True),
        ("Our run is sponsored by Glow", False),
        ("#gifted", True),
        ("Gifted", False),
        ("#thanks", False),
        ("Glow ambassador wins the run", False),
        ("#GlowPartner", True),
        ("Received these two lamps for free", False),
    ],
)
def test_which_labels_show_a_connection_by_themselves(text: str, evidence: bool) -> None:
    assert [label.is_evidence for label in labels(text)] == [evidence]


def test_words_without_spaces_are_found_inside_a_run() -> None:
    chinese = lexicon(labels={"any": {"accept": ["由人工智能{words}生成", "ai生成"]}})
    found = LabelSet(chinese, {}).find(reading("本图由人工智能模型生成。另一张也是AI生成的"))
    assert [label.text for label in found] == ["由人工智能模型生成", "AI生成"]


def test_a_list_stands_for_its_phrases() -> None:
    tools = lexicon(words=["Dall-E", "dall-e 3", "pika"])
    made = lexicon(labels={"any": {"accept": ["made with {tools}"]}})
    found = LabelSet(made, {"tools": tools}).find(reading("Made with DALL-E 3, made with Pika."))
    assert [label.text for label in found] == ["Made with DALL E 3", "made with Pika"]


def test_a_fact_stands_for_a_label_outside_the_copy() -> None:
    labels = LabelSet(
        lexicon(
            labels={"us": {"reject": ["{platform-label}"]}, "de": {"accept": ["{platform-label}"]}}
        ),
        {},
    )
    assert labels.fact == "platform-label"
    assert labels.fact_grades == {"us": "reject", "de": "accept"}
    assert labels.jurisdictions == ("us", "de")


def test_labels_are_found_once_a_document(monkeypatch: pytest.MonkeyPatch) -> None:
    made = LabelSet(LABELS, {})
    asked = []
    find_in = made.find_in
    monkeypatch.setattr(made, "find_in", lambda where: asked.append(where.text) or find_in(where))
    one, other = reading("#ad Love it"), reading("Quiet")
    assert [label.text for label in made.find(one)] == ["#ad"]
    assert [label.text for label in made.find(one)] == ["#ad"]
    assert list(made.find(other)) == []
    assert asked == ["#ad Love it", "Quiet"]
