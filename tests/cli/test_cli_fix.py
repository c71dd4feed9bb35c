"""``check --fix`` and ``--diff``: what is written, shown and left alone."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from house import Run, Write

from aboveboard.cli.fix import fix, write_fixed
from aboveboard.cli.run import Run as CheckRun
from aboveboard.linter import Linter

PLAIN = """title: Buzz
severity: warning
message: '"{match}" is not how we speak.'
advice: Say what you mean.
find:
  phrases: [synergy boost]
fix:
  title: Say it plainly
  safe: yes
  swap: {synergy boost: lift}
  examples:
    - {before: A synergy boost., after: A lift.}
examples:
  flag: ['A [[synergy boost]]!', '[[Synergy boost]] for you', 'The [[synergy boost]]']
  pass: [A boost for the synergy, Synergy alone, Something else]
"""
VAGUE = """title: Soon
severity: warning
message: '"{match}" gives no day.'
advice: Say when.
find:
  phrases: [closing soon]
fix:
  title: Say when
  swap: {closing soon: 'closing on {offer.ends}'}
  examples:
    - {before: We are closing soon., after: We are closing on 4 May 2026., facts: {offer: {ends: 2026-05-04}}}
examples:
  flag: ['We are [[closing soon]].', '[[Closing soon]]!', 'Doors [[closing soon]]']
  pass: [A closing door, Soon, Something else]
