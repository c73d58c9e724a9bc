"""What each target starts from: small real inputs of every kind, made here or taken from the tests."""

# ruff: noqa: E501  (tables)

from __future__ import annotations

import io
import json
import tempfile
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

from summarizer.data import Document, Place
from summarizer.note import brief_json
from summarizer.note.brief import Brief
from summarizer.pipeline import Options, summarize
from summarizer.renderers import RENDERERS
from summarizer.selectors.budget import Budget
from summarizer.sources.load import document_from_text

ROOT = Path(__file__).resolve().parents[2]
GOLDEN = ROOT / "tests" / "golden"

FIRST = (
    "Dam breaks in the north\n\nOTTAVA, March 3, 2021 (Reuters) - The dam at Brno broke on Monday, killing 40 people. "
    "“We know of two villages,” said the mayor, Ada Byron. Water flooded two villages and cost $1.2 million.\n\n"
    "Rescue teams saved 300 people, officials said. They had not slept for two days.\n\n(Photo: AP)\n"
)
SECOND = (
    "A dam burst on March 1 and killed 38 people, the government said on Tuesday. Two villages were flooded.\n"
    "The prime minister, Karel Novak, did not visit the region. He said that help would come.\n\nREAD MORE: Floods\n"
)


@cache
def documents() -> tuple[Document, ...]:
    """Return two short documents on one matter."""
    return (
        document_from_text(FIRST, id="S1", name="first.txt"),
        document_from_text(SECOND, id="S2", name="second.txt"),
    )


@cache
def note() -> Brief:
    """Return a note on the two."""
    return summarize(
        documents(), Options(budget=Budget("words", 60)), warnings=("one.txt: the file is empty.",)
    )


def _golden(pattern: str) -> tuple[bytes, ...]:
    return tuple(path.read_bytes()[:6000] for path in sorted(GOLDEN.glob(pattern)))


def texts() -> Sequence[bytes]:
    """Return texts in twenty languages, and letters, lists, tables and transcripts."""
    seeds = tuple(path.read_bytes()[:3000] for path in sorted((ROOT / "seeds").glob("*.txt")))
    return (FIRST.encode(), SECOND.encode(), b"x", *seeds, *_golden("segment/*.txt"), *_golden("text/*.txt"))


def pages(text: str) -> tuple[Place, ...]:
    """Return pages for a text whose length is odd, so that running headers are looked for."""
    if len(text) % 2 == 0:
        return ()
    return tuple(Place(at, page=number) for number, at in enumerate(range(0, len(text), 400), 1))


def markdowns() -> Sequence[bytes]:
    """Return Markdown files with front matter, lists, tables and code."""
    table = "---\ntitle: A\ndate: 2021-03-03\n---\n\n# A\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n```\ncode\n```\n\n- [ ] x\n"
    return (table.encode(), *_golden("markdown/*.md"), FIRST.encode())


def pages_of_html() -> Sequence[bytes]:
    """Return pages: an article, one without a main part, XHTML, nested tables."""
    small = f"<html><head><title>Dam</title></head><body><p>{FIRST}</p><p>{SECOND}</p></body></html>"
    table = (
        f"<?xml version='1.0'?><html><body><table><tr><td>{FIRST}<td>&amp;&nbsp;x<br/>y</table></body></html>"
    )
    return (*_golden("html/*.html"), small.encode(), table.encode(), b"<p>a", "<p>é".encode("cp1252"))


def pdfs() -> Sequence[bytes]:
    """Return PDF files with plain and with compressed streams, an outline, and one written by hand."""
    return (*(path.read_bytes() for path in sorted(GOLDEN.glob("pdf/*.pdf"))), _pdf())


