"""Mail: decoded, dated and titled by its headers; what the sender did not write is no content."""

from __future__ import annotations

from pathlib import Path

import pytest

from summarizer.content.boilerplate import mark
from summarizer.data import Document
from summarizer.errors import SourceError
from summarizer.limits import Limits
from summarizer.sources.load import load
from summarizer.sources.readers import eml
from summarizer.text.segment import split

HEAD = "From: Odile <o@s.example>\nSubject: Re: Slipway\nDate: Mon, 05 May 2014 09:12:00 +0200\n"
REPLY = HEAD + "In-Reply-To: <1@s>\n\n"


def mail(tmp_path: Path, content: str) -> Document:
    path = tmp_path / "a.eml"
    path.write_bytes(content.encode("utf-8"))
    return load([path]).documents[0]


def content_of(document: Document) -> list[str]:
    return [one.text for one in mark(split(document)) if one.skip is None]


def test_the_headers_tell_title_sender_and_day(tmp_path: Path) -> None:
    document = mail(tmp_path, REPLY + "The bid is valid until June.\n")
    assert (document.title, document.publisher, str(document.date)) == ("Slipway", "Odile", "2014-05-05")
    assert document.text == "The bid is valid until June."


@pytest.mark.parametrize(
    ("subject", "title"),
    [
        ("AW: WG: Slipway", "Slipway"),
        ("RE[2]: Slipway", "Slipway"),
        ("回复：船台已经修好了", "船台已经修好了"),
        ("WHO: visit to the ward", "WHO: visit to the ward"),
        ("Fwd: UK: bids are in", "UK: bids are in"),
        ("Re: Mail::Box", "Mail::Box"),
    ],
)
def test_marks_of_answering_are_no_part_of_the_title(subject: str, title: str, tmp_path: Path) -> None:
    assert mail(tmp_path, f"From: O <o@s.example>\nSubject: {subject}\n\nThe bid is valid.\n").title == title


@pytest.mark.parametrize(
    ("to", "told"),
    [
        ("Piet Maas <p@s.example>", "Piet Maas"),
        ("p@s.example, =?utf-8?q?J=C3=B6rg?= <j@s.example>", "p@s.example, Jörg"),
        (", ".join(f"P{at} <p{at}@s.example>" for at in range(8)), "P0, P1, P2, P3, P4 and 3 more"),
        ("", None),
    ],
)
def test_a_mail_knows_whom_it_is_to(to: str, told: str | None, tmp_path: Path) -> None:
    assert mail(tmp_path, f"To: {to}\n{HEAD}\nThe bid is valid until June.\n").recipients == told


@pytest.mark.parametrize(
    "quoted",
    [
        "On 4 May 2014 Piet wrote:\n> The yard has sent no bid.\n> It will not do so.\n",
        "On Sun, May 4, 2014 at 12:03 PM Piet Maas of the yard at Ness\n<piet@s.example> wrote:\n\n"
        "> The yard has sent no bid.\n",
        "Am 04.05.2014 um 12:03 schrieb Piet Maas\n<piet@s.example>:\n\n> The yard has sent no bid.\n",
        "-----Original Message-----\nFrom: Piet\nSent: 4 May 2014\n\nThe yard has sent no bid.\n",
        "From: Piet <p@s.example>\nSent: 4 May\nTo: O\nSubject: Bid\n\nThe yard has sent no bid.\n",
        "-- \nOdile Marr\nThe yard at Sulby builds boats for the bay.\n",
    ],
)
def test_replies_and_signatures_are_no_content(quoted: str, tmp_path: Path) -> None:
    document = mail(tmp_path, REPLY + "The lowest bid comes from the yard at Ness.\n\n" + quoted)
    assert content_of(document) == ["The lowest bid comes from the yard at Ness."]


def test_an_answer_between_quoted_lines_is_content(tmp_path: Path) -> None:
    text = "> Who made the bid?\n\nThe yard at Ness made it.\n\n> When does it end?\n\nIt ends in June.\n"
    assert content_of(mail(tmp_path, REPLY + text)) == ["The yard at Ness made it.", "It ends in June."]


