"""Rules tested by their own examples, through the whole pipeline."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from aboveboard.document import Document
from aboveboard.engine import Engine, Matchers
from aboveboard.facts import Facts, read_facts
from aboveboard.rulebook.load import Rulebook
from aboveboard.rulebook.model import Example, Rule
from aboveboard.settings import Settings
from aboveboard.sources import reader_named
from aboveboard.sources.plain import part_from_text

__all__ = ["ExampleResult", "document_of", "run_examples"]

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
    alone = replace(rulebook, rules={rule.id: replace(rule, status="stable", severity="error")})
    settings = Settings(select=(rule.id,), severity="note", as_of=_day_in_force(rule))
    engine = Engine(Matchers(alone), settings)
    for example in rule.examples:
        yield ExampleResult(rule, example, _wrong(engine, example))


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
