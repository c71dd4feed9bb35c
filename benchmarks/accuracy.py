"""How well the bundled rules do on labelled and on plain copy.

    python benchmarks/accuracy.py --data DIR [--set NAME] [--errors] [--rules] [--sample N]

DIR holds any of the files in SETS; each is read as its entry says.  Printed are recall, precision
and F1 with 95 % intervals where labels exist, and findings per 1,000 texts and sentences where
copy is plain.  ``--errors`` prints the texts behind every error, ``--rules`` what each rule earns
and costs, ``--sample N`` N flagged texts of the unlabelled sets, to be read (``--unflagged``: and
as many that are not).
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

from figures import Ledger, Row, jsonl, lines, scores, share, tsv

from aboveboard import Document, Finding, Linter
from aboveboard.facts import Facts
from aboveboard.matchers.labels import LabelSet
from aboveboard.passage import read
from aboveboard.sources.plain import part_from_text

PLAIN = "Not Dark Pattern"
FAMILIES = {
    "urgency": ("category", "Urgency"),
    "scarcity": ("category", "Scarcity"),
    "social-proof": ("category", "Social Proof"),
    "shaming": ("type", "Confirmshaming"),
}


def one_line(text: str) -> str:
    return " / ".join(text.split("\n"))


class Report:
    """Measures one set after the other, prints the figures and keeps what is behind them."""

    def __init__(self, linter: Linter, options: argparse.Namespace) -> None:
        self.linter = linter
        self.options = options
        self.ledger = Ledger()
        self.errors: list[tuple[str, str, str]] = []

    def findings(self, row: Row) -> list[Finding]:
        return self.linter.check_documents([Document("text", {"body": row.text})])

    def error(self, kind: str, findings: Iterable[Finding], row: Row) -> None:
        what = ", ".join(f"{f.rule_id} '{f.text[:80]}'" for f in findings) or row.kind or "-"
        self.errors.append((kind, what, row.text))

    def scores(self, name: str, hits: int, missed: int, wrong: int) -> None:
        print("\n".join(scores(name, hits, missed, wrong)))

    def shop_pages(self, path: Path) -> None:
        rows = list(tsv(path, "text", "category", "type"))
        found = [(row, self.findings(row)) for row in rows]
        for category, (column, label) in FAMILIES.items():
            hits = missed = beside = wrong = 0
            for row, everything in found:
                findings = [f for f in everything if f.category == category]
                labelled = (row.label if column == "category" else row.kind) == label
                rules = {f.rule_id for f in findings}
                if labelled and findings:
                    hits += 1
                    self.ledger.earned.update(rules)
                elif labelled:
                    missed += 1
                    self.error(f"missed {category}", [], row)
                elif findings and row.label == PLAIN:
                    wrong += 1
                    self.ledger.cost.update(rules)
                    self.error("false", findings, row)
                elif findings:
                    beside += 1
                    self.ledger.beside.update(rules)
                    self.error(f"{category}, labelled {row.label}", findings, row)
            # A text has one label and often says more ("Hurry, only 2 left" is Scarcity), so the
            # first precision is the lowest that the labels allow, the last line the highest.
            self.scores(category, hits, missed, beside + wrong)
            all_flagged = hits + beside + wrong
            print(f"  {'':<13} flagged and labelled at all {share(hits + beside, all_flagged)}")
        plain = [findings for row, findings in found if row.label == PLAIN]
        flagged = sum(any(f.category in FAMILIES for f in findings) for findings in plain)
        print(f"  {PLAIN} flagged {share(flagged, len(plain))}")

    def quiet(self, rows: Iterable[Row]) -> None:
        texts = list(rows)
        sentences = 0
        rules: Counter[str] = Counter()
        categories: Counter[str] = Counter()
        for row in texts:
            found = self.findings(row)
            reading = read(Document("t", {"body": part_from_text("body", row.text)}), Facts())
            sentences += sum(len(p.sentences) for p in reading.passages)
            rules.update(f.rule_id for f in found)
            categories.update(f.category for f in found)
            if found:
                self.error("false", found, row)
        self.ledger.cost.update(rules)
        total = sum(rules.values())
        print(f"  {len(texts)} texts, {sentences} sentences")
        for name, count in [("all", total), *categories.most_common()]:
            per_text = 1000 * count / max(1, len(texts))
            per_sentence = 1000 * count / max(1, sentences)
            print(
                f"  {name:<13} {count} findings: {per_text:.2f} per 1,000 texts, "
                f"{per_sentence:.2f} per 1,000 sentences"
            )
        for rule, count in rules.most_common():
            print(f"    {count:>4} {rule}")

    def messages(self, path: Path) -> None:
        rows = list(tsv(path, "text", "label"))
        print("  ham")
        self.quiet(row for row in rows if row.label == "ham")
        spam = [row for row in rows if row.label == "spam"]
        print(f"  spam flagged {share(sum(bool(self.findings(r)) for r in spam), len(spam))}")

    def unlabelled(self, path: Path) -> None:
        found = [(row, self.findings(row)) for row in jsonl(path)]
        flagged = [(row, findings) for row, findings in found if findings]
        count = sum(len(findings) for _, findings in flagged)
        print(f"  {len(flagged)} of {len(found)} texts flagged, {count} findings")
        rules = Counter(f.rule_id for _, findings in flagged for f in findings)
        for rule, number in rules.most_common():
            print(f"    {number:>4} {rule}")
        if not self.options.sample:
            return
        picker = random.Random(self.options.seed)
        for row, findings in picker.sample(flagged, min(self.options.sample, len(flagged))):
            print("\n  " + one_line(row.text))
            for finding in findings:
                print(f"      -> {finding.rule_id} '{finding.text}'\n         {finding.message}")
        if self.options.unflagged:
            print("\n  not flagged:")
            silent = [row for row, findings in found if not findings]
            for row in picker.sample(silent, min(self.options.sample, len(silent))):
                print("  - " + one_line(row.text))

    def videos(self, path: Path) -> None:
        outcomes: dict[str, Counter[str]] = defaultdict(Counter)
        for row in jsonl(path):
            found = [f for f in self.findings(row) if f.category == "sponsorship"]
            absent = [f for f in found if f.outcome == "absent"]
            kinds = sorted({f.outcome or "other" for f in found}) or ["quiet"]
            outcomes[row.label]["absent" if absent else kinds[0]] += 1
            rules = {f.rule_id for f in absent}
            if row.label == "undisclosed":
                self.ledger.earned.update(rules)
            else:
                self.ledger.cost.update(rules)
            if (row.label == "undisclosed") != bool(absent):
                self.error(f"{row.label}, called {kinds[0]}", found, row)
        hits, wrong = outcomes["undisclosed"]["absent"], outcomes["disclosed"]["absent"]
        self.scores("sponsorship", hits, outcomes["undisclosed"].total() - hits, wrong)
        print(f"  disclosed called absent {share(wrong, outcomes['disclosed'].total())}")
        for label, counter in sorted(outcomes.items()):
            print(f"    {label}: {dict(sorted(counter.items()))}")

    def leaks(self, path: Path) -> None:
        flagged: Counter[str] = Counter()
        quiet: Counter[str] = Counter()
        for row in jsonl(path):
            found = [f for f in self.findings(row) if f.category == "ai"]
            (flagged if found else quiet)[row.label] += 1
            kept = self.ledger.earned if row.label == "leak" else self.ledger.cost
            kept.update({f.rule_id for f in found})
            if bool(found) != (row.label == "leak"):
                self.error("missed ai" if row.label == "leak" else "false", found, row)
        wrong = flagged.total() - flagged["leak"]
        self.scores("ai", flagged["leak"], quiet["leak"], wrong)
        for label in sorted((flagged | quiet).keys() - {"leak"}):
            print(f"  {label} flagged {share(flagged[label], flagged[label] + quiet[label])}")

    def disclosures(self, path: Path) -> None:
        lexicons = self.linter.rulebook.lexicons
        labels = LabelSet(lexicons["ai-labels"], lexicons)
        rows = list(jsonl(path))
        recognised = 0
        for row in rows:
            reading = read(Document("t", {"body": part_from_text("body", row.text)}), Facts())
            if any(not label.denied for label in labels.find(reading)):
                recognised += 1
            else:
                self.error("no label seen", [], row)
        print(f"  recognised {share(recognised, len(rows))}")


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
    parser.add_argument("--data", type=Path, required=True, help="folder with the sets")
    parser.add_argument("--set", default="", help="only files with this in their name")
    parser.add_argument("--severity", default="warning", help="least severity that counts")
    parser.add_argument("--errors", action="store_true", help="the texts behind every error")
    parser.add_argument("--rules", action="store_true", help="what each rule earns and costs")
    parser.add_argument("--sample", type=int, default=0, help="so many flagged texts to read")
    parser.add_argument("--unflagged", action="store_true", help="and as many unflagged ones")
    parser.add_argument("--seed", type=int, default=1, help="another sample")
    options = parser.parse_args(arguments)
    chosen = [n for n in SETS if options.set in n and (options.data / n).is_file()]
    if not chosen:
        parser.error(f"{options.data} holds none of: {', '.join(SETS)}")
    report = Report(Linter(severity=options.severity), options)
    for name in chosen:
        print(name)
        report.errors = []
        SETS[name](report, options.data / name)
        if options.errors:
            for kind, what, text in report.errors:
                print(f"    [{kind}] {what}: {one_line(text)[:600]}")
        print()
    if options.rules:
        # "beside": right for all we know, but the text has another label.
        print("\n".join(report.ledger.lines()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
