"""The grammar of facts where they stand in files of ours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from aboveboard.facts import FACTS, FactError, read_facts
from aboveboard.rulebook.faultlist import Faults
from aboveboard.rulebook.shape import INVALID
from aboveboard.rulebook.values import wrong
from aboveboard.rulebook.yamlfile import Node, plain_value

__all__ = ["FactsShape", "facts_schema"]


@dataclass(frozen=True)
class FactsShape:
    """A block of facts, read strictly: as Facts where ``typed``, else as it was written."""

    typed: bool = False

    def read(self, node: Node, faults: Faults) -> Any:
        """The facts."""
        if node.kind != "mapping":
            return wrong(node, faults, "names with values, such as platform: instagram")
        value = plain_value(node)
        facts, errors = read_facts(value)
        for error in errors:
            faults.add(_place(node, error), error.message)
        if errors:
            return INVALID
        return facts if self.typed else value

    def schema(self) -> dict[str, Any]:
        """The names of facts."""
        return facts_schema()


def _place(node: Node, error: FactError) -> Node:
    """Where a fact that cannot be read stands: its value, or its name where that is wrong."""
    path = [str(step) for step in error.path]
    value = node.get(*path)
    if value is not None and " must be " in error.message:
        return value
    around = node.get(*path[:-1]) or node
    return next((key for key, _ in around.pairs() if key.text == path[-1]), node)


def facts_schema() -> dict[str, Any]:
    """The JSON Schema of a block of facts: names, dotted or in groups; ``_`` is as good as ``-``.

    Values are left to the linter, whose errors say what was wanted.
    """
    groups: dict[str, dict[str, str]] = {}
    for name, (_, doc) in FACTS.items():
        group, dot, inner = name.partition(".")
        if dot:
            groups.setdefault(group, {})[inner] = doc
    docs = {name: doc for name, (_, doc) in FACTS.items()}
    schema = _names(docs)
    for group, members in groups.items():
        said = {"description": "facts: " + ", ".join(members)}
        schema["properties"][group] = {**said, **_names(members)}
    return {"title": "facts", **schema}


def _names(docs: Mapping[str, str]) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "type": "object",
        "properties": {name: {"description": doc} for name, doc in docs.items()},
        "additionalProperties": False,
    }
    spellings = {
        "^" + name.replace(".", "\\.").replace("-", "[-_]") + "$": {"description": doc}
        for name, doc in docs.items()
        if "-" in name
    }
    return {**schema, "patternProperties": spellings} if spellings else schema
