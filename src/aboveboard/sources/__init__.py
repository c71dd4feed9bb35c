"""Readers: from the text of a file to documents, one module a format.

A reader is a function ``read(text, name, options)``.  ``text`` is the decoded file and is never
changed: all parts of its documents share one :class:`~aboveboard.document.Source`, so every
offset counts code points in the file.  ``name`` is the path as the user gave it; its suffix
may choose a dialect (MDX, MJML).  ``options`` is what the user says about the files.  A reader
yields documents, and a
:class:`~aboveboard.document.Problem` for each piece that could not be read; it never raises,
whatever the text.

A workbook or a document of Word is no text: its module has ``read_bytes(data, name, options)``
instead.

Importing this package imports no reader.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module
from pathlib import PurePath
from typing import TYPE_CHECKING, NamedTuple, Protocol

from aboveboard.sources.options import ReadOptions

if TYPE_CHECKING:
    from aboveboard.document import Document, Problem

__all__ = [
    "BINARY",
    "FORMATS",
    "LIMIT",
    "SUFFIXES",
    "WALKED",
    "BinaryReader",
    "Format",
    "Reader",
    "binary_reader_for",
    "limit_for",
    "reader_for",
    "reader_named",
]

LIMIT = 20_000_000
"""The largest file that is read, in bytes, where its format says nothing else."""

SHEET_LIMIT = 200_000_000
"""The largest sheet that is read, in bytes."""


class Reader(Protocol):
    """Reads the text of a file."""

    def __call__(
        self, text: str, name: str, options: ReadOptions = ...
    ) -> Iterator[Document | Problem]:
        """The documents in ``text``, and what could not be read of it."""


class BinaryReader(Protocol):
    """Reads the bytes of a file that is no text."""

    def __call__(
        self, data: bytes, name: str, options: ReadOptions = ...
    ) -> Iterator[Document | Problem]:
        """The documents in ``data``, and what could not be read of it."""


class Format(NamedTuple):
    """A format that can be read: the module of its reader, and the suffixes of its files.

    Files that are not ``walked`` are read where they are named, never because they lie in a
    folder: most of their kind hold no copy.  ``limit`` is the size of the largest, in bytes.
    """

    module: str
    suffixes: tuple[str, ...]
    walked: bool = True
    limit: int = LIMIT


FORMATS: Mapping[str, Format] = {
    "text": Format("plain", (".txt", ".text")),
    "markdown": Format("markdown", (".md", ".markdown", ".mdx")),
    "html": Format("html", (".html", ".htm", ".mjml")),
    "csv": Format("sheet", (".csv", ".tsv"), limit=SHEET_LIMIT),
    "json": Format("jsonposts", (".json",), walked=False),
    "jsonl": Format("jsonl", (".jsonl", ".ndjson"), limit=SHEET_LIMIT),
    "yaml": Format("yamlposts", (".yaml", ".yml"), walked=False),
    "tweet": Format("tweet", (".tweet",)),
}
"""Every format of text by its name; the one table to extend."""

BINARY: Mapping[str, Format] = {
    "xlsx": Format("xlsx", (".xlsx", ".xlsm"), walked=False, limit=SHEET_LIMIT),
    "docx": Format("docx", (".docx",), walked=False),
}
"""The formats that are no text."""

SUFFIXES: Mapping[str, str] = {
    suffix: name for name, entry in FORMATS.items() for suffix in entry.suffixes
}
"""The format of each known suffix; suffixes are lower-case and begin with a dot."""

WALKED = frozenset(
    suffix for entry in FORMATS.values() if entry.walked for suffix in entry.suffixes
)
"""The suffixes of files that are read because they lie in a folder."""

_BINARY_SUFFIXES = {suffix: name for name, entry in BINARY.items() for suffix in entry.suffixes}


def reader_named(name: str) -> Reader:
    """The reader of the format ``name``.

    Raises KeyError for a name that is not in :data:`FORMATS`.
    """
    module = import_module(f"{__name__}.{FORMATS[name].module}")
    reader: Reader = module.read
    return reader


def reader_for(name: str) -> Reader | None:
    """The reader for a file called ``name``, by its suffix, or None where no reader knows it."""
    found = SUFFIXES.get(_suffix(name))
    return reader_named(found) if found else None


def _suffix(name: str) -> str:
    return PurePath(name).suffix.lower()


def binary_reader_for(name: str) -> BinaryReader | None:
    """The reader for a file called ``name`` that is no text, or None where it is none of these."""
    found = _BINARY_SUFFIXES.get(_suffix(name))
    if found is None:
        return None
    reader: BinaryReader = import_module(f"{__name__}.{BINARY[found].module}").read_bytes
    return reader


def limit_for(name: str) -> int:
    """The largest size, in bytes, of a file called ``name``."""
    suffix = _suffix(name)
    if suffix in SUFFIXES:
        return FORMATS[SUFFIXES[suffix]].limit
    return BINARY[_BINARY_SUFFIXES[suffix]].limit if suffix in _BINARY_SUFFIXES else LIMIT
