"""Named offers: what is known of an offer, kept once for all the documents that speak of it.

A document refers to an offer by the fact ``offer.id``, or by a fact ``code`` that is the code
of one offer and no other.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from aboveboard.facts import Facts
from aboveboard.suggest import did_you_mean

__all__ = ["Offers"]


@dataclass(frozen=True)
class Offers:
    """Offers by name, each as the facts that it gives to a document, ``offer.id`` among them.

    Names and codes are compared without case.
    """

    by_name: Mapping[str, Facts] = field(default_factory=dict)
    _names: Mapping[str, str] = field(init=False, repr=False, compare=False)
    _codes: Mapping[str, str | None] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        codes: dict[str, str | None] = {}
        for name, facts in self.by_name.items():
            if "code" in facts:
                code = str(facts["code"]).casefold()
                # A code of two offers tells neither.
                codes[code] = None if code in codes else name
        object.__setattr__(self, "_names", {name.casefold(): name for name in self.by_name})
        object.__setattr__(self, "_codes", codes)

    def facts_for(self, known: Facts) -> Facts:
        """The facts of the offer that a document speaks of of which this much is known.

        Empty where it speaks of none, or of one that is not here.
        """
        if "offer.id" in known:
            name = self._names.get(str(known["offer.id"]).casefold())
        else:
            name = self._codes.get(str(known["code"]).casefold()) if "code" in known else None
        return self.by_name[name] if name is not None else Facts()

    def complaint(self, known: Facts) -> str:
        """What to say where a document names an offer that is not among these, if there are any."""
        name = known.get("offer.id")
        if not self.by_name or name is None or str(name).casefold() in self._names:
            return ""
        hint = did_you_mean(str(name), self.by_name)
        return f"there is no offer '{name}'; " + (hint or f"known are {', '.join(self.by_name)}")
