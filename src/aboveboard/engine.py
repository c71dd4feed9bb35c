"""The engine: documents in, findings out.

For each document: normalise, screen, match, carry spans back to the source, then settle
(suppress, de-duplicate, sort).  It prints nothing and reads no file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import regex

from aboveboard.claims.judge import judge_claims
from aboveboard.claims.model import Judged
from aboveboard.clearing import clear, settling_fact
from aboveboard.document import Document, Problem
from aboveboard.facts import Facts
from aboveboard.findings import DocumentResult, Finding, deduplicate, sort_key
from aboveboard.language import plain_language
from aboveboard.matchers.claim import ClaimMatcher
from aboveboard.matchers.missing import MissingMatcher, Terms
from aboveboard.matchers.regexes import RegexTimeout
from aboveboard.matchers.words import GuardedWords
from aboveboard.normalise import PLACEHOLDER
from aboveboard.passage import LINKS, Match, Passage, Reading, read
from aboveboard.rulebook.load import Rulebook
from aboveboard.rulebook.model import Across, Claimed, Missing, Rule, Scope, Words
from aboveboard.screen import Screen
from aboveboard.settings import Excuse, Settings
from aboveboard.severity import at_least, milder
from aboveboard.suppress import BUILT_IN, excuse, suppress

__all__ = ["Checked", "Engine", "Matchers"]


@dataclass(frozen=True, slots=True)
class Checked:
    """One document's result: what is reported, what was answered for, what went wrong."""

    result: DocumentResult
    findings: tuple[Finding, ...]
    suppressed: tuple[tuple[Finding, str], ...] = ()
    problems: tuple[Problem, ...] = ()


Matcher = GuardedWords | MissingMatcher | ClaimMatcher


class Matchers:
    """The compiled matcher of every rule of a rulebook, made when first asked for."""

    def __init__(self, rulebook: Rulebook) -> None:
        self.rulebook = rulebook
        self._made: dict[str, Matcher] = {}

    def of(self, rule: Rule) -> Matcher:
        """The matcher of ``rule``."""
        if rule.id not in self._made:
            self._made[rule.id] = self._make(rule)
        return self._made[rule.id]

    def _make(self, rule: Rule) -> Matcher:
        lexicons = self.rulebook.lexicons
        if isinstance(rule.find, Words):
            return GuardedWords(rule.find, rule.exceptions, lexicons)
        if isinstance(rule.find, Claimed):
            return ClaimMatcher(rule.find)
        assert isinstance(rule.find, Missing)
        return MissingMatcher(rule.find, lexicons)


