from __future__ import annotations

import io
import struct
import zipfile
from dataclasses import replace

import pytest
from make_files import make_docx, with_body, word_xml

from summarizer.data import Place
from summarizer.errors import SourceError
from summarizer.limits import Limits
from summarizer.sources.readers import docx


def read(content: str) -> str:
    return docx.read(with_body(word_xml(content)), Limits()).text


def lying_bomb() -> bytes:
    """Return an archive whose headers say that its main part is small."""
    size = 30_000_000
    archive = with_body(b" " * size)
    return archive.replace(struct.pack("<I", size), struct.pack("<I", 1000))


def test_paragraphs_and_table_rows_stand_in_order_with_locators() -> None:
    content = make_docx(["Heading", "", "One & two."], [["a", "b"], ["c\nd", "e"]], title="Report")
    extracted = docx.read(content, Limits())
    assert extracted.text == "Heading\n\nOne & two.\n\na | b\nc d | e\n\nAfter the table."
    assert extracted.places == (
        Place(0, locator="paragraph 1"),
        Place(9, locator="paragraph 2"),
        Place(21, locator="table 1, row 1"),
        Place(27, locator="table 1, row 2"),
        Place(36, locator="paragraph 3"),
    )
    assert extracted.title == "Report"


def test_tracked_insertions_are_text_and_deletions_and_hidden_runs_are_not() -> None:
    assert read(
        "<w:p><w:r><w:t>a</w:t></w:r><w:ins><w:r><w:t>b</w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>c</w:delText></w:r></w:del>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>d</w:t></w:r><w:r><w:tab/><w:t>e</w:t><w:br/><w:t>f</w:t></w:r></w:p>"
    ) == "ab\te\nf"  # fmt: skip


def test_content_controls_and_text_boxes_are_read_once() -> None:
    box = "<w:txbxContent><w:p><w:r><w:t>boxed</w:t></w:r></w:p></w:txbxContent>"
    fallback = f'<m:Fallback xmlns:m="http://schemas.openxmlformats.org/markup-compatibility/2006">{box}</m:Fallback>'
    control = "<w:sdt><w:sdtContent><w:p><w:r><w:t>controlled</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    assert (
        read(f"{control}<w:p><w:r>{box}{fallback}<w:t>host</w:t></w:r></w:p>")
        == "controlled\n\nhost\n\nboxed"
    )


def test_external_entities_are_not_resolved(tmp_path: pytest.TempPathFactory) -> None:
    secret = tmp_path / "secret"  # type: ignore[operator]
    secret.write_text("SECRET")
    doctype = f'<!DOCTYPE d [<!ENTITY e SYSTEM "{secret.as_uri()}">]>'
    body = word_xml("<w:p><w:r><w:t>A</w:t></w:r><w:r><w:t>&e;</w:t></w:r></w:p>", doctype)
    assert docx.read(with_body(body), Limits()).text == "A"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"no archive", "not a sound DOCX"),
        (make_docx(["A paragraph."])[:900], "not a sound DOCX"),
        (with_body(b"<w:document"), "not a sound DOCX"),
        (with_body(word_xml("<w:sdt>" * 5000 + "</w:sdt>" * 5000)), "not a sound DOCX"),
        (with_body(b" " * 100_000_000), "unfold"),
        (lying_bomb(), "not a sound DOCX"),
        (with_body(b" ", zipfile.ZIP_LZMA), "not a sound DOCX"),
        (b"\xd0\xcf\x11\xe0rest", "password or an old"),
        (make_docx([""]), "no text"),
    ],
)
def test_what_cannot_be_read_is_told_in_one_sentence(content: bytes, reason: str) -> None:
    with pytest.raises(SourceError, match=reason) as caught:
        docx.read(content, Limits())
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("limit", [{"max_chars": 5}, {"max_expansion": 1000}])
def test_a_file_over_a_limit_is_refused(limit: dict[str, int]) -> None:
    with pytest.raises(SourceError):
        docx.read(make_docx(["A paragraph."]), replace(Limits(), **limit))


STRICT = {
    "schemas.openxmlformats.org/wordprocessingml/2006/main": "purl.oclc.org/ooxml/wordprocessingml/main",
}


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*runs: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(runs)}</w:p>"


RAISED, LOWERED = '<w:vertAlign w:val="superscript"/>', '<w:vertAlign w:val="subscript"/>'


