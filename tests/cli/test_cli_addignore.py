"""``--add-ignore``: what a command writes, says and refuses."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from fresh import run_python
from house import Ran

Run = Callable[..., Ran]
Write = Callable[..., Path]

PAGE = "A synergy boost.\n\nA guaranteed win.\n"
IGNORED = """\
<!-- aboveboard: ignore house/buzz -- it is so -->
A synergy boost.

<!-- aboveboard: ignore house/grave -- it is so -->
A guaranteed win.
"""


def test_files_are_written_and_the_next_run_finds_nothing(run: Run, write: Write) -> None:
    page = write("posts/a.md", PAGE)
    sheet = write("posts/b.csv", "Text\nA synergy boost\n")
    ran = run("check", "posts", "--add-ignore", " it is so ")
    assert (ran.code, ran.out, ran.err) == (0, "Wrote 3 suppressions in 2 files.\n", "")
    assert page.read_text() == IGNORED
    assert sheet.read_text() == ("Text,aboveboard_ignore\nA synergy boost,house/buzz -- it is so\n")
    assert run("check", "posts").code == 0
    again = run("check", "posts", "--add-ignore", "it is so")
    assert (again.code, again.out, again.err) == (0, "Wrote 0 suppressions in 0 files.\n", "")
    assert page.read_text() == IGNORED


def test_only_what_is_shown(run: Run, write: Write) -> None:
    page = write("a.md", PAGE + "\nA kind of thing.\n")
    ran = run("check", "a.md", "--severity", "error", "--add-ignore", "it is so")
    assert (ran.code, ran.out) == (0, "Wrote 1 suppression in 1 file.\n")
    assert page.read_text() == (
        "A synergy boost.\n\n<!-- aboveboard: ignore house/grave -- it is so -->\n"
        "A guaranteed win.\n\nA kind of thing.\n"
    )


def test_what_a_baseline_knows_is_not_answered_for(run: Run, write: Write) -> None:
    page = write("a.md", "A synergy boost.\n")
    run("baseline", "a.md")
    page.write_text(PAGE)
    ran = run("check", "a.md", "--add-ignore", "it is so")
    assert (ran.code, ran.out) == (0, "Wrote 1 suppression in 1 file.\n")
    assert page.read_text() == IGNORED.split("\n", 1)[1]


def test_what_cannot_hold_a_suppression_goes_into_the_configuration(run: Run, write: Write) -> None:
    write("a[1].txt", "A synergy boost\n")
    ran = run("check", "a[1].txt", "--add-ignore", 'they "say" so')
    assert (ran.code, ran.out, ran.err) == (0, "Wrote 1 suppression in 1 file.\n", "")
    assert Path("aboveboard.yaml").read_text() == (
        "rules: rules\nselect: house\nexceptions:\n"
        '  - path: "/a\\\\[1\\\\].txt"\n    rule: "house/buzz"\n    text: "synergy boost"\n'
        '    reason: "they \\"say\\" so"\n'
    )
    assert run("check", "a[1].txt").code == 0


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("exceptions: []  # none\n", "exceptions: [NEW]  # none\n"),
        (
            "exceptions:\n- path: b\n  rule: house/buzz\n  reason: r  # so\n\n# ours\n"
            "select: house\n",
            "exceptions:\n- path: b\n  rule: house/buzz\n  reason: r  # so\nFLAT\n\n# ours\n"
            "select: house\n",
        ),
    ],
)
def test_a_configuration_keeps_what_stands_there(
    run: Run, write: Write, before: str, after: str
) -> None:
    pairs = ['path: "/a.txt"', 'rule: "house/buzz"', 'text: "synergy boost"', 'reason: "so"']
    config = write("aboveboard.yaml", "rules: rules\n" + before)
    write("a.txt", "A synergy boost\n")
    assert run("check", "a.txt", "--select", "house", "--add-ignore", "so").code == 0
    after = after.replace("NEW", "{" + ", ".join(pairs) + "}")
    after = after.replace("FLAT", "- " + "\n  ".join(pairs))
    assert config.read_text() == "rules: rules\n" + after


def test_a_configuration_is_made_where_there_is_none(run: Run, write: Write) -> None:
    Path("aboveboard.yaml").unlink()
    write("a.txt", "A synergy boost\n")
    given = ("--rules", "rules", "--select", "house")
    ran = run("check", "a.txt", *given, "--add-ignore", "so")
    assert (ran.code, ran.out) == (0, "Wrote 1 suppression in 1 file.\n")
    assert Path(".aboveboard.yaml").read_text() == (
        'exceptions:\n  - path: "/a.txt"\n    rule: "house/buzz"\n'
        '    text: "synergy boost"\n    reason: "so"\n'
    )
    assert run("check", "a.txt", *given).code == 0


def test_a_project_file_is_not_written(run: Run, write: Write) -> None:
    Path("aboveboard.yaml").unlink()
    project = write("pyproject.toml", '[tool.aboveboard]\nrules = "rules"\nselect = "house"\n')
    kept = project.read_bytes()
    write("a.txt", "A synergy boost\n")
    ran = run("check", "a.txt", "--add-ignore", "so")
    assert (ran.code, ran.out) == (2, "Wrote 0 suppressions in 0 files.\n")
    assert ran.err == (
        f"Nothing can stand beside some of it; add this to {project}:\n"
        '[[tool.aboveboard.exceptions]]\npath = "/a.txt"\nrule = "house/buzz"\n'
        'text = "synergy boost"\nreason = "so"\n'
    )
    assert project.read_bytes() == kept


def test_what_cannot_be_answered_for_is_told(run: Run, write: Write) -> None:
    write("aboveboard.yaml", "rules: rules\nselect: [house, suppression]\n")
    page = write("a.md", "<!-- aboveboard: ignore house/mild -- so -->\nA synergy boost\n")
    ran = run("check", "a.md", "--add-ignore", "so")
    assert (ran.code, ran.out, ran.err) == (
        2,
        "Wrote 1 suppression in 1 file.\n",
        "a.md:1:1: not suppressed (suppression/unused): "
        "a suppression that is at fault is put right, not answered for\n",
    )
    assert page.read_text() == (
        "<!-- aboveboard: ignore house/mild -- so -->\n"
        "<!-- aboveboard: ignore house/buzz -- so -->\nA synergy boost\n"
    )


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        ("  ", 'it needs a reason in a few words, such as "the offer ends on 30 Nov"'),
        ("a --> b", "'-->' would end the comment that holds the reason; leave it out"),
        ("a */ b", "'*/' would end the comment that holds the reason; leave it out"),
        ("a\nb", "the reason must be one line"),
        ("a\x1b[2J", "the reason holds U+001B, which nobody sees; leave it out"),
        ("a\u202eb", "the reason holds U+202E, which nobody sees; leave it out"),
    ],
)
def test_reasons_that_are_none(run: Run, write: Write, reason: str, said: str) -> None:
    page = write("a.md", PAGE)
    ran = run("check", "a.md", "--add-ignore", reason)
    assert (ran.code, ran.out, ran.err) == (2, "", f"error: --add-ignore: {said}\n")
    assert page.read_text() == PAGE


@pytest.mark.parametrize("other", ["--fix", "--diff", "--statistics"])
def test_options_that_do_not_go_together(run: Run, write: Write, other: str) -> None:
    write("a.md", PAGE)
    ran = run("check", "a.md", "--add-ignore", "so", other)
    assert (ran.code, ran.err) == (2, f"error: --add-ignore and {other} do not go together\n")


def test_standard_input_is_no_file(run: Run) -> None:
    ran = run("check", "-", "--add-ignore", "so", stdin=PAGE)
    said = "error: --add-ignore writes into files; standard input is none, so name a file\n"
    assert (ran.code, ran.out, ran.err) == (2, "", said)


@pytest.mark.skipif(os.name == "nt", reason="modes and links of POSIX")
def test_modes_and_links_stay(run: Run, write: Write) -> None:
    page = write("real/a.md", PAGE)
    page.chmod(0o640)
    Path("link.md").symlink_to("real/a.md")
    assert run("check", "link.md", "--add-ignore", "it is so").code == 0
    assert Path("link.md").is_symlink()
    assert (page.read_text(), page.stat().st_mode & 0o777) == (IGNORED, 0o640)
    assert [path.name for path in page.parent.iterdir()] == ["a.md"]


# The program ends, without a word, when all of a file is written and nothing took its place yet.
KILLED = """
import os, pathlib, sys
pathlib.Path.replace = lambda *_: os._exit(9)
from aboveboard.cli import main
main(sys.argv[1:])
"""


def test_nothing_is_lost_when_the_program_is_killed(run: Run, write: Write) -> None:
    page = write("a.md", PAGE)
    ran = run_python(KILLED, "check", "a.md", "--add-ignore", "so", cwd=Path.cwd())
    assert ran.returncode == 9, ran.stderr
    assert page.read_text() == PAGE
    assert run("check", "a.md", "--add-ignore", "it is so").code == 0
    assert page.read_text() == IGNORED


# Somebody else writes into the file once everything was checked.
RACED = """
import sys
from aboveboard.cli import addignore, main
write = addignore._write
def late(changes, read):
    with open("b.md", "a") as file:
        file.write("More.")
    write(changes, read)
