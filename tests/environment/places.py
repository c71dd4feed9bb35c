"""Fresh places for the tests in this folder: environments, copies of the repository, a user's
repository, each cut off from the settings of whoever runs the tests."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
Once = Callable[[str, Callable[[Path], None]], Path]
SCRIPTS = "Scripts" if os.name == "nt" else "bin"

# Settings that would reach into the environments under test.
_NOT_INHERITED = (
    "ABOVEBOARD_",
    "FORCE_COLOR",
    "GIT_",
    "GITHUB_",
    "PIP_",
    "PRE_COMMIT",
    "PYTEST_",
    "PYTHON",
    "SKIP",
    "VIRTUALENV_",
    "VIRTUAL_ENV",
    "XDG_",
)


def offline(wheelhouse: Path, home: Path) -> dict[str, str]:
    """The environment variables of somebody whose only source of packages is ``wheelhouse``."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(_NOT_INHERITED)
    }
    return kept | {
        "HOME": str(home),
        # The interpreter that runs the tests comes first, also where its name is looked up.
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")]),
        "PIP_COMPILE": "0",  # most of what is installed is never imported
        "PIP_CONFIG_FILE": os.devnull,
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "PIP_FIND_LINKS": wheelhouse.as_uri(),  # pip splits plain paths at spaces
        "PIP_NO_INDEX": "1",
        "PIP_NO_INPUT": "1",
        "VIRTUALENV_NO_PERIODIC_UPDATE": "1",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "PRE_COMMIT_HOME": str(home / "pre-commit"),
        "PRE_COMMIT_COLOR": "never",
        "PYTHONIOENCODING": "utf-8",
        "NO_COLOR": "1",
        "COLUMNS": "100",
    }


def run(
    command: Sequence[str | Path], *, cwd: Path, env: Mapping[str, str], code: int | None = 0
) -> str:
    """Run ``command`` and return what it wrote; fail unless it exits with ``code``."""
    __tracebackhide__ = True
    done = subprocess.run(
        [str(word) for word in command],
        cwd=cwd,
        env=dict(env),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if code is not None:
        assert done.returncode == code, (
            f"{' '.join(map(str, command))}\nexited with {done.returncode}, not {code}:\n"
            f"{done.stdout}"
        )
    return done.stdout


def repository_files() -> list[str]:
    """The files of this repository, relative to its root, as a commit of everything has them."""
    if (ROOT / ".git").exists():
        listed = subprocess.run(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            cwd=ROOT,
            capture_output=True,
            check=True,
        ).stdout
        names = [os.fsdecode(name) for name in listed.split(b"\0") if name]
        return sorted(name for name in names if (ROOT / name).is_file())
    # An unpacked sdist: everything but what builds and tests leave behind.
    left_behind = {"__pycache__", "build", "dist"}
    return sorted(
        path.relative_to(ROOT).as_posix()
        for path in ROOT.rglob("*")
        if path.is_file()
        and not left_behind.intersection(path.relative_to(ROOT).parts)
        and not any(
            part.startswith((".venv", ".wheelhouse", ".hypothesis")) or part.endswith("_cache")
            for part in path.relative_to(ROOT).parts
        )
    )


def copy_repository(target: Path) -> None:
    """Copy this repository, as it stands in the working tree, without its history."""
    for name in repository_files():
        place = target / name
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, place)


def make_git(folder: Path, env: Mapping[str, str]) -> None:
    """Make ``folder`` a git repository whose author is known."""
    for words in (
        ("init", "--quiet", "--initial-branch=main"),
        ("config", "user.name", "Test"),
        ("config", "user.email", "test@example.com"),
    ):
        run(["git", *words], cwd=folder, env=env)


def make_venv(folder: Path, env: Mapping[str, str]) -> Path:
    """Make an empty environment and return the folder of its programs."""
    run([sys.executable, "-m", "venv", folder], cwd=folder.parent, env=env)
    return folder / SCRIPTS
