"""The configuration: found, read strictly, and turned into settings for each path."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import Any

from aboveboard.facts import Facts, read_facts
from aboveboard.rulebook.faults import Fault, Faults, FaultyFiles
from aboveboard.rulebook.schema import iso_date
from aboveboard.rulebook.shape import (
    INVALID,
    Choice,
    Key,
    ListOf,
    MapOf,
    Record,
    Text,
)
from aboveboard.rulebook.tomlnodes import toml_section
from aboveboard.rulebook.yamlfile import Node, YamlError, plain_value
from aboveboard.settings import COMPONENTS, Excuse, Settings
from aboveboard.severity import SEVERITIES

__all__ = ["CONFIG", "FILE_NAMES", "Config", "find_config", "load_config"]

FILE_NAMES = (".aboveboard.yaml", ".aboveboard.yml", "aboveboard.yaml", "aboveboard.yml")


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


def _make_excuse(values: dict[str, Any], node: Node, faults: Faults) -> Any:
    return Excuse(
        values["path"],
        values["rule"],
        values["reason"],
        values.get("text", ""),
        values.get("until"),
        f"{faults.path}:{node.start.line}",
    )


_IDS = ListOf(Text("a rule id or the beginning of one"), or_one=True, least=0)
_NAMES = ListOf(Text("a name", str.lower), or_one=True)

_BY_PATH = {
    "select": Key(_IDS, "rules to run, by id or beginning of an id; all where nothing is said"),
    "ignore": Key(_IDS, "rules not to run"),
    "severity": Key(Choice(SEVERITIES), "the mildest findings to report"),
    "jurisdictions": Key(_NAMES, "whose law the copy must satisfy: us, uk, de ..."),
    "platform": Key(Text("a platform", str.lower), "where the copy appears"),
    "facts": Key(_FactsShape(), "what is known of all documents"),
}

CONFIG = Record(
    "the configuration",
    {
        "extends": Key(ListOf(Text("a path"), or_one=True), "configurations to build on"),
        "rules": Key(ListOf(Text("a folder"), or_one=True), "folders of rules to add"),
        **_BY_PATH,
        "fail-on": Key(Choice(SEVERITIES), "the mildest finding that makes the exit code 1"),
        "accounts": Key(MapOf(_FactsShape(), (), "accounts"), "facts by account"),
        "exclude": Key(
            ListOf(Text("a pattern"), or_one=True), "files to leave out, as in .gitignore"
        ),
        "components": Key(_NAMES, "template components that render a disclosure"),
        "exceptions": Key(
            ListOf(
                Record(
                    "an exception",
                    {
                        "path": Key(Text("a path pattern"), "which documents", True),
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
                        "paths": Key(ListOf(Text("a pattern"), or_one=True), "which files", True),
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


@dataclass(frozen=True)
class Config:
    """What the configuration says, and where it was found.

    ``root`` is the folder that its paths and patterns count from.
    """

    root: Path
    files: tuple[Path, ...] = ()
    values: Mapping[str, Any] = field(default_factory=dict)

    @property
    def rule_folders(self) -> list[Path]:
        """Folders of rules to add."""
        return [Path(folder) for folder in self.values.get("rules", ())]

    @property
    def exclude(self) -> tuple[str, ...]:
        """Patterns of files to leave out."""
        return tuple(self.values.get("exclude", ()))

    def settings(self, **given: Any) -> SettingsByPath:
        """The settings that result; what is ``given`` wins over what the files say.

        ``given`` has the names of the configuration's keys, with ``_`` for ``-``, and
        ``given_facts`` and ``as_of``.
        """
        return SettingsByPath(self, {k: v for k, v in given.items() if v is not None})


class SettingsByPath:
    """The settings of each path: the configuration, its overrides, and what was given."""

    def __init__(self, config: Config, given: Mapping[str, Any]) -> None:
        self._config = config
        self._given = given
        self._patterns = [
            (tuple(override["paths"]), override) for override in config.values.get("overrides", ())
        ]
        self._of = lru_cache(maxsize=256)(self._make)
        self.base = self._of(())

    def __call__(self, name: str) -> Settings:
        """The settings for the document or file ``name``."""
        if not self._patterns:
            return self.base
        path = Path(name)
        try:
            inner = path.resolve().relative_to(self._config.root.resolve()).as_posix()
        except (ValueError, OSError):
            inner = path.as_posix()
        return self._of(
            tuple(
                index
                for index, (patterns, _) in enumerate(self._patterns)
                if any(_path_fits(inner, pattern) for pattern in patterns)
            )
        )

    def _make(self, overrides: tuple[int, ...]) -> Settings:
        values = dict(self._config.values)
        facts = _facts(values)
        for index in overrides:
            override = self._patterns[index][1]
            values |= {key: value for key, value in override.items() if key not in {"facts"}}
            facts = _facts(override).over(facts)
        given = self._given
        settings = Settings(
            select=tuple(given.get("select", values.get("select", ()))),
            ignore=tuple(given.get("ignore", ())) + tuple(values.get("ignore", ())),
            severity=given.get("severity", values.get("severity", "warning")),
            fail_on=given.get("fail_on", values.get("fail-on", "warning")),
            facts=facts,
            given=_facts(given).over(given.get("given_facts", Facts())),
            components=frozenset(values.get("components", ())) or COMPONENTS,
            excuses=tuple(values.get("exceptions", ())),
            accounts=values.get("accounts", {}),
        )
        as_of: date | None = given.get("as_of")
        return settings if as_of is None else replace(settings, as_of=as_of)


def _facts(values: Mapping[str, Any]) -> Facts:
    """The facts of a configuration or override, platform and jurisdictions among them."""
    named = {
        name: tuple(values[name]) if name == "jurisdictions" else values[name]
        for name in ("platform", "jurisdictions")
        if values.get(name)
    }
    return Facts(named).over(values.get("facts", Facts()))


def _path_fits(path: str, pattern: str) -> bool:
    """Whether a path fits a pattern: ``posts/``, ``posts/**``, ``*.csv``, ``**/ads/*.md``."""
    pure = PurePosixPath(path)
    if pattern.endswith("/"):
        pattern += "**"
    if pattern.endswith("/**"):
        folder = pattern[:-3]
        return any(parent.match(folder) for parent in pure.parents if str(parent) != ".")
    return pure.match(pattern)


def find_config(start: Path) -> Path | None:
    """The nearest configuration: in ``start`` or above it, up to the root of its repository."""
    folder = start.resolve()
    for place in (folder, *folder.parents):
        for name in FILE_NAMES:
            if (place / name).is_file():
                return place / name
        project = place / "pyproject.toml"
        if project.is_file() and "[tool.aboveboard" in project.read_text("utf-8", "replace"):
            return project
        if (place / ".git").exists():
            return None
    return None


def load_config(path: Path | None, root: Path | None = None) -> Config:
    """The configuration in ``path`` with those that it extends; the default one for None.

    Raises FaultyFiles with everything that is wrong.
    """
    if path is None:
        return Config(root or Path.cwd())
    merged: dict[str, Any] = {}
    files = []
    for file, values in _chain(path, ()):
        files.append(file)
        for key, value in values.items():
            if key in {"exceptions", "overrides", "rules", "exclude"}:
                merged[key] = (*merged.get(key, ()), *value)
            elif key == "facts" and key in merged:
                merged[key] = value.over(merged[key])
            elif key == "accounts":
                merged[key] = {**merged.get(key, {}), **value}
            else:
                merged[key] = value
    return Config(path.parent, tuple(files), merged)


def _chain(path: Path, above: Sequence[Path]) -> Iterator[tuple[Path, dict[str, Any]]]:
    """A configuration after those that it extends, the weakest first."""
    shown = str(path)
    if path.resolve() in above:
        raise FaultyFiles([Fault(shown, 1, 1, "this configuration extends itself")])
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
    if faults.found:
        raise FaultyFiles(faults.found)
    for key in ("rules",):
        if key in values:
            values[key] = tuple(str(path.parent / folder) for folder in values[key])
    for other in values.pop("extends", ()):
        yield from _chain(path.parent / other, (*above, path.resolve()))
    yield path, values
