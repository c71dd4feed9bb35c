"""Text as it goes to other programs: always UTF-8, and nothing that UTF-8 cannot say."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, TextIO

if TYPE_CHECKING:
    from aboveboard.report import RuleInfo

__all__ = ["PROJECT", "cleaned", "is_utf8", "read_more", "write_json", "write_list"]

PROJECT = "https://github.com/aboveboard/aboveboard"
"""Where people find out what made a report."""

_SURROGATE = re.compile("[\ud800-\udfff]")
# What JSON may hold as it is, but a terminal, an editor or an encoder would stumble over:
# control characters beyond the first 32, direction marks, line separators, surrogates.
_UNSAFE = re.compile(r"[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]")


def cleaned(text: str) -> str:
    """``text`` with U+FFFD for lone surrogates, at which strict readers give up."""
    return _SURROGATE.sub("\ufffd", text)


def read_more(rule: RuleInfo | None) -> str:
    """Where to read about a rule: the first provision with an address; may be empty.

    Not a page of this project: nothing here tells its rules from a house's own.
    """
    return next((cited.url for cited in rule.cites if cited.url), "") if rule else ""


def is_utf8(stream: TextIO) -> bool:
    """Whether ``stream`` encodes as UTF-8, or not at all."""
    encoding = getattr(stream, "encoding", None) or "utf-8"
    try:
        return codecs.lookup(encoding).name == "utf-8"
    except LookupError:
        return False


def write_json(stream: TextIO, value: Any) -> None:
    """Write one value on one line, readable, and escaped only where it must be.

    Control characters, direction marks and lone surrogates are escaped, and so is everything
    beyond ASCII where the stream is not UTF-8: all read back as what they were.
    """
    if is_utf8(stream):
        text = json.dumps(value, ensure_ascii=False)
        stream.write(_UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", text))
    else:
        stream.write(json.dumps(value))


def write_list(stream: TextIO, values: Iterable[Any]) -> None:
    """Write a JSON list, each value on a line of its own and none of them kept."""
    before = "[\n"
    for value in values:
        stream.write(before)
        write_json(stream, value)
        before = ",\n"
    stream.write("[]" if before == "[\n" else "\n]")
