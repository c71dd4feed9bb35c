from __future__ import annotations

import re

import pytest
from reporter_samples import finding, report, written

from aboveboard.document import Problem
from aboveboard.report import DocumentResult, Report
from aboveboard.reporters.console import OF_DOCUMENT, OF_RULE, STYLES


def shown(text: str) -> int:
    return text.count("-->")


def test_at_most_twenty_of_a_rule():
    found = [
        finding("Last chance!", "Last chance", document=f"{n}.md") for n in range(OF_RULE + 31)
    ]
    text = written("full", report(*found))
    assert shown(text) == OF_RULE
    assert "\n... and 31 more of urgency/last-chance; --format json lists all\n" in text
    assert "Found 51 findings (51 warnings) in 51 of 52 documents." in text


def test_exactly_at_the_limit_nothing_is_said():
    found = [finding("Last chance!", "Last chance") for _ in range(OF_RULE)]
    assert "more" not in written("full", report(*found))


def test_at_most_two_hundred_of_a_document():
    found = [
        finding("Last chance!", "Last chance", rule_id=f"urgency/rule-{n}", document=name)
        for name in ("a.md", "b.md")
        for n in range(OF_DOCUMENT + 7)
    ]
    text = written("full", report(*found), show_all="")
    assert shown(text) == 2 * OF_DOCUMENT
    assert "\n... and 7 more in a.md\n... and 7 more in b.md\n\nFound" in text


def test_graver_findings_are_not_hidden_by_milder_ones_before_them():
    found = [finding("Last chance!", "Last chance", severity="note") for _ in range(30)]
    found.append(finding("Last chance!", "Last chance", severity="error", document="z.md"))
    text = written("full", report(*found))
    assert text.index("note:") < text.index("error:")  # in their order all the same
    assert shown(text) == OF_RULE


def test_problems_have_a_limit_too_and_errors_come_through():
    problems = [Problem("posts.csv", n, "odd row", level="notice") for n in range(1, 51)]
    problems.append(Problem("posts.csv", 51, "row with too many cells"))
    text = written("full", report(problems=tuple(problems)))
    assert text.count("note: ") == 19
    assert "error: posts.csv:51: row with too many cells\n" in text
    assert "\n... and 31 more problems in posts.csv; --format json lists all\n\n" in text


def test_only_problems():
    text = written("full", Report([], [Problem("a.md", None, "cannot be read")], []))
    assert text == "error: a.md: cannot be read\n\nNothing was checked: 1 problem.\n"


def test_the_part_is_said_where_it_is_not_the_body():
    def place(**changes):
        text = written("full", report(finding("Last chance!", "Last", **changes)))
        return re.search("--> (.*)", text)[1]

    assert place() == "drafts/post.md:1:1"
    assert place(part="subject") == "drafts/post.md:1:1 (subject)"
    assert place(row=3, document="a.csv") == "a.csv:1:1 (row 3)"
    assert place(row=3, document="a.json") == "a.json:1:1 (post 3)"


def test_many_related_documents_are_counted():
    from aboveboard.findings import Related

    related = tuple(Related("posts.csv", n, "says so too") for n in range(1, 9))
    text = written("full", report(finding("Last chance!", "Last", related=related)))
    assert text.count("= also: posts.csv") == 5
    assert "= also: ... and 3 more\n" in text


def test_without_advice_there_is_no_empty_line():
    text = written("full", report(finding("Last chance!", "Last", advice="")))
    assert "substantiate" not in text


def test_colour_is_only_colour():
    of = report(finding("Last chance!", "Last"), problems=(Problem("a", 1, "b"),))
    colored = written("full", of, color=True)
    assert colored != written("full", of)
    assert re.sub(r"\x1b\[[0-9;]*m", "", colored) == written("full", of)


def test_colours_come_from_the_options_alone(monkeypatch):
    of = report(finding("Last chance!", "Last"))
    for name in ("FORCE_COLOR", "TTY_COMPATIBLE"):
        monkeypatch.setenv(name, "1")
    assert "\x1b" not in written("full", of)
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("TERM", "dumb")
    assert "\x1b" in written("full", of, color=True)


def rgb(style: str) -> tuple[int, ...]:
    # The 256 colours: a cube of six levels from 16, and greys from 232.
    number = int(style.removeprefix("color(").rstrip(")"))
    if number >= 232:
        return (8 + 10 * (number - 232),) * 3
    levels = [0, 95, 135, 175, 215, 255]
    number -= 16
    return levels[number // 36], levels[number // 6 % 6], levels[number % 6]


def contrast(one: tuple[int, ...], other: tuple[int, ...]) -> float:
    """The contrast ratio of WCAG 2."""

    def luminance(color):
        parts = [c / 255 for c in color]
        parts = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    dark, light = sorted([luminance(one), luminance(other)])
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("style", STYLES.values())
@pytest.mark.parametrize("background", [(0, 0, 0), (255, 255, 255)])
def test_colours_can_be_read_on_dark_and_on_light(style, background):
    assert contrast(rgb(style), background) >= 3.8


def test_a_clean_report_is_one_line():
    clean = Report([], [], [DocumentResult("a.md", None, "pass")] * 12)
    assert written("full", clean, color=True) == "All clear: 12 documents checked.\n"
