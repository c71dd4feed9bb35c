"""What a rule is: its fields, and the closed vocabulary they are written in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from aboveboard.rulebook.shape import Phrase
from aboveboard.rulebook.yamlfile import Mark

STATUSES = ("draft", "trial", "stable", "retired")
VERDICTS = ("disclose", "substantiate", "rewrite", "complete")
WORD_CLASSES = (
    "number",
    "price",
    "percent",
    "clock",
    "url",
    "handle",
    "hashtag",
    "emoji",
    "all-caps",
    "placeholder",
)
PLACES = (
    "anywhere",
    "before-fold",
    "first-line",
    "same-sentence",
    "outside-hashtags",
    "before-link",
)
OUTCOMES = ("absent", "weak", "late", "contradicted", "disguised", "wrong-language")
PARTS = (
    "headline",
    "title",
    "subject",
    "preheader",
    "body",
    "call-to-action",
    "caption",
    "description",
    "summary",
    "hashtags",
    "first-comment",
    "alt-text",
)
STRENGTHS = ("strong", "medium", "weak")


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a token pattern: exactly one of ``words``, ``word_class``, ``gap``, ``spacy``.

    ``words`` are alternatives, each of one or more words.  ``gap`` is how many tokens may
    stand between the neighbours, at most.
    """

    mark: Mark
    words: tuple[str, ...] = ()
    lexicon: str = ""
    word_class: str = ""
    gap: int = 0
    spacy: Mapping[str, Any] | None = None
    optional: bool = False
    repeat: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """What to look for in the words of the copy: any of these."""

    phrases: tuple[Phrase, ...] = ()
    patterns: tuple[tuple[Step, ...], ...] = ()
    regexes: tuple[Phrase, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.phrases or self.patterns or self.regexes)


@dataclass(frozen=True, slots=True)
class Exceptions:
    """What excuses a match: words that overlap it, or phrases in the same sentence."""

    words: Words = Words()
    sentence: tuple[Phrase, ...] = ()
    sentence_lexicon: str = ""


@dataclass(frozen=True, slots=True)
class Trigger:
    """What makes something necessary: a lexicon, phrases, a link, or a fact with a value."""

    mark: Mark
    lexicon: str = ""
    strength: tuple[str, ...] = ()
    phrases: tuple[Phrase, ...] = ()
    fact: str = ""
    values: tuple[Any, ...] = ()


@dataclass(frozen=True, slots=True)
class Missing:
    """Something that must be there when one of the triggers is."""

    when: tuple[Trigger, ...]
    lexicon: str = ""
    phrases: tuple[Phrase, ...] = ()
    where: str = "anywhere"


@dataclass(frozen=True, slots=True)
class Scope:
    """Which documents and parts a rule is for; empty means all."""

    parts: tuple[str, ...] = ()
    not_parts: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    platforms: tuple[str, ...] = ()
    jurisdictions: tuple[str, ...] = ()
    ad_categories: tuple[str, ...] = ()
    languages: tuple[str, ...] = ("en",)


@dataclass(frozen=True, slots=True)
class Example:
    """A text that a rule must flag (with spans) or pass.

    ``parts`` and ``facts`` make up the document; ``spans`` are part, start and end of what is
    marked, in order.
    """

    mark: Mark
    flag: bool
    parts: Mapping[str, str]
    spans: tuple[tuple[str, int, int], ...] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)
    outcome: str | None = None
    todo: bool = False
    format: str = "text"


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule; ``id`` is its path below the rules folder, without suffix."""

    id: str
    path: str
    title: str
    severity: str
    advice: str
    find: Words | Missing
    examples: tuple[Example, ...]
    messages: Mapping[str, str]
    status: str = "stable"
    verdict: str = "rewrite"
    why: str = ""
    cites: tuple[Phrase, ...] = ()
    exceptions: Exceptions = Exceptions()
    cleared_by: tuple[Any, ...] = ()  # claims and facts that settle the matter
    in_force: tuple[date | None, date | None] = (None, None)
    scope: Scope = Scope()
    replaced_by: str = ""
    marks: Mapping[str, Mark] = field(default_factory=dict)

    @property
    def category(self) -> str:
        """The first part of the id."""
        return self.id.partition("/")[0]

    def message(self, outcome: str | None) -> str:
        """The message for an outcome, with its placeholders still in it."""
        return self.messages.get(outcome or "") or next(iter(self.messages.values()))


PLACEHOLDERS = ("match", "count", "claim", "fact", "found", "jurisdiction", "label", "others")
"""What may stand in braces in a message."""
