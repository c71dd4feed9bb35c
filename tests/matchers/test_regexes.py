from __future__ import annotations

import pytest
import regex
from samples import passage, rule, rulebook, source_text

from aboveboard.document import Document, Problem
from aboveboard.engine import Checked, Engine
from aboveboard.facts import Facts
from aboveboard.matchers.regexes import RegexSet, RegexTimeout, compile_regex
from aboveboard.matcherset import Matchers
from aboveboard.rulebook.book import Lexicon
from aboveboard.rulebook.mark import Mark, Phrase
from aboveboard.rulebook.model import Words
from aboveboard.settings import Settings
from aboveboard.sources.plain import part_from_text

MARK = Mark(1, 1, 0)
# Really takes its time limit; most textbook cases are harmless to the regex module.
SLOW = r"(a|aa)+$"
BAIT = "a" * 200 + "b"


def found(pattern: str, text: str) -> list[str]:
    where = passage(text)
    return [source_text(where, span) for span in RegexSet([pattern]).find(where)]


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        (r"\bin \d+ hours?\b", "Ends in 2 hours, IN 1 HOUR", ["in 2 hours", "IN 1 HOUR"]),
        (r"(?-i:SALE)", "SALE sale", ["SALE"]),
        (r"[\p{Lu}--[A-Z]]", "ÉA", ["É"]),
        # the text is normalised, the span is the source
        (r"last chance", "𝗟𝗮𝘀𝘁-\u200bchance", ["𝗟𝗮𝘀𝘁-\u200bchance"]),
        # a group named mark is the span, wherever it matches
        (r"only (?P<mark>\d+) left", "only 3 left, only 2 left", ["3", "2"]),
        (r"left(?: of (?P<mark>\d+))?", "left of 9, left", ["9"]),
        # matches without any character are none
        (r"x*", "axb", ["x"]),
        (r"(?=l)", "last", []),
        (r"\b", "last", []),
    ],
)  # fmt: skip
def test_find(pattern: str, text: str, expected: list[str]) -> None:
    assert found(pattern, text) == expected


def test_a_faulty_expression_says_so_when_compiled() -> None:
    with pytest.raises(regex.error, match="missing"):
        compile_regex("(last")


def test_the_time_limit_names_the_expression() -> None:
    with pytest.raises(RegexTimeout) as caught:
        list(RegexSet(["x", SLOW]).find(passage(BAIT)))
    assert str(caught.value) == SLOW


def check(text: str) -> Checked:
    rules = [
        rule(f"{{regex: '{SLOW}'}}", id="forms/slow"),
        rule("{phrases: [last chance]}", id="urgency/quick"),
        rule("{regex: 'final \\w+'}", id="urgency/other"),
    ]
    engine = Engine(Matchers(rulebook(*rules)), Settings())
    return engine.check(Document("post.txt", {"body": part_from_text("body", text)}, Facts()))


def test_a_slow_rule_is_left_out_and_the_rest_goes_on() -> None:
    # The second long word is not tried: a document with a thousand would never end.
    checked = check(f"A last chance.\n\n{BAIT}\n\nThe final call.\n\n{BAIT}")
    assert [(f.rule_id, f.text, f.line) for f in checked.findings] == [
        ("urgency/quick", "last chance", 1),
        ("urgency/other", "final call", 5),
    ]
    message = (
        "the rule forms/slow took too long here, so the rest of this document is without it "
        f"('{SLOW}')"
    )
    assert checked.problems == (Problem("post.txt", 3, message, "error", 1),)


def test_a_slow_lexicon_of_what_is_missing() -> None:
    lexicon = Lexicon("slow", "", "Slow", "here", Words(regexes=(Phrase(SLOW, MARK),)))
    slow = rule("{missing: {when: {lexicon: slow}, need: {phrases: [opt out]}}}", id="email/slow")
    quick = rule("{missing: {when: {phrases: [our offers]}, need: {phrases: [opt out]}}}")
    engine = Engine(Matchers(rulebook(slow, quick, lexicons={"slow": lexicon})), Settings())
    part = part_from_text("body", f"See our offers.\n\n{BAIT}")
    checked = engine.check(Document("mail.txt", {"body": part}, Facts()))
    assert [f.rule_id for f in checked.findings] == ["urgency/sample"]
    assert [problem.message.partition(" took")[0] for problem in checked.problems] == [
        "the rule email/slow"
    ]


def test_a_text_that_is_quick_brings_no_problem() -> None:
    assert check("aaa and a last chance").problems == ()
