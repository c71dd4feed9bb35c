"""Posts that contradict each other: found whatever their order, and only where they can."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aboveboard import Document, Linter
from aboveboard.across.compare import compare
from aboveboard.findings import Finding

ACROSS = (
    "urgency/deadline-moves",
    "urgency/offer-outlives-deadline",
    "urgency/pressure-repeated",
    "urgency/first-time-again",
    "scarcity/stock-rises",
    "scarcity/stock-stays",
)
LINTER = Linter(severity="note")


def posts(*texts: tuple[str, str], **facts: Any) -> list[Document]:
    """Rows of one sheet: when each goes out, and what it says."""
    return [
        Document("posts.csv", {"body": text}, {"published": published, **facts}, row=row)
        for row, (published, text) in enumerate(texts, 1)
    ]


def found(documents: Sequence[Document], linter: Linter = LINTER) -> list[Finding]:
    return [f for f in linter.check_documents(documents) if f.rule_id in ACROSS]


def test_a_deadline_that_moves_stands_on_the_later_posts_and_names_the_others() -> None:
    documents = posts(
        ("2026-11-04", "Our walnut oil offer ends tonight!"),
        ("2026-11-09", "Our walnut oil offer ends tonight!"),
        ("2026-11-12", "Our walnut oil offer ends tonight!"),
    )
    assert [(f.severity, f.row, f.rule_id, f.text, f.message) for f in found(documents)] == [
        (
            "error",
            2,
            "urgency/deadline-moves",
            "ends tonight",
            '"ends tonight" does not fit what was said before: row 1 (2026-11-04: ends tonight).',
        ),
        (
            "error",
            3,
            "urgency/deadline-moves",
            "ends tonight",
            '"ends tonight" does not fit what was said before: row 1 (2026-11-04: ends tonight) '
            "and row 2 (2026-11-09: ends tonight).",
        ),
    ]
    assert [(o.document, o.row) for o in found(documents)[1].related] == [
        ("posts.csv", 1),
        ("posts.csv", 2),
    ]


def test_others_are_named_in_the_order_of_time_and_each_once() -> None:
    documents = posts(
        ("2026-11-06", "Two days left! Use code FRINGE15 until Sunday, 8 November."),
        ("2026-11-03", "Use code FRINGE15, it ends on Sunday 8 November."),
        ("2026-11-20", "Carpets. Use code FRINGE15."),
    )
    (conflict,) = found(documents)
    assert (conflict.row, conflict.rule_id) == (3, "urgency/offer-outlives-deadline")
    assert [other.row for other in conflict.related] == [2, 1]


@pytest.mark.parametrize(
    ("facts", "texts", "rows"),
    [
        # What belongs together: offer, campaign, code, link, words.
        ({"offer": {"id": "a"}}, ("Boots: ends tonight.", "Coats: ends tonight."), [2]),
        ({"campaign": "a"}, ("Boots: ends tonight.", "Coats: ends tonight."), [2]),
        ({}, ("Boots: code OAK20 ends tonight.", "Coats: code OAK20 ends tonight."), [2]),
        (
            {},
            (
                "Boots: ends tonight! https://shop.example/sale?utm_source=a",
                "Coats: ends tonight! https://www.shop.example/sale/",
            ),
            [2],
        ),
        ({}, ("The oak desk offer ends tonight.", "Ends tonight: the oak desk offer!"), [2]),
        ({}, ("Boots: ends tonight.", "Coats: ends tonight."), []),
        (
            {},
            (
                "Boots: ends tonight! https://shop.example/boots",
                "Boots: ends tonight! https://shop.example/coats",
            ),
            [],
        ),
        # A home page is the target of every offer.
        (
            {},
            (
                "Boots: ends tonight! https://shop.example/",
                "Coats: ends tonight! https://shop.example/",
            ),
            [],
        ),
    ],
)
def test_only_posts_of_one_offer_are_compared(
    facts: dict[str, Any], texts: tuple[str, str], rows: list[int]
) -> None:
    documents = posts(("2026-11-04", texts[0]), ("2026-11-09", texts[1]), **facts)
    assert [f.row for f in found(documents)] == rows


def test_accounts_are_never_compared_with_each_other() -> None:
    documents = [
        *posts(("2026-11-04", "The oak desk offer ends tonight."), account="uk"),
        *posts(("2026-11-09", "The oak desk offer ends tonight."), account="us"),
    ]
    assert found(documents) == []
    same = [replace(d, name=f"{i}.md", facts=d.facts | {"account": "uk"}) for i, d in
            enumerate(documents)]  # fmt: skip
    assert [f.document for f in found(same)] == ["1.md"]


def test_files_without_an_account_are_not_compared_with_each_other() -> None:
    documents = posts(
        ("2026-11-04", "The oak desk offer ends tonight."),
        ("2026-11-09", "The oak desk offer ends tonight."),
    )
    apart = [replace(document, name=f"{document.row}.csv") for document in documents]
    assert found(apart) == []


@pytest.mark.parametrize(
    ("first", "second", "rows"),
    [
        (("2026-11-04T08:00", "ends tonight"), ("2026-11-04T18:00", "ends tonight"), []),
        (("2026-11-04", "ends on Sunday"), ("2026-11-07", "ends tomorrow"), []),
        (("2026-11-04", "ends on Sunday"), ("2026-11-08", "ends tonight"), []),
        (("2026-11-04", "ends on Sunday"), ("2026-11-07", "ends on 15 November"), [2]),
        (("2026-11-04", "ends on 8 November"), ("2026-11-07", "ends in 24 hours"), []),
        (("2026-11-04", "ends on 8 November"), ("2026-11-05", "ends in 24 hours"), [2]),
        (("2026-11-04", "ends tonight"), ("2026-12-09", "ends tonight"), []),  # next month
        # The same evening, said in two zones.
        (
            ("2026-11-04T12:00+00:00", "ends 4 November, 11 pm GMT"),
            ("2026-11-04T22:00+11:00", "ends 5 November, 10 am AEDT"),
            [],
        ),
        (("2026-11-04", "ends 11/12/2026"), ("2026-11-05", "ends 12 November"), []),
    ],
)
def test_only_values_that_exclude_each_other_are_contradictions(
    first: tuple[str, str], second: tuple[str, str], rows: list[int]
) -> None:
    documents = posts(*((day, f"Our lamp sale {text}.") for day, text in (first, second)))
    assert [f.row for f in found(documents)] == rows


def test_undated_posts_take_no_part() -> None:
    texts = ("Our lamp sale ends tonight.", "Our lamp sale ends on 3 May.")
    documents = [Document("a.csv", {"body": text}, {}, row=row) for row, text in enumerate(texts)]
    assert found(documents) == []


def test_a_suppressed_deadline_is_not_reported() -> None:
    excuse = "<!-- aboveboard: ignore urgency/deadline-moves -- the first was a slip -->"
    later = f"{excuse}\nOur lamp sale ends tonight."
    documents = posts(("2026-11-04", "Our lamp sale ends tonight."), ("2026-11-09", later))
    assert [f.rule_id for f in LINTER.check_documents(documents) if f.severity == "error"] == []


# ---------------------------------------------------------------- any order

MONTH = [
    ("2026-11-02", "Our walnut oil offer ends tonight!"),
    ("2026-11-05", "Our walnut oil offer ends tonight!"),
    ("2026-11-05", "Last chance to save on walnut oil!"),
    ("2026-11-08", "Last chance to save on walnut oil!"),
    ("2026-11-11", "Last chance to save on walnut oil!"),
    ("2026-11-03", "Only 3 seats left for the pottery weekend."),
    ("2026-11-06", "Only 7 seats left for the pottery weekend."),
    ("2026-11-09", "Only 7 seats left for the pottery weekend."),
    ("2026-11-10", "Only 7 seats left for the pottery weekend."),
    ("2026-11-04", "Code MAPLE15 takes 15% off until Sunday."),
    ("2026-11-20", "Pancakes? Use code MAPLE15."),
    ("2026-11-04T09:00", "A one-time offer on the oak desk."),
    ("2026-11-24T09:00", "A one-time offer on the oak desk!"),
    ("2026-11-07", "Our shop is open until six."),
]
Told = tuple[int, str, str, str, str, tuple[tuple[int, str], ...]]


def told(order: Sequence[int]) -> set[Told]:
    """What is said of the month, by the number of each post in it; the rows are in ``order``."""
    documents = posts(*(MONTH[number] for number in order))
    number_of = dict(enumerate(order, 1))
    result = set()
    for finding in LINTER.check_documents(documents):
        assert finding.row is not None
        others = tuple(sorted((number_of[o.row or 0], o.message) for o in finding.related))
        message = finding.message.partition(": row ")[0]
        result.add(
            (
                number_of[finding.row],
                finding.rule_id,
                finding.severity,
                finding.text,
                message,
                others,
            )
        )
    return result


IN_ORDER = told(range(len(MONTH)))


def test_the_month_has_its_contradictions() -> None:
    assert sorted((number, rule) for number, rule, *_ in IN_ORDER if rule in ACROSS) == [
        (1, "urgency/deadline-moves"),
        (4, "urgency/pressure-repeated"),
        (6, "scarcity/stock-rises"),
        (7, "scarcity/stock-rises"),
        (8, "scarcity/stock-rises"),
        (10, "urgency/offer-outlives-deadline"),
        (12, "urgency/first-time-again"),
    ]


@settings(max_examples=30)
@given(st.permutations(range(len(MONTH))))
def test_any_order_of_rows_gives_the_same_findings(order: list[int]) -> None:
    assert told(order) == IN_ORDER


@settings(max_examples=30)
@given(st.permutations(range(len(MONTH))))
def test_any_order_of_files_gives_the_same_findings(order: list[int]) -> None:
    def files(numbers: Sequence[int]) -> list[Document]:
        return [
            Document(
                f"{number:02}.md",
                {"body": MONTH[number][1]},
                {"published": MONTH[number][0], "account": "shop"},
            )
            for number in numbers
        ]

    expected = LINTER.check_documents(files(range(len(MONTH))))
    assert LINTER.check_documents(files(order)) == expected


# ---------------------------------------------------------------- a fact that backs


@given(
    st.dates(date(2026, 1, 1), date(2027, 12, 1)),
    st.integers(0, 25),
    st.sampled_from(["the date", "tonight", "days", "weekday"]),
    st.booleans(),
)
def test_adding_an_end_that_backs_a_claim_never_adds_a_finding(
    published: date, ahead: int, form: str, pressure: bool
) -> None:
    end = published + timedelta(days=0 if form == "tonight" else ahead % 6 + 1)
    said = {
        "the date": f"on {end.day} {end:%B} {end.year}",
        "tonight": "tonight",
        "days": f"in {(end - published).days} days",
        "weekday": f"on {end:%A}",
    }[form]
    text = f"Our lamp sale ends {said}. " + ("Last chance to save, hurry!" if pressure else "")
    known = {"published": published}
    before = LINTER.check_text(text, facts=known)
    after = LINTER.check_text(text, facts=known | {"offer": {"ends": end}})
    assert {(f.rule_id, f.text) for f in after} <= {(f.rule_id, f.text) for f in before}
    assert not any(f.severity != "note" for f in after)


@given(st.integers(1, 400), st.integers(0, 400))
def test_adding_a_stock_that_backs_a_count_never_adds_a_finding(count: int, fewer: int) -> None:
    text = f"Only {count} left, and they are selling fast!"
    before = LINTER.check_text(text)
    after = LINTER.check_text(text, facts={"offer": {"stock": max(0, count - fewer)}})
    assert before
    assert after == []


@given(st.integers(1, 99_999), st.integers(0, 99_999))
def test_adding_evidence_that_backs_a_number_never_adds_a_finding(claimed: int, more: int) -> None:
    text = f"Join {claimed:,} customers."
    evidence = [{"claim": f"{claimed + more:,} customers", "source": "our order records"}]
    assert LINTER.check_text(text, facts={"evidence": evidence}) == []


def test_thousands_of_posts_of_one_offer_are_compared_with_few() -> None:
    start = datetime(2026, 11, 1)
    documents = posts(
        *(
            (
                (start + timedelta(minutes=30 * number)).isoformat(),
                f"Sale ends in {number} minutes.",
            )
            for number in range(1, 600)
        ),
        campaign="lamps",
    )
    linter = Linter(select=["urgency/deadline-moves"])
    conflicts = linter.check_documents(documents)
    assert all(len(conflict.related) <= 20 for conflict in conflicts)
    assert {f.rule_id for f in conflicts} == {"urgency/deadline-moves"}


def test_a_trace_that_names_no_rule_across_documents_is_passed_over() -> None:
    engine = LINTER.engine_for("posts.csv")
    first, second = (
        checked.trace
        for checked in LINTER.check_each(
            posts(
                ("2026-11-04", "Our walnut oil offer ends tonight!"),
                ("2026-11-09", "Our walnut oil offer ends tonight!"),
            )
        )
    )
    assert first is not None
    assert second is not None
    rules = {rule.id: rule for rule in engine.rules}
    assert len(list(compare([first, second], rules))) == 1
    forged = [
        replace(trace, entries=tuple(replace(e, rule_ids=(name,)) for e in trace.entries))
        for trace in (first, second)
        for name in ("no/rule", "urgency/act-now")
    ]
    assert list(compare(forged, rules)) == []
