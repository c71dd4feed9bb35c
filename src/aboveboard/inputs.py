"""Inputs: from files or a stream to documents, and problems for what cannot be read."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, BinaryIO

from aboveboard.document import Document, Problem
from aboveboard.sources import BINARY, SUFFIXES, binary_reader_for, limit_for, reader_for
from aboveboard.sources.encoding import UnreadableError, decode, read_bytes
from aboveboard.sources.options import DEFAULTS, ReadOptions

__all__ = ["documents_in", "from_files", "from_stream"]


def from_files(
    files: Iterable[Path],
    options: ReadOptions = DEFAULTS,
    *,
    named: Collection[Path] | None = None,
    contents: Mapping[str, bytes] | None = None,
    read: Callable[[bytes, str, ReadOptions], Iterator[Any]] | None = None,
) -> Iterator[Any]:
    """The documents in ``files``, one after the other; what cannot be read is a problem.

    ``named`` are those that the user named; None for all.  The others were found in folders.
    ``contents`` are the bytes of files, by name, that are to be read as if they stood there.
    ``read`` makes of a file's bytes what is yielded in place of :func:`documents_in`.
    """
    found = replace(options, named=False)
    for file in files:
        said = options if named is None or file in named else found
        try:
            given = None if contents is None else contents.get(str(file))
            data = read_bytes(file, limit_for(str(file))) if given is None else given
        except UnreadableError as error:
            yield Problem(str(file), error.line, error.message)
        else:
            documents = (read or documents_in)(data, str(file), said)
            del data  # a sheet may be large; its text is enough
            yield from documents


def from_stream(
    stream: BinaryIO, name: str, options: ReadOptions = DEFAULTS
) -> Iterator[Document | Problem]:
    """The documents in a stream of bytes, read as if it were a file called ``name``."""
    yield from documents_in(stream.read(), name, options)


def documents_in(data: bytes, name: str, options: ReadOptions) -> Iterator[Document | Problem]:
    """The documents in the bytes of a file called ``name``, and what could not be read of it."""
    binary = binary_reader_for(name)
    if binary is not None:
        yield from binary(data, name, options)
        return
    reader = reader_for(name)
    if reader is None:
        known = sorted([*SUFFIXES, *(s for entry in BINARY.values() for s in entry.suffixes)])
        said = f"no reader for this kind of file; known are {', '.join(known)}"
        yield Problem(name, None, said)
        return
    try:
        text = decode(data, options.encoding)
    except UnreadableError as error:
        yield Problem(name, error.line, error.message)
    else:
        del data
        yield from reader(text, name, options)
