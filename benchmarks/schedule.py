"""Long schedules: peak memory, and whether the last rows cost what the first ones did.

    python benchmarks/schedule.py [--rows 100000]

A sheet in the shape of a scheduler's export is made up (the same each time), of posts of which
about half have findings, and checked in processes of their own: one with a tenth of the rows and
one with all of them.  Printed are peak memory, its ratio, and the time of the first and of the
last tenth of the rows as a ratio.
"""

from __future__ import annotations

import argparse
import csv
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path

from aboveboard import Document, Linter
from aboveboard.document import Problem
from aboveboard.inputs import from_files

THINGS = "boots lamps kettles desks chairs honey coats rugs bikes tents mugs scarves teas".split()
KINDS = "oak linen wool copper blue nordic garden winter little grand quiet bright".split()
POSTS = (
    "New in: {kind} {thing} for the autumn. See them in the shop.",
    "How we make our {kind} {thing}: a short story from the workshop.",
    "{kind} {thing}, now {percent}% off with code {code}{percent}.",
    "The {kind} {thing} sale ends on {day}.",
    "Only {count} {kind} {thing} left in the shop.",
    "Ends tonight: {percent}% off {kind} {thing}!",
    "Thank you for a good week, the {kind} {thing} are back.",
    "Tips for looking after your {kind} {thing}, from the people who make them.",
    "Hurry, last chance for {kind} {thing}!",
    "Our {kind} {thing} are made in a family workshop; visit us on {day}.",
)


def make_sheet(path: Path, rows: int) -> None:
    """Write a schedule of made-up posts, one every five minutes."""
    chance = random.Random(7)
    moment = datetime(2026, 1, 1, 9)
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["Text", "Image URL", "Tags", "Posting Time"])
        for number in range(rows):
            day = moment + timedelta(days=chance.randrange(1, 20))
            text = chance.choice(POSTS).format(
                kind=chance.choice(KINDS).capitalize(),
                thing=chance.choice(THINGS),
                percent=chance.randrange(5, 60, 5),
                code=chance.choice("ABCDEFGH") * 4,
                day=f"{day.day} {day:%B}",
                count=chance.randrange(2, 9),
            )
            image = f"https://img.example/{number}.jpg"
            writer.writerow([text, image, f"tag{number % 7}", f"{moment:%Y-%m-%d %H:%M}"])
            moment += timedelta(minutes=5)


def stamped(
    items: Iterable[Document | Problem], every: int, stamps: list[float]
) -> Iterator[Document | Problem]:
    """The items; the time is noted before each ``every`` of them, and at the end."""
    for number, item in enumerate(items):
        if number % every == 0:
            stamps.append(time.perf_counter())
        yield item
    stamps.append(time.perf_counter())


def check(path: Path, every: int) -> None:
    """Check a sheet and print peak memory (KiB), findings, and the seconds of each stretch."""
    stamps: list[float] = []
    report = Linter().report(stamped(from_files([path]), every, stamps))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    spans = [after - before for before, after in pairwise(stamps)]
    print(peak, len(report.findings), *(f"{span:.3f}" for span in spans))


def measure(path: Path, every: int) -> tuple[int, int, list[float]]:
    """Peak memory in KiB, findings, and seconds a stretch, of a check in a process of its own."""
    command = [sys.executable, __file__, "--check", str(path), "--rows", str(every)]
    output = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    return int(output[0]), int(output[1]), [float(span) for span in output[2:]]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--check", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.check:
        check(options.check, options.rows)
        return
    tenth = max(1, options.rows // 10)
    with tempfile.TemporaryDirectory() as folder:
        short, long = Path(folder, "short.csv"), Path(folder, "long.csv")
        make_sheet(short, tenth)
        make_sheet(long, options.rows)
        small, _, _ = measure(short, tenth)
        large, findings, spans = measure(long, tenth)
    print(f"rows                       {options.rows:>10,}")
    print(f"findings                   {findings:>10,}")
    print(f"peak memory, a tenth       {small / 1024:>10.0f} MiB")
    print(f"peak memory, all           {large / 1024:>10.0f} MiB")
    print(f"ratio                      {large / small:>10.2f}")
    # The first rows also pay for spaCy and for compiling rules; the second tenth does not.
    print(f"last tenth to the second   {spans[-1] / spans[1]:>10.2f}")


if __name__ == "__main__":
    main()
