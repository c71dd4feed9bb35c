"""Disclosure wordings: what each jurisdiction accepts, and what it does not.

The captions are our own; the lists are those of ``rules/lexicons/disclosure-labels.yaml``.
What is refused is marked with ``[[ ]]``: among it wordings on a condition that readers cannot
see, and wordings for another kind of tie than there is.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from aboveboard import Linter
from aboveboard.rulebook.load import load_rulebook

LINTER = Linter(severity="note", select=["sponsorship/label", "sponsorship/affiliate-link"])


@dataclass(frozen=True)
class Country:
    """What would do in a jurisdiction, and captions with their connection."""

    code: str
    language: str
    name: str
    others: str
    accepted: list[tuple[str, str]] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)


COUNTRIES = [
    Country(
        "us",
        "en",
        "the US",
        '"Ad", "Advertisement" or "Paid ad"',
        accepted=[
            ("paid", "Ad. The Dune lamp lights my whole desk."),
            ("paid", "Sponsored by Lindenwerk: the lamp on my desk."),
            ("paid", "#LindenwerkPartner The lamp on my desk."),
            ("gifted", "Thanks to Lindenwerk for the free lamp, it lights my whole desk."),
            ("affiliate", "Paid link: https://amzn.to/3xYz"),
            ("", "I joined the lamp giveaway. #sweepstakes Use my code LAMP15"),
        ],
        refused=[
            ("paid", "[[#gifted]] The lamp on my desk."),
            ("paid", "The lamp on my desk [[#sp]]"),
            ("paid", "The lamp on my desk [[#partner]]"),
            ("affiliate", "[[Affiliate link]]: https://amzn.to/3xYz"),
            ("paid", "[[Thanks to @lindenwerk for sending me]] the lamp"),
        ],
    ),
    Country(
        "uk",
        "en",
        "the UK",
        '"Ad", "Advert" or "Advertising"',
        accepted=[
            ("paid", "Ad | The Dune lamp lights my whole desk."),
            ("paid", "Advertisement feature. The lamp on my desk."),
            ("gifted", "Ad/gifted: the lamp on my desk."),
            ("affiliate", "Ad, affiliate link: https://amzn.to/3xYz"),
        ],
        refused=[
            ("paid", "[[Sponsored by Lindenwerk]]: the lamp on my desk."),
            ("paid", "[[In partnership with Lindenwerk]]: the lamp on my desk."),
            ("gifted", "[[Kindly gifted]]: the lamp on my desk."),
            ("affiliate", "[[Affiliate link]]: https://amzn.to/3xYz"),
            ("paid", "[[Brand ambassador]]. The lamp on my desk."),
        ],
    ),
    Country(
        "ie",
        "en",
        "Ireland",
        '"Ad" or "Fógra"',
        accepted=[
            ("paid", "#Fógra The lamp on my desk."),
            ("paid", "#ad The lamp on my desk."),
        ],
        refused=[
            ("gifted", "[[#gifted]] The lamp on my desk."),
            ("paid", "[[Sponsored by Lindenwerk]]: the lamp on my desk."),
        ],
    ),
    Country(
        "in",
        "en",
        "India",
        '"Advertisement", "Ad" or "Sponsored"',
        accepted=[
            ("paid", "Collaboration with Lindenwerk: the lamp on my desk."),
            ("paid", "Paid promotion. The lamp on my desk."),
        ],
        refused=[
            ("paid", "[[Lindenwerk ambassador]]. The lamp on my desk."),
            ("paid", "The lamp on my desk [[#spon]]"),
        ],
    ),
    Country(
        "au",
        "en",
        "Australia",
        '"#ad", "Advert" or "Advertising"',
        accepted=[
            ("paid", "Paid partnership with Lindenwerk: the lamp on my desk."),
        ],
        refused=[
            ("paid", "[[Sponsored by Lindenwerk]]: the lamp on my desk."),
            ("gifted", "[[#gifted]] The lamp on my desk."),
            ("paid", "The lamp on my desk [[#collab]]"),
        ],
    ),
    Country(
        "ca",
        "en",
        "Canada",
        '"#ad", "#sponsored" or "Sponsored by BRAND"',
        accepted=[
            ("paid", "#ad The lamp on my desk."),
            ("paid", "#LindenwerkAmbassador The lamp on my desk."),
            ("gifted", "#InvitedGuest Three nights at the Fennel House."),
        ],
        refused=[
            ("affiliate", "[[Affiliate link]]: https://amzn.to/3xYz"),
            ("paid", "The lamp on my desk [[#ambassador]]"),
        ],
    ),
    Country(
        "de",
        "de",
        "Germany",
        '"Werbung", "Anzeige" or "Bezahlte Werbepartnerschaft"',
        accepted=[
            ("paid", "Werbung | Die Lampe steht auf meinem Tisch."),
            ("paid", "Anzeige: Die Lampe steht auf meinem Tisch."),
        ],
        refused=[
            ("paid", "[[Unterstützt durch Lindenwerk]]: die Lampe auf meinem Tisch."),
            ("paid", "[[#ad]] Die Lampe steht auf meinem Tisch."),
            ("paid", "[[In Kooperation mit Lindenwerk]]: die Lampe auf meinem Tisch."),
        ],
    ),
    Country(
        "fr",
        "fr",
        "France",
        '"Publicité" or "Collaboration commerciale"',
        accepted=[
            ("paid", "Collaboration commerciale. La lampe est sur mon bureau."),
            ("paid", "Publicité : la lampe est sur mon bureau."),
        ],
        refused=[
            ("paid", "[[Contenu sponsorisé]]. La lampe est sur mon bureau."),
            ("paid", "[[En partenariat avec Lindenwerk]] : la lampe est sur mon bureau."),
            ("paid", "[[#publicite]] La lampe est sur mon bureau."),
        ],
    ),
    Country(
        "es",
        "es",
        "Spain",
        '"Publicidad", "Colaboración pagada" or "Contenido patrocinado"',
        accepted=[
            ("paid", "Publicidad. La lámpara está en mi mesa."),
            ("paid", "Colaboración pagada: la lámpara está en mi mesa."),
        ],
        refused=[
            ("paid", "[[#ad]] La lámpara está en mi mesa."),
            ("paid", "La lámpara está en mi mesa [[#embajadora]]"),
        ],
    ),
    Country(
        "it",
        "it",
        "Italy",
        '"Pubblicità", "Advertising" or "Promosso da BRAND"',
        accepted=[
            ("paid", "#pubblicità La lampada è sulla mia scrivania."),
            ("paid", "ADV @lindenwerk La lampada è sulla mia scrivania."),
            ("gifted", "Prodotto inviato da Lindenwerk. La lampada è sulla mia scrivania."),
        ],
        refused=[
            ("paid", "[[#adv]] La lampada è sulla mia scrivania."),
            ("paid", "[[In collaborazione con Lindenwerk]]: la lampada è sulla mia scrivania."),
        ],
    ),
    Country(
        "nl",
        "nl",
        "the Netherlands",
        '"#ad", "#advertentie" or "Reclame"',
        accepted=[
            ("paid", "#advertentie De lamp staat op mijn bureau."),
            ("gifted", "Gekregen van Lindenwerk: de lamp op mijn bureau."),
        ],
        refused=[
            ("paid", "[[#samenwerking]] De lamp staat op mijn bureau."),
        ],
    ),
    Country(
        "pl",
        "pl",
        "Poland",
        '"Reklama", "Materiał reklamowy" or "Współpraca reklamowa"',
        accepted=[
            ("paid", "Reklama marki Lindenwerk. Lampa stoi na moim biurku."),
        ],
        refused=[
            ("paid", "[[#współpraca]] Lampa stoi na moim biurku."),
            ("paid", "[[#ad]] Lampa stoi na moim biurku."),
        ],
    ),
    Country(
        "br",
        "pt",
        "Brazil",
        '"Publicidade", "Publi" or "Publipost"',
        accepted=[
            ("paid", "#publi A lâmpada está na minha mesa."),
        ],
        refused=[
            ("gifted", "[[#recebidos]] A lâmpada está na minha mesa."),
            ("paid", "[[#parceria]] A lâmpada está na minha mesa."),
        ],
    ),
    Country(
        "pt",
        "pt",
        "Portugal",
        '"Publicidade", "#pub" or "Parceria remunerada"',
        accepted=[
            ("paid", "Publicidade. A lâmpada está na minha mesa."),
        ],
        refused=[
            ("paid", "[[Parceria]]. A lâmpada está na minha mesa."),
        ],
    ),
    Country(
        "se",
        "sv",
        "Sweden",
        '"Reklam", "Annons" or "Reklam för BRAND"',
        accepted=[
            ("paid", "Reklam för Lindenwerk: lampan på mitt skrivbord."),
        ],
        refused=[
            ("paid", "[[I samarbete med Lindenwerk]]: lampan på mitt skrivbord."),
        ],
    ),
    Country(
        "fi",
        "fi",
        "Finland",
        '"Reklam BRAND" or "Mainos BRAND"',
        accepted=[
            ("paid", "Mainos Lindenwerk: lamppu työpöydälläni."),
        ],
        refused=[
            ("paid", "[[Kaupallinen yhteistyö]]. Lamppu työpöydälläni."),
        ],
    ),
    Country(
        "dk",
        "da",
        "Denmark",
        '"Reklame" or "Annonce"',
        accepted=[
            ("paid", "Reklame. Lampen står på mit skrivebord."),
        ],
        refused=[
            ("paid", "[[#spons]] Lampen står på mit skrivebord."),
        ],
    ),
    Country(
        "no",
        "no",
        "Norway",
        '"Reklame" or "Annonse"',
        accepted=[
            ("paid", "Annonse: lampen står på pulten min."),
        ],
        refused=[
            ("paid", "[[#spons]] Lampen står på pulten min."),
        ],
    ),
]
ACCEPTED = [(country, *row) for country in COUNTRIES for row in country.accepted]
REFUSED = [(country, *row) for country in COUNTRIES for row in country.refused]
LINK_LABELS = {
    "us": '"Paid link", "Ad" or "Advertisement"',
    "uk": '"Ad", "Advert" or "Advertising"',
    "ca": '"#ad", "#sponsored" or "Sponsored by BRAND"',
}


def facts(country: Country, connection: str) -> dict[str, object]:
    known = {"connection": connection} if connection else {}
    return {"jurisdictions": [country.code], "language": country.language, **known}


@pytest.mark.parametrize(("country", "connection", "text"), ACCEPTED, ids=lambda v: str(v)[:40])
def test_what_is_accepted(country: Country, connection: str, text: str) -> None:
    assert LINTER.check_text(text, facts=facts(country, connection)) == []


@pytest.mark.parametrize(("country", "connection", "marked"), REFUSED, ids=lambda v: str(v)[:40])
def test_what_is_refused(country: Country, connection: str, marked: str) -> None:
    before, _, rest = marked.partition("[[")
    label, _, after = rest.partition("]]")
    found = LINTER.check_text(before + label + after, facts=facts(country, connection))
    readers = f"Readers in {country.name} cannot be expected to understand"
    if connection == "affiliate":
        message = f'{readers} from "{label}" that the link earns money.'
        advice = (
            f"Say it next to the link and before it: {LINK_LABELS[country.code]} would do in"
            f' {country.name}. So that readers know why, go on: "I earn a commission if you buy'
            ' through this link". A profile or a page of terms is not enough.'
        )
    else:
        message = f'{readers} "{label}" as a sign of advertising.'
        advice = (
            f"Begin with a plain label, before the praise: {country.others} would do in"
            f" {country.name}. Nothing was paid, given or promised? Then say so in the facts:"
            ' "connection: none" ("owner" for your own products).'
        )
    assert [(f.outcome, f.start, f.end, f.message, f.advice) for f in found] == [
        ("weak", len(before), len(before + label), message, advice)
    ]


def test_every_jurisdiction_with_a_list_is_in_the_table() -> None:
    lists = load_rulebook().lexicons["disclosure-labels"].labels
    assert {country.code for country in COUNTRIES} == set(lists) - {"any", "facts"}
    assert all(country.accepted and country.refused for country in COUNTRIES)


@pytest.mark.parametrize(
    ("text", "connection", "expected"),
    [
        ("#ad Our lamp, their shelf.", "paid", []),
        ("Sponsored by Lindenwerk: our lamp, their shelf.", "paid", []),
        ("Kindly gifted by Lindenwerk: the lamp.", "gifted", []),
        ("Our lamp, their shelf. #sp", "paid", [("weak", "#sp")]),
        ("Our lamp, their shelf. #\u0430d", "paid", [("disguised", "#\u0430d")]),
        ("Not an ad: our lamp.", "paid", [("contradicted", "Not an ad")]),
        # A label for another tie than there is: the words themselves tell.
        ("Gifted by Lindenwerk. https://amzn.to/3xYz", "", [("weak", "Gifted by Lindenwerk")]),
    ],
)  # fmt: skip
def test_with_no_jurisdiction_the_wording_is_not_graded(
    text: str, connection: str, expected: list[tuple[str, str]]
) -> None:
    found = LINTER.check_text(text, facts={"connection": connection} if connection else {})
    assert [(f.outcome, f.text) for f in found] == expected


@pytest.mark.parametrize(
    ("row", "late"),
    [("#lamp #home #ad", False), ("#lamp #home #desk #ad", True), ("#ad #lamp #home #desk", False)],
)
def test_a_pile_of_hashtags_hides_a_label(row: str, late: bool) -> None:
    known = {"connection": "paid", "jurisdictions": ["us"]}
    found = LINTER.check_text(f"The lamp on my desk. {row}", facts=known)
    assert [(f.outcome, f.text) for f in found] == ([("late", "#ad")] if late else [])


@pytest.mark.parametrize(
    ("platform", "fold"),
    [("instagram", 125), ("facebook", 125), ("tiktok", 100), ("youtube", 100), ("x", 280),
     ("linkedin", 140), ("pinterest", 50)],
)  # fmt: skip
def test_the_fold_of_each_platform(platform: str, fold: int) -> None:
    known = {"connection": "paid", "platform": platform}
    words = "The lamp on my desk, and what it does for a room with one window. " * 5
    for length, expected in ((fold, []), (fold + 1, [("late", "#ad")])):
        text = words[: length - 4].rstrip().ljust(length - 4, ".") + " #ad"
        assert len(text) == length
        found = LINTER.check_text(text, facts=known)
        assert [(f.outcome, f.text) for f in found] == expected


def test_a_label_that_the_theme_prints_leaves_a_note() -> None:
    page = "The kettle is [here](https://amzn.to/3xYz).\n"
    front = "---\naffiliate_disclosure: true\n---\n\n"
    label = "We earn a commission if you buy.\n\n"
    shortcode = "{{< affiliate-disclosure >}}\n\n"
    for text, severities in (
        (page, ["warning"]),
        (front + page, ["note"]),
        (front + label + page, []),
        (front + shortcode + page, []),
        (shortcode + page, []),
    ):
        found = LINTER.check_text(text, format="markdown")
        assert [f.severity for f in found] == severities, text
        assert {f.outcome for f in found} <= {"absent"}
