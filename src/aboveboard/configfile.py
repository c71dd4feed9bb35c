"""Files of configuration: their grammar, read strictly, and what they build on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from aboveboard.config import Config
from aboveboard.facts import read_facts
from aboveboard.filekeys import encoding, preset, wrong_role
from aboveboard.offersfile import OffersKey, load_offers
from aboveboard.rulebook.faultlist import Faults
from aboveboard.rulebook.faults import Fault, FaultyFiles
from aboveboard.rulebook.mark import Phrase
from aboveboard.rulebook.schema import iso_date
from aboveboard.rulebook.shape import INVALID, Choice, Key, ListOf, MapOf, Record, Text
from aboveboard.rulebook.tomlnodes import toml_section
from aboveboard.rulebook.yamlfile import Node, YamlError, plain_value
from aboveboard.settings import Excuse, path_fits
from aboveboard.severity import SEVERITIES
from aboveboard.sources.options import DATE_ORDERS

__all__ = ["CONFIG", "load_config"]


class _FactsShape:
    """A block of facts, read strictly."""

    def read(self, node: Node, faults: Faults) -> Any:
        if node.kind != "mapping":
            faults.add(node, "facts must be a mapping of names and values")
            return INVALID
        facts, errors = read_facts(plain_value(node))
        for error in errors:
            faults.add(node.get(*error.path) or node, error.message)
        return INVALID if errors else facts

    def schema(self) -> dict[str, Any]:
        return {"type": "object"}


class _ColumnsShape:
    """Columns by role: ``body: Post Content``."""

    def read(self, node: Node, faults: Faults) -> Any:
        """The columns by role."""
        values = MapOf(Text('a header, or a position such as "#2"')).read(node, faults)
        if values is INVALID:
            return INVALID
        before = len(faults.found)
        for key, _ in node.pairs():
            for error in wrong_role(key.text):
                faults.add(key, error)
        return INVALID if len(faults.found) > before else values

    def schema(self) -> dict[str, Any]:
        """An object of texts."""
        return MapOf(Text()).schema()


def _make_excuse(values: dict[str, Any], node: Node, faults: Faults) -> Any:
    return Excuse(
        values["path"],
        values["rule"],
        values["reason"],
        values.get("text", ""),
        values.get("until"),
        place=(faults.path, node.start.line),
    )


def _pattern(text: str) -> str:
    try:
        path_fits((text,), "x", ".")
    except (ValueError, re.error):
        raise ValueError(f"'{text}' cannot be read as a pattern such as in .gitignore") from None
    return text


_IDS = ListOf(Text("a rule id or the beginning of one"), or_one=True, least=0)
_NAMES = ListOf(Text("a name", str.lower), or_one=True)

_BY_PATH = {
    "select": Key(_IDS, "rules to run, by id or beginning of an id; all where nothing is said"),
    "ignore": Key(_IDS, "rules not to run"),
    "severity": Key(Choice(SEVERITIES), "the mildest findings to report"),
    "jurisdictions": Key(_NAMES, "whose law the copy must satisfy: us, uk, de ..."),
    "platform": Key(Text("a platform", str.lower), "where the copy appears"),
    "facts": Key(_FactsShape(), "what is known of all documents"),
    "preset": Key(Text("a preset", preset), "the tool that sheets were made for"),
    "columns": Key(_ColumnsShape(), "columns of sheets by role: {body: Post Content}"),
    "date-order": Key(Choice(DATE_ORDERS), "the order of day, month and year in dates of numbers"),
    "encoding": Key(Text("an encoding", encoding), "that of files that are not UTF-8: cp1252"),
}

CONFIG = Record(
    "the configuration",
    {
        "extends": Key(ListOf(Text("a path"), or_one=True), "configurations to build on"),
        "rules": Key(ListOf(Text("a folder"), or_one=True), "folders of rules to add"),
        **_BY_PATH,
        "fail-on": Key(Choice(SEVERITIES), "the mildest finding that makes the exit code 1"),
        "baseline": Key(Text("a path"), "the file with the findings that are known"),
        "accounts": Key(MapOf(_FactsShape(), (), "accounts"), "facts by account"),
        "offers": Key(OffersKey(), "offers by name, or a file with them"),
        "exclude": Key(
            ListOf(Text("a pattern", _pattern), or_one=True), "files to leave out, as in .gitignore"
        ),
        "components": Key(_NAMES, "template components that render a disclosure"),
        "exceptions": Key(
            ListOf(
                Record(
                    "an exception",
                    {
                        "path": Key(Text("a path pattern", _pattern), "which documents", True),
                        "rule": Key(Text("a rule id"), "which rule", True),
                        "text": Key(Text(), "the phrase; any where nothing is said"),
                        "reason": Key(Text(), "why it is all right", True),
                        "until": Key(Text("a date", iso_date), "the last day it holds"),
                    },
                    _make_excuse,
                ),
                least=0,
            ),
            "findings that someone answers for",
        ),
        "overrides": Key(
            ListOf(
                Record(
                    "an override",
                    {
                        "paths": Key(
                            ListOf(Text("a pattern", _pattern), or_one=True), "which files", True
                        ),
                        **_BY_PATH,
                    },
                ),
                least=0,
            ),
            "settings for some paths; later ones win",
        ),
    },
)
"""The grammar of the configuration."""


def load_config(path: Path | None, root: Path | None = None) -> Config:
    """The configuration in ``path`` with those that it extends; the default one for None.

    Raises FaultyFiles with everything that is wrong.
    """
    if path is None:
        return Config(root or Path.cwd())
    merged: dict[str, Any] = {}
    files: list[Path] = []
    for file, values in _chain(path, (), set()):
        files.append(file)
        for key, value in values.items():
            if key in {"exceptions", "overrides", "rules", "exclude"}:
                merged[key] = (*merged.get(key, ()), *value)
            elif key == "facts" and key in merged:
                merged[key] = value.over(merged[key])
            elif key in {"accounts", "offers", "columns"}:
                merged[key] = {**merged.get(key, {}), **value}
            else:
                merged[key] = value
    if "exceptions" in merged:
        folder = str(path.parent)
        merged["exceptions"] = tuple(replace(e, root=folder) for e in merged["exceptions"])
    return Config(path.parent, tuple(files), merged)


def _chain(
    path: Path, above: tuple[Path, ...], seen: set[Path]
) -> Iterator[tuple[Path, dict[str, Any]]]:
    """A configuration after those that it extends, the weakest first, each of them once."""
    shown = str(path)
    real = path.resolve()
    if real in above:
        raise FaultyFiles([Fault(shown, 1, 1, "this configuration extends itself")])
    if real in seen:
        return
    seen.add(real)
    try:
        faults = Faults(shown, path.read_bytes().decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise FaultyFiles(
            [Fault(shown, 1, 1, "the file is not UTF-8", "save it as UTF-8")]
        ) from None
    except OSError as error:
        reason = error.strerror or str(error)
        raise FaultyFiles([Fault(shown, 1, 1, f"cannot be read: {reason}")]) from None
    if path.suffix == ".toml":
        try:
            root = toml_section(faults.text, "tool", "aboveboard")
        except YamlError as error:
            faults.add(error.mark, error.message, error.hint)
            root = None
    else:
        root = faults.parse(may_be_empty=True)
    values = {} if root is None else CONFIG.read(root, faults)
    if isinstance(values, dict) and isinstance(values.get("offers"), Phrase):
        values["offers"] = load_offers(path, values["offers"], faults)
    if faults.found:
        raise FaultyFiles(faults.found)
    if "rules" in values:
        values["rules"] = tuple(str(path.parent / folder) for folder in values["rules"])
    if "baseline" in values:
        values["baseline"] = str(path.parent / values["baseline"])
    for other in values.pop("extends", ()):
        yield from _chain(path.parent / other, (*above, real), seen)
    yield path, values
