from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

import aboveboard
from aboveboard.facts import FACTS
from aboveboard.rulebook.yamlfile import parse_yaml, plain_value
from aboveboard.sources.factnames import read_known, read_moment

DATA = Path(aboveboard.__file__).parent / "data" / "fact-names.yaml"


@pytest.fixture(scope="module")
def entries() -> list[dict[str, Any]]:
    root = parse_yaml(DATA.read_text(encoding="utf-8"))
    assert root is not None
    found = plain_value(root)["entries"]
    assert isinstance(found, list)
    return found


def test_every_entry_says_where_its_names_come_from(entries: list[dict[str, Any]]) -> None:
    names = [name for entry in entries for name in entry["names"]]
    assert len(names) == len(set(names))
    for entry in entries:
        assert len(entry["source"]) > 20
        assert set(entry) <= {
            "names", "as", "fact", "yes", "no", "choices", "component", "source",
        }  # fmt: skip
        assert entry["as"] in {"flag", "name", "date", "word", "choice", "labels"}
        said = [entry.get("yes"), entry.get("no"), *entry.get("choices", {}).values()]
        for facts in said:
            assert set(facts or {}) <= set(FACTS)


PAID = {"connection": "paid"}
LABELLED = {"connection": "paid", "platform-label": True}
AI_MEDIA = {"media.ai": "generated", "media.label": True}


@pytest.mark.parametrize(
    ("name", "value", "facts", "component"),
    [
        ("affiliate_disclosure", True, {"connection": "affiliate"}, "affiliate-disclosure"),
        ("affiliateDisclosure", "yes", {"connection": "affiliate"}, "affiliate-disclosure"),
        ("affiliate_disclosure", False, {}, ""),
        ("isSponsored", True, PAID, ""),
        ("sponsored", "Acme Beds", {"connection": "paid", "brand": "Acme Beds"}, ""),
        ("sponsored", "false", {}, ""),
        ("sponsored_by", "Acme", {"connection": "paid", "brand": "Acme"}, ""),
        ("sponsorName", "Acme", {"connection": "paid", "brand": "Acme"}, ""),
        ("sponsorName", "none", {}, ""),
        ("paid_partnership", True, LABELLED, ""),
        ("brand_content_toggle", 1, LABELLED, ""),
        ("TikTok Branded Content", "TRUE", LABELLED, ""),
        ("brand_organic_toggle", True, {"connection": "owner", "platform-label": True}, ""),
        ("gifted", True, {"connection": "gifted"}, ""),
        ("made_with_ai", True, AI_MEDIA, ""),
        ("is_aigc", "true", AI_MEDIA, ""),
        ("isAiGenerated", False, {"media.label": False}, ""),
        ("self_ai_disclosure", "OPT_IN", AI_MEDIA, ""),
        ("self_ai_disclosure", "OPT_OUT", {"media.label": False}, ""),
        ("ai_generated", True, {"text.ai": "generated"}, ""),
        ("ai_generated", False, {"text.ai": "none"}, ""),
        ("ai_assisted", True, {"text.ai": "assisted"}, ""),
        ("ai_disclosure", "AI-assisted", {"text.ai": "assisted"}, "ai-disclosure"),
        ("ai_disclosure", True, {}, "ai-disclosure"),
        ("ai_disclosure", "none", {"text.ai": "none"}, ""),
        ("ai_involvement", "assisted", {"text.ai": "assisted"}, "ai-disclosure"),
        ("categories", ["reviews", "sponsored-post"], PAID, ""),
        ("tags", "beds, Affiliate", {"connection": "affiliate"}, ""),
        ("tags", ["unsponsored"], {}, ""),
        ("lang", "en_GB", {"language": "en-gb"}, ""),
        ("platform", ["X"], {"platform": "x"}, ""),
        ("pubDate", "Nov 30 2026", {"published": date(2026, 11, 30)}, ""),
        ("published", True, {}, ""),
    ],
)  # fmt: skip
def test_names(name: str, value: Any, facts: dict[str, Any], component: str) -> None:
    known = read_known(name, value)
    assert known is not None
    assert dict(known.facts) == facts
    assert known.component == component


@pytest.mark.parametrize(
    ("name", "value"),
    [("title", "x"), ("author", None), ("date", None), ("date", "{{ .Date }}"), ("lang", " ")],
)
def test_what_says_nothing(name: str, value: Any) -> None:
    assert read_known(name, value) is None


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ai_generated", "maybe"),
        ("affiliate_disclosure", ["a"]),
        ("self_ai_disclosure", "yes"),
        ("date", "soon"),
        ("lang", {"a": 1}),
        ("sponsored", {"by": "x"}),
    ],
)
def test_what_does_not_fit(name: str, value: Any) -> None:
    with pytest.raises(ValueError):
        read_known(name, value)


def test_what_weighs_more_comes_first() -> None:
    names = ["paid_partnership", "sponsored", "gifted", "affiliate_disclosure"]
    ranks = [known.rank for name in names if (known := read_known(name, True))]
    assert ranks == sorted(ranks)
    assert len(ranks) == 4
    dates = ["publishDate", "pubDate", "published", "date"]
    ranks = [known.rank for name in dates if (known := read_known(name, "2026-11-30"))]
    assert ranks == sorted(ranks)


CET = timezone(timedelta(hours=1))


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-11-30", date(2026, 11, 30)),
        ("2026-11-30T10:00:00.000Z", datetime(2026, 11, 30, 10, tzinfo=UTC)),
        ("2026-11-30 9:05", datetime(2026, 11, 30, 9, 5)),
        ("2026-11-30 09:05:00 +0100", datetime(2026, 11, 30, 9, 5, tzinfo=CET)),
        ("2026-11-30 09:05:00 UTC", datetime(2026, 11, 30, 9, 5, tzinfo=UTC)),
        ("2026-11-30T09:05+01:00", datetime(2026, 11, 30, 9, 5, tzinfo=CET)),
        ("30 November 2026", date(2026, 11, 30)),
        ("30th Nov. 2026", date(2026, 11, 30)),
        ("November 30, 2026", date(2026, 11, 30)),
        ("Sept 1 2026", date(2026, 9, 1)),
    ],
)
def test_moments(text: str, moment: date) -> None:
    found = read_moment(text)
    assert found == moment
    assert type(found) is type(moment)


@pytest.mark.parametrize(
    "text", ["11/12/2026", "2026-13-01", "31 June 2026", "Nove 99 2026", "2026", "Smarch 1 2026"]
)
def test_no_moments(text: str) -> None:
    with pytest.raises(ValueError):
        read_moment(text)
