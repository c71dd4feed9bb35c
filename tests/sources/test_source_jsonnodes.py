from __future__ import annotations

import json
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aboveboard.document import Source
from aboveboard.rulebook.yamlfile import Node
from aboveboard.sources.jsonnodes import MAX_DEPTH, MAX_FAULTS, json_value, parse_json
from aboveboard.sources.scalars import node_view

HALF_PAIR = re.compile("[\ud800-\udfff]")


def faults(text: str) -> list[str]:
    """What is wrong in ``text``, a line each; nothing is read where there is an error."""
    root, found = parse_json(text)
    assert (root is None) == any(fault.level == "error" for fault in found)
    return [f"{f.mark.line}:{f.mark.column} {f.message}" for f in found]


def nodes(root: Node) -> list[Node]:
    found, pending = [], [root]
    while pending:
        node = pending.pop()
        found.append(node)
        pending += node.items()
        for pair in node.pairs():
            pending += pair
    return found


# --- what is valid -----------------------------------------------------------------------------

DATA = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text()
    | st.sampled_from(["😀", '"', "\\", "a\nb", "\u2028", "\ud83d", "\x7f", "\x00", "x" * 300]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=25,
)


def whole_characters(value: Any) -> Any:
    """The value with U+FFFD where one half of a surrogate pair stands."""
    if isinstance(value, str):
        return HALF_PAIR.sub("\ufffd", value)
    if isinstance(value, list):
        return [whole_characters(item) for item in value]
    if isinstance(value, dict):
        return {whole_characters(key): whole_characters(item) for key, item in value.items()}
    return value


@given(DATA, st.sampled_from([None, 0, 2, "\t"]), st.sampled_from(["", " ", "\r\n", "\r", "\n\t"]))
def test_what_json_writes_is_read(data: Any, indent: Any, around: str) -> None:
    text = around + json.dumps(data, indent=indent) + around
    root, found = parse_json(text)
    assert root is not None
    assert json_value(root) == whole_characters(json.loads(text))
    assert all(fault.level == "notice" for fault in found)  # "\ud800" and "\ud801" as keys


@given(DATA, st.sampled_from([None, 1]))
def test_every_value_knows_its_place(data: Any, indent: int | None) -> None:
    text = HALF_PAIR.sub("?", json.dumps(data, indent=indent, ensure_ascii=False))
    source = Source(text)
    root, _ = parse_json(text)
    assert root is not None
    for node in nodes(root):
        written = text[node.start.offset : node.end.offset]
        assert json.loads(written) == json_value(node)
        for mark in (node.start, node.end):
            assert source.position(mark.offset) == (mark.line, mark.column)


@given(st.text(st.sampled_from("[]{}\",:\\/*#tfn1.-e+u0aé\n\t' "), max_size=30))
def test_what_json_refuses_is_refused(text: str) -> None:
    def refuse(word: str) -> None:
        raise ValueError(word)

    root, found = parse_json(text)
    try:
        expected = json.loads(text, parse_constant=refuse)
    except ValueError:
        assert root is None
        assert any(fault.level == "error" for fault in found)
    else:
        assert root is not None
        assert json_value(root) == expected


@given(DATA, st.data())
def test_a_slip_is_refused_as_json_refuses_it(data: Any, draw: st.DataObject) -> None:
    text = json.dumps(data)
    place = draw.draw(st.integers(0, len(text)))
    new = draw.draw(st.sampled_from(["", ",", '"', "}", "]", ":", "\\", "//", "0", "\n", "'"]))
    text = text[:place] + new + text[place + draw.draw(st.integers(0, 2)) :]
    root, _ = parse_json(text)
    try:
        expected = json.loads(text)
    except ValueError:
        assert root is None
    else:
        assert root is not None
        assert json_value(root) == whole_characters(expected)


