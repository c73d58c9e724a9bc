"""The day of what a sentence reports, among the days that it mentions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import cache
from itertools import pairwise

from summarizer.languages import alternatives, every, forms, table, words
from summarizer.text.dates import DateMention, mentions
from summarizer.text.language import WORD
from summarizer.text.later import later

WRITTEN = "en"
"""The language whose words around a day are read where those of others are not known."""


def event_date(text: str, anchor: date | None, language: str = "en") -> DateMention | None:
    """Return the date of what a sentence reports, None where it is not plain.

    A full day counts, and a month shortly before ``anchor``. Deadlines ("until November 25"), plans ("will",
    "due"), beginnings ("since May"), stretches ("from May to June"), days inside a quotation, "Friday's
    deadline" and years as background do not. Nor does a day that tells which thing is meant, or what came
    before: "the storm of 3 May", "who resigned on Friday", "the contract signed on 3 May", "a week after the
    fire on Friday"; nor two days that contradict each other, nor one behind a day that is still to come.
    """
    found = mentions(text, anchor=anchor, language=language)
    stretches = _stretches(text, found)
    usable = [m for m in found if m not in stretches and _dates_event(text, m, anchor, language)]
    if len({mention.iso for mention in usable}) != 1:
        return None
    event = usable[0]
    to_come = any(
        anchor is not None and len(m.iso or "") == 10 and (m.iso or "") > str(anchor)
        for m in found
        if m.span.start < event.span.start and not _names_thing(text, m)
    )
    return None if to_come else event


@cache
def _not_event() -> re.Pattern[str]:
    """Fit what stands before a day that bounds something: "until the", "bis zum"."""
    articles = alternatives(every("calendar.articles"))
    bounds = alternatives(every("dates.bounds"))
    return re.compile(rf"\b(?:{bounds})\s+(?:(?:{articles})\s+)?$", re.IGNORECASE)


@cache
def _planned() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{alternatives(every('dates.planned'))})\b[^,;.]*$", re.IGNORECASE)


@cache
def _leading_clause() -> re.Pattern[str]:
    return re.compile(rf"[\"“]?(?:{alternatives(every('dates.leading'))})\b")


@cache
def _behind() -> re.Pattern[str]:
    """Fit the part of a clause, open at the end, that tells what came before: "two days after the fire on".

    What "after being hit on Friday" tells of is mostly of one day.
    """
    after = alternatives(words(WRITTEN, "dates.after"))
    return re.compile(rf"\b(?:{after})\s(?![a-z]+ing\b)[^,;:]*$")


@cache
def _relative_clause() -> re.Pattern[str]:
    """Fit the clause, open at the end, that tells of something named before: "a man who drowned on"."""
    return re.compile(rf"[\s,](?:{alternatives(words(WRITTEN, 'dates.relatives'))}) [^,;]*$")


@cache
def _relative_or_said() -> re.Pattern[str]:
    """Fit a clause that may be one, or be what was said: "the ferry that sank on", "said that it sank on"."""
    opened = alternatives(words(WRITTEN, "dates.relatives_or_said"))
    article = alternatives(words(WRITTEN, "phrases.determiners"))
    return re.compile(rf"(?P<article>\b(?i:{article}) )?\b(?P<noun>[\w-]+) (?:{opened}) [^,;]*$")


@cache
def _in_name() -> re.Pattern[str]:
    """Fit what stands before a day that tells one thing from others of its kind: "the earthquake of"."""
    articles, times = alternatives(every("calendar.articles")), alternatives(every("dates.times"))
    naming = alternatives(every("dates.naming"))
    named = rf"(?<![^\W\d_])(?!(?:{times})\b)[^\W\d_]+"
    return re.compile(rf"{named} (?:{naming}) (?:(?:{articles}) )?$", re.IGNORECASE)


@cache
def _day_as_name() -> re.Pattern[str]:
    """Fit a word behind a day that makes it a name: "the Sept. 11 attacks", "the 26 December Orme Flood"."""
    functions = alternatives(words(WRITTEN, "dates.behind_day"))
    return re.compile(rf"\s+(?!(?:{functions})\b)[A-Za-z]")


@cache
def _time_of_day() -> re.Pattern[str]:
    """Fit a time of the day that belongs to it: "today's early morning"."""
    parts = alternatives(words(WRITTEN, "calendar.day_parts"))
    return re.compile(rf"['’]s\s(?:\w+\s)?(?:{parts})\b")


_ARTICLE = re.compile(r"\b[Tt]he (?:(?:[\w.]+ ){0,2}[\w.]+, )?$")
"""Fits "the" before a day, and "the magnitude 8.8, "."""
_POSSESSIVE = re.compile(r"['’]s?\s")
_MONTH_BEFORE = 92
NEAR = 400
"""Characters on either side of a day in which its clause is looked for: the cost stays linear."""
LONG_AGO = 60
"""Days before the writing from which a day in a relative clause is one of the background."""


def _dates_event(text: str, mention: DateMention, anchor: date | None, language: str) -> bool:
    """Tell whether a mention can be the day on which the reported thing happened."""
    iso = mention.iso
    if iso is None or len(iso) == 4 or (iso.startswith("--") and len(iso) < 7):
        return False
    start, end = mention.span.start, mention.span.end
    before = text[max(0, start - 80) : start]
    owns = _POSSESSIVE.match(text, end) and not _time_of_day().match(text, end)
    if _not_event().search(before) or _planned().search(before) or owns:
        return False
    if _leading_clause().match(text) and "," not in text[:start]:
        return False
    # A day in a relative clause, or in a name, dates what is named, not what is reported of it.
    if len(iso) == 10 and not iso.startswith("--") and _in_name().search(before):
        return False
    if language == WRITTEN and (
        _behind().search(before) or _relative_clause().search(before) or _is_of_participle(text, start, end)
    ):
        return False
    told = _relative_or_said().search(before)
    if told and (_is_long_ago(iso, anchor) or (told["article"] and not _has_verb(told["noun"]))):
        return False
    if mention.resolved != "stated" and _names_thing(text, mention):
        return False
    relative = mention.resolved == "relative to the source's date"
    if relative and _in_quotation(text, start):
        return False
    if len(iso) == 7 and not iso.startswith("--"):
        return not relative and anchor is not None and 0 <= _months(anchor, iso) * 30.5 <= _MONTH_BEFORE
    return anchor is None or iso.startswith("--") or date.fromisoformat(iso) <= anchor


def _names_thing(text: str, mention: DateMention) -> bool:
    """Tell whether a day tells one thing from others: "the Sept. 11 attacks"."""
    start, end = mention.span.start, mention.span.end
    return bool(_ARTICLE.search(text[max(0, start - 80) : start]) and _day_as_name().match(text, end))


def _stretches(text: str, found: Sequence[DateMention]) -> set[DateMention]:
    """Return the mentions that begin or end a stretch of time: "from May 2006 to May 2007"."""
    ends: set[DateMention] = set()
    for first, second in pairwise(found):
        before = text[max(0, first.span.start - 80) : first.span.start]
        if _not_event().search(before) and _joint().fullmatch(text, first.span.end, second.span.start):
            ends |= {first, second}
    return ends


@cache
def _joint() -> re.Pattern[str]:
    return re.compile(rf"\s*(?:[-–—]|\b(?:{alternatives(every('dates.joints'))}))\s*", re.IGNORECASE)


def _is_of_participle(text: str, start: int, end: int) -> bool:
    """Tell whether a day belongs to a participle: "born on", "the contract signed on 3 May was void".

    A past form looks the same ("the minister resigned on"), so that another finite verb in its clause tells,
    which must not be one of saying: "she said the minister resigned on". What is said in a message is of its
    day.
    """
    window = text[max(0, start - NEAR) : start]
    piece = _CLAUSE_BEGINS.split(window)[-1]
    found = _participle().search(piece)
    if found is None or found["helped"] or _message().search(piece, 0, found.start("verb")):
        return False
    before = piece[: found.start("verb")]
    behind = _CLAUSE_BEGINS.split(_joints().split(text[end : end + NEAR])[0])[0].split(" to ")[0]
    if _THAT.match(text, end):
        return False
    if not before.strip():  # ", born on", "Born on …, she", "(born on …)"
        return bool(_ASIDE_ENDS.search(text, end, end + NEAR)) or _has_main_verb(
            window[: len(window) - len(piece)]
        )
    earlier = _joints().split(before)[-1]
    return _has_verb(behind) or _has_verb(earlier)


@cache
def _message() -> re.Pattern[str]:
    """Fit what is said on the day on which it is sent: "in a statement" before "issued on"."""
    return re.compile(rf"\bin an? (?:[\w-]+ )?(?:{alternatives(words(WRITTEN, 'dates.messages'))}) $")


def _has_main_verb(text: str) -> bool:
    """Tell whether one of the parts between commas that is no relative clause has a finite verb."""
    return any(
        _has_verb(part) for part in _CLAUSE_BEGINS.split(text) if not _relative_clause().match(f"{part} ")
    )


_CLAUSE_BEGINS = later(r"[;:(—–]|,(?!\d)")
_ASIDE_ENDS = later(r"[,)—–]")
_THAT = re.compile(r"\s+that\b")
_ED = re.compile(r"[a-z]{2,}ed")


@cache
def _participle() -> re.Pattern[str]:
    """Fit a participle or past form, and what may stand between it and its day: "held in the town on"."""
    helpers = alternatives(_helpers())
    articles = alternatives(words(WRITTEN, "phrases.determiners"))
    participles = alternatives(words(WRITTEN, "dates.participles"))
    opening = alternatives(map(str.capitalize, words(WRITTEN, "dates.participles")))
    places, active = (alternatives(words(WRITTEN, f"dates.{topic}")) for topic in ("places", "active"))
    return re.compile(
        rf"(?P<helped>\b(?:{helpers})\s(?:(?!(?:{articles})\b)\w+\s)?)?"
        rf"(?<![\w-])(?!(?:{active})\b)(?P<verb>(?:[a-z]+-)?[a-z]{{2,}}ed|{participles}|(?<=^)(?:[A-Z][a-z]+ed|{opening}))"
        rf"(?:\s(?:{places})\s(?:(?!\w+ed\b)[\w’'-]+\s){{1,6}}?)?(?:\s*\bon)?\s*$"
    )


@cache
def _joints() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{alternatives(words(WRITTEN, 'outcomes.joints'))})\b")


@cache
def _helpers() -> frozenset[str]:
    topics = ("outcomes.be", "outcomes.have", "dates.helpers")
    return frozenset(word for topic in topics for word in words(WRITTEN, topic))


@cache
def _finite() -> frozenset[str]:
    """Return the finite verbs that are no nouns, without those of saying and of what is not real."""
    return (_helpers() | set(table(WRITTEN, "outcomes.irregular"))) - set(_said())


@cache
def _said() -> frozenset[str]:
    return frozenset(forms(WRITTEN, "saying.announcing", past=True))


def _has_verb(text: str) -> bool:
    """Tell whether a piece of a clause has a finite verb that is not one of saying."""
    found = (word.group() for word in WORD.finditer(text))
    return any(word in _finite() or (_ED.fullmatch(word) and word not in _said()) for word in found)


def _is_long_ago(iso: str, anchor: date | None) -> bool:
    full = anchor is not None and len(iso) == 10 and not iso.startswith("--")
    return full and anchor is not None and (anchor - date.fromisoformat(iso)).days > LONG_AGO


def _months(anchor: date, iso: str) -> int:
    return anchor.year * 12 + anchor.month - int(iso[:4]) * 12 - int(iso[5:7])


def _in_quotation(text: str, start: int) -> bool:
    before = text[:start]
    return before.count("“") > before.count("”") or before.count('"') % 2 == 1
