"""The steps of ``action.yml``, run as a runner of GitHub runs them: bash, files, variables."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from places import ROOT

ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
STEPS: dict[str, dict[str, Any]] = {step["id"]: step for step in ACTION["runs"]["steps"]}

_EXPRESSION = re.compile(r"\$\{\{ (?P<of>inputs|steps\.\w+\.outputs)\.(?P<name>[\w-]+) \}\}")


@dataclass(frozen=True)
class Step:
    """What a step did: its exit code, log, outputs and summary."""

    code: int
    log: str
    outputs: dict[str, str]
    summary: str


@dataclass(frozen=True)
class Runner:
    """A runner whose workspace is the folder ``workspace``; ``temp`` is its own.

    ``env`` is what its steps inherit, ``known`` the outputs of earlier steps, such as
    ``{"steps.install.outputs.programs": ...}``.
    """

    workspace: Path
    temp: Path
    env: Mapping[str, str]
    known: Mapping[str, str]

    def run(self, name: str, **inputs: str) -> Step:
        """Run the step ``name``; ``fail_on`` is the input fail-on, others have their defaults."""
        given = {key.replace("_", "-"): value for key, value in inputs.items()}
        assert set(given) <= set(ACTION["inputs"])
        output, summary = self.temp / "output", self.temp / "summary.md"
        output.write_text("", "utf-8")
        summary.write_text("", "utf-8")

        def value(text: str) -> str:
            said = _EXPRESSION.fullmatch(text)
            assert said, text
            if said["of"] == "inputs":
                return given.get(said["name"], ACTION["inputs"][said["name"]]["default"])
            return self.known[f"{said['of']}.{said['name']}"]

        script = self.temp / f"{name}.sh"
        script.write_text(STEPS[name]["run"], "utf-8", newline="\n")
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)],
            cwd=self.workspace,
            env={
                **self.env,
                "GITHUB_ACTIONS": "true",
                "GITHUB_ACTION_PATH": str(ROOT),
                "GITHUB_OUTPUT": str(output),
                "GITHUB_STEP_SUMMARY": str(summary),
                "GITHUB_WORKSPACE": str(self.workspace),
                "RUNNER_TEMP": str(self.temp),
                **{key: value(text) for key, text in STEPS[name]["env"].items()},
            },
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            check=False,
        )
        lines = output.read_text("utf-8").splitlines()
        outputs = {key: text for key, _, text in (line.partition("=") for line in lines)}
        return Step(done.returncode, done.stdout, outputs, summary.read_text("utf-8"))

    def with_env(self, **more: str) -> Runner:
        """The same runner, with more variables."""
        return Runner(self.workspace, self.temp, {**self.env, **more}, self.known)


def inherited() -> dict[str, str]:
    """What a step may inherit from whoever runs the tests: nothing of GitHub, git and colours."""
    dropped = ("GITHUB_", "GIT_", "RUNNER_", "IN_", "FORCE_COLOR")
    kept = {key: text for key, text in os.environ.items() if not key.startswith(dropped)}
    return kept | {"NO_COLOR": "1", "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
