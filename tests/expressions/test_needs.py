from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st
from samples import passage

from aboveboard.expressions.needs import expression_clauses
from aboveboard.matchers.regexes import compile_regex
from aboveboard.rulebook.load import load_rulebook
from aboveboard.rulebook.model import Words
from aboveboard.screen import traits


def clauses(pattern: str) -> list[str]:
    """The clauses of an expression, each as words in order with spaces between them."""
    return sorted(" ".join(sorted(clause)) for clause in expression_clauses(pattern))


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        # a word counts where nothing goes on with it
        (r"sale", []),
        (r"\bsale", []),
        (r"sale\b", []),
        (r"\bsale\b", ["sale"]),
        (r"^sale$", ["sale"]),
        (r"\bfinal sale\b", ["final", "sale"]),
        (r"final sale now", ["sale"]),
        (r"(?<!\w)sale(?!\w)", ["sale"]),
        (r"(?<!\w|#)sale(?!\w+)", ["sale"]),
        (r"(?<![\w@])sale(?![\w-])", ["sale"]),
        (r"(?<!\S)sale(?!\S)", ["sale"]),
        (r"(?<!#)sale(?!s)", []),
        (r"(?<!\w\w)sale(?!\w{2})", []),
        (r"(?<!\p{L})sale(?!\p{L})", []),  # a mark goes on, too
        (r"(?<=^|\s)sale(?=\s|$)", ["sale"]),
        (r"(?<=^|\s|x)sale(?=\s|$)", []),
        (r"(?=\b)sale(?=\W)", ["sale"]),
        (r"\ssale[.!?]", ["sale"]),
        (r".sale.", []),
        (r"\w+ sale \w+", ["sale"]),
        (r" sale_", ["_", "sale"]),
        (r" \Bsale\B ", ["sale"]),
        # whatever its case
        (r"\bSALE\b", ["sale"]),
        (r"\b(?-i:Sale)\b", ["sale"]),
        (r"\bSTRAẞE\b", ["strasse"]),
        (r"\bİndirim\b", ["indirim"]),
        # contractions are looked for as they are written
        (r"\bdon't\b", ["'", "don", "t"]),
        (r"\bdo not\b", ["do", "not"]),
        # numbers and signs
        (r"\d", ["0-9"]),
        (r"[0-9]+", ["0-9"]),
        (r"[1-9]\d{0,2}", ["0-9"]),
        (r"\d*", []),
        (r"24", ["0-9"]),
        (r"\b24\b", ["0-9", "24"]),
        (r"\b24h\b", ["0-9", "24", "h"]),
        (r"\b24\d\b", ["0-9"]),
        (r"\b24[\d,]", ["0-9 24"]),
        (r"\bin \d+ hours\b", ["0-9", "hours", "in"]),
        (r"\[\w+\]", ["[", "]"]),
        (r"[★⭐]", ["★ ⭐"]),
        (r"[$€]\d", ["$ €", "0-9"]),
        (r"[-$]", ["$ -"]),
        (r"[\u2018-\u201a]", ["‘ ’ ‚"]),
        (r"\p{Sc}", []),
        (r"ⓐ", []),  # an Ⓐ will do
        (r"\uFFFC", ["\ufffc"]),
        # any of several
        (r"\b(?:sale|deal)\b", ["deal sale"]),
        (r"\bsales?\b", ["sale sales"]),
        (r"\b(?:buy|order)(?:ing|ed)?\b", ["buy buyed buying order ordered ordering"]),
        (r"\boffers? ends?\b", ["end ends", "offer offers"]),
        (r"\borgani[sz]ed\b", ["organised organized"]),
        (r"\borgani[a-z]ed\b", []),
        (r"\bsale(?:[sz] now)", ["sales salez"]),
        (r"\bsale(?:(?:[sz]|) now|d)\b", ["sale saled sales salez"]),
        (r"\borgani[^\W]ed\b", []),
        (r"\b(?:last day|ends soon)\b", ["ends last"]),  # the rarer of each
        (r"\b(?:sale|\w+)\b", []),
        (r"\bsale|deal\b", []),
        (r"\bsale\b|\bdeal\b", ["deal sale"]),
        # what may be left out
        (r"\bfinal(?: big)? sale\b", ["final", "sale"]),
        (r"\bfinal\s*sale\b", ["final finalsale"]),
        (r"\b(?:final )?sale\b", ["sale"]),
        (r"\b(?:final )*sale\b", ["sale"]),
        (r"\b(?:final )+sale\b", ["final", "sale"]),
        (r"\b(?:final ){0}sale\b", ["sale"]),
        (r"\b(?:final ){0,2}sale\b", ["sale"]),
        (r"\b(?:final ){1,2}+sale\b", ["final", "sale"]),
        (r"\b(?:final)+ sale\b", ["sale"]),  # finalfinal
        (r"\b(?:final)+? sale\b", ["sale"]),
        (r"\b(?:\bfinal\b)+ sale\b", ["final", "sale"]),
        (r"\bsal?e\b", ["sae sale"]),
        (r"\bsale*\b", []),
        # what stands around
        (r"(?=.*\bsale\b)now", ["sale"]),
        (r"(?!.*\bsale\b).+", []),
        (r"(?<=\bsale )now\b", ["now", "sale"]),
        (r"(?<!\bsale )now\b", []),
        (r"(?:(?=\bsale\b))?now", []),
        # groups
        (r"\b(?P<mark>sale)\b", ["sale"]),
        (r"\b(?<mark>sale)\b", ["sale"]),
        (r"\b(?>sale)\b", ["sale"]),
        (r"\b(?i:sale) (?s-i:now)\b", ["now", "sale"]),
        (r"(?i)\bsale\b", ["sale"]),
        (r"\b(?#a comment)sale\b", ["sale"]),
        (r"\b(?&thing) now\b(?(DEFINE)(?<thing>sale|deal))", ["deal sale", "now"]),
        (r"\b(?P>thing)s\b(?(DEFINE)(?<thing>sale|deal))", ["deals sales"]),
        (r"\b(?<again>sale(?: (?&again))?)\b", ["sale"]),
        (r"\b(?&unknown)\b", []),
        (r"\b(?<x>sale)\b|\b(?<x>deal)\b (?&x)", ["deal sale"]),
        (r"\b(s)(?(1)ale|old)\b", ["s sale sold"]),
        (r"\b(?P<a>x) (?P=a) sale\b", ["sale", "x"]),
        # in many lines
        ("(?x) \\b sale \\s? # now\n \\b", ["sale"]),
        ("(?x) \\b sale s ? \\b [ ] \\# \\ #", ["#", "sale sales"]),
        (r"\b(?x: s a l e )\b", ["sale"]),
        (r"(?x) \b (?-x:big sale) \b", ["big", "sale"]),
        (r"\b#sale # now\b", ["#", "now", "sale"]),
        # not known here
        (r"\b(?:sale){e<=1}\b", []),
        (r"\bsale\b{", []),
        (r"\b\L<sale>\b", []),
        (r"(?a)\bsale\b", []),
        (r"(?w)\bsale\b", []),
        (r"\bsale\b(", []),
        (r"\bsale\b)", []),
        (r"\bsale\b[", []),
        (r"\bsale\b\ufdd0", []),
        ("\\bsale\\b\ufdd1", []),
        ("(" * 3000 + r"\bsale\b" + ")" * 3000, []),
    ],
)  # fmt: skip
def test_clauses(pattern: str, expected: list[str]) -> None:
    assert clauses(pattern) == expected


