"""Code actions: fixes, and suppressions, each tried before it is offered."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, partial
from typing import Any

from lsprotocol import types

from aboveboard.document import Source
from aboveboard.findings import Finding
from aboveboard.fixes.apply import Look, fix_text, settles
from aboveboard.fixes.edits import SourceEdit
from aboveboard.fixes.files import look_at
from aboveboard.ignoring.files import ignore_in_text
from aboveboard.reporters.places import Measure, Places, numbered
from aboveboard.reporters.visible import one_line
from aboveboard.server.checks import Checked
from aboveboard.server.positions import range_of, span_of
from aboveboard.suppress import BUILT_IN

__all__ = ["FIX_ALL", "KINDS", "actions_for"]

FIX_ALL = "source.fixAll.aboveboard"
REASON = "TODO: say why"
"""Stands where the reason of a suppression belongs until somebody writes one."""
KINDS = [types.CodeActionKind.QuickFix, FIX_ALL]


def actions_for(
    checked: Checked, params: types.CodeActionParams, measure: Measure, *, versioned: bool
) -> list[types.CodeAction]:
    """What can be done about the findings that a client's range touches.

    All safe fixes at once are only worked out where the client asks for source actions, for
    editors ask for the others whenever the cursor moves.  ``versioned`` says that edits name the
    version of the text that they are for.
    """
    linter = checked.linter
    if linter is None or not checked.report.findings:
        return []
    draft = checked.draft
    check = cache(partial(look_at, linter, draft.name, ()))
    only = params.context.only
    edit = partial(_workspace_edit, checked, Places(measure), Source(draft.text), versioned)
    found: list[types.CodeAction] = []
    if _wanted(types.CodeActionKind.QuickFix, only):
        start, end = span_of(draft.text, params.range, measure)
        for finding, key in numbered(checked.report.findings):
            if finding.source.text == draft.text and finding.start <= end and start <= finding.end:
                about = [d for d in params.context.diagnostics if _key_of(d) == key]
                found += _quick_fixes(checked, finding, about or None, check, edit)
    if only and _wanted(FIX_ALL, only):
        fixed = fix_text(draft.text, check)
        if fixed.made:
            count = len(fixed.made)
            found.append(
                types.CodeAction(
                    title=f"Make {count} safe {'fix' if count == 1 else 'fixes'}",
                    kind=FIX_ALL,
                    edit=edit([_difference(draft.text, fixed.text)]),
                )
            )
    return found


_Edit = Callable[[Sequence[SourceEdit]], types.WorkspaceEdit]


def _quick_fixes(
    checked: Checked,
    finding: Finding,
    about: list[types.Diagnostic] | None,
    check: Callable[[str], Look],
    edit: _Edit,
) -> Iterator[types.CodeAction]:
    linter = checked.linter
    preferred = False
    for fix in finding.fixes:
        if settles(checked.draft.text, check, _same(finding, check(checked.draft.text)), fix):
            continue
        warning = "" if fix.safe else " (changes what the copy claims)"
        yield types.CodeAction(
            title=one_line(fix.title) + warning,
            kind=types.CodeActionKind.QuickFix,
            diagnostics=about,
            is_preferred=True if fix.safe and not preferred else None,
            edit=edit(fix.edits),
        )
        preferred |= fix.safe
    if finding.rule_id in BUILT_IN or linter is None:
        return  # a suppression that is at fault is put right, not answered for
    placed = ignore_in_text(linter, checked.draft.name, checked.draft.text, [finding], REASON)
    if not placed.left:
        yield types.CodeAction(
            title=f'Ignore {finding.rule_id} here (then put your reason for "{REASON}")',
            kind=types.CodeActionKind.QuickFix,
            diagnostics=about,
            edit=edit(placed.edits),
        )


def _same(finding: Finding, look: Look) -> Finding:
    """The finding as another check of the same text has it."""
    return next((other for other in look.findings if other == finding), finding)


def _wanted(kind: str, only: Iterable[str] | None) -> bool:
    """Whether a client that asks for some kinds only asks for this one, or one above it."""
    return not only or any(kind == each or kind.startswith(f"{each}.") for each in only)


def _key_of(diagnostic: types.Diagnostic) -> object:
    data: Any = diagnostic.data
    return data.get("finding") if isinstance(data, dict) else getattr(data, "finding", None)


def _difference(before: str, after: str) -> SourceEdit:
    """One edit that makes ``after`` of ``before``, as small as one can be."""
    shorter = min(len(before), len(after))
    start = 0
    while start < shorter and before[start] == after[start]:
        start += 1
    end = 0
    while end < shorter - start and before[-1 - end] == after[-1 - end]:
        end += 1
    return SourceEdit(start, len(before) - end, after[start : len(after) - end])


def _workspace_edit(
    checked: Checked,
    places: Places,
    source: Source,
    versioned: bool,
    edits: Sequence[SourceEdit],
) -> types.WorkspaceEdit:
    made = [
        types.TextEdit(range_of(places, source, edit.start, edit.end), edit.text) for edit in edits
    ]
    draft = checked.draft
    if not versioned:
        return types.WorkspaceEdit(changes={draft.uri: made})
    document = types.OptionalVersionedTextDocumentIdentifier(uri=draft.uri, version=draft.version)
    return types.WorkspaceEdit(
        document_changes=[types.TextDocumentEdit(text_document=document, edits=list(made))]
    )
