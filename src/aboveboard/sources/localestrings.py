"""An app's strings: one file a language, a text for each key.

Such a file is one document with a part for each key.  What an app puts in at run time
(``{{count}}``, ``%d``) stays a placeholder.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePath

from aboveboard.document import Document, Part, Source
from aboveboard.rulebook.yamlfile import Node
from aboveboard.sources.options import ReadOptions
from aboveboard.sources.plain import part_from_view
from aboveboard.sources.postfields import Data, fields
from aboveboard.sources.scalars import node_view

__all__ = ["is_locale", "locale_document"]

_FOLDERS = frozenset({"locales", "i18n", "lang", "messages"})


def is_locale(root: Node, name: str, options: ReadOptions) -> bool:
    """Whether a file holds an app's strings: the user says so (``body: "*"``), or its folder.

    By its folder only where it holds nothing but texts under keys; a list of objects may be
    posts.
    """
    if options.columns.get("body") == "*":
        return True
    if not _FOLDERS.intersection(part.lower() for part in PurePath(name).parts[:-1]):
        return False
    return root.kind == "mapping" and not any("[]" in path for path, _ in fields(root))


def locale_document(root: Node, data: Data, name: str, source: Source) -> Document:
    """The strings of a file as one document; its parts have the names of their keys."""
    parts: dict[str, str | Part] = {}
    numbers: dict[str, int] = {}
    for path, value in fields(root):
        if path.rpartition(".")[2].startswith("@"):
            continue  # what ARB files say about a key
        for node in value.items() if value.kind == "list" else [value]:
            if not isinstance(data.plain(node), str):
                continue
            key = _free(path, parts, numbers)
            part = part_from_view(key, source, node_view(data.text, node))
            if part.blocks:
                parts[key] = replace(part, label=path)
    return Document(name, parts)


def _free(path: str, parts: dict[str, str | Part], numbers: dict[str, int]) -> str:
    """The name of a part: its key, and for the second text of a list ``key-2``."""
    while True:
        number = numbers[path] = numbers.get(path, 0) + 1
        key = path if number == 1 else f"{path}-{number}"
        if key not in parts:
            return key
