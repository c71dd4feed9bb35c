"""Posts as the schedulers and networks that people use write them, in our own words."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from post_outline import outline

from aboveboard import Linter
from aboveboard.sources.postshapes import shapes

POSTIZ = {
    "type": "schedule",
    "date": "2026-11-30T09:00:00.000Z",
    "shortLink": False,
    "tags": [{"value": "May", "label": "May"}],
    "posts": [
        {
            "integration": {"id": "a1"},
            "value": [
                {
                    "content": "<p>Soup is <strong>almost</strong> gone &amp; so are we</p>",
                    "image": [{"id": "p", "path": "https://cdn.example/soup.png", "alt": "Bowl"}],
                },
                {"content": "<p>Order at <a href='https://shop.example/a'>the shop</a></p>"},
            ],
            "group": "g1",
            "settings": {"__type": "x", "made_with_ai": False, "paid_partnership": True},
        },
        {
            "integration": {"id": "a2"},
            "value": [{"content": "<p>New soup</p>", "image": []}],
            "settings": {"__type": "tiktok", "brand_organic_toggle": True, "title": ""},
        },
    ],
}
MIXPOST = {
    "uuid": "f0",
    "status": 1,
    "scheduled_at": "2026-11-30 09:00:00",
    "versions": [
        {"account_id": 0, "is_original": True, "content": [{"body": "<div>Soup</div>"}]},
        {"account_id": 3, "is_original": False, "content": [{"body": "Soup!"}, {"body": "Tea"}]},
    ],
}
AYRSHARE = {
    "post": {"default": "Soup is on", "instagram": "Soup is on #ad"},
    "platforms": ["instagram", "facebook"],
    "mediaUrls": ["https://cdn.example/a.png"],
    "scheduleDate": "2026-11-30T09:00:00Z",
}
BUFFER = {
    "query": "mutation Create($input: CreatePostInput!) { createPost(input: $input) }",
    "variables": {
        "input": {
            "text": "Soup is on",
            "channelId": "c1",
            "schedulingType": "automatic",
            "mode": "customScheduled",
            "dueAt": "2026-11-30T09:00:00.000Z",
            "metadata": {"instagram": {"type": "post", "firstComment": "Recipe in bio"}},
        }
    },
}
X_POST = {"text": "Soup is on", "made_with_ai": True, "paid_partnership": False, "reply": {}}
X_ANSWER = {"data": [{"id": "1", "text": "Soup"}, {"id": "2", "text": "Tea"}], "meta": {"n": 2}}
TIKTOK = {
    "post_info": {
        "title": "My soup @house #food",
        "privacy_level": "PUBLIC_TO_EVERYONE",
        "brand_content_toggle": True,
        "is_aigc": True,
    },
    "source_info": {"source": "PULL_FROM_URL", "video_url": "https://cdn.example/a.mp4"},
}
CREATIVE = {
    "name": "Winter 3",
    "object_story_spec": {
        "page_id": "1",
        "link_data": {
            "message": "Soup is on",
            "name": "Warm up",
            "description": "From the pot",
            "caption": "soup.example",
            "link": "https://soup.example/a",
            "call_to_action": {"type": "SHOP_NOW", "value": {"link": "https://soup.example/b"}},
            "child_attachments": [{"name": "Tomato", "description": "Red"}],
        },
    },
    "self_ai_disclosure": "OPT_IN",
}
FEED = {
    "name": "Winter 4",
    "asset_feed_spec": {
        "bodies": [{"text": "Soup is on"}, {"text": "Come in"}],
        "titles": [{"text": "Warm up"}],
        "descriptions": [{"text": "From the pot"}],
        "ad_formats": ["SINGLE_IMAGE"],
    },
}
RSA = {
    "responsiveSearchAd": {
        "headlines": [{"text": "Soup today"}, {"text": "Hot soup", "pinnedField": "HEADLINE_1"}],
        "descriptions": [{"text": "From the pot."}],
    },
    "finalUrls": ["https://soup.example/a"],
}
LINKEDIN = {
    "author": "urn:li:organization:1",
    "commentary": "We cook soup",
    "visibility": "PUBLIC",
    "content": {"article": {"source": "https://a.example", "title": "Soup", "description": "Hot"}},
    "lifecycleState": "PUBLISHED",
}
MASTODON = {"status": "Soup is on", "visibility": "public", "scheduled_at": "2026-11-30T09:00Z"}

AT_NINE = "  published = 2026-11-30T09:00:00+00:00"
EXPECTED: dict[str, tuple[Any, list[str]]] = {
    "postiz": (
        POSTIZ,
        [
            "post 1",
            "  connection = paid",
            "  media.label = False",
            "  platform-label = True",
            AT_NINE,
            "  body (value[].content): Soup is almost gone & so are we"
            " | Soup is <strong>almost</strong> gone &amp; so are we",
            "  alt-text (value[].image[].alt): Bowl",
            "  body-2 (value[].content): Order at the shop"
            " | Order at <a href='https://shop.example/a'>the shop",
            "  body-2 link: https://shop.example/a",
            "post 2",
            "  connection = owner",
            "  platform-label = True",
            AT_NINE,
            "  body (value[].content): New soup",
        ],
    ),
    "mixpost": (
        MIXPOST,
        [
            "post 1",
            "  published = 2026-11-30T09:00:00",
            "  body (content[].body): Soup",
            "post 2",
            "  published = 2026-11-30T09:00:00",
            "  body (content[].body): Soup!",
            "  body-2 (content[].body): Tea",
        ],
    ),
    "ayrshare": (
        AYRSHARE,
        [
            "post",
            AT_NINE,
            "  body (post.default): Soup is on",
            "  body-2 (post.instagram): Soup is on #ad",
        ],
    ),
    "buffer": (
        BUFFER,
        [
            "post 1",
            AT_NINE,
            "  body (text): Soup is on",
            "  first-comment (metadata.instagram.firstComment): Recipe in bio",
        ],
    ),
    "x-post": (
        X_POST,
        ["post", "  media.ai = generated", "  media.label = True", "  body (text): Soup is on"],
    ),
    "x-answer": (
        X_ANSWER,
        ["post 1", "  body (text): Soup", "post 2", "  body (text): Tea"],
    ),
    "tiktok": (
        TIKTOK,
        [
            "post",
            "  connection = paid",
            "  media.ai = generated",
            "  media.label = True",
            "  platform = tiktok",
            "  platform-label = True",
            "  body (post_info.title): My soup @house #food",
        ],
    ),
    "meta-creative": (
        CREATIVE,
        [
            "post",
            "  kind = ad",
            "  media.ai = generated",
            "  media.label = True",
            "  body (object_story_spec.link_data.message): Soup is on",
            "  body link: https://soup.example/a",
            "  headline (object_story_spec.link_data.name): Warm up",
            "  description (object_story_spec.link_data.description): From the pot",
            "  link-text (object_story_spec.link_data.caption): soup.example",
            "  headline-2 (object_story_spec.link_data.child_attachments[].name): Tomato",
            "  description-2 (object_story_spec.link_data.child_attachments[].description): Red",
        ],
    ),
    "meta-asset-feed": (
        FEED,
        [
            "post",
            "  kind = ad",
            "  body (asset_feed_spec.bodies[].text): Soup is on",
            "  body-2 (asset_feed_spec.bodies[].text): Come in",
            "  headline (asset_feed_spec.titles[].text): Warm up",
            "  description (asset_feed_spec.descriptions[].text): From the pot",
        ],
    ),
    "google-ads-api": (
        RSA,
        [
            "post",
            "  kind = ad",
            "  headline (responsiveSearchAd.headlines[].text): Soup today",
            "  headline-2 (responsiveSearchAd.headlines[].text): Hot soup",
            "  description (responsiveSearchAd.descriptions[].text): From the pot.",
            "  link link: https://soup.example/a",
        ],
    ),
    "linkedin": (
        LINKEDIN,
        [
            "post",
            "  platform = linkedin",
            "  body (commentary): We cook soup",
            "  headline (content.article.title): Soup",
            "  description (content.article.description): Hot",
        ],
    ),
    "mastodon": (
        MASTODON,
        ["post", "  platform = mastodon", AT_NINE, "  body (status): Soup is on"],
    ),
}


@pytest.mark.parametrize("tool", EXPECTED)
def test_the_form_of_a_tool(tool: str) -> None:
    data, expected = EXPECTED[tool]
    assert outline(json.dumps(data), "a.json") == expected


@pytest.mark.parametrize("tool", [tool for tool in EXPECTED if tool in shapes()])
def test_several_of_a_tool_in_a_list(tool: str) -> None:
    data, _ = EXPECTED[tool]
    one = outline(json.dumps([data]), "a.json")
    assert [line for line in one if not line.startswith("post")] == [
        line for line in EXPECTED[tool][1] if not line.startswith("post")
    ]
    assert outline(json.dumps([data, data]), "a.json", preset=tool)[: len(one)] == one


def test_a_form_that_the_user_names_is_the_only_one() -> None:
    data = {"status": "Soup", "visibility": "public", "text": "Tea"}
    assert outline(json.dumps(data), "a.json")[-1] == "  body-2 (text): Tea"
    assert outline(json.dumps(data), "a.json", preset="tiktok") == ["post", "  body (text): Tea"]


def test_posts_as_postiz_stores_them() -> None:
    data = [
        {
            "id": "1",
            "state": "QUEUE",
            "publishDate": "2026-11-30T09:00:00.000Z",
            "content": "<p>Soup<br>Bread</p>",
            "title": None,
            "settings": '{"__type":"x"}',
        }
    ]
    assert outline(json.dumps(data), "a.json") == [
        "post 1",
        AT_NINE,
        "  body (content): Soup⏎Bread | Soup<br>Bread",
    ]


def test_a_finding_in_html_in_json(tmp_path: Path) -> None:
    data = json.dumps(POSTIZ).replace("New soup", "Your last <b>chance<\\/b> to buy")
    file = tmp_path / "schedule.json"
    file.write_text(data, "utf-8")
    report = Linter(severity="note", select=["urgency/last-chance"]).check_paths([file])
    (finding,) = report.findings
    assert (finding.row, finding.part, finding.text, finding.line) == (
        2,
        "body",
        "last <b>chance<\\/b> to buy",
        1,
    )
    assert finding.column == data.index("last <b>") + 1
