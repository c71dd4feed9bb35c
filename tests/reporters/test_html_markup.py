"""The markup of the HTML report: escaped in one place, whole, and the same every time."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from io import BytesIO, StringIO, TextIOWrapper
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reporter_samples import finding

from aboveboard import Linter
from aboveboard.document import Problem
from aboveboard.report import Citation, DocumentResult, Report, RuleInfo
from aboveboard.reporters import ReportOptions
from aboveboard.reporters.html import KEEPS_DOCUMENTS, model, write
from aboveboard.reporters.html.markup import joined, link, tag

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
DATA = Path(__file__).resolve().parents[2] / "src" / "aboveboard" / "reporters" / "html"


def page(report: Report, **options: str) -> str:
    stream = StringIO()
    write(report, stream, ReportOptions(**options))
    return stream.getvalue()


def without_data(text: str) -> str:
    """The page without its style and script."""
    return re.sub(r"<(style|script)>.*?</\1>", "", text, flags=re.DOTALL)


@given(st.text())
def test_text_never_becomes_markup(text: str) -> None:
    made = tag("p", text, title=text, data_of=text)
    assert re.fullmatch(r'<p title="[^"<>]*" data-of="[^"<>]*">[^<>]*</p>', made, re.DOTALL)
    made.encode("utf-8")  # surrogates alone are written out


def test_attributes_that_are_false_or_none_are_left_out() -> None:
    made = tag("input", type="radio", checked=True, disabled=False, value=None, for_="a")
    assert made == '<input type="radio" checked for="a">'
    assert joined("<", tag("b", 1_000), None, ["&", []]) == "&lt;<b>1,000</b>&amp;"


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", " https://a.example", "data:text/html,x", "https://", "//a", ""]
)
def test_only_addresses_of_the_web_become_links(url: str) -> None:
    assert link(url, "A <b>") == "A &lt;b&gt;"
    assert link("https://a.example/?a&b", "A") == (
        '<a href="https://a.example/?a&amp;b" rel="noreferrer noopener" class="out">A</a>'
    )


def test_a_provision_with_another_address_is_only_named() -> None:
    cite = Citation("Act § 1", "us", "javascript:alert(1)", False)
    info = RuleInfo("urgency/last-chance", "Title", "error", "rewrite", "Why.", "Do.", (cite,))
    found = finding("last chance", "last chance", cites=("Act § 1",))
    text = page(Report([found], documents=[], rules={info.id: info}))
    assert "javascript:" not in without_data(text)
    assert text.count("Act § 1") == 2
    assert "(official text not read)" in text


@pytest.mark.parametrize("keep", [True, False])
def test_every_link_and_reference_has_its_target(keep: bool) -> None:
    report = Linter(severity="note").check_paths([EXAMPLES], keep=keep)
    text = without_data(page(report))
    ids = Counter(re.findall(r' id="([^"]+)"', text))
    assert [name for name, count in ids.items() if count > 1] == []
    named = re.findall(r'href="#([^"]+)"', text)
    named += [n for said in re.findall(r'aria-\w+by="([^"]+)"', text) for n in said.split()]
    named += re.findall(r'data-copy="([^"]+)"', text)
    assert len(named) > 100
    assert set(named) - set(ids) == set()


def test_the_same_report_makes_the_same_page() -> None:
    first, second = (page(Linter().check_paths([EXAMPLES], keep=True)) for _ in range(2))
    assert first == second
    assert KEEPS_DOCUMENTS is True


def test_other_encodings_get_references() -> None:
    report = Report([finding("𝗟𝗮𝘀𝘁 chance é", "𝗟𝗮𝘀𝘁 chance")])
    raw = BytesIO()
    stream = TextIOWrapper(raw, encoding="cp1252", newline="\n")
    write(report, stream, ReportOptions())
    stream.flush()
    text = raw.getvalue().decode("ascii")
    assert "&#120287;&#120302;&#120320;&#120321; chance" in text


def test_style_and_script_are_the_same_in_every_encoding() -> None:
    for name in ("report.css", "report.js"):
        assert (DATA / name).read_bytes().isascii()
        assert b"</" not in (DATA / name).read_bytes()


def test_an_empty_report_says_so() -> None:
    problem = Problem("a.csv", None, "'a.csv' cannot be read")
    text = without_data(page(Report([], [problem])))
    assert '<p class="lede">Nothing was checked.</p>' in text
    assert "<strong>Problem</strong> <bdi>a.csv</bdi>: <bdi>&#x27;a.csv&#x27; cannot be" in text
    assert "This is no legal advice." in text


def test_nothing_is_called_fine_where_not_all_was_checked() -> None:
    passed = DocumentResult("a.csv", 1, "pass", held_back=2)
    text = page(Report([], [Problem("a.csv", 3, "row 2 is not checked")], [passed]))
    assert "Nothing to change in 1 post, but not all was checked." in text
    assert "2 notes held back; --severity note shows them." in text


def test_posts_that_are_left_out_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(model.posts, "__defaults__", (2,))
    results = [DocumentResult("a.csv", row, "pass") for row in range(1, 6)]
    results[4] = replace(results[4], status="fail")
    text = without_data(page(Report([], documents=results)))
    assert re.findall(r"<h3 [^>]*><bdi>(Row \d)</bdi>", text) == ["Row 1", "Row 5"]
    assert "Of 5 posts, 2 are shown: those that do not pass first." in text
    assert "1 of 5 posts needs another look before readers see it." in text
