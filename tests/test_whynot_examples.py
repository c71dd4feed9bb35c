"""Every example of every bundled rule has a reason, and the reasons agree with the engine."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from aboveboard.document import Document
from aboveboard.examples import document_of
from aboveboard.rulebook.book import Rulebook
from aboveboard.rulebook.load import load_rulebook
from aboveboard.rulebook.model import Across, Example, Rule
from aboveboard.settings import Settings
from aboveboard.whynot.ask import WhyNot
from aboveboard.whynot.reason import Reason

BOOK = load_rulebook()


def alone(rule: Rule) -> Rulebook:
    """A rulebook of this rule, with those that it looks at, at their gravest."""
    rules = {rule.id: replace(rule, status="stable", severity="error")}
    if isinstance(rule.find, Across):
        rules |= {p.text: BOOK.rules[p.text] for p in rule.find.rules if p.text in BOOK.rules}
    return replace(BOOK, rules=rules)


def documents(example: Example) -> list[Document]:
    if not example.posts:
        return [document_of(example)]
    return [
        replace(document_of(post), row=number) for number, post in enumerate(example.posts, start=1)
    ]


def day_of(rule: Rule) -> date:
    first, last = rule.in_force
    return max(first or date.min, min(last or date.max, date(2026, 11, 23)))


def asked(rule: Rule) -> Iterator[tuple[Example, list[Reason]]]:
    settings = Settings(severity="note", as_of=day_of(rule))
    whynot = WhyNot(alone(rule), rule.id, lambda _: settings)
    for example in rule.examples:
        if not example.todo:
            yield example, whynot.ask(documents(example))


@pytest.mark.parametrize("category", sorted({rule.category for rule in BOOK.rules.values()}))
def test_no_silence_is_unexplained_and_no_finding_is_missed(category: str) -> None:
    wrong = []
    for rule in BOOK.rules.values():
        if rule.category != category:
            continue
        for example, reasons in asked(rule):
            place = f"{rule.path}:{example.mark.line}"
            kinds = {reason.kind for reason in reasons}
            if not reasons or "unexplained" in kinds:
                wrong.append(f"{place}: {[r.sentence for r in reasons]}")
            if example.flag is not ("reported" in kinds):
                wrong.append(f"{place}: {sorted(kinds)}")
            copies = example.posts or (example,)
            marked = sorted(
                "".join(post.parts[part][start:end])
                for post in copies
                for part, start, end in post.spans
            )
            if marked != sorted(r.text for r in reasons if r.kind == "reported"):
                wrong.append(f"{place}: {marked} are marked")
    assert not wrong, "\n".join(wrong)
