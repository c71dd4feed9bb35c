"""The little rulebook that the files in this folder are read with."""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path

import pytest

from aboveboard.rulebook import load
from aboveboard.rulebook.checks import subject

HERE = Path(__file__).parent


def use_base(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """Let the rulebook in ``base``, copied into ``folder``, be the bundled one."""
    bundled = folder / "bundled"
    shutil.copytree(HERE / "base", bundled)
    for module in (load, subject):
        monkeypatch.setattr(module, "bundled_folder", lambda: bundled)
    read_again(monkeypatch)


def read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forget what is bundled, which is read once and kept."""
    monkeypatch.setattr(load, "_bundled", cache(load._bundled.__wrapped__))


def place_of(name: str) -> str:
    """Where the file ``name`` belongs, from the folder above the rulebooks."""
    kind, _, rest = name.partition("-")
    if kind == "lexicon":
        return f"house/lexicons/{'labels' if rest == 'other-kind' else rest}.yaml"
    if kind == "provisions":
        return "house/provisions.yaml"
    if kind == "bundled":
        return f"bundled/urgency/{rest}.yaml"
    named = {"id": "Last_Hours", "same-id": "hurry"}
    return f"house/urgency/{named.get(name, name)}.yaml"
