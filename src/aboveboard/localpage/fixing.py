"""Which fixes the page offers: those that settle their finding and bring no other.

Each is tried before it is offered, so that no button makes things worse.  As that is another check
of the whole draft, and somebody is typing, only so much is tried.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING

from aboveboard.document import Document
from aboveboard.fixes.apply import Look, settles

if TYPE_CHECKING:
    from aboveboard.findings import Finding
    from aboveboard.fixes.edits import Fix
    from aboveboard.report import Report

__all__ = ["sound_fixes"]

_MOST = 60_000  # characters that are checked again, over all fixes of a draft


def sound_fixes(
    report: Report, shown: Sequence[Finding], check: Callable[[Finding, str], Report | None]
) -> Mapping[int, tuple[Fix, ...]]:
    """The fixes of the findings in ``shown`` that hold, by the finding's identity.

    ``report`` is on the draft with findings of every severity and its documents kept;
    ``check(finding, text)`` is the same with ``text`` in the finding's place, or None where the
    finding stands outside of the draft.
    """
    before = _look(report)
    left = _MOST
    found: dict[int, tuple[Fix, ...]] = {}
    for finding in shown:
        text = finding.source.text

        @cache
        def look(changed: str, finding: Finding = finding, text: str = text) -> Look:
            if changed == text:
                return before
            after = check(finding, changed)
            return Look((), (), "not in the draft") if after is None else _look(after)

        sound = []
        for fix in finding.fixes:
            left -= len(text)
            if left >= 0 and not settles(text, look, finding, fix):
                sound.append(fix)
        if sound:
            found[id(finding)] = tuple(sound)
    return found


def _look(report: Report) -> Look:
    shape = [
        (tuple(result.document.parts), result.document.known)
        for result in report.documents
        if isinstance(result.document, Document)
    ]
    return Look(report.findings, (), shape, [problem.message for problem in report.problems])
