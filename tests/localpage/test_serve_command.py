"""``aboveboard serve``: how it starts, what it says, and how it ends."""

from __future__ import annotations

import signal
import socket
import sys
from pathlib import Path

import pytest
from fresh import run_python
from page_server import folder_of_a_house, running

from aboveboard.cli import main


def test_it_says_one_line_and_ends_quietly(tmp_path: Path) -> None:
    with running(folder_of_a_house(tmp_path / "here"), "--port", "0") as server:
        address = f"http://127.0.0.1:{server.port}/"
        assert server.line == f"{address} (only on this machine; Ctrl-C ends it)\n"
        copy = "Leverage our last chance."
        assert len(server.check(body=copy, severity="note")["findings"]) >= 1
        server.ask("GET", "/nothing")
        server.process.send_signal(signal.SIGINT)
        said, complained = server.process.communicate(timeout=30)
        # Neither a traceback nor a log of what was asked.
        assert (server.process.returncode, said, complained) == (0, "", "")


def test_a_taken_port_that_was_asked_for_is_a_usage_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert main(["serve", "--no-open", "--port", str(port)]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith(f"error: --port: cannot listen on port {port}: ")


def test_the_usual_port_is_left_for_a_free_one_where_it_is_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from aboveboard.cli import serve

    monkeypatch.chdir(tmp_path)

    def interrupt(_: object) -> None:
        raise KeyboardInterrupt

    with socket.create_server(("127.0.0.1", 0)) as taken:
        usual = taken.getsockname()[1]
        monkeypatch.setattr(serve, "_PORT", usual)
        monkeypatch.setattr("aboveboard.localpage.server.Server.serve_forever", interrupt)
        assert main(["serve", "--no-open"]) == 0
    said = capsys.readouterr()
    port = said.out.partition("127.0.0.1:")[2].partition("/")[0]
    assert port != str(usual)
    assert said.out == f"http://127.0.0.1:{port}/ (only on this machine; Ctrl-C ends it)\n"
    assert said.err == f"note: port {usual} is taken, so this is {port}\n"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--port", "70000"], "70000 is not in the range"),
        (["--config", "gone.yaml"], "error: --config: there is no file 'gone.yaml'"),
        (["--rules", "gone"], "gone"),
    ],
    ids=["port", "config", "rules"],
)
def test_what_cannot_be_served_is_said_at_once(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    words: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["serve", "--no-open", *arguments]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert words in said.err


@pytest.mark.parametrize("arguments", [["--help"], ["serve", "--help"], ["rules", "list"]])
def test_no_other_command_loads_a_server(tmp_path: Path, arguments: list[str]) -> None:
    program = (
        "import sys\nfrom aboveboard.cli import main\n"
        f"main({arguments!r})\n"
        "print(sorted({'http.server', 'socketserver', 'webbrowser'} & set(sys.modules)))"
    )
    done = run_python(program, cwd=tmp_path)
    assert done.stdout.splitlines()[-1] == "[]", done.stderr


@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="these always have a desktop")
@pytest.mark.parametrize(
    ("terminal", "environment", "expected"),
    [
        (True, {"DISPLAY": ":0"}, True),
        (True, {"WAYLAND_DISPLAY": "wayland-0"}, True),
        (True, {}, False),
        (False, {"DISPLAY": ":0"}, False),
    ],
)
def test_a_browser_opens_by_itself_only_where_somebody_sits(
    monkeypatch: pytest.MonkeyPatch, terminal: bool, environment: dict[str, str], expected: bool
) -> None:
    from aboveboard.cli.serve import _has_desktop

    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: terminal)
    assert _has_desktop() is expected
