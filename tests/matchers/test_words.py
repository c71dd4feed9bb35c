from __future__ import annotations

import pytest
import regex
from samples import passage, rule, source_text

from aboveboard.matchers.pattern import PatternSet
from aboveboard.matchers.phrases import PhraseSet
from aboveboard.matchers.regexes import compile_regex
from aboveboard.matchers.words import GuardedWords, WordSet
from aboveboard.rulebook.book import Lexicon
from aboveboard.rulebook.mark import Mark, Phrase
from aboveboard.rulebook.model import Exceptions, Words

MARK = Mark(1, 1, 0)
LEXICONS = {
    "flights": Lexicon(
        "flights", "", "Flights", "here", Words(phrases=(Phrase("boarding", MARK),))
    ),
    "spare": Lexicon("spare", "", "Spare", "here", Words(phrases=(Phrase("seats", MARK),))),
}


def found(text: str, find: str, more: str = "") -> list[str]:
    """What a rule finds, in the source, in order."""
    made = rule(find, more=more)
    assert isinstance(made.find, Words)
    where = passage(text)
    matcher = GuardedWords(made.find, made.exceptions, LEXICONS)
    return [source_text(where, span) for span in matcher.find(where)]


def test_kinds_together_and_the_longest_of_overlapping_matches() -> None:
    find = (
        "{phrases: [last chance], pattern: [last, chance, to, {any-of: [buy, win]}], "
        "regex: ['buy now', 'n\\w{2} or']}"
    )
    assert found("Last chance to buy now or never, last chance", find) == [
        "Last chance to buy",
        "now or",
        "last chance",
    ]
    assert found("Nothing of it", find) == []


def test_an_expression_that_needs_no_whole_word_is_always_tried() -> None:
    words = rule("{regex: 'now'}").find
    assert isinstance(words, Words)
    assert list(WordSet(words, {}).needs()) == [(1, ())]


def test_an_expression_is_compiled_when_its_words_occur(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled = []

    def noted(pattern: str, *, simply: bool) -> regex.Pattern[str]:
        compiled.append(pattern)
        return compile_regex(pattern, simply=simply)

    monkeypatch.setattr("aboveboard.matchers.regexes.compile_regex", noted)
    one, other = r"\bfinal sale\b", r"\b(?:last|final) chances?\b"
    words = WordSet(Words(regexes=(Phrase(one, MARK), Phrase(other, MARK))), {})
    assert list(words.needs()) == [
        (1, (frozenset({"final"}), frozenset({"sale"}))),
        (2, (frozenset({"chance", "chances"}), frozenset({"last", "final"}))),
    ]
    assert words.find(passage("The sale is over; the last of it")) == []
    assert compiled == []
    assert words.find(passage("Take your last chance")) == [(10, 21)]
    assert words.find(passage("The LAST CHANCES")) == [(4, 16)]
    assert compiled == [other]


def test_phrases_and_patterns_are_looked_for_where_their_words_occur(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tried = []
    for kind in (PhraseSet, PatternSet):
        monkeypatch.setattr(kind, "find", lambda self, *_: tried.append(type(self)) or [])
    made = rule("{phrases: [act now], pattern: [going, {any-of: [soon, fast]}]}").find
    assert isinstance(made, Words)
    words = WordSet(made, {})
    for text in ("a quiet text", "an act, now", "act fast", "soon going"):
        assert words.find(passage(text)) == []
    assert tried == [PhraseSet, PatternSet]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("This is your last chance.", ["last chance"]),
        ("Meet us at the Last Chance Saloon.", []),
        ("Last chance saloon, last chance to book", ["last chance"]),
        # what only stands beside a match excuses nothing
        ("The saloon: last chance", ["last chance"]),
        # any overlap excuses
        ("My last-last chance", []),
    ],
)
def test_exceptions_overlap(text: str, expected: list[str]) -> None:
    more = "except: {phrases: [last chance saloon], regex: ['last last']}"
    assert found(text, "{phrases: [last chance]}", more) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Final call for flight 12.", []),
        ("Final call! See you at gate 3, flight 12.", ["Final call"]),  # another sentence
        ("We are boarding, final call!", []),  # from the lexicon
        ("Final call, everyone on board.", ["Final call"]),
        ("No flights. Final call. No gate", ["Final call"]),
    ],
)
def test_exceptions_in_the_sentence(text: str, expected: list[str]) -> None:
    more = "except: {sentence: {phrases: [flight], lexicon: flights}}"
    assert found(text, "{phrases: [final call]}", more) == expected


def test_a_lexicon_in_a_pattern_and_in_a_sentence() -> None:
    find = "{pattern: [only, {lexicon: spare}, left]}"
    more = "except: {sentence: {lexicon: flights}}"
    assert found("Only seats left", find, more) == ["Only seats left"]
    assert found("Boarding: only seats left", find, more) == []


def test_guards_see_every_match() -> None:
    text = "This is not your last chance. This is your last chance."
    assert found(text, "{phrases: [last chance]}") == ["last chance"]
    assert found("Scammers say 'last chance'.", "{phrases: [last chance]}") == []


def test_no_exception_is_looked_for_where_nothing_is_found() -> None:
    made = rule("{phrases: [last chance]}", more="except: {phrases: [last chance saloon]}")
    assert isinstance(made.find, Words)
    matcher = GuardedWords(made.find, made.exceptions, LEXICONS)
    where = passage("a quiet text")
    assert list(matcher.find(where)) == []
    assert "doc" not in where.__dict__  # spaCy was not asked
    assert GuardedWords(made.find, Exceptions(), {}).words.find(where) == []
