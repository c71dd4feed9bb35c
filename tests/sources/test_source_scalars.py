from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aboveboard.rulebook.yamlfile import YamlError, parse_yaml
from aboveboard.sources.scalars import node_view, scalar_view
from aboveboard.sources.tomlnodes import parse_toml


def words_of(text: str, key: str, syntax: str = "yaml") -> list[str]:
    """What stands in the source for each word of a value."""
    root = parse_toml(text, 0, len(text)) if syntax == "toml" else parse_yaml(text)
    assert root is not None
    node = root.get(key)
    assert node is not None
    view = node_view(text, node, syntax)
    assert view.text == node.text
    spans = []
    at = 0
    for word in view.text.split():
        at = view.text.index(word, at)
        spans.append(text[slice(*view.source_span(at, at + len(word)))])
        at += len(word)
    return spans


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("k: last chance # no\n", ["last", "chance"]),
        ("k: last\n  chance\n\n  now\nj: 1\n", ["last", "chance", "now"]),
        ("k: 'it''s  on'\n", ["it''s", "on"]),
        ("k: 'a\n  b\n\n  c'\n", ["a", "b", "c"]),
        (
            'k: "a\\tb \\u00e9\\x41 \\U0001F600 \\"q\\""\n',
            ["a", "b", "\\u00e9\\x41", "\\U0001F600", '\\"q\\"'],
        ),
        ('k: "la\\\n   st \\\n   chance"\n', ["la\\\n   st", "chance"]),
        ("k: |\n  last\n    chance\n\n  now\n", ["last", "chance", "now"]),
        ("k: |2-\n    last\n   chance\n", ["last", "chance"]),
        ("k: >+\n  last\n  chance\n\n   more\n  now\n\n", ["last", "chance", "more", "now"]),
        ("k: [1, 2]\nl: x\n", None),
        ("- k\n", None),
    ],
)
def test_yaml_scalars(text: str, words: list[str] | None) -> None:
    if words is None:
        return
    assert words_of(text, "k") == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('k = "last \\"chance\\" \\u00e9"\n', ["last", '\\"chance\\"', "\\u00e9"]),
        ("k = 'last \\chance'\n", ["last", "\\chance"]),
        ('k = """\nlast \\\n\n  chance\nnow"""\n', ["last", "chance", "now"]),
        ('k = """a ""b"" c"""\n', ["a", '""b""', "c"]),
        ("k = '''\nlast\nchance'''\n", ["last", "chance"]),
        ('"k" = "one" # "two"\n', ["one"]),
        ('j = """\nk = "no"\n"""\nk = "yes"\n', ["yes"]),
        ("j = ['k = 1', [{ k = 'no' }]]\nk = 'yes'\n", ["yes"]),
    ],
)
def test_toml_scalars(text: str, words: list[str]) -> None:
    assert words_of(text, "k", "toml") == words


def test_a_place_that_does_not_fit_stands_for_the_whole() -> None:
    view = scalar_view('"other"', 0, 7, "value")
    assert view.text == "value"
    assert view.source_span(1, 3) == (0, 7)


def test_toml_nodes_know_their_places() -> None:
    text = 'a.b = 1\n[c]\nd = { e = [ 1979-05-27 07:32:00, "x" ] }\n[[f]]\n[[f]]\ng = true\n'
    root = parse_toml(text, 0, len(text))

    def written(*path: str | int) -> str:
        node = root.get(*path)
        assert node is not None
        return text[node.start.offset : node.end.offset]

    assert written("a", "b") == "1"
    assert written("c", "d", "e", 0) == "1979-05-27 07:32:00"
    assert written("c", "d", "e", 1) == '"x"'
    assert written("f", 1, "g") == "true"
    assert root.get("c", "d", "e", 0).text == "1979-05-27T07:32:00"  # type: ignore[union-attr]
    (pair,) = root.get("f", 1).pairs()  # type: ignore[union-attr]
    assert (pair[0].start.line, pair[0].start.column) == (6, 1)


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ("a = \n", (1, 5), "not valid TOML: invalid value"),
        ("a = 1\r\nb = [1\r\n", (3, 1), "not valid TOML: "),
        ("a = 1\na = 2\n", (2, 6), "not valid TOML: cannot overwrite a value"),
    ],
)
def test_toml_errors_say_where(text: str, place: tuple[int, int], message: str) -> None:
    with pytest.raises(YamlError) as caught:
        parse_toml(text, 0, len(text))
    assert caught.value.message.startswith(message)
    assert (caught.value.mark.line, caught.value.mark.column) == place


@settings(deadline=None)
@given(
    st.text(
        st.characters(codec="utf-8", exclude_categories=["Cc"]) | st.sampled_from("\n \"'\\#"),
        max_size=40,
    )
)
def test_any_text_in_a_toml_string_is_placed(value: str) -> None:  # fmt: skip
    escaped = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    text = f'x = 1\nk = "{escaped}"\n'
    node = parse_toml(text, 0, len(text)).get("k")
    assert node is not None
    view = node_view(text, node, "toml")
    assert view.text == value
    for index in range(len(value)):
        start, end = view.source_span(index, index + 1)
        assert text[start:end] in {value[index], "\\\\", '\\"', "\\n"}
