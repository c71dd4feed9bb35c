from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from post_outline import outline

from aboveboard import Linter
from aboveboard.sources import reader_for
from aboveboard.sources.postshapes import shapes
from aboveboard.sources.roles import PARTS

NOTHING = (
    "notice no posts found in it: nothing was checked; say where its texts are: --column body=PATH"
)


def read(data: Any, name: str = "posts.json", **options: Any) -> list[str]:
    return outline(json.dumps(data, indent=1), name, **options)


# --- posts by the names of their keys ----------------------------------------------------------


def test_a_list_of_objects_is_a_list_of_posts() -> None:
    text = """[
  {"text": "Only \\u0033 left \\ud83d\\ude00", "made_with_ai": true, "id": 7},
  {"caption": "Soup\\n\\nBread", "altText": "A bowl", "link": "https://example.com/soup",
   "hashtags": ["#soup", "#ad"], "published": "2026-11-30T09:00Z", "state": "draft"}
]"""
    assert outline(text, "posts.json") == [
        "post 1",
        "  media.ai = generated",
        "  media.label = True",
        "  body (text): Only 3 left 😀 | Only \\u0033 left \\ud83d\\ude00",
        "post 2",
        "  published = 2026-11-30T09:00:00+00:00",
        "  body (caption): Soup",
        "  body (caption): Bread",
        "  body link: https://example.com/soup",
        "  alt-text (altText): A bowl",
        "  hashtags (hashtags): #soup",
        "  hashtags-2 (hashtags): #ad",
    ]


@pytest.mark.parametrize(
    "data",
    [
        {"posts": [{"text": "Soup"}]},
        {"data": {"items": [{"text": "Soup"}]}},
        {"name": "May", "posts": [{"text": "Soup"}, 5, None]},
        [{"text": "Soup"}],
    ],
)
def test_posts_in_lists(data: Any) -> None:
    assert read(data) == ["post 1", "  body (text): Soup"]


@pytest.mark.parametrize("key", ["text", "content", "body", "caption", "message", "post"])
def test_one_object_is_one_post(key: str) -> None:
    assert read({key: "Soup", "id": 3}) == ["post", f"  body ({key}): Soup"]


def test_texts_in_a_list_are_posts_if_they_are_sentences() -> None:
    assert read({"posts": ["Soup is on", "Bread"]}) == [
        "post 1",
        "  body (text): Soup is on",
        "post 2",
        "  body (text): Bread",
    ]
    assert read(["red", "pale blue"]) == [NOTHING]


def test_one_post_under_the_name_of_each_network() -> None:
    assert read({"instagram": {"caption": "Soup"}, "x": {"text": "Bread"}}) == [
        "post 1",
        "  body (caption): Soup",
        "post 2",
        "  body (text): Bread",
    ]


def test_what_stands_beside_a_list_is_a_post_of_its_own() -> None:
    data = {"subject": "News", "body": "Hello", "items": [{"headline": "Soup"}]}
    assert read(data) == [
        "post",
        "  subject (subject): News",
        "  body (body): Hello",
        "post 1",
        "  headline (headline): Soup",
    ]


@pytest.mark.parametrize(
    "data",
    [
        {"name": "soup", "version": "1.2.10", "description": "Hurry up", "scripts": {"a": "b"}},
        {"compilerOptions": {"target": "es2022", "paths": {"@/*": ["./src/*"]}}, "files": ["a b"]},
        {"content": ["./src/**/*.html"], "theme": {}},
        [{"id": 1, "title": "Soup"}],
        {"text": 5},
        {"text": ""},
        {"posts": []},
        {},
        [],
        "Hurry up, only today",
        5,
        None,
    ],
)
def test_no_posts_is_a_notice(data: Any) -> None:
    assert read(data) == [NOTHING]
    assert read(data, named=False) == ["notice no posts found in it: nothing was checked"]


def test_broken_json_is_told_with_all_its_mistakes() -> None:
    assert outline('[{"text": "Soup",},\n // one\n]', "a.json") == [
        "error 1:17 a comma before '}' is one too many; remove it",
        "error 1:19 a comma before ']' is one too many; remove it",
        "error 2:2 JSON has no comments; remove this one",
    ]


def test_of_a_text_that_stands_twice_the_last_is_checked() -> None:
    assert outline('{"text": "Soup", "text": "Bread"}', "a.json") == [
        "notice 1:18 the key 'text' stands here twice (first in line 1); only the last one counts",
        "post",
        "  body (text): Bread",
    ]


# --- what is known of a post -------------------------------------------------------------------


