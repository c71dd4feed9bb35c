"""Rules across documents: what a post was compared with."""

from __future__ import annotations

from collections.abc import Sequence

from aboveboard.across.groups import group
from aboveboard.across.trace import Trace
from aboveboard.rulebook.model import Across, Rule
from aboveboard.whynot.inclaims import SAID
from aboveboard.whynot.reason import Reason, quoted

__all__ = ["among_posts"]


def among_posts(
    rule: Rule, across: Across, traces: Sequence[Trace]
) -> dict[tuple[str, int | None], Reason]:
    """For each post that has something to compare, why comparing it found nothing.

    By the document's name and row.
    """
    own = [trace for trace in traces if _entries(rule, trace)]
    company: dict[int, int] = {}
    for members in group(own):
        dated = [t for t in members if across.label or t.day is not None]
        for trace in members:
            company[id(trace)] = sum(other is not trace for other in dated)
    return {
        (trace.document, trace.row): _reason(rule, across, trace, company.get(id(trace), 0))
        for trace in own
    }


def _entries(rule: Rule, trace: Trace) -> list[int]:
    return [i for i, entry in enumerate(trace.entries) if rule.id in entry.rule_ids]


def _reason(rule: Rule, across: Across, trace: Trace, others: int) -> Reason:
    spot = trace.entries[_entries(rule, trace)[0]].spot
    line, column = spot.source.position(spot.start)
    if trace.day is None and not across.label:
        said = "could not be compared: nothing says when this post goes out (fact published)."
        kind = "undated"
    elif not others:
        said = "was compared with no other post: none here is of the same offer and says the like."
        kind = "alone"
    else:
        posts = "1 other post" if others == 1 else f"{others} other posts"
        said = f"was compared with {posts} of the same offer; {_agree(across)}."
        kind = "agrees"
    return Reason(
        kind,
        f"{quoted(spot.text)} {said}",
        trace.document,
        trace.row,
        spot.part,
        line,
        column,
        spot.text,
    )


def _agree(across: Across) -> str:
    if across.label:
        return "it is no worse labelled than they are"
    if across.rules or across.change == "stays":
        within = f" within {across.within.days} days" if across.within else ""
        return f"the same is not said in {across.at_least} posts of different days{within} up to it"
    return f"no earlier one names {SAID[across.claim]} that this one does not fit"
