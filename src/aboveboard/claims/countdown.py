"""Countdowns that an ad platform works out: ``{COUNTDOWN(2026/12/15 18:00:00,en,5)}``.

Google Ads puts what is left until a literal date into the ad each time it is shown
(https://support.google.com/google-ads/answer/6193743).  The copy shows readers a countdown; the
date in it is the real end, or one that has passed.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from aboveboard.claims.expressions import Written
from aboveboard.claims.model import Claim
from aboveboard.latepattern import late_pattern
from aboveboard.normalise import PLACEHOLDER
from aboveboard.passage import Passage

__all__ = ["find_countdowns"]

_COUNTDOWN = late_pattern(
    r"""COUNTDOWN\(\s*"?(?P<y>20\d\d)[/-](?P<m>\d\d?)[/-](?P<d>\d\d?)
        (?:[ T](?P<hour>\d\d?):(?P<minute>\d\d))?""",
    regex.VERBOSE | regex.IGNORECASE,
)
_BEFORE = late_pattern(
    r"\b(?:end(?:s|ing)?|expir(?:es|ing)|clos(?:es|ing)|only|over|left|hurry)\s?(?:in\s)?:?\s?$",
    regex.IGNORECASE,
)


def find_countdowns(passage: Passage) -> Iterator[Claim]:
    """The countdowns to a literal date in a passage, in order."""
    text = passage.text
    place = text.find(PLACEHOLDER)
    while place >= 0:
        match = _COUNTDOWN.search(passage.placeholder(place))
        if match is not None:
            hour = match["hour"]
            written = Written(
                place,
                place + 1,
                date=(int(match["y"]), int(match["m"]), int(match["d"])),
                clock=(int(hour), int(match["minute"])) if hour and int(hour) < 24 else None,
                kinds=frozenset({"date", "clock"} if hour else {"date"}),
            )
            cue = _BEFORE.search(text, max(0, place - 20), place)
            start = cue.start() if cue else place
            yield Claim("deadline", passage, start, place + 1, written, about="offer")
        place = text.find(PLACEHOLDER, place + 1)
