"""Settings: what a run reports, for whom, and what it takes as known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from aboveboard.facts import Facts

__all__ = ["COMPONENTS", "Excuse", "Settings"]

COMPONENTS = frozenset(
    """
    affiliate-disclosure affiliate-note affiliate-notice affiliate-disclaimer sponsored-
    disclosure sponsored sponsored-by sponsor-notice disclosure disclosure-banner ad-
    disclosure paid-partnership paid-partnership-label advertisement ai-disclosure ai-notice
    """.split()
)
"""Names of template components that render a disclosure, where the configuration names none."""


@dataclass(frozen=True, slots=True)
class Excuse:
    """An exception from the configuration: a rule and a text in some documents, with a reason.

    ``text`` is compared with white space folded; empty means any.
    """

    path: str
    rule: str
    reason: str
    text: str = ""
    until: date | None = None
    place: str = ""


@dataclass(frozen=True, slots=True)
class Settings:
    """What applies to a document.

    ``facts`` are taken where a document says nothing, ``given`` even where it does.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: str = "warning"
    fail_on: str = "warning"
    facts: Facts = field(default_factory=Facts)
    given: Facts = field(default_factory=Facts)
    as_of: date = field(default_factory=date.today)
    components: frozenset[str] = COMPONENTS
    excuses: tuple[Excuse, ...] = ()
    accounts: Mapping[str, Facts] = field(default_factory=dict)

    def selects(self, rule_id: str) -> bool:
        """Whether a rule is switched on: the longest matching id or prefix decides."""
        chosen = _specificity(self.select, rule_id) if self.select else 0
        return chosen is not None and (_specificity(self.ignore, rule_id) or -1) < max(chosen, 0)

    def facts_of(self, document: Facts) -> Facts:
        """All that is known of a document with these facts of its own."""
        known = self.given.over(document)
        account = known.get("account")
        if account is not None and account in self.accounts:
            known = known.over(self.accounts[account])
        return known.over(self.facts)


def _specificity(prefixes: tuple[str, ...], rule_id: str) -> int | None:
    """How long the longest prefix is that ``rule_id`` falls under, or None."""
    lengths = [
        len(prefix)
        for prefix in prefixes
        if rule_id == prefix or rule_id.startswith(prefix.rstrip("/") + "/") or prefix == "all"
    ]
    return max(lengths, default=None)
