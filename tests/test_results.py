"""Reports made from kept results are those that reading and matching make.

Every comparison is of whole reports, findings with all that they have, and what each format writes.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import fields
from io import StringIO
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from fresh import run_python
from hypothesis import given, settings
from hypothesis import strategies as st

from aboveboard import Linter
from aboveboard.cache import Cache
from aboveboard.document import Document
from aboveboard.engine import Engine
from aboveboard.findings import Finding
from aboveboard.report import Report
from aboveboard.reporters import FORMATS, ReportOptions, keeps_documents, reporter
from aboveboard.results import Kept

Write = Callable[..., Path]

CONFIG = """\
platform: instagram
facts: {zone: Europe/London}
accounts:
  glow: {connection: paid}
offers:
  spring: {ends: 2026-11-30, code: GLOW10}
exceptions:
  - {path: a.md, rule: urgency/last-chance, reason: it ends}
  - {path: "*.csv", rule: urgency/last-chance, text: last chance, reason: it really ends}
  - {path: b.txt, rule: scarcity/only-n-left, reason: nobody needs it}
  - {path: c.html, rule: urgency/last-chance, reason: over, until: 2026-01-01}
overrides:
  - {paths: [b.txt], severity: note, jurisdictions: [us]}
"""

FRONT = (
    "---\naboveboard:\n  facts: {{account: glow, published: 2026-11-{day}, offer.id: {offer}}}\n"
)

# What a file may say: deadlines that contradict each other, counts that rise, suppressions that
# are of use, of none and broken, offers that there are not, problems, another language.
SENTENCES = [
    "A calm menu of soups.",
    "This is your last chance to save!",
    "Only 3 left.",
    "Only 9 left.",
    "The sale ends 28 November 2026.",
    "The sale ends 30 November 2026, 23:59 GMT.",
    "The sale ends 5 December 2026.",
    "Ends tonight at midnight! 🎉 #ad",
    "Use code GLOW10 for 20% off.",
    "Great insights! As an AI language model, I cannot taste it.",
    "<!-- aboveboard: ignore urgency/last-chance -- ends 30 Nov -->",
    "<!-- aboveboard: ignore scarcity/only-n-left until 2026-01-01 -- counted -->",
    "<!-- aboveboard: ignore-file urgency/countdown -- nothing here -->",
    "<!-- aboveboard: ignore urgency/last-chanc -- a typing error -->",
    "Das ist ein ganz normaler Satz auf Deutsch und nichts anderes als das.",
]
NAMES = ["a.md", "b.txt", "c.html", "posts.csv", "more.csv", "posts.jsonl", "thread.tweet"]
LINES = st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=4)
POST = st.tuples(LINES, st.sampled_from(["24", "26", "28"]), st.sampled_from(["spring", "gone"]))
FOLDERS = st.dictionaries(
    st.sampled_from(NAMES), st.lists(POST, min_size=1, max_size=3), min_size=1, max_size=4
)


def content(name: str, posts: Sequence[tuple[list[str], str, str]]) -> bytes:
    """A file of posts, as its suffix asks for."""
    suffix = Path(name).suffix
    if suffix == ".csv":
        rows = ["date,account,offer id,text"]
        for lines, day, offer in posts:
            text = "\n".join(lines).replace('"', '""')
            rows.append(f'2026-11-{day},glow,{offer},"{text}"')
        return ("\n".join(rows) + "\n").encode()
    if suffix == ".jsonl":
        said = [
            {"text": " ".join(lines), "date": f"2026-11-{day}", "account": "glow"}
            for lines, day, _ in posts
        ]
        return "\n".join(
            [*map(json.dumps, said), "{broken"][: len(posts) + len(posts) % 2]
        ).encode()
    text = "\n\n".join("\n\n".join(lines) for lines, _, _ in posts)
    if suffix == ".md":
        _, day, offer = posts[0]
        return (FRONT.format(day=day, offer=offer) + f"---\n\n{text}\n").encode()
    if suffix == ".html":
        return f"<body><p>{text}</p></body>".encode("latin-1", "xmlcharrefreplace")
    return text.encode("utf-16" if len(posts) == 3 else "utf-8")


# ---------------------------------------------------------------- whole reports


def everything(value: Any) -> Any:
    """A finding with what it does not compare by, and the text that it points into."""
    if isinstance(value, Finding):
        said = {field.name: getattr(value, field.name) for field in fields(value)}
        said["source"] = (value.source.text, value.source.first_line, value.source.first_column)
        return said | {"line": value.line, "column": value.column, "print": value.fingerprint}
    return value


def whole(report: Report) -> Any:
    """All that a report has, and what each format makes of it."""
    said = {
        "findings": [everything(finding) for finding in report.findings],
        "problems": list(report.problems),
        "documents": list(report.documents),
        "remarks": list(report.remarks),
        "rules": list(report.rules.items()),
    }
    for name in FORMATS:
        if not keeps_documents(name):
            stream = StringIO()
            reporter(name)(report, stream, ReportOptions())
            said[name] = stream.getvalue()
    return said


def every(report: Report) -> Report:
    """A sieve that leaves nothing out."""
    return report


@pytest.fixture(scope="module")
def place() -> Iterator[Path]:
    """A folder with a configuration, and beside it the cache."""
    with TemporaryDirectory() as folder:
        inner = Path(folder, "here")
        inner.mkdir()
        (inner / ".git").mkdir()
        (inner / "aboveboard.yaml").write_text(CONFIG, encoding="utf-8")
        yield inner


@pytest.fixture(scope="module")
def cache(place: Path) -> Cache:
    return Cache(place.parent / "cache")


@pytest.fixture(scope="module")
def linters(place: Path, cache: Cache) -> dict[str, Linter]:
    """One that keeps nothing, and several that share a cache."""
    return {
        "plain": Linter.from_config(place),
        "kept": Linter.from_config(place, cache=cache),
        "note": Linter.from_config(place, cache=cache, severity="note", fail_on="note"),
        "plain note": Linter.from_config(place, severity="note", fail_on="note"),
    }


@contextmanager
def inside(place: Path, files: dict[str, bytes]) -> Iterator[None]:
    """The working directory with these files in it."""
    before = Path.cwd()
    os.chdir(place)
    try:
        for name, data in files.items():
            Path(name).write_bytes(data)
        yield
    finally:
        for path in place.iterdir():
            if path.is_file() and path.name != "aboveboard.yaml":
                path.unlink()
        os.chdir(before)


class Count:
    """How many documents engines have checked."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.checked: list[str] = []
        check = Engine.check

        def counted(engine: Engine, document: Document) -> Any:
            self.checked.append(document.name)
            return check(engine, document)

        monkeypatch.setattr(Engine, "check", counted)

    def names(self) -> list[str]:
        """The files of which documents were checked since this was asked for last."""
        found, self.checked = sorted(set(self.checked)), []
        return found


