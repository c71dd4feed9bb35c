"""The form has every fact, and only values that the program takes."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from page_server import folder_of_a_house

from aboveboard import Linter
from aboveboard.facts import FACTS, KINDS, read_fact
from aboveboard.localpage.fields import (
    EVIDENCE,
    GROUPS,
    KIND_CHOICES,
    ON_TOP,
    Field,
    jurisdictions,
    platforms,
)
from aboveboard.localpage.page import page

FIELDS = [field for fields in GROUPS.values() for field in fields]


def test_every_fact_has_its_place() -> None:
    placed = [field.fact for field in FIELDS] + [*ON_TOP, "evidence"]
    assert sorted(placed) == sorted(FACTS)


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.fact)
def test_what_a_field_offers_or_shows_can_be_read(field: Field) -> None:
    for value in [*field.choices, field.example]:
        if value:
            read_fact(field.fact, value)
    assert bool(field.choices) == (field.control == "choice") != bool(field.example)


def test_every_value_of_a_choice_is_offered() -> None:
    choices = {field.fact: list(field.choices) for field in FIELDS if field.choices}
    for fact, offered in choices.items():
        if offered == ["yes", "no"]:
            continue
        with pytest.raises(ValueError, match="one of") as error:
            read_fact(fact, "no such value")
        assert str(error.value).removeprefix("one of ").split(", ") == offered
    assert list(KIND_CHOICES) == list(KINDS)


def test_a_line_of_evidence_can_be_read() -> None:
    read_fact("evidence", [dict.fromkeys(EVIDENCE, "2026-11-30")])


def test_platforms_and_jurisdictions_are_those_of_the_rulebook() -> None:
    rulebook = Linter().rulebook
    assert platforms(rulebook) == {
        "facebook": "Facebook",
        "instagram": "Instagram",
        "linkedin": "LinkedIn",
        "pinterest": "Pinterest",
        "tiktok": "TikTok",
        "twitter": "Twitter",
        "x": "X",
        "youtube": "YouTube",
    }
    known = jurisdictions(rulebook)
    assert list(known.values())[:9] == [
        "US", "US (CA)", "US (FL)", "US (NY)", "US (TX)", "US (UT)", "US (WA)", "UK", "EU",
    ]  # fmt: skip
    titles = list(known.values())[9:]
    assert titles == sorted(titles)
    assert {"de": "Germany", "ca-qc": "Canada (QC)", "nl": "Netherlands"}.items() <= known.items()
    # Provisions are of platforms, too.
    assert known.keys().isdisjoint({"meta", "google", "amazon", "tiktok", "x"})


def options(markup: str, name: str) -> list[str]:
    """The words of the options of a control."""
    (inner,) = re.findall(rf'<select id="{name}".*?</select>', markup, re.DOTALL)
    return [unescape(words) for words in re.findall(r"<option[^>]*>(.*?)</option>", inner)]


def test_the_page_shows_what_the_configuration_says(tmp_path: Path) -> None:
    folder = folder_of_a_house(
        tmp_path / "h",
        "platform: tiktok\n"
        "jurisdictions: [us, at]\n"
        "severity: note\n"
        "facts: {connection: gifted, platform-label: yes, offer.ends: 2026-11-30, "
        "brand: '\"><script>alert(1)</script>'}\n",
    )
    linter = Linter.from_config(folder, severity="warning")
    markup = str(page(linter, token="word", limit=7))
    assert options(markup, "platform")[:2] == ["set: TikTok", "Facebook"]
    assert options(markup, "kind")[:2] == ["not said", "Post"]
    checked = re.findall(r'name="jurisdiction" value="([\w-]+)" checked', markup)
    assert checked == ["us", "at"]
    assert re.findall(r'name="severity" value="(\w+)" checked', markup) == ["note"]
    assert '<option value="">set: gifted: product, trip or stay</option>' in markup
    assert 'placeholder="set: 2026-11-30"' in markup
    assert "<script>alert" not in markup
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in markup
    assert '<meta name="token" content="word">' in markup
    assert '<meta name="limit" content="7">' in markup


def test_no_field_sends_what_is_typed_to_a_spelling_service() -> None:
    markup = str(page(Linter(), token="", limit=1))
    typed = re.findall(r'<textarea[^>]*>|<input type="text"[^>]*>', markup)
    assert len(typed) > 20
    for control in typed:
        assert 'spellcheck="false"' in control, control
        assert 'autocomplete="off"' in control, control
