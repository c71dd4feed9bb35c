"""The markup of the filters; without a script they stay hidden."""

from __future__ import annotations

from collections.abc import Sequence

from aboveboard.reporters.html.markup import Html, tag
from aboveboard.reporters.html.model import Post
from aboveboard.reporters.html.overview import GRAVEST_FIRST, STATUSES
from aboveboard.reporters.summary import counted
from aboveboard.reporters.visible import one_line

__all__ = ["filters"]


def filters(posts: Sequence[Post], noun: str) -> Html | None:
    """Filters for the posts (``noun``: "posts"); nothing where there is nothing to choose."""
    if len(posts) < 2:
        return None
    findings = [note.finding for post in posts for note in post.notes]
    own = {
        "status": {post.status for post in posts},
        "severity": {finding.severity for finding in findings},
        "category": {finding.category for finding in findings},
        "platform": {post.platform for post in posts} - {""},
        "account": {post.account for post in posts} - {""},
    }
    groups = [_chips(name, values) for name, values in own.items()]
    search = tag(
        "p",
        tag("label", "Words", for_="q"),
        tag(
            "input",
            type="search",
            id="q",
            name="q",
            autocomplete="off",
            spellcheck="false",
            placeholder="in the copy or the notes",
        ),
        class_="search",
    )
    form = tag("form", search, groups, id="filters", aria_label="Filters")
    bar = tag(
        "div",
        tag("p", counted(len(posts), noun[:-1]), id="result", role="status"),
        tag("button", "Clear filters", type="button", id="clear", disabled=True),
        class_="result",
    )
    return tag(
        "search",
        tag("details", tag("summary", tag("h2", "Filter")), form, id="filter-box"),
        bar,
        class_="filters",
        hidden=True,
        data_noun=noun,
    )


_ORDER = (*STATUSES, *GRAVEST_FIRST)


def _chips(name: str, values: set[str]) -> Html | None:
    if len(values) < 2:
        return None
    known = [value for value in _ORDER if value in values]
    chips = [
        tag(
            "label",
            tag("input", type="checkbox", name=name, value=value),
            tag(
                "span",
                tag("bdi", one_line(STATUSES.get(value, value))),
                " ",
                tag("span", class_="count"),
            ),
        )
        for value in (*known, *sorted(values.difference(known)))
    ]
    legend = tag("legend", name.capitalize())
    return tag("fieldset", legend, tag("div", chips, class_="chips"))
