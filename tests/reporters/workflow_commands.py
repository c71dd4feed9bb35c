"""Reads workflow commands as the runner of GitHub Actions does.

After ``ActionCommand.TryParseV2`` and ``ValidateLinesAndColumns`` of github.com/actions/runner.
"""

from __future__ import annotations

from typing import NamedTuple

KNOWN = ("error", "warning", "notice", "debug", "set-env", "add-path", "group")


class Command(NamedTuple):
    name: str
    properties: dict[str, str]
    data: str


def parsed(line: str) -> Command | None:
    """The command in a line of a log, if it is one."""
    line = line.lstrip()
    if not line.startswith("::") or (end := line.find("::", 2)) < 0:
        return None
    name, _, said = line[2:end].partition(" ")
    if name not in KNOWN:
        return None
    properties = {}
    for piece in filter(None, said.strip().split(",")):
        key, _, value = piece.partition("=")
        if key and value.lstrip("="):
            properties[key] = _unescaped(value, {"%3A": ":", "%2C": ","})
    return Command(name, properties, _unescaped(line[end + 2 :], {}))


def _unescaped(text: str, also: dict[str, str]) -> str:
    for escape, char in {"%0D": "\r", "%0A": "\n", **also, "%25": "%"}.items():
        text = text.replace(escape, char)
    return text


def complaints(command: Command) -> list[str]:
    """What the runner would drop from a command, or change in it."""
    number = {key: int(value) for key, value in command.properties.items() if value.isdecimal()}
    line, end_line = number.get("line"), number.get("endLine")
    column, end_column = number.get("col"), number.get("endColumn")
    found = {
        "an end without a line": end_line is not None and line is None,
        "an end without a column": end_column is not None and column is None,
        "a column without a line": column is not None and line is None,
        "columns of several lines": None not in (end_line, column) and line != end_line,
        "the end before the line": None not in (line, end_line) and end_line < line,
        "the end before the column": None not in (column, end_column) and end_column < column,
    }
    return [said for said, is_so in found.items() if is_so]
