from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples import AWKWARD, passage
from spacy.attrs import NORM, ORTH

from aboveboard.nlp import CAPS, NORMS, OTHER, make_nlp, parse, tokenizer_exceptions, word_class
from aboveboard.normalise import PLACEHOLDER, normalise
from aboveboard.text import View

CHARACTERS = st.one_of(st.sampled_from(AWKWARD), st.characters(exclude_categories=["Cs"]))


def tokens(text: str) -> list[str]:
    return [token.text for token in parse(normalise(View(text)).text)]


def norms(text: str) -> list[str]:
    return [token.norm_ for token in parse(normalise(View(text)).text)]


@given(st.text(CHARACTERS, max_size=40))
def test_tokens_keep_every_offset(text: str) -> None:
    plain = normalise(View(text)).text
    doc = parse(plain)
    assert len(doc.text) == len(plain)
    for token in doc:
        written = plain[token.idx : token.idx + len(token)]
        assert token.text in (written, written.lower())


def test_a_capital_that_is_longer_in_lower_case_stays() -> None:
    assert parse("İstanbul NOW").text == "İstanbul now"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("tonight!Buy now", "tonight ! buy now"),
        ("50%off, 50%-off, -50%", "50 % off , 50 % off , - 50 %"),
        ("only3left", "only 3 left"),
        ("9pm 9:30 p.m.", "9 pm 9:30 p.m."),
        ("#ad #LastChance #last_chance", "# ad # lastchance # last_chance"),
        ("node.js AT&T e.g. U.S.", "node.js at&t e.g. u.s ."),
        ("US$9 A$5 $5-$10 £1,299.00", "us$ 9 a$ 5 $ 5 - $ 10 £ 1,299.00"),
        ("a $5 coupon", "a $ 5 coupon"),
        ("don’t can't cannot gonna", "do n't ca n't can not gon na"),
        ("last-chance well–known now—or", "last chance well known now — or"),
        ("chance🪄buy", "chance 🪄 buy"),
        ("https://x.com/a!b @glow.lab me@x.com", "https://x.com/a!b @glow.lab me@x.com"),
        ("(last chance)", "( last chance )"),
        ("*last chance* _act now_", "* last chance * _ act now _"),
        ("“Act now”", "“ act now ”"),
        ("10–20 50–70%", "10 – 20 50 – 70 %"),
    ],
)
def test_tokens(text: str, expected: str) -> None:
    assert tokens(text) == expected.split()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("don't", "do not"),
        ("don’t", "do not"),
        ("DON'T", "do not"),
        ("dont", "do not"),
        ("won't", "will not"),
        ("can't", "cannot"),
        ("can't", "can not"),
        ("isn't", "is not"),
        ("let's", "let us"),
        ("gonna", "going to"),
        ("9 p.m.", "9 pm"),
        ("black & white", "black and white"),
        ("50 pct", "50 percent"),
        ("“quoted”", '"quoted"'),
        ("wait…", "wait..."),
        ("now – or never", "now - or never"),
    ],
)
def test_spellings_of_one_wording(one: str, other: str) -> None:
    assert norms(one) == norms(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("€5", "$5"),
        ("£5", "$5"),
        ("us$5", "$5"),
        ("didn't miss", "don't miss"),
        ("hadn't", "haven't"),
        ("Wed", "we'd"),
        ("ID", "I'd"),
        ("Mass.", "Massachusetts"),
        ("mon.", "Monday"),
        ("its", "it has"),
        ("left", "leave"),
        ("offers", "offer"),
    ],
)
def test_wordings_that_are_not_one(one: str, other: str) -> None:
    assert norms(one) != norms(other)


def test_norms_of_exceptions_come_from_contractions_alone() -> None:
    for orth, pieces in tokenizer_exceptions().items():
        changed = [piece for piece in pieces if piece.get(NORM, piece[ORTH]) != piece[ORTH]]
        assert not changed or "'" in orth or len(pieces) > 1 or orth in {"’Cause"} or orth.isalpha()
        assert not orth[0].isdigit()


def test_no_currency_is_another() -> None:
    assert "$" not in NORMS.values()


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("number", "3 three 10,000 10k 2bn 100+ 1.5 1/2 007 .99 zero dozen million ١٢"),
        ("clock", "9:30 21:00 23:59:59 0:00 noon midnight midday"),
        ("currency", "$ € £ ¥ ₹ us$ a$ au$ nz$ usd eur gbp chf"),
        ("pence", "99p 5p 99¢ 0.99¢"),
        ("url", "https://x.com/a?b=c www.x.com x.com x.co.uk bit.ly/abc shop.example.com"),
        ("handle", "@glow @glow.lab @glow_lab"),
        ("emoji", "🔥 🪄 👩 ❤ ❤\ufe0f 👩\u200d🚀 🇬🇧 🫶🏽"),
        ("placeholder", PLACEHOLDER),
        (
            "word",
            "last chance 1st 5th 720p 25:99 24:60 16:9 node.js u.s.a. e.g. me@x.com @ # % ™ © ® "
            "half l4st :) café nowon ★ → a.b",
        ),
    ],
)
def test_word_classes(name: str, words: str) -> None:
    assert {word: word_class(word) for word in words.split()} == dict.fromkeys(words.split(), name)


def test_capitals_are_tagged_and_so_is_everything_else() -> None:
    doc = passage("LAST chance, BUY Now A 24H ÉTÉ DON'T").tagged_doc
    assert [token.text for token in doc if token.tag_ == CAPS] == ["last", "buy", "été", "do"]
    assert {token.tag_ for token in doc} == {CAPS, OTHER}
    # spaCy refuses to match tags where there is none.
    assert {token.tag_ for token in passage("nothing loud").tagged_doc} == {OTHER}


def test_one_pipeline_without_a_model() -> None:
    assert make_nlp() is make_nlp()
    assert make_nlp().pipe_names == []


@pytest.mark.parametrize("unit", "' \" “ ( [ < { ! ? … 🔥 - . # a- a. x.y@ @a, 9 $ % _ ''a".split())
def test_work_grows_with_the_text(unit: str) -> None:
    """No run of marks is read again and again: this would run for minutes, not for a moment."""
    text = unit * (10_000 // len(unit))
    assert parse(text).text == text
