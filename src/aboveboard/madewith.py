"""What results are made with besides rules: this program and the libraries that read copy."""

from __future__ import annotations

import os
import re
import sys
from contextlib import suppress
from functools import cache
from hashlib import blake2b
from importlib.util import find_spec
from pathlib import Path

from aboveboard import __version__

__all__ = ["program_digest"]

_LIBRARIES = ("spacy", "regex", "yaml", "pyromark", "dateutil", "tzdata")
_NAMED = re.compile(r"(?:spacy|regex|pyyaml|pyromark|python[-_]dateutil|tzdata)-[0-9].*", re.I)
"""The folders in which installers say which version of a library is there."""


@cache
def program_digest() -> bytes:
    """A digest of the version of this program, of Python and of the libraries.

    Where the program is not installed, as with those who work on it, its own files count with
    their size and time.  Nothing is imported, for that would take longer than what is saved.
    """
    said = [__version__, sys.version]
    found = [spec.origin for spec in map(find_spec, _LIBRARIES) if spec is not None]
    folders = {Path(origin).parent.parent for origin in found if origin is not None}
    for folder in sorted(folders):
        with suppress(OSError):
            said += sorted(name for name in os.listdir(folder) if _NAMED.fullmatch(name))
    package = Path(__file__).parent
    if not (package.parent / f"aboveboard-{__version__}.dist-info").is_dir():
        own = sorted(_files(str(package)))
        said += [f"{path} {size} {changed}" for path, size, changed in own]
    return blake2b("\n".join(said).encode("utf-8", "surrogateescape"), digest_size=16).digest()


def _files(folder: str) -> list[tuple[str, int, int]]:
    """The files below ``folder`` that are part of the program, with size and time."""
    found = []
    waiting = [folder]
    while waiting:
        with suppress(OSError), os.scandir(waiting.pop()) as entries:
            for entry in entries:
                if entry.is_dir():
                    if entry.name != "__pycache__":
                        waiting.append(entry.path)
                elif entry.name.endswith((".py", ".yaml")):
                    said = entry.stat()
                    found.append((entry.path, said.st_size, said.st_mtime_ns))
    return found
