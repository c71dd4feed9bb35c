"""Files made of what rules flag, and how they are fixed."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import groupby

from hypothesis import strategies as st

from aboveboard.findings import Finding
from aboveboard.fixes.files import FixedFile, fix_bytes, look_at
from aboveboard.linter import Linter
from aboveboard.rulebook.load import load_rulebook
from aboveboard.sources.encoding import decode

RULEBOOK = load_rulebook()
FIXABLE = {name: rule for name, rule in RULEBOOK.rules.items() if rule.fixes}
FORMATS = ("md", "mdx", "html", "txt", "csv", "tsv", "json", "jsonl", "yaml")
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-32")
FACTS = {"offer": {"ends": "2026-11-30T23:59Z", "stock": 12}, "published": "2026-11-20T09:00Z"}


@cache
def linter(**facts: str) -> Linter:
    """Every rule, findings of every severity."""
    return Linter(severity="note", facts={**FACTS, **facts})


def flagged() -> Iterator[str]:
    """Copy that rules with fixes flag."""
    for rule in FIXABLE.values():
        for example in rule.examples:
            if example.flag and not example.todo and example.format == "text":
                yield from (text for text in example.parts.values() if len(text) < 400)
        for recipe in rule.fixes:
            yield from (example.before for example in recipe.examples)


COPY = sorted(set(flagged()))
GLUE = (
    *("", " ", "\n",
      "\n\n", " \n", "\t", "  ", ". ", "! ", ", ", ": ", "; ", " - ", " | ", "\u00a0"),
    *("🙂", "👩🏽‍💻", "❤️", "\u200b",
      "\u00ad", "\u202e", "e\u0301", "ﬁ", "#", "@", "&", "&amp;", "\\", '"', "'"),
    *("*", "**",
      "_", "`", "~~", "[", "](", ")", "<b>", "</b>", "<p>", "</p>", "<br>", "<!--", "-->"),
    *("{", "}",
      "{{", "}}", "{/* */}", "> ", "- ", "1. ", "# ", "---\n", "```\n", "...", "#ad", "Ad: "),
    *("https://x.example/?utm_source=chatgpt.com", "[a](https://x.example/?utm_source=openai&b=1)"),
    "aboveboard: ignore all -- known",
)  # fmt: skip


@st.composite
def texts(draw: st.DrawFn) -> str:
    """Copy that is flagged, glued together with what stands in files."""
    pieces = st.one_of(st.sampled_from(COPY), st.sampled_from(COPY), st.sampled_from(GLUE))
    return "".join(draw(st.lists(pieces, min_size=1, max_size=7)))


@st.composite
def files(draw: st.DrawFn) -> tuple[str, bytes]:
    """The name and the bytes of a file, of any format, line end and encoding."""
    suffix = draw(st.sampled_from(FORMATS))
    posts = draw(st.lists(texts(), min_size=1, max_size=3))
    text = written(suffix, posts, plain=draw(st.booleans()))
    text = text.replace("\r\n", "\n").replace("\n", draw(st.sampled_from(("\n", "\r\n", "\r"))))
    data = text.encode(draw(st.sampled_from(ENCODINGS)), "replace")
    return f"copy.{suffix}", data


def written(suffix: str, posts: list[str], *, plain: bool) -> str:
    """A file of these posts; ``plain`` is one without quotes or other care."""
    match suffix:
        case "csv" | "tsv":
            gap = "," if suffix == "csv" else "\t"
            cells = [text if plain else '"' + text.replace('"', '""') + '"' for text in posts]
            return "".join(
                [f"id{gap}body{gap}notes\n", *(f"{n}{gap}{c}{gap}x\n" for n, c in enumerate(cells))]
            )
        case "json":
            return json.dumps([{"body": text} for text in posts], ensure_ascii=plain, indent=1)
        case "jsonl":
            return "".join(json.dumps({"body": text}, ensure_ascii=plain) + "\n" for text in posts)
        case "yaml" if plain:
            return "posts:\n" + "".join(f"- body: {text}\n" for text in posts)
        case "yaml":
            indented = ("\n".join(f"    {line}" for line in text.split("\n")) for text in posts)
            return "posts:\n" + "".join(f"- body: |\n{text}\n" for text in indented)
        case "html" if not plain:
            return "".join(f"<p>{text}</p>\n" for text in posts)
    return "\n\n".join(posts)


def findings(of: Linter, name: str, data: bytes) -> list[Finding]:
    """What is found in a file, of every severity."""
    return list(look_at(of, name, (), decode(data)).findings)


def fixed(of: Linter, name: str, data: bytes, *, unsafe: bool = False) -> FixedFile:
    """The file with its fixes."""
    return fix_bytes(of, name, data, unsafe=unsafe)


def counted(found: list[Finding]) -> Mapping[object, int]:
    """How often each rule is broken in each part of each post."""
    return Counter((f.rule_id, f.row, f.part) for f in found)


def replayed(file: FixedFile) -> str:
    """The text of a file before, with the edits made by hand that its fixes say were made."""
    text = decode(file.before)
    for source, attempts in groupby(file.made, lambda attempt: attempt.finding.source.text):
        assert source == text, "a fix was made of another text"
        edits = sorted(edit for attempt in attempts for edit in attempt.fix.edits)
        for start, end, new in reversed(edits):
            text = text[:start] + new + text[end:]
    return text
