"""Which language a text is plainly in, so that nothing unread is called clean.

This is no language identification: it answers only where the function words, or the script,
leave no doubt, and says None otherwise.  Short texts are never judged.
"""

from __future__ import annotations

import regex

from aboveboard.latepattern import late_pattern

__all__ = ["plain_language"]

# Frequent function words that are no English words; each list its own.
_WORDS = {
    "de": "und der die das ist nicht mit für auf ein eine wir sie ihr dem den auch bei von zu",
    "fr": "et le la les des une est pas pour dans vous nous avec sur que qui ce cette plus au",
    "es": "y el los las una es para con que por del su sus este esta muy pero más como nuestro",
    "it": "e il gli una è per con che del della sono non nostro questo questa più anche nella",
    "pt": "e o os as um uma é para com que do da não mais seu sua nosso você são na nos",
    "nl": "en het een is niet voor met van op je wij zijn ook bij naar deze dit uw maar onze",
    "pl": "i w na z się nie to jest dla że do po od jak już tylko lub przez nasz",
    "sv": "och det en ett är inte för med på av vi du som till den har kan våra din men",
    "da": "og det en et er ikke for med på af vi du som til den har kan vores din men",
    "no": "og det en et er ikke for med på av vi du som til den har kan våre din men",
    "fi": "ja on ei se että kun mutta myös tai ovat sekä niin nyt vain joka tämä meidän",
    "tr": "ve bir bu için ile de da çok daha ne gibi olarak sizin bizim kadar ama her",
}
_LISTS = {code: frozenset(words.split()) for code, words in _WORDS.items()}
_ENGLISH = frozenset(
    "the and is are you your for with of to in on it this that we our not have from at be".split()
)
_ENOUGH = 5  # distinct function words
_OTHER_SCRIPT = late_pattern(r"[\p{L}--\p{Latin}]", regex.V1)
_LATIN = late_pattern(r"\p{Latin}")


def plain_language(text: str, words: frozenset[str]) -> str | None:
    """``en``, another language's code, ``other`` for another script, or None where in doubt.

    ``words`` are the lower-case words of ``text``.
    """
    if not text.isascii():
        others = len(_OTHER_SCRIPT.findall(text))
        if others >= 20 and others > 2 * len(_LATIN.findall(text)):
            return "other"
    english = len(words & _ENGLISH)
    hits = {code: len(words & listed) for code, listed in _LISTS.items()}
    best = max(hits, key=lambda code: hits[code])
    if hits[best] >= _ENOUGH and hits[best] >= 2 * english:
        # Danish and Norwegian share their function words; either says "not English".
        return best
    return "en" if english >= _ENOUGH else None
