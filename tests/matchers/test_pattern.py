from __future__ import annotations

import pytest
import yaml
from samples import passage, rule, source_text

from aboveboard.matchers.pattern import MOST_SEQUENCES, PatternSet, TooManySequences
from aboveboard.rulebook.book import Lexicon
from aboveboard.rulebook.mark import Mark, Phrase
from aboveboard.rulebook.model import Step, Words

MARK = Mark(1, 1, 0)
LEXICONS = {
    "things": Lexicon(
        "things",
        "things.yaml",
        "Things",
        "here",
        Words(phrases=(Phrase("seats", MARK), Phrase("free places", MARK))),
    )
}


def pattern(steps: str) -> PatternSet:
    """The pattern that a rule would write, in YAML."""
    words = rule(f"{{pattern: {steps}}}").find
    assert isinstance(words, Words)
    return PatternSet(words.patterns, LEXICONS)


def found(steps: str, text: str) -> list[str]:
    where = passage(text)
    return [source_text(where, span) for span in pattern(steps).find(where)]


# Every way to write something of the class: nothing less and nothing more is the match.
CLASSES = {
    "number": (
        "3|three|10,000|10k|10K|2bn|100+|10K+|1.5|1/2|½|0|007|twenty-five|three hundred|a hundred"
        "|two million|1.5 million|dozen|{{count}}|%d|%{count}|{n}|3\ufe0f\u20e3|③|３",
        "third|1st|5th|several|720p|B2B|half|x|noon|#last",
    ),
    "price": (
        "$5|5€|€5|€ 5|£3.99|5 dollars|US$9|A$5|NZ$5|$ 5|5 USD|USD 5|9.99 EUR|$1,299.00|1.299,00 €"
        "|five dollars|fifty bucks|99 cents|5 quid|99p|99¢|₹500|Rs 500|Rs. 500|kr 99|99 kr|5 zł"
        "|CHF 5|$.99|$1.5 million|${{price}}|{{price}} €|£{p}|{} dollars|$0|＄5",
        "5|5 metres|dollars|$|720p|euro zone|a pound|p5",
    ),
    "percent": (
        "50%|50 %|5.5%|50 percent|50 per cent|50pct|50 pct|50-percent|fifty percent|{{n}}%"
        "|{{n}} percent|0.5%|1,000%|50％",
        "50|percent|%|50 per item|half",
    ),
    "clock": (
        "9 pm|9pm|9PM|9 P.M.|9p.m.|9:30|9:30pm|9:30 p.m.|21:00|23:59:59|0:00|noon|midnight|midday"
        "|9 o'clock|9 o’clock|nine o'clock|nine pm|12am|9.30pm|{{h}} pm",
        "9|pm|25:99|24:60|16:9|21.00|nine|afternoon|9 or",
    ),
    "url": (
        "https://x.com|http://x.com/a?b=c|www.x.com|x.com/deal|x.com|bit.ly/abc|shop.x.co.uk",
        "me@x.com|node.js|U.S.A.|e.g. this|x.y",
    ),
    "handle": ("@glow|@glow.lab|@glow_lab|@GLOW|@1", "me@x.com|@ glow|@|glow"),
    "hashtag": ("#ad|#Ad|#last_chance|#été|#ad2|#a", "# ad|#|#1|ad|##"),
    "emoji": ("🔥|🪄|☺|⭐|⏰", "™|©|®|:)|→|★|•|x|1|#"),
    "all-caps": ("NOW|USA|ÉTÉ|OK|ⓃⓄⓌ", "Now|now|A|N0W|U.S.A.|24H"),
    "placeholder": ("{{count}}|%s|{name}|${x}|<%= n %>", "x|{a b}|%"),
}


@pytest.mark.parametrize(
    ("name", "text"), [(name, text) for name in CLASSES for text in CLASSES[name][0].split("|")]
)
def test_class(name: str, text: str) -> None:
    core = text.removeprefix("a ")
    assert found(f"[{{is: {name}}}]", text) == [core]
    assert found(f"[{{is: {name}}}]", f"so ({text}), and") == [core]
    assert found(f"[only, {{is: {name}}}, here]", f"Only {core} here!") == [f"Only {core} here"]


@pytest.mark.parametrize(
    ("name", "text"), [(name, text) for name in CLASSES for text in CLASSES[name][1].split("|")]
)
def test_class_does_not_fit(name: str, text: str) -> None:
    assert found(f"[{{is: {name}}}]", text) == []


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("number", "3 or 4.", ["3", "4"]),
        ("number", "2½ hours", ["2", "½"]),
        ("number", "two hundred and fifty", ["two hundred", "fifty"]),
        ("price", "$5-$10", ["$5", "$10"]),
        ("price", "$5–10 and £3/mo", ["$5", "£3"]),
        ("price", "-$5!", ["$5"]),
        ("percent", "50–70%-off", ["70%"]),
        ("percent", "-50%", ["50%"]),
        ("clock", "from 7-9 pm EST", ["9 pm"]),
        ("hashtag", "##ad #sale", ["#ad", "#sale"]),
        ("emoji", "🔥🔥 x", ["🔥", "🔥"]),
        ("all-caps", "BUY it NOW, DON'T WAIT", ["BUY", "NOW", "DO", "WAIT"]),
    ],
)
def test_class_in_a_text(name: str, text: str, expected: list[str]) -> None:
    assert found(f"[{{is: {name}}}]", text) == expected


