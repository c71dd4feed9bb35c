"""Link forms: hosts, paths and parameters that say what a link is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fnmatch import fnmatchcase
from urllib.parse import parse_qsl, urlsplit

__all__ = ["LinkForm", "LinkForms", "parse_form"]


_CARRIERS = frozenset({"q", "u", "url", "to", "target", "dest", "redirect"})
"""Parameters in which redirects (of YouTube, Facebook ...) carry the address they lead to."""


@dataclass(frozen=True, slots=True)
class LinkForm:
    """One form: ``host/path?parameter=value``, each piece optional.

    A host stands for itself and its subdomains, a path for all that begin with it; ``*`` may
    stand for any run of characters in a host, path or value.
    """

    host: str
    path: str
    parameter: str
    value: str


def parse_form(text: str) -> LinkForm:
    """The form that a line of a lexicon writes.  ValueError for one that would match every link."""
    place, _, query = text.strip().partition("?")
    host, slash, path = place.partition("/")
    parameter, _, value = query.partition("=")
    if not parameter and not host.strip("*."):
        raise ValueError(f"'{text}' fits every link")
    return LinkForm(host.lower(), slash + path, parameter.lower(), value.lower())


def _host_fits(host: str, form: str) -> bool:
    if not form:
        return True
    if "*" in form:
        return fnmatchcase(host, form) or fnmatchcase(host, "*." + form)
    return host == form or host.endswith("." + form)


def _path_fits(path: str, form: str) -> bool:
    return fnmatchcase(path, form + "*") if "*" in form else path.startswith(form)


class LinkForms:
    """A set of link forms."""

    def __init__(self, forms: Iterable[LinkForm]) -> None:
        self._by_host: dict[str, list[LinkForm]] = {}
        self._others: list[LinkForm] = []
        for form in forms:
            if form.host and "*" not in form.host:
                self._by_host.setdefault(form.host, []).append(form)
            else:
                self._others.append(form)

    def fits(self, url: str) -> bool:
        """Whether a link has one of the forms; false for what is no web address.

        An address that a redirect carries in its query is looked at too.
        """
        return self._fits(url, unwrap=True)

    def _fits(self, url: str, *, unwrap: bool) -> bool:
        try:
            split = urlsplit(url if "//" in url[:10] else "//" + url)
            host = (split.hostname or "").removeprefix("www.")
            pairs = parse_qsl(split.query, keep_blank_values=True)
        except ValueError:
            return False
        if "." not in host:
            return False
        query = [(name.lower(), value.lower()) for name, value in pairs]
        labels = host.split(".")
        tails = [".".join(labels[i:]) for i in range(len(labels) - 1)]
        candidates = [form for tail in tails for form in self._by_host.get(tail, ())]
        candidates += [form for form in self._others if _host_fits(host, form.host)]
        if any(
            _path_fits(split.path, form.path)
            and (
                not form.parameter
                or any(
                    name == form.parameter and (not form.value or fnmatchcase(value, form.value))
                    for name, value in query
                )
            )
            for form in candidates
        ):
            return True
        return unwrap and any(
            self._fits(value, unwrap=False)
            for name, value in query
            if name in _CARRIERS and value.startswith(("http://", "https://"))
        )
