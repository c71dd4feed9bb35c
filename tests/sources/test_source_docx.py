from __future__ import annotations

import io
import sys
import zipfile

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from word_samples import AS_WORD_WRITES, plain, saved, with_xml

from aboveboard.document import Document, Part, Problem
from aboveboard.sources import binary_reader_for
from aboveboard.sources.docx import read_bytes


def body(data: bytes) -> Part:
    (document,) = read_bytes(data, "draft.docx")
    assert isinstance(document, Document)
    part = document.parts["body"]
    assert isinstance(part, Part)
    return part


def problem(data: bytes) -> str:
    (found,) = read_bytes(data, "draft.docx")
    assert isinstance(found, Problem)
    assert (found.document, found.line, found.level) == ("draft.docx", None, "error")
    return found.message


def test_it_is_known_by_its_suffix() -> None:
    assert binary_reader_for("Draft.DOCX") is read_bytes


def test_as_word_writes() -> None:
    part = body(with_xml(*AS_WORD_WRITES))
    assert [(block.role, block.view.text) for block in part.blocks] == [
        ("heading", "Our sale ends tonight!"),
        ("paragraph", "Lamp\t30\nSee the shop."),
        ("paragraph", "Boxed in."),
        ("cell", "Only 3 left"),
        ("paragraph", "Outside"),
        ("paragraph", "Inside"),
    ]
    (link,) = part.links
    assert link.url == "https://amzn.to/3xYzAb1"
    start, end = link.view.source_span(0, len(link.url))
    assert part.source.text[start:end] == "the shop"


def test_a_line_is_a_paragraph() -> None:
    part = body(plain("Winter", "", "Two\nlines 😀 here"))
    source = part.source
    assert [source.position(block.view.source_span(0, 1)[0]) for block in part.blocks] == [
        (1, 1),
        (3, 1),
    ]
    at = source.text.index("here")
    assert source.position(at) == (3, 13)
    assert source.line(3) == "Two lines 😀 here"
    assert source.line_range(0, at) == (1, 3)


def test_items_of_lists() -> None:
    document = docx.Document()
    document.add_paragraph("First", style="List Bullet")
    document.add_paragraph("Then", style="List Number")
    assert [block.role for block in body(saved(document)).blocks] == ["item", "item"]


def test_comments_headers_and_footers_are_no_copy() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("The copy.")
    document.add_comment(paragraph.runs, text="last chance?", author="Ann")
    document.sections[0].header.paragraphs[0].text = "DRAFT"
    assert body(saved(document)).source.text == "The copy."


_TEXT = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), max_size=12
)


@settings(max_examples=25, deadline=None)
@given(st.lists(_TEXT, max_size=5))
def test_blocks_are_the_text(texts: list[str]) -> None:
    part = body(plain(*texts))
    text = part.source.text
    assert text == "\n".join(texts)
    assert [block.view.text for block in part.blocks] == [t for t in texts if t.strip()]
    for block in part.blocks:
        start, end = block.view.source_span(0, len(block.view.text))
        assert text[start:end] == block.view.text
        assert part.source.position(start)[1] == 1


def zipped(**files: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name.replace("__", "/"), data)
    return stream.getvalue()


def replaced(data: bytes, name: str, new: bytes | None) -> bytes:
    """The package with other bytes for one part; None takes it out."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as archive:
        for entry in old.namelist():
            if entry != name:
                archive.writestr(entry, old.read(entry))
            elif new is not None:
                archive.writestr(entry, new)
    return stream.getvalue()


GOOD = plain("The copy.")
BOMB = b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><w>&b;</w>'
DEEP = b"<a>" * 100_000 + b"</a>" * 100_000
DAMAGED = "this is no Word document, or it is damaged"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", DAMAGED),
        (b"last chance", DAMAGED),
        (GOOD[: len(GOOD) // 2], DAMAGED),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512),
            "an old Word document, or one with a password; save it as .docx without a password",
        ),
        (
            replaced(GOOD, "word/document.xml", BOMB),
            "the Word document declares entities, which is not safe to read",
        ),
        (replaced(GOOD, "word/document.xml", None), "KeyError"),
        (replaced(GOOD, "word/document.xml", b"<w:p>"), "XMLSyntaxError"),
        (replaced(GOOD, "word/document.xml", DEEP), "XMLSyntaxError"),
        (replaced(GOOD, "word/document.xml", b"<a/>"), "AttributeError"),
        (zipped(a=b"b"), "KeyError"),
    ],
    ids=[
        "empty", "text", "cut", "old", "entities", "no-body", "broken", "deep", "other",
        "other-zip",
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_one_sentence(data: bytes, said: str) -> None:
    kinds = f"the Word document cannot be read ({said}); save it again"
    assert problem(data) in (said, kinds)


def test_a_bomb_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("aboveboard.sources.archives._UNPACKED", 1_000)
    assert problem(GOOD) == "the Word document is too large; split it"


def test_without_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "docx", None)
    assert problem(GOOD) == (
        "reading a Word document needs python-docx: pip install 'aboveboard[docx]'; "
        "or save it as text"
    )
