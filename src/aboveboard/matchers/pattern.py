"""Token patterns, compiled to spaCy's Matcher.

Each step of a pattern stands for one or more sequences of tokens ("right now", "9 pm",
"9:00"), so a pattern becomes every combination of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import product
from typing import TYPE_CHECKING, Any

from aboveboard.matchers.phrases import longest
from aboveboard.passage import STOPS, Passage
from aboveboard.rulebook.book import Lexicon
from aboveboard.rulebook.model import Step
from aboveboard.screen import CLASS_CLAUSES, Clause, phrase_clauses, rarest
from aboveboard.wordclasses import CURRENCY_WORDS

if TYPE_CHECKING:
    from spacy.matcher import Matcher

__all__ = ["MOST_SEQUENCES", "PatternSet", "TooManySequences"]

MOST_SEQUENCES = 400
"""How many token sequences one pattern may stand for."""

Token = dict[str, Any]
Sequence_ = tuple[Token, ...]

_NUMBER: Token = {"SHAPE": {"IN": ["number", "placeholder"]}}
_MORE: Token = {"ORTH": "+", "OP": "?"}
_NUMBER_WORDS: Token = {"SHAPE": "number", "IS_ALPHA": True, "OP": "*"}  # three hundred
_BEFORE_AMOUNTS: Token = {"NORM": {"IN": ["rs", "rs.", "kr"]}}
_CLASSES: Mapping[str, list[Sequence_]] = {
    "number": [(_NUMBER, _NUMBER_WORDS, _MORE)],
    "price": [
        ({"SHAPE": "currency"}, _NUMBER, _NUMBER_WORDS),
        (_NUMBER, _NUMBER_WORDS, {"SHAPE": "currency"}),
        (_NUMBER, _NUMBER_WORDS, {"NORM": {"IN": sorted(CURRENCY_WORDS)}}),
        (_BEFORE_AMOUNTS, {"ORTH": ".", "OP": "?"}, _NUMBER, _NUMBER_WORDS),
        ({"SHAPE": "pence"},),
    ],
    "percent": [
        (_NUMBER, {"NORM": {"IN": ["%", "percent"]}}),
        (_NUMBER, {"NORM": "per"}, {"NORM": "cent"}),
    ],
    "clock": [
        ({"SHAPE": "clock"},),
        ({"SHAPE": {"IN": ["clock", "number", "placeholder"]}}, {"NORM": {"IN": ["am", "pm"]}}),
        ({"SHAPE": "number"}, {"NORM": "o'clock"}),
    ],
    "url": [({"SHAPE": "url"},)],
    "handle": [({"SHAPE": "handle"},)],
    "hashtag": [({"ORTH": "#", "SPACY": False}, {"SHAPE": "word", "IS_PUNCT": False})],
    "emoji": [({"SHAPE": "emoji"},)],
    "all-caps": [({"TAG": "CAPS"},)],
    "placeholder": [({"SHAPE": "placeholder"},)],
}
_MOST_REPEATS = 3  # of a step of several tokens; one token may be repeated as often as it is
_GAP: Token = {"NORM": {"NOT_IN": sorted(STOPS)}}
_MAY_HOLD_STOPS = frozenset({"price", "hashtag", "emoji"})  # Rs. 500, #|, ▪


class TooManySequences(ValueError):
    """A pattern that stands for more sequences than :data:`MOST_SEQUENCES`."""


@lru_cache(maxsize=16384)  # many patterns have the same lexicons
def _norms(text: str) -> tuple[str, ...]:
    from aboveboard.nlp import parse
    from aboveboard.normalise import normalise
    from aboveboard.text import View

    return tuple(token.norm_ for token in parse(normalise(View(text)).text))


def _repeated(sequence: Sequence_) -> list[Sequence_]:
    """A sequence as a pattern may hold it when it can stand several times in a row."""
    if len(sequence) == 1:
        return [({**sequence[0], "OP": "+"},)]
    return [sequence * times for times in range(1, _MOST_REPEATS + 1)]


class PatternSet:
    """A set of patterns; compiled when it is first used.

    With ``whole``, each is tried on all of a text, not only where its words are.
    Raises TooManySequences, when compiled, for a pattern with too many alternatives.
    """

    def __init__(
        self,
        patterns: Sequence[Sequence[Step]],
        lexicons: Mapping[str, Lexicon],
        *,
        whole: bool = False,
    ) -> None:
        self.patterns = patterns
        self._whole = whole
        self._lexicons = lexicons
        self._matchers: dict[int, Matcher] = {}
        self._needs: dict[int, tuple[Clause, ...]] = {}
        self._everywhere: dict[int, bool] = {}

    def _words(self, step: Step) -> tuple[str, ...]:
        if step.lexicon:
            return tuple(phrase.text for phrase in self._lexicons[step.lexicon].words.phrases)
        return step.words

    def clauses(self) -> Iterator[tuple[Clause, ...]]:
        """For each pattern, the words that every text with a match must hold."""
        return map(self._clauses, range(len(self.patterns)))

    def _clauses(self, index: int) -> tuple[Clause, ...]:
        if index not in self._needs:
            found: list[Clause] = []
            for step in self.patterns[index]:
                words = self._words(step)
                if step.optional:
                    continue
                if not words:
                    found += CLASS_CLAUSES.get(step.word_class, ())
                    continue
                needs = [phrase_clauses(text) for text in words]
                if all(needs):
                    # Of a wording of several words, the rarest stands for it.
                    found.append(frozenset().union(*map(rarest, needs)))
            self._needs[index] = tuple(found)
        return self._needs[index]

    def _sequences(self, step: Step) -> list[Sequence_]:
        """The token sequences that a step stands for."""
        if step.gap:
            return [({**_GAP, "OP": f"{{0,{step.gap}}}"},)]
        found: list[Sequence_]
        if step.spacy is not None:
            found = [(dict(step.spacy),)]
        elif step.word_class:
            found = list(_CLASSES[step.word_class])
        else:
            norms = [_norms(text) for text in self._words(step)]
            single = sorted({n[0] for n in norms if len(n) == 1})
            found = [({"NORM": {"IN": single}},)] if single else []
            found += [tuple({"NORM": word} for word in n) for n in norms if len(n) > 1]
        if step.repeat:
            found = [repeated for one in found for repeated in _repeated(one)]
        if step.optional:
            found = [*found, ()]
        return found

    def sequences(self) -> list[list[Token]]:
        """All token sequences of all patterns, as spaCy's Matcher takes them."""
        return [sequence for pattern in self.patterns for sequence in self._sequences_of(pattern)]

    def _sequences_of(self, pattern: Sequence[Step]) -> list[list[Token]]:
        steps = [self._sequences(step) for step in pattern]
        count = 1
        for step in steps:
            count *= len(step)
        if count > MOST_SEQUENCES:
            raise TooManySequences(
                f"this pattern stands for {count:,} sequences, more than {MOST_SEQUENCES}"
            )
        found = [[token for part in parts for token in part] for parts in product(*steps)]
        return [sequence for sequence in found if sequence]

    def _matcher(self, index: int) -> Matcher:
        """The matcher of one pattern: what it costs grows with what it looks for."""
        if index not in self._matchers:
            from spacy.matcher import Matcher

            from aboveboard.nlp import make_nlp

            matcher = Matcher(make_nlp().vocab, validate=False)
            matcher.add("pattern", self._sequences_of(self.patterns[index]))
            self._matchers[index] = matcher
        return self._matchers[index]

    def _may_hold_stops(self, index: int) -> bool:
        """Whether a match of a pattern may go on behind a stop."""
        for step in self.patterns[index]:
            if step.spacy is not None or step.word_class in _MAY_HOLD_STOPS:
                return True
            if any(not STOPS.isdisjoint(_norms(text)) for text in self._words(step)):
                return True
        return False

    def _found(self, index: int, passage: Passage) -> Iterator[tuple[int, int]]:
        """Spans of tokens that one pattern matches.

        What it costs grows with the text, so it sees only stretches that hold its words.
        """
        tagged = any(step.word_class == "all-caps" for step in self.patterns[index])
        doc = passage.tagged_doc if tagged else passage.doc
        matcher = self._matcher(index)
        if index not in self._everywhere:
            self._everywhere[index] = self._whole or self._may_hold_stops(index)
        if self._everywhere[index]:
            yield from ((first, last) for _, first, last in matcher(doc))
            return
        clauses = self._clauses(index)
        for start, end, words in passage.stretches:
            if all(not words.isdisjoint(clause) for clause in clauses):
                found = matcher(doc[start:end])
                yield from ((start + first, start + last) for _, first, last in found)

    def find(
        self, passage: Passage, indexes: Iterable[int] | None = None
    ) -> Iterator[tuple[int, int]]:
        """Spans in the text of ``passage``, the longest of overlapping ones.

        They are those of the patterns at ``indexes``, or of all.
        """
        tried = range(len(self.patterns)) if indexes is None else indexes
        runs = {run for index in tried for run in self._found(index, passage)}
        if not runs:
            return
        doc = passage.doc
        spans = []
        for first, last in longest(list(runs)):  # of tokens, and then of characters
            spans.append((doc[first].idx, doc[last - 1].idx + len(doc[last - 1])))
        yield from longest(spans)
