"""Guards: words that are spoken of, or denied, rather than said.

They belong to the engine, so that no rule has to repeat them.  Each looks only at the
sentence around a match.
"""

from __future__ import annotations

import regex

from aboveboard.passage import Passage

__all__ = ["negated", "reported"]


def _any(*lines: str) -> str:
    """An expression for any of the wordings, which have ``|`` between them."""
    return f"(?:{'|'.join(lines)})"


def _compile(pattern: str) -> regex.Pattern[str]:
    return regex.compile(pattern, regex.IGNORECASE | regex.VERSION1)


# ---------------------------------------------------------------- reported

_WRONGDOING = _any(
    "scam(?:s|mers?)?|spam(?:mers?|my)?|fraud(?:s|sters?|ulent)?|phish(?:ing|ers?)|con artists?",
    "swindlers?|dark patterns?|clickbait(?:ers?)?|manipulat(?:ive|ion|ors?)|deceptive|dishonest",
    "(?:false|fake|artificial) (?:urgency|scarcity|deadlines?|countdowns?)",
    "(?:urgency|scarcity|pressure|sales|marketing) (?:tactics?|tricks?|ploys?|gimmicks?|cues?)",
    "red flags?|pushy|sleazy|shady|misleading",
)
"""People and practices that copy distances itself from."""

_WORDING = _any(
    "phrase|word|wording|term|slogan|headline|label|claim|line|button|copy|message|expression",
    "language|hashtag|tag|subject line|banner",
)
_SPEAKING_OF = _any(
    "like|such as|saying|that says?|reading|of|is|are|was|were|means?|has|have|had|in|on|used",
    "to avoid",
)
_QUOTE_CUE = _compile(
    r"\b"
    + _any(
        _WRONGDOING,
        rf"{_WORDING}s?\s(?:{_SPEAKING_OF}\b|$|[:,(])",
        rf"the {_WORDING}",
        r"such as|for example|for instance|e\.g\.|so called|avoid(?:ing)?|beware|instead of",
        r"rather than|(?:say|write|use) this instead|means|meaning|defined as|ruled",
        r"ban(?:s|ned)?|forbids?|prohibit(?:s|ed)?|outlaw(?:s|ed)?|complain(?:s|ed|ts)?",
        "(?:song|film|movie|book|novel|album|track|episode|single|band|show)",
    )
    + r"\b"
    + "|"
    + r"\b(?:do not|don't|never|stop|quit|not to|shouldn't|should not|won't|can't) (?:ever )?"
    + _any("say|says|saying|write|writing|use|using|type|put|call|send")
    + r"\b"
)
"""What makes a quotation a report; a testimonial or a quoted headline has none of it."""

_TELLING = _any(
    "say|says|tell|tells|write|writes|claim|claims|pressure|pressures|push|urge|urges|insist",
    "insists|ask|asks|want|wants|love|loves|like to|try|tries|use|uses|using|promise|will|often",
    "include|includes|involve|such as|rely|demand|demands|create|creates",
)
_PLAIN_CUE = _compile(
    rf"\b{_WRONGDOING}\b[^.!?]{{0,60}}?\b{_TELLING}\b"
    + r"|\b(?:beware|watch out|look out|be (?:wary|suspicious|careful|s[ck]eptical)|steer clear)"
    + r" (?:of|for|with)\b"
    + r"|\b(?:how to (?:spot|recogni[sz]e|avoid|report)|signs? of|examples? of|warning signs?)\b"
    + r"|\b(?:anyone|messages?|e ?mails?|texts?|ads?|sites?|calls?|sellers?|shops?|callers?)"
    + rf" (?:who|that|which) {_TELLING}\b"
)
"""What makes words without quotation marks a report: much less does."""


def reported(passage: Passage, start: int, end: int) -> bool:
    """Whether the span is quoted or named in a sentence that reports, teaches or warns.

    A testimonial or a quoted headline is still copy: it needs a cue outside the quotation.
    """
    text = passage.text
    for opening, closing in passage.quotes:
        if opening <= start and end <= closing:
            begin, finish = passage.sentence(opening, closing)
            around = f"{text[begin:opening]} \n{text[closing:finish]}"
            return bool(_QUOTE_CUE.search(around) or _PLAIN_CUE.search(around))
    begin, _ = passage.sentence(start, end)
    return bool(_PLAIN_CUE.search(text, begin, start))


# ---------------------------------------------------------------- negated

_BETWEEN = (
    r"(?:"
    + _any(
        "a|an|the|our|your|my|this|that|any|some|just|really|actually|exactly|yet|another|one",
        "in|of|part|kind|those|these|about",
    )
    + r"\s+){0,4}"
)
"""What may stand between a negation and what it denies."""

_NEGATION = _compile(
    "(?:"
    + r"\b(?:is|are|was|were|be|been|am|it's|that's|'s|'re)\s+(?:not|never|no longer|hardly)\s+"
    + _BETWEEN
    + r"|\b(?:isn't|aren't|wasn't|weren't|ain't|not be|never be|won't be)\s+"
    + _BETWEEN
    + r"|\b(?:not|no longer|never|without|no|nor|neither|zero|hardly)\s+"
    + _BETWEEN
    + r"|\b(?:do not|don't|does not|doesn't|did not|didn't|needn't|no need|not have|not need"
    + r"|never have|not going|never going)\s+(?:to\s+|ever\s+|even\s+)?"
    + r"|\b(?:don't|do not|won't|will not|never|doesn't|can't|cannot)\s+"
    + _any("have|need|want|ask|tell|rush|do|run|use|believe in|offer|make|send")
    + r"\s+(?:you\s+)?(?:to\s+)?"
    + _BETWEEN
    + ")$"
)
_NO_NEGATION = _compile(r"\b(?:why|if|whether or|or)\s+not\s+$")
_STARTS_NEGATIVE = _compile(r"(?:don't|do not|never|not|no|won't|can't)\b")
_LOOK_BACK = 60  # characters; a negation farther away governs something else


def negated(passage: Passage, start: int, end: int) -> bool:
    """Whether a negation right before the span governs it: "this is not a ...".

    A span that begins with the negation itself ("don't miss") is not negated.
    """
    if _STARTS_NEGATIVE.match(passage.text, start, end):
        return False
    begin, _ = passage.sentence(start, end)
    before = passage.text[max(begin, start - _LOOK_BACK) : start]
    return bool(_NEGATION.search(before)) and not _NO_NEGATION.search(before)
