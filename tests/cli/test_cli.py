"""The command line: exit codes, options, and what people see."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from house import BUZZ, Run, Write

from aboveboard import __version__

# ---------------------------------------------------------------- exit codes


@pytest.mark.parametrize(
    ("text", "arguments", "code"),
    [
        ("Nothing.", "", 0),
        ("Kind of.", "", 0),  # a note
        ("A synergy boost.", "", 1),
        ("A guaranteed win.", "", 1),
        ("A synergy boost.", "--fail-on error", 0),
        ("A guaranteed win.", "--fail-on error", 1),
        ("Kind of.", "--fail-on note", 1),
        ("Kind of.", "--severity note", 0),
        ("A synergy boost.", "--severity error", 0),  # not even shown
        ("A guaranteed win.", "--severity error", 1),
        ("A guaranteed win.", "--exit-zero", 0),
        ("A synergy boost.", "--ignore house/buzz", 0),
        ("A synergy boost.", "--select house/mild", 0),
        ("A synergy boost.", "--select house/buzz,house/mild --ignore house", 1),
        ("A synergy boost.", "--statistics", 1),
        ("A synergy boost.", "--format json:out.json", 1),
        ("A synergy boost.", "gone.txt", 2),  # 2 wins over 1
        ("A synergy boost.", "gone.txt --exit-zero", 2),
        ("Nothing.", "gone.txt", 2),
    ],
)
def test_exit_codes(write: Write, run: Run, text: str, arguments: str, code: int) -> None:
    write("a.txt", text)
    assert run("a.txt", *arguments.split()).code == code


def test_check_may_be_left_out(write: Write, run: Run) -> None:
    write("a.txt", "A synergy boost.")
    ran = run("check", "a.txt", "--format", "concise")
    assert ran.code == 1
    assert run("a.txt", "--format", "concise").out == ran.out
    assert run("--format", "concise", "a.txt").out == ran.out
    assert run("--format", "concise").out == ran.out  # the current folder


def test_what_cannot_be_read_is_named_and_the_rest_is_checked(write: Write, run: Run) -> None:
    write("posts/a.txt", "A synergy boost.")
    write("posts/b.txt").write_bytes(b"caf\xe9")
    ran = run("gone.md", "posts", "--format", "concise")
    assert ran.code == 2
    assert ran.lines[0] == (
        'posts/a.txt:1:3: warning house/buzz "synergy boost" is not how we speak.'
    )
    assert ran.lines[1] == "gone.md: error: there is no such file or folder"
    assert ran.lines[2].startswith("posts/b.txt:1: error: ")
    assert ran.lines[3:] == [
        "Found 1 finding (1 warning) in 1 document; 2 problems: not everything was checked."
    ]


def test_a_rule_that_is_too_slow_is_named_and_the_rest_goes_on(write: Write, run: Run) -> None:
    slow = BUZZ.replace("  phrases: |\n    synergy boost\n", "  regex: ['(a|aa)+$']\n")
    write("rules/house/slow.yaml", slow)
    write("a.txt", f"A synergy boost.\n\n{'a' * 200}b\n")
    ran = run("a.txt", "--format", "concise")
    assert ran.code == 2
    assert [line[:60] for line in ran.lines[:2]] == [
        'a.txt:1:3: warning house/buzz "synergy boost" is not how we ',
        "a.txt:3:1: error: the rule house/slow took too long here, so",
    ]


# ---------------------------------------------------------------- standard input


def test_standard_input(run: Run) -> None:
    text = "# Hi\n\n`synergy boost` and *synergy* boost\n"
    plain = run("-", "--format", "concise", stdin=text)
    assert [line.partition(": ")[0] for line in plain.lines[:-1]] == ["stdin.txt:3:2"]
    markdown = run("-", "--stdin-filename", "posts/a.md", "--format", "concise", stdin=text)
    assert [line.partition(": ")[0] for line in markdown.lines[:-1]] == ["posts/a.md:3:22"]
    assert run("-", "--format", "concise", stdin="").code == 0
    assert run("-", stdin=b"caf\xe9").code == 2


def test_the_settings_of_the_name_of_standard_input(write: Write, run: Run) -> None:
    write(
        "aboveboard.yaml",
        "rules: rules\nselect: house\noverrides: [{paths: drafts/, ignore: house/buzz}]\n",
    )
    assert run("-", "--stdin-filename", "a.txt", stdin="A synergy boost").code == 1
    assert run("-", "--stdin-filename", "drafts/a.txt", stdin="A synergy boost").code == 0


# ---------------------------------------------------------------- usage


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ("- a.txt", "'-' stands alone: standard input cannot be mixed with files"),
        ("a.txt -", "'-' stands alone: standard input cannot be mixed with files"),
        (
            "a.txt --stdin-filename b.md",
            "--stdin-filename goes with '-', which reads standard input",
        ),
        (
            "--format json --format concise",
            "--format: only one format can go to standard output; write NAME:PATH",
        ),
        ("--format jsn", "--format: there is no format 'jsn'; did you mean 'json'?"),
        ("--format json:", "--format: 'json:' names no file after the colon"),
        ("--format json:gone/x.json", "cannot write 'gone/x.json': No such file or directory"),
        ("--format json:posts", "cannot write 'posts': Is a directory"),
        ("--select hose", "there is no rule or category 'hose'; did you mean 'house'?"),
        (
            "--ignore house/buz",
            "there is no rule or category 'house/buz'; did you mean 'house/buzz'?",
        ),
        ("--fact platform", "--fact takes name=value, not 'platform'"),
        ("--fact plattform=x", "--fact: 'plattform' is not a fact; did you mean 'platform'?"),
        (
            "--fact offer.stock=x --fact connection=payed",
            "--fact: the fact 'offer.stock' must be a whole number, such as 12, not 'x'\n"
            "--fact: the fact 'connection' must be one of none, paid, gifted, affiliate, employee, "
            "owner, family, not 'payed'; did you mean 'paid'?",
        ),
        ("--as-of tomorrow", "--as-of takes a date such as 2026-11-30, not 'tomorrow'"),
        ("--config gone.yaml", "--config: there is no file 'gone.yaml'"),
        ("--config posts", "--config: there is no file 'posts'"),
    ],
)  # fmt: skip
def test_usage_errors(write: Write, run: Run, arguments: str, message: str) -> None:
    write("posts/a.txt", "A synergy boost.")
    ran = run(*arguments.split())
    assert (ran.code, ran.out, ran.err) == (2, "", f"error: {message}\n")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ("--severity bad", "Invalid value for '--severity': 'bad' is not one of"),
        ("--bogus", "No such option"),
        ("explain", "Missing argument 'RULE'."),
        ("rules frobnicate", "No such command 'frobnicate'."),
    ],
)
def test_errors_of_the_command_line_itself(run: Run, arguments: str, message: str) -> None:
    ran = run(*arguments.split())
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("Usage: aboveboard ")
    assert message in ran.err


def test_faults_of_the_configuration(write: Write, run: Run) -> None:
    write("aboveboard.yaml", "severity: notes\nslect: x\n")
    ran = run(".")
    assert (ran.code, ran.out) == (2, "")
    places = [line.partition(": ")[0] for line in ran.err.splitlines() if ".yaml:" in line]
    assert [place.rpartition("/")[2] for place in places] == [
        "aboveboard.yaml:1:11",
        "aboveboard.yaml:2:1",
    ]
    assert ran.err.endswith("\n2 faults; nothing was checked.\n")
    write("aboveboard.yaml", "rules: rules\n")
    write("rules/house/bad.yaml", "title: x\n")
    assert run("rules", "list").code == 2


# ---------------------------------------------------------------- options


def test_facts_platform_and_jurisdictions(write: Write, run: Run) -> None:
    more = "applies-to: {platforms: tiktok, jurisdictions: [us]}\n"
    write("rules/house/buzz.yaml", BUZZ + more)
    write("a.txt", "A synergy boost.")
    assert run("a.txt").code == 0
    assert run("a.txt", "--platform", "TikTok", "--jurisdiction", "US,uk").code == 1
    facts = ["--fact", "platform=tiktok", "--fact", "jurisdictions=us"]
    assert run("a.txt", *facts).code == 1
    both = ["--platform", "tiktok", "--jurisdiction", "uk", "--jurisdiction", "us"]
    assert run("a.txt", *both).code == 1
    assert run("a.txt", *facts, "--platform", "email").code == 0


def test_as_of(write: Write, run: Run) -> None:
    write("a.txt", "<!-- aboveboard: ignore house/buzz until 2026-05-01 -- x -->\nA synergy boost.")
    assert run("a.txt", "--as-of", "2026-05-01").code == 0
    assert run("a.txt", "--as-of", "2026-05-02").code == 1


def test_another_configuration_and_other_rules(write: Write, run: Run) -> None:
    write("a.txt", "A synergy boost.")
    write("other/aboveboard.yaml", "select: more\nrules: rules\n")
    write("other/rules/more/buzz.yaml", BUZZ)
    assert "more/buzz" in run("a.txt", "--config", "other/aboveboard.yaml").out
    write("third/extra/buzz.yaml", BUZZ)
    ran = run("a.txt", "--rules", "third", "--select", "extra", "--format", "concise")
    assert [line.split()[2] for line in ran.lines[:-1]] == ["extra/buzz"]


def test_exclude(write: Write, run: Run) -> None:
    write("posts/a.txt", "A synergy boost.")
    write("posts/old/b.txt", "A synergy boost.")
    assert run("posts", "--show-files").lines == ["posts/a.txt", "posts/old/b.txt"]
    assert run("posts", "--exclude", "old/", "--show-files").lines == ["posts/a.txt"]
    named = ["posts/old/b.txt", "--exclude", "old/"]
    assert run(*named, "--show-files").lines == ["posts/old/b.txt"]
    assert run(*named, "--force-exclude", "--show-files").lines == []
    assert run(*named, "--force-exclude").code == 0
    gone = run("gone", "posts", "--show-files")
    assert (gone.code, gone.err) == (2, "error: gone: there is no such file or folder\n")


def test_several_formats(write: Write, run: Run) -> None:
    write("a.txt", "A synergy boost, kind of.")
    ran = run(
        "a.txt", "--format", "concise", "--format", "json:a.json", "--format", "jsonl:b.jsonl"
    )
    assert ran.lines[-1] == (
        "Found 1 finding (1 warning) in 1 document; 1 note held back (--severity note shows it)."
    )
    [finding] = json.loads(Path("a.json").read_text("utf-8"))["findings"]
    assert finding["text"] == "synergy boost"
    first = json.loads(Path("b.jsonl").read_text("utf-8").splitlines()[0])
    assert (first["kind"], first["rule_id"]) == ("finding", "house/buzz")
    only = run("a.txt", "--format", "concise:out.txt")
    assert (only.code, only.out) == (1, "")
    assert Path("out.txt").read_text("utf-8") == ran.out
    assert not list(Path().glob(".*.part"))


def test_a_file_that_cannot_be_written_is_left_as_it_was(write: Write, run: Run) -> None:
    write("a.txt", "A synergy boost.")
    folder = write("out/keep").parent
    assert run("a.txt", "--format", "json:out").code == 2
    assert [path.name for path in folder.iterdir()] == ["keep"]
    assert not list(Path().glob(".*.part"))


def test_statistics(write: Write, run: Run) -> None:
    write("a.txt", "A synergy boost, a synergy boost and a guaranteed win.")
    ran = run("a.txt", "--statistics")
    assert ran.lines == [
        "2  warning  house/buzz",
        "1  error    house/grave",
        "Found 3 findings (1 error, 2 warnings) in 1 document.",
    ]
    assert json.loads(run("a.txt", "--statistics", "--format", "json").out) == [
        {"count": 2, "rule_id": "house/buzz", "severity": "warning"},
        {"count": 1, "rule_id": "house/grave", "severity": "error"},
    ]


def test_version(run: Run) -> None:
    assert run("--version").out == run("-V").out == f"aboveboard {__version__}\n"
