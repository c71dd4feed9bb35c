from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aboveboard.baseline import (
    Baseline,
    BaselineError,
    Entry,
    baseline_of,
    read_baseline,
)
from aboveboard.document import Source
from aboveboard.findings import Finding, context_digest
from aboveboard.linter import Linter
from aboveboard.report import DocumentResult, Report

Write = Callable[..., Path]


def always(name: str, rule_id: str) -> bool:
    return True


def finding(document: str, text: str, rule: str = "urgency/x", row: int | None = None) -> Finding:
    return Finding(
        rule, "warning", "rewrite", "m", "a", document, "body", 0, len(text), Source(text), row=row
    )


def report(*findings: Finding, checked: tuple[str, ...] = ()) -> Report:
    names = dict.fromkeys([*(f.document for f in findings), *checked])
    return Report(findings, (), tuple(DocumentResult(name, None, "review") for name in names))


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("a.md", "b.md"):
        (tmp_path / name).write_text("x")
    return tmp_path / "known.json"


def test_what_was_there_is_known_and_one_more_of_the_same_is_new(here: Path) -> None:
    old = [finding("a.md", "Hurry"), finding("a.md", "Hurry"), finding("b.md", "Act now")]
    known = baseline_of(here, old)
    assert [(e.document, e.text, e.count) for e in known.entries] == [
        ("a.md", "Hurry", 2),
        ("b.md", "Act now", 1),
    ]
    third = finding("a.md", "Hurry")
    other = finding("a.md", "Hurry", rule="urgency/y")
    compared = known.compared(report(*old, third, other), always, ["."])
    assert [id(f) for f in compared.new] == [id(third), id(other)]
    assert (compared.stale, compared.known) == ((), 3)


def test_a_finding_may_move_to_another_document(here: Path) -> None:
    known = baseline_of(here, [finding("a.md", "Hurry")])
    moved = finding("b.md", "Hurry")
    # Its own document was checked and does not have it any more: it has moved.
    assert known.compared(report(moved, checked=("a.md",)), always, ["."]).new == ()
    # It was not checked, so it may well be there still: this one is new.
    assert known.compared(report(moved), always, ["."]).new == (moved,)
    Path("a.md").unlink()
    assert known.compared(report(moved), always, ["."]).new == ()


def test_what_is_not_there_any_more_is_stale_if_anyone_looked(here: Path) -> None:
    old = [finding("a.md", "Hurry"), finding("a.md", "Hurry"), finding("b.md", "Act now")]
    known = baseline_of(here, old)
    one_left = report(old[0], checked=("a.md",))
    [stale] = known.compared(one_left, always, ["."]).stale
    assert stale == Entry("a.md", "urgency/x", "Hurry", old[0].fingerprint, 1)
    assert known.compared(one_left, lambda name, rule: False, ["."]).stale == ()
    assert [(e.text, e.count) for e in known.without([stale]).entries] == [
        ("Hurry", 1),
        ("Act now", 1),
    ]
    nothing = known.compared(report(checked=("a.md", "b.md")), always, ["."]).stale
    assert known.without(nothing).entries == ()


def test_a_document_that_is_gone_is_missed_only_where_it_stood(here: Path, tmp_path: Path) -> None:
    known = baseline_of(here, [finding("posts/old.md", "Hurry")])

    def stale(*paths: str) -> tuple[Entry, ...]:
        return known.compared(report(checked=("a.md",)), always, paths).stale

    # It may have moved to where nobody looked.
    assert stale("a.md", "mails", "post") == stale("-") == ()
    for path in (".", "posts", "./posts/", str(tmp_path), str(tmp_path.parent), "posts/old.md"):
        assert stale(path) == known.entries


