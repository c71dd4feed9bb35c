"""YAML with positions, read without surprises.

Rule authors write copy into YAML, and YAML's guesses spoil copy: ``no`` becomes false,
``12:30`` becomes 750, ``- #ad`` becomes nothing.  So scalars stay the text that was written,
every node knows where it stands, and whoever wants a number or a flag asks for one.

Only data is read: no tags are resolved, aliases are refused, and depth and size are limited.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aboveboard.document import Source
from aboveboard.rulebook.mark import Mark
from aboveboard.rulebook.yamlhints import explain, must_be_quoted

__all__ = [
    "MAX_CHARACTERS",
    "MAX_DEPTH",
    "Node",
    "YamlError",
    "parse_yaml",
    "plain_value",
    "read_data",
    "read_text",
]

MAX_DEPTH = 40
"""How many lists and mappings may stand inside each other."""

MAX_CHARACTERS = 2_000_000
"""How long a text may be, in code points."""


@dataclass(frozen=True, slots=True)
class Node:
    """A YAML value where it stands.

    ``value`` is a text, a list of nodes, or a list of pairs of nodes for a mapping; ``style``
    is ``plain``, ``quoted`` or ``block`` for a text and empty otherwise.  ``end`` is exclusive.
    """

    value: str | list[Node] | list[tuple[Node, Node]]
    style: str
    start: Mark
    end: Mark

    @property
    def kind(self) -> str:
        """``text``, ``list`` or ``mapping``."""
        if isinstance(self.value, str):
            return "text"
        return "mapping" if self.style == "mapping" else "list"

    @property
    def text(self) -> str:
        """The text of a scalar."""
        assert isinstance(self.value, str)
        return self.value

    @property
    def is_empty(self) -> bool:
        """Whether nothing was written: ``key:``, ``- # comment``, or a word for nothing."""
        return self.style == "plain" and self.value in ("", "~", "null", "Null", "NULL")

    def items(self) -> list[Node]:
        """The items of a list."""
        return self.value if self.kind == "list" else []  # type: ignore[return-value]

    def pairs(self) -> list[tuple[Node, Node]]:
        """Keys and values of a mapping, in order."""
        return self.value if self.kind == "mapping" else []  # type: ignore[return-value]

    def get(self, *path: str | int) -> Node | None:
        """The node at ``path`` below this one, or None."""
        node: Node | None = self
        for step in path:
            if node is None:
                return None
            if isinstance(step, int):
                items = node.items()
                node = items[step] if step < len(items) else None
            else:
                node = next((value for key, value in node.pairs() if key.value == step), None)
        return node


