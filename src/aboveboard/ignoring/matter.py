"""The front matter: ``aboveboard: {ignore: {RULE: reason}}``, which covers the document."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from aboveboard.findings import Finding
from aboveboard.fixes.edits import SourceEdit
from aboveboard.ignoring.comments import newline_of
from aboveboard.ignoring.objects import added_text, insertion_point
from aboveboard.ignoring.slots import Directives, Slot
from aboveboard.rulebook.yamlfile import Node, YamlError, parse_yaml
from aboveboard.sources.jsonnodes import parse_json

__all__ = ["Fenced", "Matter", "fenced"]

_OPENING = re.compile(r"(---|\+\+\+)[ \t]*+(\r\n|\r|\n)")
_TABLE = re.compile(r"^[ \t]*\[[ \t]*aboveboard[ \t]*\.[ \t]*ignore[ \t]*\][^\r\n]*", re.MULTILINE)


class Fenced(NamedTuple):
    """Where data stands: ``text[start:end]``, in ``yaml``, ``toml`` or ``json``."""

    syntax: str
    start: int
    end: int


def fenced(text: str, body: int) -> Fenced | None:
    """The front matter before ``body``, where the reader saw the text below it begin."""
    if not body:
        return None
    opening = _OPENING.match(text)
    if opening is None:
        return Fenced("json", 0, body)
    lines = list(re.finditer(r"(?:\A|(?<=\n)|(?<=\r)(?!\n))(?:---|\.\.\.|\+\+\+)", text[:body]))
    end = lines[-1].start() if len(lines) > 1 else body
    return Fenced("yaml" if opening[1] == "---" else "toml", opening.end(), end)


class Matter:
    """The keeper of a front matter."""

    def __init__(self, text: str, place: Fenced) -> None:
        self._text = text
        self._place = place

    def slots(self, finding: Finding) -> Iterator[Slot]:
        """The one slot that there is."""
        yield Slot("matter", self._place.start)

    def edits(self, said: Directives, reason: str) -> Iterable[SourceEdit]:
        """One insertion for all the rules."""
        rules = sorted({r for slot, rules in said.items() if slot.kind == "matter" for r in rules})
        if not rules:
            return []
        if self._place.syntax == "toml":
            return [self._in_toml(rules, reason)]
        if self._place.syntax == "json":
            return self._in_json(rules, reason)
        return self._in_yaml(rules, reason)

    def _in_toml(self, rules: list[str], reason: str) -> SourceEdit:
        newline = newline_of(self._text)
        said = "".join(f"{_text(rule)} = {_text(reason)}{newline}" for rule in rules)
        table = _TABLE.search(self._text, self._place.start, self._place.end)
        if table is None:
            return _insert(self._place.end, f"[aboveboard.ignore]{newline}{said}")
        return _insert(table.end(), newline + said.removesuffix(newline))

    def _in_json(self, rules: list[str], reason: str) -> list[SourceEdit]:
        root, _ = parse_json(self._text, 0, self._place.end)
        if root is None or not root.pairs():
            return []
        ours = root.get("aboveboard")
        ignore = root.get("aboveboard", "ignore")
        pairs = dict.fromkeys(rules, reason)
        if ignore is not None and ignore.pairs():
            inside = ", ".join(f"{_text(rule)}: {_text(reason)}" for rule in rules)
            return [_insert(insertion_point(ignore), f", {inside}")]
        value = json.dumps(pairs, ensure_ascii=False)
        if ours is not None and ours.pairs():
            return [added_text(self._text, ours, "ignore", value)]
        return [added_text(self._text, root, "aboveboard", f'{{"ignore": {value}}}')]

    def _in_yaml(self, rules: list[str], reason: str) -> list[SourceEdit]:
        text, place = self._text, self._place
        newline = newline_of(text)
        try:
            root = parse_yaml("#" + text[1 : place.end])
        except YamlError:
            return []
        pairs = [] if root is None else root.pairs()
        own = next((pair for pair in pairs if pair[0].text == "aboveboard"), None)

        def lines(indent: str) -> str:
            return "".join(f"{indent}{rule}: {_text(reason)}{newline}" for rule in rules)

        if own is None:
            return [_insert(place.end, f"aboveboard:{newline}  ignore:{newline}{lines('    ')}")]
        key, value = own
        step = self._step(value, "  ")
        if step is None:
            return []
        inner = next((pair for pair in value.pairs() if pair[0].text == "ignore"), None)
        if inner is None:
            head = f"{step}ignore:{newline}"
            return [_insert(self._next_line(key), head + lines(step + "  "))]
        indent = self._step(inner[1], step + "  ")
        return [] if indent is None else [_insert(self._next_line(inner[0]), lines(indent))]

    def _step(self, value: Node, usual: str) -> str | None:
        """How the keys of a mapping in block style are indented; None for other values."""
        if value.kind == "text":
            return usual if value.is_empty else None
        if value.kind != "mapping" or self._text.startswith("{", value.start.offset):
            return None
        start = value.start.offset - value.start.column + 1
        return self._text[start : value.start.offset]

    def _next_line(self, key: Node) -> int:
        found = re.compile(r"\r\n?|\n").search(self._text, key.end.offset)
        return found.end() if found else self._place.end


def _text(value: str) -> str:
    """A text in double quotes, as YAML, TOML and JSON read it."""
    return json.dumps(value, ensure_ascii=False)


def _insert(at: int, text: str) -> SourceEdit:
    return SourceEdit(at, at, text)
