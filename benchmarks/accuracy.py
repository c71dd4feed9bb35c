"""How well the bundled rules do on labelled and on plain copy.

    python benchmarks/accuracy.py --data DIR [--set NAME] [--errors] [--rules] [--sample N]

DIR holds any of the files in SETS; each is read as its entry says.  Printed are recall and
precision with 95 % Wilson intervals where labels exist, findings per 1,000 texts where copy is
plain, with ``--errors`` the texts behind every error, with ``--rules`` what each rule earns and
costs, and with ``--sample N`` N flagged texts of the unlabelled sets, to be read.
"""

from __future__ import annotations

import argparse
import csv
import json
import math
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from aboveboard import Document, Finding, Linter
from aboveboard.facts import Facts
from aboveboard.matchers.labels import LabelSet
from aboveboard.passage import read
from aboveboard.sources.plain import part_from_text

csv.field_size_limit(10_000_000)


@dataclass(frozen=True)
class Row:
    """One text with its label, which may be empty."""

    text: str
    label: str = ""
    kind: str = ""


@dataclass
class Ledger:
    """What each rule earned (true) and cost (false)."""

    true: Counter[str] = field(default_factory=Counter)
    false: Counter[str] = field(default_factory=Counter)


def tsv(path: Path, text: str, label: str, kind: str | None = None) -> Iterator[Row]:
    with path.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream, delimiter="\t"):
            yield Row(row[text], row[label], row[kind] if kind else "")


def jsonl(path: Path) -> Iterator[Row]:
    with path.open(encoding="utf-8") as stream:
        for line in stream:
            row = json.loads(line)
            yield Row(row["text"], row.get("label", ""), row.get("kind", ""))


def lines(path: Path) -> Iterator[Row]:
    for line in path.read_text(encoding="utf-8").split("\n"):
        if line.strip():
            yield Row(line)


def interval(hits: int, total: int) -> str:
    """A share with its Wilson interval at 95 %."""
    if not total:
        return "none"
    z = 1.959964
    share = hits / total
    centre = (share + z * z / (2 * total)) / (1 + z * z / total)
    half = (
        z
        * math.sqrt(share * (1 - share) / total + z * z / (4 * total * total))
        / (1 + z * z / total)
    )
    low, high = max(0.0, centre - half), min(1.0, centre + half)
    return f"{share:.3f} [{low:.3f}, {high:.3f}] ({hits}/{total})"


