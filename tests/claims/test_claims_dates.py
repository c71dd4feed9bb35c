"""Every way to write a moment resolves to it, or is called ambiguous; never to another one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from date_phrases import dates, distances, moments, numbers
from hypothesis import given
from hypothesis import strategies as st
from samples import AWKWARD, passage

from aboveboard import Linter
from aboveboard.claims.deadline import find_deadlines
from aboveboard.claims.resolve import Reference, resolve
from aboveboard.claims.window import Window

PUBLISHED = [
    datetime(2026, 11, 4, 9, 30),
    date(2026, 11, 4),
    datetime(2026, 12, 28, 18, 0),
    datetime(2027, 2, 26, 8, 0),
    datetime(2028, 2, 27, 12, 0),
    datetime(2026, 3, 29, 0, 30),  # the clocks go forward in Europe
    datetime(2026, 6, 30, 23, 0, tzinfo=UTC),
]


def windows_of(phrase: str, reference: Reference) -> tuple[Window, ...]:
    """What "Sale ends" with a phrase resolves to; there must be one deadline, with all of it."""
    text = f"Sale ends {phrase}."
    (claim,) = find_deadlines(passage(text))
    assert (claim.about, claim.start) == ("offer", 5)
    resolved = resolve(claim.value, reference)
    assert resolved.impossible == ""
    assert resolved.windows
    return resolved.windows


def holds(window: Window, moment: date | datetime) -> bool:
    if isinstance(moment, datetime):
        return window.start <= moment <= window.end
    return window.start.date() <= moment <= window.end.date()


def phrases_of(day: date, published: date | datetime) -> Iterator[tuple[str, date, str | None]]:
    """Phrases for a day, each with the moment that it names and the order of numbers."""
    today = published.date() if isinstance(published, datetime) else published
    for phrase in (*dates(day), *distances(day, today)):
        yield phrase, day, None
    for phrase in numbers(day):
        if phrase != "24/7":  # that is always open
            yield phrase, day, "dmy"
            if day.day > 12 or day.day == day.month:
                yield phrase, day, None
    for hour, minute in ((18, 0), (12, 0), (9, 30), (23, 59)):
        moment = datetime(day.year, day.month, day.day, hour, minute)
        for phrase in moments(moment):
            yield phrase, moment, None


@pytest.mark.parametrize("published", PUBLISHED, ids=str)
def test_phrases_resolve_to_their_moment_or_to_several_with_it(published: date) -> None:
    today = published.date() if isinstance(published, datetime) else published
    outcomes: Counter[str] = Counter()
    wrong = []
    for ahead in range(36):
        for phrase, moment, order in phrases_of(today + timedelta(days=ahead), published):
            windows = windows_of(phrase, Reference(published, date_order=order))
            outcomes["one" if len(windows) == 1 else "several"] += 1
            if not any(holds(window, moment) for window in windows):
                wrong.append((phrase, moment, windows))
    assert wrong == []
    assert outcomes["one"] > 3000
    assert outcomes["several"] <= 0.05 * outcomes.total()


@given(
    st.dates(date(2020, 1, 1), date(2035, 12, 31)),
    st.integers(0, 59),
    st.integers(0, 10_000),
)
def test_a_phrase_of_any_day_resolves_to_it(published: date, ahead: int, pick: int) -> None:
    found = list(phrases_of(published + timedelta(days=ahead), published))
    phrase, moment, order = found[pick % len(found)]
    windows = windows_of(phrase, Reference(published, date_order=order))
    assert any(holds(window, moment) for window in windows)
    assert len(windows) <= 2


ORDINARY = """
    tonight | today | tomorrow | tomorrow night | this evening | at midnight | on Friday | Friday
    this Friday | Sunday night | on Friday at 6 pm | Monday at noon | this weekend | 30 November
    on 30 November | Nov 30 | 30 Nov | November 30th | Nov 30th, 2026 | 30 November 2026
    Monday 30 November | Monday, 30 November 2026 | Monday the 30th of November | 30/11/2026
    30.11.2026 | 2026-11-30 | 30/11 | 30 November at 23:59 | Nov 30, 11:59 pm | 30 Nov, 6pm GMT
    tonight at 9 pm | tomorrow at 9 pm | at 11:59 pm tonight | in 3 days | in 48 hours | in 2 hours
    in one week | in 30 minutes | in 2 days and 4 hours | at the end of the month
    at the end of the week | at the end of November | next Friday | on Black Friday
    on Cyber Monday | on Christmas Eve | on New Year's Eve | at noon tomorrow | at 6 pm PT
    at midnight PT on Friday | at 9 tonight | on 4 December | December 15 | 1 January
    3 Dec at 10 am | Sunday, 11.59 pm | Sun 8 Nov | at 5pm on Thursday
