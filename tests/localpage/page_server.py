"""A real server of the local page, in a process of its own."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from typing import Any, NamedTuple

SOURCE = Path(__file__).resolve().parents[2] / "src"

HOUSE_RULE = """
title: A word of the house
why: The house says so.
verdict: rewrite
severity: warning
advice: Write reach.
message: '"{match}" is not how the house speaks.'
find: {phrases: [leverage]}
fix:
  - title: Write the word of the house
    safe: yes
    replace: reach
    examples:
      - {before: We leverage it., after: We reach it.}
  - title: Write another word
    replace: very last chance for
    examples:
      - {before: We leverage it., after: We very last chance for it.}
examples:
  flag: ["We [[leverage]] it.", "[[Leverage]] your list.", "To [[leverage]]."]
  pass: [We use it., The lever moves., An old lever.]
"""


class Answer(NamedTuple):
    """What came back of a request."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    def words(self) -> str:
        return self.body.decode()

    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class Running:
    """A server, its process, and requests to it."""

    process: subprocess.Popen[str]
    address: str
    line: str

    @property
    def port(self) -> int:
        return int(self.address.rstrip("/").rpartition(":")[2])

    @property
    def origin(self) -> str:
        return self.address.rstrip("/")

    def token(self) -> str:
        found = re.search(r'<meta name="token" content="([\w-]+)">', self.ask("GET", "/").words())
        assert found
        return found[1]

    def ask(
        self, method: str, path: str, body: bytes | None = None, headers: Mapping[str, str] = {}
    ) -> Answer:
        """One request on a connection of its own."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request(method, path, body, dict(headers))
            response = connection.getresponse()
            return Answer(response.status, dict(response.headers), response.read())
        finally:
            connection.close()

    def page_headers(self) -> dict[str, str]:
        """What the page itself sends with a draft."""
        return {
            "Origin": self.origin,
            "Content-Type": "application/json",
            "X-Aboveboard-Token": self.token(),
        }

    def check(self, **draft: Any) -> Any:
        """The answer to a draft that the page itself might have sent."""
        answer = self.ask("POST", "/check", json.dumps(draft).encode(), self.page_headers())
        assert answer.status == 200, answer.words()
        return answer.json()


@contextmanager
def running(folder: Path, *options: str) -> Iterator[Running]:
    """``aboveboard serve`` in ``folder``; it is ended as a user would."""
    environment = {**os.environ, "PYTHONPATH": str(SOURCE), "PYTHONUTF8": "1"}
    process = subprocess.Popen(
        [sys.executable, "-m", "aboveboard", "serve", "--no-open", *options],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        # Who runs the tests in the background may have it ignored, which a child takes over.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    try:
        assert process.stdout is not None
        assert process.stderr is not None
        line = process.stdout.readline()
        assert line.startswith("http://"), process.stderr.read()
        yield Running(process, line.split()[0], line)
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        for stream in (process.stdout, process.stderr):
            if stream is not None:
                stream.close()


def folder_of_a_house(path: Path, configuration: str = "") -> Path:
    """A folder with a configuration and a rule of the house, where the search for both ends."""
    (path / ".git").mkdir(parents=True)
    rules = path / "house" / "words"
    rules.mkdir(parents=True)
    (rules / "leverage.yaml").write_text(HOUSE_RULE, encoding="utf-8")
    (path / ".aboveboard.yaml").write_text("rules: [house]\n" + configuration, encoding="utf-8")
    return path
