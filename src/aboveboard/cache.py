"""The cache: files that may vanish at any time, and of which none is believed blindly.

What is kept in it is named by everything that it was made of, so nothing in it is ever old; what
cannot be read, or is not what it should be, counts as not there.
"""

from __future__ import annotations

import os
import re
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

__all__ = ["Cache", "Removed", "usual_folder"]


def usual_folder() -> Path | None:
    """Where the user's programs keep what they can make again; None where nobody says.

    ``ABOVEBOARD_CACHE_DIR``, else what the system has: ``XDG_CACHE_HOME`` or ``~/.cache``,
    ``~/Library/Caches``, ``%LOCALAPPDATA%``.
    """
    if given := os.environ.get("ABOVEBOARD_CACHE_DIR"):
        return Path(given)
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA")
        return Path(local, "aboveboard", "Cache") if local else None
    # A relative one is no folder of the user's: the specification says to pass over it.
    if os.path.isabs(base := os.environ.get("XDG_CACHE_HOME", "")):
        return Path(base, "aboveboard")
    try:
        home = Path.home()
    except RuntimeError:
        return None
    inside = ("Library", "Caches") if sys.platform == "darwin" else (".cache",)
    return home.joinpath(*inside, "aboveboard")


_SIZE = 16  # bytes
_BINARY = getattr(os, "O_BINARY", 0)


def _digest(data: bytes) -> bytes:
    return blake2b(data, digest_size=_SIZE).digest()


_OURS = re.compile(r"(?:rulebook|rules|result)-[0-9a-f]{32}\.json|\.aboveboard-[0-9a-f]{16}")
"""The names of files that are kept here; a folder may hold other people's, too."""

_UNFINISHED = ".aboveboard-"
_ABANDONED = 3600.0  # seconds after which nobody is writing a file any more
_BLOCK = 4096  # bytes of the disk that a file takes at least, and in multiples of which


class Removed(NamedTuple):
    """How many files were removed, how many bytes they had, and how many could not be removed."""

    files: int
    size: int
    left: int


class Cache:
    """Files in one folder, by name; reading and writing them never fails."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def has(self, name: str) -> bool:
        """Whether something is kept under ``name``, be it as it was written or not."""
        try:
            return os.path.isfile(self.folder / name)
        except ValueError:  # no path can hold a NUL
            return False

    def read(self, name: str) -> bytes | None:
        """What is kept under ``name``, or None where it is not there, or not as it was written."""
        try:
            kept = (self.folder / name).read_bytes()
        except (OSError, ValueError):
            return None
        digest, data = kept[:_SIZE], kept[_SIZE:]
        return data if digest == _digest(data) else None

    def use(self, name: str) -> bytes | None:
        """As :meth:`read`; and what was used of late is the last to be removed."""
        data = self.read(name)
        if data is not None:
            with suppress(OSError):
                os.utime(self.folder / name)
        return data

    def write(self, name: str, data: bytes) -> None:
        """Keep ``data`` under ``name``: whole or not at all, also when two programs do so."""
        with suppress(OSError, ValueError):
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            path = self.folder / f"{_UNFINISHED}{os.urandom(8).hex()}"
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o600)
            try:
                with open(handle, "wb") as file:
                    file.write(_digest(data) + data)
                os.replace(path, self.folder / name)
            except BaseException:
                with suppress(OSError):
                    os.unlink(path)
                raise

    def keep_newest(self, pattern: str, number: int) -> None:
        """Of the files that fit ``pattern`` keep the last ``number`` that were written."""
        with suppress(OSError):
            found = sorted(self.folder.glob(pattern), key=lambda path: path.stat().st_mtime_ns)
            for path in found[:-number]:
                path.unlink(missing_ok=True)

    def shrink(self, limit: int) -> None:
        """Where results take more than ``limit`` bytes, remove those that nobody used for long."""
        now = time.time()
        found = []
        for entry in self._own():
            with suppress(OSError):
                said = entry.stat(follow_symlinks=False)
                if entry.name.startswith("result-"):
                    found.append((said.st_mtime, -(-said.st_size // _BLOCK) * _BLOCK, entry.path))
                elif entry.name.startswith(_UNFINISHED) and said.st_mtime < now - _ABANDONED:
                    os.unlink(entry.path)
        size = sum(each for _, each, _ in found)
        if size <= limit:
            return
        for _, each, path in sorted(found):
            with suppress(OSError):
                os.unlink(path)
            size -= each
            if size <= limit * 3 // 4:  # so that it is not looked at again so soon
                break

    def clear(self) -> Removed:
        """Remove all that is kept, and nothing else that may lie in the folder."""
        files = size = left = 0
        for entry in self._own():
            try:
                each = entry.stat(follow_symlinks=False).st_size
                os.unlink(entry.path)
            except FileNotFoundError:
                continue  # somebody else was quicker
            except OSError:
                left += 1
            else:
                files, size = files + 1, size + each
        return Removed(files, size, left)

    def _own(self) -> Iterator[os.DirEntry[str]]:
        """The files of the folder that are ours."""
        with suppress(OSError), os.scandir(self.folder) as entries:
            for entry in entries:
                if _OURS.fullmatch(entry.name) and entry.is_file(follow_symlinks=False):
                    yield entry
