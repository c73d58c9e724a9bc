"""Work without a bound: small files, most under a megabyte, that are made to be read for minutes."""

# ruff: noqa: E501  (tables)

from __future__ import annotations

import base64
import io
import json
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

from .attack import Attack
from .material import note_data, pile, topic, write

Maker = Callable[[Random], bytes]


def pdf(
    content: bytes,
    *,
    pages: int = 1,
    kids: str | None = None,
    extra: tuple[bytes, ...] = (),
    resources: bytes = b"",
) -> bytes:
    """Return a PDF whose pages all have one packed content stream."""
    data = zlib.compress(content, 9)
    first = 6
    numbers = range(first, first + pages)
    listed = kids or " ".join(f"{number} 0 R" for number in numbers)
    count = listed.count(" R")
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[%s]/Count %d>>" % (listed.encode(), count),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        b"<</Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (len(data), data),
        b"null",
        *[b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 3 0 R>>%s>>>>" % resources] * pages,
        *extra,
    ]  # fmt: skip
    body, offsets = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, 1):
        offsets.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    end = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(body))
    return body + b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table + end


def _text_operators(random: Random) -> bytes:
    operator = random.choice((b"(a) Tj ", b"[(a) -9 (b)] TJ ", b"T* (ab) Tj ", b"1 0 0 1 9 9 Tm (a) Tj ", b"/F1 9 Tf (a) Tj ",
                              b"(a) ' ", b"0 Tw (a b) Tj ", b"q (a) Tj Q "))  # fmt: skip
    return pdf(b"BT /F1 12 Tf 72 720 Td 12 TL " + operator * random.choice((200_000, 700_000)) + b" ET")


def _same_page(random: Random) -> bytes:
    return pdf(b"BT /F1 12 Tf 72 720 Td (The dam broke on Monday.) Tj ET " * random.choice((10, 100, 400)),
               kids="6 0 R " * 4_900)  # fmt: skip


def _many_pages(random: Random) -> bytes:
    return pdf(
        b"BT /F1 9 Tf 72 720 Td (The dam of Brno broke on Monday night.) Tj ET " * random.choice((40, 300)),
        pages=3_000,
    )


def _forms(random: Random) -> bytes:
    call = b" ".join([b"/X Do"] * 12)
    packed = zlib.compress(call + b" BT /F1 9 Tf (a) Tj ET")
    forms = [
        b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Filter/FlateDecode/Length %d/Resources<</Font<</F1 3 0 R>>/XObject<</X %d 0 R>>>>>>"
        b"stream\n%s\nendstream" % (len(packed), 8 + at, packed)
        for at in range(9)
    ]  # fmt: skip
    return pdf(call, extra=(*forms, b"null"), resources=b"/XObject<</X 7 0 R>>")


def _lines_of_drawing(random: Random) -> bytes:
    return pdf(b"0 0 m 9 9 l S " * 900_000 + b"BT /F1 9 Tf (The dam broke on Monday.) Tj ET")


def _spread(random: Random) -> bytes:
    words = b"".join(
        b"1 0 0 1 %d %d Tm (w%d) Tj " % (random.randrange(600), random.randrange(780), at)
        for at in range(60_000)
    )
    return pdf(b"BT /F1 6 Tf " + words + b"ET")


