"""Addresses that stand bare in a text: where they begin."""

from __future__ import annotations

import pytest

from aboveboard.sources.links import find_links
from aboveboard.text import View


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Boots HERE-http://amzn.to/x and socks", ["http://amzn.to/x"]),
        ("Boots -http://amzn.to/x", ["http://amzn.to/x"]),
        ("Bootshttps://amzn.to/x", ["https://amzn.to/x"]),
        ("Boots.https://amzn.to/x", ["https://amzn.to/x"]),
        ("link:https://amzn.to/x|https://b.example/y", ["https://amzn.to/x|https://b.example/y"]),
        # An address inside another is a piece of it.
        ("https://archive.example/2020/https://amzn.to/x", ["https://archive.example/2020/https://amzn.to/x"]),
        ("mail me@https://amzn.to", []),
        # Without a scheme a word before it is a piece of the host, or it is no address at all.
        ("boots-amzn.to/x", ["boots-amzn.to/x"]),
        ("me@amzn.to/x", []),
        ("a/www.amzn.to", []),
    ],
)  # fmt: skip
def test_where_an_address_begins(text: str, expected: list[str]) -> None:
    assert [link.url for link in find_links(View(text))] == expected
