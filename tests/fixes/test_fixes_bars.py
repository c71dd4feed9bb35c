"""What fixes promise for any copy: fewer findings, none of them new, nothing else touched."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from fix_cases import FIXABLE, counted, files, findings, fixed, linter, replayed
from hypothesis import given

from aboveboard.examples import document_of
from aboveboard.fixes.apply import Look, fix_text
from aboveboard.rulebook.model import Example
from aboveboard.sources.encoding import decode


@pytest.mark.parametrize("rule_id", FIXABLE)
@pytest.mark.parametrize("unsafe", [False, True], ids=["safe", "unsafe"])
def test_fixes_shrink_what_is_found_and_are_made_once(rule_id: str, unsafe: bool) -> None:
    """On all that a rule flags, under all rules."""
    for example in FIXABLE[rule_id].examples:
        if not example.flag or example.todo or example.posts or len(example.parts) > 1:
            continue
        (text,) = example.parts.values()
        look = _looking(example)
        done = fix_text(str(text), look, unsafe=unsafe)
        before, after = look(str(text)).findings, done.look.findings
        assert len(after) <= len(before) - len(done.made)
        assert counted(list(after)) <= counted(list(before))
        again = fix_text(done.text, look, unsafe=unsafe)
        assert (again.text, again.made) == (done.text, ())


def _looking(example: Example) -> Callable[[str], Look]:
    part = next(iter(example.parts))

    def look(text: str) -> Look:
        copy = Example(example.mark, True, {part: text}, (), example.facts, format=example.format)
        found = linter().check_documents([document_of(copy)])
        return Look(found, found)

    return look


@given(files())
def test_safe_fixes_never_add_a_finding_nor_touch_anything_else(case: tuple[str, bytes]) -> None:
    name, data = case
    try:
        decode(data)
    except ValueError:
        return
    _keeps_what_it_promises(name, data, unsafe=False)


@given(files())
def test_unsafe_fixes_keep_the_same_promise(case: tuple[str, bytes]) -> None:
    name, data = case
    try:
        decode(data)
    except ValueError:
        return
    _keeps_what_it_promises(name, data, unsafe=True)


def _keeps_what_it_promises(name: str, data: bytes, *, unsafe: bool) -> None:
    of = linter(jurisdictions="uk") if unsafe else linter()
    file = fixed(of, name, data, unsafe=unsafe)
    assert replayed(file) == decode(file.after)
    before, after = findings(of, name, data), findings(of, name, file.after)
    assert counted(after) <= counted(before)
    assert len(after) <= len(before) - len(file.made)
    if not file.made:
        assert file.after == data
    again = fixed(of, name, file.after, unsafe=unsafe)
    assert (again.after, again.made) == (file.after, ())
