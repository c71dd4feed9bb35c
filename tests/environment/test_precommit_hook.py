"""The hooks, run by the real pre-commit in a real repository of a user."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml
from places import ROOT, Once, copy_repository, make_git, run

from aboveboard.sources import WALKED

MANIFEST = ROOT / ".pre-commit-hooks.yaml"
PUSHY = "This is your last chance to save!\n"
CALM = "The sale runs from Monday to Friday.\n"


def hooks() -> dict[str, dict[str, object]]:
    """The hooks that this repository offers, by id."""
    return {hook["id"]: hook for hook in yaml.safe_load(MANIFEST.read_text("utf-8"))}


def test_the_hook_takes_the_files_that_have_a_reader() -> None:
    suffixes = "|".join(sorted(suffix.removeprefix(".") for suffix in WALKED))
    assert hooks()["aboveboard"]["files"] == rf"(?i)\.({suffixes})$"


def test_every_hook_has_its_subcommand_where_the_args_of_users_cannot_replace_it() -> None:
    for hook in hooks().values():
        assert hook["entry"] == "aboveboard check --force-exclude"
        assert hook["require_serial"] is True


class UserRepository:
    """A git repository whose commits pass through hooks of ours."""

    def __init__(self, folder: Path, hook_source: Path, env: Mapping[str, str]) -> None:
        self.folder = folder
        self._source = hook_source
        self._env = env
        make_git(folder, env)
        run([sys.executable, "-m", "pre_commit", "install"], cwd=folder, env=env)

    def use(self, hook: str, *args: str) -> None:
        """Configure one hook, with the ``args`` of the user."""
        entry: dict[str, object] = {"id": hook, "verbose": True}
        if args:
            entry["args"] = list(args)
        repo = {"repo": self._source.as_uri(), "rev": "v0.0.0", "hooks": [entry]}
        self.write(".pre-commit-config.yaml", yaml.safe_dump({"repos": [repo]}))

    def write(self, name: str, text: str) -> None:
        """Write a file and stage it."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        self.git("add", name)

    def commit(self, *, code: int = 0) -> str:
        """Commit what is staged; the output of the hooks."""
        return self.git("commit", "--message", "A change", code=code)

    def git(self, *words: str, code: int = 0) -> str:
        """Run git here."""
        return run(["git", *words], cwd=self.folder, env=self._env, code=code)


@pytest.fixture(scope="session")
def hook_source(once: Once, clean_env: Mapping[str, str]) -> Path:
    """This repository, as it stands, with everything committed and a release tagged."""

    def make(folder: Path) -> None:
        copy_repository(folder)
        make_git(folder, clean_env)
        for words in (
            ("add", "--all"),
            ("commit", "--quiet", "--message", "All"),
            ("tag", "v0.0.0"),
        ):
            run(["git", *words], cwd=folder, env=clean_env)

    return once("hooks", make)


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
