"""Code frames: the source lines of a finding, cut to a width, and where to underline them.

Everything is measured in terminal cells and cut between grapheme clusters, so the underline
stands right below wide characters, emoji, flags, combining marks and tabs.  Only as much of a
line is looked at as can be shown: copy may be one line of a megabyte.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import lru_cache
from typing import NamedTuple

from rich.cells import cell_len

from aboveboard.document import Source
from aboveboard.latepattern import late_pattern
from aboveboard.reporters.visible import escaped, visible

__all__ = ["FrameLine", "code_frame"]

_TAB = " " * 4
_MARKS = 16  # code points of one cluster that are drawn; the longest emoji have 11
_CELLS = 16  # cells that one cluster may take, escapes and all
_REACH = 4  # code points looked at on either side, for each cell there is

_FIRST_EMOJI = "\U0001f1e6"  # the letters that flags are made of

_CLUSTER = late_pattern(r"\X")
_NEWLINE = late_pattern(r"[\r\n]")


class FrameLine(NamedTuple):
    """One line of a frame: what stands before, inside and after the underline.

    ``number`` is None for lines that were left out.  ``indent`` and ``length`` say where the
    underline is, in cells; a length of 0 is no underline.
    """

    number: int | None
    before: str = ""
    marked: str = ""
    after: str = ""
    indent: int = 0
    length: int = 0


def code_frame(source: Source, start: int, end: int, width: int) -> list[FrameLine]:
    """The lines that show ``source.text[start:end]``, each at most ``width`` cells wide.

    Of a span over more than three lines the first and the last are shown.  The result is
    empty where the source is.
    """
    text = source.text
    if not text:
        return []
    # Line ends at the edges of a span would only add lines with nothing to underline.
    inside = text[start:end]
    end = start + len(inside.rstrip("\r\n"))
    start = end - len(inside[: end - start].lstrip("\r\n"))

    rows = _rows(source, start, end)
    room = width - len(str(rows[-1][0])) - len(" | ")
    frame = [_frame_line(text, row, room) for row in rows]
    if len(rows) > 1:
        if rows[-1][0] - rows[0][0] >= len(rows):
            frame.insert(1, FrameLine(None))
        if not any(line.length for line in frame):  # nothing but white space
            frame[0] = frame[0]._replace(length=1)
    return frame


class _Row(NamedTuple):
    number: int
    begin: int  # where the line begins
    start: int  # the piece of the span in this line
    end: int
    underlined: bool


def _rows(source: Source, start: int, end: int) -> list[_Row]:
    text = source.text
    first, begin = _line_at(source, start)
    last, last_begin = _line_at(source, max(start, end - 1))
    if first == last:
        return [_Row(first, begin, start, end, True)]
    line_end = _line_end(text, start, end)
    rows = [_trimmed(text, first, begin, start, line_end)]
    if last - first == 2:
        number, middle = _line_at(source, last_begin - 1)
        rows.append(_trimmed(text, number, middle, middle, _line_end(text, middle, end)))
    rows.append(_trimmed(text, last, last_begin, last_begin, end))
    return rows


def _trimmed(text: str, number: int, begin: int, start: int, end: int) -> _Row:
    """A line of a longer span: its indentation and trailing blanks are not underlined."""
    piece = text[start:end]
    words = piece.strip()
    if not words:
        return _Row(number, begin, start, start, False)
    start += len(piece) - len(piece.lstrip())
    return _Row(number, begin, start, start + len(words), True)


def _line_at(source: Source, offset: int) -> tuple[int, int]:
    """The number of the line that holds ``offset``, and where it begins."""
    line, column = source.position(offset)
    if line == source.first_line:
        column -= source.first_column - 1
    return line, offset - column + 1


def _line_end(text: str, start: int, limit: int) -> int:
    found = _NEWLINE.search(text, start, limit)
    return found.start() if found else limit


def _frame_line(text: str, row: _Row, room: int) -> FrameLine:
    reach = _REACH * room
    left = max(row.begin, row.start - reach)
    marked_end = min(row.end, row.start + reach)
    right = marked_end if marked_end < row.end else min(len(text), marked_end + reach)
    right = _line_end(text, marked_end, right)
    cut_left = left > row.begin
    cut_right = right < len(text) and text[right] not in "\r\n"

    clusters = _clusters(text[left:right])
    first, last = _marked(clusters, row.start - left, marked_end - left)
    low, high = _window(
        [cluster.cells for cluster in clusters], first, last, room, cut_left, cut_right
    )
    cut_left, cut_right = cut_left or low > 0, cut_right or high < len(clusters)
    last = min(last, high)

    before = "…" * cut_left + _text(clusters[low:first])
    after = _text(clusters[last:high])
    return FrameLine(
        number=row.number,
        before=before,
        marked=_text(clusters[first:last]),
        after=after + "…" if cut_right else after.rstrip(),
        indent=cut_left + _cells(clusters[low:first]),
        # An empty span is a place: one caret shows it.
        length=(_cells(clusters[first:last]) or 1) if row.underlined else 0,
    )


class _Cluster(NamedTuple):
    shown: str
    cells: int
    end: int  # where it ends in the text that was looked at


def _text(clusters: list[_Cluster]) -> str:
    return "".join(cluster.shown for cluster in clusters)


def _cells(clusters: list[_Cluster]) -> int:
    return sum(cluster.cells for cluster in clusters)


def _clusters(line: str) -> list[_Cluster]:
    """``line`` as what is drawn of it, cluster by cluster."""
    if line.isascii() and line.isprintable():  # most copy
        return [_Cluster(char, 1, end) for end, char in enumerate(line, 1)]
    # A pile of marks would be drawn over other lines, so only its first ones are.
    return [_Cluster(*_drawn(found[0][:_MARKS]), found.end()) for found in _CLUSTER.finditer(line)]


@lru_cache(maxsize=4096)
def _drawn(cluster: str) -> tuple[str, int]:
    """What is drawn for one cluster, and how many cells it takes."""
    if cluster == "\t":
        return _TAB, len(_TAB)
    shown = visible(cluster)
    if shown == cluster and (cells := _cluster_cells(cluster)):
        return shown, cells
    if shown == cluster:  # a mark with nothing to stand on
        shown = "".join(map(escaped, cluster))
    if len(shown) > _CELLS:
        shown = shown[: _CELLS - 1] + "…"
    return shown, cell_len(shown)


def _cluster_cells(cluster: str) -> int:
    """The cells of a cluster on a terminal that draws an emoji sequence as one picture.

    Measured code point by code point: what rich says of a sequence depends on its version.
    """
    cells = sum(map(cell_len, cluster))
    if not cells or len(cluster) == 1:
        return cells
    if "\ufe0f" in cluster and (cluster[0] > "\x7f" or "\u20e3" in cluster):
        return 2
    return min(2, cells) if max(cluster) >= _FIRST_EMOJI else cells


def _marked(clusters: list[_Cluster], start: int, end: int) -> tuple[int, int]:
    """The clusters that a span touches; for an empty span, the one that it stands before."""
    ends = [cluster.end for cluster in clusters]
    first = bisect_right(ends, start)
    return first, first if start == end else bisect_left(ends, end) + 1


def _window(
    cells: list[int], first: int, last: int, room: int, cut_left: bool, cut_right: bool
) -> tuple[int, int]:
    """Which clusters are shown: those marked, with as much around them as there is room for."""
    if not cut_left and not cut_right and sum(cells) <= room:
        return 0, len(cells)
    room -= 2  # for the marks of the cuts
    left, right = sum(cells[:first]), sum(cells[last:])
    marked = min(sum(cells[first:last]), room - min(left, room // 4))
    spare = room - marked
    from_right = min(right, max(spare - spare // 2, spare - left))

    low, high = first, first
    spare -= from_right
    while low > 0 and cells[low - 1] <= spare:
        low -= 1
        spare -= cells[low]
    while high < last and cells[high] <= marked:
        marked -= cells[high]
        high += 1
    if high == last:
        while high < len(cells) and cells[high] <= from_right:
            from_right -= cells[high]
            high += 1
    return low, high
