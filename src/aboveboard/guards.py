"""Guards: words that are spoken of, or denied, rather than said.

They belong to the engine, so that no rule has to repeat them.  Each looks only at the
sentence around a match.
"""

from __future__ import annotations

import regex

from aboveboard.passage import Passage

__all__ = ["negated", "reported"]

_FLAGS = regex.IGNORECASE | regex.VERSION1 | regex.VERBOSE

# People and practices that copy distances itself from.
_WRONGDOING = r"""
    scam(?:s|mers?)? | spam(?:mers?|my)? | fraud(?:s|sters?|ulent)? | phish(?:ing|ers?) | con\ artists?
  | swindlers? | dark\ patterns? | clickbait(?:ers?)? | manipulat(?:ive|ion|ors?) | deceptive | dishonest
  | (?:false|fake|artificial)\ (?:urgency|scarcity|deadlines?|countdowns?)
  | (?:urgency|scarcity|pressure|sales|marketing|high\ pressure)\ (?:tactics?|tricks?|ploys?|gimmicks?|cues?|language)
  | red\ flags? | pushy | sleazy | shady | misleading
"""
_QUOTE_CUE = regex.compile(
    rf"""\b(?:{_WRONGDOING}
      | (?:phrase|word|wording|term|slogan|headline|label|claim|line|button|copy|message|expression|language|hashtag|tag|subject\ line|banner)s?
        \s(?:(?:like|such\ as|saying|that\ says?|reading|of|is|are|was|were|means?|has|have|had|in|on|were|used|to\ avoid)\b|$|[:,(])
      | the\ (?:phrase|word|words|term|expression|label|slogan|tag|hashtag|button)
      | such\ as | for\ example | for\ instance | e\.g\. | so\ called | avoid(?:ing)? | beware | instead\ of | rather\ than
      | (?:do\ not|don't|never|stop|quit|not\ to|shouldn't|should\ not|won't|can't)\ (?:ever\ )?(?:say|says|write|writing|use|using|type|put|call|send|saying)
      | (?:say|write|use)\ this\ instead | means | meaning | defined\ as | ban(?:s|ned)? | forbids? | prohibit(?:s|ed)? | outlaw(?:s|ed)? | complain(?:s|ed|ts)?
      | ruled | (?:song|film|movie|book|novel|album|track|episode|single|band|show)\b
      )""",
    _FLAGS,
)
_PLAIN_CUE = regex.compile(
    rf"""\b(?:
        (?:{_WRONGDOING})\b[^.!?]{{0,60}}?\b(?:say|says|tell|tells|write|writes|claim|claims|pressure|pressures|push|urge|urges
            |insist|insists|ask|asks|want|wants|love|loves|like\ to|try|tries|use|uses|using|promise|will|often|include|includes|involve|such\ as|rely|demand|demands|create|creates)
      | (?:beware|watch\ out|look\ out|be\ wary|be\ suspicious|be\ careful|be\ sceptical|be\ skeptical|steer\ clear)\ (?:of|for|with)\b
      | (?:how\ to\ (?:spot|recogni[sz]e|avoid|report)|signs?\ of|examples?\ of|warning\ signs?|tell\ tale)\b
      | (?:anyone|messages?|e\ ?mails?|texts?|ads?|sites?|calls?|sellers?|shops?|callers?)\ (?:who|that|which)\ (?:say|says|tell|tells|claim|claims|pressure|pressures|push|pushes|urge|urges)
      )\b""",
    _FLAGS,
)

_DETERMINERS = r"(?:(?:a|an|the|our|your|my|this|that|any|some|just|really|actually|exactly|yet|another|one|in|of|part|kind|one\ of|those|these|some\ sort|about)\s+){0,4}"
_NEGATION = regex.compile(
    rf"""(?:
        \b(?:is|are|was|were|be|been|am|it's|that's|this\ is|'s|'re)\s+(?:not|never|no\ longer|hardly|neither)\s+{_DETERMINERS}
      | \b(?:isn't|aren't|wasn't|weren't|ain't|won't\ be|will\ not\ be|never\ be|not\ be)\s+{_DETERMINERS}
      | \b(?:not|no\ longer|never|without|no|nor|zero|nothing|hardly)\s+{_DETERMINERS}
      | \b(?:do\ not|don't|does\ not|doesn't|did\ not|didn't|needn't|no\ need|not\ have|not\ need|never\ have|not\ going|never\ going)\s+(?:to\s+|ever\s+|even\s+)?
      | \b(?:don't|do\ not|won't|will\ not|we'll\ never|never|doesn't|can't|cannot)\s+(?:have|need|want|ask\ you|tell\ you|rush\ you|do|run|use|believe\ in|offer|make|send)\s+(?:you\s+)?(?:to\s+)?{_DETERMINERS}
      )$""",
    _FLAGS,
)
# "why not", "if not", "not only ... but", and "don't miss, it is ..." deny nothing.
_NO_NEGATION = regex.compile(r"\b(?:why|if|whether\ or|or)\s+not\s+$", _FLAGS)
_STARTS_NEGATIVE = regex.compile(r"(?:don't|do\ not|never|not|no|won't|can't)\b", _FLAGS)


def reported(passage: Passage, start: int, end: int) -> bool:
    """Whether the span is quoted or named in a sentence that reports, teaches or warns.

    A testimonial or a quoted headline is still copy: it needs a cue outside the quotation.
    """
    text = passage.text
    begin, finish = passage.sentence(start, end)
    for opening, closing in passage.quotes:
        if opening <= start and end <= closing:
            begin, finish = passage.sentence(opening, closing)
            around = text[begin:opening] + " \n" + text[closing:finish]
            return bool(_QUOTE_CUE.search(around) or _PLAIN_CUE.search(around))
    return bool(_PLAIN_CUE.search(text, begin, start))


def negated(passage: Passage, start: int, end: int) -> bool:
    """Whether a negation right before the span governs it: "this is not a ..."."""
    if _STARTS_NEGATIVE.match(passage.text, start, end):
        return False
    begin, _ = passage.sentence(start, end)
    before = passage.text[max(begin, start - 60) : start]
    return bool(_NEGATION.search(before)) and not _NO_NEGATION.search(before)
