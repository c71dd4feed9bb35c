"""Commands run in a folder with three rules of the house, and nothing else switched on."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from house import BUZZ, GRAVE, MILD, Ran

from aboveboard.cli import main


@pytest.fixture
def run(
    write: Callable[..., Path],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Callable[..., Ran]:
    """Run a command in a folder with three rules of the house, and nothing else switched on."""
    for name in ("CI", "GITHUB_ACTIONS", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "100")
    write(".git/HEAD")
    write("aboveboard.yaml", "rules: rules\nselect: house\n")
    for name, text in (("buzz", BUZZ), ("mild", MILD), ("grave", GRAVE)):
        write(f"rules/house/{name}.yaml", text)

    def call(*arguments: str, stdin: str | bytes = b"") -> Ran:
        given = stdin.encode() if isinstance(stdin, str) else stdin
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given)))
        code = main([*arguments])
        output = capsys.readouterr()
        return Ran(code, output.out, output.err)

    return call
