"""Tables, transcripts and XML: what a golden pair does not show."""

from __future__ import annotations

import io
import re
import time
import zipfile

import openpyxl
import pytest
from openpyxl.styles import Font

from summarizer.errors import SourceError
from summarizer.limits import Limits
from summarizer.sources.readers import csv, subtitles, xlsx, xml


def book(rows: list[list[object]], title: str = "Tolls") -> bytes:
    made = openpyxl.Workbook()
    sheet = made.active
    sheet.title = title
    for row in rows:
        sheet.append(row)
    target = io.BytesIO()
    made.save(target)
    return target.getvalue()


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_separator_is_told_from_the_rows(separator: str) -> None:
    table = "\n".join(separator.join(row) for row in (("Year", "Town"), ("1901", "Tolk"), ("1902", "Orme")))
    assert csv.read(table.encode(), Limits()).text.splitlines()[1:] == [
        "Year: 1901; Town: Tolk.",
        "Year: 1902; Town: Orme.",
    ]


def test_a_row_with_a_comma_too_many_is_no_statement() -> None:
    read = csv.read(b"Yard,Bid\nNess,12,400\nOrme,300\n", Limits())
    assert "Bid: 12;" not in read.text
    assert [read.text[aside.start : aside.end] for aside in read.asides] == ["Yard | Bid", "Ness | 12 | 400"]
    assert "row 2" in read.warnings[0]


def test_a_table_without_a_header_is_read_by_letters() -> None:
    assert csv.read(b"1901,40\n1902,41\n", Limits()).text == "A: 1901; B: 40.\nA: 1902; B: 41."


def test_cells_are_located_by_sheet_and_row() -> None:
    read = xlsx.read(book([["Day", "Carts"], ["Monday", 41], ["Friday", None]]), Limits())
    assert read.text == "Day | Carts\nDay: Monday; Carts: 41.\nDay: Friday."
    assert [place.locator for place in read.places] == ["Tolls!A1:B1", "Tolls!A2:B2", "Tolls!A3"]


def test_formulas_without_a_value_are_told() -> None:
    read = xlsx.read(book([["Day", "Carts"], ["Monday", "=20+21"], ["Friday", 3]]), Limits())
    assert read.text == "Day | Carts\nDay: Monday.\nDay: Friday; Carts: 3."
    assert read.warnings[0].startswith("formulas without a value: 1;")


def test_a_damaged_sheet_costs_itself_alone() -> None:
    made = openpyxl.Workbook()
    made.active.append(["Day", "Carts"])
    made.active.append(["Monday", 41])
    made.create_sheet("Bad").append(["x", "y"])
    target, changed = io.BytesIO(), io.BytesIO()
    made.save(target)
    with zipfile.ZipFile(target) as source, zipfile.ZipFile(changed, "w") as copy:
        for name in source.namelist():
            copy.writestr(name, source.read(name)[: -90 if "sheet2" in name else None])
    read = xlsx.read(changed.getvalue(), Limits())
    assert "Monday" in read.text
    assert "“Bad” is damaged" in read.warnings[0]


def test_what_is_no_table_is_refused_in_a_sentence() -> None:
    for reader, content in (
        (xlsx.read, b"PK\x03\x04no"),
        (xlsx.read, b""),
        (csv.read, b'"' + b"a" * 200_000),
    ):
        with pytest.raises(SourceError, match=r"\.$"):
            reader(content, Limits())


def test_a_sentence_over_two_cues_is_one_and_each_cue_has_its_time() -> None:
    read = subtitles.read(
        b"1\n00:01:02,000 --> 00:01:03,000\nThe boat\n\n2\n00:01:03,000 --> 00:01:04,000\nsank.\n", Limits()
    )
    assert read.text == "The boat sank."
    assert [(place.start, place.locator) for place in read.places] == [(0, "00:01:02"), (9, "00:01:03")]


def test_a_transcript_without_cues_is_told() -> None:
    with pytest.raises(SourceError, match="no cue"):
        subtitles.read(b"WEBVTT\n\nnothing\n", Limits())


