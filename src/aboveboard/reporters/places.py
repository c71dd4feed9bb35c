"""Where findings are, in the paths and units of formats that machines read.

Formats count columns in code points, UTF-16 units or UTF-8 bytes.  Copy may be one line of
megabytes with a finding at every word, so nothing here measures a line from its beginning: a
:class:`Places` measures each text once, remembers what lies before every 64th character, and
measures on from there.
"""

from __future__ import annotations

import os
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import accumulate, chain
from ntpath import splitdrive
from pathlib import PurePath
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

if TYPE_CHECKING:
    from aboveboard.document import Problem, Source
    from aboveboard.findings import Finding
    from aboveboard.fixes.edits import Fix
    from aboveboard.reporters.options import ReportOptions

__all__ = [
    "Measure",
    "Places",
    "Region",
    "has_no_lines",
    "numbered",
    "path_for",
    "row_words",
    "safe_fix",
    "settled",
    "uri_for",
    "utf8_bytes",
    "utf16_units",
]

Measure = Callable[[str], int]
"""How many units a text has; that of two texts in a row is the sum of both."""

_STEP = 64  # characters between two that are remembered
_NO_LINES = frozenset({".xlsx", ".xlsm", ".docx"})
_WINDOWS = os.name == "nt"


def utf8_bytes(text: str) -> int:
    """How many bytes ``text`` has in UTF-8; a lone surrogate has three."""
    return len(text.encode("utf-8", "surrogatepass"))


def utf16_units(text: str) -> int:
    """How many code units ``text`` has in UTF-16."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


class Region(NamedTuple):
    """A span of a file: 1-based lines and columns, the end not included.

    ``offset`` and ``length`` are what lies before it in its source, and in it; all but the lines
    count in the units of the :class:`Places` that made it.
    """

    line: int
    column: int
    end_line: int
    end_column: int
    offset: int
    length: int


class _Meter:
    """How many units lie before each offset of a text."""

    __slots__ = ("_marks", "_measure", "_text")

    def __init__(self, text: str, measure: Measure) -> None:
        self._text, self._measure = text, measure
        pieces = (text[i : i + _STEP] for i in range(0, len(text), _STEP))
        # Of plain English every unit is one character.
        self._marks = (
            None
            if measure is len or text.isascii()
            else array("Q", chain([0], accumulate(map(measure, pieces))))
        )

    def before(self, offset: int) -> int:
        """The units of ``text[:offset]``."""
        if self._marks is None:
            return offset
        index = offset // _STEP
        return self._marks[index] + self._measure(self._text[index * _STEP : offset])


class Places:
    """Turns findings into regions, with columns in the units of ``measure``."""

    def __init__(self, measure: Measure = len) -> None:
        self._measure = measure
        # By identity: to compare two sources is to compare their texts.
        self._meters: dict[int, tuple[Source, _Meter]] = {}

    def region(self, finding: Finding) -> Region | None:
        """Where a finding is in its file; None in what is no text with lines."""
        if has_no_lines(finding.document):
            return None
        return self.span(finding.source, finding.start, finding.end)

    def span(self, source: Source, start: int, end: int) -> Region:
        """Where ``source.text[start:end]`` is in its file."""
        meter = self._meter(source)
        line, column = self._spot(source, meter, start)
        end_line, end_column = self._spot(source, meter, end)
        offset = meter.before(start)
        return Region(line, column, end_line, end_column, offset, meter.before(end) - offset)

    def column(self, source: Source, line: int, column: int) -> int:
        """The 1-based ``column`` of a line, given in code points, in these units."""
        if line == source.first_line:
            column -= source.first_column - 1
        begin = bisect_left(range(len(source.text)), line, key=lambda i: source.position(i)[0])
        return self._spot(source, self._meter(source), begin + column - 1)[1]

    def _meter(self, source: Source) -> _Meter:
        found = self._meters.get(id(source))
        if found is None:
            found = self._meters[id(source)] = (source, _Meter(source.text, self._measure))
        return found[1]

    @staticmethod
    def _spot(source: Source, meter: _Meter, offset: int) -> tuple[int, int]:
        line, column = source.position(offset)
        indent = source.first_column - 1 if line == source.first_line else 0
        begin = offset - (column - 1 - indent)
        return line, meter.before(offset) - meter.before(begin) + 1 + indent


def has_no_lines(document: str) -> bool:
    """Whether the file is no text: its findings have a row and a cell, or a paragraph."""
    return PurePath(document).suffix.lower() in _NO_LINES


def safe_fix(finding: Finding) -> Fix | None:
    """The first fix that cannot change what the copy claims, where the file is a text."""
    if has_no_lines(finding.document):
        return None
    return next((fix for fix in finding.fixes if fix.safe), None)


def row_words(finding: Finding) -> str:
    """``row 4, Caption``, or ``paragraph 4`` in a file without lines; empty for what is neither."""
    if finding.row is None:
        return f"paragraph {finding.line}" if has_no_lines(finding.document) else ""
    return f"row {finding.row}, {finding.label or finding.part}"


def settled(problem: Problem) -> Problem:
    """A problem as formats tell it: the line of a workbook is a row, and stands in the message."""
    if problem.line is None or not has_no_lines(problem.document):
        return problem
    message = f"row {problem.line} of the sheet: {problem.message}"
    return replace(problem, line=None, column=None, message=message)


def numbered(findings: Iterable[Finding]) -> Iterator[tuple[Finding, str]]:
    """Each finding with its fingerprint, and which of its equals in the file it is: ``4f2a:1``."""
    seen: Counter[tuple[str, str]] = Counter()
    for finding in findings:
        fingerprint = finding.fingerprint
        seen[finding.document, fingerprint] += 1
        yield finding, f"{fingerprint}:{seen[finding.document, fingerprint]}"


def path_for(document: str, options: ReportOptions, *, windows: bool = _WINDOWS) -> str:
    """The name of a document with ``/``, relative to ``options.root`` where it lies below it."""
    anchor, parts = _below_root(document, options, windows)
    return anchor + "/".join(parts)


def uri_for(document: str, options: ReportOptions, *, windows: bool = _WINDOWS) -> str:
    """The same as a URI: relative below ``options.root``, else ``file:///...`` where known."""
    anchor, parts = _below_root(document, options, windows)
    path = "/".join(map(_quoted, parts))
    if not anchor:
        return path
    if anchor.startswith("//"):  # a share of Windows: its server is the host of the URI
        return f"file:{_quoted(anchor, '/')}{path}"
    return f"file:///{_quoted(anchor.removeprefix('/'), ':/')}{path}"


