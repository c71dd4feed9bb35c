from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from samples import rule, rulebook

from aboveboard.document import Comment, Document, Part, Problem
from aboveboard.engine import Checked, Engine
from aboveboard.facts import Facts
from aboveboard.linter import Linter
from aboveboard.matcherset import Matchers
from aboveboard.rulebook.faults import FaultyFiles
from aboveboard.settings import Excuse, Settings
from aboveboard.sources import reader_named

RULES = rulebook(
    rule("{phrases: [last chance]}", id="urgency/last-chance"),
    rule("{phrases: [act now]}", id="urgency/act-now"),
    rule("{phrases: [only 3 left]}", id="scarcity/only-left"),
    rule("{phrases: [draft words]}", id="draft/one", more="status: draft\n"),
)
DAY = date(2026, 11, 23)


def check(text: str, format: str = "text", **settings: object) -> Checked:
    made = Settings(as_of=DAY, **settings)  # type: ignore[arg-type]
    [document] = [item for item in reader_named(format)(text, "post") if isinstance(item, Document)]
    facts = document.facts if isinstance(document.facts, Facts) else Facts()
    document = Document(document.name, document.parts, facts, None, document.ignores)
    return Engine(Matchers(RULES), made).check(document)


def found(text: str, format: str = "text", **settings: object) -> list[str]:
    """What is left: the line and the rule of each finding, and the words of complaints."""
    return [
        f"{f.line} {f.rule_id}" + (f": {f.message}" if f.category == "suppression" else "")
        for f in check(text, format, **settings).findings
    ]


LAST = "urgency/last-chance"
NOW = "urgency/act-now"
UNREAD = "This suppression cannot be read"
NO_REASON = "This suppression gives no reason."
NOTHING_ENDS = "There is nothing that this ends; it needs an ignore-start before it."


@pytest.mark.parametrize(
    ("text", "left"),
    [
        # on the same line, before and after
        (f"Last chance! <!-- aboveboard: ignore {LAST} -- real -->\nLast chance!", [f"2 {LAST}"]),
        (f"Last chance!\n<!-- aboveboard: ignore {LAST} -- real --> Last chance!", [f"1 {LAST}"]),
        (f"Last chance! Act now. <!-- aboveboard: ignore {LAST} -- real -->", [f"1 {NOW}"]),
        # alone on its line: the lines up to the next blank one
        (
            f"Last chance!\n\n<!-- aboveboard: ignore {LAST} -- real -->\n\nLast chance,\n"
            "last chance\n\nLast chance",
            [f"1 {LAST}", f"8 {LAST}"],
        ),
        (
            f"<!-- aboveboard: ignore {LAST} -- one -->\n"
            f"<!-- aboveboard: ignore {NOW} -- two -->\nLast chance, act now",
            [],
        ),
        # CRLF and CR
        (
            f"<!-- aboveboard: ignore {LAST} -- real -->\r\nLast chance\r\n\r\nLast chance",
            [f"4 {LAST}"],
        ),
        (f"<!-- aboveboard: ignore {LAST} -- real -->\rLast chance\r\rLast chance", [f"4 {LAST}"]),
        # from here to there
        (
            f"Last chance\n\n<!-- aboveboard: ignore-start {LAST} -- real -->\n\nLast chance\n\n"
            "Last chance, act now\n\n<!-- aboveboard: ignore-end -->\n\nLast chance",
            [f"1 {LAST}", f"7 {NOW}", f"11 {LAST}"],
        ),
        (
            f"<!-- aboveboard: ignore-start {LAST} -- a -->\n"
            f"<!-- aboveboard: ignore-start {NOW} -- b -->\nLast chance, act now\n\n"
            f"<!-- aboveboard: ignore-end {LAST} -->\nLast chance, act now\n\n"
            f"<!-- aboveboard: ignore-end {NOW} -->\nAct now",
            [f"6 {LAST}", f"9 {NOW}"],
        ),
        (
            f"<!-- aboveboard: ignore-start {LAST}, {NOW} -- both -->\nLast chance, act now\n\n"
            "<!-- aboveboard: ignore-end -- that is it -->\nAct now",
            [f"5 {NOW}"],
        ),
        # the whole document, from anywhere
        (f"Last chance\n\nAct now\n\n<!-- aboveboard: ignore-file {LAST} -- x -->", [f"3 {NOW}"]),
        # several rules, all kinds of dashes and spaces
        (f"<!--aboveboard:ignore {LAST},{NOW} — real-->\nLast chance, act now", []),
        (f"<!-- aboveboard :  ignore  {LAST} ,\n {NOW}  – real -->\nLast chance, act now", []),
        # for a while
        (f"<!-- aboveboard: ignore {LAST} until 2026-11-23 -- real -->\nLast chance", []),
        # a rule of the same words in another place, and a rule that is not asked for
        (
            f"Only 3 left. <!-- aboveboard: ignore {LAST} -- x --> Last chance",
            ["1 scarcity/only-left"],
        ),
        # other comments are none of ours
        ("<!-- above board: ignore all --> Last chance", [f"1 {LAST}"]),
    ],
)  # fmt: skip
def test_what_is_covered(text: str, left: list[str]) -> None:
    assert found(text) == left


