"""The fast way finds what the plain way finds, to the letter.

The plain way tries every piece of every rule on the whole of every text; the fast way asks screens
first.  All rules run at once, so that texts made for one rule are near misses of the others.
"""

from __future__ import annotations

import os
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from samples import passage

from aboveboard.claims.popularity import _HINTS, _POPULAR, find_popularity
from aboveboard.claims.timeforms import ATOM, find_atoms
from aboveboard.document import Document
from aboveboard.engine import Checked, Engine
from aboveboard.examples import document_of
from aboveboard.facts import strict_facts
from aboveboard.matcherset import Matchers
from aboveboard.rulebook.lint import load_checked
from aboveboard.rulebook.model import Example, Rule
from aboveboard.settings import Settings
from aboveboard.sources.plain import part_from_text

THOROUGH = bool(os.environ.get("ABOVEBOARD_THOROUGH"))
BOOK = load_checked([])
SETTINGS = Settings(severity="note", as_of=date(2026, 11, 24))
FAST = Engine(Matchers(BOOK), SETTINGS)
PLAIN = Engine(Matchers(BOOK, screened=False), SETTINGS)


def outcome(checked: Checked) -> list[Any]:
    """Everything that a check tells, but for what took too long."""
    entries = checked.trace.entries if checked.trace else ()
    return [
        checked.result,
        checked.findings,
        checked.suppressed,
        checked.remarks,
        [(e.rule_ids, e.spot.start, e.spot.end, e.value, e.subject, e.claim) for e in entries],
        [problem for problem in checked.problems if "took too long" not in problem.message],
    ]


def check_both(document: Document) -> Checked:
    fast = FAST.check(document)
    assert outcome(fast) == outcome(PLAIN.check(document))
    return fast


def texts_of(rule: Rule) -> list[str]:
    whole = [post for example in rule.examples for post in example.posts or (example,)]
    return [text for example in whole for text in example.parts.values()]


TEXTS = [text for rule in BOOK.rules.values() for text in texts_of(rule)]
WORDS = sorted({word for text in TEXTS for word in text.split()})


def written_otherwise(text: str, number: int) -> str:
    """The text as others write it: loud, hyphenated, with other quotes, in one block with more."""
    kinds = (
        text.upper(),
        text.replace("'", "’").replace(" ", "\u00a0"),
        f"{TEXTS[number * 7 % len(TEXTS)]} {text}",
        text.replace(" ", "-", 2).replace("ss", "ß"),
    )
    return kinds[number % len(kinds)]


def from_text(text: str) -> Document:
    return Document("sample", {"body": part_from_text("body", text)}, strict_facts({}))


def one_of_each() -> list[Example]:
    """The first example of each rule."""
    return [post for r in BOOK.rules.values() for post in (r.examples[0].posts or r.examples[:1])]


def test_examples_of_every_rule() -> None:
    found = {f.rule_id for each in one_of_each() for f in check_both(document_of(each)).findings}
    assert len(found) > len(BOOK.rules) / 2


@pytest.mark.slow
@pytest.mark.skipif(not THOROUGH, reason="takes minutes: set ABOVEBOARD_THOROUGH")
def test_all_examples() -> None:
    for rule in BOOK.rules.values():
        for example in rule.examples:
            for post in example.posts or (example,):
                check_both(document_of(post))
    for number, text in enumerate(TEXTS):
        check_both(from_text(written_otherwise(text, number)))


@settings(max_examples=2_000 if THOROUGH else 40, deadline=None)
@given(st.data())
def test_copy_that_is_put_together(data: st.DataObject) -> None:
    text = data.draw(st.sampled_from(TEXTS))
    more = data.draw(st.lists(st.sampled_from(WORDS), max_size=8))
    joint = data.draw(st.sampled_from([" ", "\n", "-", ". ", " | ", "", "’"]))
    where = data.draw(st.integers(0, len(text)))
    made = joint.join([text[:where], *more, text[where:]])
    check_both(from_text(written_otherwise(made, data.draw(st.integers(0, 1000)))))


TIME_WORDS = """
    a few twenty four end of the day weekend this next coming 3 12 30 : . / - ' st pm a.m. o'clock
    noon day's sat mon monday gmt + est et pacific time christmas eve new year's boxing black friday
    23:59 2026-11-30 hrs hours min left é \u0301 _ ٣ 20 november nov. mayday lathe
""".split()


@settings(max_examples=1_000)
@given(st.lists(st.tuples(st.sampled_from(TIME_WORDS), st.sampled_from(["", " ", "  ", "\n"]))))
def test_times_are_read_where_one_may_begin(pieces: list[tuple[str, str]]) -> None:
    text = "".join(word + gap for word, gap in pieces)
    spans = [match.span() for match in ATOM.finditer(text)]
    assert [match.span() for match in find_atoms(text)] == spans


PRAISE = """
    10,000 4.9 3 5 80% two million k + / -star stars out of our customers people women travellers
    happy reviews rating downloads installs sold shipped over more than ★ new
""".split()


@settings(max_examples=1_000)
@given(st.lists(st.sampled_from(PRAISE), max_size=6), st.sampled_from([" ", ""]))
def test_numbers_of_people_are_looked_for_where_people_are(words: list[str], joint: str) -> None:
    where = passage(joint.join(words))
    if _POPULAR.search(where.text.lower()) is None:
        assert list(find_popularity(where)) == []
    else:
        assert not where.words.isdisjoint(_HINTS)
