"""From a rule's recipes and a match to fixes: edits of the source that may settle the finding.

A fix is only proposed here.  Whether it settles the matter, and brings nothing new, is seen when
the copy is read again with it: :mod:`aboveboard.fixes.apply`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from aboveboard.claims.window import read_zone
from aboveboard.facts import FACTS, Facts
from aboveboard.fixes.edits import Fix, SourceEdit
from aboveboard.fixes.wording import SLOT, swap_expression
from aboveboard.latepattern import late_pattern
from aboveboard.matchers.regexes import TIME_LIMIT, compile_regex
from aboveboard.normalise import DISGUISES
from aboveboard.passage import LINKS, Match, Passage, Reading
from aboveboard.rulebook.model import Recipe, Rule

__all__ = ["propose", "said_to_readers"]


def propose(rule: Rule, reading: Reading, match: Match) -> tuple[Fix, ...]:
    """What could be done about a match of ``rule``, best first."""
    if not match.passage.part.source.in_place:
        return ()
    fixes: list[Fix] = []
    for recipe in rule.fixes:
        if recipe.outcomes and match.outcome not in recipe.outcomes:
            continue
        try:
            found = [edits for edits in _edits(recipe, reading, match) if edits]
        except TimeoutError:
            continue  # an expression that takes too long costs a proposal, not the finding
        fixes += (Fix(recipe.title, recipe.safe, edits) for edits in found)
    return tuple(fixes)


def _edits(recipe: Recipe, reading: Reading, match: Match) -> Iterator[tuple[SourceEdit, ...]]:
    """The edits of a recipe, one group for each way in which it can be done."""
    start, end = match.source_span()
    source = match.passage.part.source.text
    whole = recipe.replace or recipe.remove or recipe.to_front
    if whole and _has_markup(match.passage, match.start, match.end):
        return
    if recipe.swap:
        for edit in _swapped(recipe, match, reading.facts):
            yield (edit,)
    elif recipe.replace:
        text = _filled(recipe.replace, match.values, reading.facts)
        if text:
            first = _is_first(match.passage, match.start)
            yield (SourceEdit(start, end, _begun_like(text, source[start:end], first=first)),)
    elif recipe.remove:
        yield _removal(match)
    elif recipe.cut:
        yield _cut(recipe, match)
    elif recipe.plain:
        yield tuple(_in_plain_letters(match))
    else:
        front = _front(match.passage, reading)
        if front is None:
            return
        if recipe.begin:
            text = _filled(recipe.begin, match.values, reading.facts)
            if text:
                yield (SourceEdit(front, front, text),)
        elif front < start:
            away = _without(source, start, end)
            yield SourceEdit(front, front, source[start:end] + " "), away


def _has_markup(passage: Passage, start: int, end: int) -> bool:
    """Whether an edit of this span would take away one end of something, such as ``</b>``."""
    return "markup" in passage.view.kinds(start, end)


# ---------------------------------------------------------------- other words


def _swapped(recipe: Recipe, match: Match, facts: Facts) -> Iterator[SourceEdit]:
    """Other words for the first of the recipe's that the marked words hold."""
    passage = match.passage
    for phrase, texts in recipe.swap.items():
        # In the whole passage, so that an expression may look at what stands before.
        found = swap_expression(phrase).search(
            passage.text, match.start, match.end, timeout=TIME_LIMIT
        )
        if found is None:
            continue
        span = found.span()
        if _has_markup(passage, *span):
            continue
        start, end = passage.view.source_span(*span)
        for text in texts:
            new = _filled(text, match.values, facts)
            if new:
                before = passage.part.source.text[start:end]
                first = _is_first(passage, span[0])
                yield SourceEdit(start, end, _begun_like(new, before, first=first))
        return


def _is_first(passage: Passage, start: int) -> bool:
    """Whether a sentence begins at ``start``."""
    return not passage.text[passage.sentence(start, start + 1)[0] : start].strip()


def _begun_like(text: str, before: str, *, first: bool) -> str:
    """``text`` begun as ``before`` is: as a hashtag, with a small letter or a capital.

    What begins with a number says nothing of letters; then ``first`` in a sentence has a capital.
    """
    if before.startswith("#") and not text.startswith("#"):
        return "#" + "".join(text.lower().split())
    capital = before[:1].isupper() or (first and not before[:1].isalpha())
    if capital and text[:1].islower():
        return text[:1].upper() + text[1:]
    if before[:1].islower() and text[:1].isupper() and not text[1:2].isupper():
        return text[:1].lower() + text[1:]
    return text


def _filled(template: str, values: Mapping[str, str], facts: Facts) -> str:
    """The template with facts and values of the match; empty where one of them is not known."""
    known = {}
    for name in SLOT.findall(template):
        if name in values:
            known[name] = values[name]
        elif name in FACTS and (value := facts.get(name)) is not None:
            known[name] = said_to_readers(value, facts.get("zone"))
        if not known.get(name):
            return ""
    return str(SLOT.sub(lambda slot: known[slot[1]], template))


