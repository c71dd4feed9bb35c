"""The benchmark of speed: what it reads is what it says, and the table has its shape.

Nothing here looks at a time.
"""

from __future__ import annotations

import importlib
import json
from collections.abc import Callable
from dataclasses import replace
from itertools import islice
from pathlib import Path
from types import ModuleType

import pytest

from aboveboard import Linter
from aboveboard.rulebook.book import Rulebook
from aboveboard.rulebook.lint import load_checked
from aboveboard.rulebook.model import Words

BENCHMARKS = Path(__file__).parents[1] / "benchmarks"


@pytest.fixture
def benchmark(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], ModuleType]:
    """Modules of the benchmarks by name."""
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    return importlib.import_module


@pytest.fixture
def inputs(benchmark: Callable[[str], ModuleType]) -> ModuleType:
    return benchmark("inputs")


@pytest.fixture
def rules(benchmark: Callable[[str], ModuleType]) -> ModuleType:
    return benchmark("madeuprules")


@pytest.fixture(scope="module")
def rulebook() -> Rulebook:
    return load_checked([])


def sentences(text: str) -> list[str]:
    return [part for part in text.replace("\n", " ").replace("!", ".").split(". ") if part]


# ---------------------------------------------------------------- what is read


def test_the_same_seed_makes_the_same_and_another_seed_something_else(
    inputs: ModuleType, rules: ModuleType, rulebook: Rulebook
) -> None:
    count = inputs.token_count()

    def everything(seed: int) -> list[str]:
        return [
            inputs.clean_draft(seed),
            inputs.draft_with_findings(seed),
            *islice(inputs.prose(seed), 20),
            *islice(inputs.posts(rulebook, count, seed), 20),
            *(text for _, text in rules.synthetic_rules(3, seed)),
        ]

    first, again, other = everything(1), everything(1), everything(2)
    assert first == again
    assert set(first).isdisjoint(other)


def test_no_sentence_of_prose_comes_twice(inputs: ModuleType) -> None:
    made = list(islice(inputs.prose(), 20_000))
    assert len(set(made)) == 20_000


def test_no_sentence_comes_twice_in_posts(inputs: ModuleType, rulebook: Rulebook) -> None:
    posts = list(islice(inputs.posts(rulebook, inputs.token_count()), 2_000))
    assert len(set(posts)) == 2_000
    made = [sentence for post in posts for sentence in sentences(post)]
    # Some of the rules' examples share a short sentence, such as "Act now".
    assert len(set(made)) / len(made) > 0.99


def test_posts_have_sixty_tokens_and_three_in_ten_have_findings(
    inputs: ModuleType, rulebook: Rulebook
) -> None:
    count = inputs.token_count()
    posts = list(islice(inputs.posts(rulebook, count), 300))
    assert {count(post) for post in posts} == {60}
    linter = Linter()
    flagged = sum(bool(linter.check_text(post)) for post in posts)
    assert 75 <= flagged <= 105


