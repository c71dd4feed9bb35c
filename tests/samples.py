"""What tests of the core are made of: passages and rules, written as short as can be."""

from __future__ import annotations

from collections.abc import Mapping

from aboveboard.document import Block, Part, Source
from aboveboard.normalise import normalise
from aboveboard.passage import Passage
from aboveboard.rulebook.book import Lexicon, Rulebook
from aboveboard.rulebook.faultlist import Faults
from aboveboard.rulebook.load import parse_rule
from aboveboard.rulebook.model import Rule
from aboveboard.text import View

# What has bitten others: joiners, marks without a base, jamo, ligatures that expand to eighteen
# characters, every kind of white space and line end, template marks, letters from every plane.
AWKWARD = (
    "\u200b\u200c\u200d\u00ad\ufeff\u202e\u2060\u034f\x00\x1b\x1f\x85\u2028\u2029\r\n\t "
    "\u00a0\u3000"
    "\u0301\u0336\u20e3\ufe0f\U0001f3fd\u1100\u1161\u11a8\ufdfa\ufb03\u2026\u00bd\u0149\u1db0"
    "𝗟𝗮𝘀𝘁Ｌⓐ🅰ʟаеорсОΑοɑ👩💻🇬🇧🏴❤🪄\ufffc\ue000-‐‑–—!?.,;:%$€@#{}*|<>=_/\\&'’‘`\"“”~"
    "0123456789abcXYZ\U0010ffff\U000e0067\U000e007f"
)


def passage(text: str) -> Passage:
    """``text`` as one block of a body, as matchers see it."""
    view = View(text)
    part = Part("body", Source(text), (Block(view),))
    return Passage(normalise(view), part, "body", 0, 0)


def source_text(where: Passage, span: tuple[int, int]) -> str:
    """What stands in the source for a span of a passage."""
    start, end = where.view.source_span(*span)
    return where.part.source.text[start:end]


def rule(find: str, *, id: str = "urgency/sample", more: str = "") -> Rule:
    """A rule with this ``find`` (YAML, in one line or indented by two) and ``more`` keys."""
    text = (
        f"title: A sample\nseverity: warning\nmessage: 'found {{match}}'\nadvice: Say it plainly.\n"
        f"find: {find}\nexamples: {{flag: ['[[x]]'], pass: [y]}}\n{more}"
    )
    faults = Faults("sample.yaml", text)
    made = parse_rule(id, faults)
    assert made is not None, [str(fault) for fault in faults.found]
    return made


def rulebook(*rules: Rule, lexicons: Mapping[str, Lexicon] | None = None) -> Rulebook:
    """A rulebook of these rules alone."""
    return Rulebook({rule.id: rule for rule in rules}, lexicons or {}, {})
