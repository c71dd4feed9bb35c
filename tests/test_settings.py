from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from aboveboard.config import Config
from aboveboard.configfile import load_config
from aboveboard.facts import Facts, FactsError
from aboveboard.settings import COMPONENTS, Settings, path_fits

Write = Callable[..., Path]


# ---------------------------------------------------------------- is a rule switched on?


@pytest.mark.parametrize(
    ("select", "ignore", "on", "off"),
    [
        ("", "", "ai/leak urgency/x", ""),
        ("urgency", "", "urgency/x urgency/x/y", "ai/leak urgent/x"),
        ("urgency/", "", "urgency/x", "urgent/x"),
        ("urgency/x", "", "urgency/x urgency/x/y", "urgency/xy urgency/y"),
        ("", "urgency", "ai/leak urgent/x", "urgency/x"),
        ("", "urgency/x", "urgency/y urgency/xy", "urgency/x"),
        # the longer name decides
        ("urgency/x", "urgency", "urgency/x", "urgency/y ai/leak"),
        ("urgency", "urgency/x", "urgency/y", "urgency/x"),
        ("urgency,urgency/x/y", "urgency/x", "urgency/x/y urgency/z", "urgency/x"),
        # of two as long, ignore does
        ("urgency", "urgency", "", "urgency/x"),
        ("urgency/x", "urgency/x", "", "urgency/x"),
        ("urgency/", "urgency", "", "urgency/x"),
        # all is the shortest of names, shorter than a category of two letters
        ("all", "", "ai/leak urgency/x", ""),
        ("", "all", "", "ai/leak urgency/x"),
        ("all", "all", "", "ai/leak"),
        ("ai", "all", "ai/leak", "urgency/x"),
        ("all", "ai", "urgency/x", "ai/leak"),
        ("ai/leak", "ai", "ai/leak", "ai/other"),
        # no part of a word
        ("urg", "", "", "urgency/x"),
        ("", "urgency/la", "urgency/last", ""),
    ],
)
def test_selects(select: str, ignore: str, on: str, off: str) -> None:
    settings = Settings(
        select=tuple(filter(None, select.split(","))), ignore=tuple(filter(None, [ignore]))
    )
    assert {name: settings.selects(name) for name in (on + " " + off).split()} == {
        **dict.fromkeys(on.split(), True),
        **dict.fromkeys(off.split(), False),
    }


LAYERS = "select: [urgency, ai]\nignore: [urgency/x]\n"


@pytest.mark.parametrize(
    ("config", "given", "on", "off"),
    [
        (LAYERS, {}, "urgency/y ai/a", "urgency/x scarcity/a"),
        # given on the command line wins, and what is ignored adds up
        (LAYERS, {"select": ("scarcity",)}, "scarcity/a", "urgency/y ai/a"),
        (LAYERS, {"select": ("urgency/x",)}, "urgency/x", "urgency/y ai/a"),
        (LAYERS, {"select": ("urgency",)}, "urgency/y", "urgency/x ai/a"),
        (LAYERS, {"ignore": ("ai",)}, "urgency/y", "ai/a urgency/x"),
        ("ignore: [ai]\n", {"select": ("ai",)}, "ai/a", "urgency/x"),
        ("ignore: all\n", {"select": ("ai",)}, "ai/a", "urgency/x"),
        ("select: ai\n", {"ignore": ("ai",)}, "", "ai/a urgency/x"),
    ],
)
def test_layers(write: Write, config: str, given: dict[str, Any], on: str, off: str) -> None:
    settings = load_config(write("aboveboard.yaml", config)).settings(**given).base
    assert {name: settings.selects(name) for name in (on + " " + off).split()} == {
        **dict.fromkeys(on.split(), True),
        **dict.fromkeys(off.split(), False),
    }


@pytest.mark.parametrize(
    ("config", "given", "severity", "fail_on"),
    [
        ("", {}, "warning", "warning"),
        ("severity: error\n", {}, "error", "warning"),
        ("severity: note\n", {"severity": "error"}, "error", "warning"),
        ("fail-on: error\n", {}, "warning", "error"),
        ("fail-on: error\n", {"fail_on": "warning"}, "warning", "warning"),
        # what makes a run fail is shown, unless someone asked for less
        ("fail-on: note\n", {}, "note", "note"),
        ("", {"fail_on": "note"}, "note", "note"),
        ("", {"fail_on": "note", "severity": "warning"}, "warning", "note"),
    ],
)
def test_severities(
    write: Write, config: str, given: dict[str, Any], severity: str, fail_on: str
) -> None:
    settings = load_config(write("aboveboard.yaml", config)).settings(**given).base
    assert (settings.severity, settings.fail_on) == (severity, fail_on)


