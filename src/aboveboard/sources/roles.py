"""What the columns of a sheet, and the keys of a post, mean.

The names are data, ``data/columns.yaml``; a user's word goes before them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from aboveboard.facts import FACTS, fact_name, read_fact
from aboveboard.rulebook.yamlfile import read_data
from aboveboard.sources.options import ReadOptions
from aboveboard.suggest import did_you_mean

__all__ = ["PARTS", "Preset", "Role", "Roles", "languages", "presets", "recognised", "squeezed"]

PARTS = (
    "body headline title subject preheader description alt-text first-comment comment hashtags "
    "call-to-action link-text image-copy"
).split()
"""Roles whose cells are copy."""

_WHEN = frozenset("published time year month day hour minute".split())
_OTHERS = frozenset({"link", "ignore", "none"})
# These names are everybody's: what other tools put there is read if it fits, and is no mistake.
_TOLERANT = frozenset({"kind", "language", "platform", "published", "code"})

_PARENTHESES = re.compile(r"\([^()]*\)")
_SIGNS = re.compile(r"[\W_]+")
_NUMBERED = re.compile(r"(.*?)[\s_-]*([0-9]{1,3})", re.DOTALL)
_LONGEST_NAME = 200  # characters; what is longer is no name


def squeezed(name: str) -> str:
    """A name without case, spaces, punctuation and what stands in parentheses."""
    plain = unicodedata.normalize("NFKC", name[:_LONGEST_NAME])
    return _SIGNS.sub("", _PARENTHESES.sub("", plain)).lower()


@dataclass(frozen=True, slots=True)
class Role:
    """What a column or key means.

    ``kind`` is ``part``, ``link``, ``when``, ``fact``, ``ignore`` or ``none``; ``name`` is the
    part, the fact, or of ``when`` which piece of the moment of publishing it is.  ``number`` is
    that of ``Headline 3``.  ``rank`` orders columns for one moment: the lowest wins.
    ``split`` parts the texts in one cell; ``html`` says that they are HTML.  ``strict`` is True
    for a fact under its own name: what cannot be read there is a mistake.
    """

    kind: str
    name: str = ""
    number: int | None = None
    rank: int = 0
    split: str = ""
    html: bool = False
    strict: bool = False


@dataclass(frozen=True, slots=True)
class Preset:
    """The form of one tool's sheet; see ``data/columns.yaml``."""

    name: str
    title: str
    header: frozenset[str]
    positions: tuple[str, ...] = ()
    columns: Mapping[str, str] = field(default_factory=dict)
    split: Mapping[str, str] = field(default_factory=dict)
    order: str | None = None
    html: frozenset[str] = frozenset()
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Data:
    names: Mapping[str, tuple[str, int]]
    presets: Mapping[str, Preset]
    containers: frozenset[str]
    languages: Mapping[str, str]


@cache
def _data() -> _Data:
    raw = read_data("columns.yaml")
    names: dict[str, tuple[str, int]] = {}
    for entry in raw["roles"]:
        for name in entry["names"]:
            names[squeezed(name)] = (entry["role"], len(names))
    found = {}
    for entry in raw["presets"]:
        found[entry["name"]] = Preset(
            entry["name"],
            entry["title"],
            frozenset(squeezed(name) for name in entry.get("header", ())),
            tuple(entry.get("positions", ())),
            {squeezed(name): role for name, role in entry.get("columns", {}).items()},
            entry.get("split", {}),
            entry.get("order"),
            frozenset(entry.get("html", ())),
            {name: read_fact(name, value) for name, value in entry.get("facts", {}).items()},
        )
    containers = frozenset(squeezed(name) for name in raw["containers"])
    return _Data(names, found, containers, raw["languages"])


def presets() -> Mapping[str, Preset]:
    """Every preset by its name."""
    return _data().presets


def languages() -> Mapping[str, str]:
    """The tag of a language by its English name, in lower case."""
    return _data().languages


def recognised(names: Iterable[str]) -> Preset | None:
    """The preset whose header these names are: the one that asks for most of them, or None."""
    have = {squeezed(name) for name in names}
    best = None
    for preset in presets().values():
        if preset.header and preset.header <= have:
            best = max(best, preset, key=lambda p: len(p.header)) if best else preset
    return best


@cache
def _facts() -> Mapping[str, str]:
    return {squeezed(name): name for name in FACTS}