ONLY_LEFT = (
    "[{any-of: [only, just, the last]}, {is: number}, "
    "{any-of: [item, items, seat, seats, parking spots], optional: yes}, {any-of: [left, to go]}]"
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Only 3 left!", ["Only 3 left"]),
        ("only3left", ["only3left"]),
        ("Just three seats left", ["Just three seats left"]),
        ("the last 3 parking-spots to go", ["the last 3 parking-spots to go"]),
        ("ONLY {{ count }} ITEMS LEFT", ["ONLY {{ count }} ITEMS LEFT"]),
        ("Only\n3\u00a0items\nleft", ["Only\n3\u00a0items\nleft"]),
        ("𝗢𝗻𝗹𝘆 ３ left", ["𝗢𝗻𝗹𝘆 ３ left"]),
        ("only 3 people left", []),
        ("only left 3", []),
        ("only 3. Left to do", []),
        ("lonely 3 left", []),
        ("Only 3 left, just 2 seats to go", ["Only 3 left", "just 2 seats to go"]),
    ],
)
def test_steps(text: str, expected: list[str]) -> None:
    assert found(ONLY_LEFT, text) == expected


@pytest.mark.parametrize(
    ("steps", "text", "expected"),
    [
        # optional
        ("[{any-of: [so], optional: yes}, few]", "few, so few", ["few", "so few"]),
        # repeat: of one token and of several
        ("[{any-of: [so], repeat: yes}, few]", "so so so few", ["so so so few"]),
        ("[{any-of: [so], repeat: yes}, few]", "few", []),
        ("[{any-of: [so very], repeat: yes}, few]", "so very so very few", ["so very so very few"]),
        ("[{is: number, repeat: yes}, go]", "3 2 1 go", ["3 2 1 go"]),
        ("[{is: emoji, repeat: yes}]", "🚨🚨🚨 x 🚨", ["🚨🚨🚨", "🚨"]),
        ("[{is: emoji, repeat: yes}]", "❤\ufe0f❤\ufe0f", ["❤\ufe0f❤\ufe0f"]),
        (
            "[{any-of: [so], optional: yes, repeat: yes}, good]",
            "good, so so good",
            ["good", "so so good"],
        ),
        # gap
        ("[ends, {gap: 2}, tonight]", "ends tonight", ["ends tonight"]),
        ("[ends, {gap: 2}, tonight]", "ends for you tonight", ["ends for you tonight"]),
        ("[ends, {gap: 2}, tonight]", "ends for all of tonight", []),
        *(
            ("[ends, {gap: 3}, tonight]", f"It ends{stop} Come tonight", [])
            for stop in (".", "!", "?", "...", "…", "....", " |", " •", "!!", "?!")
        ),
        ("[ends, {gap: 3}, tonight]", "ends, dear, tonight", ["ends, dear, tonight"]),
        # a lexicon
        ("[only, {is: number}, {lexicon: things}]", "only 3 seats", ["only 3 seats"]),
        ("[only, {is: number}, {lexicon: things}]", "only 3 free-places", ["only 3 free-places"]),
        ("[only, {is: number}, {lexicon: things}]", "only 3 chairs", []),
        # a bare phrase, contractions, and a token for experts
        ("[do not wait, now]", "Don’t wait now", ["Don’t wait now"]),
        ("[{spacy: {LENGTH: 3}}, now]", "buy now, act now", ["buy now", "act now"]),
        # several sequences
        ("[[act, now], [buy, {is: number}]]", "act now, buy 2", ["act now", "buy 2"]),
        # of overlapping matches the longest
        ("[[last, chance], [last, chance, to, buy]]", "last chance to buy", ["last chance to buy"]),
        # all of it optional: nothing to find, and nothing found
        ("[{any-of: [now], optional: yes}]", "now", ["now"]),
        ("[{any-of: [now], optional: yes}]", "later", []),
    ],
)  # fmt: skip
def test_kinds_of_steps(steps: str, text: str, expected: list[str]) -> None:
    assert found(steps, text) == expected


def test_too_many_sequences() -> None:
    step = Step(MARK, words=("one word", "two words", "three words", "four words"))
    many = PatternSet([[step] * 5], {})
    with pytest.raises(TooManySequences, match=f"1,024 sequences, more than {MOST_SEQUENCES}"):
        many.sequences()
    assert len(PatternSet([[step] * 4], {}).sequences()) == 256


def test_alternatives_of_one_word_are_one_sequence() -> None:
    words = yaml.safe_load("[" + ", ".join(f"w{i}" for i in range(1000)) + "]")
    one = PatternSet([[Step(MARK, words=tuple(words))] * 3], {})
    assert len(one.sequences()) == 1


@pytest.mark.parametrize("name", list(CLASSES))
def test_every_class_looks_at_any_text(name: str) -> None:
    for text in ("", " ", "plain", "\ufffc", "🔥", "!", "a\u0301"):
        assert isinstance(list(pattern(f"[{{is: {name}}}]").find(passage(text))), list)


def test_only_patterns_whose_words_occur_are_compiled() -> None:
    patterns = pattern("[[going, fast], [sold, out], [going, soon]]")
    where = passage("It was going on and on. Fast cars were sold. They are going soon!")
    assert list(patterns.find(where, [0, 2])) == [(54, 64)]
    assert sorted(patterns._matchers) == [0, 2]
    assert [where.text[s:e] for s, e in patterns.find(where)] == ["going soon"]


def test_a_matcher_sees_only_the_stretches_that_hold_its_words(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    patterns = pattern("[[going, fast]]")
    seen = []
    monkeypatch.setattr(patterns, "_matcher", lambda _: lambda span: seen.append(str(span)) or [])
    list(patterns.find(passage("It was going on. Fast cars! All going very fast | and more.")))
    assert seen == ["all going very fast"]


def test_what_may_hold_a_stop_is_looked_for_everywhere() -> None:
    patterns = pattern("[[only, {is: price}]]")
    where = passage("Was more. Only Rs. 500 now.")
    assert [where.text[s:e] for s, e in patterns.find(where)] == ["Only Rs. 500"]
