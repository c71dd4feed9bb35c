"""The values in a post that is data: their names, and the cells they make.

A value's name is the way of keys to it, ``settings.made_with_ai``; the items of a list have
their list's name with ``[]``: ``media[].alt``.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from functools import cache
from typing import Any, NamedTuple

from aboveboard.rulebook.yamlfile import Node
from aboveboard.sources.options import ReadOptions
from aboveboard.sources.record import Cell
from aboveboard.sources.roles import Roles
from aboveboard.sources.scalars import node_view
from aboveboard.text import View

__all__ = ["OURS", "Data", "cells_of", "fields", "joined"]

OURS = frozenset({"aboveboard", "facts"})
"""Keys whose values are facts and suppressions of ours, which are read strictly."""

_LONGEST_NAME = 300  # characters; a way to a value that is longer names nothing


class Data(NamedTuple):
    """The text of a file that holds data, and how its values are read."""

    text: str
    plain: Callable[[Node], Any]


def joined(path: str, key: str) -> str:
    """The name of ``key`` below ``path``."""
    return f"{path}.{key}" if path else key


def fields(node: Node, skip: Collection[str] = ()) -> Iterator[tuple[str, Node]]:
    """Name and node of every text, and of every list without lists and objects in it.

    In the order in which they stand.  What is ours is left out, and what stands below a name
    in ``skip``.
    """
    if node.kind == "text":
        yield "text", node
        return
    pending: list[tuple[str, Node]] = [("", node)]
    while pending:
        name, node = pending.pop()
        if node.kind == "mapping":
            inner = (
                (joined(name, key.text), value)
                for key, value in node.pairs()
                if not (name == "" and _is_ours(key, value))
            )
            pending += [
                pair for pair in inner if pair[0] not in skip and len(pair[0]) <= _LONGEST_NAME
            ][::-1]
        elif node.kind == "list" and any(item.kind != "text" for item in node.items()):
            pending += [(f"{name}[]", item) for item in reversed(node.items())]
        else:
            yield name, node


def _is_ours(key: Node, value: Node) -> bool:
    return key.text == "aboveboard" or (key.text == "facts" and value.kind == "mapping")


@cache
def _speaks_of_posts(path: str) -> bool:
    """Whether keys below ``path`` say something about the post: a text there would be copy."""
    return len(path) <= _LONGEST_NAME and Roles(ReadOptions()).of(f"{path}.text") is not None


def cells_of(name: str, node: Node, data: Data, roles: Roles) -> Iterator[Cell]:
    """The cells of one value; none where nothing can be told from it."""
    role = roles.of(name)
    if role is None and "." in name and not _speaks_of_posts(name.rpartition(".")[0]):
        return
    if node.kind == "list":
        # Several texts of one kind: headlines, links, suppressions.
        if role is not None and role.kind in {"part", "link", "ignore"}:
            for item in node.items():
                yield from cells_of(name, item, data, roles)
        else:
            values = [data.plain(item) for item in node.items()]
            yield Cell(name, View("", node.start.offset), values)
        return
    value = data.plain(node)
    if isinstance(value, str):
        yield Cell(name, node_view(data.text, node))
    elif value is not None:
        if role is not None and role.kind == "when" and isinstance(value, bool):
            return  # "published": false is a state, no date
        written = data.text[node.start.offset : node.end.offset]
        yield Cell(name, View(written, node.start.offset), value)
