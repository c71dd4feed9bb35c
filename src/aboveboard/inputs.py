"""Inputs: from files or a stream to documents, and problems for what cannot be read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from aboveboard.document import Document, Problem
from aboveboard.sources import SUFFIXES, reader_for
from aboveboard.sources.encoding import UnreadableError, decode, read_file

__all__ = ["from_files", "from_stream"]


def from_files(files: Iterable[Path]) -> Iterator[Document | Problem]:
    """The documents in ``files``, one after the other; what cannot be read is a problem."""
    for file in files:
        try:
            text = read_file(file)
        except UnreadableError as error:
            yield Problem(str(file), error.line, error.message)
        else:
            yield from _documents(text, str(file))


def from_stream(stream: BinaryIO, name: str) -> Iterator[Document | Problem]:
    """The documents in a stream of bytes, read as if it were a file called ``name``."""
    try:
        text = decode(stream.read())
    except UnreadableError as error:
        yield Problem(name, error.line, error.message)
    else:
        yield from _documents(text, name)


def _documents(text: str, name: str) -> Iterator[Document | Problem]:
    reader = reader_for(name)
    if reader is None:
        known = ", ".join(sorted(SUFFIXES))
        yield Problem(name, None, f"no reader for this kind of file; known are {known}")
    else:
        yield from reader(text, name)
