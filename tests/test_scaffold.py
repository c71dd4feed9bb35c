"""What a survey finds in realistic folders, and the configuration that results."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from samples import AWKWARD

from aboveboard.configfile import load_config
from aboveboard.linter import Linter
from aboveboard.scaffold import configuration
from aboveboard.settings import path_fits
from aboveboard.survey import Folder, Found, Generator, Sheet, survey

Write = Callable[..., Path]

BUFFER = "Text,Image URL,Tags,Posting Time\nHello,,,2026-11-30 10:00\n"
METRICOOL = "Text,Date,Time,Draft\nHello,2026-11-30,10:00:00,no\n"
HOOTSUITE = "30/11/2026 10:00,Hello,https://example.com\n"
PRICES = "Id,Price\n1,2\n"

HUGO = {
    "hugo.toml": "title = 'Shop'\n",
    ".gitignore": "/public/\n",
    "content/posts/serum.md": "---\ntitle: Serum\nlanguage: de\n---\nHallo\n",
    "content/posts/cream.md": "---\ntitle: Cream\n---\nlanguage: fr\n",
    "public/posts/serum.html": "<p>Hello</p>\n",
    "resources/_gen/a.html": "<p>Hello</p>\n",
}
JEKYLL = {
    "_config.yml": "title: Blog\n",
    "_posts/2026-11-23-a.md": "---\ntitle: A\n---\nHello\n",
    "_site/a.html": "<p>Hello</p>\n",
    "vendor/bundle/readme.md": "Hello\n",
    "newsletters/november.html": "<p>Hello</p>\n",
}
MARKETING = {
    "emails/sale.mjml": "<mjml></mjml>\n",
    "lifecycle/welcome.mjml": "<mjml></mjml>\n",
    "social/instagram/june.txt": "Hello\n",
    "social/TikTok/june.txt": "Hello\n",
    "social/facebook/logo.svg": "<svg/>\n",
    "plans/buffer.csv": BUFFER,
    "plans/hootsuite.csv": HOOTSUITE,
    "plans/metricool.csv": METRICOOL,
    "plans/prices.csv": PRICES,
    "node_modules/x/readme.md": "Hello\n",
    "yes/null [1]/emails/a, b.html": "<p>Hello</p>\n",
}
TREES = {"hugo": HUGO, "jekyll": JEKYLL, "marketing": MARKETING, "empty": {}}


@pytest.fixture
def plant(write: Write, tmp_path: Path) -> Callable[[dict[str, str]], Path]:
    def put(tree: dict[str, str]) -> Path:
        write(".git/HEAD")
        for name, text in tree.items():
            write(name, text)
        return tmp_path

    return put


@pytest.mark.parametrize("name", TREES)
def test_configurations(
    plant: Callable[[dict[str, str]], Path], golden: Callable[[str, str], None], name: str
) -> None:
    root = plant(TREES[name])
    text = configuration(survey(root))
    golden(f"golden/scaffold/{name}.yaml", text)
    assert configuration(survey(root)) == text
    (root / ".aboveboard.yaml").write_text(text, "utf-8")
    Linter.from_config(root)


def test_what_is_written_is_what_holds(plant: Callable[[dict[str, str]], Path]) -> None:
    root = plant(MARKETING)
    (root / ".aboveboard.yaml").write_text(configuration(survey(root), ("us", "uk")), "utf-8")
    linter = Linter.from_config(root)
    facts = {
        name: dict(linter.settings_for(name).facts.items())
        for name in MARKETING
        if not name.startswith(("plans", "node_modules"))
    }
    law = {"jurisdictions": ("us", "uk")}
    assert facts == {
        "emails/sale.mjml": {**law, "kind": "email"},
        "lifecycle/welcome.mjml": {**law, "kind": "email"},
        "social/instagram/june.txt": {**law, "platform": "instagram"},
        "social/TikTok/june.txt": {**law, "platform": "tiktok"},
        "social/facebook/logo.svg": law,
        "yes/null [1]/emails/a, b.html": {**law, "kind": "email"},
    }


def test_what_is_left_out(plant: Callable[[dict[str, str]], Path]) -> None:
    root = plant({**HUGO, **JEKYLL})
    (root / ".aboveboard.yaml").write_text(configuration(survey(root)), "utf-8")
    files, _ = Linter.from_config(root).files(["."])
    assert [str(file) for file in files] == [
        "_posts/2026-11-23-a.md",
        "content/posts/cream.md",
        "content/posts/serum.md",
        "newsletters/november.html",
    ]


def test_a_survey(plant: Callable[[dict[str, str]], Path]) -> None:
    assert survey(plant(MARKETING)) == Found(
        folders=(
            Folder("emails", (("MJML", 1),)),
            Folder("lifecycle", (("MJML", 1),)),
            Folder("social", (("text", 2),)),
            Folder("yes", (("HTML", 1),)),
        ),
        sheets=(
            Sheet("plans/buffer.csv", "buffer", True),
            Sheet("plans/hootsuite.csv", None, False),
            Sheet("plans/metricool.csv", "metricool", True),
        ),
        emails=("emails", "yes/null [1]/emails"),
        mjml=True,
        platforms=(("social/TikTok", "tiktok"), ("social/instagram", "instagram")),
    )


@pytest.mark.parametrize(
    ("tree", "generators"),
    [
        ({"config.toml": "", "content/a.md": ""}, [("Hugo", "config.toml")]),
        ({"config.toml": ""}, []),
        ({"_config.yml": ""}, []),
        ({"_config.yml": "", "_posts/a.md": ""}, [("Jekyll", "_config.yml")]),
        ({"site/astro.config.mjs": ""}, [("Astro", "site/astro.config.mjs")]),
        ({".eleventy.js": ""}, [("Eleventy", ".eleventy.js")]),
        ({"docusaurus.config.ts": ""}, [("Docusaurus", "docusaurus.config.ts")]),
        ({"next.config.js": ""}, [("Next.js", "next.config.js")]),
    ],
)
def test_generators(
    plant: Callable[[dict[str, str]], Path],
    tree: dict[str, str],
    generators: list[tuple[str, str]],
) -> None:
    assert [(g.name, g.file) for g in survey(plant(tree)).generators] == generators


def test_output_that_is_ignored_is_not_named_again(
    plant: Callable[[dict[str, str]], Path],
) -> None:
    assert survey(plant(HUGO)).generators == (Generator("Hugo", "hugo.toml", ("resources",)),)


def test_a_huge_folder(plant: Callable[[dict[str, str]], Path]) -> None:
    root = plant({f"posts/{number:03}.md": "Hello\n" for number in range(200)})
    found = survey(root, most=100)
    assert not found.complete
    assert "not every file was looked at" in configuration(found)
    assert survey(root).folders == (Folder("posts", (("Markdown", 200),)),)


_NAMES = st.text(st.sampled_from(AWKWARD + "abc []*!"), min_size=1, max_size=8).filter(
    lambda name: name.isprintable() and "/" not in name and name not in {".", ".."}
)


@given(_NAMES, _NAMES)
def test_any_name_can_be_written(tmp_path_factory: pytest.TempPathFactory, a: str, b: str) -> None:
    path = f"{a}/{b}"
    text = configuration(Found(emails=(path,), vendored=(a,), sheets=(Sheet(path, None, False),)))
    assert yaml.safe_load(text)["overrides"][0]["facts"] == {"kind": "email"}
    file = tmp_path_factory.mktemp("any") / ".aboveboard.yaml"
    file.write_text(text, "utf-8")
    config = load_config(file)
    patterns = tuple(config.values["overrides"][0]["paths"])
    assert path_fits(patterns, f"{file.parent}/{path}/x.md", str(file.parent))
