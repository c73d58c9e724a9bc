"""How the pages of a PDF are read: columns, tables, notes, hyphens, running heads, what goes on overleaf."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from summarizer.content.boilerplate import mark
from summarizer.limits import Limits
from summarizer.sources.load import load
from summarizer.sources.readers import pdf
from summarizer.sources.readers.base import Extracted
from summarizer.sources.readers.pdf_glyphs import Word
from summarizer.sources.readers.pdf_text import assemble
from summarizer.text.segment import split


def drawn(*pages: Callable[[Canvas], None], title: str = "") -> bytes:
    target = io.BytesIO()
    canvas = Canvas(target, invariant=1)
    if title:
        canvas.setTitle(title)
    for page in pages:
        page(canvas)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def lines(
    canvas: Canvas, text: str, x: float = 72, y: float = 720, size: float = 11, font: str = "Helvetica"
) -> None:
    canvas.setFont(font, size)
    for at, line in enumerate(text.split("\n")):
        canvas.drawString(x, y - 14 * at, line)


def read(*pages: Callable[[Canvas], None], title: str = "") -> Extracted:
    return pdf.read(drawn(*pages, title=title), Limits())


def paragraphs(extracted: Extracted) -> list[str]:
    return extracted.text.split("\n\n")


def marked(extracted: Extracted) -> dict[str, str]:
    return {extracted.text[aside.start : aside.end]: aside.reason for aside in extracted.asides}


LEFT = (
    "The mill race was dug out in\nMarch, and the wheel has turned\never since without a pause, as\n"
    "the miller had hoped."
)
RIGHT = (
    "Its neighbour, the saw mill, lost\nthe use of the stream and went\nto court, where the case is to be\n"
    "heard before the hay harvest."
)


def test_columns_are_read_one_after_the_other_though_drawn_across() -> None:
    def page(canvas: Canvas) -> None:
        for at, (left, right) in enumerate(zip(LEFT.split("\n"), RIGHT.split("\n"), strict=True)):
            lines(canvas, left, 72, 700 - 14 * at)
            lines(canvas, right, 320, 700 - 14 * at)

    assert paragraphs(read(page)) == [LEFT.replace("\n", " "), RIGHT.replace("\n", " ")]


def test_what_spans_both_columns_parts_them() -> None:
    def page(canvas: Canvas) -> None:
        lines(canvas, LEFT, 72, 700)
        lines(canvas, RIGHT, 320, 700)
        lines(
            canvas,
            "Both mills have stood on this bank for as long as there have been records of the parish.",
            72,
            630,
        )
        lines(canvas, LEFT.upper(), 72, 600, 9)
        lines(canvas, RIGHT.upper(), 320, 600, 9)

    found = [text[:8] for text in paragraphs(read(page))]
    assert found == ["The mill", "Its neig", "Both mil", "THE MILL", "ITS NEIG"]


def test_a_table_is_read_row_by_row() -> None:
    def page(canvas: Canvas) -> None:
        for at, row in enumerate((("Mill", "Wheels", "Sacks"), ("Upper", "2", "410"), ("Lower", "1", "95"))):
            for column, cell in enumerate(row):
                lines(canvas, cell, 72 + 120 * column, 700 - 14 * at)

    assert paragraphs(read(page)) == ["Mill | Wheels | Sacks", "Upper | 2 | 410", "Lower | 1 | 95"]


def test_words_drawn_one_by_one_are_a_line() -> None:
    def page(canvas: Canvas) -> None:
        x = 72.0
        for word in "The ferry was hauled out for tarring on Friday.".split():
            lines(canvas, word, x)
            x += canvas.stringWidth(word, "Helvetica", 11) + 3

    assert paragraphs(read(page)) == ["The ferry was hauled out for tarring on Friday."]


@pytest.mark.parametrize(
    ("written", "whole"),
    [
        (
            "The keeper of the light-\nhouse has seen no ship.",
            "The keeper of the lighthouse has seen no ship.",
        ),
        ("A well-known pilot and a well-\nknown reef.", "A well-known pilot and a well-known reef."),
        ("The state-of-\nthe-art lamp was lit.", "The state-of-the-art lamp was lit."),
        ("It stood from 1890-\n1911 on the cape.", "It stood from 1890-1911 on the cape."),
    ],
)
def test_a_word_broken_at_the_end_of_a_line_is_whole(written: str, whole: str) -> None:
    assert read(lambda canvas: lines(canvas, written)).text == whole


def test_a_sentence_goes_on_over_the_end_of_a_page_and_its_page_is_known() -> None:
    def page(number: int, text: str) -> Callable[[Canvas], None]:
        def draw(canvas: Canvas) -> None:
            lines(canvas, "Letters of the harbour office", 72, 800, 9)
            lines(canvas, text, 72, 720)
            lines(canvas, f"{number}", 300, 30, 9)

        return draw

    extracted = read(
        page(7, "The pilots of the outer roads have asked for a second\nboat, which the office will not"),
        page(8, "pay for before the new year. Nobody was surprised."),
    )
    first = paragraphs(extracted)[0]
    assert first.startswith("The pilots")
    assert "will not pay for before" in first
    assert [place.page for place in extracted.places if place.start <= len(first)] == [1, 2]
    assert marked(extracted) == {
        "Letters of the harbour office": "page header",
        "7": "page header",
        "8": "page header",
    }


@pytest.mark.parametrize(
    ("base", "raised", "text"),
    [
        ("counted 10", "6", "counted 10^6 eels."),
        ("counted 300", "2", "counted 300 eels."),
        ("saw the eels", "12", "saw the eels eels."),
        ("held 4 m", "3", "held 4 m^3 eels."),
    ],
)
def test_a_power_stays_one_and_the_mark_of_a_note_joins_no_number(base: str, raised: str, text: str) -> None:
    def page(canvas: Canvas) -> None:
        lines(canvas, base)
        x = 72 + canvas.stringWidth(base, "Helvetica", 11)
        lines(canvas, raised, x, 724, 7)
        lines(canvas, " eels.", x + canvas.stringWidth(raised, "Helvetica", 7))

    assert read(page).text == text


def test_text_on_a_page_that_is_turned_is_read_in_its_own_direction() -> None:
    def page(canvas: Canvas) -> None:
        canvas.rotate(90)
        lines(canvas, "The map of the shoals is printed\nacross the page.", 100, -200)

    assert read(page).text == "The map of the shoals is printed across the page."


def test_title_authors_headings_captions_and_references_are_no_content() -> None:
    def page(canvas: Canvas) -> None:
        lines(canvas, "Eels of the Lower Marsh", 150, 760, 18, "Helvetica-Bold")
        lines(canvas, "Ada Finch, Marsh Institute, ada@marsh.example", 150, 735)
        lines(canvas, "1 Counting", 72, 700, 13, "Helvetica-Bold")
        lines(
            canvas,
            "We counted the eels of the marsh in two nights of May,\nand found more than in any year before.",
            72,
            670,
        )
        lines(canvas, "Figure 1. Eels by night.", 72, 600, 9)
        lines(canvas, "References", 72, 560, 13, "Helvetica-Bold")
        lines(canvas, "[1] B. Heron. Eels, and who eats them. Journal of Ponds, 2009.", 72, 535, 9)

    extracted = read(page, title="untitled")
    assert extracted.title == "Eels of the Lower Marsh"
    assert marked(extracted) == {
        "Eels of the Lower Marsh": "headline",
        "Ada Finch, Marsh Institute, ada@marsh.example": "byline",
        "1 Counting": "section label",
        "Figure 1. Eels by night.": "caption",
        "References": "section label",
        "[1] B. Heron. Eels, and who eats them. Journal of Ponds, 2009.": "reference",
    }


def test_what_is_filled_into_a_form_is_read_at_its_place() -> None:
    def page(canvas: Canvas) -> None:
        lines(canvas, "Name of the boat:", 72, 700)
        canvas.acroForm.textfield(name="boat", value="The Merry Widow", x=200, y=695, width=200, height=20)
        lines(canvas, "She leaks.", 72, 660)

    assert paragraphs(read(page)) == ["Name of the boat: The Merry Widow", "She leaks."]


def test_glyphs_without_a_meaning_are_told_with_their_page() -> None:
    found = {"text": "o\ufffder", "title": None, "stated": "", "places": [[0, 3]], "asides": [], "pages": 4,
             "broken": [], "empty": [], "lost": {"3": 1}, "slow": False}  # fmt: skip
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pdf, "_read_apart", lambda *_: found)
        (warning,) = pdf.read(b"", Limits()).warnings
    assert warning.startswith("1 glyph on page 3 cannot be read")


def test_ligatures_are_written_out() -> None:
    words = [Word("the \ufb01nal o\uf001er", 72, 200, 700, 11, False, 0, False)]
    assert assemble([(1, words)], frozenset(), "").text == "the final ofier"
    lost = assemble([(3, [Word("o\ue123er it", 72, 200, 700, 11, False, 0, False)])], frozenset(), "")
    assert (lost.text, lost.lost) == ("o\ufffder it", {3: 1})


def test_the_marks_of_the_format_reach_the_sentences(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(
        drawn(
            lambda canvas: lines(
                canvas, "The weir held. The boats came home.\n\n\nReferences\n[1] A book. 2001."
            )
        )
    )
    (document,) = load([path]).documents
    assert [sentence.skip for sentence in mark(split(document))][:3] == [None, None, "section label"]
    assert mark(split(document))[-1].skip == "reference"


def test_a_paragraph_below_the_title_that_goes_on_in_the_next_column_names_no_authors() -> None:
    left = "The commission learned on Monday that\nthe pumps had been shut off. A man who\n"
    left += "saw the glow ran to where the telephone"
    right = "had been taken away. He stopped a train\nwith his lamp, and its driver called the\n"
    right += "fire brigade of the next town."

    def page(canvas: Canvas) -> None:
        lines(canvas, "Fire in the tunnel", 72, 760, 18, "Helvetica-Bold")
        lines(canvas, left)
        lines(canvas, right, 320)

    extracted = read(page)
    assert set(marked(extracted).values()) == {"headline"}
    assert "where the telephone had been taken away." in extracted.text


def test_the_numbers_of_the_lines_of_a_manuscript_stand_in_no_sentence() -> None:
    text = (
        "We counted 58 otters in the first spring and 91\nin the second. Most live between the weirs, where\n"
    )
    text += "the banks are steep. Boats are the greater danger,\nas eleven otters were struck by the barges."

    def page(canvas: Canvas) -> None:
        lines(canvas, text, 100)
        lines(canvas, "1\n2\n3\n4", 72, size=8)

    assert paragraphs(read(page))[0] == text.replace("\n", " ")
    weirs = ("first", "second", "third", "fourth")
    items = "\n".join(f"Otters of the {name} weir are counted." for name in weirs)

    def listed(canvas: Canvas) -> None:
        lines(canvas, items, 100)
        lines(canvas, "1\n2\n3\n4", 72, size=8)

    assert "page header" not in marked(read(listed)).values()