class Engine:
    """Checks documents with one rulebook and one set of settings."""

    def __init__(self, matchers: Matchers, settings: Settings) -> None:
        self.settings = settings
        self._matchers = matchers
        self._rulebook = matchers.rulebook
        self.rules = [
            rule
            for rule in self._rulebook.rules.values()
            if rule.status in {"stable", "trial"} and settings.selects(rule.id)
        ]
        self._known = frozenset(self._rulebook.rules) | BUILT_IN.keys()
        self._running = frozenset(rule.id for rule in self.rules)
        self._words = [rule for rule in self.rules if isinstance(rule.find, Words)]
        self._missing = [rule for rule in self.rules if isinstance(rule.find, Missing)]
        self._claimed = [rule for rule in self.rules if isinstance(rule.find, Claimed)]
        self._claims = _claims_needed(self.rules)
        self._screen = Screen(
            (index, clauses)
            for index, rule in enumerate(self._words)
            for clauses in self._guarded(rule).words.clauses()
        )
        self._folds: Mapping[str, int] = {
            platform: fold
            for lexicon in self._rulebook.lexicons.values()
            for platform, fold in lexicon.folds.items()
        }
        self._languages = frozenset(
            language for rule in self.rules if rule.find for language in rule.scope.languages
        ) - {"any"} or frozenset({"en"})
        self.used_excuses: set[Excuse] = set()

    def runs(self, rule_id: str) -> bool:
        """Whether a rule is one of those that run."""
        return rule_id in self._running

    def _guarded(self, rule: Rule) -> GuardedWords:
        matcher = self._matchers.of(rule)
        assert isinstance(matcher, GuardedWords)
        return matcher

    # ------------------------------------------------------------ one document

    def check(self, document: Document) -> Checked:
        """Check one document whose parts are parts and whose facts are read."""
        assert isinstance(document.facts, Facts)
        facts = self.settings.facts_of(document.facts)
        problems: list[Problem] = []
        reading = read(document, facts)
        problems += self._not_covered(reading)
        judged = list(judge_claims(reading, self._claims, self.settings.date_order))
        matches = self._find(reading, judged, problems)
        left = clear(matches, judged, facts, self.settings.date_order)
        found = [self._finding(rule, reading, match, judged) for rule, match in left]
        outcome = suppress(
            document,
            found,
            known=self._known,
            running=self.runs,
            as_of=self.settings.as_of,
        )
        kept, excused = excuse(
            outcome.kept, self.settings.excuses, self.settings.as_of, self.used_excuses
        )
        complaints = [f for f in outcome.complaints if self.settings.selects(f.rule_id)]
        settled = sorted([*deduplicate(kept), *complaints], key=sort_key)
        reported = tuple(f for f in settled if at_least(f.severity, self.settings.severity))
        result = DocumentResult(
            document.name, document.row, _status(settled), len(settled) - len(reported)
        )
        return Checked(result, reported, (*outcome.suppressed, *excused), tuple(problems))

    def check_all(self, documents: Iterable[Document]) -> Iterator[Checked]:
        """Check documents one after the other."""
        for document in documents:
            yield self.check(document)

    def _not_covered(self, reading: Reading) -> Iterator[Problem]:
        """A notice where a document is in a language that the rules do not know.

        Most rules are for English copy; silence about anything else would look like praise.
        """
        language = str(reading.facts.get("language", "")).partition("-")[0]
        if not language:
            text = " ".join(passage.text for passage in reading.passages)
            words = frozenset().union(*(passage.words for passage in reading.passages))
            language = plain_language(text, words) or "en"
        if language in self._languages:
            return
        said = "a script" if language == "other" else f"a language ({language})"
        message = f"written in {said} that most rules do not cover; not checked by them"
        yield Problem(reading.document.name, None, message, "notice")

    # ------------------------------------------------------------ matching

    def _find(
        self, reading: Reading, judged: Sequence[Judged], problems: list[Problem]
    ) -> Iterator[tuple[Rule, Match]]:
        day = _day(reading.facts) or self.settings.as_of
        too_slow: set[int] = set()
        for passage in (*reading.passages, *reading.links):
            for index in sorted(self._screen.candidates(passage.words) - too_slow):
                rule = self._words[index]
                if not _wants(rule.scope, passage) or not _applies(rule, reading.facts, day):
                    continue
                try:
                    spans = list(self._guarded(rule).find(passage))
                except RegexTimeout as error:
                    # Once is enough: a long document has many passages.
                    too_slow.add(index)
                    problems.append(_timeout(rule, reading.document, passage, str(error)))
                    continue
                for start, end in spans:
                    softer = 1 if PLACEHOLDER in passage.text[start:end] else 0
                    yield rule, Match(passage, start, end, softer=softer)
        for rule in self._claimed:
            if _applies(rule, reading.facts, day):
                matcher = self._matchers.of(rule)
                assert isinstance(matcher, ClaimMatcher)
                for match in matcher.find(judged):
                    if _wants(rule.scope, match.passage):
                        yield rule, match
        terms = self._terms(reading.facts)
        for rule in self._missing:
            if _applies(rule, reading.facts, day):
                matcher = self._matchers.of(rule)
                assert isinstance(matcher, MissingMatcher)
                try:
                    causes = list(matcher.find(reading, terms))
                except (RegexTimeout, TimeoutError) as error:
                    problems.append(_timeout(rule, reading.document, None, str(error)))
                    continue
                for match in causes:
                    yield rule, match

    def _terms(self, facts: Facts) -> Terms:
        return Terms(
            facts.get("jurisdictions", ()),
            self._folds.get(facts.get("platform", "")),
            self.settings.components,
        )

    def _finding(
        self, rule: Rule, reading: Reading, match: Match, judged: Sequence[Judged]
    ) -> Finding:
        start, end = match.source_span()
        advice = _fill(rule.advice, match)
        if fact := settling_fact(rule, match, judged):
            advice += f" The fact that settles it: {fact}"
        severity = "note" if rule.status == "trial" else milder(rule.severity, match.softer)
        return Finding(
            rule_id=rule.id,
            severity=severity,
            verdict=rule.verdict,
            message=_fill(rule.message(match.outcome), match),
            advice=advice,
            document=reading.document.name,
            part=match.passage.part.name,
            start=start,
            end=end,
            source=match.passage.part.source,
            outcome=match.outcome,
            row=reading.document.row,
            cites=self._cites(rule, reading.facts),
        )

    def _cites(self, rule: Rule, facts: Facts) -> tuple[str, ...]:
        """The titles of the provisions that a rule rests on, there and then."""
        day = _day(facts) or self.settings.as_of
        provisions = self._rulebook.provisions
        cited = [provisions[cite.text] for cite in rule.cites if cite.text in provisions]
        cited = [provision for provision in cited if provision.in_force(day)]
        selected = facts.get("jurisdictions", ())
        near = [p.title for p in cited if any(_binds(p.jurisdiction, j) for j in selected)]
        return tuple(near or [provision.title for provision in cited])


