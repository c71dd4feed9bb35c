"""The GitHub Action: its steps are run by bash, with inputs as a workflow gives them."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from action_steps import ACTION, STEPS, Runner, inherited
from places import ROOT, make_git, run

import aboveboard

PUSHY = "This is your last chance to save!\n"
CALM = "The sale runs from Monday to Friday.\n"
HOSTILE = "x'\"; touch pwned; $(touch pwned) `touch pwned` || touch pwned & ../*"


@pytest.fixture
def runner(tmp_path: Path) -> Runner:
    """A runner on which aboveboard is installed: it starts the one under test."""
    for name in ("programs", "temp", "workspace"):
        (tmp_path / name).mkdir()
    code = "import sys; from aboveboard.cli import main; sys.exit(main())"
    for name, words in (("aboveboard", f" -c '{code}'"), ("python", "")):
        program = tmp_path / "programs" / name
        program.write_text(f'#!/bin/sh\nexec "{sys.executable}"{words} "$@"\n', "utf-8")
        program.chmod(0o755)
    source = str(Path(aboveboard.__file__).resolve().parent.parent)
    known = {"steps.install.outputs.programs": str(tmp_path / "programs")}
    env = inherited() | {"PYTHONPATH": source, "PYTHONSAFEPATH": "1"}
    return Runner(tmp_path / "workspace", tmp_path / "temp", env, known)


def write(runner: Runner, **files: str) -> None:
    """Write Markdown files, by their names without the suffix."""
    for name, text in files.items():
        (runner.workspace / f"{name}.md").write_text(text, "utf-8")


def names(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*")}


# ------------------------------------------------------------------ the file


def test_no_input_becomes_a_part_of_a_script() -> None:
    scripts = [step["run"] for step in STEPS.values() if "run" in step]
    assert len(scripts) == 2
    assert not [script for script in scripts if "${{" in script]


def test_every_input_is_used_and_every_variable_is_given() -> None:
    given = {text for step in STEPS.values() for text in (step.get("env") or step["with"]).values()}
    assert {f"${{{{ inputs.{name} }}}}" for name in ACTION["inputs"]} <= given
    for step in STEPS.values():
        if "run" in step:
            assert set(re.findall(r"\bIN_[A-Z_]+", step["run"])) == set(step["env"])


def test_the_readers_of_github_and_gitlab_take_the_files() -> None:
    example = ROOT / "examples" / "repository"
    for schema, path in (
        ("github-actions", ROOT / "action.yml"),
        ("github-workflows", example / ".github" / "workflows" / "copy.yml"),
        ("gitlab-ci", example / ".gitlab-ci.yml"),
    ):
        more = ["--data-transform", "gitlab-ci"] if schema == "gitlab-ci" else []
        words = ("-m", "check_jsonschema", "--builtin-schema", f"vendor.{schema}", *more, path)
        run([sys.executable, *words], cwd=ROOT, env=inherited())


def test_the_page_tells_every_input_with_its_default_and_every_output() -> None:
    page = (ROOT / "docs" / "ci.md").read_text("utf-8")
    rows = re.findall(r"(?m)^\| `([\w-]+)` \|.*\| (.+) \|$", page)
    told = {name: default.strip("`") for name, default in rows if name in ACTION["inputs"]}
    unset = {"everything", "none", "the configuration's"}
    assert {name: "" if text in unset else text for name, text in told.items()} == {
        name: given["default"] for name, given in ACTION["inputs"].items()
    }
    assert [name for name in ACTION["outputs"] if f"`{name}`" not in page] == []


# ------------------------------------------------------------------ what is handed on


def test_findings_fail_the_step_and_stand_in_log_summary_and_sarif(runner: Runner) -> None:
    write(runner, draft=PUSHY, calm=CALM)
    step = runner.run("check", sarif="found.sarif")
    assert step.code == 1
    assert step.outputs == {"exit-code": "1", "findings": "1", "sarif": "./found.sarif"}
    first, *_, last = step.log.splitlines()
    assert first.startswith("::warning file=draft.md,line=1,endLine=1,col=14,endColumn=33,title=")
    assert last == "Found 1 finding (1 warning) in 1 of 2 documents."
    assert "urgency/last-chance" in step.summary
    found = json.loads((runner.workspace / "found.sarif").read_text("utf-8"))
    assert [r["ruleId"] for r in found["runs"][0]["results"]] == ["urgency/last-chance"]


def test_calm_copy_passes(runner: Runner) -> None:
    write(runner, calm=CALM)
    step = runner.run("check", summary="false")
    assert step.code == 0
    assert step.outputs == {"exit-code": "0", "findings": "0"}
    assert step.summary == ""
    assert names(runner.workspace) == {"calm.md"}


def test_what_cannot_be_read_is_exit_code_2(runner: Runner) -> None:
    write(runner, draft=PUSHY)
    (runner.workspace / "broken.md").write_bytes(b"\xff\xfe\x00")
    step = runner.run("check")
    assert (step.code, step.outputs) == (2, {"exit-code": "2", "findings": "1"})
    step = runner.run("check", paths="missing.md")
    assert (step.code, step.outputs) == (2, {"exit-code": "2", "findings": "0"})
    assert "missing.md" in step.log
    step = runner.run("check", args="--sevrity note")
    assert (step.code, step.outputs) == (2, {"exit-code": "2"})
    assert "--sevrity" in step.log


@pytest.mark.parametrize(
    ("inputs", "code"),
    [
        ({"fail_on": "never"}, 0),
        ({"fail_on": "error"}, 0),
        ({"args": "--ignore urgency\n  --severity=note"}, 0),
        ({"paths": "calm.md\r\n\n"}, 0),
        ({"paths": "calm.md\ndraft.md"}, 1),
        ({"jurisdictions": "us,uk"}, 1),
    ],
)
def test_inputs(runner: Runner, inputs: dict[str, str], code: int) -> None:
    write(runner, draft=PUSHY, calm=CALM)
    step = runner.run("check", **inputs)
    assert (step.code, step.outputs["exit-code"]) == (code, str(code)), step.log


def test_the_configuration_of_the_working_directory_counts(runner: Runner) -> None:
    folder = runner.workspace / "shop copy"
    folder.mkdir()
    (folder / "draft.md").write_text(PUSHY, "utf-8")
    (folder / ".aboveboard.yaml").write_text("fail-on: error\n", "utf-8")
    step = runner.run("check", working_directory="shop copy", sarif="found.sarif")
    assert (step.code, step.outputs["sarif"]) == (0, "shop copy/found.sarif")
    found = json.loads((folder / "found.sarif").read_text("utf-8"))
    # No warning is reported where errors count only, but the file exists for the upload.
    assert len(found["runs"][0]["results"]) == int(step.outputs["findings"])


# ------------------------------------------------------------------ hostile inputs


@pytest.mark.parametrize("name", sorted(set(ACTION["inputs"]) - {"python-version", "extras"}))
def test_an_input_is_never_a_command(runner: Runner, name: str) -> None:
    write(runner, calm=CALM)
    step = runner.run("check", **{name.replace("-", "_"): HOSTILE})
    # A jurisdiction that nobody has rules for is none of those that have.
    assert step.code == (0 if name == "jurisdictions" else 2), step.log
    assert step.outputs["exit-code"] == str(step.code)
    assert set(step.outputs) <= {"exit-code", "findings"}
    assert names(runner.workspace) == {"calm.md"}


@pytest.mark.parametrize(
    "name", sorted(set(ACTION["inputs"]) - {"python-version", "extras", "paths", "args"})
)
def test_an_input_never_begins_a_line_of_the_output(runner: Runner, name: str) -> None:
    write(runner, calm=CALM)
    step = runner.run("check", **{name.replace("-", "_"): "a\n::add-mask::b\nexit-code=0"})
    assert step.log == "::error title=aboveboard::only 'paths' and 'args' may have several lines\n"
    assert (step.code, step.outputs) == (2, {"exit-code": "2"})


def test_a_path_is_a_path_whatever_it_looks_like(runner: Runner) -> None:
    odd = ["; touch pwned", "$(touch pwned)", "a  b", "--exit-zero", "-", "*"]
    write(runner, **dict.fromkeys(odd, PUSHY))
    before = names(runner.workspace)
    step = runner.run("check", paths="\n".join(f"{name}.md" for name in odd))
    assert (step.code, step.outputs["findings"]) == (1, str(len(odd))), step.log
    assert names(runner.workspace) == before


def test_modules_in_the_repository_are_not_run(runner: Runner) -> None:
    write(runner, calm=CALM)
    for name in ("json", "yaml", "aboveboard", "sitecustomize"):
        text = "open('pwned', 'w')\nraise SystemExit(0)\n"
        (runner.workspace / f"{name}.py").write_text(text, "utf-8")
    before = names(runner.workspace)
    step = runner.run("check")
    assert (step.code, step.outputs) == (0, {"exit-code": "0", "findings": "0"})
    assert names(runner.workspace) == before


@pytest.mark.parametrize("extras", [HOSTILE, "xlsx\ntouch pwned", "xlsx] -r a.txt", "a/b"])
def test_extras_are_names(runner: Runner, extras: str) -> None:
    known = {"steps.python.outputs.python-path": sys.executable}
    install = Runner(runner.workspace, runner.temp, runner.env, known)
    step = install.run("install", extras=extras)
    assert step.code == 2
    assert step.log == (
        "::error title=aboveboard::extras: names such as xlsx, with commas between them\n"
    )
    assert names(runner.workspace) == set()


# ------------------------------------------------------------------ pull requests


class Pull:
    """A repository whose branch adds a draft to an old one, as a pull request has it."""

    def __init__(self, runner: Runner) -> None:
        self.runner = runner
        self.env = inherited()
        make_git(runner.workspace, self.env)
        self.add("old")
        self.git("checkout", "--quiet", "-b", "topic")
        self.add("new")
        self.git("checkout", "--quiet", "main")
        self.add("since")
        self.git("update-ref", "refs/remotes/origin/main", "main")
        self.git("merge", "--quiet", "--no-ff", "-m", "Merge", "topic")

    def git(self, *words: str) -> str:
        return run(["git", *words], cwd=self.runner.workspace, env=self.env).strip()

    def add(self, name: str) -> None:
        write(self.runner, **{name: PUSHY})
        self.git("add", ".")
        self.git("commit", "--quiet", "-m", name)

    def check(self, *, event: str = "pull_request", sha: str = "main", base: str = "main") -> str:
        """The names of the files with findings, or the whole log where there are none."""
        runner = self.runner.with_env(
            GITHUB_EVENT_NAME=event, GITHUB_SHA=self.git("rev-parse", sha), GITHUB_BASE_REF=base
        )
        log = runner.run("check", since="base", format="concise").log
        return " ".join(re.findall(r"(?m)^(\w+)\.md:", log)) or log


def test_a_pull_request_answers_for_what_it_changes(runner: Runner) -> None:
    assert Pull(runner).check() == "new"


@pytest.mark.parametrize("event", ["push", "pull_request_target"])
def test_every_other_event_checks_everything(runner: Runner, event: str) -> None:
    assert Pull(runner).check(event=event) == "new old since"


def test_the_branch_itself_is_compared_with_where_it_left(runner: Runner) -> None:
    pull = Pull(runner)
    merge = pull.git("rev-parse", "main")
    pull.git("checkout", "--quiet", "topic")
    assert pull.check(sha=merge) == "new"
    # The branch took main in: its own first parent is not what the pull request starts from.
    pull.git("merge", "--quiet", "--no-ff", "-m", "Take main in", "origin/main")
    assert pull.check(sha=merge) == "new"


def test_without_history_the_step_says_how_to_get_it(runner: Runner) -> None:
    pull = Pull(runner)
    pull.git("checkout", "--quiet", "topic")
    assert pull.check(base="$(touch pwned)") == (
        "::error title=aboveboard::since: there is no history; "
        "give actions/checkout 'fetch-depth: 2' (0 with a 'ref')\n"
    )
    assert "pwned" not in names(runner.workspace)


def test_a_revision_of_ones_own(runner: Runner) -> None:
    pull = Pull(runner)
    step = pull.runner.run("check", since="HEAD", format="concise")
    assert (step.code, step.outputs["findings"]) == (0, "0")


# ------------------------------------------------------------------ the real installation


@pytest.mark.environment
def test_the_action_installs_its_own_checkout(
    clean_env: Mapping[str, str], checkout: Path, tmp_path: Path
) -> None:
    for name in ("temp dir", "workspace"):
        (tmp_path / name).mkdir()
    (tmp_path / "workspace" / "pip.py").write_text("raise SystemExit(3)\n", "utf-8")
    (tmp_path / "workspace" / "draft.md").write_text(PUSHY, "utf-8")
    first = Runner(
        *(tmp_path / "workspace", tmp_path / "temp dir", clean_env),
        {"steps.python.outputs.python-path": sys.executable},
    )
    step = first.run("install", extras="xlsx")
    assert step.code == 0, step.log
    programs = Path(step.outputs["programs"])
    shown = subprocess.run(
        [
            programs / "python",
            "-I",
            "-c",
            "import aboveboard, openpyxl; print(aboveboard.__file__)",
        ],
        capture_output=True,
        encoding="utf-8",
        check=True,
    ).stdout
    assert Path(shown.strip()).is_relative_to(tmp_path / "temp dir")
    known = {"steps.install.outputs.programs": str(programs)}
    then = Runner(first.workspace, first.temp, first.env, known)
    step = then.run("check", sarif="found.sarif")
    assert (step.code, step.outputs["findings"]) == (1, "1"), step.log
