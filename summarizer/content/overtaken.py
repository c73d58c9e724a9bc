"""What later documents of a series have overtaken: the outlook of an older call, the figures of half a year.

The calls on a company's results are a series: each says of which quarter it is. What one expects of a year is
stale when a later one says anew what it expects of it, or when the year is over.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from summarizer.data import Document, Sentence
from summarizer.languages import pattern, table
from summarizer.text.later import later

from .kinds import CALL, searching

TOPIC = f"kinds.{CALL}"
HEAD = 600
"""Characters of a document in which its quarter is looked for."""
LAST = 4
"""The quarter with which a year is over."""

_YEAR = later(r"(?<![\d$€£.,])(20\d\d)(?!\d)")
_FIGURE = re.compile(r"\d")


class Quarter(NamedTuple):
    """The quarter of a year that a call is on."""

    year: int
    number: int


def overtaken(sentences: Sequence[Sentence], of: Mapping[Document, str]) -> list[int]:
    """Return the sentences of calls whose outlook, or figures so far, a later call overtakes. Linear."""
    quarters = {one: quarter(one) for one, kind in of.items() if kind == CALL}
    known = {one: at for one, at in quarters.items() if at is not None}
    if len(set(known.values())) < 2:
        return []
    told: dict[tuple[str, int], Quarter] = {}
    claims: list[tuple[int, Quarter, int, frozenset[str]]] = []
    for i, sentence in enumerate(sentences):
        at = known.get(sentence.document)
        if at is None:
            continue
        language = sentence.document.language
        so_far = searching(language, TOPIC, "so_far")(sentence.own) and _FIGURE.search(sentence.own)
        measures = _measures_in(sentence.own, language)
        if not measures or not (so_far or searching(language, TOPIC, "outlook")(sentence.own)):
            continue
        year = _year(sentence.own, at)
        claims.append((i, at, year, measures))
        for measure in measures:
            told[measure, year] = max(at, told.get((measure, year), at))
    newest = max(known.values())
    return [
        i
        for i, at, year, measures in claims
        if at < newest and (newest >= (year, LAST) or all(told[measure, year] > at for measure in measures))
    ]


def ahead(sentences: Sequence[Sentence], of: Mapping[Document, str]) -> list[int]:
    """Return the sentences of the newest call that put what is expected of a measure into figures. Linear."""
    quarters = {one: quarter(one) for one, kind in of.items() if kind == CALL}
    newest = max((at for at in quarters.values() if at), default=None)
    if newest is None:
        return []
    found = []
    for i, sentence in enumerate(sentences):
        text, language = sentence.own, sentence.document.language
        if quarters.get(sentence.document) != newest or not _FIGURE.search(_YEAR.sub("", text)):
            continue
        if _measures_in(text, language) and searching(language, TOPIC, "expects")(text):
            found.append(i)
    return found


def quarter(document: Document) -> Quarter | None:
    """Return the quarter that a call is on, by its title, its name or how it begins, None for none."""
    rule = _period(document.language)
    for text in (document.title or "", document.name, document.text[:HEAD]):
        plain = text.replace("_", " ").replace("-", " ").lower()
        found = rule.search(plain) if rule else None
        year = _YEAR.search(plain, found.end()) or _YEAR.search(plain) if found else None
        if found and year:
            name = found.lastgroup or ""
            number = int(name[1]) * (2 if name.startswith("h") else 1)
            return Quarter(int(year[1]), number)
    return None


def company(title: str, language: str) -> str | None:
    """Return what the title of a call has before its quarter, the company, None where there is none."""
    rule = _period(language)
    found = rule.search(title.lower()) if rule else None
    name = title[: found.start()].strip(" -–—:,|") if found else ""
    return name or None


def _year(text: str, at: Quarter) -> int:
    """Return the year that a sentence looks at: the last that it names, from the call's own on."""
    years = [int(year) for year in _YEAR.findall(text)]
    return max((year for year in years if year >= at.year), default=at.year)


def _measures_in(text: str, language: str) -> frozenset[str]:
    """Return what the figures of a sentence measure."""
    lower = text.lower()
    return frozenset(name for name, rule in _measures(language) if rule.search(lower))


@cache
def _measures(language: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    groups = (group.split("/") for group in table(language, TOPIC).get("measures", ()))
    return tuple((names[0], re.compile(rf"\b(?:{'|'.join(map(re.escape, names))})\b")) for names in groups)


@cache
def _period(language: str) -> re.Pattern[str] | None:
    rule = pattern(language, "agreement.period")
    return re.compile(rule, re.IGNORECASE) if rule else None
