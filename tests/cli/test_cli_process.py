"""The command line as a process of its own: pipes, encodings, odd names."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from house import BUZZ, Write

import aboveboard

PACKAGE = Path(aboveboard.__file__).resolve().parent.parent


@pytest.fixture(autouse=True)
def _folder(write: Write) -> None:
    write(".git/HEAD")
    write("aboveboard.yaml", "rules: rules\nselect: house\n")
    write("rules/house/buzz.yaml", BUZZ)
    write("a.txt", "A “synergy boost” — 👀 日本.\n")


def start(*arguments: str, **environment: str) -> subprocess.Popen[bytes]:
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "LC_", "LANG"))}
    return subprocess.Popen(
        [sys.executable, "-m", "aboveboard", *arguments],
        env=clean | {"PYTHONPATH": str(PACKAGE), "NO_COLOR": "1", **environment},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def run(*arguments: str, stdin: bytes = b"", **environment: str) -> tuple[int, str, str]:
    process = start(*arguments, **environment)
    out, err = process.communicate(stdin)
    return process.returncode, out.decode(), err.decode()


def test_a_process() -> None:
    code, out, err = run("a.txt", "--format", "concise")
    assert (code, err) == (1, "")
    assert out.splitlines()[0] == (
        'a.txt:1:4: warning house/buzz "synergy boost" is not how we speak.'
    )
    code, out, err = run("-", stdin="A synergy\r\nboost".encode("utf-16"))
    assert (code, err) == (1, "")


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ("a.txt", 1),  # what was found still counts
        ("a.txt --format json", 1),
        ("b.txt", 0),
        ("rules list", 0),
        ("explain house/buzz", 0),
        ("--help", 0),
        ("a.txt --show-settings", 0),
    ],
)
def test_a_closed_pipe_is_quiet(write: Write, arguments: str, code: int) -> None:
    write("b.txt", "Quiet.")
    process = start(*arguments.split())
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()  # as head -0 does
    assert process.stderr.read() == b""
    assert process.wait() == code
    process.stderr.close()
    assert process.stdin is not None
    process.stdin.close()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full device here")
@pytest.mark.parametrize("arguments", ["a.txt", "rules list", "a.txt --format json"])
def test_a_full_disk_is_an_error(arguments: str) -> None:
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "aboveboard", *arguments.split()],
            env=os.environ | {"PYTHONPATH": str(PACKAGE)},
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert (done.returncode, done.stderr.decode()) == (
        2, "error: cannot go on: No space left on device\n",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("encoding", "shown"),
    [("ascii", rb"\u65e5\u672c"), ("latin-1", rb"\u65e5\u672c"), ("utf-8", "日本".encode())],
)
def test_narrow_encodings(write: Write, encoding: str, shown: bytes) -> None:
    process = start("a.txt", PYTHONIOENCODING=encoding)
    out, err = process.communicate()
    assert (process.returncode, err) == (1, b"")
    assert shown in out
    write("rules/house/buzz.yaml", BUZZ.replace("Readers", "日本 “readers”"))
    for arguments in ("explain house/buzz", "rules show house/buzz"):
        process = start(*arguments.split(), PYTHONIOENCODING=encoding)
        out, err = process.communicate()
        assert (process.returncode, err) == (0, b"")
        assert b"readers" in out


@pytest.mark.skipif(sys.platform != "linux", reason="names of files are bytes only there")
def test_names_that_are_no_text() -> None:
    Path(os.fsdecode(b"caf\xe9.txt")).write_text("A synergy boost", encoding="utf-8")
    code, out, err = run(".", "--format", "concise")
    assert (code, err) == (1, "")
    assert len(out.splitlines()) == 3
    code, out, err = run("--show-files")
    assert (code, err) == (0, "")
    assert run(".", "--format", "json:out.json")[0] == 1
    names = {f["document"] for f in json.loads(Path("out.json").read_text("utf-8"))["findings"]}
    assert len(names) == 2


def test_commands_do_not_read_standard_input() -> None:
    process = start("a.txt")
    assert process.stdin is not None
    assert process.stdout is not None
    assert process.stdout.read() != b""  # with standard input still open
    process.communicate()
    assert process.returncode == 1
