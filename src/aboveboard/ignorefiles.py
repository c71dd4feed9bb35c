"""Ignore files: which paths a ``.gitignore`` names, as git reads it."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import TYPE_CHECKING

from aboveboard.sources.encoding import UnreadableError, peek

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

__all__ = ["Ignores", "ignores_above", "inside_of", "is_ignored", "pattern_spec", "with_own"]


def inside_of(folder: str, path: str) -> str:
    """The way from ``folder`` to ``path`` with slashes, or an empty text for none."""
    start = folder if folder.endswith(os.sep) else folder + os.sep
    return path[len(start) :].replace(os.sep, "/") if path.startswith(start) else ""


def pattern_spec(lines: Iterable[str]) -> GitIgnoreSpec:
    """The patterns in these lines, as git reads them."""
    from pathspec import GitIgnoreSpec  # only where there are patterns

    kept = list(lines)
    try:
        return GitIgnoreSpec.from_lines(kept)
    except ValueError:
        # git passes over a pattern that it cannot read, and so do we.
        return GitIgnoreSpec.from_lines(line for line in kept if _is_pattern(line))


def _is_pattern(line: str) -> bool:
    from pathspec import GitIgnoreSpec

    try:
        GitIgnoreSpec.from_lines([line])
    except ValueError:
        return False
    return True


Ignores = tuple[tuple[str, "GitIgnoreSpec"], ...]
"""Ignore files that hold in a folder, each with the folder it stands in, outermost first."""


def _read_ignore(path: str) -> list[str]:
    try:
        return peek(path, 1_000_000).decode("utf-8", "replace").splitlines()
    except UnreadableError:
        return []


def with_own(ignores: Ignores, folder: str) -> Ignores:
    """The ignore files that hold in ``folder``: those around it, and its own."""
    lines = _read_ignore(os.path.join(folder, ".gitignore"))
    return (*ignores, (folder, pattern_spec(lines))) if lines else ignores


def is_ignored(ignores: Ignores, path: str, is_folder: bool) -> bool:
    """Whether ``path`` is ignored; the innermost file that says something decides."""
    for folder, spec in reversed(ignores):
        inside = inside_of(folder, path)
        if inside:
            verdict = spec.check_file(inside + "/" * is_folder).include
            if verdict is not None:
                return verdict
    return False


def ignores_above(folder: str) -> Ignores:
    """The ignore files of the repository around ``folder``, without the folder's own.

    A folder that is itself ignored was asked for all the same: then nothing above it counts.
    """
    chain = []
    place = folder
    while True:
        chain.append(place)
        if os.path.lexists(os.path.join(place, ".git")):
            break
        above = os.path.dirname(place)
        if above == place:
            return ()
        place = above
    ignores: Ignores = ()
    exclude = _read_ignore(os.path.join(_git_folder(place), "info", "exclude"))
    if exclude:
        ignores = ((place, pattern_spec(exclude)),)
    for outer, inner in zip(reversed(chain[1:]), reversed(chain[:-1]), strict=True):
        ignores = with_own(ignores, outer)
        if is_ignored(ignores, inner, True):
            return ()
    return ignores


def _git_folder(repository: str) -> str:
    """Where git keeps what is common to all work trees of the repository."""
    place = os.path.join(repository, ".git")
    for name, prefix in ((place, "gitdir:"), ("commondir", "")):
        lines = _read_ignore(name if prefix else os.path.join(place, name))
        if lines and lines[0].startswith(prefix):
            base = repository if prefix else place
            place = os.path.normpath(os.path.join(base, lines[0][len(prefix) :].strip()))
    return place