def _pdf() -> bytes:
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> /XObject << /X0 6 0 R >> >> >>",
        b"<< /Length 68 >>\nstream\nBT /F1 12 Tf 72 720 Td (The dam broke on Monday.) Tj ET /X0 Do\nendstream",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Length 4 >>\nstream\nq Q\nendstream",
    ]
    content, offsets = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        offsets.append(len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    end = b"trailer << /Size 7 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % len(content)
    return content + b"xref\n0 7\n0000000000 65535 f \n" + table + end


def docxs() -> Sequence[bytes]:
    """Return Word documents: one with tables, one in which a note is attached."""
    import docx

    document, target = docx.Document(), io.BytesIO()
    for text in (FIRST, SECOND):
        document.add_paragraph(text)
    document.add_table(2, 2).cell(0, 0).text = "a cell"
    document.save(target)
    return (
        *(path.read_bytes() for path in sorted(GOLDEN.glob("docx/*.docx"))),
        target.getvalue(),
        *saved("docx"),
    )


def golden(name: str) -> Callable[[], Sequence[bytes]]:
    """Return what gives the golden files of a format."""
    return lambda: tuple(
        path.read_bytes()
        for path in sorted(GOLDEN.glob(f"{name}/*"))
        if not path.name.endswith(".expected.txt")
    )


def drafts() -> Sequence[bytes]:
    """Return drafts with marks, each before the sources it was written from."""
    plain = "The dam broke on Monday [1]. It killed 50 people. Karel Novak visited the region [2].\n\n[1] first.txt\n"
    marked = "# A\n\n- Two villages were flooded.[\\[1\\]](#c1) [Reuters]\n- Ada Byron did not know.\n\n## Sources\n\n1. second.txt"
    return tuple("\n=====\n".join((draft, FIRST, SECOND)).encode() for draft in (plain, marked, FIRST))


def piles() -> Sequence[bytes]:
    """Return piles of two or three texts."""
    languages = [content.decode("utf-8", "replace") for content in _golden("segment/*.txt")]
    pairs = zip(languages[::2], languages[1::2], strict=False)
    return ("\n=====\n".join((FIRST, SECOND)).encode(), *("\n=====\n".join(pair).encode() for pair in pairs))


def queries() -> Sequence[bytes]:
    """Return queries."""
    return (b"flood", b"who was killed in Brno?", "наводнение".encode(), b'help -villages "two days"', b"dam")


def notes() -> Sequence[bytes]:
    """Return notes as JSON, in the long and in the short form."""
    return (brief_json.dumps(note()).encode(), brief_json.dumps_ascii(note()).encode())


def saved(suffix: str) -> Sequence[bytes]:
    """Return a note as a file of the given format."""
    return (RENDERERS[suffix](note(), documents()),)


def rendering() -> Sequence[bytes]:
    """Return a note and the texts of its sources, as one JSON object."""
    pair = {"note": brief_json.to_dict(note()), "texts": [FIRST, SECOND]}
    return (json.dumps(pair).encode(),)


def topics() -> Sequence[bytes]:
    """Return JSONL files of topics, and manifests in JSONL."""
    rows = [
        {"id": "t1", "docs": [{"id": "a", "text": FIRST, "title": "Dam", "date": "2021-03-03"}, {"id": "b", "text": SECOND}],
         "references": ["The dam broke."], "query": "flood"},
        {"id": 2, "docs": [{"text": SECOND}], "alignments": [{"doc": "D1", "spans": [[0, 5]], "summary_sentence": "A."}],
         "relevant": [[0, 9]]},
        {"id": "t3", "paths": ["a.txt"], "words": 20, "order": "score", "language": "en", "seed": 3},
    ]  # fmt: skip
    whole = "\n".join(map(json.dumps, rows)) + "\n"
    return (whole.encode(), json.dumps(rows[0]).encode(), b"\n\n" + json.dumps(rows[1]).encode() + b"\r\n")


def manifests() -> Sequence[bytes]:
    """Return manifests in CSV."""
    return (
        b"id,paths,words,query\nflood,a.txt,20,\nstrike,a.txt;a.txt,,wages\n",
        b'\xef\xbb\xbfid,paths,order,title\r\n"a, b",a.txt,score,"A ""note"""\r\n../../x,a.txt,,\r\n',
    )


TOPICS = (
    {"id": "t1", "docs": [{"id": "a", "text": "The dam broke on Monday."}], "references": ["A dam broke."]},
    {"id": "../x", "docs": [{"id": "a", "text": " "}]},
)
"""The topics of the batch whose journal is fuzzed: one that is written, one that fails."""


def topics_file(folder: Path) -> Path:
    """Write the topics of that batch into a folder."""
    source = folder / "topics.jsonl"
    source.write_text("".join(json.dumps(topic) + "\n" for topic in TOPICS))
    return source


@cache
def journals() -> Sequence[bytes]:
    """Return the journal of that batch, whole and cut off."""
    from summarizer.batch import Plan, run_batch

    with tempfile.TemporaryDirectory() as folder:
        run_batch(Plan(topics_file(Path(folder)), Path(folder) / "out"))
        journal = (Path(folder) / "out" / "journal.jsonl").read_bytes()
    return (journal, journal[:-40], b"")
