"""Facts: what is known about a document besides its words.

Facts come from front matter, columns of a sheet, the configuration or ``--fact``.  Their
names are dotted (``offer.ends``); ``_`` and ``-`` in a name are the same.  A fact block that
is ours is read strictly: an unknown name or a value of the wrong type is an error with its
path, so that the caller can say where it stands.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from aboveboard.suggest import did_you_mean

__all__ = [
    "FACTS",
    "FactError",
    "Facts",
    "FactsError",
    "day_of_moment",
    "read_facts",
    "strict_facts",
]


class Facts(Mapping[str, Any]):
    """An immutable mapping from dotted names to typed values."""

    __slots__ = ("_values",)

    def __init__(self, values: Mapping[str, Any] | None = None) -> None:
        self._values = dict(values or {})

    def __getitem__(self, name: str) -> Any:
        return self._values[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def __repr__(self) -> str:
        return f"Facts({self._values!r})"

    def over(self, weaker: Facts) -> Facts:
        """These facts, and those of ``weaker`` that these do not name."""
        if not weaker:
            return self
        return Facts({**weaker._values, **self._values}) if self._values else weaker


@dataclass(frozen=True, slots=True)
class FactError:
    """One fact that cannot be read: its path in the input, and one plain sentence."""

    path: tuple[str | int, ...]
    message: str


class FactsError(ValueError):
    """Facts handed to the API that cannot be read; ``errors`` lists all of them."""

    def __init__(self, errors: list[FactError]) -> None:
        self.errors = errors
        super().__init__("; ".join(error.message for error in errors))


def _text(value: Any) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int | float | Decimal):
        raise ValueError("a text")
    text = str(value).strip()
    if not text:
        raise ValueError("a text that is not empty")
    return text


def _word(value: Any) -> str:
    return _text(value).lower()


def _tag(value: Any) -> str:
    """A tag of a language or place: ``en_US`` is ``en-us``."""
    return _word(value).replace("_", "-")


def _tags(value: Any) -> tuple[str, ...]:
    items = value.split(",") if isinstance(value, str) else value
    if not isinstance(items, list | tuple):
        raise ValueError("a list of words, such as [us, uk]")
    return tuple(_tag(item) for item in items)


def _flag(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    word = str(value).strip().lower()
    if word in {"true", "yes", "on", "1"}:
        return True
    if word in {"false", "no", "off", "0"}:
        return False
    raise ValueError("yes or no")


_THOUSANDS = re.compile(r"(?<![\d.])\d{1,3}(?:,\d{3})+(?!\d)")


def _ungrouped(text: str) -> str:
    """A number without the commas between its thousands; any other comma stays."""
    return _THOUSANDS.sub(lambda number: number[0].replace(",", ""), text)


def _count(value: Any) -> int:
    try:
        if isinstance(value, bool | float):
            raise ValueError
        count = int(_ungrouped(str(value).strip()))
    except ValueError:
        raise ValueError("a whole number, such as 12") from None
    if count < 0:
        raise ValueError("a whole number that is not negative")
    return count


def _amount(value: Any) -> Decimal:
    text = _ungrouped(str(value).strip().lstrip("$€£₹").strip())
    try:
        if isinstance(value, bool):
            raise InvalidOperation
        amount = Decimal(text)
        if not amount.is_finite():
            raise InvalidOperation
    except InvalidOperation:
        raise ValueError("an amount, such as 49.90") from None
    return amount


_DAY_ONLY = re.compile(r"[\dW-]+")


def _moment(value: Any) -> date | datetime:
    """A date, or a date with a time; kept at the precision in which it was given."""
    if isinstance(value, date):  # includes datetime
        return value
    text = str(value).strip()
    try:
        if _DAY_ONLY.fullmatch(text):
            return date.fromisoformat(text)
        return datetime.fromisoformat(text)
    except ValueError:
        raise ValueError(
            "a date such as 2026-11-30, or with a time and zone, 2026-11-30T23:59Z"
        ) from None


def day_of_moment(value: date | datetime) -> date:
    """The day of a fact that is a date, or a date with a time."""
    return value.date() if isinstance(value, datetime) else value


def _one_of(*allowed: str) -> Callable[[Any], str]:
    def read(value: Any) -> str:
        if value is False and "none" in allowed:
            return "none"
        # Nothing at all ("connection:") is not the word "none".
        word = "" if value is None else str(value).strip().lower().replace("_", "-")
        if word not in allowed:
            hint = did_you_mean(word, allowed)
            raise ValueError("one of " + ", ".join(allowed) + (f"; {hint}" if hint else ""))
        return word

    return read


def _evidence(value: Any) -> tuple[Mapping[str, Any], ...]:
    if not isinstance(value, list | tuple):
        raise ValueError("a list of claims, each with a claim and a source")
    items = []
    for item in value:
        if not isinstance(item, Mapping) or not {"claim", "source"} <= set(item):
            raise ValueError("a list of claims, each with a claim and a source")
        unknown = set(item) - {"claim", "source", "date", "expires"}
        if unknown:
            raise ValueError(
                f"a list of claims with claim, source, date and expires, without '{min(unknown)}'"
            )
        items.append(
            {k: _moment(v) if k in {"date", "expires"} else _text(v) for k, v in item.items()}
        )
    return tuple(items)


CONNECTIONS = ("none", "paid", "gifted", "affiliate", "employee", "owner", "family")
KINDS = ("post", "ad", "email", "sms", "article", "page", "video", "listing", "app", "script")
AI_STATES = ("none", "assisted", "generated", "synthetic-person", "synthetic-scene", "voice")
AD_CATEGORIES = ("housing", "employment", "credit", "politics", "other")

FACTS: Mapping[str, tuple[Callable[[Any], Any], str]] = {
    "published": (_moment, "when the document goes out: a date, or date, time and zone"),
    "zone": (_text, "the time zone of the copy, such as Europe/London"),
    "platform": (_word, "where it appears: instagram, tiktok, email, sms ..."),
    "jurisdictions": (_tags, "whose law it must satisfy: us, uk, eu, de ..."),
    "language": (_tag, "the language of the copy, such as en"),
    "kind": (_one_of(*KINDS), "what the document is"),
    "campaign": (_text, "the campaign it belongs to"),
    "account": (_text, "the account that publishes it"),
    "brand": (_text, "the brand it speaks for or of"),
    "code": (_text, "the promo code it gives"),
    "offer.id": (_text, "the offer's name, where several documents share it"),
    "offer.starts": (_moment, "when the offer begins"),
    "offer.ends": (_moment, "when the offer ends"),
    "offer.stock": (_count, "how many are left"),
    "offer.stock-as-of": (_moment, "when that was counted"),
    "offer.price": (_amount, "the price, with everything that cannot be avoided"),
    "offer.reference-price": (_amount, "the earlier or usual price that a saving is measured by"),
    "offer.conditions": (_text, "what a reader must do or pay for something free"),
    "connection": (_one_of(*CONNECTIONS), "what ties the writer to the brand"),
    "platform-label": (_flag, "whether the platform's own paid-partnership label is switched on"),
    "media.ai": (_one_of(*AI_STATES), "what of the images, sound or video was made by AI"),
    "media.source-type": (_text, "the IPTC digital source type of the media"),
    "media.retouched": (_flag, "whether a body or face was retouched"),
    "media.label": (_flag, "whether the platform's own AI label is switched on"),
    "text.ai": (_one_of("none", "assisted", "generated"), "what of the text was made by AI"),
    "ad-category": (_one_of(*AD_CATEGORIES), "a regulated kind of ad"),
    "evidence": (_evidence, "claims with their sources: claim, source, date, expires"),
}
"""Every fact: how its value is read, and what it says."""

_GROUPS = frozenset(name.partition(".")[0] for name in FACTS if "." in name)


def fact_name(name: str) -> str:
    """The canonical spelling of a fact's name."""
    return name.strip().lower().replace("_", "-")


