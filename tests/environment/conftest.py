from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
import wheelhouse as wheels
from places import ROOT, copy_repository, offline


@pytest.fixture(scope="session")
def wheelhouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that packages are installed from: a given one, the repository's, or a new one."""
    given = os.environ.get("ABOVEBOARD_WHEELHOUSE")
    if given:
        folder = Path(given).resolve()
        assert folder.is_dir(), f"ABOVEBOARD_WHEELHOUSE: there is no folder {folder}"
        return folder
    if (ROOT / ".wheelhouse").is_dir():
        return ROOT / ".wheelhouse"
    folder = tmp_path_factory.mktemp("wheelhouse")
    try:
        wheels.fill(folder)
    except subprocess.CalledProcessError as error:
        # Somebody on a train may skip these tests; a run that decides on a change may not.
        if os.environ.get("CI"):
            raise
        pytest.skip(f"no wheelhouse, and it cannot be filled: {error}")
    return folder


@pytest.fixture(scope="session")
def clean_env(wheelhouse: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment variables of a newcomer whose only packages are the wheelhouse's."""
    return offline(wheelhouse, tmp_path_factory.mktemp("home"))


@pytest.fixture(scope="session")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the repository; a test that changes it makes its own."""
    return copy_repository(tmp_path_factory.mktemp("checkout") / "aboveboard")
