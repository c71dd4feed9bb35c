"""Loading: which files are read, what they are called, and that nothing is passed over."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from rule_errors_base import HERE, use_base

from aboveboard.rulebook.book import Rulebook, holds
from aboveboard.rulebook.faults import Fault, FaultyFiles
from aboveboard.rulebook.folders import bundled_folder
from aboveboard.rulebook.lint import load_checked
from aboveboard.rulebook.load import load_rulebook, read_rulebook

RULE = (HERE / "clean.yaml").read_text(encoding="utf-8")
LEXICON = (HERE / "lexicon-clean.yaml").read_text(encoding="utf-8")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, beside a bundled rulebook of one rule; the working directory above it."""
    use_base(monkeypatch, tmp_path)
    monkeypatch.chdir(tmp_path)
    house = tmp_path / "house"
    house.mkdir()
    return house


def write(path: Path, text: str | bytes = RULE) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def read(*folders: str) -> tuple[Rulebook, list[str]]:
    """The rulebook, and the first line of each fault."""
    rulebook, faults = read_rulebook(folders)
    return rulebook, [str(fault).split("\n")[0] for fault in faults]


def test_bundled_rules_are_found() -> None:
    assert (bundled_folder() / "provisions.yaml").is_file()


def test_without_folders_the_bundled_rulebook_is_read_once(folder: Path) -> None:
    assert load_rulebook() is load_rulebook()
    assert list(load_rulebook().rules) == ["urgency/hurry"]


def test_ids_are_paths_without_suffix(folder: Path) -> None:
    write(folder / "pricing" / "free-strings.yaml")
    write(folder / "pricing" / "deep" / "inner.yml", RULE.replace("Final", "Very final"))
    write(folder / "top.yaml", RULE.replace("Final", "Utterly final"))
    rulebook, faults = read("house")
    assert faults == []
    assert set(rulebook.rules) == {
        "urgency/hurry",
        "pricing/free-strings",
        "pricing/deep/inner",
        "house/top",  # the folder is its category
    }
    assert rulebook.rules["pricing/free-strings"].category == "pricing"
    assert rulebook.rules["house/top"].path == str(Path("house", "top.yaml"))
    assert rulebook.texts[str(Path("house", "pricing", "free-strings.yaml"))] == RULE


