"""What is left out of a report: what a baseline knows, and what has not changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aboveboard.cli.app import UsageFault

if TYPE_CHECKING:
    from aboveboard.baseline import Baseline, Entry
    from aboveboard.linter import Linter
    from aboveboard.report import Report

__all__ = ["Narrowing", "baseline_path", "load_baseline", "narrowing"]


@dataclass
class Narrowing:
    """The sieves of a run, in the order in which they are used, and what they come upon.

    ``stale`` are entries of the baseline that are not there any more.
    """

    sieves: list[Callable[[Report], Report]] = field(default_factory=list)
    stale: list[Entry] = field(default_factory=list)


def narrowing(linter: Linter, options: dict[str, Any]) -> Narrowing:
    """What ``--baseline``, ``--no-baseline`` and ``--since`` ask for.

    The baseline sees everything first, or it would take for gone what is only left out.
    """
    made = Narrowing()
    paths = options["paths"] or (".",)
    if not options["no_baseline"]:
        path = baseline_path(linter, options["baseline"])
        if options["baseline"] is not None or path.is_file():
            known = load_baseline(path)
            made.sieves.append(_known_left_out(known, linter, paths, made.stale))
    if options["since"] is not None:
        if "-" in paths:
            raise UsageFault(
                "--since is about files that git knows: leave it out where '-' reads "
                "standard input, or name the file"
            )
        from aboveboard.changes import ChangesError, changes_since
        from aboveboard.since import only_changed

        try:
            changes = changes_since(options["since"])
        except ChangesError as error:
            raise UsageFault(f"--since: {error}") from None
        made.sieves.append(only_changed(changes, linter.rulebook, options["since"]))
    return made


def baseline_path(linter: Linter, given: Path | None) -> Path:
    """The baseline that is named, else the configuration's, else the one in its folder."""
    from aboveboard.baseline import FILE_NAME

    return given or linter.config.baseline or linter.config.root / FILE_NAME


def load_baseline(path: Path) -> Baseline:
    """The baseline in ``path``.  Raises UsageFault."""
    from aboveboard.baseline import BaselineError, read_baseline

    try:
        return read_baseline(path)
    except BaselineError as error:
        raise UsageFault(str(error)) from None


def _known_left_out(
    baseline: Baseline, linter: Linter, paths: Sequence[str], stale: list[Entry]
) -> Callable[[Report], Report]:
    def sieve(report: Report) -> Report:
        compared = baseline.compared(report, linter.runs, paths)
        stale.extend(compared.stale)
        remarks = list(report.remarks)
        if compared.known:
            noun = "1 finding is" if compared.known == 1 else f"{compared.known:,} findings are"
            remarks.append(f"{noun} known to the baseline ({baseline.path.name})")
        if compared.stale:
            number = sum(entry.count for entry in compared.stale)
            said = "1 finding that is" if number == 1 else f"{number:,} findings that are"
            how = f"'aboveboard baseline --update' takes {'it' if number == 1 else 'them'} out"
            remarks.append(f"the baseline knows {said} not there any more; {how}")
        return replace(report, findings=compared.new, remarks=tuple(remarks))

    return sieve
