"""Speed: what commands and rules cost, each beside something to compare it with in the same run.

    python benchmarks/speed.py [--quick] [--rows NAMES] [--long] [--write docs/speed.md]

Inputs are made up (``inputs.py``), the same each time.  A row is a thing, its time or memory, what
it is measured against, the ratio of the two, and the bar that it has to meet.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice
from pathlib import Path

import inputs
import madeuprules
from table import HEAD, Row, edition, line, page
from timing import Pair, Place, Timing, program, python

from aboveboard.rulebook.lint import load_checked

HERE = Path(__file__).resolve().parent
ARGPARSE = "import argparse"
SPACY = "import spacy"
BLANK = "import spacy; spacy.blank('en')"
MILLION_TOKENS = 1_000_000


@dataclass(frozen=True)
class Bench:
    """Where and how much is measured; inputs are written when a row first needs them."""

    place: Place
    runs: int
    quick: bool
    long: bool

    @property
    def few(self) -> int:
        """Runs of what takes many seconds."""
        return max(1, self.runs // 3)

    def file(self, name: str, make: Callable[[], str]) -> str:
        """The name of a file in the folder, which is written if it is not there."""
        path = self.place.folder / name
        if not path.exists():
            path.write_text(make(), encoding="utf-8")
        return name

    def clean(self, number: int = 0) -> str:
        """A clean draft; those of other numbers are others."""
        return self.file(f"clean-{number}.md", lambda: inputs.clean_draft(inputs.SEED + number))

    def findings(self, number: int = 0) -> str:
        """A draft with findings; those of other numbers are others."""
        return self.file(
            f"findings-{number}.md", lambda: inputs.draft_with_findings(inputs.SEED + number)
        )

    @cached_property
    def posts(self) -> list[str]:
        """Mixed posts; they are made in this process, once."""
        count = 1_000 if self.quick else 10_000
        return list(islice(inputs.posts(load_checked([]), inputs.token_count()), count))

    def posts_file(self, count: int | None = None) -> str:
        """The posts, or the first of them, as JSONL."""
        texts = self.posts[:count]
        return self.file(f"posts-{len(texts)}.jsonl", lambda: inputs.jsonl(texts))

    def rules(self) -> str:
        """A folder with three times as many rules as are bundled."""
        folder = self.place.folder / "rules"
        if not folder.exists():
            for name, text in madeuprules.synthetic_rules(3 * len(load_checked([]).rules)):
                path = folder / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8")
        return "rules"

    def probe(self, *arguments: str) -> dict[str, int]:
        """Exit code, peak memory in KiB and whether spaCy was loaded, of one run."""
        answer = self.place.folder / "answer.json"
        self.place.output([sys.executable, str(HERE / "probe.py"), str(answer), *arguments])
        said: dict[str, int] = json.loads(answer.read_text(encoding="utf-8"))
        return said

    def throughput(self, file: str, *more: str) -> dict[str, float]:
        """What ``throughput.py`` says of a file of posts."""
        command = [sys.executable, str(HERE / "throughput.py"), file, *more]
        said: dict[str, float] = json.loads(self.place.output(command))
        return said


def _paired(row: Row, pair: Pair) -> Row:
    measured, against = str(pair.ours), f"{row.against}: {pair.theirs}"
    return replace(row, measured=measured, against=against, figure=pair.ratio)


def _against(bench: Bench, row: Row, command: Sequence[str], reference: str) -> Row:
    pair = bench.place.pair(program(*command), python(reference), bench.runs)
    return _paired(replace(row, against=f"`{reference}`"), pair)


def _without_spacy(bench: Bench, row: Row, command: Sequence[str], reference: str) -> Row:
    loaded = bool(bench.probe(*command)["spacy"])
    row = replace(row, remark="loads spaCy" if loaded else "spaCy is not loaded", failed=loaded)
    return _against(bench, row, command, reference)


def help_row(bench: Bench) -> Row:
    return _without_spacy(bench, Row("help", "`--help`", 4), ["--help"], ARGPARSE)


def rules_list(bench: Bench) -> Row:
    return _without_spacy(bench, Row("list", "`rules list`", 4), ["rules", "list"], ARGPARSE)


def clean(bench: Bench) -> Row:
    row = Row("clean", "a clean draft of 2 kB, nothing cached", 0.25)
    return _without_spacy(bench, row, ["check", "--no-cache", bench.clean()], SPACY)


def findings(bench: Bench) -> Row:
    row = Row("findings", "a draft of 2 kB with findings, nothing cached", 1.35)
    return _against(bench, row, ["check", "--no-cache", bench.findings()], BLANK)


def clean_new(bench: Bench) -> Row:
    row = Row("clean-new", "a clean draft of 2 kB that is new; rules may be cached", 0.25)
    return _of_new(bench, row, bench.clean, SPACY)


def findings_new(bench: Bench) -> Row:
    row = Row(
        "findings-new", "a draft of 2 kB with findings that is new; rules may be cached", 1.35
    )
    return _of_new(bench, row, bench.findings, BLANK)


def _of_new(bench: Bench, row: Row, draft: Callable[[int], str], reference: str) -> Row:
    # Another draft each time, so that nothing is known of it.
    pair = bench.place.pair(
        lambda number: program("check", draft(number)), python(reference), bench.runs
    )
    return _paired(replace(row, against=f"`{reference}`"), pair)


def cached(bench: Bench) -> Row:
    # The run that warms up fills the cache.
    row = Row("cached", "the same draft again, cached", 0.25)
    made = _against(bench, row, ["check", bench.findings()], BLANK)
    kept = sum(path.is_file() for path in bench.place.folder.glob("cache/**/*"))
    return replace(made, remark=f"{kept} files in the cache" if kept else "nothing is cached")


def throughput(bench: Bench) -> Row:
    row = Row("throughput", "all rules on mixed posts, one process, inner loop", 4)
    file = bench.posts_file(1_000 if bench.quick else 3_000)
    runs = [bench.throughput(file) for _ in range(bench.few)]
    pair = Pair(
        Timing(tuple(run["rules"] for run in runs)),
        Timing(tuple(run["tokenizer"] for run in runs)),
    )
    rate = runs[0]["tokens"] / pair.ours.median
    made = _paired(replace(row, against="spaCy's bare tokenizer"), pair)
    return replace(made, remark=f"{rate:,.0f} tokens/s; {_load(runs[0])}")


def _load(run: dict[str, float]) -> str:
    return f"{run['findings']:.0f} findings in {run['posts']:,.0f} posts"


def markdown(bench: Bench) -> Row:
    size = 100_000 if bench.quick else 1_000_000
    row = Row("markdown", f"{size // 1000:,} kB of Markdown, whole process", 0.8)
    if importlib.util.find_spec("proselint") is None:
        return replace(row, remark="proselint is not installed")
    file = bench.file(f"copy-{size}.md", lambda: inputs.markdown(bench.posts, size))
    ours = program("check", "--no-cache", file)
    theirs = [sys.executable, "-m", "proselint", "check", file]
    row = replace(row, against=f"proselint {edition('proselint')}")
    return _paired(row, bench.place.pair(ours, theirs, bench.few))


def posts(bench: Bench) -> Row:
    file = bench.posts_file()
    count = len(bench.posts)
    # 2,500 posts a second while the tokenizer does a million tokens a second.
    bar = (MILLION_TOKENS / inputs.POST_TOKENS) / 2_500
    row = Row("jsonl", f"{count:,} posts of 60 tokens as JSONL, whole process", bar)
    ours, theirs, rates = [], [], []
    for _ in range(bench.few):
        ours.append(bench.place.seconds(program("check", "--no-cache", file)))
        bare = bench.throughput(file, "--tokenizer")
        rates.append(bare["tokens"] / bare["tokenizer"])
        theirs.append(count * inputs.POST_TOKENS / rates[-1])
    pair = Pair(Timing(tuple(ours)), Timing(tuple(theirs)))
    rate = count / pair.ours.median
    fair = MILLION_TOKENS / inputs.POST_TOKENS / pair.ratio
    remark = (
        f"{rate:,.0f} posts/s beside {sorted(rates)[len(rates) // 2]:,.0f} tokens/s of the bare "
        f"tokenizer; {fair:,.0f} posts/s where it does 1,000,000"
    )
    return replace(_paired(replace(row, against="spaCy's bare tokenizer"), pair), remark=remark)


def more_rules_draft(bench: Bench) -> Row:
    row = Row("rules-draft", "four times as many rules: a draft of 2 kB with findings", 1.5)
    return _more_rules(bench, row, bench.findings(), bench.runs)


def more_rules_posts(bench: Bench) -> Row:
    row = Row("rules-posts", "four times as many rules: 1,000 posts as JSONL", 1.5)
    return _more_rules(bench, row, bench.posts_file(1_000), bench.few)


def _more_rules(bench: Bench, row: Row, file: str, runs: int) -> Row:
    plain = program("check", "--no-cache", file)
    more = program("check", "--no-cache", "--rules", bench.rules(), file)
    row = replace(row, against="the bundled rules")
    return _paired(row, bench.place.pair(more, plain, runs))


def memory_draft(bench: Bench) -> Row:
    row = Row("memory-draft", "peak memory of a draft of 2 kB with findings", 150, "MiB")
    return _memory(row, bench.probe("check", "--no-cache", bench.findings())["peak_kib"])


def memory_posts(bench: Bench) -> Row:
    row = Row("memory-posts", "peak memory of a schedule of 100,000 posts", 350, "MiB")
    if not bench.long:
        return replace(row, remark="measured with --long")
    import schedule  # it needs a system that counts what processes use

    schedule.make_sheet(bench.place.folder / "schedule.csv", 100_000)
    return _memory(row, bench.probe("check", "--no-cache", "schedule.csv")["peak_kib"])


def _memory(row: Row, kib: int) -> Row:
    return replace(row, measured=f"{kib / 1024:.0f} MiB", figure=kib / 1024)


ROWS: dict[str, Callable[[Bench], Row]] = {
    "help": help_row,
    "list": rules_list,
    "clean": clean,
    "findings": findings,
    "clean-new": clean_new,
    "findings-new": findings_new,
    "cached": cached,
    "memory-draft": memory_draft,
    "throughput": throughput,
    "markdown": markdown,
    "jsonl": posts,
    "rules-draft": more_rules_draft,
    "rules-posts": more_rules_posts,
    "memory-posts": memory_posts,
}


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--quick", action="store_true", help="fewer runs of smaller inputs")
    parser.add_argument("--rows", help=f"only these, with commas: {', '.join(ROWS)}")
    parser.add_argument("--runs", type=int, help="how often short processes run (default: 9)")
    parser.add_argument("--long", action="store_true", help="also the rows that take minutes")
    parser.add_argument("--write", type=Path, help="write the page to this file, too")
    options = parser.parse_args(arguments)
    names = options.rows.split(",") if options.rows else list(ROWS)
    for name in names:
        if name not in ROWS:
            parser.error(f"there is no row '{name}'; there are {', '.join(ROWS)}")
    runs = options.runs or (3 if options.quick else 9)
    if runs < 1:
        parser.error("--runs must be at least 1")
    print(line(HEAD), line("---" for _ in HEAD), sep="\n", flush=True)
    made = []
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, ".git").mkdir()  # the search for a configuration ends here
        bench = Bench(Place(Path(folder)), runs, options.quick, options.long)
        for name in names:
            made.append(ROWS[name](bench))
            print(line(made[-1].cells()), flush=True)
    if options.write:
        options.write.write_text(page(made, runs=runs), encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
