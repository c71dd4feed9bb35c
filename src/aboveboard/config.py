"""The configuration, and how it is turned into settings for each path."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aboveboard.filekeys import refuse_unreadable
from aboveboard.settings import SettingsByPath
from aboveboard.severity import SEVERITIES

__all__ = ["Config"]

_GIVEN = dict.fromkeys(
    """
    select ignore severity fail_on jurisdictions platform facts given_facts as_of preset columns
    date_order encoding
    """.split()
).keys()


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
    def baseline(self) -> Path | None:
        """The file with the known findings, where the configuration names one."""
        named = self.values.get("baseline")
        return None if named is None else Path(named)

    @property
    def exclude(self) -> tuple[str, ...]:
        """Patterns of files to leave out."""
        return tuple(self.values.get("exclude", ()))

    def settings(self, **given: Any) -> SettingsByPath:
        """The settings that result; what is ``given`` wins over what the files say.

        ``given`` has the names of the configuration's keys, with ``_`` for ``-``, and
        ``given_facts`` and ``as_of``.

        Raises TypeError for another name and ValueError for a severity that is none.
        """
        said = {name: value for name, value in given.items() if value is not None}
        if said.keys() - _GIVEN:
            raise TypeError(f"'{min(said.keys() - _GIVEN)}' is none of {', '.join(_GIVEN)}")
        for name in ("severity", "fail_on"):
            if said.get(name, "note") not in SEVERITIES:
                known = ", ".join(SEVERITIES)
                raise ValueError(f"{name} must be one of {known}, not '{said[name]}'")
        refuse_unreadable(said)
        return SettingsByPath(self.root, self.values, said)
