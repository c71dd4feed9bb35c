"""Folders of rules: where the bundled ones are, which files a folder holds, and their digest."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from hashlib import blake2b
from pathlib import Path

from aboveboard import __version__

__all__ = ["bundled_folder", "content_digest", "rule_files"]


def bundled_folder() -> Path:
    """The folder of the bundled rules: inside the package, or beside ``src`` in a checkout.

    Raises FileNotFoundError where there is neither, because a linter without rules would
    call everything clean.
    """
    package = Path(__file__).resolve().parent.parent
    for folder in (package / "rules", package.parent.parent / "rules"):
        if (folder / "provisions.yaml").is_file():
            return folder
    raise FileNotFoundError("the bundled rules are missing; install aboveboard again")


def rule_files(folder: Path, onerror: Callable[[OSError], None] | None = None) -> Iterator[Path]:
    """The YAML files below ``folder`` in order; what is hidden is left out.

    Linked folders are not followed, for they may lead in circles.  ``onerror`` is told of folders
    that cannot be read; without it the first raises OSError.
    """

    def fail(error: OSError) -> None:
        raise error

    for place, folders, names in os.walk(folder, onerror=onerror or fail):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if name.endswith((".yaml", ".yml")) and not name.startswith("."):
                yield Path(place, name)


def content_digest(folders: Sequence[str | Path]) -> str | None:
    """What stands for this version and all that the files of a rulebook say, as a file name can.

    ``folders`` are those added to the bundled one.  None where a file cannot be read, which
    loading them will say better.
    """
    digest = blake2b(__version__.encode(), digest_size=16)
    try:
        for folder in (bundled_folder(), *map(Path, folders)):
            digest.update(b"\0folder\0" + folder.resolve().name.encode("utf-8", "surrogateescape"))
            for path in rule_files(folder):
                said = path.relative_to(folder).as_posix().encode("utf-8", "surrogateescape")
                data = path.read_bytes() if path.is_file() else b""
                digest.update(b"\0%d %d\0" % (len(said), len(data)) + said + data)
    except OSError:
        return None
    return digest.hexdigest()
