"""What must be there and is not: a label, an opt-out, an address."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from aboveboard.guards import denial, report
from aboveboard.matchers.causes import absent, opening
from aboveboard.matchers.disclosure import DisclosureJudge, Met, Terms
from aboveboard.matchers.labels import Label, LabelSet, in_pile
from aboveboard.matchers.links import LinkForms, parse_form
from aboveboard.matchers.words import Excused, GuardedWords, WordSet
from aboveboard.normalise import normalise
from aboveboard.passage import Match, Passage, Reading
from aboveboard.rulebook.book import Lexicon
from aboveboard.rulebook.model import Exceptions, Missing, Trigger, Words
from aboveboard.text import View

__all__ = ["MissingMatcher", "Terms"]


class _Cause:
    """One trigger, compiled."""

    def __init__(
        self,
        trigger: Trigger,
        lexicons: Mapping[str, Lexicon],
        labels: Callable[[str], LabelSet],
        *,
        screened: bool,
    ) -> None:
        self._trigger = trigger
        self._links: LinkForms | None = None
        self._words: GuardedWords | None = None
        self._labels: LabelSet | None = None
        if trigger.phrases:
            words = Words(phrases=trigger.phrases)
            self._words = GuardedWords(words, Exceptions(), lexicons, screened=screened)
        elif trigger.lexicon:
            lexicon = lexicons[trigger.lexicon]
            if lexicon.links:
                strengths = trigger.strength or tuple(lexicon.links)
                self._links = LinkForms(
                    parse_form(form.text) for s in strengths for form in lexicon.links.get(s, ())
                )
            elif lexicon.labels:
                self._labels = labels(trigger.lexicon)
            else:
                self._words = GuardedWords(
                    lexicon.words, lexicon.exceptions, lexicons, screened=screened
                )

    def sift(self, reading: Reading) -> Iterator[tuple[Match, Excused | None]]:
        """Where the cause shows, each with what excuses it.

        A fact has no place, so the document's first words are marked.
        """
        if self._trigger.fact:
            value = reading.facts.get(self._trigger.fact)
            wanted = self._trigger.values
            if value is not None and (value in wanted if wanted else bool(value)):
                passage, length = opening(reading.passages or reading.links)
                values = {"fact": f"{self._trigger.fact}: {value}"}
                yield Match(passage, 0, length, values=values), None
        elif self._links:
            for link in reading.links:
                if self._links.fits(link.text):
                    yield Match(link, 0, len(link.text)), None
        elif self._labels:
            # A label that goes somewhere says that there is something to tell everywhere.
            for label in self._labels.find(reading):
                if label.is_evidence:
                    yield Match(label.passage, label.start, label.end), _label_excused(label)
        elif self._words:
            for passage in reading.passages:
                for start, end, excused in self._words.sift(passage):
                    yield Match(passage, start, end), excused


def _label_excused(label: Label) -> Excused | None:
    """The guard that keeps a label from being evidence."""
    span = (label.passage, label.start, label.end)
    if label.denied:
        return Excused("negated", denial(*span) or label.text)
    return Excused("reported", report(*span)) if label.quoted else None


class MissingMatcher:
    """A compiled ``missing``; works on whole documents.

    ``labels`` gives the labels of a lexicon, which other matchers may share.
    """

    def __init__(
        self,
        missing: Missing,
        lexicons: Mapping[str, Lexicon],
        labels: Callable[[str], LabelSet] | None = None,
        *,
        screened: bool = True,
    ) -> None:

        def own(name: str) -> LabelSet:
            return LabelSet(lexicons[name], lexicons, screened=screened)

        labels = labels or own
        self._missing = missing
        self._causes = [
            _Cause(trigger, lexicons, labels, screened=screened) for trigger in missing.when
        ]
        self._judge: DisclosureJudge | None = None
        self._words: WordSet | None = None
        lexicon = lexicons[missing.lexicon] if missing.lexicon else None
        if lexicon is not None and lexicon.labels:
            self._judge = DisclosureJudge(labels(missing.lexicon), missing.where)
        else:
            words = lexicon.words if lexicon is not None else Words(phrases=missing.phrases)
            self._words = WordSet(words, lexicons, screened=screened)

    def find(self, reading: Reading, terms: Terms) -> Iterator[Match]:
        """At most one match a document: what is wrong with the most important thing missing."""
        causes = [match for match, excused in self.sift(reading) if excused is None]
        if causes:
            found = self.judge(reading, terms, causes)
            if isinstance(found, Match):
                yield found

    def sift(self, reading: Reading) -> Iterator[tuple[Match, Excused | None]]:
        """Everything that makes it necessary, each with what excuses it."""
        if reading.passages or reading.links:
            for cause in self._causes:
                yield from cause.sift(reading)

    def judge(
        self, reading: Reading, terms: Terms, causes: Sequence[Match]
    ) -> Match | tuple[Met, ...]:
        """What is wrong, or what is right, where ``causes`` (one or more) make it necessary."""
        if self._judge is not None:
            return self._judge.judge(reading, terms, causes)
        found = self._judge_words(reading, terms, causes)
        return found if isinstance(found, Match) else (found,)

    def _judge_words(self, reading: Reading, terms: Terms, causes: Sequence[Match]) -> Match | Met:
        assert self._words is not None
        needs = [
            Match(passage, start, end)
            for passage in reading.passages
            for start, end in self._words.find(passage)
        ]
        if self._missing.where == "same-sentence":
            alone = [c for c in causes if not any(_share_a_sentence(c, need) for need in needs)]
            if alone:
                return absent(alone)
            return Met("words", next(n for n in needs if _share_a_sentence(causes[0], n)))
        for need in needs:
            if self._is_well_placed(need, causes, terms):
                return Met("words", need)
        if self._missing.where == "anywhere" and (link := self._linked(reading)):
            return Met("link", link)
        if needs:
            first = needs[0]
            return Match(first.passage, first.start, first.end, "late", {"label": first.text})
        return absent(causes)

    def _linked(self, reading: Reading) -> Match | None:
        """What is asked for as a link or a component: ``*|UNSUB|*``, ``unsubscribe-url``.

        Digits in an address are nobody's date or house number.
        """
        assert self._words is not None
        part = (reading.passages or reading.links)[0].part
        names = [normalise(View(c.name.replace("-", " "))) for c in reading.components]
        components = [Passage(view, part, "components", 0, 0) for view in names]
        for passage in (*reading.links, *components):
            for start, end in self._words.find(passage):
                if not any(map(str.isdigit, passage.text[start:end])):
                    return Match(passage, start, end)
        return None

    def _is_well_placed(self, need: Match, causes: Sequence[Match], terms: Terms) -> bool:
        where = self._missing.where
        passage = need.passage
        if where == "before-fold":
            return terms.fold is None or passage.offset + need.end <= terms.fold
        if where == "first-line":
            return passage.index == 0 and not _has_line_end(passage, need.start)
        if where == "outside-hashtags":
            return not in_pile(passage, need.start)
        if where == "before-link":
            spot = need.source_span()[0]
            return all(
                cause.source_span()[0] > spot
                for cause in causes
                if cause.passage.part is passage.part
            )
        return True


def _share_a_sentence(one: Match, other: Match) -> bool:
    passage = one.passage
    return passage is other.passage and (
        passage.sentence(one.start, one.end) == passage.sentence(other.start, other.end)
    )


def _has_line_end(passage: Passage, before: int) -> bool:
    return before > 0 and "line" in passage.view.kinds(0, before)
