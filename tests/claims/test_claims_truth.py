"""What a claim is, cell by cell: contradicted, past, impossible, backed, stated, vague.

Every case goes through the linter with all rules; what is listed is all that is said.
"""

from __future__ import annotations

from typing import Any

import pytest

from aboveboard import Document, Linter

LINTER = Linter(severity="note")
NOW = "2026-11-04T10:00Z"
ENDS = {"published": NOW, "zone": "Europe/London", "offer": {"ends": "2026-11-30T23:59Z"}}
EVIDENCE = {
    "evidence": [{"claim": "12,400 customers", "source": "order database", "date": "2026-10-01"}]
}
LAST_CHANCE = (
    '"Last chance to save" tells readers that there will be no other occasion. It holds only if '
    "the offer really ends and does not come back."
)
STATED = "names a concrete end; whether it is the real one is not known here."
FEW = (
    "is a statement about stock. It is fair only if the number is right when it is read, and no "
    "more come in tomorrow."
)

Said = tuple[str, str, str, str]


def said(text: str, facts: dict[str, Any]) -> list[Said]:
    """Severity, rule, text and message of everything that is found."""
    found = LINTER.check_text(text, facts=facts)
    assert all(f.text == text[f.start : f.end] for f in found)
    return [(f.severity, f.rule_id, f.text, f.message) for f in found]


def last_chance(severity: str) -> Said:
    return (severity, "urgency/last-chance", "Last chance to save", LAST_CHANCE)


def deadline(state: str, text: str, message: str, severity: str = "error") -> Said:
    return (severity, f"urgency/deadline-{state}", text, f'"{text}" {message}')


DEADLINES: list[tuple[str, str, dict[str, Any], list[Said]]] = [
    (
        "past",
        "Lamp sale ends 1 November. Last chance to save.",
        {"published": NOW},
        [
            deadline(
                "past",
                "ends 1 November",
                "says 1 November 2026, and this goes out on 4 November 2026, 10:00 UTC.",
            ),
            last_chance("warning"),
        ],
    ),
    (
        "contradicted: earlier than the end",
        "Lamp sale ends tonight. Last chance to save.",
        ENDS,
        [
            deadline(
                "contradicted",
                "ends tonight",
                "says 4 November 2026; the offer ends 30 November 2026, 23:59 UTC.",
            ),
            last_chance("warning"),
        ],
    ),
    (
        "contradicted: later than the end",
        "Lamp sale ends on 6 December. Last chance to save.",
        ENDS,
        [
            deadline(
                "contradicted",
                "ends on 6 December",
                "says 6 December 2026; the offer ends 30 November 2026, 23:59 UTC.",
            ),
            last_chance("warning"),
        ],
    ),
    (
        "contradicted: another hour of the right day",
        "Lamp sale ends 30 November 2026, 6 pm GMT.",
        ENDS,
        [
            deadline(
                "contradicted",
                "ends 30 November 2026, 6 pm GMT",
                "says 30 November 2026, 18:00 GMT; the offer ends 30 November 2026, 23:59 UTC.",
            ),
        ],
    ),
    (
        "contradicted: more than one unit beside the countdown",
        "Lamp sale ends in 48 hours.",
        ENDS | {"offer": {"ends": "2026-11-06T12:01Z"}},
        [
            deadline(
                "contradicted",
                "ends in 48 hours",
                "says 6 November 2026; the offer ends 6 November 2026, 12:01 UTC.",
            ),
        ],
    ),
    (
        "impossible: weekday and date",
        "Lamp sale ends Friday, 30 November 2026. Last chance to save.",
        {},
        [
            deadline(
                "impossible",
                "ends Friday, 30 November 2026",
                "cannot be right: 30 November 2026 is a Monday, not a Friday.",
            ),
            last_chance("warning"),
        ],
    ),
    (
        "impossible: no such day",
        "Lamp sale ends 31 June.",
        {"published": NOW},
        [deadline("impossible", "ends 31 June", "cannot be right: there is no 31 June.")],
    ),
    (
        "backed: the day",
        "Lamp sale ends on Monday 30 November. Last chance to save.",
        ENDS,
        [],
    ),
    ("backed: day and hour", "Lamp sale ends 30 November, 11:59 pm GMT.", ENDS, []),
    (
        "backed: tonight, on the last day",
        "Lamp sale ends tonight. Last chance to save.",
        ENDS | {"published": "2026-11-30T08:00Z"},
        [],
    ),
    (
        "backed: a countdown, give or take one hour",
        "Lamp sale ends in 48 hours.",
        ENDS | {"offer": {"ends": "2026-11-06T11:00Z"}},
        [],
    ),
    (
        "stated",
        "Lamp sale ends 30 November 2026. Last chance to save.",
        {},
        [
            deadline("stated", "ends 30 November 2026", STATED, "note"),
            last_chance("note"),
        ],
    ),
    (
        "stated: a time of the clock",
        "Lamp sale ends tonight at 9 pm. Last chance to save.",
        {"published": NOW},
        [
            deadline("stated", "ends tonight at 9 pm", STATED, "note"),
            last_chance("note"),
        ],
    ),
    (
        "relative, and no end known",
        "48 hours left. Last chance to save.",
        {"published": NOW},
        [
            (
                "warning",
                "urgency/relative-deadline",
                "48 hours left",
                '"48 hours left" sets a deadline that moves with the reader: nobody can tell on '
                "which day it was written, or whether the offer really stops then.",
            ),
            last_chance("warning"),
        ],
    ),
    ("words of pressure alone", "Last chance to save.", {}, [last_chance("warning")]),
    ("a fact alone does not clear", "Last chance to save.", ENDS, [last_chance("warning")]),
    (
        "not judged without a publish time",
        "Lamp sale ends 1 November.",
        {},
        [deadline("stated", "ends 1 November", STATED, "note")],
    ),
    (
        "a time alone may be that of any day",
        "Lamp sale ends at 6 pm.",
        ENDS,
        [deadline("stated", "ends at 6 pm", STATED, "note")],
    ),
    (
        "the end of something else",
        "The film ends on Friday at 6 pm.",
        ENDS,
        [deadline("stated", "ends on Friday at 6 pm", STATED, "note")],
    ),
    ("denied", "The lamp sale does not end on 6 December.", ENDS, []),
    ("reported", "Scammers write 'sale ends tonight' on every page.", ENDS, []),
]


