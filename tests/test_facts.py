from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest

from aboveboard.facts import (
    FACTS,
    FactError,
    Facts,
    FactsError,
    fact_name,
    read_fact,
    read_facts,
    strict_facts,
)


@pytest.mark.parametrize(
    ("name", "raw", "value"),
    [
        ("published", date(2026, 11, 30), date(2026, 11, 30)),
        ("published", "2026-11-30", date(2026, 11, 30)),
        ("published", "20261130", date(2026, 11, 30)),
        ("published", "2026-11-30T23:59Z", datetime(2026, 11, 30, 23, 59, tzinfo=UTC)),
        ("published", " 2026-11-30 23:59 ", datetime(2026, 11, 30, 23, 59)),
        (
            "published",
            "2026-11-30T23:59+05:30",
            datetime(2026, 11, 30, 23, 59, tzinfo=timezone(timedelta(hours=5, minutes=30))),
        ),
        ("zone", " Europe/London ", "Europe/London"),
        ("code", 50, "50"),
        ("platform", "Instagram", "instagram"),
        ("jurisdictions", "US, uk", ("us", "uk")),
        ("jurisdictions", ["DE", "eu"], ("de", "eu")),
        ("jurisdictions", [], ()),
        ("jurisdictions", "us_ca", ("us-ca",)),
        ("language", "en_US", "en-us"),
        ("kind", "Email", "email"),
        ("offer.stock", 12, 12),
        ("offer.stock", "1,200", 1200),
        ("offer.stock", "0", 0),
        ("offer.price", "49.90", Decimal("49.90")),
        ("offer.price", 49.9, Decimal("49.9")),
        ("offer.price", "$1,299.00", Decimal("1299.00")),
        ("offer.price", "£ 5", Decimal(5)),
        ("connection", "PAID", "paid"),
        ("connection", False, "none"),  # YAML reads no as false
        ("media.ai", "synthetic_person", "synthetic-person"),
        ("platform-label", "yes", True),
        ("platform-label", "Off", False),
        ("platform-label", 1, True),
        ("platform-label", True, True),
        (
            "evidence",
            [{"claim": "10,000 customers", "source": "CRM", "date": "2026-01-31"}],
            ({"claim": "10,000 customers", "source": "CRM", "date": date(2026, 1, 31)},),
        ),
    ],
)
def test_values(name: str, raw: Any, value: Any) -> None:
    read = read_fact(name, raw)
    assert read == value
    assert type(read) is type(value)


DAY = "a date such as 2026-11-30, or with a time and zone, 2026-11-30T23:59Z"
AMOUNT = "an amount, such as 49.90"
COUNT = "a whole number, such as 12"
CLAIMS = "a list of claims, each with a claim and a source"


