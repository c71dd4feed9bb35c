# ruff: noqa: E501 (a line of XML is one)
"""Documents of Word: made by python-docx, and with XML as Word itself writes it."""

from __future__ import annotations

import io
from typing import Any

import docx
from docx.oxml import parse_xml

_NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)


def saved(document: Any) -> bytes:
    """The bytes of a document."""
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def plain(*paragraphs: str) -> bytes:
    """A document with these paragraphs."""
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    return saved(document)


def with_xml(*paragraphs: str, link: str = "https://amzn.to/3xYzAb1") -> bytes:
    """A document with these paragraphs in XML; ``r:id="LINK"`` is a relation to ``link``."""
    document = docx.Document()
    relation = document.part.relate_to(
        link,
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink",
        is_external=True,
    )
    body = document.element.body
    for xml in paragraphs:
        said = xml.replace("LINK", relation)
        for element in parse_xml(f"<w:body {_NAMES}>{said}</w:body>"):
            body.insert(len(body) - 1, element)
    return saved(document)


AS_WORD_WRITES = (
    # Split by the spelling checker and by revisions, with a deletion and an insertion.
    '<w:p w:rsidR="00A1"><w:pPr><w:pStyle w:val="Heading1"/></w:pPr>'
    '<w:r w:rsidR="00B2"><w:t xml:space="preserve">Our sale </w:t></w:r><w:proofErr w:type="spellStart"/>'
    "<w:r><w:rPr><w:b/></w:rPr><w:t>en</w:t></w:r><w:r><w:t>ds</w:t></w:r>"
    '<w:proofErr w:type="spellEnd"/><w:del w:id="1" w:author="A"><w:r><w:delText> next year</w:delText></w:r></w:del>'
    '<w:ins w:id="2" w:author="A"><w:r><w:t xml:space="preserve"> tonight</w:t></w:r></w:ins>'
    "<w:r><w:t>!</w:t></w:r></w:p>",
    # A tab, a line break, a hyperlink, hidden text and a field.
    '<w:p><w:r><w:t>Lamp</w:t><w:tab/><w:t>30</w:t><w:br/><w:t xml:space="preserve">See </w:t></w:r>'
    '<w:hyperlink r:id="LINK"><w:r><w:t>the shop</w:t></w:r></w:hyperlink>'
    "<w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r>"
    '<w:r><w:instrText xml:space="preserve"> DATE </w:instrText></w:r><w:r><w:t>.</w:t></w:r></w:p>',
    # A content control, a table, and a text box that Word writes twice.
    "<w:sdt><w:sdtPr><w:alias w:val='x'/></w:sdtPr><w:sdtContent><w:p><w:r><w:t>Boxed in.</w:t></w:r></w:p>"
    "</w:sdtContent></w:sdt>",
    "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Only 3 left</w:t></w:r></w:p></w:tc></w:tr></w:tbl>",
    "<w:p><w:r><w:t>Outside</w:t></w:r><w:r><mc:AlternateContent><mc:Choice Requires='wps'><wps:txbx>"
    "<w:txbxContent><w:p><w:r><w:t>Inside</w:t></w:r></w:p></w:txbxContent></wps:txbx></mc:Choice>"
    "<mc:Fallback><w:p><w:r><w:t>Inside</w:t></w:r></w:p></mc:Fallback></mc:AlternateContent></w:r></w:p>",
)
"""Paragraphs as Word and its users make them."""
