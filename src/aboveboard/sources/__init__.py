"""Readers: from the text of a file to documents, one module a format.

A reader is a function ``read(text, name)``.  ``text`` is the decoded file and is never
changed: all parts of its documents share one :class:`~aboveboard.document.Source`, so every
offset counts code points in the file.  ``name`` is the path as the user gave it; its suffix
may choose a dialect (MDX, MJML).  A reader yields documents, and a
:class:`~aboveboard.document.Problem` for each piece that could not be read; it never raises,
whatever the text.

Importing this package imports no reader.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from pathlib import PurePath
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from aboveboard.document import Document, Problem

__all__ = ["FORMATS", "SUFFIXES", "Format", "Reader", "reader_for", "reader_named"]

Reader = Callable[[str, str], "Iterator[Document | Problem]"]


class Format(NamedTuple):
    """A format that can be read: the module of its reader, and the suffixes of its files."""

    module: str
    suffixes: tuple[str, ...]


FORMATS: Mapping[str, Format] = {
    "text": Format("plain", (".txt", ".text")),
    "markdown": Format("markdown", (".md", ".markdown", ".mdx")),
    "html": Format("html", (".html", ".htm", ".mjml")),
}
"""Every format by its name; the one table to extend."""

SUFFIXES: Mapping[str, str] = {
    suffix: name for name, entry in FORMATS.items() for suffix in entry.suffixes
}
"""The format of each known suffix; suffixes are lower-case and begin with a dot."""


def reader_named(name: str) -> Reader:
    """The reader of the format ``name``.

    Raises KeyError for a name that is not in :data:`FORMATS`.
    """
    module = import_module(f"{__name__}.{FORMATS[name].module}")
    reader: Reader = module.read
    return reader


def reader_for(name: str) -> Reader | None:
    """The reader for a file called ``name``, by its suffix, or None where no reader knows it."""
    found = SUFFIXES.get(PurePath(name).suffix.lower())
    return reader_named(found) if found else None
