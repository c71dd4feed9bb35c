"""The ``full`` format: findings as people read them in a terminal, drawn with rich.

Everything that comes from copy, files or rules goes through :mod:`aboveboard.reporters.visible`
and into :class:`rich.text.Text`, never into rich's markup.  rich is imported only when there is
something to draw: a clean result does not wait for it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, TextIO, TypeVar

from aboveboard.reporters.options import STYLES
from aboveboard.reporters.posts import has_open_posts, heading, other_post, overview, whereabouts
from aboveboard.reporters.summary import summary
from aboveboard.reporters.visible import emit, one_line, place, problem_place, visible

if TYPE_CHECKING:
    from rich.text import Text

    from aboveboard.document import Problem
    from aboveboard.findings import Finding, Related
    from aboveboard.report import Report
    from aboveboard.reporters.frame import FrameLine
    from aboveboard.reporters.options import ReportOptions

__all__ = ["OF_DOCUMENT", "OF_RULE", "write"]

OF_RULE = 20
"""So many findings of one rule are shown; the rest is counted."""
OF_DOCUMENT = 200
"""So many findings of one document are shown."""
_PROBLEMS_OF_DOCUMENT = 20
_CITES = 3  # provisions shown with a finding
_RELATED = 5

_T = TypeVar("_T")


def write(report: Report, stream: TextIO, options: ReportOptions) -> None:
    """Write findings with code frames, then problems, then the summary."""
    if report.findings or report.problems or has_open_posts(report):
        _draw(report, stream, options)
    emit(stream, summary(report, options))


def _draw(report: Report, stream: TextIO, options: ReportOptions) -> None:
    from io import StringIO

    from rich.console import Console

    # Every choice is made in the options, so nothing is left for rich to find out.
    drawn = StringIO()
    console = Console(
        file=drawn,
        color_system="256" if options.color else None,
        force_terminal=options.color,
        force_jupyter=False,
        no_color=False,
        width=options.width,
        height=100,
        markup=False,
        emoji=False,
        highlight=False,
        soft_wrap=True,
        legacy_windows=False,
    )
    for text in _texts(report, options):
        console.print(text)
        emit(stream, drawn.getvalue())
        drawn.seek(0)
        drawn.truncate()


def _texts(report: Report, options: ReportOptions) -> Iterator[Text]:
    """Everything above the summary, each piece with a blank line after it."""
    from rich.text import Text

    shown, more = _capped(
        report.findings,
        lambda finding: finding.severity,
        (lambda finding: finding.rule_id, OF_RULE, "of"),
        (lambda finding: finding.document, OF_DOCUMENT, "in"),
    )
    wanted = {(finding.document, finding.row) for finding in shown if finding.row is not None}
    posts = {(r.name, r.row): r for r in report.documents if (r.name, r.row) in wanted}
    reached = None
    for finding in shown:
        post = posts.get((finding.document, finding.row))
        if post is not None and post is not reached:
            yield heading(post)
        reached = post
        yield _finding_text(finding, options.width)
    problems, more_problems = _capped(
        report.problems,
        lambda problem: "error" if problem.level == "error" else "note",
        (lambda problem: problem.document, _PROBLEMS_OF_DOCUMENT, "problems in"),
    )
    if more:
        yield _more_text(more, options)
    if problems:
        lines = [_problem_text(problem) for problem in problems]
        yield Text("\n").join(lines).append("\n" if not more_problems else "")
    if more_problems:
        yield _more_text(more_problems, options)
    yield from overview(report, options)


# --- limits -----------------------------------------------------------------------------


def _capped(
    items: Sequence[_T],
    severity: Callable[[_T], str],
    *limits: tuple[Callable[[_T], str], int, str],
) -> tuple[list[_T], list[tuple[int, str]]]:
    """The items to show, in their order, and what is to be said about the others.

    Graver ones are chosen first, so a limit never hides an error behind notes.  Each limit is
    a key, how many of each key are shown, and the word that leads to the key in the count.
    """
    order = {"error": 0, "warning": 1, "note": 2}
    seen: Counter[Hashable] = Counter()
    hidden: Counter[tuple[int, str]] = Counter()
    chosen = []
    for index in sorted(range(len(items)), key=lambda index: order[severity(items[index])]):
        keys = [(number, limit[0](items[index])) for number, limit in enumerate(limits)]
        full = next((key for key in keys if seen[key] >= limits[key[0]][1]), None)
        if full:
            hidden[full] += 1
        else:
            seen.update(keys)
            chosen.append(index)
    more = [
        (count, f"{limits[number][2]} {visible(key)}")
        for (number, key), count in sorted(hidden.items(), key=lambda item: (-item[1], item[0]))
    ]
    return [items[index] for index in sorted(chosen)], more


def _more_text(more: Iterable[tuple[int, str]], options: ReportOptions) -> Text:
    from rich.text import Text

    text = Text()
    lines = [f"... and {count:,} more {of_what}" for count, of_what in more]
    if options.show_all:
        lines[-1] += f"; {options.show_all} lists all"
    return text.append("\n".join(lines) + "\n")


# --- one finding ------------------------------------------------------------------------


def _finding_text(finding: Finding, width: int) -> Text:
    from rich.text import Text

    from aboveboard.reporters.frame import code_frame

    line, column = finding.source.position(finding.start)
    frame = code_frame(finding.source, finding.start, finding.end, width)
    numbers = [row.number for row in frame if row.number is not None]
    margin = " " * len(str(numbers[-1] if numbers else line))
    quiet, color = STYLES["quiet"], STYLES[finding.severity]

    text = Text()
    label = f"{finding.severity}: "
    rule = f"[{visible(finding.rule_id)}]"
    message = _folded(f"{one_line(finding.message)} {rule}", width, len(label))
    text.append(label, f"bold {color}")
    text.append(message[: -len(rule)], "bold")
    text.append(message[-len(rule) :] + "\n", quiet)

    text.append(f"{margin}--> ", quiet)
    text.append(place(finding.document, line, column))
    text.append(_whereabouts(finding) + "\n", quiet)
    _append_frame(text, frame, margin, color)

    _append_line(text, margin, finding.verdict, finding.advice, width)
    _append_line(text, margin, "settled by", finding.settles, width)
    if finding.cites:
        _append_line(text, margin, "see", _cited(finding), width)
    for related in finding.related[:_RELATED]:
        _append_line(text, margin, "also", _related(finding, related), width)
    if len(finding.related) > _RELATED:
        more = len(finding.related) - _RELATED
        _append_line(text, margin, "also", f"... and {more:,} more", width)
    return text


def _cited(finding: Finding) -> str:
    """The first provisions, and where to read of the others."""
    shown = list(finding.cites[:_CITES])
    if len(finding.cites) > _CITES:
        more = len(finding.cites) - _CITES
        shown.append(f"{more} more in: aboveboard explain {finding.rule_id}")
    return "; ".join(shown)


def _whereabouts(finding: Finding) -> str:
    if finding.row is not None:
        return f" ({whereabouts(finding)})"
    known = [visible(finding.part)] if finding.part and finding.part != "body" else []
    return f" ({', '.join(known)})" if known else ""


def _related(finding: Finding, related: Related) -> str:
    where = other_post(finding, related)
    return f"{where}: {related.message}" if related.message else where


def _append_frame(text: Text, frame: Iterable[FrameLine], margin: str, color: str) -> None:
    quiet = STYLES["quiet"]
    gutter = f"{margin} |"
    first = True
    for row in frame:
        if row.number is None:
            text.append("...\n", quiet)
            continue
        if first:
            text.append(f"{gutter}\n", quiet)
            first = False
        text.append(f"{row.number:>{len(margin)}} |", quiet)
        text.append(f" {row.before}" if row.before or row.marked or row.after else "")
        text.append(row.marked, f"bold {color}")
        text.append(f"{row.after}\n")
        if row.length:
            text.append(gutter, quiet)
            text.append(f" {' ' * row.indent}{'^' * row.length}\n", f"bold {color}")


def _append_line(text: Text, margin: str, label: str, words: str, width: int) -> None:
    if not words:
        return
    start = f"{margin} = "
    label = f"{visible(label)}: "
    text.append(start, STYLES["quiet"])
    text.append(label, "bold")
    text.append(_folded(one_line(words), width, len(start) + len(label)) + "\n")


def _folded(words: str, width: int, indent: int) -> str:
    """``words`` in lines of ``width`` cells; all but the first, which has begun, indented.

    Only spaces are broken at: addresses and ids stay whole.
    """
    if indent + len(words) <= width and words.isascii():
        return words
    from rich.cells import cell_len

    lines: list[str] = []
    line, used = "", indent
    for word in words.split(" "):
        cells = cell_len(word)
        if line and used + 1 + cells > width:
            lines.append(line)
            line, used = word, indent + cells
        else:
            used += cells + (1 if line else 0)
            line = f"{line} {word}" if line else word
    return ("\n" + " " * indent).join([*lines, line])


def _problem_text(problem: Problem) -> Text:
    from rich.text import Text

    level = "error" if problem.level == "error" else "note"
    where = problem_place(problem)
    text = Text()
    text.append(f"{level}: ", f"bold {STYLES[level]}")
    text.append(f"{where}: " if where else "")
    return text.append(one_line(problem.message))
