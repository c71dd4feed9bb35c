"""The JSON Schemas are current, and judge files as the loader does."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from aboveboard.configfile import CONFIG
from aboveboard.rulebook.faultlist import Faults
from aboveboard.rulebook.folders import bundled_folder
from aboveboard.rulebook.jsonschema import FOLDER, file_name, schemas, to_text
from aboveboard.rulebook.lexicon import LEXICON, PROVISIONS
from aboveboard.rulebook.schema import RULE
from aboveboard.rulebook.tomlnodes import toml_section
from aboveboard.rulebook.yamlfile import Node, YamlError, parse_yaml

ERRORS = Path(__file__).parent.parent / "rule_errors"
SHAPES = {"rule": RULE, "lexicon": LEXICON, "provisions": PROVISIONS, "config": CONFIG}
VALIDATORS = {kind: jsonschema.Draft202012Validator(schema) for kind, schema in schemas().items()}


# ---------------------------------------------------------------- how editors read YAML

# The core schema of YAML 1.2, which most editors' language servers use.
_CORE: list[tuple[re.Pattern[str], Callable[[str], Any]]] = [
    (re.compile(r"null|Null|NULL|~|"), lambda _: None),
    (re.compile(r"true|True|TRUE"), lambda _: True),
    (re.compile(r"false|False|FALSE"), lambda _: False),
    (re.compile(r"[-+]?[0-9]+"), int),
    (re.compile(r"0o[0-7]+"), lambda text: int(text[2:], 8)),
    (re.compile(r"0x[0-9a-fA-F]+"), lambda text: int(text, 16)),
    (re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?"), float),
]


def as_core(node: Node) -> Any:
    """The data that YAML 1.2 makes of a node."""
    if node.kind == "list":
        return [as_core(item) for item in node.items()]
    if node.kind == "mapping":
        return {key.text: as_core(value) for key, value in node.pairs()}
    if node.style == "plain":
        for pattern, convert in _CORE:
            if pattern.fullmatch(node.text):
                return convert(node.text)
    return node.text


class _Loader(yaml.SafeLoader):
    """YAML 1.1 as editors have it: dates stay texts."""


_Loader.yaml_implicit_resolvers = {
    first: [pair for pair in pairs if not pair[0].endswith(":timestamp")]
    for first, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def as_old(text: str) -> Any:
    """The data that YAML 1.1 makes of a text."""
    return yaml.load(text, _Loader)


def fits(kind: str, text: str) -> bool | None:
    """Whether the loader takes a file; None where it is no YAML."""
    try:
        root = parse_yaml(text)
    except YamlError:
        return None
    if root is None:
        return None
    faults = Faults("file", text)
    SHAPES[kind].read(root, faults)
    return not faults.found


def judged(kind: str, text: str) -> set[bool]:
    """What the schema says of both readings of a file."""
    root = parse_yaml(text)
    assert root is not None
    return {VALIDATORS[kind].is_valid(data) for data in (as_core(root), as_old(text))}


# ---------------------------------------------------------------- files


@pytest.mark.parametrize("kind", SHAPES)
def test_shipped_schemas_are_current(kind: str) -> None:
    shipped = (FOLDER / file_name(kind)).read_text(encoding="utf-8")
    assert shipped == to_text(schemas()[kind]), "run python -m aboveboard.rulebook.jsonschema"


@pytest.mark.parametrize("kind", SHAPES)
def test_schemas_are_schemas(kind: str) -> None:
    schema = schemas()[kind]
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["$id"] == f"{kind}.schema.json"
    assert schema["$schema"].endswith("2020-12/schema")


def _kind(inner: Path) -> str:
    if inner.parts[0] == "lexicons":
        return "lexicon"
    return "provisions" if inner.name == "provisions.yaml" else "rule"


@pytest.mark.parametrize("folder", [bundled_folder(), ERRORS / "base"], ids=["bundled", "base"])
def test_every_good_file_is_valid(folder: Path) -> None:
    wrong = []
    for path in sorted(folder.rglob("*.yaml")):
        kind = _kind(path.relative_to(folder))
        text = path.read_text(encoding="utf-8")
        if fits(kind, text) and judged(kind, text) != {True}:
            root = parse_yaml(text)
            assert root is not None
            error = next(VALIDATORS[kind].iter_errors(as_core(root)), "only as YAML 1.1")
            wrong.append(f"{path}: {error}")
    assert not wrong, "\n".join(wrong)


# What the schema cannot see, and the loader does.
BEYOND = {
    "yaml-hash-end": "a comment is gone before a schema sees the file",
    "phrases-joined": "so is the sign that joined the lines",
    "example-open-mark": "marks",
    "example-nested-marks": "marks",
    "example-close-mark": "marks",
    "example-empty-mark": "marks",
    "example-no-mark": "marks",
    "example-marked-pass": "marks",
    "example-span": "where a span stands",
    "example-span-order": "where a span stands",
    "example-passing-outcome": "that only flagged examples have outcomes",
    "example-format-parts": "that some formats have no parts",
    "example-fact-value": "the values of facts",
    "trigger-fact": "the names of facts outside a block of them",
    "trigger-value": "the values of facts",
    "in-force-no-day": "which months have 31 days",
    "provisions-date": "which months have 31 days",
    "across-at-least-one": "numbers of documents",
    "across-at-least-word": "numbers of documents",
    "across-within": "lengths of time",
    "across-within-unit": "lengths of time",
    "across-change-kind": "which changes belong to which claim",
    "cleared-by-within": "lengths of time",
    "cleared-by-fact": "the names of facts outside a block of them",
    "claim-never": "which states belong to which claim",
    "claim-never-list": "which states belong to which claim",
    "claim-and-words": "that a claim stands alone",
    "posts-fact": "what a post holds",
    "posts-facts-outside": "what a post holds",
    "posts-key": "what a post holds",
    "posts-nested": "what a post holds",
    "posts-one": "that one post is not enough",
    "posts-open-mark": "marks",
    "posts-unmarked": "marks",
    "posts-marked-pass": "marks",
    "fix-remove-no": "that an action is left out, not switched off",
    "fix-same": "that something changes",
}


@pytest.mark.parametrize("path", sorted(ERRORS.glob("*.yaml")), ids=lambda path: path.stem)
def test_bad_files_are_judged_as_the_loader_judges(path: Path) -> None:
    kind = path.stem.partition("-")[0]
    kind = kind if kind in {"lexicon", "provisions"} else "rule"
    text = path.read_text(encoding="utf-8")
    good = fits(kind, text)
    if good is None:
        return
    if path.stem in BEYOND:
        assert not good
        assert True in judged(kind, text), "the schema can see it after all"
    else:
        assert judged(kind, text) == {good}


# ---------------------------------------------------------------- the configuration

CONFIGS = {
    "": None,
    "severity: note\nselect: urgency\nignore: [urgency/hurry]\n": True,
    "severity: notes\n": False,
    "slect: urgency\n": False,
    "platform: no\njurisdictions: [no, uk]\n": True,
    "exclude: '*.csv'\nrules: [house, other]\n": True,
    "rules: []\n": False,
    "select: []\nexceptions: []\n": True,
    "facts: {platform: x, offer: {ends: 2026-11-30}}\n": True,
    "facts: {offer.ends: 2026-11-30, ad_category: housing}\n": True,
    "facts: {plattform: x}\n": False,
    "facts: {offer: {end: 2026-11-30}}\n": False,
    "facts:\n": False,
    "accounts: {glow: {zone: Europe/London}}\n": True,
    "accounts: {glow: {zon: Europe/London}}\n": False,
    "exceptions: [{path: a.md, rule: urgency/hurry, reason: so it is}]\n": True,
    "exceptions: [{path: a.md, rule: urgency/hurry}]\n": False,
    "exceptions: [{path: a.md, rule: urgency/hurry, reason: r, until: 2026-12-31}]\n": True,
    "exceptions: [{path: a.md, rule: urgency/hurry, reason: r, until: 31.12.2026}]\n": False,
    "overrides: [{paths: posts/, severity: error, facts: {kind: ad}}]\n": True,
    "overrides: [{severity: error}]\n": False,
    "overrides: {paths: posts/}\n": False,
}


@pytest.mark.parametrize("text", CONFIGS)
def test_configurations_are_judged_as_the_loader_judges(text: str) -> None:
    assert fits("config", text) is CONFIGS[text]
    if text:
        assert judged("config", text) == {CONFIGS[text]}


def test_toml_is_judged_by_the_same_schema() -> None:
    text = "[tool.aboveboard]\nseverity = 'note'\nfacts = {offer.stock = 3}\n"
    root = toml_section(text, "tool", "aboveboard")
    assert root is not None
    assert VALIDATORS["config"].is_valid(as_core(root))
