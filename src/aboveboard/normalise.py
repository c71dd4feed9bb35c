"""Normalisation: the text that matchers see.

Three passes, each a view over the one before: *letters* makes every character plain, *words*
mends words of mixed script, *spacing* puts the gaps between words right.  Text that needs
none, as most does, is passed on as it is.  Addresses (URLs, e-mail addresses, handles) are
left alone by all.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from functools import lru_cache

import regex

from aboveboard.confusables import LOOK_ALIKES, STYLED
from aboveboard.text import Edit, View

__all__ = ["KINDS", "PLACEHOLDER", "normalise"]

PLACEHOLDER = "\ufffc"
"""Stands for a merge tag or template placeholder; OBJECT REPLACEMENT CHARACTER."""

KINDS = {
    "styled": "a styled letter: 𝗟𝗮𝘀𝘁, Ｌａｓｔ, Ⓛast",
    "form": "a compatibility form: ﬁ, …, ½, a letter and its accent apart",
    "look-alike": "a Cyrillic or Greek letter inside a Latin word",
    "zero-width": "an invisible character",
    "spaced": "letters set apart: L A S T",
    "space": "white space other than one plain space",
    "line": "white space with a line end in it",
    "hyphen": "a hyphen inside a compound",
    "glued": "a missing space: tonight!Buy, 50%off",
    "placeholder": "a merge tag or template placeholder",
    "quote": "a typographic apostrophe",
}
"""The kinds of edit, and what each stands for.  ``markup`` is added by :class:`ViewBuilder`."""

DISGUISES = frozenset({"styled", "look-alike", "zero-width", "spaced"})
"""The kinds that hide a word from a reader who searches for it."""

# What is never touched: addresses, handles and file names.
_ADDRESS = r"""
    (?:https?://|www\.)[^\s<>"]+
  | [\w.+-]+@[\w-]+(?:\.[\w-]+)+
  | (?<![\w@])@[\w.]+
  | \b[\w-]+(?:\.[\w-]+)*\.[a-z]{2,24}/[^\s<>"]*
"""
_PLACEHOLDERS = r"""
    \{\{\{?[^{}\n]{0,200}\}?\}\} | \{%-?[^{}%\n]{0,200}%\} | <%=?[^<>%\n]{0,200}%>
  | \$\{[^{}\n]{0,200}\} | \*\|[^|*\n]{1,80}\|\* | %%[\w\ ]{1,60}%%
  | %\([\w.]+\)[sd] | %(?:\d+\$)?[sd]\b
  | \{(?:KeyWord|LOCATION|CUSTOMIZER|=?(?:GLOBAL_)?COUNTDOWN)\b[^{}\n]{0,200}\} | \{[\w.-]{0,60}\}
"""
# Characters without width or with no glyph.  Joiners stand apart: between emoji, and in the
# scripts that need them, they are part of the writing.
_INVISIBLE = (
    r"\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u202a-\u202e"
    r"\u2060-\u2069\ufeff\U000e0001\U000e0020-\U000e007f"
)
_JOINER = r"\u200c\u200d"
_PLAIN_NEIGHBOUR = r"\p{Latin}\p{Cyrillic}\p{Greek}\p{N}\p{P}\s"

_FLAGS = regex.VERBOSE | regex.VERSION1

_LETTERS = regex.compile(
    rf"""
    (?P<address>{_ADDRESS})
  | (?P<placeholder>{_PLACEHOLDERS})
  | (?P<invisible>[{_INVISIBLE}]+
        | [{_JOINER}]+(?=[{_PLAIN_NEIGHBOUR}]|$) | (?<=^|[{_PLAIN_NEIGHBOUR}])[{_JOINER}]+
        | [\p{{Cc}}--[\t-\r\x1c-\x1f\x85]]+)
  | (?P<quote>[‘’‛ʼ´`＇])
  | (?P<cluster>(?:[^\x00-\x7f]|[A-Za-z](?=\p{{M}}))\p{{M}}*+)
    """,
    _FLAGS,
)
_LETTERS_SUSPECT = regex.compile(r"[^\t\n\r\x20-\x7e]|[{}%`]|<%|\*\|")

_SPACING = regex.compile(
    rf"""
    (?P<address>{_ADDRESS})
  | (?P<spaced>(?<![\p{{L}}\p{{N}}'])\p{{L}}(?:[ .·_*]\p{{L}}(?![\p{{L}}\p{{N}}'])){{3,}}+)
  | (?P<space>[\s\x1c-\x1f]{{2,}}+|[^\S\x20])
  | (?P<hyphen>(?<=\p{{L}})[-‐‑](?=[\p{{L}}\p{{N}}])|(?<=\p{{N}})[-‐‑](?=\p{{L}}))
  | (?P<glued>(?<=[\p{{Ll}}\p{{N}}]{{2}})[.!?]++(?=\p{{Lu}}\p{{Ll}}) | (?<=\p{{L}})[!?]++(?=\p{{L}})
        | (?<=\p{{L}})[,;:](?=\p{{Lu}}\p{{Ll}}) | (?<=[ASUC])(?=\$\d) | (?<=\d)%(?=\p{{L}})
        | (?<=[\p{{L}}\p{{N}}%])(?={PLACEHOLDER}) | {PLACEHOLDER}(?=[\p{{L}}\p{{N}}])
        | (?<=\d)(?=\p{{L}}{{4}}|(?i:am|pm|off|day|min|sec|hr|hrs|pcs|left)\b)
        | (?<=\p{{L}}{{4}})(?=\d++\p{{L}}{{4}}))
    """,
    _FLAGS,
)
_SPACING_SUSPECT = regex.compile(
    rf"[^\x20-\x7e]|\x20\x20|-|[.!?,;:%{PLACEHOLDER}][A-Za-z]|\d[A-Za-z{PLACEHOLDER}]|[A-Za-z][\d$]"
    r"|\b\w[ ._*]\w[ ._*]\w[ ._*]\w\b"
)

_NEVER_FOLDED = frozenset("™®©℠ªº²³¹")
# Marks that cross out, underline or enclose a letter; no spelling needs them.
_DECORATION = regex.compile(r"[\u0305\u0332-\u0338\u0333\u033f\u20d0-\u20f0\u0489\u0488]+")


@lru_cache(maxsize=4096)
def _fold(cluster: str) -> str:
    """What a character with its marks looks like in plain letters."""
    head = cluster[0]
    if head in _NEVER_FOLDED:
        return cluster
    if head in STYLED:
        return STYLED[head]
    folded = unicodedata.normalize("NFKC", cluster).replace("\u2044", "/")
    if len(folded) > 1 and "\ufe0f" not in folded:
        folded = _DECORATION.sub("", folded)
        letters = regex.sub(r"\p{M}+", "", folded)
        if len(folded) - len(letters) > 2:  # stacked marks spell nothing
            folded = letters
    return folded


_FOREIGN = regex.compile(r"[\p{Cyrillic}\p{Greek}\p{Armenian}]")
_LATIN = regex.compile(r"\p{Latin}")
_ALL_LATIN = regex.compile(r"[\p{Latin}\p{M}]+")
_MIXED = regex.compile(
    rf"(?P<address>{_ADDRESS})|(?P<word>[\p{{Latin}}\p{{Cyrillic}}\p{{Greek}}\p{{Armenian}}\p{{M}}]++)",
    _FLAGS,
)


def _fold_word(word: str) -> str:
    """A word that mixes scripts with its look-alikes made Latin, if that leaves it all Latin."""
    if not (_FOREIGN.search(word) and _LATIN.search(word)):
        return word
    folded = "".join(LOOK_ALIKES.get(char, char) for char in word)
    return folded if _ALL_LATIN.fullmatch(folded) else word


_BETWEEN_LETTERS = regex.compile(r"[ .·_*]")


def _letters(kind: str, text: str) -> tuple[str, str]:
    match kind:
        case "invisible":
            return "", "zero-width"
        case "quote":
            return "'", "quote"
        case "placeholder":
            return PLACEHOLDER, "placeholder"
    folded = _fold(text)
    return folded, "styled" if folded.isascii() and folded.isalnum() and len(
        folded
    ) == 1 else "form"


def _words(kind: str, text: str) -> tuple[str, str]:
    return _fold_word(text), "look-alike"


def _spacing(kind: str, text: str) -> tuple[str, str]:
    match kind:
        case "spaced":
            return _BETWEEN_LETTERS.sub("", text), "spaced"
        case "space":
            return " ", "line" if "\n" in text or "\r" in text else "space"
        case "hyphen":
            return " ", "hyphen"
    return text + " ", "glued"


def _rewrite(
    view: View, pattern: regex.Pattern[str], replace: Callable[[str, str], tuple[str, str]]
) -> View:
    """``view`` with what ``pattern`` finds replaced; the same view if nothing changes."""
    text = view.text
    pieces: list[str] = []
    edits: list[Edit] = []
    reached = length = 0
    for match in pattern.finditer(text):
        group = match.lastgroup
        if group == "address":
            continue
        found = match[0]
        new, kind = replace(group, found)
        if new == found:
            continue
        start, end = match.span()
        pieces.append(text[reached:start])
        length += start - reached
        pieces.append(new)
        edits.append(Edit(length, length + len(new), start, end, kind))
        length += len(new)
        reached = end
    if not edits:
        return view
    pieces.append(text[reached:])
    return View("".join(pieces), edits=tuple(edits), base=view)


def normalise(view: View) -> View:
    """The plain text of ``view``, mapped to where it came from.

    Text that needs no change comes back as the view that was given.
    """
    if _LETTERS_SUSPECT.search(view.text):
        view = _rewrite(view, _LETTERS, _letters)
        if _FOREIGN.search(view.text) and _LATIN.search(view.text):
            view = _rewrite(view, _MIXED, _words)
    if _SPACING_SUSPECT.search(view.text):
        view = _rewrite(view, _SPACING, _spacing)
    return view
