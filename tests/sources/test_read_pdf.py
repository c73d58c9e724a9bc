from __future__ import annotations

import io
import zlib
from dataclasses import replace

import pytest
from make_files import make_pdf
from pypdf import PdfWriter

from benchmarks.fuzz.attacks.work import pdf as page_of
from summarizer.data import Document, Place
from summarizer.errors import SourceError
from summarizer.limits import Limits
from summarizer.sources.readers import pdf


def locked(user_password: str) -> bytes:
    writer = PdfWriter(clone_from=io.BytesIO(make_pdf(["A page."])))
    writer.encrypt(user_password, "owner", algorithm="AES-256")
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def bomb() -> bytes:
    data = zlib.compress(b" " * 200_000_000)
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/Resources<</Font<<>>>>/Contents 4 0 R>>",
        b"<</Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (len(data), data),
    ]
    body, offsets = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, 1):
        offsets.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return (
        body
        + b"xref\n0 5\n0000000000 65535 f \n%strailer<</Size 5/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF"
        % (
            table,
            len(body),
        )
    )


def drawn(content: bytes) -> str:
    """Return the text of a page of Helvetica, in the encoding of Windows."""
    made = page_of(b"BT /F1 12 Tf 72 720 Td " + content + b" ET")
    return pdf.read(made.replace(b"/Helvetica", b"/Helvetica/Encoding/WinAnsiEncoding"), Limits()).text


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (b"[(Andr) (\264) 300 (e) ( ate in M) (\250) 440 (u) (nchen.)] TJ", "André ate in München."),
        (b"(Andr) Tj [(\264) 300 (e)] TJ ( ate.) Tj", "André ate."),
        (b"[(Andre) 440 (\264) 120 ( ate.)] TJ", "André ate."),
        (
            b"(She drank l\264eau, and didn\264t like it\264s taste.) Tj",
            "She drank l´eau, and didn´t like it´s taste.",
        ),
        (b"(A \264 by itself, \264e and a\264.) Tj", "A ´ by itself, ´e and a´."),
    ],
)
def test_an_accent_that_is_drawn_over_a_letter_is_one_with_it(content: bytes, text: str) -> None:
    assert drawn(content) == text


def test_pages_follow_each_other_and_have_their_numbers() -> None:
    extracted = pdf.read(make_pdf(["The first page.", "", "The third\npage."], title="Report"), Limits())
    assert extracted.text == "The first page.\n\nThe third page."
    assert extracted.places == (Place(0, page=1), Place(17, page=3))
    assert extracted.title == "Report"
    assert extracted.warnings == ("without text: page 2; scans need text recognition (OCR) first.",)
    document = Document(id="S1", name="a.pdf", text=extracted.text, places=extracted.places)
    assert document.place(extracted.text.index("third")) == Place(17, page=3)


def test_the_time_a_file_was_made_is_no_publication_date() -> None:
    assert pdf.read(make_pdf(["A page."]), Limits()).date is None


def test_a_file_locked_only_against_printing_is_read() -> None:
    assert pdf.read(locked(""), Limits()).text == "A page."


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (locked("secret"), "locked with a password"),
        (make_pdf(["", ""]), "hold no text"),
        (b"%PDF-1.7", "not a sound PDF"),
        (make_pdf(["A page."])[:600], "not a sound PDF"),
        (b"", "not a sound PDF"),
        (bomb(), "hold no text"),
    ],
    ids=["locked", "pictures", "begun", "cut off", "empty", "bomb"],
)
def test_what_cannot_be_read_is_told_in_one_sentence(content: bytes, reason: str) -> None:
    with pytest.raises(SourceError, match=reason) as caught:
        pdf.read(content, Limits())
    assert str(caught.value).count(".") == 1


@pytest.mark.parametrize("name", ["max_pages", "max_chars", "max_expansion"])
def test_a_file_over_a_limit_is_refused_with_the_name_of_the_limit(name: str) -> None:
    with pytest.raises(SourceError, match=f"raise {name}"):
        pdf.read(make_pdf(["One page.", "Two pages."]), replace(Limits(), **{name: 1}))
