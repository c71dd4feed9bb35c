"""Asking: documents in, and for each the reasons why one rule says nothing of it.

What is reported in the end comes from the engine itself; the reasons come from the same
matchers, guards and clearings, asked one by one for the one rule.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from aboveboard.across.compare import compare
from aboveboard.across.trace import Trace
from aboveboard.claims.judge import judge_claims
from aboveboard.claims.model import Judged
from aboveboard.clearing import clear, effect_of
from aboveboard.document import Document, Part
from aboveboard.engine import Engine
from aboveboard.facts import Facts
from aboveboard.findings import Finding, deduplicate
from aboveboard.matchers.claim import ClaimMatcher
from aboveboard.matchers.disclosure import Terms
from aboveboard.matchers.missing import MissingMatcher
from aboveboard.matchers.regexes import RegexTimeout
from aboveboard.matchers.words import GuardedWords
from aboveboard.matcherset import Matchers
from aboveboard.passage import Match, Reading, read
from aboveboard.phrasing import related_document
from aboveboard.rulebook.book import Rulebook
from aboveboard.rulebook.model import CLAIMS, Across, Claimed, Missing, Rule
from aboveboard.scope import day_of
from aboveboard.settings import Settings
from aboveboard.severity import at_least
from aboveboard.suppress import BUILT_IN, excuse, suppress
from aboveboard.whynot.among import among_posts
from aboveboard.whynot.inclaims import find_claims
from aboveboard.whynot.inmissing import find_missing
from aboveboard.whynot.inwords import find_words, not_copy
from aboveboard.whynot.ofrule import not_for, not_running, not_selected
from aboveboard.whynot.reason import Reason, at_finding, quoted, whole

__all__ = ["WhyNot"]


@dataclass(slots=True)
class _Case:
    """A document on the way: its reasons so far, and the findings that may still be reported."""

    name: str
    row: int | None
    settings: Settings
    reasons: list[Reason]
    candidates: list[tuple[Finding, str]]
    findings: tuple[Finding, ...]


class WhyNot:
    """Asks of one rule of ``rulebook``, or of the engine's own rules, why it says nothing.

    ``settings_for`` gives the settings of a document by its name.  KeyError for a rule that
    there is not.
    """

    def __init__(
        self, rulebook: Rulebook, rule_id: str, settings_for: Callable[[str], Settings]
    ) -> None:
        self._rulebook = rulebook
        self._rule = None if rule_id in BUILT_IN else rulebook.rules[rule_id]
        self._id = rule_id
        self._settings_for = settings_for
        self._matchers = Matchers(rulebook)
        self._engines: dict[int, tuple[Settings, Engine]] = {}

    def ask(self, documents: Iterable[Document]) -> list[Reason]:
        """The reasons, document by document; the documents' parts and facts must be read.

        Where the rule is not quiet, its findings are among them, with the kind ``reported``.
        """
        stopped = not_running(self._rule) if self._rule is not None else None
        if stopped is not None:
            return [Reason(*stopped)]
        cases: list[_Case] = []
        traces: list[Trace] = []
        for document in documents:
            settings = self._settings_for(document.name)
            checked = self._engine(settings).check(document)
            if checked.trace is not None:
                traces.append(checked.trace)
            reasons: list[Reason] = []
            candidates: list[tuple[Finding, str]] = []
            for found in self._of(document, settings):
                if isinstance(found, Reason):
                    reasons.append(found)
                else:
                    candidates.append(found)
            cases.append(
                _Case(document.name, document.row, settings, reasons, candidates, checked.findings)
            )
        return list(self._settle(cases, traces))

    def _engine(self, settings: Settings) -> Engine:
        """The engine of some settings, which holds nothing back."""
        if id(settings) not in self._engines:
            engine = Engine(self._matchers, replace(settings, severity="note"))
            self._engines[id(settings)] = (settings, engine)
        return self._engines[id(settings)][1]

    # ------------------------------------------------------------ one document

    def _of(self, document: Document, settings: Settings) -> Iterator[Reason | tuple[Finding, str]]:
        """Reasons, and findings that may be reported, each with what made it a mere note."""
        rule = self._rule
        left_out = not_selected(settings, self._id)
        if left_out is not None:
            yield whole(document, *left_out)
            return
        if rule is None:
            return
        assert isinstance(document.facts, Facts)
        facts = settings.facts_of(document.facts)
        out_of_scope = not_for(rule, facts, day_of(facts) or settings.as_of)
        if out_of_scope is not None:
            yield whole(document, *out_of_scope)
            return
        if isinstance(rule.find, Across):
            if settings.excuses or document.ignores or _has_comments(document):
                yield from self._answered_across(document, settings)
            return
        reading = read(document, facts)
        judged = list(judge_claims(reading, CLAIMS, settings.date_order))
        found: list[Match | Reason] = []
        try:
            found += self._found(rule, reading, judged, settings)
        except (RegexTimeout, TimeoutError):
            said = f"{rule.id} took too long here, so this document is without it."
            yield whole(document, "too-slow", said)
        for item in found:
            if isinstance(item, Reason):
                yield item
            else:
                yield self._settled(rule, reading, item, judged, settings)

    def _found(
        self, rule: Rule, reading: Reading, judged: Sequence[Judged], settings: Settings
    ) -> Iterator[Match | Reason]:
        matcher = self._matchers.of(rule)
        if isinstance(matcher, GuardedWords):
            count = 0
            for item in (*find_words(rule, matcher, reading), *not_copy(matcher, reading)):
                count += 1
                yield item
            if not count:
                said = "None of the wordings that the rule looks for stands here."
                yield whole(reading.document, "no-words", said)
        elif isinstance(matcher, MissingMatcher):
            assert isinstance(rule.find, Missing)
            terms = self._terms(reading.facts, settings)
            yield from find_missing(self._rulebook, rule.find, matcher, reading, terms)
        else:
            assert isinstance(matcher, ClaimMatcher)
            assert isinstance(rule.find, Claimed)
            yield from find_claims(rule, rule.find, reading, judged)

    def _terms(self, facts: Facts, settings: Settings) -> Terms:
        platform = facts.get("platform", "")
        folds = [
            lexicon.folds[platform]
            for lexicon in self._rulebook.lexicons.values()
            if platform in lexicon.folds
        ]
        return Terms(
            facts.get("jurisdictions", ()), folds[-1] if folds else None, settings.components
        )

    def _settled(
        self,
        rule: Rule,
        reading: Reading,
        match: Match,
        judged: Sequence[Judged],
        settings: Settings,
    ) -> Reason | tuple[Finding, str]:
        """What becomes of a match: cleared, answered for, or a finding that may be reported."""
        phrasing = self._engine(settings).phrasing
        cleared = effect_of(rule, match, judged, reading.facts, settings.date_order)
        by = ""
        if cleared is not None:
            item = cleared.by
            by = f"the fact {cleared.text}"
            if item is not None:
                itself = item.claim.text == match.text
                by = "what it says itself" if itself else quoted(item.claim.text)
                if fact := item.values.get("fact"):
                    by += f" (known: {fact})"
        for _, left in clear([(rule, match)], judged, reading.facts, settings.date_order):
            finding = phrasing.of_match(rule, reading, left, judged)
            return self._answered(reading.document, finding, settings) or (finding, by)
        finding = phrasing.of_match(rule, reading, match, judged)
        return at_finding(finding, "cleared", f"is cleared by {by}.")

    def _answered_across(self, document: Document, settings: Settings) -> Iterator[Reason]:
        """What might be compared with other posts, had nobody answered for it."""
        parts = {
            name: replace(part, comments=()) if isinstance(part, Part) else part
            for name, part in document.parts.items()
        }
        open_settings = replace(settings, severity="note", excuses=())
        engine = Engine(self._matchers, open_settings)
        trace = engine.check(replace(document, parts=parts, ignores=())).trace
        for entry in trace.entries if trace is not None else ():
            if self._id in entry.rule_ids:
                spot = entry.spot
                finding = Finding(
                    rule_id=self._id,
                    severity="note",
                    verdict="rewrite",
                    message="",
                    advice="",
                    document=document.name,
                    part=spot.part,
                    start=spot.start,
                    end=spot.end,
                    source=spot.source,
                    row=document.row,
                )
                answered = self._answered(document, finding, settings)
                if answered is not None:
                    yield answered

    def _answered(self, document: Document, finding: Finding, settings: Settings) -> Reason | None:
        """The directive or the exception of the configuration that answers for a finding."""
        outcome = suppress(
            document,
            [finding],
            known=frozenset(self._rulebook.rules) | BUILT_IN.keys(),
            running=lambda _: True,
            as_of=settings.as_of,
        )
        for entry in outcome.listed:
            if entry.state == "used" and outcome.suppressed:
                line, column = entry.source.position(entry.comment.start)
                said = f"is suppressed in line {line}, column {column}: {entry.reason}"
                return at_finding(finding, "suppressed", said)
        for answer in settings.excuses:
            if excuse([finding], [answer], settings.as_of, set())[1]:
                path, line = answer.place
                said = f"is an exception of the configuration ({path}:{line}): {answer.reason}"
                return at_finding(finding, "exception", said)
        return None

    # ------------------------------------------------------------ all documents

    def _settle(self, cases: Sequence[_Case], traces: Sequence[Trace]) -> Iterator[Reason]:
        """The reasons of all documents, now that they are compared with each other."""
        conflicts: dict[tuple[str, int | None], list[Finding]] = {}
        for conflict in compare(traces, self._rulebook.rules):
            trace = conflict.trace
            phrasing = self._engine(self._settings_for(trace.document)).phrasing
            finding = phrasing.of_conflict(conflict, related_document)
            conflicts.setdefault((trace.document, trace.row), []).append(finding)
        across = {}
        if self._rule is not None and isinstance(self._rule.find, Across):
            across = among_posts(self._rule, self._rule.find, traces)
        for case in cases:
            place = (case.name, case.row)
            own = conflicts.get(place, [])
            left = deduplicate([*case.findings, *own]) if own else list(case.findings)
            reasons = list(case.reasons)
            candidates = list(case.candidates)
            if self._rule is None:
                candidates += [(f, "") for f in case.findings if f.rule_id == self._id]
                if not candidates and not reasons:
                    said = "No suppression here is of that kind."
                    reasons.append(Reason("no-words", said, case.name, case.row))
            elif isinstance(self._rule.find, Across) and not reasons:
                candidates += [(f, "") for f in own if f.rule_id == self._id]
                if not candidates:
                    reasons.append(across.get(place) or self._nothing_to_compare(case))
            for finding, softened in candidates:
                reasons.append(_outcome(finding, softened, left, case.settings.severity))
            if not reasons:
                said = f"Nothing that is known here explains why {self._id} is quiet."
                reasons.append(Reason("unexplained", said, case.name, case.row))
            yield from sorted(reasons, key=lambda r: (r.line or 0, r.column or 0))

    def _nothing_to_compare(self, case: _Case) -> Reason:
        said = "There is nothing here that the rule compares with other posts."
        return Reason("nothing-to-compare", said, case.name, case.row)


def _has_comments(document: Document) -> bool:
    return any(isinstance(part, Part) and part.comments for part in document.parts.values())


def _outcome(finding: Finding, softened: str, left: Sequence[Finding], severity: str) -> Reason:
    """What became of a finding that nothing answers for."""
    note = f"is only a {finding.severity} here" + (f", for {softened}" if softened else "")
    if finding not in left:
        winner = _winner(finding, left)
        if winner is None:
            return at_finding(
                finding, "unexplained", "is found, but not reported; nothing here explains why."
            )
        said = f"is reported by {winner.rule_id} instead: one phrase, one finding of a category."
        return at_finding(finding, "outdone", said)
    if not at_least(finding.severity, severity):
        said = f"{note}; it is shown with --severity {finding.severity}."
        return at_finding(finding, "held-back", said)
    said = f"is reported as a {finding.severity}" if finding.severity != "error" else ""
    return at_finding(finding, "reported", f"{said or 'is reported as an error'}: not quiet here.")


def _winner(finding: Finding, left: Sequence[Finding]) -> Finding | None:
    """The finding of the same category that stands at the same place."""
    for other in left:
        if (other.category, other.part) == (finding.category, finding.part) and (
            (other.start < finding.end and finding.start < other.end)
            or (other.start, other.end) == (finding.start, finding.end)
        ):
            return other
    return None
