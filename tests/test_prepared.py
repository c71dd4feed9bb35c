"""Prepared rulebooks find what those find that were read just now, and are never old."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from samples import rule

from aboveboard.cache import Cache, usual_folder
from aboveboard.engine import Engine
from aboveboard.examples import document_of
from aboveboard.facts import strict_facts
from aboveboard.matcherset import Matchers, clauses_of
from aboveboard.prepared import prepare
from aboveboard.rulebook.book import Rulebook
from aboveboard.rulebook.compiled import NOWHERE, compiled, rulebook_from
from aboveboard.rulebook.faults import FaultyFiles
from aboveboard.rulebook.load import load_rulebook
from aboveboard.settings import Settings

Write = Callable[..., Path]
BOOK = load_rulebook()
KEPT = rulebook_from(json.loads(json.dumps(compiled(BOOK))))


def test_a_compiled_rulebook_is_the_same_but_for_what_authors_need() -> None:
    assert list(KEPT.rules) == list(BOOK.rules)
    assert compiled(KEPT) == compiled(BOOK)
    assert KEPT.provisions == BOOK.provisions
    one = BOOK.rules["urgency/last-chance"]
    kept = KEPT.rules["urgency/last-chance"]
    assert (kept.examples, kept.marks) == ((), {})
    assert [p.text for p in kept.find.phrases] == [p.text for p in one.find.phrases]
    assert {p.mark for p in kept.find.phrases} == {NOWHERE}
    rest = replace(one, examples=(), marks={}, find=kept.find, exceptions=kept.exceptions)
    assert replace(rest, cites=kept.cites) == kept


def test_every_kind_of_value_comes_back() -> None:
    odd = rule("{phrases: [x]}", id="a/b")
    odd = replace(odd, in_force=(date(2026, 11, 30), None), messages={"": "a", "late": "\ud83d"})
    clearing = replace(BOOK.rules["urgency/last-chance"].cleared_by[0], within=timedelta(hours=36))
    odd = replace(odd, cleared_by=(clearing,))
    kept = rulebook_from(json.loads(json.dumps(compiled(Rulebook({"a/b": odd}, {}, {})))))
    assert kept.rules["a/b"].in_force == (date(2026, 11, 30), None)
    assert kept.rules["a/b"].messages == {"": "a", "late": "\ud83d"}
    assert kept.rules["a/b"].cleared_by == (clearing,)
    with pytest.raises(TypeError, match="there is no place for a object"):
        compiled(Rulebook({"a/b": replace(odd, why=object())}, {}, {}))


def test_the_same_is_found(tmp_path: Path) -> None:
    """Every example of every rule, checked with all rules."""
    settings = Settings(severity="note", as_of=date(2026, 11, 23))
    screen = json.loads(json.dumps(Matchers(BOOK).screen_data()))
    known = {text: [sorted(c) for c in clauses] for text, clauses in clauses_of(BOOK).items()}
    plain = Engine(Matchers(BOOK), settings)
    kept = Engine(Matchers(KEPT, screen, json.loads(json.dumps(known))), settings)
    compared = 0
    for each in BOOK.rules.values():
        for example in each.examples[::3]:
            if example.posts:
                continue
            document = document_of(example)
            document = replace(document, facts=strict_facts(dict(document.known)))
            assert kept.check(document).findings == plain.check(document).findings
            compared += 1
    assert compared > 1000


RULE = (
    "title: t\nseverity: warning\nmessage: m\nadvice: a\nfind:\n  phrases: |\n    {}\n"
    "examples:\n  flag: ['[[{}]]']\n  pass: [b]\n"
)


def found(matchers: Matchers, name: str) -> list[str]:
    return [phrase.text for phrase in matchers.rulebook.rules[name].find.phrases]


def test_what_is_kept_is_used_and_never_old(write: Write, tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache")
    write("house/x/one.yaml", RULE.format("synergy", "synergy"))
    made = prepare(["house"], cache)
    assert len(made.rulebook.rules["x/one"].examples) == 2
    again = prepare(["house"], cache)
    assert (found(again, "x/one"), again.rulebook.rules["x/one"].examples) == (["synergy"], ())
    # One word more in a rule: another rulebook, also where size and time are the same.
    times = os.stat("house/x/one.yaml").st_atime_ns, os.stat("house/x/one.yaml").st_mtime_ns
    write("house/x/one.yaml", RULE.format("synergi", "synergi"))
    os.utime("house/x/one.yaml", ns=times)
    assert found(prepare(["house"], cache), "x/one") == ["synergi"]
    write("house/x/two.yaml", RULE.format("boost", "boost"))
    assert "x/two" in prepare(["house"], cache).rulebook.rules
    Path("house/x/two.yaml").rename("house/x/three.yaml")
    assert "x/two" not in prepare(["house"], cache).rulebook.rules
    assert "x/one" not in prepare([], cache).rulebook.rules
    assert len(list((tmp_path / "cache").iterdir())) == 5


@pytest.mark.parametrize(
    "broken",
    [
        b"",
        b"{",
        b"[]",
        b"[1, 2]",
        b"[[[],[],[]], [1], {}]",
        b"\xff",
        b"[[[[99]],[],[]],[[],[],{}],{}]",
        b'[[[["x"]],[],[]],[[],[],{}],{}]',
        b"[" * 100_000,
    ],
)
def test_what_is_broken_is_made_anew(write: Write, tmp_path: Path, broken: bytes) -> None:
    cache = Cache(tmp_path / "cache")
    write("house/x/one.yaml", RULE.format("synergy", "synergy"))
    prepare(["house"], cache)
    [file] = (tmp_path / "cache").iterdir()
    whole = file.read_bytes()
    cache.write(file.name, broken)
    assert found(prepare(["house"], cache), "x/one") == ["synergy"]
    assert file.read_bytes() == whole


def test_what_was_cut_off_or_changed_counts_as_not_there(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.write("x", b"[[[],[],[]],[[],[],{}]]")
    file = tmp_path / "x"
    whole = file.read_bytes()
    assert cache.read("x") == b"[[[],[],[]],[[],[],{}]]"
    for broken in (b"", whole[:10], whole[:-1], whole + b" ", whole.replace(b"{", b"[")):
        file.write_bytes(broken)
        assert cache.read("x") is None


def test_faults_are_never_kept(write: Write, tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache")
    write("house/x/one.yaml", "title: t\n")
    for _ in range(2):
        with pytest.raises(FaultyFiles):
            prepare(["house"], cache)
    assert not (tmp_path / "cache").exists()
    with pytest.raises(FaultyFiles, match="this is not a folder of rules"):
        prepare(["gone"], cache)


def test_a_cache_that_cannot_be_written_is_none(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    cache = Cache(tmp_path / "file" / "inner")
    cache.write("x", b"y")
    assert cache.read("x") is None
    cache = Cache(tmp_path / "new")
    cache.write("x", b"y")
    assert cache.read("x") == b"y"
    assert [path.name for path in cache.folder.iterdir()] == ["x"]


@pytest.mark.skipif(os.name == "nt", reason="folders of other systems")
def test_where_the_cache_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    assert usual_folder() == Path(os.environ["ABOVEBOARD_CACHE_DIR"])
    monkeypatch.delenv("ABOVEBOARD_CACHE_DIR")
    monkeypatch.setenv("XDG_CACHE_HOME", "/caches")
    assert usual_folder() == Path("/caches/aboveboard")
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")
    monkeypatch.setenv("HOME", "/home/ada")
    assert usual_folder() == Path("/home/ada/.cache/aboveboard")
    monkeypatch.setattr("sys.platform", "darwin")
    assert usual_folder() == Path("/home/ada/Library/Caches/aboveboard")


def test_of_many_versions_of_a_rulebook_the_last_are_kept(write: Write, tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    for number in range(12):
        cache.write(f"rulebook-{number}.json", b"x")
        os.utime(tmp_path / f"rulebook-{number}.json", ns=(number, number))
    cache.write("other", b"x")
    cache.keep_newest("rulebook-*.json", 3)
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "other",
        "rulebook-10.json",
        "rulebook-11.json",
        "rulebook-9.json",
    ]
    Cache(tmp_path / "gone").keep_newest("*", 1)
