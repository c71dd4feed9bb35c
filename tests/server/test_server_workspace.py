"""Linters by configuration, as the files are now, and words that are let go."""

from __future__ import annotations

import gc
import weakref
from pathlib import Path

import pytest

pytest.importorskip("pygls")

from aboveboard.nlp import make_nlp
from aboveboard.server import workspace
from aboveboard.server.checks import StaleError, check
from aboveboard.server.drafts import Draft
from aboveboard.server.workspace import Workspace

COPY = "This is your last chance to save!\n"


def draft(folder: Path, text: str = COPY) -> Draft:
    (folder / ".git").mkdir(exist_ok=True)
    return Draft((folder / "a.md").as_uri(), str(folder / "a.md"), text, 1)


def test_a_setup_is_kept_until_a_file_changes(tmp_path: Path) -> None:
    config = tmp_path / "aboveboard.yaml"
    config.write_text("severity: note\n", "utf-8")
    (tmp_path / ".git").mkdir()
    setups = Workspace()
    first = setups.setup_for(str(tmp_path / "deep" / "a.md"))
    assert first.linter is not None
    assert setups.setup_for(str(tmp_path / "b.md")) is first
    config.write_text("severity: error\n", "utf-8")
    second = setups.setup_for(str(tmp_path / "b.md"))
    assert second.linter is not None
    assert (first.linter.settings.severity, second.linter.settings.severity) == ("note", "error")


def test_words_are_let_go_and_findings_stay_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    setups = Workspace()
    before = check(draft(tmp_path), setups, lambda: False).report.findings
    assert [finding.rule_id for finding in before] == ["urgency/last-chance"]
    assert not setups.outgrown()
    monkeypatch.setattr(workspace, "MOST_WORDS", 10)
    assert setups.outgrown()
    pipeline = weakref.ref(make_nlp())
    setups.begin_anew()
    gc.collect()
    assert pipeline() is not make_nlp()
    assert check(draft(tmp_path), setups, lambda: False).report.findings == before


def test_a_check_of_a_draft_that_was_changed_ends(tmp_path: Path) -> None:
    with pytest.raises(StaleError):
        check(draft(tmp_path), Workspace(), lambda: True)


def test_what_the_configuration_excludes_has_no_findings(tmp_path: Path) -> None:
    (tmp_path / "aboveboard.yaml").write_text("exclude: '*.md'\n", "utf-8")
    report = check(draft(tmp_path), Workspace(), lambda: False).report
    assert (report.findings, report.problems) == ((), ())