@pytest.mark.parametrize(
    ("text", "facts", "expected"),
    [case[1:] for case in DEADLINES],
    ids=[case[0] for case in DEADLINES],
)
def test_deadlines(text: str, facts: dict[str, Any], expected: list[Said]) -> None:
    assert said(text, facts) == expected


def few(severity: str, text: str, shown: str = "") -> Said:
    return (severity, "scarcity/only-n-left", text, f'"{shown or text}" {FEW}')


def stock(count: int, **more: str) -> dict[str, Any]:
    return {"published": NOW, "offer": {"stock": count, **more}}


STOCK: list[tuple[str, str, dict[str, Any], list[Said]]] = [
    (
        "contradicted",
        "Only 3 left!",
        stock(40),
        [
            (
                "error",
                "scarcity/stock-contradicted",
                "Only 3 left",
                '"Only 3 left" says 3; the stock is 40.',
            )
        ],
    ),
    (
        "contradicted: fewer than",
        "Fewer than 1,000 tickets left!",
        stock(1000),
        [
            (
                "error",
                "scarcity/stock-contradicted",
                "Fewer than 1,000 tickets left",
                '"Fewer than 1,000 tickets left" says 1,000; the stock is 1,000.',
            )
        ],
    ),
    ("backed: the very number", "Only 3 left!", stock(3), []),
    ("backed: fewer still", "Only 3 left!", stock(1), []),
    ("stated", "Only 3 left!", {}, [few("warning", "Only 3 left")]),
    (
        "aged",
        "Only 3 left!",
        stock(3, **{"stock-as-of": "2026-11-01"}),
        [few("note", "Only 3 left")],
    ),
    ("counted on the day", "Only 3 left!", stock(3, **{"stock-as-of": "2026-11-04"}), []),
    (
        "of one size",
        "Only 3 left in small.",
        stock(40),
        [few("warning", "Only 3 left")],
    ),
    (
        "a placeholder may be real stock",
        "Only {{count}} left!",
        {},
        [few("note", "Only {{count}} left", "Only {…} left")],
    ),
    ("denied", "There are not only 3 left!", stock(40), []),
    ("reported", "Scammers write 'only 3 left!' on every page.", stock(40), []),
]


@pytest.mark.parametrize(
    ("text", "facts", "expected"), [case[1:] for case in STOCK], ids=[case[0] for case in STOCK]
)
def test_stock(text: str, facts: dict[str, Any], expected: list[Said]) -> None:
    assert said(text, facts) == expected


