"""Files fixed: each by itself, then all together, as posts of several files may contradict."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from aboveboard.document import Document
from aboveboard.findings import Finding
from aboveboard.fixes.apply import Attempt, Fixed, Look, Place, fix_text
from aboveboard.fixes.said import said
from aboveboard.report import Report
from aboveboard.sources import reader_for
from aboveboard.sources.encoding import decode, encode

if TYPE_CHECKING:
    from aboveboard.linter import Linter

__all__ = ["FixedFile", "Sieve", "fix_bytes", "fix_files", "look_at"]

Sieve = Callable[[Report], Report]

ELSEWHERE = "a post in another file would contradict it"
LETTERS = "the encoding of the file does not have all letters of it"


@dataclass(frozen=True, slots=True)
class FixedFile:
    """A file's bytes before and after its fixes, and the fixes that were made and refused."""

    name: str
    before: bytes
    after: bytes
    made: tuple[Attempt, ...] = ()
    refused: tuple[Attempt, ...] = ()

    @property
    def changed(self) -> bool:
        """Whether anything was fixed."""
        return self.before != self.after

    def left_alone(self, why: str) -> FixedFile:
        """The file without its fixes, which are refused."""
        refused = [attempt._replace(refused=why) for attempt in self.made]
        return FixedFile(self.name, self.before, self.before, (), (*self.refused, *refused))


def look_at(linter: Linter, name: str, sieves: Sequence[Sieve], text: str) -> Look:
    """How ``linter`` sees the text of a file ``name``; ``sieves`` leave out what is not wanted."""
    reader = reader_for(name)
    assert reader is not None
    whole: list[Report] = []

    def every(report: Report) -> Report:
        whole.append(report)
        return report

    read = reader(text, name, linter.read_options(name))
    report = linter.report(read, keep=True, sieves=[every, *sieves])
    documents = [result.document for result in report.documents if result.document is not None]
    return Look(
        whole[0].findings,
        report.findings,
        _by_place(documents, lambda document: (tuple(document.parts), document.known)),
        [problem.message for problem in report.problems],
        lambda edits: _by_place(documents, lambda document: said(document, text, edits)),
    )


def _by_place(
    documents: Iterable[Document], view: Callable[[Document], object]
) -> dict[Place, list[object]]:
    found: dict[Place, list[object]] = {}
    for document in documents:
        found.setdefault((document.name, document.row), []).append(view(document))
    return found


def fix_bytes(
    linter: Linter, name: str, data: bytes, *, unsafe: bool = False, sieves: Sequence[Sieve] = ()
) -> FixedFile:
    """The bytes of a file ``name`` with its fixes made, in the encoding that they came in.

    Raises UnreadableError for bytes that cannot be read.
    """
    encoding = linter.read_options(name).encoding
    text = decode(data, encoding)
    fixed: Fixed = fix_text(text, partial(look_at, linter, name, sieves), unsafe=unsafe)
    after = encode(fixed.text, data, encoding) if fixed.made else data
    file = FixedFile(name, data, after, fixed.made, fixed.refused)
    return file if decode(after, encoding) == fixed.text else file.left_alone(LETTERS)


def fix_files(
    linter: Linter,
    report: Report,
    read: Callable[[str], bytes],
    check: Callable[[dict[str, bytes]], Report],
    *,
    unsafe: bool = False,
    sieves: Sequence[Sieve] = (),
) -> tuple[list[FixedFile], Report]:
    """What becomes of the files in ``report`` that can be fixed, and the report on the result.

    ``read`` gives the bytes of a file, and ``check`` checks all files, some of them with other
    bytes than they have.  Nothing is written.  Raises UnreadableError as ``read`` does.
    """
    files = [
        fix_bytes(linter, name, read(name), unsafe=unsafe, sieves=sieves)
        for name in _fixable(report.findings, unsafe)
    ]
    while True:
        contents = {file.name: file.after for file in files if file.changed}
        result = check(contents) if contents else report
        worse = _new_conflicts(report, result) & contents.keys()
        if not worse:
            return files, result
        files = [file.left_alone(ELSEWHERE) if file.name in worse else file for file in files]


def _fixable(findings: Iterable[Finding], unsafe: bool) -> list[str]:
    """The files of findings that have a fix, in order."""
    names = (f.document for f in findings if any(fix.safe or unsafe for fix in f.fixes))
    return [name for name in dict.fromkeys(names) if reader_for(name) is not None]


def _new_conflicts(before: Report, after: Report) -> set[str]:
    """The documents of conflicts that came with the fixes, on either side."""

    def conflicts(report: Report) -> dict[tuple[str, str, int | None], Finding]:
        return {(f.rule_id, f.document, f.row): f for f in report.findings if f.related}

    known = conflicts(before)
    new = [finding for key, finding in conflicts(after).items() if key not in known]
    return {f.document for f in new} | {other.document for f in new for other in f.related}