@pytest.mark.parametrize(
    ("directive", "message"),
    [
        ("ignore", "This suppression names no rule."),
        ("ignore -- all of it", "This suppression names no rule."),
        ("", f"{UNREAD}."),
        ("ignored urgency/last-chance -- real", f"{UNREAD}; did you mean 'ignore'?"),
        ("ignore-line urgency/last-chance -- x", f"{UNREAD}; did you mean 'ignore-file'?"),
        ("disable urgency/last-chance -- x", f"{UNREAD}."),
        ("ignore urgency/last-chance", NO_REASON),
        ("ignore urgency/last-chance --", f"{UNREAD}."),
        ("ignore urgency/last-chance - real", f"{UNREAD}."),
        ("ignore urgency/last-chance: real", f"{UNREAD}."),
        ("ignore urgency/last-chance until 2027-01-01", NO_REASON),
        ("ignore urgency/last-chance until 31 Dec -- real", f"{UNREAD}."),
        (
            "ignore urgency/last-chance until 2026-02-30 -- x",
            "'2026-02-30' is not a date such as 2026-12-31.",
        ),
        (
            "ignore urgency/last-chanse -- x",
            "There is no rule 'urgency/last-chanse'; did you mean 'urgency/last-chance'?",
        ),
        ("ignore urgency/last-chance, zzz -- x", "There is no rule 'zzz'."),
        # no blankets
        ("ignore urgency -- x", "There is no rule 'urgency'; did you mean 'urgency/act-now'?"),
        ("ignore all -- x", "There is no rule 'all'."),
        ("ignore * -- x", f"{UNREAD}."),
        ("ignore-file urgency/* -- x", f"{UNREAD}."),
        # half a pair
        (
            "ignore-start urgency/last-chance -- x",
            "This suppression of urgency/last-chance is never ended; add ignore-end.",
        ),
        ("ignore-end", NOTHING_ENDS),
        ("ignore-end urgency/last-chance", NOTHING_ENDS),
    ],
)  # fmt: skip
def test_what_is_malformed_covers_nothing(directive: str, message: str) -> None:
    text = f"<!-- aboveboard: {directive} -->\nLast chance, act now"
    assert found(text) == [f"1 suppression/malformed: {message}", f"2 {LAST}", f"2 {NOW}"]


def test_a_complaint_stands_at_its_comment() -> None:
    text = "Hi.\n\n  <!-- aboveboard: ignore -->\nBye."
    [complaint] = check(text).findings
    assert complaint.text == "<!-- aboveboard: ignore -->"
    assert (complaint.line, complaint.column, complaint.severity) == (3, 3, "warning")
    assert complaint.advice == "Write: aboveboard: ignore RULE -- reason."


def test_two_ends_and_one_start() -> None:
    text = (
        f"<!-- aboveboard: ignore-start {LAST} -- x -->\nLast chance\n\n"
        "<!-- aboveboard: ignore-end -->\n<!-- aboveboard: ignore-end -->"
    )
    assert found(text) == [f"5 suppression/malformed: {NOTHING_ENDS}"]


def test_what_is_of_no_use() -> None:
    text = f"<!-- aboveboard: ignore {LAST}, {NOW} -- x -->\nAct now"
    unused = f"Nothing here needs this suppression of {LAST}."
    assert found(text) == [f"1 suppression/unused: {unused}"]
    # for two rules, two complaints
    assert len(found(f"<!-- aboveboard: ignore {LAST}, {NOW} -- x -->\nHello")) == 2
    # of a rule that was not run nobody knows
    assert found(text, ignore=(LAST,)) == []
    assert found("<!-- aboveboard: ignore draft/one -- x -->\nHello") == []
    # two that cover the same are both of use
    both = f"Last chance <!-- aboveboard: ignore {LAST} -- x -->"
    assert found(f"{both}\n\n<!-- aboveboard: ignore-file {LAST} -- y -->") == []


