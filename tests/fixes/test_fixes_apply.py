"""Fixes tried: what is refused and why, and how often a text is checked for it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from aboveboard.fixes.apply import Look, fix_text, settles
from aboveboard.fixes.files import fix_bytes, look_at
from aboveboard.linter import Linter

RULE = """title: {name}
severity: warning
message: '"{{match}}" is not said here.'
advice: Say it plainly.
find:
  phrases: ['{phrase}']
examples: {{flag: ['[[{phrase}]]'], pass: [nothing]}}
"""


@pytest.fixture
def house(write: Callable[..., object]) -> Callable[..., Linter]:
    """``house(one=("phrase", "fix in YAML"))``: a linter with these rules alone."""

    def make(**rules: tuple[str, str]) -> Linter:
        for name, (phrase, fix) in rules.items():
            text = RULE.format(name=name, phrase=phrase)
            if fix:
                example = "examples: [{before: a, after: b}]"
                text += f"fix:\n  title: Fix {name}\n  {fix}\n  {example}\n"
            write(f"rules/house/{name}.yaml", text)
        return Linter(rules=["rules"], select=["house"], severity="note")

    return make


def counting(linter: Linter, name: str) -> tuple[Callable[[str], Look], list[str]]:
    """A check of a file, and the texts that it was asked about."""
    asked: list[str] = []

    def check(text: str) -> Look:
        asked.append(text)
        return look_at(linter, name, (), text)

    return check, asked


def said(linter: Linter, name: str, text: str) -> tuple[str, list[str]]:
    """What becomes of a file, and why fixes were refused."""
    file = fix_bytes(linter, name, text.encode(), unsafe=True)
    return file.after.decode(), [attempt.refused for attempt in file.refused]


def test_other_words_plainly(house: Callable[..., Linter]) -> None:
    linter = house(one=("synergy", "replace: working together"))
    assert said(linter, "a.txt", "Synergy is synergy.\r\n") == (
        "Working together is working together.\r\n",
        [],
    )


def test_a_finding_that_stays(house: Callable[..., Linter]) -> None:
    linter = house(one=("synergy", "replace: new synergy"))
    assert said(linter, "a.txt", "A synergy.") == ("A synergy.", ["the finding would stay"])


def test_a_fix_that_brings_another_finding(house: Callable[..., Linter]) -> None:
    linter = house(one=("synergy", "replace: teamwork"), two=("teamwork", ""))
    assert said(linter, "a.txt", "A synergy.") == ("A synergy.", ["it would bring house/two"])


def test_the_next_fix_is_tried_where_one_is_refused(house: Callable[..., Linter]) -> None:
    fix = "swap: {synergy: [teamwork, cooperation]}"
    linter = house(one=("synergy", fix), two=("teamwork", ""))
    assert said(linter, "a.txt", "A synergy.") == ("A cooperation.", ["it would bring house/two"])


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.csv", "id,body,notes\n1,A synergy.,x\n"),
        ("a.yaml", "posts:\n- {body: A synergy.}\n"),
        ("a.json", '[{"body": "A synergy."}]'),
        ("a.html", "<p>A synergy.</p>"),
        ("a.md", "A synergy."),
    ],
)
def test_words_that_would_not_come_out_as_they_are_meant(
    house: Callable[..., Linter], name: str, text: str
) -> None:
    """A comma ends a cell, a tag is no word: readers would not see what the fix says."""
    linter = house(one=("synergy", """replace: 'a,b " <i> c'"""))
    assert said(linter, name, text) == (text, ["the file could not be read as before"])


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.md", "Big **synergy** boost."),
        ("a.html", "<p>Big <b>synergy</b> boost.</p>"),
        ("a.md", "Big [synergy](https://x.example) boost."),
    ],
)
def test_nothing_takes_one_end_of_markup_away(
    house: Callable[..., Linter], name: str, text: str
) -> None:
    linter = house(one=("synergy boost", "replace: teamwork"))
    assert linter.check_text(text, format={"md": "markdown"}.get(name[2:], name[2:]))
    assert said(linter, name, text) == (text, [])


def test_an_expression_that_takes_too_long_costs_its_fix_alone(
    house: Callable[..., Linter],
) -> None:
    slow = "cut: '(a|aa)+\\Wb'"
    linter = house(one=("a" * 60 + " c", slow))
    (finding,) = linter.check_text("Ah: " + "a" * 60 + " c")
    assert finding.fixes == ()


def test_a_link_is_never_emptied(house: Callable[..., Linter]) -> None:
    linter = house(one=("synergy", "remove: yes"))
    text = "See [synergy](https://x.example) here."
    assert said(linter, "a.md", text) == (text, [])


def sheet(rows: int, bodies: dict[int, str]) -> str:
    """A sheet with these bodies, and honest ones otherwise."""
    lines = [f'{n},"{bodies.get(n, "We open at ten.")}"' for n in range(1, rows + 1)]
    return "\r\n".join(["id,body", *lines]) + "\r\n"


def test_a_schedule_is_checked_a_few_times(house: Callable[..., Linter]) -> None:
    linter = house(one=("synergy", "replace: teamwork"))
    check, asked = counting(linter, "a.csv")
    text = sheet(1000, dict.fromkeys(range(1, 900, 3), "Our synergy, your synergy."))
    done = fix_text(text, check, unsafe=True)
    assert len(done.made) == 600
    assert done.text == text.replace("synergy", "teamwork")
    assert len(asked) == 2


def test_hundreds_of_refusals_cost_no_hundreds_of_checks(house: Callable[..., Linter]) -> None:
    fix = "swap: {synergy: [teamwork, cooperation]}"
    linter = house(one=("synergy", fix), two=("teamwork", ""), three=("our cooperation", ""))
    check, asked = counting(linter, "a.csv")
    bodies = {n: "Our synergy." if n % 2 else "Synergy." for n in range(1, 300)}
    text = sheet(400, bodies)
    done = fix_text(text, check, unsafe=True)
    assert len(done.made) == 149
    assert done.text == text.replace('"Synergy.', '"Cooperation.')
    assert {attempt.refused for attempt in done.refused} == {
        "it would bring house/two", "it would bring house/three",
    }  # fmt: skip
    assert len(asked) <= 5


def test_cells_without_quotes_answer_for_themselves(house: Callable[..., Linter]) -> None:
    linter = house(one=("synergy", "replace: 'work, done together'"))
    check, asked = counting(linter, "a.csv")
    rows = [f'{n},"A synergy.",x' if n % 2 else f"{n},A synergy.,x" for n in range(1, 101)]
    done = fix_text("id,body,notes\n" + "\n".join(rows), check, unsafe=True)
    assert len(done.made) == 50
    assert {attempt.refused for attempt in done.refused} == {"the file could not be read as before"}
    assert len(asked) <= 4


def test_many_in_one_text_are_halved(house: Callable[..., Linter]) -> None:
    linter = house(one=("synergy", "replace: teamwork"), two=("best teamwork", ""))
    check, asked = counting(linter, "a.txt")
    text = "A synergy. " * 32 + "The best synergy. " + "A synergy. " * 31
    done = fix_text(text, check, unsafe=True)
    assert len(done.made) == 63
    assert done.text.count("synergy") == 1
    assert [attempt.refused for attempt in done.refused] == ["it would bring house/two"]
    assert len(asked) <= 16


def test_what_is_not_wanted_is_not_fixed_after_its_neighbour(
    house: Callable[..., Linter],
) -> None:
    """A baseline knows a finding by its neighbours; once these are fixed it looks new."""
    linter = house(one=("synergy", "replace: teamwork"))

    def check(text: str) -> Look:
        look = look_at(linter, "a.txt", (), text)
        known = [f for f in look.findings if "old synergy" not in text[f.start - 4 : f.end]]
        return Look(look.findings, known if text.count("synergy") == 2 else look.findings)

    done = fix_text("My old synergy and my synergy.", check, unsafe=True)
    assert done.text == "My old synergy and my teamwork."


def test_whether_one_fix_can_be_made(house: Callable[..., Linter]) -> None:
    linter = house(one=("synergy", "swap: {synergy: [teamwork, work]}"), two=("teamwork", ""))
    check, _ = counting(linter, "a.txt")
    text = "A synergy."
    (finding,) = check(text).findings
    assert [settles(text, check, finding, fix) for fix in finding.fixes] == [
        "it would bring house/two",
        "",
    ]
