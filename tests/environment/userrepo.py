"""A git repository of somebody who uses our hooks."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

import yaml
from places import make_git, run


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