def test_what_has_ended() -> None:
    text = f"<!-- aboveboard: ignore {LAST} until 2026-11-22 -- x -->\nLast chance"
    ended = f"This suppression of {LAST} ended on 2026-11-22."
    assert found(text) == [f"1 suppression/expired: {ended}", f"2 {LAST}"]
    assert found(text.replace("Last chance", "Hello")) == [f"1 suppression/expired: {ended}"]


def test_complaints_can_be_switched_off_and_hidden() -> None:
    text = "<!-- aboveboard: ignore -->\nLast chance"
    assert found(text, ignore=("suppression",)) == [f"2 {LAST}"]
    assert found(text, ignore=("suppression/unused",))[0].startswith("1 suppression/malformed")
    assert {finding.severity for finding in check(text).findings} == {"warning"}


def test_what_was_suppressed_is_kept_with_its_reason() -> None:
    text = f"Last chance <!-- aboveboard: ignore {LAST} -- real, ends 30 Nov -->"
    [(finding, said)] = check(text).suppressed
    assert finding.rule_id == LAST
    assert said == f"aboveboard: ignore {LAST} -- real, ends 30 Nov"


# ---------------------------------------------------------------- formats


@pytest.mark.parametrize(
    ("format", "text", "left"),
    [
        (
            "markdown",
            f"# Last chance\n\n<!-- aboveboard: ignore {LAST} -- real -->\n"
            "- Last chance\n- last chance\n\nLast chance\n",
            [f"1 {LAST}", f"7 {LAST}"],
        ),
        ("markdown", f"Last chance <!-- aboveboard: ignore {LAST} -- x -->\n", []),
        (
            "markdown",
            f"---\ntitle: Last chance\naboveboard:\n  ignore:\n    {LAST}: real\n---\n\n"
            "Last chance, act now\n",
            [f"8 {NOW}"],
        ),
        (
            "markdown",
            "---\naboveboard: {ignore: {urgency/last: real}}\n---\n\nLast chance\n",
            [
                "2 suppression/malformed: There is no rule 'urgency/last'; did you mean "
                "'urgency/last-chance'?",
                f"5 {LAST}",
            ],
        ),
        # an element with all that is in it, and no more
        (
            "html",
            f"<!-- aboveboard: ignore {LAST} -- real -->\n<p>Last chance</p>\n<p>Last chance</p>\n",
            [f"3 {LAST}"],
        ),
        (
            "html",
            f"<!-- aboveboard: ignore {LAST} -- real -->\n<div>\n<div><p>Last chance</p></div>\n"
            "<p>Last chance</p>\n</div>\n<p>Last chance</p>\n",
            [f"6 {LAST}"],
        ),
        (
            "html",
            f"<ul>\n<!-- aboveboard: ignore {LAST} -- real -->\n<li>Last chance\n"
            "<li>Last chance\n</ul>\n\n<p>Last chance</p>",
            [f"7 {LAST}"],  # not closed: the lines up to the next blank one
        ),
        (
            "html",
            f"<!-- aboveboard: ignore {LAST} -- real -->\n<img alt='Last chance'>\n<p>Last chance",
            [f"3 {LAST}"],
        ),
        (
            "html",
            f"<p>Last chance</p><!-- aboveboard: ignore {LAST} -- real -->\n<p>Last chance</p>",
            [f"2 {LAST}"],
        ),
    ],
)
def test_formats(format: str, text: str, left: list[str]) -> None:
    assert found(text, format) == left


def test_mdx() -> None:
    text = (
        f"{{/* aboveboard: ignore {LAST} -- real */}}\nLast chance\n\nLast chance\n\n"
        f"{{/* aboveboard: ignore-start {LAST} -- x */}}\n<Card>Last chance</Card>\n"
        "{/* aboveboard: ignore-end */}\n"
    )
    [document] = reader_named("markdown")(text, "post.mdx")
    assert isinstance(document, Document)
    checked = Engine(Matchers(RULES), Settings(as_of=DAY)).check(
        Document("post.mdx", document.parts, Facts())
    )
    assert [(f.line, f.rule_id) for f in checked.findings] == [(4, LAST)]


