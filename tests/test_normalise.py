from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from samples import AWKWARD

from aboveboard.normalise import DISGUISES, KINDS, PLACEHOLDER, normalise
from aboveboard.text import View

P = PLACEHOLDER


def slice_of(view: View, source: str, piece: str) -> str:
    """What stands in the source for the only place of ``piece`` in the text."""
    assert view.text.count(piece) == 1
    start = view.text.index(piece)
    a, b = view.source_span(start, start + len(piece))
    return source[a:b]


LETTERS = [
    # source, text, kinds, what stands in the source for a piece of the text
    ("𝗟𝗮𝘀𝘁 𝗰𝗵𝗮𝗻𝗰𝗲", "Last chance", "styled", {"chance": "𝗰𝗵𝗮𝗻𝗰𝗲"}),
    ("𝓛𝓪𝓼𝓽 𝕔𝕙𝕒𝕟𝕔𝕖", "Last chance", "styled", {"Last": "𝓛𝓪𝓼𝓽"}),
    ("Ｌａｓｔ　ｃｈａｎｃｅ", "Last chance", "styled form", {"chance": "ｃｈａｎｃｅ"}),
    ("Ⓛⓐⓢⓣ call", "Last call", "styled", {"Last": "Ⓛⓐⓢⓣ"}),
    ("🅛🅐🅢🅣 🅻🅰🆂🆃 🄻🄰🅂🅃", "LAST LAST LAST", "styled", {}),
    ("⒧⒜⒮⒯ 🄛🄐🄢🄣", "last LAST", "styled", {"last": "⒧⒜⒮⒯"}),
    ("ʟᴀꜱᴛ ᴄʜᴀɴᴄᴇ", "last chance", "styled", {"chance": "ᴄʜᴀɴᴄᴇ"}),
    ("ˡᵃˢᵗ ᶜʰᵃᶰᶜᵉ", "last chance", "styled", {"chance": "ᶜʰᵃᶰᶜᵉ"}),
    ("🅱\ufe0fuy now", "Buy now", "styled", {"Buy": "🅱\ufe0fuy"}),
    ("only 3\ufe0f\u20e3 left", "only 3 left", "styled", {"3": "3\ufe0f\u20e3"}),
    ("l\u0336a\u0336s\u0336t\u0336", "last", "styled", {"last": "l\u0336a\u0336s\u0336t\u0336"}),
    ("l\u0332ast", "last", "styled", {"last": "l\u0332ast"}),
    ("l\u0316\u0317\u0318\u0319ast", "last", "styled", {"l": "l\u0316\u0317\u0318\u0319"}),
    ("ﬁnal oﬀer", "final offer", "form", {"final": "ﬁnal", "offer": "oﬀer"}),
    ("Wait…", "Wait...", "form", {"...": "…"}),
    ("½ price, 2½ hours", "1/2 price, 2 1/2 hours", "form", {"2 1/2": "2½"}),
    ("cafe\u0301", "café", "form", {"café": "cafe\u0301"}),
    ("Glow™ ® © serum²", "Glow ™ ® © serum²", "glued", {"Glow": "Glow", "serum²": "serum²"}),
    ("la\u200bst ch\u00adance\ufeff", "last chance", "zero-width", {"last": "la\u200bst"}),
    ("l\u2060a\u202es\u034ft\x00", "last", "zero-width", {"last": "l\u2060a\u202es\u034ft"}),
    ("b\u200b\u0336uy", "buy", "zero-width styled", {"buy": "b\u200b\u0336uy"}),
    ("𝗹\u200d𝗮\u200c𝘀𝘁", "last", "zero-width styled", {"last": "𝗹\u200d𝗮\u200c𝘀𝘁"}),
    ("don’t, don´t, don`t", "don't, don't, don't", "quote", {}),
    ("lаst chаnce", "last chance", "look-alike", {"last": "lаst"}),
    ("#аd", "#ad", "look-alike", {"ad": "аd"}),
    ("Ρatreon о́ffer", "Patreon óffer", "look-alike", {"óffer": "о́ffer"}),
    # true Cyrillic and Greek, and scripts that need their joiners
    ("Последний шанс", "Последний шанс", "", {}),
    ("τελευταία ευκαιρία", "τελευταία ευκαιρία", "", {}),
    ("Wi-Fi за 5 минут", "Wi Fi за 5 минут", "hyphen", {"за": "за"}),
    ("Ωmega ЖЖlast", "Ωmega ЖЖlast", "", {}),  # no Latin word either way
    ("می\u200cخواهم", "می\u200cخواهم", "", {}),
    ("क्\u200dष", "क्\u200dष", "", {}),
    ("\ufdfa", "صلى الله عليه وسلم", "form", {"صلى": "\ufdfa", "الله": "\ufdfa"}),
    ("\u1112\u1161\u11ab", "한", "form", {"한": "\u1112\u1161\u11ab"}),
    # emoji stay as they are
    ("👩🏽\u200d🚀 🇬🇧 ❤\ufe0f 🪄", "👩🏽\u200d🚀 🇬🇧 ❤\ufe0f 🪄", "", {}),
    (
        "🏴\U000e0067\U000e0062\U000e007f",
        "🏴\U000e0067\U000e0062\U000e007f",
        "",
        {},
    ),
]  # fmt: skip

