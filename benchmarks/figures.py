"""Rows of labelled texts, and the figures that are printed about them."""

from __future__ import annotations

import csv
import json
import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

csv.field_size_limit(10_000_000)

Z = 1.959964  # 95 %


@dataclass(frozen=True)
class Row:
    """One text with its label, which may be empty."""

    text: str
    label: str = ""
    kind: str = ""


@dataclass
class Ledger:
    """What each rule earned (right), cost (wrong), and what it said beside the one label."""

    earned: Counter[str] = field(default_factory=Counter)
    beside: Counter[str] = field(default_factory=Counter)
    cost: Counter[str] = field(default_factory=Counter)

    def lines(self) -> Iterator[str]:
        """A line for each rule, the most costly first."""
        rules = self.earned | self.beside | self.cost
        yield f"{'earned':>7} {'beside':>7} {'cost':>7}"
        for rule in sorted(rules, key=lambda r: (-self.cost[r], -self.earned[r], r)):
            yield f"{self.earned[rule]:>7} {self.beside[rule]:>7} {self.cost[rule]:>7}  {rule}"


def tsv(path: Path, text: str, label: str, kind: str | None = None) -> Iterator[Row]:
    with path.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream, delimiter="\t"):
            yield Row(row[text], row[label], row[kind] if kind else "")


def jsonl(path: Path) -> Iterator[Row]:
    with path.open(encoding="utf-8") as stream:
        for line in stream:
            row = json.loads(line)
            yield Row(row["text"], row.get("label", ""), row.get("kind", ""))


def lines(path: Path) -> Iterator[Row]:
    for line in path.read_text(encoding="utf-8").split("\n"):
        if line.strip():
            yield Row(line)


def wilson(hits: int, total: int) -> tuple[float, float]:
    """The Wilson interval of a share at 95 %."""
    share = hits / total
    spread = 1 + Z * Z / total
    centre = (share + Z * Z / (2 * total)) / spread
    half = Z * math.sqrt(share * (1 - share) / total + Z * Z / (4 * total * total)) / spread
    return max(0.0, centre - half), min(1.0, centre + half)


def share(hits: int, total: int) -> str:
    """A share with its interval."""
    if not total:
        return "none"
    low, high = wilson(hits, total)
    return f"{hits / total:.3f} [{low:.3f}, {high:.3f}] ({hits}/{total})"


def f1(hits: int, missed: int, wrong: int) -> str:
    """F1 with an interval.

    Hits are a share J of all that is labelled or flagged, and F1 is 2J / (1 + J), which rises
    with J: so the ends of the Wilson interval of J give those of F1.
    """
    total = hits + missed + wrong
    if not total:
        return "none"
    value, low, high = (2 * j / (1 + j) for j in (hits / total, *wilson(hits, total)))
    return f"{value:.3f} [{low:.3f}, {high:.3f}]"


def scores(name: str, hits: int, missed: int, wrong: int) -> Iterator[str]:
    """The three figures of a category."""
    yield f"  {name:<13} recall    {share(hits, hits + missed)}"
    yield f"  {'':<13} precision {share(hits, hits + wrong)}"
    yield f"  {'':<13} F1        {f1(hits, missed, wrong)}"
