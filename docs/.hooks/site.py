"""What MkDocs does not do by itself: links that leave docs/, and the way back from a rule."""

from __future__ import annotations

import posixpath
import re
from typing import Any

_LINK = re.compile(r"(?<=\]\()(?![a-z]+:|#|/)([^)\s]+)(?=\))")


def on_page_markdown(markdown: str, *, page: Any, config: Any, **_: Any) -> str:
    """Point links to files beside docs/ at the repository; lead from a rule to its category."""
    here = posixpath.dirname(page.file.src_uri)

    def leave(match: re.Match[str]) -> str:
        target = posixpath.normpath(posixpath.join(here, match[1]))
        if not target.startswith("../"):
            return match[1]
        return str(config.extra["repository"]) + target.removeprefix("../")

    if re.fullmatch(r"rules/[^/]+/[^/]+\.md", page.file.src_uri):
        category = posixpath.basename(here)
        markdown = f"[Rules](../README.md) › [{category}](../README.md#{category})\n\n{markdown}"
    return _LINK.sub(leave, markdown)
