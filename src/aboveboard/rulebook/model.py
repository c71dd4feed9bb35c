"""What a rule is: its fields, and the closed vocabulary they are written in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from aboveboard.rulebook.mark import Mark, Phrase

STATUSES = ("draft", "trial", "stable", "retired")
RUNNING = frozenset({"stable", "trial"})
"""The statuses of rules that run."""
VERDICTS: Mapping[str, str] = {
    "disclose": "cleared by a label that readers see and understand",
    "substantiate": "lawful only if it is true; cleared by a fact",
    "rewrite": "the form itself is the problem; cleared by other words",
    "complete": "something required is absent; cleared by adding it",
}
"""The verdicts, and what clears a finding of each."""
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
CLAIMS: Mapping[str, tuple[str, ...]] = {
    "deadline": (
        "impossible",
        "past",
        "contradicted",
        "ambiguous",
        "backed",
        "stated",
        "relative",
    ),
    "stock": ("contradicted", "backed", "aged", "stated"),
    "popularity": ("contradicted", "backed", "stated", "relative"),
    "price": ("impossible", "contradicted", "backed", "stated", "relative"),
}
"""The kinds of claim, and what each of them may be.

``impossible``: it cannot be true of any day or sum.  ``past``: over when the copy goes out.
``contradicted``: a fact says otherwise.  ``ambiguous``: it has several meanings, and it matters
which.  ``backed``: a fact bears it out.  ``aged``: the fact is older than the copy.  ``stated``:
concrete, and nothing known to compare it with.  ``relative``: counted from a moment that nobody
names, or with no source or number to hold it to.
"""
CLAIM_VALUES: Mapping[str, tuple[str, ...]] = {
    "impossible": ("found",),
    "past": ("claim", "fact"),
    "contradicted": ("claim", "fact"),
    "ambiguous": ("found",),
    "aged": ("claim", "fact", "found"),
}
"""What messages about a claim in some state can name besides the match."""
CHANGES: Mapping[str, tuple[str, ...]] = {
    "deadline": ("differs", "outlived"),
    "stock": ("rises", "stays"),
}
"""What a claim may do from one document to the next.

``differs``: its values exclude each other.  ``outlived``: the offer goes on after it.
``rises``: the number grows.  ``stays``: it never falls.
"""
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
class Claimed:
    """A claim that is in one of some states."""

    claim: str
    states: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Across:
    """Something that several documents of one offer say together.

    Either ``claim`` with ``change``, or findings of ``rules``, or a ``label`` (the lexicon of
    such labels) that only some of them have; in at least ``at_least`` documents of different
    days, the first and the last of them no more than ``within`` apart.
    """

    claim: str = ""
    change: str = ""
    rules: tuple[Phrase, ...] = ()
    label: str = ""
    at_least: int = 2
    within: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Clearing:
    """What clears a finding: a claim of the copy that holds, or a fact near in time."""

    claim: str = ""
    fact: str = ""
    within: timedelta | None = None


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
    marked, in order.  An example of several documents has them as ``posts``, each of them an
    example with its own spans, and nothing else.
    """

    mark: Mark
    flag: bool
    parts: Mapping[str, str]
    spans: tuple[tuple[str, int, int], ...] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)
    outcome: str | None = None
    todo: bool = False
    format: str = "text"
    posts: tuple[Example, ...] = ()


@dataclass(frozen=True, slots=True)
class FixExample:
    """Copy that a rule flags once, and the same with the fix made."""

    mark: Mark
    before: str
    after: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    format: str = "text"


@dataclass(frozen=True, slots=True)
class Recipe:
    """How findings of a rule are fixed; exactly one of the actions below ``outcomes`` is given.

    ``safe`` is one that cannot change what the copy claims, ``outcomes`` are those that it is for
    (none: all).  ``swap`` maps expressions of some of the marked words to what may stand in their
    place, best first; ``replace`` takes the place of all of them.  ``cut`` are expressions of
    what is taken out of them.
    ``begin`` is put before the first words of the part, ``to_front`` moves the marked words there.
    """

    mark: Mark
    title: str
    examples: tuple[FixExample, ...]
    safe: bool = False
    outcomes: tuple[str, ...] = ()
    swap: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    replace: str = ""
    remove: bool = False
    cut: tuple[Phrase, ...] = ()
    plain: bool = False
    to_front: bool = False
    begin: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule; ``id`` is its path below the rules folder, without suffix."""

    id: str
    path: str
    title: str
    severity: str
    advice: str
    find: Words | Missing | Claimed | Across
    examples: tuple[Example, ...]
    messages: Mapping[str, str]
    status: str = "stable"
    verdict: str = "rewrite"
    why: str = ""
    cites: tuple[Phrase, ...] = ()
    exceptions: Exceptions = Exceptions()
    cleared_by: tuple[Clearing, ...] = ()
    in_force: tuple[date | None, date | None] = (None, None)
    scope: Scope = Scope()
    replaced_by: str = ""
    fixes: tuple[Recipe, ...] = ()
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
