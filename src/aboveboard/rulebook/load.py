"""Loading: folders of YAML files in, one rulebook out, or every fault of every file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from aboveboard.rulebook.faults import Fault, Faults, FaultyFiles
from aboveboard.rulebook.lexicon import LEXICON, PROVISIONS, Lexicon, Provision
from aboveboard.rulebook.model import Rule
from aboveboard.rulebook.schema import RULE
from aboveboard.rulebook.shape import INVALID

__all__ = ["Rulebook", "bundled_folder", "load_rulebook", "parse_rule"]

_LARGEST = 1_000_000  # bytes; no rule file is near it


@dataclass(frozen=True)
class Rulebook:
    """All rules, lexicons and provisions by name."""

    rules: Mapping[str, Rule]
    lexicons: Mapping[str, Lexicon]
    provisions: Mapping[str, Provision]


def bundled_folder() -> Path:
    """The folder of the bundled rules: inside the package, or beside ``src`` in a checkout.

    Raises FileNotFoundError where there is neither, because a linter without rules would
    call everything clean.
    """
    package = Path(__file__).resolve().parent.parent
    for folder in (package / "rules", package.parent.parent / "rules"):
        if (folder / "provisions.yaml").is_file():
            return folder
    raise FileNotFoundError("the bundled rules are missing; install aboveboard again")


def _rule_files(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if path.suffix in {".yaml", ".yml"} and path.is_file() and not hidden:
            yield path


def _display(path: Path) -> str:
    try:
        return str(path.relative_to(Path.cwd()))
    except ValueError:
        return str(path)


def _read(path: Path) -> Faults:
    """The text of a file, ready to be read, or the fault that it cannot be."""
    shown = _display(path)
    try:
        if path.stat().st_size > _LARGEST:
            raise ValueError("the file is too large for a rule (more than 1 MB)")
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise FaultyFiles([Fault(shown, 1, 1, "the file is not UTF-8", "save it as UTF-8")]) from None
    except (OSError, ValueError) as error:
        message = getattr(error, "strerror", None) or str(error)
        raise FaultyFiles([Fault(shown, 1, 1, f"cannot be read: {message}")]) from None
    return Faults(shown, text)


def parse_rule(rule_id: str, faults: Faults) -> Rule | None:
    """The rule in a file, or None after recording what is wrong with it."""
    root = faults.parse()
    if root is None:
        return None
    if root.kind == "mapping" and root.get("message") is None and root.get("messages") is None:
        faults.add(root, "a rule has no 'message'", "message: what is said of a finding")
    values = RULE.read(root, faults)
    if values is INVALID or faults.found:
        return None
    messages: Mapping[str, str] = values.get("messages") or {"": values["message"]}
    optional: dict[str, Any] = {
        field: values[key]
        for key, field in (
            ("status", "status"),
            ("verdict", "verdict"),
            ("why", "why"),
            ("cites", "cites"),
            ("except", "exceptions"),
            ("cleared-by", "cleared_by"),
            ("in-force", "in_force"),
            ("applies-to", "scope"),
            ("replaced-by", "replaced_by"),
        )
        if key in values
    }
    return Rule(
        id=rule_id,
        path=faults.path,
        title=values["title"],
        severity=values["severity"],
        advice=values["advice"],
        find=values["find"],
        examples=values["examples"],
        messages=messages,
        marks={key.text: key.start for key, _ in root.pairs()},
        **optional,
    )


class _Loader:
    """Reads folders one after the other and keeps every fault."""

    def __init__(self) -> None:
        self.rules: dict[str, Rule] = {}
        self.lexicons: dict[str, Lexicon] = {}
        self.provisions: dict[str, Provision] = {}
        self.faults: list[Fault] = []

    def folder(self, folder: Path) -> None:
        if not folder.is_dir():
            self.faults.append(
                Fault(_display(folder), 1, 1, "this is not a folder of rules", "check the path")
            )
            return
        files = list(_rule_files(folder))
        if not files:
            self.faults.append(Fault(_display(folder), 1, 1, "no rule file (*.yaml) stands in here"))
        for path in files:
            try:
                faults = _read(path)
            except FaultyFiles as error:
                self.faults += error.faults
                continue
            inner = path.relative_to(folder)
            if inner.parts[0] == "lexicons":
                self._lexicon("/".join(inner.with_suffix("").parts[1:]), faults)
            elif inner.name == "provisions.yaml" and len(inner.parts) == 1:
                self._provisions(faults)
            else:
                parts = inner.with_suffix("").parts
                # A file at the top takes its category from the folder it stands in.
                self._rule("/".join(parts if len(parts) > 1 else (folder.resolve().name, *parts)), faults)
            self.faults += faults.found

    def _rule(self, rule_id: str, faults: Faults) -> None:
        rule = parse_rule(rule_id, faults)
        if rule is None:
            return
        if rule_id in self.rules:
            other = self.rules[rule_id].path
            faults.add(rule.marks["title"], f"a rule '{rule_id}' stands already in {other}", "rename the file")
            return
        self.rules[rule_id] = rule

    def _lexicon(self, name: str, faults: Faults) -> None:
        root = faults.parse()
        lexicon = INVALID if root is None else LEXICON.read(root, faults)
        if lexicon is not INVALID:
            self.lexicons[name] = replace(lexicon, name=name)

    def _provisions(self, faults: Faults) -> None:
        root = faults.parse()
        provisions = INVALID if root is None else PROVISIONS.read(root, faults)
        if provisions is not INVALID:
            self.provisions |= {key: replace(value, key=key) for key, value in provisions.items()}


@cache
def _bundled() -> Rulebook:
    return _load((bundled_folder(),), None)


def _load(folders: Sequence[Path], base: Rulebook | None) -> Rulebook:
    loader = _Loader()
    if base is not None:
        loader.rules |= base.rules
        loader.lexicons |= base.lexicons
        loader.provisions |= base.provisions
    for folder in folders:
        loader.folder(folder)
    if loader.faults:
        raise FaultyFiles(loader.faults)
    return Rulebook(loader.rules, loader.lexicons, loader.provisions)


def load_rulebook(folders: Sequence[str | Path] = ()) -> Rulebook:
    """The bundled rulebook with the rules of more ``folders`` added.

    Raises FaultyFiles with every fault of every file.
    """
    bundled = _bundled()
    return _load([Path(folder) for folder in folders], bundled) if folders else bundled
