"""The markup of the summary: what was found, in numbers, and what was checked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from aboveboard.reporters.html.markup import Child, Html, tag
from aboveboard.reporters.html.words import SIGNS, VERDICT_WORDS
from aboveboard.reporters.summary import counted
from aboveboard.reporters.visible import one_line, problem_place
from aboveboard.severity import SEVERITIES

if TYPE_CHECKING:
    from aboveboard.report import Report
    from aboveboard.reporters.options import ReportOptions

__all__ = ["GRAVEST_FIRST", "NO_ADVICE", "STATUSES", "summary_section", "things"]

GRAVEST_FIRST = tuple(reversed(SEVERITIES))
"""The severities as they are shown."""
STATUSES = {"fail": "fail", "review": "to review", "pass": "pass"}
"""What becomes of a post, and the word for it."""
NO_ADVICE = (
    "This is no legal advice. It says what in the copy may mislead readers, and which "
    "provisions speak of it; whether a claim is true is known only to those who make it."
)
_MOST = 200  # files and problems that are listed


def things(report: Report) -> str:
    """What the documents are called: rows of a sheet are posts."""
    rows = bool(report.documents) and all(d.row is not None for d in report.documents)
    return "posts" if rows else "documents"


def summary_section(report: Report, options: ReportOptions) -> Html:
    """What was found, in numbers, and what was checked."""
    counts = Counter(result.status for result in report.documents)
    return tag(
        "section",
        tag("h2", "Summary", class_="unseen", id="summary-title"),
        tag("p", _lede(report, counts), class_="lede"),
        _bar(counts),
        tag(
            "dl",
            [
                tag(
                    "div",
                    tag("dt", tag("span", SIGNS[s], class_="sign", aria_hidden="true"), " ", word),
                    tag("dd", counts[s]),
                    class_=f"tile {s}",
                )
                for s, word in STATUSES.items()
            ],
            class_="tiles",
        ),
        tag("div", _by_category(report), _by_verdict(report), class_="tables")
        if report.findings
        else None,
        _remarks(report, options),
        aria_labelledby="summary-title",
        class_="summary",
    )


def _lede(report: Report, counts: Counter[str]) -> str:
    noun = things(report)[:-1]
    total = len(report.documents)
    open_ = counts["fail"] + counts["review"]
    if not total:
        return "Nothing was checked."
    of = f"{open_:,} of {counted(total, noun)}"
    if open_:
        verb = "needs" if open_ == 1 else "need"
        return f"{of} {verb} another look before readers see {'it' if open_ == 1 else 'them'}."
    if any(problem.level == "error" for problem in report.problems):
        return f"Nothing to change in {counted(total, noun)}, but not all was checked."
    return f"Nothing to change in {counted(total, noun)}."


def _bar(counts: Counter[str]) -> Html | None:
    """How much of the whole passes; the numbers beside it say the same."""
    total = counts.total()
    if not total:
        return None
    pieces, x = [], 0.0
    for status in STATUSES:
        width = 100 * counts[status] / total
        if width:
            said = f"{max(0.2, width - 0.4):.2f}"
            pieces.append(tag("rect", x=f"{x:.2f}", y=0, width=said, height=10, class_=status))
        x += width
    return tag(
        "svg",
        pieces,
        class_="bar",
        viewBox="0 0 100 10",
        preserveAspectRatio="none",
        aria_hidden="true",
    )


def _by_category(report: Report) -> Html:
    counts = Counter((f.category, f.severity) for f in report.findings)
    shown = [s for s in GRAVEST_FIRST if any(counts[c, s] for c, _ in list(counts))]
    totals = Counter(f.category for f in report.findings)
    rows = [
        tag(
            "tr",
            tag("th", _category(category), scope="row"),
            [tag("td", counts[category, s] or "\u2013") for s in shown],
            tag("td", total, class_="total"),
        )
        for category, total in sorted(totals.items(), key=lambda item: (-item[1], item[0]))
    ]
    by_severity = report.counts()
    foot = tag(
        "tr",
        tag("th", "All findings", scope="row"),
        [tag("td", by_severity[s]) for s in shown],
        tag("td", len(report.findings), class_="total"),
    )
    return tag(
        "table",
        tag("caption", "What it is about"),
        _head("Category", *(f"{s.capitalize()}s" for s in shown), "All"),
        tag("tbody", rows),
        tag("tfoot", foot),
    )


def _by_verdict(report: Report) -> Html:
    counts = Counter(f.verdict for f in report.findings)
    rows = [
        tag(
            "tr",
            _verdict(verdict),
            tag("td", count, class_="total"),
        )
        for verdict, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    ]
    return tag(
        "table",
        tag("caption", "What to do"),
        _head("Verdict", "Findings"),
        tag("tbody", rows),
    )


def _category(name: str) -> str:
    return "AI" if name == "ai" else name.replace("-", " ").capitalize()


def _verdict(verdict: str) -> Html:
    words = VERDICT_WORDS.get(verdict, verdict)
    return tag("th", words, " ", tag("span", verdict, class_="key"), scope="row")


def _head(*words: str) -> Html:
    return tag("thead", tag("tr", [tag("th", word, scope="col") for word in words]))


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _remarks(report: Report, options: ReportOptions) -> Html:
    """What was checked, what was not, and what this is not."""
    files_ = Counter(result.name for result in report.documents)
    rows = Counter(result.name for result in report.documents if result.row is not None)
    checked = []
    for name in list(files_)[:_MOST]:
        rows_said = f", {counted(rows[name], 'post')}" if rows[name] else None
        checked.append(tag("li", tag("bdi", one_line(name)), rows_said))
    if len(files_) > _MOST:
        checked.append(tag("li", f"and {counted(len(files_) - _MOST, 'more file')}"))
    left = [
        tag("li", one_line(remark).capitalize()[:1], one_line(remark)[1:], ".")
        for remark in report.remarks
    ]
    if report.held_back:
        noun = "note" if options.severity == "warning" else "milder finding"
        how = f"; {options.show_notes} shows them" if options.show_notes else ""
        left.append(tag("li", f"{counted(report.held_back, noun)} held back{how}."))
    problems = [
        tag(
            "li",
            tag("strong", "Problem" if problem.level == "error" else "Notice"),
            " ",
            tag("bdi", problem_place(problem)),
            ": " if problem_place(problem) else None,
            tag("bdi", one_line(problem.message)),
        )
        for problem in report.problems[:_MOST]
    ]
    if len(report.problems) > _MOST:
        more = len(report.problems) - _MOST
        problems.append(tag("li", f"and {counted(more, 'more problem')}"))
    return tag(
        "div",
        _list("What was checked", checked),
        _list("What was not judged", left),
        _list("What went wrong", problems),
        tag("p", NO_ADVICE, class_="advice-note"),
        class_="remarks",
    )


def _list(title: str, items: Sequence[Html]) -> Html | None:
    if not items:
        return None
    inner: Child = tag("ul", items)
    if len(items) > 6:
        inner = tag("details", tag("summary", f"{title} ({len(items)})"), inner)
        return tag("div", inner)
    return tag("div", tag("h3", title), inner)