# ---------------------------------------------------------------- what is known of the copy


def test_facts_from_the_strongest_to_the_weakest(write: Write) -> None:
    config = load_config(
        write(
            "aboveboard.yaml",
            "platform: Instagram\njurisdictions: [US]\n"
            "facts: {platform: email, brand: config, zone: UTC, code: config, campaign: config}\n"
            "accounts: {glow: {zone: Europe/London, code: account, campaign: account}}\n",
        )
    )
    settings = config.settings(
        facts={"campaign": "given"}, given_facts=Facts({"code": "--fact"}), jurisdictions=("UK",)
    ).base
    document = Facts({"account": "glow", "code": "document", "brand": "document"})
    assert settings.facts_of(document) == {
        "campaign": "given",  # said to the program: over everything
        "code": "--fact",
        "jurisdictions": ("uk",),
        "account": "glow",
        "brand": "document",  # the document over its account
        "zone": "Europe/London",  # its account over the configuration
        "platform": "instagram",  # a key of its own over the same in facts
    }
    assert settings.facts_of(Facts())["code"] == "--fact"
    assert settings.facts_of(Facts())["zone"] == "UTC"
    assert settings.facts_of(Facts({"account": "unknown"}))["zone"] == "UTC"


def test_given_facts_are_read_like_any_other() -> None:
    settings = Config(Path()).settings(platform="TikTok", jurisdictions=["US", "uk"]).base
    assert settings.given == {"platform": "tiktok", "jurisdictions": ("us", "uk")}
    with pytest.raises(FactsError, match="'plattform' is not a fact; did you mean 'platform'"):
        Config(Path()).settings(facts={"plattform": "x"})


# ---------------------------------------------------------------- by path


@pytest.mark.parametrize(
    ("pattern", "fits", "fits_not"),
    [
        ("*.md", "a.md posts/a.md posts/deep/a.md", "a.mdx md"),
        ("posts/", "posts/a.md posts/deep/a.md x/posts/a.md", "posts post/a.md"),
        ("posts/**", "posts/a.md posts/deep/a.md", "x/posts/a.md a.md"),
        ("/posts/*.md", "posts/a.md", "posts/deep/a.md x/posts/a.md"),
        ("posts/*.md", "posts/a.md", "posts/deep/a.md x/posts/a.md"),
        ("posts/**/*.md", "posts/a.md posts/x/y/a.md", "a.md posts/a.txt"),
        ("**/ads/*.md", "ads/a.md x/y/ads/a.md", "ads/x/a.md"),
        ("a?.md", "ab.md x/ac.md", "a.md abc.md"),
        ("posts/[ab].md", "posts/a.md", "posts/c.md"),
        ("post-1", "post-1", "post-12"),
    ],
)
def test_patterns(write: Write, pattern: str, fits: str, fits_not: str) -> None:
    root = str(write("x/y").parent.parent)
    for name in fits.split():
        assert path_fits((pattern,), name, root), name
        assert path_fits((pattern,), f"./{name}", root)
        assert path_fits((pattern,), f"{root}/{name}", root)
    assert [name for name in fits_not.split() if path_fits((pattern,), name, root)] == []


def test_a_later_pattern_takes_back() -> None:
    patterns = ("*.md", "!keep.md")
    assert path_fits(patterns, "a.md", ".")
    assert not path_fits(patterns, "keep.md", ".")


