"""DOCX: markers lead to bookmarked citations; the note itself travels as a custom XML part."""

from __future__ import annotations

import io
import unicodedata
import zipfile
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from summarizer.data import Document
from summarizer.note.brief import Brief
from summarizer.note.embedded import xml_part
from summarizer.output import one_line, shorten

from .view import AGREED, LONG, Entry, Marker, Reference, View, in_marks, readable_date, view

ACCENT = "1A5A9C"
QUIET = "5C5954"
_EPOCH = datetime(2000, 1, 1)


def render(
    brief: Brief, documents: Sequence[Document], code_of: Callable[[Marker], str] | None = None
) -> bytes:
    """Return the note as a Word document; all it shows is in ``brief``.

    With ``code_of`` each marker is the result of a field of that code, for programs that know it.
    """
    writer = _Writer(code_of)
    shown = view(brief)
    writer.document.core_properties.title = one_line(shown.title)[:255]
    writer.paragraph(shown.title, "Title")
    writer.paragraph(" · ".join(shown.facts), color=QUIET)
    for section in shown.sections:
        if section.heading is not None:
            writer.paragraph(section.heading, "Heading 1")
        for entry in section.entries:
            _line(writer, entry)
    _appendix(writer, shown)
    writer.paragraph(" · ".join(shown.footer), color=QUIET)
    writer.foot(_as_of(brief))
    writer.attach(xml_part(brief))
    return writer.save()


def _as_of(brief: Brief) -> str:
    """Say up to when the note knows: the day it was written, else that of its newest source."""
    days = [brief.created[:10]] if brief.created else sorted(s.date for s in brief.sources if s.date)
    return f"As of {readable_date(days[-1])}" if days else ""


def _line(writer: _Writer, entry: Entry) -> None:
    paragraph = writer.paragraph("", "List Bullet", rtl=_is_rtl(entry.line.text))
    if entry.date:
        writer.run(paragraph, entry.date, bold=True)
        if entry.date_note:
            writer.run(paragraph, f" ({entry.date_note})", italic=True, color=QUIET)
        writer.run(paragraph, " — ")
    writer.run(paragraph, entry.line.text)
    notes = "; ".join(note for note in (entry.badge, entry.judgement, entry.status) if note)
    if notes:
        writer.run(paragraph, f" ({notes})", italic=True, color=QUIET)
    writer.run(paragraph, " ")
    if entry.lead:
        writer.run(paragraph, f"{entry.lead} ", color=QUIET)
    for marker in entry.markers:
        writer.marker(paragraph, marker)
    for reason in entry.reasons:
        writer.paragraph(reason, "List Continue", color=QUIET)


def _appendix(writer: _Writer, shown: View) -> None:
    if shown.disputes:
        writer.paragraph("Where sources disagree", "Heading 1")
    for dispute in shown.disputes:
        paragraph = writer.paragraph(f"{dispute.subject}:", "List Bullet")
        for at, (value, date, marker) in enumerate(dispute.claims):
            writer.run(paragraph, f"{';' if at else ''} {one_line(value)} ")
            if date:
                writer.run(paragraph, f"({one_line(date)}) ", color=QUIET)
            writer.marker(paragraph, marker)
        if dispute.note:
            writer.run(paragraph, f". {one_line(dispute.note)}", italic=True, color=QUIET)
    if shown.agreed:
        writer.paragraph(AGREED, "Heading 1")
    for one in shown.agreed:
        for at, (who, quote, marker) in enumerate(one.passages):
            said = in_marks(shorten(one_line(quote), LONG))
            paragraph = writer.paragraph(f"{who}: {said}", "List Bullet 2" if at else "List Bullet")
            writer.run(paragraph, " ")
            writer.marker(paragraph, marker)
    if shown.left_out:
        writer.paragraph("Left out", "Heading 1")
    for item in shown.left_out:
        quote = shorten(one_line(item.quote))
        paragraph = writer.paragraph(f"{item.reason}: {in_marks(quote)}", "List Bullet")
        writer.run(paragraph, " ")
        writer.marker(paragraph, item.marker)
    writer.paragraph("Sources", "Heading 1")
    for entry in shown.sources:
        paragraph = writer.paragraph("", "List Bullet")
        writer.run(paragraph, entry.source.id, bold=True)
        writer.run(paragraph, f" {one_line(entry.title)}")
        writer.run(paragraph, f" · {one_line(' · '.join(entry.facts))}", color=QUIET)
    if shown.references:
        writer.paragraph("Citations", "Heading 1")
    for reference in shown.references:
        _reference(writer, reference)
    if shown.warnings:
        writer.paragraph("Remarks", "Heading 1")
    for warning in shown.warnings:
        writer.paragraph(warning, "List Bullet")


def _reference(writer: _Writer, reference: Reference) -> None:
    citation, source = reference.citation, reference.source
    paragraph = writer.paragraph("")
    paragraph.paragraph_format.keep_with_next = True
    paragraph.paragraph_format.space_after = 0
    with_place = f" {source.id} · {one_line(source.path or source.name)}, {one_line(reference.where)}"
    writer.bookmark(paragraph, f"c{reference.number}", f"[{reference.number}]")
    writer.run(paragraph, with_place)
    writer.run(paragraph, f" · characters {citation.start}–{citation.end} ", color=QUIET)
    for anchor in reference.anchors:
        writer.link(paragraph, anchor, "↩")
    writer.paragraph(citation.quote, "Quote", rtl=_is_rtl(citation.quote))


