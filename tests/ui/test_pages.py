"""Pages of a PDF as pictures, with the place of a passage on them."""

from __future__ import annotations

from pathlib import Path

import pytest

from summarizer.errors import SourceError
from ui.pages import picture


@pytest.fixture
def report(tmp_path: Path) -> Path:
    canvas = pytest.importorskip("reportlab.pdfgen.canvas")
    sheet = canvas.Canvas(str(tmp_path / "report.pdf"))
    sheet.drawString(72, 720, "The council of Quarn opened the new bridge on Friday.")
    sheet.showPage()
    sheet.drawString(72, 720, "It cost 12 million euros,")
    sheet.drawString(72, 700, "said the mayor of the town.")
    sheet.save()
    return tmp_path / "report.pdf"


def test_a_passage_is_marked_where_it_stands_line_by_line(report: Path) -> None:
    png, boxes = picture(print, report, 2, "It cost 12 million\neuros, said the mayor")
    assert png.startswith(b"\x89PNG")
    assert len(boxes) == 2
    for left, top, right, bottom in boxes:
        assert 0 < left < right < 1
        assert 0.1 < top < bottom < 0.2
    assert boxes[0][1] < boxes[1][1]


def test_a_passage_that_is_not_on_the_page_has_no_place(report: Path) -> None:
    assert picture(print, report, 1, "It cost 12 million euros")[1] == []
    assert picture(print, report, 1, "")[1] == []


def test_what_cannot_be_drawn_is_told(report: Path, tmp_path: Path) -> None:
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7 nonsense")
    for path, page in ((report, 3), (report, 0), (tmp_path / "broken.pdf", 1)):
        with pytest.raises(SourceError):
            picture(print, path, page, "x")
