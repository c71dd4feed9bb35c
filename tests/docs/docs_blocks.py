"""The blocks of code in a page: where they stand, and what is meant by them."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

SHELL = ("sh", "console")

_FENCE = re.compile(
    r"^(?P<mark>`{3,})(?P<language>[\w-]*)(?P<more>[^\n]*)\n(?P<text>.*?)^(?P=mark)[ \t]*$",
    re.MULTILINE | re.DOTALL,
)
_INDENTED = re.compile(r"(?:\A|(?<=\n\n))(?: {4}[^\n]*\S[^\n]*\n(?:[ \t]*\n(?= {4}))*)+")
_TITLE = re.compile(r'title="([^"]+)"')


@dataclass(frozen=True)
class Block:
    """One block: its language (``sh`` for an indented one), its text without the indentation.

    ``start`` and ``end`` are offsets in the page of what is between the fences.  ``title`` is
    the file that it shows, and ``near`` the paragraphs before and after it.
    """

    line: int
    language: str
    text: str
    start: int
    end: int
    title: str = ""
    near: str = ""


def pages() -> list[Path]:
    """Every page that people write: those of docs/ that no command makes, README, CONTRIBUTING."""
    made = {"coverage.md"}
    written = [p for p in sorted((ROOT / "docs").glob("*.md")) if p.name not in made]
    return [*written, ROOT / "README.md", ROOT / "CONTRIBUTING.md"]


def blocks(page: str) -> list[Block]:
    """All blocks of a page in their order."""
    found = []
    outside = page
    for match in _FENCE.finditer(page):
        title = _TITLE.search(match["more"])
        found.append(
            _block(page, match["language"], match.span("text"), match.span(), title and title[1])
        )
        blank = re.sub(r"[^\n]", "x", match[0])  # nothing in it is a block of its own
        outside = outside[: match.start()] + blank + outside[match.end() :]
    for match in _INDENTED.finditer(outside):
        found.append(_block(page, "sh", match.span(), match.span(), None))
    return sorted(found, key=lambda block: block.start)


def _block(
    page: str, language: str, inner: tuple[int, int], outer: tuple[int, int], title: str | None
) -> Block:
    before = page[: outer[0]].rstrip("\n").rpartition("\n\n")[2]
    after = page[outer[1] :].lstrip("\n").partition("\n\n")[0]
    text = page[slice(*inner)]
    if inner == outer:
        text = re.sub(r"(?m)^ {4}", "", text)
    line = page.count("\n", 0, inner[0]) + 1
    return Block(line, language, text, *inner, title or "", f"{before}\n{after}")


@dataclass(frozen=True)
class Command:
    """A command line, and the lines that are shown below it; None where none are."""

    line: int
    text: str
    shown: tuple[str, ...] | None = None


def commands(block: Block) -> Iterator[Command]:
    """The command lines of a shell block.  A line that ends in a backslash goes on."""
    console = block.language == "console"
    lines = block.text.splitlines()
    at = 0
    while at < len(lines):
        number, text = block.line + at, lines[at]
        at += 1
        if console and not text.startswith("$ "):
            continue
        text = text.removeprefix("$ ") if console else text
        while text.endswith("\\") and at < len(lines):
            text = text[:-1] + lines[at].removeprefix("> ").lstrip()
            at += 1
        shown: list[str] = []
        while console and at < len(lines) and not lines[at].startswith("$ "):
            shown.append(lines[at])
            at += 1
        if text.strip() and not text.lstrip().startswith("#"):
            yield Command(number, text, tuple(shown) if console else None)


def words(text: str) -> list[str]:
    """The words of a command line as a shell reads them; operators are words of their own."""
    # A '#' begins a remark only where a word would begin: body=#2 is none.
    lexer = shlex.shlex(re.sub(r"\s#\s.*", "", text), posix=True, punctuation_chars="<>|&;")
    lexer.commenters = ""
    lexer.whitespace_split = True
    return list(lexer)


def is_as_shown(output: str, shown: tuple[str, ...]) -> bool:
    """Whether ``output`` is what is shown; a line ``...`` stands for any lines."""
    wanted = [line.rstrip() for line in shown]
    while wanted and not wanted[-1]:
        wanted.pop()
    text = "".join(f"{line.rstrip()}\n" for line in output.rstrip("\n").splitlines())
    if not wanted:
        return not output.strip()
    pattern = "".join(
        r"(?:.*\n)*?" if line == "..." else re.escape(line) + r"\n" for line in wanted
    )
    return re.fullmatch(pattern, text) is not None
