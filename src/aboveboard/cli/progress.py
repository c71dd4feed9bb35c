"""Progress of a long run, on standard error where that is a terminal."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from time import monotonic
from typing import TYPE_CHECKING, TextIO

from aboveboard.document import Document, Part, Problem
from aboveboard.reporters.visible import visible

if TYPE_CHECKING:
    from rich.progress import Progress

    from aboveboard.results import Kept

__all__ = ["wants_progress", "watching"]

_PATIENCE = 1.0  # seconds that pass before there is anything to see
_FEW = 100  # documents that are checked before
_EVERY = 20  # documents between two looks

Items = Iterable["Document | Problem | Kept"]


def wants_progress(*, quiet: bool, errors: TextIO | None = None) -> bool:
    """Whether to show progress: not in a pipe or in CI, nor beside other output (``quiet``)."""
    stream = sys.stderr if errors is None else errors
    if quiet or os.environ.get("CI") or os.environ.get("TERM") == "dumb":
        return False
    try:
        return stream.isatty()
    except ValueError:
        return False


def watching(stream: TextIO) -> Callable[[Items], Iterator[Document | Problem | Kept]]:
    """A function that lets documents go by and shows on ``stream`` how many there were."""

    def watch(items: Items) -> Iterator[Document | Problem | Kept]:
        begun = monotonic()
        bar: Progress | None = None
        try:
            for number, item in enumerate(items, 1):
                if bar is None and number > _FEW and monotonic() - begun > _PATIENCE:
                    bar = _bar(stream)
                if bar is not None and number % _EVERY == 0:
                    name, done = _place(item)
                    bar.update(
                        bar.task_ids[0], completed=done, description=f"{name}, {number:,} checked"
                    )
                yield item
        finally:
            if bar is not None:
                bar.stop()

    return watch


def _bar(stream: TextIO) -> Progress:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn

    bar = Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        TaskProgressColumn(),
        console=Console(file=stream),
        transient=True,
    )
    bar.add_task("", total=1.0)
    bar.start()
    return bar


def _place(item: Document | Problem | Kept) -> tuple[str, float]:
    """The file that is read, and how much of it lies behind."""
    if isinstance(item, Problem):
        return visible(item.document), 0.0
    if not isinstance(item, Document):
        return visible(item.result.name), 0.0  # it was in the cache, and needs no time
    part = next((p for p in item.parts.values() if isinstance(p, Part) and p.blocks), None)
    if part is None or not part.source.text:
        return visible(item.name), 0.0
    start = part.blocks[0].view.source_span(0, 0)[0]
    return visible(item.name), start / len(part.source.text)
