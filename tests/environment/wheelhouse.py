"""The wheelhouse: a folder with every package that a fresh environment of this project needs.

Filled once, from wherever pip is set up to look, it lets every later installation run offline::

    python tests/environment/wheelhouse.py .wheelhouse

Standard library only: it runs before anything is installed.
"""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

# Hatchling asks for it by itself when it builds an editable wheel.
_ASKED_FOR_BY_THE_BACKEND = ("editables",)


def requirements(pyproject: Path = ROOT / "pyproject.toml") -> list[str]:
    """What the project, its ``dev`` extra and its build need, as ``pyproject.toml`` says it."""
    data = tomllib.loads(pyproject.read_text("utf-8"))
    project = data["project"]
    return [
        *project["dependencies"],
        *project["optional-dependencies"]["dev"],
        *data["build-system"]["requires"],
        *_ASKED_FOR_BY_THE_BACKEND,
    ]


def fill(folder: Path) -> None:
    """Put the wheels that this interpreter needs into ``folder``; others may stand there.

    What is published as a source only is built now, so that nothing needs a compiler later.
    Raises CalledProcessError where pip cannot get a package.
    """
    folder.mkdir(parents=True, exist_ok=True)
    subprocess.run(
        [
            *(sys.executable, "-m", "pip", "wheel", "-qq", "--disable-pip-version-check"),
            *("--wheel-dir", str(folder), *requirements()),
        ],
        check=True,
    )


if __name__ == "__main__":
    fill(Path(sys.argv[1]))
