"""Posts of a schedule on the console: headings, places in cells, and the overview."""

from __future__ import annotations

from datetime import date

import pytest
from reporter_samples import finding, schedule, written

from aboveboard.findings import Finding
from aboveboard.report import DocumentResult, Report
from aboveboard.reporters.posts import MOST_ROWS


def place(found: Finding) -> str:
    text = written("full", Report([found]))
    return next(line for line in text.splitlines() if "-->" in line).partition(" (")[2][:-1]


@pytest.mark.parametrize(
    ("text", "phrase", "cell", "said"),
    [
        ("a,Hurry up,b", "Hurry", 2, "row 1, character 1"),
        ("a,Now hurry up,b", "hurry", 2, "row 1, character 5"),
        # doubled quotes are one sign in the cell
        ('a,"A ""hot"" deal, hurry",b', "hurry", 3, "row 1, character 15"),
        ('a,A ""hot"" deal hurry,b', "hurry", 2, "row 1, character 16"),
        # so is a line end
        ('a,"One\r\nhurry",b', "hurry", 3, "row 1, character 5"),
        ('a,"👀 hurry",b', "hurry", 3, "row 1, character 3"),
        ("hurry", "hurry", 0, "row 1, character 1"),
        ("hurry", "hurry", None, "row 1"),
    ],
)
def test_how_far_into_the_cell(text: str, phrase: str, cell: int | None, said: str) -> None:
    assert place(finding(text, phrase, document="a.csv", row=1, cell=cell)) == said


def test_a_post_of_data_has_keys_and_no_cells() -> None:
    text = '[{"caption": "hurry"}]'
    found = finding(text, "hurry", document="a.json", row=1, cell=14, label="caption")
    assert place(found) == "post 1, caption"


def overview(*documents: DocumentResult, width: int = 100) -> list[str]:
    """The lines between the findings and the last line."""
    found = finding("Hurry", "Hurry", document="a.csv", row=1)
    text = written("full", Report([found], [], documents), width=width)
    return text.partition("time zone.\n\n")[2].splitlines()[:-2]


def test_all_pass() -> None:
    assert overview(DocumentResult("a.csv", 1, "pass"), DocumentResult("a.csv", 2, "pass")) == [
        "a.csv: 2 posts: 2 pass, 0 to review, 0 fail"
    ]


def test_a_post_that_does_not_pass_for_findings_that_are_held_back() -> None:
    held = Report([], [], [DocumentResult("a.csv", 1, "review", 1)])
    assert written("full", held, severity="error").splitlines()[0] == (
        "a.csv: 1 post: 0 pass, 1 to review, 0 fail"
    )
    clean = Report([], [], [DocumentResult("a.csv", 1, "pass")])
    assert written("full", clean) == "All clear: 1 post checked.\n"


def test_files_by_themselves_and_columns_that_are_empty_left_out() -> None:
    lines = overview(
        DocumentResult("b.json", 12, "fail", opening="A text"),
        DocumentResult("a.csv", 1, "review", 0, date(2026, 11, 30)),
        DocumentResult("page.md", None, "fail"),
    )
    assert lines == [
        "a.csv: 1 post: 0 pass, 1 to review, 0 fail",
        "  row  date            status  findings",
        "    1  Mon 2026-11-30  review         1",
        "",
        "b.json: 1 post: 0 pass, 0 to review, 1 fail",
        "  post  status  findings  text",
        "    12  fail           0  A text",
    ]


def test_the_gravest_are_listed_and_the_rest_counted() -> None:
    documents = [DocumentResult("a.csv", n, "review") for n in range(1, MOST_ROWS + 11)]
    documents.append(DocumentResult("a.csv", MOST_ROWS + 11, "fail"))
    lines = overview(*documents)
    assert lines[0] == f"a.csv: {MOST_ROWS + 11} posts: 0 pass, {MOST_ROWS + 10} to review, 1 fail"
    rows = [int(line.split()[0]) for line in lines[2:-1]]
    assert rows == [*range(1, MOST_ROWS), MOST_ROWS + 11]
    assert lines[-1] == "  ... and 11 more posts; --format csv lists all findings"


@pytest.mark.parametrize("width", [50, 60, 80, 120])
def test_no_line_of_the_overview_is_wider_than_the_terminal(width: int) -> None:
    from rich.cells import cell_len

    text = written("full", schedule(), width=width)
    table = text.partition("december.csv: 4 posts")[2].splitlines()[1:6]
    assert [line for line in table if cell_len(line) > width] == []
