"""One check of one draft: by itself, as the command line would check its file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import TYPE_CHECKING

from aboveboard.document import Problem
from aboveboard.report import Report
from aboveboard.server.workspace import Setup, Workspace
from aboveboard.settings import path_fits
from aboveboard.sources import WALKED, limit_for, reader_for

if TYPE_CHECKING:
    from aboveboard.document import Document
    from aboveboard.linter import Linter
    from aboveboard.server.drafts import Draft

__all__ = ["Checked", "StaleError", "check"]


class StaleError(Exception):
    """The draft was changed while it was checked."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A draft and the report on it, with the setup it was checked with."""

    draft: Draft
    report: Report
    setup: Setup

    @property
    def linter(self) -> Linter | None:
        """The linter that made the report."""
        return self.setup.linter


_NOTHING = Report(findings=())


def check(draft: Draft, workspace: Workspace, is_stale: Callable[[], bool]) -> Checked:
    """Check a draft.

    Configuration, rules, what the configuration excludes and what no reader knows have no
    findings.  Raises StaleError as soon as ``is_stale`` says so.
    """
    setup = workspace.setup_for(draft.name or draft.uri)
    if not draft.name or setup.is_part(draft.name):
        return Checked(draft, _NOTHING, setup)
    linter = setup.linter
    if linter is None:
        said = f"not checked: {setup.faults[0].path} cannot be used"
        return Checked(draft, replace(_NOTHING, problems=(_at_top(draft, said),)), setup)
    exclude = linter.config.exclude
    if exclude and path_fits(exclude, draft.name, str(linter.config.root)):
        return Checked(draft, _NOTHING, setup)
    if len(draft.text) > limit_for(draft.name):
        said = f"not checked: more than {limit_for(draft.name):,} characters"
        return Checked(draft, replace(_NOTHING, problems=(_at_top(draft, said),)), setup)
    reader = reader_for(draft.name)
    assert reader is not None
    options = replace(linter.read_options(draft.name), named=False)
    items = reader(draft.text, draft.name, options)
    report = linter.report(_while_fresh(items, is_stale))
    problems = _own(report.problems, draft)
    if not report.documents and PurePath(draft.name).suffix.lower() not in WALKED:
        # Most JSON and YAML that people open holds no copy, which is nothing to tell them.
        problems = tuple(problem for problem in problems if problem.level == "error")
    return Checked(draft, replace(report, problems=problems), setup)


def _at_top(draft: Draft, said: str) -> Problem:
    return Problem(draft.name, 1, said)


def _while_fresh(
    items: Iterable[Document | Problem], is_stale: Callable[[], bool]
) -> Iterator[Document | Problem]:
    for item in items:
        if is_stale():
            raise StaleError
        yield item


def _own(problems: Sequence[Problem], draft: Draft) -> tuple[Problem, ...]:
    """The problems of the draft; what concerns whole folders is for the command line."""
    return tuple(problem for problem in problems if problem.document == draft.name)
