"""The rules of the house that commands are run with, and what a run gives back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

Write = Callable[..., Path]
Run = Callable[..., "Ran"]

BUZZ = """title: House words
severity: warning
message: '"{match}" is not how we speak.'
advice: Say what you mean.
why: Readers skip it.
find:
  phrases: |
    synergy boost
examples:
  flag:
    - A [[synergy boost]]!
    - "[[Synergy boost]] for you"
    - The [[synergy boost]]
  pass:
    - A boost for the synergy
    - Synergy alone
    - Something else
"""
MILD = BUZZ.replace("warning", "note").replace("synergy boost", "kind of").replace(
    "Synergy boost", "Kind of"
)  # fmt: skip
GRAVE = BUZZ.replace("warning", "error").replace("synergy boost", "guaranteed win").replace(
    "Synergy boost", "Guaranteed win"
)  # fmt: skip


class Ran:
    """What a command did."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err
        self.lines = out.splitlines()
