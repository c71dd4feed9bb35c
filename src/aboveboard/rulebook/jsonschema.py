"""JSON Schemas (2020-12) of rules, lexicons, provisions and the configuration, for editors.

They are made from the shapes that read these files, and shipped; ``python -m
aboveboard.rulebook.jsonschema`` writes them anew.  An editor that knows YAML completes keys
with them and underlines what does not fit; what only the linter can judge (whether a lexicon
exists, whether a span stands in its text) they let through.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from aboveboard.configfile import CONFIG
from aboveboard.rulebook.factsfile import facts_schema
from aboveboard.rulebook.lexicon import LEXICON, PROVISIONS
from aboveboard.rulebook.schema import RULE, WORD_KEYS

__all__ = ["FOLDER", "file_name", "schemas", "to_text"]

FOLDER = Path(__file__).resolve().parent.parent / "schemas"
"""Where the schemas are shipped."""

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schemas() -> Mapping[str, Mapping[str, Any]]:
    """The schema of each kind of file: ``rule``, ``lexicon``, ``provisions``, ``config``."""
    return {
        "rule": _named("rule", "What to look for in copy, and what to say of it", RULE.schema()),
        "lexicon": _named("lexicon", "A list of words or links that rules share", _lexicon()),
        "provisions": _named(
            "provisions", "Pieces of law, code or policy, by key", PROVISIONS.schema()
        ),
        "config": _named("config", "Settings of the linter", _config()),
    }


def file_name(kind: str) -> str:
    """The name of a schema's file, which is also its id."""
    return f"{kind}.schema.json"


def _named(kind: str, description: str, schema: dict[str, Any]) -> dict[str, Any]:
    head = {
        "$schema": _DIALECT,
        "$id": file_name(kind),
        "title": f"aboveboard: {kind}",
        "description": description,
    }
    body = {key: value for key, value in schema.items() if key not in head}
    return {**head, **_with_definitions(body)}


def _with_definitions(schema: dict[str, Any]) -> dict[str, Any]:
    """The schema with what stands in it more than once moved to ``$defs``."""
    counts: Counter[str] = Counter()

    def count(node: Any) -> None:
        if isinstance(node, Mapping):
            if "title" in node and "properties" in node:
                counts[_content(node)] += 1
            for inner in node.values():
                count(inner)
        elif isinstance(node, list):
            for inner in node:
                count(inner)

    count(schema)
    names: dict[str, str] = {}
    definitions: dict[str, Any] = {}

    def move(node: Any) -> Any:
        if isinstance(node, list):
            return [move(inner) for inner in node]
        if not isinstance(node, Mapping):
            return node
        content = _content(node)
        if counts[content] < 2:
            return {key: move(inner) for key, inner in node.items()}
        if content not in names:
            names[content] = _free_name(str(node["title"]), definitions)
            definitions[names[content]] = None  # keeps its place among the definitions
            definitions[names[content]] = {
                key: move(inner) for key, inner in node.items() if key != "description"
            }
        said = {"description": node["description"]} if "description" in node else {}
        return {**said, "$ref": f"#/$defs/{names[content]}"}

    moved = {key: move(inner) for key, inner in schema.items()}
    return {**moved, "$defs": definitions} if definitions else moved


def _content(node: Mapping[str, Any]) -> str:
    """What a schema demands, without what is said of it in one place."""
    return json.dumps({key: value for key, value in node.items() if key != "description"})


def _free_name(title: str, taken: Mapping[str, Any]) -> str:
    name = title.removeprefix("a ").removeprefix("an ").removeprefix("the ").replace(" ", "-")
    number = 2
    free = name
    while free in taken:
        free = f"{name}-{number}"
        number += 1
    return free


def _lexicon() -> dict[str, Any]:
    words = {"anyOf": [{"required": [key]} for key in WORD_KEYS]}
    others = [{"required": [key]} for key in ("links", "labels", "folds")]
    return {**LEXICON.schema(), "oneOf": [words, *others]}


def _config() -> dict[str, Any]:
    """The configuration's schema, with the facts in it by name."""
    schema = CONFIG.schema()
    facts = facts_schema()
    properties = schema["properties"]
    properties["facts"] |= facts
    properties["accounts"]["additionalProperties"] = facts
    properties["overrides"]["items"]["properties"]["facts"] |= facts
    return schema


def to_text(schema: Mapping[str, Any]) -> str:
    """A schema as it stands in its file."""
    return json.dumps(schema, indent=1, ensure_ascii=False) + "\n"


def main() -> int:
    """Write all schemas, and return the exit code."""
    FOLDER.mkdir(exist_ok=True)
    for kind, schema in schemas().items():
        (FOLDER / file_name(kind)).write_text(to_text(schema), encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
