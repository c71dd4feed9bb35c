from __future__ import annotations

import os
import struct
from io import StringIO

import pytest

from aboveboard.reporters import ReportOptions, options_from_environment


class Terminal(StringIO):
    def isatty(self):
        return True


def options(stream=None, color="auto", **environ):
    return options_from_environment(stream or StringIO(), color, environ)


@pytest.mark.parametrize(
    ("color", "environ", "pipe", "terminal"),
    [
        ("auto", {}, False, True),
        ("auto", {"NO_COLOR": "1"}, False, False),
        ("auto", {"NO_COLOR": ""}, False, True),
        ("auto", {"FORCE_COLOR": "1"}, True, True),
        ("auto", {"FORCE_COLOR": ""}, False, True),
        ("auto", {"FORCE_COLOR": "0"}, False, False),
        ("auto", {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False, False),
        ("auto", {"TTY_COMPATIBLE": "1"}, True, True),
        ("auto", {"TTY_COMPATIBLE": "0"}, False, False),
        ("auto", {"TERM": "dumb"}, False, False),
        ("auto", {"TERM": "dumb", "FORCE_COLOR": "1"}, True, True),
        ("always", {"NO_COLOR": "1"}, True, True),
        ("never", {"FORCE_COLOR": "1"}, False, False),
    ],
)
def test_color(color, environ, pipe, terminal):
    assert options(StringIO(), color, **environ).color is pipe
    assert options(Terminal(), color, **environ).color is terminal


@pytest.mark.parametrize(
    ("columns", "width"),
    [
        ("72", 72),
        ("5", 40),
        ("99999", 240),
        *[(nonsense, 100) for nonsense in ("", "0", "-3", "٨٠", "wide", "9" * 5000)],
    ],
)
def test_width_from_columns(columns, width):
    assert options(COLUMNS=columns).width == width


def test_width_of_a_real_terminal():
    pty = pytest.importorskip("pty")
    fcntl = pytest.importorskip("fcntl")
    termios = pytest.importorskip("termios")
    main, other = pty.openpty()
    with os.fdopen(main, "wb"), os.fdopen(other, "w") as stream:
        fcntl.ioctl(other, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 71, 0, 0))
        here = os.getcwd()
        assert options(stream) == ReportOptions(color=True, width=71, folder=here, root=here)
        assert options(stream, COLUMNS="60").width == 60
        fcntl.ioctl(other, termios.TIOCSWINSZ, struct.pack("HHHH", 0, 0, 0, 0))
        assert options(stream).width == 100


def test_a_stream_that_is_hardly_one():
    closed = StringIO()
    closed.close()
    here = ReportOptions(folder=os.getcwd(), root=os.getcwd())
    assert options(closed) == here
    assert options(Terminal()).width == 100
    assert options(object()) == here


def test_the_process_environment_is_the_default(monkeypatch):
    monkeypatch.setenv("COLUMNS", "66")
    assert options_from_environment(StringIO(), severity="note").width == 66


def test_a_current_folder_that_was_deleted(tmp_path, monkeypatch):
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    assert options() == ReportOptions()
