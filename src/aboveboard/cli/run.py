"""One run of ``check``: the same paths or standard input, read and checked as often as it takes."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aboveboard.linter import Linter
    from aboveboard.report import Report

__all__ = ["Run"]


@dataclass
class Run:
    """What is checked, and how.

    ``name`` is what standard input, where ``paths`` are ``-``, is called.  ``keep`` keeps the
    documents in the report, ``quiet`` shows no progress.
    """

    linter: Linter
    paths: Sequence[str]
    name: str
    exclude: Sequence[str] = ()
    force_exclude: bool = False
    keep: bool = False
    quiet: bool = False

    @property
    def is_stdin(self) -> bool:
        """Whether it is standard input that is checked."""
        return tuple(self.paths) == ("-",)

    @cached_property
    def _stdin(self) -> bytes:
        return sys.stdin.buffer.read()

    def read(self, name: str) -> bytes:
        """The bytes of a file, or of standard input.  Raises UnreadableError."""
        if self.is_stdin:
            return self._stdin
        from aboveboard.sources import limit_for
        from aboveboard.sources.encoding import read_bytes

        return read_bytes(Path(name), limit_for(name))

    def check(
        self,
        sieves: Sequence[Callable[[Report], Report]],
        contents: Mapping[str, bytes] | None = None,
    ) -> Report:
        """The report on everything; ``contents`` are other bytes for some of the names."""
        if self.is_stdin:
            from io import BytesIO

            from aboveboard.inputs import from_stream

            data = (contents or {}).get(self.name, self._stdin)
            items = from_stream(BytesIO(data), self.name, self.linter.read_options(self.name))
            return self.linter.report(items, keep=self.keep, sieves=sieves)
        from aboveboard.cli.progress import wants_progress, watching

        return self.linter.check_paths(
            self.paths,
            exclude=self.exclude,
            force_exclude=self.force_exclude,
            watch=watching(sys.stderr) if wants_progress(quiet=self.quiet) else iter,
            keep=self.keep,
            sieves=sieves,
            contents=contents,
        )
