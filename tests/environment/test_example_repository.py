"""``examples/repository``: calm as it stands, and guarded by the real pre-commit."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
import yaml
from places import ROOT
from userrepo import UserRepository

from aboveboard.cli import main

EXAMPLE = ROOT / "examples" / "repository"
Said = Callable[..., tuple[int, str]]


@pytest.fixture
def said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Said:
    """``said("check")``: exit code and output of a command in a copy of the example."""
    for name in ("CI", "GITHUB_ACTIONS", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "100")
    shutil.copytree(EXAMPLE, tmp_path / "copy")
    (tmp_path / "copy" / ".git").mkdir()
    monkeypatch.chdir(tmp_path / "copy")

    def call(*words: str) -> tuple[int, str]:
        return main([*words]), capsys.readouterr().out

    return call


# ------------------------------------------------------------------ as it stands


def test_all_of_it_is_calm_and_the_baseline_is_in_use(said: Said) -> None:
    code, shown = said("check", "--fail-on-stale", "--severity", "note")
    assert (code, shown) == (
        0,
        "note: 2 findings are known to the baseline (.aboveboard-baseline.json)\n"
        "All clear: 12 documents checked.\n",
    )


def test_every_suppression_is_in_use(said: Said) -> None:
    code, shown = said("suppressions", "--fail-on", "expired,unused,malformed", "--format", "csv")
    assert code == 0
    _, row = shown.splitlines()
    assert row.startswith("posts/studio-notes.md,10,")


def test_the_house_rules_hold_what_their_examples_say(said: Said) -> None:
    assert said("rules", "test", "--coverage") == (
        0,
        "6 examples of 1 rule, 0 wrong.\n0 wordings that no example exercises.\n",
    )


def test_every_offer_and_every_rule_of_the_house_is_in_use(said: Said) -> None:
    with Path("posts/cure.txt").open("w") as file:
        file.write("The oat bar cures eczema.\n")
    code, shown = said("check", "posts/cure.txt", "--format", "concise")
    assert (code, shown.splitlines()[0]) == (
        1,
        'posts/cure.txt:1:13: error brand/cures "cures eczema" promises a cure. Soap cleans; what '
        "heals is a medicine, and sold as one.",
    )
    used = Path("schedule/2026-12.csv").read_text("utf-8")
    for offer in yaml.safe_load(Path("offers.yaml").read_text("utf-8")):
        assert f",{offer}," in used


def test_the_readme_names_everything(said: Said) -> None:
    named = Path("README.md").read_text("utf-8")
    ours = {path.name for path in EXAMPLE.iterdir()} - {"README.md", ".gitignore", ".github"}
    assert [name for name in sorted(ours) if f"`{name}" not in named] == []
    assert "`.github/workflows/copy.yml`" in named


# ------------------------------------------------------------------ real commits


@pytest.fixture
def shop(hook_source: Path, clean_env: Mapping[str, str], tmp_path: Path) -> UserRepository:
    """A clone of the example whose hooks are this repository's."""
    folder = tmp_path / "shop"
    shutil.copytree(EXAMPLE, folder)
    hooks = folder / ".pre-commit-config.yaml"
    text = hooks.read_text("utf-8")
    for published, here in (
        ("https://github.com/aboveboard/aboveboard", hook_source.as_uri()),
        ("rev: v0.1.0", "rev: v0.0.0"),
    ):
        assert text.count(published) == 1
        text = text.replace(published, here)
    hooks.write_text(text, "utf-8")
    repository = UserRepository(folder, hook_source, clean_env)
    repository.git("add", "--all")
    shown = repository.commit()
    results = [line for line in shown.splitlines() if line.startswith("aboveboard")]
    assert results == [
        result("aboveboard (fix)", "Passed"),
        result("aboveboard (schedule)", "Passed"),
        result("aboveboard (house rules)", "Passed"),
    ]
    return repository


def result(name: str, word: str) -> str:
    """The line in which pre-commit says how a hook of this repository ended."""
    width = 79 - (len("(no files to check)Skipped") - len("Skipped") if word == "Skipped" else 0)
    said = f"(no files to check){word}" if word == "Skipped" else word
    return name + "." * (width - len(name) - len(word)) + said


@pytest.mark.environment
class TestCommits:
    """Every commit here is made by git, and judged by the hooks of the example."""

    def test_a_clean_draft_is_committed(self, shop: UserRepository) -> None:
        shop.write("posts/kiln.md", "The drying room smells of fir and orange.\n")
        assert "aboveboard (fix)" in shop.commit()
        assert shop.git("log", "--format=%s") == "A change\nA change\n"

    def test_a_pushy_draft_is_refused(
        self, shop: UserRepository, golden: Callable[[str, str], None]
    ) -> None:
        shop.write(
            "posts/flash.md", "Hurry! Only a few bars are left, and our oat bar cures eczema.\n"
        )
        golden("golden/refused-draft.txt", shop.commit(code=1))
        assert shop.git("status", "--short") == "A  posts/flash.md\n"

    def test_a_label_is_put_right_and_shown_before_it_is_committed(
        self, shop: UserRepository, golden: Callable[[str, str], None]
    ) -> None:
        shop.write("posts/label.txt", "#\N{CYRILLIC SMALL LETTER A}d The kettle, once more.\n")
        golden("golden/fixed-label.txt", shop.commit(code=1))
        assert (shop.folder / "posts/label.txt").read_text("utf-8").startswith("#ad The")
        shop.git("add", "posts/label.txt")
        shop.commit()

    def test_a_row_that_contradicts_its_offer_is_refused(
        self, shop: UserRepository, golden: Callable[[str, str], None]
    ) -> None:
        sheet = (shop.folder / "schedule/2026-12.csv").read_text("utf-8")
        row = (
            '2026-12-06,18:00,facebook,"The advent box offer ends on Tuesday 8 December 2026, '
            '23:59 GMT.",https://tidemark.example/advent,advent-box,owner\n'
        )
        shop.write("schedule/2026-12.csv", sheet + row)
        golden("golden/refused-row.txt", shop.commit(code=1))

    def test_an_offer_that_ends_earlier_than_the_schedule_says_is_refused(
        self, shop: UserRepository, golden: Callable[[str, str], None]
    ) -> None:
        offers = (shop.folder / "offers.yaml").read_text("utf-8")
        shop.write("offers.yaml", offers.replace("ends: 2026-12-06", "ends: 2026-12-05"))
        shown = shop.commit(code=1)
        assert result("aboveboard (schedule)", "Failed") in shown.splitlines()
        assert result("aboveboard (fix)", "Skipped") in shown.splitlines()
        assert shown.count("[urgency/deadline-contradicted]") == 4

    def test_a_house_rule_whose_example_is_wrong_is_refused(self, shop: UserRepository) -> None:
        name = "house-rules/brand/cures.yaml"
        rule = (shop.folder / name).read_text("utf-8")
        shop.write(name, rule.replace("[[cures eczema]]", "[[cures]] eczema"))
        shown = shop.commit(code=1)
        assert result("aboveboard (house rules)", "Failed") in shown.splitlines()
        assert "'cures' is not flagged" in shown