class Roles:
    """What the names in one file mean.

    ``header`` are the names of its columns, if it has them; a preset that the options do not
    name is recognised by them.  ``date_order`` is the order of dates of three numbers, if the
    options or the preset say it; a reader may set ``column_orders`` for a column by what stands
    in it.  ``errors`` are mistakes in the options, one sentence each.
    """

    def __init__(self, options: ReadOptions, header: Sequence[str] = ()) -> None:
        self.errors: list[str] = []
        self.told: set[str] = set()
        """What was said once about this file, and is not said again."""
        self.column_orders: dict[str, str | None] = {}
        self.preset = self._find_preset(options.preset, header)
        self.facts: Mapping[str, Any] = self.preset.facts if self.preset else {}
        self.date_order = options.date_order or (self.preset.order if self.preset else None)
        self._given: dict[str, str] = {}
        self._given_roles: set[str] = set()
        self._known: dict[tuple[str, int | None], Role | None] = {}
        for role, name in options.columns.items():
            self._give(role, name, header)

    def _find_preset(self, name: str | None, header: Sequence[str]) -> Preset | None:
        if name is None:
            return recognised(header) if header else None
        found = presets().get(name)
        if found is None:
            hint = did_you_mean(name, presets())
            known = hint or f"known are {', '.join(presets())}"
            self.errors.append(f"there is no preset '{name}'; {known}")
        return found

    def _give(self, role: str, name: str, header: Sequence[str]) -> None:
        if _role(role, strict=True) is None:
            allowed = [*PARTS, *_OTHERS, *_WHEN, *FACTS]
            hint = did_you_mean(role, allowed) or f"roles are {', '.join(allowed[: len(PARTS)])}"
            self.errors.append(f"'{role}' is no role of a column; {hint}")
            return
        self._given_roles.add(role)
        key = name if name.startswith("#") else squeezed(name)
        self._given[key] = role
        if header and not name.startswith("#") and key not in {squeezed(n) for n in header}:
            hint = did_you_mean(name, header) or f"columns are {quoted(header)}"
            self.errors.append(f"there is no column '{name}'; {hint}")

    def of(self, name: str, position: int | None = None) -> Role | None:
        """The role of the column or key ``name`` (at the 1-based ``position``); None for none.

        ``name`` may be a key path with dots: ``metadata.instagram.firstComment``.
        """
        key = (name, position)
        if key not in self._known:
            found = self._find(name, position)
            self._known[key] = None if found is None or found.kind == "none" else found
        return self._known[key]

    def _find(self, name: str, position: int | None) -> Role | None:
        said = self._given.get(f"#{position}") or self._given.get(squeezed(name))
        if said is not None:
            return self._dressed(_role(said, strict=True))
        preset = self.preset
        if preset is not None and position is not None and position <= len(preset.positions):
            return self._dressed(_role(preset.positions[position - 1]))
        if preset is not None and squeezed(name) in preset.columns:
            found = _role(preset.columns[squeezed(name)])
        else:
            found = _by_name(name)
        if found is not None and found.name in self._given_roles:
            return None  # the user named another column for it
        return self._dressed(found)

    def _dressed(self, role: Role | None) -> Role | None:
        preset = self.preset
        if role is None or preset is None or role.kind != "part":
            return role
        split, html = preset.split.get(role.name, ""), role.name in preset.html
        return Role(role.kind, role.name, role.number, role.rank, split, html, role.strict)

    def has_copy(self, names: Iterable[str]) -> bool:
        """Whether one of the columns or keys holds copy; their positions count from 1."""
        found = (self.of(name, place) for place, name in enumerate(names, 1))
        return any(role is not None and role.kind == "part" for role in found)


def quoted(names: Iterable[str], most: int = 12) -> str:
    """Names for a message, each in quotes; of very many the first."""
    shown = [f"'{' '.join(name.split())[:40]}'" for name in names if name.strip()]
    return ", ".join(shown[:most]) + (f" and {len(shown) - most} more" if shown[most:] else "")


def _role(said: str, *, strict: bool = False, rank: int = 0) -> Role | None:
    """The role that is called ``said``; ``headline-2`` is a numbered part."""
    part, _, number = said.rpartition("-")
    if part in PARTS and number.isascii() and number.isdigit():
        return Role("part", part, int(number))
    if said in PARTS:
        return Role("part", said)
    if said in _WHEN:
        return Role("when", said, rank=rank)
    if said in _OTHERS:
        return Role(said, said)
    name = fact_name(said)
    return Role("fact", name, strict=strict) if name in FACTS else None


def _by_name(name: str) -> Role | None:
    """The role of a name by ``data/columns.yaml`` and the facts' own names."""
    *path, last = name.replace("[]", "").split(".") if "." in name else [name]
    whole = squeezed(name)
    for prefix in ("aboveboardfacts", "aboveboard", "facts"):
        if whole.startswith(prefix) and whole.removeprefix(prefix) in _facts():
            return Role("fact", _facts()[whole.removeprefix(prefix)], strict=True)
    inside = all(squeezed(step) in _data().containers or step.isdigit() for step in path)
    for key in [whole, squeezed(last)] if path and inside else [whole]:
        number = None
        if key not in _data().names and (match := _NUMBERED.fullmatch(key)):
            key, number = match[1], int(match[2])
        if key in _data().names:
            said, rank = _data().names[key]
            found = _role(said, rank=rank)
            if found is None or found.kind == "part":
                return found and Role("part", found.name, number)
            return found if number is None else None
        if key in _facts() and number is None:
            fact = _facts()[key]
            if fact == "published":
                continue
            return Role("fact", fact, strict=fact not in _TOLERANT)
    return None
