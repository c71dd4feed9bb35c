"""What a command does not need is not loaded: most runs end long before spaCy is worth its time.

Each command runs in a fresh interpreter, which then lists the modules it has loaded.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from fresh import run_python

from aboveboard import Linter

# Each takes longer to import than a clean folder takes to check.
HEAVY = {"cattrs", "lsprotocol", "numpy", "pydantic", "pygls", "rich", "spacy", "thinc", "typer"}

_PROGRAM = """
import json, sys
from aboveboard.cli import main
code = main(json.loads(sys.argv[1]))
print(json.dumps([code, sorted(sys.modules)]), file=open(sys.argv[2], "w", encoding="utf-8"))
"""

CALM = "# Autumn menu\n\nThe kitchen is open from noon to nine. Soup comes with 2 rolls.\n"


def loaded_by(*arguments: str, cwd: Path, code: int) -> set[str]:
    """The top-level modules that one command loads; it must exit with ``code``."""
    return {name.partition(".")[0] for name in modules_of(*arguments, cwd=cwd, code=code)}


def modules_of(*arguments: str, cwd: Path, code: int) -> set[str]:
    """All modules that one command loads; it must exit with ``code``."""
    answer = cwd.parent / f"{cwd.name}.modules"
    done = run_python(_PROGRAM, json.dumps(arguments), str(answer), cwd=cwd)
    assert done.returncode == 0, done.stderr
    exit_code, modules = json.loads(answer.read_text("utf-8"))
    assert exit_code == code, done.stdout + done.stderr
    return set(modules)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of its own, so that no configuration is found."""
    folder = tmp_path / "here"
    (folder / ".git").mkdir(parents=True)  # the search for a configuration ends here
    return folder


@pytest.mark.parametrize(
    "arguments",
    [
        ["--help"],
        ["--version"],
        ["check", "--help"],
        ["rules", "--help"],
        ["rules", "list"],
        ["rules", "list", "--format", "json"],
        ["rules", "show", "urgency/last-chance"],
        ["explain", "urgency/last-chance"],
        ["check", "--show-settings"],
        ["check", "--show-files"],
    ],
    ids=" ".join,
)
def test_a_command_that_checks_nothing_loads_nothing_heavy(
    arguments: list[str], folder: Path
) -> None:
    (folder / "draft.txt").write_text(CALM, encoding="utf-8")
    assert loaded_by(*arguments, cwd=folder, code=0) & HEAVY == set()


@pytest.mark.parametrize(
    "arguments",
    [["--nonsense"], ["--select", "no-such-rule"], ["explain", "no-such-rule"], ["--fact", "x"]],
    ids=" ".join,
)
def test_a_usage_error_loads_nothing_heavy(arguments: list[str], folder: Path) -> None:
    assert loaded_by(*arguments, cwd=folder, code=2) & HEAVY == set()


def test_a_configuration_error_loads_nothing_heavy(folder: Path) -> None:
    (folder / ".aboveboard.yaml").write_text("severty: note\n", encoding="utf-8")
    assert loaded_by(".", cwd=folder, code=2) & HEAVY == set()


def test_a_rule_error_loads_nothing_heavy(folder: Path) -> None:
    (folder / "house").mkdir()
    (folder / "house" / "broken.yaml").write_text("title: Only a title\n", encoding="utf-8")
    assert loaded_by("--rules", "house", ".", cwd=folder, code=2) & HEAVY == set()


def test_an_empty_folder_loads_nothing_heavy(folder: Path) -> None:
    assert loaded_by(".", cwd=folder, code=0) & HEAVY == set()


def test_a_path_that_leads_nowhere_loads_nothing_heavy(folder: Path) -> None:
    # How a problem is shown is the reporter's business, and may need rich; no copy was read.
    assert loaded_by("gone.txt", cwd=folder, code=2) & (HEAVY - {"rich"}) == set()


@pytest.mark.parametrize("name", ["draft.txt", "draft.md", "draft.mdx", "draft.html"])
@pytest.mark.parametrize("format", ["full", "json"])
def test_a_clean_draft_loads_nothing_heavy(name: str, format: str, folder: Path) -> None:
    (folder / name).write_text(CALM, encoding="utf-8")
    assert loaded_by(name, "--format", format, cwd=folder, code=0) & HEAVY == set()


def test_no_rule_needs_spacy_for_a_draft_without_its_words(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Says which rule it is when the test above fails.

    Most often: a wording made of nothing but words that contractions change (``mon``, ``ai``,
    ``a d``), which the screen cannot ask for.
    """

    def refuse(*_: object) -> None:
        raise NeedsSpacyError

    monkeypatch.setattr("aboveboard.nlp.parse", refuse)
    monkeypatch.setattr("aboveboard.nlp.make_nlp", refuse)
    wrong = []
    for rule_id in Linter().rulebook.rules:
        try:
            Linter(select=[rule_id], severity="note").check_text(CALM, format="markdown")
        except NeedsSpacyError:
            wrong.append(rule_id)
    assert wrong == []


class NeedsSpacyError(Exception):
    """Something was about to load spaCy."""


def test_a_draft_with_a_finding_does_load_spacy(folder: Path) -> None:
    """Without this, the tests above would also pass if nothing were ever checked."""
    (folder / "draft.txt").write_text("This is your last chance to save!\n", encoding="utf-8")
    assert "spacy" in loaded_by("draft.txt", cwd=folder, code=1)


# What reads copy, matches it, and knows its rules; and what compares documents with each other.
MATCHING = re.compile(
    r"aboveboard\.(?:engine|matcherset|matchers|nlp|passage|normalise|screen|guards|expressions"
    r"|clearing|phrasing|suppress|conflicts|rulebook\.compiled|rulebook\.lint|rulebook\.load"
    r"|across\.(?!trace$).+|claims\.(?!counts$|window$).+|sources\.(?:markdown|plain|html|flow))\b.*"
)


def test_what_is_known_of_a_file_is_told_without_matching(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ABOVEBOARD_CACHE_DIR", str(tmp_path / "cache"))
    said = "This is your last chance to save! Only 3 left. Ends 30 November 2026.\n"
    (folder / "draft.md").write_text(said, encoding="utf-8")
    command = ("draft.md", "--format", "json")
    cold = modules_of(*command, cwd=folder, code=1)
    assert "spacy" in cold
    assert any(map(MATCHING.fullmatch, cold))
    warm = modules_of(*command, cwd=folder, code=1)
    assert {name.partition(".")[0] for name in warm} & (HEAVY | {"pyromark", "dateutil"}) == set()
    assert sorted(filter(MATCHING.fullmatch, warm)) == []


def test_importing_the_library_loads_nothing_but_itself(tmp_path: Path) -> None:
    done = run_python("import aboveboard, sys; print(*sys.modules)", cwd=tmp_path)
    ours = {name for name in done.stdout.split() if name.startswith("aboveboard")}
    assert ours == {"aboveboard"}
