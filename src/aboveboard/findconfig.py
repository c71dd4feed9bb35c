"""Where the configuration is: quick, for every command looks for it."""

from __future__ import annotations

import re
from pathlib import Path

__all__ = ["FILE_NAMES", "find_config"]

FILE_NAMES = (".aboveboard.yaml", ".aboveboard.yml", "aboveboard.yaml", "aboveboard.yml")

# At the beginning of a line, so that neither a comment nor [tool.aboveboard-other] counts.
_SECTION = re.compile(r"^\s*\[\s*tool\s*\.\s*aboveboard\s*[\].]", re.MULTILINE)


def _has_section(project: Path) -> bool:
    try:
        return bool(_SECTION.search(project.read_text("utf-8", "replace")))
    except OSError:
        return False


def find_config(start: Path) -> Path | None:
    """The nearest configuration: in ``start`` or above it, up to the root of its repository."""
    folder = start.resolve()
    for place in (folder, *folder.parents):
        for name in FILE_NAMES:
            if (place / name).is_file():
                return place / name
        project = place / "pyproject.toml"
        if project.is_file() and _has_section(project):
            return project
        if (place / ".git").exists():
            return None
    return None