@pytest.mark.parametrize(
    ("name", "raw", "wanted", "shown"),
    [
        ("published", "30.11.2026", DAY, "'30.11.2026'"),
        ("published", "2026-11-31", DAY, "'2026-11-31'"),
        ("published", "tonight", DAY, "'tonight'"),
        ("published", True, DAY, "'True'"),
        ("published", None, DAY, "nothing"),
        ("zone", "", "a text that is not empty", "''"),
        ("zone", ["x"], "a text", "'['x']'"),
        ("zone", ["x" * 99], "a text", f"'['{'x' * 57}…'"),
        ("jurisdictions", {"us": 1}, "a list of words, such as [us, uk]", "'{'us': 1}'"),
        ("jurisdictions", "us,", "a text that is not empty", "'us,'"),
        ("text.ai", "some", "one of none, assisted, generated", "'some'"),
        ("text.ai", None, "one of none, assisted, generated", "nothing"),
        ("offer.stock", -1, "a whole number that is not negative", "'-1'"),
        ("offer.stock", 1.5, COUNT, "'1.5'"),
        ("offer.stock", True, COUNT, "'True'"),
        ("offer.stock", "1,5", COUNT, "'1,5'"),
        ("offer.price", "49,90", AMOUNT, "'49,90'"),  # a comma for a point, in much of Europe
        ("offer.price", "1,29,900", AMOUNT, "'1,29,900'"),
        ("offer.price", "NaN", AMOUNT, "'NaN'"),
        ("offer.price", True, AMOUNT, "'True'"),
        ("platform-label", "maybe", "yes or no", "'maybe'"),
        ("platform-label", None, "yes or no", "nothing"),
        ("evidence", "yes", CLAIMS, "'yes'"),
        ("evidence", [{"claim": "x"}], CLAIMS, "'[{'claim': 'x'}]'"),
        (
            "evidence",
            [{"claim": "x", "source": "y", "when": "z"}],
            "a list of claims with claim, source, date and expires, without 'when'",
            "'[{'claim': 'x', 'source': 'y', 'when': 'z'}]'",
        ),
    ],
)
def test_wrong_values(name: str, raw: Any, wanted: str, shown: str) -> None:
    facts, [error] = read_facts({name: raw})
    assert dict(facts) == {}
    assert error == FactError((name,), f"the fact '{name}' must be {wanted}, not {shown}")


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (
            {"ad-category": "house"},
            "the fact 'ad-category' must be one of housing, employment, credit, politics, other, "
            "not 'house'; did you mean 'housing'?",
        ),
        ({"plattform": "x"}, "'plattform' is not a fact; did you mean 'platform'?"),
        ({"offer": {"end": "x"}}, "'offer.end' is not a fact; did you mean 'offer.ends'?"),
        ({"offer": {"at": {"ends": 1}}}, "'offer.at' is not a fact; did you mean 'offer.id'?"),
        ({"zzz": {"a": 1}}, "'zzz' is not a fact"),
        ({7: "x"}, "'7' is not a fact"),
        ({"text": "x"}, "'text' is a group of facts: text.ai"),
    ],
)  # fmt: skip
def test_wrong_names(raw: dict[Any, Any], message: str) -> None:
    facts, [error] = read_facts(raw)
    assert dict(facts) == {}
    assert error.message == message


def test_names_may_be_nested_or_dotted_with_either_dash() -> None:
    nested = read_facts({"offer": {"stock_as_of": "2026-01-01", "Reference-Price": 5}})[0]
    dotted = read_facts({"offer.stock-as-of": "2026-01-01", "offer.reference_price": 5})[0]
    assert nested == dotted == {
        "offer.stock-as-of": date(2026, 1, 1),
        "offer.reference-price": Decimal(5),
    }  # fmt: skip
    assert fact_name(" Ad_Category ") == "ad-category"


def test_all_errors_at_once_with_their_paths() -> None:
    raw = {
        "platform": "tiktok",
        "offer": {"ends": "soon", "stock": 3, "price": "x"},
        "offer_ends": "2026-01-01",
        "offer.stock": 4,
        "media": 5,
    }
    facts, errors = read_facts(raw)
    assert facts == {"platform": "tiktok", "offer.stock": 3}
    assert [error.path for error in errors] == [
        ("offer", "ends"),
        ("offer", "price"),
        ("offer_ends",),
        ("offer.stock",),
        ("media",),
    ]
    assert errors[3] == FactError(("offer.stock",), "the fact 'offer.stock' is given twice")
    with pytest.raises(FactsError) as caught:
        strict_facts(raw)
    assert caught.value.errors == errors
    assert str(caught.value) == "; ".join(error.message for error in errors)
    assert strict_facts({"zone": "UTC"}) == Facts({"zone": "UTC"})


def test_facts_over_weaker_ones() -> None:
    strong, weak = Facts({"zone": "UTC", "brand": "a"}), Facts({"brand": "b", "code": "c"})
    assert strong.over(weak) == {"zone": "UTC", "brand": "a", "code": "c"}
    assert weak.over(strong)["brand"] == "b"
    assert strong.over(Facts()) is strong
    assert Facts().over(weak) is weak
    assert (len(strong), repr(Facts({"zone": "UTC"}))) == (2, "Facts({'zone': 'UTC'})")


def test_every_fact_is_explained() -> None:
    assert all(said for _, said in FACTS.values())
    assert all(fact_name(name) == name for name in FACTS)