class YamlError(ValueError):
    """A file that is not YAML as we read it; ``mark`` says where, ``hint`` what to do."""

    def __init__(self, message: str, mark: Mark, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.mark = mark
        self.hint = hint


def parse_yaml(text: str) -> Node | None:
    """The one document in ``text``, or None where it is empty.

    Raises YamlError, and nothing else, for anything that is not plain data: bad syntax, tags,
    aliases, doubled keys, several documents, too many levels or characters.
    """
    if len(text) > MAX_CHARACTERS:
        raise YamlError(
            f"the file has more than {MAX_CHARACTERS:,} characters", Mark(1, 1, 0), "split it"
        )
    places = _Places(text)
    bad = _NOT_ALLOWED.search(text)
    if bad is not None:
        raise YamlError(
            f"the character U+{ord(bad[0]):04X} cannot stand in a YAML file",
            places.at(bad.start()),
            "it is invisible; delete it, or write it as an escape in double quotes",
        )
    import yaml  # most drafts have no front matter, and most runs read rules that are prepared

    make: Any = getattr(yaml, "CLoader", yaml.Loader)  # events only: nothing is constructed
    loader = make(text[places.shift :])
    try:
        return _Reader(text, loader, places).read()
    except yaml.MarkedYAMLError as error:
        problem = f"{error.context or ''}: {error.problem or ''}"
        index = places.index(error.problem_mark or error.context_mark)
        begin = places.index(error.context_mark) if error.context_mark else index
        said = explain(text, problem, index, begin)
        raise YamlError(said.message, places.at(said.offset), said.hint) from None
    finally:
        loader.dispose()


# What YAML calls printable, and nothing else.
_NOT_ALLOWED = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# YAML ends lines where editors do not, and a mark of its own would be off from there on.
_ODD_LINE_ENDS = re.compile("\r(?!\n)|[\x85\u2028\u2029]")


class _Places:
    """Turns the parser's marks into ours: lines as editors count them, the BOM included."""

    def __init__(self, text: str) -> None:
        self.shift = len(text) - len(text.lstrip("\ufeff"))
        self._source = Source(text)
        self._length = len(text)
        plain = not self.shift and _ODD_LINE_ENDS.search(text) is None
        self.mark: Callable[[Any], Mark] = self._same if plain else self._counted

    def at(self, index: int) -> Mark:
        """The mark of an offset."""
        offset = min(index, self._length)
        return Mark(*self._source.position(offset), offset)

    def index(self, mark: Any) -> int:
        """The offset of a mark of the parser."""
        return min(mark.index + self.shift, self._length) if mark is not None else 0

    def _same(self, mark: Any) -> Mark:
        if mark.index >= self._length:  # the parser sees a line more there
            return self.at(self._length)
        return Mark(mark.line + 1, mark.column + 1, mark.index)

    def _counted(self, mark: Any) -> Mark:
        return self.at(self.index(mark))


_STYLES = {None: "plain", "": "plain", "'": "quoted", '"': "quoted"}


class _Reader:
    """Builds nodes from the parser's events without recursion."""

    def __init__(self, text: str, loader: Any, places: _Places) -> None:
        self.text = text
        self.loader = loader
        self.mark = places.mark

    def read(self) -> Node | None:
        from yaml import events

        root: Node | None = None
        # Each open collection: its start mark, whether it is a mapping, and its children.
        stack: list[tuple[Mark, bool, list[Node]]] = []
        documents = 0
        while self.loader.check_event():
            event = self.loader.get_event()
            if isinstance(event, events.ScalarEvent):
                self._refuse_references(event)
                style = _STYLES.get(event.style, "block")
                node = Node(
                    event.value, style, self.mark(event.start_mark), self.mark(event.end_mark)
                )
            elif isinstance(event, events.MappingStartEvent | events.SequenceStartEvent):
                self._refuse_references(event)
                start = self.mark(event.start_mark)
                if len(stack) >= MAX_DEPTH:
                    raise YamlError(f"more than {MAX_DEPTH} levels stand inside each other", start)
                stack.append((start, isinstance(event, events.MappingStartEvent), []))
                continue
            elif isinstance(event, events.MappingEndEvent | events.SequenceEndEvent):
                start, is_mapping, children = stack.pop()
                node = _collection(start, self.mark(event.end_mark), is_mapping, children)
            else:
                self._refuse_references(event)
                documents += isinstance(event, events.DocumentStartEvent)
                if documents > 1:
                    raise YamlError(
                        "a second document begins here",
                        self.mark(event.start_mark),
                        "keep one document a file: remove the line '---'",
                    )
                continue
            if stack:
                stack[-1][2].append(node)
            else:
                root = node
        return None if root is not None and root.is_empty else root

    def _refuse_references(self, event: Any) -> None:
        """Refuse anchors, aliases and tags: copy that begins with &, * or !, mostly."""
        named = getattr(event, "anchor", None) or getattr(event, "tag", None)
        if named is not None:
            start = self.mark(event.start_mark)
            said = must_be_quoted(self.text, start.offset)
            raise YamlError(said.message, start, said.hint)


def _collection(start: Mark, end: Mark, is_mapping: bool, children: list[Node]) -> Node:
    if not is_mapping:
        return Node(children, "", start, end)
    pairs = list(zip(children[::2], children[1::2], strict=True))
    seen: dict[str, Mark] = {}
    for key, _ in pairs:
        if key.kind != "text":
            raise YamlError(
                "a key must be a word", key.start, "a text that begins with [ or { must be quoted"
            )
        if key.text in seen:
            raise YamlError(
                f"the key '{key.text}' stands here twice",
                key.start,
                f"keep one; the first is in line {seen[key.text].line}",
            )
        seen[key.text] = key.start
    return Node(pairs, "mapping", start, end)


# The numbers of JSON, so that "007", "+44" and "10E5" stay the texts they are; an exponent
# needs its sign, as every program writes it and no promo code does.
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,999})")
_DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+(?:[eE][-+][0-9]+)?|[eE][-+][0-9]+)")


def plain_value(node: Node) -> Any:
    """The node as plain Python data: texts, whole and decimal numbers, booleans, None.

    Numbers are those of JSON, only ``true`` and ``false`` are booleans, and a date stays the
    text that was written.
    """
    if node.kind == "list":
        return [plain_value(item) for item in node.items()]
    if node.kind == "mapping":
        return {key.text: plain_value(value) for key, value in node.pairs()}
    text = node.text
    if node.style != "plain":
        return text
    if node.is_empty:
        return None
    if text in {"true", "True", "false", "False"}:
        return text in {"true", "True"}
    if _NUMBER.fullmatch(text):
        return int(text)
    if _DECIMAL.fullmatch(text):
        return float(text)
    return text


def read_data(name: str) -> Any:
    """The plain value of a file of ours in the folder ``data``."""
    root = parse_yaml(read_text(Path(__file__).parent.parent / "data" / name))
    assert root is not None
    return plain_value(root)


def read_text(path: Path) -> str:
    """The text of a file of ours (UTF-8, with or without a BOM).

    Raises OSError, or UnicodeDecodeError where it is not UTF-8.
    """
    return path.read_text(encoding="utf-8-sig")
