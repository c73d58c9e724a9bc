"""How much of a file an independent extractor reads that we do not, and the other way round.

    python -m benchmarks.words_kept FILE ... [--show 10]

One line a file: the share of the extractor's words that are in our text, the share of ours that are in its
text, and with ``--show`` the words that are missing. Words are counted: a word that stands twice there and
once here is missing once. A word that a line end breaks in two is one in both. What stands around the main
content of a page, and `tracebrief read` lists, is counted by itself, as left out. The extractors: `pdftotext`
of poppler for PDF, `pandoc` for DOCX, ODT and EPUB, LibreOffice for RTF, the text that Chromium shows (with
`playwright`, scripts off, without what is shown for their sake) for HTML, openpyxl for XLSX, Python's own
readers for mails, CSV, JSON and ZIP, and for the rest what the file itself holds between its tags. Names of
columns count with each cell, hidden slides and sheets, metadata, reference lists of articles, marks of
notes and struck-out text do not: all but the marks are told, or stand in the head of the document.
"""

from __future__ import annotations

import argparse
import contextlib
import csv
import email
import email.policy
import html
import json
import re
import shutil
import subprocess
import sys
import tempfile
import time
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from summarizer.errors import SourceError
from summarizer.sources.load import load

_WORD = re.compile(r"[^\W_]+")
_BROKEN = re.compile(r"(?<=[^\W\d_])[-\u2010\u00ad]\s*\n\s*(?=[^\W\d_])")
# pdftotext gives a raised or lowered character as a plain one, without a sign before it.
_PLAIN = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉", "01234567890123456789", "^_")


def _pdftotext(path: Path) -> str:
    done = subprocess.run(["pdftotext", "-q", str(path), "-"], capture_output=True, check=True)
    return done.stdout.decode("utf-8", "replace")


def _pandoc(path: Path) -> str:
    kind = {".xml": "jats", ".nxml": "jats"}.get(path.suffix.lower(), path.suffix[1:].lower())
    command = ["pandoc", "-f", kind, "-t", "plain", "--wrap=none", str(path)]
    return subprocess.run(command, capture_output=True, check=True).stdout.decode("utf-8", "replace")


def _browser(path: Path) -> str:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        context = browser.new_context(java_script_enabled=False, offline=True)
        page = context.new_page()
        page.route(
            "**/*", lambda route: route.continue_() if route.request.url.startswith("file") else route.abort()
        )
        page.goto(path.resolve().as_uri(), wait_until="domcontentloaded")
        page.evaluate("document.querySelectorAll('noscript').forEach(each => each.remove())")
        text = str(page.evaluate("document.body.innerText"))
        browser.close()
        return text


def _slides(path: Path) -> str:
    """Return the text of the slides that are shown, and of their notes."""
    found = []
    with zipfile.ZipFile(path) as archive:
        hidden = [
            name
            for name in archive.namelist()
            if name.startswith("ppt/slides/slide")
            and re.search(rb'<p:sld\b[^>]* show="0"', archive.read(name))
        ]
        for name in sorted(archive.namelist()):
            if re.fullmatch(r"ppt/(?:slides|notesSlides)/[^/]+\.xml", name) and name not in hidden:
                content = archive.read(name).decode("utf-8", "replace")
                found += re.findall(r"<a:t(?:\s[^>]*)?>([^<]*)</a:t>", content)
    return html.unescape("\n".join(found))


_LONG = 100
"""Characters of a cell that reads as a text of its own, without the name of its column."""


def _rows(rows: Iterable[Sequence[str]]) -> str:
    """Return the cells, each behind the name of its column as in a card index."""
    filled = [[cell.strip() for cell in row] for row in rows if any(cell.strip() for cell in row)]
    width = max((sum(map(bool, row)) for row in filled), default=0)
    at = next((at for at, row in enumerate(filled) if sum(map(bool, row)) == width), 0)
    header = filled[at] if filled else []
    named = [
        f"{name} {cell}" if sum(map(bool, row)) > 1 and len(cell) < _LONG else cell
        for row in filled[at + 1 :]
        for name, cell in zip(header, row, strict=False)
        if cell
    ]
    return "\n".join([*(cell for row in filled[: at + 1] for cell in row), *named])


