"""Token patterns: their words, gaps and options, and how many sequences they stand for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from aboveboard.matchers.pattern import MOST_SEQUENCES, PatternSet, TooManySequences
from aboveboard.normalise import normalise
from aboveboard.rulebook.checks.subject import Check, Subject
from aboveboard.rulebook.checks.wordings import norms
from aboveboard.rulebook.model import Step
from aboveboard.screen import CHANGEABLE
from aboveboard.text import View

__all__ = ["CHECKS"]


def _name(step: Step) -> str:
    """A step as a message shows it."""
    if step.words:
        return f"'{step.words[0]}'" if len(step.words) == 1 else f"'{step.words[0]}' or others"
    if step.word_class:
        return f"'is: {step.word_class}'"
    if step.lexicon:
        return f"'lexicon: {step.lexicon}'"
    return f"'gap: {step.gap}'" if step.gap else "'spacy'"


# ---------------------------------------------------------------- gaps and options


MOST_IN_GAPS = 10
"""How many words the gaps of one pattern may take together: each doubles the matcher's work."""

_TIMES = 3  # as often is a wording of several words repeated, at most
_MOST_FORMS = 12  # sequences of tokens that a class of words is made of, at most

_PARTICULAR = frozenset({"ORTH", "TEXT", "LOWER", "NORM"})


def _is_gap(step: Step) -> bool:
    """Whether a step takes any run of words: a gap, or a token for nearly any word, repeated."""
    if step.gap or step.spacy is None:
        return bool(step.gap)
    says = {name.upper(): value for name, value in step.spacy.items()}
    if not says.keys() - {"OP"}:
        return True
    return step.repeat and not any(
        isinstance(value, str) or "IN" in value
        for name, value in says.items()
        if name in _PARTICULAR and isinstance(value, str | Mapping)
    )


def gap_runs(subject: Subject) -> None:
    """Two gaps in a row are one; with much between them left out, a search takes forever."""
    for pattern in subject.patterns():
        last: Step | None = None
        for step in pattern:
            if _is_gap(step):
                if last is not None:
                    subject.error(
                        step.mark,
                        f"a gap follows a gap (line {last.mark.line}), with nothing between them "
                        "that must be there",
                        "make them one gap",
                    )
                last = step
            elif not step.optional:
                last = None


def repeat_runs(subject: Subject) -> None:
    """Two repetitions in a row share out the same words in every way there is."""
    for pattern in subject.patterns():
        last: Step | None = None
        for step in pattern:
            if step.repeat and last is not None:
                subject.error(
                    step.mark,
                    f"a step that repeats follows another (line {last.mark.line}), with nothing "
                    "between them that must be there",
                    "make them one step, or let one of them stand once",
                )
            if step.repeat:
                last = step
            elif not step.optional and not _is_gap(step):
                last = None


def gap_sizes(subject: Subject) -> None:
    """The gaps of a pattern take no more words than can be searched in reasonable time."""
    for pattern in subject.patterns():
        total = sum(step.gap for step in pattern)
        if total > MOST_IN_GAPS:
            widest = max(pattern, key=lambda step: step.gap)
            subject.error(
                widest.mark,
                f"the gaps of this pattern take {total} words together; at most {MOST_IN_GAPS}",
                "make the gaps smaller, or make two patterns of it",
            )


def gap_edges(subject: Subject) -> None:
    """A pattern neither begins nor ends with a gap, for that would mark words at random."""
    for pattern in subject.patterns():
        for step, edge in ((pattern[0], "begins"), (pattern[-1], "ends")):
            if _is_gap(step):
                subject.error(
                    step.mark,
                    f"the pattern {edge} with a gap, which takes any word",
                    "remove the gap, or say what stands there",
                )


def some_word(subject: Subject) -> None:
    """Something in a pattern must be there."""
    for pattern in subject.patterns():
        if all(step.optional or _is_gap(step) or _denies(step) for step in pattern):
            subject.error(
                pattern[0].mark,
                "everything in this pattern may be absent, so it says nothing",
                "leave out 'optional' in one step, or add a word that must be there",
            )


