"""Write what commands show into the pages anew: python tests/docs/regenerate.py [PAGE]...

A shown output that is still true stays as it is, and so do its ``...`` lines.  One that is not is
replaced as a whole, so read the difference in git.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from docs_blocks import pages
from docs_project import session, wrong


def renewed(page: str) -> str:
    """The page with every output as it is now."""
    with tempfile.TemporaryDirectory() as folder:
        ran = list(session(page, Path(folder)))
    lines = page.splitlines(keepends=True)
    for one in reversed(ran):
        shown = one.command.shown
        if shown is None or not wrong(one):
            continue
        end = one.command.line
        while lines[end - 1].rstrip().endswith("\\"):
            end += 1
        blank = len(shown) - len("\n".join(shown).rstrip("\n").split("\n")) if shown else 0
        output = [f"{line.rstrip()}\n" for line in one.output.rstrip("\n").split("\n")]
        lines[end : end + len(shown)] = output + ["\n"] * blank
    return "".join(lines)


if __name__ == "__main__":
    for path in [Path(name) for name in sys.argv[1:]] or pages():
        text = path.read_text("utf-8")
        again = renewed(text)
        if again != text:
            path.write_text(again, encoding="utf-8", newline="\n")
            print(path)
