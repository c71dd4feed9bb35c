"""What lies in a folder, as far as names and the first lines of files tell.

Nothing is guessed: a folder is one of e-mails or of a platform because it is called so, and a
sheet is the one of a tool because its header is that tool's.
"""

from __future__ import annotations

import os
import re
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from aboveboard.files import is_skipped
from aboveboard.ignorefiles import Ignores, ignores_above, is_ignored, with_own
from aboveboard.sources.encoding import UnreadableError, decode, peek
from aboveboard.sources.options import ReadOptions

__all__ = ["MOST", "Folder", "Found", "Generator", "Sheet", "survey"]

MOST = 20_000
"""Entries of folders that are looked at; the outer ones come first."""

_MOST_READ = 200  # files whose beginning is read
_BEGINNING = 16_384  # bytes

_KINDS = {
    ".md": "Markdown",
    ".markdown": "Markdown",
    ".mdx": "MDX",
    ".html": "HTML",
    ".htm": "HTML",
    ".mjml": "MJML",
    ".txt": "text",
    ".text": "text",
    ".tweet": "text",
}
_SHEETS = frozenset({".csv", ".tsv"})
_EMAIL = frozenset("email emails e-mails newsletter newsletters mailing mailings mailer".split())
_PLATFORMS = frozenset(
    "instagram facebook tiktok youtube twitter linkedin pinterest threads bluesky snapchat".split()
)
_VENDORED = frozenset({"vendor", "vendored", "third_party", "third-party"})

# What tells a generator, and where it writes: name, one of these files, one of these as well,
# output.  Their documentation names these defaults.
_GENERATORS = (
    ("Hugo", ("hugo.toml", "hugo.yaml", "hugo.yml", "hugo.json"), (), ("public", "resources")),
    ("Hugo", ("config.toml", "config.yaml"), ("content",), ("public", "resources")),
    ("Jekyll", ("_config.yml", "_config.yaml"), ("_posts", "_layouts", "Gemfile"), ("_site",)),
    ("Astro", ("astro.config.mjs", "astro.config.js", "astro.config.ts"), (), ("dist",)),
    (
        "Eleventy",
        (".eleventy.js", "eleventy.config.js", "eleventy.config.mjs", "eleventy.config.cjs"),
        (),
        ("_site",),
    ),
    ("Docusaurus", ("docusaurus.config.js", "docusaurus.config.ts"), (), ("build",)),
    ("Next.js", ("next.config.js", "next.config.mjs", "next.config.ts"), (), ("out",)),
)


@dataclass(frozen=True, slots=True)
class Generator:
    """A site generator: its name, the file that tells it, and where it writes its output."""

    name: str
    file: str
    output: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder right below the root with copy in it; ``kinds`` are names and counts of files."""

    path: str
    kinds: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A schedule: ``preset`` is the tool whose header it has; it may have no header."""

    path: str
    preset: str | None
    has_header: bool


@dataclass(frozen=True, slots=True)
class Found:
    """What was found; paths are relative, with ``/``, sorted.

    ``languages`` are those that front matter states, with counts.  ``complete`` is False where
    there was more than was looked at.
    """

    folders: tuple[Folder, ...] = ()
    sheets: tuple[Sheet, ...] = ()
    generators: tuple[Generator, ...] = ()
    vendored: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    mjml: bool = False
    platforms: tuple[tuple[str, str], ...] = ()
    languages: tuple[tuple[str, int], ...] = ()
    hooks: str | None = None
    complete: bool = True


@dataclass(frozen=True, slots=True)
class _Place:
    path: str  # relative to the root, with "/"; empty for the root
    files: tuple[str, ...]
    folders: tuple[str, ...]
    ignores: Ignores


def survey(root: Path, most: int = MOST) -> Found:
    """What lies in ``root``; at most ``most`` entries are looked at.

    Ignored and hidden folders, links, and folders that cannot be opened are passed over.
    """
    places, complete = _walk(root.resolve(), most)
    paths = [_joined(place.path, name) for place in places for name in place.files]
    generators = tuple(found for place in places for found in _generators(root, place))
    output = tuple(f"{path}/" for generator in generators for path in generator.output)
    vendored = tuple(
        path
        for place in places
        for name in place.folders
        if name in _VENDORED and not (path := _joined(place.path, name)).startswith(output)
    )
    left_out = (*output, *(f"{path}/" for path in vendored))
    copy = [path for path in paths if not path.startswith(left_out)]
    sheets, languages = _read(root, copy)
    emails = _outermost(place.path for place in places if _last(place.path) in _EMAIL)
    emails = tuple(path for path in emails if _has_copy(copy, path))
    named = _outermost(place.path for place in places if _last(place.path) in _PLATFORMS)
    return Found(
        folders=_folders(copy),
        sheets=sheets,
        generators=generators,
        vendored=_outermost(vendored),
        emails=emails,
        mjml=any(_suffix(path) == ".mjml" and not _is_in(path, emails) for path in copy),
        platforms=tuple((path, _last(path)) for path in named if _has_copy(copy, path)),
        languages=languages,
        hooks=_hooks(root),
        complete=complete,
    )