""".replace("\n", "|").split("|")


def test_at_most_five_percent_of_ordinary_phrases_are_called_ambiguous() -> None:
    linter = Linter(severity="note", select=["urgency"])
    phrases = [phrase.strip() for phrase in ORDINARY if phrase.strip()]
    facts = {"published": "2026-11-04T10:00", "zone": "Europe/London"}
    called = []
    for phrase in phrases:
        found = linter.check_text(f"Our lamp sale ends {phrase}.", facts=facts)
        assert not any(f.severity == "error" for f in found)
        if any(f.rule_id == "urgency/deadline-ambiguous" for f in found):
            called.append(phrase)
    assert len(phrases) == 58
    assert called == []


@pytest.mark.parametrize(
    ("phrase", "meanings"),
    [
        ("11/12/2026", "11 December or 12 November"),
        ("05/06", "5 June or 6 May"),
        ("30 November 2026, 6 pm CST", "UTC−6, Shanghai or Havana"),
        ("30 November 2026, 6 pm IST", "Kolkata, Dublin or Jerusalem"),
        ("30 June 2027, 6 pm BST", "UTC+1 or Dhaka"),
        ("30 June 2027, 6 pm EST", "UTC−5 or New York"),
    ],
)
def test_what_is_ambiguous_is_said_with_its_meanings(phrase: str, meanings: str) -> None:
    found = Linter(severity="note").check_text(f"Offer ends {phrase}.")
    assert [(f.rule_id, f.severity, f.text, f.message) for f in found] == [
        (
            "urgency/deadline-ambiguous",
            "note",
            f"ends {phrase}",
            f'"ends {phrase}" has several meanings: {meanings}.',
        )
    ]


@pytest.mark.parametrize(
    ("phrase", "facts"),
    [
        ("11/12/2026", {"language": "en-GB"}),
        ("11/12/2026", {"language": "en-US"}),
        ("12/12/2026", {}),
        ("13/12/2026", {}),
        ("30 November 2026, 6 pm EST", {}),
        ("30 November 2026, 6 pm PT", {}),
        ("30 November 2026, 6 pm London time", {}),
    ],
)
def test_what_can_be_told_is_not_called_ambiguous(phrase: str, facts: dict[str, str]) -> None:
    found = Linter(severity="note").check_text(f"Offer ends {phrase}.", facts=facts)
    assert [(f.rule_id, f.text) for f in found] == [("urgency/deadline-stated", f"ends {phrase}")]


def test_the_order_of_a_date_in_numbers_follows_the_language() -> None:
    linter = Linter()
    facts = {"offer": {"ends": "2026-12-11"}}
    assert linter.check_text("Offer ends 11/12/2026.", facts=facts | {"language": "en-GB"}) == []
    (found,) = linter.check_text("Offer ends 11/12/2026.", facts=facts | {"language": "en-US"})
    assert found.message == (
        '"ends 11/12/2026" says 12 November 2026; the offer ends 11 December 2026.'
    )


# ---------------------------------------------------------------- clocks that are put forward


@pytest.mark.parametrize(
    ("published", "text", "ends"),
    [
        # The night of 25 October 2026 has 25 hours in London, that of 29 March 23.
        ("2026-10-24T12:00", "Sale ends in 36 hours.", "2026-10-25T23:59+00:00"),
        ("2026-10-24T12:00", "Sale ends tomorrow.", "2026-10-25T23:59+00:00"),
        ("2026-10-24T12:00", "Sale ends Sunday, 1.30 am.", "2026-10-25T01:30+01:00"),
        ("2026-10-24T12:00", "Sale ends Sunday, 23:59.", "2026-10-25T23:59Z"),
        ("2026-03-28T12:00", "Sale ends in 36 hours.", "2026-03-29T22:59Z"),
        ("2026-03-28T12:00", "Sale ends tomorrow at midnight.", "2026-03-29T23:00Z"),
        ("2026-03-28T12:00", "Sale ends tomorrow at 6 pm.", "2026-03-29T17:00Z"),
    ],
)
def test_days_on_which_clocks_change(published: str, text: str, ends: str) -> None:
    facts = {"published": published, "zone": "Europe/London", "offer": {"ends": ends}}
    assert Linter(severity="note").check_text(text, facts=facts) == []


def test_an_hour_that_there_is_twice_is_no_error_and_one_beside_it_is() -> None:
    facts = {"published": "2026-10-24T12:00", "zone": "Europe/London"}
    linter = Linter()
    ends = {"offer": {"ends": "2026-10-25T18:00+01:00"}}
    (found,) = linter.check_text("Sale ends tomorrow at 6 pm.", facts=facts | ends)
    assert found.rule_id == "urgency/deadline-contradicted"


# ---------------------------------------------------------------- any text at all

_WORDS = (
    "ends until by only left last 3 48 hours days tonight Friday 30 November 31 June 24:00 00:00 "
    "99/99 0/0 2026-13-45 29 February 12 am PT CST UTC+14 noon midnight £80 was now 50% off sale "
    "limited to seats customers 4.9 stars , . : – ( ) | 10,000 1e9 ٣ ½ 9999 weeks 9999 days "
).split()


@given(
    st.lists(st.sampled_from(_WORDS), max_size=14).map(" ".join),
    st.sampled_from([{}, {"published": date.min}, {"published": date.max}, {"published": "now"}]),
)
def test_claims_never_raise_on_any_words(text: str, facts: dict[str, object]) -> None:
    if facts.get("published") == "now":
        facts = {
            "published": datetime(2026, 11, 4, 9, tzinfo=ZoneInfo("Europe/London")),
            "offer": {"ends": date(2026, 11, 30), "stock": 4, "price": 3, "reference-price": 9},
        }
    for finding in CLAIMS.check_text(text, facts=facts):
        assert finding.text == text[finding.start : finding.end]
        assert finding.message


@given(st.text(st.sampled_from(AWKWARD + " 0123456789:/.apm%£"), max_size=60))
def test_claims_never_raise_on_any_characters(text: str) -> None:
    for finding in CLAIMS.check_text(text, facts={"published": "2026-11-04T10:00Z"}):
        assert finding.text == text[finding.start : finding.end]


CLAIMS = Linter(
    severity="note",
    select=[
        *(f"urgency/deadline-{state}" for state in ("past", "contradicted", "impossible")),
        *(f"urgency/deadline-{state}" for state in ("ambiguous", "stated")),
        *(f"scarcity/stock-{state}" for state in ("contradicted", "aged")),
        *(f"pricing/saving-{state}" for state in ("contradicted", "impossible")),
        "social-proof/number-contradicted",
    ],
)
