"""Names of rules in settings: those that there are not are refused."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING

from aboveboard.rulebook.faults import Fault, FaultyFiles
from aboveboard.settings import SettingsByPath
from aboveboard.suggest import did_you_mean

if TYPE_CHECKING:
    from aboveboard.rulebook.book import Rulebook

__all__ = ["UnknownRuleError", "refuse_unknown_rules"]


class UnknownRuleError(ValueError):
    """A name of a rule or category that there is not: it would silently check less or more."""

    def __init__(self, name: str, known: Collection[str]) -> None:
        hint = did_you_mean(name, known)
        super().__init__(f"there is no rule or category '{name}'{'; ' + hint if hint else ''}")


def refuse_unknown_rules(settings: SettingsByPath, rulebook: Callable[[], Rulebook]) -> None:
    """Raise UnknownRuleError or, for exceptions, FaultyFiles.

    ``rulebook`` reads the rules, which takes time where nobody names one.
    """
    named = list(settings.named_rules())
    if not named and not settings.base.excuses:
        return
    from aboveboard.suppress import BUILT_IN

    rules = {*rulebook().rules, *BUILT_IN}
    folders = {"/".join(rule.split("/")[:depth]) for rule in rules for depth in (1, 2)}
    for name in named:
        if name != "all" and name.rstrip("/") not in rules | folders:
            raise UnknownRuleError(name, {*rules, *folders, "all"})
    faults = []
    for excuse in settings.base.excuses:
        if excuse.rule not in rules:
            hint = did_you_mean(excuse.rule, rules)
            path, line = excuse.place
            faults.append(Fault(path, line, 1, f"there is no rule '{excuse.rule}'", hint))
    if faults:
        raise FaultyFiles(faults)
