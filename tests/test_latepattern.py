from __future__ import annotations

import copy
from pathlib import Path

import pytest
import regex
from fresh import run_python

from aboveboard.latepattern import late_pattern


def test_it_finds_what_the_compiled_expression_finds() -> None:
    late = late_pattern(r"(?P<n>\d+)", regex.VERSION1)
    assert [found["n"] for found in late.finditer("1, 22")] == ["1", "22"]
    assert (late.search("a 3")["n"], late.match("a"), late.fullmatch("44")["n"]) == (
        "3",
        None,
        "44",
    )
    assert (late.findall("5 6"), late.sub("x", "7 8"), late.split("a9b")) == (
        ["5", "6"],
        "x x",
        ["a", "9", "b"],
    )
    assert late.pattern == r"(?P<n>\d+)"


def test_nothing_is_compiled_before_it_is_used() -> None:
    late = late_pattern("(")
    with pytest.raises(regex.error):
        late.search("x")
    with pytest.raises(AttributeError, match="a late pattern has no 'scanner'"):
        _ = late_pattern("x").scanner
    copied = copy.copy(late_pattern("x"))
    assert copied.search("x") is not None


def test_no_expression_is_compiled_by_the_imports(tmp_path: Path) -> None:
    """Compiling all of them took longer than checking a draft."""
    ran = run_python(
        "import regex\n"
        "made = []\n"
        "compile_ = regex.compile\n"
        "regex.compile = lambda *given, **more: made.append(given[0]) or compile_(*given, **more)\n"
        "import aboveboard.linter, aboveboard.cli.check, aboveboard.inputs\n"
        "print(made)\n",
        cwd=tmp_path,
    )
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "[]\n", "")
