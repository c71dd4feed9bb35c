"""The markup of the local page: the copy, what is known of it, and room for what is found.

It has the look of the HTML report and uses its style sheet; ``page.css`` adds what the report
does not have, and ``page.js`` does the rest.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from aboveboard import __version__
from aboveboard.facts import FACTS
from aboveboard.localpage.fields import (
    EVIDENCE,
    GROUPS,
    KIND_CHOICES,
    Field,
    jurisdictions,
    platforms,
)
from aboveboard.reporters.html.markup import Child, Html, joined, raw, tag
from aboveboard.reporters.html.overview import NO_ADVICE
from aboveboard.reporters.html.page import theme_switch
from aboveboard.reporters.visible import one_line
from aboveboard.severity import SEVERITIES

if TYPE_CHECKING:
    from aboveboard.linter import Linter

__all__ = ["page", "static_files"]

_FILES = {
    "/report.css": ("aboveboard.reporters.html", "text/css; charset=utf-8"),
    "/page.css": ("aboveboard.localpage", "text/css; charset=utf-8"),
    "/page.js": ("aboveboard.localpage", "text/javascript; charset=utf-8"),
}
_FORMAT_WORDS = {"text": "Plain text", "markdown": "Markdown", "html": "HTML"}
_SEVERITY_WORDS = {"error": "Errors", "warning": "Warnings too", "note": "Notes too"}
_PRIVACY = (
    "What you write here goes to the program on this machine and nowhere else, and it is kept "
    "nowhere: close or reload the page and it is gone."
)


def static_files() -> dict[str, tuple[str, bytes]]:
    """The files of the page by their paths: type and content."""
    return {
        path: (kind, files(package).joinpath(path[1:]).read_bytes())
        for path, (package, kind) in _FILES.items()
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
            raw('<script src="/page.js" defer></script>'),
        ),
        raw("\n<body>\n"),
        tag("a", "Skip to the copy", href="#body", class_="skip"),
        _header(),
        raw('<main id="main" class="desk">\n'),
        tag("noscript", tag("p", "This page needs JavaScript.", class_="trouble")),
        tag("p", id="trouble", class_="trouble", role="alert", hidden=True),
        _choices(linter, known),
        _copy(),
        _results(linter),
        _facts(known),
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
    name = tag("div", tag("p", "Copy check", class_="eyebrow"), tag("h1", "Paste and check"))
    return tag("header", name, theme_switch(), class_="top")


# --- what it is -------------------------------------------------------------------------


def _choices(linter: Linter, known: Mapping[str, Any]) -> Html:
    names = platforms(linter.rulebook)
    places = jurisdictions(linter.rulebook)
    chosen = known.get("jurisdictions", ())
    # What the configuration names is offered even where no rule asks for it.
    places |= {place: place.upper() for place in chosen if place not in places}
    chips = [
        tag(
            "label",
            tag(
                "input", type="checkbox", name="jurisdiction", value=place,
                checked=place in chosen, data_title=title, autocomplete="off",
            ),
            tag("span", title),
        )
        for place, title in places.items()
    ]  # fmt: skip
    return tag(
        "section",
        tag("h2", "What it is", class_="unseen"),
        _select("kind", "Kind", KIND_CHOICES, known.get("kind")),
        _select("format", "Written in", _FORMAT_WORDS, None, is_required=True),
        _select("platform", "Platform", {n: n for n in names}, known.get("platform")),
        tag(
            "details",
            tag(
                "summary",
                tag("span", "Whose law", class_="label"),
                tag("span", "none chosen", id="places", class_="control"),
            ),
            tag(
                "fieldset",
                tag("legend", "Whose law it must satisfy", class_="unseen"),
                tag("div", chips, class_="chips"),
                class_="places",
            ),
            class_="law",
        ),
        class_="choices",
    )


def _select(
    name: str, label: str, choices: Mapping[str, str], configured: Any, *, is_required: bool = False
) -> Html:
    options = [tag("option", words, value=value) for value, words in choices.items()]
    if not is_required:
        options.insert(0, tag("option", _unsaid(configured), value=""))
    return tag(
        "div",
        tag("label", label, for_=name, class_="label"),
        tag("select", options, id=name, class_="control", autocomplete="off"),
        class_="field",
    )


def _unsaid(configured: Any) -> str:
    """What stands in a field that is left alone: what the configuration says, or nothing."""
    if configured is None:
        return "not said"
    return f"{_written(configured)} (configuration)"


def _written(value: Any) -> str:
    """A fact as it would be typed."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return one_line(value.isoformat() if hasattr(value, "isoformat") else str(value))


# --- the copy ---------------------------------------------------------------------------


def _copy() -> Html:
    return tag(
        "section",
        tag("h2", "The copy", class_="unseen"),
        tag("div", _editor("subject", "Subject", ""), id="subject-field", hidden=True),
        _editor("body", "Copy", "Paste a post, an ad or an e-mail here, or write it."),
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
        aria_describedby="summary",
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


# --- facts ------------------------------------------------------------------------------


def _facts(known: Mapping[str, Any]) -> Html:
    groups: list[Child] = [
        tag(
            "fieldset",
            tag("legend", title),
            tag("div", [_field(field, known.get(field.fact)) for field in fields], class_="grid"),
        )
        for title, fields in GROUPS.items()
    ]
    return tag(
        "section",
        tag("h2", "What is known of it"),
        tag(
            "p",
            "A claim that its facts back is no finding. Fill in what you know; leave the rest.",
            class_="hint",
        ),
        groups,
        _evidence(),
        class_="facts",
    )


def _field(field: Field, configured: Any) -> Html:
    name = f"fact-{field.fact.replace('.', '-')}"
    shared: dict[str, Any] = {
        "id": name,
        "class_": "control",
        "data_fact": field.fact,
        "autocomplete": "off",
        "aria_describedby": f"{name}-hint {name}-fault",
    }
    if field.control == "choice":
        control = tag("select", _options(field.choices, configured), **shared)
    else:
        example = _unsaid(configured) if configured is not None else f"such as {field.example}"
        mode = "decimal" if field.control == "number" else None
        control = tag(
            "input", type="text", inputmode=mode, placeholder=example, spellcheck="false", **shared
        )
    return tag(
        "div",
        tag("label", field.label, for_=name, class_="label"),
        control,
        tag("p", FACTS[field.fact][1], id=f"{name}-hint", class_="unseen"),
        tag("p", id=f"{name}-fault", class_="fault", hidden=True),
        class_="field",
    )


def _options(choices: Mapping[str, str], configured: Any) -> Iterable[Html]:
    yield tag("option", _unsaid(configured), value="")
    for value, words in choices.items():
        yield tag("option", words, value=value)


def _evidence() -> Html:
    """Claims with their sources: a row each, made from a template."""
    row = tag(
        "div",
        [
            tag(
                "label",
                tag("span", label, class_="label"),
                tag(
                    "input", type="text", class_="control", data_evidence=key,
                    autocomplete="off", spellcheck="false",
                    placeholder="2026-11-30" if key in {"date", "expires"} else None,
                ),
            )
            for key, label in EVIDENCE.items()
        ],
        tag("button", "Remove", type="button", class_="copy remove"),
        class_="evidence-row",
        role="group",
        aria_label="A claim with its source",
    )  # fmt: skip
    return tag(
        "fieldset",
        tag("legend", "Evidence"),
        tag("div", id="evidence"),
        tag("template", row, id="evidence-row"),
        tag("p", id="fact-evidence-fault", class_="fault", hidden=True),
        tag("button", "Add a claim with its source", type="button", class_="copy", id="add"),
    )
