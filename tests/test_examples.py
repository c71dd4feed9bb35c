from __future__ import annotations

from dataclasses import replace
from datetime import date

from samples import rule, rulebook

from aboveboard.examples import run_examples
from aboveboard.rulebook.faultlist import Faults
from aboveboard.rulebook.load import load_rulebook, parse_rule
from aboveboard.rulebook.model import Rule

TEXT = """title: A sample
severity: warning
message: found
advice: Say it plainly.
find: {find}
{more}examples:
  flag:
{flag}  pass:
{good}"""


def made(flag: str, good: str, find: str = "{phrases: [last chance]}", more: str = "") -> Rule:
    text = TEXT.format(find=find, more=more, flag=flag, good=good)
    faults = Faults("sample.yaml", text)
    parsed = parse_rule("urgency/sample", faults)
    assert parsed is not None, [str(fault) for fault in faults.found]
    return parsed


def wrong(rule: Rule) -> list[str]:
    """The line of every example that came out wrong, and what is said of it."""
    results = run_examples(rulebook(rule), rule)
    return [f"{r.place.split(':')[1]}: {r.wrong}" for r in results if r.wrong]


def test_exactly_what_is_marked() -> None:
    flag = (
        "    - A [[last chance]], your [[LAST-chance]]\n"
        "    - A last [[chance]]\n"
        "    - A [[last chance]], a last chance\n"
        "    - A [[first chance]]\n"
    )
    assert wrong(made(flag, "    - Nothing\n    - A last chance\n")) == [
        "9: 'chance' is not flagged; 'last chance' is flagged, but is not marked",
        "10: 'last chance' is flagged, but is not marked",
        "11: 'first chance' is not flagged",
        "14: 'last chance' is flagged",
    ]


def test_facts_formats_and_parts() -> None:
    flag = (
        "    - {text: 'A [[last chance]]', facts: {platform: tiktok}}\n"
        "    - {text: 'A [[last chance]]', facts: {platform: x}}\n"
        "    - {text: 'A *[[last* chance]] `last chance`', format: markdown,\n"
        "       facts: {platform: tiktok}}\n"
    )
    good = "    - {parts: {subject: 'Hi', body: 'No'}, facts: {platform: tiktok}}\n"
    more = "applies-to: {platforms: tiktok}\n"
    assert wrong(made(flag, good, more=more)) == ["10: 'last chance' is not flagged"]


def test_a_rule_that_is_not_in_force_today_is_tested_on_a_day_when_it_is() -> None:
    for force in (
        "{until: 2001-01-01}",
        "{from: 2999-01-01}",
        "{from: 2001-01-01, until: 2999-01-01}",
    ):
        more = f"in-force: {force}\n"
        rule = made("    - A [[last chance]]\n", "    - Quiet\n", more=more)
        assert wrong(rule) == []
    assert rule.in_force == (date(2001, 1, 1), date(2999, 1, 1))


def test_drafts_are_tested_too() -> None:
    rule = made("    - A [[last chance]]\n", "    - Quiet\n", more="status: draft\n")
    assert wrong(rule) == []
    assert rule.status == "draft"


def test_an_expression_that_is_too_slow_passes_nothing() -> None:
    rule = made("    - '[[aab]]'\n", f"    - {'a' * 200}b\n", find="{regex: ['(a|aa)+$|aab']}")
    [said] = wrong(rule)
    assert said.startswith("10: the rule urgency/sample took too long here")


def test_the_outcome() -> None:
    find = "{missing: {when: {phrases: [we were paid]}, need: {phrases: [advertisement]}}}"
    flag = (
        "    - {text: '[[We were paid]]', outcome: absent}\n"
        "    - {text: '[[We were paid]]', outcome: late}\n"
    )
    assert wrong(made(flag, "    - Quiet\n", find=find)) == [
        "9: the outcome is 'absent', not 'late'"
    ]


def test_the_example_of_a_bundled_rule_that_is_spoilt() -> None:
    book = load_rulebook()
    good = book.rules["urgency/last-chance"]
    assert [r.wrong for r in run_examples(book, good) if r.wrong and not r.example.todo] == []
    spoilt = replace(good, examples=(replace(good.examples[0], spans=()),))
    assert [bool(r.wrong) for r in run_examples(book, spoilt)] == [True]
    assert rule("{phrases: [x]}").examples[0].parts == {"body": "x"}
