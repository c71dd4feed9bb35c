"""A Python program in an interpreter of its own, which has loaded nothing of the tests."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import aboveboard


def run_python(program: str, *arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run ``program`` with the package under test, from wherever that is."""
    # As an absolute path: a PYTHONPATH such as 'src' means nothing in another folder.
    package = Path(aboveboard.__file__).resolve().parent.parent
    return subprocess.run(
        [sys.executable, "-c", program, *arguments],
        cwd=cwd,
        env=os.environ | {"PYTHONPATH": str(package)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
