"""Suppressions put in place: a comment that ignores one rule, where a format has comments."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import PurePath

from aboveboard.findings import Finding
from aboveboard.fixes.apply import Look
from aboveboard.fixes.edits import SourceEdit, applied, moved

__all__ = ["REASON", "ignoring"]

REASON = "TODO: say why"
"""Stands where the reason belongs until somebody writes one."""

_COMMENTS = {
    ".md": ("<!-- ", " -->"),
    ".markdown": ("<!-- ", " -->"),
    ".mdx": ("{/* ", " */}"),
    ".html": ("<!-- ", " -->"),
    ".htm": ("<!-- ", " -->"),
    ".mjml": ("<!-- ", " -->"),
    ".yaml": ("# ", ""),
    ".yml": ("# ", ""),
}
_LINE_START = re.compile(r"(?:\A|(?<=\n)|(?<=\r)(?!\n))[ \t]*")
_LINE_END = re.compile(r"\r\n?|\n")


def ignoring(
    name: str, text: str, finding: Finding, check: Callable[[str], Look]
) -> SourceEdit | None:
    """The edit that ignores a finding where it stands; None where no comment does.

    ``check`` reads and checks a text.  Each place for a comment is tried, and the first is taken
    that takes away the finding and nothing else that was read.
    """
    marks = _COMMENTS.get(PurePath(name).suffix.lower())
    if marks is None or finding.source.text != text:
        return None
    directive = f"{marks[0]}aboveboard: ignore {finding.rule_id} -- {REASON}{marks[1]}"
    before = check(text)
    for edit in _places(text, finding, directive):
        after = check(applied(text, [edit]))
        if after.shape == before.shape and _is_gone(finding, edit, before, after):
            return edit
    return None


def _places(text: str, finding: Finding, directive: str) -> Iterator[SourceEdit]:
    """Behind its line; else alone above it, or above a line before it that is indented less."""
    ends = _LINE_END.search(text, finding.start)
    end = ends.start() if ends else len(text)
    first = _LINE_END.search(text)
    newline = first[0] if first else "\n"
    yield SourceEdit(end, end, f" {directive}")
    starts = list(_LINE_START.finditer(text, 0, finding.start + 1))
    depth = None
    tried = 0
    for found in reversed(starts):
        indent = found.end() - found.start()
        if depth is None or (indent < depth and text[found.end() : found.end() + 1].strip()):
            depth = indent
            yield SourceEdit(found.start(), found.start(), f"{found[0]}{directive}{newline}")
            tried += 1
        if tried > 3:
            return


def _is_gone(finding: Finding, edit: SourceEdit, before: Look, after: Look) -> bool:
    start, end = moved(finding.start, finding.end, [edit])
    stays = any(
        other.rule_id == finding.rule_id and other.start < end and start < other.end
        for other in after.findings
        if other.part == finding.part and other.row == finding.row
    )
    return not stays and _complaints(after) <= _complaints(before)


def _complaints(look: Look) -> int:
    return sum(finding.category == "suppression" for finding in look.findings)