def said_to_readers(value: Any, zone: str | None) -> str:
    """A fact as copy says it: a moment with its date, time and time zone, as far as they are known.

    Names of zones have several meanings, so that but GMT a zone is said by its distance to UTC.
    Empty for what is no text, number, date or moment.
    """
    if isinstance(value, datetime):
        where = value.tzinfo or read_zone(zone)
        moment = value.replace(tzinfo=where)
        return f"{_said_day(value)}, {value:%H:%M}{_said_zone(moment)}"
    if isinstance(value, date):
        return _said_day(value)
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, bool):
        return ""
    return " ".join(str(value).split()) if isinstance(value, str | int) else ""


def _said_day(day: date) -> str:
    months = "January February March April May June July August September October November December"
    return f"{day.day} {months.split()[day.month - 1]} {day.year}"


def _said_zone(moment: datetime) -> str:
    offset = moment.utcoffset()
    if offset is None:
        return ""
    if not offset:
        return " GMT" if moment.tzname() == "GMT" else " UTC"
    sign = "-" if offset < timedelta() else "+"
    minutes = abs(offset) // timedelta(minutes=1)
    return f" UTC{sign}{minutes // 60}" + (f":{minutes % 60:02}" if minutes % 60 else "")


# ---------------------------------------------------------------- fewer words

_GAP = (" ", "\t")
_AFTER = frozenset(["", *" \t\r\n.,;:!?)"])


def _without(source: str, start: int, end: int) -> SourceEdit:
    """The edit that takes ``source[start:end]`` out, with a space that would be one too many."""
    before = start
    while before > 0 and source[before - 1] in _GAP:
        before -= 1
    begins_line = before == 0 or source[before - 1] in "\r\n"
    if not begins_line and source[end : end + 1] in _AFTER:
        return SourceEdit(before, end, "")
    if begins_line or before < start:
        while source[end : end + 1] in _GAP:
            end += 1
    return SourceEdit(start, end, "")


def _removal(match: Match) -> tuple[SourceEdit, ...]:
    """The edit that takes the marked words out; none where a link would be left without its own."""
    source = match.passage.part.source.text
    start, end = match.source_span()
    is_link = source[start - 1 : start] == "[" and source[end : end + 2] == "]("
    if is_link or match.passage.part_name == LINKS:
        return ()
    return (_without(source, start, end),)


def _cut(recipe: Recipe, match: Match) -> tuple[SourceEdit, ...]:
    """What the recipe's expressions find in the marked words, taken out."""
    view = match.passage.view
    edits: list[SourceEdit] = []
    for phrase in recipe.cut:
        for found in compile_regex(phrase.text).finditer(match.text, timeout=TIME_LIMIT):
            span = match.start + found.start(), match.start + found.end()
            if found.start() < found.end() and not _has_markup(match.passage, *span):
                if span == (match.start, match.end):
                    return _removal(match)
                edits.append(SourceEdit(*view.source_span(*span), ""))
        if edits:
            break  # another expression would be about another form of the same
    return tuple(edits)


# ---------------------------------------------------------------- plain letters

_NO_GLYPH = late_pattern(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+")


def _in_plain_letters(match: Match) -> Iterator[SourceEdit]:
    """The disguised letters of the marked words written plainly; the others stay."""
    passage = match.passage
    source, view = passage.part.source.text, passage.view
    reached = None
    written: dict[tuple[int, int], str] = {}
    for index in range(match.start, match.end):
        span = view.source_span(index, index + 1)
        if reached is not None and _NO_GLYPH.fullmatch(source[reached : span[0]]):
            yield SourceEdit(reached, span[0], "")
        reached = span[1]
        if view.kinds(index, index + 1) & DISGUISES:
            written[span] = written.get(span, "") + view.text[index]
    for (start, end), text in written.items():
        if source[start:end] != text:
            yield SourceEdit(start, end, text)


# ---------------------------------------------------------------- the front


def _front(passage: Passage, reading: Reading) -> int | None:
    """Where the first words of the part begin: of its running text, if it has some."""
    part = passage.part
    beginnings = [
        (block.role == "heading", other.view.source_span(0, 0)[0])
        for other, block in _with_blocks(part, reading)
        if other.text.strip()
    ]
    if passage.part_name == LINKS and not beginnings:
        return None
    return min(beginnings, default=(True, None))[1]


def _with_blocks(part: Any, reading: Reading) -> Iterator[tuple[Passage, Any]]:
    mine = [passage for passage in reading.passages if passage.part is part]
    return zip(mine, part.blocks, strict=True)
