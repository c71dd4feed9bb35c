"""The faults of one file, collected while it is read."""

from __future__ import annotations

import re

from aboveboard.rulebook.faults import Fault
from aboveboard.rulebook.mark import Mark
from aboveboard.rulebook.yamlfile import Node, YamlError, parse_yaml

__all__ = ["Faults"]

_LINE_END = re.compile(r"\r\n|\r|\n")  # what editors call a line end, and YAML's others not


class Faults:
    """Collects the faults of one file while it is read."""

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.text = text
        self.found: list[Fault] = []
        self._lines = _LINE_END.split(text)

    def add(self, place: Node | Mark, message: str, hint: str = "", level: str = "error") -> None:
        """Record a fault at a node or mark."""
        mark = place.start if isinstance(place, Node) else place
        excerpt = self._lines[mark.line - 1] if mark.line <= len(self._lines) else ""
        self.found.append(Fault(self.path, mark.line, mark.column, message, hint, level, excerpt))

    def line_mark(self, line: int) -> Mark:
        """Where the text of a line (1-based) begins; its offset is not known and 0."""
        text = self._lines[line - 1] if line <= len(self._lines) else ""
        return Mark(line, len(text) - len(text.lstrip()) + 1, 0)

    def parse(self, *, may_be_empty: bool = False) -> Node | None:
        """The file's YAML, or None where it is empty or broken (which is then a fault)."""
        try:
            root = parse_yaml(self.text)
        except YamlError as error:
            self.add(error.mark, error.message, error.hint)
            return None
        if root is None and not may_be_empty:
            self.add(Mark(1, 1, 0), "the file is empty")
        return root
