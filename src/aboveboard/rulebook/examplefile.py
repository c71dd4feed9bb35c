"""The grammar of a rule's examples: texts with what is flagged marked in them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from aboveboard.rulebook.factsfile import FactsShape
from aboveboard.rulebook.faultlist import Faults
from aboveboard.rulebook.model import OUTCOMES, PARTS, Example
from aboveboard.rulebook.shape import (
    INVALID,
    Choice,
    Key,
    ListOf,
    MapOf,
    Record,
    Text,
)
from aboveboard.rulebook.yamlfile import Node

__all__ = ["EXAMPLES", "FORMATS"]

FORMATS = ("text", "markdown", "html")

Span = tuple[str, int, int]


def _unmark(text: str, part: str, node: Node, faults: Faults) -> tuple[str, list[Span]]:
    """A text without its ``[[`` and ``]]``, and the spans that they marked."""
    plain: list[str] = []
    spans = []
    length = 0
    rest = text
    while "[[" in rest:
        before, _, rest = rest.partition("[[")
        marked, closed, rest = rest.partition("]]")
        if not closed or "[[" in marked or "]]" in before:
            break
        if not marked.strip():
            faults.add(node, "the marks [[ and ]] hold nothing", "put the flagged words in them")
        plain += [before, marked]
        spans.append((part, length + len(before), length + len(before) + len(marked)))
        length += len(before) + len(marked)
    else:
        if "]]" not in rest:
            return "".join([*plain, rest]), spans
    faults.add(node, "the marks [[ and ]] do not match", "where they are copy, use 'spans'")
    return text, []


def _find_spans(
    wanted: tuple[str, ...], parts: Mapping[str, str], node: Node, faults: Faults
) -> list[Span]:
    """Where the ``spans`` of an example stand in its parts, one after the other."""
    spans = []
    reached: dict[str, int] = {}
    for index, text in enumerate(wanted):
        for part, copy in parts.items():
            start = copy.find(text, reached.get(part, 0))
            if start >= 0:
                spans.append((part, start, start + len(text)))
                reached[part] = start + len(text)
                break
        else:
            known = any(text in copy for copy in parts.values())
            faults.add(
                node.get("spans", index) or node,
                f"'{text}' does not stand in the text",
                "list the spans in the order of the text" if known else "copy it from the text",
            )
    return spans


class _ExampleShape:
    """A text, or a record of text or parts with facts, spans and an outcome."""

    _is_post = False

    def __init__(self, *, flag: bool, todo: bool) -> None:
        self.flag = flag
        self.todo = todo
        self._record = Record(
            "an example",
            {
                "text": Key(Text(), "the copy"),
                "posts": Key(ListOf(_PostShape()), "several documents, in any order"),
                "parts": Key(MapOf(Text(), PARTS, "parts"), "the copy, part by part"),
                "facts": Key(FactsShape(), "what is known besides the words"),
                "spans": Key(ListOf(Text()), "what is marked, where brackets belong to the copy"),
                "outcome": Key(Choice(OUTCOMES), "the outcome that is expected"),
                "format": Key(Choice(FORMATS), "how the copy is written"),
            },
            self._make,
            one_of=[("text", "parts", "posts")],
        )

    def read(self, node: Node, faults: Faults) -> Any:
        """The example."""
        if node.kind == "mapping":
            known = self._record.keys
            if not any(key.text in known for key, _ in node.pairs()):
                # "- He said: buy now" is a mapping for YAML and a text for whoever wrote it.
                faults.add(
                    node,
                    "this must be an example, not a group of keys",
                    "a text with a colon and a space in it, or in braces, must stand in quotes",
                )
                return INVALID
            return self._record.read(node, faults)
        text = Text("an example").read(node, faults)
        return INVALID if text is INVALID else self._make({"text": text}, node, faults)

    def _make(self, values: dict[str, Any], node: Node, faults: Faults) -> Any:
        if "posts" in values:
            if self._is_post:
                faults.add(node.get("posts") or node, "a post has no posts of its own")
                return INVALID
            return self._several(values, node, faults)
        before = len(faults.found)
        parts: Mapping[str, str] = values.get("parts") or {"body": values["text"]}
        format = values.get("format", "text")
        if format != "text" and len(parts) > 1:
            faults.add(
                node.get("parts") or node, f"an example in {format} has one text, not several parts"
            )
        spans: list[Span] = []
        if "spans" in values:
            spans = _find_spans(values["spans"], parts, node, faults)
        else:
            plain = {}
            for part, copy in parts.items():
                place = node.get("parts", part) or node.get("text") or node
                plain[part], found = _unmark(copy, part, place, faults)
                spans += found
            parts = plain
        if len(faults.found) == before and self.flag and not spans and not self._is_post:
            faults.add(node, "nothing is marked here", "mark what is flagged: [[last chance]]")
        if not self.flag and spans:
            faults.add(node, "an example that passes has nothing to mark", "remove the marks")
        if not self.flag and "outcome" in values:
            faults.add(node.get("outcome") or node, "an example that passes has no outcome")
        if len(faults.found) > before:
            return INVALID
        return Example(
            node.start,
            self.flag,
            dict(parts),
            tuple(spans),
            values.get("facts", {}),
            values.get("outcome"),
            self.todo,
            format,
        )

    def _several(self, values: dict[str, Any], node: Node, faults: Faults) -> Any:
        posts: tuple[Example, ...] = values["posts"]
        marked = any(post.spans for post in posts)
        if len(posts) < 2:
            faults.add(node.get("posts") or node, "one post alone has no others to compare with")
        elif self.flag and not marked:
            faults.add(node, "nothing is marked here", "mark what is flagged: [[ends tonight]]")
        elif marked and not self.flag:
            faults.add(node, "an example that passes has nothing to mark", "remove the marks")
        elif set(values) - {"posts"}:
            other = min(set(values) - {"posts"})
            faults.add(node.get(other) or node, f"'{other}' belongs to each of the posts")
        else:
            return Example(node.start, self.flag, {}, todo=self.todo, posts=posts)
        return INVALID

    def schema(self) -> dict[str, Any]:
        """A text, or the record."""
        return {"anyOf": [Text().schema(), self._record.schema()]}


class _PostShape:
    """One of several documents of an example: a text, or a record as an example is one."""

    def read(self, node: Node, faults: Faults) -> Any:
        """The post as an example, marked or not."""
        return _Post().read(node, faults)

    def schema(self) -> dict[str, Any]:
        """A text, or a group of keys."""
        return {"type": ["string", "object"]}


def _make_examples(values: dict[str, Any], _node: Node, _faults: Faults) -> Any:
    return tuple(example for examples in values.values() for example in examples)


class _Post(_ExampleShape):
    _is_post = True

    def __init__(self) -> None:
        super().__init__(flag=True, todo=False)


EXAMPLES = Record(
    "examples",
    {
        "flag": Key(ListOf(_ExampleShape(flag=True, todo=False)), "texts that it flags"),
        "pass": Key(ListOf(_ExampleShape(flag=False, todo=False)), "texts that it passes"),
        "todo-flag": Key(ListOf(_ExampleShape(flag=True, todo=True)), "texts that it should flag"),
        "todo-pass": Key(ListOf(_ExampleShape(flag=False, todo=True)), "texts that it should pass"),
    },
    _make_examples,
)
"""The grammar of examples."""