def _claims_needed(rules: Iterable[Rule]) -> frozenset[str]:
    """The kinds of claim that some rule is about, or is cleared by."""
    kinds = set()
    for rule in rules:
        if isinstance(rule.find, Claimed | Across) and rule.find.claim:
            kinds.add(rule.find.claim)
        kinds |= {clearing.claim for clearing in rule.cleared_by if clearing.claim}
    return frozenset(kinds)


_NUMBER = regex.compile(r"\d[\d,.]*\d|\d")
_SLOT = regex.compile(r"\{(match|count|found|jurisdiction|label|fact|claim|others)\}")
_LONGEST_MATCH = 80


def _fill(template: str, match: Match) -> str:
    """A message with its placeholders filled; other braces stay as they are."""

    def value(slot: regex.Match[str]) -> str:
        name = slot[1]
        if name in match.values:
            return _short(match.values[name])
        if name == "match":
            return _short(match.text)
        if name == "count":
            number = _NUMBER.search(match.text)
            return str(number[0]) if number else "so many"
        return str(slot[0])

    return str(_SLOT.sub(value, template))


def _short(text: str) -> str:
    shown = text.replace(PLACEHOLDER, "{…}")
    return shown if len(shown) <= _LONGEST_MATCH else shown[: _LONGEST_MATCH - 1].rstrip() + "…"


def _status(findings: Iterable[Finding]) -> str:
    severities = {finding.severity for finding in findings}
    return "fail" if "error" in severities else "review" if "warning" in severities else "pass"


def _day(facts: Facts) -> date | None:
    published = facts.get("published")
    return published.date() if isinstance(published, datetime) else published


def _wants(scope: Scope, passage: Passage) -> bool:
    """Whether a rule with this scope looks at a passage at all."""
    name = passage.part_name
    if name == LINKS:
        return LINKS in scope.parts
    return (not scope.parts or name in scope.parts) and name not in scope.not_parts


def _applies(rule: Rule, facts: Facts, day: date) -> bool:
    """Whether a rule is for a document with these facts, on this day."""
    scope = rule.scope
    first, last = rule.in_force
    if (first is not None and day < first) or (last is not None and last < day):
        return False
    language = facts.get("language", "en").partition("-")[0]
    if "any" not in scope.languages and language not in scope.languages:
        return False
    for wanted, name in (
        (scope.kinds, "kind"),
        (scope.platforms, "platform"),
        (scope.ad_categories, "ad-category"),
    ):
        if wanted and facts.get(name) not in wanted:
            return False
    return not scope.jurisdictions or any(
        _binds(wanted, selected)
        for wanted in scope.jurisdictions
        for selected in facts.get("jurisdictions", ())
    )


_EU = frozenset(
    "at be bg hr cy cz dk ee fi fr de gr hu ie it lv lt lu mt nl pl pt ro sk si es se".split()
)


def _binds(law: str, place: str) -> bool:
    """Whether the law of ``law`` holds in ``place``: its own, its country's, the Union's."""
    country = place.partition("-")[0]
    return law in {place, country} or (law == "eu" and country in _EU)


def _timeout(rule: Rule, document: Document, passage: Passage | None, pattern: str) -> Problem:
    line = column = None
    if passage is not None:
        line, column = passage.part.source.position(passage.view.source_span(0, 0)[0])
    said = f"the rule {rule.id} took too long here, so the rest of this document is without it"
    shown = f" ('{pattern[:60]}')" if pattern else ""
    return Problem(document.name, line, said + shown, column=column)
