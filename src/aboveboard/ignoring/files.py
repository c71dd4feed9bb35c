"""Files with suppressions: each by itself, then all together, and the rest in a configuration."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from typing import TYPE_CHECKING

from aboveboard.document import Comment, Document, Part
from aboveboard.findings import Finding
from aboveboard.fixes.edits import SourceEdit
from aboveboard.ignoring.cells import Cells
from aboveboard.ignoring.comments import MARKS, Comments
from aboveboard.ignoring.matter import Matter, fenced
from aboveboard.ignoring.objects import Objects
from aboveboard.ignoring.slots import Directives, Keeper, Slot, suffix_of
from aboveboard.ignoring.trial import Placed, Seen, place, stands_behind
from aboveboard.inputs import from_stream
from aboveboard.report import Report
from aboveboard.sources import SUFFIXES, reader_for
from aboveboard.sources.encoding import decode, encode
from aboveboard.suppress import BUILT_IN

if TYPE_CHECKING:
    from aboveboard.linter import Linter

__all__ = ["IgnoredFile", "Left", "behind", "ignore_in_bytes", "ignore_in_files", "ignore_in_text"]

NOT_ANSWERED = "a suppression that is at fault is put right, not answered for"
NO_PLACE = "there is no place for a suppression in the file"
LETTERS = "the encoding of the file does not have all letters of the reason"


@dataclass(frozen=True, slots=True)
class Left:
    """A finding that no suppression was written for in its file, and why."""

    finding: Finding
    why: str


@dataclass(frozen=True, slots=True)
class IgnoredFile:
    """A file's bytes before and after, how many directives were written, and what is left."""

    name: str
    before: bytes
    after: bytes
    directives: int = 0
    left: tuple[Left, ...] = ()


class _InTurn:
    """Keepers one after the other."""

    def __init__(self, keepers: Sequence[Keeper]) -> None:
        self._keepers = keepers

    def slots(self, finding: Finding) -> Iterator[Slot]:
        for keeper in self._keepers:
            yield from keeper.slots(finding)

    def edits(self, said: Directives, reason: str) -> Iterator[SourceEdit]:
        for keeper in self._keepers:
            yield from keeper.edits(said, reason)


def _keeper(linter: Linter, name: str, text: str, documents: Sequence[Document]) -> Keeper:
    """Who knows where suppressions stand in this file."""
    format = SUFFIXES[suffix_of(name)]
    spans = [_spans(document) for document in documents]
    if format == "csv":
        return Cells(text, linter.read_options(name))
    if format in ("json", "jsonl"):
        by_row: dict[int | None, tuple[int, int]] = {
            document.row: (min(s for s, _ in own), max(e for _, e in own))
            for document, own in zip(documents, spans, strict=True)
            if own
        }
        return Objects(text, by_row, by_line=format == "jsonl")
    if suffix_of(name) not in MARKS:
        return _InTurn([])
    body = 0 if format == "yaml" else _body(name, text)
    comments = Comments(name, text, sorted(span for own in spans for span in own), body)
    place = fenced(text, body)
    return _InTurn([comments] if place is None else [comments, Matter(text, place)])


def _body(name: str, text: str) -> int:
    from aboveboard.document import Source
    from aboveboard.sources.frontmatter import read_front_matter

    return read_front_matter(text, name, Source(text)).body


def _spans(document: Document) -> list[tuple[int, int]]:
    """Where the blocks of a document stand."""
    return [
        block.view.source_span(0, len(block.view.text))
        for part in document.parts.values()
        if isinstance(part, Part)
        for block in part.blocks
        if block.view.text
    ]


_DIGITS = re.compile(r"\d+")
_OURS = re.compile(r"<!-- aboveboard:.*?-->|\{/\* aboveboard:.*?\*/\}")


def _look(linter: Linter, name: str, text: str) -> tuple[Seen, list[Document]]:
    reader = reader_for(name)
    assert reader is not None
    whole: list[Report] = []

    def every(report: Report) -> Report:
        whole.append(report)
        return report

    report = linter.report(reader(text, name, linter.read_options(name)), keep=True, sieves=[every])
    documents = [result.document for result in report.documents if result.document is not None]
    shape = {(document.name, document.row): _shape(document) for document in documents}
    errors = (p for p in report.problems if p.document == name)
    problems = Counter(f"{p.level}: {_DIGITS.sub('0', p.message)}" for p in errors)
    return Seen(whole[0].findings, shape, problems, _rendered(name, text)), documents


def _shape(document: Document) -> object:
    parts = [
        (part.name, [(block.role, " ".join(block.view.text.split())) for block in part.blocks])
        for part in document.parts.values()
        if isinstance(part, Part)
    ]
    return parts, document.known


def _rendered(name: str, text: str) -> str:
    """What Markdown becomes, without our comments and without white space where it says nothing."""
    if SUFFIXES[suffix_of(name)] != "markdown":
        return ""
    import pyromark

    options = pyromark.Options.ENABLE_TABLES | pyromark.Options.ENABLE_FOOTNOTES
    lines = text[_body(name, text) :].replace("\r\n", "\n").replace("\r", "\n")
    shown = pyromark.html(lines, options=options)
    return re.sub(r"<p></p>|\s+", "", _OURS.sub("", shown))