def test_paths_count_from_the_configuration(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    config = load_config(
        write("site/aboveboard.yaml", "overrides: [{paths: posts/**, severity: note}]\n")
    )
    by_path = config.settings()
    assert by_path("site/posts/a.md").severity == "note"
    assert by_path("site/a.md").severity == "warning"
    # what lies outside is taken as it is called
    assert by_path("posts/a.md").severity == "note"
    assert by_path("other/posts/a.md").severity == "warning"
    monkeypatch.chdir("site/")
    (Path("posts")).mkdir()
    assert by_path("posts/a.md").severity == "note"
    monkeypatch.chdir("posts")
    assert by_path("a.md").severity == "note"
    assert by_path("../posts/a.md").severity == "note"
    assert by_path("../a.md").severity == "warning"
    assert by_path("a\0.md").severity == "note"  # no file can be called that


OVERRIDES = """
select: [urgency, ai]
ignore: [urgency/x]
platform: email
facts: {brand: base, code: base}
overrides:
  - paths: [posts/**, "*.txt"]
    ignore: ai
    platform: instagram
    facts: {code: posts}
  - paths: posts/deep/
    select: [urgency/x, scarcity]
    severity: note
    facts: {code: deep, zone: UTC}
  - paths: posts/deep/last.md
    ignore: [scarcity/y]
    jurisdictions: uk
"""
BASE = {"platform": "email", "brand": "base", "code": "base"}


@pytest.mark.parametrize(
    ("name", "on", "severity", "facts"),
    [
        ("a.md", "urgency/y ai/a", "warning", BASE),
        ("a.txt", "urgency/y", "warning", {**BASE, "platform": "instagram", "code": "posts"}),
        ("posts/a.md", "urgency/y", "warning", {**BASE, "platform": "instagram", "code": "posts"}),
        (
            "posts/deep/a.md",
            "urgency/x scarcity/y",
            "note",
            {"platform": "instagram", "brand": "base", "code": "deep", "zone": "UTC"},
        ),
        (
            "posts/deep/last.md",
            "urgency/x",
            "note",
            {
                "platform": "instagram",
                "brand": "base",
                "code": "deep",
                "zone": "UTC",
                "jurisdictions": ("uk",),
            },
        ),
    ],
)  # fmt: skip
def test_overrides(write: Write, name: str, on: str, severity: str, facts: dict[str, Any]) -> None:
    settings = load_config(write("aboveboard.yaml", OVERRIDES)).settings()(name)
    rules = "urgency/x urgency/y ai/a scarcity/y".split()
    assert " ".join(rule for rule in rules if settings.selects(rule)) == " ".join(
        sorted(on.split(), key=rules.index)
    )
    assert settings.severity == severity
    assert settings.facts == facts


def test_given_wins_over_overrides(write: Write) -> None:
    config = load_config(write("aboveboard.yaml", OVERRIDES))
    by_path = config.settings(severity="error", select=("ai",), platform="tiktok")
    settings = by_path("posts/deep/a.md")
    assert settings.severity == "error"
    assert settings.select == ("ai",)
    assert settings.facts_of(Facts())["platform"] == "tiktok"
    assert by_path("posts/deep/a.md") is by_path("posts/deep/b.md")  # made once


# ---------------------------------------------------------------- how files are read


def test_columns_add_up_and_the_rest_is_replaced(write: Write) -> None:
    config = load_config(
        write(
            "aboveboard.yaml",
            "preset: buffer\ncolumns: {body: Text, headline: Title}\nencoding: cp1252\n"
            "overrides:\n"
            "  - {paths: uk/, columns: {body: Copy}, date-order: dmy, preset: publer}\n",
        )
    )
    settings = config.settings()
    base, uk = settings("plan.csv"), settings("uk/plan.csv")
    assert (base.preset, base.cell_order, base.encoding) == ("buffer", None, "cp1252")
    assert (uk.preset, uk.cell_order, uk.encoding) == ("publer", "dmy", "cp1252")
    assert base.columns == {"body": "Text", "headline": "Title"}
    assert uk.columns == {"body": "Copy", "headline": "Title"}
    given = config.settings(
        columns={"body": "#2", "link": "URL"},
        preset="metricool",
        date_order="mdy",
        encoding="utf-8",
    )("uk/plan.csv")
    assert (given.preset, given.cell_order, given.encoding) == ("metricool", "mdy", "utf-8")
    assert given.columns == {"body": "#2", "headline": "Title", "link": "URL"}


@pytest.mark.parametrize(
    ("order", "in_copy"), [("dmy", "dmy"), ("mdy", "mdy"), ("ymd", None), (None, None)]
)
def test_the_order_of_dates_in_copy(order: str | None, in_copy: str | None) -> None:
    settings = Config(Path()).settings(date_order=order).base
    assert (settings.date_order, settings.cell_order) == (in_copy, order)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"preset": "bufer"}, "there is no preset 'bufer'; did you mean 'buffer'?"),
        ({"columns": {"bdy": "Text"}}, "'bdy' is no role of a column; did you mean 'body'?"),
        ({"date_order": "dym"}, "date_order must be one of dmy, mdy, ymd, not 'dym'"),
        ({"encoding": "x"}, "there is no encoding 'x'; one of Windows is cp1252"),
    ],
)
def test_what_cannot_be_is_refused(given: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=re.escape(message)):
        Config(Path()).settings(**given)


def test_names_of_components_are_whole() -> None:
    assert {"sponsored-disclosure", "ad-disclosure"} <= COMPONENTS
    assert [name for name in COMPONENTS if name.endswith("-") or name == "ad"] == []