@settings(max_examples=30)
@given(before=FOLDERS, after=FOLDERS, sieved=st.booleans())
def test_reports_are_the_same_from_a_cold_a_warm_and_a_half_warm_cache(
    place: Path,
    cache: Cache,
    linters: dict[str, Linter],
    before: dict[str, Any],
    after: dict[str, Any],
    sieved: bool,
) -> None:
    sieves = [every] if sieved else []
    with inside(place, {name: content(name, posts) for name, posts in before.items()}):
        plain = whole(linters["plain"].check_paths(["."], sieves=sieves))
        cold = whole(linters["kept"].check_paths(["."], sieves=sieves))
        assert cold == plain
        with pytest.MonkeyPatch.context() as monkeypatch:
            count = Count(monkeypatch)
            assert whole(linters["kept"].check_paths(["."], sieves=sieves)) == plain
            assert count.names() == []
        # Other files, and some of them again: contradictions between old and new are found.
        for name, posts in after.items():
            Path(name).write_bytes(content(name, posts))
        assert whole(linters["kept"].check_paths(["."])) == whole(
            linters["plain"].check_paths(["."])
        )
        # Milder findings were kept, too.
        assert whole(linters["note"].check_paths(["."])) == whole(
            linters["plain note"].check_paths(["."])
        )


