"""The markup of the local page: the copy, what is known of it, and room for what is found.

It has the look of the HTML report and uses its style sheet; ``page.css`` adds what the report
does not have, and ``page.js`` and its modules do the rest.
"""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

from aboveboard import __version__
from aboveboard.localpage.form import choices_section, facts_section
from aboveboard.reporters.html.markup import Html, joined, raw, tag
from aboveboard.reporters.html.overview import NO_ADVICE
from aboveboard.reporters.html.page import theme_switch
from aboveboard.severity import SEVERITIES

if TYPE_CHECKING:
    from aboveboard.linter import Linter

__all__ = ["page", "static_files"]

_STYLES = {"/report.css": "aboveboard.reporters.html", "/page.css": "aboveboard.localpage"}
_SCRIPTS = ("page", "copy", "dom", "facts", "links", "notes", "theme")
_TYPES = {"css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8"}
_SEVERITY_WORDS = {"error": "Errors", "warning": "Warnings too", "note": "Notes too"}
_PRIVACY = (
    "What you write here goes to the program on this machine and nowhere else, and it is kept "
    "nowhere: close or reload the page and it is gone."
)


def static_files() -> dict[str, tuple[str, bytes]]:
    """The files of the page by their paths: type and content."""
    scripts = {f"/{name}.js": "aboveboard.localpage" for name in _SCRIPTS}
    return {
        path: (_TYPES[path.rpartition(".")[2]], files(package).joinpath(path[1:]).read_bytes())
        for path, package in {**_STYLES, **scripts}.items()
    }


def page(linter: Linter, *, token: str, limit: int) -> Html:
    """The whole page; ``token`` is what it must send with a draft of at most ``limit`` bytes."""
    known = linter.settings.given.over(linter.settings.facts)
    return joined(
        raw('<!doctype html>\n<html lang="en">\n'),
        tag(
            "head",
            tag("meta", charset="utf-8"),
            tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
            tag("meta", name="color-scheme", content="light dark"),
            # Nobody but us reads along: no translation service either.
            tag("meta", name="google", content="notranslate"),
            tag("meta", name="token", content=token),
            tag("meta", name="limit", content=str(limit)),
            tag("title", "Paste and check: aboveboard"),
            tag("link", rel="icon", href="data:,"),
            tag("link", rel="stylesheet", href="/report.css"),
            tag("link", rel="stylesheet", href="/page.css"),
            raw('<script src="/page.js" type="module"></script>'),
        ),
        raw("\n<body>\n"),
        tag("a", "Skip to the copy", href="#body", class_="skip"),
        _header(),
        raw('<main id="main" class="desk">\n'),
        tag("noscript", tag("p", "This page needs JavaScript.", class_="trouble")),
        tag("p", id="trouble", class_="trouble", role="alert", hidden=True),
        choices_section(linter.rulebook, known),
        _copy(),
        _results(linter),
        facts_section(known),
        raw("</main>\n"),
        tag(
            "footer",
            tag("p", _PRIVACY),
            tag("p", NO_ADVICE),
            tag("p", f"aboveboard {__version__}."),
        ),
        tag("div", role="status", id="said", class_="unseen"),
        raw("\n</body>\n</html>\n"),
    )


def _header() -> Html:
    name = tag(
        "div",
        tag("p", "Copy check", class_="eyebrow"),
        tag("h1", "Paste and check"),
        tag("p", "Nothing you write leaves this machine.", class_="promise"),
    )
    return tag("header", name, theme_switch(), class_="top")


# --- the copy ---------------------------------------------------------------------------


def _copy() -> Html:
    return tag(
        "section",
        tag("h2", "The copy", class_="unseen"),
        tag("div", _editor("subject", "Subject", ""), id="subject-field", hidden=True),
        _editor("body", "Copy", "Paste a post, an ad or an e-mail here, or write it."),
        tag(
            "p",
            "In a marked phrase, ",
            tag("kbd", "F8"),
            " leads to its note; the note\u2019s number leads back.",
            class_="keys",
            id="keys",
            hidden=True,
        ),
        class_="copy-fields",
    )


def _editor(name: str, label: str, placeholder: str) -> Html:
    """A text area, and below it the same text with its phrases marked."""
    area = tag(
        "textarea",
        id=name,
        placeholder=placeholder or None,
        rows=1,
        dir="auto",
        # Spelling services and the like send what is typed to their makers.
        spellcheck="false",
        autocomplete="off",
        autocapitalize="off",
        translate="no",
        data_gramm="false",
        data_enable_grammarly="false",
        aria_describedby="summary keys",
    )
    return tag(
        "div",
        tag("label", label, for_=name, class_="label"),
        tag("div", tag("div", class_="mirror", dir="auto", aria_hidden="true"), area,
            class_=f"editor {name}"),
        class_="field",
    )  # fmt: skip


def _results(linter: Linter) -> Html:
    usual = linter.config.settings().base.severity
    switch = [
        tag(
            "label",
            tag(
                "input", type="radio", name="severity", value=severity,
                checked=severity == usual, autocomplete="off",
            ),
            tag("span", _SEVERITY_WORDS[severity]),
        )
        for severity in reversed(SEVERITIES)
    ]  # fmt: skip
    return tag(
        "section",
        tag(
            "div",
            tag("h2", "What was found", id="results-title"),
            tag("span", id="status", class_="status", hidden=True),
            class_="results-head",
        ),
        tag("p", "Nothing to check yet.", id="summary", class_="result-line"),
        tag(
            "fieldset", tag("legend", "Show", class_="unseen"), tag("div", switch, class_="chips"),
            class_="severities",
        ),
        tag("ul", id="problems", class_="problems", hidden=True),
        tag("div", id="notes", class_="notes"),
        id="results",
        class_="results",
        aria_labelledby="results-title",
    )  # fmt: skip
