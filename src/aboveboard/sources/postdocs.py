"""From data, whose nodes know their places, to documents: what JSON and YAML share."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from aboveboard.document import Comment, Document, Problem, Source
from aboveboard.facts import Facts
from aboveboard.rulebook.mark import Mark
from aboveboard.rulebook.yamlfile import Node
from aboveboard.sources.frontfacts import Found as Ours
from aboveboard.sources.frontfacts import read_facts_of
from aboveboard.sources.options import ReadOptions
from aboveboard.sources.postfields import OURS, Data, cells_of, fields, joined
from aboveboard.sources.postshapes import Found, Shape, find_posts, shapes
from aboveboard.sources.record import Cell, record_document, settle_dates
from aboveboard.sources.roles import Roles, squeezed
from aboveboard.text import View

__all__ = ["PostReader", "nothing_found"]

# Three numbers that may be a date without one meaning; only then all dates are looked at first.
_NUMBERS = re.compile(r"(?<!\d)\d{1,2}([-/.])\d{1,2}\1(?:\d{4}|\d{2})(?!\d)")


def nothing_found(name: str, options: ReadOptions) -> Problem:
    """What to say of a file in which no post was found: many such files hold none."""
    hint = "; say where its texts are: --column body=PATH" if options.named else ""
    return Problem(name, None, f"no posts found in it: nothing was checked{hint}", level="notice")


@dataclass
class PostReader:
    """Reads the posts of one file, tree by tree; ``row`` counts them over all trees.

    A post that is a whole tree has no row, unless there may be ``several`` trees.
    """

    data: Data
    name: str
    source: Source
    options: ReadOptions
    several: bool = False
    row: int = 0
    found_any: bool = False
    _roles: dict[str, Roles] = field(default_factory=dict)
    # What the objects around the posts of one tree say, by their id.
    _facts_around: dict[int, Facts] = field(default_factory=dict)
    _cells_around: dict[int, list[Cell]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._given = {squeezed(path) for path in self.options.columns.values()}

    def mistakes(self) -> Iterator[Problem]:
        """What is wrong in the options."""
        for message in self._roles_of(None).errors:
            yield Problem(self.name, None, message)

    def settle(self, roots: Iterable[Node]) -> list[Problem]:
        """Find out in which order the dates of the file are written, from all its trees.

        The trees are only asked for where the file has dates that can be read in two ways.
        """
        if _NUMBERS.search(self.data.text) is None:
            return []
        records = (
            self._cells(post, shape, self._roles_of(shape))
            for root in roots
            for shape, posts in [self._find(root)]
            for post in posts
        )
        roles = self._roles_of(None)
        return settle_dates(records, path=self.name, source=self.source, roles=roles)

    def read(self, root: Node) -> Iterator[Document | Problem]:
        """The documents of one tree."""
        shape, posts = self._find(root)
        for post in posts:
            yield from self._document(post, shape, self._roles_of(shape))

    # --- one post -------------------------------------------------------------------------

    def _find(self, root: Node) -> tuple[Shape | None, list[Found]]:
        self._facts_around.clear()
        self._cells_around.clear()
        return find_posts(root, self.options, self._roles_of(None), self.data.plain)

    def _roles_of(self, shape: Shape | None) -> Roles:
        """What keys mean in a form of data; what was said of the file is common to all."""
        key = shape.name if shape else ""
        if key not in self._roles:
            known = self.options.preset in shapes()
            roles = Roles(replace(self.options, preset=None) if known else self.options)
            if shape is not None:
                common = self._roles_of(None)
                roles.preset, roles.facts = shape.preset, shape.preset.facts
                roles.told, roles.column_orders = common.told, common.column_orders
            self._roles[key] = roles
        return self._roles[key]

    def _document(
        self, post: Found, shape: Shape | None, roles: Roles
    ) -> Iterator[Document | Problem]:
        if post.node.kind == "list":
            return
        counted = self.several or not post.alone
        self.row += counted
        row = self.row if counted else None
        facts = Facts()
        for _, node in post.around:
            if id(node) not in self._facts_around:
                ours, problems = self._read_ours(node)
                yield from problems
                for ignore in ours.ignores:
                    yield self._problem(ignore.start, "an 'ignore' stands in the post it is about")
                self._facts_around[id(node)] = ours.facts
            facts = self._facts_around[id(node)].over(facts)
        ours, problems = self._read_ours(post.node)
        yield from problems
        cells = self._cells(post, shape, roles)
        document, problems = record_document(
            cells,
            path=self.name,
            row=row,
            source=self.source,
            roles=roles,
            span=_span(post.node, self.data.text) if counted else None,
        )
        yield from problems
        if document is not None:
            self.found_any = True
            own = document.facts
            assert isinstance(own, Facts)
            ignores: tuple[Comment, ...] = (*document.ignores, *ours.ignores)
            yield replace(document, facts=ours.facts.over(own).over(facts), ignores=ignores)

    def _problem(self, offset: int, message: str, level: str = "error") -> Problem:
        line, column = self.source.position(offset)
        return Problem(self.name, line, message, level, column)

    def _cells(self, post: Found, shape: Shape | None, roles: Roles) -> list[Cell]:
        cells: list[Cell] = []
        for path, node in post.around:
            if id(node) not in self._cells_around:
                said = self._said_around(path, node, shape, roles)
                self._cells_around[id(node)] = list(said)
            cells += self._cells_around[id(node)]
        # A fact that is a list of objects, evidence, is one value.
        whole = [
            (key, value)
            for key, value in post.node.pairs()
            if value.kind == "list" and (role := roles.of(key.text)) and role.kind == "fact"
        ]
        for key, value in whole:
            place = View("", value.start.offset)
            cells.append(Cell(key.text, place, self.data.plain(value)))
        skip = (*post.without, *(key.text for key, _ in whole))
        for name, node in fields(post.node, skip):
            cells += cells_of(self._named(post.path, name, post.node), node, self.data, roles)
        return cells

    def _named(self, path: str, name: str, post: Node) -> str:
        """The name of a value: the whole path where the user gave it, else that in the post."""
        whole = path if post.kind == "text" else joined(path, name)
        if squeezed(name) not in self._given and squeezed(whole) in self._given:
            return whole
        return name

    def _said_around(
        self, path: str, node: Node, shape: Shape | None, roles: Roles
    ) -> Iterator[Cell]:
        """What an object around posts says about each of them: facts, never copy."""
        for key, value in node.pairs():
            if value.kind == "mapping" or key.text in OURS:
                continue
            name = key.text
            if value.kind == "text" and squeezed(joined(path, name)) in self._given:
                name = joined(path, name)
            elif shape is not None and squeezed(name) in shape.around:
                pass
            else:
                role = roles.of(name)
                if role is None or role.kind != "fact":
                    continue
            yield from cells_of(name, value, self.data, roles)

    def _read_ours(self, node: Node) -> tuple[Ours, list[Problem]]:
        """Facts and suppressions of ours in an object."""
        problems: list[Problem] = []

        def report(mark: Mark, message: str, level: str) -> None:
            problems.append(self._problem(mark.offset, message, level))

        found = Ours()
        pairs: list[tuple[Node, Node]] = []
        for key, value in node.pairs():
            if key.text == "aboveboard":
                pairs.append((key, value))
            elif key.text == "facts" and value.kind == "mapping":
                inside = Node([(key, value)], "mapping", key.start, value.end)
                ours = Node("aboveboard", "plain", key.start, key.end)
                pairs.append((ours, inside))
        for pair in pairs:
            one = read_facts_of(Node([pair], "mapping", node.start, node.end), report)
            found.facts = one.facts.over(found.facts)
            found.ignores += one.ignores
        return found, problems


def _span(node: Node, text: str) -> tuple[int, int]:
    """Where a value begins and ends, without the white space and comments after it.

    A block of YAML is said to end where the next one begins, so what ends it is the last value
    in it.  In brackets the end is exact, as it is in JSON.
    """
    last = node
    while last.kind != "text" and not text.startswith(("[", "{"), last.start.offset):
        inner = [value for _, value in last.pairs()] or last.items()
        if not inner:
            break
        last = inner[-1]
    start, end = node.start.offset, last.end.offset
    while end > start and text[end - 1].isspace():  # a block text goes on to the next value
        end -= 1
    return start, end