def read_fact(name: str, value: Any) -> Any:
    """The typed value of the fact ``name``.

    Raises KeyError for a name that is no fact and ValueError, with what was wanted, for a
    value that does not fit.
    """
    return FACTS[name][0](value)


def read_facts(raw: Mapping[Any, Any]) -> tuple[Facts, list[FactError]]:
    """Read a block of facts strictly; names may be nested or dotted.

    Returns the facts that could be read and an error for each one that could not.
    """
    values: dict[str, Any] = {}
    errors: list[FactError] = []

    def walk(block: Mapping[Any, Any], prefix: str, path: tuple[str | int, ...]) -> None:
        for key, value in block.items():
            here = (*path, key)
            name = prefix + fact_name(str(key))
            if name in values:
                errors.append(FactError(here, f"the fact '{name}' is given twice"))
            elif name in FACTS:
                try:
                    values[name] = read_fact(name, value)
                except ValueError as error:
                    wanted, also, hint = str(error).partition("; ")
                    said = f"the fact '{name}' must be {wanted}, not {_shown(value)}{also}{hint}"
                    errors.append(FactError(here, said))
            elif not prefix and name in _GROUPS and isinstance(value, Mapping):
                walk(value, name + ".", here)
            elif not prefix and name in _GROUPS:
                inner = ", ".join(n for n in FACTS if n.startswith(name + "."))
                errors.append(FactError(here, f"'{name}' is a group of facts: {inner}"))
            else:
                hint = did_you_mean(name, FACTS)
                errors.append(
                    FactError(here, f"'{name}' is not a fact" + (f"; {hint}" if hint else ""))
                )

    walk(raw, "", ())
    return Facts(values), errors


def _shown(value: Any) -> str:
    """A value for a message, cut where it is long."""
    if value is None:
        return "nothing"
    text = str(value)
    return f"'{text}'" if len(text) <= 60 else f"'{text[:59]}…'"


def strict_facts(raw: Mapping[Any, Any]) -> Facts:
    """The facts in ``raw``.  Raises FactsError with everything that is wrong."""
    facts, errors = read_facts(raw)
    if errors:
        raise FactsError(errors)
    return facts
