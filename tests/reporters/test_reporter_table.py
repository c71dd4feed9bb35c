from __future__ import annotations

import subprocess
import sys

import pytest

from aboveboard.reporters import FORMATS, reporter

HEAVY = {"rich", "json", "spacy", "regex", "click"}


def loaded(code: str) -> set[str]:
    """Which of the heavy modules a fresh interpreter has after running ``code``."""
    code += f"\nimport sys; print(*sorted({HEAVY!r} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.splitlines()[-1].split())


WRITE = """
from io import StringIO
from aboveboard.report import DocumentResult, Report
from aboveboard.reporters import ReportOptions, reporter
reporter({!r})(Report([], [], [DocumentResult("a.md", None, "pass")]), StringIO(), ReportOptions())
"""


def test_every_format_can_be_loaded():
    assert all(callable(reporter(name)) for name in FORMATS)


@pytest.mark.parametrize(
    ("name", "hint"), [("jsn", "did you mean 'json'?"), ("pdf", "the formats are full, concise")]
)
def test_an_unknown_format(name, hint):
    with pytest.raises(ValueError, match="there is no format") as error:
        reporter(name)
    assert hint in str(error.value)


def test_the_table_loads_nothing():
    assert loaded("import aboveboard.reporters") == set()


@pytest.mark.parametrize("name", ["full", "concise"])
def test_a_clean_result_loads_nothing(name):
    assert loaded(WRITE.format(name)) == loaded("import aboveboard.report")


def test_json_loads_only_json():
    assert loaded(WRITE.format("json")) == {"json"} | loaded("import aboveboard.report")
