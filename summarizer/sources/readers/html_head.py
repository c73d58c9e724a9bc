"""What a page says of itself: title, publisher and day, from its structured data and its head."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from email.utils import parsedate_tz
from html import unescape
from typing import Any
from urllib.parse import urlsplit

from summarizer.languages import alternatives, every
from summarizer.limits import parse_json
from summarizer.records import dataclass

from .html_tokens import Token, attributes

_TITLES = ("og:title", "twitter:title", "citation_title", "dc.title", "parsely-title", "sailthru.title")
_SITES = ("og:site_name", "citation_journal_title", "application-name", "dc.publisher", "publisher")
_DAYS = (
    "article:published_time", "og:published_time", "og:article:published_time",
    "datepublished", "citation_publication_date", "citation_date", "dc.date.issued", "dcterms.issued",
    "dc.date", "dcterms.date",
    "dcterms.created", "dc.date.created", "pubdate", "publishdate", "publish-date", "publish_date",
    "publication_date", "publication-date", "date_published", "article.published", "parsely-pub-date",
    "sailthru.date", "rnews:datepublished", "date",
)  # fmt: skip
"""Names of fields by their rank; what tells of the last change is not among them."""
_ADDRESSES = ("og:url", "twitter:url")
_ISO = re.compile(r"\s*((?:19|20)\d\d)[-/](\d\d?)[-/](\d\d?)(?!\d)")
_SUFFIX = re.compile(r"\s+(?:[|–—·•:»-]|::)\s+(?=\S)")
_ARTICLE = re.compile(r"(?:Article|Posting|Report|Story|NewsItem|Review|Event|WebPage|Thesis|Book)$")
_TITLE = re.compile(r"<title\b[^<>]{0,300}>([^<]{1,1000})", re.IGNORECASE)
_STRUCTURED = re.compile(r"<script\b[^<>]{0,300}ld\+json[^<>]{0,300}>", re.IGNORECASE)
_HEAD = 1_000_000
"""Characters of a page in which it says what it is."""
_FIELDS, _DEPTH = 2_000, 6
"""Fields of structured data that are looked at, and how deep they are nested."""
_LONGEST_SITE = 60
_BESIDE = ("aside", "nav", "footer")
_TIMES = 2
"""Times that an article bears at most: when it was published, and when it was changed."""


@dataclass(frozen=True, slots=True)
class About:
    """What a page says of itself, None for what it does not say."""

    title: str | None = None
    publisher: str | None = None
    date: date | None = None


def about(raw: str, tokens: Sequence[Token]) -> About:
    """Read title, publisher and day of publication from a page's head. Linear.

    Structured data come before meta elements, those before the page's title; a title that is but the name
    of the site is none, and the site's name behind a title is taken off.
    """
    fields, title = _fields(raw, tokens)
    article = _article(raw)
    site = _site(fields, article)
    heads = [
        each for each in (article.get("headline"), *(fields.get(name) for name in _TITLES), title) if each
    ]
    names = [name for name in (site, _domain(fields)) if name]
    if not site and title and (parts := _SUFFIX.split(title)) and len(parts) > 1:
        last = parts[-1]
        if any(_key(head) and _key(title).startswith(_key(head)) and head != title for head in heads[:-1]):
            site = last if len(last) <= _LONGEST_SITE else None
            names.append(last)
    shown = (_without_site(_line(head), names) for head in heads if not _is_site(head, names))
    days = (
        _day(each)
        for each in (
            article.get("datePublished"),
            *(fields.get(name) for name in _DAYS),
            *_times(raw, tokens),
        )
        if each
    )
    return About(
        title=next((head for head in shown if head and not _is_site(head, names)), None),
        publisher=site,
        date=next(filter(None, days), None),
    )


def named(handle: str | None) -> str | None:
    """Return a publisher's name for display: without a sign of copyright, a year and a handle's marks."""
    if not handle:
        return None
    shown = re.sub(r"\(c\)|[©®™]|\b(?:19|20)\d\d\b", " ", handle, flags=re.IGNORECASE)
    if shown.startswith("@") or ("_" in shown and " " not in shown.strip()):
        domains = alternatives(word.lower() for word in every("companies.domains"))
        shown = re.sub(rf"(?:[_.](?:{domains}|[a-z]{{2}}))+$", "", shown.lstrip("@"), flags=re.IGNORECASE)
        shown = shown.replace("_", " ")
    return _line(shown).strip(" -–—|,;:") or None


def _fields(raw: str, tokens: Sequence[Token]) -> tuple[Mapping[str, str], str | None]:
    """Return the page's named fields, the first of each name, and its title."""
    found: dict[str, str] = {}
    titled = _TITLE.search(raw, 0, _HEAD)
    title = _line(unescape(titled[1])) if titled else None
    for token in tokens:
        kind, name, start, _ = token
        if start > _HEAD or len(found) > _FIELDS:
            break
        if name == "meta" and kind != "close":
            own = attributes(raw, token)
            key = own.get("property") or own.get("name") or own.get("itemprop") or ""
            if own.get("content"):
                found.setdefault(key.lower(), _line(unescape(own["content"])))
        elif name == "time" and kind == "open":
            own = attributes(raw, token)
            if own.get("itemprop", "").lower() == "datepublished" or "pubdate" in own:
                found.setdefault("datepublished", own.get("datetime", ""))
        elif name == "link" and attributes(raw, token).get("rel", "").lower() == "canonical":
            found.setdefault("og:url", attributes(raw, token).get("href", ""))
    return found, title