def _denies(step: Step) -> bool:
    """Whether a step only says what must not stand there."""
    return step.spacy is not None and step.spacy.get("OP", step.spacy.get("op")) == "!"


def no_effect(subject: Subject) -> None:
    """Options that change nothing."""
    for pattern in subject.patterns():
        for step in pattern:
            node = subject.mapping(step.mark) or subject.root
            if step.gap and (step.optional or step.repeat):
                key = "optional" if step.optional else "repeat"
                subject.warn(
                    node.get(key) or node, f"'{key}' changes nothing in a gap", "a gap may be empty"
                )


# ---------------------------------------------------------------- words


def _written(subject: Subject, step: Step) -> Iterator[tuple[str, object]]:
    """The words of a step with their nodes."""
    node = subject.mapping(step.mark)
    for index, word in enumerate(step.words):
        yield word, (node.get("any-of", index) if node is not None else None) or step.mark


def words(subject: Subject) -> None:
    """A word of a pattern can be found, and does not stand there twice."""
    for pattern in subject.patterns():
        for step in pattern:
            seen: dict[tuple[str, ...], str] = {}
            for word, place in _written(subject, step):
                key = norms(word)
                if not normalise(View(word)).text.strip() or not key:
                    subject.error(place, f"'{word}' is nothing but white space")  # type: ignore[arg-type]
                    continue
                first = seen.setdefault(key, word)
                if first is not word:
                    same = "" if first == word else f", as '{first}'"
                    subject.warn(place, f"'{word}' stands in this step twice{same}", "remove one")  # type: ignore[arg-type]


# ---------------------------------------------------------------- size


def too_many(subject: Subject) -> None:
    """A pattern stands for no more sequences of words than the matcher takes."""
    lexicons = subject.rulebook.lexicons
    for pattern in subject.patterns():
        if any(step.lexicon and step.lexicon not in lexicons for step in pattern):
            continue
        if _at_most(subject, pattern) <= MOST_SEQUENCES:
            continue
        try:
            PatternSet([pattern], lexicons).sequences()
        except TooManySequences as error:
            most = max(pattern, key=lambda step: _alternatives(subject, step))
            subject.error(
                most.mark,
                str(error),
                f"wordings of several words count most: see {_name(most)}; make two patterns of it",
            )


def _at_most(subject: Subject, pattern: tuple[Step, ...]) -> int:
    count = 1
    for step in pattern:
        count *= _alternatives(subject, step)
    return count


def _alternatives(subject: Subject, step: Step) -> int:
    """For how many sequences a step stands, at most; counted without spaCy.

    Words of letters and single signs are one token each, and all of them one alternative;
    everything else may be an alternative of its own, and stand several times where it repeats.
    """
    times = _TIMES if step.repeat else 1
    words = step.words
    if step.lexicon:
        words = tuple(p.text for p in subject.rulebook.lexicons[step.lexicon].words.phrases)
    if step.word_class:
        return _MOST_FORMS * times + step.optional
    plain = [w for w in words if len(w) == 1 or (w.isalpha() and w.lower() not in CHANGEABLE)]
    return max(1, (len(words) - len(plain)) * times + bool(plain)) + step.optional


CHECKS = (
    Check("gap-runs", "gaps that follow gaps", gap_runs, sound=True),
    Check("repeat-runs", "repetitions that follow repetitions", repeat_runs, sound=True),
    Check("gap-sizes", "gaps of too many words in one pattern", gap_sizes, sound=True),
    Check("gap-edges", "patterns that begin or end with a gap", gap_edges),
    Check("pattern-empty", "patterns in which everything may be absent", some_word, sound=True),
    Check("pattern-words", "words that can never be found, or stand twice", words),
    Check("pattern-options", "options that change nothing", no_effect),
    Check("pattern-size", "patterns that stand for too many sequences", too_many, sound=True),
)
"""The checks of this module."""
