"""The commands about rules, and what people see of everything, in golden files."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from house import BUZZ, MILD, Run, Write

Golden = Callable[[str, str], None]


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("help", "--help"),
        ("help-check", "check --help"),
        ("help-rules", "rules --help"),
        ("full", "posts --severity note"),
        ("concise", "posts --format concise"),
        ("statistics", "posts --statistics"),
        ("show-settings", "--show-settings posts/a.md posts/b.txt --as-of 2026-11-23"),
        ("explain", "explain house/buzz"),
        ("explain-built-in", "explain suppression/unused"),
        ("rules-list", "rules list house"),
        ("rules-show", "rules show house/buzz"),
        ("rules-list-one", "rules list house/buzz"),
    ],
)
def test_what_people_see(
    write: Write,
    run: Run,
    golden: Golden,
    name: str,
    arguments: str,
) -> None:
    write(
        "aboveboard.yaml",
        "rules: rules\nselect: house\njurisdictions: [us, uk]\n"
        "overrides: [{paths: '*.txt', ignore: house/mild, platform: tiktok, severity: note}]\n",
    )
    write("posts/a.md", "# A *synergy* boost\n\nIt is kind of 👩🏽\u200d🚀 a guaranteed win.\n")
    write("posts/b.txt", "Synergy\nboost! <!-- aboveboard: ignore house/mild -- no -->\n")
    ran = run(*arguments.split())
    assert ran.err == ""
    root = str(Path.cwd())
    golden(f"golden/cli-{name}.txt", f"{ran.out.replace(root, '.')}[{ran.code}]\n")


def test_list(run: Run) -> None:
    ran = run("rules", "list", "house/", "--format", "json")
    assert [(rule["id"], rule["severity"]) for rule in json.loads(ran.out)] == [
        ("house/buzz", "warning"),
        ("house/grave", "error"),
        ("house/mild", "note"),
    ]
    one = json.loads(run("rules", "list", "house/buzz", "--format", "json").out)
    assert one == [
        {
            "id": "house/buzz",
            "title": "House words",
            "status": "stable",
            "severity": "warning",
            "verdict": "rewrite",
            "cites": [],
        }
    ]
    assert run("rules", "list").lines[-1].endswith(" rules")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ("rules list hose", "there is no rule 'hose'"),
        ("rules show house/buz", "there is no rule 'house/buz'; did you mean 'house/buzz'?"),
        ("rules check house/buz", "there is no rule 'house/buz'; did you mean 'house/buzz'?"),
        ("rules test house/buz", "there is no rule 'house/buz'; did you mean 'house/buzz'?"),
        ("explain house/buz", "there is no rule 'house/buz'; did you mean 'house/buzz'?"),
        ("explain zzz", "there is no rule 'zzz'; aboveboard rules list shows them all"),
        (
            "rules show suppression/unused",
            "'suppression/unused' belongs to the engine; "
            "aboveboard explain suppression/unused says what it does",
        ),
        ("rules list --config gone.yaml", "--config: there is no file 'gone.yaml'"),
    ],
)
def test_errors(run: Run, arguments: str, message: str) -> None:
    ran = run(*arguments.split())
    assert (ran.code, ran.out, ran.err) == (2, "", f"error: {message}\n")


def test_rules_test(write: Write, run: Run) -> None:
    ran = run("rules", "test", "house")
    assert (ran.code, ran.out) == (0, "18 examples of 3 rules, 0 wrong.\n")
    wrong = BUZZ.replace("A [[synergy boost]]!", "A [[synergy]] boost!").replace(
        "Synergy alone", "A synergy boost"
    )
    write("rules/house/buzz.yaml", wrong)
    ran = run("rules", "test", "house/buzz")
    assert ran.code == 1
    assert [line.partition("house/buzz.yaml:")[2] for line in ran.lines[:-1]] == [
        "11:7: house/buzz: 'synergy' is not flagged; 'synergy boost' is flagged, but is not marked",
        "16:7: house/buzz: 'synergy boost' is flagged",
    ]
    assert ran.lines[-1] == "6 examples of 1 rule, 2 wrong."


def test_what_is_to_do_fails_no_test(write: Write, run: Run) -> None:
    todo = "  todo-flag:\n    - A [[boost of synergy]]\n    - A [[synergy boost]]\n"
    write("rules/house/buzz.yaml", BUZZ + todo)
    ran = run("rules", "test", "house/buzz")
    assert ran.code == 0
    [line, last] = ran.lines
    assert line.endswith("house/buzz: this todo works now; make it an example")
    assert last == "8 examples of 1 rule, 0 wrong."


def test_rules_check(write: Write, run: Run) -> None:
    assert run("rules", "check", "house").code == 0
    write("rules/house/buzz.yaml", BUZZ.replace("severity: warning", "severity: bad"))
    ran = run("rules", "check", "house")
    assert ran.code == 2
    assert "buzz.yaml:2:11: 'bad' is not one of note, warning, error" in ran.out + ran.err


def test_only_the_rules_of_the_house_where_there_are_any(write: Write, run: Run) -> None:
    assert run("rules", "test").lines[-1] == "18 examples of 3 rules, 0 wrong."
    write("more/more/mild.yaml", MILD)
    assert run("rules", "test", "--rules", "more").lines[-1] == "24 examples of 4 rules, 0 wrong."
