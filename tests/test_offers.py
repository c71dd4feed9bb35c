"""Named offers: read strictly, found by name or code, weaker than what a document says."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from aboveboard import Document, Linter
from aboveboard.configfile import load_config
from aboveboard.facts import Facts
from aboveboard.offers import Offers
from aboveboard.rulebook.faults import FaultyFiles

Write = Callable[..., Path]

OFFERS = """
autumn:
  starts: 2026-10-01
  ends: 2026-11-30T23:59Z
  stock: 1,200
  stock_as_of: 2026-11-01
  price: £40
  reference-price: 80.00
  conditions: with any lamp
  code: LEAF20
spring: {ends: 2027-04-30}
"""


def faults(path: Path) -> list[str]:
    with pytest.raises(FaultyFiles) as caught:
        load_config(path)
    return [
        f"{Path(f.path).name}:{f.line}:{f.column} {f.message}" + (f" | {f.hint}" if f.hint else "")
        for f in caught.value.faults
    ]


# ---------------------------------------------------------------- reading


@pytest.mark.parametrize("inline", [False, True])
def test_every_key(write: Write, inline: bool) -> None:
    if inline:
        config = "offers:" + OFFERS.replace("\n", "\n  ")
    else:
        write("shop/offers.yaml", OFFERS)
        config = "offers: shop/offers.yaml\n"
    settings = load_config(write("aboveboard.yaml", config)).settings().base
    assert settings.offers.by_name["autumn"] == {
        "offer.id": "autumn",
        "offer.starts": date(2026, 10, 1),
        "offer.ends": settings.offers.by_name["autumn"]["offer.ends"],
        "offer.stock": 1200,
        "offer.stock-as-of": date(2026, 11, 1),
        "offer.price": Decimal(40),
        "offer.reference-price": Decimal("80.0"),
        "offer.conditions": "with any lamp",
        "code": "LEAF20",
    }
    assert settings.offers.by_name["autumn"]["offer.ends"].isoformat() == (
        "2026-11-30T23:59:00+00:00"
    )
    assert settings.offers.by_name["spring"] == {
        "offer.id": "spring",
        "offer.ends": date(2027, 4, 30),
    }


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "autumn: {end: 2026-11-30}\n",
            ["1:10 unknown key 'end' in an offer | did you mean 'ends'?"],
        ),
        (
            "autumn: {id: x}\n",
            [
                "1:10 unknown key 'id' in an offer | known are: starts, ends, stock, stock-as-of, "
                "price, reference-price, conditions, code"
            ],
        ),
        (
            "autumn:\n  ends: soon\n  stock: -1\n",
            [
                "2:9 the fact 'offer.ends' must be a date such as 2026-11-30, or with a time and "
                "zone, 2026-11-30T23:59Z, not 'soon'",
                "3:10 the fact 'offer.stock' must be a whole number that is not negative, not '-1'",
            ],
        ),
        (
            "autumn: {starts: 2026-12-01, ends: 2026-11-30}\n",
            ["1:36 this offer ends before it starts"],
        ),
        (
            "autumn: {ends: 2026-11-30}\nAutumn: {ends: 2026-11-30}\n",
            ["2:1 the offer 'Autumn' has the name of 'autumn'"],
        ),
        (
            "autumn: {stock-as-of: 2026-11-30, stock_as_of: 2026-11-30}\n",
            ["1:35 'stock-as-of' is said twice of this offer"],
        ),
        (
            "autumn: 2026-11-30\n",
            [
                "1:9 this must be the facts of an offer (starts, ends, stock, stock-as-of, price, "
                "reference-price, conditions, code), not a text"
            ],
        ),
        (
            "- autumn\n",
            [
                "1:1 this must be names of offers, each with its facts (ends: 2026-11-30 ...), "
                "not a list"
            ],
        ),
    ],
)  # fmt: skip
def test_faults_in_the_file_and_in_the_configuration(
    write: Write, text: str, found: list[str]
) -> None:
    write("offers.yaml", text)
    assert faults(write("aboveboard.yaml", "offers: offers.yaml\n")) == [
        f"offers.yaml:{fault}" for fault in found
    ]
    inline = write("inline.yaml", "offers:\n" + "".join(f"  {x}\n" for x in text.splitlines()))
    moved = []
    for fault in found:
        place, _, words = fault.partition(" ")
        line, column = map(int, place.split(":"))
        moved.append(f"inline.yaml:{line + 1}:{column + 2} {words}")
    assert faults(inline) == moved


def test_a_file_that_cannot_be_read(write: Write) -> None:
    assert faults(write("aboveboard.yaml", "offers: gone.yaml\n")) == [
        "aboveboard.yaml:1:9 the file of offers 'gone.yaml' cannot be read: "
        "No such file or directory"
    ]
    write("bad.yaml").write_bytes(b"caf\xe9: {}\n")
    assert faults(write("aboveboard.yaml", "offers: bad.yaml\n")) == [
        "aboveboard.yaml:1:9 the file of offers 'bad.yaml' is not UTF-8"
    ]


def test_an_empty_file_has_no_offers(write: Write) -> None:
    write("offers.yaml", "# none yet\n")
    config = load_config(write("aboveboard.yaml", "offers: offers.yaml\n"))
    assert config.settings().base.offers == Offers()


def test_offers_of_a_configuration_that_is_extended(write: Write) -> None:
    write("base/offers.yaml", "autumn: {stock: 1}\nspring: {stock: 2}\n")
    write("base/aboveboard.yaml", "offers: offers.yaml\n")
    path = write("aboveboard.yaml", "extends: base/aboveboard.yaml\noffers: {spring: {stock: 3}}\n")
    offers = load_config(path).settings().base.offers
    assert {name: facts["offer.stock"] for name, facts in offers.by_name.items()} == {
        "autumn": 1,
        "spring": 3,
    }


# ---------------------------------------------------------------- which offer?

KNOWN = Offers(
    {
        "Autumn": Facts({"offer.id": "Autumn", "offer.stock": 3, "code": "LEAF20"}),
        "spring": Facts({"offer.id": "spring", "offer.stock": 5, "code": "TWICE"}),
        "summer": Facts({"offer.id": "summer", "offer.stock": 7, "code": "twice"}),
    }
)


@pytest.mark.parametrize(
    ("known", "stock"),
    [
        ({"offer.id": "Autumn"}, 3),
        ({"offer.id": "autumn"}, 3),
        ({"offer.id": "autumn", "code": "TWICE"}, 3),
        ({"offer.id": "winter", "code": "LEAF20"}, None),  # what it says goes before its code
        ({"code": "LEAF20"}, 3),
        ({"code": "leaf20"}, 3),
        ({"code": "TWICE"}, None),  # of two offers, so of neither
        ({"code": "OTHER"}, None),
        ({}, None),
    ],
)
def test_the_offer_of_a_document(known: dict[str, str], stock: int | None) -> None:
    assert KNOWN.facts_for(Facts(known)).get("offer.stock") == stock


@pytest.mark.parametrize(
    ("known", "complaint"),
    [
        ({"offer.id": "autum"}, "there is no offer 'autum'; did you mean 'Autumn'?"),
        ({"offer.id": "x"}, "there is no offer 'x'; known are Autumn, spring, summer"),
        ({"offer.id": "AUTUMN"}, ""),
        ({"code": "x"}, ""),
        ({}, ""),
    ],
)
def test_an_offer_that_there_is_not(known: dict[str, str], complaint: str) -> None:
    assert KNOWN.complaint(Facts(known)) == complaint
    assert Offers().complaint(Facts(known)) == ""


def test_what_a_document_says_itself_goes_first(write: Write) -> None:
    config = load_config(
        write(
            "aboveboard.yaml",
            "facts: {offer: {stock: 1, price: 1, conditions: config}, zone: UTC}\n"
            "accounts: {glow: {offer: {price: 2, conditions: account}}}\n"
            "offers: {autumn: {stock: 3, price: 3, conditions: offer, code: LEAF20}}\n",
        )
    )
    document = Facts({"offer.id": "Autumn", "account": "glow", "offer.stock": 4})
    assert config.settings().base.facts_of(document) == {
        "offer.id": "Autumn",
        "account": "glow",
        "offer.stock": 4,  # the document
        "offer.price": Decimal(3),  # its offer, over its account and the configuration
        "offer.conditions": "offer",
        "code": "LEAF20",
        "zone": "UTC",
    }
    given = config.settings(given_facts=Facts({"offer.id": "autumn", "offer.stock": 9})).base
    assert given.facts_of(Facts({"offer.id": "other"}))["offer.stock"] == 9
    assert given.facts_of(Facts())["offer.price"] == Decimal(3)


def test_the_offer_of_a_path(write: Write) -> None:
    config = load_config(
        write(
            "aboveboard.yaml",
            "offers: {autumn: {stock: 3}}\n"
            "overrides: [{paths: autumn/, facts: {offer: {id: autumn}}}]\n",
        )
    )
    settings = config.settings()
    assert settings("autumn/a.md").facts_of(Facts())["offer.stock"] == 3
    assert "offer.stock" not in settings("a.md").facts_of(Facts())


# ---------------------------------------------------------------- through the linter


@pytest.fixture
def linter(write: Write) -> Linter:
    write(".git/HEAD")
    write("offers.yaml", "autumn: {ends: 2026-12-04T23:59Z, code: LEAF20}\n")
    write("aboveboard.yaml", "offers: offers.yaml\nselect: urgency\n")
    return Linter.from_config(".")


def found(linter: Linter, **facts: str) -> list[tuple[str, str]]:
    document = Document("a", {"body": "Our lamp sale ends tonight."}, {**facts, "zone": "UTC"})
    return [(f.rule_id, f.severity) for f in linter.check_documents([document])]


def test_an_offer_settles_a_claim(linter: Linter) -> None:
    day, other = "2026-12-04", "2026-12-01"
    assert found(linter, published=day) == [("urgency/relative-deadline", "warning")]
    assert found(linter, published=day, **{"offer.id": "autumn"}) == []
    assert found(linter, published=day, code="leaf20") == []
    wrong = [("urgency/deadline-contradicted", "error")]
    assert found(linter, published=other, **{"offer.id": "autumn"}) == wrong
    assert found(linter, published=other, code="LEAF20") == wrong


def test_a_document_refers_to_an_offer_in_its_front_matter(write: Write, linter: Linter) -> None:
    head = "---\ndate: 2026-12-04T09:00:00Z\naboveboard: {facts: {offer: {id: NAME}}}\n---\n"
    write("good.md", head.replace("NAME", "autumn") + "Our lamp sale ends tonight.\n")
    write("bad.md", head.replace("NAME", "autum") + "Our lamp sale ends tonight.\n")
    report = linter.check_paths(["good.md", "bad.md"])
    assert [(f.document, f.rule_id) for f in report.findings] == [
        ("bad.md", "urgency/relative-deadline")
    ]
    assert [(str(p), p.level) for p in report.problems] == [
        ("bad.md: there is no offer 'autum'; did you mean 'autumn'?", "notice")
    ]


def test_an_unknown_offer_is_told_once_a_file(write: Write, linter: Linter) -> None:
    write("a.csv", "Text,Offer\nOne,x\nTwo,x\nThree,y\nFour,autumn\n")
    assert [str(problem) for problem in linter.check_paths(["a.csv"]).problems] == [
        "a.csv: there is no offer 'x'; known are autumn",
        "a.csv: there is no offer 'y'; known are autumn",
    ]
    write("aboveboard.yaml", "select: urgency\n")
    assert Linter.from_config(".").check_paths(["a.csv"]).problems == ()