@given(st.text())
def test_the_view_of_a_string_leads_back_to_it(value: str) -> None:
    text = json.dumps([value])
    root, _ = parse_json(text)
    assert root is not None
    node = root.items()[0]
    view = node_view(text, node)
    assert view.text == node.text == HALF_PAIR.sub("\ufffd", value)
    for index in range(len(view.text)):
        start, end = view.source_span(index, index + 1)
        assert node.start.offset < start < end < node.end.offset
        assert json.loads(f'"{text[start:end]}"') in (view.text[index], value[index])


def test_escapes_are_edits() -> None:
    text = r'["Only \u0033 left\u2026 \ud83d\ude00 \"now\"\/\\ \ud83d!"]'
    root, _ = parse_json(text)
    assert root is not None
    view = node_view(text, root.items()[0])
    assert view.text == 'Only 3 left… 😀 "now"/\\ \ufffd!'
    assert text[slice(*view.source_span(0, 11))] == r"Only \u0033 left"
    assert text[slice(*view.source_span(13, 14))] == r"\ud83d\ude00"
    assert text[slice(*view.source_span(23, 24))] == r"\ud83d"


def test_a_piece_of_a_text_is_read_with_the_marks_of_the_whole() -> None:
    text = '{"a": 1}\n{"b": [true]}\n{"c"'
    root, found = parse_json(text, 9, 22, line=2)
    assert found == []
    assert root is not None
    value = root.get("b", 0)
    assert value is not None
    assert json_value(root) == {"b": [True]}
    assert (value.start.line, value.start.column, value.start.offset) == (2, 8, 16)


def test_of_a_key_that_stands_twice_the_last_counts() -> None:
    text = '{"text": "a",\n "n": 1,\n "text": "b"}'
    root, found = parse_json(text)
    assert root is not None
    assert json_value(root) == json.loads(text)
    assert [tuple(fault) for fault in found] == [
        (
            found[0].mark,
            "the key 'text' stands here twice (first in line 1); only the last one counts",
            "notice",
        )
    ]
    assert (found[0].mark.line, found[0].mark.column) == (3, 2)


def test_keys_that_stand_twice_end_no_reading() -> None:
    text = "[" + ",".join(['{"a":1,"a":2}'] * 50) + "]"
    root, found = parse_json(text)
    assert root is not None
    assert json_value(root) == [{"a": 2}] * 50
    assert len(found) == MAX_FAULTS


def test_a_number_longer_than_python_reads_stays_text() -> None:
    digits = "9" * 5_000
    root, found = parse_json(f"[{digits}, -12, 1e400]")
    assert root is not None
    assert found == []
    assert json_value(root) == [digits, -12, float("inf")]


