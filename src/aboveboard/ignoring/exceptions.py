"""Exceptions in a configuration, for findings in files that cannot hold a suppression."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from aboveboard.findings import Finding
from aboveboard.fixes.edits import SourceEdit, applied
from aboveboard.ignoring.comments import newline_of
from aboveboard.rulebook.yamlfile import Node, YamlError, parse_yaml, plain_value
from aboveboard.settings import Excuse
from aboveboard.suppress import BUILT_IN, excuse

__all__ = ["Entry", "added", "as_toml", "as_yaml", "entries_for"]

KEY = "exceptions"
_SPECIAL = re.compile(r"([\\*?\[\]!#])")


class Entry(NamedTuple):
    """An exception: a rule and a phrase in one document, with the reason."""

    path: str
    rule: str
    text: str
    reason: str

    def pairs(self) -> list[tuple[str, str]]:
        """Keys and values as they are written; without a phrase any is meant."""
        return [(key, value) for key, value in zip(self._fields, self, strict=True) if value]


def entries_for(
    findings: Iterable[Finding], root: Path, reason: str, as_of: date
) -> tuple[dict[Entry, list[Finding]], list[Finding]]:
    """The exceptions that answer for findings, each with its own, and what none can answer for.

    Their paths count from ``root``, the folder of the configuration.
    """
    made: dict[Entry, list[Finding]] = {}
    left: list[Finding] = []
    for finding in findings:
        text = " ".join(finding.text.split())
        entry = Entry(_pattern(finding.document, root), finding.rule_id, text, reason)
        meant = Excuse(entry.path, entry.rule, reason, text, None, str(root))
        # A text is one line of YAML; what cannot stand there has no exception.
        plain = all(char.isprintable() or char in "\u200c\u200d" for char in text)
        kept, _ = excuse([finding], [meant], as_of, set())
        if kept or not plain or finding.rule_id in BUILT_IN:
            left.append(finding)
        else:
            made.setdefault(entry, []).append(finding)
    return made, left


def _pattern(document: str, root: Path) -> str:
    folder, last = os.path.split(document)
    place = os.path.join(os.path.realpath(folder), last)
    start = os.path.join(os.path.realpath(root), "")
    inner = place[len(start) :] if place.startswith(start) else document.lstrip("/")
    return "/" + _SPECIAL.sub(r"\\\1", inner.replace(os.sep, "/"))


def as_yaml(entry: Entry, indent: str, newline: str) -> str:
    """An exception as an item of a list in block style."""
    lines = [f"{key}: {_text(value)}" for key, value in entry.pairs()]
    return newline.join(
        f"{indent}{'- ' if index == 0 else '  '}{line}" for index, line in enumerate(lines)
    )


def as_toml(entry: Entry) -> str:
    """An exception as a table of ``pyproject.toml``."""
    lines = [f"{key} = {_text(value)}" for key, value in entry.pairs()]
    return "\n".join(["[[tool.aboveboard.exceptions]]", *lines])


def _text(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)


def added(text: str, entries: Sequence[Entry]) -> SourceEdit | None:
    """The insertion that adds exceptions to the text of a configuration in YAML.

    None where they cannot be added without a change of what stands there.
    """
    try:
        root = parse_yaml(text)
        edit = _insertion(text, root, entries)
        after = None if edit is None else parse_yaml(applied(text, [edit]))
    except YamlError:
        return None
    if edit is None or after is None:
        return None
    expected = {} if root is None else plain_value(root)
    expected[KEY] = [*(expected.get(KEY) or []), *(dict(entry.pairs()) for entry in entries)]
    return edit if plain_value(after) == expected else None


def _insertion(text: str, root: Node | None, entries: Sequence[Entry]) -> SourceEdit | None:
    newline = newline_of(text)
    known = None if root is None else root.get(KEY)
    if root is not None and root.kind != "mapping":
        return None
    if known is None:
        said = f"{KEY}:{newline}" + _listed(entries, "  ", newline)
        return _lines(text, len(text), said, newline)
    if known.kind != "list":
        return None
    if text.startswith("[", known.start.offset):
        items = [
            "{" + ", ".join(f"{key}: {_text(value)}" for key, value in entry.pairs()) + "}"
            for entry in entries
        ]
        at = known.items()[-1].end.offset if known.items() else known.start.offset + 1
        said = ", ".join(items)
        return SourceEdit(at, at, f", {said}" if known.items() else said)
    first, last = known.items()[0], known.items()[-1]
    dash = text.rfind("-", 0, first.start.offset)
    begin = max(text.rfind("\n", 0, dash), text.rfind("\r", 0, dash)) + 1
    indent = text[begin:dash]
    if indent.strip(" "):
        return None
    at = _line_end(text, _last_offset(text, last))
    return _lines(text, at, _listed(entries, indent, newline), newline)


def _listed(entries: Sequence[Entry], indent: str, newline: str) -> str:
    return newline.join(as_yaml(entry, indent, newline) for entry in entries)


def _lines(text: str, at: int, said: str, newline: str) -> SourceEdit:
    """Whole lines put in at ``at``: the beginning of a line, or the end of a text without one."""
    if at and text[at - 1] not in "\r\n":
        return SourceEdit(at, at, newline + said)
    return SourceEdit(at, at, said + newline)


def _last_offset(text: str, node: Node) -> int:
    """The end of the last value in a node, without the white space behind it."""
    while node.kind != "text" and not text.startswith(("[", "{"), node.start.offset):
        inner = [value for _, value in node.pairs()] or node.items()
        if not inner:
            break
        node = inner[-1]
    end = node.end.offset
    while end > node.start.offset and text[end - 1].isspace():
        end -= 1
    return end


def _line_end(text: str, offset: int) -> int:
    """The beginning of the next line, or the end of the text."""
    found = re.compile(r"\r\n?|\n").search(text, offset)
    return found.end() if found else len(text)
