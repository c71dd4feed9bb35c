from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from word_samples import AS_WORD_WRITES, plain, saved, with_xml

from aboveboard.cli import main
from aboveboard.document import Document
from aboveboard.findings import Finding
from aboveboard.inputs import from_stream
from aboveboard.linter import Linter
from aboveboard.sources.docx import body_paragraphs, open_docx
from aboveboard.wordcomments import AUTHOR, commented

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def findings(data: bytes) -> tuple[Finding, ...]:
    report = Linter().report(from_stream(io.BytesIO(data), "draft.docx"))
    return tuple(report.findings)


def marked(data: bytes) -> list[tuple[str, str, str]]:
    """Of each comment the author, the words that it stands at, and its first line."""
    document = docx.Document(io.BytesIO(data))
    said = {str(c.comment_id): (c.author, c.text.split("\n")[0]) for c in document.comments}
    words: dict[str, str] = {}
    opened: list[str] = []
    for element in document.element.body.iter():
        if element.tag == W + "commentRangeStart":
            opened.append(element.get(W + "id"))
        elif element.tag == W + "commentRangeEnd":
            opened.remove(element.get(W + "id"))
        elif element.tag == W + "t":
            for number in opened:
                words[number] = words.get(number, "") + element.text
    return sorted((said[n][0], words[n], said[n][1]) for n in words)


def texts(data: bytes) -> list[str]:
    return [paragraph.text for paragraph in body_paragraphs(open_docx(data))]


def test_comments_stand_at_the_words() -> None:
    data = with_xml(*AS_WORD_WRITES)
    found = findings(data)
    written = commented(data, found)
    assert [(author, words) for author, words, _ in marked(written)] == [
        ("aboveboard", "Only 3 left"),
        ("aboveboard", "sale ends tonight"),
        ("aboveboard", "the shop"),
    ]
    (comment, *_) = docx.Document(io.BytesIO(written)).comments
    last = found[-1]
    assert comment.text == (f"warning: {last.message}\n{last.full_advice}\n{last.rule_id}")
    assert texts(written) == texts(data)


def test_formatting_stays_with_its_letters() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("Our ")
    paragraph.add_run("big sale en").bold = True
    paragraph.add_run("ds tonight, says Ann").italic = True
    data = saved(document)
    runs = docx.Document(io.BytesIO(commented(data, findings(data)))).paragraphs[0].runs
    assert [(run.text, run.bold, run.italic) for run in runs if run.text] == [
        ("Our ", None, None),
        ("big ", True, None),
        ("sale en", True, None),
        ("ds tonight", None, True),
        (", says Ann", None, True),
    ]


def test_again_replaces_its_own_comments_only() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("Our sale ends tonight. Only 3 left.")
    document.add_comment(paragraph.runs, text="Is it so?", author="Ann")
    data = saved(document)
    once = commented(data, findings(data))
    twice = commented(once, findings(once))
    assert marked(twice) == marked(once)
    assert [author for author, _, _ in marked(once)] == ["Ann", AUTHOR, AUTHOR]
    none = commented(once, ())
    assert marked(none) == marked(data)
    assert texts(none) == texts(data)


def test_the_rest_of_the_package_stays() -> None:
    data = with_xml(*AS_WORD_WRITES)
    written = commented(data, findings(data))
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(io.BytesIO(written)) as new:
        for name in set(old.namelist()) - {
            "word/document.xml", "word/_rels/document.xml.rels", "[Content_Types].xml",
            "word/comments.xml",
        }:  # fmt: skip
            before, after = (
                ElementTree.canonicalize(a.read(name).decode())
                if name.endswith((".xml", ".rels"))
                else a.read(name)
                for a in (old, new)
            )
            assert before == after, name


@settings(max_examples=15, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["sale ends tonight", "Only 3 left", "last chance", "😀", "a\tb", "日本", " "]
        ),
        min_size=1,
        max_size=6,
    ),
    st.lists(st.integers(0, 80), max_size=6),
)
def test_any_split_of_runs(pieces: list[str], cuts: list[int]) -> None:
    text = " ".join(pieces)
    document = docx.Document()
    paragraph = document.add_paragraph()
    places = sorted({0, *(cut for cut in cuts if cut < len(text)), len(text)})
    for start, end in pairwise(places):
        paragraph.add_run(text[start:end])
    data = saved(document)
    found = findings(data)
    written = commented(data, found)
    assert texts(written) == texts(data)
    wanted = sorted(f.text.replace("\t", "") for f in found)
    assert sorted(words for _, words, _ in marked(written)) == wanted


def test_the_command_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    data = plain("Winter", "Our sale ends tonight.")
    Path("draft.docx").write_bytes(data)
    assert main(["check", "draft.docx", "--annotate", "checked.docx", "--format", "concise"]) == 1
    out = capsys.readouterr().out
    assert out.startswith("draft.docx:2:5: warning urgency/relative-deadline ")
    assert "--fix" not in out
    assert [words for _, words, _ in marked(Path("checked.docx").read_bytes())] == [
        "sale ends tonight"
    ]
    assert Path("draft.docx").read_bytes() == data
    assert main(["check", "draft.docx", "--annotate", "draft.docx"]) == 2
    assert capsys.readouterr().err == (
        "error: --annotate: 'draft.docx' is the file itself; name another one\n"
    )
    assert main(["check", ".", "--format", "concise"]) == 0  # read where it is named


@pytest.mark.environment
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_shows_the_comments(tmp_path: Path) -> None:
    data = with_xml(*AS_WORD_WRITES)
    found = findings(data)
    (tmp_path / "checked.docx").write_bytes(commented(data, found))
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless",
         "--convert-to", "fodt", "--outdir", str(tmp_path), str(tmp_path / "checked.docx")],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    tree = ElementTree.parse(tmp_path / "checked.fodt")
    office, text, dc = (
        "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}",
        "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}",
        "{http://purl.org/dc/elements/1.1/}",
    )
    notes = list(tree.iter(office + "annotation"))
    assert [note.findtext(dc + "creator") for note in notes] == [AUTHOR] * len(found)
    said = ["\n".join("".join(p.itertext()) for p in note.iter(text + "p")) for note in notes]
    assert sorted(said) == sorted(
        f"{f.severity}: {f.message}\n{f.full_advice}\n{f.rule_id}" for f in found
    )


def test_samples_are_documents() -> None:
    assert isinstance(next(iter(from_stream(io.BytesIO(plain("x")), "x.docx"))), Document)
