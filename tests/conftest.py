from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from golden import assert_golden
from hypothesis import HealthCheck, settings

# Programs under test keep what they prepare where it is of no use to anyone else.
os.environ["ABOVEBOARD_CACHE_DIR"] = tempfile.mkdtemp(prefix="aboveboard-cache-")

# The same examples in every run, so that a change is judged by what it changes; 'explore' looks
# for new ones: HYPOTHESIS_PROFILE=explore pytest
_SLOW_MACHINES = [HealthCheck.too_slow]
settings.register_profile(
    "fixed", deadline=None, derandomize=True, suppress_health_check=_SLOW_MACHINES
)
settings.register_profile(
    "explore", deadline=None, max_examples=2000, suppress_health_check=_SLOW_MACHINES
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "fixed"))


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """``golden("golden/name.txt", text)``: compare with a file beside the test module."""
    return lambda name, text: assert_golden(request.path.parent / name, text)


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Path]:
    """``write("a/b.yaml", "text")`` in an empty folder that is the current one."""
    monkeypatch.chdir(tmp_path)

    def put(name: str, text: str = "") -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
        return path

    return put