SPACES = [
    ("tonight!Buy now", "tonight! Buy now", "glued", {"tonight!": "tonight!", "Buy": "Buy"}),
    ("left!!!Hurry", "left!!! Hurry", "glued", {"left!!!": "left!!!", "Hurry": "Hurry"}),
    ("CHANCE!!1", "CHANCE!! 1", "glued", {"CHANCE": "CHANCE"}),
    ("ends.Buy yes,No so:That", "ends. Buy yes, No so: That", "glued", {}),
    ("50%off", "50% off", "glued", {"50%": "50%", "off": "off"}),
    ("only3left", "only 3 left", "glued", {"only 3 left": "only3left", "3": "3"}),
    ("9pm 9:30pm 11:59PM 9a.m.", "9 pm 9:30 pm 11:59 PM 9 a.m.", "glued", {"9:30 pm": "9:30pm"}),
    ("20mins 3days 24hrs", "20 mins 3 days 24 hrs", "glued", {"3 days": "3days"}),
    ("10k 5G 2for1 B2B 1st COVID19", "10k 5G 2for1 B2B 1st COVID19", "", {}),
    ("#LastChance", "#LastChance", "", {}),
    ("L A S T  C A L L", "LAST CALL", "spaced space", {"LAST CALL": "L A S T  C A L L"}),
    ("L.A.S.T s-a-l-e F•R•E•E", "LAST sale FREE", "spaced", {"sale": "s-a-l-e"}),
    ("L\tA\tS\tT S\r\nA\r\nL\r\nE", "LAST SALE", "spaced", {"SALE": "S\r\nA\r\nL\r\nE"}),
    ("B  U  Y  !", "B U Y !", "space", {}),  # three letters may be anything
    ("F  R  E  E", "FREE", "spaced", {"FREE": "F  R  E  E"}),
    ("a b c of it's d e f", "a b c of it's d e f", "", {}),
    ("Act\n  now", "Act now", "line", {"Act now": "Act\n  now"}),
    ("Act\r\nnow \t today", "Act now today", "line space", {"now": "now"}),
    ("30\u202fNov\u00a02026", "30 Nov 2026", "form", {"30 Nov": "30\u202fNov"}),
    ("a\u2028b\x0bc\x85d", "a b c d", "space", {}),
    ("🔥Last chance🔥Buy", "🔥 Last chance 🔥 Buy", "glued", {"Last chance": "Last chance"}),
    ("❤\ufe0fLast call🪄", "❤\ufe0f Last call 🪄", "glued", {"Last": "Last", "call": "call"}),
    ("•Last chance|Buy→now", "• Last chance | Buy → now", "glued", {"Last": "Last"}),
    ("C++ 18+ a=b 1<2", "C++ 18+ a=b 1<2", "", {}),
    ("last-chance e‑mail 5-star F-150", "last chance e mail 5 star F 150", "hyphen form",
     {"last chance": "last-chance", "5 star": "5-star"}),
    ("2026-11-30 10-20 9-5", "2026-11-30 10-20 9-5", "", {}),
    ("30-Nov-2026", "30 Nov 2026", "hyphen", {"30 Nov 2026": "30-Nov-2026"}),
    ("now - not – never—ever", "now - not – never—ever", "", {}),
    ("care–free 50%-off 10–20", "care free 50% off 10–20", "hyphen", {"care free": "care–free"}),
    ("US$9 A$5 £3.99 9€", "US$9 A$5 £3.99 9€", "", {}),
]  # fmt: skip

UNTOUCHED = [
    "node.js U.S.A. AT&T Ph.D. e.g. 3.5",
    "https://example.com/Deals-of-the-Day?x=1!Buy&y={z} www.foo-bar.com/50%off",
    "me.first-last+ads@foo-bar.co.uk @glow.lab.Buy example.com/A-B/Last!Chance",
    "https://x.com/%s/{{id}}/𝗟𝗮𝘀𝘁 x",
    "Example.COM/50%OFF",
]