def _quoted(text: str, safe: str = "") -> str:
    try:
        # How Python reads names that are not UTF-8; so they become what they were.
        return quote(text.encode("utf-8", "surrogateescape"), safe)
    except UnicodeEncodeError:
        return quote(text.encode("utf-8", "surrogatepass"), safe)


def _below_root(document: str, options: ReportOptions, windows: bool) -> tuple[str, list[str]]:
    """The anchor of the path (``/``, ``C:/``; empty for a relative path) and its parts."""
    if not document:
        return "", []
    anchor, parts = _split(document, windows)
    if not anchor and options.folder:
        anchor, parts = _split(f"{options.folder}/{document}", windows)
    if not anchor or not options.root:
        return anchor, parts
    root_anchor, root = _split(options.root, windows)
    if _folded([anchor, *parts[: len(root)]], windows) == _folded([root_anchor, *root], windows):
        return "", parts[len(root) :]
    return anchor, parts


def _folded(parts: list[str], windows: bool) -> list[str]:
    return [part.lower() for part in parts] if windows else parts


def _split(path: str, windows: bool) -> tuple[str, list[str]]:
    anchor = ""
    if windows:
        anchor, path = splitdrive(path)
        anchor, path = anchor.replace("\\", "/"), path.replace("\\", "/")
    if anchor or path.startswith("/"):
        anchor += "/"
    parts: list[str] = []
    for part in path.split("/"):
        if part == ".." and parts and parts[-1] != "..":
            parts.pop()
        elif part not in ("", ".") and not (part == ".." and anchor):
            parts.append(part)
    return anchor, parts