def _is_rtl(text: str) -> bool:
    """Tell whether the first letter with a direction is written from right to left."""
    for char in text:
        direction = unicodedata.bidirectional(char)
        if direction in ("L", "R", "AL"):
            return direction != "L"
    return False


class _Writer:
    """The few things of WordprocessingML that a note needs, over python-docx."""

    def __init__(self, code_of: Callable[[Marker], str] | None = None) -> None:
        import docx

        self.document = docx.Document()
        self.code_of = code_of
        self._bookmarks = 0
        self._styles: dict[str, str] = {}
        properties = self.document.core_properties
        properties.author, properties.comments = "Tracebrief", ""
        properties.created = properties.modified = _EPOCH
        self.document.styles["Normal"].font.name = "Calibri"

    def paragraph(self, text: str, style: str = "Normal", color: str | None = None, rtl: bool = False) -> Any:
        paragraph = self.document.add_paragraph()
        if style != "Normal":
            paragraph._p.style = self._style(style)
        if rtl:
            paragraph.paragraph_format.element.get_or_add_pPr().append(_element("w:bidi"))
        if text:
            self.run(paragraph, one_line(text), color=color)
        return paragraph

    def _style(self, name: str) -> str:
        # Giving add_paragraph the name makes it search all styles anew for every paragraph.
        if name not in self._styles:
            self._styles[name] = self.document.styles[name].style_id
        return self._styles[name]

    def run(
        self, paragraph: Any, text: str, bold: bool = False, italic: bool = False, color: str | None = None
    ) -> Any:
        from docx.shared import RGBColor

        inner = _shown(text)
        run = paragraph.add_run(inner)
        run.bold, run.italic = bold or None, italic or None
        if color:
            run.font.color.rgb = RGBColor.from_string(color)
        if _is_rtl(inner):
            run.font.rtl = True
        return run

    def bookmark(self, paragraph: Any, name: str, text: str) -> None:
        """Add ``text`` as the place that a link to ``name`` leads to."""
        self._bookmarks += 1
        number = str(self._bookmarks)
        paragraph._p.append(_element("w:bookmarkStart", {"w:id": number, "w:name": name}))
        self.run(paragraph, text, bold=True)
        paragraph._p.append(_element("w:bookmarkEnd", {"w:id": number}))

    def link(self, paragraph: Any, name: str, text: str) -> None:
        """Add ``text`` as a link to the bookmark ``name``."""
        run = self.run(paragraph, text, color=ACCENT)
        link = _element("w:hyperlink", {"w:anchor": name, "w:history": "1"})
        link.append(run._r)
        paragraph._p.append(link)

    def marker(self, paragraph: Any, marker: Marker) -> None:
        """Add a citation's number as a link, itself a bookmark to come back to."""
        self._bookmarks += 1
        number = str(self._bookmarks)
        paragraph._p.append(_element("w:bookmarkStart", {"w:id": number, "w:name": marker.anchor}))
        if self.code_of:
            self.field_code(paragraph, self.code_of(marker))
        self.link(paragraph, f"c{marker.number}", f"[{marker.number}]")
        if self.code_of:
            paragraph._p.append(_field_part("end"))
        paragraph._p.append(_element("w:bookmarkEnd", {"w:id": number}))

    def field_code(self, paragraph: Any, code: str) -> None:
        """Begin a field whose result is what is added until its end."""
        run, text = _element("w:r"), _element("w:instrText", {"xml:space": "preserve"})
        text.text = f" {code} "
        run.append(text)
        for part in (_field_part("begin"), run, _field_part("separate")):
            paragraph._p.append(part)

    def foot(self, text: str) -> None:
        """Put ``text`` and the number of the page at the foot of each page."""
        paragraph = self.document.sections[0].footer.paragraphs[0]
        self.run(paragraph, f"{text} · Page " if text else "Page ", color=QUIET)
        field = self.run(paragraph, "", color=QUIET)._r
        for kind in ("begin", "", "end"):
            if kind:
                field.append(_element("w:fldChar", {"w:fldCharType": kind}))
            else:
                code = _element("w:instrText")
                code.text = "PAGE"
                field.append(code)

    def attach(self, content: bytes) -> None:
        """Add ``content`` as a custom XML part, which Word keeps when it saves the file again."""
        from docx.opc.constants import RELATIONSHIP_TYPE
        from docx.opc.packuri import PackURI
        from docx.opc.part import Part

        package = self.document.part.package
        part = Part(PackURI("/customXml/tracebrief.xml"), "application/xml", content, package)
        self.document.part.relate_to(part, RELATIONSHIP_TYPE.CUSTOM_XML)

    def save(self) -> bytes:
        """Return the file; its entries carry no time of day, so that the same note gives the same bytes."""
        written, stable = io.BytesIO(), io.BytesIO()
        self.document.save(written)
        with zipfile.ZipFile(written) as source, zipfile.ZipFile(stable, "w") as target:
            for name in source.namelist():
                info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
                info.compress_type = zipfile.ZIP_DEFLATED
                target.writestr(info, source.read(name))
        return stable.getvalue()


def _shown(text: str) -> str:
    # Leading and trailing spaces separate runs; only what XML or the line cannot hold is replaced.
    before, after = " " * text.startswith(" "), " " * (text.endswith(" ") and len(text) > 1)
    return f"{before}{one_line(text)}{after}"


def _field_part(kind: str) -> Any:
    run = _element("w:r")
    run.append(_element("w:fldChar", {"w:fldCharType": kind}))
    return run


def _element(tag: str, attributes: dict[str, str] | None = None) -> Any:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    element = OxmlElement(tag)
    for name, value in (attributes or {}).items():
        element.set(qn(name), value)
    return element
