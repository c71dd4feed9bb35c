"""The reason of a suppression, as it may stand in every format."""

from __future__ import annotations

import unicodedata

__all__ = ["read_reason"]

_ENDS = ("-->", "--!>", "*/")
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_JOINERS = "\u200c\u200d"  # they shape letters, and make one emoji of several


def read_reason(text: str) -> str:
    """The reason without the spaces around it.

    Raises ValueError, worded, for what is empty, more than one line, would end a comment, or has
    characters that nobody sees.
    """
    reason = text.strip()
    if not reason:
        raise ValueError('it needs a reason in a few words, such as "the offer ends on 30 Nov"')
    for end in _ENDS:
        if end in reason:
            raise ValueError(f"'{end}' would end the comment that holds the reason; leave it out")
    for char in reason:
        if char in "\r\n\u2028\u2029\x85":
            raise ValueError("the reason must be one line")
        if unicodedata.category(char) in _INVISIBLE and char not in _JOINERS:
            raise ValueError(f"the reason holds U+{ord(char):04X}, which nobody sees; leave it out")
    return reason
