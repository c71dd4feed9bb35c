"""Loading: folders of YAML files in, one rulebook out, or every fault of every file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from aboveboard.rulebook.book import Lexicon, Provision, Rulebook, holds
from aboveboard.rulebook.faultlist import Faults
from aboveboard.rulebook.faults import Fault, FaultyFiles
from aboveboard.rulebook.folders import bundled_folder, rule_files
from aboveboard.rulebook.lexicon import LEXICON, PROVISIONS
from aboveboard.rulebook.model import Rule
from aboveboard.rulebook.schema import RULE
from aboveboard.rulebook.shape import INVALID

__all__ = ["load_rulebook", "parse_rule", "read_rulebook"]

_LARGEST = 1_000_000  # bytes; no rule file is near it


def parse_rule(rule_id: str, faults: Faults) -> Rule | None:
    """The rule in a file, or None after recording what is wrong with it."""
    root = faults.parse()
    values = INVALID if root is None else RULE.read(root, faults)
    if root is None or values is INVALID or faults.found:
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
            ("fix", "fixes"),
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


# ---------------------------------------------------------------- files


def _display(path: Path) -> str:
    try:
        return str(path.relative_to(Path.cwd()))
    except ValueError:
        return str(path)


def _reason(error: OSError) -> str:
    return error.strerror or str(error)


def _read(path: Path) -> Faults | Fault:
    """The text of a file, ready to be read, or the fault that it cannot be."""
    shown = _display(path)
    try:
        if not path.is_file():  # a pipe or device would never end
            return Fault(shown, 1, 1, "this is not a file")
        if path.stat().st_size > _LARGEST:
            return Fault(shown, 1, 1, "the file is too large for a rule (more than 1 MB)")
        return Faults(shown, path.read_bytes().decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        return Fault(shown, line, 1, "the file is not UTF-8", "save it as UTF-8")
    except OSError as error:
        return Fault(shown, 1, 1, f"cannot be read: {_reason(error)}")


class _Loader:
    """Reads folders one after the other and keeps every fault."""

    def __init__(self, base: Rulebook | None) -> None:
        self.rules: dict[str, Rule] = dict(base.rules) if base else {}
        self.lexicons: dict[str, Lexicon] = dict(base.lexicons) if base else {}
        self.provisions: dict[str, Provision] = dict(base.provisions) if base else {}
        self.texts: dict[str, str] = dict(base.texts) if base else {}
        self.unread: set[str] = set(base.unread) if base else set()
        self.faults: list[Fault] = []
        self._taken: dict[str, str] = {}

    def folder(self, folder: Path) -> None:
        """Read all files of a folder."""
        if not folder.is_dir():
            self.faults.append(
                Fault(_display(folder), 1, 1, "this is not a folder of rules", "check the path")
            )
            return
        before = len(self.faults)

        def unreadable(error: OSError) -> None:
            place = _display(Path(error.filename or folder))
            self.faults.append(Fault(place, 1, 1, f"this folder cannot be read: {_reason(error)}"))

        files = list(rule_files(folder, unreadable))
        if not files and len(self.faults) == before:
            self.faults.append(
                Fault(_display(folder), 1, 1, "no rule file (*.yaml) stands in here")
            )
        self._taken = {}
        for path in files:
            inner = path.relative_to(folder).with_suffix("").parts
            # A file at the top takes its category from the folder it stands in.
            if len(inner) == 1 and inner != ("provisions",):
                inner = (folder.resolve().name, *inner)
            read = _read(path)
            if isinstance(read, Fault):
                self.faults.append(read)
                self.unread.add("/".join(inner))
                continue
            self._file(inner, read)
            self.texts[read.path] = read.text
            self.faults += read.found
            if read.found:
                self.unread.add("/".join(inner))

    def _file(self, parts: tuple[str, ...], faults: Faults) -> None:
        if parts[0] == "lexicons":
            self._lexicon("/".join(parts[1:]), faults)
        elif parts == ("provisions",):
            self._provisions(faults)
        else:
            self._rule("/".join(parts), faults)

    def _rule(self, rule_id: str, faults: Faults) -> None:
        rule = parse_rule(rule_id, faults)
        if rule is None:
            return
        if rule_id in self.rules:
            other = self.rules[rule_id].path
            faults.add(
                rule.marks["title"],
                f"a rule '{rule_id}' stands already in {other}",
                "rename one of the files",
            )
            return
        self.rules[rule_id] = rule

    def _lexicon(self, name: str, faults: Faults) -> None:
        root = faults.parse()
        lexicon = INVALID if root is None else LEXICON.read(root, faults)
        if root is not None and name in self._taken:
            other = self._taken[name]
            faults.add(
                root, f"a lexicon '{name}' stands already in {other}", "rename one of the files"
            )
        elif root is not None and lexicon is not INVALID:
            # A folder of one's own may replace a bundled lexicon: its labels, its brands.
            known = self.lexicons.get(name)
            if known is not None and holds(known) != holds(lexicon):
                faults.add(
                    root,
                    f"the lexicon '{name}' in {known.path} holds {holds(known)}, this one "
                    f"{holds(lexicon)}",
                    "give it another name",
                )
            self.lexicons[name] = replace(lexicon, name=name)
        self._taken[name] = faults.path

    def _provisions(self, faults: Faults) -> None:
        root = faults.parse()
        provisions = INVALID if root is None else PROVISIONS.read(root, faults)
        if provisions is not INVALID:
            self.provisions |= {key: replace(value, key=key) for key, value in provisions.items()}

    def rulebook(self) -> Rulebook:
        """What could be read."""
        return Rulebook(
            self.rules, self.lexicons, self.provisions, self.texts, frozenset(self.unread)
        )


# ---------------------------------------------------------------- rulebooks


@cache
def _bundled() -> tuple[Rulebook, tuple[Fault, ...]]:
    loader = _Loader(None)
    loader.folder(bundled_folder())
    return loader.rulebook(), tuple(loader.faults)


def read_rulebook(folders: Sequence[str | Path] = ()) -> tuple[Rulebook, Sequence[Fault]]:
    """The bundled rulebook with the rules of more ``folders`` added, as far as it can be read.

    Returns it with every fault of every file.
    """
    bundled, faults = _bundled()
    loader = _Loader(bundled)
    loader.faults += faults
    seen = {bundled_folder().resolve()}
    for folder in map(Path, folders):
        if folder.resolve() not in seen:
            loader.folder(folder)
        seen.add(folder.resolve())
    return loader.rulebook(), tuple(loader.faults)


def load_rulebook(folders: Sequence[str | Path] = ()) -> Rulebook:
    """The bundled rulebook with the rules of more ``folders`` added.

    Raises FaultyFiles with every fault of every file.  Rules of one's own may still be such
    that the engine cannot run them: :func:`aboveboard.rulebook.lint.load_checked` says so.
    """
    rulebook, faults = read_rulebook(folders) if folders else _bundled()
    if faults:
        raise FaultyFiles(faults)
    return rulebook
