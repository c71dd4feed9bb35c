"""Shapes of single values: texts, choices, flags and numbers."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from aboveboard.rulebook.faultlist import Faults
from aboveboard.rulebook.mark import Mark, Phrase
from aboveboard.rulebook.yamlfile import Node, plain_value
from aboveboard.suggest import did_you_mean

__all__ = [
    "INVALID",
    "AnyValue",
    "Choice",
    "Flag",
    "Number",
    "Positioned",
    "Shape",
    "Text",
    "iso_date",
    "name",
    "wrong",
]


class _Invalid:
    def __repr__(self) -> str:
        return "INVALID"


INVALID: Any = _Invalid()
"""What a shape returns for a node that does not fit; the fault is recorded by then."""


class Shape(Protocol):
    """What every shape can do."""

    def read(self, node: Node, faults: Faults) -> Any:
        """The value of ``node``, or INVALID after recording at least one fault."""

    def schema(self) -> dict[str, Any]:
        """The JSON Schema (2020-12) of the same shape."""


KINDS = {"text": "a text", "list": "a list", "mapping": "a group of keys"}
"""What the kinds of node are called in messages."""

_COMMENT = re.compile(r"[ \t]+(#[^\s#][^\r\n]*)")
_REST = re.compile(r"[ \t]*(#[^\r\n]*)?")


def wrong(node: Node, faults: Faults, wanted: str, hint: str = "") -> Any:
    """Record that ``node`` is not what is ``wanted``, and return INVALID."""
    if node.is_empty:
        hint = _hash_hint(node, faults) or hint
        faults.add(node, f"nothing stands here; {wanted} is needed", hint)
        return INVALID
    opener = faults.text[node.start.offset : node.start.offset + 1]
    if wanted.startswith(("a text", "a word", "a phrase", "an example", "a regular")):
        if opener in {"[", "{"}:
            hint = hint or f"a text that begins with {opener} must stand in quotes"
        elif node.kind == "mapping":
            hint = hint or "a text with a colon and a space in it must stand in quotes"
    faults.add(node, f"this must be {wanted}, not {KINDS[node.kind]}", hint)
    return INVALID


def _hash_hint(node: Node, faults: Faults) -> str:
    """What to say where nothing was read because copy began with a hash sign."""
    rest = _REST.match(faults.text, node.end.offset)
    if not rest or not rest[1] or node.text:
        return ""
    if rest[1][1:2].strip() == "":
        return "what follows # is a comment; a text that begins with # must stand in quotes"
    return f'a text that begins with # must stand in quotes: "{rest[1].strip()}"'


def _lost(node: Node, faults: Faults) -> bool:
    """Whether a hashtag at the end of a text was read as a comment; a fault if it was.

    ``- Love it #ad`` is the text "Love it"; a comment that is meant has a space after the #.
    """
    if node.style != "plain" or not node.end.offset:
        return False
    found = _COMMENT.match(faults.text, node.end.offset)
    if found is None:
        return False
    tag = found[1].strip()
    faults.add(
        Mark(node.end.line, node.end.column + found.start(1) - found.start(), found.start(1)),
        f"'{tag}' is read as a comment, not as part of the text",
        "put the whole text in quotes, or a space after # where a comment is meant",
    )
    return True


_DATE = r"\d{4}-\d{2}-\d{2}"


def iso_date(text: str) -> date:
    """The date that ``text`` writes; ValueError, worded, where it is none."""
    try:
        if not re.fullmatch(_DATE, text, re.ASCII):
            raise ValueError
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"this must be a date such as 2026-11-30, not '{text}'") from None


def name(text: str) -> str:
    """A name in lower case; ValueError, worded, for a list of names written as one text."""
    if "," in text:
        names = ", ".join(part.strip() for part in text.split(",") if part.strip())
        raise ValueError(f"several names are written as a list: [{names}]")
    return text.lower()


@dataclass(frozen=True)
class Text:
    """A text that is not empty; ``convert`` may turn it into something else or raise ValueError."""

    wanted: str = "a text"
    convert: Callable[[str], Any] | None = None

    def read(self, node: Node, faults: Faults) -> Any:
        """The text of ``node``, converted."""
        if node.kind != "text" or node.is_empty:
            return wrong(node, faults, self.wanted)
        if not node.text.strip():
            faults.add(node, f"this text is empty; {self.wanted} is needed")
            return INVALID
        if _lost(node, faults):
            return INVALID
        text = node.text.strip() if node.style == "block" else node.text
        if self.convert is None:
            return text
        try:
            return self.convert(text)
        except ValueError as error:
            faults.add(node, str(error) or f"this must be {self.wanted}, not '{text}'")
            return INVALID

    def schema(self) -> dict[str, Any]:
        """Whatever editors make of a scalar, for they read ``12`` and ``no`` their own way."""
        if self.convert is iso_date:
            return {"type": "string", "format": "date", "pattern": f"^{_DATE}$"}
        if self.convert is name:
            return {"type": ["string", "number", "boolean"], "pattern": r"^[^,]*[^,\s][^,]*$"}
        return {"type": ["string", "number", "boolean"], "pattern": r"\S"}


@dataclass(frozen=True)
class Positioned:
    """A text together with where it stands, as a :class:`Phrase`."""

    wanted: str = "a text"

    def read(self, node: Node, faults: Faults) -> Any:
        """The text of ``node`` and its mark."""
        text = Text(self.wanted).read(node, faults)
        return INVALID if text is INVALID else Phrase(text, node.start)

    def schema(self) -> dict[str, Any]:
        """That of a text."""
        return Text(self.wanted).schema()


@dataclass(frozen=True)
class Choice:
    """One word of a closed list."""

    values: Sequence[str]

    def read(self, node: Node, faults: Faults) -> Any:
        """The word of ``node``."""
        wanted = "one of " + ", ".join(self.values)
        if node.kind != "text" or node.is_empty:
            return wrong(node, faults, wanted)
        if node.text in self.values:
            return node.text
        faults.add(
            node, f"'{node.text}' is not {wanted}", did_you_mean(node.text.lower(), self.values)
        )
        return INVALID

    def schema(self) -> dict[str, Any]:
        """The words."""
        return {"enum": list(self.values)}


_YES = ("yes", "true", "on")
_NO = ("no", "false", "off")


@dataclass(frozen=True)
class Flag:
    """Yes or no; ``true`` and ``on``, ``false`` and ``off`` are the same."""

    def read(self, node: Node, faults: Faults) -> Any:
        """True or False."""
        if node.kind != "text" or node.is_empty:
            return wrong(node, faults, "yes or no")
        word = node.text.lower()
        if word in _YES:
            return True
        if word in _NO:
            return False
        faults.add(node, f"this must be yes or no, not '{node.text}'")
        return INVALID

    def schema(self) -> dict[str, Any]:
        """A flag, or the words that only some editors read as flags."""
        words = [cased for w in (*_YES, *_NO) for cased in (w, w.title(), w.upper())]
        return {"enum": [True, False, *words]}


_WHOLE = re.compile(r"0|[1-9][0-9]{0,17}")


@dataclass(frozen=True)
class Number:
    """A whole number between ``least`` and ``most``, written without quotes."""

    least: int
    most: int

    def read(self, node: Node, faults: Faults) -> Any:
        """The number."""
        text = node.text if node.kind == "text" and node.style == "plain" else ""
        if _WHOLE.fullmatch(text) and self.least <= int(text) <= self.most:
            return int(text)
        wanted = f"a whole number from {self.least} to {self.most}"
        if node.kind != "text" or node.is_empty:
            return wrong(node, faults, wanted)
        hint = "write it without quotes" if node.style != "plain" else ""
        faults.add(node, f"this must be {wanted}, not '{node.text}'", hint)
        return INVALID

    def schema(self) -> dict[str, Any]:
        """The range."""
        return {"type": "integer", "minimum": self.least, "maximum": self.most}


@dataclass(frozen=True)
class AnyValue:
    """Any data, read by :func:`plain_value` and judged by someone else."""

    def read(self, node: Node, faults: Faults) -> Any:
        """The data."""
        return plain_value(node)

    def schema(self) -> dict[str, Any]:
        """No limits."""
        return {}
