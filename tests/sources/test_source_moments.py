from __future__ import annotations

from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aboveboard.sources.moments import TwoWaysError, orders_of, read_clock, read_moment

DAYS = st.dates(date(1900, 1, 1), date(2999, 12, 31))
SIGNS = st.sampled_from("/.-")
FORMS = {"dmy": "{d}{s}{m}{s}{y}", "mdy": "{m}{s}{d}{s}{y}"}


def written(day: date, order: str, sign: str, *, padded: bool) -> str:
    width = 2 if padded else 1
    return FORMS[order].format(
        d=f"{day.day:0{width}}", m=f"{day.month:0{width}}", y=day.year, s=sign
    )


@given(DAYS, st.sampled_from(sorted(FORMS)), SIGNS, st.booleans())
def test_an_order_reads_what_it_wrote(day: date, order: str, sign: str, padded: bool) -> None:
    text = written(day, order, sign, padded=padded)
    assert read_moment(text, order) == day
    assert order in orders_of(text)
    # Nobody can tell, whatever the numbers are: a single date decides nothing by itself.
    with pytest.raises(TwoWaysError):
        read_moment(text)


@given(DAYS, SIGNS)
def test_a_date_has_as_many_orders_as_meanings(day: date, sign: str) -> None:
    text = written(day, "dmy", sign, padded=True)
    assert orders_of(text) == ({"dmy"} if day.day > 12 else {"dmy", "mdy"})
    if day.day > 12:
        with pytest.raises(ValueError, match="a date in the order mdy"):
            read_moment(text, "mdy")


@given(DAYS, SIGNS, st.sampled_from([None, "dmy", "mdy", "ymd"]))
def test_the_year_in_front_has_one_meaning(day: date, sign: str, order: str | None) -> None:
    text = f"{day.year}{sign}{day.month}{sign}{day.day}"
    assert read_moment(text, order) == day
    assert orders_of(text) == frozenset()


@given(st.datetimes(datetime(1900, 1, 1), datetime(2999, 1, 1)))
def test_a_moment_reads_what_python_wrote(moment: datetime) -> None:
    assert read_moment(moment.isoformat()) == moment
    assert read_moment(str(moment)) == moment
    assert read_moment(moment.strftime("%d %B %Y at %I:%M:%S %p")) == moment.replace(microsecond=0)
    assert read_moment(moment.strftime("%b %d, %Y %H:%M")) == moment.replace(
        second=0, microsecond=0
    )


@given(st.text(max_size=30), st.sampled_from([None, "dmy", "mdy", "ymd"]))
def test_any_text_is_a_moment_or_a_value_error(text: str, order: str | None) -> None:
    orders_of(text)
    for reader in (lambda: read_moment(text, order), lambda: read_clock(text)):
        with suppress(ValueError):
            reader()


@given(st.times())
def test_a_clock_reads_what_python_wrote(clock: time) -> None:
    assert read_clock(clock.isoformat()) == clock
    assert read_clock(clock.strftime("%I:%M %p")) == time(clock.hour, clock.minute)
    assert read_clock(clock) is clock


@pytest.mark.parametrize(
    ("text", "order", "moment"),
    [
        ("2026/11/30 9:05", None, datetime(2026, 11, 30, 9, 5)),
        ("2026-11-30 9:05 PM", None, datetime(2026, 11, 30, 21, 5)),
        ("2026-11-30 12am", None, datetime(2026, 11, 30)),
        ("11/30/2026 6:00:00 pm", "mdy", datetime(2026, 11, 30, 18)),
        ("11/12/2026, 10:00", "dmy", datetime(2026, 12, 11, 10)),
        ("11/12/26", "dmy", date(2026, 12, 11)),
        ("11/12/26", "ymd", date(2011, 12, 26)),
        ("30-Nov-2026", None, date(2026, 11, 30)),
        ("30 Nov 2026 18:00 GMT", None, datetime(2026, 11, 30, 18, tzinfo=UTC)),
        (
            "2026-11-30T18:00+0530",
            None,
            datetime(2026, 11, 30, 18, tzinfo=timezone(timedelta(hours=5, minutes=30))),
        ),
    ],
)
def test_moments(text: str, order: str | None, moment: date) -> None:
    found = read_moment(text, order)
    assert found == moment
    assert type(found) is type(moment)


@pytest.mark.parametrize(
    "text",
    ["30/30/2026", "0/1/2026", "1/2/3", "1/2.2026", "2026-11-30 25:00", "2026-11-30 9", "Mar 2026",
     "30 Novembers 2026", "2026-11-30 13 pm", "2026-02-30", "٣٠/١١/٢٠٢٦"],
)  # fmt: skip
def test_no_moments(text: str) -> None:
    for order in (None, "dmy", "mdy", "ymd"):
        with pytest.raises(ValueError):
            read_moment(text, order)


@pytest.mark.parametrize("text", ["9", "25:00", "9:60", "0 am", "13 pm", "9.30", "", "noon"])
def test_no_clocks(text: str) -> None:
    with pytest.raises(ValueError, match=r"^a time such as 14:30 or 2:30 pm$"):
        read_clock(text)


def test_two_digits_may_be_three_orders() -> None:
    assert orders_of("11/12/10") == {"dmy", "mdy", "ymd"}
    assert orders_of("31/12/10") == {"dmy", "ymd"}
    assert orders_of("31/31/31") == frozenset()
