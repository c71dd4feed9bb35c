"""What must be there and is not: a label, an opt-out, an address."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from aboveboard.matchers.labels import Label, LabelSet
from aboveboard.matchers.links import LinkForms, parse_form
from aboveboard.matchers.words import GuardedWords, WordSet
from aboveboard.passage import Match, Reading
from aboveboard.rulebook.lexicon import Lexicon
from aboveboard.rulebook.model import Exceptions, Missing, Trigger, Words
from aboveboard.screen import Clause

__all__ = ["MissingMatcher", "Terms"]


@dataclass(frozen=True, slots=True)
class Terms:
    """What the run asks for: whose law, and how much of a post its platform shows.

    ``fold`` counts visible characters, or is None where the platform or its fold is unknown.
    ``components`` are names of template components that render a disclosure.
    """

    jurisdictions: tuple[str, ...] = ()
    fold: int | None = None
    components: frozenset[str] = frozenset()


class _Cause:
    """One trigger, compiled."""

    def __init__(self, trigger: Trigger, lexicons: Mapping[str, Lexicon]) -> None:
        self._trigger = trigger
        self._links: LinkForms | None = None
        self._words: GuardedWords | None = None
        if trigger.phrases:
            self._words = GuardedWords(Words(phrases=trigger.phrases), Exceptions(), lexicons)
        elif trigger.lexicon:
            lexicon = lexicons[trigger.lexicon]
            if lexicon.links:
                strengths = trigger.strength or tuple(lexicon.links)
                self._links = LinkForms(
                    parse_form(form.text) for s in strengths for form in lexicon.links.get(s, ())
                )
            else:
                self._words = GuardedWords(lexicon.words, lexicon.exceptions, lexicons)

    def clauses(self) -> Iterator[tuple[Clause, ...]]:
        if self._words:
            yield from self._words.words.clauses()

    def find(self, reading: Reading) -> Iterator[Match]:
        """Where the cause shows; a fact has no place, so its match is empty."""
        if self._trigger.fact:
            value = reading.facts.get(self._trigger.fact)
            wanted = self._trigger.values
            if value is not None and (value in wanted if wanted else bool(value)):
                yield _whole(reading, {"fact": f"{self._trigger.fact}: {value}"})
        elif self._links:
            for link in reading.links:
                if self._links.fits(link.text):
                    yield Match(link, 0, len(link.text))
        elif self._words:
            for passage in reading.passages:
                for start, end in self._words.find(passage):
                    yield Match(passage, start, end)


def _whole(reading: Reading, values: Mapping[str, str]) -> Match:
    """A match for something that has no place: the first words of the document."""
    for passage in reading.passages:
        words = passage.text.split(" ")
        length = len(words[0])
        for word in words[1:]:
            if length + 1 + len(word) > 40:
                break
            length += 1 + len(word)
        if length:
            return Match(passage, 0, length, values=values)
    empty = reading.passages[0] if reading.passages else reading.links[0]
    return Match(empty, 0, len(empty.text), values=values)


class MissingMatcher:
    """A compiled ``missing``; works on whole documents."""

    def __init__(self, missing: Missing, lexicons: Mapping[str, Lexicon]) -> None:
        self._missing = missing
        self._causes = [_Cause(trigger, lexicons) for trigger in missing.when]
        self._labels: LabelSet | None = None
        self._words: WordSet | None = None
        lexicon = lexicons[missing.lexicon] if missing.lexicon else None
        if lexicon is not None and lexicon.labels:
            self._labels = LabelSet(lexicon, lexicons)
        else:
            words = lexicon.words if lexicon is not None else Words(phrases=missing.phrases)
            self._words = WordSet(words, lexicons)

    def clauses(self) -> Iterator[tuple[Clause, ...]]:
        """What the words of a document must hold for a trigger made of words."""
        for cause in self._causes:
            yield from cause.clauses()

    def find(self, reading: Reading, terms: Terms) -> Iterator[Match]:
        """At most one match a document: what is wrong with the most important thing missing."""
        if not (reading.passages or reading.links):
            return
        causes = [match for cause in self._causes for match in cause.find(reading)]
        if not causes:
            return
        if self._labels is not None:
            found = self._judge_labels(reading, terms, causes)
        else:
            found = self._judge_words(reading, terms, causes)
        if found is not None:
            yield found

    # ------------------------------------------------------------ plain words

    def _judge_words(
        self, reading: Reading, terms: Terms, causes: Sequence[Match]
    ) -> Match | None:
        assert self._words is not None
        late: Match | None = None
        for passage in reading.passages:
            for start, end in self._words.find(passage):
                match = Match(passage, start, end)
                if self._well_placed(match, causes, terms):
                    return None
                late = late or match
        if late is not None:
            return Match(late.passage, late.start, late.end, "late", {"label": late.text})
        return _absent(causes)

    def _well_placed(self, need: Match, causes: Sequence[Match], terms: Terms) -> bool:
        where = self._missing.where
        passage = need.passage
        if where == "before-fold":
            return terms.fold is None or passage.offset + need.end <= terms.fold
        if where == "first-line":
            return passage.index == 0 and "\n" not in passage.text[: need.start]
        if where == "same-sentence":
            return any(
                cause.passage is passage
                and passage.sentence(cause.start, cause.end) == passage.sentence(need.start, need.end)
                for cause in causes
            )
        if where == "before-link":
            spot = need.source_span()[0]
            return all(cause.source_span()[0] > spot for cause in causes if cause.passage.part is passage.part)
        return True

    # ------------------------------------------------------------ labels

    def _judge_labels(
        self, reading: Reading, terms: Terms, causes: Sequence[Match]
    ) -> Match | None:
        assert self._labels is not None
        labels = [label for label in self._labels.find(reading) if not label.quoted]
        denied = [label for label in labels if label.denied]
        labels = [label for label in labels if not label.denied]
        if denied:
            return self._judge_denial(denied[0], causes)
        if any(component.name in terms.components for component in reading.components):
            return None
        if reading.facts.get("platform-label") and not terms.jurisdictions:
            return None
        if not terms.jurisdictions:
            return self._judge_anywhere(labels, terms, causes)
        for jurisdiction in terms.jurisdictions:
            match = self._judge_in(jurisdiction, labels, reading, terms, causes)
            if match is not None:
                return match
        return None

    @staticmethod
    def _judge_denial(label: Label, causes: Sequence[Match]) -> Match | None:
        """"Not sponsored" contradicts a link that earns or a fact, not a mention of a brand."""
        hard = [c for c in causes if c.values or c.passage.part_name == "links"]
        if not hard:
            return None
        return _match(label, "contradicted", label=label.text, found=_name(hard[0]))

    def _judge_anywhere(
        self, labels: Sequence[Label], terms: Terms, causes: Sequence[Match]
    ) -> Match | None:
        """With no jurisdiction chosen, a label that goes anywhere will do."""
        good = [label for label in labels if set(label.grades.values()) - {"reject"}]
        if not good:
            if labels:
                return _match(labels[0], "weak", label=labels[0].text)
            return _absent(causes)
        return self._judge_place(good, terms, causes)

    def _judge_in(
        self,
        jurisdiction: str,
        labels: Sequence[Label],
        reading: Reading,
        terms: Terms,
        causes: Sequence[Match],
    ) -> Match | None:
        connection = reading.facts.get("connection")
        enough = {"accept"}
        if connection in {"gifted", "affiliate"}:
            enough.add("gift" if connection == "gifted" else "affiliate")
        if all(cause.passage.part_name == "links" for cause in causes):
            enough.add("affiliate")
        good = [label for label in labels if label.grades.get(jurisdiction) in enough]
        if good:
            return self._judge_place(good, terms, causes)
        known = jurisdiction in self._labels.jurisdictions if self._labels else False
        near = [label for label in labels if jurisdiction in label.grades or known]
        name = jurisdiction.upper()
        if near:
            return _match(near[0], "weak", label=near[0].text, jurisdiction=name)
        match = _absent(causes)
        return Match(
            match.passage, match.start, match.end, "absent", {**match.values, "jurisdiction": name}
        )

    def _judge_place(
        self, labels: Sequence[Label], terms: Terms, causes: Sequence[Match]
    ) -> Match | None:
        """Whether one of the labels that would do also stands where it must and can be read."""
        plain = [label for label in labels if not label.disguised]
        if not plain:
            return _match(labels[0], "disguised", label=labels[0].text)
        in_time = [
            label
            for label in plain
            if not label.in_pile
            and not label.below_ladder
            and (terms.fold is None or label.reach <= terms.fold)
        ]
        if self._missing.where == "before-link":
            in_time = [
                label
                for label in in_time
                if self._well_placed(Match(label.passage, label.start, label.end), causes, terms)
            ]
        return None if in_time else _match(plain[0], "late", label=plain[0].text)


def _match(label: Label, outcome: str, **values: str) -> Match:
    return Match(label.passage, label.start, label.end, outcome, values)


def _name(cause: Match) -> str:
    return cause.values.get("fact") or cause.text


def _absent(causes: Sequence[Match]) -> Match:
    """The first trigger, marked: words before links before facts, for they say most."""

    def rank(cause: Match) -> tuple[int, int]:
        kind = 2 if cause.values else 1 if cause.passage.part_name == "links" else 0
        return kind, cause.passage.index

    first = min(causes, key=rank)
    return Match(first.passage, first.start, first.end, "absent", {**first.values, "found": _name(first)})


