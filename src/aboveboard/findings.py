"""Findings, and the pure steps that put them in order."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import NamedTuple

from aboveboard.document import Source
from aboveboard.fixes.edits import Fix
from aboveboard.rulebook.model import PARTS
from aboveboard.severity import SEVERITIES

__all__ = ["Finding", "Related", "context_digest", "deduplicate", "sort_key"]


class Related(NamedTuple):
    """Another document that a finding speaks of; line and column (1-based) are where it says it."""

    document: str
    row: int | None
    message: str
    line: int | None = None
    column: int | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule, a span in the source, a verdict and a message.

    ``text`` is exactly the source between ``start`` and ``end`` (code points, half-open).
    ``outcome`` is the case of the rule that applies (``absent``, ``late`` ...) or None.
    ``cites`` are titles of provisions, and ``settles`` is the line of facts that would settle it.
    Of a row, ``label`` is what the user calls the part (a header, a key) and ``cell`` the offset
    at which it begins.  ``context`` is the :func:`context_digest` of where it stands.
    ``fixes`` are what could be done about it, best first; whether they settle it is not yet tried.
    """

    rule_id: str
    severity: str
    verdict: str
    message: str
    advice: str
    document: str
    part: str
    start: int
    end: int
    source: Source = field(repr=False, compare=False)
    outcome: str | None = None
    row: int | None = None
    cites: tuple[str, ...] = ()
    related: tuple[Related, ...] = ()
    settles: str = ""
    label: str = ""
    cell: int | None = None
    context: str = field(default="", repr=False, compare=False)
    fixes: tuple[Fix, ...] = field(default=(), repr=False, compare=False)

    @property
    def fingerprint(self) -> str:
        """What stays the same of the finding when its copy is moved, wrapped or sorted anew.

        It knows the rule, the outcome, the phrase and the words around it, but neither the file
        nor the place.
        """
        return _digest(self.rule_id, self.outcome or "", self.context or self.text)

    @property
    def category(self) -> str:
        """The first part of the rule's id."""
        return self.rule_id.partition("/")[0]

    @property
    def full_advice(self) -> str:
        """What to do, with the fact that would settle it."""
        if not self.settles:
            return self.advice
        return f"{self.advice} The fact that settles it: {self.settles}"

    @property
    def text(self) -> str:
        """The source between ``start`` and ``end``."""
        return self.source.text[self.start : self.end]

    @property
    def line(self) -> int:
        """The 1-based line of ``start`` in the file."""
        return self.source.position(self.start)[0]

    @property
    def column(self) -> int:
        """The 1-based column of ``start``, in code points."""
        return self.source.position(self.start)[1]


_WORDS_AROUND = 5
_REACH = 160  # characters in which these words are looked for
_ENDS = (".", "!", "?", "…", "。")


def context_digest(text: str, start: int, end: int) -> str:
    """A short digest of ``text[start:end]`` and the words around it, white space folded.

    Few words are taken, and only those of its sentence, so that a finding stays the same when
    its paragraph is edited elsewhere.
    """
    before: list[str] = []
    for word in reversed(text[max(0, start - _REACH) : start].split()[-_WORDS_AROUND:]):
        if word.endswith(_ENDS):
            break
        before.insert(0, word)
    after: list[str] = []
    for word in text[end : end + _REACH].split()[:_WORDS_AROUND]:
        after.append(word)
        if word.endswith(_ENDS):
            break
    return _digest(*(" ".join(words) for words in (before, text[start:end].split(), after)))


def _digest(*pieces: str) -> str:
    # A surrogate alone has no UTF-8, but comes in JSON.
    said = "\0".join(pieces).encode("utf-8", "surrogatepass")
    return blake2b(said, digest_size=8).hexdigest()


def _strength(finding: Finding) -> tuple[int, bool, int, int, str]:
    # A graver finding wins, then one that other documents bear witness to, then the one that
    # marks more, then the first, then the alphabet.
    gravity = SEVERITIES.index(finding.severity)
    alone = not finding.related
    return (-gravity, alone, finding.start - finding.end, finding.start, finding.rule_id)


def deduplicate(findings: Iterable[Finding]) -> list[Finding]:
    """One phrase, one finding: of overlapping findings of a category the strongest stays.

    What is missing from a copy is missing whatever phrase it is marked at: a mail that has
    neither a way out nor an address lacks both.  The result is sorted.
    """
    kept: list[Finding] = []
    by_place: dict[tuple[str, int | None, str, str], list[tuple[int, int]]] = {}
    for finding in sorted(findings, key=_strength):
        is_missing = finding.verdict == "complete" and finding.outcome is not None
        about = finding.rule_id if is_missing else finding.category
        place = (finding.document, finding.row, finding.part, about)
        taken = by_place.setdefault(place, [])  # sorted, and none overlaps another
        span = (finding.start, finding.end)
        index = bisect(taken, span)
        beside = taken[max(0, index - 1) : index + 1]
        if span in beside or any(span[0] < end and start < span[1] for start, end in beside):
            continue
        taken.insert(index, span)
        kept.append(finding)
    return sorted(kept, key=sort_key)


class _Place:
    """Where in its document a finding stands.

    Parts that are pieces of one file are read in the order of that file.  Parts with a text of
    their own all begin in line 1, so that only their kind says which is read first.
    """

    __slots__ = ("rank", "source", "spot")

    def __init__(self, finding: Finding) -> None:
        part = finding.part
        self.source = finding.source
        self.rank = (PARTS.index(part) if part in PARTS else len(PARTS), part)
        line, column = finding.source.position(finding.start)
        self.spot = (line, column, part, finding.end, finding.rule_id)

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, _Place)
            and self.spot == other.spot
            and (self.source is other.source or self.rank == other.rank)
        )

    def __lt__(self, other: _Place) -> bool:
        if self.source is other.source:
            return self.spot < other.spot
        return (self.rank, self.spot) < (other.rank, other.spot)

    __hash__ = None  # type: ignore[assignment]


def sort_key(finding: Finding) -> tuple[str, int, _Place]:
    """The order in which findings are reported: by document, row, place, rule."""
    return (finding.document, finding.row or 0, _Place(finding))
