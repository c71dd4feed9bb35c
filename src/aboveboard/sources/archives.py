"""Archives of Office files: what is refused before a library opens one."""

from __future__ import annotations

import io
import zipfile

__all__ = ["refused"]

_UNPACKED = 1_000_000_000  # bytes; what is larger than this is a bomb, or for a database
_OLD = b"\xd0\xcf\x11\xe0"  # the container of .xls and .doc, and of files with a password


def refused(data: bytes, kind: str, suffix: str) -> str:
    """Why ``data``, which should be a ``kind`` (workbook), is not opened; empty where it is.

    ``suffix`` is that of such files.
    """
    if data.startswith(_OLD):
        return f"an old {kind}, or one with a password; save it as {suffix} without a password"
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > _UNPACKED:
                return f"the {kind} is too large; split it"
            for entry in archive.infolist():
                with archive.open(entry) as file:
                    # No program that makes such files declares entities; a bomb does.
                    if b"<!DOCTYPE" in file.read(1000).upper():
                        return f"the {kind} declares entities, which is not safe to read"
    except Exception:  # a damaged archive, an encrypted or unknown form of one
        return f"this is no {kind}, or it is damaged"
    return ""