def test_what_is_forwarded_is_content(tmp_path: Path) -> None:
    text = "------ Forwarded message ------\nFrom: C <c@s.example>\nDate: 1 May 2014\n\nThe lease ran out.\n"
    assert content_of(mail(tmp_path, HEAD + "\n" + text)) == ["The lease ran out."]


def test_a_mail_in_html_alone_loses_what_it_quotes(tmp_path: Path) -> None:
    html = "<p>The bid is low.</p><div class='gmail_quote'>On Sunday: <p>The yard has sent no bid.</p></div>"
    document = mail(tmp_path, REPLY.replace("\n\n", "\nContent-Type: text/html; charset=utf-8\n\n") + html)
    assert content_of(document) == ["The bid is low."]


def test_soft_line_ends_are_joined(tmp_path: Path) -> None:
    head = REPLY.replace("\n\n", "\nContent-Type: text/plain; format=flowed\n\n")
    assert mail(tmp_path, head + "The bid \nis low.\nIt ends.\n").text == "The bid is low.\nIt ends."


def test_a_mail_without_text_of_its_own_is_told() -> None:
    with pytest.raises(SourceError, match="no text of its own"):
        eml.read(HEAD.encode() + b"\n", Limits())


def test_a_mail_whose_parts_cannot_be_told_apart_is_read_as_one_text() -> None:
    mail = b"Subject: Quay\nContent-Type: multipart/mixed; boundary=XYZ\n\nThe quay at Ness is closed.\n"
    extracted = eml.read(mail, Limits())
    assert "The quay at Ness is closed." in extracted.text
    assert extracted.warnings == ("its parts cannot be told apart, so it is read as one text.",)


def test_an_attachment_without_a_name_is_read_by_its_type_or_told(tmp_path: Path) -> None:
    """An invitation to a meeting, sent as a calendar's entry, went without a word."""
    (tmp_path / "a.eml").write_text(
        "From: Ann <a@orme.org>\nContent-Type: multipart/mixed; boundary=XYZ\n\n"
        "--XYZ\nContent-Type: text/plain\n\nThe quay at Ness is closed on Monday.\n"
        "--XYZ\nContent-Type: text/calendar\n\nBEGIN:VCALENDAR\n"
        "--XYZ\nContent-Type: text/csv\n\nYear,Boats\n1901,40\n"
        "--XYZ\nContent-Type: image/png\nContent-ID: <1>\n\nshown\n--XYZ--\n"
    )
    pile = load([tmp_path])
    assert [document.name for document in pile.documents] == ["a.eml", "a.eml/part 2"]
    assert "Year: 1901; Boats: 40." in pile.documents[1].text
    (told,) = pile.warnings
    assert "a.eml/part 1: it is an attachment of the type text/calendar, which is not read" in told


def test_hostile_headers_take_no_time() -> None:
    head = b"From: " + b"(" * 500_000 + b"\nSubject: " + b"=?utf-8?q?a?= " * 100_000
    assert eml.read(head + b"\n\nText.\n", Limits()).text == "Text."


def test_parts_nested_without_end_are_refused() -> None:
    many = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(3000))
    with pytest.raises(SourceError, match="not a sound mail"):
        eml.read(many, Limits())


def test_a_quotation_below_a_line_with_a_date_is_no_content_of_an_html_mail(tmp_path: Path) -> None:
    body = (
        "<p>The mill will be shut on 1 June.</p><p>Le 5 mai 2014 Piet a \u00e9crit :</p>"
        "<blockquote style='margin:0'><p>Will it be shut?</p><blockquote>Soon?</blockquote></blockquote>"
        "<p>It burns coal.</p><p>The law says:</p><blockquote><p>No mill shall burn coal.</p></blockquote>"
    )
    found = content_of(mail(tmp_path, f"{HEAD}Content-Type: text/html; charset=utf-8\n\n{body}"))
    assert found == ["The mill will be shut on 1 June.", "It burns coal.", "No mill shall burn coal."]
