"""The grammar of facts where they stand in files of ours."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from aboveboard.facts import FACTS, read_facts
from aboveboard.rulebook.faults import Faults
from aboveboard.rulebook.shape import INVALID
from aboveboard.rulebook.values import wrong
from aboveboard.rulebook.yamlfile import Node, plain_value

__all__ = ["FactsShape", "facts_schema"]


class FactsShape:
    """A block of facts, read strictly; the value is the mapping as it was written."""

    def read(self, node: Node, faults: Faults) -> Any:
        """The facts, not yet typed."""
        if node.kind != "mapping":
            return wrong(node, faults, "names with values, such as platform: instagram")
        value = plain_value(node)
        errors = read_facts(value)[1]
        for error in errors:
            faults.add(node.get(*map(str, error.path)) or node, error.message)
        return INVALID if errors else value

    def schema(self) -> dict[str, Any]:
        """The names of facts."""
        return facts_schema()


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
