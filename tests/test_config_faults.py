"""What is wrong with a configuration, in all its homes, said with its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from aboveboard.configfile import load_config
from aboveboard.rulebook.faults import FaultyFiles


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def faults(text: str | bytes, name: str = "aboveboard.yaml") -> list[str]:
    """Everything that is said of a configuration, without the excerpts of lines."""
    path = Path(name)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    try:
        load_config(path)
    except FaultyFiles as error:
        return [
            f"{f.line}:{f.column} {f.message}" + (f" | {f.hint}" if f.hint else "")
            for f in error.faults
        ]
    return []


YAML = {
    "": [],
    "# nothing yet\n": [],
    "severity: note\n": [],
    "slect: a\n": ["1:1 unknown key 'slect' in the configuration | did you mean 'select'?"],
    "severity: notes\n": ["1:11 'notes' is not one of note, warning, error | did you mean 'note'?"],
    "severity:\n": ["1:10 nothing stands here; one of note, warning, error is needed"],
    "fail-on: [note]\n": ["1:10 this must be one of note, warning, error, not a list"],
    "rules: []\n": ["1:8 this list is empty"],
    "exclude:\n  - *.csv\n": ['2:5 a text that begins with * must stand in quotes | write "*.csv"'],
    "select: urgency: hurry\n": [
        "1:16 a second colon stands in this line"
        " | a text with a colon and a space in it must stand in quotes"
    ],
    "facts:\n  offer:\n    ends: soon\n": [
        "3:11 the fact 'offer.ends' must be a date such as 2026-11-30, or with a time and zone,"
        " 2026-11-30T23:59Z, not 'soon'"
    ],
    "exceptions:\n  - path: a.md\n    rule: urgency/hurry\n": [
        "2:5 an exception has no 'reason' | reason: why it is all right"
    ],
    "exceptions: [{path: a, rule: b, reason: c, until: 31 December}]\n": [
        "1:51 this must be a date such as 2026-11-30, not '31 December'"
    ],
    "overrides: [{severity: note}]\n": ["1:13 an override has no 'paths' | paths: which files"],
    "preset: bufer\n": ["1:9 there is no preset 'bufer'; did you mean 'buffer'?"],
    "columns: {bdy: Text}\n": ["1:11 'bdy' is no role of a column; did you mean 'body'?"],
    "columns:\n  body: #2\n": [
        '2:8 nothing stands here; a header, or a position such as "#2" is needed'
        ' | a text that begins with # must stand in quotes: "#2"'
    ],
    "columns: Text\n": ["1:10 this must be a group of keys, not a text"],
    "date-order: dym\n": ["1:13 'dym' is not one of dmy, mdy, ymd | did you mean 'ymd'?"],
    "encoding: utf8000\n": ["1:11 there is no encoding 'utf8000'; one of Windows is cp1252"],
    "offers: [a.yaml]\n": [
        "1:9 this must be names of offers, each with its facts (ends: 2026-11-30 ...), not a list"
    ],
    "severity: note\nseverity: error\n": [
        "2:1 the key 'severity' stands here twice | keep one; the first is in line 1"
    ],
}


@pytest.mark.parametrize("text", YAML)
def test_yaml(text: str) -> None:
    assert faults(text) == YAML[text]


@pytest.mark.parametrize(
    "text",
    [
        "facts: paid\n",
        "facts: {conection: paid}\n",
        "accounts: {glow: {kind: advert}}\n",
        "- severity: note\n",
        "overrides: {paths: a}\n",
    ],
)
def test_one_mistake_is_one_fault(text: str) -> None:
    assert len(faults(text)) == 1


def test_everything_is_said_at_once() -> None:
    text = "slect: a\nseverity: bad\nfacts: {kind: x}\nexceptions: [{}]\noverrides: 3\n"
    assert [fault.split(" ")[0] for fault in faults(text)] == [
        "1:1", "2:11", "3:15", "4:14", "4:14", "4:14", "5:12"
    ]  # fmt: skip


TOML = {
    "[tool.aboveboard]\nseverity = 'note'\n": [],
    "[project]\nseverity = 3\n": [],
    "[tool.aboveboard]\n\nslect = 'a'\n": [
        "3:1 unknown key 'slect' in the configuration | did you mean 'select'?"
    ],
    "[tool.aboveboard]\nseverity = 'bad'\n": ["2:12 'bad' is not one of note, warning, error"],
    "[tool.aboveboard]\nselect = 'a'\n\n[tool.aboveboard.acounts.glow]\nzone = 'x'\n": [
        "4:2 unknown key 'acounts' in the configuration | did you mean 'accounts'?"
    ],
    "[[tool.aboveboard.overrides]]\npaths = 'a'\n"
    "[[tool.aboveboard.overrides]]\npaths = 'b'\nfacts = {offer.stock = 'few'}\n": [
        "5:24 the fact 'offer.stock' must be a whole number, such as 12, not 'few'"
    ],
    "[tool.aboveboard]\nexceptions = [{path = 'a', rule = 'b', reason = ''}]\n": [
        "2:49 this text is empty; a text is needed"
    ],
}


@pytest.mark.parametrize("text", TOML)
def test_toml(text: str) -> None:
    assert faults(text, "pyproject.toml") == TOML[text]


@pytest.mark.parametrize("text", ["[tool.aboveboard]\nselect = [\n", "[tool]\naboveboard = 'x'\n"])
def test_what_is_no_section_is_one_fault(text: str) -> None:
    assert len(faults(text, "pyproject.toml")) == 1


def test_dates_and_numbers_of_toml_are_taken() -> None:
    text = (
        "[tool.aboveboard]\n"
        "facts = {offer.ends = 2026-11-30, offer.stock = 3}\n"
        "exceptions = [{path = 'a', rule = 'b', reason = 'c', until = 2026-12-31}]\n"
    )
    assert faults(text, "pyproject.toml") == []


def test_not_utf_8() -> None:
    assert faults("# naïve".encode("latin-1")) == ["1:1 the file is not UTF-8 | save it as UTF-8"]


def test_a_file_that_is_not_there() -> None:
    with pytest.raises(FaultyFiles, match="cannot be read"):
        load_config(Path("nowhere.yaml"))


def test_a_folder_in_place_of_a_file(tmp_path: Path) -> None:
    (tmp_path / "aboveboard.yaml").mkdir()
    with pytest.raises(FaultyFiles, match="cannot be read"):
        load_config(Path("aboveboard.yaml"))


def test_faults_of_what_is_extended_name_its_file() -> None:
    Path("base.yaml").write_text("slect: a\n")
    Path("aboveboard.yaml").write_text("extends: base.yaml\n")
    with pytest.raises(FaultyFiles, match=r"base\.yaml:1:1: unknown key"):
        load_config(Path("aboveboard.yaml"))


def test_a_configuration_that_extends_itself() -> None:
    Path("a.yaml").write_text("extends: b.yaml\n")
    Path("b.yaml").write_text("extends: a.yaml\n")
    with pytest.raises(FaultyFiles, match="extends itself"):
        load_config(Path("a.yaml"))


def test_what_extends_wins_and_lists_add_up() -> None:
    Path("base.yaml").write_text("severity: note\nexclude: '*.csv'\nrules: house\nselect: a\n")
    Path("aboveboard.yaml").write_text("extends: base.yaml\nexclude: '*.tsv'\nselect: b\n")
    config = load_config(Path("aboveboard.yaml"))
    assert config.exclude == ("*.csv", "*.tsv")
    assert config.values["select"] == ("b",)
    assert config.values["severity"] == "note"
    assert config.rule_folders == [Path("house")]
    assert config.files == (Path("base.yaml"), Path("aboveboard.yaml"))
