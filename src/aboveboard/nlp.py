"""spaCy, as far as the linter needs it: a blank English pipeline, no model, no network.

Importing this module imports spaCy, which costs more than linting a clean draft; nothing on
the way to a clean result does so.
"""

from __future__ import annotations

import re
from functools import cache

import regex
from spacy.attrs import NORM, ORTH, SHAPE
from spacy.lang.en import English, EnglishDefaults
from spacy.lang.norm_exceptions import BASE_NORMS
from spacy.language import Language
from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex

from aboveboard.latepattern import late_pattern
from aboveboard.normalise import PLACEHOLDER
from aboveboard.wordclasses import CLOCK_WORDS, CURRENCY_CODES, CURRENCY_SIGNS, NUMBER_WORDS

__all__ = ["CAPS", "LONGEST", "NORMS", "OTHER", "make_nlp", "parse", "tokenizer_exceptions"]

LONGEST = 100_000
"""The longest text handed to spaCy at once, in characters; spaCy itself refuses 1,000,000."""

_LONGEST_SUFFIX = 40  # characters, with those before it that its expression looks at

CAPS = "CAPS"
OTHER = "OTHER"
"""The tags of a token that is written in capitals, and of any other."""

# spaCy's norms make quotes and dashes equal, and all currencies too, which copy must not.  They
# leave other spellings of one word apart.
NORMS = {written: norm for written, norm in BASE_NORMS.items() if norm != "$"} | {
    "p.m.": "pm", "a.m.": "am", "p.m": "pm", "a.m": "am", "pct": "percent", "&": "and"
}  # fmt: skip

# Names that stand for an address without a path; "node.js" and "u.s.a" must not.
_DOMAIN = (
    r"[\w-]+(?:\.[\w-]+)*\.(?:com|net|org|io|co|shop|store|app|dev|eu|info|biz|uk|de|fr|ca|au)"
)
_DOLLARS = r"(?:us|au?|ca?|nz|hk|s|r)"
# One word class a token, tried in this order.
_CLASSES = [
    ("placeholder", late_pattern(PLACEHOLDER)),
    ("clock", late_pattern(r"(?:[01]?\d|2[0-4]):[0-5]\d(?::[0-5]\d)?|midnight|noon|midday")),
    ("number", late_pattern(r"\d[\d,.]*(?:[km]|bn)?\+?|\d+/\d+|\.\d+")),
    ("pence", late_pattern(r"\d{1,2}p|\d+(?:\.\d+)?¢")),
    (
        "url",
        late_pattern(rf"(?:https?://|www\.)\S+|[\w-]+(?:\.[\w-]+)*\.[a-z]{{2,}}/\S*|{_DOMAIN}"),
    ),
    ("handle", late_pattern(r"@[\w.]+")),
    (
        "emoji",
        late_pattern(
            r"[[\p{Extended_Pictographic}\p{Regional_Indicator}]--[\p{ASCII}©®™]"
            r"||[\ufe0e\ufe0f\u200d\u20e3\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]]+",
            regex.V1,
        ),
    ),
    ("currency", late_pattern(rf"[{CURRENCY_SIGNS}]|{_DOLLARS}\$")),
]


def word_class(text: str) -> str:
    """The class of a lower-case token: ``number``, ``clock``, ``emoji`` ... or ``word``."""
    if text.isalpha():
        if text in NUMBER_WORDS:
            return "number"
        if text in CURRENCY_CODES:
            return "currency"
        if text not in CLOCK_WORDS:
            return "word"
    for name, pattern in _CLASSES:
        if pattern.fullmatch(text):
            return name
    return "word"


def _norm(text: str) -> str:
    return NORMS.get(text, text)


# Words in their own right, which spaCy reads as "I'd" and "we'd".
_NO_CONTRACTIONS = frozenset({"id", "wed"})
# The past is not the present: "you didn't miss it" is not "don't miss it".
_OTHER_TENSES = frozenset({"did", "had"})


def tokenizer_exceptions() -> dict[str, list[dict[int, str]]]:
    """English tokenizer exceptions without the norms that would make two words one.

    Contractions keep theirs ("don't" is "do not"); "Mass." does not become a state, nor
    "mon." a day, and a number before am and pm is left to the view.  Those that no normalised
    text in lower case can hold are left out.
    """
    kept = {}
    for orth, tokens in EnglishDefaults.tokenizer_exceptions.items():
        if orth[0].isdigit() or orth in _NO_CONTRACTIONS or orth != orth.lower() or "’" in orth:
            continue
        alone = "'" not in orth and len(tokens) == 1
        kept[orth] = [
            {ORTH: token[ORTH]} if alone or token[ORTH].lower() in _OTHER_TENSES else token
            for token in tokens
        ]
    return kept


class _Defaults(EnglishDefaults):
    lex_attr_getters = {  # noqa: RUF012 - spaCy declares these as they are
        **EnglishDefaults.lex_attr_getters,
        NORM: _norm,
        SHAPE: word_class,
    }
    tokenizer_exceptions = tokenizer_exceptions()
    prefixes = (*(EnglishDefaults.prefixes or ()), rf"{_DOLLARS}\$(?=\d)", r"[-+](?=[$€£¥₹]?\d)")
    infixes = [  # noqa: RUF012
        *(EnglishDefaults.infixes or ()),
        r"(?<=[0-9%])[-–—](?=[$€£¥₹0-9a-z])",
        r"(?<=[0-9])%(?=[-–—])",
        r"(?<=[0-9][-–—])[$€£¥₹]",
    ]


class _Copy(English):  # type: ignore[no-untyped-call]
    Defaults = _Defaults


def _tokenizer(nlp: Language) -> Tokenizer:
    """English's tokenizer, made at one go: whatever is set later has it read all exceptions anew.

    spaCy reads a word from its beginning for every suffix that it takes off: for ten thousand
    quotation marks in a row, half a minute.
    """
    defaults = _Defaults
    search = compile_suffix_regex(defaults.suffixes or ()).search
    return Tokenizer(
        nlp.vocab,
        rules=defaults.tokenizer_exceptions,
        prefix_search=compile_prefix_regex(defaults.prefixes).search,
        suffix_search=lambda word: search(word[-_LONGEST_SUFFIX:]),
        infix_finditer=compile_infix_regex(defaults.infixes).finditer,
        token_match=defaults.token_match,
        url_match=defaults.url_match,
    )


@cache
def make_nlp() -> Language:
    """The blank English pipeline with the linter's norms and word classes.

    SHAPE, which a blank pipeline has no other use for, holds the word class.
    """
    nlp = _Copy(create_tokenizer=_tokenizer)
    # spaCy lays its own norms over those of the defaults; here they go over nothing.
    nlp.vocab.lex_attr_getters[NORM] = _norm  # type: ignore[attr-defined]
    return nlp


_SURROGATE = re.compile("[\ud800-\udfff]")


def _lower(text: str) -> str:
    """``text`` in lower case, character by character, so that offsets stay what they are."""
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(c if len(c.lower()) != 1 else c.lower() for c in text)


def parse(text: str) -> Doc:
    """The tokens of a normalised text, in lower case (at most :data:`LONGEST` characters).

    Lower case, because spaCy's rules for contractions do not know capitals ("DON'T").
    """
    # spaCy keeps words as UTF-8, which has no place for half a surrogate pair.
    return make_nlp().make_doc(_SURROGATE.sub("\ufffd", _lower(text)))
