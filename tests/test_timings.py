from __future__ import annotations

from pathlib import Path

import pytest

from aboveboard.cli import main
from aboveboard.linter import Linter
from aboveboard.timings import Timings

COPY = "Hurry! Only 3 left.\n\nThe museum opens at ten.\n"


def tries(linter: Linter, timings: Timings) -> dict[str, int]:
    linter.check_text(COPY, format="markdown")
    return {rule_id: count for rule_id, _, count in timings.rows()}


def test_a_rule_is_timed_where_it_is_tried() -> None:
    timings = Timings()
    linter = Linter.from_config(select=["scarcity/only-n-left", "urgency"], timings=timings)
    found = tries(linter, timings)
    assert found["scarcity/only-n-left"] == 1  # the second passage has none of its words
    assert found["urgency/act-now"] == 1
    assert all(name.startswith(("scarcity/", "urgency/")) for name in found)
    assert all(seconds >= 0 for _, seconds, _ in timings.rows())


def test_times_add_up() -> None:
    timings = Timings()
    for _ in range(3):
        with timings.of("a/b"):
            pass
    with pytest.raises(KeyError), timings.of("a/c"):
        raise KeyError
    assert sorted((name, count) for name, _, count in timings.rows()) == [("a/b", 3), ("a/c", 1)]
    seconds = [each for _, each, _ in timings.rows()]
    assert seconds == sorted(seconds, reverse=True)


def test_the_command_says_what_rules_took(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.md").write_text(COPY, "utf-8")
    arguments = ["check", "a.md", "--format", "concise", "--select", "scarcity/only-n-left"]
    assert main(arguments) == 1
    plain = capsys.readouterr()
    for _ in range(2):  # also where the result is kept
        assert main([*arguments, "--timings"]) == 1
        timed = capsys.readouterr()
        assert timed.out == plain.out
        head, row, foot = timed.err.splitlines()
        assert head.split() == ["seconds", "share", "tries", "rule"]
        assert row.split()[1:] == ["100.0%", "1", "scarcity/only-n-left"]
        assert foot.split()[1:] == ["in", "all"]
