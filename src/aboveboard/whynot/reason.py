"""Reasons: why a rule said nothing, each in one sentence, with the place where there is one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from aboveboard.document import Document, Source
from aboveboard.findings import Finding
from aboveboard.normalise import PLACEHOLDER
from aboveboard.passage import Match

__all__ = ["Reason", "at_finding", "at_match", "listed", "quoted", "whole"]

_LONGEST = 80
_NAMED = 6


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a rule is quiet, or that it is not (``kind`` is ``reported``).

    ``sentence`` says it in plain words.  ``document`` is empty where it holds whatever the text.
    ``line`` and ``column`` (1-based, code points) and ``text``, the phrase as it stands in the
    source, are None and empty where nothing in the text is the reason.
    """

    kind: str
    sentence: str
    document: str = ""
    row: int | None = None
    part: str = ""
    line: int | None = None
    column: int | None = None
    text: str = ""


def whole(document: Document, kind: str, sentence: str) -> Reason:
    """A reason that is about a whole document."""
    return Reason(kind, sentence, document.name, document.row)


def at_match(document: Document, match: Match, kind: str, sentence: str) -> Reason:
    """A reason at a match; the sentence begins with the phrase in quotation marks."""
    part = match.passage.part
    start, end = match.source_span()
    return _at(document.name, document.row, part.name, part.source, start, end, kind, sentence)


def at_finding(finding: Finding, kind: str, sentence: str) -> Reason:
    """A reason at a finding; the sentence begins with the phrase in quotation marks."""
    return _at(
        finding.document,
        finding.row,
        finding.part,
        finding.source,
        finding.start,
        finding.end,
        kind,
        sentence,
    )


def _at(
    name: str,
    row: int | None,
    part: str,
    source: Source,
    start: int,
    end: int,
    kind: str,
    sentence: str,
) -> Reason:
    text = source.text[start:end]
    line, column = source.position(start)
    return Reason(kind, f"{quoted(text)} {sentence}", name, row, part, line, column, text)


def quoted(text: str) -> str:
    """Copy on one line in quotation marks, shortened."""
    shown = " ".join(text.replace(PLACEHOLDER, "{…}").split())
    return f'"{shown if len(shown) <= _LONGEST else shown[: _LONGEST - 1].rstrip() + "…"}"'


def listed(names: Sequence[str], last: str = "or") -> str:
    """Some names in words: ``a, b or c``; of many the first, and how many more."""
    shown = list(names[:_NAMED])
    if len(names) > _NAMED:
        shown.append(f"{len(names) - _NAMED} more")
    return f"{', '.join(shown[:-1])} {last} {shown[-1]}" if len(shown) > 1 else "".join(shown)
