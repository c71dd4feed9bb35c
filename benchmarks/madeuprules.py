"""Rules to measure with: made up, each with realistic words that no other has in this order."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from itertools import islice

VERBS = """
    adopt bottle brew capture charter climb collect crown deliver discover embrace forage gather
    harvest ignite invite juggle kindle launch master navigate nourish outfit pamper plunge
    rediscover refresh rekindle roast sample savour season settle sketch sparkle stream summon
    taste toast transform unlock unwind upgrade voyage welcome whisper
""".split()
FRONTS = """
    alder birch cedar clover coral crystal dawn ember falcon fern glacier hazel heron indigo
    jasmine juniper lagoon lark lavender lotus maple marble meridian mistral moon nectar nimbus
    opal orchid osprey pearl pebble pine plume prairie quartz raven river robin saffron sage
    sierra solstice sparrow summit tidal tulip velvet willow zephyr
""".split()
BACKS = """
    academy bonus breakfast bundle circle club coupon cruise dinner edition elixir event festival
    formula guide holiday insurance journey lottery membership menu method package pass plan
    programme raffle report retreat reward ritual scheme score seminar serum session spa
    subscription summit supper supplement tasting ticket tour treatment voucher warranty webinar
""".split()


def synthetic_rules(number: int, seed: int = 7) -> Iterator[tuple[str, str]]:
    """Rule files as name and YAML, each with words of its own and shaped as the bundled ones.

    Eight phrases, four patterns and three expressions: the bundled rules that look for words
    have 7.6, 4.3 and 2.8 of them.
    """
    chance = random.Random(seed)
    pairs = [(front, back) for front in FRONTS for back in BACKS]
    chance.shuffle(pairs)
    names = [f"{front} {back}" for front, back in pairs]
    wordings = (
        f"{verb} {link} {name}"
        for verb, link in [
            (verb, link) for verb in VERBS for link in ("your", "our", "the", "every", "a")
        ]
        for name in chance.sample(names, len(names))
    )
    for index in range(number):
        phrases = list(islice(wordings, 8))
        patterns = [wording.split() for wording in islice(wordings, 4)]
        expressions = [wording.split() for wording in islice(wordings, 3)]
        if len(expressions) < 3:
            raise ValueError(f"there are words for {index} rules only")
        yield f"made-up/rule-{index:04}.yaml", _rule(index, phrases, patterns, expressions)


def _rule(
    index: int,
    phrases: Sequence[str],
    patterns: Sequence[Sequence[str]],
    expressions: Sequence[Sequence[str]],
) -> str:
    lines = [
        f"title: Made-up rule {index}",
        "severity: warning",
        "verdict: substantiate",
        "message: '\"{match}\" promises more than the copy says.'",
        "advice: Say what there is, and when.",
        "cites: [us.ftc-act-5]",
        "find:",
        "  phrases: |",
        *(f"    {phrase}" for phrase in phrases),
        "  pattern:",
        *(
            f'    - [{verb}, any-of: ["{link}", this, that], {front}, {{gap: 1}}, {back}]'
            for verb, link, front, back in patterns
        ),
        "  regex:",
        *(
            rf"    - '\b{verb}\s+(?:\w+\s+)?{front}\s+{back}s?\b(?=[^.]{{0,40}}[.!])'"
            for verb, _, front, back in expressions
        ),
        "examples:",
        "  flag:",
        *(f'    - "[[{phrase.capitalize()}]]."' for phrase in phrases[:3]),
        "  pass:",
        *(f"    - A {verb} without {back}." for verb, _, _, back in patterns[:3]),
    ]
    return "\n".join(lines) + "\n"
