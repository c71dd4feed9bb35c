from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aboveboard import Linter
from aboveboard.document import Document, Part, Problem, Source
from aboveboard.sources.options import ReadOptions
from aboveboard.sources.sheet import read


def run(text: str, **options: Any) -> tuple[list[Document], list[str]]:
    items = list(read(text, "s.csv", ReadOptions(**options)))
    documents = [item for item in items if isinstance(item, Document)]
    return documents, [f"{p.level} {p}" for p in items if isinstance(p, Problem)]


def texts(document: Document) -> dict[str, str]:
    found = {}
    for name, part in document.parts.items():
        assert isinstance(part, Part)
        found[name] = "\n\n".join(block.view.text for block in part.blocks)
    return found


def test_a_finding_stands_where_the_words_stand() -> None:
    text = 'Text,Link\r\ncalm,x\r\n"So ""green"":\r\nit is 🎉 your last chance",y\r\n'
    [finding] = Linter().check_text(text, format="csv")
    assert (finding.rule_id, finding.text) == ("urgency/last-chance", "your last chance")
    assert (finding.row, finding.part) == (2, "body")
    assert (finding.line, finding.column) == (4, 9)


def test_parts_keep_the_name_that_the_user_gave() -> None:
    (only,), _ = run("Post  Content,Headline 2\nHi,There\n")
    assert {name: part.label for name, part in only.parts.items()} == {  # type: ignore[union-attr]
        "body": "Post Content",
        "headline-2": "Headline 2",
    }


def test_all_parts_share_the_file() -> None:
    documents, _ = run("Text,Title\na,b\nc,d\n")
    sources = {id(part.source) for doc in documents for part in doc.parts.values()}  # type: ignore[union-attr]
    assert len(sources) == 1


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("Text\na\nb\n", [1, 2]),
        ("Text\n\na\n\n\nb", [1, 2]),
        ("Text,Link\n,\na,\n,x\nb,\n", [2, 4]),
        ("Plan\n\nText,Link\na,\n", [1]),
        ("Text,Link\n", []),
        ("Text", []),
        ("sep=;\r\nText;Link\r\na;b\r\n", [1]),
        ("Text,Link\n[],x\n", []),
        ("Text,Link\n \t,x\n", []),
    ],
)
def test_rows_count_from_the_first_of_the_data(text: str, rows: list[int]) -> None:
    documents, problems = run(text)
    assert [document.row for document in documents] == rows
    assert problems == []


def test_columns_of_one_kind_are_parts_of_their_own() -> None:
    (only,), _ = run("Text,Text,Headline 1,Headline 15,Description\na,b,c,d,e\n")
    assert texts(only) == {
        "body": "a",
        "body-2": "b",
        "headline-1": "c",
        "headline-15": "d",
        "description": "e",
    }


def test_an_enum_is_no_copy() -> None:
    documents, _ = run("Text,Call to action\na,SHOP_NOW\nb,DOWNLOAD\nc,Shop now\n")
    assert [texts(document).get("call-to-action") for document in documents] == [
        None,
        None,
        "Shop now",
    ]


def test_links_are_links_and_no_copy() -> None:
    text = 'Text,Link,Headline\nSee x.com/1,"https://a.com/b, c.com/d",h\n,e.com,h\n'
    first, second = run(text)[0]
    assert texts(first) == {"body": "See x.com/1", "headline": "h"}
    assert [link.url for link in first.parts["body"].links] == [  # type: ignore[union-attr]
        "x.com/1",
        "https://a.com/b",
        "c.com/d",
    ]
    assert texts(second) == {"headline": "h", "link": ""}
    assert [link.url for link in second.parts["link"].links] == ["e.com"]  # type: ignore[union-attr]


def test_facts_under_their_own_names() -> None:
    (only,), problems = run(
        "Text,Offer ends,offer.stock,Offer price,Jurisdictions,Connection,Campaign,Language\n"
        'a,30 Nov 2026,"1,200",£49.90,"us, uk",none,Autumn,English\n'
    )
    assert problems == []
    assert dict(only.facts) == {
        "offer.ends": date(2026, 11, 30),
        "offer.stock": 1200,
        "offer.price": Decimal("49.90"),
        "jurisdictions": ("us", "uk"),
        "connection": "none",
        "campaign": "Autumn",
        "language": "en",
    }


