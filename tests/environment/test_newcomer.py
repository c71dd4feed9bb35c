"""The commands that the README promises to a newcomer, run as they stand there."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from places import ROOT, copy_repository, run

# Each is one line of the README, for a fresh clone.
LINT = "python3 -m venv .venv && .venv/bin/pip install . && .venv/bin/aboveboard examples/"
TEST = "python3 -m venv .venv && .venv/bin/pip install -e '.[dev]' && .venv/bin/pytest -n 2"


def lines_of(name: str) -> list[str]:
    """The lines of a file of the repository, without indentation."""
    return [line.strip() for line in (ROOT / name).read_text("utf-8").splitlines()]


@pytest.mark.parametrize("command", [LINT, TEST])
def test_the_readme_gives_the_command(command: str) -> None:
    assert command in lines_of("README.md")


def test_the_continuous_integration_runs_the_test_command_of_the_readme() -> None:
    assert TEST in lines_of(".ci/run")


@pytest.mark.environment
def test_one_command_sets_up_and_lints_the_examples(
    clean_env: Mapping[str, str], tmp_path: Path
) -> None:
    copy_repository(tmp_path)
    shown = run(["sh", "-c", LINT], cwd=tmp_path, env=clean_env, code=1)
    for category in ("urgency/", "scarcity/", "sponsorship/", "ai/"):
        assert category in shown
    assert "Traceback" not in shown
