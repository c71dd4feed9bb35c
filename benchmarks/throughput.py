"""Inner loops on the same posts: all rules, and spaCy's bare tokenizer.

    python benchmarks/throughput.py POSTS.jsonl [--tokenizer]

The two take turns, 250 posts at a time, in one process.  The first turn of each counts
for nothing: they pay for compiling.  Printed is JSON: the seconds of both, and how many posts and
tokens they were for.
"""

from __future__ import annotations

import argparse
import json
import time
from itertools import islice
from pathlib import Path

import spacy

from aboveboard import Linter

TURN = 250


def measure(texts: list[str], *, tokenizer_only: bool) -> dict[str, float]:
    """Seconds of rules and tokenizer on ``texts``, without the first turn."""
    linter = None if tokenizer_only else Linter()
    tokenizer = spacy.blank("en").tokenizer
    rest = iter(texts)
    rules = bare = 0.0
    tokens = findings = 0
    first = True
    while turn := list(islice(rest, TURN)):
        start = time.perf_counter()
        counted = sum(len(tokenizer(text)) for text in turn)
        middle = time.perf_counter()
        found = sum(len(linter.check_text(text)) for text in turn) if linter else 0
        end = time.perf_counter()
        if not first:
            bare += middle - start
            rules += end - middle
            tokens += counted
            findings += found
        first = False
    posts = max(0, len(texts) - TURN)
    return {
        "rules": rules,
        "tokenizer": bare,
        "posts": posts,
        "tokens": tokens,
        "findings": findings,
    }


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("posts", type=Path)
    parser.add_argument("--tokenizer", action="store_true", help="measure the tokenizer alone")
    options = parser.parse_args()
    lines = options.posts.read_text(encoding="utf-8").splitlines()
    texts = [json.loads(line)["text"] for line in lines]
    print(json.dumps(measure(texts, tokenizer_only=options.tokenizer)))


if __name__ == "__main__":
    main()
