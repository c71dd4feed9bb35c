from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aboveboard.facts import FACTS
from aboveboard.sources.options import ReadOptions
from aboveboard.sources.roles import PARTS, Role, Roles, presets, squeezed

PLAIN = Roles(ReadOptions())


@pytest.mark.parametrize(
    ("name", "kind", "part", "number"),
    [
        ("Text", "part", "body", None),
        ("message_text", "part", "body", None),
        ("Post Content", "part", "body", None),
        ("CAPTION", "part", "body", None),
        ("Headline 3", "part", "headline", 3),
        ("headline_15", "part", "headline", 15),
        ("Description 1", "part", "description", 1),
        ("Alt text(s)", "part", "alt-text", None),
        ("Alt text picture 2", "part", "alt-text", 2),
        ("followUpComment", "part", "first-comment", None),
        ("Subject line", "part", "subject", None),
        ("Link(s)", "link", "link", None),
        ("link (OGmetaUrl)", "link", "link", None),
        ("Final URL", "link", "link", None),
        ("postAtSpecificTime (YYYY-MM-DD HH:mm:ss)", "when", "published", None),
        ("time_24hr", "when", "time", None),
        ("aboveboard_ignore", "ignore", "ignore", None),
        ("metadata.instagram.firstComment", "part", "first-comment", None),
        ("posts[].value[].content", "part", "body", None),
        ("data.0.caption", "part", "body", None),
    ],
)
def test_names_have_roles(name: str, kind: str, part: str, number: int | None) -> None:
    role = PLAIN.of(name)
    assert role is not None
    assert (role.kind, role.name, role.number) == (kind, part, number)


@pytest.mark.parametrize(
    "name",
    ["Id", "Status", "Image URL", "Image 1", "Headline 1 position", "Path 1", "Campaign ID",
     "Media URL(s)", "Post type", "Reminder", "Comments", "Notes", "Created at", "Draft", "", "  ",
     "#1", "author.description", "user.profile.text", "aboveboard_status", "aboveboard_findings",
     "aboveboard_advice", "Date 2", "Link 2"],
)  # fmt: skip
def test_what_is_no_copy_has_no_role(name: str) -> None:
    assert PLAIN.of(name) is None


@pytest.mark.parametrize("fact", sorted(set(FACTS) - {"published"}))
def test_facts_have_their_own_names(fact: str) -> None:
    strict = fact not in {"kind", "language", "platform", "code"}
    for name in (fact, fact.replace(".", "_").replace("-", "_"), fact.upper().replace(".", " ")):
        assert PLAIN.of(name) == Role("fact", fact, strict=strict)
    assert PLAIN.of(f"aboveboard.facts.{fact}") == Role("fact", fact, strict=True)


def test_the_users_word_goes_first() -> None:
    header = ["Text", "Post Content", "Offer", "Image"]
    columns = {"body": "post content", "headline-2": "Offer", "alt-text": "#4", "link": "Text"}
    roles = Roles(ReadOptions(columns=columns), header)
    found = [roles.of(name, place) for place, name in enumerate(header, 1)]
    assert found == [
        Role("link", "link"),
        Role("part", "body"),
        Role("part", "headline", 2),
        Role("part", "alt-text"),
    ]
    assert roles.errors == []


def test_a_column_that_the_user_named_is_the_only_one() -> None:
    roles = Roles(ReadOptions(columns={"body": "Copy B"}), ["Text", "Copy B"])
    assert roles.of("Text", 1) is None
    assert roles.of("Copy B", 2) == Role("part", "body")


def test_a_column_can_be_left_out() -> None:
    assert Roles(ReadOptions(columns={"none": "Title"})).of("Title") is None


def test_mistakes_in_options_are_told() -> None:
    options = ReadOptions(preset="bufer", columns={"headlin": "A", "body": "Txt", "subject": "B C"})
    assert Roles(options, ["Text", "Day"]).errors == [
        "there is no preset 'bufer'; did you mean 'buffer'?",
        "'headlin' is no role of a column; did you mean 'headline'?",
        "there is no column 'Txt'; did you mean 'Text'?",
        "there is no column 'B C'; columns are 'Text', 'Day'",
    ]


def test_a_preset_says_what_a_name_means() -> None:
    publer = Roles(ReadOptions(preset="publer"))
    assert publer.of("Comment(s)") == Role("part", "comment", split="||")
    assert PLAIN.of("Comment(s)") is None
    assert Roles(ReadOptions(preset="meta-ads")).of("Title") == Role("part", "headline")


def test_every_preset_can_be_used() -> None:
    for preset in presets().values():
        assert preset.header or preset.positions
        roles = Roles(ReadOptions(preset=preset.name))
        assert roles.errors == []
        for place, said in enumerate(preset.positions, 1):
            assert (roles.of(f"#{place}", place) is None) == (said == "none")
        for role in [*preset.split, *preset.html]:
            assert role in PARTS
        assert preset.order in {None, "dmy", "mdy"}


@given(st.text(max_size=40))
def test_any_name_is_looked_up(name: str) -> None:
    PLAIN.of(name)
    assert squeezed(squeezed(name)) == squeezed(name)