def _csv(path: Path) -> str:
    text = path.read_text(encoding="utf-8-sig")
    return _rows(csv.reader(text.splitlines(keepends=True), csv.Sniffer().sniff(text[:4000], ",;\t|")))


def _sheets(path: Path) -> str:
    """Return the sheets that are shown, as openpyxl reads their cells."""
    import openpyxl

    book = openpyxl.load_workbook(path, data_only=True)
    shown = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    return "\n".join(_rows([_cells(row) for row in sheet.iter_rows()]) for sheet in shown)


def _cells(row: Iterable[Any]) -> list[str]:
    """Return what is seen of the cells: a share as such, a day without its midnight."""
    found = []
    for cell in row:
        value = cell.value
        if isinstance(value, float | int) and "%" in (cell.number_format or ""):
            value = f"{value * 100:g}%"
        found.append("" if value is None else str(value).removesuffix(" 00:00:00").replace("T00:00:00", ""))
    return found


def _mail(path: Path) -> str:
    """Return the plain parts, or else the pages, and the attached texts of mails."""
    content = re.sub(rb"\r\n?", b"\n", path.read_bytes())
    mails = re.split(rb"(?m)^From .*\n", content)[1:] if path.suffix == ".mbox" else [content]
    found = []
    for mail in mails:
        message = email.message_from_bytes(mail, policy=email.policy.default)
        whole = [part for part in message.walk() if part.get_content_maintype() == "text"]
        plain = [part for part in whole if part.get_content_subtype() == "plain"]
        for part in plain or whole:
            text = str(part.get_content())
            found.append(text if part in plain else _tags(text))
        found += [str(part.get_content()) for part in whole if plain and part.get_content_subtype() == "csv"]
    return "\n".join(found)


def _tags(text: str) -> str:
    return html.unescape(re.sub(r"(?s)<(script|style|head).*?</\1>|<!--.*?-->|<[/!?a-zA-Z][^>]*>", " ", text))


def _text(path: Path) -> str:
    """Return the file itself, in UTF-8, in UTF-16 where it begins so, or as old programs of Windows write."""
    content = path.read_bytes()
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16")
    try:
        return content.decode("utf-8-sig")
    except ValueError:
        return content.decode("windows-1252")


_MARKS = (
    r"<xref[^>]*ref-type=.(?:fn|bibr|table-fn).*?</xref>|<sup>\s*<a\b.*?</sup>"
    r"|<fn\b[^>]*>\s*<label>.*?</label>"
)
_METADATA = (
    r"<(journal-meta|contrib-group|pub-date|article-id|article-categories|permissions|history|volume|issue|fpage"
    r"|lpage|elocation-id|tex-math|textual-form|ref-list|docdata|head)\b(?![^>]*/>).*?</\1>"
)


def _article(path: Path) -> str:
    """Return what stands between the tags, without metadata, references, marks of notes, struck-out text."""
    text = re.sub(r"(?s)\[<!ENTITY.*?\]>|&secret;", "", _text(path))
    text = re.sub(rf"(?s){_METADATA}", "", text)
    return _tags(re.sub(rf"(?s){_MARKS}|<(del|strike)>.*?</\1>", "", text).replace("><", "> <"))


def _wire(path: Path) -> str:
    """Return headlines and texts of a wire."""
    parts = r"(?s)<(HEADLINE|HEAD|TITLE|AUTHOR|DATELINE|TEXT|SLUG|KEYWORD)\b[^>]*>(.*?)</\1>"
    text = html.unescape(re.sub(r"&lt;", "\1", _text(path)))
    return "\n".join(
        re.sub(r"<[^>]*>", " ", found).replace("\1", "<") for _, found in re.findall(parts, text)
    )


_CUE_TAG = re.compile(
    r"</?(?:[bicuv]|ruby|rt|font)(?:\.[^>\s]*)?>|<(?:v|lang|font)[. ][^>]*>|<[\d:.]+>|\{\\[^}]*\}"
)