def test_names_count_from_the_folder_of_the_baseline(
    here: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = baseline_of(here, [finding(str(tmp_path / "a.md"), "Hurry")])
    (tmp_path / "sub").mkdir()
    monkeypatch.chdir(tmp_path / "sub")
    assert known.entries[0].document == "a.md"
    assert known.compared(report(finding("../a.md", "Hurry")), always, ["."]).new == ()


def test_the_file(here: Path) -> None:
    odd = 'Say "hurry"\n\t🎉 \ud83d ' + "x" * 100
    known = baseline_of(here, [finding("b.md", "Act now"), finding("a.md", odd)])
    here.write_text(known.text(), "utf-8")
    assert read_baseline(here) == known
    lines = known.text().splitlines()
    assert lines[0] == '{"version": 1, "findings": ['
    assert json.loads(lines[2]) == {
        "document": "b.md",
        "rule_id": "urgency/x",
        "text": "Act now",
        "fingerprint": finding("b.md", "Act now").fingerprint,
        "count": 1,
    }
    assert (lines[3], len(lines)) == ("]}", 4)
    assert len(known.entries[0].text) == 80
    assert read_back(Baseline(here), here).entries == ()


def read_back(baseline: Baseline, path: Path) -> Baseline:
    path.write_text(baseline.text(), "utf-8")
    return read_baseline(path)


ENTRY = {"document": "a", "rule_id": "x/y", "text": "t", "fingerprint": "0", "count": 1}


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"{", ":1:2: the baseline is not JSON: Expecting property name enclosed in double quotes"),
        (b"\xff", "the baseline 'known.json' is not UTF-8"),
        (b"[" * 100_000, "the baseline 'known.json' is nested too deep"),
        (b"[]", "'known.json' is no baseline; 'aboveboard baseline PATHS' writes one"),
        (
            b'{"version": 2, "findings": []}',
            "the baseline 'known.json' is of another version; write it anew with "
            "'aboveboard baseline'",
        ),
        *(
            (
                json.dumps({"version": 1, "findings": [ENTRY, ENTRY | wrong]}).encode(),
                "finding 2 of the baseline 'known.json' is broken; "
                "write it anew with 'aboveboard baseline'",
            )
            for wrong in ({"count": 0}, {"count": True}, {"document": 3}, {"text": None})
        ),
    ],
)
def test_faults(here: Path, data: bytes, said: str) -> None:
    here.write_bytes(data)
    with pytest.raises(BaselineError) as error:
        read_baseline(Path("known.json"))
    assert str(error.value).removeprefix("known.json") == said.removeprefix("known.json")


def test_no_file(here: Path) -> None:
    with pytest.raises(BaselineError, match=r"^cannot read the baseline 'gone.json': No such file"):
        read_baseline(Path("gone.json"))


# --- fingerprints ------------------------------------------------------------------------


COPY = "Welcome, all. Hurry, only 3 left of these, and the last chance to save ends tonight! Bye."


LINTER = Linter(severity="note")


def fingerprints(text: str, format: str = "text") -> Counter[str]:
    return Counter(f.fingerprint for f in LINTER.check_text(text, format=format))


BEFORE = fingerprints(COPY)


@given(st.lists(st.sampled_from(["\n", "  ", "\r\n", "\t"]), max_size=8), st.randoms())
def test_wrapping_and_moving_change_no_fingerprint(ends: list[str], random: object) -> None:
    words = COPY.split(" ")
    for end in ends:
        place = random.randrange(len(words) - 1)  # type: ignore[attr-defined]
        words[place] = words[place].rstrip() + end
    wrapped = " ".join(words)
    assert len(BEFORE) == 3
    assert fingerprints(f"Something else.\n\n{wrapped}\n\nThe end.\n") == BEFORE


def test_markup_and_sorting_change_no_fingerprint() -> None:
    marked = COPY.replace("last chance", "**last** chance").replace("Hurry", "_Hurry_")
    assert fingerprints(f"# Title\n\n> \n\n{marked}\n", "markdown") == BEFORE


def test_rows_sorted_anew_are_known(write: Write, here: Path) -> None:
    rows = ["Hurry, act now!", "Last chance to save.", "Hello."]
    write("posts.csv", "Text\n" + "".join(f"{row}\n" for row in rows))
    known = baseline_of(here, LINTER.check_paths(["posts.csv"]).findings)
    assert len(known.entries) == 2
    write("posts.csv", "Text\nNew.\n" + "".join(f"{row}\n" for row in reversed(rows)))
    compared = known.compared(LINTER.check_paths(["posts.csv"]), LINTER.runs, ["."])
    assert (compared.new, compared.stale) == ((), ())


def test_the_words_around_tell_findings_apart_but_only_those_of_the_sentence() -> None:
    def digest(text: str) -> str:
        start = text.index("hurry")
        return context_digest(text, start, start + len("hurry"))

    base = digest("Well. Please hurry now! More")
    assert digest("Other.  Please\nhurry now! Something else") == base
    assert digest("Please hurry now! More") == base
    assert digest("Please do hurry now! More") != base
    assert digest("Please hurry later! More") != base
