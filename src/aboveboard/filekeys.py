"""What a configuration or the command line says of files to read, checked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from aboveboard.sources.options import DATE_ORDERS, ReadOptions

__all__ = ["encoding", "preset", "refuse_unreadable", "wrong_role"]


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


def wrong_role(role: str) -> list[str]:
    """What is wrong with a role for a column."""
    from aboveboard.sources.roles import Roles

    return Roles(ReadOptions(columns={role: "#1"})).errors


def refuse_unreadable(said: Mapping[str, Any]) -> None:
    """Raise ValueError for what is said of files to read and cannot be."""
    if "preset" in said:
        preset(said["preset"])
    for role in said.get("columns", {}):
        for error in wrong_role(role):
            raise ValueError(error)
    if said.get("date_order", "dmy") not in DATE_ORDERS:
        known = ", ".join(DATE_ORDERS)
        raise ValueError(f"date_order must be one of {known}, not '{said['date_order']}'")
    if "encoding" in said:
        encoding(said["encoding"])
