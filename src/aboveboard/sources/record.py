"""From named cells to a document: what readers of sheets and of posts as data share."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from sys import intern

from aboveboard.document import Block, Comment, Document, Link, Part, Problem, Source
from aboveboard.facts import Facts, read_facts
from aboveboard.sources.blocks import cut, has_copy
from aboveboard.sources.cells import MOMENTS, Cell, Draft, order_of, short
from aboveboard.sources.factnames import read_known
from aboveboard.sources.htmltokens import tokens
from aboveboard.sources.links import find_links
from aboveboard.sources.markup import Markup
from aboveboard.sources.moments import TwoWaysError, read_moment
from aboveboard.sources.options import ReadOptions
from aboveboard.sources.plain import part_from_view
from aboveboard.sources.publishing import settle_dates, take_when
from aboveboard.sources.roles import Role, Roles, languages, quoted
from aboveboard.text import View

__all__ = ["Cell", "no_copy", "record_document", "settle_dates"]


def record_document(
    cells: Iterable[Cell],
    *,
    path: str,
    row: int | None,
    source: Source,
    roles: Roles,
    span: tuple[int, int] | None = None,
) -> tuple[Document | None, list[Problem]]:
    """The document of one row or one post, and what could not be read of it.

    None where there is no copy in it.  ``row`` is the 1-based data row, and ``span`` where in
    the source the record stands, if it is not the only one there.
    """
    draft = Draft(path, row, source, roles)
    for cell in cells:
        if not cell.is_empty:
            _take(draft, cell)
    take_when(draft)
    if not any(part.blocks for part in draft.parts.values()):
        return None, draft.problems
    _add_links(draft)
    loose = {**roles.facts}
    for _, said in sorted(draft.known, key=lambda item: item[0], reverse=True):
        loose.update(said)
    facts = Facts({**loose, **draft.loose, **draft.strict})
    parts: dict[str, str | Part] = dict(draft.parts)
    lines = None if span is None else source.line_range(*span)
    return Document(path, parts, facts, row, tuple(draft.ignores), lines), draft.problems


def _take(draft: Draft, cell: Cell) -> None:
    role = draft.roles.of(cell.name, cell.position)
    match role.kind if role else "":
        case "part" if role is not None:
            _take_copy(draft, cell, role)
        case "link":
            draft.links += [(cell.source or draft.source, link) for link in _links(cell.view)]
        case "when" if role is not None:
            draft.when.append((role, cell))
        case "fact" if role is not None:
            _take_fact(draft, cell, role)
        case "ignore":
            _take_ignores(draft, cell)
        case _:
            _take_known(draft, cell)


# --- copy ---------------------------------------------------------------------------------

_ENUM = re.compile(r"[A-Z]+(?:_[A-Z]+)*")


def _take_copy(draft: Draft, cell: Cell, role: Role) -> None:
    if cell.value is not None and not isinstance(cell.value, str):
        return  # a flag, a number, a list: no copy
    # SHOP_NOW is one of a list, not what a reader sees.
    if role.name == "call-to-action" and _ENUM.fullmatch(cell.view.text.strip()):
        return
    number = role.number
    for view in _several(cell.view, role.split):
        if not has_copy(view.text):
            continue
        name = _free_name(draft, role.name, number)
        number = None
        source = cell.source or draft.source
        part = (_html_part if role.html else part_from_view)(name, source, view)
        draft.parts[name] = replace(
            part,
            label=intern(" ".join(cell.name.split())),
            start=cell.view.source_span(0, 0)[0],
        )


def _several(view: View, separator: str) -> Iterator[View]:
    """The texts in one cell."""
    if not separator:
        yield view
        return
    start = 0
    while (end := view.text.find(separator, start)) >= 0:
        yield cut(view, start, end)
        start = end + len(separator)
    yield cut(view, start, len(view.text))


def _free_name(draft: Draft, name: str, number: int | None) -> str:
    """The part's name: ``headline-3`` for its number, else the first that is free."""
    taken = draft.parts
    if number is not None and not (name == "body" and number == 1):
        numbered = f"{name}-{number}"
        if numbered not in taken:
            return numbered
    if name not in taken:
        return name
    number = draft.numbers.get(name, 2)  # those before it are taken
    while f"{name}-{number}" in taken:
        number += 1
    draft.numbers[name] = number
    return f"{name}-{number}"


