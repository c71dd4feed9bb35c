"""The table of speed and the page around it."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version


@dataclass(frozen=True)
class Row:
    """One line of the table; ``figure`` is what must be at most ``bar``, in ``unit``."""

    name: str
    what: str
    bar: float
    unit: str = "times"
    measured: str = ""
    against: str = ""
    figure: float | None = None
    remark: str = ""
    failed: bool = False

    @property
    def met(self) -> str:
        """Whether the bar is met: ``yes``, ``no``, or ``-`` where nothing was measured."""
        if self.figure is None:
            return "-"
        return "yes" if self.figure <= self.bar and not self.failed else "no"

    def cells(self) -> tuple[str, ...]:
        """The cells of the table, as :data:`HEAD` names them."""
        digits = 2 if self.unit == "times" else 0
        unit = "" if self.unit == "times" else f" {self.unit}"
        figure = "-" if self.figure is None else f"{self.figure:.{digits}f}{unit}"
        bar = f"{self.bar:.{digits}f}{unit}"
        return (
            self.name, self.what, self.measured or "-", self.against or "-", figure, bar, self.met,
            self.remark,
        )  # fmt: skip


HEAD = ("row", "what", "measured", "against", "ratio", "bar", "met", "remark")


def line(cells: Iterable[str]) -> str:
    """A row of a Markdown table."""
    return "| " + " | ".join(cells) + " |"


def page(rows: Sequence[Row], *, runs: int) -> str:
    """docs/speed.md: the table, how it was made and on what."""
    table = [line(HEAD), line("---" for _ in HEAD), *(line(row.cells()) for row in rows)]
    return f"""\
# Speed

What commands and rules cost, beside something to compare it with. `python benchmarks/speed.py`
prints the table, and this command makes this page:

    python benchmarks/speed.py --long --write docs/speed.md

{chr(10).join(table)}

Seconds are the median, with the least and the most in brackets. A process and what it is measured
against run in turns on the same machine, after one run of each that does not count; {runs} runs
each, a third of that where one takes many seconds. The ratio is the median of the ratios of
neighbouring runs, and a bar is met where it is not above it. Only ratios say something about
another machine.

Measured with Python {platform.python_version()}, spaCy {edition("spacy")} and
{os.cpu_count()} cores. Everything that is read is made up and the same each time: prose and posts
from templates, with the rules' own examples among them. Of ten posts three have findings, and no
sentence comes twice. The bar for posts as JSONL is 2,500 posts a second where spaCy's bare
tokenizer does a million tokens a second.
"""


def edition(name: str) -> str:
    """The version of an installed package."""
    try:
        return version(name)
    except PackageNotFoundError:
        return "(not installed)"
