"""``aboveboard rules check``: what is wrong with rules that can be read.

The loader sees to it that a file has the right shape.  Here is judged whether it can do what
it says: whether what it names exists, whether its words can ever be found, whether its
messages can be filled and its examples prove anything.  Each check has a name and stands in
one table.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path

from aboveboard.rulebook.book import Lexicon, Rulebook
from aboveboard.rulebook.checks import (
    examples,
    expressions,
    fixes,
    lifecycle,
    lists,
    messages,
    patterns,
    references,
    tokens,
    wordings,
)
from aboveboard.rulebook.checks.subject import Check, Subject
from aboveboard.rulebook.faultlist import Faults
from aboveboard.rulebook.faults import Fault, FaultyFiles
from aboveboard.rulebook.load import load_rulebook, read_rulebook
from aboveboard.rulebook.model import Rule

__all__ = ["CHECKS", "check_folders", "lint", "load_checked", "unsound"]

CHECKS: tuple[Check, ...] = (
    *references.CHECKS,
    *lifecycle.CHECKS,
    *messages.CHECKS,
    *wordings.CHECKS,
    *patterns.CHECKS,
    *tokens.CHECKS,
    *expressions.CHECKS,
    *lists.CHECKS,
    *examples.CHECKS,
    *fixes.CHECKS,
)
"""Every check, in the order in which they run."""

_SOUND = tuple(check for check in CHECKS if check.sound)


def lint(rulebook: Rulebook, ids: Collection[str] | None = None) -> list[Fault]:
    """What is wrong with the rules ``ids`` (None: all), and with what they rest on.

    Returns faults in the order of their files; those of level ``error`` keep a rule from
    doing what it says.
    """
    found = set(_run(rulebook, ids, CHECKS))
    for path, text in rulebook.texts.items():
        if Path(path).stem == "provisions":
            faults = Faults(path, text)
            lifecycle.provisions_in_force(faults)
            found.update(faults.found)
    return sorted(found)


def unsound(rulebook: Rulebook, ids: Collection[str] | None = None) -> list[Fault]:
    """The faults among those of :func:`lint` with which the engine could not run at all.

    Quick, and without spaCy, so that it can be asked whenever foreign rules are loaded.
    """
    return _run(rulebook, ids, _SOUND)


def load_checked(folders: Sequence[str | Path] = ()) -> Rulebook:
    """The bundled rulebook with the rules of more ``folders`` added, all of which can be run.

    Raises FaultyFiles with every fault of every file; among the added rules also for what the
    engine could not run: an expression that cannot be read, a lexicon that does not exist.
    """
    if not folders:
        return load_rulebook()
    rulebook, faults = read_rulebook(folders)
    faults = [*faults, *unsound(rulebook, _added(rulebook))]
    if faults:
        raise FaultyFiles(faults)
    return rulebook


def check_folders(folders: Sequence[str | Path]) -> list[Fault]:
    """Everything that is wrong with the rules in ``folders``, whether they can be read or not.

    Without folders: with the bundled rules.
    """
    rulebook, faults = read_rulebook(folders)
    return sorted({*faults, *lint(rulebook, _added(rulebook) if folders else None)})


def _added(rulebook: Rulebook) -> set[str]:
    """The rules that are not bundled."""
    bundled = read_rulebook()[0].rules
    return {name for name, rule in rulebook.rules.items() if bundled.get(name) is not rule}


def _run(rulebook: Rulebook, ids: Collection[str] | None, checks: Iterable[Check]) -> list[Fault]:
    found: set[Fault] = set()
    for subject in subjects(rulebook, ids):
        for check in checks:
            check.run(subject)
        found.update(subject.faults.found)
    return sorted(found)


def subjects(rulebook: Rulebook, ids: Collection[str] | None = None) -> Iterator[Subject]:
    """What is judged: the rules ``ids`` (None: all), the lexicons that they use or bring along."""
    rules = [rule for rule in rulebook.rules.values() if ids is None or rule.id in ids]
    used: set[str] = set()
    for rule in rules:
        subject = Subject(rulebook, _faults(rulebook, rule), rule=rule)
        used.update(name for name, _, _ in subject.lexicon_names())
        yield subject
    for name, lexicon in rulebook.lexicons.items():
        subject = Subject(rulebook, _faults(rulebook, lexicon), lexicon=lexicon)
        if ids is None or name in used or not subject.bundled:
            yield subject


def _faults(rulebook: Rulebook, of: Rule | Lexicon) -> Faults:
    return Faults(of.path, rulebook.texts.get(of.path, ""))
