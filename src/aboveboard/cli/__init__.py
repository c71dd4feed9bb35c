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
    import gc

    from aboveboard.cli.app import run

    # Loading makes very many objects and leaves none of them behind: looking for garbage after
    # every 700 takes a tenth of a short run.
    gc.set_threshold(50_000, 20, 20)
    return run(sys.argv[1:] if arguments is None else arguments)
