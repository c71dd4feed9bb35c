"""What a user says about the files to read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

__all__ = ["DATE_ORDERS", "DEFAULTS", "ReadOptions"]

DATE_ORDERS = ("dmy", "mdy", "ymd")
"""The orders in which a date of three numbers may be written."""


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What a user says about the files to read; readers take what concerns them.

    ``preset`` is the tool that a sheet was made for, one of the names in ``data/columns.yaml``.
    ``columns`` maps roles (``body``, ``headline``, ``published``, a fact) to a header, a key
    path or a 1-based position, ``#2``.  ``date_order`` is one of :data:`DATE_ORDERS`.
    ``encoding`` is that of files without a byte order mark.  ``named`` is False for a file that
    was found in a folder: then a sheet without copy is no error.
    """

    preset: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    date_order: str | None = None
    encoding: str | None = None
    named: bool = True


DEFAULTS = ReadOptions()
"""What holds where the user says nothing."""
