"""YAML is read with exact places and without surprises, whatever the text."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
import yaml
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from aboveboard.rulebook.faultlist import Faults
from aboveboard.rulebook.mark import Mark
from aboveboard.rulebook.schema import RULE
from aboveboard.rulebook.yamlfile import (
    MAX_CHARACTERS,
    MAX_DEPTH,
    Node,
    YamlError,
    parse_yaml,
    plain_value,
)

# Pieces that YAML gives a meaning, and a few that only look plain.
PIECES = st.sampled_from(
    [
        *"-:#[]{},|>&*!%@`'\"?\\~\t\n\r .0a",
        "\r\n",
        ": ",
        "- ",
        "\n  ",
        "\n- ",
        " #",
        "---\n",
        "...\n",
        "<<",
        "key",
        "null",
        "|\n  ",
        ">-\n ",
        "\ufeff",
        "\u2028",
        "\x85",
        "😀",
        "е́",
        "!!str",
        "&a",
        "*a",
        "%YAML 1.2\n",
        "\x00",
        "\ud800",
    ]
)
TEXTS = st.lists(PIECES, max_size=40).map("".join) | st.text(max_size=80)


def nodes(root: Node | None) -> list[Node]:
    """All nodes below and including ``root``."""
    pending = [root] if root else []
    found = []
    while pending:
        node = pending.pop()
        found.append(node)
        pending += node.items()
        pending += [each for pair in node.pairs() for each in pair]
    return found


def position(text: str, offset: int) -> tuple[int, int]:
    """Line and column as an editor counts them, the slow way."""
    lines = re.split(r"\r\n|\r|\n", text[:offset])
    if text[:offset].endswith("\r") and text[offset : offset + 1] == "\n":
        return len(lines) - 1, len(lines[-2]) + 2
    return len(lines), len(lines[-1]) + 1


# ---------------------------------------------------------------- properties


@given(TEXTS)
@example("- a\n- \ufeffb")
@example("? - x\n: y")
@example("- |")
@example("a: 'b")
@settings(max_examples=300, deadline=None)
def test_any_text_is_read_or_refused(text: str) -> None:
    marks = []
    try:
        for node in nodes(parse_yaml(text)):
            assert node.start.offset <= node.end.offset
            marks += [node.start, node.end]
    except YamlError as error:
        marks = [error.mark]
    for mark in marks:
        assert 0 <= mark.offset <= len(text)
        assert (mark.line, mark.column) == position(text, mark.offset)


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_marks_slice_back_to_the_text(text: str) -> None:
    try:
        root = parse_yaml(text)
    except YamlError:
        return
    for node in nodes(root):
        written = text[node.start.offset : node.end.offset]
        if node.style == "quoted":
            assert written[0] == written[-1]
            assert written[0] in "'\""
        elif node.style == "block":
            assert written[0] in "|>"
        elif node.style == "plain":
            # Line ends inside a plain text are folded; all else stands as it was written.
            assert "".join(written.split()) == "".join(node.text.split())
        elif written[:1] in "[{" and written:
            assert written[-1] in "]}"


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_both_parsers_of_pyyaml_will_do(text: str) -> None:
    """Where there is no C library, the other parser reads the same or refuses as well.

    They differ on a byte order mark inside a text, where it has no business.
    """
    assume("\ufeff" not in text)
    try:
        fast: Any = parse_yaml(text)
    except YamlError:
        fast = YamlError
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(yaml, "CLoader", yaml.Loader)
        try:
            slow: Any = parse_yaml(text)
        except YamlError:
            slow = YamlError
    if isinstance(fast, Node) and isinstance(slow, Node):
        assert plain_value(fast) == plain_value(slow)


_PRINTABLE = st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff")
_JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**30), 10**30)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(_PRINTABLE),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.from_regex(r"[a-z]{1,8}", fullmatch=True), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(_JSON, st.sampled_from([None, 1, 4]))
@example({"a": [1e-07, 1e16, -0.0, 0, -1, "007", "1e5", "null", "true", ""]}, None)
@settings(max_examples=300, deadline=None)
def test_json_is_read_as_json(value: Any, indent: int | None) -> None:
    text = json.dumps(value, indent=indent, ensure_ascii=False)
    root = parse_yaml(text)
    read = None if root is None else plain_value(root)
    assert read == json.loads(text)
    assert type(read) is type(json.loads(text))


_KEYS = st.sampled_from([*RULE.keys, "phrases", "pattern", "any-of", "flag", "text", "is", "x"])
_DATA = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20) | _KEYS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_KEYS, inner, max_size=6),
    max_leaves=30,
)


@given(st.dictionaries(_KEYS, _DATA, max_size=12))
@settings(max_examples=300, deadline=None)
def test_any_mapping_is_a_rule_or_has_faults(value: Any) -> None:
    text = yaml.safe_dump(value, allow_unicode=True)
    faults = Faults("file", text)
    root = faults.parse()
    if root is not None:
        RULE.read(root, faults)
    assert faults.found  # no such mapping is a whole rule
    for fault in faults.found:
        assert str(fault)


# ---------------------------------------------------------------- what was written stays


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("no", "no"),
        ("yes", "yes"),
        ("12:30", "12:30"),
        ("2026-11-30", "2026-11-30"),
        ("007", "007"),
        ("+44", "+44"),
        ("10E5", "10E5"),
        ("1_000", "1_000"),
        ("0x10", "0x10"),
        (".5", ".5"),
        ("٣", "٣"),
        ("12", 12),
        ("-3", -3),
        ("0", 0),
        ("49.90", 49.9),
        ("1.5e-07", 1.5e-07),
        ("true", True),
        ("False", False),
        ("TRUE", "TRUE"),
        ("null", None),
        ("~", None),
        ("'12'", "12"),
        ('"true"', "true"),
        ("''", ""),
        ("9" * 2000, "9" * 2000),
    ],
)
def test_only_numbers_flags_and_nothing_are_more_than_texts(written: str, value: Any) -> None:
    root = parse_yaml(f"- {written}\n")
    assert root is not None
    (read,) = plain_value(root)
    assert read == value
    assert type(read) is type(value)


def test_nothing_is_none() -> None:
    assert parse_yaml("") is None
    assert parse_yaml("# a comment\n") is None
    assert parse_yaml("\ufeff---\n") is None


def test_places_count_as_editors_do() -> None:
    # YAML ends a line at U+2028, and editors do not.
    root = parse_yaml("\ufeffa: 'x\u2028y'\r\nb: 😀\rc: d\n")
    assert root is not None
    assert [key.start for key, _ in root.pairs()] == [Mark(1, 2, 1), Mark(2, 1, 11), Mark(3, 1, 16)]


def test_get_walks_keys_and_items() -> None:
    root = parse_yaml("a:\n- b: 1\n- c\n")
    assert root is not None
    inner = root.get("a", 0, "b")
    assert inner is not None
    assert inner.text == "1"
    assert root.get("a", 2) is None
    assert root.get("a", 1, "b") is None
    assert root.get("x", "y") is None


def test_limits() -> None:
    deep = "[" * MAX_DEPTH + "]" * MAX_DEPTH
    assert parse_yaml(deep) is not None
    with pytest.raises(YamlError, match="levels"):
        parse_yaml(f"[{deep}]")
    with pytest.raises(YamlError, match="characters"):
        parse_yaml("a" * (MAX_CHARACTERS + 1))


def test_a_wall_of_brackets_is_refused_at_once() -> None:
    with pytest.raises(YamlError):
        parse_yaml("[" * 1_000_000)


@pytest.mark.parametrize(
    "text", ["a: &x 1", "a: *x", "a: !x 1", "- ! hurry", "&x [1]", "!!map {a: 1}", "- &x"]
)
def test_references_are_refused(text: str) -> None:
    with pytest.raises(YamlError, match="must stand in quotes"):
        parse_yaml(text)
