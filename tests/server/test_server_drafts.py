"""What a text is checked as: by the suffix of its file, else by its language."""

from __future__ import annotations

import pytest

pytest.importorskip("pygls")

from aboveboard.server.drafts import name_of


@pytest.mark.parametrize(
    ("uri", "language", "name"),
    [
        ("file:///posts/a.md", "markdown", "/posts/a.md"),
        ("file:///posts/a%20b.mdx", "javascript", "/posts/a b.mdx"),
        ("file:///posts/A.CSV", "plaintext", "/posts/A.CSV"),
        ("file:///posts/a.jsonl", "json", "/posts/a.jsonl"),
        ("file:///posts/mail.mjml", "xml", "/posts/mail.mjml"),
        ("file:///posts/draft", "markdown", "/posts/draft.md"),
        ("file:///posts/a.py", "python", ""),
        ("untitled:Untitled-1", "markdown", "/here/Untitled-1.md"),
        ("untitled:Untitled-1", "Plaintext", "/here/Untitled-1.txt"),
        ("untitled:/else/x.html", "html", "/here/x.html"),
        ("untitled:Untitled-1", "python", ""),
        ("untitled:", "yaml", "/here/untitled.yaml"),
    ],
)
def test_name(uri: str, language: str, name: str) -> None:
    assert name_of(uri, language, "/here") == name