def with_part(body: bytes, kind: str, part: str) -> bytes:
    """Return a file whose main part names one more part."""
    content = with_body(body)
    made = io.BytesIO(content)
    relations = "word/_rels/document.xml.rels"
    with zipfile.ZipFile(made) as source:
        old = {
            name: source.read(name)
            for name in source.namelist()
            if name not in (relations, f"word/{kind}.xml")
        }
    made = io.BytesIO()
    space = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    with zipfile.ZipFile(made, "w") as target:
        for name, value in old.items():
            target.writestr(name, value)
        target.writestr(
            relations,
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="r1" Type="{space}/{kind}" Target="{kind}.xml"/></Relationships>',
        )
        target.writestr(
            f"word/{kind}.xml",
            '<w:root xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
            + part
            + "</w:root>",
        )
    return made.getvalue()


@pytest.mark.parametrize(
    ("runs", "text"),
    [
        ((run("about 10"), run("9", RAISED), run(" cells")), "about 10^9 cells"),
        ((run("10"), run("−", RAISED), run("4", RAISED), run(" mol")), "10^−4 mol"),
        ((run("an area of 12 km"), run("2", RAISED)), "an area of 12 km^2"),
        ((run("lost 750"), run("3", RAISED), run(" sheep")), "lost 750 sheep"),
        ((run("said so."), run("12", RAISED), run(" Then")), "said so. Then"),
        ((run("the 3"), run("rd", RAISED), run(" time")), "the 3rd time"),
        ((run("CO"), run("2", LOWERED), run(" and 101"), run("2", LOWERED)), "CO2 and 101_2"),
        ((run("paid 7"), run("1", RAISED), run("/"), run("2", LOWERED), run(" crowns")), "paid 7 1/2 crowns"),
    ],
)
def test_a_raised_digit_is_a_power_or_a_note_and_joins_no_number(runs: tuple[str, ...], text: str) -> None:
    assert read(paragraph(*runs)) == text


def test_struck_out_text_is_left_out_and_told() -> None:
    body = paragraph(
        run("Open "), run("daily ", "<w:strike/>"), run("on "), run("Sundays.", '<w:strike w:val="0"/>')
    )
    extracted = docx.read(with_body(word_xml(body + paragraph(run("Gone.", "<w:dstrike/>")))), Limits())
    assert extracted.text == "Open on Sundays."
    assert extracted.warnings == ("2 passages are struck out or deleted under track changes, and left out.",)


def test_a_deleted_paragraph_mark_joins_two_paragraphs() -> None:
    mark = '<w:rPr><w:del w:id="1"/></w:rPr>'
    assert (
        read(
            paragraph(run("The ferry "), properties=mark)
            + paragraph(run("sails at six."))
            + paragraph(run("Late."))
        )
        == "The ferry sails at six.\n\nLate."
    )


def test_a_deleted_table_row_is_no_text() -> None:
    def row(text: str, properties: str = "") -> str:
        return f"<w:tr><w:trPr>{properties}</w:trPr><w:tc>{paragraph(run(text))}</w:tc></w:tr>"

    assert read(f"<w:tbl>{row('stays')}{row('goes', '<w:del/>')}</w:tbl>") == "stays"


def test_an_equation_stands_in_its_sentence() -> None:
    math = 'xmlns:q="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    fraction = "<q:f><q:num><q:r><q:t>a+b</q:t></q:r></q:num><q:den><q:r><q:t>2</q:t></q:r></q:den></q:f>"
    power = "<q:sSup><q:e><q:r><q:t>x</q:t></q:r></q:e><q:sup><q:r><q:t>10</q:t></q:r></q:sup></q:sSup>"
    root = "<q:rad><q:e><q:r><q:t>2y</q:t></q:r></q:e></q:rad>"
    body = paragraph(run("if "), f"<q:oMath {math}>{fraction}{power}{root}</q:oMath>", run(" holds"))
    assert read(body) == "if (a+b)/2x^10√(2y) holds"


