"""The markup of what is known besides the copy: the choices above it, and the facts below."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from aboveboard.facts import FACTS
from aboveboard.localpage.fields import (
    EVIDENCE,
    GROUPS,
    KIND_CHOICES,
    Field,
    jurisdictions,
    platforms,
)
from aboveboard.reporters.html.markup import Child, Html, tag
from aboveboard.reporters.visible import one_line

if TYPE_CHECKING:
    from aboveboard.rulebook.book import Rulebook

__all__ = ["choices_section", "facts_section"]

_FORMAT_WORDS = {"text": "Plain text", "markdown": "Markdown", "html": "HTML"}


def choices_section(rulebook: Rulebook, known: Mapping[str, Any]) -> Html:
    """What the copy is and for whom; ``known`` is what the configuration says."""
    places = jurisdictions(rulebook)
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
        _select("platform", "Platform", platforms(rulebook), known.get("platform")),
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
        options.insert(0, tag("option", _unsaid(configured, choices), value=""))
    return tag(
        "div",
        tag("label", label, for_=name, class_="label"),
        tag("select", options, id=name, class_="control", autocomplete="off"),
        class_="field",
    )


def _unsaid(configured: Any, choices: Mapping[str, str] = {}) -> str:
    """What stands in a field that is left alone: what the configuration says, or nothing."""
    if configured is None:
        return "not said"
    said = _written(configured)
    return f"set: {choices.get(said, said)}"


def _written(value: Any) -> str:
    """A fact as it would be typed."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return one_line(value.isoformat() if hasattr(value, "isoformat") else str(value))


# --- facts ------------------------------------------------------------------------------


def facts_section(known: Mapping[str, Any]) -> Html:
    """The facts, a field each; ``known`` is what the configuration says."""
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
    yield tag("option", _unsaid(configured, choices), value="")
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