addignore._write = late
sys.exit(main(sys.argv[1:]))
"""


def test_nothing_is_written_where_a_file_has_changed(run: Run, write: Write) -> None:
    pages = [write(name, PAGE) for name in ("a.md", "b.md")]
    ran = run_python(RACED, "check", "a.md", "b.md", "--add-ignore", "so", cwd=Path.cwd())
    said = "error: 'b.md' changed while it was checked; nothing was written\n"
    assert (ran.returncode, ran.stdout, ran.stderr) == (2, "", said)
    assert [page.read_text() for page in pages] == [PAGE, PAGE + "More."]


EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


def test_the_examples_are_clear_afterwards(run: Run, write: Write) -> None:
    """With all rules: what stood behind a finding in its phrase is answered for, too."""
    write("aboveboard.yaml", "severity: note\n")
    folders = ("ads", "captions", "emails", "posts", "schedule")
    for folder in folders:
        shutil.copytree(EXAMPLES / folder, folder)
    assert run("check", *folders).code == 1
    ran = run("check", *folders, "--add-ignore", "known since spring")
    assert (ran.code, ran.err) == (0, "")
    after = run("check", *folders)
    assert (after.code, "All clear" in after.out) == (0, True), after.out
    again = run("check", *folders, "--add-ignore", "known since spring")
    assert again.out == "Wrote 0 suppressions in 0 files.\n"


def test_a_contradiction_to_another_file(run: Run, write: Write) -> None:
    """It is seen with both files alone, and hides what each of them would show."""
    write("aboveboard.yaml", "")
    head = "---\ndate: {}\naboveboard:\n  facts: {{campaign: socks, account: us}}\n---\n\n"
    copy = "The wool sock sale ends tonight! Use code SOCK20.\n"
    first = write("a.md", head.format("2026-11-04") + copy)
    second = write("b.md", head.format("2026-11-09") + copy)
    ran = run("check", ".", "--exclude", "rules", "--add-ignore", "so")
    assert (ran.code, ran.out) == (0, "Wrote 3 suppressions in 2 files.\n")
    comment = "<!-- aboveboard: ignore {} -- so -->\n"
    one, both = "urgency/relative-deadline", "urgency/deadline-moves, urgency/relative-deadline"
    assert first.read_text() == head.format("2026-11-04") + comment.format(one) + copy
    assert second.read_text() == head.format("2026-11-09") + comment.format(both) + copy
    assert run("check", ".", "--exclude", "rules").code == 0
