"""Real PDF and DOCX files for the tests, made in memory."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence

import docx
from reportlab.pdfgen.canvas import Canvas


def make_pdf(pages: Sequence[str], title: str | None = None, password: str | None = None) -> bytes:
    """Return a PDF with one string a page; a page without text holds a drawing only."""
    target = io.BytesIO()
    canvas = Canvas(target, invariant=1, encrypt=password)
    if title:
        canvas.setTitle(title)
    for page in pages:
        canvas.rect(10, 10, 50, 50)
        lines = canvas.beginText(72, 720)
        for line in page.splitlines():
            lines.textLine(line)
        canvas.drawText(lines)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def make_docx(paragraphs: Sequence[str], table: Sequence[Sequence[str]] = (), title: str = "") -> bytes:
    """Return a DOCX of a heading or paragraphs, then one table, then a last paragraph after it."""
    document = docx.Document()
    document.core_properties.title = title
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    if table:
        grid = document.add_table(len(table), len(table[0]))
        for row, cells in enumerate(table):
            for column, cell in enumerate(cells):
                grid.cell(row, column).text = cell
        document.add_paragraph("After the table.")
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def with_body(body: bytes, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a DOCX whose main part is replaced by ``body``."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(make_docx(["x"]))) as source,
        zipfile.ZipFile(target, "w", method) as changed,
    ):
        for name in source.namelist():
            changed.writestr(name, body if name == "word/document.xml" else source.read(name))
    return target.getvalue()


def word_xml(content: str, doctype: str = "") -> bytes:
    """Return a WordprocessingML document around ``content``."""
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    return f'{doctype}<w:document xmlns:w="{space}"><w:body>{content}</w:body></w:document>'.encode()
