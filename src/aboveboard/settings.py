"""Settings: what a run reports, for whom, and what it takes as known."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aboveboard.facts import Facts, strict_facts
from aboveboard.offers import Offers
from aboveboard.severity import SEVERITIES

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

__all__ = ["COMPONENTS", "Excuse", "Settings", "SettingsByPath", "path_fits"]

COMPONENTS = frozenset(
    """
    affiliate-disclosure affiliate-note affiliate-notice affiliate-disclaimer
    sponsored-disclosure sponsored sponsored-by sponsor-notice disclosure disclosure-banner
    ad-disclosure paid-partnership paid-partnership-label advertisement ai-disclosure ai-notice
    """.split()
)
"""Names of template components that render a disclosure, where the configuration names none."""


def path_fits(patterns: tuple[str, ...], name: str, root: str) -> bool:
    """Whether patterns in the style of gitignore, counted from ``root``, name a path.

    ``posts/``, ``posts/**``, ``*.md``, ``**/ads/*.md``; a later one with ``!`` takes back.
    What lies outside of ``root``, or is no path at all, is taken as it is called.
    """
    folder, last = os.path.split(name)
    try:
        place = os.path.join(os.path.realpath(folder), last)
    except ValueError:  # no path can hold a NUL
        place = name
    start = os.path.join(os.path.realpath(root), "")
    inner = place[len(start) :] if place.startswith(start) else name
    return bool(_spec(patterns).match_file(inner.replace(os.sep, "/").lstrip("/")))


@lru_cache(maxsize=256)
def _spec(patterns: tuple[str, ...]) -> GitIgnoreSpec:
    from pathspec import GitIgnoreSpec  # only where there are patterns

    return GitIgnoreSpec.from_lines(patterns)


@dataclass(frozen=True, slots=True)
class Excuse:
    """An exception from the configuration: a rule and a text in some documents, with a reason.

    ``path`` is a pattern (:func:`path_fits`) that counts from ``root``.  ``text`` is compared
    with white space folded; empty means any.  ``place`` is the configuration's path and line.
    """

    path: str
    rule: str
    reason: str
    text: str = ""
    until: date | None = None
    root: str = ""
    place: tuple[str, int] = ("", 1)

    def fits(self, document: str) -> bool:
        """Whether it speaks of the document of this name."""
        return path_fits((self.path,), document, self.root)


@dataclass(frozen=True, slots=True)
class Settings:
    """What applies to a document.

    ``facts`` are taken where a document says nothing, ``given`` even where it does.
    ``date_order`` is how dates in numbers are meant: ``dmy``, ``mdy``, or None for not said.
    ``cell_order`` is the same for the cells of a sheet, where it may be ``ymd``; ``preset``,
    ``columns`` (role to header) and ``encoding`` are what else is said of files to read.
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
    offers: Offers = field(default_factory=Offers)
    date_order: str | None = None
    cell_order: str | None = None
    preset: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    encoding: str | None = None

    def selects(self, rule_id: str) -> bool:
        """Whether a rule is switched on: the longest matching id or prefix decides.

        Of two that are equally long, ``ignore`` does.
        """
        chosen = _specificity(self.select, rule_id) if self.select else 0
        ignored = _specificity(self.ignore, rule_id)
        return chosen is not None and (ignored is None or ignored < chosen)

    def facts_of(self, document: Facts) -> Facts:
        """All that is known of a document with these facts of its own.

        What it says itself goes before its offer, its account and the configuration.
        """
        own = self.given.over(document)
        account = own.get("account")
        weaker = self.accounts.get(account, Facts()) if account is not None else Facts()
        weaker = weaker.over(self.facts)
        if not self.offers.by_name:
            return own.over(weaker)
        return own.over(self.offers.facts_for(own.over(weaker))).over(weaker)


def _specificity(names: tuple[str, ...], rule_id: str) -> int | None:
    """How long the longest of the names is that a rule falls under, or None; ``all`` is empty."""
    prefixes = ["" if name == "all" else name.rstrip("/") for name in names]
    lengths = [
        len(prefix)
        for prefix in prefixes
        if not prefix or rule_id == prefix or rule_id.startswith(prefix + "/")
    ]
    return max(lengths, default=None)


class SettingsByPath:
    """The settings of each path: the configuration, its overrides, and what was given."""

    def __init__(self, root: Path, values: Mapping[str, Any], given: Mapping[str, Any]) -> None:
        self._root = str(root)
        self._values = values
        self._given = given
        self._overrides = tuple(values.get("overrides", ()))
        self._of = lru_cache(maxsize=256)(self._make)
        self.base = self._of(())

    def __call__(self, name: str) -> Settings:
        """The settings for the document or file ``name``."""
        return self._of(
            tuple(
                index
                for index, override in enumerate(self._overrides)
                if path_fits(tuple(override["paths"]), name, self._root)
            )
        )

    def named_rules(self) -> Iterator[str]:
        """Every name of a rule or category that is selected or ignored somewhere."""
        for layer in (self._values, *self._overrides, self._given):
            yield from layer.get("select", ())
            yield from layer.get("ignore", ())

    def _make(self, overrides: tuple[int, ...]) -> Settings:
        layers = [self._values, *(self._overrides[index] for index in overrides)]
        given = self._given
        values: dict[str, Any] = {}
        facts = Facts()
        columns: dict[str, str] = {}
        for layer in layers:
            values |= layer
            facts = _facts(layer).over(facts)
            columns |= layer.get("columns", {})
        order = given.get("date_order") or values.get("date-order")
        select, ignore = _chosen([*layers, given])
        fail_on = given.get("fail_on", values.get("fail-on", "warning"))
        # What makes a run fail is shown, unless someone asked for less.
        mildest = min("warning", fail_on, key=SEVERITIES.index)
        settings = Settings(
            select=select,
            ignore=ignore,
            severity=given.get("severity", values.get("severity", mildest)),
            fail_on=fail_on,
            facts=facts,
            given=_facts(given).over(given.get("given_facts", Facts())),
            components=frozenset(values.get("components", ())) or COMPONENTS,
            excuses=tuple(values.get("exceptions", ())),
            accounts=values.get("accounts", {}),
            offers=Offers(values.get("offers", {})),
            # A date in copy never begins with its year and leaves the rest open.
            date_order=None if order == "ymd" else order,
            cell_order=order,
            preset=given.get("preset") or values.get("preset"),
            columns=columns | given.get("columns", {}),
            encoding=given.get("encoding") or values.get("encoding"),
        )
        as_of: date | None = given.get("as_of")
        return settings if as_of is None else replace(settings, as_of=as_of)


def _chosen(layers: list[Mapping[str, Any]]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The rules to run and those to leave out, by layers from the weakest to the strongest.

    A selection takes the place of a weaker one, and takes back what was ignored by the same
    name; what is ignored adds up.
    """
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    for layer in layers:
        if "select" in layer:
            select = tuple(layer["select"])
            ignore = tuple(name for name in ignore if name not in select)
        ignore += tuple(layer.get("ignore", ()))
    return select, ignore


def _facts(values: Mapping[str, Any]) -> Facts:
    """The facts of a configuration or override, platform and jurisdictions among them.

    Raises FactsError where they are given and cannot be read.
    """
    named = {name: values[name] for name in ("platform", "jurisdictions") if values.get(name)}
    facts = values.get("facts", Facts())
    return strict_facts(named).over(facts if isinstance(facts, Facts) else strict_facts(facts))
