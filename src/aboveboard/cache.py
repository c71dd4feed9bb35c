"""The cache: files that may vanish at any time, and of which none is believed blindly.

What is kept in it is named by everything that it was made of, so nothing in it is ever old; what
cannot be read, or is not what it should be, counts as not there.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path

__all__ = ["Cache", "usual_folder"]


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


def _digest(data: bytes) -> bytes:
    return blake2b(data, digest_size=_SIZE).digest()


class Cache:
    """Files in one folder, by name; reading and writing them never fails."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def read(self, name: str) -> bytes | None:
        """What is kept under ``name``, or None where it is not there, or not as it was written."""
        try:
            kept = (self.folder / name).read_bytes()
        except OSError:
            return None
        digest, data = kept[:_SIZE], kept[_SIZE:]
        return data if digest == _digest(data) else None

    def write(self, name: str, data: bytes) -> None:
        """Keep ``data`` under ``name``: whole or not at all, also when two programs do so."""
        from tempfile import NamedTemporaryFile  # much is loaded with it, and most runs only read

        with suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            with NamedTemporaryFile(dir=self.folder, prefix=".", delete=False) as file:
                try:
                    file.write(_digest(data) + data)
                    file.close()
                    os.replace(file.name, self.folder / name)
                except BaseException:
                    with suppress(OSError):
                        os.unlink(file.name)
                    raise

    def keep_newest(self, pattern: str, number: int) -> None:
        """Of the files that fit ``pattern`` keep the last ``number`` that were written."""
        with suppress(OSError):
            found = sorted(self.folder.glob(pattern), key=lambda path: path.stat().st_mtime_ns)
            for path in found[:-number]:
                path.unlink(missing_ok=True)
