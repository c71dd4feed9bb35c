"""Words of a rule that stand in a document, and what excuses each of them."""

from __future__ import annotations

from collections.abc import Iterator

from aboveboard.document import Block, Document, Part
from aboveboard.matchers.words import Excused, GuardedWords
from aboveboard.normalise import PLACEHOLDER, normalise
from aboveboard.passage import LINKS, Match, Passage, Reading
from aboveboard.rulebook.model import Rule
from aboveboard.scope import wants
from aboveboard.text import View
from aboveboard.whynot.ofrule import parts_wanted
from aboveboard.whynot.reason import Reason, at_match, quoted

__all__ = ["excused_reason", "find_words", "not_copy"]


def excused_reason(document: Document, match: Match, excused: Excused) -> Reason:
    """The reason at words that an exception or a guard excuses."""
    by = quoted(excused.text)
    sentence = {
        "except": f"is excused by the rule itself: {by} is one of its exceptions.",
        "sentence": f"is excused by the rule itself: {by} stands in the same sentence.",
        "negated": f"is denied, not said: {by} stands before it.",
        "reported": f"is told or quoted as somebody else's words: {by} says so.",
    }[excused.kind]
    kind = "quoted" if excused.kind == "reported" else excused.kind
    return at_match(document, match, kind, sentence)


def find_words(rule: Rule, matcher: GuardedWords, reading: Reading) -> Iterator[Match | Reason]:
    """Every place where the words of a rule stand: a match, or why it is none.

    Raises RegexTimeout.
    """
    for passage in (*reading.passages, *reading.links):
        wanted = wants(rule.scope, passage)
        if passage.part_name == LINKS and not wanted:
            continue  # an address is no copy, unless a rule asks for it
        for start, end, excused in matcher.sift(passage):
            softer = 1 if PLACEHOLDER in passage.text[start:end] else 0
            match = Match(passage, start, end, softer=softer)
            if not wanted:
                said = f"stands in the part {passage.part_name}; {parts_wanted(rule)}."
                yield at_match(reading.document, match, "parts", said)
            elif excused is not None:
                yield excused_reason(reading.document, match, excused)
            else:
                yield match


def not_copy(matcher: GuardedWords, reading: Reading) -> Iterator[Reason]:
    """Places where the words of a rule stand in the file, but not in its copy.

    Raises RegexTimeout.
    """
    document = reading.document
    if document.row is not None:
        return  # its source holds the other rows, too
    seen: set[int] = set()
    for part in document.parts.values():
        if not isinstance(part, Part) or id(part.source) in seen:
            continue
        seen.add(id(part.source))
        view = View(part.source.text)
        passage = Passage(normalise(view), Part(part.name, part.source, (Block(view),)), "", 0, 0)
        spans = matcher.words.find(passage)
        if not spans:
            continue
        copy = _copy_in(reading, part)
        for start, end in spans:
            match = Match(passage, start, end)
            begin, finish = match.source_span()
            if copy.isdisjoint(range(begin, finish)):
                yield at_match(document, match, "not-copy", _where(part, begin, finish))


def _copy_in(reading: Reading, part: Part) -> set[int]:
    """The offsets in the source of a part that are copy."""
    found: set[int] = set()
    for passage in reading.passages:
        if passage.part.source is part.source:
            view = passage.view
            for index, char in enumerate(view.text):
                if char.isalnum():  # what stands for code or a placeholder is no letter
                    found.update(range(*view.source_span(index, index + 1)))
    return found


def _where(part: Part, start: int, end: int) -> str:
    for comment in part.comments:
        if comment.start <= start and end <= comment.end:
            return "stands in a comment, which is no copy."
    for link in part.links:
        begin, finish = link.view.source_span(0, len(link.view.text))
        if begin <= start and end <= finish:
            return "stands in an address, which is no copy."
    return (
        "stands where no copy is: in code, an address, markup, a field that nobody reads, or a "
        "quotation whose source is named."
    )
