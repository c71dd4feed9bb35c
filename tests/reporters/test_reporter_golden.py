from __future__ import annotations

from io import StringIO

import pytest
from reporter_samples import finding, report, schedule, whole, written

from aboveboard.reporters import ReportOptions
from aboveboard.reporters.statistics import write_statistics, write_statistics_json


@pytest.mark.parametrize("format_name", ["full", "concise", "json", "jsonl", "csv"])
def test_one_of_everything(format_name, golden):
    golden(f"golden/{format_name}.txt", written(format_name, whole()))


def test_full_in_colour(golden):
    golden("golden/full-color.txt", written("full", whole(), color=True))


def test_full_on_a_narrow_terminal(golden):
    golden("golden/full-narrow.txt", written("full", whole(), width=50))


def test_full_beyond_its_limits(golden):
    many = [finding("Last chance!", "Last chance", document=f"{n:02}.md") for n in range(23)]
    sure = [finding("Buy now!", "Buy now", rule_id="urgency/buy-now") for _ in range(21)]
    golden("golden/full-more.txt", written("full", report(*many, *sure)))


def test_statistics(golden):
    out, as_json = StringIO(), StringIO()
    twice = report(*whole().findings, finding("Last chance!", "Last chance"), held_back=1)
    write_statistics(twice, out, ReportOptions())
    write_statistics_json(twice, as_json, ReportOptions())
    golden("golden/statistics.txt", out.getvalue() + as_json.getvalue())


@pytest.mark.parametrize("width", [80, 120])
def test_posts_of_a_schedule(width, golden):
    golden(f"golden/posts-{width}.txt", written("full", schedule(), width=width))


def test_posts_in_other_formats(golden):
    for format_name in ("concise", "csv"):
        golden(f"golden/posts-{format_name}.txt", written(format_name, schedule()))
