"""Findings and reports made by hand, for the tests of reporters."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from io import StringIO
from typing import Any

from aboveboard.document import Problem, Source
from aboveboard.findings import Finding, Related
from aboveboard.report import DocumentResult, Report
from aboveboard.reporters import ReportOptions, reporter


def finding(text: str, phrase: str | tuple[int, int], **changes: Any) -> Finding:
    """A finding of ``phrase`` (words, or a span) in ``text``."""
    if isinstance(phrase, str):
        start = text.index(phrase)
        phrase = (start, start + len(phrase))
    values: dict[str, Any] = {
        "rule_id": "urgency/last-chance",
        "severity": "warning",
        "verdict": "substantiate",
        "message": f'"{text[slice(*phrase)]}" hurries people without saying when the offer ends.',
        "advice": "Say when it ends, with date, time and time zone.",
        "document": "drafts/post.md",
        "part": "body",
        "source": Source(text),
    }
    return Finding(start=phrase[0], end=phrase[1], **(values | changes))


def report(*findings: Finding, problems: tuple[Problem, ...] = (), held_back: int = 0) -> Report:
    """A report of these findings; each of their documents was checked."""
    names = sorted({(found.document, found.row or 0) for found in findings})
    documents = [DocumentResult(name, row or None, "fail") for name, row in names]
    documents.append(DocumentResult("drafts/quiet.md", None, "pass", held_back))
    return Report(findings, problems, documents)


def written(format_name: str, of: Report, **options: Any) -> str:
    """What the format writes for a report."""
    stream = StringIO()
    reporter(format_name)(of, stream, ReportOptions(**options))
    return stream.getvalue()


POST = """\
---
title: Autumn sale
---

# Autumn sale

This is your LAST CHANCE to save on every lamp in the shop!
\t日本 🇯🇵 readers: only 3 left 👩‍👩‍👧 in stock.

Do not wait, this is the
  final call for
anyone who loves light.
"""

LONG = (
    "Our lamps are made by hand in a small workshop by the river, from ash and linen, and each "
    "of them is signed by the person who made it, so hurry while you can, because when they "
    "are gone they are gone, and the next ones will only be made in the spring of next year."
)


def whole() -> Report:
    """A report with one of everything."""
    return report(
        finding(
            POST, "LAST CHANCE", cites=("EU UCPD Annex I no. 7", "UK CAP 3.31"), outcome="absent"
        ),
        finding(
            POST,
            "only 3 left",
            rule_id="scarcity/only-n-left",
            message='"only 3 left" may mislead unless the stock really is that low, so it needs a '
            "source that can be checked by whoever is asked about it later.",
            advice="Add the stock to the facts of this post (stock: 3) or leave the number out; a "
            "number that stays the same for a week is soon noticed.",
        ),
        finding(POST, "the\n  final call for\nanyone", rule_id="urgency/final-call"),
        finding(
            LONG,
            "hurry while you can",
            document="schedule/posts.csv",
            row=13,
            part="caption",
            severity="error",
            rule_id="urgency/deadline-moves",
            source=Source(LONG, 14, 23),
            related=(
                Related("schedule/posts.csv", 14, 'says "ends on the 9th"', 15, 8),
                Related("drafts/post.md", None, ""),
            ),
        ),
        finding(
            "Lamp\x1b[31ms [red]of[/red] :fire: \u202eecnahc tsal\u202c \x9b2J",
            "\u202eecnahc tsal\u202c",
            document="up\x1b]8;;x\x07load\n.txt",
            severity="note",
            verdict="rewrite",
            message='"\x1b[31mred\udc80" turns\nthe line [bold]around[/bold].',
        ),
        problems=(
            Problem("drafts/broken.md", 3, "the front matter never ends", column=1),
            Problem("drafts/\x1b[2J.docx", None, "cannot be read\nat all"),
            Problem("", None, "no jurisdiction chosen: wording not graded", level="notice"),
        ),
        held_back=2,
    )


# Two posts as a sheet has them: with a quote, and with a text of several lines.
SHEET = (
    "Date,Text,Comment\r\n"
    '4/12,"She said ""wow"", so hurry, ends tonight! 👀",Kind of\r\n'
    '5/12,"Two lines,\r\nonly 3 left",\r\n'
    "6/12,Ends tonight,-\r\n"
)


def _cell(words: str, start: str, label: str, **changes: Any) -> Finding:
    cell = SHEET.index(start)
    begin = SHEET.index(words, cell)
    span = (begin, begin + len(words))
    return finding(SHEET, span, document="plan/december.csv", label=label, cell=cell, **changes)


def schedule() -> Report:
    """A report on the rows of a sheet, one of which could not be read."""
    name = "plan/december.csv"
    moments: list[Any] = [
        datetime(2026, 12, 4, 18, 0, tzinfo=timezone(timedelta(hours=1))),
        date(2026, 12, 5),
        None,
    ]
    return Report(
        [
            _cell(
                "ends tonight", "She", "Post [b]Text[/b]", row=1, settles="offer.ends: 2026-12-04"
            ),
            _cell("Kind of", "Kind", "Comment", row=1, part="comment", severity="note"),
            _cell(
                "only 3 left",
                "Two lines",
                "Post [b]Text[/b]",
                row=2,
                severity="error",
                rule_id="scarcity/stock-rises",
                related=(
                    Related(name, 1, "2026-12-04: 2 left"),
                    Related("plan/other.json", 7, "2026-12-01: 1 left"),
                    Related("plan/page.md", None, "1 left"),
                ),
            ),
        ],
        [
            Problem(
                name, 9, "row 5 is not checked: it has 2 cells, the sheet has 3 columns", column=1
            )
        ],
        [
            DocumentResult(
                name, 1, "review", 0, moments[0], "instagram", "glow_uk", "She said wow"
            ),
            DocumentResult(name, 2, "fail", 0, moments[1], "x\x1b[2J", "", "Two [red]lines[/red]"),
            DocumentResult(name, 3, "review", 1, moments[2], opening="日本" * 40),
            DocumentResult(name, 4, "pass"),
        ],
        ["no jurisdiction chosen: wording not graded", "1 post has no date: not judged in time"],
    )
