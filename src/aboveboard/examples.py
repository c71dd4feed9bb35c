"""Rules tested by their own examples, through the whole pipeline."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from aboveboard.across.compare import compare
from aboveboard.document import Document
from aboveboard.engine import Engine
from aboveboard.facts import Facts, read_facts
from aboveboard.fixes.apply import Look, fix_text
from aboveboard.matcherset import Matchers
from aboveboard.rulebook.book import Rulebook
from aboveboard.rulebook.model import Across, Example, FixExample, Recipe, Rule
from aboveboard.settings import Settings
from aboveboard.sources import reader_named
from aboveboard.sources.plain import part_from_text

__all__ = ["ExampleResult", "FixResult", "document_of", "run_examples", "run_fixes"]

Span = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class ExampleResult:
    """What became of one example: ``wrong`` is empty, or says in plain words what differs."""

    rule: Rule
    example: Example
    wrong: str

    @property
    def place(self) -> str:
        """``path:line:column`` of the example."""
        return f"{self.rule.path}:{self.example.mark.line}:{self.example.mark.column}"


def run_examples(rulebook: Rulebook, rule: Rule) -> Iterator[ExampleResult]:
    """Check every example of ``rule`` with that rule alone."""
    engine = _alone(rulebook, rule)
    for example in rule.examples:
        wrong = _wrong_posts(engine, rule, example) if example.posts else _wrong(engine, example)
        yield ExampleResult(rule, example, wrong)


def _alone(rulebook: Rulebook, rule: Rule) -> Engine:
    """An engine with this rule, and those that it is about."""
    rules = {rule.id: replace(rule, status="stable", severity="error")}
    if isinstance(rule.find, Across):
        # It sees what other rules find.
        others = [phrase.text for phrase in rule.find.rules]
        rules |= {name: rulebook.rules[name] for name in others if name in rulebook.rules}
    settings = Settings(select=tuple(rules), severity="note", as_of=_day_in_force(rule))
    return Engine(Matchers(replace(rulebook, rules=rules)), settings)


def _day_in_force(rule: Rule) -> date:
    """Today, or the nearest day on which the rule is in force: examples do not grow old."""
    first, last = rule.in_force
    day = date.today()
    if first is not None:
        day = max(day, first)
    return day if last is None else min(day, last)


def document_of(example: Example) -> Document:
    """The document that an example of one document is."""
    facts = read_facts(example.facts)[0]
    if example.format == "text":
        parts = {name: part_from_text(name, text) for name, text in example.parts.items()}
        return Document("example", parts, facts)
    (text,) = example.parts.values()
    read = reader_named(example.format)(text, "example")
    nothing = Document("example", {})
    document = next((item for item in read if isinstance(item, Document)), nothing)
    own = document.facts if isinstance(document.facts, Facts) else read_facts(document.facts)[0]
    return replace(document, facts=facts.over(own))


def _wrong_posts(engine: Engine, rule: Rule, example: Example) -> str:
    """What differs in an example of several documents."""
    traces = []
    documents = [
        replace(document_of(post), name="example", row=number)
        for number, post in enumerate(example.posts, start=1)
    ]
    for document in documents:
        checked = engine.check(document)
        if checked.trace is not None:
            traces.append(checked.trace)
    found = set()
    for conflict in compare(traces, {rule.id: rule}):
        spot, row = conflict.entry.spot, conflict.trace.row or 0
        found.add((row, spot.part, spot.start, spot.end))
    wanted = {
        (number, *span) for number, post in enumerate(example.posts, start=1) for span in post.spans
    }

    def said(place: tuple[int, str, int, int]) -> str:
        number, part, start, end = place
        return f"'{_text(example.posts[number - 1], (part, start, end))}' in post {number}"

    problems = [f"{said(place)} is not flagged" for place in sorted(wanted - found)]
    problems += [
        f"{said(place)} is flagged{', but is not marked' if wanted else ''}"
        for place in sorted(found - wanted)
    ]
    return "; ".join(problems)


def _wrong(engine: Engine, example: Example) -> str:
    document = document_of(example)
    if not document.parts:
        return f"this cannot be read as {example.format}"
    checked = engine.check(document)
    broken = [problem.message for problem in checked.problems if problem.level == "error"]
    if broken:
        return "; ".join(broken)
    findings = checked.findings
    body = next(iter(example.parts))

    def part_of(name: str) -> str:
        # In Markdown and HTML the spans count in the whole file, whatever the part.
        return name if example.format == "text" else body

    found = {(part_of(f.part), f.start, f.end) for f in findings}
    wanted = set(example.spans)
    problems = [f"'{_text(example, span)}' is not flagged" for span in sorted(wanted - found)]
    problems += [
        f"'{_text(example, span)}' is flagged{', but is not marked' if wanted else ''}"
        for span in sorted(found - wanted)
    ]
    if example.outcome and not problems:
        other = {f.outcome for f in findings} - {example.outcome}
        problems += [f"the outcome is '{outcome}', not '{example.outcome}'" for outcome in other]
    return "; ".join(problems)


def _text(example: Example, span: Span) -> str:
    part, start, end = span
    return example.parts[part][start:end]


# ---------------------------------------------------------------- fixes


@dataclass(frozen=True, slots=True)
class FixResult:
    """What became of one example of a fix: ``wrong`` is empty, or says what differs."""

    rule: Rule
    recipe: Recipe
    example: FixExample
    wrong: str

    @property
    def place(self) -> str:
        """``path:line:column`` of the example."""
        return f"{self.rule.path}:{self.example.mark.line}:{self.example.mark.column}"


def run_fixes(rulebook: Rulebook, rule: Rule) -> Iterator[FixResult]:
    """Make each fix of ``rule`` in its examples, with that rule and that fix alone."""
    for recipe in rule.fixes:
        engine = _alone(rulebook, replace(rule, fixes=(recipe,)))
        for example in recipe.examples:
            wrong = _wrong_fix(engine, example)
            yield FixResult(rule, recipe, example, wrong)


def _wrong_fix(engine: Engine, example: FixExample) -> str:
    def check(text: str) -> Look:
        copy = Example(example.mark, True, {"body": text}, (), example.facts, format=example.format)
        findings = engine.check(document_of(copy)).findings
        return Look(findings, findings)

    fixed = fix_text(example.before, check, unsafe=True)
    if fixed.text == example.after:
        return ""
    if not fixed.made:
        reasons = {attempt.refused: None for attempt in fixed.refused}
        return f"nothing was fixed: {'; '.join(reasons) or 'the rule finds nothing to fix here'}"
    return f"the fix makes '{fixed.text}' of it"
