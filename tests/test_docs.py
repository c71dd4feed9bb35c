"""What the documentation lists is all there is, and its examples can be read."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from aboveboard.config import load_config
from aboveboard.facts import FACTS
from aboveboard.sources.roles import PARTS, presets

DOCS = Path(__file__).parents[1] / "docs"
Write = Callable[..., Path]


def page(name: str) -> str:
    return (DOCS / name).read_text("utf-8")


def test_every_fact_is_listed() -> None:
    table = page("facts.md").partition("| fact |")[2].partition("\n\n")[0]
    first = "".join(line.split("|")[1] for line in table.splitlines()[2:])
    assert re.findall(r"`([^`]+)`", first) == list(FACTS)


def test_every_preset_is_listed() -> None:
    table = page("schedules.md").partition("| preset |")[2].partition("\n\n")[0]
    listed = dict(re.findall(r"\| `([^`]+)` \| ([^|]+) \|", table))
    assert listed == {
        name: preset.title + (" (no header)" if preset.positions else "")
        for name, preset in presets().items()
    }


def test_every_part_is_listed() -> None:
    said = page("schedules.md").partition("A role is a part (")[2].partition(";")[0]
    assert re.findall(r"`([^`]+)`", said) == PARTS


@pytest.mark.parametrize("name", ["facts.md", "schedules.md"])
def test_configurations_can_be_read(write: Write, name: str) -> None:
    blocks = re.findall(r"```yaml\n(.*?)```", page(name), re.DOTALL)
    configs = [block for block in blocks if not block.startswith(("# offers.yaml", "aboveboard:"))]
    assert configs
    offers = re.search(r"```yaml\n(# offers.yaml\n.*?)```", page("facts.md"), re.DOTALL)
    assert offers is not None
    write("offers.yaml", offers[1])
    for config in configs:
        load_config(write("aboveboard.yaml", config))