def test_a_sheet_keeps_powers_and_nothing_that_is_struck_out() -> None:
    made = openpyxl.Workbook()
    made.active.append(["Town", "Burnt", "Tolls"])
    made.active.append(["Orme", "SHARED", 300])
    made.active["C2"].font = Font(strike=True)
    content = io.BytesIO()
    made.save(content)
    piece = "<r>{}<t xml:space='preserve'>{}</t></r>".format
    raised, struck = '<rPr><vertAlign val="superscript"/></rPr>', "<rPr><strike/></rPr>"
    pieces = piece("", "some 10") + piece(raised, "6") + piece("", " t, not ") + piece(struck, "9 t")
    read = xlsx.read(shared(content, pieces), Limits())
    assert read.text.endswith("Town: Orme; Burnt: some 10^6 t, not.")
    assert read.warnings == ("2 passages are struck out or deleted under track changes, and left out.",)


def shared(content: io.BytesIO, pieces: str) -> bytes:
    """Return a workbook whose cell ``B2`` holds ``pieces`` as a spreadsheet program writes them."""
    name, main = "xl/sharedStrings.xml", "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    target = io.BytesIO()
    with zipfile.ZipFile(content) as source, zipfile.ZipFile(target, "w") as archive:
        for each in source.namelist():
            inner = source.read(each).decode()
            inner = inner.replace("</Types>", f'<Override PartName="/{name}" ContentType="{kind}"/></Types>')
            inner = re.sub(r'<c r="B2"[^>]*>.*?</c>', '<c r="B2" t="s"><v>0</v></c>', inner)
            archive.writestr(each, inner)
        archive.writestr(name, f'<sst xmlns="{main}"><si>{pieces}</si></sst>')
    return target.getvalue()


def test_a_note_leans_on_the_passage_of_its_mark() -> None:
    read = xml.read(
        b'<article><body><p>Ten<xref ref-type="fn" rid="a">1</xref> sank.<fn><p>All old.</p></fn></p></body>'
        b'<back><fn-group><fn id="a"><p>Of ninety.</p></fn></fn-group></back></article>',
        Limits(),
    )
    assert read.text == "Ten sank.\n\nAll old.\n\nOf ninety."
    assert [place.refers for place in read.places] == [None, 9, 3]


def test_several_roots_are_all_read() -> None:
    read = xml.read(b"<p>The boat sank.</p>\n<p>All swam.</p>", Limits())
    assert read.text == "The boat sank.\n\nAll swam."


def test_entities_of_xml_are_never_resolved() -> None:
    laughs = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 9))
    bomb = f'<!DOCTYPE a [<!ENTITY a0 "ha">{laughs}]><a><p>One line. &a8;</p></a>'
    assert xml.read(bomb.encode(), Limits()).text == "One line."
    outside = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a><p>One line. &b;</p></a>'
    assert xml.read(outside.encode(), Limits()).text == "One line."


def test_damaged_xml_is_read_as_far_as_it_goes() -> None:
    read = xml.read(b"<article><body><p>The boat sank.</p><p>Nobody was", Limits())
    assert read.text.startswith("The boat sank.")
    assert "damaged at line 1" in read.warnings[0]


def test_wide_and_deep_xml_takes_linear_time() -> None:
    began = time.process_time()
    xml.read(b"<a>" + b"<p>x</p>y" * 45_000 + b"</a>", Limits())
    xml.read(b"<a>" + b"<b>z" * 200 + b"</b>" * 200 + b"</a>", Limits())
    xml.read(b"<a><p>" + b"<i>x</i><sup>2</sup><fn>n</fn>" * 30_000 + b"</p></a>", Limits())
    subtitles.read(b"00:01 --> 00:02\n" + b"<s>a" * 300_000, Limits())
    assert time.process_time() - began < 5


def test_a_list_of_references_is_left_out_with_a_word() -> None:
    back = "<back><ref-list><ref>A. Lowe, Ferries.</ref><ref>B. Penn, Cranes.</ref></ref-list></back>"
    read = xml.read(f"<article><body><p>The ferry sank.</p></body>{back}</article>".encode(), Limits())
    assert "Lowe" not in read.text
    assert read.warnings == ("its list of 2 references is left out.",)