def test_a_fact_of_ours_that_does_not_fit_is_an_error_with_its_place() -> None:
    documents, problems = run('Text,Connection,Offer ends\n"a\nb",payed,\nc,paid,1/12/2026\n')
    assert [dict(document.facts) for document in documents] == [{}, {"connection": "paid"}]
    assert problems == [
        "error s.csv:3:4: the fact 'connection' must be one of none, paid, gifted, affiliate, "
        "employee, owner, family, not 'payed'; did you mean 'paid'?",
        "error s.csv:4:8: 'Offer ends' can be read two ways: '1/12/2026'; write it as "
        "2026-11-30, or say --date-order dmy or mdy",
    ]


def test_names_of_other_tools_are_read_where_they_fit() -> None:
    documents, problems = run(
        "Text,paid_partnership,made_with_ai,Tags,Platforms,Kind\n"
        "a,yes,no,,instagram,post\n"
        'b,perhaps,,"Sponsored, news","instagram, tiktok",mood\n'
        "c,maybe,,,,\n"
    )
    assert [dict(document.facts) for document in documents] == [
        {
            "connection": "paid",
            "platform-label": True,
            "media.label": False,
            "platform": "instagram",
            "kind": "post",
        },
        {"connection": "paid"},
        {},
    ]
    assert problems == [
        "notice s.csv:3:3: 'paid_partnership' is not read where it is not yes or no, not 'perhaps'",
    ]


def test_suppressions_of_a_row() -> None:
    text = (
        "Text,aboveboard_ignore\n"
        'This is your last chance!,"urgency/last-chance -- real; scarcity/few-left -- counted"\n'
        "This is your last chance!,\n"
    )
    first, _second = run(text)[0]
    assert [(c.text, text[c.start : c.end]) for c in first.ignores] == [
        ("aboveboard: ignore-file urgency/last-chance -- real", "urgency/last-chance -- real"),
        ("aboveboard: ignore-file scarcity/few-left -- counted", "scarcity/few-left -- counted"),
    ]
    found = Linter(select=["urgency/last-chance"]).check_text(text, format="csv")
    assert [finding.row for finding in found] == [2]


# --- dates --------------------------------------------------------------------------------


def published(documents: list[Document]) -> list[Any]:
    return [document.facts.get("published") for document in documents]


@pytest.mark.parametrize(
    ("header", "row", "moment"),
    [
        ("Date", "2026-11-30", date(2026, 11, 30)),
        ("Date,Time", "2026-11-30,9:30", datetime(2026, 11, 30, 9, 30)),
        ("Time,Date", "9:30 pm,2026-11-30", datetime(2026, 11, 30, 21, 30)),
        ("Scheduled Date,Scheduled Time", "30 Nov 2026,9am", datetime(2026, 11, 30, 9)),
        ("scheduled_time", "2026-11-30 09:30", datetime(2026, 11, 30, 9, 30)),
        ("Date,Time", "2026-11-30,", date(2026, 11, 30)),
        ("Time", "9:30", None),
        ("Date", "", None),
        # What says it best goes first, wherever it stands.
        ("Date,Publish date", "2026-01-01,2026-11-30", date(2026, 11, 30)),
        ("Year,Month,Day", "2026,11,30", date(2026, 11, 30)),
        ("Year,Month,Day,Hour,Minute", "2026,11,30,9,30", datetime(2026, 11, 30, 9, 30)),
    ],
)
def test_the_moment_of_publishing(header: str, row: str, moment: date | None) -> None:
    documents, problems = run(f"Text,{header}\na,{row}\n")
    found = published(documents)
    assert found == [moment]
    assert type(found[0]) is type(moment)
    assert problems == []


def test_one_date_decides_for_its_column() -> None:
    documents, problems = run("Text,Date\na,11/12/2026\nb,1/13/2026\n")
    assert published(documents) == [date(2026, 11, 12), date(2026, 1, 13)]
    assert problems == []


