"""A hostile and wide report, for the tests of formats that machines read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from reporter_samples import POST, finding, schedule, whole

from aboveboard.document import Problem, Source
from aboveboard.findings import Finding, Related
from aboveboard.report import Citation, DocumentResult, Report, RuleInfo

WIDE = (
    "👩‍👩‍👧 last chance 日本 é e\u0301 only 3 left\r\n"
    "\tact now 𝗟𝗮𝘀𝘁\rlone 🎉 hurry\n"
    "final\r\ncall ]]> &<>\"' ::error file=x::y %0A %25 \x1b[31m \x00 \ufffe buy now"
)
NAMES = (
    "posts/with space #1 100% für.md",
    "posts/back\\slash.md",
    "posts/new\nline::error::.md",
    "=posts/a,b:c.md",
    "../beside/x.md",
    "/elsewhere/y.md",
    "a:b.md",
    "posts/\udcff\ud83d.md",
)
ROWS = '#,Text\r\n1,"日本 ""wow"" 🎉 hurry,\r\nnow"\r\n2,only 3 left\r\n'
JSON = '[{"body": "\\ud83c\\udf89 \\"last chance\\" 日本 👀 to \\u0073ave"}]\n'


class CellSource(Source):
    """A cell of a workbook, as its reader makes one: all of it stands in one line."""

    def position(self, offset: int) -> tuple[int, int]:
        return self.first_line, offset + 1


def _wide() -> Iterator[Finding]:
    source = Source(WIDE)
    for name in NAMES:
        yield finding(WIDE, "last chance", document=name, source=source)
    name = "posts/wide.md"
    for words in ("only 3 left", "act now", "hurry", "𝗟𝗮𝘀𝘁", "final\r\ncall", "buy now", "🎉"):
        yield finding(WIDE, words, document=name, source=source, severity="error")
    span = (WIDE.index("act"), WIDE.index("lone") + 4)
    yield finding(WIDE, span, document=name, source=source, message="[x](https://evil.example)")
    end = len(WIDE)
    yield finding(WIDE, (end, end), document=name, source=source, message="]]>\x0b\ud800 ::error::")
    yield finding(WIDE, (0, end), document=name, source=source, rule_id="a/whole")
    yield finding("", (0, 0), document="empty.txt", rule_id="complete/nothing")
    yield finding("x" * 900, (0, 900), document="long.txt", severity="note")


def _rows() -> Iterator[Finding]:
    source = Source(ROWS)
    common: dict[str, Any] = {"document": "plan/posts.csv", "source": source, "label": "Text"}
    yield finding(ROWS, "hurry,\r\nnow", row=1, cell=ROWS.index("日"), **common)
    yield finding(
        ROWS,
        "only 3 left",
        row=2,
        severity="error",
        rule_id="scarcity/stock-rises",
        cell=ROWS.index("only"),
        related=(
            Related("plan/posts.csv", 1, "says [hurry](x)", 2, 17),
            Related("plan/book.xlsx", 4, "sheet", 5, 3),
            Related("plan/other.json", 7, "", 3, 9),
        ),
        **common,
    )
    yield finding(JSON, '\\"last chance\\"', document="plan/posts.json", row=1)
    cell = CellSource("two\nlines 🎉 act now", first_line=5)
    yield finding(
        cell.text, "act now", document="plan/book.xlsx", source=cell, row=4, label="Co[py"
    )


RULES = {
    "urgency/last-chance": RuleInfo(
        "urgency/last-chance",
        "Last chance *without* a date",
        "warning",
        "substantiate",
        "A deadline that is not real may mislead <readers>.",
        "Say when it ends.",
        (
            Citation("EU UCPD Annex I [no. 7]", "eu", "", True),
            Citation("UK CAP 3.31", "uk", "https://www.example.org/cap?a=b", True),
        ),
    ),
}


def hostile() -> Report:
    """A report with everything that a format can trip over."""
    findings = [*_wide(), *_rows()]
    problems = (
        Problem("posts/broken\n.md", 3, "the front matter\nnever ends % ]]> \x1b[31m", column=4),
        Problem("plan/book.xlsx", 9, "the row is empty"),
        Problem("", None, "::error::not read \ud800"),
        Problem("", None, "no jurisdiction chosen", level="notice"),
        Problem("", None, "no jurisdiction chosen", level="notice"),
    )
    places = dict.fromkeys((found.document, found.row) for found in findings)
    documents = [DocumentResult(name, row, "fail") for name, row in places]
    documents.append(DocumentResult("posts/quiet.md", None, "pass"))
    return Report(findings, problems, documents, ["2 posts have no date: not judged"], RULES)


def plain() -> Report:
    """What the samples of the other reporters say, with their rules."""
    one, other = whole(), schedule()
    return Report(
        [*one.findings, *other.findings],
        [*one.problems, *other.problems],
        [*one.documents, *other.documents],
        other.remarks,
        RULES,
    )


def clean() -> Report:
    """A report without findings."""
    return Report((), (), [DocumentResult("posts/quiet.md", None, "pass")])


__all__ = ["NAMES", "POST", "ROWS", "RULES", "WIDE", "clean", "hostile", "plain"]
