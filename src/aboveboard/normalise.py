"""Normalisation: the text that matchers see.

Four passes, each a view over the one before: *invisible* drops what has no width, *letters*
makes every character plain, *words* mends words of mixed script, *spacing* puts the gaps
between words right.  Text that needs none, as most does, is passed on as it is.  Addresses
(URLs, e-mail addresses, handles) are left alone by all.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache

import regex

from aboveboard.confusables import LOOK_ALIKES, STYLED
from aboveboard.latepattern import late_pattern
from aboveboard.text import Edit, View

__all__ = ["DISGUISES", "KINDS", "PLACEHOLDER", "normalise"]

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

# What is never touched: addresses and handles.  Each is tried only where a word begins and gives
# nothing back, or a long word would be read once from each of its letters.
_ADDRESS = r"""
    (?:https?://|www\.)[^\s<>"]++
  | (?<![\w.+-])[\w.+-]++@[\w-]++(?:\.[\w-]++)++
  | (?<![\w@])@[\w.]++
  | (?<![\w.-])[\w-]++(?:\.[\w-]++)++(?<=\.[A-Za-z]{2,24})/[^\s<>"]*+
"""
# Words that nothing can be wrong with; most of any copy, read at one go.
_PLAIN = r"(?<![^\x20])(?:[A-Za-z]{2,}+[.,;:!?]?+\x20(?=[^\s\x1c-\x1f]))++"
_PLACEHOLDERS = r"""
    \{\{\{?[^{}\n]{0,200}\}?\}\} | \{%-?[^{}%\n]{0,200}%\} | <%=?[^<>%\n]{0,200}%>
  | [$#%]\{[^{}\n]{0,200}\} | \*\|[^|*\n]{1,80}\|\* | %%[\w\ ]{1,60}%% | %%=[^%\n]{1,200}=%%
  | (?<!\d)%(?: [A-Z][A-Z_]{1,40}% | \([\w.]{1,60}\)[sd]
        | (?:\d+\$)?[-+0]?\d{0,3}(?:\.\d)?(?:[sdifu@]|l?l[du])(?!\w) )
  | \{(?:KeyWord|LOCATION|CUSTOMIZER|=?(?:GLOBAL_)?COUNTDOWN)\b[^{}\n]{0,200}\} | \{!?[\w.-]{0,60}\}
  | \{\s*+\w{1,40}\s*+,\s*+(?:plural|select|selectordinal|number|date|time)\b
        (?:[^{}]++|\{[^{}]*+\})*+\}
"""
# Characters without width or with no glyph.  Joiners stand apart: between emoji, and in the
# scripts that need them, they are part of the writing.
_INVISIBLE = (
    r"\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u202a-\u202e"
    r"\u2060-\u2069\ufeff\U000e0001\U000e0020-\U000e007f\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f"
)
_JOINER = r"\u200c\u200d"
# Where a joiner joins nothing: beside a letter of these scripts, plain or styled, or its accent.
_PLAIN_NEIGHBOUR = (
    r"\x21-\x7e\p{Latin}\p{Cyrillic}\p{Greek}\p{N}\p{P}\s\u0300-\u036f"
    r"[\p{Common}&&\p{L}]\U0001f130-\U0001f189"
)

_FLAGS = regex.VERBOSE | regex.VERSION1

_INVISIBLES = late_pattern(
    rf"""
    (?P<plain>{_PLAIN})
  | (?P<address>{_ADDRESS})
  | (?P<flag>\U0001f3f4[\U000e0020-\U000e007e]++\U000e007f)
  | (?P<invisible>[{_INVISIBLE}{_JOINER}]{{2,}}+ | [{_INVISIBLE}]
        | [{_JOINER}](?=[{_PLAIN_NEIGHBOUR}]|$) | (?<=^|[{_PLAIN_NEIGHBOUR}])[{_JOINER}])
    """,
    _FLAGS,
)
_INVISIBLES_SUSPECT = late_pattern(rf"[{_INVISIBLE}{_JOINER}]")

_LETTERS = late_pattern(
    rf"""
    (?P<plain>{_PLAIN})
  | (?P<address>{_ADDRESS})
  | (?P<placeholder>{_PLACEHOLDERS})
  | (?P<fraction>(?<=\d)[¼-¾⅐-⅞])
  | (?P<cluster>[\u1100-\u1112][\u1161-\u1175][\u11a8-\u11c2]?+  # the jamo of a Hangul syllable
        | (?:[^\x00-\x7f]|[A-Za-z0-9](?=\p{{M}}))\p{{M}}*+|`)
    """,
    _FLAGS,
)
_LETTERS_SUSPECT = late_pattern(r"[^\t\n\r\x20-\x7e]|[{}%`]|<%|\*\|")

# Signs that part words as a space does, and what may follow an emoji as a piece of it.
_SIGN = (
    rf"[[\p{{So}}\p{{Sm}}\p{{Extended_Pictographic}}\p{{Regional_Indicator}}•‣⁃◦‹›※]"
    rf"--[\x00-\x7f{PLACEHOLDER}]||[|~]]"
)
_SIGN_PART = r"[\ufe0e\ufe0f\u200d\u20e3\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]"

_SPACING = late_pattern(
    rf"""
    (?P<plain>{_PLAIN})
  | (?P<address>{_ADDRESS})
  | (?P<spaced>(?<![\p{{L}}\p{{N}}'])\p{{L}}(?P<gap>\r\n|\s{{2,3}}|[\s.·•_*‐‑-])
        \p{{L}}(?![\p{{L}}\p{{N}}'])(?:(?P=gap)\p{{L}}(?![\p{{L}}\p{{N}}'])){{2,}}+)
  | (?P<space>[\s\x1c-\x1f]{{2,}}+|[^\S\x20])
  | (?P<hyphen>(?<=\p{{L}})[-‐‑](?=[\p{{L}}\p{{N}}]) | (?<=[\p{{N}}%])[-‐‑](?=\p{{L}})
        | (?<=\p{{L}})–(?=\p{{L}}))
  | (?P<glued>(?<=[^\s\x1c-\x1f{_SIGN}{_SIGN_PART}])(?={_SIGN})
        | (?<={_SIGN}{_SIGN_PART}*)(?=[^\s\x1c-\x1f{_SIGN}{_SIGN_PART}])
        | (?<=[\p{{Ll}}\p{{N}}]{{2}})[.!?]++(?=\p{{Lu}}\p{{Ll}})
        | (?<=\p{{L}})[!?]++(?=[\p{{L}}\p{{N}}])
        | (?<=\p{{L}})[,;:](?=\p{{Lu}}\p{{Ll}}) | (?<=\d)%(?=\p{{L}})
        | (?<=[\p{{L}}\p{{N}}%])(?={PLACEHOLDER}) | {PLACEHOLDER}(?=[\p{{L}}\p{{N}}])
        | (?<=\d)(?=\p{{L}}{{4}}|(?i:[ap]\.?m|off|day|min|sec|hr|hrs|pcs|pct|left)\b)
        | (?<=\p{{L}}{{4}})(?=\d++\p{{L}}{{4}}))
    """,
    _FLAGS,
)
_SPACING_SUSPECT = late_pattern(
    rf"[^\S\x20]|[\x1c-\x1f]|\x20\x20|{_SIGN}|{PLACEHOLDER}|[-‐‑–]|\d\p{{L}}|\p{{L}}\d"
    r"|[.!?,;:%][\p{L}\p{N}]|\b\p{L}[.·•_*\x20]\p{L}[.·•_*\x20]\p{L}[.·•_*\x20]\p{L}\b",
    regex.VERSION1,
)
# The same answer for most copy, ten times faster: words and numbers with one space between them.
_SPACED_WELL = re.compile(
    r"""(?:["'(]?(?:[A-Za-z]{2,}+(?:'[a-z]++)?|[$€£]?[0-9]++(?:[.,:][0-9]++)*+%?|[aI](?=\x20[A-Za-z]{2}))
        [.,;:!?)"']*+(?:\x20(?!\x20)|\Z))*+\Z""",
    re.VERBOSE,
)

_NEVER_FOLDED = frozenset("™®©℠ªº²³¹")
# Marks that cross out, underline or enclose a letter; no spelling needs them.
_DECORATION = late_pattern(r"[\u0305\u0332-\u0338\u0333\u033f\u20d0-\u20f0\u0489\u0488]+")


@lru_cache(maxsize=4096)
def _fold(cluster: str) -> str:
    """What a character with its marks looks like in plain letters."""
    if cluster[0] in _NEVER_FOLDED:
        return cluster
    folded = unicodedata.normalize("NFKC", cluster)
    if folded == cluster and "\ufe0f" in cluster and cluster[0] not in STYLED:
        # An emoji, or a digit on a key.
        return cluster[0] if cluster[0].isdigit() else cluster
    folded = folded.replace("\u2044", "/").replace("\ufe0f", "")
    # Looked up after folding too: the raised forms of small capitals fold to small capitals.
    for head in (cluster[0], folded[0]):
        if head in STYLED:
            return STYLED[head]
    if len(folded) > 1:
        folded = _DECORATION.sub("", folded)
        letters = regex.sub(r"\p{M}+", "", folded)
        if len(folded) - len(letters) > 2:  # stacked marks spell nothing
            folded = letters
    return folded


_FOREIGN = late_pattern(r"[\p{Cyrillic}\p{Greek}\p{Armenian}]")
_LATIN = late_pattern(r"\p{Latin}")
_ALL_LATIN = late_pattern(r"[\p{Latin}\p{M}]+")
_MIXED = late_pattern(
    rf"(?P<address>{_ADDRESS})|(?P<word>[\p{{Latin}}\p{{Cyrillic}}\p{{Greek}}\p{{Armenian}}\p{{M}}]++)",
    _FLAGS,
)


def _fold_word(word: str) -> str:
    """A word that mixes scripts with its look-alikes made Latin, if that leaves it all Latin."""
    if not (_FOREIGN.search(word) and _LATIN.search(word)):
        return word
    letters = "".join(LOOK_ALIKES.get(char, char) for char in word)
    folded = unicodedata.normalize("NFC", letters)
    return folded if _ALL_LATIN.fullmatch(folded) else word


def _invisible(kind: str, text: str) -> tuple[str, str]:
    return ("", "zero-width") if kind == "invisible" else (text, kind)


_QUOTES = "‘’‛ʼ´`＇"
_STRAIGHT = str.maketrans(dict.fromkeys(_QUOTES, "'"))


def _letters(kind: str, text: str) -> tuple[str, str]:
    if kind == "placeholder":
        return PLACEHOLDER, "placeholder"
    if kind == "fraction":  # 2½ is not 21/2
        return " " + _fold(text), "form"
    if text in _QUOTES:
        return "'", "quote"
    folded = _fold(text).translate(_STRAIGHT)
    plain = len(folded) == 1 and folded.isascii() and folded.isalnum()
    return folded, "styled" if plain else "form"


def _words(kind: str, text: str) -> tuple[str, str]:
    return _fold_word(text), "look-alike"


def _spacing(kind: str, text: str) -> tuple[str, str]:
    match kind:
        case "spaced":
            return "".join(filter(str.isalpha, text)), "spaced"
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
        if group == "plain" or group == "address":
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
    if _INVISIBLES_SUSPECT.search(view.text):
        view = _rewrite(view, _INVISIBLES, _invisible)
    if _LETTERS_SUSPECT.search(view.text):
        view = _rewrite(view, _LETTERS, _letters)
        if _FOREIGN.search(view.text) and _LATIN.search(view.text):
            view = _rewrite(view, _MIXED, _words)
    if not _SPACED_WELL.match(view.text) and _SPACING_SUSPECT.search(view.text):
        view = _rewrite(view, _SPACING, _spacing)
    return view
