"""TOML gives the same nodes as YAML, each where it stands."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aboveboard.rulebook.tomlnodes import parse_toml, toml_section
from aboveboard.rulebook.yamlfile import Node, YamlError, plain_value

PROJECT = """\
[project]
severity = "not ours"

[tool.aboveboard]  # ours
severity = "note"
select = ["urgency", 'scarcity']
jurisdictions = [
  "us",  # a comment
  "uk",
]
facts = {platform = "x", offer.stock = 3}
"quoted key" = true

[tool.aboveboard.accounts.glow]
zone = "Europe/London"

[[tool.aboveboard.overrides]]
paths = "a"
[[tool.aboveboard.overrides]]
paths = '''
b
'''

[tool.other]
severity = "not ours either"
"""


def section(text: str = PROJECT) -> Node:
    root = toml_section(text, "tool", "aboveboard")
    assert root is not None
    return root


def written(node: Node | None, text: str = PROJECT) -> str:
    assert node is not None
    return text[node.start.offset : node.end.offset]


def test_the_section_reads_as_tomllib_reads_it() -> None:
    assert plain_value(section()) == tomllib.loads(PROJECT)["tool"]["aboveboard"]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (("severity",), '"note"'),
        (("select",), "[\"urgency\", 'scarcity']"),
        (("select", 1), "'scarcity'"),
        (("jurisdictions", 1), '"uk"'),
        (("facts", "platform"), '"x"'),
        (("facts", "offer", "stock"), "3"),
        (("quoted key",), "true"),
        (("accounts", "glow"), "[tool.aboveboard.accounts.glow]"),
        (("accounts", "glow", "zone"), '"Europe/London"'),
        (("overrides", 0, "paths"), '"a"'),
        (("overrides", 1, "paths"), "'''\nb\n'''"),
    ],
)
def test_values_stand_where_they_are_written(path: tuple[str | int, ...], expected: str) -> None:
    node = section().get(*path)
    assert written(node) == expected
    assert node is not None
    before = PROJECT[: node.start.offset]
    assert node.start.line == before.count("\n") + 1
    assert node.start.column == len(before) - before.rfind("\n")


def test_keys_stand_where_they_are_written() -> None:
    keys = {key.text: written(key) for key, _ in section().pairs()}
    assert keys["severity"] == "severity"
    assert keys["quoted key"] == '"quoted key"'
    # What only a longer name mentions is shown there.
    assert keys["accounts"] == "tool.aboveboard.accounts.glow"
    assert keys["overrides"] == "tool.aboveboard.overrides"


def test_texts_are_quoted_and_the_rest_is_plain() -> None:
    root = section("[tool.aboveboard]\na = '12'\nb = 12\nc = 2026-11-30\nd = false\ne = 1.5\n")
    styles = {key.text: (value.style, value.text) for key, value in root.pairs()}
    assert styles == {
        "a": ("quoted", "12"),
        "b": ("plain", "12"),
        "c": ("plain", "2026-11-30"),
        "d": ("plain", "false"),
        "e": ("plain", "1.5"),
    }


@pytest.mark.parametrize("text", ["", "[project]\nname = 'x'\n", "[tool]\n", "tool = 3\n"])
def test_no_section(text: str) -> None:
    assert toml_section(text, "tool", "aboveboard") is None


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("[tool.aboveboard]\nselect = [\n", 3, 1),
        ("[tool.aboveboard]\nselect = no\n", 2, 10),
        ("a = 1\n😀 = 2\n", 2, 1),
        ("a = 1\r\nb = \r\n", 2, 5),
        ("a = 1\na = 2\n", 2, 6),
    ],
)
def test_what_is_no_toml_is_refused_where_it_is_wrong(text: str, line: int, column: int) -> None:
    with pytest.raises(YamlError, match="not valid TOML") as raised:
        toml_section(text, "tool", "aboveboard")
    assert (raised.value.mark.line, raised.value.mark.column) == (line, column)


def test_depth_is_limited() -> None:
    text = "a = " + "[" * 3000 + "]" * 3000
    try:
        root = parse_toml(text, 0, len(text))
    except YamlError:
        return
    assert plain_value(root)  # cut at the limit, and no traceback


PIECES = st.sampled_from(
    [
        *["a", "b", "'x'", '"y"', "1", "true", "2026-11-30", "😀", *"=.,[]{}# \\\n"],
        *["\r\n", "'''", '"""', "a = 1\n", "[a]\n", "[[a]]\n", "b.c = [1, 2]\n"],
    ]
)


@given(st.lists(PIECES, max_size=30).map("".join))
@settings(max_examples=300, deadline=None)
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        root = parse_toml(text, 0, len(text))
    except YamlError as error:
        marks = [error.mark]
    else:
        pending, marks = [root], []
        while pending:
            node = pending.pop()
            marks += [node.start, node.end]
            pending += node.items()
            pending += [each for pair in node.pairs() for each in pair]
    assert all(0 <= mark.offset <= len(text) for mark in marks)