def test_dates_that_nobody_can_tell_are_not_used() -> None:
    documents, problems = run("Text,Date\na,2026-11-30\nb,11/12/2026\nc,1/2/2026\n")
    assert published(documents) == [date(2026, 11, 30), None, None]
    assert problems == [
        "notice s.csv:3:3: dates in 'Date' can be read two ways (11/12/2026 ...): no date was "
        "used; say --date-order dmy or mdy"
    ]


@pytest.mark.parametrize(
    ("order", "moment"), [("dmy", date(2026, 12, 11)), ("mdy", date(2026, 11, 12))]
)
def test_the_user_decides(order: str, moment: date) -> None:
    documents, problems = run("Text,Date\na,11/12/2026\n", date_order=order)
    assert published(documents) == [moment]
    assert problems == []


def test_dates_that_cannot_both_be_right_are_an_error() -> None:
    documents, problems = run("Text,Date\na,13/11/2026\nb,11/13/2026\nc,14/11/2026\n")
    assert published(documents) == [None, None, None]
    assert problems == [
        "error s.csv:3:3: dates in 'Date' are not all in one order: '13/11/2026' and "
        "'11/13/2026'; no date was used; write them as 2026-11-30"
    ]


def test_a_date_that_does_not_fit_the_order_is_told_once() -> None:
    documents, problems = run("Text,Date\na,13/11/2026\nb,14/11/2026\n", date_order="mdy")
    assert published(documents) == [None, None]
    assert problems == [
        "notice s.csv:2:3: rows whose 'Date' cannot be read as a date in the order mdy are "
        "checked without it: '13/11/2026'"
    ]


# --- what cannot be read ------------------------------------------------------------------


def test_rows_that_cannot_be_read_do_not_keep_others_from_it() -> None:
    documents, problems = run(
        'Text,Link\n"say "hi"",x\na,b,c\nonly one\nfine,y,,\n"open,z\nlast,z\n'
    )
    quote = "a closing quote is missing or stands inside a text, where quotes must be doubled"
    assert [document.row for document in documents] == [4, 6]
    assert problems == [
        f"error s.csv:2:1: row 1 is not checked: {quote}",
        "error s.csv:3:1: row 2 is not checked: it has 3 cells, the sheet has 2 columns; a text "
        "with a comma or a line end in it stands in quotes",
        "error s.csv:4:1: row 3 is not checked: it has 1 cell, the sheet has 2 columns",
        f"error s.csv:6:1: row 5 is not checked: {quote}",
    ]


def test_very_many_faults_are_summed_up() -> None:
    documents, problems = run("Text,Link\n" + "a,b,c\n" * 103 + "a,b\n")
    assert [document.row for document in documents] == [104]
    assert len(problems) == 101
    assert problems[-1] == (
        "error s.csv: 3 more rows are not checked, because of quotes or the number of cells"
    )


@pytest.mark.parametrize("named", [True, False])
def test_a_sheet_without_copy(named: bool) -> None:
    level = "error" if named else "notice"
    assert run("Id,Price\n1,2\n", named=named) == (
        [],
        [
            f"{level} s.csv:1:1: no column is known to hold copy; there are 'Id', 'Price'; say "
            'which one does: --column body="Id"'
        ],
    )
    assert run("\n", named=named) == ([], [f"{level} s.csv:1:1: there is nothing in this sheet"])
    assert run("2026-11-30,Hello\n", named=named) == (
        [],
        [
            f"{level} s.csv:1:1: this sheet has no header; say by its position which column "
            "holds copy: --column body=#2"
        ],
    )


def test_a_column_that_is_not_there() -> None:
    columns = {"body": "Post"}
    assert run("Copies,Posts\na,b\n", columns=columns) == (
        [],
        ["error s.csv:1:1: there is no column 'Post'; did you mean 'Posts'?"],
    )
    # In a folder a column of the configuration need not be in every sheet.
    assert [texts(d) for d in run("Text,Posts\na,b\n", columns=columns, named=False)[0]] == [
        {"body": "a"}
    ]
    assert run("Copies,Posts\na,b\n", columns=columns, named=False) == (
        [],
        [
            "notice s.csv:1:1: no column is known to hold copy; there are 'Copies', 'Posts'; say "
            'which one does: --column body="Copies"'
        ],
    )


