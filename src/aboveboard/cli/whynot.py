"""``aboveboard explain --why-not``: what keeps a rule quiet on a text."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

import click

from aboveboard.cli.app import UsageFault
from aboveboard.cli.options import make_linter, read_date, read_given_facts, split
from aboveboard.reporters.visible import one_line, place

if TYPE_CHECKING:
    from aboveboard.document import Document, Problem
    from aboveboard.linter import Linter
    from aboveboard.rulebook.book import Rulebook
    from aboveboard.whynot.reason import Reason

__all__ = ["why_not"]

_NAMED = 3  # documents that a line names where one reason holds for many


def why_not(options: dict[str, Any], find_rule: Callable[[Rulebook, str], object]) -> int:
    """Print the reasons; the exit code is 2 where something could not be read.

    ``find_rule`` raises UsageFault for a rule that there is not.
    """
    from aboveboard.document import Document, Problem
    from aboveboard.whynot.ask import WhyNot

    rule_id = options["rule_id"]
    linter = make_linter(
        options["config"],
        options["rules"],
        severity=options["severity"],
        jurisdictions=split(options["jurisdiction"]),
        platform=options["platform"],
        given_facts=read_given_facts(options["fact"]),
        as_of=read_date(options["as_of"]),
    )
    find_rule(linter.rulebook, rule_id)
    problems: list[Problem] = []

    def documents() -> Iterator[Document]:
        for item in _items(linter, options):
            if isinstance(item, Problem):
                problems.append(item)
            else:
                assert isinstance(item, Document)
                yield replace(item, facts=item.known)

    reasons = WhyNot(linter.rulebook, rule_id, linter.settings_for).ask(documents())
    if options["format"] == "json":
        data = {"rule_id": rule_id, "reasons": [asdict(reason) for reason in reasons]}
        click.echo(json.dumps(data, indent=1))
    else:
        for line in _lines(reasons):
            click.echo(line)
    for problem in problems:
        click.echo(one_line(f"{problem.level}: {problem}"), err=True)
    return 2 if any(problem.level == "error" for problem in problems) else 0


def _items(linter: Linter, options: dict[str, Any]) -> Iterator[Document | Problem]:
    """The documents to ask about, and what could not be read."""
    from aboveboard.inputs import from_files, from_stream

    paths, text, name = options["paths"], options["text"], options["stdin_filename"]
    if (text is None) is not bool(paths):
        raise UsageFault(
            "--why-not takes files, folders or '-', or else --text: one of them, not both"
        )
    if name and paths != ("-",):
        raise UsageFault("--stdin-filename goes with '-', which reads standard input")
    if text is not None:
        from aboveboard.document import Document
        from aboveboard.sources.plain import part_from_text

        yield Document("text", {"body": part_from_text("body", text)})
    elif paths == ("-",):
        name = name or "stdin.txt"
        yield from from_stream(sys.stdin.buffer, name, linter.read_options(name))
    elif "-" in paths:
        raise UsageFault("'-' stands alone: standard input cannot be mixed with files")
    else:
        files, problems = linter.files(paths)
        yield from problems
        for file in files:
            yield from from_files([file], linter.read_options(str(file)))


def _lines(reasons: Sequence[Reason]) -> Iterator[str]:
    """A line for each reason; one that holds for whole documents names them together."""
    together: dict[str, list[str]] = {}
    for reason in reasons:
        if reason.line is None:
            together.setdefault(reason.sentence, []).append(_where(reason))
    for reason in reasons:
        if reason.line is not None:
            yield f"{_where(reason)}: {one_line(reason.sentence)}"
            continue
        places = together.pop(reason.sentence, [])
        if places:
            more = len(places) - _NAMED
            where = ", ".join(places[:_NAMED]) + (f" and {more} more" if more > 0 else "")
            yield f"{where}: {one_line(reason.sentence)}" if where else one_line(reason.sentence)


def _where(reason: Reason) -> str:
    where = place(reason.document, reason.line, reason.column)
    return where if reason.row is None else f"{where} (row {reason.row})"
