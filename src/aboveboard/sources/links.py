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
# What only an address holds; the beginning of a host is looked for from there backwards.
_MARK = re.compile(rf"https?://|www\.|\.(?:{_DOMAINS})(?::\d{{1,5}})?+/", re.IGNORECASE)
_REST = re.compile(r"""[^\s<>"“”«»`\\]*+""")
_LONGEST_HOST = 253  # RFC 1035
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


def _begin(text: str, mark: int, least: int) -> int:
    """Where the host that goes on with the dot at ``mark`` begins; ``mark`` if nowhere."""
    start = mark
    while start > least and (text[start - 1].isalnum() or text[start - 1] in "-_."):
        start -= 1
    host = text[start:mark]
    return mark if not host or host[0] == "." or ".." in host else start


def find_links(view: View) -> Iterator[Link]:
    """The bare addresses in ``view``: ``https://...``, ``www....`` and ``amzn.to/x``."""
    text = view.text
    position = 0
    while match := _MARK.search(text, position):
        start, position = match.span()
        if match[0][0] == ".":
            start = _begin(text, start, max(0, start - _LONGEST_HOST))
            if start == match.start():
                continue
        before = text[start - 1 : start]
        # A scheme begins an address even where it is glued to a word: "HERE-http://amzn.to/x".
        has_scheme = match[0].endswith("//")
        if before and (
            before in "@/" or (not has_scheme and (before.isalnum() or before in ".-_"))
        ):
            continue
        rest = _REST.match(text, position)
        position = rest.end() if rest else position
        end = start + _trimmed(text[start:position])
        # What is left must still name a host: "https://" alone is no address.
        if not _NO_HOST.fullmatch(text, start, end):
            yield Link(cut(view, start, end))