def test_columns_that_the_user_names() -> None:
    text = "Plan\nWas,Wann,Bild\nHallo,2026-11-30,Lampe\n"
    columns = {"body": "was", "published": "Wann", "alt-text": "#3"}
    (only,), problems = run(text, columns=columns)
    assert texts(only) == {"body": "Hallo", "alt-text": "Lampe"}
    assert dict(only.facts) == {"published": date(2026, 11, 30)}
    assert problems == []


def test_positions_alone_speak_of_a_sheet_without_a_header() -> None:
    documents, _ = run("x,Hello\ny,Bye\n", columns={"body": "#2"})
    assert [(d.row, texts(d)["body"]) for d in documents] == [(1, "Hello"), (2, "Bye")]
    documents, _ = run("Id,Text\ny,Bye\n", columns={"subject": "#1"})
    assert [(d.row, texts(d)) for d in documents] == [(1, {"subject": "y", "body": "Bye"})]


def test_a_header_where_a_tool_has_none() -> None:
    documents, problems = run("Link,Date,Message\nx.com/1,2026-11-30,Hi\n", preset="hootsuite")
    assert [(d.row, texts(d)) for d in documents] == [(1, {"body": "Hi"})]
    assert problems == []


def test_a_cell_of_data_is_no_header() -> None:
    documents, problems = run("Was,Art\nHallo,Post\nDu,Reel\n")
    assert documents == []
    assert problems[0].startswith("error s.csv:1:1: no column is known to hold copy; there are ")


HOSTILE = {
    "columns": "Text" + "," * 200_000 + "\na\n",
    "quotes": "Text\n" + '"' * 1_000_000,
    "one quote too many": "Text\n" + '"' * 999_999,
    "open quotes": "Text\n" + '"a\n' * 100_000,
    "texts in a cell": "Date,Text,Link(s),Media URL(s)\n," + "a||" * 100_000 + ",,\n",
    "links in a cell": "Text,Link\na," + "x.com/a " * 100_000 + "\n",
    "columns of one name": "Text," * 10_000 + "x\n" + "a," * 10_000 + "\n",
    "suppressions": 'Text,aboveboard_ignore\na,"' + "a/b;" * 100_000 + '"\n',
    "a long name": "Text" * 250_000 + "\na\n",
    "parentheses": "(" * 500_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_sheet_comes_back(name: str) -> None:
    """In a time that grows with its length: what grew with its square would never end."""
    items = list(read(HOSTILE[name], "s.csv"))
    assert 1 <= len(items) <= 101


PIECES = [
    ",", ";", "\t", "|", '"', '""', "\n", "\r\n", "\r", "Text", "Link", "Date", "Headline 1",
    "Offer ends", "connection", "aboveboard_ignore", "11/12/2026", "13/1/2026", "2026-11-30",
    "9:30", "paid", "a/b -- c", "last chance", "https://x.example/a", "[]", "é", "🎉", " ", "\0",
    "\u2028", "\ud800",
]  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(
    st.sampled_from(["", "Text,Link\n", "Date;Text;Offer ends;aboveboard_ignore\n"]),
    st.lists(st.sampled_from(PIECES) | st.characters(), max_size=40).map("".join),
    st.sampled_from([ReadOptions(), ReadOptions(preset="postcron"), ReadOptions(preset="publer"),
                     ReadOptions(columns={"body": "#1"}), ReadOptions(date_order="ymd")]),
)  # fmt: skip
def test_any_text_is_read(header: str, rest: str, options: ReadOptions) -> None:
    text = header + rest
    source = Source(text)
    rows = []
    for item in read(text, "s.csv", options):
        if isinstance(item, Problem):
            if item.line is not None:
                assert item.column is not None
                assert 1 <= item.column <= len(source.line(item.line)) + 2
            continue
        assert item.row is not None
        rows.append(item.row)
        for part in item.parts.values():
            assert isinstance(part, Part)
            assert part.source.text == text
            for view in [*(b.view for b in part.blocks), *(link.view for link in part.links)]:
                for index, char in enumerate(view.text):
                    start, end = view.source_span(index, index + 1)
                    assert char == '"' or text[start:end] == char
        for comment in item.ignores:
            assert 0 <= comment.start < comment.end <= len(text)
    assert rows == sorted(set(rows))
