"""Reporters: one module for each output format, loaded only when it is asked for.

A reporter is a function ``write(report, stream, options)``.  It gets a finished
:class:`~aboveboard.report.Report`, whose findings are sorted, and writes text to
``stream``; it never sees normalised text.  A new format is one module with such a function
and one line in :data:`FORMATS`.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Protocol, TextIO, cast

from aboveboard.reporters.options import ReportOptions, options_from_environment

if TYPE_CHECKING:
    from aboveboard.report import Report

__all__ = [
    "FORMATS",
    "ReportOptions",
    "Reporter",
    "keeps_documents",
    "options_from_environment",
    "reporter",
]

FORMATS = {
    "full": "aboveboard.reporters.console",
    "concise": "aboveboard.reporters.concise",
    "json": "aboveboard.reporters.jsonformat",
    "jsonl": "aboveboard.reporters.jsonlines",
    "csv": "aboveboard.reporters.csvlist",
    "sarif": "aboveboard.reporters.sarif",
    "github": "aboveboard.reporters.github",
    "gitlab": "aboveboard.reporters.gitlab",
    "junit": "aboveboard.reporters.junit",
    "rdjson": "aboveboard.reporters.rdjson",
    "markdown": "aboveboard.reporters.markdown",
    "html": "aboveboard.reporters.html",
}
"""The name of each format and the module whose ``write`` produces it."""


class Reporter(Protocol):
    """What every format's ``write`` looks like."""

    def __call__(self, report: Report, stream: TextIO, options: ReportOptions) -> None:
        """Write ``report`` to ``stream``; never close or flush it."""


def reporter(name: str) -> Reporter:
    """The reporter of the format called ``name``.

    Raises ValueError, with a sentence for the user, when there is no such format.
    """
    module = FORMATS.get(name)
    if module is None:
        from aboveboard.suggest import did_you_mean

        known = ", ".join(FORMATS)
        hint = did_you_mean(name, FORMATS) or f"the formats are {known}"
        raise ValueError(f"there is no format {name!r}; {hint}")
    return cast(Reporter, import_module(module).write)


def keeps_documents(name: str) -> bool:
    """Whether a known format shows the documents themselves, so that the report must keep them."""
    return getattr(import_module(FORMATS[name]), "KEEPS_DOCUMENTS", False)
