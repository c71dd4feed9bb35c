"""Faults: what is wrong in a rule, lexicon or configuration file, and where."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from aboveboard.rulebook.yamlfile import Mark, Node, YamlError, parse_yaml

__all__ = ["Fault", "Faults", "FaultyFiles"]


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One mistake: ``path:line:column``, one plain sentence, and what to do.

    ``level`` is ``error`` or ``warning``; ``excerpt`` is the line it stands on.
    """

    path: str
    line: int
    column: int
    message: str
    hint: str = ""
    level: str = "error"
    excerpt: str = ""

    def __str__(self) -> str:
        label = "" if self.level == "error" else f"{self.level}: "
        lines = [f"{self.path}:{self.line}:{self.column}: {label}{self.message}"]
        if self.excerpt.strip():
            gutter = f"{self.line} | "
            lines.append(f"  {gutter}{self.excerpt}")
            lines.append(f"  {' ' * (len(gutter) - 2)}| {' ' * (self.column - 1)}^")
        if self.hint:
            lines.append(f"  {self.hint}")
        return "\n".join(lines)


class FaultyFiles(ValueError):
    """Files that cannot be used; ``faults`` lists everything that is wrong with all of them."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = sorted(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))


class Faults:
    """Collects the faults of one file while it is read."""

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.found: list[Fault] = []
        self._lines = text.split("\n")
        self._text = text

    def add(self, place: Node | Mark, message: str, hint: str = "", level: str = "error") -> None:
        """Record a fault at a node or mark."""
        mark = place.start if isinstance(place, Node) else place
        excerpt = self._lines[mark.line - 1] if mark.line <= len(self._lines) else ""
        self.found.append(
            Fault(self.path, mark.line, mark.column, message, hint, level, excerpt.rstrip("\r")[:200])
        )

    def line_mark(self, line: int) -> Mark:
        """Where the text of a line (1-based) begins."""
        text = self._lines[line - 1] if line <= len(self._lines) else ""
        return Mark(line, len(text) - len(text.lstrip()) + 1, 0)

    def parse(self) -> Node | None:
        """The file's YAML, or None where it is empty or broken (which is then a fault)."""
        try:
            root = parse_yaml(self._text)
        except YamlError as error:
            self.add(error.mark, error.message, error.hint)
            return None
        if root is None:
            self.add(Mark(1, 1, 0), "the file is empty")
        return root
