"""Web addresses that stand bare in a text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from aboveboard.document import Link
from aboveboard.sources.blocks import cut
from aboveboard.text import View

__all__ = ["find_links"]

# Names that people write without "https://": the generic domains and the countries that
# link shorteners, shops and networks use.  "and/or", "w/o" and "node.js/express" are no links.
_DOMAINS = (
    "academy|agency|ai|app|art|at|au|be|beauty|bio|biz|blog|br|ca|cc|ch|cn|club|co|com|community|"
    "deals|design|dev|digital|dk|ee|edu|es|eu|events|fi|fm|fr|fun|fyi|gd|gg|gifts|gl|gov|gr|guru|"
    "health|hk|hu|id|ie|im|in|info|ink|io|is|it|jobs|jp|kr|la|li|life|link|live|lol|ly|market|me|"
    "media|mx|my|net|network|news|ng|nl|no|nz|one|online|org|page|ph|pl|plus|pro|pt|pw|re|ro|rs|"
    "ru|sale|sg|sh|shop|shopping|show|site|social|space|st|store|studio|style|tech|tips|to|today|"
    "top|tr|travel|tv|tw|uk|us|vip|website|wiki|work|world|ws|xyz|za|zone"
)
# A run of host characters is only looked at from its beginning (the lookbehind), and every
# repetition is possessive: time stays linear in the text.
_ADDRESS = re.compile(
    rf"""(?<![\w@./-])
    (?: https?://[^\s<>"“”«»`\\]++
      | www\.[^\s<>"“”«»`\\]++
      | (?:[\w-]++\.)++(?:{_DOMAINS})(?::\d{{1,5}})?/[^\s<>"“”«»`\\]*+
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_BEFORE = re.compile(r"https?://|www\.|\w/", re.IGNORECASE)  # cheap: most texts hold none
_NO_HOST = re.compile(r"(?:https?[:/]*+)?+(?:www)?+", re.IGNORECASE)
_PUNCTUATION = frozenset(".,;:!?'*_~…‘’\u3002\uff0c\uff01\uff1f\u3001|\ue000\ufffc")
_BRACKETS = {")": "(", "]": "[", "}": "{", "）": "（"}


def _trimmed(address: str) -> int:
    """The length of ``address`` without the punctuation of the sentence around it."""
    end = len(address)
    open_minus_closed = {
        closer: address.count(opener) - address.count(closer)
        for closer, opener in _BRACKETS.items()
    }
    while end:
        last = address[end - 1]
        if last in _PUNCTUATION:
            end -= 1
        elif last in open_minus_closed and open_minus_closed[last] < 0:
            open_minus_closed[last] += 1
            end -= 1
        else:
            break
    return end


def find_links(view: View) -> Iterator[Link]:
    """The bare addresses in ``view``: ``https://...``, ``www....`` and ``amzn.to/x``."""
    text = view.text
    if not _BEFORE.search(text):
        return
    for match in _ADDRESS.finditer(text):
        address = match[0]
        end = _trimmed(address)
        # What is left must still name a host: "https://" alone is no address.
        if address[:end].lower() in {
            "http",
            "https",
            "http:/",
            "https:/",
            "http://",
            "https://",
            "www",
        }:
            continue
        start = match.start()
        yield Link(cut(view, start, start + end))
