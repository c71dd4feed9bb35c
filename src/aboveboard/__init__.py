"""A linter for manipulative ad and post copy.

>>> from aboveboard import Linter
>>> [finding.text for finding in Linter().check_text("This is your LAST CHANCE to save!")]
['LAST CHANCE']
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from aboveboard.document import Document, Problem
    from aboveboard.findings import Finding
    from aboveboard.linter import Linter
    from aboveboard.report import Report

__version__ = "0.1.0.dev0"

__all__ = ["Document", "Finding", "Linter", "Problem", "Report", "__version__"]

_HOMES = {
    "Document": "aboveboard.document",
    "Finding": "aboveboard.findings",
    "Linter": "aboveboard.linter",
    "Problem": "aboveboard.document",
    "Report": "aboveboard.report",
}


def __getattr__(name: str) -> Any:
    # The command line imports this package on its way to --help, which needs none of these.
    if name in _HOMES:
        from importlib import import_module

        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