# ---------------------------------------------------------------- never more than holds

Piece = tuple[str, tuple[str, ...]]
"""An expression, and texts that it may match; some of them it does not."""

LETTERS = st.sampled_from(
    ["sale", "now", "s", "ss", "kit", "is", "İl", "ß", "don't", "10", "4 u", "5g", "ſ", "é", "½"]
)
SETS = (
    ("[sz]", "sz"),
    ("[a-e1]", "ad1"),
    ("[0-9]", "07"),
    ("[2-5k]", "3k"),
    ("[^s]", "x1 -"),
    (r"[^\w]", " -!"),
    (r"[^\w\s]", "-!"),
    (r"[^\S\n]", " \t"),
    (r"[\w-]", "a-1"),
    (r"[\w--[s]]", "a1"),
    (r"[\p{L}&&[st]]", "st"),
    (r"[[a-s]||t]", "at"),
    ("[[:alpha:]]", "aé"),
    (r"[\d,.]", "1,."),
    ("[.!?]", ".!"),
    ("[]$€]", "]$"),
    ("[$s]", "$s"),
    ("[ß]", ("ss", "ß")),
    (r"\w", "a1_é"),
    (r"\W", " -"),
    (r"\d", "1٣"),
    (r"\D", "a "),
    (r"\s", " \n"),
    (r"\S", "a-"),
    (r"\p{L}", "aé"),
    (r"\p{P}", "-‿_"),
    (r"\p{So}", "Ⓐ★"),
    (r"\p{Extended_Pictographic}", "ℹⓂ🔥"),
    (r"\P{L}", "1 "),
    (r"\x73", "s"),
    (r"\u212a", "kK"),
    (".", "a 1"),
)
PLACES = (r"\b", r"\B", "^", "$", r"\m", r"\M", r"\A", r"\Z", r"(?<!\w)", r"(?!\w)", r"(?!\S)")
QUANTIFIERS = (
    ("?", 0, 1),
    ("*", 0, 2),
    ("+", 1, 2),
    ("{2}", 2, 2),
    ("{0,2}", 0, 2),
    ("{1,}", 1, 2),
)


def literal(text: str) -> Piece:
    return regex.escape(text), (text,)


atoms = st.one_of(
    LETTERS.map(literal),
    LETTERS.map(literal),
    st.sampled_from([" ", "-", "_", "$", "#", "\ufffc", "⭐"]).map(literal),
    st.sampled_from(SETS).map(lambda one: (one[0], tuple(one[1]))),
    st.sampled_from(PLACES).map(lambda place: (place, ("",))),
    st.sampled_from([("(?&one)", ("sale", "s 10")), (r"(?<![\w#]|^)", ("",))]),
)