def test_facts_of_ours_are_read_strictly_and_those_of_the_file_hold_for_all() -> None:
    text = """{
 "aboveboard": {"facts": {"connection": "paid", "offer": {"ends": "2026-11-30"}}},
 "campaign": "Winter",
 "date": "2020-01-01",
 "title": "Posts of winter",
 "posts": [
  {"text": "Soup", "aboveboard": {"facts": {"connection": "gifted", "offer": {"stock": "few"}}}},
  {"text": "Bread", "facts": {"colour": "red"}, "offer_ends": "soon", "campaign": "Bakery"},
  {"text": "Tea", "facts": ["warm"], "aboveboard": {"ignore": {"urgency/last-chance": "real"}}},
  {"text": "Rum", "aboveboard_ignore": "urgency/last-chance -- real", "offer.ends": "2026-12-01"}
 ]
}"""
    assert outline(text, "a.json") == [
        "error 7:79 the fact 'offer.stock' must be a whole number, such as 12, not 'few'",
        "post 1",
        "  campaign = Winter",
        "  connection = gifted",
        "  offer.ends = 2026-11-30",
        "  body (text): Soup",
        "error 8:31 'colour' is not a fact",
        "error 8:64 the fact 'offer.ends' must be a date such as 2026-11-30, or with a time and "
        "zone, 2026-11-30T23:59Z, not 'soon'",
        "post 2",
        "  campaign = Bakery",
        "  connection = paid",
        "  offer.ends = 2026-11-30",
        "  body (text): Bread",
        "post 3",
        "  campaign = Winter",
        "  connection = paid",
        "  offer.ends = 2026-11-30",
        '  aboveboard: ignore-file urgency/last-chance -- real | "urgency/last-chance": "real"',
        "  body (text): Tea",
        "post 4",
        "  campaign = Winter",
        "  connection = paid",
        "  offer.ends = 2026-12-01",
        "  aboveboard: ignore-file urgency/last-chance -- real | urgency/last-chance -- real",
        "  body (text): Rum",
    ]


def test_an_ignore_stands_in_its_post() -> None:
    data = {"aboveboard": {"ignore": "urgency/last-chance -- real"}, "posts": [{"text": "Soup"}]}
    assert outline(json.dumps(data), "a.json") == [
        "error 1:27 an 'ignore' stands in the post it is about",
        "post 1",
        "  body (text): Soup",
    ]


@pytest.mark.parametrize(
    ("said", "facts"),
    [
        ({"paid_partnership": True}, ["connection = paid", "platform-label = True"]),
        ({"settings": {"made_with_ai": True}}, ["media.ai = generated", "media.label = True"]),
        ({"is_aigc": False}, ["media.label = False"]),
        ({"self_ai_disclosure": "OPT_IN"}, ["media.ai = generated", "media.label = True"]),
        ({"options": {"isAiGenerated": "yes"}}, ["media.ai = generated", "media.label = True"]),
        ({"platforms": ["instagram"]}, ["platform = instagram"]),
        ({"published": False}, []),
        ({"published": None, "author": {"lang": "de", "description": "Soup", "text": "x"}}, []),
        ({"date": "30/11/2026"}, ["published = 2026-11-30"]),
        ({"jurisdictions": ["us", "uk"]}, ["jurisdictions = ('us', 'uk')"]),
        (
            {"offer": {"stock": 3}, "media": {"ai": "voice"}},
            ["media.ai = voice", "offer.stock = 3"],
        ),
        (
            {"evidence": [{"claim": "hot", "source": "a study"}]},
            ["evidence = ({'claim': 'hot', 'source': 'a study'},)"],
        ),
    ],
)
def test_what_other_tools_say(said: Any, facts: list[str]) -> None:
    expected = ["post", *[f"  {fact}" for fact in facts], "  body (text): Soup"]
    assert read({"text": "Soup", **said}) == expected


def test_the_other_dates_of_a_file_say_how_one_is_read() -> None:
    posts = [{"text": "A", "date": "01/02/2026"}, {"text": "B", "date": "13/02/2026"}]
    assert read(posts)[1::3] == ["  published = 2026-02-01", "  published = 2026-02-13"]
    assert outline(json.dumps(posts[:1]), "a.json") == [
        "notice 1:25 dates in 'date' can be read two ways (01/02/2026 ...): no date was used; "
        "say --date-order dmy or mdy",
        "post 1",
        "  body (text): A",
    ]
    assert read(posts[:1], date_order="mdy")[1] == "  published = 2026-01-02"


# --- where the user says it --------------------------------------------------------------------


