"""JSON and JSON lines: each object with a field of text is a document; further fields say what it is."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import islice
from typing import Any

from summarizer.errors import SourceError
from summarizer.limits import Limits, parse_json

from .base import Building, Extracted, Format, Part
from .decode import decode

TEXTS = ("text", "body", "content", "article", "maintext", "full_text", "article_body", "articlebody",
         "body_text", "transcript", "message", "description", "abstract", "summary")  # fmt: skip
"""Names of the field that holds the text, the first that is there is taken; upper or lower case."""
TITLES = ("title", "headline", "subject", "name")
PUBLISHERS = ("publisher", "source", "site", "sitename", "site_name", "outlet", "publication", "source_name",
              "author")  # fmt: skip
DATES = ("date", "published", "date_published", "datepublished", "date_publish", "publish_date", "pubdate",
         "published_at", "publishedat", "publication_date", "created", "created_at", "timestamp")  # fmt: skip
LISTS = ("docs", "documents", "articles", "items", "records", "data", "results", "entries", "messages")
"""Names of the field that holds a list of documents."""

_NONE = f"it has no field of text; name the field one of {', '.join(TEXTS[:4])} …"
_DEEPEST = 4


def parts(content: bytes, limits: Limits) -> Iterator[Part]:
    """Yield the records ``#1``, ``#2`` … of a JSON list, of an object with a list, or of JSON lines.

    A broken line costs itself alone; a file that is one record is one document.
    """
    text = decode(content).text
    rows = list(islice(_rows(text), limits.max_files + 1))
    if len(rows) == 1 and isinstance(rows[0], dict) and _text(rows[0]):
        yield Part("", content, RECORD)
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
    building = Building(limits.max_chars, limits.max_parts)
    for paragraph in _text(row):
        building.add(paragraph)
    return building.extracted(
        title=_first(row, TITLES), publisher=_first(row, PUBLISHERS), date=_day(row), warnings=()
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
        else:
            yield value
    else:
        yield _NONE


def _text(row: Mapping[str, Any]) -> list[str]:
    """Return the paragraphs of a record, [] where no field of text is filled."""
    lower = {str(key).lower(): value for key, value in row.items()}
    for name in TEXTS:
        value = lower.get(name)
        if isinstance(value, str) and value.strip():
            return [_sound(value)]
        if isinstance(value, list) and value and all(isinstance(each, str) for each in value):
            return [_sound(each) for each in value]
    return []


def _sound(text: str) -> str:
    """Join split surrogate pairs, replace lone ones: no file can hold them."""
    return text if text.isascii() else text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _first(row: Mapping[str, Any], names: tuple[str, ...]) -> str | None:
    for name in names:
        value = row.get(name)
        value = value.get("name") if isinstance(value, dict) else value
        if isinstance(value, str) and value.strip():
            return " ".join(_sound(value).split())[:300]
    return None


def _day(row: Mapping[str, Any]) -> date | None:
    for name in DATES:
        value = row.get(name)
        if isinstance(value, str):
            try:
                return date.fromisoformat(value.strip()[:10])
            except ValueError:
                continue
    return None
