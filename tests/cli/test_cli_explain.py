"""``aboveboard explain``: a rule as data, and what keeps it quiet on a text."""

from __future__ import annotations

import json

import pytest
from house import Run, Write


def test_a_rule_as_data(run: Run) -> None:
    data = json.loads(run("explain", "house/buzz", "--format", "json").out)
    examples = data.pop("examples")
    assert data == {
        "id": "house/buzz",
        "title": "House words",
        "status": "stable",
        "severity": "warning",
        "verdict": "rewrite",
        "why": "Readers skip it.",
        "advice": "Say what you mean.",
        "replaced_by": None,
        "in_force": {"from": None, "until": None},
        "cites": [],
        "fixes": [],
    }
    assert examples["flag"][0] == {
        "parts": {"body": "A synergy boost!"},
        "format": "text",
        "facts": {},
        "marks": [{"part": "body", "start": 2, "end": 15, "text": "synergy boost"}],
    }


def test_citations_as_data(run: Run) -> None:
    data = json.loads(run("explain", "urgency/last-chance", "--format", "json").out)
    keys = ["id", "title", "jurisdiction", "body", "url", "verified", "in_force"]
    assert [list(cite) for cite in data["cites"]] == [keys] * len(data["cites"])
    assert data["cites"]


def test_text_files_and_standard_input(run: Run, write: Write) -> None:
    denied = '"synergy boost" is denied, not said: "not a" stands before it.\n'
    copy = "This is not a synergy boost."
    write("a.md", copy)
    why = ("explain", "--why-not", "house/buzz")
    assert run(*why, "--text", copy).out == f"text:1:15: {denied}"
    assert run(*why, "a.md").out == f"a.md:1:15: {denied}"
    assert run(*why, "-", "--stdin-filename", "b.md", stdin=copy).out == f"b.md:1:15: {denied}"


def test_many_documents_with_one_reason(run: Run, write: Write) -> None:
    for name in "abcde":
        write(f"posts/{name}.txt", "Hello")
    ran = run("explain", "--why-not", "house/buzz", "posts")
    assert (ran.code, ran.out) == (
        0,
        "posts/a.txt, posts/b.txt, posts/c.txt and 2 more: "
        "None of the wordings that the rule looks for stands here.\n",
    )


def test_reasons_as_data(run: Run) -> None:
    ran = run("explain", "--why-not", "house/buzz", "--text", "Hi\x1b", "--format", "json")
    assert json.loads(ran.out) == {
        "rule_id": "house/buzz",
        "reasons": [
            {
                "kind": "no-words",
                "sentence": "None of the wordings that the rule looks for stands here.",
                "document": "text",
                "row": None,
                "part": "",
                "line": None,
                "column": None,
                "text": "",
            }
        ],
    }


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ["--why-not", "house/buz", "--text", "x"],
            "error: there is no rule 'house/buz'; did you mean 'house/buzz'?\n",
        ),
        (
            ["--why-not", "house/buzz"],
            "error: --why-not takes files, folders or '-', or else --text: one of them, not both\n",
        ),
        (
            ["house/buzz", "--text", "x"],
            "error: a text goes with --why-not, which says what keeps the rule quiet on it\n",
        ),
        (
            ["--why-not", "house/buzz", "--text", "x", "--stdin-filename", "a"],
            "error: --stdin-filename goes with '-', which reads standard input\n",
        ),
    ],
)
def test_usage(run: Run, arguments: list[str], said: str) -> None:
    ran = run("explain", *arguments)
    assert (ran.code, ran.out, ran.err) == (2, "", said)


def test_a_file_that_is_not_there(run: Run) -> None:
    ran = run("explain", "--why-not", "house/buzz", "gone.md")
    assert ran.code == 2
    assert "gone.md" in ran.err
