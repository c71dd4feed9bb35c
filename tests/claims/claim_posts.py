"""Posts of ``honest.yaml`` and ``dishonest.yaml``, and the errors that claims in them make."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from aboveboard import Document, Linter
from aboveboard.findings import Finding

HERE = Path(__file__).parent
ERRORS = frozenset(
    """
    urgency/deadline-contradicted urgency/deadline-past urgency/deadline-impossible
    urgency/deadline-moves urgency/offer-outlives-deadline
    scarcity/stock-contradicted scarcity/stock-rises
    pricing/saving-contradicted pricing/saving-impossible social-proof/number-contradicted
    """.split()
)
"""The rules that call a claim untrue."""

Case = tuple[list[Document], str]


@cache
def linter() -> Linter:
    return Linter(severity="note", as_of=date(2026, 11, 23))


def cases(name: str) -> Iterator[Case]:
    """Documents that are checked together, with the rule that must find something in the last."""
    for group in yaml.safe_load((HERE / name).read_text(encoding="utf-8")):
        rule = group.get("rule", "")
        for text in group.get("texts", ()):
            yield [Document("post", {"body": text}, group["facts"])], rule
        if "posts" in group:
            yield [_post(number, post) for number, post in enumerate(group["posts"], 1)], rule


def _post(number: int, post: Mapping[str, Any]) -> Document:
    facts = {key: value for key, value in post.items() if key != "text"}
    return Document("posts.csv", {"body": post["text"]}, facts, row=number)


def errors(documents: list[Document]) -> list[Finding]:
    """What is called untrue in the documents."""
    found = linter().check_documents(documents)
    return [finding for finding in found if finding.rule_id in ERRORS]
