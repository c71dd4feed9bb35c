"""The library: what other programs call, as it is promised to them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import aboveboard
from aboveboard import Document, Finding, Linter, Problem, Report
from aboveboard.facts import FactsError
from aboveboard.linter import UnknownRuleError
from aboveboard.report import DocumentResult
from aboveboard.rulebook.faults import FaultyFiles
from aboveboard.sources.plain import part_from_text

Write = Callable[..., Path]

HOUSE = """title: House words
severity: {severity}
verdict: rewrite
message: '"{{match}}" is not how we speak.'
advice: Say it plainly.
find:
  phrases: |
    {phrase}
{more}examples:
  flag: ["[[{phrase}]]"]
  pass: [other words]
"""


def house(phrase: str, severity: str = "warning", more: str = "") -> str:
    return HOUSE.format(phrase=phrase, severity=severity, more=more)


@pytest.fixture
def linter(write: Write) -> Linter:
    """A linter that runs two rules of the house and nothing else."""
    write("house-rules/house/buzz.yaml", house("synergy boost"))
    write("house-rules/house/mild.yaml", house("kind of", "note"))
    return Linter(rules=["house-rules/"], select=["house"])


def test_the_package_offers_what_it_says() -> None:
    for name in aboveboard.__all__:
        assert getattr(aboveboard, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'Lintr'"):
        aboveboard.Lintr  # noqa: B018


def test_every_attribute_of_a_finding(linter: Linter) -> None:
    text = "Hi.\r\nA 𝘀ynergy\u00a0boost, yes"
    [f] = linter.check_text(text)
    assert isinstance(f, Finding)
    assert f.rule_id == "house/buzz"
    assert f.category == "house"
    assert f.severity == "warning"
    assert f.verdict == "rewrite"
    assert f.outcome is None
    assert f.message == '"synergy boost" is not how we speak.'
    assert f.advice == "Say it plainly."
    assert (f.start, f.end) == (7, 20)
    assert f.text == text[f.start : f.end] == "𝘀ynergy\u00a0boost"
    assert (f.line, f.column) == (2, 3)
    assert (f.document, f.part, f.row) == ("text", "body", None)


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("synergy boost", [(1, 1)]),
        ("a\r\nsynergy boost\rsynergy boost", [(2, 1), (3, 1)]),
        ("a\u2028 synergy boost\n\fsynergy boost", [(1, 4), (2, 2)]),  # no line ends, those
        ("👩🏽\u200d🚀 日本 synergy boost", [(1, 9)]),
        ("\tsynergy boost", [(1, 2)]),
        ("\ufeffsynergy boost", [(1, 2)]),
        ("half a \ud800 pair, synergy boost", [(1, 16)]),
    ],
)
def test_lines_and_columns(linter: Linter, text: str, places: list[tuple[int, int]]) -> None:
    found = linter.check_text(text)
    assert [(f.line, f.column) for f in found] == places
    assert all(text[f.start : f.end] == f.text == "synergy boost" for f in found)


def test_the_bundled_rules_and_nothing_from_the_working_directory(write: Write) -> None:
    write("aboveboard.yaml", "ignore: all\n")
    write("rules/house/buzz.yaml", house("synergy boost"))
    linter = Linter()
    assert [f.rule_id for f in linter.check_text("This is your last chance to save!")] == [
        "urgency/last-chance"
    ]
    assert linter.check_text("A synergy boost") == []
    assert linter.settings.severity == "warning"


def test_notes_are_returned_when_asked_for(linter: Linter) -> None:
    text = "A kind of synergy boost"
    assert [f.rule_id for f in linter.check_text(text)] == ["house/buzz"]
    mild = Linter(severity="note", rules=["house-rules"], select=["house"])
    assert [f.rule_id for f in mild.check_text(text)] == ["house/mild", "house/buzz"]
    strict = Linter(severity="error", rules=["house-rules"], select=["house"])
    assert strict.check_text(text) == []


@pytest.mark.parametrize(
    ("format", "text", "found"),
    [
        ("text", "<b>synergy</b> boost `synergy boost`", ["synergy boost"]),
        ("markdown", "**synergy** boost `synergy boost`", ["synergy** boost"]),
        ("html", "<b>synergy</b> boost <code>synergy boost</code>", ["synergy</b> boost"]),
    ],
)
def test_formats(linter: Linter, format: str, text: str, found: list[str]) -> None:
    assert [f.text for f in linter.check_text(text, format=format)] == found


def test_an_unknown_format(linter: Linter) -> None:
    with pytest.raises(ValueError, match=r"^format must be one of text, markdown, html.*not 'md'$"):
        linter.check_text("x", format="md")


def test_facts_of_a_text_win_over_its_own(write: Write) -> None:
    scope = "applies-to: {platforms: instagram}\n"
    write("house/insta.yaml", house("synergy boost", more=scope))
    linter = Linter(rules="house", select="house", platform="Instagram")
    text = "---\naboveboard: {facts: {platform: email}}\n---\nA synergy boost"
    assert len(linter.check_text("A synergy boost")) == 1
    assert linter.check_text("A synergy boost", facts={"platform": "email"}) == []
    assert linter.check_text(text, format="markdown") == []  # its own win over the linter's
    assert len(linter.check_text(text, format="markdown", facts={"platform": "instagram"})) == 1


WRONG = {"plattform": "x", "offer": {"stock": "many"}, "connection": "payed"}


@pytest.mark.parametrize(
    "call",
    [
        lambda linter: linter.check_text("x", facts=WRONG),
        lambda linter: linter.check_documents([Document("d", {"body": "x"}, WRONG)]),
        lambda linter: Linter(facts=WRONG),
        lambda linter: Linter.from_config(".", facts=WRONG),
    ],
)
def test_facts_that_cannot_be_read_are_all_named(
    linter: Linter, call: Callable[[Linter], Any]
) -> None:
    with pytest.raises(FactsError) as caught:
        call(linter)
    assert [error.path for error in caught.value.errors] == [
        ("plattform",), ("offer", "stock"), ("connection",),
    ]  # fmt: skip
    assert str(caught.value).startswith("'plattform' is not a fact; did you mean 'platform'?; the")


def test_documents_of_the_caller(linter: Linter) -> None:
    documents = [
        Document("post-2", {"subject": "Synergy boost", "body": "A synergy boost"}, row=7),
        Document(
            "post-1", {"body": part_from_text("body", "Synergy boost", 40, 3)}, {"zone": "UTC"}
        ),
        Document("empty", {}),
    ]
    found = linter.check_documents(documents)
    assert [(f.document, f.part, f.row, f.line, f.column) for f in found] == [
        ("post-1", "body", None, 40, 3),
        ("post-2", "subject", 7, 1, 1),
        ("post-2", "body", 7, 1, 3),
    ]
    assert [checked.result for checked in linter.check_each(documents)] == [
        DocumentResult("post-2", 7, "review"),
        DocumentResult("post-1", None, "review"),
        DocumentResult("empty", None, "pass"),
    ]


def test_paths(write: Write, linter: Linter) -> None:
    write("posts/a.md", "A kind of *synergy* boost\n")
    write("posts/b.txt", "Nothing.\n")
    write("posts/c.html", "<p>Synergy boost</p>\n")
    write("posts/data.bin", "\0")
    write("posts/bad.txt").write_bytes(b"caf\xe9 synergy boost")
    report = linter.check_paths(["posts/", "gone.md"])
    assert isinstance(report, Report)
    assert [(f.document, f.line, f.text) for f in report.findings] == [
        ("posts/a.md", 1, "synergy* boost"),
        ("posts/c.html", 1, "Synergy boost"),
    ]
    assert report.documents == (
        DocumentResult("posts/a.md", None, "review", 1),
        DocumentResult("posts/b.txt", None, "pass", 0),
        DocumentResult("posts/c.html", None, "review", 0),
    )
    assert report.held_back == 1
    assert [(problem.document, problem.level) for problem in report.problems] == [
        ("gone.md", "error"),
        ("posts/bad.txt", "error"),
    ]
    assert all(isinstance(problem, Problem) for problem in report.problems)
    only = linter.check_paths([Path("posts/a.md")], exclude=["*.md"], force_exclude=True)
    assert (only.findings, only.documents) == ((), ())


# ---------------------------------------------------------------- set up


def test_from_config(write: Write) -> None:
    write("house/house/buzz.yaml", house("synergy boost", "note"))
    write(
        "drafts/aboveboard.yaml",
        "rules: ../house\nselect: house\nseverity: note\nfacts: {platform: email}\n",
    )
    drafts = Linter.from_config("drafts/")
    assert [f.rule_id for f in drafts.check_text("A synergy boost")] == ["house/buzz"]
    assert drafts.settings.facts == {"platform": "email"}
    assert Linter.from_config("drafts/aboveboard.yaml").settings == drafts.settings
    given = Linter.from_config("drafts", severity="warning", platform="sms", as_of=date(2026, 1, 2))
    assert given.check_text("A synergy boost") == []
    assert given.settings.given == {"platform": "sms"}
    assert given.settings.as_of == date(2026, 1, 2)
    # none there: the bundled rules, and paths that count from that folder
    assert Linter.from_config("house").config.root == Path("house")


def test_settings_of_one_path(write: Write) -> None:
    write("aboveboard.yaml", "overrides: [{paths: '*.txt', ignore: urgency, severity: note}]\n")
    linter = Linter.from_config()
    assert linter.settings_for("a.txt").severity == "note"
    assert linter.settings_for("a.md") is linter.settings
    assert linter.engine_for("a.txt") is linter.engine_for("b.txt")
    assert linter.engine_for("a.txt") is not linter.engine_for("a.md")
    text = {"body": "This is your last chance to save!"}
    found = linter.check_documents([Document("a.txt", text), Document("a.md", text)])
    assert [f.document for f in found] == ["a.md"]


def test_one_value_is_a_list_of_one(write: Write) -> None:
    write("house/buzz.yaml", house("synergy boost"))
    linter = Linter(rules=Path("house"), select="house", jurisdictions="us")
    assert linter.settings.select == ("house",)
    assert linter.settings.facts == {"jurisdictions": ("us",)}
    linter = Linter.from_config(rules="house", ignore="urgency", jurisdictions="us, uk")
    assert linter.settings.ignore == ("urgency",)
    assert linter.settings.given == {"jurisdictions": ("us", "uk")}


@pytest.mark.parametrize(
    ("given", "error", "message"),
    [
        ({"severity": "bad"}, ValueError, "severity must be one of .*error, not 'bad'"),
        ({"select": ["urgncy"]}, UnknownRuleError, "'urgncy'; did you mean 'urgency'"),
        ({"ignore": ["urgency/last-chanc"]}, ValueError, "did you mean 'urgency/last-chance'"),
        ({"select": ["urgency/last"]}, ValueError, "there is no rule or category 'urgency/last'"),
        ({"rules": ["nowhere"]}, FaultyFiles, "nowhere:1:1: this is not a folder of rules"),
        ({"platform": ["x"]}, FactsError, "the fact 'platform' must be a text"),
    ],
)  # fmt: skip
def test_what_is_refused(
    write: Write, given: dict[str, Any], error: type[Exception], message: str
) -> None:
    write("x.md")
    for make in (Linter, Linter.from_config):
        with pytest.raises(error, match=message):
            make(**given)


def test_what_from_config_refuses_besides(write: Write) -> None:
    write("x.md")
    with pytest.raises(FileNotFoundError, match=r"there is no 'gone\.yaml'"):
        Linter.from_config("gone.yaml")
    with pytest.raises(TypeError, match="'selct' is none of select, ignore, severity, fail_on"):
        Linter.from_config(selct=["urgency"])
    with pytest.raises(ValueError, match="fail_on must be one of note, warning, error"):
        Linter.from_config(fail_on="never")
    write("aboveboard.yaml", "severity: notes\nslect: x\n")
    with pytest.raises(FaultyFiles) as caught:
        Linter.from_config()
    assert len(caught.value.faults) == 2


def test_names_in_overrides_are_checked_too(write: Write) -> None:
    write("aboveboard.yaml", "overrides: [{paths: x, ignore: urgncy}]\n")
    with pytest.raises(UnknownRuleError, match="'urgncy'"):
        Linter.from_config()


def test_a_rule_of_the_house_may_cite_what_only_the_house_knows(write: Write) -> None:
    cites = "cites: [house.style-4]\n"
    write("house/x/one.yaml", house("synergy boost", more=cites))
    report = Linter(rules=["house"]).report([Document("post", {"body": "A synergy boost"})])
    assert [finding.rule_id for finding in report.findings] == ["x/one"]
    assert report.rules["x/one"].cites == ()
