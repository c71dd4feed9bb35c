"""The site: it is built without a warning, its links lead somewhere, nothing loads from outside."""

from __future__ import annotations

import re
import subprocess
import sys
from html.parser import HTMLParser
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from docs_blocks import ROOT

pytestmark = [
    pytest.mark.environment,
    pytest.mark.skipif(find_spec("material") is None, reason="needs pip install -e '.[docs]'"),
]

SOURCES = {
    **dict.fromkeys(["img", "script", "iframe", "source", "video", "audio", "embed"], "src"),
    "object": "data",
}
"""What a browser loads by itself, by element."""

FETCHED = {"stylesheet", "icon", "preload", "prefetch", "preconnect", "dns-prefetch"}
"""Kinds of ``link`` that a browser follows by itself."""


class Page(HTMLParser):
    """What a page loads, where it links to, and the anchors in it."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.loads: list[str] = []
        self.links: list[str] = []
        self.anchors: set[str] = set()
        self.feed(path.read_text("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.anchors |= {given[name] for name in ("id", "name") if name in given}
        if tag in SOURCES and SOURCES[tag] in given:
            self.loads.append(given[SOURCES[tag]])
        if tag == "link" and FETCHED & set(given.get("rel", "").split()):
            self.loads.append(given["href"])
        if tag == "a" and "href" in given:
            self.links.append(given["href"])


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    # No --quiet: it would keep --strict from counting warnings.
    words = ("-m", "mkdocs", "build", "--strict", "--site-dir", str(folder))
    done = subprocess.run(
        [sys.executable, *words], cwd=ROOT, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="module")
def built(site: Path) -> dict[Path, Page]:
    return {path: Page(path) for path in sorted(site.rglob("*.html"))}


def test_every_page_is_there(site: Path, built: dict[Path, Page]) -> None:
    rules = len(list((ROOT / "docs" / "rules").rglob("*.md")))
    pages = len(list((ROOT / "docs").glob("*.md")))
    assert len(built) == rules + pages + 1  # and 404.html


def test_links_inside_lead_somewhere(site: Path, built: dict[Path, Page]) -> None:
    dead = []
    for path, page in built.items():
        if path.name == "404.html":
            continue  # its links count from the root of the server
        for link in page.links:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            if target.is_dir():
                target /= "index.html"
            known = built[target].anchors if target in built else {""}
            if not target.exists() or (parts.fragment and unquote(parts.fragment) not in known):
                dead.append(f"{path.relative_to(site)}: {link}")
    assert dead == []


def test_nothing_loads_from_outside(site: Path, built: dict[Path, Page]) -> None:
    loaded = {one for page in built.values() for one in page.loads}
    assert loaded
    assert [one for one in loaded if re.match(r"([a-z]+:)?//", one)] == []
    for path in site.rglob("*.css"):
        called = re.findall(r"url\(\s*['\"]?([^'\")]+)|@import\s+['\"]([^'\"]+)", path.read_text())
        outside = [a or b for a, b in called if re.match(r"([a-z]+:)?//", a or b)]
        assert outside == [], path.name


def test_no_page_carries_a_menu_of_all_rules(built: dict[Path, Page]) -> None:
    for path, page in built.items():
        if path.parent.name != "rules" and path.name != "coverage.html":
            assert len(page.links) < 150, path
