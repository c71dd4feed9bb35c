"""Shapes: what a YAML value must look like, for the loader and for the JSON Schema alike.

A shape reads a node into a plain value, recording every fault on the way, and can say of
itself what a JSON Schema would.  So the two cannot drift apart.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Protocol

from aboveboard.rulebook.faults import Faults
from aboveboard.rulebook.yamlfile import Mark, Node, plain_value
from aboveboard.suggest import did_you_mean

__all__ = [
    "INVALID",
    "AnyOf",
    "AnyValue",
    "Choice",
    "Flag",
    "Key",
    "ListOf",
    "Lines",
    "MapOf",
    "Number",
    "Phrase",
    "Record",
    "Shape",
    "Text",
]


class _Invalid:
    def __repr__(self) -> str:
        return "INVALID"


INVALID: Any = _Invalid()
"""What a shape returns for a node that does not fit; the fault is recorded by then."""

EMPTY_HINT = "a text that begins with # must stand in quotes, or in a block after |"


class Phrase(NamedTuple):
    """A text and where it stands."""

    text: str
    mark: Mark


class Shape(Protocol):
    """What every shape can do."""

    def read(self, node: Node, faults: Faults) -> Any:
        """The value of ``node``, or INVALID after recording at least one fault."""

    def schema(self) -> dict[str, Any]:
        """The JSON Schema (2020-12) of the same shape."""


def _wrong(node: Node, faults: Faults, wanted: str, hint: str = "") -> Any:
    if node.is_empty:
        faults.add(node, f"nothing stands here; {wanted} is needed", hint or EMPTY_HINT)
    else:
        faults.add(node, f"this must be {wanted}, not a {node.kind}", hint)
    return INVALID


@dataclass(frozen=True)
class Text:
    """A text that is not empty; ``convert`` may turn it into something else or raise ValueError."""

    wanted: str = "a text"
    convert: Callable[[str], Any] | None = None
    pattern: str | None = None

    def read(self, node: Node, faults: Faults) -> Any:
        if node.kind != "text" or node.is_empty or not node.text.strip():
            return _wrong(node, faults, self.wanted)
        text = node.text.strip() if node.style == "block" else node.text
        if self.convert is None:
            return text
        try:
            return self.convert(text)
        except ValueError as error:
            faults.add(node, str(error) or f"this must be {self.wanted}, not '{text}'")
            return INVALID

    def schema(self) -> dict[str, Any]:
        found: dict[str, Any] = {"type": ["string", "number", "boolean"]}
        if self.pattern:
            found = {"type": "string", "pattern": self.pattern}
        return found


@dataclass(frozen=True)
class Positioned:
    """A text together with where it stands, as a :class:`Phrase`."""

    wanted: str = "a text"

    def read(self, node: Node, faults: Faults) -> Any:
        text = Text(self.wanted).read(node, faults)
        return INVALID if text is INVALID else Phrase(text, node.start)

    def schema(self) -> dict[str, Any]:
        return Text(self.wanted).schema()


@dataclass(frozen=True)
class Choice:
    """One word of a closed list; ``values`` maps what may be written to what is meant."""

    values: Sequence[str]

    def read(self, node: Node, faults: Faults) -> Any:
        wanted = "one of " + ", ".join(self.values)
        if node.kind != "text" or node.is_empty:
            return _wrong(node, faults, wanted)
        if node.text in self.values:
            return node.text
        faults.add(
            node, f"'{node.text}' is not {wanted}", did_you_mean(node.text, self.values)
        )
        return INVALID

    def schema(self) -> dict[str, Any]:
        return {"enum": list(self.values)}


@dataclass(frozen=True)
class Flag:
    """Yes or no."""

    def read(self, node: Node, faults: Faults) -> Any:
        word = node.text.lower() if node.kind == "text" else ""
        if word in {"yes", "true", "on"}:
            return True
        if word in {"no", "false", "off"}:
            return False
        return _wrong(node, faults, "yes or no") if node.is_empty or not word else self._say(node, faults)

    @staticmethod
    def _say(node: Node, faults: Faults) -> Any:
        faults.add(node, f"this must be yes or no, not '{node.text}'")
        return INVALID

    def schema(self) -> dict[str, Any]:
        return {"type": "boolean"}


@dataclass(frozen=True)
class Number:
    """A whole number between ``least`` and ``most``."""

    least: int
    most: int

    def read(self, node: Node, faults: Faults) -> Any:
        text = node.text if node.kind == "text" else ""
        if text.isdecimal() and self.least <= int(text) <= self.most:
            return int(text)
        faults.add(node, f"this must be a whole number from {self.least} to {self.most}")
        return INVALID

    def schema(self) -> dict[str, Any]:
        return {"type": "integer", "minimum": self.least, "maximum": self.most}


@dataclass(frozen=True)
class AnyValue:
    """Any data, read by :func:`plain_value` and judged by someone else."""

    def read(self, node: Node, faults: Faults) -> Any:
        return plain_value(node)

    def schema(self) -> dict[str, Any]:
        return {}


@dataclass(frozen=True)
class ListOf:
    """A list of one shape, as a tuple; with ``or_one`` a single item may stand alone."""

    item: Shape
    or_one: bool = False
    least: int = 1

    def read(self, node: Node, faults: Faults) -> Any:
        if node.kind != "list":
            if self.or_one and not node.is_empty:
                one = self.item.read(node, faults)
                return INVALID if one is INVALID else (one,)
            return _wrong(node, faults, "a list")
        values = [self.item.read(item, faults) for item in node.items()]
        if len(values) < self.least:
            faults.add(node, "this list is empty" if not values else "this list is too short")
            return INVALID
        return INVALID if INVALID in values else tuple(values)

    def schema(self) -> dict[str, Any]:
        item = self.item.schema()
        many = {"type": "array", "items": item, "minItems": self.least}
        return {"anyOf": [item, many]} if self.or_one else many


@dataclass(frozen=True)
class Lines:
    """Phrases: a block with one a line (``phrases: |``) or a list of texts."""

    def read(self, node: Node, faults: Faults) -> Any:
        if node.kind == "text" and node.style == "block":
            phrases = [
                Phrase(line.strip(), faults.line_mark(node.start.line + 1 + index))
                for index, line in enumerate(node.text.split("\n"))
                if line.strip()
            ]
            return tuple(phrases) or _wrong(node, faults, "a block with one phrase a line")
        if node.kind == "text":
            return _wrong(
                node, faults, "a list of phrases, or a block after | with one phrase a line"
            )
        return ListOf(Positioned("a phrase")).read(node, faults)

    def schema(self) -> dict[str, Any]:
        return {
            "anyOf": [{"type": "string"}, {"type": "array", "items": Text().schema(), "minItems": 1}]
        }


@dataclass(frozen=True)
class Key:
    """One key of a record: the shape of its value, whether it must be there, what it is for."""

    shape: Shape
    doc: str
    required: bool = False


@dataclass(frozen=True)
class Record:
    """A mapping with known keys; unknown ones are faults with a suggestion.

    ``make`` gets the values by key, the node and the faults, and returns the finished value
    or INVALID; it sees only records without faults of their own.
    """

    name: str
    keys: Mapping[str, Key]
    make: Callable[[dict[str, Any], Node, Faults], Any] | None = None

    def read(self, node: Node, faults: Faults) -> Any:
        if node.kind != "mapping":
            return _wrong(node, faults, f"{self.name} with the keys {', '.join(self.keys)}")
        before = len(faults.found)
        values: dict[str, Any] = {}
        for key, value in node.pairs():
            known = self.keys.get(key.text)
            if known is None:
                faults.add(
                    key,
                    f"unknown key '{key.text}' in {self.name}",
                    did_you_mean(key.text, self.keys) or "known are: " + ", ".join(self.keys),
                )
            else:
                values[key.text] = known.shape.read(value, faults)
        for name, known in self.keys.items():
            if known.required and node.get(name) is None:
                faults.add(node, f"{self.name} has no '{name}'", f"{name}: {known.doc}")
        if len(faults.found) > before:
            return INVALID
        return values if self.make is None else self.make(values, node, faults)

    def schema(self) -> dict[str, Any]:
        found: dict[str, Any] = {
            "type": "object",
            "properties": {
                name: {"description": key.doc, **key.shape.schema()}
                for name, key in self.keys.items()
            },
            "additionalProperties": False,
        }
        required = [name for name, key in self.keys.items() if key.required]
        return {**found, "required": required} if required else found


@dataclass(frozen=True)
class MapOf:
    """A mapping from any (or listed) words to one shape, as a dict."""

    value: Shape
    names: Sequence[str] = ()
    name: str = "a mapping"

    def read(self, node: Node, faults: Faults) -> Any:
        if node.kind != "mapping":
            return _wrong(node, faults, self.name)
        values = {}
        for key, value in node.pairs():
            if self.names and key.text not in self.names:
                faults.add(
                    key,
                    f"unknown key '{key.text}' in {self.name}",
                    did_you_mean(key.text, self.names) or "known are: " + ", ".join(self.names),
                )
                values[key.text] = INVALID
            else:
                values[key.text] = self.value.read(value, faults)
        return INVALID if INVALID in values.values() else values

    def schema(self) -> dict[str, Any]:
        if self.names:
            return {
                "type": "object",
                "properties": {name: self.value.schema() for name in self.names},
                "additionalProperties": False,
            }
        return {"type": "object", "additionalProperties": self.value.schema()}


@dataclass(frozen=True)
class AnyOf:
    """A value whose shape depends on its kind: ``text``, ``list`` or ``mapping``."""

    by_kind: Mapping[str, Shape]
    wanted: str
    schemas: Sequence[Shape] = field(default=())

    def read(self, node: Node, faults: Faults) -> Any:
        shape = self.by_kind.get(node.kind)
        if shape is None or node.is_empty:
            return _wrong(node, faults, self.wanted)
        return shape.read(node, faults)

    def schema(self) -> dict[str, Any]:
        return {"anyOf": [shape.schema() for shape in (self.schemas or self.by_kind.values())]}
