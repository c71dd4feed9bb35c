"""The clauses of the bundled rules' expressions, found out once and shipped as data.

    python -m aboveboard.clauses

writes them anew; a test says when they are old.  Finding them out takes half a second, which
every run without a cache, such as those of CI systems, would pay.
"""

from __future__ import annotations

import json
from hashlib import blake2b
from pathlib import Path

from aboveboard.matchers.regexes import NOTHING_KNOWN, KnownClauses
from aboveboard.matcherset import clauses_of, expressions_of
from aboveboard.rulebook.book import Rulebook

__all__ = ["bundled_clauses", "known_clauses", "write"]

_FILE = Path(__file__).parent / "data" / "clauses.json"


def bundled_clauses(rulebook: Rulebook) -> KnownClauses:
    """Those of the shipped clauses that are for expressions of ``rulebook``, by expression."""
    try:
        shipped = json.loads(_FILE.read_bytes())
    except (OSError, ValueError):
        return NOTHING_KNOWN
    named = ((text, _name(text)) for text in expressions_of(rulebook))
    return {text: shipped[name] for text, name in named if name in shipped}


def known_clauses(rulebook: Rulebook) -> KnownClauses:
    """The clauses of all of a rulebook's expressions, as lists and texts."""
    return _listed(clauses_of(rulebook, bundled_clauses(rulebook)))


def write(rulebook: Rulebook) -> None:
    """Write the clauses of the bundled rules, an expression a line."""
    found = _listed(clauses_of(rulebook))
    lines = sorted(
        f"{json.dumps(_name(text))}: {json.dumps(clauses, separators=(',', ':'))}"
        for text, clauses in found.items()
    )
    _FILE.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="ascii", newline="\n")


def _listed(clauses: KnownClauses) -> KnownClauses:
    return {text: [sorted(clause) for clause in each] for text, each in clauses.items()}


def _name(expression: str) -> str:
    """What stands for an expression, which the rule says already."""
    return blake2b(expression.encode(), digest_size=8).hexdigest()


if __name__ == "__main__":
    from aboveboard.rulebook.load import load_rulebook

    write(load_rulebook())
