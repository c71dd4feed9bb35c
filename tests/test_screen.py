from __future__ import annotations

import sys
from collections.abc import Sequence

import regex
from hypothesis import given, settings
from hypothesis import strategies as st
from samples import passage
from spacy.attrs import NORM, ORTH

from aboveboard.matchers.phrases import longest
from aboveboard.matchers.words import WordSet
from aboveboard.nlp import NORMS, tokenizer_exceptions
from aboveboard.normalise import normalise
from aboveboard.rulebook.load import load_rulebook
from aboveboard.rulebook.mark import Mark, Phrase
from aboveboard.rulebook.model import Step, Words
from aboveboard.screen import (
    CHANGEABLE,
    CHANGEABLE_ALONE,
    SPELLINGS,
    WORD,
    Screen,
    fold,
    is_sign,
    phrase_clauses,
    rarest,
    traits,
    words_in,
)
from aboveboard.text import View

MARK = Mark(1, 1, 0)
WORDS = (
    "last chance act now only 3 left don't miss do not dont can't cannot can not isn't is it's "
    "it is what's let's gonna going to gotta i'm y'all ma'am c'mon o'clock 9 pm p.m. a.m. 10 km "
    "10km 5g 5 g 50 % percent pct off & and limited-time limited time sign up today's 2for1 1st "
    "u.s.a. no. best-seller 24 hrs 24hrs mon. mass. nothin' 'cause w/ b2b café naïve us$9 é"
).split()
EQUAL = [
    ("don't", "do not", "dont"),
    ("can't", "cannot", "can not", "cant"),
    ("isn't", "is not", "isnt"),
    ("it's", "it is", "its"),
    ("let's", "let us"),
    ("gonna", "going to"),
    ("10 km", "10km"),
    ("5 g", "5g"),
    ("pm", "p.m."),
    ("percent", "pct"),
    ("and", "&"),
    ("c'mon", "come on"),
]
UPPER = st.sampled_from([str.lower, str.upper, str.title, str.capitalize])
JOINTS = st.sampled_from(
    [" ", " ", " ", "  ", "-", "", "_", "’", ". ", "! ", "!", ", ", "\n", " #", "/", "\u200b", "…"]
)


@st.composite
def wordings(draw: st.DrawFn) -> str:
    pool = [*WORDS, *(written for group in EQUAL for written in group)]
    words = draw(st.lists(st.sampled_from(pool), min_size=1, max_size=3))
    return draw(UPPER)(" ".join(words))


def pieces_of(wording: str) -> list[str]:
    """The wording as copy may write it, well and badly."""
    words = wording.split()
    lower = wording.lower()
    return [
        *(
            lower.replace(one, other)
            for group in EQUAL
            for one in group
            if one in lower
            for other in group
        ),
        wording,
        wording.replace("'", "’"),
        wording.replace(" ", "-"),
        wording.replace(" ", "\u00a0"),
        "#" + "".join(word.title() for word in words),
        "#" + "_".join(words),
        "".join(words),
        " ".join("".join(words)),
        wording.replace("a", "а").replace("e", "𝗲"),
        *words,
    ]


@st.composite
def copy_with(draw: st.DrawFn, wordings: Sequence[str]) -> str:
    pool = [piece for wording in wordings for piece in pieces_of(wording)] + WORDS
    text = ""
    for piece in draw(st.lists(st.sampled_from(pool), min_size=1, max_size=6)):
        text += draw(UPPER)(piece) + draw(JOINTS)
    return text


def check_screen(words: WordSet, text: str) -> bool:
    """Whether ``words`` find something in ``text``, which must not depend on the screen."""
    where = passage(text)
    kinds = (words._phrases, words._patterns, words._regexes)
    found = longest([span for kind in kinds if kind is not None for span in kind.find(where)])
    assert words.find(where) == found, text
    if found:
        needs = Screen(("rule", need) for _, need in words.needs())
        assert needs.candidates(where.words) == {"rule"}, text
    return bool(found)


@settings(max_examples=300)
@given(st.data(), st.lists(wordings(), min_size=1, max_size=3))
def test_the_screen_never_hides_a_phrase(data: st.DataObject, found: list[str]) -> None:
    phrases = tuple(Phrase(text, MARK) for text in found)
    check_screen(WordSet(Words(phrases=phrases), {}), data.draw(copy_with(found)))


@st.composite
def steps(draw: st.DrawFn) -> Step:
    kind = draw(st.sampled_from(["words", "words", "words", "is", "gap"]))
    optional = draw(st.booleans()) and draw(st.booleans())
    if kind == "is":
        return Step(MARK, word_class=draw(st.sampled_from(["number", "percent", "clock", "price"])))
    if kind == "gap":
        return Step(MARK, gap=2)
    words = draw(st.lists(wordings(), min_size=1, max_size=3))
    return Step(MARK, words=tuple(words), optional=optional, repeat=draw(st.booleans()))


@settings(max_examples=300)
@given(st.data(), st.lists(steps(), min_size=1, max_size=3))
def test_the_screen_never_hides_a_pattern(data: st.DataObject, pattern: list[Step]) -> None:
    found = [word for step in pattern for word in step.words] or ["now"]
    words = WordSet(Words(patterns=(tuple(pattern),)), {})
    check_screen(words, data.draw(copy_with(found)))


