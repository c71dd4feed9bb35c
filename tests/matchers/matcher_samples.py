"""Documents, lexicons and matches, made short for the tests of the matchers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from aboveboard.document import Component, Document, Part
from aboveboard.facts import read_facts
from aboveboard.matchers.missing import MissingMatcher, Terms
from aboveboard.passage import Match, Reading, read
from aboveboard.rulebook.book import Lexicon
from aboveboard.rulebook.mark import Mark, Phrase
from aboveboard.rulebook.model import Missing, Trigger, Words
from aboveboard.sources.plain import part_from_text

MARK = Mark(1, 1, 0)


def phrases(*texts: str) -> tuple[Phrase, ...]:
    return tuple(Phrase(text, MARK) for text in texts)


def lexicon(
    *,
    words: Sequence[str] = (),
    links: Mapping[str, Sequence[str]] | None = None,
    labels: Mapping[str, Mapping[str, Sequence[str]]] | None = None,
) -> Lexicon:
    return Lexicon(
        "sample",
        "sample.yaml",
        "A sample",
        "made up",
        words=Words(phrases=phrases(*words)),
        links={strength: phrases(*forms) for strength, forms in (links or {}).items()},
        labels={
            jurisdiction: {grade: phrases(*texts) for grade, texts in grades.items()}
            for jurisdiction, grades in (labels or {}).items()
        },
    )


def reading(
    text: str | Mapping[str, str],
    facts: Mapping[str, Any] | None = None,
    components: str = "",
    promised: bool = False,
) -> Reading:
    texts = {"body": text} if isinstance(text, str) else text
    parts = {name: part_from_text(name, body) for name, body in texts.items()}
    if components:
        body = parts["body"]
        rendered = tuple(Component(name, 0, 0, promised) for name in components.split())
        parts["body"] = Part(body.name, body.source, body.blocks, body.links, rendered)
    known, errors = read_facts(facts or {})
    assert errors == []
    return read(Document("sample", parts, known), known)


def missing(
    lexicons: Mapping[str, Lexicon],
    *when: Trigger,
    need: str = "",
    wordings: Sequence[str] = (),
    where: str = "anywhere",
) -> MissingMatcher:
    found = Missing(when, lexicon=need, phrases=phrases(*wordings), where=where)
    return MissingMatcher(found, lexicons)


def on_words(*texts: str) -> Trigger:
    return Trigger(MARK, phrases=phrases(*texts))


def on_list(name: str, *strengths: str) -> Trigger:
    return Trigger(MARK, lexicon=name, strength=strengths)


def on_fact(name: str, *values: Any) -> Trigger:
    return Trigger(MARK, fact=name, values=values)


def found(
    matcher: MissingMatcher, document: Reading, terms: Terms | None = None
) -> tuple[str | None, str, Mapping[str, str]] | None:
    """Outcome, marked text and values of the one match, or None."""
    matches: list[Match] = list(matcher.find(document, terms or Terms()))
    assert len(matches) <= 1
    return (matches[0].outcome, matches[0].text, matches[0].values) if matches else None
