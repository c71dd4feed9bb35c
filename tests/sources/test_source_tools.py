"""A sheet of every tool, read as its users have it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from aboveboard.document import Document, Part, Problem
from aboveboard.inputs import from_files
from aboveboard.sources.options import ReadOptions
from aboveboard.sources.roles import presets, recognised

DATA = Path(__file__).parent / "data"
OPTIONS = {
    "hootsuite": ReadOptions(preset="hootsuite"),
    "postcron": ReadOptions(preset="postcron"),
    "calendar": ReadOptions(encoding="cp1252"),
}

# Of every document: its row, its parts, the targets of its links and its facts; or a problem.
EXPECTED: dict[str, list[Any]] = {
    "ayrshare": [
        (
            1,
            {"body": "Our lamps, now in green"},
            [],
            {"platform": "instagram", "published": "2026-11-30T09:30:00+00:00"},
        )
    ],
    "buffer": [
        (
            1,
            {"body": 'New in: the Harbour lamp, in "sea green" 🌊\r\nSee it in store.'},
            [],
            {"published": "2026-11-30T09:30:00"},
        ),
        (
            2,
            {"body": "Wool socks are back"},
            [],
            {"connection": "paid", "published": "2026-12-01T18:00:00"},
        ),
    ],
    "calendar": [
        "notice 3:22 rows whose 'Time' cannot be read as a time are checked without it: '9.30 Uhr'",
        (
            1,
            {"body": "Lampen; jetzt grün – für 49 €", "hashtags": "#lamps"},
            [],
            {
                "language": "de",
                "published": "2026-11-30",
                "offer.ends": "2026-12-05",
                "connection": "owner",
            },
        ),
        (
            2,
            {
                "body": "Last chance: café lamps",
                "hashtags": "#lamps #ad",
                "first-comment": "See you",
            },
            [],
            {
                "language": "en",
                "published": "2026-12-01T18:00:00",
                "offer.ends": "2026-12-05T18:00:00",
                "connection": "paid",
            },
        ),
    ],
    "gohighlevel-advanced": [
        (
            1,
            {
                "body": "Our lamps, now in green",
                "first-comment": "Bulbs are sold apart",
                "title": "Green lamps",
            },
            ["https://shop.example/lamps", "https://shop.example/pin"],
            {"published": "2026-11-30T09:30:00"},
        )
    ],
    "gohighlevel": [
        (
            1,
            {"body": "Our lamps, now in green"},
            ["https://shop.example/lamps"],
            {"published": "2026-11-30T09:30:00"},
        )
    ],
    "google-ads-editor": [
        (
            1,
            {
                "headline-1": "Green Lamps",
                "headline-2": "{KeyWord:Lamps} in Store",
                "description-1": "Bulbs are sold apart",
            },
            ["https://shop.example/lamps"],
            {"kind": "ad", "campaign": "Autumn"},
        )
    ],
    "google-ads-web": [
        (
            1,
            {
                "headline-1": "Green Lamps",
                "headline-2": "Sale ends in {COUNTDOWN(2026/11/30 18:00:00)}",
                "description-1": "Bulbs are sold apart",
            },
            ["https://shop.example/lamps"],
            {"kind": "ad", "campaign": "Autumn"},
        )
    ],
    "hootsuite": [
        (
            1,
            {"body": "Our lamps, now in green"},
            ["https://shop.example/lamps"],
            {"published": "2026-11-30T09:30:00"},
        ),
        (2, {"body": "Wool socks are back"}, [], {"published": "2026-12-01T18:00:00"}),
    ],
    "inssist": [
        "notice 2:1 rows whose 'Date' cannot be read as a date are checked without it: "
        "'tomorrow 9:40'",
        (1, {"body": "Our lamps, now in green"}, [], {}),
        (2, {"body": "Wool socks are back"}, [], {"published": "2030-07-16T10:25:00"}),
    ],
    "linkedin-ads": [
        (
            1,
            {
                "body": "Our lamps now come in green",
                "image-copy": "Light the harbour",
                "headline": "Green lamps",
                "call-to-action": "Learn more",
            },
            ["https://shop.example/lamps"],
            {"kind": "ad", "platform": "linkedin"},
        )
    ],
    "magicsync": [
        (
            1,
            {
                "title": "Green lamps",
                "body": "Our lamps, now in green",
                "comment": "Bulbs are sold apart",
                "comment-2": "Ask us in store",
            },
            [],
            {"published": "2026-11-30T09:30:00+00:00"},
        )
    ],
    "meta-ads": [
        (
            1,
            {
                "headline": "Green lamps",
                "body": 'Our lamps, now in "sea green".\r\nSee them.',
                "description": "Free delivery",
                "link-text": "shop.example",
            },
            ["https://shop.example/lamps"],
            {"kind": "ad", "campaign": "Autumn"},
        )
    ],
    "meta-business-suite": [
        (
            1,
            {"body": "Our lamps, now in green"},
            ["https://shop.example/lamps"],
            {"published": "2026-11-30T09:30:00"},
        ),
        (
            2,
            {"body": "Wool socks are back"},
            [],
            {"platform": "instagram", "published": "2026-12-01T18:00:00"},
        ),
    ],
    "metricool": [
        (
            1,
            {
                "body": "Our lamps, now in green",
                "alt-text-1": "A green lamp",
                "alt-text-2": "A lamp from above",
                "title": "Green lamps",
                "first-comment": "Made with Glow Ltd",
            },
            ["https://shop.example/pin"],
            {
                "connection": "paid",
                "platform-label": True,
                "brand": "Glow",
                "published": "2026-11-30T09:30:00",
            },
        )
    ],
    "openai-ads": [
        (
            1,
            {"headline": "Green lamps", "body": "Our lamps now come in green"},
            ["https://shop.example/lamps"],
            {"kind": "ad"},
        )
    ],
    "pinterest": [
        (
            1,
            {"title": "Green lamps", "description": "Our lamps now come in green"},
            ["https://shop.example/lamps"],
            {"platform": "pinterest", "published": "2026-11-30T09:30:00"},
        )
    ],
    "postcron": [
        (
            1,
            {"body": "Our lamps, now in green"},
            ["https://shop.example/lamps"],
            {"published": "2026-11-30T09:30:00"},
        ),
        (2, {"body": "Wool socks are back"}, [], {"published": "2026-12-01T18:00:00"}),
    ],
    "postfast": [
        (
            1,
            {"body": "Our lamps, now in green", "first-comment": "Bulbs are sold apart"},
            [],
            {"platform": "tiktok", "published": "2026-11-30T09:30:00+00:00"},
        )
    ],
    "publer": [
        (
            1,
            {
                "body": "First shade",
                "body-2": "Second shade",
                "title": "Lamps",
                "alt-text": "A green lamp",
                "comment": "One more thing",
                "comment-2": "#ad",
            },
            ["https://shop.example/a"],
            {"published": "2026-11-30T09:30:00"},
        ),
        "notice 3:1 rows whose 'Date' cannot be read as a date are checked without it: "
        "'next Friday at 2 PM'",
        (2, {"body": "Wool socks are back", "call-to-action": "Shop now"}, [], {}),
    ],
    "socialbee": [
        (
            1,
            {"body": "Our lamps, now in green"},
            ["https://shop.example/lamps"],
            {"published": "2026-11-30T09:30:00"},
        )
    ],
    "socialcal": [
        (1, {"body": "Our lamps, now in green"}, [], {"published": "2026-11-30T09:30:00+01:00"})
    ],
    "sprout": [
        (1, {"body": "Our lamps, now in green"}, [], {"published": "2026-11-30T09:30:00"}),
        (2, {"body": "Wool socks are back"}, [], {"published": "2026-12-01T18:00:00"}),
    ],
    "tailwind": [
        (
            1,
            {"description": "Our lamps now come in green"},
            ["https://shop.example/lamps"],
            {"platform": "pinterest", "published": "2026-11-12T09:30:00"},
        )
    ],
}


def shown(item: Document | Problem) -> Any:
    if isinstance(item, Problem):
        return f"{item.level} {item.line}:{item.column} {item.message}"
    parts, links = {}, []
    for name, part in item.parts.items():
        assert isinstance(part, Part)
        if part.blocks:
            parts[name] = "\n".join(block.view.text for block in part.blocks)
        links += [link.url for link in part.links]
        for block in part.blocks:  # what a finding would show
            raw = part.source.text[slice(*block.view.source_span(0, len(block.view.text)))]
            assert raw.replace('""', '"') == block.view.text
    facts = {
        name: value.isoformat() if hasattr(value, "isoformat") else value
        for name, value in item.facts.items()
    }
    return item.row, parts, links, facts


@pytest.mark.parametrize("tool", EXPECTED)
def test_a_sheet_of_each_tool_is_read(tool: str) -> None:
    path = DATA / f"{tool}.csv"
    items = from_files([path], OPTIONS.get(tool, ReadOptions()))
    assert [shown(item) for item in items] == EXPECTED[tool]


@pytest.mark.parametrize("tool", EXPECTED)
def test_a_finding_in_a_sheet_has_its_place(tool: str) -> None:
    items = list(from_files([DATA / f"{tool}.csv"], OPTIONS.get(tool, ReadOptions())))
    for document in items:
        if isinstance(document, Document):
            for part in document.parts.values():
                assert isinstance(part, Part)
                for block in part.blocks:
                    start, end = block.view.source_span(0, 1)
                    line, column = part.source.position(start)
                    text = part.source.line(line)
                    assert text[column - 1 :][: end - start] == part.source.text[start:end]


def test_every_preset_has_a_sheet() -> None:
    assert {path.stem for path in DATA.glob("*.csv")} == set(EXPECTED)
    # Other names for what stands in a sheet of its own.
    told = {"google-ads": "google-ads-editor", "publer-old": "publer"}
    assert {told.get(name, name) for name in presets()} <= set(EXPECTED)


@pytest.mark.parametrize(
    "name", [name for name, preset in presets().items() if not preset.positions]
)
def test_a_preset_is_recognised_by_its_header(name: str) -> None:
    header = [*presets()[name].header, "Something else"]
    found = recognised(header)
    assert found is not None
    assert found.name == name


def test_no_preset_is_recognised_by_a_few_names() -> None:
    assert recognised(["Text", "Date", "Link"]) is None


def test_a_sheet_that_is_not_utf8_says_how_to_read_it() -> None:
    [problem] = from_files([DATA / "calendar.csv"])
    assert isinstance(problem, Problem)
    assert (problem.level, problem.line, problem.message) == (
        "error",
        3,
        "not UTF-8 at line 3: byte 0xfc; save the file as UTF-8, or say what it is: "
        "--encoding cp1252",
    )
