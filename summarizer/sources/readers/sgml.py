"""SGML of news wires (TREC, DUC, TDT, Gigaword): one document a ``<DOC>``, its tags say what it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from html import unescape

from summarizer.errors import SourceError
from summarizer.limits import Limits
from summarizer.sources import datelines

from .base import Building, Extracted, Format, Part
from .decode import decode

_DOC = re.compile(rb"<(?:DOC|REUTERS)(?=[\s>])[^>]{0,300}>", re.IGNORECASE)
_DOC_END = re.compile(rb"</(?:DOC|REUTERS)\s{0,9}>", re.IGNORECASE)
_OPENING = re.compile(
    rb"\s{0,99}(?:<\?[^<>]{0,300}\?>\s{0,99}|<!DOCTYPE[^<>]{0,300}>\s{0,99}|<!--[^<>]{0,900}-->\s{0,99}){0,9}"
    rb"(?:<(?i:DOC|REUTERS)[\s>]|<[A-Za-z]{1,30}(?:\s[^<>]{0,300})?>\s{0,99}<(?:DOC|REUTERS)[\s>])"
)
"""How a file of wire documents begins: with the first of them, or with an element around them all."""
_TAG = re.compile(r"<(/?)([A-Za-z][\w.-]{0,40})(?:\s[^<>]{0,300})?/?>|<!--[^<>]{0,500}-->")
_ID_ATTRIBUTE = re.compile(
    r"<(?:DOC|REUTERS)\s[^>]{0,200}?\b(?:new)?id\s?=\s?[\"']?([^\s\"'>]{1,100})", re.IGNORECASE
)

_DAY_MONTH = re.compile(r"\b(\d{1,2})-([A-Za-z]{3,9})-(\d{4})\b")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")

_IDS = ("DOCNO", "DOCID", "DOC_ID", "ID", "AN")
_TITLES = ("HEADLINE", "HEAD", "HL", "TITLE", "TI", "SLUG_HEADLINE", "H3", "HT")
_DATES = ("DATE_TIME", "DATETIME", "DATE", "DD", "PUBDATE", "DATE1", "PD")
_PUBLISHERS = ("SOURCE", "SO", "PUBLISHER", "PUB", "AGENCY")
_TEXTS = frozenset(("TEXT", "LP", "LEADPARA", "BODY", "ABSTRACT"))
"""The tags whose content is text; all that stands in no known tag is text where none of these is there."""
_BREAKS = frozenset((*_TEXTS, "P", "BR", "TURN", "TABLE", "TR", "LI", "AUTHOR", "DATELINE"))
_NO_TEXT = frozenset((*_IDS, *_TITLES, *_DATES, *_PUBLISHERS, "FILEID", "FIRST", "SECOND", "BYLINE", "BY",
                      "DOCTYPE", "CORRECTION", "SLUG", "CATEGORY", "FORMAT", "PROFILE", "COUNTRY", "PAGE",
                      "SECTION", "TYPE", "SUBJECT", "LANGUAGE", "LENGTH", "DOCOFFSET", "IN", "NS", "GV", "CO",
                      "HEADER", "TRAILER", "KEYWORD", "KEYWORDS", "F", "CN", "RE", "G", "RF", "EDITION", "PG",
                      "JOURNAL", "CORRECTION-DATE", "COPYRIGHT", "NOTE", "MISCELLANEOUS"))  # fmt: skip


def looks_so(content: bytes) -> bool:
    """Tell whether a file opens with a wire document."""
    return bool(_OPENING.match(content[:4_000].removeprefix(b"\xef\xbb\xbf")))


def parts(content: bytes, limits: Limits) -> Iterator[Part]:
    """Yield the documents ``#1``, ``#2`` …; a file with a single one is that document."""
    starts = [found.start() for found in _DOC.finditer(content)]
    if not starts:
        raise SourceError("it holds no <DOC>; give an article in XML the suffix .xml, a page .html.")
    if len(starts) == 1:
        yield Part("", content, DOCUMENT)
        return
    for number, (start, following) in enumerate(zip(starts, [*starts[1:], len(content)], strict=True), 1):
        end = _DOC_END.search(content, start, following)
        yield Part(f"#{number}", content[start : end.end() if end else following], DOCUMENT)


