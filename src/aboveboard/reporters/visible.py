"""Text that is safe to show: copy, file names and messages come from anyone.

Terminals obey control characters, and readers are misled by characters that turn the
direction of the text or cannot be seen.  Here they become visible instead.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from aboveboard.document import Problem

__all__ = ["emit", "escaped", "one_line", "place", "problem_place", "visible"]

# A flag such as Scotland's is a black flag with tag characters; elsewhere tags are invisible
# letters.  Joiners shape Persian and Indic words and emoji, but after a Latin letter they only
# hide.  Surrogates cannot be encoded at all.
_UNSAFE = re.compile(
    r"(\U0001f3f4[\U000e0020-\U000e007e]{1,8}\U000e007f)"
    r"|[\x00-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff"
    r"\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
    r"|(?<=[\x00-\x7f])[\u200c\u200d]"
)
_LINE_ENDS = re.compile(r"[\t\r\n][ \t\r\n]*")


def escaped(char: str) -> str:
    """One character as something that can be seen: ``␛``, ``\\x9b``, ``\\u202e``."""
    code = ord(char)
    if code < 0x20:
        return chr(0x2400 + code)  # the control pictures
    if code == 0x7F:
        return "␡"
    if code <= 0xFF:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"


def _replace(match: re.Match[str]) -> str:
    return match[1] or escaped(match[0])


def visible(text: str) -> str:
    """``text`` with every control, direction mark, invisible character and surrogate shown.

    The result has no line end and no tab.
    """
    return _UNSAFE.sub(_replace, text)


def one_line(text: str) -> str:
    """A message on one line: line ends and tabs become a space, the rest as :func:`visible`."""
    return visible(_LINE_ENDS.sub(" ", text.strip(" \t\r\n")))


def place(document: str, line: int | None = None, column: int | None = None) -> str:
    """``path:line:column`` without what is not known, safe to show."""
    # A CI system takes a line that begins with two colons for a command to itself.
    known = [("./" if document.startswith("::") else "") + visible(document)] if document else []
    if line is not None:
        known.append(str(line))
        if column is not None:
            known.append(str(column))
    return ":".join(known)


def problem_place(problem: Problem) -> str:
    """Where a problem is, safe to show; may be empty."""
    return place(problem.document, problem.line, problem.column)


def emit(stream: TextIO, text: str) -> None:
    """Write ``text``; what the stream's encoding does not have is written as an escape."""
    try:
        stream.write(text)
    except UnicodeEncodeError:
        encoding = stream.encoding or "ascii"
        stream.write(text.encode(encoding, "backslashreplace").decode(encoding))