def test_a_clean_draft_has_two_kilobytes_and_never_reaches_spacy(
    inputs: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a rule looked at tokens")

    monkeypatch.setattr("aboveboard.nlp.parse", refuse)
    monkeypatch.setattr("aboveboard.nlp.make_nlp", refuse)
    linter = Linter(severity="note")
    for seed in range(inputs.SEED, inputs.SEED + 10):  # the rows of new drafts take several
        draft = inputs.clean_draft(seed)
        assert 1_900 <= len(draft.encode()) <= 2_048
        assert linter.check_text(draft, format="markdown") == []


def test_a_draft_with_findings_has_two_kilobytes_and_several(inputs: ModuleType) -> None:
    draft = inputs.draft_with_findings()
    assert 1_900 <= len(draft.encode()) <= 2_048
    found = Linter().check_text(draft, format="markdown")
    assert 3 <= len(found) <= 10
    assert len({finding.rule_id for finding in found}) >= 3


def test_markdown_has_every_piece_and_the_size_asked_for(inputs: ModuleType) -> None:
    text = inputs.markdown(inputs.prose(), 20_000)
    assert 20_000 <= len(text.encode()) < 20_300
    assert text.count("\n## Part ") > 10
    assert text.count("](https://example.com/") > 10
    with pytest.raises(ValueError, match="the pieces hold only 21 bytes of 100"):
        inputs.markdown(["Eight ab"], 100)


def test_posts_as_lines_of_json(inputs: ModuleType) -> None:
    lines = inputs.jsonl(["one", 'two "2"']).splitlines()
    assert [json.loads(line) for line in lines] == [{"text": "one"}, {"text": 'two "2"'}]


def test_examples_are_those_that_need_no_facts(inputs: ModuleType, rulebook: Rulebook) -> None:
    flagged = inputs.examples(rulebook, flag=True)
    passed = inputs.examples(rulebook, flag=False)
    assert min(len(flagged), len(passed)) > 500
    assert len(set(flagged)) == len(flagged)
    assert "Last chance to save on rain boots!" not in flagged  # one of several posts


def test_made_up_rules_are_rules_that_run_with_words_of_their_own(
    rules: ModuleType, tmp_path: Path
) -> None:
    for name, text in rules.synthetic_rules(12):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    made = [
        rule for rule in load_checked([tmp_path]).rules.values() if rule.id.startswith("made-up/")
    ]
    assert len(made) == 12
    wordings = []
    for rule in made:
        assert isinstance(rule.find, Words)
        shape = [len(rule.find.phrases), len(rule.find.patterns), len(rule.find.regexes)]
        assert shape == [8, 4, 3]
        wordings += [phrase.text for phrase in rule.find.phrases]
    assert len(set(wordings)) == len(wordings)
    for rule in made:
        linter = Linter(rules=[tmp_path], select=[rule.id])
        flagged = [example for example in rule.examples if example.flag]
        for example in flagged:
            (finding,) = linter.check_text(example.parts["body"])
            assert (finding.part, finding.start, finding.end) == example.spans[0]


def test_there_are_words_for_four_times_the_bundled_rules(
    rules: ModuleType, rulebook: Rulebook
) -> None:
    number = 3 * len(rulebook.rules)
    assert len({text for _, text in rules.synthetic_rules(number)}) == number


# ---------------------------------------------------------------- what is printed


def test_a_row_meets_its_bar_or_does_not(benchmark: Callable[[str], ModuleType]) -> None:
    table = benchmark("table")
    row = table.Row("a", "something", 1.35)
    assert row.cells() == ("a", "something", "-", "-", "-", "1.35", "-", "")
    assert replace(row, figure=1.35).cells()[4:7] == ("1.35", "1.35", "yes")
    assert replace(row, figure=1.36).met == "no"
    assert replace(row, figure=0.1, failed=True).met == "no"
    memory = table.Row("m", "memory", 150, "MiB", measured="139 MiB", figure=139.2)
    assert memory.cells()[4:7] == ("139 MiB", "150 MiB", "yes")


def test_a_ratio_is_the_median_of_neighbouring_runs(
    benchmark: Callable[[str], ModuleType],
) -> None:
    timing = benchmark("timing")
    pair = timing.Pair(timing.Timing((2.0, 4.0, 9.0)), timing.Timing((1.0, 2.0, 1.0)))
    assert pair.ratio == 2.0
    assert str(pair.ours) == "4.00 s [2.00 s, 9.00 s]"
    assert str(timing.Timing((0.0321,))) == "32 ms [32 ms, 32 ms]"


def test_pairs_run_in_turns_after_one_run_of_each(
    benchmark: Callable[[str], ModuleType], tmp_path: Path
) -> None:
    timing = benchmark("timing")

    def note(name: str) -> Callable[[int], list[str]]:
        return lambda number: timing.python(f"open('runs', 'a').write('{name}{number} ')")

    pair = timing.Place(tmp_path).pair(note("a"), note("b"), 3)
    assert (tmp_path / "runs").read_text() == "a0 b0 a1 b1 b2 a2 a3 b3 "
    assert len(pair.ours.seconds) == len(pair.theirs.seconds) == 3


def test_a_command_that_fails_is_no_measurement(
    benchmark: Callable[[str], ModuleType], tmp_path: Path
) -> None:
    timing = benchmark("timing")
    place = timing.Place(tmp_path)
    assert place.output(timing.python("print(1)")) == "1\n"
    with pytest.raises(RuntimeError, match="ended with 2: no such row"):
        place.output(timing.python("import sys; sys.stderr.write('no such row'); sys.exit(2)"))
    with pytest.raises(RuntimeError, match="failed: Traceback"):
        place.output(timing.python("raise ValueError('x')"))


def test_the_table_and_the_page(
    benchmark: Callable[[str], ModuleType], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "speed.md"
    speed = benchmark("speed")
    assert speed.main(["--quick", "--runs", "1", "--rows", "help", "--write", str(page)]) == 0
    head, rule, row = capsys.readouterr().out.splitlines()
    assert head == "| row | what | measured | against | ratio | bar | met | remark |"
    assert rule == "| --- | --- | --- | --- | --- | --- | --- | --- |"
    cells = [cell.strip() for cell in row.strip("|").split("|")]
    assert len(cells) == 8
    assert cells[:2] == ["help", "`--help`"]
    assert cells[3].startswith("`import argparse`: ")
    assert cells[5] == "4.00"
    assert cells[6] in {"yes", "no"}
    assert cells[7] == "spaCy is not loaded"
    written = page.read_text(encoding="utf-8")
    assert f"{head}\n{rule}\n{row}\n" in written
    assert "python benchmarks/speed.py --long --write docs/speed.md" in written


def test_a_row_that_needs_what_is_not_there_says_so(
    benchmark: Callable[[str], ModuleType],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    speed = benchmark("speed")
    monkeypatch.setattr(speed.importlib.util, "find_spec", lambda name: None)
    assert speed.main(["--quick", "--rows", "markdown,memory-posts"]) == 0
    rows = capsys.readouterr().out.splitlines()[2:]
    assert rows == [
        "| markdown | 100 kB of Markdown, whole process | - | - | - | 0.80 | - "
        "| proselint is not installed |",
        "| memory-posts | peak memory of a schedule of 100,000 posts | - | - | - | 350 MiB | - "
        "| measured with --long |",
    ]


def test_an_unknown_row_is_named(
    benchmark: Callable[[str], ModuleType], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        benchmark("speed").main(["--rows", "helps"])
    assert stopped.value.code == 2
    assert "there is no row 'helps'; there are help, list, clean" in capsys.readouterr().err
