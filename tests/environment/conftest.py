from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
import wheelhouse as wheels
from filelock import FileLock
from places import ROOT, Once, copy_repository, make_git, offline, run


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory) -> Once:
    """``once(name, make)``: a folder that ``make`` fills, however many processes run the tests."""
    base = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        base = base.parent  # the folder of each worker stands in that of the run

    def once(name: str, make: Callable[[Path], None]) -> Path:
        folder, made = base / name, base / f"{name}.made"
        with FileLock(base / f"{name}.lock"):
            if not made.exists():
                shutil.rmtree(folder, ignore_errors=True)  # what an attempt that failed has left
                folder.mkdir()
                make(folder)
                made.touch()
        return folder

    return once


@pytest.fixture(scope="session")
def wheelhouse(once: Once) -> Path:
    """The folder that packages are installed from: a given one, the repository's, or a new one."""
    given = os.environ.get("ABOVEBOARD_WHEELHOUSE")
    if given:
        folder = Path(given).resolve()
        assert folder.is_dir(), f"ABOVEBOARD_WHEELHOUSE: there is no folder {folder}"
        return folder
    if (ROOT / ".wheelhouse").is_dir():
        return ROOT / ".wheelhouse"
    try:
        return once("wheelhouse", wheels.fill)
    except subprocess.CalledProcessError as error:
        # Somebody on a train may skip these tests; a run that decides on a change may not.
        if os.environ.get("CI"):
            raise
        pytest.skip(f"no wheelhouse, and it cannot be filled: {error}")


@pytest.fixture(scope="session")
def clean_env(wheelhouse: Path, once: Once) -> dict[str, str]:
    """The environment variables of a newcomer whose only packages are the wheelhouse's."""
    return offline(wheelhouse, once("home", lambda folder: None))


@pytest.fixture(scope="session")
def checkout(once: Once) -> Path:
    """A copy of the repository; a test that changes it makes its own."""
    return once("checkout", copy_repository)


@pytest.fixture(scope="session")
def hook_source(once: Once, clean_env: Mapping[str, str]) -> Path:
    """This repository, as it stands, with everything committed and a release tagged."""

    def make(folder: Path) -> None:
        copy_repository(folder)
        make_git(folder, clean_env)
        for words in (
            ("add", "--all"),
            ("commit", "--quiet", "--message", "All"),
            ("tag", "v0.0.0"),
        ):
            run(["git", *words], cwd=folder, env=clean_env)

    return once("hooks", make)
