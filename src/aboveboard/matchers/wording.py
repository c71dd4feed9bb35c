"""Wordings: how a lexicon writes a label, made into an expression.

``{brand}`` stands for a name, ``{words}`` for up to four words, ``{some-lexicon}`` for any
phrase of that lexicon.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

import regex

from aboveboard.latepattern import late_pattern
from aboveboard.normalise import normalise
from aboveboard.rulebook.book import Lexicon
from aboveboard.screen import words_in
from aboveboard.text import View

__all__ = ["LABEL_FACTS", "SLOTS", "Wording", "label_fact"]

LABEL_FACTS = ("platform-label", "media.label")
"""Facts that say that a platform shows a label of its own."""

SLOTS = ("brand", "words")
"""What may stand in braces besides the name of a lexicon."""

_SLOT = late_pattern(r"(\{[\w.-]+\})")
_SPLIT_FORM = late_pattern(r"\p{L}[._]\p{L}|\p{L}\d|\d\p{L}")
_AS_IT_IS = late_pattern(r"[a-z ]*+")  # what normalisation leaves alone
_UNSPACED = late_pattern(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}]")
_PRONOUNS = "they|he|she|we|i|nobody|someone|somebody|anyone|everyone"
# What stands before "ambassador" or is run together with it, and names nobody.
_NOBODY = (
    r"(?!(?:brand|the|an?|my|our|your|this|proud|official|global|student|campus|life|business"
    r"|gym|dance|training|workout|accountability|travel|paid|new|and|with|team|media"
    rf"|{_PRONOUNS})\b)"
)
_TOGETHER = (
    r"(?!#(?:brand|life|business|gym|dance|training|workout|accountability|travel|paid|new|my|our"
    r"|team|media|proud|official|global|student|campus|strategic|trusted|ideal|tennis|running)"
    r"\w{0,12}\b)"
)
_REST = r"(?:[\w&']|\.(?=\w))*+"
_ANY_NAME = (
    r"(?:(?:the team|(?:my|our|the) friends|the (?:folks|people)) at )?"
    r"(?!(?:the|an?|its|his|her|their|our|my|your|this|that|these|those|some|any|all|and|or|you|me"
    r"|us|them|him|it|people|readers|viewers|members|taxpayers|donations|love|law"
    rf"|{_PRONOUNS})\b)"
    rf"@?[\w&']{_REST}(?:\s(?-i:[\p{{Lu}}\p{{N}}@&]){_REST}){{0,3}}"
)
_NAME = rf"(?-i:[@\p{{Lu}}\p{{N}}]){_REST}(?:\s(?-i:[\p{{Lu}}\p{{N}}&]){_REST}){{0,3}}"
_FLAGS = regex.IGNORECASE | regex.VERSION1
_HASH = (frozenset("#"),)


class Wording:
    """One wording with its grades by jurisdiction."""

    def __init__(self, text: str, lexicons: Mapping[str, Lexicon]) -> None:
        self.grades: dict[str, str] = {}
        bare = text.lower().lstrip("#")
        self._pieces = [p if _SLOT.fullmatch(p) else _plain(p) for p in _SLOT.split(bare)]
        self._lexicons = lexicons
        literal = "".join(p for p in self._pieces if not _SLOT.fullmatch(p))
        self._slots = len(self._pieces) > 1
        self.named = "{brand}" in self._pieces
        self._joined = self.named and _is_joined(self._pieces)
        self.hashed = text.startswith("#") or self._joined
        self._literal = literal.strip()
        # Of a script that the words of a passage cannot be asked for.
        self.unspaced = bool(_UNSPACED.search(self._literal))
        # One word, alone or before a name, is a word of the language as well as a label.
        self.lone = bool(self._pieces[0]) and not (
            " " in self._literal or self._joined or self.unspaced
        )
        self.split_form = self.hashed and bool(_SPLIT_FORM.search(literal))

    def clauses(self) -> Iterator[tuple[frozenset[str], ...]]:
        """What the words and signs of a passage must hold; nothing where that cannot be said."""
        signs = _HASH if self.hashed else ()
        words = words_in(self._literal)  # as they are: expressions know no other spellings
        if self._joined or not words or self.unspaced:
            yield signs
            return
        yield (*signs, *(frozenset([word]) for word in words))
        together = self._run_together
        if together:
            yield (*_HASH, frozenset([together]))

    @property
    def _run_together(self) -> str:
        joined = self._literal.replace(" ", "").replace("'", "")
        return joined if " " in self._literal and not self._slots and joined.isalnum() else ""

    @cached_property
    def expression(self) -> regex.Pattern[str]:
        """The wording as an expression."""
        if self._joined:
            body = "".join(r"\w{2,30}" if _SLOT.fullmatch(p) else p for p in self._pieces)
            return regex.compile(rf"{_TOGETHER}#{body}\b", _FLAGS)
        if self.unspaced:
            return regex.compile(
                "".join(self._slot(p, i) for i, p in enumerate(self._pieces)), _FLAGS
            )
        body = "".join(self._slot(piece, index) for index, piece in enumerate(self._pieces))
        hashed = "#" if self.hashed else "#?"
        if self._run_together:
            body = rf"(?:{body}|(?<=#){self._run_together})"
        return regex.compile(rf"(?<![\w#@]){hashed}{body}(?!\w)", _FLAGS)

    def _slot(self, piece: str, index: int) -> str:
        """A piece of the wording as an expression."""
        if piece == "{brand}":
            if self.lone:  # "Ad Lavazza: ...", but not "#ad Die neue ..."
                return rf"(?:@[\w.]+|{_NAME}(?=\s?(?:$|[|:;,.)\]–—-]|[#@])))"
            return f"{_NOBODY}{_NAME}" if index == 1 and not self._pieces[0] else _ANY_NAME
        if piece == "{words}":
            return r"[^.!?。！？]{0,40}?" if self.unspaced else r"(?:[^\s.!?|]+\s){0,4}?"
        if _SLOT.fullmatch(piece):
            phrases = [_plain(p.text.lower()) for p in self._lexicons[piece[1:-1]].words.phrases]
            return "(?:" + "|".join(map(_escape, sorted(phrases, key=len, reverse=True))) + ")"
        follows_words = index and self._pieces[index - 1] == "{words}"
        return _escape(piece.lstrip(" ") if follows_words else piece)


def _escape(text: str) -> str:
    return str(regex.escape(text, special_only=True))


def _plain(text: str) -> str:
    return text if _AS_IT_IS.fullmatch(text) else normalise(View(text)).text.lower()


def _is_joined(pieces: Iterable[str]) -> bool:
    """Whether a wording runs a name together with a word: ``#{brand}partner``."""
    return any(
        p and not p.startswith(" ") and not p.endswith(" ") and p != "#"
        for p in pieces
        if p[:1] != "{"
    )


def label_fact(text: str) -> str:
    """The fact that a wording names, if it is nothing else, or an empty text."""
    name = text[1:-1] if _SLOT.fullmatch(text) else ""
    return name if name in LABEL_FACTS else ""