def _times(raw: str, tokens: Sequence[Token]) -> Sequence[str]:
    """Return the earliest day at the head of a page's only article, none where several or many times stand.

    A page of teasers has several articles, a live blog or one with its comments many times.
    """
    found: list[str] = []
    articles = depth = beside = 0
    for token in tokens:
        kind, name, _, _ = token
        if name in ("article", *_BESIDE) and kind in ("open", "close"):
            step = 1 if kind == "open" else -1
            depth, beside = (depth + step, beside) if name == "article" else (depth, beside + step)
            articles += name == "article" and kind == "open"
        elif name == "time" and kind == "open" and depth > 0 and beside <= 0:
            found += [own] if (own := attributes(raw, token).get("datetime", "")) else []
    return sorted(found)[:1] if articles == 1 and len(found) <= _TIMES else ()


def _article(raw: str) -> Mapping[str, str]:
    """Return headline, day and publisher of the first article that the structured data describe."""
    for script in _STRUCTURED.finditer(raw):
        end = raw.find("</script", script.end())
        try:
            data = parse_json(raw[script.end() : min(end if end >= 0 else len(raw), script.end() + _HEAD)])
        except (ValueError, RecursionError):
            continue
        for each in _objects(data, _DEPTH):
            kinds = each.get("@type")
            if any(_ARTICLE.search(str(kind)) for kind in (kinds if isinstance(kinds, list) else [kinds])):
                own = {
                    key: unescape(each[key])
                    for key in ("headline", "datePublished")
                    if isinstance(each.get(key), str)
                }
                publisher = each.get("publisher")
                publisher = publisher[0] if isinstance(publisher, list) and publisher else publisher
                named = publisher.get("name") if isinstance(publisher, dict) else publisher
                if isinstance(named, str):
                    own["publisher"] = unescape(named)
                if own.get("headline") or own.get("datePublished"):
                    return own
    return {}


def _objects(data: Any, depth: int) -> Iterator[dict[str, Any]]:
    if isinstance(data, dict):
        yield data
    if depth:
        inner = data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()
        for each in inner:
            if isinstance(each, (dict, list)):
                yield from _objects(each, depth - 1)


def _site(fields: Mapping[str, str], article: Mapping[str, str]) -> str | None:
    found = (fields.get(_SITES[0]), article.get("publisher"), *(fields.get(name) for name in _SITES[1:]))
    names = (named(each) for each in found if each and "//" not in each)
    return next((name for name in names if name and len(name) <= _LONGEST_SITE), None)


def _domain(fields: Mapping[str, str]) -> str | None:
    """Return the name in the page's address: "example" of "www.example.co.uk"."""
    for name in _ADDRESSES:
        try:
            host = urlsplit(fields.get(name, "")).hostname or ""
        except ValueError:
            continue
        parts = [part for part in host.split(".") if part not in ("www", "m", "amp")]
        if len(parts) > 1:
            return max(parts[:-1], key=len)
    return None


def _without_site(title: str, names: Sequence[str]) -> str:
    """Take the name of the site off a title's end, or its beginning."""
    parts = list(_SUFFIX.finditer(title))
    if parts and _is_site(title[parts[-1].end() :], names):
        return title[: parts[-1].start()].strip()
    if parts and _is_site(title[: parts[0].start()], names):
        return title[parts[0].end() :].strip()
    return title


def _is_site(text: str, names: Sequence[str]) -> bool:
    own = _key(text)
    return len(own) > 2 and any(
        own == _key(name) or (_key(name).startswith(own) and len(own) > 3) for name in names
    )


def _key(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).lower()


def _line(text: str) -> str:
    return " ".join(text.split())[:300]


def _day(written: str) -> date | None:
    iso = _ISO.match(written)
    try:
        if iso:
            return date(*map(int, iso.groups()))
        parsed = parsedate_tz(written)
        return date(*parsed[:3]) if parsed and parsed[0] > 1900 else None
    except (ValueError, TypeError, OverflowError):
        return None