def test_the_screen_never_hides_what_a_bundled_rule_finds() -> None:
    rulebook = load_rulebook()
    rules = [rule for rule in rulebook.rules.values() if isinstance(rule.find, Words)]
    for rule in rules:
        assert isinstance(rule.find, Words)
        words = WordSet(rule.find, rulebook.lexicons)
        texts = [text for example in rule.examples for text in example.parts.values()]
        found = [check_screen(words, text) for text in texts]
        assert any(found), rule.id
        for text in texts:
            check_screen(words, text.upper().replace("'", "’").replace(" ", "-"))
    assert rules


def contractions() -> list[tuple[str, frozenset[str], frozenset[str]]]:
    """Every contraction with its words as they are written, and as they are meant."""
    found = [(written, words_in(written), words_in(norm)) for written, norm in NORMS.items()]
    for orth, tokens in tokenizer_exceptions().items():
        written = orth.replace("’", "'")
        if normalise(View(orth)).text == written:  # others never come before spaCy: ":¯)"
            meant = " ".join(str(token.get(NORM, token[ORTH])) for token in tokens)
            found.append((written, words_in(written), words_in(meant)))
    return found


def test_changeable_words_are_those_that_norms_change() -> None:
    """Words that another spelling may stand for: in one of the two, and not in the other."""
    changed: set[str] = set()
    alone: set[str] = set()
    for text, written, meant in contractions():
        changed |= written ^ meant
        alone |= meant - written
        if text.isalnum():
            alone |= written - meant
    assert changed == CHANGEABLE
    assert alone == CHANGEABLE_ALONE


def test_spellings_are_those_of_all_contractions() -> None:
    pieces = {word for _, written, meant in contractions() for word in written - meant}
    spellings: dict[str, set[str]] = {}
    for _, written, meant in contractions():
        for word in meant - written:
            # All of its words are there, so any of them will do.
            one = max(written, key=lambda w: (len(w), w), default="")
            spellings.setdefault(word, {word}).add(one)
    assert {
        word: found
        for word, found in spellings.items()
        if word not in pieces and "" not in found and len(found) <= 8
    } == SPELLINGS


def test_clauses_hold_every_spelling() -> None:
    assert phrase_clauses("IS NOT over") == (SPELLINGS["is"], frozenset(["over"]))
    assert phrase_clauses("do not") == (SPELLINGS["do"],)
    assert phrase_clauses("c'mon") == ()
    assert phrase_clauses("10km") == (frozenset(["10"]), frozenset(["km"]))
    assert rarest(phrase_clauses("only this time tonight")) == {"tonight"}


def test_candidates() -> None:
    screen = Screen(
        [
            ("chance", phrase_clauses("last chance")),
            ("over", phrase_clauses("is over")),
            ("any", ()),
        ]
    )
    assert screen.candidates(words_in("the last of it")) == {"any"}
    assert screen.candidates(words_in("a chance")) == {"any"}
    assert screen.candidates(words_in("chance at last")) == {"any", "chance"}
    assert screen.candidates(words_in("it isn't over, last chance")) == {"any", "chance", "over"}


def test_traits() -> None:
    assert traits("Only 3 LEFT, don't wait") == {
        "only",
        "3",
        "left",
        "don",
        "'",
        "t",
        "wait",
        "0-9",
    }
    assert traits("for €5 [now]") == {"for", "5", "now", "0-9", "€", "$", "[", "]"}
    assert traits("{days}\ufffc") == {"days", "0-9", "{", "}", "\ufffc"}
    assert traits("a_b c‿d ⭐\ufe0fe") == {"a", "b", "c", "d", "e", "_", "‿", "⭐", "\ufe0f"}


def test_traits_have_both_spellings_of_a_letter() -> None:
    assert traits("STRAẞE İNDİRİM") >= {"straße", "strasse", "indirim"}
    assert traits("ſale KIT") >= {"sale", "kit"}


def test_case_makes_no_sign_a_letter_and_no_letter_a_sign() -> None:
    def kinds(text: str) -> set[str]:
        found = (WORD.match(character) for character in text)
        return {"sign" if match is None else "digit" if match[0].isdecimal() else "letter"
                for match in found}  # fmt: skip

    changed = 0
    for code in range(sys.maxunicode + 1):
        character = chr(code)
        for other in {fold(character), character.lower()} - {character}:
            changed += 1
            assert kinds(other) == kinds(character), hex(code)
            assert not is_sign(character), hex(code)
    assert changed > 1000


def test_what_expressions_take_for_the_same_is_folded_to_the_same() -> None:
    cased = [chr(code) for code in range(sys.maxunicode + 1) if fold(chr(code)) != chr(code)]
    cased += {fold(character) for character in cased}
    text = "\n".join(cased)
    for character in cased:
        same = regex.compile(regex.escape(character), regex.IGNORECASE | regex.VERSION1)
        assert {fold(found) for found in same.findall(text)} == {fold(character)}


@given(st.text(alphabet=st.characters(codec="utf-8")))
def test_signs_are_traits(text: str) -> None:
    found = traits(text)
    assert {character for character in text if is_sign(character)} <= found
    assert words_in(text) <= found
