"""The command: what it needs, and what others are spared."""

from __future__ import annotations

from pathlib import Path

from fresh import run_python

_WITHOUT = """
import sys
sys.modules["{name}"] = None
from aboveboard.cli import main
sys.exit(main(["server"]))
"""


def test_without_pygls_one_sentence_says_what_to_install(tmp_path: Path) -> None:
    for name in ("pygls", "lsprotocol", "cattrs"):
        done = run_python(_WITHOUT.format(name=name), cwd=tmp_path)
        assert (done.returncode, done.stdout, done.stderr) == (
            2,
            "",
            "error: the language server needs pygls: pip install 'aboveboard[server]'\n",
        )


def test_a_configuration_that_is_not_there_is_said(tmp_path: Path) -> None:
    program = (
        "import sys; from aboveboard.cli import main; "
        "sys.exit(main(['server', '--config', 'no.yaml']))"
    )
    done = run_python(program, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (2, "error: --config: there is no file 'no.yaml'\n")