@pytest.mark.parametrize(
    ("facts", "severities"),
    [(stock(2), []), (stock(40), ["error", "warning"]), ({}, ["warning", "warning"])],
)
def test_vague_scarcity_is_cleared_by_a_count_that_the_stock_backs(
    facts: dict[str, Any], severities: list[str]
) -> None:
    found = LINTER.check_text("Only 3 left! They are selling fast.", facts=facts)
    assert sorted(f.severity for f in found) == severities


def test_vague_scarcity_is_not_cleared_by_a_fact_alone() -> None:
    (found,) = LINTER.check_text("They are selling fast.", facts=stock(2))
    assert (found.rule_id, found.severity) == ("scarcity/selling-fast", "warning")


CROWD = (
    "counts people without saying who counted, and when. It may mislead if the number is rounded "
    "up, old, or takes sign-ups for customers."
)
COUNTED = ("social-proof/customer-count", "Join 20,000 customers")
POPULARITY: list[tuple[str, str, dict[str, Any], list[Said]]] = [
    (
        "contradicted",
        "Join 20,000 customers.",
        EVIDENCE,
        [
            (
                "error",
                "social-proof/number-contradicted",
                "20,000 customers",
                '"20,000 customers" says more than its source: 12,400 customers (order database).',
            )
        ],
    ),
    ("backed", "Join 12,000 customers.", EVIDENCE, []),
    (
        "evidence that is not there yet",
        "Join 20,000 customers.",
        EVIDENCE | {"published": "2026-09-01"},
        [("warning", *COUNTED, f'"Join 20,000 customers" {CROWD}')],
    ),
    (
        "evidence of something else",
        "Join 20,000 customers.",
        {"evidence": [{"claim": "4.6 stars", "source": "Trustpilot"}]},
        [("warning", *COUNTED, f'"Join 20,000 customers" {CROWD}')],
    ),
    (
        "no evidence",
        "Join 20,000 customers.",
        {},
        [("warning", *COUNTED, f'"Join 20,000 customers" {CROWD}')],
    ),
    (
        "a superlative",
        "The #1 lamp.",
        {},
        [
            (
                "note",
                "social-proof/number-one",
                "#1",
                '"#1" claims first place. Number one in what, where, by whose count, and when?',
            )
        ],
    ),
]


@pytest.mark.parametrize(
    ("text", "facts", "expected"),
    [case[1:] for case in POPULARITY],
    ids=[case[0] for case in POPULARITY],
)
def test_popularity(text: str, facts: dict[str, Any], expected: list[Said]) -> None:
    assert said(text, facts) == expected


def saving(text: str, message: str, state: str = "contradicted") -> Said:
    return ("error", f"pricing/saving-{state}", text, f'"{text}" {message}')


WAS_NOW = (
    "note",
    "pricing/was-now",
    "Was £80, now £60",
    '"Was £80, now £60" compares with another price. Was it really asked, where, and until when?',
)
PRICES: list[tuple[str, str, dict[str, Any], list[Said]]] = [
    (
        "the percentage does not fit",
        "Was £80, now £60: half price.",
        {},
        [saving("Was £80, now £60: half price", "says 50 %; the prices say 25 %.")],
    ),
    (
        "the earlier price does not fit",
        "Was £120, now £60.",
        {"offer": {"reference-price": 80}},
        [saving("Was £120, now £60", "says £120; the prices say £80.")],
    ),
    (
        "the percentage does not fit the facts",
        "Lamps, 40% off.",
        {"offer": {"reference-price": 80, "price": 60}},
        [saving("40% off", "says 40 %; the prices say 25 %.")],
    ),
    (
        "more than everything",
        "Lamps, 120% off.",
        {},
        [
            saving(
                "120% off",
                "cannot be right: a price cannot fall by more than 100 %.",
                "impossible",
            )
        ],
    ),
    (
        "no saving",
        "Mugs, was £8, now £12.",
        {},
        [saving("was £8, now £12", "cannot be right: £12 is not less than £8.", "impossible")],
    ),
    ("backed", "Was £80, now £60.", {"offer": {"reference-price": 80}}, []),
    (
        "backed by both prices",
        "Lamps, 25% off.",
        {"offer": {"reference-price": 80, "price": 60}},
        [],
    ),
    ("stated, and they fit", "Was £80, now £40: half price.", {}, []),
    ("was and now without a fact", "Was £80, now £60.", {}, [WAS_NOW]),
    (
        "up to",
        "Up to 70% off.",
        {},
        [
            (
                "note",
                "pricing/up-to",
                "Up to 70% off",
                '"Up to 70% off" names the best case. It may mislead if hardly anything, or '
                "hardly anybody, gets that much.",
            )
        ],
    ),
    (
        "prices that rose",
        "Flour costs more, so our bread, was £3, now £3.20.",
        {},
        [
            (
                "note",
                "pricing/was-now",
                "was £3, now £3.20",
                '"was £3, now £3.20" compares with another price. Was it really asked, where, and '
                "until when?",
            )
        ],
    ),
]


