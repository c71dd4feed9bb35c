"""Shapes: what a YAML value must look like, for the loader and for the JSON Schema alike.

A shape reads a node into a plain value, recording every fault on the way, and can say of
itself what a JSON Schema would.  So the two cannot drift apart.  Single values stand in
:mod:`aboveboard.rulebook.values`; here are lists, mappings and records of them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from aboveboard.rulebook.faultlist import Faults
from aboveboard.rulebook.mark import Phrase
from aboveboard.rulebook.values import (
    INVALID,
    KINDS,
    AnyValue,
    Choice,
    Flag,
    Number,
    Positioned,
    Shape,
    Text,
    wrong,
)
from aboveboard.rulebook.yamlfile import Node
from aboveboard.suggest import did_you_mean

__all__ = [
    "INVALID",
    "AnyOf",
    "AnyValue",
    "Choice",
    "Flag",
    "Key",
    "Lines",
    "ListOf",
    "MapOf",
    "Number",
    "Positioned",
    "Record",
    "Shape",
    "Text",
]


@dataclass(frozen=True)
class ListOf:
    """A list of one shape, as a tuple; with ``or_one`` a single item may stand alone."""

    item: Shape
    or_one: bool = False
    least: int = 1

    def read(self, node: Node, faults: Faults) -> Any:
        """The items, as a tuple."""
        if node.kind != "list":
            if self.or_one and not node.is_empty:
                one = self.item.read(node, faults)
                return INVALID if one is INVALID else (one,)
            hint = "begin each item with a dash on a line of its own"
            if node.kind == "text" and "\n" not in node.text and not node.is_empty:
                hint = f"write it as a list: [{node.text}]"
            return wrong(node, faults, "a list", hint)
        values = [self.item.read(item, faults) for item in node.items()]
        if len(values) < self.least:
            faults.add(node, "this list is empty" if not values else "this list is too short")
            return INVALID
        return INVALID if INVALID in values else tuple(values)

    def schema(self) -> dict[str, Any]:
        """An array, or one item."""
        item = self.item.schema()
        many: dict[str, Any] = {"type": "array", "items": item}
        if self.least:
            many["minItems"] = self.least
        if not self.or_one:
            return many
        # Anything, but neither nothing nor a list that is too short.
        one = item or {"type": ["object", "string", "number", "boolean"]}
        return {"anyOf": [one, many]}


@dataclass(frozen=True)
class Lines:
    """Phrases: a block with one a line (``phrases: |``) or a list of texts."""

    _wanted = "a list of phrases, or a block after | with one phrase a line"

    def read(self, node: Node, faults: Faults) -> Any:
        """The phrases with their marks, as a tuple."""
        if node.kind == "mapping" or node.is_empty:
            return wrong(node, faults, self._wanted)
        if node.kind == "list":
            return ListOf(Positioned("a phrase")).read(node, faults)
        if node.style != "block":
            faults.add(
                node,
                f"this must be {self._wanted}, not one text",
                "write | here, and the phrases below it",
            )
            return INVALID
        if faults.text[node.start.offset : node.start.offset + 1] == ">":
            faults.add(node, "the sign > joins the lines into one", "write | in its place")
            return INVALID
        phrases = tuple(
            Phrase(line.strip(), faults.line_mark(node.start.line + 1 + index))
            for index, line in enumerate(node.text.split("\n"))
            if line.strip()
        )
        if not phrases:
            faults.add(node, "this block is empty; write one phrase a line below it")
            return INVALID
        return phrases

    def schema(self) -> dict[str, Any]:
        """A text with line ends (one line would be a text that is no block), or an array."""
        block = {"type": "string", "pattern": r"\S[^\n]*\n"}
        return {"anyOf": [block, ListOf(Text()).schema()]}


@dataclass(frozen=True)
class Key:
    """One key of a record: the shape of its value, what it is for, whether it must be there."""

    shape: Shape
    doc: str
    required: bool = False


@dataclass(frozen=True)
class Record:
    """A mapping with known keys; unknown ones are faults with a suggestion.

    ``one_of`` are groups of keys of which exactly one must be there, ``some_of`` groups of
    which at least one must; ``alone`` are keys that stand without others, and ``along`` maps
    a key to the one that it needs.  ``make`` gets the values by key, the node and the faults,
    and returns the finished value or INVALID; it sees only records without faults.
    """

    name: str
    keys: Mapping[str, Key]
    make: Callable[[dict[str, Any], Node, Faults], Any] | None = None
    one_of: Sequence[Sequence[str]] = ()
    some_of: Sequence[Sequence[str]] = ()
    alone: Sequence[str] = ()
    along: Mapping[str, str] = field(default_factory=dict)

    def read(self, node: Node, faults: Faults) -> Any:
        """The values by key, or what ``make`` makes of them."""
        if node.kind != "mapping":
            return self._no_record(node, faults)
        before = len(faults.found)
        values: dict[str, Any] = {}
        meant: set[str] = set()  # known keys that misspelt ones stand for
        for key, value in node.pairs():
            known = self.keys.get(key.text)
            if known is None:
                meant.update(_unknown(key, faults, self.name, self.keys))
            else:
                values[key.text] = known.shape.read(value, faults)
        self._check_keys(node, values, meant, faults)
        if len(faults.found) > before:
            return INVALID
        return values if self.make is None else self.make(values, node, faults)

    def _no_record(self, node: Node, faults: Faults) -> Any:
        keys = list(self.keys)
        shown = ", ".join(keys[:6]) + (" ..." if len(keys) > 6 else "")
        if node.is_empty:
            return wrong(node, faults, f"a group of keys ({shown})")
        said = f"{self.name} is a group of keys ({shown}), not {KINDS[node.kind]}"
        faults.add(node, said)
        return INVALID

    def _check_keys(
        self, node: Node, values: Mapping[str, Any], meant: set[str], faults: Faults
    ) -> None:
        """Say which keys are missing, and which do not go together."""
        there = {key.text: key for key, _ in node.pairs() if key.text in values}
        for key, known in self.keys.items():
            if known.required and key not in there and key not in meant:
                faults.add(node, f"{self.name} has no '{key}'", f"{key}: {known.doc}")
        for group in (*self.one_of, *self.some_of):
            found = [key for key in there if key in group]
            if not found and not meant.isdisjoint(group):
                continue
            if not found and there and len(group) == 2:
                first = group[0]
                faults.add(
                    node, f"{self.name} has no '{first}'", f"{first}: {self.keys[first].doc}"
                )
            elif not found:
                faults.add(node, f"{self.name} says nothing yet", f"it needs {_listed(group)}")
            elif group in self.one_of and len(found) > 1:
                faults.add(
                    there[found[1]],
                    f"'{found[0]}' and '{found[1]}' cannot stand together",
                    f"{self.name} holds one of {', '.join(group)}",
                )
        for key in self.alone:
            if key in there and len(there) > 1:
                faults.add(there[key], f"'{key}' stands alone in {self.name}", "remove the rest")
        for key, partner in self.along.items():
            if key in there and partner not in there:
                faults.add(there[key], f"'{key}' goes with '{partner}', which is not here")

    def schema(self) -> dict[str, Any]:
        """An object with these properties and no others."""
        found: dict[str, Any] = {
            "title": self.name,
            "type": "object",
            "properties": {
                name: {"description": key.doc, **key.shape.schema()}
                for name, key in self.keys.items()
            },
            "additionalProperties": False,
        }
        required = [name for name, key in self.keys.items() if key.required]
        if required:
            found["required"] = required
        rules = [{"oneOf": [{"required": [k]} for k in group]} for group in self.one_of]
        rules += [{"anyOf": [{"required": [k]} for k in group]} for group in self.some_of]
        if rules:
            found["allOf"] = rules
        if self.alone:
            found["dependentSchemas"] = {key: {"maxProperties": 1} for key in self.alone}
        if self.along:
            found["dependentRequired"] = {key: [other] for key, other in self.along.items()}
        return found


def _listed(words: Sequence[str]) -> str:
    return ", ".join(words[:-1]) + f" or {words[-1]}" if len(words) > 1 else words[0]


def _unknown(
    key: Node, faults: Faults, name: str, known: Sequence[str] | Mapping[str, Any]
) -> list[str]:
    """Record an unknown key; return the known one that is meant, if one is like it."""
    hint = did_you_mean(key.text, known)
    faults.add(key, f"unknown key '{key.text}' in {name}", hint or "known are: " + ", ".join(known))
    return [name for name in known if hint == f"did you mean '{name}'?"]


@dataclass(frozen=True)
class MapOf:
    """A mapping from any (or listed) words to one shape, as a dict."""

    value: Shape
    names: Sequence[str] = ()
    name: str = "a mapping"

    def read(self, node: Node, faults: Faults) -> Any:
        """The values by key."""
        if node.kind != "mapping":
            wanted = (
                f"a group of keys: {', '.join(self.names)}" if self.names else "a group of keys"
            )
            return wrong(node, faults, wanted)
        if not node.pairs():
            faults.add(node, f"{self.name} is empty")
            return INVALID
        values = {}
        for key, value in node.pairs():
            if self.names and key.text not in self.names:
                _unknown(key, faults, self.name, self.names)
                values[key.text] = INVALID
            else:
                values[key.text] = self.value.read(value, faults)
        return INVALID if INVALID in values.values() else values

    def schema(self) -> dict[str, Any]:
        """An object with values of one shape."""
        found: dict[str, Any] = {"type": "object", "minProperties": 1}
        if self.names:
            properties = {name: self.value.schema() for name in self.names}
            return {**found, "properties": properties, "additionalProperties": False}
        return {**found, "additionalProperties": self.value.schema()}


@dataclass(frozen=True)
class AnyOf:
    """A value whose shape depends on its kind: ``text``, ``list`` or ``mapping``."""

    by_kind: Mapping[str, Shape]
    wanted: str

    def read(self, node: Node, faults: Faults) -> Any:
        """What the shape for its kind makes of ``node``."""
        shape = self.by_kind.get(node.kind)
        if shape is None or node.is_empty:
            return wrong(node, faults, self.wanted)
        return shape.read(node, faults)

    def schema(self) -> dict[str, Any]:
        """Any of the shapes."""
        return {"anyOf": [shape.schema() for shape in self.by_kind.values()]}
