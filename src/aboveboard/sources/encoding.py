"""From the bytes of a file to text.

A byte order mark is honoured and dropped; without one a file must be UTF-8, or what the user
says it is.  Nothing else is changed: line ends stay as they are, because offsets count in the
text that is returned.
"""

from __future__ import annotations

import codecs
import errno
import os
import stat

from aboveboard.sources import LIMIT

__all__ = [
    "LIMIT",
    "DecodeError",
    "UnreadableError",
    "decode",
    "encode",
    "looks_like_text",
    "peek",
    "read_bytes",
    "read_file",
]

_PIECE = 1_000_000  # bytes

# UTF-32 first: its little-endian mark begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32-be", "UTF-32"),
    (codecs.BOM_UTF8, "utf-8", "UTF-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16"),
)


class UnreadableError(ValueError):
    """A file that cannot be read: one plain sentence, and the 1-based line if it has one."""

    def __init__(self, message: str, line: int | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.line = line


class DecodeError(UnreadableError):
    """Bytes that are not text; ``position`` is the 0-based offset of the first bad byte."""

    def __init__(self, message: str, line: int, position: int) -> None:
        super().__init__(message, line)
        self.position = position


def _split_mark(data: bytes) -> tuple[int, str, str]:
    """Length of the byte order mark, the codec, and what to call it."""
    for mark, codec, title in _MARKS:
        if data.startswith(mark):
            return len(mark), codec, title
    return 0, "utf-8", "UTF-8"


def _line_of(text: str) -> int:
    """The 1-based line that comes after ``text``."""
    return text.replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1


def decode(data: bytes, encoding: str | None = None) -> str:
    """The text of ``data``, without its byte order mark.

    ``encoding`` is that of data without a mark, UTF-8 if it is None.  Raises DecodeError where
    the bytes are not what the mark or ``encoding`` says, or hold a NUL, as binary files do, and
    UnreadableError for an encoding that there is not.
    """
    skip, codec, title = _split_mark(data)
    if not skip and encoding is not None:
        codec = title = _codec(encoding)
    try:
        text = data[skip:].decode(codec)
    except UnicodeDecodeError as error:
        position = skip + error.start
        before = data[skip:position].decode(codec, "replace")
        line = _line_of(before)
        if "\0" in before or (not skip and b"\0" in data):
            raise _binary(data, codec, skip) from None
        said = f"not {title} at line {line}: byte 0x{data[position]:02x}; save the file as UTF-8"
        if not skip and encoding is None:
            said += ", or say what it is: --encoding cp1252"
        raise DecodeError(said, line, position) from None
    if "\0" in text:
        raise _binary(data, codec, skip)
    return text


def encode(text: str, like: bytes, encoding: str | None = None) -> bytes:
    """The bytes of ``text`` in the encoding of ``like``, with its byte order mark.

    ``encoding`` is what :func:`decode` got.  What that encoding does not have becomes ``?``.
    """
    skip, codec, _ = _split_mark(like)
    if not skip and encoding is not None:
        codec = _codec(encoding)
    return like[:skip] + text.encode(codec, "replace")


def _codec(encoding: str) -> str:
    """The name of an encoding of text, as Python knows it."""
    try:
        "".encode(encoding)  # refuses what is no encoding of text, such as base64
        return codecs.lookup(encoding).name
    except (LookupError, ValueError):
        raise UnreadableError(
            f"there is no encoding '{encoding}'; one of Windows is cp1252"
        ) from None


def _binary(data: bytes, codec: str, skip: int) -> DecodeError:
    text = data[skip:].decode(codec, "replace")
    before = text.partition("\0")[0]
    line = _line_of(before)
    position = data.find(b"\0") if codec == "utf-8" else skip + len(before.encode(codec))
    return DecodeError(f"looks like a binary file: a NUL byte at line {line}", line, position)


def looks_like_text(head: bytes) -> bool:
    """Whether a file that begins with ``head`` may be text; its last character may be cut."""
    skip, codec, _ = _split_mark(head)
    try:
        return "\0" not in codecs.getincrementaldecoder(codec)().decode(head[skip:])
    except UnicodeDecodeError:
        return False


_REASONS = {
    errno.ENOENT: "there is no such file",
    errno.ENOTDIR: "there is no such file",
    errno.EACCES: "no permission to read it",
    errno.EPERM: "no permission to read it",
    errno.EISDIR: "it is a folder",
    errno.ELOOP: "its links lead in a circle",
    errno.ENAMETOOLONG: "its name is too long",
    errno.EMFILE: "too many files are open",
    errno.ENFILE: "too many files are open",
}


def os_reason(error: OSError) -> str:
    """What an operating system's error means, in plain words."""
    known = _REASONS.get(error.errno or 0)
    return known or f"it cannot be read ({error.strerror or type(error).__name__})"


def peek(path: str | os.PathLike[str], size: int) -> bytes:
    """The first ``size`` bytes of a regular file.

    Never waits: what is no regular file (a folder, a pipe, a device) is not opened for
    reading.  Raises UnreadableError with a plain sentence.
    """
    try:
        # Looked at before it is opened, because opening a device may do something; and again
        # after, because it may have been replaced.
        _refuse_irregular(os.stat(path).st_mode)
        flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        handle = os.open(path, flags | getattr(os, "O_NOCTTY", 0))
        with os.fdopen(handle, "rb") as file:
            _refuse_irregular(os.fstat(file.fileno()).st_mode)
            # In pieces, because room is made for all that is asked for at once.
            pieces = []
            while size > 0 and (piece := file.read(min(size, _PIECE))):
                pieces.append(piece)
                size -= len(piece)
            return b"".join(pieces)
    except OSError as error:
        raise UnreadableError(os_reason(error)) from None
    except ValueError as error:
        if isinstance(error, UnreadableError):
            raise
        raise UnreadableError("its name cannot be a file name") from None


def _refuse_irregular(mode: int) -> None:
    if stat.S_ISDIR(mode):
        raise UnreadableError("it is a folder")
    if not stat.S_ISREG(mode):
        raise UnreadableError("it is not a regular file")


def read_file(path: str | os.PathLike[str], limit: int = LIMIT, encoding: str | None = None) -> str:
    """The text of the file at ``path``, if it has at most ``limit`` bytes.

    Raises UnreadableError: for what is no regular file, cannot be opened, or is too large;
    DecodeError, one of these, for bytes that are not text.
    """
    return decode(read_bytes(path, limit), encoding)


def read_bytes(path: str | os.PathLike[str], limit: int = LIMIT) -> bytes:
    """The bytes of the file at ``path``, if there are at most ``limit``.

    Raises UnreadableError as :func:`read_file` does.
    """
    data = peek(path, limit + 1)
    if len(data) > limit:
        size = f"{limit / 1_000_000:g} MB" if limit >= 100_000 else f"{limit:,} bytes"
        raise UnreadableError(f"it is larger than {size}; split it")
    return data
