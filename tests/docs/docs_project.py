"""A small project in which the commands of a page are run, one after the other."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from docs_blocks import ROOT, SHELL, Block, Command, blocks, commands, is_as_shown, words

from aboveboard.cli.app import run

HERE = Path(__file__).parent

OTHERS = frozenset(
    """
    python python3 .venv/bin/pip .venv/bin/pytest pip git mkdocs pre-commit ruff pytest pipx uv
    """.split()
)
"""Programs that pages name and that are not run here: they install, build, or run other tests."""

_STREAMS = ("stdin", "stdout", "stderr")


@dataclass(frozen=True)
class Ran:
    """A command that was run: its exit code, and what a terminal would have shown."""

    block: Block
    command: Command
    code: int
    output: str


def prepare(folder: Path) -> None:
    """Copy the project to ``folder``: a repository whose branch ``main`` lacks some drafts."""
    git = ("git", "-c", "user.name=x", "-c", "user.email=x@example.com", "-C", str(folder))
    shutil.copytree(HERE / "project", folder, dirs_exist_ok=True)
    shutil.copytree(ROOT / "examples", folder / "examples")
    # The change comes last, so that --since has something to say.
    for step in (
        ("init", "-q", "-b", "main"),
        ("add", "."),
        ("commit", "-q", "-m", "Drafts"),
        ("checkout", "-q", "-b", "autumn"),
    ):
        subprocess.run((*git, *step), check=True, capture_output=True)
    shutil.copytree(HERE / "change", folder, dirs_exist_ok=True)


@contextmanager
def inside(folder: Path) -> Iterator[None]:
    """The folder as the current one, and the environment of a plain terminal of 80 columns."""
    before, environment = Path.cwd(), dict(os.environ)
    for name in list(os.environ):
        if name.startswith(("GITHUB_", "CI")) or name in {"FORCE_COLOR", "NO_COLOR"}:
            del os.environ[name]
    os.environ["COLUMNS"] = "80"
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)
        os.environ.clear()
        os.environ.update(environment)


def _run(arguments: list[str], given: bytes) -> tuple[int, str]:
    """Run aboveboard in this process: its exit code and what it wrote."""
    written = io.BytesIO()
    screen = io.TextIOWrapper(written, encoding="utf-8", newline="\n", write_through=True)
    kept = {name: getattr(sys, name) for name in _STREAMS}
    sys.stdin = io.TextIOWrapper(io.BytesIO(given), encoding="utf-8")
    sys.stdout = sys.stderr = screen
    try:
        code = run(arguments)
        screen.flush()
    finally:
        for name, stream in kept.items():
            setattr(sys, name, stream)
    return code, written.getvalue().decode("utf-8")


def _perform(text: str) -> Iterator[tuple[int, str]]:
    """Run every call of aboveboard in a command line; others are passed over.

    Raises ValueError for a program that no page should name.
    """
    said = words(text)
    while said:
        cut = next((i for i, word in enumerate(said) if word in {"&&", ";", "||"}), len(said))
        call, said = said[:cut], said[cut + 1 :]
        given, out = b"", None
        if "|" in call:
            first, call = call[: call.index("|")], call[call.index("|") + 1 :]
            if first[0] == "cat":
                given = b"".join(Path(name).read_bytes() for name in first[1:])
            elif first[0] == "echo":
                given = " ".join(first[1:]).encode() + b"\n"
            else:
                raise ValueError(f"'{first[0]}' before a pipe is not known here")
        for sign in ("<", ">"):
            if sign in call:
                at = call.index(sign)
                name, call = call[at + 1], call[:at] + call[at + 2 :]
                if sign == "<":
                    given = Path(name).read_bytes()
                else:
                    out = Path(name)
        if Path(call[0]).name == "aboveboard":
            code, output = _run(call[1:], given)
            if out is not None:
                out.write_text(output, encoding="utf-8")
                output = ""
            yield code, output
        elif call[0] not in OTHERS:
            raise ValueError(f"'{call[0]}' is no command that these pages know")


def session(page: str, folder: Path) -> Iterator[Ran]:
    """Run the commands of a page, in order, in a project made anew in ``folder``.

    A block with ``title="some/file"`` is that file from there on.
    """
    prepare(folder)
    with inside(folder):
        for block in blocks(page):
            if block.title:
                path = Path(block.title)
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(block.text, encoding="utf-8", newline="\n")
            elif block.language in SHELL:
                for command in commands(block):
                    for code, output in _perform(command.text):
                        shown = output.replace(str(folder.resolve()), "/home/me/shop")
                        yield Ran(block, command, code, shown)


def wrong(ran: Ran) -> str:
    """What a page says wrongly of a command, or an empty text."""
    near = ran.block.near + ran.command.text
    allowed = {0, 1} | ({2} if "exit code is 2" in near or "exit code 2" in near else set())
    if ran.code not in allowed:
        return f"line {ran.command.line}: {ran.command.text}: exit code {ran.code}\n{ran.output}"
    shown = ran.command.shown
    if shown is not None and not is_as_shown(ran.output, shown):
        return f"line {ran.command.line}: {ran.command.text}: not as shown, but\n{ran.output}"
    return ""