def read(content: bytes, limits: Limits) -> Extracted:
    """Read one document: its paragraphs, parted by blank lines, located by its number (``DOCNO``)."""
    decoded = decode(content)
    fields, paragraphs = _fields(decoded.text)
    number = _number(fields, decoded.text)
    building = Building(limits.max_chars, limits.max_parts)
    for at, paragraph in enumerate(paragraphs, 1):
        building.add(paragraph, f"{number}, paragraph {at}" if number else f"paragraph {at}")
    title, publisher, day = about(decoded.text)
    return building.extracted(
        encoding=None, title=title, publisher=publisher, date=day, warnings=decoded.warnings
    )


def about(text: str) -> tuple[str | None, str | None, date | None]:
    """Return title, publisher and day of a wire document, as its tags and its number state them."""
    fields, _ = _fields(text)
    day = day_of(_first(fields, _DATES) or "") or day_of_number(_number(fields, text) or "")
    return _first(fields, _TITLES), _first(fields, _PUBLISHERS), day


def _number(fields: dict[str, str], text: str) -> str | None:
    attribute = _ID_ATTRIBUTE.search(text[:2_000])
    return _first(fields, _IDS) or (attribute.group(1) if attribute else None)


DOCUMENT = Format("application/sgml", (), read)


def day_of(written: str) -> date | None:
    """Return the day of ``1998-10-16 14:03``, ``19981016``, ``10/16/1998``, or one in words; else None."""
    digits = re.match(r"\s*((?:19|20)\d\d)(\d\d)(\d\d)(?!\d)", written)
    if digits:
        return datelines.calendar_day(*digits.groups())
    return datelines.first_date(_DAY_MONTH.sub(r"\1 \2 \3", written[:200]))


def day_of_number(number: str) -> date | None:
    """Return the day in the number of a wire document: ``APW19981016.0240``, ``AP890101-0001``."""
    found = re.search(r"(?<!\d)((?:19|20)\d\d)(\d\d)(\d\d)(?!\d)", number)
    if found:
        return datelines.calendar_day(*found.groups())
    short = re.match(r"[A-Z]{2,4}(\d\d)(\d\d)(\d\d)-\d", number)
    return (
        datelines.calendar_day("19" + short[1] if int(short[1]) > 50 else "20" + short[1], short[2], short[3])
        if short
        else None
    )


def _first(fields: dict[str, str], names: tuple[str, ...]) -> str | None:
    return next((fields[name] for name in names if fields.get(name)), None)


def _fields(raw: str) -> tuple[dict[str, str], list[str]]:
    """Return the fields on one line each, and the paragraphs of the text."""
    fields: dict[str, list[str]] = {}
    inside: list[list[str]] = [[]]
    loose: list[list[str]] = [[]]
    field, in_text, at, dateline = "", 0, 0, False

    def take(piece: str) -> None:
        if field:
            fields.setdefault(field, []).append(piece)
        else:
            (inside if in_text else loose)[-1].append(piece)

    for tag in _TAG.finditer(raw):
        take(raw[at : tag.start()])
        at = tag.end()
        name = (tag.group(2) or "").upper()
        if tag.group(1):
            field = "" if name == field else field
        elif name in _NO_TEXT and not (in_text and name not in _TITLES) and not field:
            field = name
        if name in _TEXTS:
            in_text = 0 if tag.group(1) else 1
            field = ""
        goes_on = dateline and name == "BODY"  # the first sentence goes on behind its place and day
        dateline = name == "DATELINE" or (dateline and name == "BODY" and bool(tag.group(1)))
        if goes_on:
            inside[-1] = ["".join(inside[-1]).rstrip(), " "]
        elif name in _BREAKS and not (name == "DATELINE" and tag.group(1)):
            inside.append([])
            loose.append([])
    take(raw[at:])
    shown = {name: " ".join(unescape(" ".join(pieces)).split()) for name, pieces in fields.items()}
    found = list(_paragraphs(inside)) or list(_paragraphs(loose))
    return shown, found


def _paragraphs(chunks: list[list[str]]) -> Iterator[str]:
    """Yield paragraphs: a line set in, or behind a blank one, opens one; lines are joined by their breaks."""
    for chunk in chunks:
        text = _CONTROL.sub("", unescape("".join(chunk)).replace("\r\n", "\n"))
        for paragraph in re.split(r"\n[ \t]*\n|\n(?=[ \t]{2,}\S|[ \t]*[^\W\d_]{3,20}\s*\Z)", text):
            if joined := " ".join(paragraph.split()):
                yield joined