def _cues(path: Path) -> str:
    """Return the words of subtitles, of lines that roll up once, the speaker where he begins."""
    found: list[str] = []
    last = ""
    for block in re.split(r"\n\s*\n(?=\S)", re.sub(r"\r\n?", "\n", _text(path))):
        if re.match(r"\ufeff?WEBVTT|NOTE|STYLE|REGION", block):
            continue
        lines = block.split("\n")
        timed = next((at for at, line in enumerate(lines) if "-->" in line), -1)
        for line in lines[timed + 1 :]:
            speaker = re.match(r"<v(?:\.\S*)? ([^>]*)>", line)
            line = re.sub(r"(?s)<(s|del)>.*?</\1>", "", line.replace("\\N", " "))
            line = html.unescape(_CUE_TAG.sub("", line)).strip()
            if speaker and speaker[1] != last:
                last = speaker[1]
                found.append(last)
            if line and line not in found[-3:]:
                found.append(line)
    return "\n".join(found)


_FIELDS = re.compile(
    r"(?:title|headline|text|body|body_text|body_html|content|abstract|full_text|summary|description)"
    r"(?:_\w+)?|rendered|_source|hits|items|data|posts|results|articles|metadata",
    re.IGNORECASE,
)


def _values(path: Path) -> str:
    """Return what stands in the fields of records that are named as text, marked up or not."""

    def texts(value: object) -> Iterator[str]:
        if isinstance(value, str):
            yield _tags(re.sub(r"(?s)<(del|s|strike)>.*?</\1>", "", value))
        elif isinstance(value, list):
            yield " ".join(text for each in value for text in texts(each))
        elif isinstance(value, dict):
            for name, each in value.items():
                if _FIELDS.fullmatch(name):
                    yield from texts(each)

    text = path.read_text(encoding="utf-8")
    if path.suffix == ".json":
        return "\n".join(texts(json.loads(text)))
    rows = []
    for line in text.splitlines():
        with contextlib.suppress(ValueError):  # told by its line
            rows.append(json.loads(line))
    return "\n".join(texts(rows))


def _office(path: Path) -> str:
    """Return what LibreOffice exports as text."""
    with tempfile.TemporaryDirectory() as folder:
        command = ["soffice", "--headless", "--convert-to", "txt:Text (encoded):UTF8", "--outdir", folder]
        subprocess.run([*command, str(path)], capture_output=True, check=True)
        return (Path(folder) / f"{path.stem}.txt").read_text(encoding="utf-8-sig")


def _book(path: Path) -> str:
    """Return the chapters of a book: of pandoc, or what they hold between tags where pandoc refuses it."""
    try:
        return _pandoc(path)
    except subprocess.CalledProcessError:
        return _parts(path, r".*\.x?html", "nav")


def _document(path: Path) -> str:
    """Return an ODT's text: of pandoc, or what it holds between tags where pandoc refuses it."""
    try:
        return _pandoc(path)
    except subprocess.CalledProcessError:
        return _parts(path, "content.xml", "(?:text:tracked-changes|text:note-citation)")


def _parts(path: Path, names: str, without: str) -> str:
    with zipfile.ZipFile(path) as archive:
        found = [
            archive.read(name).decode("utf-8") for name in archive.namelist() if re.fullmatch(names, name)
        ]
    return "\n".join(_tags(re.sub(rf"(?s)<({without})\b.*?</\1>", "", text)) for text in found)


def _pack(path: Path) -> str:
    """Return what the extractors read of the files of a pack."""
    found: list[str] = []
    with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            inner = Path(folder) / f"{len(found)}{Path(name).suffix}"
            inner.write_bytes(archive.read(name))
            if inner.suffix.lower() not in EXTRACTORS or name.startswith("__MACOSX"):
                continue
            try:
                found.append(EXTRACTORS[inner.suffix.lower()](inner))
            except (ValueError, subprocess.CalledProcessError, zipfile.BadZipFile):
                found.append("")  # what is damaged is told
    return "\n".join(found)


