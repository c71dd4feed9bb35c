"""Checks a draft and says what was found, as values that JSON can hold.

All words come from here and from the rules; the page only puts them where they belong.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from threading import Lock
from typing import TYPE_CHECKING, Any

from aboveboard.document import Document, Part, Problem
from aboveboard.facts import FACTS, Facts, fact_name, read_facts
from aboveboard.localpage.draft import FORMATS, Draft
from aboveboard.localpage.fixing import sound_fixes
from aboveboard.report import Report, narrowed
from aboveboard.reporters.html.words import SIGNS, STATUS_WORDS, VERDICT_WORDS
from aboveboard.reporters.options import ReportOptions
from aboveboard.reporters.summary import summary_line
from aboveboard.reporters.visible import one_line, place, problem_place
from aboveboard.sources import reader_named
from aboveboard.sources.plain import part_from_text

if TYPE_CHECKING:
    from aboveboard.findings import Finding
    from aboveboard.fixes.edits import Fix
    from aboveboard.linter import Linter

__all__ = ["Checker"]

_USUAL = "This is your last chance to save!"


class Checker:
    """Checks drafts with one linter, which must report findings of every severity.

    The linter keeps what it has prepared and is made for one caller at a time, so that drafts
    wait for each other.
    """

    def __init__(self, linter: Linter) -> None:
        self.linter = linter
        self._one_at_a_time = Lock()

    def warm_up(self) -> None:
        """Load what the first finding needs, so that whoever types does not wait for it."""
        self.check(Draft(_USUAL))

    def check(self, draft: Draft) -> dict[str, Any]:
        """What was found in ``draft``.

        ``findings`` are in the order of the copy; of each, ``field`` is ``body`` or ``subject``
        (None for one that stands elsewhere) and ``start`` and ``end`` are code points in it.
        ``faults`` are facts that cannot be read, and the draft is checked without them;
        ``problems`` and ``remarks`` say what was not judged.
        """
        facts, errors = read_facts(draft.facts or {})
        faults = [
            {"fact": _name(error.path), "message": one_line(error.message)} for error in errors
        ]
        with self._one_at_a_time:
            read = self._read(draft, facts)
            whole = self._report(read, len(faults))
            report = narrowed(whole, whole, lambda _: draft.severity)
            fields = dict(_fields(draft, read))

            def changed(found: Finding, text: str) -> Report | None:
                field = fields.get(id(found.source))
                if field is None:
                    return None
                in_body = field == "body"
                other = replace(draft, body=text) if in_body else replace(draft, subject=text)
                return self._report(self._read(other, facts), len(faults))

            fixes = sound_fixes(whole, report.findings, changed)
        status = _status(report)
        return {
            "status": {"key": status, "sign": SIGNS[status], "words": STATUS_WORDS[status]},
            "summary": _summary(report, draft.severity),
            "findings": [
                _finding(found, report, fields.get(id(found.source)), fixes.get(id(found), ()))
                for found in report.findings
            ],
            "faults": faults,
            "problems": [_problem(problem, draft) for problem in report.problems],
            "remarks": [one_line(remark) for remark in report.remarks],
        }

    def _read(self, draft: Draft, facts: Facts) -> list[Document | Problem]:
        """The draft as the reader of its format sees it; what was filled in wins."""
        name = FORMATS[draft.format]
        items: list[Document | Problem] = []
        for item in reader_named(draft.format)(draft.body, name, self.linter.read_options(name)):
            if isinstance(item, Document):
                item = replace(item, facts=facts.over(item.known))
                if draft.subject.strip():
                    subject = part_from_text("subject", draft.subject)
                    item = replace(item, parts={**item.parts, "subject": subject})
            items.append(item)
        return items

    def _report(self, items: Sequence[Document | Problem], faults: int) -> Report:
        return self.linter.report([*_unread(faults), *items], keep=True)


def _name(path: tuple[str | int, ...]) -> str:
    return ".".join(fact_name(str(step)) for step in path)


def _unread(count: int) -> Iterator[Problem]:
    if count:
        said = "1 fact" if count == 1 else f"{count} facts"
        yield Problem("", None, f"{said} cannot be read: checked without")


def _fields(draft: Draft, items: Sequence[Document | Problem]) -> Iterator[tuple[int, str]]:
    """Which field of the page a source stands in, by the source's identity."""
    for item in items:
        if isinstance(item, Document):
            # The title of a page is a subject too, but stands in the body.
            typed = item.parts["subject"] if draft.subject.strip() else None
            for part in item.parts.values():
                if isinstance(part, Part):
                    yield id(part.source), "subject" if part is typed else "body"


def _status(report: Report) -> str:
    """What becomes of the draft; one that was not checked in full never simply passes."""
    status = report.documents[0].status if report.documents else "review"
    failed = any(problem.level == "error" for problem in report.problems)
    return "review" if failed and status == "pass" else status


def _summary(report: Report, severity: str) -> str:
    """What was found, in one sentence, without the options that a command line would name."""
    bare = replace(report, findings=[replace(found, fixes=()) for found in report.findings])
    return summary_line(bare, ReportOptions(severity=severity, show_notes=""))


def _problem(problem: Problem, draft: Draft) -> dict[str, str]:
    where = problem_place(problem)
    if problem.document == FORMATS[draft.format]:
        where = "" if problem.line is None else f"line {problem.line}"
    return {"level": problem.level, "place": where, "message": one_line(problem.message)}


def _finding(
    found: Finding, report: Report, field: str | None, fixes: Sequence[Fix]
) -> dict[str, Any]:
    rule = report.rules[found.rule_id]
    cited = {cite.title: cite for cite in rule.cites}
    settling = fact_name(found.settles.partition(":")[0])
    return {
        "field": field,
        "place": "" if field else place(found.document, found.line, found.column),
        "start": found.start,
        "end": found.end,
        "rule": found.rule_id,
        "title": one_line(rule.title),
        "severity": found.severity,
        "verdict": VERDICT_WORDS.get(found.verdict, found.verdict),
        "message": one_line(found.message),
        "advice": one_line(found.advice),
        "settles": one_line(found.settles),
        "fact": settling if settling in FACTS else "",
        "why": one_line(rule.why),
        "cites": [
            {
                "title": one_line(title),
                "url": cited[title].url if title in cited else "",
                "verified": title not in cited or cited[title].verified,
            }
            for title in found.cites
        ],
        "fixes": [
            {
                "title": one_line(fix.title),
                "safe": fix.safe,
                "edits": [
                    {"start": edit.start, "end": edit.end, "text": edit.text} for edit in fix.edits
                ],
            }
            for fix in fixes
        ],
    }
