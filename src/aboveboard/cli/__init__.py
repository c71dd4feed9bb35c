"""The command line: thin, and the only place that prints."""

from __future__ import annotations

import sys
from collections.abc import Sequence

__all__ = ["main"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line with ``arguments`` (default: the process's) and return its exit code.

    0: clean; 1: findings at or above ``--fail-on``; 2: usage, configuration, rule or input
    error.
    """
    from aboveboard.cli.app import run

    return run(sys.argv[1:] if arguments is None else arguments)
