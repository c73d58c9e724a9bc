"""Slides, books, OpenDocument, RTF and saved pages: what a golden pair does not show."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import pytest

from summarizer.errors import SourceError
from summarizer.limits import Limits
from summarizer.sources.load import load
from summarizer.sources.readers import READERS, epub, odt, pptx, rtf, sniff, xml
from summarizer.sources.readers import docx as word_files
from summarizer.sources.readers.base import Extracted
from summarizer.sources.readers.odt_styles import margins
from summarizer.sources.readers.xml_tree import parsed

GOLDEN = Path(__file__).parent.parent / "golden"


def changed(path: Path, **members: bytes) -> bytes:
    """Return a zipped file with members replaced, told by a part of their names."""
    target = io.BytesIO()
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy:
        for name in source.namelist():
            content = next((new for part, new in members.items() if part in name), source.read(name))
            copy.writestr(name, content)
    return target.getvalue()


@pytest.mark.parametrize("name", ["xlsx", "pptx", "odt", "epub"])
def test_zipped_formats_unfold_within_bounds_and_are_told_by_their_content(name: str) -> None:
    (path,) = (one for one in (GOLDEN / name).iterdir() if one.suffix == f".{name}")
    content, reader = path.read_bytes(), READERS[name].read
    assert sniff(content) is READERS[name]
    assert reader is not None
    with pytest.raises(SourceError, match="would unfold to"):
        reader(content, Limits(max_expansion=100))
    with pytest.raises(SourceError, match=r"not a sound .*\.$"):
        reader(content[: len(content) // 2], Limits())


def test_a_damaged_chapter_costs_itself_alone() -> None:
    read = epub.read(changed(GOLDEN / "epub" / "tales.epub", two=b"\x00\x01\x02" * 99), Limits())
    assert "The weir was built" in read.text
    assert read.warnings[0].startswith("chapter 2 cannot be read")


def test_entities_in_zipped_xml_are_never_resolved() -> None:
    outside = b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a><body><p>One. &b;</p></body></a>'
    assert odt.read(changed(GOLDEN / "odt" / "lease.odt", content=outside), Limits()).text == "One."


def test_a_damaged_presentation_is_told() -> None:
    with pytest.raises(SourceError, match="not a sound PPTX"):
        pptx.read(changed(GOLDEN / "pptx" / "winter.pptx", presentation=b"<a"), Limits())


def rtf_of(body: str) -> Extracted:
    head = r"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}{\f1\fcharset238 Times;}}"
    head += r"{\stylesheet{\s1\strike Old;}}"
    return rtf.read(f"{head}\\pard {body}}}".encode("latin-1"), Limits())


def test_rtf_keeps_nothing_that_is_deleted_struck_out_or_hidden() -> None:
    found = rtf_of(
        r"The dam {\deleted held}{\revised broke} on{\deleted\par}Monday. "
        r"{\strike Nobody died. }Forty did.\par Next {\v secret }word."
        r"{\*\annotation{\*\atnref 1}Check this.}\par "
        r"{\deleted All gone.\par}Last."
    )
    assert found.text == "The dam broke onMonday. Forty did.\n\nNext word.\n\nLast."
    assert found.warnings == (
        "3 passages are struck out or deleted under track changes, and left out.",
        "1 passage is formatted as hidden text, and left out.",
        "1 comment is left out.",
    )


def test_rtf_keeps_what_raised_and_lowered_characters_mean() -> None:
    found = rtf_of(r"Losses were 10{\super 6} euros, 300{\super 2} sheep and 5{\up6 th} of CO{\sub 2}.\par")
    assert found.text == "Losses were 10^6 euros, 300 sheep and 5th of CO2."


def test_rtf_notes_and_text_boxes_are_read_behind_the_text() -> None:
    found = rtf_of(
        r"No rain fell.{\super\chftn}{\footnote\pard\plain{\super\chftn} All gauges broke that year.}"
        r" Farms closed.{\super\chftn{\footnote\ftnalt In \f1 Brn\'ec.}}\par"
        r"{\shp{\*\shpinst{\shptxt\pard A box says so.\par}}}End.\par"
    )
    text = found.text
    assert text == (
        "No rain fell. Farms closed.\n\nEnd.\n\nAll gauges broke that year.\n\nIn Brnì.\n\nA box says so."
    )
    assert [(place.locator, text[: place.refers or 0]) for place in found.places[2:]] == [
        ("footnote 1", "No rain fell."),
        ("endnote 1", "No rain fell. Farms closed."),
        ("text box 1", ""),
    ]


@pytest.mark.parametrize(
    "piece",
    [r"{\footnote a", r"{\footnote a}", r"{\deleted a}b", r"{\super a}b", "{", "}", r"\u-560?a", r"\u-557?a"],
)
def test_rtf_made_of_one_piece_is_read_or_refused(piece: str) -> None:
    try:
        found = rtf_of(piece * 3_000)
    except SourceError:
        return
    assert all(0 <= place.start < len(found.text) for place in found.places)
    assert all(0 <= (place.refers or 0) <= place.start for place in found.places)


def test_rtf_is_told_from_what_only_has_its_suffix() -> None:
    with pytest.raises(SourceError, match="not a sound RTF"):
        rtf.read(b"A boat sank.", Limits())
    assert rtf.read(b"{\\rtf1 A boat sank." + b"{" * 20_000, Limits()).text == "A boat sank."


def test_a_saved_page_without_a_page_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.mhtml").write_text("Content-Type: multipart/related; boundary=b\n\n--b\n\ntext\n--b--\n")
    with pytest.raises(SourceError, match="holds no page"):
        load([tmp_path / "a.mhtml"])


def _odt(styles: str, body: str) -> bytes:
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "style", "text")
    )
    content = (
        f"<office:document-content {spaces}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    return changed(GOLDEN / "odt" / "lease.odt", **{"content.xml": content.encode()})


def test_an_odt_file_has_its_list_numbers_powers_and_no_struck_text() -> None:
    level = '<text:list-level-style-number text:level="1" style:num-format="i" style:num-suffix=")"/>'
    styles = (
        '<style:style style:name="T1"><style:text-properties style:text-line-through-style="solid"/>'
        "</style:style>"
        '<style:style style:name="T2"><style:text-properties style:text-position="super 58%"/></style:style>'
        f'<text:list-style style:name="L1">{level}</text:list-style>'
    )
    body = (
        '<text:p>The rent is <text:span text:style-name="T1">ten</text:span> twelve for 10'
        '<text:span text:style-name="T2">6</text:span> boats.</text:p><text:list text:style-name="L1">'
        "<text:list-item><text:p>Pay in May.</text:p><text:p>In cash.</text:p></text:list-item>"
        "<text:list-item><text:p>Leave in June.</text:p></text:list-item></text:list>"
    )
    read = odt.read(_odt(styles, body), Limits())
    assert (
        read.text == "The rent is  twelve for 10^6 boats.\n\ni) Pay in May.\n\nIn cash.\n\nii) Leave in June."
    )
    assert read.warnings == ("1 passage is struck out or deleted under track changes, and left out.",)


def test_a_note_of_an_odt_file_leans_on_the_passage_of_its_mark() -> None:
    note = (
        "<text:note-citation>1</text:note-citation><text:note-body><text:p>In May.</text:p></text:note-body>"
    )
    said = f"The dam leaks.<text:note>{note}</text:note> It is old."
    body = f"<text:p>{said}</text:p><text:p>So is all.</text:p>"
    read = odt.read(_odt("", body), Limits())
    assert read.text == "The dam leaks. It is old.\n\nIn May.\n\nSo is all."
    assert [place.refers for place in read.places] == [None, 14, None]


def test_a_formula_of_an_odt_file_is_read_and_another_object_told() -> None:
    formula = (
        '<math xmlns="http://www.w3.org/1998/Math/MathML"><semantics><mrow><mfrac><mrow><mi>a</mi><mo>+</mo>'
        "<mn>1</mn></mrow><mn>2</mn></mfrac><mo>=</mo><msup><mi>x</mi><mn>2</mn></msup></mrow>"
        '<annotation encoding="StarMath 5.0">{a+1} over 2 = x^2</annotation></semantics></math>'
    )
    objects = "".join(
        f'<draw:object xmlns:draw="d" xmlns:xlink="x" xlink:href="./Object {at}"/>' for at in (1, 2)
    )
    content = io.BytesIO(_odt("", f"<text:p>The law is {objects} here.</text:p>"))
    with zipfile.ZipFile(content, "a") as archive:
        archive.writestr("Object 1/content.xml", formula)
        archive.writestr("Object 2/content.xml", "<chart/>")
    read = odt.read(content.getvalue(), Limits())
    assert read.text == "The law is (a+1)/2=x^2 here."
    (told,) = read.warnings
    assert told.startswith("1 object is no text or formula")


def test_what_stands_in_the_margins_of_pages_is_told() -> None:
    page = (
        "<style:header><text:p>Draft of the board</text:p></style:header>"
        "<style:footer><text:p>7</text:p></style:footer>"
    )
    root, _ = parsed(f'<a xmlns:style="s" xmlns:text="t">{page}</a>'.encode())
    assert margins(root) == ("Draft of the board",)
    word = docx.Document()
    word.add_paragraph("The yard is closed.")
    word.sections[0].header.paragraphs[0].text = "Draft of the board"
    word.sections[0].footer.paragraphs[0].text = "Page 7"
    target = io.BytesIO()
    word.save(target)
    read = word_files.read(target.getvalue(), Limits())
    assert read.warnings == ("the headers and footers of its pages are left out: “Draft of the board”.",)


def test_notes_and_numbers_of_an_article_in_xml_are_read() -> None:
    article = (
        b"<article><front><article-title>Boats</article-title></front><body><p>The yard has nine boats<xref "
        b"ref-type='fn' rid='f1'>1</xref>.</p><list list-type='order'><list-item><p>Pay.</p></list-item>"
        b"<list-item><label>(b)</label><p>Leave.</p></list-item></list></body><back><fn-group><fn id='f1'>"
        b"<label>1</label><p>One of them leaks.</p></fn></fn-group></back></article>"
    )
    assert xml.read(article, Limits()).text == (
        "The yard has nine boats.\n\n1. Pay.\n\n(b) Leave.\n\nOne of them leaks."
    )


def test_the_rows_of_a_table_of_paragraphs_are_rows() -> None:
    row = r"\trowd{\pard\intbl Village\par}\cell{\pard\intbl Dead\par}\cell\row"
    found = rtf_of(
        rf"{row}\trowd{{\pard\intbl Lhota\par}}\cell{{\pard\intbl 12\par}}\cell\row\pard P(A|B) holds.\par"
    )
    assert found.text == "Village | Dead\n\nLhota | 12\n\nP(A|B) holds."


def slides(*paragraphs: str, wrapped: bool = False) -> Extracted:
    """Read a file of one slide with these paragraphs (a:p) in a text box."""
    from pptx import Presentation

    made = Presentation()
    slide = made.slides.add_slide(made.slide_layouts[6])
    slide.shapes.add_textbox(0, 0, 99, 99).text_frame.text = "MARK"
    target = io.BytesIO()
    made.save(target)
    target.seek(0)
    changed = io.BytesIO()
    with zipfile.ZipFile(target) as whole, zipfile.ZipFile(changed, "w") as written:
        for name in whole.namelist():
            content = whole.read(name).decode("utf-8", "surrogateescape")
            if name == "ppt/slides/slide1.xml":
                body = "".join(f"<a:p>{paragraph}</a:p>" for paragraph in paragraphs)
                content = content.replace("<a:p><a:r><a:t>MARK</a:t></a:r></a:p>", body)
                if wrapped:
                    offer = 'mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
                    content = content.replace("<p:sp>", f'<{offer}><mc:Choice Requires="a14"><p:sp>')
                    other = "</p:sp></mc:Choice><mc:Fallback><p:sp/></mc:Fallback></mc:AlternateContent>"
                    content = content.replace("</p:sp>", other)
            written.writestr(name, content.encode("utf-8", "surrogateescape"))
    return pptx.read(changed.getvalue(), Limits())


def piece(text: str, look: str = "") -> str:
    return f"<a:r><a:rPr {look}/><a:t>{text}</a:t></a:r>"


def test_slides_keep_powers_and_no_struck_text() -> None:
    found = slides(
        piece("Losses were 10") + piece("6", 'baseline="30000"') + piece(" euros, ")
        + piece("300", 'strike="sngStrike"') + piece("310 sheep.") + piece("2", 'baseline="30000"')
    )  # fmt: skip
    assert found.text == "Losses were 10^6 euros, 310 sheep."
    assert found.warnings == ("1 passage is struck out or deleted under track changes, and left out.",)


def test_what_a_slide_offers_in_several_forms_is_read_in_one() -> None:
    """A slide with a formula lost all its text without a word: PowerPoint wraps such a box."""
    math = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    formula = f"<a14:m xmlns:a14='http://schemas.microsoft.com/office/drawing/2010/main'><m:oMath {math}>"
    formula += "<m:r><m:t>E=mc</m:t></m:r></m:oMath></a14:m>"
    found = slides(piece("The dam broke."), piece("Thus ") + formula + piece("."), wrapped=True)
    assert found.text == "The dam broke.\n\nThus E=mc."
