"""The folder of the cache: what is kept in it, what is removed, and what is left alone."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from fresh import run_python

from aboveboard.cache import Cache, Removed
from aboveboard.madewith import program_digest

Write = Callable[..., Path]
KEY = "0123456789abcdef" * 2
OURS = [
    f"result-{KEY}.json",
    f"rulebook-{KEY}.json",
    f"rules-{KEY}.json",
    ".aboveboard-" + KEY[:16],
]
OTHERS = [
    f"result-{KEY[1:]}.json",
    f"result-{KEY}.json.bak",
    f"result-{KEY.upper()}.json",
    f"my-result-{KEY}.json",
    f"results-{KEY}.json",
    ".aboveboard-baseline.json",
    ".aboveboard.yaml",
    "result-.json",
    "notes.md",
]


def test_clear_removes_what_is_ours_and_nothing_else(tmp_path: Path) -> None:
    for name in (*OURS, *OTHERS):
        (tmp_path / name).write_bytes(b"12345")
    (tmp_path / f"result-{'f' * 32}.json").mkdir()
    outside = tmp_path.parent / "outside"
    outside.write_bytes(b"x")
    if os.name != "nt":
        (tmp_path / f"result-{'e' * 32}.json").symlink_to(outside)
    before = {path.name for path in tmp_path.iterdir()}
    assert Cache(tmp_path).clear() == Removed(4, 20, 0)
    assert {path.name for path in tmp_path.iterdir()} == before - set(OURS)
    assert outside.read_bytes() == b"x"
    assert Cache(tmp_path).clear() == Removed(0, 0, 0)
    assert Cache(tmp_path / "gone").clear() == Removed(0, 0, 0)
    assert Cache(outside).clear() == Removed(0, 0, 0)


def result(number: int) -> str:
    return f"result-{number:032x}.json"


def test_of_too_many_results_those_go_that_nobody_used_for_long(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    for number in range(10):
        cache.write(result(number), b"x" * 5000)  # two blocks on a disk
        os.utime(tmp_path / result(number), (number, number))
    cache.write(f"rulebook-{KEY}.json", b"x" * 50_000)
    (tmp_path / "notes.md").write_bytes(b"x" * 50_000)
    (tmp_path / ".aboveboard-0000000000000000").write_bytes(b"half")
    os.utime(tmp_path / ".aboveboard-0000000000000000", (1, 1))
    (tmp_path / ".aboveboard-1111111111111111").write_bytes(b"being written")
    cache.shrink(10 * 8192)
    assert len(list(tmp_path.glob("result-*"))) == 10
    assert cache.use(result(0)) == b"x" * 5000
    cache.shrink(8 * 8192)
    # Three quarters are left: the last four, and the one that was used just now.
    left = {path.name for path in tmp_path.glob("result-*")}
    assert left == {result(number) for number in (0, 5, 6, 7, 8, 9)}
    assert {path.name for path in tmp_path.iterdir()} - left == {
        f"rulebook-{KEY}.json",
        "notes.md",
        ".aboveboard-1111111111111111",
    }
    Cache(tmp_path / "gone").shrink(1)


def test_reading_is_no_use(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.write(result(1), b"x")
    os.utime(tmp_path / result(1), (5, 5))
    assert (cache.read(result(1)), cache.has(result(1))) == (b"x", True)
    assert (tmp_path / result(1)).stat().st_mtime == 5
    assert cache.use(result(1)) == b"x"
    assert (tmp_path / result(1)).stat().st_mtime > 5
    assert (cache.use(result(2)), cache.has(result(2)), cache.has("a\0b")) == (None, False, False)


@pytest.mark.skipif(os.name == "nt", reason="modes of files")
def test_a_folder_that_may_only_be_read_is_read(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache")
    cache.write(result(1), b"x")
    cache.folder.chmod(0o500)
    try:
        cache.write(result(2), b"y")
        assert cache.use(result(1)) == b"x"
        if os.geteuid() != 0:  # who may do all may write here, too
            assert cache.read(result(2)) is None
            assert cache.clear() == Removed(0, 0, 1)
    finally:
        cache.folder.chmod(0o700)


def test_a_full_disk_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = Cache(tmp_path)
    cache.write(result(1), b"before")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    cache.write(result(1), b"after")
    cache.write(result(2), b"after")
    assert [path.name for path in tmp_path.iterdir()] == [result(1)]
    assert cache.read(result(1)) == b"before"


_TOGETHER = """
import sys
from pathlib import Path
from aboveboard.cache import Cache
cache = Cache(Path(sys.argv[1]))
for number in range(300):
    said = bytes([65 + number % 2]) * 100_000
    cache.write("result-" + "0" * 32 + ".json", said)
    found = cache.read("result-" + "0" * 32 + ".json")
    assert found is not None and len(set(found)) == 1 and len(found) == 100_000, number
"""


def test_two_programs_write_the_same_entry(tmp_path: Path) -> None:
    """Each of them always reads something whole, be it its own or the other's."""
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor() as pool:
        both = [
            pool.submit(run_python, _TOGETHER, str(tmp_path / "cache"), cwd=tmp_path)
            for _ in range(2)
        ]
    for done in both:
        assert done.result().returncode == 0, done.result().stderr
    assert [path.name for path in (tmp_path / "cache").iterdir()] == [result(0)]


# ---------------------------------------------------------------- what results are made with


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder in which libraries are installed, and this program beside them."""
    for library in ("spacy", "regex", "yaml", "pyromark", "dateutil"):
        (tmp_path / library).mkdir()
        (tmp_path / library / "__init__.py").write_text("")
    (tmp_path / "spacy-3.7.2.dist-info").mkdir()
    (tmp_path / "aboveboard" / "data").mkdir(parents=True)
    (tmp_path / "aboveboard" / "data" / "columns.yaml").write_text("a: b\n")
    (tmp_path / "aboveboard" / "madewith.py").write_text("")
    return tmp_path


def digest(folder: Path, version: str = "1.0") -> str:
    """What the program there says of itself, in a fresh interpreter."""
    program = (
        "import sys; import aboveboard, aboveboard.madewith as made\n"
        "sys.path.insert(0, sys.argv[1]); aboveboard.__version__ = made.__version__ = sys.argv[2]\n"
        "made.__file__ = sys.argv[1] + '/aboveboard/madewith.py'\n"
        "said = made.program_digest().hex()\n"
        "assert 'spacy' not in sys.modules and 'regex' not in sys.modules\n"
        "print(said)"
    )
    done = run_python(program, str(folder), version, cwd=folder)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_libraries_version_and_working_copies_count(installed: Path) -> None:
    seen = [digest(installed), digest(installed, "1.1")]
    assert digest(installed) == seen[0]
    (installed / "spacy-3.7.2.dist-info").rename(installed / "spacy-3.8.0.dist-info")
    seen.append(digest(installed))
    (installed / "other-1.0.dist-info").mkdir()
    (installed / "aboveboard" / "notes.txt").write_text("x")
    assert digest(installed) == seen[-1]
    (installed / "aboveboard" / "data" / "columns.yaml").write_text("a: c, d\n")
    seen.append(digest(installed))
    assert len(set(seen)) == 4
    # Where it is installed, its version says it all: a new installation has new times.
    (installed / "aboveboard-1.0.dist-info").mkdir()
    before = digest(installed)
    os.utime(installed / "aboveboard" / "madewith.py", (1, 1))
    assert digest(installed) == before


def test_the_digest_is_the_same_in_one_run() -> None:
    assert program_digest() is program_digest()
    assert len(program_digest()) == 16