# --- what is wrong -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("", "1:1 there is nothing in it"),
        (" \n\n ", "3:2 there is nothing in it"),
        ("[1,\n 2", "1:1 '[' is never closed with ']'"),
        ('{"a": [\n1]', "1:1 '{' is never closed with '}'"),
        ('["a": 1]', "1:5 ':' cannot stand here"),
        ("[1,]", "1:3 a comma before ']' is one too many; remove it"),
        ('{"a": 1,\n}', "1:8 a comma before '}' is one too many; remove it"),
        ("[,1]", "1:2 a comma with nothing before it; remove it"),
        ("[1 2]", "1:4 a comma is missing before this"),
        ('{"a" 1}', "1:6 a ':' is missing between the key and this value"),
        ('{"a"}', "1:5 this key has no value: a ':' must follow it"),
        ('{"a":}', "1:6 a value is missing here"),
        ("{a: 1}", '1:2 a key stands in double quotes: "a"'),
        ("{'a': 1}", '1:2 a key stands in double quotes: "a"'),
        ("{[1]: 1}", "1:2 a key in double quotes must stand here, not '['"),
        ("['a']", '1:2 texts stand in double quotes: "..."'),
        (
            "[“a”]",
            '1:2 these quotes are curly; texts stand in straight double quotes: "..."',
        ),
        ("[1}", "1:3 '}' cannot close the '[' of line 1"),
        ("[1]]", "1:4 ']' closes nothing"),
        ("[1]\nx", "2:1 something stands after the end of the data"),
        (
            '{"a": 1}\n{"a": 2}',
            "2:1 something stands after the end of the data; a file with one object a line is "
            "called .jsonl",
        ),
        ("// posts\n[1]", "1:1 JSON has no comments; remove this one"),
        ("[1, # one\r2]", "1:5 JSON has no comments; remove this one"),
        ("[1 /* one */]", "1:4 JSON has no comments; remove this one"),
        ("[NaN]", "1:2 'NaN' is no JSON value; write null, or a number"),
        ("[-Infinity]", "1:2 '-Infinity' is no JSON value; write null, or a number"),
        ("[None]", "1:2 'None' is no JSON value; write null"),
        ("[True]", "1:2 'True' is no JSON value; write true"),
        ("[tru]", "1:2 'tru' is no JSON value; did you mean 'true'?"),
        ("[Hurry]", "1:2 'Hurry' is no JSON value; a text stands in double quotes"),
        ("[007]", "1:2 '007' is no number as JSON writes them; a text stands in double quotes"),
        (
            '["Hurry!\nOnly today"]',
            "1:2 the text that begins here is not closed with '\"' in its line; "
            "a line break inside a text is written as \\n",
        ),
        (
            '["a\tb"]',
            "1:4 the character U+0009 cannot stand in a text; write it as \\t",
        ),
        (
            '["a\x0bb"]',
            "1:4 the character U+000B cannot stand in a text; write it as \\u000b",
        ),
        (
            r'["50\% off"]',
            r"1:5 '\%' means nothing in JSON; a backslash is written as \\",
        ),
        (r'["\u12"]', r"1:3 four digits must follow '\u', such as \u00e9"),
        ("]", "1:1 ']' cannot stand here"),
    ],
)
def test_a_mistake_is_told_in_plain_words(text: str, wrong: str) -> None:
    assert faults(text) == [wrong]


def test_all_mistakes_that_leave_a_way_on_are_told() -> None:
    text = '[\n  {text: \'Hi\', "n": 01,},\n  {"text": None} {}\n] // end'
    assert faults(text) == [
        '2:4 a key stands in double quotes: "text"',
        '2:10 texts stand in double quotes: "..."',
        "2:21 '01' is no number as JSON writes them; a text stands in double quotes",
        "2:23 a comma before '}' is one too many; remove it",
        "3:12 'None' is no JSON value; write null",
        "3:18 a comma is missing before this",
        "4:3 JSON has no comments; remove this one",
    ]


def test_after_so_many_mistakes_it_ends() -> None:
    assert len(faults("[" + "x," * 1_000 + "1]")) == MAX_FAULTS


# --- hostile -----------------------------------------------------------------------------------

HUGE = 100_000


@pytest.mark.parametrize(
    "text", ["[" * HUGE, '{"a":' * HUGE, "[" * HUGE + "]" * HUGE, '[{"a":' * HUGE]
)
def test_too_many_levels_are_an_error(text: str) -> None:
    (told,) = faults(text)
    assert told.endswith(f" more than {MAX_DEPTH} levels stand inside each other")


def test_as_many_levels_as_are_allowed() -> None:
    text = "[" * MAX_DEPTH + "]" * MAX_DEPTH
    root, found = parse_json(text)
    assert root is not None
    assert found == []
    assert json_value(root) == json.loads(text)


@pytest.mark.parametrize(
    "text",
    [
        "'" * HUGE, "[" + "'" * HUGE, "/*" * HUGE, "//" * HUGE, '"' + "\\" * HUGE, "#\r" * HUGE,
        '"' + "\\u" * HUGE, "[" + '"\\ud83d' * HUGE, "}" * HUGE, "," * HUGE, "[" + "," * HUGE,
        '["' + "x" * HUGE, "[" + "1 " * HUGE, " \n" * HUGE, "{" + "a:" * HUGE, "1" * HUGE + "x",
    ],
)  # fmt: skip
def test_hostile_texts_come_to_an_end(text: str) -> None:
    root, found = parse_json(text)
    assert root is None
    assert 1 <= len(found) <= MAX_FAULTS + 1