def _walk(root: Path, most: int) -> tuple[list[_Place], bool]:
    places: list[_Place] = []
    pending = deque([("", ignores_above(str(root)))])
    left = most
    while pending:
        path, ignores = pending.popleft()
        real = os.path.join(root, path)
        ignores = with_own(ignores, real)
        files: list[str] = []
        folders: list[str] = []
        try:
            with os.scandir(real) as found:
                entries = []
                for entry in found:
                    if left <= 0:
                        return _sorted(places), False
                    left -= 1
                    entries.append(entry)
            for entry in sorted(entries, key=lambda entry: entry.name):
                is_folder = entry.is_dir(follow_symlinks=False)
                if (
                    not _can_be_written(entry.name)
                    or not (is_folder or entry.is_file(follow_symlinks=False))
                    or is_skipped(entry.name, entry.path, is_folder)
                    or is_ignored(ignores, entry.path, is_folder)
                ):
                    continue
                (folders if is_folder else files).append(entry.name)
        except OSError:
            continue
        places.append(_Place(path, tuple(files), tuple(folders), ignores))
        pending += [(_joined(path, name), ignores) for name in folders]
    return _sorted(places), True


def _sorted(places: list[_Place]) -> list[_Place]:
    return sorted(places, key=lambda place: place.path)


def _can_be_written(name: str) -> bool:
    """Whether a name can stand in a configuration: no control characters, and all of it text."""
    return name.isprintable()


def _joined(folder: str, name: str) -> str:
    return f"{folder}/{name}" if folder else name


def _last(path: str) -> str:
    return path.rpartition("/")[2].lower()


def _suffix(path: str) -> str:
    return os.path.splitext(path)[1].lower()


def _is_in(path: str, folders: tuple[str, ...]) -> bool:
    return any(path.startswith(f"{folder}/") for folder in folders)


def _has_copy(paths: list[str], folder: str) -> bool:
    known = _KINDS.keys() | _SHEETS
    return any(path.startswith(f"{folder}/") and _suffix(path) in known for path in paths)


def _outermost(paths: Iterator[str] | tuple[str, ...]) -> tuple[str, ...]:
    found: list[str] = []
    for path in sorted(paths):
        if not _is_in(path, tuple(found)):
            found.append(path)
    return tuple(found)


def _generators(root: Path, place: _Place) -> Iterator[Generator]:
    names = {*place.files, *place.folders}
    seen = set()
    for generator, files, needs, output in _GENERATORS:
        file = next((name for name in files if name in names), None)
        if file is None or generator in seen or (needs and not names & set(needs)):
            continue
        seen.add(generator)
        written = tuple(
            _joined(place.path, name)
            for name in output
            if not is_ignored(place.ignores, os.path.join(root.resolve(), place.path, name), True)
        )
        yield Generator(generator, _joined(place.path, file), written)


def _folders(paths: list[str]) -> tuple[Folder, ...]:
    counts: dict[str, Counter[str]] = {}
    for path in paths:
        kind = _KINDS.get(_suffix(path))
        if kind is not None:
            top = path.partition("/")[0] if "/" in path else ""
            counts.setdefault(top, Counter())[kind] += 1
    return tuple(Folder(top, tuple(sorted(counts[top].items()))) for top in sorted(counts))


_FRONT = re.compile(r"\ufeff?---[ \t]*\r?\n(.*?)^---[ \t]*$", re.DOTALL | re.MULTILINE)
_LANGUAGE = re.compile(
    r"""^(?:lang|language)[ \t]*:[ \t]*["']?([A-Za-z]{2})(?:[-_][A-Za-z]+)?["']?[ \t]*\r?$""",
    re.MULTILINE,
)


def _read(root: Path, paths: list[str]) -> tuple[tuple[Sheet, ...], tuple[tuple[str, int], ...]]:
    """The schedules, and the languages that front matter states."""
    sheets = []
    languages: Counter[str] = Counter()
    budgets = Counter(sheet=_MOST_READ, page=_MOST_READ)
    for path in paths:
        suffix = _suffix(path)
        kind = "sheet" if suffix in _SHEETS else "page"
        if kind == "page" and _KINDS.get(suffix) not in {"Markdown", "MDX"}:
            continue
        if budgets[kind] <= 0:
            continue
        budgets[kind] -= 1
        try:
            text = decode(peek(root / path, _BEGINNING))
        except UnreadableError:
            continue
        if kind == "page":
            front = _FRONT.match(text)
            stated = _LANGUAGE.search(front[1]) if front else None
            languages.update([stated[1].lower()] if stated else [])
        else:
            sheet = _sheet(path, text)
            sheets += [sheet] if sheet else []
    return tuple(sheets), tuple(sorted(languages.items()))


def _sheet(path: str, text: str) -> Sheet | None:
    """The schedule that begins with ``text``; None where nobody can tell that it is one."""
    from aboveboard.sources.csvrecords import cell_text, dialects
    from aboveboard.sources.moments import orders_of, read_moment
    from aboveboard.sources.sheet import find_table

    table = find_table(text, ReadOptions(named=False))
    if table is not None:
        preset = table.layout.roles.preset
        return Sheet(path, preset.name if preset else None, True)
    first = next(iter(dialects(text)[0].sample(text)), None)
    if first is None or not first.cells:
        return None
    cell = cell_text(text, first.cells[0])
    try:
        read_moment(cell)
    except ValueError:
        if not orders_of(cell):
            return None
    return Sheet(path, None, False)


def _hooks(root: Path) -> str | None:
    """The beginning of the pre-commit configuration, or None where there is none."""
    try:
        return peek(root / ".pre-commit-config.yaml", 1_000_000).decode("utf-8", "replace")
    except UnreadableError:
        return None
