"""Whole posts, ads, captions, mails and messages, each with what an honest editor expects.

The rules' own examples prove one rule each; these prove what all rules together say to a copy
as people write it, and above all that they keep quiet.  A post with ``todo`` is one where the
linter does not yet say what is expected; its test fails when that changes.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from aboveboard import Document, Linter
from aboveboard.rulebook.load import load_rulebook

FILES = sorted((Path(__file__).parent / "posts").glob("*.yaml"))
POSTS: list[dict[str, Any]] = [
    post for file in FILES for post in yaml.safe_load(file.read_text(encoding="utf-8"))
]
RULES = load_rulebook().rules

# Undated posts are judged on this day, so that no provision that begins or ends changes a result.
LINTER = Linter(severity="warning", as_of=date(2026, 11, 23))

Told = tuple[str, str, str]


def told_of(post: dict[str, Any]) -> list[Told]:
    """Rule, outcome (or nothing) and text of all that the linter reports, sorted."""
    facts = post.get("facts", {})
    if "format" in post:
        findings = LINTER.check_text(post["text"], format=post["format"], facts=facts)
    else:
        parts = post.get("parts") or {"body": post["text"]}
        document = Document(name=post["name"], parts=parts, facts=facts)
        findings = LINTER.check_documents([document])
    return sorted((f.rule_id, f.outcome or "", f.text) for f in findings)


def expected_of(post: dict[str, Any]) -> list[Told]:
    """The same, as the post's author expects it."""
    return sorted((f["rule"], f.get("outcome", ""), f["text"]) for f in post["findings"])


def _case(post: dict[str, Any]) -> Any:
    if "todo" not in post:
        return pytest.param(post, id=post["name"])
    gap = pytest.mark.xfail(reason=post["todo"], raises=AssertionError, strict=True)
    return pytest.param(post, id=post["name"], marks=gap)


@pytest.mark.parametrize("post", [_case(post) for post in POSTS])
def test_a_post_gets_the_findings_that_an_honest_editor_expects(post: dict[str, Any]) -> None:
    assert told_of(post) == expected_of(post)


def _mistakes(post: dict[str, Any]) -> list[str]:
    """What is wrong with the shape of a post."""
    said = []
    if unknown := set(post) - {"name", "text", "parts", "format", "facts", "findings", "todo"}:
        said.append(f"unknown keys {sorted(unknown)}")
    if ("text" in post) == ("parts" in post) or ("format" in post and "parts" in post):
        said.append("a post has a text, with or without a format, or parts")
    if "todo" in post and not post["todo"]:
        said.append("a todo gives a reason")
    texts = list(post.get("parts", {}).values()) or [post.get("text", "")]
    for finding in post["findings"]:
        if not {"rule", "text"} <= set(finding) <= {"rule", "text", "outcome"}:
            said.append(f"a finding has a rule, a text and perhaps an outcome: {finding}")
        if finding["rule"] not in RULES:
            said.append(f"there is no rule {finding['rule']}")
        if not any(finding["text"] in text for text in texts):
            said.append(f"the copy does not say {finding['text']!r}")
    return said


def test_posts_are_well_formed() -> None:
    wrong = {post["name"]: said for post in POSTS if (said := _mistakes(post))}
    assert wrong == {}


def test_names_are_unique() -> None:
    names = [post["name"] for post in POSTS]
    assert sorted(set(names)) == sorted(names)


def test_there_are_enough_posts_and_enough_honest_ones() -> None:
    honest = [post for post in POSTS if not post["findings"]]
    assert len(POSTS) >= 200
    assert len(honest) >= 0.45 * len(POSTS)