def joined(pieces: list[Piece]) -> Piece:
    """Several in a row."""
    texts = [""]
    for _, more in pieces:
        texts = [before + after for before in texts for after in more][:20]
    return "".join(pattern for pattern, _ in pieces), tuple(texts)


@st.composite
def repeated(draw: st.DrawFn, inner: st.SearchStrategy[Piece]) -> Piece:
    pattern, texts = draw(inner)
    sign, least, most = draw(st.sampled_from(QUANTIFIERS))
    lazy = draw(st.sampled_from(["", "?", "+"]))
    found = [text * times for text in texts for times in range(least, most + 1)]
    mixed = ["".join(texts)] if most > 1 else []
    return f"(?:{pattern}){sign}{lazy}", tuple([*mixed, *found][:20])


@st.composite
def grouped(draw: st.DrawFn, inner: st.SearchStrategy[Piece]) -> Piece:
    pieces = draw(st.lists(inner, min_size=1, max_size=3))
    opening = draw(st.sampled_from(["(?:", "(?:", "(", "(?>", "(?-i:", "(?x:", "(?|"]))
    patterns = [pattern for pattern, _ in pieces]
    if opening == "(?x:":
        # White space and comments say nothing there, but for those of literals, which are escaped.
        patterns = [f" {pattern} # a comment\n" for pattern in patterns]
    return opening + "|".join(patterns) + ")", tuple(t for _, texts in pieces for t in texts)


@st.composite
def looks(draw: st.DrawFn, inner: st.SearchStrategy[Piece]) -> Piece:
    pattern, texts = draw(inner)
    sign = draw(st.sampled_from(["=", "!", "<=", "<!"]))
    return f"(?{sign}{pattern})", ("", *(texts[:2] if sign == "=" else ()))


expressions = st.recursive(
    atoms,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=4).map(joined),
        st.lists(inner, min_size=1, max_size=4).map(joined),
        repeated(inner),
        grouped(inner),
        looks(inner),
    ),
    max_leaves=12,
)
CASES: tuple[Callable[[str], str], ...] = (str, str.upper, str.title, str.swapcase)
# What expressions take for the same but for case, and what looks like the end of a word.
SPELT = (
    ("ss", "ß"),
    ("s", "ſ"),
    ("k", "\u212a"),
    ("i", "İ"),
    ("i", "ı"),
    (" ", "\u0301"),
    ("", ""),
)
AROUND = ("", "", " ", "s", "1", "-", "_", "é", "\u0301", "\ufe0f", "🔥", "a sale ", " now", "10")


@settings(max_examples=1500, deadline=None)
@given(expressions, st.data())
def test_a_text_that_matches_holds_every_clause(piece: Piece, data: st.DataObject) -> None:
    pattern, texts = piece
    pattern += "(?(DEFINE)(?<one>sale|s 10))" if "(?&one)" in pattern else ""
    needs = expression_clauses(pattern)
    compiled = compile_regex(pattern)
    for text in [data.draw(spelt(text)) for text in texts[:5]]:
        try:
            match = compiled.search(text, timeout=1)
        except TimeoutError:
            continue
        if match is not None:
            missing = [set(clause) for clause in needs if clause.isdisjoint(traits(text))]
            assert not missing, (pattern, text, missing)


@st.composite
def spelt(draw: st.DrawFn, text: str) -> str:
    """A text as it may stand among others, in another case."""
    one, other = draw(st.sampled_from(SPELT))
    text = draw(st.sampled_from(CASES))(text.replace(one, other) if one else text)
    return draw(st.sampled_from(AROUND)) + text + draw(st.sampled_from(AROUND))


# ---------------------------------------------------------------- the bundled rules


def bundled() -> Iterator[str]:
    """All expressions of the bundled rules and lexicons."""
    rules = load_rulebook()
    for rule in rules.rules.values():
        if isinstance(rule.find, Words):
            yield from (phrase.text for phrase in rule.find.regexes)
        yield from (phrase.text for phrase in rule.exceptions.words.regexes)
    for lexicon in rules.lexicons.values():
        yield from (phrase.text for phrase in lexicon.words.regexes)
        yield from (phrase.text for phrase in lexicon.exceptions.words.regexes)


def test_no_example_matches_without_the_words() -> None:
    examples = [
        passage(text).text
        for rule in load_rulebook().rules.values()
        for shown in rule.examples
        if shown.flag
        for text in shown.parts.values()
    ]
    held = [(text, traits(text)) for text in sorted(set(examples))]
    matched = 0
    for pattern in sorted(set(bundled())):
        needs, compiled = expression_clauses(pattern), compile_regex(pattern)
        for text, words in held:
            if any(clause.isdisjoint(words) for clause in needs):
                assert compiled.search(text) is None, (pattern, text)
            else:
                matched += 1
    assert matched


def test_most_bundled_expressions_need_words() -> None:
    patterns = set(bundled())
    assert sum(not expression_clauses(pattern) for pattern in patterns) < len(patterns) / 10
