"""Coverage: what counts as shown by an example, and what does not."""

from __future__ import annotations

from pathlib import Path

import pytest
from rule_errors_base import HERE, use_base

from aboveboard.rulebook.coverage import unexercised
from aboveboard.rulebook.load import load_rulebook

RULE = (HERE / "clean.yaml").read_text(encoding="utf-8")
MISSING = (HERE / "clean-missing.yaml").read_text(encoding="utf-8")
PHRASES = "  phrases: |\n    final days\n    last hours\n"


@pytest.fixture
def check(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    """Messages of what is not exercised in a rule, by line."""
    use_base(monkeypatch, tmp_path)
    monkeypatch.chdir(tmp_path)

    def run(text: str) -> list[str]:
        path = tmp_path / "house" / "a" / "rule.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        rulebook = load_rulebook(["house"])
        faults = unexercised(rulebook, rulebook.rules["a/rule"])
        assert all(fault.level == "warning" for fault in faults)
        return [f"{fault.line}: {fault.message}" for fault in faults]

    return run


def test_all_phrases_are_shown(check) -> None:  # type: ignore[no-untyped-def]
    assert check(RULE) == []


def test_a_phrase_that_nothing_shows(check) -> None:  # type: ignore[no-untyped-def]
    text = RULE.replace("    last hours\n", "    last hours\n    closing time\n", 1)
    assert check(text) == ["10: no flagged example shows 'closing time'"]


def test_what_stands_beside_the_mark_does_not_count(check) -> None:  # type: ignore[no-untyped-def]
    text = RULE.replace("    last hours\n", "    last hours\n    our sale\n", 1)
    assert check(text) == ["10: no flagged example shows 'our sale'"]


def test_passing_and_todo_examples_do_not_count(check) -> None:  # type: ignore[no-untyped-def]
    text = RULE.replace("    last hours\n", "    last hours\n    seven days\n    soon over\n", 1)
    text += "  todo-flag:\n    - It is [[soon over]] now.\n"
    assert check(text) == [
        "10: no flagged example shows 'seven days'",
        "11: no flagged example shows 'soon over'",
    ]


def test_hashtags_and_styled_letters_count(check) -> None:  # type: ignore[no-untyped-def]
    text = RULE.replace("[[last hours]]", "[[#LastHours]]").replace(
        "[[Final Days]]", "[[𝗟𝗮𝘀𝘁 𝗰𝗮𝗹𝗹]]"
    )
    assert check(text.replace("    last hours\n", "    last hours\n    last call\n", 1)) == []


def test_each_word_of_a_pattern(check) -> None:  # type: ignore[no-untyped-def]
    pattern = """\
  pattern:
    - - any-of: [final, last, ultimate]
      - any-of: [very, truly]
        optional: yes
      - any-of: [days, hours]
    - [closing, time]
"""
    assert check(RULE.replace(PHRASES, pattern)) == [
        "8: no flagged example shows 'ultimate' in this pattern",
        "9: no flagged example shows 'very' in this pattern",
        "9: no flagged example shows 'truly' in this pattern",
        "12: no flagged example shows this pattern",
    ]


def test_expressions(check) -> None:  # type: ignore[no-untyped-def]
    text = RULE.replace(PHRASES, "  regex:\n    - 'final|last'\n    - 'days'\n    - 'weeks'\n")
    assert check(text) == ["10: no flagged example shows this expression"]


def test_triggers(check) -> None:  # type: ignore[no-untyped-def]
    text = MISSING.replace("      - fact:", "      - phrases: [courtesy of]\n      - fact:")
    assert check(text) == [
        "19: no flagged example shows 'courtesy of'",
        "20: no flagged example has the fact 'connection'",
    ]
    shown = text.replace("[[gifted by]] Trail", "[[courtesy of]] Trail").replace(
        "  pass:\n",
        "    - text: '[[A serum]] for the night.'\n      facts: {connection: paid}\n  pass:\n",
    )
    assert check(shown) == []


def test_parts_and_formats(check) -> None:  # type: ignore[no-untyped-def]
    text = RULE.replace(
        "    - Hurry in, [[last hours]] to save.\n",
        "    - text: '*Hurry* in, **[[last hours]]** to save.'\n      format: markdown\n",
    ).replace(
        "    - The [[Final Days]] are here.\n",
        "    - parts: {subject: 'The [[closing time]]', body: Hello.}\n",
    )
    assert check(text.replace("    last hours\n", "    last hours\n    closing time\n", 1)) == []


def test_a_pattern_that_is_too_large_is_said(check) -> None:  # type: ignore[no-untyped-def]
    words = ", ".join(f"{a} {b}" for a in "abcdefg" for b in "abcdefg")
    text = RULE.replace(PHRASES, f"  pattern: [{{any-of: [{words}]}}, {{any-of: [{words}]}}]\n")
    (said,) = check(text)
    assert "was not tried" in said