class Report:
    """Collects what is printed."""

    def __init__(self, linter: Linter, options: argparse.Namespace) -> None:
        self.linter = linter
        self.options = options
        self.ledger = Ledger()
        self.errors: list[tuple[str, str, str]] = []

    def findings(self, row: Row) -> list[Finding]:
        return self.linter.check_documents([Document("text", {"body": row.text})])

    def shop_pages(self, path: Path) -> None:
        rows = list(tsv(path, "text", "category", "type"))
        found = [{f.category: f for f in self.findings(row)} for row in rows]
        families = {
            "urgency": lambda r: r.label == "Urgency",
            "scarcity": lambda r: r.label == "Scarcity",
            "social-proof": lambda r: r.label == "Social Proof",
            "shaming": lambda r: r.kind == "Confirmshaming",
        }
        for category, belongs in families.items():
            positive = [i for i, row in enumerate(rows) if belongs(row)]
            flagged = [i for i in range(len(rows)) if category in found[i]]
            hits = set(positive) & set(flagged)
            # Many texts hold more than their one label says, so precision is a lower bound.
            recall = len(hits) / max(1, len(positive))
            precision = len(hits) / max(1, len(flagged))
            f1 = 2 * recall * precision / max(1e-9, recall + precision)
            print(f"  {category:<13} recall {interval(len(hits), len(positive))}")
            print(f"  {'':<13} precision {interval(len(hits), len(flagged))}, F1 {f1:.3f}")
            for i in set(positive) - hits:
                self.errors.append(("missed " + category, rows[i].kind, rows[i].text))
            for i in flagged:
                kept = self.ledger.true if i in hits else self.ledger.false
                kept[found[i][category].rule_id] += 1
        plain = [i for i, row in enumerate(rows) if row.label == "Not Dark Pattern"]
        wrong = [i for i in plain if families.keys() & found[i].keys()]
        print(f"  Not Dark Pattern flagged {interval(len(wrong), len(plain))}")
        for i in wrong:
            rules = ", ".join(f"{f.rule_id} '{f.text}'" for f in found[i].values())
            self.errors.append(("false", rules, rows[i].text))

    def quiet(self, rows: Iterable[Row]) -> None:
        texts = list(rows)
        sentences = count = 0
        rules: Counter[str] = Counter()
        for row in texts:
            found = self.findings(row)
            reading = read(Document("t", {"body": part_from_text("body", row.text)}), Facts())
            sentences += sum(len(p.sentences) for p in reading.passages)
            count += len(found)
            for finding in found:
                rules[finding.rule_id] += 1
                self.ledger.false[finding.rule_id] += 1
                self.errors.append(("false", f"{finding.rule_id} '{finding.text}'", row.text))
        per_text = 1000 * count / max(1, len(texts))
        per_sentence = 1000 * count / max(1, sentences)
        print(
            f"  {count} findings in {len(texts)} texts: {per_text:.2f} per 1,000 texts, "
            f"{per_sentence:.2f} per 1,000 sentences"
        )
        for rule, number in rules.most_common():
            print(f"    {number:>4} {rule}")

    def messages(self, path: Path) -> None:
        rows = list(tsv(path, "text", "label"))
        print("  ham")
        self.quiet(row for row in rows if row.label == "ham")
        spam = [row for row in rows if row.label == "spam"]
        print(f"  spam flagged {interval(sum(bool(self.findings(r)) for r in spam), len(spam))}")

    def unlabelled(self, path: Path) -> None:
        rows = list(jsonl(path))
        found = [(row, self.findings(row)) for row in rows]
        flagged = [(row, f) for row, f in found if f]
        count = sum(len(f) for _, f in found)
        print(f"  {len(flagged)} of {len(rows)} texts flagged, {count} findings")
        for rule, number in Counter(f.rule_id for _, fs in found for f in fs).most_common():
            print(f"    {number:>4} {rule}")
        if self.options.sample:
            picker = random.Random(self.options.seed)
            for row, findings in picker.sample(flagged, min(self.options.sample, len(flagged))):
                print("\n  " + " / ".join(row.text.split("\n")))
                for finding in findings:
                    print(f"      -> {finding.rule_id} '{finding.text}'")
            if self.options.unflagged:
                print("\n  not flagged:")
                silent = [row for row, f in found if not f]
                for row in picker.sample(silent, min(self.options.sample, len(silent))):
                    print("  - " + " / ".join(row.text.split("\n")))

    def videos(self, path: Path) -> None:
        rows = list(jsonl(path))
        outcomes: dict[str, Counter[str]] = defaultdict(Counter)
        for row in rows:
            found = [f for f in self.findings(row) if f.category == "sponsorship"]
            kinds = {f.outcome or "other" for f in found} or {"quiet"}
            kind = "absent" if "absent" in kinds else min(kinds)
            outcomes[row.label][kind] += 1
            wrong = (row.label == "undisclosed") != (kind == "absent")
            if wrong:
                self.errors.append((row.label, kind, row.text[:1500]))
        total = sum(outcomes["undisclosed"].values())
        print(f"  undisclosed found {interval(outcomes['undisclosed']['absent'], total)}")
        total = sum(outcomes["disclosed"].values())
        print(f"  disclosed called absent {interval(outcomes['disclosed']['absent'], total)}")
        for label, counter in outcomes.items():
            print(f"    {label}: {dict(counter)}")

    def leaks(self, path: Path) -> None:
        rows = list(jsonl(path))
        for label in sorted({row.label for row in rows}):
            chosen = [row for row in rows if row.label == label]
            flagged = [row for row in chosen if any(f.category == "ai" for f in self.findings(row))]
            print(f"  {label} flagged {interval(len(flagged), len(chosen))}")
            wrong = [r for r in chosen if (r in flagged) != (label == "leak")]
            self.errors += [(label, row.kind, row.text) for row in wrong]

    def disclosures(self, path: Path) -> None:
        lexicons = self.linter.rulebook.lexicons
        labels = LabelSet(lexicons["ai-labels"], lexicons)
        rows = list(jsonl(path))
        found = []
        for row in rows:
            reading = read(Document("t", {"body": part_from_text("body", row.text)}), Facts())
            if any(not label.denied for label in labels.find(reading)):
                found.append(row)
            else:
                self.errors.append(("not a label", row.kind, row.text))
        print(f"  recognised {interval(len(found), len(rows))}")


SETS = {
    "shop-pages.tsv": Report.shop_pages,
    "news-headlines.txt": lambda report, path: report.quiet(lines(path)),
    "text-messages.tsv": Report.messages,
    "social-ads.jsonl": Report.unlabelled,
    "video-descriptions.jsonl": Report.videos,
    "ai-leaks.jsonl": Report.leaks,
    "ai-disclosures.jsonl": Report.disclosures,
}


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--set", help="only this file")
    parser.add_argument("--severity", default="warning")
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--rules", action="store_true")
    parser.add_argument("--sample", type=int, default=0)
    parser.add_argument("--unflagged", action="store_true")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    report = Report(Linter(severity=options.severity), options)
    for name, measure in SETS.items():
        path = options.data / name
        if not path.is_file() or (options.set and options.set not in name):
            continue
        print(name)
        report.errors = []
        measure(report, path)
        if options.errors:
            for kind, what, text in report.errors:
                print(f"    [{kind}] {what}: {' / '.join(text.split(chr(10)))[:600]}")
        print()
    if options.rules:
        print("rule: earned, cost")
        for rule in sorted(report.ledger.true | report.ledger.false):
            print(f"  {rule}: {report.ledger.true[rule]}, {report.ledger.false[rule]}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
