"""The hooks, run by the real pre-commit in a real repository of a user."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml
from places import ROOT, run
from userrepo import UserRepository

from aboveboard.sources import WALKED

MANIFEST = ROOT / ".pre-commit-hooks.yaml"
PUSHY = "This is your last chance to save!\n"
CALM = "The sale runs from Monday to Friday.\n"


def hooks() -> dict[str, dict[str, object]]:
    """The hooks that this repository offers, by id."""
    return {hook["id"]: hook for hook in yaml.safe_load(MANIFEST.read_text("utf-8"))}


def test_the_hook_takes_the_files_that_have_a_reader() -> None:
    suffixes = "|".join(sorted(suffix.removeprefix(".") for suffix in WALKED))
    for name in ("aboveboard", "aboveboard-fix"):
        assert hooks()[name]["files"] == rf"(?i)\.({suffixes})$"


def test_every_hook_has_its_subcommand_where_the_args_of_users_cannot_replace_it() -> None:
    assert {name: hook["entry"] for name, hook in hooks().items()} == {
        "aboveboard": "aboveboard check --force-exclude",
        "aboveboard-fix": "aboveboard check --force-exclude --fix",
        "aboveboard-all": "aboveboard check --force-exclude",
        "aboveboard-rules": "aboveboard rules test",
    }
    assert all(hook["require_serial"] is True for hook in hooks().values())


@pytest.fixture
def repository(hook_source: Path, clean_env: Mapping[str, str], tmp_path: Path) -> UserRepository:
    folder = tmp_path / "posts"
    folder.mkdir()
    return UserRepository(folder, hook_source, clean_env)


@pytest.mark.environment
class TestRealCommits:
    """Every commit here is made by git, and judged by pre-commit with our hook."""

    def test_the_manifest_is_valid(self, clean_env: Mapping[str, str], tmp_path: Path) -> None:
        words = (sys.executable, "-m", "pre_commit", "validate-manifest", str(MANIFEST))
        run(words, cwd=tmp_path, env=clean_env)

    def test_pushy_copy_is_not_committed(self, repository: UserRepository) -> None:
        repository.use("aboveboard")
        repository.write("draft.md", PUSHY)
        shown = repository.commit(code=1)
        assert "Failed" in shown
        assert "- exit code: 1" in shown
        assert "urgency/last-chance" in shown
        assert "draft.md:1:" in shown
        repository.git("rev-parse", "HEAD", code=128)  # there is no commit

    def test_calm_copy_is_committed(self, repository: UserRepository) -> None:
        repository.use("aboveboard")
        repository.write("draft.md", CALM)
        assert "Passed" in repository.commit()
        assert repository.git("log", "--format=%s") == "A change\n"

    def test_an_excluded_file_is_not_checked_though_it_is_named(
        self, repository: UserRepository
    ) -> None:
        repository.use("aboveboard")
        repository.write(".aboveboard.yaml", "exclude: old/\n")
        repository.write("old/draft.md", PUSHY)
        assert "Passed" in repository.commit()

    def test_a_file_that_aboveboard_cannot_read_is_not_passed(
        self, repository: UserRepository
    ) -> None:
        repository.use("aboveboard")
        repository.write("draft.py", f"# {PUSHY}")
        repository.write("text", PUSHY)
        assert "(no files to check)Skipped" in repository.commit()

    def test_the_args_of_users_leave_the_subcommand(self, repository: UserRepository) -> None:
        repository.use("aboveboard", "--format=concise", "--fail-on=error")
        repository.write("DRAFT.TXT", PUSHY)
        shown = repository.commit()
        assert "Passed" in shown
        assert "DRAFT.TXT:1:" in shown

    def test_whole_folders_are_checked_whatever_was_staged(
        self, repository: UserRepository
    ) -> None:
        repository.write("drafts/monday.md", PUSHY)
        repository.write("elsewhere/tuesday.md", PUSHY)
        repository.git("commit", "--quiet", "--no-verify", "--message", "Before the hook")
        repository.use("aboveboard-all", "drafts/")
        shown = repository.commit(code=1)
        assert "drafts/monday.md:1:" in shown.replace("\\", "/")
        assert "tuesday.md" not in shown
