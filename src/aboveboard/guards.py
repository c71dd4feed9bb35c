"""Guards: words that are spoken of, or denied, rather than said.

They belong to the engine, so that no rule has to repeat them.  Each looks only at the
sentence around a match, and not far, for copy without stops is one long sentence.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

import regex

from aboveboard.document import Block
from aboveboard.latepattern import late_pattern
from aboveboard.passage import Passage

__all__ = ["denial", "negated", "report", "reported"]


def _any(*lines: str) -> str:
    """An expression for any of the wordings, which have ``|`` between them."""
    return f"(?:{'|'.join(lines)})"


def _compile(pattern: str) -> regex.Pattern[str]:
    return late_pattern(pattern, regex.IGNORECASE | regex.VERSION1)


# ---------------------------------------------------------------- reported

_LOOK_AROUND = 240  # characters of the sentence on either side of a quotation or a match

_WRONGDOING = r"(?<!\b(?:no|not|never|without|zero|hate)\s)" + _any(
    "scam(?:s|mers?)?|spam(?:mers?|my)?|fraud(?:s|sters?|ulent)?|phish(?:ing|ers?)|con artists?",
    "swindlers?|dark patterns?|clickbait(?:ers?)?|manipulat(?:ive|ion|ors?)|deceptive|dishonest",
    "(?:false|fake|artificial) (?:urgency|scarcity|deadlines?|countdowns?)",
    "(?:urgency|scarcity|pressure|sales|marketing) (?:tactics?|tricks?|ploys?|gimmicks?|cues?)",
    "red flags?|pushy|sleazy|shady|misleading",
)
"""People and practices that copy distances itself from."""

_WORDING = _any(
    "phrase|word|wording|term|slogan|headline|label|claim|line|button|copy|message|expression",
    "language|hashtag|tag|subject line|banner|banners",
)
_SPEAKING_OF = _any(
    "like|such as|saying|that says?|that said|says|reads|reading|of|is|are|was|were|means?|used",
)
_WORK = _any(
    "song|track|single|album|film|movie|documentary|book|novel|memoir|episode|series|play|poem"
)
_SELLERS = _any(
    "(?:web ?)?site|shop|store|seller|brand|app|ad|page|company|marketer|advertiser|caller"
)
_TELLING = _any(
    "say|says|tell|tells|write|writes|claim|claims|pressure|pressures|push|urge|urges|insist",
    "insists|ask|asks|want|wants|love|loves|like to|try|tries|use|uses|using|promise|will|often",
    "include|includes|involve|such as|rely|demand|demands|create|creates|scream|screams|shout",
    "shouts|show|shows",
)
# Anywhere in the sentence, outside the quotation.
_QUOTE_CUE = _compile(
    r"\b"
    + _any(
        _WRONGDOING,
        r"such as|for example|for instance|e\.g\.|so called|beware|legal|illegal|unlawful",
        r"(?:say|write|use) this instead|ruled|ruling|fined",
        r"(?:asked|told|ordered) to (?:stop|remove)",
        r"bann(?:ed|ing)|bans|forbids?|forbidden|prohibit(?:s|ed)?|outlaw(?:s|ed)?",
        r"complain(?:s|ed|ts?|ing)?|regulators?|(?:our|the|this) (?:rule|linter|style guide)",
        r"according to the|FTC|ASA|CMA|watchdogs?|courts?|judges?|lawsuits?|competitors?|rivals?",
        rf"(?:other|some|many|most|these|when|if) {_SELLERS}s? {_TELLING}",
        rf"(?:an?|any|every|another) {_SELLERS} {_TELLING}",
    )
    + r"\b"
    + "|"
    + r"\b(?:do not|don't|never|stop(?:s|ped)?|quit|not to|shouldn't|should not|won't|can't)"
    + r" (?:ever )?"
    + _any("say|says|saying|write|writing|use|using|type|put|call|send|trust|believe")
    + r"\b"
)
# Words for a voice that stories have and shops have not.
_VOICED = _any(
    "whisper(?:s|ed)?|mutter(?:s|ed)?|murmur(?:s|ed)?|hiss(?:es|ed)?|sigh(?:s|ed)?|gasp(?:s|ed)?",
    "yell(?:s|ed)?|shout(?:s|ed)?|scream(?:s|ed)?|cried|cries|groan(?:s|ed)?|growl(?:s|ed)?",
    "sob(?:s|bed)?|snap(?:s|ped)?|bark(?:s|ed)?|repl(?:y|ies|ied)|begg?(?:s|ed)?|bellow(?:s|ed)?",
    "roar(?:s|ed)?|grumbl(?:es|ed)|stammer(?:s|ed)?|croak(?:s|ed)?",
)
_PRINTED = _any(
    "blurb|brochure|leaflet|flyer|poster|billboard|sticker|press release|advert|trailer|tag ?line"
)
# Right before the quotation.
_CUE_BEFORE = _compile(
    r"\b"
    + _any(
        r"(?:that|which|who) (?:say|says|said|read|reads|claim|claims|claimed|promise|promises)",
        rf"{_PRINTED}s? (?:\w+ )?(?:calls?|called|says?|said|promis(?:es?|ed)|claim(?:s|ed)?"
        r"|praise[sd]?|describes?)(?: \w+){0,2}(?: as)?",
        rf"{_VOICED} [\p{{L}} .'-]{{2,30}}|(?:said|asked) (?:he|she|they|the [\p{{L}} ]{{2,30}})",
        rf"{_WORDING}s?(?:\s{_SPEAKING_OF})?",
        rf"{_WORK}s?\b[^.!?]{{0,30}}",
        r"(?:avoid(?:ing)?|instead of|rather than|replac(?:e|es|ed|ing)|ditch|drop|delete|remove)"
        r"(?:\s(?:saying|writing|using|phrases?|words?|terms?|the|all|any|like|such as)){0,3}",
        r"flag(?:s|ged)?|catch(?:es)?|detect(?:s|ed)?|means|meaning|defined as",
        r"what (?:does|do|did|is)|why(?: we| you)?(?: \w+ing)?|like|such as",
    )
    + r"\s*[:,(]?\s*$"
)
# Right after it.
_CUE_AFTER = _compile(
    r"^\s*,?\s*"
    + _any(
        rf"(?:(?:is|was) )?(?:a|an|the|his|her|their) (?:\w+ ){{0,3}}{_WORK}\b",
        r"mean(?:s|t|ing)?\b|defined\b|in quotes",
        r"(?:is|was|are|were) (?:a|an|the|one|only|just|often|always|usually|mere|pure)?\s?"
        r"(?:claims?|lies?|phrase|overused|tactic|trick|gimmick|not true|untrue|false|clich[eé])",
        r"works? on\b|pressures?\b|to say\b",
        # a film: "Last Chance", 1987, 94 min
        r"\(?(?:1[89]|20)\d\d(?=\s?[,;)]|\s*$)",
        r"(?:stood|hung|glowed|blinked|appeared|(?:is|was|were|are) (?:written|printed|painted"
        r"|scrawled))\s(?:in|on|above|over|across|at|below|under|everywhere)\b",
        rf"{_VOICED}\b(?! (?:our|your))",
        rf"(?:he|she|they)(?: \w+ly)? (?:said|says|asked|told|{_VOICED})\b",
        r"(?:said|asked) (?:he|she|they|the (?!team|founder|owner)\p{L}+)\b",
        r"(?:is|are|was|were) (?:the|an|one of the) (?:\w+ ){0,2}"
        r"(?:tricks?|tactics?|gimmicks?|lies?|clich[eé]s?)\b",
    )
)
"""What makes a quotation a report; a testimonial or a quoted headline has none of it."""

_PLAIN_CUE = _compile(
    rf"\b{_WRONGDOING}\b[^.!?,;:]{{0,60}}?\b{_TELLING}\b"
    + r"|\b(?:beware|watch out|look out|be (?:wary|suspicious|careful|s[ck]eptical)|steer clear)"
    + r" (?:of|for|with)\b"
    + r"|\b(?:how to (?:spot|recogni[sz]e|avoid|report)|signs? of|examples? of|warning signs?)\b"
    + r"|\b(?:anyone|callers?|messages?|e ?mails?|texts?|ads?|sites?|calls?|sellers?|shops?)"
    + rf" (?:who|that|which) {_TELLING}\b"
    + r"|\bso called\s+(?:\w+\s+){0,2}$"
)
_PLAIN_CUE_AFTER = _compile(
    r"^\s(?:is|are|was|were) (?:the|an?|one of the) (?:\w+ ){0,2}"
    r"(?:tricks?|tactics?|gimmicks?|lies?|clich[eé]s?|phrases?|slogans?)\b"
)
"""What makes words without quotation marks a report: much less does."""

_QUOTATION = _any(r'"[^"]{1,80}"', "“[^“”]{1,80}”", "„[^„“]{1,80}“", "«[^«»]{1,80}»")
_QUOTES_BEFORE = _compile(rf"(?:{_QUOTATION}\s?(?:,\s?|(?:,\s)?(?:and|or|&)\s))+$")
_QUOTES_AFTER = _compile(rf"^(?:(?:\s|,|&|and\b|or\b)*+{_QUOTATION})+")
"""The other quotations of a row; what is said of a row is said of each."""


def reported(passage: Passage, start: int, end: int) -> bool:
    """Whether the span is quoted or named in a sentence that reports, teaches or warns."""
    return bool(report(passage, start, end))


def report(passage: Passage, start: int, end: int) -> str:
    """The words that make a report of the span, as they are normalised, or an empty text.

    A testimonial or a quoted headline is still copy: it needs a cue outside the quotation.
    """
    return next((cue[0].strip() for cue in _cues(passage, start, end) if cue is not None), "")


def _cues(passage: Passage, start: int, end: int) -> Iterator[regex.Match[str] | None]:
    """What is looked for around the span, one after the other."""
    text = passage.text
    quote = passage.quote(start, end)
    if quote is None:
        begin = max(passage.sentence(start, end)[0], start - _LOOK_AROUND)
        yield _PLAIN_CUE.search(text[begin:start])
        yield _PLAIN_CUE_AFTER.search(text[end : end + _LOOK_AROUND])
        return
    opening, closing = quote
    begin, finish = passage.sentence(opening, closing)
    before = text[max(begin, opening - _LOOK_AROUND) : opening]
    after = text[closing : min(finish, closing + _LOOK_AROUND)]
    for side in (before, after):
        yield _QUOTE_CUE.search(side)
        yield _PLAIN_CUE.search(side)
    yield _CUE_BEFORE.search(before)
    yield _CUE_BEFORE.search(_QUOTES_BEFORE.sub("", before))
    yield _CUE_AFTER.search(after)
    yield _CUE_AFTER.search(_QUOTES_AFTER.sub("", after))
    yield _in_a_lesson(passage, opening)


_LIST_MARK = r"(?:[-*+•‣◦–▪►»→❌✗✘🚩]|\d{1,2}[.)])\ufe0f?\s"
_ITEM_START = _compile(rf"(?:^|[.!?:]\s){_LIST_MARK}$|^$")
_LEADS = 12  # blocks; a list that is longer has lost its heading


def _in_a_lesson(passage: Passage, opening: int) -> regex.Match[str] | None:
    """What leads in to a list as a lesson or a warning, if the quotation begins an item of it."""
    before = passage.text[:opening]
    if not _ITEM_START.search(before):
        return None
    return _PLAIN_CUE.search(before) or _PLAIN_CUE.search(_lead(passage))


def _lead(passage: Passage) -> str:
    """The text of the block that stands before the list that the passage is, or belongs to."""
    blocks = passage.part.blocks
    own = bisect_left(blocks, passage.view.source_span(0, 0)[0], key=_block_start)
    for block in reversed(blocks[max(0, own - _LEADS) : own]):
        if block.role != "item" and not _LIST_ITEM.match(block.view.text):
            return block.view.text
    return ""


def _block_start(block: Block) -> int:
    return block.view.source_span(0, 0)[0]


_LIST_ITEM = _compile(rf"{_LIST_MARK}|[\"“„«]")


# ---------------------------------------------------------------- negated

_BETWEEN = (
    r"(?:"
    + _any(
        "a|an|the|our|your|my|this|that|any|some|just|really|actually|exactly|yet|another|one",
        "in|of|part|kind|those|these|about|be",
    )
    + r"\s+){0,4}"
)
"""What may stand between a negation and what it denies."""

_MUST = _any("must|have to|has to|need to|needs to|should|ought to")
_NEGATION = _compile(
    r"\b"
    + _any(
        r"(?:isn't|aren't|wasn't|weren't|ain't|won't be|not|never|no longer|hardly|without|no|nor"
        rf"|neither|zero|by no means|nothing like)\s+{_BETWEEN}",
        r"not (?:true|the case|like|as if)\s+(?:that\s+)?(?:(?:there|this|it|you|is|are|be|was"
        r"|were|your|a|an|the|our|only|just|have to|must)\s+){0,5}",
        rf"not (?:running|offering|having|doing|making|using|selling|creating)\s+{_BETWEEN}",
        r"no (?:need|pressure|rush|hurry|obligation|reason|requirement)\s+(?:for you\s+)?to\s+",
        rf"(?:nobody|no one|no customer|none of you)\s+{_MUST}\s+",
        r"(?:do not|don't|does not|doesn't|did not|didn't|needn't|no need|not have|not need"
        r"|never have|not going|never going|can't|cannot|can not|won't|will not|shouldn't"
        r"|should not)\s+(?:to\s+|ever\s+|even\s+)?",
        rf"(?:don't|do not|never|not)\s+(?:feel|think|believe)\s+(?:that\s+)?you\s+{_MUST}\s+",
        r"(?:don't|do not|never|not)\s+feel\s+(?:pressured|rushed|pushed|obliged|forced)"
        r"\s+(?:in)?to\s+",
        r"(?:don't|do not|won't|will not|never|doesn't|can't|cannot)\s+"
        + _any("have|need|want|ask|tell|rush|do|run|use|believe in|offer|make|send")
        + r"\s+(?:you\s+)?(?:to\s+)?"
        + _BETWEEN,
    )
    + "[\"'“”„«]?$"
)
# What looks like a negation and is none.
_NO_NEGATION = _compile(
    r"\b(?:why|if|whether or|or)\s+not\s+$"
    r"|\b(?:if|unless|in case|until|when)\s+(?:you|we|they|people)\s+(?:\w+\s+)?"
    r"(?:do not|don't|won't)\s+$"
    r"|\bnot\s+(?:just|only|merely)\s+(?:\w+\s+){0,3}$"
)
_STARTS_NEGATIVE = _compile(r"(?:don't|do not|never|not|no|won't|can't)\b")
_LOOK_BACK = 60  # characters; a negation farther away governs something else


def negated(passage: Passage, start: int, end: int) -> bool:
    """Whether a negation right before the span governs it: "this is not a ..."."""
    return bool(denial(passage, start, end))


def denial(passage: Passage, start: int, end: int) -> str:
    """The negation right before the span that governs it, or an empty text.

    A span that begins with the negation itself ("don't miss") is not negated.
    """
    if _STARTS_NEGATIVE.match(passage.text, start, end):
        return ""
    begin, _ = passage.sentence(start, end)
    before = passage.text[max(begin, start - _LOOK_BACK) : start]
    found = _NEGATION.search(before)
    return "" if found is None or _NO_NEGATION.search(before) else found[0].strip()
