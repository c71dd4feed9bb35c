"""YAML with positions, read without surprises.

Rule authors write copy into YAML, and YAML's guesses spoil copy: ``no`` becomes false,
``12:30`` becomes 750, ``- #ad`` becomes nothing.  So scalars stay the text that was written,
every node knows where it stands, and whoever wants a number or a flag asks for one.

Only data is read: no tags are resolved, aliases are refused, and depth and size are limited.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

__all__ = ["Mark", "Node", "YamlError", "parse_yaml", "plain_value"]

_LOADER: Any = getattr(yaml, "CLoader", yaml.Loader)  # events only: nothing is constructed

MAX_DEPTH = 40
MAX_CHARACTERS = 2_000_000


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in a file: 1-based line and column, and the 0-based offset, in code points."""

    line: int
    column: int
    offset: int


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
        """Whether nothing was written: ``key:`` or ``- # comment``."""
        return self.style == "plain" and self.value in ("", "~", "null")

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


def _mark(mark: Any) -> Mark:
    return Mark(mark.line + 1, mark.column + 1, mark.index)


def _scanner_hint(text: str, index: int) -> str:
    """What went wrong at ``index``, in words for someone who writes copy."""
    char = text[index : index + 1]
    if char in {"@", "%", "`"}:
        return f"a text that begins with {char} must stand in quotes"
    line = text[text.rfind("\n", 0, index) + 1 : index]
    if char in {"*", "&", "!"} or re.search(r"[-:] +[*&!]\S*$", line):
        return "a text that begins with *, & or ! must stand in quotes"
    if char == "\t" or "\t" in line:
        return "indent with spaces, not with tabs"
    if re.search(r": .*: |^\s*- [^'\"]*:", line + text[index : index + 2]):
        return "a text with a colon and a space in it must stand in quotes"
    return ""


def parse_yaml(text: str) -> Node | None:
    """The one document in ``text``, or None where it is empty.

    Raises YamlError for anything that is not plain data: bad syntax, tags, aliases, doubled
    keys, several documents, more than 40 levels.
    """
    if len(text) > MAX_CHARACTERS:
        raise YamlError(
            f"the file has more than {MAX_CHARACTERS:,} characters", Mark(1, 1, 0), "split it"
        )
    loader = None
    try:
        loader = _LOADER(text)
        return _Reader(text, loader).read()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = _mark(mark) if mark else Mark(1, 1, 0)
        problem = error.problem or str(error)
        if "found character that cannot start any token" in problem:
            problem = "this character cannot begin a text"
        raise YamlError(
            f"not valid YAML: {problem}", where, _scanner_hint(text, where.offset)
        ) from None
    except (yaml.YAMLError, UnicodeError) as error:
        position = getattr(error, "position", 0)
        before = text[:position]
        mark_ = Mark(before.count("\n") + 1, position - (before.rfind("\n") + 1) + 1, position)
        raise YamlError("not valid YAML: it holds a character that may not stand there", mark_) from None
    finally:
        if loader is not None:
            loader.dispose()


class _Reader:
    """Builds nodes from the parser's events without recursion."""

    def __init__(self, text: str, loader: Any) -> None:
        self.text = text
        self.loader = loader

    def _events(self) -> Iterator[Any]:
        while self.loader.check_event():
            yield self.loader.get_event()

    def read(self) -> Node | None:
        root: Node | None = None
        # Each open collection: its start mark, whether it is a mapping, and its children.
        stack: list[tuple[Mark, bool, list[Node]]] = []
        documents = 0
        for event in self._events():
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise YamlError(
                        "a second document begins here",
                        _mark(event.start_mark),
                        "keep one document a file: remove the line '---'",
                    )
                continue
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                raise YamlError(
                    "anchors and aliases are not read",
                    _mark(event.start_mark),
                    "a text that begins with * or & must stand in quotes",
                )
            if isinstance(event, yaml.ScalarEvent):
                node = self._scalar(event)
            elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
                self._refuse_tag(event)
                if len(stack) >= MAX_DEPTH:
                    raise YamlError(
                        f"more than {MAX_DEPTH} levels of nesting", _mark(event.start_mark)
                    )
                stack.append(
                    (_mark(event.start_mark), isinstance(event, yaml.MappingStartEvent), [])
                )
                continue
            elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
                start, is_mapping, children = stack.pop()
                node = self._collection(start, _mark(event.end_mark), is_mapping, children)
            else:
                continue
            if stack:
                stack[-1][2].append(node)
            else:
                root = node
        return None if root is not None and root.is_empty else root

    def _refuse_tag(self, event: Any) -> None:
        if event.tag is not None:
            raise YamlError(
                f"the tag '{event.tag}' is not read",
                _mark(event.start_mark),
                "a text that begins with ! must stand in quotes",
            )

    def _scalar(self, event: Any) -> Node:
        if event.tag is not None and event.tag != "!":
            self._refuse_tag(event)
        style = {None: "plain", "": "plain", "'": "quoted", '"': "quoted"}.get(event.style, "block")
        return Node(event.value, style, _mark(event.start_mark), _mark(event.end_mark))

    def _collection(
        self, start: Mark, end: Mark, is_mapping: bool, children: list[Node]
    ) -> Node:
        if not is_mapping:
            return Node(children, "", start, end)
        pairs = list(zip(children[::2], children[1::2], strict=True))
        seen: set[str] = set()
        for key, _ in pairs:
            if key.kind != "text":
                raise YamlError("a key must be a word", key.start)
            if key.text in seen:
                raise YamlError(f"the key '{key.text}' stands here twice", key.start, "keep one")
            seen.add(key.text)
        return Node(pairs, "mapping", start, end)


_NUMBER = re.compile(r"[-+]?\d+")
_DECIMAL = re.compile(r"[-+]?\d+\.\d+")


def plain_value(node: Node) -> Any:
    """The node as plain Python data: texts, whole and decimal numbers, booleans, None.

    Only ``true`` and ``false`` are booleans, and a date stays the text that was written.
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
    if _NUMBER.fullmatch(text) and len(text) < 19 and not text.lstrip("+-").startswith("00"):
        return int(text)
    if _DECIMAL.fullmatch(text):
        return float(text)
    return text


def read_text(path: Path) -> str:
    """The text of a file of ours (UTF-8, with or without a BOM).

    Raises OSError, or UnicodeDecodeError where it is not UTF-8.
    """
    return path.read_text(encoding="utf-8-sig")
