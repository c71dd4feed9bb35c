"""What a check gets: one file under judgement, with all that it may look up."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from aboveboard.rulebook.book import Lexicon, Rulebook
from aboveboard.rulebook.faultlist import Faults
from aboveboard.rulebook.folders import bundled_folder
from aboveboard.rulebook.mark import Mark, Phrase
from aboveboard.rulebook.model import Across, Missing, Rule, Step, Words
from aboveboard.rulebook.yamlfile import Node, YamlError, parse_yaml

__all__ = ["Check", "Subject", "Wordings"]


class Wordings(NamedTuple):
    """Words in a file, and what they are for: ``find``, ``except``, ``when`` or ``need``."""

    role: str
    words: Words


@dataclass(eq=False)
class Subject:
    """A rule or a lexicon in its file; checks add to ``faults``.

    Exactly one of ``rule`` and ``lexicon`` is given.
    """

    rulebook: Rulebook
    faults: Faults
    rule: Rule | None = None
    lexicon: Lexicon | None = None

    @cached_property
    def root(self) -> Node:
        """The file as nodes."""
        try:
            root = parse_yaml(self.faults.text)
        except YamlError:
            root = None
        return root or Node([], "mapping", Mark(1, 1, 0), Mark(1, 1, 0))

    @cached_property
    def bundled(self) -> bool:
        """Whether the file is one of ours, which are held to more."""
        return Path(self.faults.path).resolve().is_relative_to(bundled_folder())

    # ------------------------------------------------------------ places

    def at(self, *path: str | int) -> Node:
        """The node at ``path``, or the last one on the way to it."""
        node = self.root
        for step in path:
            found = node.get(step)
            if found is None:
                break
            node = found
        return node

    def key(self, name: str) -> Node:
        """Where a key of the file stands."""
        return next((key for key, _ in self.root.pairs() if key.text == name), self.root)

    @cached_property
    def _mappings(self) -> dict[int, Node]:
        found: dict[int, Node] = {}
        pending = [self.root]
        while pending:
            node = pending.pop()
            if node.kind == "mapping":
                found[node.start.offset] = node
            pending += node.items()
            pending += [value for _, value in node.pairs()]
        return found

    def mapping(self, mark: Mark) -> Node | None:
        """The group of keys that begins at ``mark``, such as a step."""
        return self._mappings.get(mark.offset)

    # ------------------------------------------------------------ faults

    def error(self, place: Node | Mark, message: str, hint: str = "") -> None:
        """Record an error: the rule does not do what it says."""
        self.faults.add(place, message, hint)

    def warn(self, place: Node | Mark, message: str, hint: str = "") -> None:
        """Record a warning: the rule works, and is not as good as it could be."""
        self.faults.add(place, message, hint, "warning")

    def demand(self, place: Node | Mark, message: str, hint: str = "") -> None:
        """Record an error in bundled rules that run, a warning in others."""
        strict = self.bundled and (self.rule is None or self.rule.status in {"stable", "trial"})
        self.faults.add(place, message, hint, "error" if strict else "warning")

    # ------------------------------------------------------------ words

    @cached_property
    def wordings(self) -> Sequence[Wordings]:
        """All words of the file, by what they are for."""
        found = []
        exceptions = None
        if self.rule is not None:
            exceptions = self.rule.exceptions
            if isinstance(self.rule.find, Words):
                found.append(Wordings("find", self.rule.find))
            elif isinstance(self.rule.find, Missing):
                found += [Wordings("when", Words(phrases=t.phrases)) for t in self.rule.find.when]
                found.append(Wordings("need", Words(phrases=self.rule.find.phrases)))
        if self.lexicon is not None:
            exceptions = self.lexicon.exceptions
            found.append(Wordings("find", self.lexicon.words))
        if exceptions is not None:
            found.append(Wordings("except", exceptions.words))
            found.append(Wordings("except", Words(phrases=exceptions.sentence)))
        return [wordings for wordings in found if wordings.words]

    def patterns(self) -> Iterator[tuple[Step, ...]]:
        """All token patterns."""
        for wordings in self.wordings:
            yield from wordings.words.patterns

    def regexes(self) -> Iterator[Phrase]:
        """All regular expressions."""
        for wordings in self.wordings:
            yield from wordings.words.regexes

    def lexicon_names(self) -> Iterator[tuple[str, str, Node]]:
        """The lexicons that the file names: name, what for, and where.

        What for is ``step``, ``when``, ``need`` or ``sentence``.
        """
        for pattern in self.patterns():
            for step in pattern:
                if step.lexicon:
                    node = self.mapping(step.mark) or self.root
                    yield step.lexicon, "step", node.get("lexicon") or node
        exceptions = (self.rule or self.lexicon).exceptions  # type: ignore[union-attr]
        if exceptions.sentence_lexicon:
            place = self.at("except", "sentence", "lexicon")
            yield exceptions.sentence_lexicon, "sentence", place
        if self.rule is not None and isinstance(self.rule.find, Across) and self.rule.find.label:
            yield self.rule.find.label, "need", self.at("find", "across", "label")
        if self.rule is not None and isinstance(self.rule.find, Missing):
            for trigger in self.rule.find.when:
                if trigger.lexicon:
                    node = self.mapping(trigger.mark) or self.root
                    yield trigger.lexicon, "when", node.get("lexicon") or node
            if self.rule.find.lexicon:
                yield self.rule.find.lexicon, "need", self.at("find", "missing", "need", "lexicon")


@dataclass(frozen=True, slots=True)
class Check:
    """One check: its name, what it finds, and how.

    ``sound`` marks those that a rule must pass before the engine can run it at all; they
    import neither spaCy nor anything else that is slow.
    """

    name: str
    finds: str
    run: Callable[[Subject], None]
    sound: bool = False
