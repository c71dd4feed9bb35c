"""A real browser for the tests of the HTML report, and reports to show in it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aboveboard import Linter
from aboveboard.report import Report
from aboveboard.reporters import ReportOptions
from aboveboard.reporters.html import write

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
SHEET = EXAMPLES / "schedule" / "november.csv"


def saved(report: Report, path: Path) -> Path:
    """The report as a file."""
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        write(report, stream, ReportOptions())
    return path


def november(**settings: Any) -> Report:
    """The report on the month of posts in examples/."""
    return Linter(as_of=date(2026, 11, 1), **settings).check_paths([SHEET], keep=True)


class Opened:
    """A page with everything it complained of and everything it asked for."""

    def __init__(self, browser: Browser, path: Path, fragment: str = "", **context: Any) -> None:
        self.context = browser.new_context(**context)
        self.page: Page = self.context.new_page()
        self.said: list[str] = []
        self.asked: list[str] = []
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("dialog", lambda dialog: self.said.append(f"dialog: {dialog.message}"))
        self.context.on("request", lambda request: self.asked.append(request.url))
        self.address = path.as_uri()
        self.page.goto(self.address + fragment)

    def rows(self) -> list[str]:
        """The names of the posts that are shown."""
        names = self.page.locator("#posts > .card:not([hidden]) h3")
        return [name.removeprefix("Row ") for name in names.all_text_contents()]

    def check(self, group: str, value: str) -> None:
        self.page.locator(f'input[name="{group}"][value="{value}"]').check()

    def result(self) -> str:
        return self.page.locator("#result").inner_text()
