"""Golden files: what a program should write, kept beside the tests.

Run pytest with ``UPDATE_GOLDEN=1`` to write them anew, and read the difference in git.
"""

from __future__ import annotations

import os
from pathlib import Path


def assert_golden(path: Path, text: str) -> None:
    """Compare ``text`` with the file at ``path``, exactly, or write that file."""
    __tracebackhide__ = True
    if os.environ.get("UPDATE_GOLDEN"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
        return
    assert path.exists(), f"no golden file {path}; run with UPDATE_GOLDEN=1 to write it"
    with path.open(encoding="utf-8", newline="") as file:
        expected = file.read()
    assert text == expected, f"differs from {path.name}; UPDATE_GOLDEN=1 accepts the new text"