def test_key_paths_say_what_is_copy() -> None:
    data = {
        "run": {"at": "2026-11-30", "cards": [{"lead": "Soup", "kicker": "Hot", "text": "x"}, 5]}
    }
    assert read(data) == [NOTHING]
    assert read(data, columns={"body": "run.cards[].lead", "headline": "run.cards[].kicker"}) == [
        "post 1",
        "  body (run.cards[].lead): Soup",
        "  headline (run.cards[].kicker): Hot",
    ]
    assert read(data, columns={"body": "run.cards[].lead", "published": "run.at"})[1] == (
        "  published = 2026-11-30"
    )
    assert read(data["run"]["cards"], columns={"body": "lead"}) == ["post 1", "  body (lead): Soup"]
    assert read({"a": {"b": "Soup"}}, columns={"body": "a.b"}) == ["post", "  body (a.b): Soup"]
    assert read({"a": ["Soup", "Bread"]}, columns={"body": "a[]"}) == [
        "post 1",
        "  body (a[]): Soup",
        "post 2",
        "  body (a[]): Bread",
    ]


def test_a_key_path_that_leads_nowhere_leaves_it_to_the_names() -> None:
    assert read({"a": [{"b": 1}]}, columns={"body": "a[].c"}) == [NOTHING]
    assert read([{"headline": "Soup"}], columns={"body": "a[].c"}) == [
        "post 1",
        "  headline (headline): Soup",
    ]


def test_mistakes_in_the_options_are_told() -> None:
    assert read({"text": "Soup"}, columns={"bodi": "text"}, preset="postize")[:2] == [
        "error there is no preset 'postize'; known are " + ", ".join(_sheet_presets()),
        "error 'bodi' is no role of a column; did you mean 'body'?",
    ]


def _sheet_presets() -> list[str]:
    from aboveboard.sources.roles import presets

    return list(presets())


# --- an app's strings --------------------------------------------------------------------------

STRINGS = {
    "product": {"lowStock": "Only {{count}} left", "note": "", "n": 3},
    "cart": {"title": "Your cart", "tips": ["Hurry", "%d left"]},
    "@cart": {"description": "The cart"},
    "message": "Hello {name}",
}
STRINGS_READ = [
    "post",
    "  product.lowStock (product.lowStock): Only {{count}} left",
    "  cart.title (cart.title): Your cart",
    "  cart.tips (cart.tips): Hurry",
    "  cart.tips-2 (cart.tips): %d left",
    "  @cart.description (@cart.description): The cart",
    "  message (message): Hello {name}",
]


@pytest.mark.parametrize(
    "name", ["locales/en.json", "app/i18n/en/shop.json", "lang/en.json", "Messages/en.json"]
)
def test_strings_by_their_folder(name: str) -> None:
    assert read(STRINGS, name) == STRINGS_READ


def test_strings_where_the_user_says_so() -> None:
    assert read(STRINGS, "en.json", columns={"body": "*"}) == STRINGS_READ
    assert read(STRINGS, "en.json") == ["post", "  body (message): Hello {name}"]


def test_no_string_is_lost_where_names_clash() -> None:
    data = {"a-2": "Soup", "a": ["Tea", "Rum"], "a.b": "Bread", "c": {"d": "x"}, "c.d": "y"}
    assert read(data, "locales/en.json") == [
        "post",
        "  a-2 (a-2): Soup",
        "  a (a): Tea",
        "  a-3 (a): Rum",
        "  a.b (a.b): Bread",
        "  c.d (c.d): x",
        "  c.d-2 (c.d): y",
    ]


def test_posts_in_such_a_folder_are_posts() -> None:
    assert read([{"text": "Soup"}], "messages/a.json") == ["post 1", "  body (text): Soup"]


# --- findings ----------------------------------------------------------------------------------


def findings(path: Path, *rules: str) -> list[tuple[Any, ...]]:
    report = Linter(severity="note", select=rules).check_paths([path])
    return [(f.row, f.part, f.rule_id, f.line, f.column, f.text) for f in report.findings]


def test_findings_point_into_the_file(tmp_path: Path) -> None:
    file = tmp_path / "queue.json"
    file.write_text(
        '{"posts": [\n'
        '  {"text": "Soup for everyone."},\n'
        '  {"text": "\\ud83d\\ude00 This is your \\u006cast chance to buy \\"soup\\"!"}\n'
        "]}\n",
        "utf-8",
    )
    assert findings(file, "urgency/last-chance") == [
        (2, "body", "urgency/last-chance", 3, 39, "\\u006cast chance to buy")
    ]


@pytest.mark.parametrize(
    "text", ["[" * 100_000, '{"posts":' * 100_000, '{"a":' * 90 + '{"text":"Soup"}' + "}" * 90]
)
def test_deep_files_come_to_an_end(text: str) -> None:
    reader = reader_for("a.json")
    assert reader is not None
    assert len(list(reader(text, "a.json"))) == 1


def test_the_data_of_the_shapes_is_sound() -> None:
    for name, shape in shapes().items():
        assert shape.has, name
        for role in shape.preset.columns.values():
            assert role in {*PARTS, "link", "none"}, name
        assert shape.preset.html <= set(PARTS), name
