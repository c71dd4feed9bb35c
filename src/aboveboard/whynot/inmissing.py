"""What a rule about something missing finds: nothing that asks for it, or what is asked for."""

from __future__ import annotations

from collections.abc import Iterator

from aboveboard.matchers.disclosure import Met, Terms
from aboveboard.matchers.jurisdictions import name
from aboveboard.matchers.missing import MissingMatcher
from aboveboard.passage import LINKS, Match, Reading
from aboveboard.rulebook.book import Rulebook
from aboveboard.rulebook.model import Missing, Trigger
from aboveboard.whynot.inwords import excused_reason
from aboveboard.whynot.reason import Reason, at_match, listed, quoted, whole

__all__ = ["find_missing"]


def find_missing(
    rulebook: Rulebook, missing: Missing, matcher: MissingMatcher, reading: Reading, terms: Terms
) -> Iterator[Match | Reason]:
    """What is missing, or why nothing is.

    Raises RegexTimeout and TimeoutError.
    """
    document = reading.document
    causes: list[Match] = []
    excused: list[Reason] = []
    for match, by in matcher.sift(reading):
        if by is None:
            causes.append(match)
        else:
            excused.append(excused_reason(document, match, by))
    if not causes:
        yield from excused
        if not excused:
            looks = listed([_said(rulebook, trigger) for trigger in missing.when])
            said = f"Nothing here makes it necessary; the rule looks for {looks}."
            yield whole(document, "not-needed", said)
        return
    ruling = matcher.judge(reading, terms, causes)
    if isinstance(ruling, Match):
        yield ruling
        return
    for met in ruling:
        yield _met(reading, met, causes[0])


def _said(rulebook: Rulebook, trigger: Trigger) -> str:
    """What a trigger looks for, in words."""
    if trigger.fact:
        values = f" {listed([str(value) for value in trigger.values])}" if trigger.values else ""
        return f"the fact {trigger.fact}{values}"
    if trigger.lexicon:
        lexicon = rulebook.lexicons[trigger.lexicon]
        what = "links" if lexicon.links else "labels" if lexicon.labels else "words"
        return f"{what} of the list {trigger.lexicon}"
    phrases = [quoted(phrase.text) for phrase in trigger.phrases]
    return f"words such as {listed(phrases[:3])}"


def _met(reading: Reading, met: Met, cause: Match) -> Reason:
    document = reading.document
    found = cause.values.get("fact") or quoted(cause.text)
    place = f" in {name(met.jurisdiction)}" if met.jurisdiction else ""
    match = met.match
    if met.kind == "label":
        assert match is not None
        asked = "is asked for" if found == quoted(match.text) else f"{found} asks for"
        return at_match(document, match, "met", f"is the label that {asked}{place}.")
    if met.kind == "denied":
        assert match is not None
        said = "denies it, and no fact and no link that earns says otherwise."
        return at_match(document, match, "met", said)
    if met.kind in {"words", "link"}:
        assert match is not None
        if match.passage.part_name == "components":
            said = f"The template component {quoted(match.passage.text)} is what {found} asks for."
            return whole(document, "component", said)
        where = "is, as a link," if match.passage.part_name == LINKS else "is"
        return at_match(document, match, "met", f"{where} what {found} asks for.")
    if met.kind == "component":
        said = f"The template component '{met.text}' is known to print what {found} asks for."
        return whole(document, "component", said)
    if met.kind == "no-tie":
        said = f"The fact {met.text} says that {found} is no sign of a tie to tell readers of."
        return whole(document, "fact", said)
    said = f"The fact {met.text} stands for the label that {found} asks for{place}."
    return whole(document, "fact", said)
