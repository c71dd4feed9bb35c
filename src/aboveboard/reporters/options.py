"""What a reporter is told besides the report."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TextIO

__all__ = [
    "DEFAULT_WIDTH",
    "STYLES",
    "ReportOptions",
    "default_format",
    "options_from_environment",
]

DEFAULT_WIDTH = 100
"""Columns where nothing says how wide the output is: pipes, files, CI logs."""

# Colours of the 256 with a contrast of at least 3.8 to black and to white: themes give the
# first 16 any look, and their yellow cannot be read on white.
STYLES = {
    "error": "color(196)",
    "warning": "color(166)",
    "note": "color(32)",
    "quiet": "color(243)",
}
"""The colour of each severity, and of what only frames the text."""

_NARROWEST, _WIDEST = 40, 240


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportOptions:
    """How a report is written; every format reads only what concerns it.

    ``width`` counts terminal cells.  ``severity`` is the mildest severity that was asked for,
    so that the summary can say what is held back.  ``show_notes`` and ``show_all`` are what the
    user would type to see held-back findings and everything beyond the console's limits; an
    empty text says that there is no such way.  ``mark`` begins a file with a byte order mark
    where spreadsheets need one to know its encoding.  ``folder`` is the current folder, to which
    names of files are relative, and ``root`` the folder to which a pipeline wants them relative;
    where they are empty, names stay as they are.
    """

    color: bool = False
    width: int = DEFAULT_WIDTH
    severity: str = "warning"
    show_notes: str = "--severity note"
    show_all: str = "--format json"
    mark: bool = False
    folder: str = ""
    root: str = ""


def default_format(environ: Mapping[str, str] | None = None) -> str:
    """The format where none is asked for: ``github`` in GitHub Actions, else ``full``.

    ``environ`` defaults to the process's.
    """
    env = os.environ if environ is None else environ
    return "github" if env.get("GITHUB_ACTIONS") == "true" else "full"


def options_from_environment(
    stream: TextIO,
    color: str = "auto",
    environ: Mapping[str, str] | None = None,
    *,
    severity: str = "warning",
    mark: bool = False,
) -> ReportOptions:
    """The options for writing to ``stream``.

    ``color`` is ``auto``, ``always`` or ``never``.  With ``auto``, the first of these that says
    something decides: ``NO_COLOR`` (https://no-color.org), ``FORCE_COLOR``
    (https://force-color.org; 0 switches colour off), ``TTY_COMPATIBLE`` (1 or 0, as rich reads
    it), ``TERM=dumb``, and whether ``stream`` is a terminal.  The width is ``COLUMNS``, else the
    terminal's, else :data:`DEFAULT_WIDTH`.  The root is what GitHub (``GITHUB_WORKSPACE``) or
    GitLab (``CI_PROJECT_DIR``) says, else the current folder.  ``environ`` defaults to the
    process's.
    """
    env = os.environ if environ is None else environ
    terminal = _is_terminal(stream)
    folder = _current_folder()
    return ReportOptions(
        color=_wants_color(color, env, terminal),
        width=_width(stream, env, terminal),
        severity=severity,
        mark=mark,
        folder=folder,
        root=_root(env) or folder,
    )


def _current_folder() -> str:
    try:
        return os.getcwd()
    except OSError:  # it was deleted
        return ""


def _root(env: Mapping[str, str]) -> str:
    for name in ("GITHUB_WORKSPACE", "CI_PROJECT_DIR"):
        # As the system names the current folder: without symbolic links.
        if (path := env.get(name)) and os.path.isabs(path):
            return os.path.realpath(path)
    return ""


def _is_terminal(stream: TextIO) -> bool:
    try:
        return stream.isatty()
    except (AttributeError, ValueError):  # not a real stream, or a closed one
        return False


def _wants_color(color: str, env: Mapping[str, str], terminal: bool) -> bool:
    if color != "auto":
        return color == "always"
    if env.get("NO_COLOR"):
        return False
    if force := env.get("FORCE_COLOR"):
        return force not in ("0", "false")
    if (compatible := env.get("TTY_COMPATIBLE")) in ("0", "1"):
        return compatible == "1"
    return terminal and env.get("TERM") != "dumb"


def _width(stream: TextIO, env: Mapping[str, str], terminal: bool) -> int:
    columns = env.get("COLUMNS", "")
    # isdecimal alone would let other scripts' digits and thousands of them through.
    if columns.isascii() and columns.isdecimal() and len(columns) < 6 and int(columns):
        width = int(columns)
    else:
        width = _terminal_width(stream) if terminal else DEFAULT_WIDTH
    return min(max(width, _NARROWEST), _WIDEST)


def _terminal_width(stream: TextIO) -> int:
    try:
        # A pseudo-terminal that was never sized says 0.
        return os.get_terminal_size(stream.fileno()).columns or DEFAULT_WIDTH
    except (AttributeError, OSError, ValueError):
        return DEFAULT_WIDTH