def test_the_folders_of_the_test_above_have_what_is_to_be_kept(
    place: Path, linters: dict[str, Linter], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Contradictions across files, problems of each kind, suppressions, exceptions, remarks."""
    early, late = (["The sale ends 28 November 2026."], "24", "x"), (
        ["The sale ends 5 December 2026.", "Only 3 left."], "26", "x")  # fmt: skip
    files = {
        "a.md": content("a.md", [(SENTENCES[:3] + SENTENCES[10:14], "26", "gone")]),
        "b.txt": content("b.txt", [([SENTENCES[7], SENTENCES[14]], "24", "x")]),
        "posts.csv": content("posts.csv", [early]),
        "more.csv": content("more.csv", [late]),
        "posts.jsonl": content("posts.jsonl", [early]),
        "broken.txt": b"\xff\xfe\xff",
    }
    with inside(place, files):
        linters["kept"].check_paths(["."])
        count = Count(monkeypatch)
        report = linters["kept"].check_paths(["."])
        assert count.names() == []
        assert whole(report) == whole(linters["plain"].check_paths(["."]))
    found = {finding.rule_id for finding in report.findings}
    assert {"urgency/deadline-moves", "suppression/malformed", "suppression/expired"} <= found
    moved = [f for f in report.findings if f.rule_id == "urgency/deadline-moves"]
    assert {f.document for f in moved} == {"more.csv"}
    assert {related.document for f in moved for related in f.related} >= {"posts.csv"}
    said = "\n".join(map(str, report.problems))
    assert "there is no offer 'gone'" in said
    assert "nothing in b.txt needs this exception for scarcity/only-n-left" in said
    assert "the exception for urgency/last-chance ended on 2026-01-01" in said
    assert "nothing in a.md" not in said
    assert "broken.txt" in said
    assert "posts.jsonl:2" in said
    assert report.remarks


def test_only_what_changed_is_checked_again(
    place: Path, cache: Cache, linters: dict[str, Linter], monkeypatch: pytest.MonkeyPatch
) -> None:
    cache.clear()
    count = Count(monkeypatch)
    linter = linters["kept"]
    with inside(place, {"a.md": b"Only 3 left.", "b.txt": b"Only 4 left."}):
        linter.check_paths(["."])
        assert count.names() == ["a.md", "b.txt"]
        Path("b.txt").write_bytes(b"Only 5 left.")
        linter.check_paths(["."])
        assert count.names() == ["b.txt"]
        os.utime("b.txt", (1, 1))
        linter.check_paths(["."])
        assert count.names() == []
        # Other bytes for a name: those count, not what stands there.
        linter.check_paths(["."], contents={"b.txt": b"Only 6 left."})
        assert count.names() == ["b.txt"]
        # A report that is to show the documents reads and checks them.
        kept = linter.check_paths(["."], keep=True)
        assert count.names() == ["a.md", "b.txt"]
        assert all(result.document is not None for result in kept.documents)


# ---------------------------------------------------------------- what decides a result

BASE: dict[str, Any] = {"as_of": "2026-11-23"}


@pytest.mark.parametrize(
    ("config", "given", "misses"),
    [
        ("", {}, False),
        ("severity: error\nfail-on: note", {}, False),
        ("exceptions: [{path: other.csv, rule: urgency/last-chance, reason: r}]", {}, False),
        ("overrides: [{paths: [other.csv], platform: tiktok}]", {}, False),
        ("exclude: other.csv", {}, False),
        ("select: urgency", {}, True),
        ("ignore: urgency", {}, True),
        ("jurisdictions: us", {}, True),
        ("platform: tiktok", {}, True),
        ("facts: {connection: paid}", {}, True),
        ("facts: {offer: {price: 3.10}}", {}, True),
        ("facts: {published: 2026-11-30T12:00Z}", {}, True),
        ("facts: {published: 2026-11-30T12:00}", {}, True),
        ("facts: {zone: Europe/Paris}", {}, True),
        ("facts: {evidence: [{claim: best, source: poll, date: 2026-01-01}]}", {}, True),
        ("accounts: {glow: {connection: paid}}", {}, True),
        ("offers: {spring: {ends: 2026-11-30}}", {}, True),
        ("offers: {spring: {ends: 2026-12-01}}", {}, True),
        ("components: paid-note", {}, True),
        ("preset: buffer", {}, True),
        ("columns: {body: text}", {}, True),
        ("date-order: dmy", {}, True),
        ("date-order: ymd", {}, True),
        ("encoding: cp1252", {}, True),
        ("overrides: [{paths: ['*.csv'], platform: tiktok}]", {}, True),
        ("exceptions: [{path: posts.csv, rule: urgency/last-chance, reason: r}]", {}, True),
        ("exceptions: [{path: posts.csv, rule: urgency/last-chance, reason: s}]", {}, True),
        (
            "exceptions: [{path: p*.csv, rule: urgency/last-chance, reason: r, until: 2026-12-01}]",
            {},
            True,
        ),
        (
            "exceptions: [{path: posts.csv, rule: urgency/last-chance, text: t, reason: r}]",
            {},
            True,
        ),
        ("rules: house", {}, True),
        ("", {"as_of": "2026-11-24"}, True),
        ("", {"facts": {"connection": "paid"}}, True),
        ("", {"given": {"connection": "paid"}}, True),
    ],
)
def test_whatever_decides_a_result_is_part_of_its_key(
    config: str, given: dict[str, Any], misses: bool, write: Write, base: Path
) -> None:
    write("posts.csv", "text\nThis is your last chance!\n")
    write("house/x/one.yaml", HOUSE)
    assert found_in(base, "aboveboard.yaml", "", BASE) == 0
    before = names(base)
    misses_now = found_in(base, "aboveboard.yaml", config, BASE | given)
    assert (misses_now == 1) is misses
    assert (names(base) != before) is misses
    assert before <= names(base)


HOUSE = (
    "title: t\nseverity: warning\nmessage: m\nadvice: a\nfind:\n  phrases: [synergy]\n"
    "examples:\n  flag: ['[[synergy]]', '[[synergy]]!', 'a [[synergy]]']\n  pass: [b, c, d]\n"
)


def names(base: Path) -> set[str]:
    return {path.name for path in base.glob("result-*")}


def found_in(base: Path, name: str, config: str, given: dict[str, Any]) -> int:
    """How many results of posts.csv had to be made with a configuration."""
    from datetime import date

    from aboveboard.facts import strict_facts

    Path(name).write_text(config, encoding="utf-8")
    said: dict[str, Any] = {"as_of": date.fromisoformat(given["as_of"])}
    if "facts" in given:
        said["facts"] = given["facts"]
    if "given" in given:
        said["given_facts"] = strict_facts(given["given"])
    linter = Linter.from_config(name, cache=Cache(base), **said)
    with pytest.MonkeyPatch.context() as monkeypatch:
        count = Count(monkeypatch)
        linter.check_paths(["posts.csv"])
        return len(count.names())


@pytest.fixture(scope="module")
def primed(
    cache: Cache, linters: dict[str, Linter], tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """A cache that knows the bundled rulebook and one file."""
    folder = tmp_path_factory.mktemp("primed")
    inner = folder / "here"
    inner.mkdir()
    (inner / "posts.csv").write_text("text\nThis is your last chance!\n", encoding="utf-8")
    before = Path.cwd()
    os.chdir(inner)
    try:
        assert found_in(folder / "cache", "aboveboard.yaml", "", BASE) == 1
    finally:
        os.chdir(before)
    return folder / "cache"


@pytest.fixture
def base(primed: Path, tmp_path: Path) -> Path:
    """A copy of that cache."""
    folder = tmp_path / "its-cache"
    folder.mkdir()
    for path in primed.iterdir():
        (folder / path.name).write_bytes(path.read_bytes())
    return folder


def test_name_bytes_and_how_a_file_was_found_are_part_of_its_key(write: Write, base: Path) -> None:
    from datetime import date

    write("a/posts.csv", "text\nThis is your last chance!\n")
    linter = Linter.from_config(".", cache=Cache(base), as_of=date(2026, 11, 23))
    for paths, contents, expected in (
        (["a/posts.csv"], None, 1),
        (["a/posts.csv"], None, 0),
        ([Path("a/posts.csv").resolve()], None, 1),
        (["a"], None, 1),  # found in a folder, not named
        (["a"], {"a/posts.csv": b"text\nThis is your last chance.\n"}, 1),
        (["a"], None, 0),
    ):
        with pytest.MonkeyPatch.context() as monkeypatch:
            count = Count(monkeypatch)
            linter.check_paths(paths, contents=contents)
            assert len(count.names()) == expected


def test_another_program_has_other_results(
    write: Write, base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("posts.csv", "text\nThis is your last chance!\n")
    assert found_in(base, "aboveboard.yaml", "", BASE) == 0
    monkeypatch.setattr("aboveboard.resultcache.program_digest", lambda: b"another")
    assert found_in(base, "aboveboard.yaml", "", BASE) == 1


# ---------------------------------------------------------------- what is not kept


def test_without_a_cache_nothing_is_read_or_written(
    write: Write, base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("posts.csv", "text\nThis is your last chance!\n")

    def refuse(*_: object) -> None:
        raise AssertionError("the cache is used")

    for name in ("read", "use", "write", "has"):
        monkeypatch.setattr(Cache, name, refuse)
    assert len(Linter().check_paths(["posts.csv"]).findings) == 1
    assert len(Linter.from_config(".").check_paths(["posts.csv"]).findings) == 1


def test_a_search_that_took_too_long_is_tried_again(
    write: Write, base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from datetime import date

    from aboveboard.matchers.regexes import RegexTimeout
    from aboveboard.matchers.words import GuardedWords

    write("posts.txt", "This is your last chance!\n")
    linter = Linter.from_config(".", cache=Cache(base), as_of=date(2026, 11, 23))

    def slow(*_: object) -> None:
        raise RegexTimeout("x")

    before = names(base)
    with monkeypatch.context() as patch:
        patch.setattr(GuardedWords, "find", slow)
        report = linter.check_paths(["posts.txt"])
        assert "took too long" in str(report.problems[0])
        assert names(base) == before
    assert [f.rule_id for f in linter.check_paths(["posts.txt"]).findings] == [
        "urgency/last-chance"
    ]
    assert len(names(base)) == len(before) + 1


def test_labels_that_take_too_long_to_find_are_a_problem_and_nothing_is_kept(
    write: Write, base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from aboveboard.matchers.labels import LabelSet

    write("a.txt", "Try my new cream, it is lovely. #ad\n")
    write("aboveboard.yaml", "facts: {campaign: spring}\n")
    linter = Linter.from_config(".", cache=Cache(base))

    def slow(*_: object) -> None:
        raise TimeoutError

    before = names(base)
    with monkeypatch.context() as patch:
        patch.setattr(LabelSet, "find_in", slow)
        said = "\n".join(map(str, linter.check_paths(["a.txt"]).problems))
    assert "the rule sponsorship/label-uneven took too long here" in said
    assert names(base) == before


def test_large_results_are_not_kept(
    write: Write, base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("aboveboard.resultcache.LARGEST", 5000)
    before = names(base)
    rows = "This is your last chance!\n" * 20
    write("posts.csv", "text\n" + rows)
    write("small.csv", "text\n" + rows[:100])
    linter = Linter.from_config(".", cache=Cache(base))
    assert len(linter.check_paths(["posts.csv"]).findings) == 20
    assert names(base) == before
    linter.check_paths(["small.csv"])
    assert len(names(base)) == len(before) + 1


def test_who_reads_ahead_gets_the_same_and_nothing_is_kept(
    write: Write, base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What becomes of a document can then not be told from what becomes of the next."""
    write("a.csv", "text\nThis is your last chance!\nOnly 3 left.\n")
    write("b.txt", "This is your last chance!\n")
    linter = Linter.from_config(".", cache=Cache(base))
    before = names(base)
    report = linter.check_paths(["."], watch=list)
    assert names(base) == before
    assert whole(report) == whole(Linter.from_config(".").check_paths(["."]))


# ---------------------------------------------------------------- what is broken


def entry_of(base: Path, before: set[str]) -> str:
    [name] = names(base) - before
    return name


TRACE = 1 + [field.name for field in fields(Kept)].index("trace")


def changed(data: Any, path: Sequence[int], value: Any) -> Any:
    """Plain data with another value at a place."""
    if not path:
        return value
    copy = list(data)
    copy[path[0]] = changed(copy[path[0]], path[1:], value)
    return copy


def places(data: Any) -> Iterator[tuple[int, ...]]:
    """Every place in plain data."""
    if isinstance(data, list):
        for index, item in enumerate(data):
            yield (index,)
            for inner in places(item):
                yield (index, *inner)


def test_a_broken_entry_is_made_anew(write: Write, base: Path) -> None:
    write("a.txt", "This is your last chance! Ends tonight at midnight. Only 3 left.\n")
    linter = Linter.from_config(".", cache=Cache(base))
    before = names(base)
    plain = whole(linter.check_paths(["a.txt"]))
    path = base / entry_of(base, before)
    entry = path.read_bytes()
    cache = Cache(base)
    for broken in (b"", entry[:9], entry[:-1], entry + b" ", entry.replace(b"[", b"(")):
        path.write_bytes(broken)
        assert whole(linter.check_paths(["a.txt"])) == plain
        assert path.read_bytes() == entry
    for forged in (
        b"", b"{}", b"null", b"[]\n[99]", b"[]\n[-1]", b'[]\n["x"]', b"[1]\n[0]", b"\n[0]",
        b"\xff", b"[]\n[1e999]", b"[" * 100_000, b"9" * 5000, b"[]\n[3," + b"9" * 400 + b"]",
    ):  # fmt: skip
        cache.write(path.name, forged)
        assert whole(linter.check_paths(["a.txt"])) == plain
        assert path.read_bytes() == entry


def test_whatever_is_put_into_an_entry_never_stops_a_check(write: Write, base: Path) -> None:
    """Whoever can write there may change what is said; but values of other kinds are no results.

    What a trace says of rules is left out: it is looked at where documents are compared.
    """
    write("a.txt", "This is your last chance! Ends tonight at midnight. Only 3 left.\n")
    write(
        "b.csv", "text,date\nEnds 30 November 2026.,2026-11-20\nEnds 5 December 2026,2026-11-22\n"
    )
    linter = Linter.from_config(".", cache=Cache(base))
    before = names(base)
    linter.check_paths(["a.txt", "b.csv"])
    cache = Cache(base)
    tried = 0
    for name in sorted(names(base) - before):
        said = cache.read(name)
        assert said is not None
        data = [json.loads(line) for line in said.split(b"\n")]
        forged = (
            changed(data, place, value)
            for place in places(data)
            if len(place) < 3 or place[1] != TRACE
            for value in (None, -1, 10**30, "x", [0], [4, "9999-99-99"])
        )
        for entry in islice(forged, 0, None, 11):  # of all of them, which takes long, some
            lines = entry if isinstance(entry, list) else [entry]
            cache.write(name, "\n".join(map(json.dumps, lines)).encode())
            whole(linter.check_paths(["a.txt", "b.csv"]))
            tried += 1
    assert tried > 100


# ---------------------------------------------------------------- disks and other programs


def test_a_folder_that_cannot_be_written_is_no_cache(write: Write, tmp_path: Path) -> None:
    write("a.txt", "This is your last chance!\n")
    (tmp_path / "file").write_text("")
    linter = Linter.from_config(".", cache=Cache(tmp_path / "file" / "inner"))
    for _ in range(2):
        assert len(linter.check_paths(["a.txt"]).findings) == 1


def test_a_folder_that_vanishes_is_made_again(write: Write, base: Path) -> None:
    import shutil

    write("a.txt", "This is your last chance!\n")
    linter = Linter.from_config(".", cache=Cache(base))
    shutil.rmtree(base)
    assert len(linter.check_paths(["a.txt"]).findings) == 1
    assert len(names(base)) == 1


def test_two_runs_at_once_say_the_same(
    write: Write, base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(30):
        write(f"{number}.txt", f"This is your last chance! Only {number} left.\n")
    monkeypatch.setenv("ABOVEBOARD_CACHE_DIR", str(base))
    program = "from aboveboard.cli import main; main(['check', '--format', 'json'])"
    with ThreadPoolExecutor() as pool:
        runs = [pool.submit(run_python, program, cwd=Path.cwd()) for _ in range(2)]
        first, second = (each.result() for each in runs)
    assert first.stdout == second.stdout
    assert len(json.loads(first.stdout)["findings"]) >= 30
    assert len(names(base)) == 31
    assert run_python(program, cwd=Path.cwd()).stdout == first.stdout
    assert not list(base.glob(".*"))


def test_nothing_of_the_copy_is_in_a_name_and_nobody_else_may_read(
    write: Write, tmp_path: Path
) -> None:
    write("synergy.txt", "This is your last chance!\n")
    folder = tmp_path / "new" / "cache"
    Linter.from_config(".", cache=Cache(folder)).check_paths(["synergy.txt"])
    assert not any("synergy" in path.name for path in folder.iterdir())
    if os.name != "nt":
        assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600}
        assert folder.stat().st_mode & 0o777 == 0o700
