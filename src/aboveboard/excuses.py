"""Exceptions of the configuration that are of no use."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator

from aboveboard.document import Problem
from aboveboard.settings import Excuse, Settings

__all__ = ["idle_excuses"]


def idle_excuses(
    settings: Settings,
    documents: Collection[str],
    used: Collection[Excuse],
    runs: Callable[[str, str], bool],
) -> Iterator[Problem]:
    """Exceptions of the configuration that have ended, or that no document needed.

    ``documents`` are the names of those that were checked, ``used`` the exceptions that they
    needed, and ``runs`` says whether a rule runs on a document.  An exception that is for many
    documents may be needed by those that were not checked.
    """
    for excuse in settings.excuses:
        path, line = excuse.place
        if excuse.until is not None and excuse.until < settings.as_of:
            said = f"the exception for {excuse.rule} ended on {excuse.until.isoformat()}"
            yield Problem(path, line, said, "notice")
        elif excuse not in used and not set("*?[") & set(excuse.path):
            for name in documents:
                if excuse.fits(name) and runs(name, excuse.rule):
                    said = f"nothing in {name} needs this exception for {excuse.rule}"
                    yield Problem(path, line, said, "notice")