def _zipped(members: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return target.getvalue()


_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_TYPES = (
    b'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    b'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    b'<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELS = (
    b'<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    b'<Relationship Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>'
)


def docx(body: str) -> bytes:
    """Return a Word file with this body."""
    return _zipped({"[Content_Types].xml": _TYPES, "_rels/.rels": _RELS,
                    "word/document.xml": f"<w:document {_W}><w:body>{body}</w:body></w:document>".encode()})  # fmt: skip


def _paragraphs(random: Random) -> bytes:
    text = random.choice(("a", "The dam broke.", "", "x. y. z."))
    return docx(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" * random.choice((250_000, 900_000)))


def _runs(random: Random) -> bytes:
    return docx("<w:p>" + "<w:r><w:rPr><w:b/></w:rPr><w:t>a</w:t></w:r>" * 500_000 + "</w:p>")


def _cells(random: Random) -> bytes:
    row = "<w:tr>" + "<w:tc><w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc>" * 100 + "</w:tr>"
    return docx("<w:tbl>" + row * 3_000 + "</w:tbl>")


def _nested_tables(random: Random) -> bytes:
    return docx(
        "<w:tbl><w:tr><w:tc>" * 80
        + "<w:p><w:r><w:t>a</w:t></w:r></w:p>" * 3000
        + "</w:tc></w:tr></w:tbl>" * 80
    )


def _odt(random: Random) -> bytes:
    ns = 'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    body = (
        "<text:p>a b.</text:p>" * 400_000
        if random.random() < 0.5
        else '<text:p>a<text:s text:c="999999999"/>b</text:p>' * 50
    )
    return _zipped({"mimetype": b"application/vnd.oasis.opendocument.text",
                    "content.xml": f"<office:document-content {ns}><office:body><office:text>{body}</office:text></office:body></office:document-content>".encode()})  # fmt: skip


_SHEET_TYPES = (
    b'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
    b'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" '
    b'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" '
    b'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>'
)


def _xlsx(random: Random) -> bytes:
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    cells = random.choice((
        "".join(f'<row r="{at}"><c r="A{at}"><v>{at}</v></c><c r="B{at}"><v>2</v></c></row>' for at in range(1, 120_000)),
        '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
        "".join(f'<row r="{at}"><c r="XFD{at}"><v>1</v></c></row>' for at in range(1, 2_000)),
    ))  # fmt: skip
    return _zipped({
        "[Content_Types].xml": _SHEET_TYPES,
        "_rels/.rels": f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" Type="{rel}/officeDocument" Target="xl/workbook.xml"/></Relationships>'.encode(),
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{rel}"><sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>'.encode(),
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="{rel}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'.encode(),
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{cells}</sheetData></worksheet>'.encode(),
    })  # fmt: skip


def _epub(random: Random) -> bytes:
    spine = '<itemref idref="c"/>' * 20_000
    opf = f'<package xmlns="http://www.idpf.org/2007/opf"><manifest><item id="c" href="c.xhtml" media-type="application/xhtml+xml"/></manifest><spine>{spine}</spine></package>'
    box = '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="o.opf"/></rootfiles></container>'
    page = (
        "<html xmlns='http://www.w3.org/1999/xhtml'><body>"
        + "<p>The dam broke on Monday.</p>" * 300
        + "</body></html>"
    )
    return _zipped(
        {
            "mimetype": b"application/epub+zip",
            "META-INF/container.xml": box.encode(),
            "o.opf": opf.encode(),
            "c.xhtml": page.encode(),
        }
    )


def _pack(random: Random) -> bytes:
    page = b"<html><body>" + b"<p>The dam broke.</p>" * 30 + b"</body></html>"
    return _zipped({f"{at}.html": page + str(at).encode() for at in range(random.choice((1_000, 4_000)))})


def _pack_of_pdfs(random: Random) -> bytes:
    return _zipped(
        {f"{at}.pdf": pdf(b"BT /F1 12 Tf " + b"(a) Tj " * 200_000 + b"%d ET" % at) for at in range(30)}
    )


def _matryoshka(random: Random) -> bytes:
    content = _zipped({"a.txt": b"The dam broke on Monday.\n"})
    for at in range(3):
        content = _zipped(
            {f"{number}.zip": content + bytes(number) for number in range(9)} | {f"{at}.txt": b"x."}
        )
    return content


def _attachments(random: Random) -> bytes:
    one = base64.b64encode(pdf(b"BT /F1 12 Tf " + b"(a) Tj " * 300_000 + b"ET"))
    part = b"--x\nContent-Type: application/pdf; name=a%d.pdf\nContent-Transfer-Encoding: base64\nContent-Disposition: attachment; filename=a%d.pdf\n\n%s\n"
    head = b"From: a@b.c\nDate: Mon, 05 May 2014 09:12:00 +0200\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n"
    return head + b"".join(part % (at, at, one + b"A" * (4 * at)) for at in range(30)) + b"--x--\n"


def _mails(random: Random) -> bytes:
    return b"From a@b.c Mon May  5 09:12:00 2014\nFrom: a@b.c\nSubject: x\n\nHi.\n\n" * 14_000


_LINES = (
    "U.S. ", "a.b.c. ", "Mr. ", "e.g. i.e. ", "No. 4 ", "A. ", "(a) ", "\u201cHe said.\u201d ", "1. ", "Dr. J. R. R. ", "… ", "?! ", "St. Mary's Rd. ",
    "The. ", "a ", "Aa", "ab, ", "\n", "a\n", "\n\na", ".\n", "- ", "1,", "9", "«a» ", "((", "http://a.b/c ", "a@b.c ", "12 March 2021 ", "March ",
    "on Monday ", "$1 million ", "not ", "said ", "He said on Monday. ", "Ab Cd ", "and ", "Reuters/", "中", "。", "ก", "ا ", "\u0301", "\u200d", "I ", "A-",
    "it's ", "don't ", "2-1 ", "5% ", "5 to 6 ", "who ", "by ", "| a | b |\n", "# A\n", "* \n", "```\n", "[1] ", "[a](b) ", "<p>", "&amp;", "\t", "— ", "\x0c", "of the ",
    "“", "killed 5 people ", "killed 5 people. ", "The dam at Brno broke on Monday, killing 40 people. ",
)  # fmt: skip


def _line(random: Random) -> bytes:
    piece = random.choice(_LINES) + random.choice(("", "", random.choice(_LINES)))
    return (piece * (950_000 // len(piece.encode()))).encode()


_TAGS = ("<p>a</p>", "<div>", "<b>a", "<table><tr><td>a", "<li>a", "<br>", "<a href=b>c</a> ", "<span>a</span>", "<td>a</td>", "<!--a-->", "&amp;", "&#120;",
         "<p>a b c.</p>", "<ul><li>a</ul>", "<script>a</script>", "<p a=b", "<h1>a</h1>", "<i></i>", "<p hidden>a</p>", "<![CDATA[a]]>", "<div><p>a.</p></div>",
         "<tr><td>The dam broke on Monday.</td></tr>", "<p>The dam broke on Monday night in Brno.</p>", "<form><input>", "<select><option>a", "<svg><g>", "<math><mi>")  # fmt: skip


def _page(random: Random) -> bytes:
    piece = random.choice(_TAGS) + random.choice(("", random.choice(_TAGS)))
    return ("<html><body>" + piece * (950_000 // len(piece))).encode()


def _rtf(random: Random) -> bytes:
    piece = random.choice(
        (
            r"{\b a}",
            r"\par ",
            r"{",
            r"\'e9",
            r"\u233?",
            r"{\*\x a}",
            r"a\cell\row ",
            r"{\field{\*\fldinst a}{\fldrslt b}}",
            r"\bin9 ",
        )
    )
    return ("{\\rtf1 " + piece * (900_000 // len(piece)) + "}").encode()


def _xml(random: Random) -> bytes:
    piece = random.choice(
        (
            "<p>a</p>",
            "<a>",
            "<p>a b.</p>\n",
            "<sec><title>a</title><p>b.</p></sec>",
            "<!-- a -->",
            "<?a b?>",
            "<xref>a</xref> ",
            "<p>a &amp; b</p>",
        )
    )
    return (
        "<?xml version='1.0'?><article><body>" + piece * (900_000 // len(piece)) + "</body></article>"
    ).encode()


def _sgml(random: Random) -> bytes:
    piece = random.choice(
        (
            "<DOC><DOCNO>a</DOCNO><TEXT>The dam broke.</TEXT></DOC>\n",
            "<DOC>",
            "<DOC><TEXT><P>a</P></TEXT>\n",
            "<DOC>a</DOC>",
        )
    )
    return (piece * (900_000 // len(piece))).encode()


def _records(random: Random) -> bytes:
    piece = random.choice(
        (
            '{"text": "The dam broke on Monday."}',
            '{"text": "a"}',
            '{"text": {"text": "a"}}',
            '{"a": [1, [2, {"text": "b"}]]}',
        )
    )
    return ("[" + ",".join([piece] * (900_000 // len(piece))) + "]").encode()


def _cues(random: Random) -> bytes:
    return ("WEBVTT\n\n" + "00:00:01.000 --> 00:00:02.000\n<v A>The dam</v>\n\n" * 17_000).encode()


def _srt(random: Random) -> bytes:
    return (
        "1\n00:00:01,000 --> 00:00:02,000\n" + random.choice(("{\\an8}", "<i>", "♪", "[a] ")) * 200_000
    ).encode()


def _csv(random: Random) -> bytes:
    return random.choice((
        ("a,b\n" + "1,2\n" * 220_000), ("," * 400_000 + "\n") * 2, "a\n" + '"' * 900_000, ("a;b;c\n" + "x;y;z\n" * 150_000), "h" * 900_000 + "\n1\n",
        ",".join(f"c{at}" for at in range(20_000)) + "\n" + (",".join(["1"] * 20_000) + "\n") * 18,
    )).encode()  # fmt: skip


def _mhtml(random: Random) -> bytes:
    page = (
        b"--x\nContent-Type: text/html\nContent-Transfer-Encoding: quoted-printable\n\n"
        + b"<p>a</p>=\n" * 90_000
    )
    return b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n" + page + b"\n--x--\n"


def _mail_parts(random: Random) -> bytes:
    return random.choice((
        b"From: a\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n" + b"--x\n\na\n" * 120_000,
        b"".join(b"Content-Type: multipart/mixed; boundary=%d\n\n--%d\n" % (at, at) for at in range(9_000)),
        b"From: a\n\n" + b"> a\n" * 220_000, b"From: a\n" + b"X-A: b\n" * 120_000 + b"\nHi.\n",
        b"From: a\n\n" + b"On Monday, a wrote:\n" * 45_000, b"Subject: " + b"=?utf-8?q?a?= " * 60_000 + b"\n\nHi.\n",
    ))  # fmt: skip


FILES: dict[str, tuple[str, int, Maker]] = {
    "text operators": ("a.pdf", 3, _text_operators), "the same page": ("a.pdf", 2, _same_page), "many pages": ("a.pdf", 2, _many_pages),
    "forms in forms": ("a.pdf", 1, _forms), "drawings": ("a.pdf", 1, _lines_of_drawing), "words strewn": ("a.pdf", 1, _spread),
    "paragraphs": ("a.docx", 3, _paragraphs), "runs": ("a.docx", 1, _runs), "cells": ("a.docx", 1, _cells), "tables in tables": ("a.docx", 1, _nested_tables),
    "odt": ("a.odt", 2, _odt), "xlsx": ("a.xlsx", 3, _xlsx), "epub": ("a.epub", 1, _epub), "a pack": ("a.zip", 2, _pack), "a pack of PDFs": ("a.zip", 1, _pack_of_pdfs),
    "packs in packs": ("a.zip", 1, _matryoshka), "attachments": ("a.eml", 1, _attachments), "mails": ("a.mbox", 1, _mails), "mail parts": ("a.eml", 4, _mail_parts),
    "lines": ("a.txt", 40, _line), "markdown": ("a.md", 8, _line), "pages": ("a.html", 20, _page), "rtf": ("a.rtf", 5, _rtf), "xml": ("a.xml", 5, _xml),
    "sgml": ("a.sgml", 3, _sgml), "records": ("a.json", 4, _records), "cues": ("a.vtt", 1, _cues), "subtitles": ("a.srt", 2, _srt), "csv": ("a.csv", 6, _csv),
    "saved page": ("a.mhtml", 1, _mhtml),
}  # fmt: skip


def _files(folder: Path, random: Random) -> Iterator[Attack]:
    """Brief files that are made to be read for long."""
    for kind, (name, times, make) in FILES.items():
        for at in range(times):
            content = make(random)
            (folder / name).write_bytes(content)
            shown = (
                content[:60].decode("latin-1")
                if name[2:] in ("txt", "md", "html", "rtf", "xml", "sgml", "csv")
                else ""
            )
            yield Attack(
                f"{kind} {at} ({len(content) / 1e6:.2f} MB) {shown!a}",
                f"tracebrief brief {name} -o n.md",
                (0, 2),
                patience=90,
            )


def _drafts(folder: Path, random: Random) -> Iterator[Attack]:
    """Trace drafts that are made to be judged for long."""
    for _ in range(12):
        content = _line(random)
        (folder / "draft2.txt").write_bytes(content[:200_000])
        yield Attack(
            f"draft {content[:40].decode('utf-8', 'replace')!a}",
            "tracebrief trace draft2.txt pile -o t.md",
            (0, 2),
            patience=90,
        )


def _references(folder: Path, random: Random) -> Iterator[Attack]:
    """Score against references that are made to be compared for long."""
    for _ in range(6):
        content = _line(random).decode("utf-8", "replace")
        write(folder / "t.jsonl", topic(references=[content[:400_000]]))
        yield Attack(
            f"reference {content[:40]!a}",
            "tracebrief evaluate t.jsonl --systems lead,default --words 50 --boot 9",
            (0, 2),
            patience=90,
        )
        (folder / "p.txt").write_text(content[:400_000].replace("\n", " ") or "a")
        (folder / "r.txt").write_text(content[:400_000].replace("\n", " ")[::-1].strip() or "a")
        yield Attack(
            f"pair {content[:40]!a}", "tracebrief evaluate p.txt r.txt --boot 9", (0, 2), patience=90
        )


def _notes(folder: Path, random: Random) -> Iterator[Attack]:
    """Verify, update and trace notes of thousands of parts."""
    for what in (
        "unsupported",
        "citations",
        "lines",
        "reasons",
        "warnings",
        "sources",
        "conflicts",
        "omitted",
        "text",
        "options",
    ):
        data = note_data()
        line = data["lines"][0]
        many = 30_000
        if what == "unsupported":
            line["unsupported"] = [[at % 9, at % 9 + 1] for at in range(many * 2)]
        elif what == "citations":
            line["citations"] = line["citations"] * 5_000
        elif what == "lines":
            data["lines"] = [{**line, "id": f"L{at}"} for at in range(1_500)]
        elif what == "reasons":
            line["reasons"] = ["a reason"] * many
        elif what == "warnings":
            data["warnings"] = ["a warning"] * many
        elif what == "sources":
            data["sources"] += [{**data["sources"][0], "id": f"X{at}"} for at in range(1_500)]
        elif what == "conflicts":
            claim = {"value": "a", "citation": line["citations"][0]}
            data["conflicts"] = [{"subject": "s", "claims": [claim, claim]}] * 1_500
        elif what == "omitted":
            data["omitted"] = [{"reason": "r", "citation": line["citations"][0], "score": 1.0}] * 2_500
        elif what == "text":
            line["text"] = "The dam broke on Monday. " * 35_000
        else:
            data["options"] = {str(at): at for at in range(50_000)}
        (folder / "n.json").write_text(json.dumps(data))
        for command in (
            "verify n.json pile",
            "update n.json pile/second.txt --sources pile -o u.md",
            "trace n.json pile -o t.html",
        ):
            yield Attack(
                f"note of many {what}: {command[:7]}", f"tracebrief {command}", (0, 1, 2), patience=90
            )


def _options(folder: Path, random: Random) -> Iterator[Attack]:
    """Ask for what is very long."""
    words = " ".join(
        random.choice(("dam", "broke", "Brno", "on", "Monday", "villages", "not", "40"))
        for _ in range(90_000)
    )
    yield Attack("a long query", f"tracebrief brief pile --query {words[:90_000]!r}", (0, 2), patience=60)
    yield Attack("a long title", f"tracebrief brief pile --title {words[:90_000]!r}", (0, 2), patience=60)


def attacks(folder: Path, random: Random) -> Iterator[Attack]:
    """Brief each; trace, verify and evaluate what is made to be judged for long."""
    pile(folder)
    for kind in (_files, _drafts, _references, _notes, _options):
        yield from kind(folder, random)
