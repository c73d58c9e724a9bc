"""JSON and JSON lines: each object with a field of text is a document; further fields say what it is."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from html import unescape
from itertools import islice
from typing import Any

from summarizer.errors import SourceError
from summarizer.limits import Limits, parse_json

from . import sgml
from .base import Building, Extracted, Format, Part
from .decode import decode
from .html_blocks import read_page
from .html_parts import passages_struck

TEXTS = ("text", "body", "content", "article", "maintext", "full_text", "article_body", "articlebody",
         "body_text", "content_text", "content_html", "html", "transcript", "extract", "message", "selftext",
         "description", "abstract", "summary", "snippet")  # fmt: skip
"""Names of the field that holds the text, the first that is there is taken; upper or lower case."""
TITLES = ("title", "headline", "subject", "name")
PUBLISHERS = ("publisher", "source", "site", "sitename", "site_name", "outlet", "publication", "source_name",
              "author", "user", "channel")  # fmt: skip
DATES = ("date", "published", "date_published", "datepublished", "date_publish", "publish_date", "pubdate",
         "published_at", "publishedat", "publication_date", "created", "created_at", "timestamp",
         "created_utc", "update_date", "time", "ts")  # fmt: skip
LISTS = ("docs", "documents", "articles", "items", "records", "data", "results", "entries", "messages")
"""Names of the field that holds a list of documents."""

_NONE = f"it has no field of text; name the field one of {', '.join(TEXTS[:4])} …"
_DEEPEST = 6
_PAGE = re.compile(
    r"</(?:p|div|h[1-6]|li|ul|ol|blockquote|a|em|strong|b|i|span)>|<(?:p|br)(?:\s[^<>]{0,300})?/?>",
    re.IGNORECASE,
)
"""What a text holds that is written in HTML."""
_ENTITY = re.compile(r"&(?:amp|lt|gt|quot|apos|nbsp|#\d{2,6}|#x[0-9a-fA-F]{2,5});")
_MONTH_FIRST = re.compile(r"\b([A-Z][a-z]{2}) +(\d\d?) [\d:]{8} (?:\S{1,6} )?(\d{4})\b")
"""A date as C and Twitter write it: "Wed Oct 10 20:19:24 +0000 2018"."""
_WRITTEN = ("rendered", "name", "title", "value", "#text", "_value")
"""Names of the field that holds a value which programs wrap: ``{"title": {"rendered": "…"}}``."""
_SECONDS = re.compile(r"\d{9,13}(?:\.\d{1,9})?")
_FIRST_SECOND, _LAST_SECOND = 100_000_000, 4_102_444_800
"""Seconds since 1970 that are taken for a date: from 1973 until 2100."""


def parts(content: bytes, limits: Limits) -> Iterator[Part]:
    """Yield the records ``#1``, ``#2`` … of a JSON list, of an object with a list, or of JSON lines.

    A broken line costs itself alone; a file that is one record is one document.
    """
    text = decode(content).text
    rows = list(islice(_rows(text), limits.max_files + 1))
    if len(rows) == 1 and isinstance(rows[0], dict) and _text(rows[0]):
        yield Part("", json.dumps(rows[0]).encode(), RECORD)
        return
    if not any(isinstance(row, dict) and _text(row) for row in rows):
        raise SourceError(next((row for row in rows if isinstance(row, str)), _NONE))
    for number, row in enumerate(rows, 1):
        if isinstance(row, str):
            yield Part(f"#{number}", refusal=row)
        elif not _text(row):
            yield Part(f"#{number}", refusal=_NONE)
        else:
            yield Part(f"#{number}", json.dumps(row).encode(), RECORD)


def read(content: bytes, limits: Limits) -> Extracted:
    """Read one record: its text as it stands, or the texts of a list of paragraphs."""
    rows = list(islice(_rows(decode(content).text), 2))
    if len(rows) != 1 or not isinstance(rows[0], dict):
        raise SourceError(_NONE)
    row = {str(key).lower(): value for key, value in rows[0].items()}
    if isinstance(about := row.get("metadata"), dict):
        row = {**{str(key).lower(): value for key, value in about.items()}, **row}
    building, struck = Building(limits.max_chars, limits.max_parts), 0
    for paragraph in _text(row):
        if not _PAGE.search(paragraph):
            building.add(unescape(paragraph) if _ENTITY.search(paragraph) else paragraph)
            continue
        page = read_page(paragraph)
        struck += page.struck
        for block in page.blocks:
            building.add(block.text)
    return building.extracted(
        title=_first(row, TITLES),
        publisher=_first(row, PUBLISHERS),
        date=_day(row),
        warnings=(passages_struck(struck),) if struck else (),
    )


RECORD = Format("application/json", (), read)


def _rows(text: str) -> Iterator[dict[str, Any] | str]:
    """Yield the records of a file, a sentence for each that is none."""
    try:
        whole = parse_json(text)
    except ValueError as error:
        if "\n" not in text.strip():
            raise SourceError(f"it is not JSON ({_said(error)}); write it anew.") from error
        yield from _lines(text)
        return
    yield from _records(whole)


def _lines(text: str) -> Iterator[dict[str, Any] | str]:
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            row = parse_json(line)
        except ValueError as error:
            yield f"line {number} is not JSON ({_said(error)}); write it anew."
            continue
        yield from _records(row)


def _said(error: Exception) -> str:
    return str(error)[:100]


def _records(value: Any, depth: int = 0) -> Iterator[dict[str, Any] | str]:
    if isinstance(value, list) and depth < _DEEPEST:
        for each in value:
            yield from _records(each, depth + 1)
    elif isinstance(value, dict):
        lower = {str(key).lower(): each for key, each in value.items()}
        inner = next((lower[name] for name in LISTS if isinstance(lower.get(name), list)), None)
        if inner and not _text(value) and depth < _DEEPEST and any(isinstance(each, dict) for each in inner):
            yield from _records(inner, depth + 1)
        elif not _text(value) and depth < _DEEPEST and (within := list(_within(value, depth))):
            yield from within
        else:
            yield value
    else:
        yield _NONE


def _within(value: Mapping[str, Any], depth: int) -> Iterator[dict[str, Any]]:
    """Yield the records that an object without a text wraps: ``{"_source": {"text": …}}``."""
    for each in value.values():
        if isinstance(each, (dict, list)):
            yield from (row for row in _records(each, depth + 1) if isinstance(row, dict) and _text(row))


def _text(row: Mapping[str, Any]) -> list[str]:
    """Return the paragraphs of a record, [] where no field of text is filled.

    A text is a string, or a list of strings or of objects with a text, each a paragraph; of an article in
    such pieces the abstract comes first.
    """
    lower = {str(key).lower(): value for key, value in row.items()}
    for name in TEXTS:
        if found := _paragraphs(lower.get(name)):
            abstract = _paragraphs(lower.get("abstract")) if isinstance(lower[name], list) else []
            return abstract + found if name != "abstract" else found
    return []


def _paragraphs(value: Any) -> list[str]:
    if isinstance(value, dict):
        value = next((value[key] for key in ("rendered", "plain", "value", "html") if key in value), None)
    if isinstance(value, str):
        return [_sound(value)] if value.strip() else []
    if not isinstance(value, list):
        return []
    found = [each.get("text") if isinstance(each, dict) else each for each in value]
    texts = [_sound(each) for each in found if isinstance(each, str)]
    if not texts or len(texts) < len(found):
        return []
    mixed = len({type(each) for each in value}) > 1  # a sentence of pieces, some of them links or names
    return ["".join(texts)] if mixed else [text for text in texts if text.strip()]


def _sound(text: str) -> str:
    """Join split surrogate pairs, replace lone ones: no file can hold them."""
    return text if text.isascii() else text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _first(row: Mapping[str, Any], names: tuple[str, ...]) -> str | None:
    for name in names:
        value = row.get(name)
        if isinstance(value, list) and value:
            value = value[0]
        if isinstance(value, dict):
            value = next((value[key] for key in _WRITTEN if isinstance(value.get(key), str)), None)
        if isinstance(value, str) and value.strip():
            shown = unescape(value) if "&" in value and ";" in value else value
            return " ".join(_sound(shown).split())[:300]
    return None


def _day(row: Mapping[str, Any]) -> date | None:
    for name in DATES:
        value = row.get(name)
        if isinstance(value, str):
            try:
                return date.fromisoformat(value.strip()[:10])
            except ValueError:
                if found := sgml.day_of(_MONTH_FIRST.sub(r"\2 \1 \3", value.strip()[:100])):
                    return found
                value = float(value) if _SECONDS.fullmatch(value.strip()) else None
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            seconds = value / 1000 if value > _LAST_SECOND else value  # some count thousandths
            if _FIRST_SECOND < seconds < _LAST_SECOND:
                return datetime.fromtimestamp(seconds, UTC).date()
    return None