PLACEHOLDERS = [
    "{{ first_name }}", "{{count}}", "{{{raw}}}", "{{> card}}", "{{#if sale}}", "{% if x %}",
    "{%- endfor %}", "<%= name %>", "${user.name}", "#{user.name}", "*|FNAME|*", "*|IF:X=1|*",
    "%%first name%%", "%%=v(@FirstName)=%%", "%FIRST_NAME%", "%(name)s", "%s", "%d", "%1$s", "%@",
    "%.2f", "%lld", "%{count}", "{name}", "{0}", "{}", "{user.first-name}", "{!Contact.Name}",
    "{COUNTDOWN(2026-11-30 23:59,5)}", '{=COUNTDOWN("2026/11/30")}', "{KeyWord:Shoes}",
    "{n, plural, one {# seat} other {# seats}}",
]  # fmt: skip


@pytest.mark.parametrize(("source", "text", "kinds", "slices"), LETTERS + SPACES)
def test_table(source: str, text: str, kinds: str, slices: dict[str, str]) -> None:
    view = normalise(View(source))
    assert view.text == text
    assert view.kinds(0, len(text)) == set(kinds.split())
    assert {piece: slice_of(view, source, piece) for piece in slices} == slices
    if not kinds:
        assert source == text
        assert not view.edits


@pytest.mark.parametrize("text", UNTOUCHED)
def test_untouched(text: str) -> None:
    view = View(text)
    assert normalise(view) is view


@pytest.mark.parametrize("mark", PLACEHOLDERS)
def test_placeholders(mark: str) -> None:
    source = f"Only {mark} left, {mark}!"
    view = normalise(View(source))
    assert view.text == f"Only {P} left, {P}!"
    assert view.kinds(5, 6) == {"placeholder"}
    start, end = view.source_span(5, 6)
    assert source[start:end] == mark


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("only{{n}}left", f"only {P} left"),
        ("{{n}}left, {{n}}% off", f"{P} left, {P}% off"),
        ("${{price}}", f"${P}"),
        ("50% d, 5%d, 100%s", "50% d, 5% d, 100% s"),
        ("{two words} { } {a\nb}", "{two words} { } {a b}"),
        ("{{" + "x" * 300 + "}}", "{{" + "x" * 300 + "}}"),
    ],
)
def test_placeholders_and_what_is_none(source: str, text: str) -> None:
    assert normalise(View(source)).text == text


def test_every_kind_is_explained() -> None:
    found = {kind for _, _, kinds, _ in LETTERS + SPACES for kind in kinds.split()}
    assert found | {"placeholder"} == KINDS.keys()
    assert KINDS.keys() > DISGUISES


@given(st.text(st.characters(min_codepoint=32, max_codepoint=126, include_characters="\n\t")))
def test_plain_text_is_passed_on_as_it_is(text: str) -> None:
    view = View(text)
    done = normalise(view)
    if done.text == text:
        assert done is view


QUIET = st.one_of(
    st.sampled_from(sorted(set(AWKWARD) - set("@%$#{}*|<>=/\\"))),
    st.characters(exclude_categories=["Cs"], exclude_characters="@%$#{}*|<>=/\\"),
)


@given(st.text(QUIET, max_size=25))
def test_normalised_text_is_plain(text: str) -> None:
    """Normalising twice changes nothing more.

    Apart from what only looks like an address or a placeholder once it is plain (left out
    here), and letters that several kinds of gap set apart.
    """
    once = normalise(View(text)).text
    again = normalise(View(once))
    assume("spaced" not in again.kinds(0, len(again.text)))
    assert again.text == once


@pytest.mark.parametrize(
    "unit",
    [
        *"a a- a. a@ @ a.b/ { {{ {a,plural{ %{ *| %% ${ <%= www. 0 0, é l_ M\u0301 \u0301".split(),
        *"\u200b \u200d !? a! 9a \ufffc аa 1 https:// a+ ' %( aaaa0 👩 🇬 • |a x.y@".split(),
        *("l ", "l  ", " ", "\n", "a b "),
    ],
)
def test_work_grows_with_the_text(unit: str) -> None:
    """No text is read again and again: this would run for hours, not for a moment."""
    text = "Ａa " + unit * (60_000 // len(unit))
    view = normalise(View(text))
    assert view.text.startswith("Aa")
    assert view.source_span(0, len(view.text))[0] == 0
