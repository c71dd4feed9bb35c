"""What is built from the repository holds every rule, and works where the repository is not."""

from __future__ import annotations

import json
import shutil
import sys
import tarfile
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from places import SCRIPTS, Once, copy_repository, make_venv, run

pytestmark = pytest.mark.environment


def rule_ids(rules: Path) -> list[str]:
    """The id of every rule file below ``rules``: its path without the suffix."""
    inner = [path.relative_to(rules) for path in rules.rglob("*.yaml")]
    return sorted(
        path.with_suffix("").as_posix()
        for path in inner
        if path.parts[0] != "lexicons" and path != Path("provisions.yaml")
    )


def files_below(folder: Path) -> dict[str, bytes]:
    """The content of every file below ``folder``, by its path from there."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


@dataclass(frozen=True)
class Built:
    """The distributions of the repository."""

    wheel: Path
    sdist: Path


@pytest.fixture(scope="session")
def built(checkout: Path, clean_env: Mapping[str, str], once: Once) -> Built:
    """Both distributions, each built from the repository in an isolated environment."""

    def make(folder: Path) -> None:
        words = ("-m", "build", "--wheel", "--sdist", "--outdir", folder, checkout)
        run([sys.executable, *words], cwd=folder, env=clean_env)

    folder = once("dist", make)
    (wheel,) = folder.glob("*.whl")
    (sdist,) = folder.glob("*.tar.gz")
    return Built(wheel, sdist)


@dataclass(frozen=True)
class Installed:
    """An environment that aboveboard was installed into, from ``checkout`` or what it became."""

    kind: str
    programs: Path
    checkout: Path


Install = Callable[[str], Installed]


@pytest.fixture(scope="session")
def install(built: Built, clean_env: Mapping[str, str], once: Once) -> Install:
    """Makes each kind of installation once, in an empty environment of its own.

    Nothing is shared between them: pip resolves and installs every dependency from the
    wheelhouse each time, which takes seconds, and leaves no doubt what was declared.
    """

    def install(kind: str) -> Installed:
        def make(place: Path) -> None:
            copy_repository(place / "checkout")
            what = {
                "wheel": [built.wheel],
                "sdist": [built.sdist],
                "editable": ["--editable", place / "checkout"],
            }
            python = make_venv(place / "venv", clean_env) / "python"
            words = (python, "-m", "pip", "install", "--quiet", *what[kind])
            run(words, cwd=place, env=clean_env)
            if kind == "editable":
                # An edit after the installation counts at once. (Hatchling also copies the rules
                # into an editable installation; nothing may read that copy, which grows stale.)
                rule = place / "checkout" / "rules" / "urgency" / "last-chance.yaml"
                shutil.copy(rule, rule.with_name("added-later.yaml"))

        place = once(kind, make)
        return Installed(kind, place / "venv" / SCRIPTS, place / "checkout")

    return install


@pytest.fixture(params=["wheel", "sdist", "editable"])
def installed(request: pytest.FixtureRequest, install: Install) -> Installed:
    """Each kind of installation in turn."""
    return install(request.param)


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[Path]:
    """A working directory that has nothing to do with the repository."""
    (tmp_path / "draft.txt").write_text("This is your last chance to save!\n", encoding="utf-8")
    (tmp_path / "calm.txt").write_text("We are open until six.\n", encoding="utf-8")
    return tmp_path


def test_it_lists_every_rule(
    installed: Installed, elsewhere: Path, clean_env: Mapping[str, str]
) -> None:
    shown = run(
        [installed.programs / "aboveboard", "rules", "list", "--format", "json"],
        cwd=elsewhere,
        env=clean_env,
    )
    listed = sorted(rule["id"] for rule in json.loads(shown))
    assert listed == rule_ids(installed.checkout / "rules")
    assert ("urgency/added-later" in listed) is (installed.kind == "editable")


def test_it_flags_a_planted_phrase(
    installed: Installed, elsewhere: Path, clean_env: Mapping[str, str]
) -> None:
    program = installed.programs / "aboveboard"
    shown = run([program, "draft.txt"], cwd=elsewhere, env=clean_env, code=1)
    assert "draft.txt:1:" in shown
    assert "urgency/" in shown
    run([program, "calm.txt"], cwd=elsewhere, env=clean_env)


def test_it_runs_from_where_it_was_installed(
    installed: Installed, elsewhere: Path, clean_env: Mapping[str, str]
) -> None:
    code = (
        "import aboveboard; from aboveboard.rulebook.load import bundled_folder;"
        "print(aboveboard.__file__); print(bundled_folder())"
    )
    shown = run([installed.programs / "python", "-c", code], cwd=elsewhere, env=clean_env)
    package, rules = map(Path, shown.split("\n")[:2])
    if installed.kind == "editable":
        assert package.is_relative_to(installed.checkout)
        assert rules == installed.checkout / "rules"
    else:
        assert package.is_relative_to(installed.programs.parent)
        assert rules == package.parent / "rules"


def test_it_declares_what_it_needs(
    installed: Installed, elsewhere: Path, clean_env: Mapping[str, str]
) -> None:
    run([installed.programs / "python", "-m", "pip", "check"], cwd=elsewhere, env=clean_env)


def test_the_wheel_holds_the_package_and_the_rules_and_nothing_else(
    built: Built, checkout: Path
) -> None:
    with zipfile.ZipFile(built.wheel) as wheel:
        held = {name: wheel.read(name) for name in wheel.namelist() if ".dist-info/" not in name}
        described = {name.partition("/")[2] for name in wheel.namelist() if ".dist-info/" in name}
    package = files_below(checkout / "src" / "aboveboard")
    rules = files_below(checkout / "rules")
    assert held == {f"aboveboard/{name}": content for name, content in package.items()} | {
        f"aboveboard/rules/{name}": content for name, content in rules.items()
    }
    assert "aboveboard/py.typed" in held
    assert "licenses/LICENSE" in described


def test_the_sdist_holds_the_whole_repository(built: Built, checkout: Path) -> None:
    with tarfile.open(built.sdist) as sdist:
        held = {name.partition("/")[2] for name in sdist.getnames()}
    assert set(files_below(checkout)) - held == set()
