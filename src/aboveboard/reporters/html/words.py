"""The words and signs of the page."""

from __future__ import annotations

__all__ = ["LINKED", "SIGNS", "STATUS_WORDS", "VERDICT_WORDS", "rule_anchor"]

STATUS_WORDS = {"fail": "fails", "review": "to review", "pass": "passes"}
SIGNS = {"fail": "\u2715", "review": "!", "pass": "\u2713"}
VERDICT_WORDS = {
    "disclose": "Readers need a plain label",
    "substantiate": "Fair only if it is true",
    "rewrite": "Other words are needed",
    "complete": "Something is missing",
}
"""What each verdict says to somebody who has never seen one."""
LINKED = "\u2194"
"""Stands by posts that are linked with others."""


def rule_anchor(rule_id: str) -> str:
    """The id of a rule's entry."""
    return "rule-" + rule_id.replace("/", "--")