def test_signs_of_symbol_fonts_are_read_and_unknown_ones_told() -> None:
    signs = (
        '<w:r><w:sym w:font="Symbol" w:char="F0A3"/></w:r>',
        '<w:r><w:sym w:font="Webdings" w:char="F061"/></w:r>',
    )
    body = paragraph(
        run("loads "), signs[0], run(" 5 t, "), run("\uf0b1", '<w:rFonts w:ascii="Symbol"/>'), run("2")
    )
    assert read(body) == "loads ≤ 5 t, ±2"
    extracted = docx.read(with_body(word_xml(paragraph(run("a"), signs[1]))), Limits())
    assert "1 sign of a symbol font" in extracted.warnings[0]


def test_the_numbers_of_a_list_are_written_as_word_counts_them() -> None:
    level = '<w:lvl w:ilvl="{0}"><w:numFmt w:val="{1}"/><w:lvlText w:val="{2}"/></w:lvl>'
    numbering = (
        '<w:abstractNum w:abstractNumId="5">'
        + level.format(0, "decimal", "Rule %1:")
        + level.format(1, "lowerRoman", "%1.%2)")
        + '</w:abstractNum><w:num w:numId="3"><w:abstractNumId w:val="5"/></w:num>'
    )

    def item(text: str, depth: int) -> str:
        return paragraph(
            run(text), properties=f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="3"/></w:numPr>'
        )

    body = (
        item("Wash.", 0)
        + item("Hot.", 1)
        + item("Cold.", 1)
        + paragraph(run("Note."))
        + item("Dry.", 0)
        + item("Air.", 1)
    )
    text = docx.read(with_part(word_xml(body), "numbering", numbering), Limits()).text
    assert text.split("\n\n") == [
        "Rule 1: Wash.", "1.i) Hot.", "1.ii) Cold.", "Note.", "Rule 2: Dry.", "2.i) Air.",
    ]  # fmt: skip


def test_footnotes_follow_the_text_with_locators() -> None:
    body = paragraph(run("Rents fell."), '<w:r><w:footnoteReference w:id="7"/></w:r>', run(" Wages rose."))
    note = paragraph("<w:r><w:footnoteRef/></w:r>", run(" In towns only."))
    notes = f'<w:footnote w:id="7">{note}</w:footnote>'
    extracted = docx.read(with_part(word_xml(body), "footnotes", notes), Limits())
    assert extracted.text == "Rents fell. Wages rose.\n\nIn towns only."
    assert extracted.places[-1] == Place(25, locator="footnote 1", refers=11)


def test_a_note_knows_the_passage_that_its_mark_stands_behind() -> None:
    mark = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="{}"/></w:r>'
    body = (
        paragraph(run("  Rents rose by 10"), run("2", "<w:vertAlign w:val='superscript'/>"), run(" euros."))
        + paragraph(run("Wages fell."), mark.format(3), run(" Nobody knew why."), mark.format(7))
        + f"<w:tbl><w:tr><w:tc>{paragraph(run('Brno'))}</w:tc>"
        + f"<w:tc>{paragraph(run('40'), mark.format(9))}</w:tc></w:tr></w:tbl>"
    )
    notes = "".join(
        f'<w:footnote w:id="{number}">{paragraph(run(text))}</w:footnote>'
        for number, text in ((7, "A survey did."), (3, "In towns only."), (9, "Dead and missing."))
    )
    extracted = docx.read(with_part(word_xml(body), "footnotes", notes), Limits())
    text = extracted.text
    behind = {
        text[place.start :].split("\n")[0]: text[: place.refers].split("\n")[-1]
        for place in extracted.places
        if place.refers is not None
    }
    assert behind == {
        "In towns only.": "Wages fell.",
        "A survey did.": "Wages fell. Nobody knew why.",
        "Dead and missing.": "Br",  # in a row the cell is what is known
    }


def test_strict_open_xml_is_read_like_any_other() -> None:
    body = word_xml(paragraph(run("Oats are dear.")))
    for transitional, strict in STRICT.items():
        body = body.replace(transitional.encode(), strict.encode())
    assert docx.read(with_body(body), Limits()).text == "Oats are dear."


def test_the_words_of_a_style_count_as_those_of_the_run() -> None:
    styles = (
        '<w:style w:styleId="Base"><w:rPr><w:strike/></w:rPr></w:style>'
        '<w:style w:styleId="Old"><w:basedOn w:val="Base"/></w:style>'
    )
    body = paragraph(run("Stays."), run(" Goes.", '<w:rStyle w:val="Old"/>'))
    assert docx.read(with_part(word_xml(body), "styles", styles), Limits()).text == "Stays."
