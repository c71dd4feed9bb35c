from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples import passage, source_text

from aboveboard.matchers.phrases import PhraseSet, longest


def found(phrases: str | list[str], text: str) -> list[str]:
    """The source of every match, in order."""
    where = passage(text)
    wanted = [phrases] if isinstance(phrases, str) else phrases
    return [source_text(where, span) for span in PhraseSet(wanted).find(where)]


@pytest.mark.parametrize(
    ("phrase", "written"),
    [
        ("last chance", "last chance"),
        ("last chance", "LAST CHANCE"),
        ("LAST CHANCE", "Last Chance"),
        ("last chance", "last-chance"),
        ("last-chance", "last chance"),
        ("last chance", "last‑chance"),
        ("last chance", "last–chance"),
        ("last chance", "last  chance"),
        ("last chance", "last\n  chance"),
        ("last chance", "last\u00a0chance"),
        ("last chance", "la\u00adst chan\u200bce"),
        ("last chance", "𝗹𝗮𝘀𝘁 ｃｈａｎｃｅ"),
        ("last chance", "lаst сhance"),
        ("last chance", "L A S T  C H A N C E"),
        ("last chance", "L A S T C H A N C E"),
        ("last chance", "l.a.s.t c.h.a.n.c.e"),
        ("last chance", "#LastChance"),
        ("last chance", "#LASTCHANCE"),
        ("last chance", "#last_chance"),
        ("last chance", "#Last-Chance"),
        ("buy 1 get 1", "#Buy1Get1"),
        ("don't miss", "don’t miss"),
        ("don't miss", "DON`T MISS"),
        ("don't miss", "do not miss"),
        ("don't miss", "dont miss"),
        ("do not miss", "Don't miss"),
        ("don't miss", "#DontMiss"),
        ("cannot miss", "can't miss"),
        ("is not over", "isn't over"),
        ("going to sell out", "gonna sell out"),
        ("free", "F R E E"),
        ("free", "#free"),
        ("50% off", "50%off"),
        ("50% off", "50 % off"),
        ("50% off", "50%-off"),
        ("2 hours left", "2hours left"),
        ("10 km away", "10km away"),
        ("9 pm tonight", "9PM tonight"),
        ("9 pm tonight", "9 p.m. tonight"),
        ("rock & roll", "rock and roll"),
        ("wait... now", "wait… now"),
        ("#ad", "#ad"),
        ("#ad", "#AD"),
        ("#ad", "#аd"),
        ("👀", "👀"),
        ("sale 👀", "sale👀"),
        ("the “best” deal", 'the "best" deal'),
    ],
)
def test_spellings(phrase: str, written: str) -> None:
    assert found(phrase, f"Oh, {written}!") == [written]
    assert found(phrase, f"({written})") == [written]
    assert found(phrase, f"🔥{written}") == [written]
    assert found(phrase, f"now:\n{written}\nHurry") == [written]


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("last chance", "blast chance"),
        ("last chance", "last chances"),
        ("last chance", "last, chance"),
        ("last chance", "The last. Chance is fine"),
        ("last chance", "lastchance"),  # one word only as a hashtag
        ("last chance", "last_chance"),
        ("last chance", "https://example.com/last-chance"),
        ("last chance", "#last #chance"),
        ("last chance", "@last chance"),
        ("#ad", "#adidas"),
        ("#ad", "#ads"),
        ("#ad", "ad"),
        ("#ad", "me#ad"),
        ("free", "sugar-free"),
        ("free", "smoke‑free"),
        ("free", "care–free"),
        ("free", "free-range"),
        ("free", "freedom"),
        ("free", "#freestuff"),
        ("now", "now-or-never"),
        ("don't miss", "didn't miss"),
        ("don't miss", "donut miss"),
        ("$5 off", "€5 off"),
        ("we", "Wed"),
        ("i", "ID"),
    ],
)
def test_what_is_another_word(phrase: str, text: str) -> None:
    assert found(phrase, text) == []


@pytest.mark.parametrize(
    ("phrases", "text", "expected"),
    [
        (["last chance", "last chance to buy"], "Last chance to buy now", ["Last chance to buy"]),
        (["last chance", "chance to buy"], "last chance to buy", ["chance to buy"]),
        (["last chance", "chance now"], "last chance now", ["last chance"]),  # longer wins
        (["last chance", "last call"], "last call, last chance", ["last call", "last chance"]),
        (["last chance"], "last chance last chance", ["last chance", "last chance"]),
        (["last chance", "LAST-CHANCE"], "last chance", ["last chance"]),
        (["free", "sugar-free"], "sugar-free and free", ["sugar-free", "free"]),
        (["now", "act now"], "#ActNow now", ["#ActNow", "now"]),
        (["act"], "", []),
    ],
)
def test_several(phrases: list[str], text: str, expected: list[str]) -> None:
    assert found(phrases, text) == expected


SPANS = st.tuples(st.integers(0, 30), st.integers(1, 8)).map(lambda pair: (pair[0], sum(pair)))


@given(st.lists(SPANS, max_size=12))
def test_longest(spans: list[tuple[int, int]]) -> None:
    kept = longest(spans)
    assert kept == sorted(kept)
    assert set(kept) <= set(spans)
    for (_, end), (start, _) in pairwise(kept):
        assert end <= start
    for span in set(spans) - set(kept):
        # What was left out overlaps something that is as long or longer.
        assert any(
            span[0] < end and start < span[1] and end - start >= span[1] - span[0]
            for start, end in kept
        )


def test_longest_of_very_many() -> None:
    spans = [(2 * i, 2 * i + 1) for i in range(200_000)]
    assert longest(spans[::-1]) == spans
