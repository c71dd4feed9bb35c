"""The pages about rules are those that the rule files make."""

from __future__ import annotations

from pathlib import Path

from aboveboard.rulebook.load import load_rulebook
from aboveboard.rulebook.pages import pages, write

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "rules"
COMMAND = "python -m aboveboard.rulebook.pages docs/rules"


def test_the_pages_in_the_repository_are_current() -> None:
    made = dict(pages(load_rulebook()))
    there = {
        path.relative_to(FOLDER).as_posix(): path.read_text(encoding="utf-8")
        for path in FOLDER.rglob("*.md")
    }
    old = sorted(name for name in made.keys() | there.keys() if made.get(name) != there.get(name))
    assert not old, f"run: {COMMAND}"


def test_a_page_shows_what_is_flagged_in_bold() -> None:
    page = pages(load_rulebook())["urgency/deadline-past.md"]
    assert page.startswith("# urgency/deadline-past\n\n**A deadline that is over")
    assert "> Spring coats: offer **ends 3 November**. (published: 2026-11-09)" in page


def test_pages_of_rules_that_are_no_more_are_removed(tmp_path: Path) -> None:
    old = tmp_path / "urgency" / "was-once.md"
    old.parent.mkdir()
    old.write_text("# urgency/was-once\n")
    write(tmp_path, load_rulebook())
    assert not old.exists()
    assert (tmp_path / "README.md").exists()
