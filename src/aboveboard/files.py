"""Which files to read: folders walked, ignore files respected, links kept in the tree."""

from __future__ import annotations

import os
import stat
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from aboveboard.document import Problem
from aboveboard.ignorefiles import (
    Ignores,
    ignores_above,
    inside_of,
    is_ignored,
    pattern_spec,
    with_own,
)
from aboveboard.sources import BINARY, SUFFIXES, WALKED
from aboveboard.sources.encoding import UnreadableError, looks_like_text, os_reason, peek

if TYPE_CHECKING:
    pass

__all__ = ["SKIPPED", "find_files", "is_skipped"]

SKIPPED = frozenset({"node_modules", "bower_components", "__pycache__", "site-packages"})
"""Folders that hold other people's files; hidden ones and virtual environments are skipped too."""

_KNOWN = frozenset(SUFFIXES).union(*(entry.suffixes for entry in BINARY.values()))

_HEAD = 8192  # bytes looked at to tell a text from another file


def find_files(
    paths: Sequence[str | os.PathLike[str]],
    *,
    root: str | os.PathLike[str] = ".",
    exclude: Sequence[str] = (),
    force_exclude: bool = False,
    suffixes: Collection[str] | None = None,
) -> tuple[list[Path], list[Problem]]:
    """The files that ``paths`` name, in order and each once, and what cannot be read.

    Folders are walked in the order of names.  Files in them are taken if their suffix is known
    (and not of a format that is only read where it is named) and neither a ``.gitignore`` nor
    ``exclude`` (patterns in the style of gitignore, relative to ``root``) names them.  A file
    that is named itself is always taken, unless ``force_exclude`` lets ``exclude`` decide; if
    its suffix is not known, it must look like text.  ``suffixes`` are those known, by default
    all that have a reader.  Names stay as they were given; no file is read but the ignore
    files.
    """
    search = _Search(
        _Excluded(root, exclude),
        _KNOWN if suffixes is None else frozenset(suffixes),
        WALKED if suffixes is None else frozenset(suffixes),
    )
    for given in paths:
        path = os.fspath(given)
        try:
            mode = os.stat(path).st_mode
        except OSError as error:
            search.fail(path, _missing(error))
            continue
        except ValueError:
            search.fail(path, "its name cannot be a file name")
            continue
        if force_exclude and search.excluded.names(_place(path), stat.S_ISDIR(mode)):
            continue
        if stat.S_ISDIR(mode):
            search.walk(path)
        else:
            search.take_named(path)
    return [Path(file) for file in search.files], search.problems


def _missing(error: OSError) -> str:
    reason = os_reason(error)
    return "there is no such file or folder" if reason == "there is no such file" else reason


class _Excluded:
    """The patterns of ``exclude``."""

    def __init__(self, root: str | os.PathLike[str], patterns: Sequence[str]) -> None:
        self._root = os.path.realpath(root)
        self._spec = pattern_spec(patterns) if patterns else None

    def names(self, path: str, is_folder: bool) -> bool:
        """Whether ``path``, a place, is excluded; what lies outside the root never is."""
        inside = inside_of(self._root, path)
        if self._spec is None or not inside:
            return False
        return bool(self._spec.check_file(inside + "/" * is_folder).include)


def _place(path: str) -> str:
    """Where a name stands: links on the way to it are followed, it itself is not."""
    folder, name = os.path.split(os.path.abspath(path))
    return os.path.join(os.path.realpath(folder), name)


class _Search:
    def __init__(
        self, excluded: _Excluded, suffixes: frozenset[str], walked: frozenset[str]
    ) -> None:
        self.excluded = excluded
        self.files: list[str] = []
        self.problems: list[Problem] = []
        self._suffixes = suffixes
        self._walked = walked
        self._seen: set[str] = set()  # real paths of files
        self._entered: set[str] = set()  # real paths of folders

    def fail(self, path: str, message: str, level: str = "error") -> None:
        self.problems.append(Problem(path, None, message, level))

    def _take(self, path: str, real: str) -> None:
        if real not in self._seen:
            self._seen.add(real)
            self.files.append(path)

    def take_named(self, path: str) -> None:
        """Take a file that was named itself."""
        suffix = os.path.splitext(path)[1].lower()
        if suffix not in self._suffixes:
            try:
                is_text = looks_like_text(peek(path, _HEAD))
            except UnreadableError as error:
                self.fail(path, error.message)
                return
            if not is_text:
                what = f"'{suffix}'" if suffix else "a file without a suffix"
                self.fail(path, f"no reader for {what}; use --stdin-filename or rename it")
                return
        self._take(path, os.path.realpath(path))

    def walk(self, given: str) -> None:
        """Take the files below a folder."""
        tree = os.path.realpath(given)
        # Each folder yet to enter: its name for the user, its real path, what is ignored there.
        pending = [iter([(given, tree, ignores_above(tree))])]
        while pending:
            folder = next(pending[-1], None)
            if folder is None:
                pending.pop()
                continue
            name, real, ignores = folder
            if real in self._entered:
                continue
            self._entered.add(real)
            pending.append(self._enter(name, real, with_own(ignores, real), tree))

    def _enter(
        self, name: str, real: str, ignores: Ignores, tree: str
    ) -> Iterator[tuple[str, str, Ignores]]:
        """Take the files of a folder, and give the folders in it, in the order of names."""
        try:
            with os.scandir(real) as found:
                entries = sorted(found, key=lambda entry: entry.name)
        except OSError as error:
            self.fail(name, f"the folder cannot be opened: {os_reason(error)}")
            return
        for entry in entries:
            shown = entry.name if name == os.curdir else os.path.join(name, entry.name)
            try:
                is_folder = entry.is_dir()
                is_file = not is_folder and entry.is_file()
                target = os.path.realpath(entry.path) if entry.is_symlink() else entry.path
            except OSError:
                continue  # a link that leads in a circle
            known = os.path.splitext(entry.name)[1].lower() in self._walked
            if not (is_folder or (is_file and known)) or is_skipped(entry.name, target, is_folder):
                continue
            if target != entry.path and target != tree and not inside_of(tree, target):
                continue  # a link that leaves the tree
            if is_ignored(ignores, entry.path, is_folder):
                continue
            if self.excluded.names(entry.path, is_folder):
                continue
            if is_folder:
                # In a folder behind a link the ignore files around the link hold no longer.
                yield shown, target, ignores if target == entry.path else ()
            else:
                self._take(shown, target)


def is_skipped(name: str, path: str, is_folder: bool) -> bool:
    """Whether a folder holds other people's files, or hidden ones."""
    if not is_folder:
        return False
    return (
        name.startswith(".") or name in SKIPPED or os.path.lexists(os.path.join(path, "pyvenv.cfg"))
    )
