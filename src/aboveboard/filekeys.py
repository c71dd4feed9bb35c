"""What a configuration or the command line says of files to read, checked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from aboveboard.rulebook.faults import Faults
from aboveboard.rulebook.shape import INVALID, MapOf, Text
from aboveboard.rulebook.yamlfile import Node
from aboveboard.sources.options import DATE_ORDERS, ReadOptions

__all__ = ["ColumnsShape", "encoding", "preset", "refuse_unreadable"]


def preset(name: str) -> str:
    """The name of a preset; ValueError, worded, where there is none of this name."""
    from aboveboard.sources.roles import Roles  # reads a data file

    for error in Roles(ReadOptions(preset=name)).errors:
        raise ValueError(error)
    return name


def encoding(name: str) -> str:
    """The name of an encoding; ValueError, worded, where there is none of this name."""
    from aboveboard.sources.encoding import UnreadableError, decode

    try:
        decode(b"", name)
    except UnreadableError as error:
        raise ValueError(error.message) from None
    return name


class ColumnsShape:
    """Columns by role: ``body: Post Content``."""

    def read(self, node: Node, faults: Faults) -> Any:
        """The columns by role."""
        values = MapOf(Text('a header, or a position such as "#2"')).read(node, faults)
        if values is INVALID:
            return INVALID
        before = len(faults.found)
        for key, _ in node.pairs():
            for error in _wrong_role(key.text):
                faults.add(key, error)
        return INVALID if len(faults.found) > before else values

    def schema(self) -> dict[str, Any]:
        """An object of texts."""
        return MapOf(Text()).schema()


def _wrong_role(role: str) -> list[str]:
    from aboveboard.sources.roles import Roles

    return Roles(ReadOptions(columns={role: "#1"})).errors


def refuse_unreadable(said: Mapping[str, Any]) -> None:
    """Raise ValueError for what is said of files to read and cannot be."""
    if "preset" in said:
        preset(said["preset"])
    for role in said.get("columns", {}):
        for error in _wrong_role(role):
            raise ValueError(error)
    if said.get("date_order", "dmy") not in DATE_ORDERS:
        known = ", ".join(DATE_ORDERS)
        raise ValueError(f"date_order must be one of {known}, not '{said['date_order']}'")
    if "encoding" in said:
        encoding(said["encoding"])
