from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aboveboard.document import Problem, Source
from aboveboard.findings import Finding, deduplicate, sort_key
from aboveboard.report import DocumentResult, Report
from aboveboard.severity import SEVERITIES, at_least, capped, milder

SOURCE = Source("Hurry!\r\nLast chance,\ract 👀 now.\n\u2028Only 3 left")


def finding(
    start: int, end: int, rule_id: str = "urgency/a", severity: str = "warning", part: str = "body"
) -> Finding:
    return Finding(
        rule_id, severity, "substantiate", "m", "a", "post.md", part, start, end, source=SOURCE
    )


def test_text_category_line_and_column_are_those_of_the_source() -> None:
    where = SOURCE.text.index("now")
    made = finding(where, where + 3, "scarcity/only/left")
    assert (made.text, made.category, made.line, made.column) == ("now", "scarcity", 3, 7)


@pytest.mark.parametrize(
    ("piece", "place"),
    [
        ("Hurry", (1, 1)),
        ("\r\n", (1, 7)),
        ("Last", (2, 1)),
        ("act", (3, 1)),  # a lone CR ends a line
        ("now", (3, 7)),  # an emoji is one column
        ("\u2028", (4, 1)),
        ("Only", (4, 2)),  # U+2028 ends none
    ],
)
def test_places(piece: str, place: tuple[int, int]) -> None:
    assert SOURCE.position(SOURCE.text.index(piece)) == place


def test_places_in_a_piece_of_a_file() -> None:
    source = Source("one\ntwo\r\n", first_line=7, first_column=5)
    assert [source.position(i) for i in (0, 2, 4, 9)] == [(7, 5), (7, 7), (8, 1), (9, 1)]
    assert [source.line(number) for number in (7, 8, 9)] == ["one", "two", ""]


@given(st.text(st.sampled_from("ab\n\r\u2028\f\x85👀")))
def test_every_place_leads_back(text: str) -> None:
    source = Source(text)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for offset, char in enumerate(text):
        line, column = source.position(offset)
        if char not in "\r\n":
            assert lines[line - 1][column - 1] == char
        assert source.line(line) == lines[line - 1]


def test_one_phrase_one_finding() -> None:
    shorter = finding(8, 12)
    longer = finding(8, 19, "urgency/b")
    graver = finding(13, 19, "urgency/c", "error")
    other = finding(8, 19, "scarcity/a")
    elsewhere = finding(8, 19, part="subject")
    beside = finding(19, 24)
    assert deduplicate([shorter, longer]) == [longer]
    assert deduplicate([longer, graver]) == [graver]  # graver wins over longer
    assert deduplicate([shorter, longer, graver]) == [shorter, graver]
    assert deduplicate([beside, longer, other]) == [other, longer, beside]
    assert deduplicate([longer, elsewhere]) == [longer, elsewhere]
    assert deduplicate([longer, replace(longer, rule_id="urgency/z")]) == [longer]
    assert deduplicate([replace(longer, row=2), longer]) == [longer, replace(longer, row=2)]
    assert deduplicate([]) == []


def test_what_is_missing_is_said_of_each_thing() -> None:
    no_way_out = replace(finding(8, 12, "consent/a"), verdict="complete", outcome="absent")
    no_address = replace(no_way_out, rule_id="consent/b")
    assert deduplicate([no_address, no_way_out]) == [no_way_out, no_address]
    assert deduplicate([no_way_out, replace(no_way_out, end=11)]) == [no_way_out]
    # Words that say too little are a phrase like any other, and so is what lacks a label.
    words = [replace(one, outcome=None) for one in (no_way_out, no_address)]
    assert deduplicate(words) == [words[0]]
    label = [replace(one, verdict="disclose") for one in (no_way_out, no_address)]
    assert deduplicate(label) == [label[0]]