@pytest.mark.parametrize(
    ("text", "facts", "expected"), [case[1:] for case in PRICES], ids=[case[0] for case in PRICES]
)
def test_prices(text: str, facts: dict[str, Any], expected: list[Said]) -> None:
    assert said(text, facts) == expected


# ---------------------------------------------------------------- publish time and zones


@pytest.mark.parametrize(
    ("published", "zone", "text", "ends", "rules"),
    [
        # Midnight in Los Angeles is eight hours later in London.
        ("2026-11-04T18:00", "America/Los_Angeles", "by midnight PT", "2026-11-05T08:00Z", []),
        ("2026-11-04T18:00", "America/Los_Angeles", "tonight", "2026-11-05T07:59Z", []),
        (
            "2026-11-04T18:00",
            "Europe/London",
            "at midnight",
            "2026-11-05T08:00Z",
            ["deadline-contradicted"],
        ),
        # The sheet is in UTC; for the readers in Sydney it is Thursday.
        ("2026-11-04T20:00Z", "Australia/Sydney", "tonight", "2026-11-05T23:59+11:00", []),
        (
            "2026-11-04T20:00Z",
            "Europe/London",
            "tonight",
            "2026-11-05T23:59Z",
            ["deadline-contradicted"],
        ),
        # Nobody says in what zone it goes out: then anything that can be true is.
        ("2026-11-04T20:00", None, "tonight", "2026-11-05T08:00Z", []),
        ("2026-11-04", None, "tonight", "2026-11-04T23:59", []),
        # CST is six hours behind UTC or eight ahead; the end fits one of them.
        ("2026-11-04", None, "30 November, 6 pm CST", "2026-12-01T00:00Z", []),
        ("2026-11-04", None, "30 November, 6 pm CST", "2026-11-30T10:00Z", []),
        (
            "2026-11-04",
            None,
            "30 November, 6 pm CST",
            "2026-11-30T18:00Z",
            ["deadline-contradicted"],
        ),
        ("2026-11-04", None, "30 November, 6 pm IST", "2026-11-30T12:30Z", []),
        ("2026-06-04", None, "30 June, 6 pm BST", "2026-06-30T17:00Z", []),
        # Copy says EST all summer.
        ("2026-06-04", None, "30 June, 6 pm EST", "2026-06-30T22:00Z", []),
        ("2026-06-04", None, "30 June, 6 pm EST", "2026-06-30T23:00Z", []),
        ("2026-06-04", None, "30 June, 6 pm EST", "2026-06-30T18:00Z", ["deadline-contradicted"]),
    ],
)
def test_publish_times_and_zones(
    published: str, zone: str | None, text: str, ends: str, rules: list[str]
) -> None:
    facts = {"published": published, "offer": {"ends": ends}} | ({"zone": zone} if zone else {})
    found = LINTER.check_text(f"Lamp sale ends {text}.", facts=facts)
    assert [f.rule_id for f in found] == [f"urgency/{rule}" for rule in rules]


# ---------------------------------------------------------------- the facts that would settle it


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Last chance to save.", "offer.ends: DATE, such as 2026-11-30T23:59Z"),
        ("Last chance to save, the sale ends tonight.", "offer.ends: 2026-11-04"),
        ("Only 3 left!", "offer.stock: 3"),
        ("They are selling fast.", "offer.stock: NUMBER"),
        (
            "Join 20,000 customers.",
            'evidence: [{claim: "Join 20,000 customers", source: SOURCE, date: DATE}]',
        ),
    ],
)
def test_the_advice_ends_with_the_fact_that_settles_it(text: str, line: str) -> None:
    found = LINTER.check_text(text, facts={"published": NOW, "zone": "Europe/London"})
    assert line in {f.settles for f in found}


def test_clearing_reaches_one_document_and_never_its_neighbours() -> None:
    found = LINTER.check_documents(
        [
            Document("a", {"body": "Last chance to save. Ends 30 November."}, ENDS),
            Document("b", {"body": "Last chance to save."}, ENDS),
        ]
    )
    assert [(f.document, f.rule_id) for f in found] == [("b", "urgency/last-chance")]
