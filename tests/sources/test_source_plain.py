from __future__ import annotations

import pytest
from source_outline import outline, read

from aboveboard.document import Part
from aboveboard.sources.blocks import LONGEST, pieces, whole
from aboveboard.sources.plain import part_from_text


def test_blank_lines_part_paragraphs() -> None:
    text = (
        "  Last chance!\nEnds tonight.\n \t \nSecond\r\nline\r\n\r\n\r\nThird\rline\r\rFourth  \n"
    )
    assert outline(text, "a.txt") == [
        "body: Last chance!⏎Ends tonight.",
        "body: Second␍⏎line",
        "body: Third␍line",
        "body: Fourth",
    ]


@pytest.mark.parametrize("text", ["", "   ", "\n\n", "\u200b\n\u200b"])
def test_nothing_to_read_is_a_document_without_blocks(text: str) -> None:
    assert outline(text, "a.txt") == []


def test_addresses_are_links_and_stay_in_the_text() -> None:
    text = (
        "See https://shop.example/a_(b)?x=1&y=2, (www.brand.example) and amzn.to/3xY.\n"
        "Not links: and/or, 3.5/5, node.js/express, w/o, me@brand.com/x, brand.com, https://\n"
        "“https://quoted.example/x” http://a.example:8080/…!\n"
    )
    assert outline(text, "a.txt") == [
        "body: See https://shop.example/a_(b)?x=1&y=2, (www.brand.example) and amzn.to/3xY.⏎"
        "Not links: and/or, 3.5/5, node.js/express, w/o, me@brand.com/x, brand.com, https://⏎"
        "“https://quoted.example/x” http://a.example:8080/…!",
        "link: https://shop.example/a_(b)?x=1&y=2",
        "link: www.brand.example",
        "link: amzn.to/3xY",
        "link: https://quoted.example/x",
        "link: http://a.example:8080/",
    ]


def test_a_directive_is_a_comment_and_no_copy() -> None:
    text = (
        "<!-- aboveboard: ignore urgency/last-chance -- real -->\nLast chance\n\n"
        "Buy <!--aboveboard:ignore a/b -- c--> now <!-- other --> ok"
    )
    assert outline(text, "a.txt") == [
        "body: Last chance",
        "body: Buy  now <!-- other --> ok",
        "comment: aboveboard: ignore urgency/last-chance -- real",
        "comment: aboveboard:ignore a/b -- c",
    ]


@pytest.mark.parametrize(
    "text",
    ["<!-- aboveboard: ignore a/b -- c", "<!-- aboveboard: ignore a/b\n<!-- aboveboard"],
)
def test_a_directive_that_is_never_closed_is_text(text: str) -> None:
    document, problems = read(text, "a.txt")
    body = document.parts["body"]
    assert isinstance(body, Part)
    assert [block.view.text for block in body.blocks] == [text]
    assert body.comments == ()
    assert problems == []


def test_front_matter_is_text_in_plain_text() -> None:
    assert outline("---\ntitle: x\n---\n", "a.txt") == ["body: ---⏎title: x⏎---"]


def test_a_cell_knows_where_it_stands_in_its_file() -> None:
    part = part_from_text("caption", "One\nLast chance", first_line=7, first_column=12)
    (block,) = part.blocks
    at = block.view.text.index("Last")
    assert part.source.position(block.view.source_span(at, at + 4)[0]) == (8, 1)
    assert part.source.position(0) == (7, 12)


def test_a_long_paragraph_is_cut_at_the_ends_of_sentences() -> None:
    sentence = "This sale ends tonight, so act now. "
    text = sentence * 2000
    found = [view.text for view in pieces(whole(text, 0, len(text)))]
    assert [len(piece) <= LONGEST for piece in found] == [True] * len(found)
    assert " ".join(found) == text.strip()
    assert all(piece.startswith("This") and piece.endswith("now.") for piece in found)


def test_a_long_line_is_cut_at_a_space_before_a_word() -> None:
    text = "word " * 9000
    found = [view.text for view in pieces(whole(text, 0, len(text)))]
    assert {word for piece in found for word in piece.split()} == {"word"}
    assert sum(len(piece.split()) for piece in found) == 9000


def test_lines_are_cut_before_sentences() -> None:
    text = ("a b. c d\n" * 3000).strip()
    found = [view.text for view in pieces(whole(text, 0, len(text)))]
    assert all(piece.startswith("a b.") and piece.endswith("c d") for piece in found)


def test_a_word_longer_than_a_block_is_cut_and_nothing_lost() -> None:
    text = "x" * 50_001
    views = list(pieces(whole(text, 0, len(text))))
    assert [len(view.text) for view in views] == [20_000, 20_000, 10_001]
    assert [view.source_span(0, 1)[0] for view in views] == [0, 20_000, 40_000]
