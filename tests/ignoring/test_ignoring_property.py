"""Whatever a file holds: what is answered for is gone, nothing else is, and no byte is lost."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from io import BytesIO

import pytest
from cmarkgfm import github_flavored_markdown_to_html
from cmarkgfm.cmark import Options
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aboveboard.findings import Finding
from aboveboard.ignoring.files import ignore_in_bytes
from aboveboard.inputs import from_stream
from aboveboard.linter import Linter

PHRASES = ["a synergy boost", "a guaranteed win", "fine words", "more, of it", 'say "yes"', "é"]
TEXT = st.lists(st.sampled_from(PHRASES), min_size=1, max_size=3).map(" ".join)
NEWLINES = st.sampled_from(["\n", "\r\n"])
REASON = st.sampled_from(["it is so", 'a "so", they say; it is', "because -- well -- so: é"])


def _indented(text: str, by: str) -> str:
    return "".join(by + line for line in text.splitlines(keepends=True))


MARKDOWN = st.recursive(
    st.one_of(
        TEXT.map(lambda t: f"{t}\n"),
        st.tuples(TEXT, TEXT).map(lambda t: f"{t[0]}\n{t[1]}\n"),
        TEXT.map(lambda t: f"## {t}\n"),
        TEXT.map(lambda t: f"{t}\n---\n"),
        st.tuples(TEXT, TEXT).map(lambda t: f"| a | b |\n|---|---|\n| {t[0]} | {t[1]} |\n"),
        TEXT.map(lambda t: f"![{t}](x.png)\n"),
        TEXT.map(lambda t: f"<div>\n\n{t}\n\n</div>\n"),
        TEXT.map(lambda t: f"<p>{t}</p>\n"),
    ),
    lambda inner: st.one_of(
        inner.map(lambda t: "- " + _indented(t, "  ")[2:]),
        inner.map(lambda t: "1. " + _indented(t, "   ")[3:]),
        st.tuples(inner, inner).map(
            lambda t: "* " + _indented(t[0], "  ")[2:] + "* " + _indented(t[1], "  ")[2:]
        ),
        inner.map(lambda t: _indented(t, "> ")),
        st.tuples(inner, inner).map(lambda t: f"{t[0]}\n{t[1]}"),
    ),
    max_leaves=6,
)
FRONT = st.one_of(
    st.just(""), TEXT.map(lambda t: f"---\ntitle: {json.dumps(t, ensure_ascii=False)}\n---\n\n")
)
HTML = st.lists(
    st.one_of(
        TEXT.map(lambda t: f"  <p>{t}</p>\n"),
        TEXT.map(lambda t: f"  <div>\n    <p>{t}\n    {t}</p>\n  </div>\n"),
        TEXT.map(lambda t: f"  <ul><li>{t}</li><li>{t}</li></ul>\n"),
        TEXT.map(lambda t: f"  <img\n    alt='{t}'>\n"),
        TEXT.map(lambda t: f"  {t}<br>\n"),
    ),
    min_size=1,
    max_size=5,
).map(lambda pieces: "<!doctype html>\n<body>\n" + "".join(pieces) + "</body>\n")
POSTS = st.lists(
    st.fixed_dictionaries(
        {"text": TEXT},
        optional={"platform": st.just("x"), "headline": TEXT, "id": st.integers(0, 9)},
    ),
    min_size=1,
    max_size=4,
)


def _sheet(posts: list[dict[str, object]]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, ["text", "platform", "headline", "id"], lineterminator="\n")
    writer.writeheader()
    writer.writerows(posts)
    return out.getvalue()


FILES = {
    "a.md": st.tuples(FRONT, MARKDOWN).map("".join),
    "b.mdx": MARKDOWN.filter(lambda text: "<" not in text),
    "c.html": HTML,
    "d.json": st.tuples(POSTS, st.sampled_from([None, 0, 2])).map(
        lambda t: json.dumps(t[0], indent=t[1], ensure_ascii=False)
    ),
    "e.jsonl": POSTS.map(lambda posts: "\n".join(json.dumps(post) for post in posts)),
    "f.csv": POSTS.map(_sheet),
    "g.yaml": POSTS.map(
        lambda posts: "".join(
            "- " + "\n  ".join(f"{k}: {json.dumps(v)}" for k, v in post.items()) + "\n"
            for post in posts
        )
    ),
}


def _found(linter: Linter, name: str, data: bytes) -> list[Finding]:
    return list(linter.report(from_stream(BytesIO(data), name)).findings)


def _is_within(small: bytes, large: bytes) -> bool:
    """Whether ``small`` is what stays of ``large`` when something is taken out."""
    rest = iter(large)
    return all(byte in rest for byte in small)


def _shown(markdown: str) -> str:
    """What GitHub makes of the copy, without our comments and the white space around them."""
    copy = re.sub(r"\A---\s.*?\n---\s+", "", markdown, flags=re.DOTALL)
    page = github_flavored_markdown_to_html(copy, Options.CMARK_OPT_UNSAFE)
    return re.sub(r"\s+", "", re.sub(r"<!-- aboveboard: .*? -->", "", page))


@pytest.mark.parametrize("name", FILES)
@settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data())
def test_clean_afterwards_and_nothing_lost(name: str, linter: Linter, data: st.DataObject) -> None:
    text = data.draw(FILES[name]).replace("\n", data.draw(NEWLINES))
    before = text.encode()
    wanted = _found(linter, name, before)
    reason = data.draw(REASON)
    file = ignore_in_bytes(linter, name, before, wanted, reason)
    after = _found(linter, name, file.after)
    left = Counter((f.rule_id, f.row, f.part) for f in (one.finding for one in file.left))
    assert Counter((f.rule_id, f.row, f.part) for f in after) == left
    assert _is_within(before, file.after)
    if name == "a.md":
        assert _shown(file.after.decode()) == _shown(text)
    again = ignore_in_bytes(linter, name, file.after, after, reason)
    assert again.after == file.after
    # Only what nothing can stand beside is left.
    assert not left or name in {"a.md", "b.mdx", "c.html"}
