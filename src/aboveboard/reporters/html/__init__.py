"""The ``html`` format: one page to read, to filter, to print and to pass on.

It needs nothing besides itself: style and script are in the file, and its content security policy
lets nothing else be loaded or run.
"""

from __future__ import annotations

from codecs import lookup
from typing import TYPE_CHECKING, TextIO

from aboveboard.reporters.html.model import posts
from aboveboard.reporters.html.page import page

if TYPE_CHECKING:
    from aboveboard.report import Report
    from aboveboard.reporters.options import ReportOptions

__all__ = ["KEEPS_DOCUMENTS", "write"]

KEEPS_DOCUMENTS = True
"""The report must keep its documents: the page shows them whole."""


def write(report: Report, stream: TextIO, options: ReportOptions) -> None:
    """Write the page; where documents were not kept, phrases stand with a little around them."""
    encoding = lookup(getattr(stream, "encoding", None) or "utf-8").name
    for piece in page(report, posts(report), options):
        # The page says that it is UTF-8; other encodings get what is the same in all of them.
        text = piece if encoding == "utf-8" else _ascii(piece)
        stream.write(text)


def _ascii(text: str) -> str:
    return text.encode("ascii", "xmlcharrefreplace").decode("ascii")