"""  # noqa: E501
FACT = ("--fact", "offer.ends=2026-05-04")
COPY = "A synergy boost.\n\nWe are closing soon.\n"


@pytest.fixture(autouse=True)
def _rules(run: Run, write: Write) -> None:
    write("rules/house/buzz.yaml", PLAIN)
    write("rules/house/vague.yaml", VAGUE)


def test_safe_fixes_are_made_and_told(
    run: Run, write: Write, golden: Callable[[str, str], None]
) -> None:
    path = write("posts/a.md", COPY)
    write("posts/b.txt", "Nothing.")
    ran = run("posts", "--fix", *FACT)
    assert ran.code == 1
    assert path.read_text() == "A lift.\n\nWe are closing soon.\n"
    golden("golden/fix.txt", f"{ran.out}--- standard error\n{ran.err}")
    again = run("posts", "--fix", *FACT)
    assert again.err == "Fixed 0 findings in 0 files; --unsafe-fixes may settle 1 more.\n"
    assert path.read_text() == "A lift.\n\nWe are closing soon.\n"


def test_unsafe_fixes(run: Run, write: Write) -> None:
    path = write("a.md", COPY)
    ran = run("a.md", "--fix", "--unsafe-fixes", *FACT)
    assert (ran.code, ran.out, ran.err) == (
        0, "All clear: 1 document checked.\n", "Fixed 2 findings in 1 file.\n",
    )  # fmt: skip
    assert path.read_text() == "A lift.\n\nWe are closing on 4 May 2026.\n"


def test_a_fact_that_is_not_known_is_not_made_up(run: Run, write: Write) -> None:
    path = write("a.md", "We are closing soon.")
    ran = run("a.md", "--fix", "--unsafe-fixes")
    assert (ran.code, ran.err) == (1, "Fixed 0 findings in 0 files.\n")
    assert path.read_text() == "We are closing soon."


@pytest.mark.parametrize("color", ["never", "always"])
def test_a_diff_changes_nothing(
    run: Run, write: Write, golden: Callable[[str, str], None], color: str
) -> None:
    path = write("a.md", f"One.\n\nTwo.\n\nThree.\n\n{COPY}\nLast\x1b[31m line")
    before = path.read_bytes()
    ran = run("a.md", "--diff", "--unsafe-fixes", "--color", color, *FACT)
    assert (ran.code, ran.err) == (1, "Would fix 2 findings in 1 file.\n")
    golden(f"golden/fix-diff-{color}.txt", ran.out)
    assert path.read_bytes() == before
    write("clean.md", "Nothing.\n")
    ran = run("clean.md", "--diff")
    assert (ran.code, ran.out, ran.err) == (0, "", "Would fix 0 findings in 0 files.\n")


def test_standard_input_goes_to_standard_output(run: Run) -> None:
    ran = run("-", "--fix", "--stdin-filename", "a.md", "--format", "concise", stdin=COPY)
    assert (ran.code, ran.out) == (1, "A lift.\n\nWe are closing soon.\n")
    assert ran.err.splitlines() == [
        'a.md:3:8: warning house/vague "closing soon" gives no day.',
        "Found 1 finding (1 warning) in 1 document.",
        "Fixed 1 finding in 1 file.",
    ]
    assert run("-", "--fix", stdin="Nothing.\r\n").out == "Nothing.\r\n"
    ran = run("-", "--diff", stdin="A synergy boost.")
    assert ran.out.splitlines()[2:] == ["@@ -1 +1 @@", "-A synergy boost.", "+A lift."]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--unsafe-fixes",), "--unsafe-fixes goes with --fix, or with --diff to see them first"),
        (("--fix", "--statistics"), "--fix and --statistics do not go together"),
        (("--diff", "--show-files"), "--diff and --show-files do not go together"),
    ],
)
def test_options_that_do_not_go_together(run: Run, arguments: tuple[str, ...], said: str) -> None:
    ran = run(".", *arguments)
    assert (ran.code, ran.out, ran.err) == (2, "", f"error: {said}\n")


# ---------------------------------------------------------------- only what is shown


def test_what_is_not_selected_or_ignored_is_not_fixed(run: Run, write: Write) -> None:
    path = write("a.md", COPY)
    for options in (("--select", "house/vague"), ("--ignore", "house/buzz")):
        run("a.md", "--fix", *options)
        assert path.read_text() == COPY
    ignored = "<!-- aboveboard: ignore house/buzz -- our slogan -->\nA synergy boost.\n"
    path = write("b.md", ignored)
    assert run("b.md", "--fix").err == "Fixed 0 findings in 0 files.\n"
    assert path.read_text() == ignored


def test_what_a_baseline_knows_is_not_fixed(run: Run, write: Write) -> None:
    path = write("a.txt", "Old synergy boost here.\n")
    run("baseline", "a.txt")
    path = write("a.txt", "Old synergy boost here.\nA new synergy boost.\n")
    run("a.txt", "--fix")
    assert path.read_text() == "Old synergy boost here.\nA new lift.\n"
    run("a.txt", "--fix", "--no-baseline")
    assert path.read_text() == "Old lift here.\nA new lift.\n"


def test_what_has_not_changed_is_not_fixed(run: Run, write: Write, tmp_path: Path) -> None:
    (tmp_path / ".git/HEAD").unlink()
    (tmp_path / ".git").rmdir()
    path = write("a.txt", "Old synergy boost.\n\nMore.\n")
    git = ["git", "-c", "user.name=x", "-c", "user.email=x@x.example"]
    for arguments in (["init", "-q"], ["add", "."], ["commit", "-qm", "x"]):
        subprocess.run([*git, *arguments], check=True, capture_output=True)
    path = write("a.txt", "Old synergy boost.\n\nMore.\n\nA new synergy boost.\n")
    run("a.txt", "--fix", "--since", "HEAD")
    assert path.read_text() == "Old synergy boost.\n\nMore.\n\nA new lift.\n"


# ---------------------------------------------------------------- byte for byte


@pytest.mark.parametrize(
    ("before", "after", "options"),
    [
        ("A “synergy boost”\r\nx\ry".encode("cp1252"), "A “lift”\r\nx\ry".encode("cp1252"),
         ("--encoding", "cp1252")),
        ("\ufeffÄ synergy boost\r".encode("utf-16-le"), "\ufeffÄ lift\r".encode("utf-16-le"), ()),
        ("\ufeffÄ synergy boost".encode("utf-16-be"), "\ufeffÄ lift".encode("utf-16-be"), ()),
        ("\ufeffÄ synergy boost \n".encode(), "\ufeffÄ lift \n".encode(), ()),
        (b"A synergy\r\nboost, no end", b"A lift, no end", ()),
        (b"A synergy boost\x0c\x0b\t \r\r\n\n", b"A lift\x0c\x0b\t \r\r\n\n", ()),
    ],
    ids=["cp1252", "utf-16-le", "utf-16-be", "bom", "no final line end", "line ends"],
)  # fmt: skip
def test_the_rest_stays_byte_for_byte(
    run: Run, tmp_path: Path, before: bytes, after: bytes, options: tuple[str, ...]
) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(before)
    assert run("a.txt", "--fix", *options).code == 0
    assert path.read_bytes() == after


def test_letters_that_an_encoding_does_not_have(run: Run, write: Write, tmp_path: Path) -> None:
    write("rules/house/buzz.yaml", PLAIN.replace("lift", "lift日"))
    path = tmp_path / "a.txt"
    path.write_bytes(b"A synergy boost, \xfc")
    ran = run("a.txt", "--fix", "--encoding", "cp1252")
    assert ran.code == 1
    assert ran.err.splitlines()[0] == (
        "a.txt:1:3: not fixed (house/buzz): 'Say it plainly': "
        "the encoding of the file does not have all letters of it"
    )
    assert path.read_bytes() == b"A synergy boost, \xfc"


def test_mode_and_link_stay(run: Run, write: Write) -> None:
    target = write("drafts/a.txt", "A synergy boost.")
    target.chmod(0o640)
    Path("posts").mkdir()
    Path("posts/a.txt").symlink_to("../drafts/a.txt")
    assert run("posts/a.txt", "--fix").code == 0
    assert os.readlink("posts/a.txt") == "../drafts/a.txt"
    assert target.read_text() == "A lift."
    assert target.stat().st_mode & 0o777 == 0o640
    assert sorted(os.listdir("drafts")) == ["a.txt"]


# ---------------------------------------------------------------- what cannot be written


def test_a_file_that_may_only_be_read(run: Run, write: Write) -> None:
    """The others are fixed nevertheless."""
    path = write("posts/a.txt", "A synergy boost.")
    path.chmod(0o444)
    other = write("posts/b.txt", "A synergy boost.")
    ran = run("posts", "--fix", "--format", "concise")
    assert ran.code == 2
    why = "cannot write 'posts/a.txt': it may only be read"
    assert ran.out.splitlines() == [
        'posts/a.txt:1:3: warning house/buzz "synergy boost" is not how we speak.',
        f"posts/a.txt: error: {why}",
        "Found 1 finding (1 warning) in 1 of 2 documents; --fix may settle 1; 1 problem: "
        "not everything was checked.",
    ]
    assert ran.err.splitlines() == [
        f"posts/a.txt:1:3: not fixed (house/buzz): 'Say it plainly': {why}",
        "Fixed 1 finding in 1 file.",
    ]
    assert (path.read_text(), other.read_text()) == ("A synergy boost.", "A lift.")


def test_a_file_that_changed_meanwhile(run: Run, write: Write) -> None:
    path = write("a.txt", "A synergy boost.")
    linter = Linter(rules=["rules"], select=["house"])
    options = {"paths": ("a.txt",), "no_baseline": True, "since": None, "unsafe_fixes": False}
    checked = CheckRun(linter, ["a.txt"], "a.txt")
    made = fix(checked, checked.check([]), options)
    assert [file.after for file in made.changed] == [b"A lift."]
    path.write_text("Another synergy boost.")
    written = write_fixed(checked, made, options)
    assert path.read_text() == "Another synergy boost."
    why = "it changed while it was checked, so nothing of it was fixed"
    assert [str(problem) for problem in written.report.problems] == [f"a.txt: {why}"]
    assert [attempt.refused for file in written.files for attempt in file.refused] == [why]
    assert not written.changed


def test_posts_that_would_contradict_each_other(run: Run, write: Write) -> None:
    write("aboveboard.yaml", "rules: rules\nselect: [house/vague, urgency/deadline-moves]\n")
    write("rules/house/vague.yaml", VAGUE.replace("closing soon", "closes soon").replace(
        "'closing on", "'closes on"
    ))  # fmt: skip
    head = "account,published,campaign,offer.ends,body\n"
    told = f"{head}shop,2026-09-10,harvest,2026-09-20,Harvest box: the offer closes soon.\n"
    one = write("a.csv", told)
    write(
        "b.csv", f"{head}shop,2026-09-21,harvest,,Harvest box: the offer closes on 27 September.\n"
    )
    ran = run(".", "--fix", "--unsafe-fixes", "--format", "concise")
    assert ran.err.splitlines() == [
        "a.csv:2:59: not fixed (house/vague): 'Say when': "
        "a post in another file would contradict it",
        "Fixed 0 findings in 0 files.",
    ]
    assert ran.code == 1
    assert one.read_text() == told
    ran = run("a.csv", "--fix", "--unsafe-fixes")  # alone it does not contradict anything
    assert (ran.code, ran.err) == (0, "Fixed 1 finding in 1 file.\n")