def test_parts_of_one_file_share_their_comments() -> None:
    text = f"---\ntitle: Last chance\n---\n<!-- aboveboard: ignore-file {LAST} -- x -->\nHi\n"
    assert found(text, "markdown") == []
    [document] = reader_named("markdown")(text, "post.md")
    assert isinstance(document, Document)
    parts = [part for part in document.parts.values() if isinstance(part, Part)]
    assert len({id(part.source) for part in parts}) == 1


def test_a_document_with_nothing_in_it() -> None:
    ignores = (Comment("aboveboard: ignore-file x", 0, 0),)
    empty = Document("d", {}, Facts(), None, ignores)
    assert Engine(Matchers(RULES), Settings()).check(empty).findings == ()


# ---------------------------------------------------------------- exceptions of the configuration


@pytest.mark.parametrize(
    ("excuse", "left"),
    [
        (Excuse("post", LAST, "real"), []),
        (Excuse("other", LAST, "real"), [f"1 {LAST}"]),
        (Excuse("post", NOW, "real"), [f"1 {LAST}"]),
        (Excuse("p*", LAST, "real", "LAST  CHANCE"), []),
        (Excuse("*", LAST, "real", "last chance"), [f"1 {LAST}"]),  # exactly as it is written
        (Excuse("*", LAST, "real", "LAST"), [f"1 {LAST}"]),
        (Excuse("*", LAST, "real", until=DAY), []),
        (Excuse("*", LAST, "real", until=date(2026, 11, 22)), [f"1 {LAST}"]),
    ],
)
def test_exceptions(excuse: Excuse, left: list[str]) -> None:
    assert found("LAST\nCHANCE", excuses=(excuse,)) == left
    if not left:
        [(finding, reason)] = check("LAST\nCHANCE", excuses=(excuse,)).suppressed
        assert (finding.rule_id, reason) == (LAST, "real")


CONFIG = """rules: house
select: [house]
exceptions:
  - {path: posts/a.txt, rule: house/last, reason: real}
  - {path: posts/b.txt, rule: house/last, reason: real}
  - {path: posts/c.txt, rule: house/last, reason: not checked}
  - {path: "posts/*", rule: house/last, reason: others may need it, text: never}
  - {path: posts/a.txt, rule: house/last, reason: old, until: 2026-11-01}
  - {path: posts/a.txt, rule: urgency/last-chance, reason: a rule that does not run}
"""
HOUSE = (
    "title: Last\nseverity: warning\nmessage: found\nadvice: Say it plainly.\n"
    "find: {phrases: [last chance]}\nexamples: {flag: ['[[last chance]]'], pass: [y]}\n"
)


def test_idle_exceptions_are_notices(write: Callable[..., Path]) -> None:
    path = write("aboveboard.yaml", CONFIG)
    write("house/last.yaml", HOUSE)
    write("posts/a.txt", "Last chance")
    write("posts/b.txt", "Hello")
    linter = Linter.from_config(".", as_of=DAY)
    report = linter.check_paths(["posts"])
    assert report.findings == ()
    needs = "nothing in posts/b.txt needs this exception for house/last"
    assert report.problems == (
        Problem(str(path), 5, needs, "notice"),
        Problem(str(path), 8, "the exception for house/last ended on 2026-11-01", "notice"),
    )


def test_an_exception_for_a_rule_that_there_is_not(write: Callable[..., Path]) -> None:
    write("aboveboard.yaml", "exceptions:\n  - {path: a, rule: urgency/last-chanc, reason: b}\n")
    with pytest.raises(FaultyFiles) as caught:
        Linter.from_config(".")
    [fault] = caught.value.faults
    assert (fault.line, fault.message) == (2, "there is no rule 'urgency/last-chanc'")
    assert fault.hint == "did you mean 'urgency/last-chance'?"


def test_an_exception_holds_from_every_folder(
    write: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    write("aboveboard.yaml", CONFIG)
    write("house/last.yaml", HOUSE)
    folder = write("posts/a.txt", "Last chance").parent
    monkeypatch.chdir(folder)
    for name in ("a.txt", "./a.txt", str(folder / "a.txt"), "../posts/a.txt"):
        assert Linter.from_config(".", as_of=DAY).check_paths([name]).findings == ()
