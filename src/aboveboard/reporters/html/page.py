"""The page: its head, its sections in order, its foot."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Sequence
from functools import cache
from hashlib import sha256
from importlib.resources import files
from pathlib import PurePath
from typing import TYPE_CHECKING

from aboveboard import __version__
from aboveboard.reporters.html.cards import card
from aboveboard.reporters.html.filters import filters
from aboveboard.reporters.html.markup import Html, joined, raw, tag
from aboveboard.reporters.html.model import Post
from aboveboard.reporters.html.months import calendar_section
from aboveboard.reporters.html.overview import NO_ADVICE, summary_section, things
from aboveboard.reporters.html.rules import rules_section
from aboveboard.reporters.summary import counted
from aboveboard.reporters.visible import one_line

if TYPE_CHECKING:
    from aboveboard.report import Report
    from aboveboard.reporters.options import ReportOptions

__all__ = ["page", "theme_switch"]


@cache
def _data(name: str) -> str:
    return files("aboveboard.reporters.html").joinpath(name).read_text("utf-8")


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def page(report: Report, posts: Sequence[Post], options: ReportOptions) -> Iterator[Html]:
    """The whole page, in pieces."""
    style, script = _data("report.css"), _data("report.js")
    policy = (
        f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )
    title = f"Copy check: {_subject(report)}"
    yield raw('<!doctype html>\n<html lang="en">\n')
    yield tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=policy),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="generator", content=f"aboveboard {__version__}"),
        tag("meta", name="color-scheme", content="light dark"),
        tag("meta", name="referrer", content="no-referrer"),
        tag("title", one_line(title)),
        tag("link", rel="icon", href="data:,"),
        tag("style", raw(style)),
    )
    yield raw("\n<body>\n")
    yield tag("a", "Skip to the posts", href="#posts", class_="skip")
    yield _header(report)
    yield raw('<main id="main">\n')
    yield summary_section(report, options)
    yield joined(calendar_section(posts))
    yield joined(filters(posts, things(report)))
    yield raw('<section id="posts" aria-labelledby="posts-title" tabindex="-1">\n')
    yield tag("h2", things(report).capitalize(), id="posts-title")
    yield joined(_unshown(report, posts))
    for post in posts:
        yield joined(card(post), raw("\n"))
    yield tag("p", "Nothing fits these filters.", class_="nothing", id="nothing", hidden=True)
    yield raw("</section>\n")
    yield joined(rules_section(report))
    yield raw("</main>\n")
    yield tag("footer", tag("p", NO_ADVICE), tag("p", f"Made by aboveboard {__version__}."))
    yield tag("div", role="status", id="said", class_="unseen")
    yield tag("script", raw(script))
    yield raw("\n</body>\n</html>\n")


def _subject(report: Report) -> str:
    names = list(dict.fromkeys(result.name for result in report.documents))
    return PurePath(names[0]).name if len(names) == 1 else counted(len(names), "file")


def _header(report: Report) -> Html:
    return tag(
        "header",
        tag(
            "div",
            tag("p", "Copy check", class_="eyebrow"),
            tag("h1", tag("bdi", one_line(_subject(report)))),
        ),
        theme_switch(),
        class_="top",
    )


def theme_switch() -> Html:
    """The switch between light and dark, hidden until a script makes it work."""
    themes = [
        tag(
            "label",
            tag("input", type="radio", name="theme", value=value, checked=value == "auto"),
            tag("span", word),
        )
        for value, word in (("auto", "Auto"), ("light", "Light"), ("dark", "Dark"))
    ]
    return tag(
        "fieldset",
        tag("legend", "Theme", class_="unseen"),
        themes,
        class_="themes",
        id="themes",
        hidden=True,
    )


def _unshown(report: Report, posts: Sequence[Post]) -> Html | None:
    shown = sum(post.is_document for post in posts)
    if shown == len(report.documents):
        return None
    words = (
        f"Of {len(report.documents):,} {things(report)}, {shown:,} are shown: "
        "those that do not pass first. The counts in the summary are of all."
    )
    return tag("p", words, class_="bound")
