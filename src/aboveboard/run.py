"""A run: from paths or standard input to a report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from aboveboard.document import Document, Problem
from aboveboard.files import find_files
from aboveboard.findings import DocumentResult, Finding, Report, sort_key
from aboveboard.sources import SUFFIXES, reader_for
from aboveboard.sources.encoding import UnreadableError, decode, read_file

if TYPE_CHECKING:
    from aboveboard.linter import Linter

__all__ = ["check_paths", "check_stdin", "list_files"]


def list_files(
    linter: Linter,
    paths: Sequence[str | Path],
    *,
    exclude: Sequence[str] = (),
    force_exclude: bool = False,
) -> tuple[list[Path], list[Problem]]:
    """The files that a check of ``paths`` reads, and the paths that lead nowhere."""
    return find_files(
        paths,
        exclude=(*linter.config.exclude, *exclude),
        root=linter.config.root,
        force_exclude=force_exclude,
    )


def check_paths(
    linter: Linter,
    paths: Sequence[str | Path],
    *,
    exclude: Sequence[str] = (),
    force_exclude: bool = False,
) -> Report:
    """Check files and folders; a file that cannot be read is a problem, the rest is checked."""
    files, problems = list_files(linter, paths, exclude=exclude, force_exclude=force_exclude)

    def items() -> Iterator[Document | Problem]:
        yield from problems
        for file in files:
            yield from _read(file)

    return _report(linter, items())


def check_stdin(linter: Linter, stream: BinaryIO, name: str) -> Report:
    """Check standard input as if it were a file called ``name``."""

    def items() -> Iterator[Document | Problem]:
        try:
            text = decode(stream.read())
        except UnreadableError as error:
            yield Problem(name, error.line, error.message)
        else:
            yield from _documents(text, name)

    return _report(linter, items())


def _read(file: Path) -> Iterator[Document | Problem]:
    try:
        text = read_file(file)
    except UnreadableError as error:
        yield Problem(str(file), error.line, error.message)
    else:
        yield from _documents(text, str(file))


def _documents(text: str, name: str) -> Iterator[Document | Problem]:
    reader = reader_for(name)
    if reader is None:
        known = ", ".join(sorted(SUFFIXES))
        yield Problem(name, None, f"no reader for this kind of file; known are {known}")
    else:
        yield from reader(text, name)


def _report(linter: Linter, items: Iterable[Document | Problem]) -> Report:
    findings: list[Finding] = []
    problems: list[Problem] = []
    results: list[DocumentResult] = []
    for item in items:
        if isinstance(item, Problem):
            problems.append(item)
            continue
        for checked in linter.check_each([item]):
            findings += checked.findings
            problems += checked.problems
            results.append(checked.result)
    return Report(tuple(sorted(findings, key=sort_key)), tuple(problems), tuple(results))
