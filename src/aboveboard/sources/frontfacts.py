"""Facts and suppressions in a front matter.

``aboveboard: {facts: ..., ignore: ...}`` is ours and read strictly.  All other keys belong to
the site; of these only the names in ``data/fact-names.yaml`` are read, and one that does not
fit is a notice, not an error.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from aboveboard.document import Comment, Component
from aboveboard.facts import Facts, read_facts
from aboveboard.rulebook.mark import Mark
from aboveboard.rulebook.yamlfile import Node, plain_value
from aboveboard.sources.factnames import read_known
from aboveboard.suggest import did_you_mean

__all__ = ["Found", "read_facts_of"]

OURS = "aboveboard"
_KEYS = ("facts", "ignore")


@dataclass
class Found:
    """What a front matter says besides copy."""

    facts: Facts = field(default_factory=Facts)
    components: list[Component] = field(default_factory=list)
    ignores: list[Comment] = field(default_factory=list)


Report = Callable[[Mark, str, str], None]
"""Called with a place, a sentence and a level for everything that cannot be read."""


def read_facts_of(root: Node, report: Report) -> Found:
    """Facts, components and suppressions of the front matter ``root``."""
    found = Found()
    strict = Facts()
    known: list[tuple[int, dict[str, Any]]] = []
    for key, value in root.pairs():
        if key.text == OURS:
            strict = _read_ours(key, value, found, report)
            continue
        try:
            said = read_known(key.text, _plain(value))
        except ValueError as error:
            shown = f", not '{_short(value.text)}'" if value.kind == "text" else ""
            report(value.start, f"'{key.text}' is not read: it must be {error}{shown}", "notice")
            continue
        if said is None:
            continue
        known.append((said.rank, dict(said.facts)))
        if said.component:
            span = key.start.offset, max(key.end.offset, value.end.offset)
            found.components.append(Component(said.component, *span, promised=True))
    loose: dict[str, Any] = {}
    for _, facts in sorted(known, key=lambda item: item[0]):
        loose = {**facts, **loose}
    found.facts = strict.over(Facts(loose))
    return found


def _plain(node: Node) -> Any:
    """The value as plain data; a date in the form of a number stays what was written."""
    return node.text if node.kind == "text" and node.style == "block" else plain_value(node)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 40 else line[:39] + "…"


def _read_ours(key: Node, value: Node, found: Found, report: Report) -> Facts:
    facts = Facts()
    if value.kind != "mapping":
        if not value.is_empty:
            report(value.start, f"'{OURS}' must hold {' and '.join(_KEYS)}", "error")
        return facts
    for inner, node in value.pairs():
        if inner.text == "facts":
            facts = _read_strict(node, report)
        elif inner.text == "ignore":
            found.ignores += _read_ignores(node, report)
        else:
            hint = did_you_mean(inner.text, _KEYS)
            report(
                inner.start,
                f"'{inner.text}' is not known below '{OURS}'; "
                + (hint or f"it may hold {' and '.join(_KEYS)}"),
                "error",
            )
    return facts


def _read_strict(node: Node, report: Report) -> Facts:
    if node.kind != "mapping":
        if node.kind == "list" or not node.is_empty:
            report(node.start, "'facts' must be names with their values", "error")
        return Facts()
    facts, errors = read_facts(plain_value(node))
    for error in errors:
        report(_key_at(node, error.path).start, error.message, "error")
    return facts


def _key_at(node: Node, path: tuple[str | int, ...]) -> Node:
    """The key that ``path`` leads to, as far as it leads."""
    place = node
    for step in path:
        pair = next((pair for pair in node.pairs() if pair[0].text == step), None)
        if pair is None:
            break
        place, node = pair
    return place


def _read_ignores(node: Node, report: Report) -> list[Comment]:
    """Suppressions of the whole document, in the form of the comment that says the same."""
    comments = []
    if node.kind == "mapping":
        for rule, reason in node.pairs():
            if reason.kind != "text":
                report(reason.start, "the reason must be a text", "error")
                continue
            said = "" if reason.is_empty else f" -- {reason.text.strip()}"
            comments.append(_ignore(rule.text + said, rule.start, reason.end))
        return comments
    for item in node.items() if node.kind == "list" else [node]:
        if item.kind == "text":
            if not item.is_empty:
                comments.append(_ignore(item.text.strip(), item.start, item.end))
        elif item.kind == "mapping":
            comments += _read_ignores(item, report)  # "- RULE: reason", one level down
        else:
            report(item.start, "write 'RULE -- reason', or RULE: reason", "error")
    return comments


def _ignore(text: str, start: Mark, end: Mark) -> Comment:
    return Comment(f"{OURS}: ignore-file {' '.join(text.split())}", start.offset, end.offset)
