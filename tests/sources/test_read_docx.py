from __future__ import annotations

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
