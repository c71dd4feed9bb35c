"""Run the command line in this process and write down what it took besides time.

    python benchmarks/probe.py ANSWER.json check draft.md

ANSWER.json gets the exit code, peak memory in KiB and whether spaCy was loaded.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path


def peak_kib() -> int:
    """Peak memory of this process in KiB.

    Linux keeps it for the program alone; what ``getrusage`` says there is never less than the
    parent's memory when it started this process.
    """
    status = Path("/proc/self/status")
    if status.exists():
        for line in status.read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1])
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak // 1024 if sys.platform == "darwin" else peak


def main() -> None:
    from aboveboard.cli import main as command_line

    answer, *arguments = sys.argv[1:]
    code = command_line(arguments)
    said = {"code": code, "peak_kib": peak_kib(), "spacy": "spacy" in sys.modules}
    Path(answer).write_text(json.dumps(said), encoding="utf-8")


if __name__ == "__main__":
    main()