def test_the_working_directory_is_a_category_too(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(folder / "top.yaml")
    monkeypatch.chdir(folder)
    assert "house/top" in read(".")[0].rules


def test_hidden_and_other_files_are_left_out(folder: Path) -> None:
    write(folder / "a" / "rule.yaml")
    write(folder / ".hidden" / "rule.yaml", "[")
    write(folder / "a" / ".rule.yaml", "[")
    write(folder / "a" / "README.md", "[")
    write(folder / "a" / "rule.yaml~", "[")
    rulebook, faults = read("house")
    assert faults == []
    assert set(rulebook.rules) == {"urgency/hurry", "a/rule"}


def test_every_fault_of_every_file_is_said(folder: Path) -> None:
    write(folder / "a" / "one.yaml", RULE.replace("severity: warning", "severity: bad"))
    write(folder / "a" / "two.yaml", RULE.replace("title:", "titel:"))
    write(folder / "b" / "three.yaml")
    write(folder / "lexicons" / "four.yaml", "title: x\n")
    write(folder / "provisions.yaml", "a: b\n")
    rulebook, faults = read("house", "nowhere")
    assert set(rulebook.rules) == {"urgency/hurry", "b/three"}
    assert rulebook.unread == {"a/one", "a/two", "lexicons/four", "provisions"}
    assert {fault.split(":")[0] for fault in faults} == {
        str(Path("house", *parts.split("/")))
        for parts in ["a/one.yaml", "a/two.yaml", "lexicons/four.yaml", "provisions.yaml"]
    } | {"nowhere"}
    with pytest.raises(FaultyFiles) as raised:
        load_rulebook(["house", "nowhere"])
    assert len(raised.value.faults) == len(faults)


def test_the_same_id_twice(folder: Path) -> None:
    write(folder / "a" / "rule.yaml")
    write(folder / "a" / "rule.yml")
    write(folder / "urgency" / "hurry.yaml")
    _, faults = read("house")
    assert faults == [
        "house/a/rule.yml:2:1: a rule 'a/rule' stands already in house/a/rule.yaml",
        "house/urgency/hurry.yaml:2:1: a rule 'urgency/hurry' stands already in "
        "bundled/urgency/hurry.yaml",
    ]


def test_a_folder_named_twice_is_read_once(folder: Path) -> None:
    write(folder / "a" / "rule.yaml")
    assert read("house", "house/", "./house", "bundled")[1] == []


def test_lexicons_and_provisions_of_ones_own(folder: Path) -> None:
    write(folder / "lexicons" / "things.yaml", LEXICON)
    write(folder / "lexicons" / "connections.yaml", LEXICON)
    write(folder / "lexicons" / "deep" / "things.yaml", LEXICON)
    write(
        folder / "provisions.yaml",
        "house.1: {title: House 1, body: b, jurisdiction: uk, tier: E, verified: yes}\n",
    )
    rulebook, faults = read("house")
    assert faults == []
    assert {"things", "deep/things", "labels"} <= set(rulebook.lexicons)
    assert rulebook.lexicons["connections"].path == str(Path("house/lexicons/connections.yaml"))
    assert rulebook.provisions["house.1"].title == "House 1"
    assert rulebook.provisions["law.urgency"].tier == "A"


def test_the_same_lexicon_twice_in_a_folder(folder: Path) -> None:
    write(folder / "lexicons" / "things.yaml", LEXICON)
    write(folder / "lexicons" / "things.yml", LEXICON)
    assert len(read("house")[1]) == 1


def test_what_lexicons_hold(folder: Path) -> None:
    kinds = {name: holds(lexicon) for name, lexicon in load_rulebook().lexicons.items()}
    assert kinds == {
        "connections": "words",
        "shapes": "words",
        "labels": "labels",
        "shops": "links",
        "folds": "folds",
    }


# ---------------------------------------------------------------- what cannot be read


def test_an_empty_folder_is_a_fault(folder: Path) -> None:
    assert read("house")[1] == ["house:1:1: no rule file (*.yaml) stands in here"]


def test_a_folder_that_is_none(folder: Path) -> None:
    write(folder / "rule.yaml")
    assert read("house/rule.yaml")[1] == ["house/rule.yaml:1:1: this is not a folder of rules"]
    assert read("nowhere")[1] == ["nowhere:1:1: this is not a folder of rules"]


def test_not_utf_8(folder: Path) -> None:
    write(folder / "a" / "rule.yaml", RULE.encode() + "# naïve\n".encode("latin-1"))
    _, faults = read("house")
    assert faults == [f"house/a/rule.yaml:{RULE.count(chr(10)) + 1}:1: the file is not UTF-8"]


def test_a_byte_order_mark_is_no_fault(folder: Path) -> None:
    write(folder / "a" / "rule.yaml", b"\xef\xbb\xbf" + RULE.encode())
    assert read("house")[1] == []


def test_windows_line_ends_are_no_fault(folder: Path) -> None:
    write(folder / "a" / "rule.yaml", RULE.replace("\n", "\r\n"))
    rulebook, faults = read("house")
    assert faults == []
    words = rulebook.rules["a/rule"].find
    assert [phrase.text for phrase in words.phrases] == ["final days", "last hours"]  # type: ignore[union-attr]


def test_a_file_that_is_too_large(folder: Path) -> None:
    write(folder / "a" / "rule.yaml", "#" * 1_000_001)
    assert read("house")[1] == [
        "house/a/rule.yaml:1:1: the file is too large for a rule (more than 1 MB)"
    ]


@pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX permissions")
@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root reads everything")
def test_what_may_not_be_read_is_said(folder: Path) -> None:
    write(folder / "a" / "rule.yaml").chmod(0)
    locked = write(folder / "b" / "rule.yaml").parent
    locked.chmod(0)
    try:
        assert set(read("house")[1]) == {
            "house/b:1:1: this folder cannot be read: Permission denied",
            "house/a/rule.yaml:1:1: cannot be read: Permission denied",
        }
    finally:
        locked.chmod(0o700)


def test_an_error_of_the_system_is_said(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(folder / "a" / "rule.yaml")
    read_bytes = Path.read_bytes

    def fails(self: Path) -> bytes:
        if self.name == "rule.yaml":
            raise OSError(5, "Input/output error")
        return read_bytes(self)

    monkeypatch.setattr(Path, "read_bytes", fails)
    assert read("house")[1] == ["house/a/rule.yaml:1:1: cannot be read: Input/output error"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_is_not_waited_for(folder: Path) -> None:
    os.mkfifo(folder / "rule.yaml")
    assert read("house")[1] == ["house/rule.yaml:1:1: this is not a file"]


@pytest.mark.skipif(sys.platform == "win32", reason="needs symbolic links")
def test_links_in_circles_and_to_nowhere(folder: Path) -> None:
    write(folder / "a" / "rule.yaml")
    (folder / "a" / "again").symlink_to(folder)
    (folder / "a" / "gone.yaml").symlink_to(folder / "nowhere")
    (folder / "a" / "linked.yaml").symlink_to(
        write(folder.parent / "other.yaml", RULE.replace("Final", "Linked"))
    )
    rulebook, faults = read("house")
    assert set(rulebook.rules) == {"urgency/hurry", "a/rule", "a/linked"}
    assert faults == ["house/a/gone.yaml:1:1: this is not a file"]


# ---------------------------------------------------------------- what cannot be run


def test_rules_that_cannot_be_run_are_not_loaded(folder: Path) -> None:
    write(folder / "a" / "rule.yaml", RULE.replace("  phrases: |", "  regex: '('\n  phrases: |"))
    assert load_rulebook(["house"])  # it can be read
    with pytest.raises(FaultyFiles) as raised:
        load_checked(["house"])
    assert [fault.line for fault in raised.value.faults] == [7]


def test_weaknesses_keep_no_rule_from_being_run(folder: Path) -> None:
    write(folder / "a" / "rule.yaml", RULE.replace("{match}", "{mtach}"))
    assert "a/rule" in load_checked(["house"]).rules
    assert load_checked() is load_rulebook()


def test_an_unreadable_lexicon_is_told_once(folder: Path) -> None:
    write(folder / "lexicons" / "words.yaml", "title: [\n")
    write(
        folder / "a" / "rule.yaml",
        RULE.replace("  phrases: |", "  pattern: [one, {lexicon: words}]\n  phrases: |"),
    )
    with pytest.raises(FaultyFiles) as raised:
        load_checked(["house"])
    assert [Path(fault.path).name for fault in raised.value.faults] == ["words.yaml"]


def test_faults_are_sorted_and_hashable() -> None:
    one, two = Fault("a", 1, 1, "x"), Fault("a", 1, 2, "w")
    assert sorted({two, one, one}) == [one, two]
