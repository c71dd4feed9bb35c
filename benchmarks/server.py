"""How long the language server takes from a keystroke to diagnostics, and what memory it keeps.

    python benchmarks/server.py                 # medians and ratios
    python benchmarks/server.py --memory 10000  # memory over so many edits, too

A client talks to ``aboveboard server`` over its pipes; a time is from the first byte of a change
that goes out to the last byte of the diagnostics for it.  The same texts are checked in this
process, in turn with the server, so that the ratio of both says what the wire and the threads
cost.  Every edit types words that were never there before.
"""

from __future__ import annotations

import argparse
import json
import random
import string
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

from inputs import clean_draft, draft_with_findings

from aboveboard import Linter

SIZE = 5_000  # bytes
EDITS = 200


class Client:
    """A language server in a process of its own, and what it takes to talk to it."""

    def __init__(self, folder: Path) -> None:
        command = [sys.executable, "-m", "aboveboard", "server"]
        pipe = subprocess.PIPE
        self.process = subprocess.Popen(command, cwd=folder, stdin=pipe, stdout=pipe)
        self.uri = (folder / "draft.md").as_uri()
        self._number = 0
        self.request("initialize", {"processId": None, "rootUri": None, "capabilities": {}})
        self.send("initialized", {})

    def send(self, method: str, params: Any, **more: Any) -> None:
        said = {"jsonrpc": "2.0", "method": method, "params": params, **more}
        body = json.dumps(said).encode()
        assert self.process.stdin is not None
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self.process.stdin.flush()

    def receive(self) -> dict[str, Any]:
        assert self.process.stdout is not None
        size = 0
        while (line := self.process.stdout.readline()) != b"\r\n":
            if line.lower().startswith(b"content-length:"):
                size = int(line.partition(b":")[2])
            assert line, "the server has ended"
        message: dict[str, Any] = json.loads(self.process.stdout.read(size))
        return message

    def request(self, method: str, params: Any) -> None:
        self._number += 1
        self.send(method, params, id=self._number)
        while self.receive().get("id") != self._number:
            pass

    def diagnostics(self, version: int) -> list[Any]:
        """The diagnostics of a version of the draft."""
        while True:
            message = self.receive()
            if message.get("method") == "textDocument/publishDiagnostics":
                params = message["params"]
                if params["uri"] == self.uri and params.get("version") == version:
                    found: list[Any] = params["diagnostics"]
                    return found

    def open(self, text: str) -> None:
        item = {"uri": self.uri, "languageId": "markdown", "version": 0, "text": text}
        self.send("textDocument/didOpen", {"textDocument": item})
        self.diagnostics(0)

    def type(self, text: str, version: int) -> None:
        """Put ``text`` in place of the last line, and wait for the diagnostics."""
        start = {"line": self.last_line, "character": 0}
        end = {"line": self.last_line, "character": 100_000}
        change = {"range": {"start": start, "end": end}, "text": text}
        about = {"uri": self.uri, "version": version}
        self.send("textDocument/didChange", {"textDocument": about, "contentChanges": [change]})
        self.diagnostics(version)

    last_line = 0

    def memory(self) -> float:
        """Resident memory in MiB."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        line = next(line for line in status.splitlines() if line.startswith("VmRSS:"))
        return int(line.split()[1]) / 1024

    def close(self) -> None:
        self.request("shutdown", None)
        self.send("exit", None)
        self.process.wait(10)


def new_line(rng: random.Random) -> str:
    """A last line with a finding and two words that nobody has ever seen."""
    one, other = ("".join(rng.choices(string.ascii_lowercase, k=12)) for _ in range(2))
    return f"Hurry, only 3 {one} left, your last chance to {other}."


def measure(client: Client, draft: str, edits: int, rng: random.Random) -> tuple[list[float], ...]:
    """Seconds on the wire and in this process, for as many edits of one draft."""
    linter = Linter()
    client.last_line = draft.count("\n")
    client.open(draft)
    wire, here = [], []
    for version in range(1, edits + 1):
        line = new_line(rng)
        wire.append(timed(lambda line=line, version=version: client.type(line, version)))
        here.append(timed(lambda line=line: linter.check_text(draft + line, format="markdown")))
    client.send("textDocument/didClose", {"textDocument": {"uri": client.uri}})
    return wire[edits // 10 :], here[edits // 10 :]  # the first ones compile what they need


def timed(job: Callable[[], Any]) -> float:
    begun = perf_counter()
    job()
    return perf_counter() - begun


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--edits", type=int, default=EDITS)
    parser.add_argument("--memory", type=int, default=0, metavar="EDITS")
    given = parser.parse_args()
    rng = random.Random(7)
    drafts = {
        "clean": clean_draft(size=SIZE) + "\n",
        "with findings": draft_with_findings(size=SIZE) + "\n",
    }
    print("| draft of 5 kB | median | 95 of 100 below | of the check alone |")
    print("|---|---|---|---|")
    with TemporaryDirectory() as folder:
        client = Client(Path(folder))
        for name, draft in drafts.items():
            wire, here = measure(client, draft, given.edits, rng)
            late = quantiles(wire, n=20)[-1]
            ratio = median(wire) / median(here)
            print(f"| {name} | {median(wire) * 1000:.0f} ms | {late * 1000:.0f} ms | {ratio:.2f} |")
        if given.memory:
            draft = drafts["with findings"]
            client.last_line = draft.count("\n")
            client.open(draft)
            for version in range(1, given.memory + 1):
                client.type(new_line(rng), version)
                if version in (100, 1_000, 2_000, 5_000, given.memory):
                    print(f"{version:,} edits: {client.memory():.0f} MiB", flush=True)
        client.close()


if __name__ == "__main__":
    main()
