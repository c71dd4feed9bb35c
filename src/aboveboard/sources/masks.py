"""Masks: stretches of a source that are not copy and that a parser must not see."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

__all__ = ["Mask", "blanked", "masked"]


class Mask(NamedTuple):
    """A stretch of the source that is not copy.

    ``kind`` says what stands in its place for a matcher: ``gap`` nothing, ``placeholder`` a
    value that is not known, ``object`` something that is no words, ``line`` a line end,
    ``block`` the end of a block.
    """

    start: int
    end: int
    kind: str


_FILLER = ","
"""What an inline mask is filled with: a punctuation mark that Markdown gives no meaning.

Punctuation, because emphasis may begin or end beside it as beside the tag that stood there.
"""
_NO_LINE_END = re.compile(r"[^\r\n]")


def masked(text: str, masks: Sequence[Mask]) -> str:
    """``text`` with what the masks cover made harmless; its length and offsets stay.

    What stands alone on its lines becomes blank, so that blocks before and after it stay
    apart; what stands beside words is filled.
    """
    if not masks:
        return text
    out: list[str] = []
    reached = index = 0
    while index < len(masks):
        # All masks that share lines with each other.
        first = index
        end = masks[index].end
        line_end = _line_end(text, end)
        while index + 1 < len(masks) and masks[index + 1].start < line_end:
            index += 1
            if masks[index].end > end:
                end = masks[index].end
                line_end = max(line_end, _line_end(text, end)) if end > line_end else line_end
        index += 1
        group = masks[first:index]
        line_start = max(reached, text.rfind("\n", reached, group[0].start) + 1)
        out.append(text[reached:line_start])
        reached = _fill(out, text, group, line_start, line_end)
    out.append(text[reached:])
    return "".join(out)


def blanked(text: str, masks: Sequence[Mask]) -> str:
    """``text`` with what the masks cover made spaces, and nothing else changed."""
    if not masks:
        return text
    out: list[str] = []
    reached = 0
    for mask in masks:
        out += (text[reached : mask.start], " " * (mask.end - mask.start))
        reached = mask.end
    out.append(text[reached:])
    return "".join(out)


def _line_end(text: str, offset: int) -> int:
    found = text.find("\n", offset)
    return found if found >= 0 else len(text)


def _fill(out: list[str], text: str, group: Sequence[Mask], start: int, end: int) -> int:
    between = []
    reached = start
    for mask in group:
        between.append(text[reached : max(reached, mask.start)])
        reached = max(reached, mask.end)
    between.append(text[reached:end])
    alone = not any(piece and not piece.isspace() for piece in between)
    reached = start
    for mask, before in zip(group, between, strict=False):
        out.append(before)
        covered = text[max(reached, mask.start) : mask.end]
        out.append(_NO_LINE_END.sub(" ", covered) if alone else _FILLER * len(covered))
        reached = max(reached, mask.end)
    out.append(between[-1])
    return end
