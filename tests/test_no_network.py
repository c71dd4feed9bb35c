"""Nothing here talks to anybody: drafts are confidential, and a hook must work on a train."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from fresh import run_python

from aboveboard.sources import SUFFIXES, WALKED

# The interpreter announces every use of a socket, from Python or from C, to this function, which
# ends the process at once: an exception might be caught by whoever tried. The loud class before
# it shows where the attempt was made.
_PROGRAM = """
import json, os, socket, sys, traceback

class NoSocket:
    def __init__(self, *args, **kwargs):
        raise RuntimeError("a socket was opened")

socket.socket = socket.SocketType = NoSocket

def refuse(event, arguments):
    if event.startswith(("socket.", "urllib.", "http.", "ftplib.", "smtplib.")):
        print("network:", event, arguments, file=sys.stderr)
        traceback.print_stack()
        sys.stderr.flush()
        os._exit(97)

sys.addaudithook(refuse)
EXTRA
from aboveboard.cli import main
sys.exit(main(json.loads(sys.argv[1])))
"""

PUSHY = "This is your last chance to save! Read https://example.com/deals to know more.\n"
# How a format holds a text.
WRITTEN = {
    "html": "<p>{}</p>",
    "csv": "Text\n{}",
    "json": '{"text": "{}"}',
    "jsonl": '{"text": "{}"}',
    "yaml": "- text: {}",
}


def run(arguments: Sequence[str], cwd: Path, extra: str = "") -> CompletedProcess[str]:
    """Run the command line where there is no network."""
    return run_python(_PROGRAM.replace("EXTRA", extra), json.dumps(arguments), cwd=cwd)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a draft in every format."""
    for suffix, name in SUFFIXES.items():
        text = WRITTEN.get(name, "{}").replace("{}", PUSHY.strip()) + "\n"
        (tmp_path / f"draft{suffix}").write_text(text, encoding="utf-8")
    return tmp_path


def test_a_folder_of_every_format_is_checked(folder: Path) -> None:
    done = run([".", "--format", "json"], folder)
    assert done.returncode == 1, done.stderr
    found = {Path(finding["document"]).suffix for finding in json.loads(done.stdout)["findings"]}
    assert found == WALKED


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["."], 1),
        (["rules", "list"], 0),
        (["rules", "test", "urgency"], 0),
        (["rules", "check", "urgency"], 0),
        (["explain", "urgency/last-chance"], 0),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_command_works(arguments: list[str], code: int, folder: Path) -> None:
    done = run(arguments, folder)
    assert done.returncode == code, done.stdout + done.stderr


@pytest.mark.parametrize(
    "attempt",
    [
        "import _socket; _socket.socket()",
        "socket.getaddrinfo('localhost', 80)",
        "import urllib.request; urllib.request.urlopen('http://localhost/')",
    ],
)
def test_an_attempt_would_be_seen(attempt: str, folder: Path) -> None:
    assert run(["--version"], folder, f"try: {attempt}\nexcept OSError: pass").returncode == 97
