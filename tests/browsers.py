"""A real browser for pages, and what a hostile script would do in one."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

TRESPASS = """async () => {
  const stopped = [];
  const done = new Promise((resolve) => {
    document.addEventListener('securitypolicyviolation', (event) => {
      stopped.push(event.effectiveDirective);
      if (stopped.length === 4) resolve();
    });
  });
  const script = document.createElement('script');
  script.textContent = 'window.ran = true';
  const image = document.createElement('img');
  image.src = 'https://example.com/x.png';
  const style = document.createElement('style');
  style.textContent = '@import "https://example.com/x.css"';
  document.body.append(script, image, style);
  fetch('https://example.com/').catch(() => {});
  await done;
  return [window.ran === undefined, ...stopped.sort()];
}"""
"""Runs a script, and loads an image, a style and data from elsewhere; what the policy stopped."""


@contextmanager
def chromium() -> Iterator[Browser]:
    """Chromium without a window; the test is skipped where there is none."""
    driver = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
    program = shutil.which("chromium")
    if program is None:
        pytest.skip("no Chromium is installed")
    with driver.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield browser
        browser.close()
