"""The checks as a whole: what is judged, in which order, and at what cost."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from rule_errors_base import HERE, use_base

from aboveboard.rulebook.book import Rulebook
from aboveboard.rulebook.folders import bundled_folder
from aboveboard.rulebook.lint import CHECKS, check_folders, lint, unsound
from aboveboard.rulebook.load import load_rulebook

RULE = (HERE / "clean.yaml").read_text(encoding="utf-8")


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    use_base(monkeypatch, tmp_path)
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "house" / "a"
    folder.mkdir(parents=True)
    return folder


def test_checks_have_names_of_their_own_and_say_what_they_find() -> None:
    assert len({check.name for check in CHECKS}) == len(CHECKS)
    assert len({check.finds for check in CHECKS}) == len(CHECKS)
    assert all(check.run.__doc__ for check in CHECKS)


def test_bundled_rules_have_no_errors() -> None:
    faults = [fault for fault in lint(load_rulebook()) if fault.level == "error"]
    assert not faults, "\n".join(map(str, faults))


def test_only_the_rules_that_are_asked_for_are_judged(house: Path) -> None:
    for name in ("one", "two"):
        text = RULE.replace("{match}", "{mtach}").replace("Final", name, 1)
        (house / f"{name}.yaml").write_text(text.replace("Say until", f"Say, {name}, until"))
    rulebook = load_rulebook(["house"])
    assert {Path(fault.path).stem for fault in lint(rulebook)} == {"one", "two"}
    assert {Path(fault.path).stem for fault in lint(rulebook, ["a/two"])} == {"two"}
    assert lint(rulebook, ["urgency/hurry"]) == []
    assert lint(rulebook, []) == []


def test_lexicons_are_judged_with_the_rules_that_use_them(house: Path) -> None:
    lexicons = house.parent / "lexicons"
    lexicons.mkdir()
    head = "title: t\nsource: s\ndate: 2026-11-01\n"
    (lexicons / "words.yaml").write_text(head + "phrases: |\n  item\n  ITEM\n")
    (house / "rule.yaml").write_text(RULE)
    faults = lint(load_rulebook(["house"]), ["a/rule"])
    # A lexicon of one's own is judged even where nothing uses it yet.
    assert [Path(fault.path).name for fault in faults] == ["words.yaml"]


def test_a_mistake_in_a_lexicon_is_told_once(house: Path) -> None:
    lexicons = house.parent / "lexicons"
    lexicons.mkdir()
    head = "title: t\nsource: s\ndate: 2026-11-01\n"
    (lexicons / "words.yaml").write_text(head + "phrases: |\n  item\n  ITEM\n")
    for name in ("one", "two"):
        text = RULE.replace("  phrases: |", "  pattern: [one, {lexicon: words}]\n  phrases: |")
        text = text.replace("Final", name).replace("Say until", f"Say {name} until")
        (house / f"{name}.yaml").write_text(text)
    assert len(check_folders(["house"])) == 1


def test_faults_come_in_the_order_of_their_places(house: Path) -> None:
    for name in ("b", "a"):
        text = (HERE / "five-weaknesses.yaml").read_text()
        (house / f"{name}.yaml").write_text(text.replace("Final", name, 1))
    faults = check_folders(["house"])
    places = [(fault.path, fault.line, fault.column) for fault in faults]
    assert places == sorted(places)
    assert len(places) == 11  # the two have the same advice


def test_files_that_cannot_be_read_keep_no_other_from_being_judged(house: Path) -> None:
    (house / "one.yaml").write_text("title: [\n")
    (house / "two.yaml").write_text(RULE.replace("{match}", "{mtach}"))
    assert [Path(fault.path).stem for fault in check_folders(["house"])] == ["one", "two"]


def test_a_rulebook_without_texts_can_be_judged(house: Path) -> None:
    """One that was put together by hand: places are poor, and nothing breaks."""
    (house / "rule.yaml").write_text(RULE.replace("{match}", "{mtach}"))
    whole = load_rulebook(["house"])
    bare = Rulebook(whole.rules, whole.lexicons, whole.provisions)
    assert [fault.message for fault in lint(bare)] == [fault.message for fault in lint(whole)]


def test_soundness_needs_no_spacy(tmp_path: Path) -> None:
    """It is asked whenever foreign rules are loaded, also by commands that must start at once."""
    folder = tmp_path / "house" / "a"
    folder.mkdir(parents=True)
    for name in ("pattern-repeat", "token-lemma", "regex-bracket", "clean-missing"):
        (folder / f"{name}.yaml").write_text((HERE / f"{name}.yaml").read_text())
    code = f"""
import sys
from aboveboard.rulebook.lint import unsound
from aboveboard.rulebook.load import read_rulebook
found = unsound(read_rulebook([{str(folder.parent)!r}])[0], ["a/token-lemma", "a/regex-bracket"])
assert len(found) == 2, found
slow = {{"spacy", "rich", "pydantic", "typer"}} & set(sys.modules)
assert not slow, slow
"""
    subprocess.run([sys.executable, "-c", code], check=True, env={"PYTHONPATH": _source()})


def _source() -> str:
    return str(Path(__file__).resolve().parent.parent.parent / "src")


def test_bundled_rules_are_sound() -> None:
    assert unsound(load_rulebook()) == []
    assert bundled_folder().is_dir()