def ignore_in_text(
    linter: Linter, name: str, text: str, wanted: Sequence[Finding], reason: str
) -> Placed:
    """The text of a file ``name`` with suppressions of ``wanted``, as far as it can be.

    ``wanted`` are findings of ``text``.
    """
    seen, documents = _look(linter, name, text)
    keeper = _keeper(linter, name, text, documents)
    # A contradiction to another file is not found in this one alone, but what stands behind it is.
    known = {(f.rule_id, f.row, f.start) for f in wanted}
    hidden = [
        finding
        for finding in seen.findings
        if (finding.rule_id, finding.row, finding.start) not in known
        and any(f.related and stands_behind(f, finding, f.start, f.end) for f in wanted)
    ]
    placed = place(
        text, [*wanted, *hidden], keeper, reason, lambda after: _look(linter, name, after)[0]
    )
    asked = {id(finding) for finding in wanted}
    return replace(placed, left=[finding for finding in placed.left if id(finding) in asked])


def ignore_in_bytes(
    linter: Linter, name: str, data: bytes, wanted: Sequence[Finding], reason: str
) -> IgnoredFile:
    """The bytes of a file ``name`` with suppressions of the findings ``wanted``.

    Everything but what is put in stays as it is, byte for byte.  Raises UnreadableError for bytes
    that cannot be read.
    """
    kinds = {id(f): NOT_ANSWERED for f in wanted if f.rule_id in BUILT_IN}
    open_ = [f for f in wanted if id(f) not in kinds]
    if SUFFIXES.get(suffix_of(name), "text") in ("text", "tweet"):
        return IgnoredFile(name, data, data, 0, tuple(_lefts(wanted, kinds)))
    encoding = linter.read_options(name).encoding
    text = decode(data, encoding)
    here = [f for f in open_ if f.source.text == text]
    placed = ignore_in_text(linter, name, text, here, reason)
    after = encode(placed.text, data, encoding) if placed.edits else data
    if decode(after, encoding) != placed.text:
        kinds |= {id(f): LETTERS for f in here}
        return IgnoredFile(name, data, data, 0, tuple(_lefts(wanted, kinds)))
    done = {id(f) for f in here} - {id(f) for f in placed.left}
    left = tuple(_lefts([f for f in wanted if id(f) not in done], kinds))
    return IgnoredFile(name, data, after, placed.directives, left)


def _lefts(findings: Iterable[Finding], kinds: dict[int, str]) -> Iterator[Left]:
    return (Left(finding, kinds.get(id(finding), NO_PLACE)) for finding in findings)


def ignore_in_files(
    linter: Linter,
    report: Report,
    read: Callable[[str], bytes],
    check: Callable[[dict[str, bytes]], Report],
    reason: str,
) -> list[IgnoredFile]:
    """What becomes of the files in ``report`` when its findings are answered for.

    ``read`` gives the bytes of a file, and ``check`` checks all files, some of them with other
    bytes than they have, and says what would be shown.  Nothing is written.  Raises
    UnreadableError as ``read`` does.
    """
    by_file: dict[str, list[Finding]] = {}
    for finding in report.findings:
        by_file.setdefault(finding.document, []).append(finding)
    files = [
        ignore_in_bytes(linter, name, read(name), findings, reason)
        for name, findings in by_file.items()
    ]
    contents = {file.name: file.after for file in files if file.after != file.before}
    if not contents:
        return files
    after = check(contents)
    return [_confirmed(file, by_file[file.name], report, after) for file in files]


def _about(finding: Finding) -> tuple[object, ...]:
    return finding.rule_id, finding.row, finding.part, finding.outcome, finding.text


def _confirmed(
    file: IgnoredFile, wanted: Sequence[Finding], before: Report, after: Report
) -> IgnoredFile:
    """The file with what the check of all files still finds in it; as it was where that is new."""
    shown = Counter(_about(f) for f in after.findings if f.document == file.name)
    if shown - Counter(_about(f) for f in before.findings if f.document == file.name):
        why = "its suppressions would bring other findings"
        return IgnoredFile(
            file.name, file.before, file.before, 0, tuple(Left(f, why) for f in wanted)
        )
    left = list(file.left)
    shown -= Counter(_about(one.finding) for one in left)
    for finding in wanted:
        if shown[_about(finding)] > 0 and all(one.finding is not finding for one in left):
            shown[_about(finding)] -= 1
            left.append(Left(finding, NO_PLACE))
    return IgnoredFile(file.name, file.before, file.after, file.directives, tuple(left))


def behind(linter: Linter, data: bytes, findings: Sequence[Finding]) -> list[Finding]:
    """What would be shown of one file's phrases once ``findings`` in them are answered for."""
    name = findings[0].document
    items = list(from_stream(BytesIO(data), name, linter.read_options(name)))
    documents = [item for item in items if isinstance(item, Document)]
    known = list(findings)
    while True:
        ignores: dict[int | None, set[str]] = {}
        for finding in known:
            ignores.setdefault(finding.row, set()).add(finding.rule_id)
        answered = [
            replace(
                document,
                ignores=(
                    *document.ignores,
                    *(
                        Comment(f"aboveboard: ignore-file {rule} -- so", -number, -number)
                        for number, rule in enumerate(sorted(ignores.get(document.row, ())), 1)
                    ),
                ),
            )
            for document in documents
        ]
        new = [
            finding
            for finding in linter.report(answered).findings
            if any(stands_behind(shown, finding, shown.start, shown.end) for shown in known)
            and finding.rule_id not in BUILT_IN
        ]
        if not new:
            return known[len(findings) :]
        known += new
