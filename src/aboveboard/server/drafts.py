"""Drafts: the texts that the client has open."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath

from pygls.uris import to_fs_path

from aboveboard.sources import SUFFIXES

__all__ = ["Draft", "name_of"]

_BY_LANGUAGE = {
    "csv": ".csv",
    "html": ".html",
    "json": ".json",
    "jsonl": ".jsonl",
    "markdown": ".md",
    "mdx": ".mdx",
    "mjml": ".mjml",
    "plaintext": ".txt",
    "text": ".txt",
    "tsv": ".tsv",
    "yaml": ".yaml",
}
"""The suffix for each language id of the protocol's clients that a reader knows."""


@dataclass(frozen=True, slots=True, eq=False)
class Draft:
    """An open text at one moment; each change makes a new one.

    ``name`` is the path under which it is checked; empty for what no reader knows.
    """

    uri: str
    name: str
    text: str
    version: int | None


def name_of(uri: str, language: str, folder: str) -> str:
    """The path to check a text under; one that has no file yet lies in ``folder``.

    The suffix says how it is read; where it is none that readers know, the language does.
    """
    path = to_fs_path(uri)
    if path is None:
        path = str(PurePath(folder, PurePath(uri.rpartition(":")[2]).name or "untitled"))
    if PurePath(path).suffix.lower() in SUFFIXES:
        return path
    suffix = _BY_LANGUAGE.get(language.lower())
    return path + suffix if suffix else ""
