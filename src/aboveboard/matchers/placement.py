"""Where a label stands: whether readers see it in time, and can read it."""

from __future__ import annotations

from collections.abc import Sequence

from aboveboard.latepattern import late_pattern
from aboveboard.matchers.jurisdictions import languages
from aboveboard.matchers.labels import Label
from aboveboard.passage import Match, Reading

__all__ = ["is_before_links", "is_in_language", "is_seen"]

_ASIDE = frozenset({"first-comment", "alt-text"})
"""Parts that readers of a post do not see with it."""
_DOTS = late_pattern(r"[.\-–—•·⠀_|*\s]{1,6}")


def is_seen(label: Label, reading: Reading, *, fold: int | None, row_end: bool) -> bool:
    """Whether a label stands in the post, before the fold, and not where it is hidden.

    ``fold`` counts visible characters; ``row_end`` says that the last of a row of hashtags is
    a place for a label, too.
    """
    part = label.passage.part_name
    if part in _ASIDE or label.below_ladder or _below_dots(label, reading):
        return False
    if label.in_pile and not (row_end and label.ends_row):
        return False
    if fold is None:
        return True
    before = 0
    if part == "hashtags":  # they are shown after the caption
        before = sum(_length(p, reading) for p in ("caption", "body"))
    return before + label.reach <= fold


def is_before_links(label: Label, reading: Reading, causes: Sequence[Match]) -> bool:
    """Whether it comes before the first link that needs it; asked of articles and pages."""
    if reading.facts.get("kind") not in {"article", "page"}:
        return True
    spot = Match(label.passage, label.start, label.end).source_span()[0]
    links = [c for c in causes if c.passage.part is label.passage.part and not c.values]
    return all(cause.source_span()[0] > spot for cause in links)


def is_in_language(label: Label, language: str) -> bool:
    """Whether a label is in a language, so far as the lists tell."""
    spoken = languages([j for j, grade in label.grades.items() if grade != "reject"])
    return not spoken or language in spoken


def _below_dots(label: Label, reading: Reading) -> bool:
    """Whether three or more paragraphs of mere dots stand between the copy and the label."""
    above = [
        p
        for p in reading.passages
        if p.part is label.passage.part and p.index < label.passage.index
    ]
    dots = 0
    for passage in reversed(above):
        if not _DOTS.fullmatch(passage.text):
            break
        dots += 1
    return dots >= 3


def _length(part: str, reading: Reading) -> int:
    """How many visible characters a part has."""
    return sum(len(p.text) + 1 for p in reading.passages if p.part_name == part)