def _html_part(name: str, source: Source, view: View) -> Part:
    """A part whose text is HTML, as the HTML reader reads it."""
    flow = Markup(view.text, bare_links=True)
    flow.read(tokens(view.text, 0))
    flow.finish()
    return Part(
        name,
        source,
        tuple(Block(_upon(block.view, view), block.role) for block in flow.parts["body"]),
        tuple(Link(_upon(link.view, view), link.rel) for link in flow.links),
        tuple(
            replace(one, start=begin, end=end)
            for one in flow.components
            for begin, end in [view.source_span(one.start, one.end)]
        ),
        tuple(
            replace(one, start=begin, end=end)
            for one in flow.comments
            for begin, end in [view.source_span(one.start, one.end)]
        ),
    )


def _upon(inner: View, base: View) -> View:
    """``inner``, which was read from the text of ``base``, with its way to the source."""
    if inner.base is not None:
        return replace(inner, base=_upon(inner.base, base))
    return replace(inner, base=base)


def _links(view: View) -> Iterator[Link]:
    found = list(find_links(view))
    if not found and "." in view.text and not re.search(r"\s", view.text.strip()):
        yield Link(view)
    yield from found


def _add_links(draft: Draft) -> None:
    """Give the links to the body, or to parts of their own where it stands elsewhere."""
    by_source: dict[int, tuple[Source, list[Link]]] = {}
    for source, link in draft.links:
        by_source.setdefault(id(source), (source, []))[1].append(link)
    for source, links in by_source.values():
        body = draft.parts.get("body")
        if body is not None and body.source is source:
            draft.parts["body"] = replace(body, links=(*body.links, *links))
        else:
            name = _free_name(draft, "link", None)
            draft.parts[name] = Part(name, source, links=tuple(links))


# --- facts --------------------------------------------------------------------------------


def _take_fact(draft: Draft, cell: Cell, role: Role) -> None:
    value = cell.plain
    name = role.name
    if name == "language" and isinstance(value, str):
        value = languages().get(value.lower(), value)
    if name == "platform":
        _take_known(draft, cell)
        return
    if name == "published":
        draft.when.append((replace(role, kind="when"), cell))
        return
    if name in MOMENTS:
        try:
            value = read_moment(value, order_of(draft, cell))
        except TwoWaysError:
            said = f"'{cell.name}' can be read two ways: '{short(value)}'"
            draft.tell(cell, f"{said}; write it as 2026-11-30, or say --date-order dmy or mdy")
            return
        except ValueError:
            pass  # the facts' own reader says it
    facts, errors = read_facts({name: value})
    for error in errors:
        if role.strict:
            draft.tell(cell, error.message)
    (draft.strict if role.strict else draft.loose).update(facts)


def _take_known(draft: Draft, cell: Cell) -> None:
    """A fact under a name of another tool's; what does not fit is told once a column."""
    value = cell.plain
    name = cell.name.rpartition(".")[2]
    if isinstance(value, str) and name.lower().startswith("platform"):
        several = [item.strip() for item in re.split(r"[,;|]", value) if item.strip()]
        value = several if len(several) != 1 else several[0]
    try:
        said = read_known(name, value)
    except ValueError as error:
        shown = f", not '{short(value)}'"
        message = f"'{cell.name}' is not read where it is not {error}{shown}"
        draft.tell(cell, message, "notice", once=f"known {cell.name}")
        return
    if said is not None:
        draft.known.append((said.rank, dict(said.facts)))


_NEXT_IGNORE = re.compile(r"[ \t]*(?:;|\r\n|\r|\n)\s*(?=[\w-]+/[\w-]+)")


def _take_ignores(draft: Draft, cell: Cell) -> None:
    """Suppressions of the row, as the comment that says the same."""
    text = cell.view.text
    start = 0
    for gap in [*_NEXT_IGNORE.finditer(text), None]:
        end = gap.start() if gap else len(text)
        said = " ".join(text[start:end].split())
        if said:
            span = cell.view.source_span(start, end)
            draft.ignores.append(Comment(f"aboveboard: ignore-file {said}", *span))
        start = gap.end() if gap else end


def no_copy(
    names: Sequence[str], *, path: str, options: ReadOptions, line: int | None = None
) -> Problem:
    """What to say about a file in which no column or key is known to hold copy."""
    found = quoted(names)
    said = f"no column is known to hold copy; there are {found}" if found else "there is no column"
    example = next((name for name in names if name.strip()), "Text")
    message = f'{said}; say which one does: --column body="{" ".join(example.split())[:40]}"'
    level = "error" if options.named else "notice"
    return Problem(path, line, message, level, None if line is None else 1)
