"""Dates of a draft that a passage gives by the weekday, or without the year, of its publication."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from functools import lru_cache

from summarizer.data import Document
from summarizer.languages.lexicon import Meanings, meanings
from summarizer.statements import Finding, read
from summarizer.statements.dates import Day, agree, days
from summarizer.text.dates import mentions
from summarizer.text.language import content_stems
from summarizer.text.words import content_of

from .spans import Hit


def set_in(text: str, finding: Finding, hits: Sequence[Hit], language: str) -> bool:
    """Tell whether a document that is cited gives a missing date elsewhere, and no passage gives another.

    The year of a report stands in its head or once in its text; the passages go on from there.
    """
    if finding.kind != "date" or finding.contradicted:
        return False
    one = next((day for day in read(text, language).days if day.start == finding.start), None)
    cited = dict.fromkeys(hit.sentence.document for hit in hits)
    if one is None:
        written = finding.value.strip()
        return written.isdigit() and any(int(written) in _years(document) for document in cited)
    return any(
        (one.year is None or one.year in _years(document))
        and (one.month is None or _gives(one, document, language))
        and (one.weekday is None or one.day is not None or _gives(one, document, language))
        for document in cited
    )


@lru_cache(maxsize=64)
def _years(document: Document) -> frozenset[int]:
    return frozenset(int(match.group()) for match in _YEAR.finditer(document.text))


_YEAR = re.compile(r"(?<![\d.,$€£])(?:1[5-9]|20)\d\d(?![\d,])")
LONGEST = 20_000
"""Characters from the beginning of a document that are read for its dates."""


def _gives(one: Day, document: Document, language: str) -> bool:
    return any(
        agree(one, day)
        for day in _days(document, language)
        if (one.month is None or day.month is not None)
        and (one.day is None or day.day is not None)
        and (one.month is not None or one.weekday is None or day.weekday is not None)
    )


@lru_cache(maxsize=64)
def _days(document: Document, language: str) -> tuple[Day, ...]:
    return days(document.text[:LONGEST], language)


def dated(text: str, findings: Sequence[Finding], hits: Sequence[Hit], language: str) -> tuple[Finding, ...]:
    """Drop the dates that a passage states when it is read on the day its document was published."""
    open_ = [finding for finding in findings if finding.kind == "date"]
    if not open_:
        return tuple(findings)
    said = {
        mention.iso
        for hit in hits
        if hit.sentence.document.date is not None
        for mention in mentions(hit.sentence.text, anchor=hit.sentence.document.date, language=language)
        if mention.iso
    }
    borne = {
        (one.span.start, one.span.end)
        for one in mentions(text, anchor=None, language=language)
        if one.iso in said
    }
    return tuple(
        one
        for one in findings
        if one.kind != "date" or not any(start <= one.start and one.end <= end for start, end in borne)
    )


LEAST, TIMES = 3, 2
"""Words of a claim that a passage must have for its day to count, and how many times those of another."""


def misdated(text: str, hits: Sequence[Hit], language: str) -> Iterator[Finding]:
    """Yield the days that only passages on something else state, where those on the matter state another."""
    claimed = [day for day in read(text, language).days if day.day or day.weekday is not None]
    if not claimed:
        return
    wanted = frozenset(stem for stem in content_of(text, language) if not stem.isdigit())
    stated = [
        (len(wanted & content_of(hit.sentence.text, language)), days)
        for hit in hits
        if (
            days := [
                day for day in read(hit.sentence.text, language).days if day.day or day.weekday is not None
            ]
        )
    ]
    for one in claimed:
        bearing = [shared for shared, days in stated if any(agree(one, day) for day in days)]
        others = [shared for shared, days in stated if not any(agree(one, day) for day in days)]
        if bearing and others and max(others) >= max(LEAST, TIMES * max(bearing)):
            written = text[one.start : one.end]
            message = f"the passages that speak of this give another day than {written}"
            yield Finding("date", one.start, one.end, written, message, contradicted=True)


def told_of_others(text: str, hits: Sequence[Hit], language: str) -> Iterator[Finding]:
    """Yield the days whose passages do not say what the sentence says of them, while others do, of no day.

    "It collapsed on 10 November" where one passage has it begin on that day and another has it collapse. The
    deed is the past form before the day; English only.
    """
    claimed = [day for day in read(text, language).days if day.day or day.weekday is not None]
    if not claimed or language != "en":
        return
    stated = [
        (content_of(hit.sentence.text, language), read(hit.sentence.text, language).days) for hit in hits
    ]
    for one in claimed:
        deed = next(reversed(_PAST.findall(text[max(0, one.start - DEED) : one.start])), None)
        stemmed = content_stems(deed, language) if deed else []
        if not stemmed:
            continue
        own = meanings(stemmed[0], language)
        of_day = [said for said, days in stated if any(agree(one, day) for day in days)]
        others = [said for said, days in stated if not any(agree(one, day) for day in days)]
        known = any(stemmed[0] in said for said in others)
        if of_day and known and not any(_says(own, stemmed[0], said, language) for said in of_day):
            written = text[one.start : one.end]
            message = f"the passages that give {written} do not say “{deed}” of it"
            yield Finding("date", one.start, one.end, written, message)


_PAST = re.compile(r"\b[a-z]{3,}ed\b")
DEED = 40
"""Characters before a day in which stands what was done on it."""


def _says(own: Meanings, deed: str, said: Set[str], language: str) -> bool:
    return deed in said or any(own.meets(meanings(one, language)) for one in said)
