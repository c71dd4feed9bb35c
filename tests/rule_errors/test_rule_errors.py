"""Every mistake that a rule, lexicon or provisions file can hold, and what is said of it.

Each file in this folder holds one mistake (a few, more), and beside it stands, under the same
name with ``.txt``, exactly what is said.  ``UPDATE_GOLDEN=1`` writes these anew.

A name that begins with ``lexicon-`` or ``provisions-`` says what the file is, ``bundled-`` that
it is judged as one of ours; the others are rules in a folder of one's own.  They are read with
the little rulebook in ``base``, so that no change of the real one changes a message.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from rule_errors_base import HERE, place_of, read_again, use_base

from aboveboard.document import Document
from aboveboard.engine import Engine
from aboveboard.facts import Facts
from aboveboard.matcherset import Matchers
from aboveboard.rulebook.faults import FaultyFiles
from aboveboard.rulebook.lint import CHECKS, check_folders, load_checked, subjects
from aboveboard.rulebook.load import read_rulebook
from aboveboard.settings import Settings
from aboveboard.sources.plain import part_from_text

CASES = sorted(path.stem for path in HERE.glob("*.yaml"))
CLEAN = {"clean", "clean-fix", "clean-missing", "lexicon-clean", "provisions-clean"}


@pytest.mark.parametrize("name", CASES)
def test_each_mistake_is_said_as_written(
    name: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    golden: Callable[[str, str], None],
) -> None:
    use_base(monkeypatch, tmp_path)
    target = tmp_path / place_of(name)
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(HERE / f"{name}.yaml", target)
    monkeypatch.chdir(tmp_path)

    faults = check_folders([] if name.startswith("bundled-") else ["house"])

    assert [fault for fault in faults if Path(fault.path) != Path(place_of(name))] == []
    if name in CLEAN:
        assert faults == []
    else:
        assert faults
        golden(f"{name}.txt", "\n\n".join(map(str, faults)) + "\n")


@pytest.mark.parametrize("name", CASES)
def test_rules_that_load_can_be_run(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever the loader lets through, the engine can run; nothing ends in a traceback."""
    use_base(monkeypatch, tmp_path)
    target = tmp_path / place_of(name)
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(HERE / f"{name}.yaml", target)
    house = tmp_path / "house"
    try:
        rulebook = load_checked([house] if house.exists() else [])
    except FaultyFiles as error:
        assert str(error)  # noqa: PT017  (either this or what follows)
        return
    engine = Engine(Matchers(rulebook), Settings(severity="note"))
    text = "Hurry, last hours to buy now! gifted by @x, save 20% https://shop.example/?ref=1 #ad"
    engine.check(Document("text", {"body": part_from_text("body", text)}, Facts()))


def test_no_golden_file_is_left_over() -> None:
    assert {path.stem for path in HERE.glob("*.txt")} == {*CASES} - CLEAN


def test_every_check_finds_something_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No check stands in the table without a file that shows what it is for."""
    use_base(monkeypatch, tmp_path)
    monkeypatch.chdir(tmp_path)
    silent = {check.name for check in CHECKS}
    for name in CASES:
        target = tmp_path / place_of(name)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(HERE / f"{name}.yaml", target)
        read_again(monkeypatch)
        rulebook = read_rulebook(["house"] if (tmp_path / "house").exists() else [])[0]
        for subject in subjects(rulebook):
            if subject.faults.path != place_of(name):
                continue
            for check in CHECKS:
                before = len(subject.faults.found)
                check.run(subject)
                if len(subject.faults.found) > before:
                    silent.discard(check.name)
        target.unlink()
    # Nothing is known that spaCy refuses and our own checks of tokens let through.
    assert silent == {"token-spacy"}
