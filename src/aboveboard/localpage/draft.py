"""What the page sends: the copy, what it is written in, and its facts; read strictly."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from aboveboard.severity import SEVERITIES

__all__ = ["FORMATS", "Draft", "DraftError", "read_draft"]

FORMATS: Mapping[str, str] = {"text": "post.txt", "markdown": "post.md", "html": "post.html"}
"""What copy may be written in, and the name under which it is checked.

The name says which overrides of the configuration hold: those for a file of that name in the
folder where the server was started.
"""

_KEYS = {"format", "severity", "body", "subject", "facts"}


class DraftError(ValueError):
    """What was sent is no draft; one plain sentence that quotes nothing of it."""


@dataclass(frozen=True, slots=True)
class Draft:
    """Copy to check.

    ``format`` is one of :data:`FORMATS`; ``subject``, of an e-mail, is plain text and may be
    empty.  ``facts`` are as they were typed, and ``severity`` is the mildest finding to show.
    """

    body: str
    subject: str = ""
    format: str = "text"
    severity: str = "warning"
    facts: Mapping[str, Any] | None = None


def read_draft(data: bytes) -> Draft:
    """The draft in the bytes of a request.  Raises DraftError."""
    try:
        value = json.loads(data)
    except (ValueError, RecursionError):  # no JSON, no UTF-8, or nested without end
        raise DraftError("this is no JSON") from None
    if not isinstance(value, dict):
        raise DraftError("a draft must be an object")
    if not value.keys() <= _KEYS:
        raise DraftError(f"a draft has the keys {', '.join(sorted(_KEYS))} and no others")
    draft = Draft(**{"body": "", "facts": {}, **value})
    if not (isinstance(draft.body, str) and isinstance(draft.subject, str)):
        raise DraftError("'body' and 'subject' must be texts")
    if not (isinstance(draft.format, str) and draft.format in FORMATS):
        raise DraftError(f"'format' must be one of {', '.join(FORMATS)}")
    if not (isinstance(draft.severity, str) and draft.severity in SEVERITIES):
        raise DraftError(f"'severity' must be one of {', '.join(SEVERITIES)}")
    if not isinstance(draft.facts, dict):
        raise DraftError("'facts' must be an object")
    return draft
