"""Folders of rules: where the bundled ones are, and which files a folder holds."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

__all__ = ["bundled_folder", "rule_files"]


def bundled_folder() -> Path:
    """The folder of the bundled rules: inside the package, or beside ``src`` in a checkout.

    Raises FileNotFoundError where there is neither, because a linter without rules would
    call everything clean.
    """
    package = Path(__file__).resolve().parent.parent
    for folder in (package / "rules", package.parent.parent / "rules"):
        if (folder / "provisions.yaml").is_file():
            return folder
    raise FileNotFoundError("the bundled rules are missing; install aboveboard again")


def rule_files(folder: Path, onerror: Callable[[OSError], None] | None = None) -> Iterator[Path]:
    """The YAML files below ``folder`` in order; what is hidden is left out.

    Linked folders are not followed, for they may lead in circles.  ``onerror`` is told of folders
    that cannot be read; without it the first raises OSError.
    """

    def fail(error: OSError) -> None:
        raise error

    for place, folders, names in os.walk(folder, onerror=onerror or fail):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if name.endswith((".yaml", ".yml")) and not name.startswith("."):
                yield Path(place, name)