def slow_deduplicate(findings: list[Finding]) -> list[Finding]:
    """The same, as one would say it."""
    kept: list[Finding] = []
    for one in sorted(
        findings,
        key=lambda f: (-SEVERITIES.index(f.severity), f.start - f.end, f.start, f.rule_id),
    ):
        if not any(
            one.category == other.category
            and ((one.start < other.end and other.start < one.end) or one.start == other.start)
            for other in kept
        ):
            kept.append(one)
    return sorted(kept, key=sort_key)


SPANS = st.tuples(st.integers(0, 25), st.integers(1, 6))
FINDINGS = st.builds(
    lambda span, rule_id, severity: finding(span[0], sum(span), rule_id, severity),
    SPANS,
    st.sampled_from(["urgency/a", "urgency/b", "scarcity/a"]),
    st.sampled_from(SEVERITIES),
)


@given(st.lists(FINDINGS, max_size=12))
def test_deduplicate(findings: list[Finding]) -> None:
    assert deduplicate(findings) == slow_deduplicate(findings)
    assert deduplicate(findings[::-1]) == deduplicate(findings)


def test_findings_without_a_width_keep_to_themselves() -> None:
    nothing = finding(8, 8)
    assert deduplicate([nothing, nothing]) == [nothing]


def test_very_many_findings() -> None:
    source = Source("x" * 200_000)
    many = [replace(finding(i, i + 1), source=source) for i in range(0, 200_000, 2)]
    assert len(deduplicate(many)) == 100_000


def test_order_by_document_row_place_and_rule() -> None:
    ordered = [
        replace(finding(30, 31), document="a.md"),
        replace(finding(20, 21), row=1),
        replace(finding(3, 4), row=2),
        replace(finding(3, 5), row=2),
        replace(finding(3, 5, "urgency/b"), row=2),
        replace(finding(0, 4), row=2, part="subject", start=4),
    ]
    assert sorted([*ordered[3:], *ordered[:3]], key=sort_key) == ordered


def test_parts_with_a_text_of_their_own_come_one_after_the_other() -> None:
    def at(part: str, start: int, source: Source) -> Finding:
        return replace(finding(start, start + 2), part=part, source=source)

    subject, body, aside = Source("Last chance"), Source("Hi\nAct now"), Source("Only 3 left")
    ordered = [
        at("subject", 0, subject),
        at("subject", 5, subject),
        at("body", 0, body),
        at("body", 3, body),
        at("side-note", 0, aside),  # a part that nobody knows
    ]
    assert sorted([*ordered[2:], *ordered[:2]], key=sort_key) == ordered
    # In one file the text of the image stands where it is read.
    page = [at("body", 0, SOURCE), at("alt-text", 8, SOURCE), at("body", 14, SOURCE)]
    assert sorted([page[2], *page[:2]], key=sort_key) == page


def test_report_counts() -> None:
    report = Report(
        (finding(0, 1), finding(2, 3, severity="note"), finding(4, 5)),
        (Problem("x", None, "gone"),),
        (DocumentResult("a", None, "review", 2), DocumentResult("b", 3, "pass", 1)),
    )
    assert report.held_back == 3
    assert report.counts() == {"note": 1, "warning": 2, "error": 0}


@pytest.mark.parametrize(
    ("problem", "text"),
    [
        (Problem("a.md", 3, "broken"), "a.md:3: broken"),
        (Problem("a.md", 3, "broken", column=7), "a.md:3:7: broken"),
        (Problem("a.md", None, "broken"), "a.md: broken"),
        (Problem("", None, "broken"), "broken"),
    ],
)
def test_problems_say_where(problem: Problem, text: str) -> None:
    assert str(problem) == text


def test_severities() -> None:
    assert [at_least("warning", threshold) for threshold in SEVERITIES] == [True, True, False]
    assert [milder(severity) for severity in SEVERITIES] == ["note", "note", "warning"]
    assert milder("error", 0) == "error"
    assert milder("error", 5) == "note"
    assert [capped("warning", cap) for cap in SEVERITIES] == ["note", "warning", "warning"]
