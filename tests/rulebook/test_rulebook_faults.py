"""Faults: how they are shown, and that nothing in a file can get at the terminal."""

from __future__ import annotations

import pytest

from aboveboard.rulebook.faultlist import Faults
from aboveboard.rulebook.faults import Fault, FaultyFiles
from aboveboard.rulebook.mark import Mark


def test_a_fault_shows_its_place_line_and_hint() -> None:
    fault = Fault("a.yaml", 12, 3, "this is wrong", "put it right", excerpt="  advise: x")
    assert str(fault) == (
        "a.yaml:12:3: this is wrong\n"
        "  12 |   advise: x\n"
        "     |   ^\n"
        "  put it right"
    )  # fmt: skip


def test_a_warning_says_so() -> None:
    assert str(Fault("a.yaml", 1, 1, "x", level="warning")) == "a.yaml:1:1: warning: x"


@pytest.mark.parametrize(
    ("line", "column", "indent"),
    [
        ("abc", 2, 1),
        ("日本x", 3, 4),
        ("\tx", 2, 1),
        ("e\u0301x", 3, 1),
        ("a\u200bx", 3, 2),
        ("abc", 9, 3),
    ],
)
def test_the_caret_stands_below_its_character(line: str, column: int, indent: int) -> None:
    shown = str(Fault("a", 1, column, "m", excerpt=line)).split("\n")
    assert shown[2] == f"    | {' ' * indent}^"


def test_a_long_line_is_a_window() -> None:
    line = "a" * 5000 + "X" + "b" * 5000
    shown = str(Fault("a", 1, 5001, "m", excerpt=line)).split("\n")
    assert len(shown[1]) < 120
    assert shown[1][shown[2].index("^")] == "X"
    assert shown[1].startswith("  1 | …")
    assert shown[1].endswith("…")


def test_nothing_reaches_the_terminal_that_it_would_obey() -> None:
    evil = "\x1b[2J\u202e\x07\x9b\u200b\ud800"
    shown = str(Fault(f"a{evil}", 1, 1, f"key '{evil}'", f"hint {evil}", excerpt=f"x{evil}"))
    assert not (set(evil) - set("[2J")) & set(shown)
    assert "␛[2J" in shown


def test_long_messages_are_cut() -> None:
    assert len(str(Fault("a", 1, 1, "x" * 100_000))) < 1000


def test_lines_end_where_editors_end_them() -> None:
    faults = Faults("a", "one\rtwo\u2028still two\r\nthree")
    for line in (1, 2, 3, 9):
        faults.add(Mark(line, 1, 0), "m")
    assert [fault.excerpt for fault in faults.found] == ["one", "two\u2028still two", "three", ""]


def test_faulty_files_say_everything_in_order() -> None:
    error = FaultyFiles([Fault("b", 1, 1, "x"), Fault("a", 2, 1, "y"), Fault("a", 1, 1, "z")])
    assert str(error) == "a:1:1: z\na:2:1: y\nb:1:1: x"