EXTRACTORS: dict[str, Callable[[Path], str]] = {
    ".pdf": _pdftotext,
    ".docx": _pandoc,
    ".odt": _document,
    ".epub": _book,
    ".rtf": _office,
    **dict.fromkeys((".html", ".htm"), _browser),
    **dict.fromkeys((".eml", ".mbox", ".mhtml"), _mail),
    **dict.fromkeys((".txt", ".md"), _text),
    **dict.fromkeys((".csv", ".tsv"), _csv),
    **dict.fromkeys((".srt", ".vtt"), _cues),
    **dict.fromkeys((".sgml", ".sgm"), _wire),
    **dict.fromkeys((".xml", ".nxml"), _article),
    **dict.fromkeys((".json", ".jsonl"), _values),
    ".pptx": _slides,
    ".xlsx": _sheets,
    ".zip": _pack,
}
"""Who reads a file independently of us, by suffix."""


def words(text: str) -> Counter[str]:
    """Count the words of a text, case and ligatures folded, broken words joined."""
    joined = _BROKEN.sub("", text.translate(_PLAIN))
    return Counter(_WORD.findall(unicodedata.normalize("NFKC", joined).casefold()))


def compare(theirs: Counter[str], ours: Counter[str]) -> tuple[Counter[str], Counter[str]]:
    """Return their words that we lack, and ours that they lack; a word cut into pieces is not lacking."""
    lacking, added = theirs - ours, ours - theirs
    for wholes, parts in ((lacking, added), (added, lacking)):
        for word in [word for word in wholes if len(word) > 1]:
            while wholes[word] > 0 and (cut := _cut(word, parts)):
                wholes[word] -= 1
                parts.subtract(cut)
    return +lacking, +added


def _cut(word: str, parts: Counter[str]) -> tuple[str, ...]:
    """Return pieces that make up the word, () where there are none."""
    for end in range(len(word) - 1, 0, -1):
        if parts[word[:end]] > 0:
            rest = word[end:]
            if parts[rest] > 0 + (rest == word[:end]):
                return word[:end], rest
            if len(rest) > 1 and (more := _cut(rest, parts)):
                return word[:end], *more
    return ()


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--show", type=int, default=0, help="words to show of those that are missing")
    arguments = parser.parse_args()
    print("| file | words | here | left out, and said | of ours there | seconds |\n|---|---|---|---|---|---|")
    for path in arguments.files:
        if path.suffix.lower() not in EXTRACTORS:
            print(f"{path}: no extractor is known for {path.suffix}.", file=sys.stderr)
            continue
        try:
            theirs = words(EXTRACTORS[path.suffix.lower()](path))
        except (OSError, ValueError, subprocess.CalledProcessError, ImportError) as error:
            print(f"{path}: its extractor cannot be had: {error}", file=sys.stderr)
            continue
        began = time.perf_counter()
        try:
            documents = load([path]).documents
            text = "\n".join(document.text for document in documents)
        except SourceError as error:
            print(f"{path}: {error}", file=sys.stderr)
            continue
        seconds = time.perf_counter() - began
        ours = words(text)
        lacking, added = compare(theirs, ours)
        # Titles, publishers and senders stand apart from the texts of some formats.
        apart = [told for one in documents for told in (one.title, one.publisher, one.recipients) if told]
        lacking, _ = compare(lacking, words("\n".join(apart)))
        around = words("\n".join(left.text for document in documents for left in document.left_out))
        told = lacking.total()
        lacking, _ = compare(lacking, around)
        said = (told - lacking.total()) / max(theirs.total(), 1)
        here = 1 - lacking.total() / max(theirs.total(), 1)
        there = 1 - added.total() / max(ours.total(), 1)
        row = (
            path.name,
            theirs.total(),
            f"{here - said:.2%}",
            f"{said:.2%}",
            f"{there:.2%}",
            f"{seconds:.2f}",
        )
        print("| " + " | ".join(map(str, row)) + " |")
        if arguments.show:
            print(f"    missing here: {dict(lacking.most_common(arguments.show))}")
            print(f"    missing there: {dict(added.most_common(arguments.show))}")


if __name__ == "__main__":
    main()
