"""Posts of a schedule on the console: a heading for each, and all of them at a glance."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import PurePath
from typing import TYPE_CHECKING

from aboveboard.reporters.options import STYLES
from aboveboard.reporters.summary import counted
from aboveboard.reporters.visible import one_line, visible

if TYPE_CHECKING:
    from rich.text import Text

    from aboveboard.findings import Finding, Related
    from aboveboard.report import DocumentResult, Report
    from aboveboard.reporters.options import ReportOptions

__all__ = ["MOST_ROWS", "has_open_posts", "heading", "other_post", "overview", "whereabouts"]

MOST_ROWS = 40
"""So many posts that do not pass are listed."""
_LEAST = 12  # cells; fewer say nothing of a text

_STATUS = {"fail": "error", "review": "warning", "pass": "quiet"}
_WORDS = {"pass": "pass", "review": "to review", "fail": "fail"}
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_SHEETS = frozenset({".csv", ".tsv", ".xlsx", ".xlsm"})


def _is_sheet(name: str) -> bool:
    return PurePath(name).suffix.lower() in _SHEETS


def _row(name: str, row: int | None) -> str:
    """``row 4`` of a sheet, ``post 4`` of any other file of posts."""
    return f"{'row' if _is_sheet(name) else 'post'} {row}"


def _moment(moment: date | None) -> str:
    """``Fri 2026-12-04 18:00``."""
    if moment is None:
        return ""
    day = f"{_DAYS[moment.weekday()]} {moment:%Y-%m-%d}"
    return f"{day} {moment:%H:%M}" if isinstance(moment, datetime) else day


def heading(post: DocumentResult) -> Text:
    """The line above the findings of a post."""
    from rich.text import Text

    text = Text()
    text.append("=== ", STYLES["quiet"])
    text.append(f"{visible(post.name)}, {_row(post.name, post.row)}", "bold")
    zone = f"{post.published:%z}" if isinstance(post.published, datetime) else ""
    for known in (_moment(post.published) + zone, post.platform, post.account):
        if known:
            text.append(f" | {visible(known)}")
    text.append(" | ")
    text.append(post.status, f"bold {STYLES[_STATUS[post.status]]}")
    text.append(" ===\n", STYLES["quiet"])
    return text


def other_post(finding: Finding, related: Related) -> str:
    """The place of another document that a finding speaks of."""
    if related.row is None:
        return visible(related.document)
    row = _row(related.document, related.row)
    if related.document == finding.document:
        return row
    return f"{visible(related.document)} ({row})"


def whereabouts(finding: Finding) -> str:
    """The row, the column and how far into the cell a finding is."""
    known = [_row(finding.document, finding.row)]
    name = finding.label or ("" if finding.part == "body" else finding.part)
    if name:
        known.append(one_line(name))
    if finding.cell is not None and _is_sheet(finding.document):
        known.append(f"character {_offset(finding) + 1}")
    return ", ".join(known)


def _offset(finding: Finding) -> int:
    """How many characters of the cell's text come before the finding."""
    text, cell = finding.source.text, finding.cell or 0
    before = text[cell : finding.start].replace("\r\n", "\n")
    # Inside of quotes, quotes are doubled.
    return len(before.replace('""', '"')) if text[cell - 1 : cell] == '"' else len(before)


def has_open_posts(report: Report) -> bool:
    """Whether a post does not pass, perhaps for findings that are not shown."""
    return any(post.row is not None and post.status != "pass" for post in report.documents)


def overview(report: Report, options: ReportOptions) -> Iterator[Text]:
    """How many posts pass, and those that do not, for each file of posts."""
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    left: defaultdict[str, list[DocumentResult]] = defaultdict(list)
    for post in report.documents:
        if post.row is not None:
            counts[post.name][post.status] += 1
            if post.status != "pass":
                left[post.name].append(post)
    found = Counter((finding.document, finding.row) for finding in report.findings)
    for name in sorted(counts):
        yield _overview_of(name, counts[name], left[name], found, options)


def _overview_of(
    name: str,
    counts: Counter[str],
    left: Sequence[DocumentResult],
    found: Counter[tuple[str, int | None]],
    options: ReportOptions,
) -> Text:
    from rich.text import Text

    said = [f"{counts[status]:,} {word}" for status, word in _WORDS.items()]
    text = Text()
    text.append(f"{visible(name)}: {counted(counts.total(), 'post')}", "bold")
    text.append(f": {', '.join(said)}\n")
    gravest = sorted(left, key=lambda post: (post.status != "fail", post.row or 0))
    shown = sorted(gravest[:MOST_ROWS], key=lambda post: post.row or 0)
    if not shown:
        return text
    text.append(_table(name, shown, found, options))
    if len(left) > len(shown):
        more = counted(len(left) - len(shown), "more post")
        text.append(f"  ... and {more}; --format csv lists all findings\n")
    return text


def _table(
    name: str,
    posts: Sequence[DocumentResult],
    found: Counter[tuple[str, int | None]],
    options: ReportOptions,
) -> Text:
    """Posts, one a line; a column in which nothing stands is left out."""
    from rich.text import Text

    columns = {
        "row" if _is_sheet(name) else "post": [str(post.row) for post in posts],
        "date": [_moment(post.published) for post in posts],
        "status": [post.status for post in posts],
        "findings": [str(found[post.name, post.row]) for post in posts],
        "text": [one_line(post.opening) for post in posts],
    }
    columns = {header: cells for header, cells in columns.items() if any(cells)}
    widths = {name: max(len(name), *map(len, cells)) for name, cells in columns.items()}
    room = options.width - sum(w + 2 for header, w in widths.items() if header != "text") - 2
    if room < _LEAST:
        columns.pop("text", None)
    text = Text()
    text.append(
        "".join(_cell(name, name, widths, room) for name in columns).rstrip(), STYLES["quiet"]
    )
    for number, post in enumerate(posts):
        text.append("\n")
        for header, cells in columns.items():
            style = STYLES[_STATUS[post.status]] if header == "status" else ""
            text.append(_cell(header, cells[number], widths, room), style)
        text.rstrip()
    return text.append("\n")


def _cell(header: str, words: str, widths: Mapping[str, int], room: int) -> str:
    """One cell of the table with the space before it; the last is as long as it is."""
    if header == "text":
        return "  " + _fitting(words, room)
    width = widths[header]
    return "  " + (
        words.rjust(width) if header in {"row", "post", "findings"} else words.ljust(width)
    )


def _fitting(words: str, width: int) -> str:
    """``words`` in at most ``width`` cells."""
    from rich.cells import cell_len, set_cell_size

    return words if cell_len(words) <= width else set_cell_size(words, width - 1).rstrip() + "…"
