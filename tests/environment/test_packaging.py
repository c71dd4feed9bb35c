"""What is built from the repository holds every rule, and works where the repository is not."""

from __future__ import annotations

import json
import sys
import tarfile
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from places import copy_repository, make_venv, run

pytestmark = [pytest.mark.environment, pytest.mark.xdist_group("environment")]

KINDS = ("wheel", "sdist", "editable")


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


@pytest.fixture(scope="module")
def built(
    checkout: Path, clean_env: Mapping[str, str], tmp_path_factory: pytest.TempPathFactory
) -> Built:
    """Both distributions, each built from the repository in an isolated environment."""
    folder = tmp_path_factory.mktemp("dist")
    run(
        [sys.executable, "-m", "build", "--wheel", "--sdist", "--outdir", folder, checkout],
        cwd=folder,
        env=clean_env,
    )
    (wheel,) = folder.glob("*.whl")
    (sdist,) = folder.glob("*.tar.gz")
    return Built(wheel, sdist)


@dataclass(frozen=True)
class Installed:
    """An environment that aboveboard was installed into, from ``checkout`` or what it became."""

    kind: str
    programs: Path
    checkout: Path


@pytest.fixture(scope="module", params=KINDS)
def installed(
    request: pytest.FixtureRequest,
    built: Built,
    clean_env: Mapping[str, str],
    tmp_path_factory: pytest.TempPathFactory,
) -> Installed:
    """Each kind of installation, in an empty environment of its own.

    Nothing is shared between them: pip resolves and installs every dependency from the
    wheelhouse each time, which takes seconds, and leaves no doubt what was declared.
    """
    place = tmp_path_factory.mktemp(request.param)
    checkout = copy_repository(place / "checkout")
    what = {"wheel": [built.wheel], "sdist": [built.sdist], "editable": ["--editable", checkout]}
    programs = make_venv(place / "venv", clean_env)
    run(
        [programs / "python", "-m", "pip", "install", "--quiet", *what[request.param]],
        cwd=place,
        env=clean_env,
    )
    return Installed(request.param, programs, checkout)


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
    assert sorted(rule["id"] for rule in json.loads(shown)) == rule_ids(
        installed.checkout / "rules"
    )


def test_it_flags_a_planted_phrase(
    installed: Installed, elsewhere: Path, clean_env: Mapping[str, str]
) -> None:
    program = installed.programs / "aboveboard"
    shown = run([program, "draft.txt"], cwd=elsewhere, env=clean_env, code=1)
    assert "urgency/last-chance" in shown
    assert "draft.txt:1:14" in shown
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


@pytest.mark.parametrize("installed", ["editable"], indirect=True)
def test_an_edited_rule_counts_at_once_where_the_installation_is_editable(
    installed: Installed, elsewhere: Path, clean_env: Mapping[str, str]
) -> None:
    """Hatchling also copies the rules into an editable installation, where they grow stale."""
    rule = installed.checkout / "rules" / "urgency" / "last-chance.yaml"
    text = rule.read_text("utf-8")
    rule.with_name("the-very-last.yaml").write_text(text, encoding="utf-8")
    try:
        shown = run(
            [installed.programs / "aboveboard", "rules", "list"], cwd=elsewhere, env=clean_env
        )
    finally:
        rule.with_name("the-very-last.yaml").unlink()
    assert "urgency/the-very-last" in shown


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
