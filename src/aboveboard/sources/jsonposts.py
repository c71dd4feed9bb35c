"""JSON files: posts of schedulers and of networks' interfaces, and an app's strings.

Most JSON files hold no posts (settings, lists of packages).  That is no mistake, so such a file
gives a notice.
"""

from __future__ import annotations

from collections.abc import Iterator

from aboveboard.document import Document, Problem, Source
from aboveboard.sources.jsonnodes import json_value, parse_json
from aboveboard.sources.localestrings import is_locale, locale_document
from aboveboard.sources.options import DEFAULTS, ReadOptions
from aboveboard.sources.postdocs import PostReader, nothing_found
from aboveboard.sources.postfields import Data

__all__ = ["read"]


def read(text: str, name: str, options: ReadOptions = DEFAULTS) -> Iterator[Document | Problem]:
    """The posts in a JSON file: one document each.

    Files of an app's strings, by their folder or with ``body: "*"``, are one document.
    """
    source = Source(text)
    root, faults = parse_json(text)
    for fault in faults:
        yield Problem(name, fault.mark.line, fault.message, fault.level, fault.mark.column)
    if root is None:
        return
    data = Data(text, json_value)
    if is_locale(root, name, options):
        yield locale_document(root, data, name, source)
        return
    reader = PostReader(data, name, source, options)
    yield from reader.mistakes()
    yield from reader.settle([root])
    yield from reader.read(root)
    if not reader.found_any:
        yield nothing_found(name, options)
