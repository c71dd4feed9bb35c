from __future__ import annotations

import codecs
import os
import sys
from pathlib import Path

import pytest

from aboveboard.sources.encoding import (
    DecodeError,
    UnreadableError,
    decode,
    looks_like_text,
    peek,
    read_file,
)

TEXT = "Größe 🎉\r\nlast\rchance\n"


@pytest.mark.parametrize(
    ("mark", "codec"),
    [
        (b"", "utf-8"),
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_every_mark_is_honoured_and_dropped(mark: bytes, codec: str) -> None:
    assert decode(mark + TEXT.encode(codec)) == TEXT


def test_only_the_first_mark_is_dropped() -> None:
    assert decode(codecs.BOM_UTF8 + "\ufeffa".encode()) == "\ufeffa"


def test_nothing_is_text() -> None:
    assert decode(b"") == ""


@pytest.mark.parametrize(
    ("data", "message", "line", "position"),
    [
        (
            b"one\r\ntwo\rcaf\xe9\n",
            "not UTF-8 at line 3: byte 0xe9; "
            "save the file as UTF-8, or say what it is: --encoding cp1252",
            3,
            12,
        ),
        (
            b"ab\xf0\x9f\x8e",
            "not UTF-8 at line 1: byte 0xf0; "
            "save the file as UTF-8, or say what it is: --encoding cp1252",
            1,
            2,
        ),
        (
            b"\xed\xa0\x80",
            "not UTF-8 at line 1: byte 0xed; "
            "save the file as UTF-8, or say what it is: --encoding cp1252",
            1,
            0,
        ),
        (
            codecs.BOM_UTF8 + b"a\n\xff",
            "not UTF-8 at line 2: byte 0xff; save the file as UTF-8",
            2,
            5,
        ),
        (
            codecs.BOM_UTF16_LE + "a\n".encode("utf-16-le") + b"b",
            "not UTF-16 at line 2: byte 0x62; save the file as UTF-8",
            2,
            6,
        ),
        (b"\x89PNG\n\0\0", "looks like a binary file: a NUL byte at line 2", 2, 5),
        (b"a\nb\0c", "looks like a binary file: a NUL byte at line 2", 2, 3),
        (
            codecs.BOM_UTF16_BE + "a\n\0".encode("utf-16-be"),
            "looks like a binary file: a NUL byte at line 2",
            2,
            6,
        ),
    ],
)
def test_what_is_no_text_says_where(data: bytes, message: str, line: int, position: int) -> None:
    with pytest.raises(DecodeError) as caught:
        decode(data)
    assert caught.value.message == str(caught.value) == message
    assert (caught.value.line, caught.value.position) == (line, position)


@pytest.mark.parametrize(
    ("head", "is_text"),
    [
        (b"", True),
        (b"plain", True),
        ("Größe".encode()[:3], True),  # cut inside a character
        (codecs.BOM_UTF16_LE + "a".encode("utf-16-le") + b"b", True),
        (b"\x89PNG\r\n\x1a\n\0", False),
        (b"PK\x03\x04\0\0", False),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", False),
    ],
)
def test_a_head_that_may_be_text(head: bytes, is_text: bool) -> None:
    assert looks_like_text(head) is is_text


def test_a_file_is_read_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(codecs.BOM_UTF8 + TEXT.encode())
    assert read_file(file) == TEXT
    assert peek(file, 4) == codecs.BOM_UTF8 + b"G"


def reason(path: str | Path, limit: int = 100) -> str:
    with pytest.raises(UnreadableError) as caught:
        read_file(path, limit)
    return caught.value.message


def test_a_file_may_have_just_the_limit(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(b"x" * 100)
    assert read_file(file, 100) == "x" * 100
    assert reason(file, 99) == "it is larger than 99 bytes; split it"
    with file.open("wb") as handle:
        handle.truncate(20_000_001)
    with pytest.raises(UnreadableError, match=r"^it is larger than 20 MB; split it$"):
        read_file(file)


def test_what_is_no_file_says_so(tmp_path: Path) -> None:
    assert reason(tmp_path) == "it is a folder"
    assert reason(tmp_path / "none.txt") == "there is no such file"
    assert reason("a\0b") == "its name cannot be a file name"
    assert reason(tmp_path / ("x" * 5000)) == "its name is too long"


@pytest.mark.skipif(sys.platform == "win32", reason="no pipes with a name")
def test_a_pipe_is_refused_without_waiting(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.txt"
    os.mkfifo(pipe)
    assert reason(pipe) == "it is not a regular file"
    assert reason("/dev/null") == "it is not a regular file"


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights")
def test_links_in_a_circle(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to("b.txt")
    (tmp_path / "b.txt").symlink_to("a.txt")
    assert reason(tmp_path / "a.txt") == "its links lead in a circle"


@pytest.mark.skipif(
    sys.platform == "win32" or getattr(os, "geteuid", lambda: 1)() == 0, reason="needs rights"
)
def test_no_permission(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("a")
    file.chmod(0)
    assert reason(file) == "no permission to read it"


def test_an_encoding_is_taken_where_there_is_no_mark() -> None:
    assert decode(b"caf\xe9 \x80 5", "cp1252") == "café € 5"
    assert decode(codecs.BOM_UTF8 + "café".encode(), "cp1252") == "café"
    assert decode("café".encode("utf-16-le"), "utf-16-le") == "café"


def test_an_encoding_that_does_not_fit_says_where() -> None:
    with pytest.raises(DecodeError) as caught:
        decode(b"a\n\x81", "Windows-1252")
    assert caught.value.message == "not cp1252 at line 2: byte 0x81; save the file as UTF-8"
    assert (caught.value.line, caught.value.position) == (2, 2)


@pytest.mark.parametrize("encoding", ["latin-99", "base64", "", "a\0b"])
def test_there_are_no_other_encodings(encoding: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        decode(b"a", encoding)
    said = f"there is no encoding '{encoding}'; one of Windows is cp1252"
    assert caught.value.message == said
