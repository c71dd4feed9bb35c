"""The workspace: the linter for each draft, with configuration and house rules as they are now.

Whether a file has changed is seen by its size and time before each check: that costs less than a
millisecond, and no client is needed that watches files.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from aboveboard.configfile import load_config
from aboveboard.findconfig import find_config
from aboveboard.linter import Linter
from aboveboard.rulebook.faults import Fault, FaultyFiles
from aboveboard.rulebook.folders import rule_files

if TYPE_CHECKING:
    from aboveboard.cache import Cache

__all__ = ["MOST_WORDS", "Setup", "Workspace"]

MOST_WORDS = 15_000
"""How many words spaCy may have seen before it begins anew; it forgets none by itself."""

_Stamp = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Setup:
    """What a configuration comes to.

    ``linter`` is the last one that could be made, or None where there was none; ``faults`` say
    what is wrong now.  ``own`` are the files of the configuration, ``folders`` those with house
    rules, and ``watched`` all files that may change what applies, beside those in the folders.
    """

    linter: Linter | None
    faults: tuple[Fault, ...] = ()
    own: frozenset[str] = frozenset()
    folders: tuple[Path, ...] = ()
    watched: frozenset[str] = frozenset()
    stamp: _Stamp = ()

    def is_part(self, name: str) -> bool:
        """Whether a file is configuration or a rule, and no copy."""
        return name in self.own or any(folder in Path(name).parents for folder in self.folders)


class Workspace:
    """Linters by configuration.

    ``config`` takes the place of the nearest one, and ``rules`` are folders to add.
    """

    def __init__(
        self, cache: Cache | None = None, config: Path | None = None, rules: Sequence[Path] = ()
    ) -> None:
        self._cache = cache
        self._config = config.absolute() if config else None
        self._rules = tuple(path.absolute() for path in rules)
        self._kept: dict[Path | None, Setup] = {}

    def setup_for(self, name: str) -> Setup:
        """What applies to the file ``name``: the nearest configuration, as it is now."""
        folder = _existing(Path(name).parent)
        config = self._config or find_config(folder)
        kept = self._kept.get(config)
        if kept is None or kept.stamp != _stamp(kept.watched, kept.folders):
            kept = self._kept[config] = self._make(config, folder, kept)
        return kept

    def forget(self) -> None:
        """Read every configuration again when it is next needed."""
        self._kept = {config: replace(setup, stamp=()) for config, setup in self._kept.items()}

    def outgrown(self) -> bool:
        """Whether so many words were seen that it is time to begin anew."""
        nlp = sys.modules.get("aboveboard.nlp")
        return nlp is not None and len(nlp.make_nlp().vocab.strings) > MOST_WORDS

    def begin_anew(self) -> None:
        """Let go of all words that were seen, and of the linters that know them.

        A linter that cannot be made again now stays.
        """
        from aboveboard.nlp import make_nlp

        make_nlp.cache_clear()
        self._kept = {config: setup for config, setup in self._kept.items() if setup.faults}
        gc.collect()  # a pipeline refers to itself

    def _make(self, config: Path | None, folder: Path, before: Setup | None) -> Setup:
        linter = None if before is None else before.linter
        folders = self._rules if before is None else before.folders
        faults: tuple[Fault, ...] = ()
        own = {str(config)} if config else set()
        try:
            if config is not None:
                read = load_config(config)
                own |= set(map(str, read.files))
                folders = (*self._rules, *read.rule_folders)
            linter = Linter.from_config(config or folder, rules=self._rules, cache=self._cache)
        except FaultyFiles as error:
            faults = tuple(error.faults)
        except (OSError, ValueError) as error:
            faults = (Fault(str(config or folder), 1, 1, str(error)),)
        # Offers most often stand in a file beside the configuration that names it.
        beside = {str(path) for file in own for path in Path(file).parent.glob("*.y*ml")}
        watched = frozenset(own | beside | {os.path.abspath(fault.path) for fault in faults})
        stamp = _stamp(watched, folders)
        return Setup(linter, faults, frozenset(own), folders, watched, stamp)


def _existing(folder: Path) -> Path:
    while not folder.is_dir() and folder != folder.parent:
        folder = folder.parent
    return folder


def _stamp(files: Iterable[str], folders: Iterable[Path]) -> _Stamp:
    """What changes whenever one of the files does, or the day on which rules are in force."""
    return (date.today(), *(_seen(path) for path in sorted(_all(files, folders))))


def _all(files: Iterable[str], folders: Iterable[Path]) -> set[str]:
    found = set(files)
    for folder in folders:
        try:
            found.update(map(str, rule_files(folder)))
        except OSError:
            found.add(str(folder))
    return found


def _seen(path: str) -> tuple[object, ...]:
    try:
        known = os.stat(path)
    except (OSError, ValueError):
        return (path,)
    return (path, known.st_mtime_ns, known.st_size, known.st_ino)
